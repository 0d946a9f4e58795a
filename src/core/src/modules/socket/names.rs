//! Names of hosts and services.

use super::address::{Address, numeric};
use super::{last_code, last_error, raise_own, state};
use crate::modules::support::{bad_argument, fs_decode};
use crate::object::{
    as_bytes, as_str, as_tuple, encode_str, from_utf8, int_to_i64, new_list, new_tuple,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::ffi::{CStr, CString};
use std::mem::zeroed;

/// A name as a C string; no host has one with a zero byte.
pub(super) fn c_string(vm: &Vm, bytes: Vec<u8>) -> PyResult<CString> {
    CString::new(bytes).map_err(|_| vm.type_error("host name must not contain null character"))
}

/// A host's name in bytes: ASCII as it is, other names by the codec for domain names.
pub(super) fn host_bytes(vm: &Vm, r: &Ref, wrong: impl Fn() -> Raised) -> PyResult<Vec<u8>> {
    match r.kind() {
        Kind::Str => match as_str(r).as_ascii() {
            Some(s) => Ok(s.as_bytes().to_vec()),
            None => encode_str(vm, r, "idna", "strict"),
        },
        Kind::Bytes => Ok(as_bytes(r).to_vec()),
        Kind::ByteArray => Ok(crate::object::own_bytes(r).to_vec()),
        _ => Err(wrong()),
    }
}

/// What `getaddrinfo` of the C library found; given back when dropped.
struct Found(*mut libc::addrinfo);

impl Drop for Found {
    fn drop(&mut self) {
        if !self.0.is_null() {
            // SAFETY: it comes from getaddrinfo, once.
            unsafe { libc::freeaddrinfo(self.0) };
        }
    }
}

#[cold]
fn raise_gai(vm: &Vm, code: i32) -> Raised {
    if code == libc::EAI_SYSTEM {
        return vm.os_error(last_code(), &[]);
    }
    // SAFETY: the text is static.
    let text = unsafe { CStr::from_ptr(libc::gai_strerror(code)) };
    raise_own(vm, &state(vm).gaierror, code, &text.to_string_lossy())
}

fn look_up(
    vm: &Vm,
    host: Option<&CStr>,
    service: Option<&CStr>,
    hints: &libc::addrinfo,
) -> PyResult<Found> {
    let mut found = Found(std::ptr::null_mut());
    let ptr = |s: Option<&CStr>| s.map_or(std::ptr::null(), CStr::as_ptr);
    // SAFETY: C strings or null, and room for the result.
    let code = unsafe { libc::getaddrinfo(ptr(host), ptr(service), hints, &mut found.0) };
    if code != 0 {
        return Err(raise_gai(vm, code));
    }
    Ok(found)
}

/// The address of a host of this family, without a port.
pub(super) fn resolve(vm: &Vm, host: &Ref, family: i32) -> PyResult<Address> {
    let bytes = host_bytes(vm, host, || {
        vm.type_error(format!(
            "str, bytes or bytearray expected, not {}",
            vm.type_of(host).name_str()
        ))
    })?;
    let text = std::str::from_utf8(&bytes).unwrap_or("");
    let known = match text {
        "" if bytes.is_empty() && family == libc::AF_INET => Some("0.0.0.0"),
        "" if bytes.is_empty() => Some("::"),
        "255.255.255.255" | "<broadcast>" if family == libc::AF_INET => Some("255.255.255.255"),
        "<broadcast>" => return Err(vm.os_error_message("address family mismatched")),
        other => Some(other),
    };
    if let Some(a) = known.and_then(|k| numeric(family, k)) {
        return Ok(a);
    }
    let name = c_string(vm, bytes)?;
    // SAFETY: all bits are plain.
    let mut hints: libc::addrinfo = unsafe { zeroed() };
    hints.ai_family = family;
    let found = look_up(vm, Some(&name), None, &hints)?;
    // SAFETY: success means that there is a first one, of the family that was asked for.
    unsafe {
        let first = &*found.0;
        Ok(Address::copied(first.ai_addr, first.ai_addrlen))
    }
}

/// `getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)`
pub(super) fn getaddrinfo(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (host, port) = (
        a[0].as_ref().expect("required"),
        a[1].as_ref().expect("required"),
    );
    let int = |i: usize| a[i].as_ref().map_or(Ok(0), |r| vm.as_c_int(r));
    // SAFETY: all bits are plain.
    let mut hints: libc::addrinfo = unsafe { zeroed() };
    hints.ai_family = int(2)?;
    hints.ai_socktype = int(3)?;
    hints.ai_protocol = int(4)?;
    hints.ai_flags = int(5)?;
    let host = match host.is_none() {
        true => None,
        false => {
            let bytes = host_bytes(vm, host, || {
                vm.type_error("getaddrinfo() argument 1 must be string or None")
            })?;
            Some(c_string(vm, bytes)?)
        }
    };
    let service = match port.kind() {
        _ if port.is_none() => None,
        Kind::Int | Kind::Bool => match int_to_i64(port) {
            Some(n) => Some(c_string(vm, n.to_string().into_bytes())?),
            None => {
                return Err(vm.overflow_error("Python int too large to convert to C long"));
            }
        },
        Kind::Str => Some(c_string(vm, encode_str(vm, port, "utf-8", "strict")?)?),
        Kind::Bytes => Some(c_string(vm, as_bytes(port).to_vec())?),
        _ => return Err(vm.os_error_message("Int or String expected")),
    };
    let found = look_up(vm, host.as_deref(), service.as_deref(), &hints)?;
    let mut all = Vec::new();
    let mut next = found.0;
    // SAFETY: a list that ends with null, and lives as long as `found`.
    while let Some(info) = unsafe { next.as_ref() } {
        // SAFETY: as above.
        let (address, name) = unsafe {
            let name = match info.ai_canonname.is_null() {
                true => String::new(),
                false => CStr::from_ptr(info.ai_canonname)
                    .to_string_lossy()
                    .into_owned(),
            };
            (Address::copied(info.ai_addr, info.ai_addrlen), name)
        };
        let entry = [
            vm.new_int(info.ai_family.into()),
            vm.new_int(info.ai_socktype.into()),
            vm.new_int(info.ai_protocol.into()),
            from_utf8(vm, &name)?,
            address.to_object(vm)?,
        ];
        all.push(new_tuple(vm, entry));
        next = info.ai_next;
    }
    Ok(new_list(vm, all))
}

/// `getnameinfo(sockaddr, flags)`
pub(super) fn getnameinfo(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let flags = vm.as_c_int(&a[1])?;
    let Some(parts) = as_tuple(&a[0]) else {
        return Err(vm.type_error("getnameinfo() argument 1 must be a tuple"));
    };
    let [host, _, ..] = parts else {
        return Err(vm.type_error("getnameinfo(): illegal sockaddr argument"));
    };
    vm.str_argument("getnameinfo", 1, host)?;
    let text = as_str(host).as_ascii().unwrap_or("");
    let family = match text.contains(':') {
        true => libc::AF_INET6,
        false => libc::AF_INET,
    };
    let address = Address::parse(vm, family, &a[0], "getnameinfo")?;
    let (mut name, mut service) = ([0u8; 1025], [0u8; 32]);
    // SAFETY: the buffers have these sizes, the address that length.
    let code = unsafe {
        libc::getnameinfo(
            address.ptr(),
            address.len,
            name.as_mut_ptr().cast(),
            name.len() as libc::socklen_t,
            service.as_mut_ptr().cast(),
            service.len() as libc::socklen_t,
            flags,
        )
    };
    if code != 0 {
        return Err(raise_gai(vm, code));
    }
    let object = |b: &[u8]| {
        let end = b.iter().position(|c| *c == 0).unwrap_or(b.len());
        fs_decode(vm, &b[..end])
    };
    Ok(new_tuple(vm, [object(&name)?, object(&service)?]))
}

pub(super) fn gethostname(vm: &Vm, _: &Ref) -> PyResult {
    let mut name = [0u8; 1024];
    // SAFETY: the buffer has room for one byte more than is said.
    if unsafe { libc::gethostname(name.as_mut_ptr().cast(), name.len() - 1) } < 0 {
        return Err(last_error(vm));
    }
    let end = name.iter().position(|c| *c == 0).unwrap_or(0);
    fs_decode(vm, &name[..end])
}

pub(super) fn sethostname(vm: &Vm, _: &Ref, name: &Ref) -> PyResult {
    let bytes = match name.has_kind(Kind::Str) {
        true => crate::modules::support::fs_encode(vm, name)?,
        false => crate::object::buffer_argument(vm, name)?.to_vec(),
    };
    // SAFETY: that many bytes are there.
    if unsafe { libc::sethostname(bytes.as_ptr().cast(), bytes.len()) } < 0 {
        return Err(last_error(vm));
    }
    Ok(Ref::none())
}

pub(super) fn gethostbyname(vm: &Vm, _: &Ref, host: &Ref) -> PyResult {
    let address = resolve(vm, host, libc::AF_INET)?.to_object(vm)?;
    match as_tuple(&address) {
        Some([host, _]) => Ok(host.clone()),
        _ => Err(raise_own(
            vm,
            &state(vm).herror,
            libc::EAI_NONAME,
            "host not found",
        )),
    }
}

fn name_argument(vm: &Vm, function: &str, place: &str, r: &Ref) -> PyResult<CString> {
    if !r.has_kind(Kind::Str) {
        return Err(bad_argument(vm, r, function, place, "str"));
    }
    c_string(vm, encode_str(vm, r, "utf-8", "strict")?)
}

pub(super) fn getservbyname(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let name = name_argument(vm, "getservbyname", "1", &a[0])?;
    let protocol = match a.get(1) {
        Some(p) => Some(name_argument(vm, "getservbyname", "2", p)?),
        None => None,
    };
    let protocol = protocol.as_ref().map_or(std::ptr::null(), |p| p.as_ptr());
    // SAFETY: C strings or null; the result is read before another call of the kind.
    match unsafe { libc::getservbyname(name.as_ptr(), protocol).as_ref() } {
        Some(s) => Ok(vm.new_int(u16::from_be(s.s_port as u16).into())),
        None => Err(vm.os_error_message("service/proto not found")),
    }
}

pub(super) fn getservbyport(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let Ok(port) = u16::try_from(vm.as_c_int(&a[0])?) else {
        return Err(vm.overflow_error("getservbyport: port must be 0-65535."));
    };
    let protocol = match a.get(1) {
        Some(p) => Some(name_argument(vm, "getservbyport", "2", p)?),
        None => None,
    };
    let protocol = protocol.as_ref().map_or(std::ptr::null(), |p| p.as_ptr());
    // SAFETY: a C string or null; the result is read before another call of the kind.
    unsafe {
        match libc::getservbyport(i32::from(port.to_be()), protocol).as_ref() {
            Some(s) => fs_decode(vm, CStr::from_ptr(s.s_name).to_bytes()),
            None => Err(vm.os_error_message("port/proto not found")),
        }
    }
}

pub(super) fn getprotobyname(vm: &Vm, _: &Ref, name: &Ref) -> PyResult {
    let name = name_argument(vm, "getprotobyname", "", name)?;
    // SAFETY: a C string; the result is read before another call of the kind.
    match unsafe { libc::getprotobyname(name.as_ptr()).as_ref() } {
        Some(p) => Ok(vm.new_int(p.p_proto.into())),
        None => Err(vm.os_error_message("protocol not found")),
    }
}
