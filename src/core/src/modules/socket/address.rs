//! Addresses as objects, and as the system has them.

use super::names::resolve;
use crate::modules::support::{bad_argument, fs_decode};
use crate::object::{as_str, as_tuple, buffer_argument, new_ascii, new_bytes, new_tuple};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::mem::{offset_of, size_of, zeroed};
use std::net::{Ipv4Addr, Ipv6Addr};

/// An address of any family.
pub(super) struct Address {
    pub(super) storage: libc::sockaddr_storage,
    pub(super) len: libc::socklen_t,
}

impl Address {
    /// Room for an address that the system will write.
    pub(super) fn empty() -> Address {
        Address {
            // SAFETY: all bits are plain.
            storage: unsafe { zeroed() },
            len: size_of::<libc::sockaddr_storage>() as libc::socklen_t,
        }
    }

    fn of<T>(value: T, len: usize) -> Address {
        let mut a = Address::empty();
        debug_assert!(size_of::<T>() <= size_of::<libc::sockaddr_storage>());
        // SAFETY: the storage has room for an address of any family, and is aligned for it.
        unsafe { (&raw mut a.storage).cast::<T>().write(value) };
        a.len = len as libc::socklen_t;
        a
    }

    /// An address that somebody else has made.
    ///
    /// # Safety
    /// There must be `len` bytes at `from`.
    pub(super) unsafe fn copied(from: *const libc::sockaddr, len: libc::socklen_t) -> Address {
        let mut a = Address::empty();
        let n = (len as usize).min(size_of::<libc::sockaddr_storage>());
        // SAFETY: the caller's; no more than fits is copied.
        unsafe {
            (&raw mut a.storage)
                .cast::<u8>()
                .copy_from_nonoverlapping(from.cast(), n)
        };
        a.len = n as libc::socklen_t;
        a
    }

    /// For system calls.
    pub(super) fn ptr(&self) -> *const libc::sockaddr {
        (&raw const self.storage).cast()
    }

    /// For system calls that write it, and its length.
    pub(super) fn ptr_mut(&mut self) -> (*mut libc::sockaddr, *mut libc::socklen_t) {
        ((&raw mut self.storage).cast(), &raw mut self.len)
    }

    /// As Python sees it.
    pub(super) fn to_object(&self, vm: &Vm) -> PyResult {
        let len = self.len as usize;
        if len == 0 {
            return Ok(Ref::none());
        }
        // SAFETY: the family says which of the types it is; all bits of them are plain.
        unsafe {
            match i32::from(self.storage.ss_family) {
                libc::AF_INET => {
                    let a = &*self.ptr().cast::<libc::sockaddr_in>();
                    let host = Ipv4Addr::from(u32::from_be(a.sin_addr.s_addr)).to_string();
                    let port = u16::from_be(a.sin_port);
                    Ok(new_tuple(
                        vm,
                        [new_ascii(vm, host.as_bytes())?, vm.new_int(port.into())],
                    ))
                }
                libc::AF_INET6 => {
                    let a = &*self.ptr().cast::<libc::sockaddr_in6>();
                    let host = Ipv6Addr::from(a.sin6_addr.s6_addr).to_string();
                    Ok(new_tuple(
                        vm,
                        [
                            new_ascii(vm, host.as_bytes())?,
                            vm.new_int(u16::from_be(a.sin6_port).into()),
                            vm.new_int(u32::from_be(a.sin6_flowinfo).into()),
                            vm.new_int(a.sin6_scope_id.into()),
                        ],
                    ))
                }
                libc::AF_UNIX => {
                    let a = &*self.ptr().cast::<libc::sockaddr_un>();
                    let n = len.saturating_sub(offset_of!(libc::sockaddr_un, sun_path));
                    let path: Vec<u8> = a.sun_path.iter().take(n).map(|c| *c as u8).collect();
                    if path.first() == Some(&0) {
                        return Ok(new_bytes(vm, path));
                    }
                    let end = path.iter().position(|c| *c == 0).unwrap_or(path.len());
                    fs_decode(vm, &path[..end])
                }
                family => {
                    let head = offset_of!(libc::sockaddr, sa_data);
                    let bytes = std::slice::from_raw_parts(self.ptr().cast::<u8>(), len.max(head));
                    let data = new_bytes(vm, &bytes[head..]);
                    Ok(new_tuple(vm, [vm.new_int(family.into()), data]))
                }
            }
        }
    }

    /// The address that `r` describes, for a socket of `family`.
    pub(super) fn parse(vm: &Vm, family: i32, r: &Ref, caller: &str) -> PyResult<Address> {
        match family {
            libc::AF_UNIX => unix(vm, r),
            libc::AF_INET | libc::AF_INET6 => internet(vm, family, r, caller),
            _ => Err(vm.os_error_message(format!("{caller}(): bad family"))),
        }
    }
}

fn unix(vm: &Vm, r: &Ref) -> PyResult<Address> {
    let path: Vec<u8> = if r.has_kind(Kind::Str) {
        // Abstract names begin with a zero byte, which a path must not have.
        crate::modules::support::fs_encode(vm, r)?
    } else {
        buffer_argument(vm, r)?.to_vec()
    };
    // SAFETY: all bits are plain.
    let mut a: libc::sockaddr_un = unsafe { zeroed() };
    let is_abstract = path.first() == Some(&0);
    if path.len() + usize::from(!is_abstract) > a.sun_path.len() {
        return Err(vm.os_error_message("AF_UNIX path too long"));
    }
    a.sun_family = libc::AF_UNIX as libc::sa_family_t;
    for (to, from) in a.sun_path.iter_mut().zip(&path) {
        *to = *from as libc::c_char;
    }
    let len = offset_of!(libc::sockaddr_un, sun_path) + path.len() + usize::from(!is_abstract);
    Ok(Address::of(a, len))
}

fn internet(vm: &Vm, family: i32, r: &Ref, caller: &str) -> PyResult<Address> {
    let (name, most) = match family {
        libc::AF_INET => ("AF_INET", 2),
        _ => ("AF_INET6", 4),
    };
    let Some(parts) = as_tuple(r) else {
        return Err(vm.type_error(format!(
            "{caller}(): {name} address must be tuple, not {}",
            vm.type_of(r).name_str()
        )));
    };
    if parts.len() < 2 || parts.len() > most {
        let shape = match family {
            libc::AF_INET => "a pair (host, port)",
            _ => "a tuple (host, port[, flowinfo[, scopeid]])",
        };
        return Err(vm.type_error(format!("{name} address must be {shape}")));
    }
    let mut address = resolve(vm, &parts[0], family)?;
    let port = vm.as_c_int(&parts[1])?;
    let Ok(port) = u16::try_from(port) else {
        return Err(vm.overflow_error(format!("{caller}(): port must be 0-65535.")));
    };
    let number = |i: usize| parts.get(i).map_or(Ok(0), |r| super::word(vm, r));
    let (flow, scope) = (number(2)?, number(3)?);
    if flow > 0xF_FFFF {
        return Err(vm.overflow_error(format!("{caller}(): flowinfo must be 0-1048575.")));
    }
    // SAFETY: `resolve` gives an address of the family that was asked for.
    unsafe {
        if family == libc::AF_INET {
            (*(&raw mut address.storage).cast::<libc::sockaddr_in>()).sin_port = port.to_be();
        } else {
            let a = &mut *(&raw mut address.storage).cast::<libc::sockaddr_in6>();
            a.sin6_port = port.to_be();
            a.sin6_flowinfo = flow.to_be();
            if parts.len() > 3 {
                a.sin6_scope_id = scope;
            }
        }
    }
    Ok(address)
}

/// The address of a host given by its number.
pub(super) fn numeric(family: i32, host: &str) -> Option<Address> {
    // SAFETY: all bits are plain.
    unsafe {
        if family == libc::AF_INET {
            let ip: Ipv4Addr = host.parse().ok()?;
            let mut a: libc::sockaddr_in = zeroed();
            a.sin_family = libc::AF_INET as libc::sa_family_t;
            a.sin_addr.s_addr = u32::from(ip).to_be();
            Some(Address::of(a, size_of::<libc::sockaddr_in>()))
        } else {
            let ip: Ipv6Addr = host.parse().ok()?;
            let mut a: libc::sockaddr_in6 = zeroed();
            a.sin6_family = libc::AF_INET6 as libc::sa_family_t;
            a.sin6_addr.s6_addr = ip.octets();
            Some(Address::of(a, size_of::<libc::sockaddr_in6>()))
        }
    }
}

#[cold]
fn illegal(vm: &Vm, function: &str) -> Raised {
    vm.os_error_message(format!("illegal IP address string passed to {function}"))
}

fn text<'a>(vm: &Vm, r: &'a Ref, function: &str, n: usize) -> PyResult<&'a str> {
    // The only argument of a function has no number.
    let place = if n == 1 { "" } else { "2" };
    if !r.has_kind(Kind::Str) {
        return Err(bad_argument(vm, r, function, place, "str"));
    }
    Ok(as_str(r).as_ascii().unwrap_or(""))
}

pub(super) fn inet_aton(vm: &Vm, _: &Ref, s: &Ref) -> PyResult {
    let s = text(vm, s, "inet_aton", 1)?;
    let mut out = libc::in_addr { s_addr: 0 };
    let Ok(c) = std::ffi::CString::new(s) else {
        return Err(illegal(vm, "inet_aton"));
    };
    unsafe extern "C" {
        fn inet_aton(text: *const libc::c_char, out: *mut libc::in_addr) -> libc::c_int;
    }
    // SAFETY: a C string, and room for the result.
    if s.is_empty() || unsafe { inet_aton(c.as_ptr(), &mut out) } == 0 {
        return Err(illegal(vm, "inet_aton"));
    }
    Ok(new_bytes(vm, out.s_addr.to_ne_bytes()))
}

pub(super) fn inet_ntoa(vm: &Vm, _: &Ref, packed: &Ref) -> PyResult {
    let packed = buffer_argument(vm, packed)?;
    match <[u8; 4]>::try_from(&*packed) {
        Ok(b) => new_ascii(vm, Ipv4Addr::from(b).to_string().as_bytes()),
        Err(_) => Err(vm.os_error_message("packed IP wrong length for inet_ntoa")),
    }
}

pub(super) fn inet_pton(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let family = vm.as_c_int(&a[0])?;
    let s = text(vm, &a[1], "inet_pton", 2)?;
    match family {
        libc::AF_INET => match s.parse::<Ipv4Addr>() {
            Ok(ip) => Ok(new_bytes(vm, ip.octets())),
            Err(_) => Err(illegal(vm, "inet_pton")),
        },
        libc::AF_INET6 => match s.parse::<Ipv6Addr>() {
            Ok(ip) => Ok(new_bytes(vm, ip.octets())),
            Err(_) => Err(illegal(vm, "inet_pton")),
        },
        _ => Err(vm.os_error(libc::EAFNOSUPPORT, &[])),
    }
}

pub(super) fn inet_ntop(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let family = vm.as_c_int(&a[0])?;
    let packed = buffer_argument(vm, &a[1])?;
    let wrong = || vm.value_error("invalid length of packed IP address string");
    let text = match family {
        libc::AF_INET => match <[u8; 4]>::try_from(&*packed) {
            Ok(b) => Ipv4Addr::from(b).to_string(),
            Err(_) => return Err(wrong()),
        },
        libc::AF_INET6 => match <[u8; 16]>::try_from(&*packed) {
            Ok(b) => Ipv6Addr::from(b).to_string(),
            Err(_) => return Err(wrong()),
        },
        _ => return Err(vm.value_error(format!("unknown address family {family}"))),
    };
    new_ascii(vm, text.as_bytes())
}
