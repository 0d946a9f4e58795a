//! The module `resource`: limits and usage of the process.

use super::struct_sequence::{field, make, make_type, spec};
use super::support::c_int;
use super::{ModuleSpec, add};
use crate::object::{GetSetDef, MethodDef, TypeSpec, as_tuple, int_to_i64, new_tuple};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "resource",
    doc: "",
    methods: &METHODS,
    init: |vm, module| {
        add(vm, module, "error", vm.types.os_error.to_ref())?;
        for &(name, value) in CONSTANTS {
            add(vm, module, name, vm.new_int(value))?;
        }
        // BSD's name of it.
        add(
            vm,
            module,
            "RLIMIT_OFILE",
            vm.new_int(libc::RLIMIT_NOFILE.into()),
        )?;
        add(vm, module, "RLIM_INFINITY", vm.new_int(-1))?;
        add(vm, module, "struct_rusage", usage_type(vm)?)
    },
};

macro_rules! constants {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as i64),)*] };
}

static CONSTANTS: &[(&str, i64)] = constants! {
    RLIMIT_AS RLIMIT_CORE RLIMIT_CPU RLIMIT_DATA RLIMIT_FSIZE RLIMIT_MEMLOCK RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_NOFILE
    RLIMIT_NPROC RLIMIT_RSS RLIMIT_RTPRIO RLIMIT_RTTIME RLIMIT_SIGPENDING RLIMIT_STACK RUSAGE_CHILDREN RUSAGE_SELF
    RUSAGE_THREAD
};

static METHODS: [MethodDef; 5] = [
    MethodDef::one("getrusage", getrusage).text_signature("who, /"),
    MethodDef::one("getrlimit", getrlimit).text_signature("resource, /"),
    MethodDef::positional("setrlimit", 2, 2, setrlimit).text_signature("resource, limits, /"),
    MethodDef::positional("prlimit", 2, 3, prlimit).text_signature("pid, resource, limits=None, /"),
    MethodDef::no_args("getpagesize", |vm, _| {
        // SAFETY: a plain query.
        Ok(vm.new_int(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }))
    }),
];

static FIELDS: [GetSetDef; 16] = [
    GetSetDef::get("ru_utime", field::<0>),
    GetSetDef::get("ru_stime", field::<1>),
    GetSetDef::get("ru_maxrss", field::<2>),
    GetSetDef::get("ru_ixrss", field::<3>),
    GetSetDef::get("ru_idrss", field::<4>),
    GetSetDef::get("ru_isrss", field::<5>),
    GetSetDef::get("ru_minflt", field::<6>),
    GetSetDef::get("ru_majflt", field::<7>),
    GetSetDef::get("ru_nswap", field::<8>),
    GetSetDef::get("ru_inblock", field::<9>),
    GetSetDef::get("ru_oublock", field::<10>),
    GetSetDef::get("ru_msgsnd", field::<11>),
    GetSetDef::get("ru_msgrcv", field::<12>),
    GetSetDef::get("ru_nsignals", field::<13>),
    GetSetDef::get("ru_nvcsw", field::<14>),
    GetSetDef::get("ru_nivcsw", field::<15>),
];

static USAGE: TypeSpec = spec(
    "struct_rusage",
    "resource",
    "struct_rusage: Result from getrusage.\n\nThis object may be accessed either as a tuple of\n    \
     (utime,stime,maxrss,ixrss,idrss,isrss,minflt,majflt,\n    nswap,inblock,oublock,msgsnd,msgrcv,nsignals,nvcsw,nivcsw)\n\
     or via the attributes ru_utime, ru_stime, ru_maxrss, and so on.",
    &FIELDS,
);

const STATE: &str = "resource.struct_rusage";

/// `struct_rusage`, which `wait3` and `wait4` answer with too.
fn usage_type(vm: &Vm) -> PyResult {
    if let Some(t) = vm.state::<Ref>(STATE) {
        return Ok((*t).clone());
    }
    let t = make_type(vm, &USAGE, FIELDS.len())?;
    vm.set_state(STATE, t.clone());
    Ok(t)
}

/// What the C library says about usage.
pub fn usage_object(vm: &Vm, u: &libc::rusage) -> PyResult {
    let seconds = |t: &libc::timeval| vm.new_float(t.tv_sec as f64 + t.tv_usec as f64 * 1e-6);
    let mut items = vec![seconds(&u.ru_utime), seconds(&u.ru_stime)];
    let counts = [
        u.ru_maxrss,
        u.ru_ixrss,
        u.ru_idrss,
        u.ru_isrss,
        u.ru_minflt,
        u.ru_majflt,
        u.ru_nswap,
        u.ru_inblock,
        u.ru_oublock,
        u.ru_msgsnd,
        u.ru_msgrcv,
        u.ru_nsignals,
        u.ru_nvcsw,
        u.ru_nivcsw,
    ];
    items.extend(counts.map(|n| vm.new_int(n)));
    make(vm, &usage_type(vm)?, items)
}

fn last_error(vm: &Vm) -> Raised {
    let code = std::io::Error::last_os_error().raw_os_error().unwrap_or(0);
    vm.os_error(code, &[])
}

fn getrusage(vm: &Vm, _: &Ref, who: &Ref) -> PyResult {
    let who = c_int(vm, who)?;
    // SAFETY: all fields are plain numbers, which the call fills.
    let usage = unsafe {
        let mut u: libc::rusage = std::mem::zeroed();
        match libc::getrusage(who, &mut u) {
            0 => u,
            _ if std::io::Error::last_os_error().raw_os_error() == Some(libc::EINVAL) => {
                return Err(vm.value_error("invalid who parameter"));
            }
            _ => return Err(last_error(vm)),
        }
    };
    usage_object(vm, &usage)
}

/// How many resources Linux limits.
const RESOURCES: u32 = 16;

/// A resource's number.
fn resource_arg(vm: &Vm, r: &Ref) -> PyResult<libc::__rlimit_resource_t> {
    let n = c_int(vm, r)?;
    match u32::try_from(n) {
        Ok(n) if n < RESOURCES => Ok(n),
        _ => Err(vm.value_error("invalid resource specified")),
    }
}

fn limits_object(vm: &Vm, l: &libc::rlimit) -> Ref {
    new_tuple(vm, [l.rlim_cur, l.rlim_max].map(|n| vm.new_int(n as i64)))
}

/// `(soft, hard)`
fn limits_arg(vm: &Vm, r: &Ref) -> PyResult<libc::rlimit> {
    let parts = match as_tuple(r) {
        Some(parts) => parts.to_vec(),
        None => vm.collect(r)?,
    };
    let [soft, hard] = &parts[..] else {
        return Err(vm.value_error("expected a tuple of 2 integers"));
    };
    let number = |r: &Ref| {
        if !r.has_kind(Kind::Int) && vm.type_of(r).slots.index.get().is_none() {
            let t = vm.type_of(r).name_str();
            return Err(vm.type_error(format!("'{t}' object cannot be interpreted as an integer")));
        }
        match int_to_i64(&vm.index(r)?) {
            // Infinity is -1.
            Some(n) if n >= -1 => Ok(n as libc::rlim_t),
            Some(_) => Err(vm.value_error("Cannot convert negative int")),
            None => Err(vm.overflow_error("int too large to convert")),
        }
    };
    Ok(libc::rlimit {
        rlim_cur: number(soft)?,
        rlim_max: number(hard)?,
    })
}

fn getrlimit(vm: &Vm, _: &Ref, resource: &Ref) -> PyResult {
    let resource = resource_arg(vm, resource)?;
    let mut limits = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the call fills the limits.
    match unsafe { libc::getrlimit(resource, &mut limits) } {
        0 => Ok(limits_object(vm, &limits)),
        _ => Err(last_error(vm)),
    }
}

/// Names what is wrong with the limits.
fn refused(vm: &Vm) -> Raised {
    match std::io::Error::last_os_error().raw_os_error() {
        Some(libc::EINVAL) => vm.value_error("current limit exceeds maximum limit"),
        Some(libc::EPERM) => vm.value_error("not allowed to raise maximum limit"),
        _ => last_error(vm),
    }
}

fn setrlimit(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (resource, limits) = (resource_arg(vm, &a[0])?, limits_arg(vm, &a[1])?);
    // SAFETY: a plain call.
    match unsafe { libc::setrlimit(resource, &limits) } {
        0 => Ok(Ref::none()),
        _ => Err(refused(vm)),
    }
}

fn prlimit(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (pid, resource) = (c_int(vm, &a[0])?, resource_arg(vm, &a[1])?);
    let new = match a.get(2).filter(|l| !l.is_none()) {
        Some(l) => Some(limits_arg(vm, l)?),
        None => None,
    };
    let new = new.as_ref().map_or(std::ptr::null(), |l| l as *const _);
    let mut old = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the new limits are there or left out; the call fills the old ones.
    match unsafe { libc::prlimit(pid, resource, new, &mut old) } {
        0 => Ok(limits_object(vm, &old)),
        _ if std::io::Error::last_os_error().raw_os_error() == Some(libc::EINVAL) => {
            Err(refused(vm))
        }
        _ => Err(last_error(vm)),
    }
}
