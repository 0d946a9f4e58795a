//! Messages in several pieces, with what travels beside them: `sendmsg`, `recvmsg`, `recvmsg_into`.

use super::address::Address;
use super::object::{Socket, of};
use super::transfer::{Wait, call, deadline};
use crate::object::{
    ByteView, WritableView, as_tuple, buffer_argument, new_bytes, new_list, new_tuple,
};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use std::mem::zeroed;

/// Most that the system takes as the length of what travels beside a message.
const MOST: isize = i32::MAX as isize;

/// `CMSG_LEN(length)`
pub(super) fn cmsg_len(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    size(vm, &a[0], "CMSG_LEN", |n| unsafe { libc::CMSG_LEN(n) })
}

/// `CMSG_SPACE(length)`
pub(super) fn cmsg_space(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    size(vm, &a[0], "CMSG_SPACE", |n| unsafe { libc::CMSG_SPACE(n) })
}

fn size(vm: &Vm, r: &Ref, name: &str, of: impl Fn(u32) -> u32) -> PyResult {
    let n = vm.as_ssize(r)?;
    // SAFETY: `of` is plain arithmetic, on numbers that are not near the end of their range.
    let head = of(0) as isize;
    match (0..=MOST - head).contains(&n) {
        true => Ok(vm.new_int(of(n as u32).into())),
        false => Err(vm.overflow_error(format!("{name}() argument out of range"))),
    }
}

/// The items of an argument that must be iterable.
fn items(vm: &Vm, r: &Ref, what: &str) -> PyResult<Vec<Ref>> {
    match vm.iter(r) {
        Ok(it) => vm.collect(&it),
        Err(e) => {
            vm.catch(e, vm.types.type_error)?;
            Err(vm.type_error(format!("{what} must be an iterable")))
        }
    }
}

/// Room for what travels beside a message, aligned for its headers.
fn control_room(bytes: usize) -> Vec<u64> {
    vec![0; bytes.div_ceil(size_of::<u64>())]
}

pub(super) fn sendmsg(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let pieces = items(vm, &a[0], "sendmsg() argument 1")?;
    let views = pieces
        .iter()
        .map(|p| buffer_argument(vm, p))
        .collect::<PyResult<Vec<ByteView>>>()?;
    let flags = a.get(2).map_or(Ok(0), |f| vm.as_c_int(f))?;
    let beside = match a.get(1) {
        Some(list) => items(vm, list, "sendmsg() argument 2")?,
        None => Vec::new(),
    };
    let mut parts = Vec::new();
    for item in &beside {
        parts.push(ancillary(vm, item)?);
    }
    let s = of(this);
    let to = match a.get(3).filter(|t| !t.is_none()) {
        Some(t) => Some(Address::parse(vm, s.family.get(), t, "sendmsg")?),
        None => None,
    };
    let mut vectors: Vec<libc::iovec> = views
        .iter()
        .map(|v| libc::iovec {
            iov_base: v.as_ptr().cast_mut().cast(),
            iov_len: v.len(),
        })
        .collect();
    let mut total = 0_usize;
    for (_, _, data) in &parts {
        let room = u32::try_from(data.len())
            .ok()
            .filter(|n| (*n as isize) < MOST / 2)
            // SAFETY: plain arithmetic.
            .map(|n| unsafe { libc::CMSG_SPACE(n) } as usize);
        let sum = room
            .and_then(|r| total.checked_add(r))
            .filter(|t| *t <= MOST as usize);
        let Some(sum) = sum else {
            return Err(vm.os_error_message("ancillary data item too large"));
        };
        total = sum;
    }
    let mut control = control_room(total);
    // SAFETY: all bits are plain.
    let mut message: libc::msghdr = unsafe { zeroed() };
    if let Some(to) = &to {
        message.msg_name = to.ptr().cast_mut().cast();
        message.msg_namelen = to.len;
    }
    message.msg_iov = vectors.as_mut_ptr();
    message.msg_iovlen = vectors.len() as _;
    if total > 0 {
        message.msg_control = control.as_mut_ptr().cast();
        message.msg_controllen = total as _;
        // SAFETY: the room is as long as all headers with their data, so that each is followed by the next.
        unsafe {
            let mut head = libc::CMSG_FIRSTHDR(&message);
            for (level, kind, data) in &parts {
                debug_assert!(!head.is_null());
                (*head).cmsg_level = *level;
                (*head).cmsg_type = *kind;
                (*head).cmsg_len = libc::CMSG_LEN(data.len() as u32) as _;
                libc::CMSG_DATA(head).copy_from_nonoverlapping(data.as_ptr(), data.len());
                head = libc::CMSG_NXTHDR(&message, head);
            }
        }
    }
    let n = call(vm, s, Wait::Write, deadline(s), |fd| {
        // SAFETY: everything that the message names is alive.
        unsafe { libc::sendmsg(fd, &message, flags) }
    })?;
    Ok(vm.new_int(n as i64))
}

/// One thing that travels beside a message: level, type, data.
fn ancillary(vm: &Vm, item: &Ref) -> PyResult<(i32, i32, Vec<u8>)> {
    const NAME: &str = "[sendmsg() ancillary data items]()";
    let Some(parts) = as_tuple(item) else {
        let t = vm.type_of(item).name_str();
        return Err(vm.type_error(format!("{NAME} argument must be 3-item tuple, not {t}")));
    };
    let [level, kind, data] = parts else {
        let n = parts.len();
        return Err(vm.type_error(format!(
            "{NAME} argument must be tuple of length 3, not {n}"
        )));
    };
    Ok((
        vm.as_c_int(level)?,
        vm.as_c_int(kind)?,
        buffer_argument(vm, data)?.to_vec(),
    ))
}

/// What came: bytes of the message, what travelled beside it, flags, address.
struct Received {
    n: usize,
    beside: Ref,
    flags: i32,
    from: Ref,
}

/// Closes the descriptors that came with a message whose values could not be made.
///
/// # Safety
/// The header's data must be there.
unsafe fn close_passed(level: i32, kind: i32, data: &[u8]) {
    if level == libc::SOL_SOCKET && kind == libc::SCM_RIGHTS {
        for fd in data.chunks_exact(size_of::<i32>()) {
            let fd = i32::from_ne_bytes(fd.try_into().expect("four bytes"));
            // SAFETY: nobody else knows of it.
            unsafe { libc::close(fd) };
        }
    }
}

fn receive(
    vm: &Vm,
    s: &Socket,
    vectors: &mut [libc::iovec],
    control: usize,
    flags: i32,
) -> PyResult<Received> {
    let mut room = control_room(control);
    let mut from = Address::empty();
    // SAFETY: all bits are plain.
    let mut message: libc::msghdr = unsafe { zeroed() };
    let (name, name_len) = {
        let (p, len) = from.ptr_mut();
        // SAFETY: the address's own length.
        (p, unsafe { *len })
    };
    let n = call(vm, s, Wait::Read, deadline(s), |fd| {
        message.msg_name = name.cast();
        message.msg_namelen = name_len;
        message.msg_iov = vectors.as_mut_ptr();
        message.msg_iovlen = vectors.len() as _;
        message.msg_control = match control {
            0 => std::ptr::null_mut(),
            _ => room.as_mut_ptr().cast(),
        };
        message.msg_controllen = control as _;
        // SAFETY: everything that the message names is there and is that long.
        unsafe { libc::recvmsg(fd, &mut message, flags) }
    })?;
    from.len = message.msg_namelen;
    let mut all = Vec::new();
    // SAFETY: the system says how much of the room it filled; what a header claims beyond that is cut off.
    unsafe {
        let start = room.as_ptr() as usize;
        let end = start + (message.msg_controllen as usize).min(control);
        let mut head = libc::CMSG_FIRSTHDR(&message);
        while !head.is_null() {
            let data = libc::CMSG_DATA(head).cast_const();
            let told = ((*head).cmsg_len as usize).saturating_sub(libc::CMSG_LEN(0) as usize);
            let there = end.saturating_sub(data as usize);
            all.push((
                (*head).cmsg_level,
                (*head).cmsg_type,
                std::slice::from_raw_parts(data, told.min(there)),
            ));
            head = libc::CMSG_NXTHDR(&message, head);
        }
    }
    let from = match from.to_object(vm) {
        Ok(f) => f,
        Err(e) => {
            for (level, kind, data) in &all {
                // SAFETY: the data is there.
                unsafe { close_passed(*level, *kind, data) };
            }
            return Err(e);
        }
    };
    let beside: Vec<Ref> = all
        .iter()
        .map(|(level, kind, data)| {
            new_tuple(
                vm,
                [
                    vm.new_int((*level).into()),
                    vm.new_int((*kind).into()),
                    new_bytes(vm, *data),
                ],
            )
        })
        .collect();
    Ok(Received {
        n,
        beside: new_list(vm, beside),
        flags: message.msg_flags,
        from,
    })
}

pub(super) fn recvmsg(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let size = vm.as_ssize(&a[0])?;
    let control = control_size(vm, a)?;
    let flags = a.get(2).map_or(Ok(0), |f| vm.as_c_int(f))?;
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error("negative buffer size in recvmsg()"));
    };
    let control = checked(vm, control)?;
    let mut data = Vec::<u8>::new();
    if data.try_reserve_exact(size).is_err() {
        return Err(vm.memory_error());
    }
    let mut vectors = [libc::iovec {
        iov_base: data.as_mut_ptr().cast(),
        iov_len: size,
    }];
    let r = receive(vm, of(this), &mut vectors, control, flags)?;
    // SAFETY: so many have been written; with MSG_TRUNC the system may tell of more than that.
    unsafe { data.set_len(r.n.min(size)) };
    Ok(new_tuple(
        vm,
        [
            new_bytes(vm, data),
            r.beside,
            vm.new_int(r.flags.into()),
            r.from,
        ],
    ))
}

/// The second argument as a number, to be checked when the others are known to be right.
fn control_size(vm: &Vm, a: &[Ref]) -> PyResult<isize> {
    a.get(1).map_or(Ok(0), |n| vm.as_ssize(n))
}

fn checked(vm: &Vm, n: isize) -> PyResult<usize> {
    match (0..=MOST).contains(&n) {
        true => Ok(n as usize),
        false => Err(vm.value_error("invalid ancillary data buffer length")),
    }
}

pub(super) fn recvmsg_into(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let control = control_size(vm, a)?;
    let flags = a.get(2).map_or(Ok(0), |f| vm.as_c_int(f))?;
    let targets = items(vm, &a[0], "recvmsg_into() argument 1")?;
    let mut views = Vec::new();
    for t in &targets {
        match WritableView::of(vm, t) {
            Ok(v) => views.push(v),
            Err(_) => {
                vm.clear_exception();
                return Err(vm.type_error(
                    "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers",
                ));
            }
        }
    }
    let mut vectors: Vec<libc::iovec> = views
        .iter()
        .map(|v| libc::iovec {
            iov_base: v.as_mut_ptr().cast(),
            iov_len: v.len(),
        })
        .collect();
    let control = checked(vm, control)?;
    let r = receive(vm, of(this), &mut vectors, control, flags)?;
    Ok(new_tuple(
        vm,
        [
            vm.new_int(r.n as i64),
            r.beside,
            vm.new_int(r.flags.into()),
            r.from,
        ],
    ))
}
