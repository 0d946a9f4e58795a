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
            let mut name = None;
            if let Some(r) = &a[0] {
                super::support::str_arg(vm, r, "openlog", "'ident'")?;
                name = Some(text(vm, r)?);
            }
            let option = a[1].as_ref().map_or(Ok(0), |o| c_int(vm, o))?;
            let facility = a[2].as_ref().map_or(Ok(libc::LOG_USER), |f| c_int(vm, f))?;
            open(vm, name, option, facility)?;
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
fn text(vm: &Vm, r: &Ref) -> PyResult<CString> {
    let bytes = vm.call_method_str(r, "encode", &[])?;
    let first = crate::object::as_bytes(&bytes).split(|b| *b == 0).next();
    Ok(CString::new(first.unwrap_or_default()).unwrap_or_default())
}

/// The last part of `sys.argv[0]`.
fn program(vm: &Vm) -> PyResult<Option<CString>> {
    let argv = sys_attribute(vm, &vm.interned.intern_str(vm, "argv"));
    let first = argv
        .filter(|a| a.has_kind(Kind::List))
        .and_then(|a| as_list(&a).get(0))
        .filter(|f| f.has_kind(Kind::Str) && !as_str(f).is_empty());
    let Some(first) = first else { return Ok(None) };
    let whole = text(vm, &first)?.into_bytes();
    let name = whole.rsplit(|b| *b == b'/').next().unwrap_or(&whole);
    Ok(CString::new(name).ok())
}

fn open(vm: &Vm, name: Option<CString>, option: i32, facility: i32) -> PyResult<()> {
    let name = match name {
        None => program(vm)?,
        given => given,
    };
    let mut log = LOG.lock().unwrap_or_else(|e| e.into_inner());
    let p = name.as_ref().map_or(std::ptr::null(), |n| n.as_ptr());
    // SAFETY: the text stays where it is until the log is closed or has another name.
    unsafe { libc::openlog(p, option, facility) };
    *log = Some(name);
    Ok(())
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
        open(vm, None, 0, libc::LOG_USER)?;
    }
    // SAFETY: the format takes one text, which is there.
    unsafe { libc::syslog(priority, c"%s".as_ptr(), message.as_ptr()) };
    Ok(Ref::none())
}
