//! The module `fcntl`: control of descriptors, and locks on files.

use super::posix::file_number;
use super::support::{c_int, c_long};
use super::{ModuleSpec, add};
use crate::object::{
    ByteView, MethodDef, WritableView, as_str, buffer_argument, int_to_bigint, is_buffer, is_index,
    new_bytes,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use malachite_bigint::BigInt;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "fcntl",
    doc: "This module performs file control and I/O control on file\ndescriptors.  It is an interface to the fcntl() and \
          ioctl() Unix\nroutines.  File descriptors can be obtained with the fileno() method of\na file or socket object.",
    methods: &METHODS,
    init: |vm, module| {
        for &(name, value) in CONSTANTS.iter().chain(LINUX) {
            add(vm, module, name, vm.new_int(value))?;
        }
        Ok(())
    },
};

macro_rules! constants {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as i64),)*] };
}

static CONSTANTS: &[(&str, i64)] = constants! {
    FD_CLOEXEC F_ADD_SEALS F_DUPFD F_DUPFD_CLOEXEC F_GETFD F_GETFL F_GETLEASE F_GETLK F_GETOWN F_GETPIPE_SZ F_GET_SEALS
    F_NOTIFY F_OFD_GETLK F_OFD_SETLK F_OFD_SETLKW F_RDLCK F_SEAL_FUTURE_WRITE F_SEAL_GROW F_SEAL_SEAL F_SEAL_SHRINK
    F_SEAL_WRITE F_SETFD F_SETFL F_SETLEASE F_SETLK F_SETLKW F_SETOWN F_SETPIPE_SZ F_UNLCK F_WRLCK LOCK_EX LOCK_NB LOCK_SH
    LOCK_UN
};

/// Linux's own, from `asm-generic/fcntl.h` and `linux/fcntl.h`.
static LINUX: &[(&str, i64)] = &[
    ("DN_ACCESS", 1),
    ("DN_ATTRIB", 32),
    ("DN_CREATE", 4),
    ("DN_DELETE", 8),
    ("DN_MODIFY", 2),
    ("DN_MULTISHOT", 0x8000_0000),
    ("DN_RENAME", 16),
    ("FASYNC", 0x2000),
    ("FICLONE", 0x4004_9409),
    ("FICLONERANGE", 0x4020_940d),
    ("F_DUPFD_QUERY", 1027),
    ("F_EXLCK", 4),
    ("F_GETLK64", 5),
    ("F_GETOWN_EX", 16),
    ("F_GETSIG", 11),
    ("F_GET_FILE_RW_HINT", 1037),
    ("F_GET_RW_HINT", 1035),
    ("F_OWNER_PGRP", 2),
    ("F_OWNER_PID", 1),
    ("F_OWNER_TID", 0),
    ("F_SETLK64", 6),
    ("F_SETLKW64", 7),
    ("F_SETOWN_EX", 15),
    ("F_SETSIG", 10),
    ("F_SET_FILE_RW_HINT", 1038),
    ("F_SET_RW_HINT", 1036),
    ("F_SHLCK", 8),
    ("LOCK_MAND", 32),
    ("LOCK_READ", 64),
    ("LOCK_RW", 192),
    ("LOCK_WRITE", 128),
    ("RWH_WRITE_LIFE_EXTREME", 5),
    ("RWH_WRITE_LIFE_LONG", 4),
    ("RWH_WRITE_LIFE_MEDIUM", 3),
    ("RWH_WRITE_LIFE_NONE", 1),
    ("RWH_WRITE_LIFE_NOT_SET", 0),
    ("RWH_WRITE_LIFE_SHORT", 2),
];

static METHODS: [MethodDef; 4] = [
    MethodDef::positional("fcntl", 2, 3, fcntl)
        .text_signature("fd, cmd, arg=0, /")
        .doc(
            "Perform the operation cmd on file descriptor fd.\n\nThe values used for cmd are operating system dependent, \
             and are\navailable as constants in the fcntl module, using the same names as used\nin the relevant C header \
             files.  The argument arg is optional, and\ndefaults to 0; it may be an integer, a bytes-like object or a \
             string.",
        ),
    MethodDef::positional("ioctl", 2, 4, ioctl)
        .text_signature("fd, request, arg=0, mutate_flag=True, /")
        .doc(
            "Perform the operation request on file descriptor fd.\n\nThe values used for request are operating system \
             dependent, and are\navailable as constants in the fcntl or termios library modules, using\nthe same names as \
             used in the relevant C header files.",
        ),
    MethodDef::positional("flock", 2, 2, flock)
        .text_signature("fd, operation, /")
        .doc(
            "Perform the lock operation on file descriptor fd.\n\nSee the Unix manual page for flock(2) for details (On \
             some systems, this\nfunction is emulated using fcntl()).",
        ),
    MethodDef::positional("lockf", 2, 5, lockf)
        .text_signature("fd, cmd, len=0, start=0, whence=0, /")
        .doc(
            "A wrapper around the fcntl() locking calls.\n\nfd is the file descriptor of the file to lock or unlock, and \
             operation\nis one of the following values:\n\n    LOCK_UN - unlock\n    LOCK_SH - acquire a shared lock\n    \
             LOCK_EX - acquire an exclusive lock\n\nWhen operation is LOCK_SH or LOCK_EX, it can also be bitwise ORed \
             with\nLOCK_NB to avoid blocking on lock acquisition.",
        ),
];

/// Bytes that the kernel gets in a buffer of its own.
const BUFFER: usize = 1024;
/// Bytes behind a caller's memory that a call with the wrong size may overwrite without harm.
const GUARD: usize = 1024;

/// Repeats a call that signals interrupt, after their handlers have run.
fn retry(vm: &Vm, mut call: impl FnMut() -> i32) -> PyResult<i32> {
    loop {
        let r = call();
        if r >= 0 {
            return Ok(r);
        }
        let e = std::io::Error::last_os_error().raw_os_error().unwrap_or(0);
        match e {
            libc::EINTR => vm.check_signals()?,
            e => return Err(vm.os_error(e, &[])),
        }
    }
}

/// The low bits of an int.
fn masked(vm: &Vm, r: &Ref, bits: u32) -> PyResult<u64> {
    let low = int_to_bigint(&vm.index(r)?) & ((BigInt::from(1) << bits) - BigInt::from(1));
    Ok(u64::try_from(&low).expect("so many bits"))
}

/// The third argument, where it is no int.
enum Memory<'a> {
    Text(Vec<u8>),
    Bytes(ByteView<'a>),
}

impl Memory<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Memory::Text(t) => t,
            Memory::Bytes(b) => b,
        }
    }
}

fn memory<'a>(vm: &Vm, r: &'a Ref, function: &str) -> PyResult<Memory<'a>> {
    if r.has_kind(Kind::Str) {
        let strict = vm.call_method_str(r, "encode", &[])?;
        debug_assert!(!as_str(r).is_empty() || crate::object::as_bytes(&strict).is_empty());
        return Ok(Memory::Text(crate::object::as_bytes(&strict).to_vec()));
    }
    if is_buffer(vm, r) {
        return buffer_argument(vm, r).map(Memory::Bytes);
    }
    Err(wrong(vm, r, function))
}

#[cold]
fn wrong(vm: &Vm, r: &Ref, function: &str) -> Raised {
    let got = match r.is_none() {
        true => "NoneType".to_owned(),
        false => vm.type_of(r).name_str(),
    };
    vm.type_error(format!(
        "{function}() argument 3 must be an integer, a bytes-like object, or a string, not {got}"
    ))
}

/// Calls with a copy of the bytes, which the kernel may change: what it made of them.
fn with_copy(
    vm: &Vm,
    data: &[u8],
    function: &str,
    mut call: impl FnMut(*mut u8) -> i32,
) -> PyResult {
    if data.len() > BUFFER {
        return Err(vm.value_error(format!("{function} argument 3 is too long")));
    }
    let mut copy = [0_u8; BUFFER + GUARD];
    copy[..data.len()].copy_from_slice(data);
    retry(vm, || call(copy.as_mut_ptr()))?;
    Ok(new_bytes(vm, &copy[..data.len()]))
}

fn fcntl(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let fd = file_number(vm, &a[0])?;
    let command = c_int(vm, &a[1])?;
    let number = match a.get(2) {
        None => 0,
        Some(n) if is_index(vm, n) => masked(vm, n, 32)? as libc::c_int,
        Some(m) => {
            let m = memory(vm, m, "fcntl")?;
            // SAFETY: commands that take memory find what their callers put there, and room behind it.
            return with_copy(vm, m.bytes(), "fcntl", |p| unsafe {
                libc::fcntl(fd, command, p)
            });
        }
    };
    // SAFETY: commands that take a number take it as it is; where one means an address the kernel checks it.
    let r = retry(vm, || unsafe { libc::fcntl(fd, command, number) })?;
    Ok(vm.new_int(r.into()))
}

fn ioctl(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let fd = file_number(vm, &a[0])?;
    if !is_index(vm, &a[1]) {
        return Err(super::support::bad_argument(vm, &a[1], "ioctl", "2", "int"));
    }
    let request = masked(vm, &a[1], 64)? as libc::c_ulong;
    let change = a.get(3).map_or(Ok(true), |f| vm.is_true(f))?;
    let number = match a.get(2) {
        None => 0,
        Some(n) if is_index(vm, n) => c_long(vm, n)? as libc::c_int,
        Some(m) => {
            if change && !m.has_kind(Kind::Str) && is_buffer(vm, m) {
                match WritableView::of(vm, m) {
                    Ok(target) => return change_in_place(vm, fd, request, &target),
                    Err(_) => vm.clear_exception(),
                }
            }
            let m = memory(vm, m, "ioctl")?;
            // SAFETY: as in `fcntl`.
            return with_copy(vm, m.bytes(), "ioctl", |p| unsafe {
                libc::ioctl(fd, request, p)
            });
        }
    };
    // SAFETY: as in `fcntl`.
    let r = retry(vm, || unsafe { libc::ioctl(fd, request, number) })?;
    Ok(vm.new_int(r.into()))
}

/// A call that changes the memory of its argument.
fn change_in_place(vm: &Vm, fd: i32, request: libc::c_ulong, target: &WritableView) -> PyResult {
    // A copy even where that is long: there must be room behind it for a request that writes more.
    let mut copy = vec![0_u8; target.len() + GUARD];
    target.read(&mut copy[..target.len()]);
    // SAFETY: as in `fcntl`.
    let r = retry(vm, || unsafe {
        libc::ioctl(fd, request, copy.as_mut_ptr())
    });
    target.fill(&copy[..target.len()]);
    Ok(vm.new_int(r?.into()))
}

fn flock(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let fd = file_number(vm, &a[0])?;
    let operation = c_int(vm, &a[1])?;
    // SAFETY: a plain call.
    retry(vm, || unsafe { libc::flock(fd, operation) })?;
    Ok(Ref::none())
}

fn lockf(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let fd = file_number(vm, &a[0])?;
    let operation = c_int(vm, &a[1])?;
    let whence = a.get(4).map_or(Ok(0), |w| c_int(vm, w))?;
    let kind = match operation {
        o if o & libc::LOCK_UN != 0 => libc::F_UNLCK,
        o if o & libc::LOCK_SH != 0 => libc::F_RDLCK,
        o if o & libc::LOCK_EX != 0 => libc::F_WRLCK,
        _ => return Err(vm.value_error("unrecognized lockf argument")),
    };
    // SAFETY: all bits are plain.
    let mut lock: libc::flock = unsafe { std::mem::zeroed() };
    lock.l_type = kind as i16;
    lock.l_len = a.get(2).map_or(Ok(0), |n| c_long(vm, n))?;
    lock.l_start = a.get(3).map_or(Ok(0), |n| c_long(vm, n))?;
    lock.l_whence = whence as i16;
    let command = match operation & libc::LOCK_NB {
        0 => libc::F_SETLKW,
        _ => libc::F_SETLK,
    };
    // SAFETY: the lock's description is there.
    retry(vm, || unsafe { libc::fcntl(fd, command, &lock) })?;
    Ok(Ref::none())
}
