//! `stat_result` and the functions that return it.

use super::super::add;
use super::super::struct_sequence::{field, fields_arg, make, make_type, set_hidden, spec};
use super::super::support::c_int;
use super::arguments::{Parameter, PathArg, dir_fd, flag};
use super::paths::check_places;
use crate::object::{GetSetDef, TupleObject, TypeSpec};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;

/// Number of fields that are items: the other ones are attributes only.
const ITEMS: usize = 10;
const HIDDEN: usize = 9;

/// As in CPython the attributes of the times are floats, those among the items whole seconds.
static FIELDS: [GetSetDef; ITEMS - 3 + HIDDEN] = [
    GetSetDef::get("st_mode", field::<0>),
    GetSetDef::get("st_ino", field::<1>),
    GetSetDef::get("st_dev", field::<2>),
    GetSetDef::get("st_nlink", field::<3>),
    GetSetDef::get("st_uid", field::<4>),
    GetSetDef::get("st_gid", field::<5>),
    GetSetDef::get("st_size", field::<6>),
    GetSetDef::get("st_atime", hidden::<0>),
    GetSetDef::get("st_mtime", hidden::<1>),
    GetSetDef::get("st_ctime", hidden::<2>),
    GetSetDef::get("st_atime_ns", hidden::<3>),
    GetSetDef::get("st_mtime_ns", hidden::<4>),
    GetSetDef::get("st_ctime_ns", hidden::<5>),
    GetSetDef::get("st_blksize", hidden::<6>),
    GetSetDef::get("st_blocks", hidden::<7>),
    GetSetDef::get("st_rdev", hidden::<8>),
];

const PLAIN: TypeSpec = spec(
    "stat_result",
    "os",
    "stat_result: Result from stat, fstat, or lstat.\n\nThis object may be accessed either as a tuple of\n  (mode, ino, \
     dev, nlink, uid, gid, size, atime, mtime, ctime)\nor via the attributes st_mode, st_ino, st_dev, st_nlink, \
     st_uid, and so on.\n\nPosix/windows: If your platform supports st_blksize, st_blocks, st_rdev,\nor st_flags, \
     they are available as attributes only.\n\nSee os.stat for more information.",
    &FIELDS,
);

static STAT_RESULT: TypeSpec = TypeSpec {
    slots: |s| {
        (PLAIN.slots)(s);
        s.new.set(Some(new));
    },
    ..PLAIN
};

const TYPE: &str = "posix.stat_result";

pub fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    let ty = make_type(vm, &STAT_RESULT, ITEMS)?;
    let hidden = [
        "st_atime",
        "st_mtime",
        "st_ctime",
        "st_atime_ns",
        "st_mtime_ns",
        "st_ctime_ns",
        "st_blksize",
        "st_blocks",
        "st_rdev",
    ];
    set_hidden(vm, &ty, hidden.to_vec(), 3)?;
    vm.set_state(TYPE, ty.clone());
    add(vm, module, "stat_result", ty)
}

/// Field `I` behind the items.
fn hidden<const I: usize>(_: &Vm, this: &Ref) -> PyResult {
    // SAFETY: `seal` alone makes the values of this type, with that many words behind the items.
    unsafe {
        let t = this.cast::<TupleObject>();
        Ok(Ref::new_reference(*t.items.get().add(ITEMS + I)))
    }
}

/// A result of all fields. Those behind the items stay words that need no count: ints and floats in the word, or None.
fn seal(vm: &Vm, items: Vec<Ref>, behind: [Ref; HIDDEN]) -> PyResult {
    let mut all = items;
    all.resize_with(ITEMS + HIDDEN, Ref::none);
    let ty = vm.state::<Ref>(TYPE).expect("set when the module was made");
    let t = make(vm, &ty, all)?;
    // SAFETY: the tuple has room for them, and they are not counted.
    unsafe {
        let o = t.cast::<TupleObject>();
        for (i, v) in behind.iter().enumerate() {
            if !v.slot().is_counted() {
                *o.items.get().add(ITEMS + i) = v.slot();
            }
        }
        o.len.set(ITEMS);
    }
    Ok(t)
}

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let mut items = fields_arg(vm, ty, args)?;
    let rest = items.split_off(ITEMS);
    // Without them, the times are those of the items.
    let behind = std::array::from_fn(|i| match rest.get(i) {
        Some(v) => v.clone(),
        None => items.get(ITEMS - 3 + i).cloned().unwrap_or_else(Ref::none),
    });
    seal(vm, items, behind)
}

/// The result for what the C library reports.
pub fn to_object(vm: &Vm, s: &libc::stat) -> PyResult {
    let int = |i: i64| vm.new_int(i);
    let items = vec![
        int(s.st_mode.into()),
        int(s.st_ino as i64),
        int(s.st_dev as i64),
        int(s.st_nlink as i64),
        int(s.st_uid.into()),
        int(s.st_gid.into()),
        int(s.st_size),
        int(s.st_atime),
        int(s.st_mtime),
        int(s.st_ctime),
    ];
    let seconds = |s: i64, ns: i64| vm.new_float(s as f64 + 1e-9 * ns as f64);
    let nanoseconds = |s: i64, ns: i64| int(s.saturating_mul(1_000_000_000).saturating_add(ns));
    let behind = [
        seconds(s.st_atime, s.st_atime_nsec),
        seconds(s.st_mtime, s.st_mtime_nsec),
        seconds(s.st_ctime, s.st_ctime_nsec),
        nanoseconds(s.st_atime, s.st_atime_nsec),
        nanoseconds(s.st_mtime, s.st_mtime_nsec),
        nanoseconds(s.st_ctime, s.st_ctime_nsec),
        int(s.st_blksize),
        int(s.st_blocks),
        int(s.st_rdev as i64),
    ];
    seal(vm, items, behind)
}

/// Asks for a path, or a descriptor.
fn of_place(vm: &Vm, function: &'static str, p: &PathArg, dir: i32, follow: bool) -> PyResult {
    check_places(vm, function, p, dir, follow)?;
    // SAFETY: all fields are plain numbers.
    let mut s: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: the path ends with a zero byte, the call fills the structure.
    let status = unsafe {
        match p.descriptor() {
            Some(fd) => libc::fstat(fd, &mut s),
            None => {
                let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
                libc::fstatat(dir, p.path().as_ptr(), &mut s, flags)
            }
        }
    };
    if status != 0 {
        return Err(super::last_error(vm, p.files()));
    }
    to_object(vm, &s)
}

/// Asks for a path that begins at the folder `dir`.
pub fn of_path(vm: &Vm, path: &Ref, dir: i32, follow: bool) -> PyResult {
    let p = Parameter::path("stat").of(vm, Some(path))?;
    of_place(vm, "stat", &p, dir, follow)
}

pub fn stat(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Parameter::path("stat")
        .or_descriptor()
        .of(vm, a[0].as_ref())?;
    of_place(vm, "stat", &p, dir_fd(vm, &a[1])?, flag(vm, &a[2], true)?)
}

pub fn lstat(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Parameter::path("lstat").of(vm, a[0].as_ref())?;
    of_place(vm, "lstat", &p, dir_fd(vm, &a[1])?, false)
}

pub fn fstat(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = c_int(vm, a[0].as_ref().expect("required"))?;
    // SAFETY: all fields are plain numbers, and the call fills them.
    let mut s: libc::stat = unsafe { std::mem::zeroed() };
    if unsafe { libc::fstat(fd, &mut s) } != 0 {
        return Err(super::last_error(vm, &[]));
    }
    to_object(vm, &s)
}
