//! The module `syslog`.

use super::support::c_int;
use super::{ModuleSpec, add};
use crate::modules::support::sys_attribute;
use crate::object::{MethodDef, as_list, as_str};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::ffi::CString;
use std::sync::Mutex;

macro_rules! constants {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as i64),)*] };
}

static CONSTANTS: &[(&str, i64)] = constants! {
    LOG_ALERT LOG_AUTH LOG_AUTHPRIV LOG_CONS LOG_CRIT LOG_CRON LOG_DAEMON LOG_DEBUG LOG_EMERG LOG_ERR LOG_FTP LOG_INFO
    LOG_KERN LOG_LOCAL0 LOG_LOCAL1 LOG_LOCAL2 LOG_LOCAL3 LOG_LOCAL4 LOG_LOCAL5 LOG_LOCAL6 LOG_LOCAL7 LOG_LPR LOG_MAIL
    LOG_NDELAY LOG_NEWS LOG_NOTICE LOG_NOWAIT LOG_ODELAY LOG_PERROR LOG_PID LOG_SYSLOG LOG_USER LOG_UUCP LOG_WARNING
};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "syslog",
    doc: "",
    methods: &METHODS,
    init: |vm, module| {
        for &(name, value) in CONSTANTS {
            add(vm, module, name, vm.new_int(value))?;
        }
        Ok(())
    },
};

static METHODS: [MethodDef; 6] = [
    MethodDef::keywords(
        "openlog",
        "ident=<unrepresentable>, logoption=0, facility=LOG_USER",
        |vm, _, a| {
            if let Some(r) = &a[0] {
                super::support::str_arg(vm, r, "openlog", "'ident'")?;
            }
            let option = a[1].as_ref().map_or(Ok(0), |o| c_int(vm, o))?;
            let facility = a[2].as_ref().map_or(Ok(libc::LOG_USER), |f| c_int(vm, f))?;
            open(vm, a[0].as_ref(), option, facility);
            Ok(Ref::none())
        },
    )
    .doc("Set logging options of subsequent syslog() calls."),
    MethodDef::no_args("closelog", |_, _| {
        let mut log = LOG.lock().unwrap_or_else(|e| e.into_inner());
        if log.is_some() {
            // SAFETY: a plain call, after which the C library knows the name no more.
            unsafe { libc::closelog() };
            *log = None;
        }
        Ok(Ref::none())
    })
    .doc("Reset the syslog module values and call the system library closelog()."),
    MethodDef::positional("syslog", 0, u8::MAX, syslog)
        .doc("syslog([priority=LOG_INFO,] message)\nSend the string message to the system logger."),
    MethodDef::one("setlogmask", |vm, _, mask| {
        let mask = c_int(vm, mask)?;
        // SAFETY: a plain call.
        Ok(vm.new_int(unsafe { libc::setlogmask(mask) }.into()))
    })
    .text_signature("maskpri, /")
    .doc("Set the priority mask to maskpri and return the previous mask value."),
    MethodDef::one("LOG_MASK", |vm, _, priority| {
        let priority = c_int(vm, priority)?;
        Ok(vm.new_int(1_i32.wrapping_shl(priority as u32).into()))
    })
    .text_signature("pri, /")
    .doc("Calculates the mask for the individual priority pri."),
    MethodDef::one("LOG_UPTO", |vm, _, priority| {
        let priority = c_int(vm, priority)?;
        let above = 1_i32.wrapping_shl(priority.wrapping_add(1) as u32);
        Ok(vm.new_int(above.wrapping_sub(1).into()))
    })
    .text_signature("pri, /")
    .doc("Calculates the mask for all priorities up to and including pri."),
];

/// The name under which the process logs, which the C library refers to as long as the log is open.
static LOG: Mutex<Option<Option<CString>>> = Mutex::new(None);

/// What a text is up to its first null character.
fn text(r: &Ref) -> CString {
    let s = as_str(r).units().to_string_lossy().into_owned();
    let s = s.split('\0').next().unwrap_or("").to_owned();
    CString::new(s).unwrap_or_default()
}

/// The last part of `sys.argv[0]`.
fn program(vm: &Vm) -> Option<CString> {
    let argv = sys_attribute(vm, &vm.interned.intern_str(vm, "argv"))?;
    if !argv.has_kind(Kind::List) {
        return None;
    }
    let first = as_list(&argv).items().first()?.clone();
    if !first.has_kind(Kind::Str) || as_str(&first).is_empty() {
        return None;
    }
    let whole = text(&first).into_bytes();
    let name = whole.rsplit(|b| *b == b'/').next().unwrap_or(&whole);
    CString::new(name).ok()
}

fn open(vm: &Vm, ident: Option<&Ref>, option: i32, facility: i32) {
    let name = ident.map(text).or_else(|| program(vm));
    let mut log = LOG.lock().unwrap_or_else(|e| e.into_inner());
    let p = name.as_ref().map_or(std::ptr::null(), |n| n.as_ptr());
    // SAFETY: the text stays where it is until the log is closed or has another name.
    unsafe { libc::openlog(p, option, facility) };
    *log = Some(name);
}

fn syslog(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (priority, message) = match a {
        [message] => {
            vm.str_argument("syslog", 1, message)?;
            (libc::LOG_INFO, message)
        }
        [priority, message] => {
            let priority = c_int(vm, priority)?;
            vm.str_argument("syslog", 2, message)?;
            (priority, message)
        }
        _ => return Err(vm.type_error("syslog.syslog requires 1 to 2 arguments")),
    };
    let bytes = vm.call_method_str(message, "encode", &[])?;
    let Ok(message) = CString::new(crate::object::as_bytes(&bytes)) else {
        return Err(vm.value_error("embedded null character"));
    };
    let opened = LOG.lock().unwrap_or_else(|e| e.into_inner()).is_some();
    if !opened {
        open(vm, None, 0, libc::LOG_USER);
    }
    // SAFETY: the format takes one text, which is there.
    unsafe { libc::syslog(priority, c"%s".as_ptr(), message.as_ptr()) };
    Ok(Ref::none())
}
