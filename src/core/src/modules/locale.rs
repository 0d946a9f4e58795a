//! The module `_locale`: what the C library knows of the user's language. A locale is the whole process's.

use super::support::{bad_argument, c_int, fs_decode, new_exception};
use super::{ModuleSpec, add};
use crate::object::{MethodDef, TypePtr, as_bytes, as_dict, as_str, from_utf8, new_dict, new_list};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use libc::{c_char, c_int as int, wchar_t};
use std::ffi::{CStr, CString};
use std::sync::Once;

const NAME: &str = "_locale";

// What the crate `libc` does not declare, as in <wchar.h> and <libintl.h>.
unsafe extern "C" {
    fn wcscoll(a: *const wchar_t, b: *const wchar_t) -> int;
    fn wcsxfrm(to: *mut wchar_t, from: *const wchar_t, n: usize) -> usize;
    fn mbstowcs(to: *mut wchar_t, from: *const c_char, n: usize) -> usize;
    fn gettext(message: *const c_char) -> *mut c_char;
    fn dgettext(domain: *const c_char, message: *const c_char) -> *mut c_char;
    fn dcgettext(domain: *const c_char, message: *const c_char, category: int) -> *mut c_char;
    fn textdomain(domain: *const c_char) -> *mut c_char;
    fn bindtextdomain(domain: *const c_char, folder: *const c_char) -> *mut c_char;
    fn bind_textdomain_codeset(domain: *const c_char, codeset: *const c_char) -> *mut c_char;
}

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "Support for POSIX locales.",
    methods: &METHODS,
    init: |vm, module| {
        start();
        for &(name, value) in CATEGORIES.iter().chain(LANGINFO) {
            add(vm, module, name, vm.new_int(value))?;
        }
        #[cfg(target_env = "gnu")]
        add(vm, module, "_DATE_FMT", vm.new_int(DATE_FMT.into()))?;
        add(vm, module, "CHAR_MAX", vm.new_int(c_char::MAX.into()))?;
        let error = new_exception(vm, "locale", "Error", vm.types.exception)?;
        add(vm, module, "Error", error.clone())?;
        vm.set_state(NAME, State { error });
        Ok(())
    },
};

struct State {
    /// `locale.Error`
    error: Ref,
}

macro_rules! constants {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as i64),)*] };
}

static CATEGORIES: &[(&str, i64)] =
    constants! { LC_ALL LC_COLLATE LC_CTYPE LC_MESSAGES LC_MONETARY LC_NUMERIC LC_TIME };

/// What `nl_langinfo` may be asked.
static LANGINFO: &[(&str, i64)] = constants! {
    ABDAY_1 ABDAY_2 ABDAY_3 ABDAY_4 ABDAY_5 ABDAY_6 ABDAY_7 ABMON_1 ABMON_2 ABMON_3 ABMON_4 ABMON_5 ABMON_6 ABMON_7 ABMON_8
    ABMON_9 ABMON_10 ABMON_11 ABMON_12 ALT_DIGITS AM_STR CODESET CRNCYSTR DAY_1 DAY_2 DAY_3 DAY_4 DAY_5 DAY_6 DAY_7 D_FMT
    D_T_FMT ERA ERA_D_FMT ERA_D_T_FMT ERA_T_FMT MON_1 MON_2 MON_3 MON_4 MON_5 MON_6 MON_7 MON_8 MON_9 MON_10 MON_11 MON_12
    NOEXPR PM_STR RADIXCHAR THOUSEP T_FMT T_FMT_AMPM YESEXPR
};

/// The C library's own question for the form in which `date` shows the time, as in <langinfo.h>.
#[cfg(target_env = "gnu")]
const DATE_FMT: libc::nl_item = 0x2_006C;
#[cfg(not(target_env = "gnu"))]
const DATE_FMT: libc::nl_item = -1;

/// What the process begins with: the user's encoding, or UTF-8 where that is none (PEP 538).
fn start() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: before anybody can have asked for the locale; the text is looked at before the next call.
        unsafe {
            let now = libc::setlocale(libc::LC_CTYPE, c"".as_ptr());
            let plain = now.is_null() || [c"C", c"POSIX"].contains(&CStr::from_ptr(now));
            if plain && std::env::var_os("LC_ALL").is_none_or(|v| v.is_empty()) {
                libc::setlocale(libc::LC_CTYPE, c"C.UTF-8".as_ptr());
            }
        }
    });
}

static METHODS: [MethodDef; 12] = [
    MethodDef::positional("setlocale", 1, 2, setlocale)
        .text_signature("category, locale=None, /")
        .doc("Activates/queries locale processing."),
    MethodDef::no_args("localeconv", localeconv)
        .doc("Returns numeric and monetary locale-specific parameters."),
    MethodDef::positional("strcoll", 2, 2, |vm, _, a| {
        let (x, y) = (
            wide(vm, &a[0], "strcoll", "1")?,
            wide(vm, &a[1], "strcoll", "2")?,
        );
        // SAFETY: both end with a zero.
        Ok(vm.new_int(unsafe { wcscoll(x.as_ptr(), y.as_ptr()) }.into()))
    })
    .text_signature("os1, os2, /")
    .doc("Compares two strings according to the locale."),
    MethodDef::one("strxfrm", strxfrm)
        .text_signature("string, /")
        .doc("Return a string that can be used as a key for locale-aware comparisons."),
    MethodDef::one("nl_langinfo", nl_langinfo)
        .text_signature("key, /")
        .doc("Return the value for the locale information associated with key."),
    MethodDef::no_args("getencoding", |vm, _| {
        // SAFETY: a text that ends with a zero.
        let name = unsafe { CStr::from_ptr(libc::nl_langinfo(libc::CODESET)) };
        match name.to_bytes() {
            b"" => from_utf8(vm, "utf-8"),
            name => decode(vm, name),
        }
    })
    .doc("Get the current locale encoding."),
    MethodDef::one("gettext", |vm, _, message| {
        let message = c_text(vm, message, "gettext", "")?;
        // SAFETY: a text that ends with a zero; so does what comes back.
        unsafe { decode_c(vm, gettext(message.as_ptr())) }
    })
    .text_signature("msg, /")
    .doc("gettext(msg) -> string\n\nReturn translation of msg."),
    MethodDef::positional("dgettext", 2, 2, |vm, _, a| {
        let domain = optional(vm, &a[0], "dgettext", "1")?;
        let message = c_text(vm, &a[1], "dgettext", "2")?;
        // SAFETY: as above; no domain means the usual one.
        unsafe { decode_c(vm, dgettext(pointer(&domain), message.as_ptr())) }
    })
    .text_signature("domain, msg, /")
    .doc("dgettext(domain, msg) -> string\n\nReturn translation of msg in domain."),
    MethodDef::positional("dcgettext", 3, 3, |vm, _, a| {
        let domain = optional(vm, &a[0], "dcgettext", "1")?;
        let message = c_text(vm, &a[1], "dcgettext", "2")?;
        let category = c_int(vm, &a[2])?;
        // SAFETY: as above.
        unsafe { decode_c(vm, dcgettext(pointer(&domain), message.as_ptr(), category)) }
    })
    .text_signature("domain, msg, category, /")
    .doc("Return translation of msg in domain and category."),
    MethodDef::one("textdomain", |vm, _, domain| {
        let domain = optional(vm, domain, "textdomain", "")?;
        // SAFETY: as above.
        let p = unsafe { textdomain(pointer(&domain)) };
        if p.is_null() {
            return Err(vm.os_error(errno(), &[]));
        }
        // SAFETY: a text that ends with a zero.
        unsafe { decode_c(vm, p) }
    })
    .text_signature("domain, /")
    .doc("Set the C library's textdmain to domain, returning the new domain."),
    MethodDef::positional("bindtextdomain", 2, 2, |vm, _, a| {
        let domain = c_text(vm, &a[0], "bindtextdomain", "1")?;
        if domain.is_empty() {
            return Err(error(vm, "domain must be a non-empty string"));
        }
        let folder = match a[1].is_none() {
            true => None,
            false => {
                use std::os::unix::ffi::OsStrExt;
                let path = super::support::path_arg(vm, &a[1])?;
                CString::new(path.as_os_str().as_bytes()).ok()
            }
        };
        // SAFETY: as above.
        let p = unsafe { bindtextdomain(domain.as_ptr(), pointer(&folder)) };
        if p.is_null() {
            return Err(vm.os_error(errno(), &[]));
        }
        // SAFETY: a text that ends with a zero.
        unsafe { decode_c(vm, p) }
    })
    .text_signature("domain, dir, /")
    .doc("Bind the C library's domain to dir."),
    MethodDef::positional("bind_textdomain_codeset", 2, 2, |vm, _, a| {
        let domain = c_text(vm, &a[0], "bind_textdomain_codeset", "1")?;
        let codeset = optional(vm, &a[1], "bind_textdomain_codeset", "2")?;
        // SAFETY: as above.
        let p = unsafe { bind_textdomain_codeset(domain.as_ptr(), pointer(&codeset)) };
        match p.is_null() {
            true => Ok(Ref::none()),
            // SAFETY: a text that ends with a zero.
            false => unsafe { decode_c(vm, p) },
        }
    })
    .text_signature("domain, codeset, /")
    .doc("Bind the C library's domain to codeset."),
];

fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// Raises `locale.Error`.
#[cold]
fn error(vm: &Vm, text: &str) -> Raised {
    let state = vm
        .state::<State>(NAME)
        .expect("set when the module was made");
    // SAFETY: the class was made when the module was.
    let class = unsafe { TypePtr::new(state.error.slot().ptr()) };
    vm.raise_message(class, text)
}

fn pointer(text: &Option<CString>) -> *const c_char {
    text.as_ref().map_or(std::ptr::null(), |t| t.as_ptr())
}

/// A str argument for the C library.
fn c_text(vm: &Vm, r: &Ref, function: &str, what: &str) -> PyResult<CString> {
    if !r.has_kind(Kind::Str) {
        return Err(bad_argument(vm, r, function, what, "str"));
    }
    let bytes = vm.call_method_str(r, "encode", &[])?;
    CString::new(as_bytes(&bytes)).map_err(|_| vm.value_error("embedded null character"))
}

/// The same, or None.
fn optional(vm: &Vm, r: &Ref, function: &str, what: &str) -> PyResult<Option<CString>> {
    if r.is_none() {
        return Ok(None);
    }
    if !r.has_kind(Kind::Str) {
        return Err(bad_argument(vm, r, function, what, "str or None"));
    }
    c_text(vm, r, function, what).map(Some)
}

/// A text of the C library, in the locale's encoding; bytes that it does not know are escaped.
fn decode(vm: &Vm, bytes: &[u8]) -> PyResult {
    let Ok(c) = CString::new(bytes) else {
        return fs_decode(vm, bytes);
    };
    let mut wide = vec![0 as wchar_t; bytes.len() + 1];
    // SAFETY: there is room for as many characters as there are bytes, and the end.
    let n = unsafe { mbstowcs(wide.as_mut_ptr(), c.as_ptr(), wide.len()) };
    let text: Option<String> = match wide.get(..n) {
        Some(found) => found.iter().map(|w| char::from_u32(*w as u32)).collect(),
        None => None,
    };
    match text {
        Some(t) => from_utf8(vm, &t),
        None => fs_decode(vm, bytes),
    }
}

/// # Safety
/// `p` must be a text that ends with a zero.
unsafe fn decode_c(vm: &Vm, p: *const c_char) -> PyResult {
    // SAFETY: the caller's.
    decode(vm, unsafe { CStr::from_ptr(p) }.to_bytes())
}

/// A str argument as wide characters, with a zero at the end.
fn wide(vm: &Vm, r: &Ref, function: &str, what: &str) -> PyResult<Vec<wchar_t>> {
    if !r.has_kind(Kind::Str) {
        return Err(bad_argument(vm, r, function, what, "str"));
    }
    let mut all: Vec<wchar_t> = as_str(r).units().chars().map(|c| c as wchar_t).collect();
    if all.contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    all.push(0);
    Ok(all)
}

fn setlocale(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let category = c_int(vm, &a[0])?;
    let locale = match a.get(1).filter(|l| !l.is_none()) {
        None => None,
        Some(l) => optional(vm, l, "setlocale", "2")?,
    };
    // SAFETY: a text that ends with a zero, or none.
    let now = unsafe { libc::setlocale(category, pointer(&locale)) };
    if now.is_null() {
        return Err(error(
            vm,
            match locale {
                Some(_) => "unsupported locale setting",
                None => "locale query failed",
            },
        ));
    }
    // SAFETY: a text that ends with a zero.
    unsafe { decode_c(vm, now) }
}

/// Sizes of groups of digits; the last one says that the one before repeats, or that there are no more.
fn grouping(vm: &Vm, bytes: &[u8]) -> Ref {
    if bytes.is_empty() {
        return new_list(vm, []);
    }
    let mut sizes: Vec<i64> = Vec::new();
    for b in bytes {
        sizes.push((*b).into());
        if *b == c_char::MAX as u8 {
            return new_list(
                vm,
                sizes.into_iter().map(|n| vm.new_int(n)).collect::<Vec<_>>(),
            );
        }
    }
    sizes.push(0);
    new_list(
        vm,
        sizes.into_iter().map(|n| vm.new_int(n)).collect::<Vec<_>>(),
    )
}

fn localeconv(vm: &Vm, _: &Ref) -> PyResult {
    // SAFETY: the C library's own record; its texts end with zeros and are copied before anything else is asked.
    let (texts, groups, numbers) = unsafe {
        let l = &*libc::localeconv();
        let copy = |p: *mut c_char| CStr::from_ptr(p).to_bytes().to_vec();
        (
            [
                ("decimal_point", copy(l.decimal_point)),
                ("thousands_sep", copy(l.thousands_sep)),
                ("int_curr_symbol", copy(l.int_curr_symbol)),
                ("currency_symbol", copy(l.currency_symbol)),
                ("mon_decimal_point", copy(l.mon_decimal_point)),
                ("mon_thousands_sep", copy(l.mon_thousands_sep)),
                ("positive_sign", copy(l.positive_sign)),
                ("negative_sign", copy(l.negative_sign)),
            ],
            [
                ("mon_grouping", copy(l.mon_grouping)),
                ("grouping", copy(l.grouping)),
            ],
            [
                ("int_frac_digits", l.int_frac_digits),
                ("frac_digits", l.frac_digits),
                ("p_cs_precedes", l.p_cs_precedes),
                ("p_sep_by_space", l.p_sep_by_space),
                ("n_cs_precedes", l.n_cs_precedes),
                ("n_sep_by_space", l.n_sep_by_space),
                ("p_sign_posn", l.p_sign_posn),
                ("n_sign_posn", l.n_sign_posn),
            ],
        )
    };
    let d = new_dict(vm);
    let set =
        |name: &str, value: Ref| as_dict(&d).set(vm, &vm.interned.intern_str(vm, name), value);
    for (name, text) in &texts[2..] {
        set(name, decode(vm, text)?)?;
        if *name == "mon_thousands_sep" {
            set(groups[0].0, grouping(vm, &groups[0].1))?;
        }
    }
    for (name, n) in numbers {
        set(name, vm.new_int(n.into()))?;
    }
    for (name, text) in &texts[..2] {
        set(name, decode(vm, text)?)?;
    }
    set(groups[1].0, grouping(vm, &groups[1].1))?;
    Ok(d)
}

fn strxfrm(vm: &Vm, _: &Ref, text: &Ref) -> PyResult {
    let from = wide(vm, text, "strxfrm", "")?;
    let mut to = vec![0 as wchar_t; from.len() + 1];
    // SAFETY: `from` ends with a zero, and `to` has the room that is told.
    let mut n = unsafe { wcsxfrm(to.as_mut_ptr(), from.as_ptr(), to.len()) };
    if n >= to.len() {
        if n > isize::MAX as usize / 4 {
            return Err(vm.os_error(errno(), &[]));
        }
        to = vec![0; n + 1];
        // SAFETY: as above.
        n = unsafe { wcsxfrm(to.as_mut_ptr(), from.as_ptr(), to.len()) };
    }
    // What it makes need not be characters; numbers beyond them lose their place but not their order.
    let mut out = tricera_text::str::StrBuf::new();
    for w in &to[..n.min(to.len())] {
        out.push((*w as u32).min(0x10_FFFF));
    }
    crate::object::from_buf(vm, out)
}

fn nl_langinfo(vm: &Vm, _: &Ref, key: &Ref) -> PyResult {
    let key = c_int(vm, key)?;
    if (key != DATE_FMT || key < 0) && !LANGINFO.iter().any(|(_, k)| *k == i64::from(key)) {
        return Err(vm.value_error("unsupported langinfo constant"));
    }
    // SAFETY: one of the questions that the C library knows; the answer ends with a zero.
    unsafe { decode_c(vm, libc::nl_langinfo(key)) }
}
