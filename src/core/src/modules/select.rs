//! The module `select`: waiting for descriptors with `select`, `poll` and `epoll`.

use super::common::{bind, make_type, type_arg};
use super::posix::file_number;
use super::support::c_int;
use super::{ModuleSpec, add};
use crate::object::{
    GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, flags, int_to_i64, new_list,
    new_object, new_tuple, payload,
};
use crate::runtime::{PyResult, Raised, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, RefCell};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "select",
    doc: "This module supports asynchronous I/O on multiple file descriptors.\n\n*** IMPORTANT NOTICE ***\nOn Windows, \
          only sockets are supported; on Unix, all file descriptors.",
    methods: &METHODS,
    init: |vm, module| {
        for &(name, value) in CONSTANTS {
            add(vm, module, name, vm.new_int(value))?;
        }
        add(vm, module, "error", vm.types.os_error.to_ref())?;
        let epoll = make_type(vm, &EPOLL, vm.types.object)?;
        add(vm, module, "epoll", epoll.to_ref())?;
        vm.set_state(STATE, make_type(vm, &POLL, vm.types.object)?);
        Ok(())
    },
};

/// The type of polling objects.
const STATE: &str = "select.poll";

macro_rules! constants {
    ($($name:ident)*; $($own:literal = $value:expr),*) => {
        &[$((stringify!($name), libc::$name as u32 as i64),)* $(($own, $value),)*]
    };
}

static CONSTANTS: &[(&str, i64)] = constants! {
    EPOLLERR EPOLLET EPOLLEXCLUSIVE EPOLLHUP EPOLLIN EPOLLMSG EPOLLONESHOT EPOLLOUT EPOLLPRI EPOLLRDBAND EPOLLRDHUP
    EPOLLRDNORM EPOLLWAKEUP EPOLLWRBAND EPOLLWRNORM EPOLL_CLOEXEC PIPE_BUF POLLERR POLLHUP POLLIN POLLNVAL POLLOUT
    POLLPRI POLLRDBAND POLLRDHUP POLLRDNORM POLLWRBAND POLLWRNORM;
    "POLLMSG" = 0x400
};

static METHODS: [MethodDef; 2] = [
    MethodDef::positional("select", 3, 4, select)
        .text_signature("rlist, wlist, xlist, timeout=None, /"),
    MethodDef::no_args("poll", |vm, _| {
        let ty = vm
            .state::<TypePtr>(STATE)
            .expect("set when the module was made");
        Ok(new_object(vm, *ty, Poll::default()))
    }),
];

#[cold]
fn last_error(vm: &Vm) -> Raised {
    let code = std::io::Error::last_os_error().raw_os_error().unwrap_or(0);
    vm.os_error(code, &[])
}

/// Waits, again after a signal whose handler did not raise, until `deadline`.
fn waiting(
    vm: &Vm,
    limit: Option<Duration>,
    wait: impl Fn(Option<Duration>) -> i32,
) -> PyResult<usize> {
    let deadline = limit.and_then(|l| Instant::now().checked_add(l));
    let mut left = limit;
    loop {
        let n = wait(left);
        if n >= 0 {
            return Ok(n as usize);
        }
        if std::io::Error::last_os_error().raw_os_error() != Some(libc::EINTR) {
            return Err(last_error(vm));
        }
        vm.check_signals()?;
        if let Some(d) = deadline {
            left = Some(d.saturating_duration_since(Instant::now()));
        }
    }
}

/// A time in seconds.
fn seconds(vm: &Vm, r: &Ref, message: &str) -> PyResult<f64> {
    if r.has_kind(Kind::Float) {
        let s = vm.as_f64(r)?;
        return match s.is_nan() {
            true => Err(vm.value_error("Invalid value NaN (not a number)")),
            false => Ok(s),
        };
    }
    if vm.type_of(r).slots.index.get().is_none() {
        return Err(vm.type_error(message));
    }
    match int_to_i64(&vm.index(r)?) {
        Some(n) => Ok(n as f64),
        None => Err(vm.overflow_error("timestamp too large to convert to C PyTime_t")),
    }
}

fn select(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let limit = match a.get(3).filter(|t| !t.is_none()) {
        None => None,
        Some(t) => {
            let s = seconds(vm, t, "timeout must be a float or None")?;
            if s < 0.0 {
                return Err(vm.value_error("timeout must be non-negative"));
            }
            let limit = Duration::try_from_secs_f64(s)
                .map_err(|_| vm.overflow_error("timestamp too large to convert to C PyTime_t"))?;
            Some(limit)
        }
    };
    // SAFETY: all bits are plain.
    let empty = || unsafe { std::mem::zeroed::<libc::fd_set>() };
    let (mut lists, mut sets, mut most) = (Vec::new(), [empty(), empty(), empty()], -1);
    for (r, set) in a.iter().zip(&mut sets) {
        let Ok(items) = vm.collect(r) else {
            vm.clear_exception();
            return Err(vm.type_error("arguments 1-3 must be sequences"));
        };
        let mut numbers = Vec::new();
        for item in items {
            let fd = file_number(vm, &item)?;
            if fd as usize >= libc::FD_SETSIZE {
                return Err(vm.value_error("filedescriptor out of range in select()"));
            }
            // SAFETY: the number is in range.
            unsafe { libc::FD_SET(fd, set) };
            most = most.max(fd);
            numbers.push((fd, item));
        }
        lists.push(numbers);
    }
    let found = RefCell::new(sets);
    waiting(vm, limit, |left| {
        let mut time = left.map(|l| libc::timeval {
            tv_sec: l.as_secs() as i64,
            tv_usec: l.subsec_nanos().div_ceil(1000) as i64,
        });
        if let Some(t) = &mut time
            && t.tv_usec == 1_000_000
        {
            (t.tv_sec, t.tv_usec) = (t.tv_sec + 1, 0);
        }
        let time = time.as_mut().map_or(std::ptr::null_mut(), |t| t as *mut _);
        *found.borrow_mut() = sets;
        let [r, w, x] = &mut *found.borrow_mut();
        // SAFETY: the sets are as large as the numbers in them need.
        unsafe { libc::select(most + 1, r, w, x, time) }
    })?;
    let found = found.into_inner();
    let ready = lists.into_iter().zip(&found).map(|(list, set)| {
        // SAFETY: the numbers are in range.
        let there = list
            .into_iter()
            .filter(|(fd, _)| unsafe { libc::FD_ISSET(*fd, set) });
        new_list(vm, there.map(|(_, item)| item).collect::<Vec<_>>())
    });
    let ready: Vec<Ref> = ready.collect();
    Ok(new_tuple(vm, ready))
}

/// A polling object: descriptors with what they are watched for, in the order in which they came.
#[derive(Default)]
struct Poll {
    watched: RefCell<Vec<libc::pollfd>>,
    running: Cell<bool>,
}

impl Payload for Poll {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static POLL_LAYOUT: Layout = Layout::of::<Poll>();

static POLL: TypeSpec = TypeSpec {
    module: "select",
    flags: flags::NO_NEW,
    methods: &POLL_METHODS,
    ..TypeSpec::new("poll", &POLL_LAYOUT)
};

/// An event mask of `poll`.
fn mask(vm: &Vm, r: &Ref) -> PyResult<i16> {
    let i = vm.index(r)?;
    match int_to_i64(&i) {
        Some(n) if n < 0 => Err(vm.value_error("Cannot convert negative int")),
        Some(n) if n <= 0xffff => Ok(n as u16 as i16),
        _ => Err(vm.overflow_error("Python int too large for C unsigned short")),
    }
}

static POLL_METHODS: [MethodDef; 4] = [
    MethodDef::positional("register", 1, 2, |vm, this, a| {
        let fd = file_number(vm, &a[0])?;
        let usual = libc::POLLIN | libc::POLLPRI | libc::POLLOUT;
        let events = a.get(1).map_or(Ok(usual), |m| mask(vm, m))?;
        let mut all = payload::<Poll>(this).watched.borrow_mut();
        match all.iter_mut().find(|p| p.fd == fd) {
            Some(p) => p.events = events,
            None => all.push(libc::pollfd {
                fd,
                events,
                revents: 0,
            }),
        }
        Ok(Ref::none())
    })
    .text_signature("fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /"),
    MethodDef::positional("modify", 2, 2, |vm, this, a| {
        let (fd, events) = (file_number(vm, &a[0])?, mask(vm, &a[1])?);
        let mut all = payload::<Poll>(this).watched.borrow_mut();
        match all.iter_mut().find(|p| p.fd == fd) {
            Some(p) => p.events = events,
            None => return Err(vm.os_error(libc::ENOENT, &[])),
        }
        Ok(Ref::none())
    })
    .text_signature("fd, eventmask, /"),
    MethodDef::one("unregister", |vm, this, fd| {
        let fd = file_number(vm, fd)?;
        let mut all = payload::<Poll>(this).watched.borrow_mut();
        match all.iter().position(|p| p.fd == fd) {
            Some(i) => drop(all.remove(i)),
            None => return Err(vm.key_error(&vm.new_int(fd.into()))),
        }
        Ok(Ref::none())
    })
    .text_signature("fd, /"),
    MethodDef::positional("poll", 0, 1, poll).text_signature("timeout=None, /"),
];

/// A time in milliseconds for the C library, rounded up; -1 for none.
fn milliseconds(limit: Option<Duration>) -> i32 {
    limit.map_or(-1, |l| {
        i32::try_from(l.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX)
    })
}

fn poll(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let limit = match a.first().filter(|t| !t.is_none()) {
        None => None,
        Some(t) => {
            let ms = seconds(vm, t, "timeout must be an integer or None")?;
            if ms.ceil() > f64::from(i32::MAX) {
                return Err(vm.overflow_error("timeout is too large"));
            }
            match ms < 0.0 {
                true => None,
                false => Some(Duration::from_secs_f64(ms / 1000.0)),
            }
        }
    };
    let p = payload::<Poll>(this);
    if p.running.replace(true) {
        return Err(vm.runtime_error("concurrent poll() invocation"));
    }
    // A copy: a signal's handler may register more.
    let watched = RefCell::new(p.watched.borrow().clone());
    let waited = waiting(vm, limit, |left| {
        let mut w = watched.borrow_mut();
        // SAFETY: as many entries as it says.
        unsafe { libc::poll(w.as_mut_ptr(), w.len() as libc::nfds_t, milliseconds(left)) }
    });
    p.running.set(false);
    waited?;
    let found: Vec<Ref> = watched
        .into_inner()
        .into_iter()
        .filter(|w| w.revents != 0)
        .map(|w| {
            new_tuple(
                vm,
                [i64::from(w.fd), i64::from(w.revents as u16)].map(|n| vm.new_int(n)),
            )
        })
        .collect();
    Ok(new_list(vm, found))
}

/// An epoll object; -1 when it is closed.
struct Epoll {
    fd: Cell<i32>,
}

impl Payload for Epoll {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

impl Drop for Epoll {
    fn drop(&mut self) {
        if self.fd.get() >= 0 {
            // SAFETY: its own descriptor.
            unsafe { libc::close(self.fd.get()) };
        }
    }
}

static EPOLL_LAYOUT: Layout = Layout::of::<Epoll>();
static NEW_EPOLL: LazyLock<Signature> = LazyLock::new(|| Signature::parse("sizehint=-1, flags=0"));

static EPOLL: TypeSpec = TypeSpec {
    module: "select",
    doc: "select.epoll(sizehint=-1, flags=0)\n\nReturns an epolling object\n\nsizehint must be a positive integer or -1 for \
          the default size. The\nsizehint is used to optimize internal data structures. It doesn't limit\nthe maximum \
          number of monitored events.",
    methods: &EPOLL_METHODS,
    getset: &EPOLL_GETSET,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| {
            let [hint, given] = bind(vm, &NEW_EPOLL, "epoll", args)?;
            let hint = hint.map_or(Ok(-1), |h| c_int(vm, &h))?;
            if hint != -1 && hint <= 0 {
                return Err(vm.value_error("negative sizehint"));
            }
            let given = given.map_or(Ok(0), |f| c_int(vm, &f))?;
            if given & !libc::EPOLL_CLOEXEC != 0 {
                return Err(vm.raise_message(vm.types.os_error, "invalid flags"));
            }
            // SAFETY: a plain call.
            let fd = unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) };
            match fd {
                -1 => Err(last_error(vm)),
                fd => Ok(new_object(vm, type_arg(ty), Epoll { fd: Cell::new(fd) })),
            }
        }));
    },
    ..TypeSpec::new("epoll", &EPOLL_LAYOUT)
};

fn open_fd(vm: &Vm, this: &Ref) -> PyResult<i32> {
    match payload::<Epoll>(this).fd.get() {
        -1 => Err(vm.value_error("I/O operation on closed epoll object")),
        fd => Ok(fd),
    }
}

fn control(vm: &Vm, this: &Ref, operation: i32, fd: &Ref, events: u32) -> PyResult {
    let own = open_fd(vm, this)?;
    let fd = file_number(vm, fd)?;
    let mut event = libc::epoll_event {
        events,
        u64: fd as u64,
    };
    // SAFETY: the event is there.
    match unsafe { libc::epoll_ctl(own, operation, fd, &mut event) } {
        -1 => Err(last_error(vm)),
        _ => Ok(Ref::none()),
    }
}

fn events(vm: &Vm, r: &Ref) -> PyResult<u32> {
    let i = vm.index(r)?;
    Ok(int_to_i64(&i)
        .ok_or_else(|| vm.overflow_error("Python int too large to convert to C unsigned int"))?
        as u32)
}

fn close(vm: &Vm, this: &Ref) -> PyResult {
    let fd = payload::<Epoll>(this).fd.replace(-1);
    // SAFETY: its own descriptor, closed once.
    if fd >= 0 && unsafe { libc::close(fd) } < 0 {
        return Err(last_error(vm));
    }
    Ok(Ref::none())
}

static EPOLL_GETSET: [GetSetDef; 1] = [GetSetDef {
    doc: "True if the epoll handler is closed",
    ..GetSetDef::get("closed", |_, this| {
        Ok(Ref::bool(payload::<Epoll>(this).fd.get() < 0))
    })
}];

static EPOLL_METHODS: [MethodDef; 9] = [
    MethodDef::one("fromfd", |vm, ty, fd| {
        let fd = c_int(vm, fd)?;
        Ok(new_object(vm, type_arg(ty), Epoll { fd: Cell::new(fd) }))
    })
    .class_method()
    .text_signature("fd, /"),
    MethodDef::no_args("close", close),
    MethodDef::no_args("fileno", |vm, this| {
        Ok(vm.new_int(open_fd(vm, this)?.into()))
    }),
    MethodDef::keywords(
        "register",
        "fd, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT",
        |vm, this, a| {
            let usual = (libc::EPOLLIN | libc::EPOLLPRI | libc::EPOLLOUT) as u32;
            let events = a[1].as_ref().map_or(Ok(usual), |m| events(vm, m))?;
            control(
                vm,
                this,
                libc::EPOLL_CTL_ADD,
                a[0].as_ref().expect("required"),
                events,
            )
        },
    ),
    MethodDef::keywords("modify", "fd, eventmask", |vm, this, a| {
        let events = events(vm, a[1].as_ref().expect("required"))?;
        control(
            vm,
            this,
            libc::EPOLL_CTL_MOD,
            a[0].as_ref().expect("required"),
            events,
        )
    }),
    MethodDef::keywords("unregister", "fd", |vm, this, a| {
        control(
            vm,
            this,
            libc::EPOLL_CTL_DEL,
            a[0].as_ref().expect("required"),
            0,
        )
    }),
    MethodDef::keywords("poll", "timeout=None, maxevents=-1", epoll_wait),
    MethodDef::no_args("__enter__", |vm, this| {
        open_fd(vm, this)?;
        Ok(this.clone())
    }),
    MethodDef::positional("__exit__", 0, 3, |vm, this, _| close(vm, this))
        .text_signature("exc_type=None, exc_value=None, exc_tb=None, /"),
];

fn epoll_wait(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = open_fd(vm, this)?;
    let limit = match a[0].as_ref().filter(|t| !t.is_none()) {
        None => None,
        Some(t) => {
            let s = seconds(vm, t, "timeout must be an integer or None")?;
            if (s * 1000.0).ceil() > f64::from(i32::MAX) {
                return Err(vm.overflow_error("timeout is too large"));
            }
            match s < 0.0 {
                true => None,
                false => Some(Duration::from_secs_f64(s)),
            }
        }
    };
    let most = match a[1].as_ref().map_or(Ok(-1), |m| c_int(vm, m))? {
        -1 => libc::FD_SETSIZE - 1,
        n if n < 1 => {
            return Err(vm.value_error(format!("maxevents must be greater than 0, got {n}")));
        }
        n => n as usize,
    };
    let mut found = Vec::<libc::epoll_event>::new();
    if found.try_reserve_exact(most).is_err() {
        return Err(vm.memory_error());
    }
    let p = found.as_mut_ptr();
    // SAFETY: there is room for as many events as are asked for, of which `n` are filled.
    unsafe {
        let n = waiting(vm, limit, |left| {
            libc::epoll_wait(fd, p, most as i32, milliseconds(left))
        })?;
        found.set_len(n);
    }
    let pairs: Vec<Ref> = found
        .iter()
        .map(|e| {
            new_tuple(
                vm,
                [e.u64 as i32 as i64, i64::from(e.events)].map(|n| vm.new_int(n)),
            )
        })
        .collect();
    Ok(new_list(vm, pairs))
}
