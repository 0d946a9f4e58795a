//! The modules `pwd` and `grp`: users and groups of the system.

use super::posix::id;
use super::struct_sequence::{field, make, make_type, spec};
use super::support::fs_decode;
use super::{ModuleSpec, add};
use crate::object::{GetSetDef, MethodDef, TypeSpec, encode_with, from_utf8, new_list};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::ffi::{CStr, CString, c_char};
use tricera_text::codec::Encoding;

/// The declaration of `pwd`.
pub static PWD: ModuleSpec = ModuleSpec {
    name: "pwd",
    doc: "This module provides access to the Unix password database.\nIt is available on all Unix versions.\n\nPassword \
          database entries are reported as 7-tuples containing the following\nitems from the password database (see \
          `<pwd.h>'), in order:\npw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir, pw_shell.\nThe uid and gid items \
          are integers, all others are strings. An\nexception is raised if the entry asked for cannot be found.",
    methods: &PWD_METHODS,
    init: |vm, module| {
        let t = make_type(vm, &STRUCT_PASSWD, USER_FIELDS.len())?;
        vm.set_state("pwd", t.clone());
        add(vm, module, "struct_passwd", t)
    },
};

/// The declaration of `grp`.
pub static GRP: ModuleSpec = ModuleSpec {
    name: "grp",
    doc: "Access to the Unix group database.\n\nGroup entries are reported as 4-tuples containing the following \
          fields\nfrom the group database, in order:\n\n  gr_name   - name of the group\n  gr_passwd - group password \
          (encrypted); often empty\n  gr_gid    - numeric ID of the group\n  gr_mem    - list of members\n\nThe gid is \
          an integer, name and password are strings.  (Note that most\nusers are not explicitly listed as members of \
          the groups they are in\naccording to the password database.  Check both databases to get\ncomplete \
          membership information.)",
    methods: &GRP_METHODS,
    init: |vm, module| {
        let t = make_type(vm, &STRUCT_GROUP, GROUP_FIELDS.len())?;
        vm.set_state("grp", t.clone());
        add(vm, module, "struct_group", t)
    },
};

const fn described(doc: &'static str, g: GetSetDef) -> GetSetDef {
    GetSetDef { doc, ..g }
}

static USER_FIELDS: [GetSetDef; 7] = [
    described("user name", GetSetDef::member("pw_name", field::<0>)),
    described("password", GetSetDef::member("pw_passwd", field::<1>)),
    described("user id", GetSetDef::member("pw_uid", field::<2>)),
    described("group id", GetSetDef::member("pw_gid", field::<3>)),
    described("real name", GetSetDef::member("pw_gecos", field::<4>)),
    described("home directory", GetSetDef::member("pw_dir", field::<5>)),
    described("shell program", GetSetDef::member("pw_shell", field::<6>)),
];

static GROUP_FIELDS: [GetSetDef; 4] = [
    described("group name", GetSetDef::member("gr_name", field::<0>)),
    described("password", GetSetDef::member("gr_passwd", field::<1>)),
    described("group id", GetSetDef::member("gr_gid", field::<2>)),
    described("group members", GetSetDef::member("gr_mem", field::<3>)),
];

static STRUCT_PASSWD: TypeSpec = spec(
    "struct_passwd",
    "pwd",
    "pwd.struct_passwd: Results from getpw*() routines.\n\nThis object may be accessed either as a tuple of\n  \
     (pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell)\nor via the object attributes as named in the above \
     tuple.",
    &USER_FIELDS,
);

static STRUCT_GROUP: TypeSpec = spec(
    "struct_group",
    "grp",
    "grp.struct_group: Results from getgr*() routines.\n\nThis object may be accessed either as a tuple of\n  \
     (gr_name,gr_passwd,gr_gid,gr_mem)\nor via the object attributes as named in the above tuple.\n",
    &GROUP_FIELDS,
);

/// The most room that an entry is given.
const MAX_ROOM: usize = 1 << 26;

/// Calls one of the C library's functions that fill a record and a buffer for its strings, with more room as long as
/// there is too little; None if there is no such entry.
fn entry<T, R>(
    vm: &Vm,
    call: impl Fn(*mut T, *mut c_char, usize, *mut *mut T) -> i32,
    convert: impl Fn(&T) -> PyResult<R>,
) -> PyResult<Option<R>> {
    let mut room = 1024;
    loop {
        let mut buffer: Vec<c_char> = vec![0; room];
        // SAFETY: a record of zeros is a valid one of numbers and pointers.
        let mut record: T = unsafe { std::mem::zeroed() };
        let mut found = std::ptr::null_mut();
        let error = call(&mut record, buffer.as_mut_ptr(), room, &mut found);
        if error == libc::ERANGE && room < MAX_ROOM {
            room *= 2;
        } else if error == libc::ENOMEM || error == libc::ERANGE {
            return Err(vm.memory_error());
        } else if found.is_null() {
            return Ok(None);
        } else {
            // SAFETY: the function has filled in the record; its strings lie in the buffer.
            return convert(unsafe { &*found }).map(Some);
        }
    }
}

/// A string of a record; None for none.
fn text(vm: &Vm, p: *const c_char) -> PyResult {
    if p.is_null() {
        return Ok(Ref::none());
    }
    // SAFETY: the C library's strings end in a NUL.
    fs_decode(vm, unsafe { CStr::from_ptr(p) }.to_bytes())
}

fn user(vm: &Vm, u: &libc::passwd) -> PyResult {
    let t = vm
        .state::<Ref>("pwd")
        .expect("set when the module was made");
    let items = vec![
        text(vm, u.pw_name)?,
        text(vm, u.pw_passwd)?,
        number(vm, u.pw_uid),
        number(vm, u.pw_gid),
        text(vm, u.pw_gecos)?,
        text(vm, u.pw_dir)?,
        text(vm, u.pw_shell)?,
    ];
    make(vm, &t, items)
}

fn group(vm: &Vm, g: &libc::group) -> PyResult {
    let t = vm
        .state::<Ref>("grp")
        .expect("set when the module was made");
    let mut members = Vec::new();
    let mut p = g.gr_mem;
    // SAFETY: the list of members ends in NULL.
    unsafe {
        while !p.is_null() && !(*p).is_null() {
            members.push(text(vm, *p)?);
            p = p.add(1);
        }
    }
    let items = vec![
        text(vm, g.gr_name)?,
        text(vm, g.gr_passwd)?,
        number(vm, g.gr_gid),
        new_list(vm, members),
    ];
    make(vm, &t, items)
}

/// An id; the one that stands for none is -1.
fn number(vm: &Vm, id: u32) -> Ref {
    vm.new_int(if id == u32::MAX { -1 } else { id.into() })
}

fn name_argument(vm: &Vm, r: &Ref, wrong: &str) -> PyResult<CString> {
    if !r.has_kind(Kind::Str) {
        // A function that is parsed by position only names the type of None.
        let none = r.is_none() && wrong.ends_with('\'');
        let got = if none {
            "None".to_owned()
        } else {
            vm.type_of(r).name_str()
        };
        return Err(vm.type_error(format!("{wrong} must be str, not {got}")));
    }
    let name = encode_with(vm, r, Encoding::Utf8, "surrogateescape")?;
    CString::new(name).map_err(|_| vm.value_error("embedded null byte"))
}

#[cold]
fn not_found(vm: &Vm, message: &str) -> Raised {
    match from_utf8(vm, message) {
        Ok(m) => vm.key_error(&m),
        Err(r) => r,
    }
}

/// `-1` for the id that stands for none.
fn shown(id: u32) -> String {
    if id == u32::MAX {
        "-1".to_owned()
    } else {
        id.to_string()
    }
}

fn user_by_name(vm: &Vm, _: &Ref, r: &Ref) -> PyResult {
    let name = name_argument(vm, r, "getpwnam() argument")?;
    let found = entry(
        vm,
        // SAFETY: record, buffer and name are valid for the call.
        |u, b, n, p| unsafe { libc::getpwnam_r(name.as_ptr(), u, b, n, p) },
        |u| user(vm, u),
    )?;
    match found {
        Some(u) => Ok(u),
        None => Err(not_found(
            vm,
            &format!("getpwnam(): name not found: {}", vm.repr_string(r)?),
        )),
    }
}

fn user_by_id(vm: &Vm, _: &Ref, r: &Ref) -> PyResult {
    let uid = match id(vm, r, "uid") {
        Ok(uid) => uid,
        Err(r) => {
            vm.catch(r, vm.types.overflow_error)?;
            return Err(not_found(vm, "getpwuid(): uid not found"));
        }
    };
    let found = entry(
        vm,
        // SAFETY: record and buffer are valid for the call.
        |u, b, n, p| unsafe { libc::getpwuid_r(uid, u, b, n, p) },
        |u| user(vm, u),
    )?;
    found.ok_or_else(|| not_found(vm, &format!("getpwuid(): uid not found: {}", shown(uid))))
}

fn group_by_name(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let r = a[0].as_ref().expect("required");
    let name = name_argument(vm, r, "getgrnam() argument 'name'")?;
    let found = entry(
        vm,
        // SAFETY: record, buffer and name are valid for the call.
        |g, b, n, p| unsafe { libc::getgrnam_r(name.as_ptr(), g, b, n, p) },
        |g| group(vm, g),
    )?;
    match found {
        Some(g) => Ok(g),
        None => Err(not_found(
            vm,
            &format!("getgrnam(): name not found: {}", vm.repr_string(r)?),
        )),
    }
}

fn group_by_id(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let gid = id(vm, a[0].as_ref().expect("required"), "gid")?;
    let found = entry(
        vm,
        // SAFETY: record and buffer are valid for the call.
        |g, b, n, p| unsafe { libc::getgrgid_r(gid, g, b, n, p) },
        |g| group(vm, g),
    )?;
    found.ok_or_else(|| not_found(vm, &format!("getgrgid(): gid not found: {}", shown(gid))))
}

/// One walk at a time over a database of the process.
static WALK: std::sync::Mutex<()> = std::sync::Mutex::new(());

fn all_users(vm: &Vm, _: &Ref) -> PyResult {
    let _one = WALK.lock().unwrap_or_else(|e| e.into_inner());
    let mut all = Vec::new();
    // SAFETY: nobody else of this process walks; each record is copied before the next is asked for.
    unsafe {
        libc::setpwent();
        loop {
            let u = libc::getpwent();
            if u.is_null() {
                break;
            }
            match user(vm, &*u) {
                Ok(u) => all.push(u),
                Err(r) => {
                    libc::endpwent();
                    return Err(r);
                }
            }
        }
        libc::endpwent();
    }
    Ok(new_list(vm, all))
}

fn all_groups(vm: &Vm, _: &Ref) -> PyResult {
    let _one = WALK.lock().unwrap_or_else(|e| e.into_inner());
    let mut all = Vec::new();
    // SAFETY: see above.
    unsafe {
        libc::setgrent();
        loop {
            let g = libc::getgrent();
            if g.is_null() {
                break;
            }
            match group(vm, &*g) {
                Ok(g) => all.push(g),
                Err(r) => {
                    libc::endgrent();
                    return Err(r);
                }
            }
        }
        libc::endgrent();
    }
    Ok(new_list(vm, all))
}

static PWD_METHODS: [MethodDef; 3] = [
    MethodDef::one("getpwuid", user_by_id)
        .text_signature("uidobj, /")
        .doc(
            "Return the password database entry for the given numeric user ID.\n\nSee `help(pwd)` for more on password \
             database entries.",
        ),
    MethodDef::one("getpwnam", user_by_name)
        .text_signature("name, /")
        .doc(
            "Return the password database entry for the given user name.\n\nSee `help(pwd)` for more on password \
             database entries.",
        ),
    MethodDef::no_args("getpwall", all_users).doc(
        "Return a list of all available password database entries, in arbitrary order.\n\nSee help(pwd) for more on \
         password database entries.",
    ),
];

static GRP_METHODS: [MethodDef; 3] = [
    MethodDef::keywords("getgrgid", "id", group_by_id).doc(
        "Return the group database entry for the given numeric group ID.\n\nIf id is not valid, raise KeyError.",
    ),
    MethodDef::keywords("getgrnam", "name", group_by_name)
        .doc("Return the group database entry for the given group name.\n\nIf name is not valid, raise KeyError."),
    MethodDef::no_args("getgrall", all_groups).doc(
        "Return a list of all available group entries, in arbitrary order.\n\nAn entry whose name starts with '+' or \
         '-' represents an instruction\nto use YP/NIS and may not be accessible via getgrnam or getgrgid.",
    ),
];
