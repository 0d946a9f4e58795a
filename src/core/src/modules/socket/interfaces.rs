//! Network devices, and hosts with all their names and addresses.

use super::names::{c_string, host_bytes, resolve};
use super::{last_error, raise_own, state};
use crate::modules::support::{bad_argument, fs_decode};
use crate::object::{from_utf8, int_is_negative, int_to_i64, is_index, new_list, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::ffi::CStr;
use std::sync::Mutex;

pub(super) fn if_nameindex(vm: &Vm, _: &Ref) -> PyResult {
    // SAFETY: a list that ends with an entry of zeros, given back after it was read.
    unsafe {
        let all = libc::if_nameindex();
        if all.is_null() {
            return Err(last_error(vm));
        }
        let mut found = Vec::new();
        let mut next = all;
        while (*next).if_index != 0 && !(*next).if_name.is_null() {
            let name = CStr::from_ptr((*next).if_name).to_bytes().to_vec();
            found.push(((*next).if_index, name));
            next = next.add(1);
        }
        libc::if_freenameindex(all);
        let mut pairs = Vec::new();
        for (i, name) in found {
            pairs.push(new_tuple(vm, [vm.new_int(i.into()), fs_decode(vm, &name)?]));
        }
        Ok(new_list(vm, pairs))
    }
}

pub(super) fn if_nametoindex(vm: &Vm, _: &Ref, name: &Ref) -> PyResult {
    use std::os::unix::ffi::OsStrExt;
    let path = crate::modules::support::path_arg(vm, name)?;
    let name = c_string(vm, path.as_os_str().as_bytes().to_vec())?;
    // SAFETY: a text that ends with a zero.
    match unsafe { libc::if_nametoindex(name.as_ptr()) } {
        0 => Err(last_error(vm)),
        i => Ok(vm.new_int(i.into())),
    }
}

pub(super) fn if_indextoname(vm: &Vm, _: &Ref, index: &Ref) -> PyResult {
    if !is_index(vm, index) {
        let t = vm.type_of(index).name_str();
        return Err(vm.type_error(format!("'{t}' object cannot be interpreted as an integer")));
    }
    let i = vm.index(index)?;
    if int_is_negative(&i) {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    let i = int_to_i64(&i)
        .and_then(|i| u32::try_from(i).ok())
        .ok_or_else(|| vm.overflow_error("Python int too large for C unsigned int"))?;
    let mut name = [0_u8; libc::IF_NAMESIZE + 1];
    // SAFETY: there is the room that the system asks for.
    if unsafe { libc::if_indextoname(i, name.as_mut_ptr().cast()) }.is_null() {
        return Err(last_error(vm));
    }
    let end = name.iter().position(|b| *b == 0).unwrap_or(0);
    fs_decode(vm, &name[..end])
}

// Not in the crate `libc` for all systems, as in <netdb.h>.
unsafe extern "C" {
    #[link_name = "gethostbyname"]
    fn by_name(name: *const libc::c_char) -> *mut libc::hostent;
    #[link_name = "gethostbyaddr"]
    fn by_address(
        address: *const libc::c_void,
        len: libc::socklen_t,
        family: libc::c_int,
    ) -> *mut libc::hostent;
    fn __h_errno_location() -> *mut libc::c_int;
    fn hstrerror(code: libc::c_int) -> *const libc::c_char;
}

/// The C library has one place for its answer.
static ANSWER: Mutex<()> = Mutex::new(());

/// A host's names and addresses, copied from the C library's answer.
struct Host {
    family: i32,
    name: Vec<u8>,
    aliases: Vec<Vec<u8>>,
    addresses: Vec<Vec<u8>>,
}

/// # Safety
/// `h` must be null or the answer that was just given.
unsafe fn copy(h: *mut libc::hostent) -> Result<Host, i32> {
    // SAFETY: the caller's; the lists end with null.
    unsafe {
        let Some(h) = h.as_ref() else {
            return Err(*__h_errno_location());
        };
        let list = |mut p: *mut *mut libc::c_char, f: &dyn Fn(*mut libc::c_char) -> Vec<u8>| {
            let mut all = Vec::new();
            while !p.is_null() && !(*p).is_null() {
                all.push(f(*p));
                p = p.add(1);
            }
            all
        };
        let n = h.h_length as usize;
        Ok(Host {
            family: h.h_addrtype,
            name: CStr::from_ptr(h.h_name).to_bytes().to_vec(),
            aliases: list(h.h_aliases, &|p| CStr::from_ptr(p).to_bytes().to_vec()),
            addresses: list(h.h_addr_list, &|p| {
                std::slice::from_raw_parts(p.cast_const().cast::<u8>(), n).to_vec()
            }),
        })
    }
}

fn tell(vm: &Vm, host: Result<Host, i32>) -> PyResult {
    let host = match host {
        Ok(h) => h,
        Err(code) => {
            // SAFETY: a static text.
            let text = unsafe { CStr::from_ptr(hstrerror(code)) };
            return Err(raise_own(
                vm,
                &state(vm).herror,
                code,
                &text.to_string_lossy(),
            ));
        }
    };
    let mut aliases = Vec::new();
    for a in &host.aliases {
        aliases.push(fs_decode(vm, a)?);
    }
    let mut addresses = Vec::new();
    for a in &host.addresses {
        let text = match host.family {
            libc::AF_INET => {
                <[u8; 4]>::try_from(&a[..]).map(|b| std::net::Ipv4Addr::from(b).to_string())
            }
            libc::AF_INET6 => {
                <[u8; 16]>::try_from(&a[..]).map(|b| std::net::Ipv6Addr::from(b).to_string())
            }
            _ => return Err(vm.os_error_message("unsupported address family")),
        };
        if let Ok(text) = text {
            addresses.push(from_utf8(vm, &text)?);
        }
    }
    Ok(new_tuple(
        vm,
        [
            fs_decode(vm, &host.name)?,
            new_list(vm, aliases),
            new_list(vm, addresses),
        ],
    ))
}

fn check(vm: &Vm, host: &Ref, function: &str) -> PyResult<()> {
    match host.kind() {
        Kind::Str | Kind::Bytes | Kind::ByteArray => Ok(()),
        _ => Err(bad_argument(
            vm,
            host,
            function,
            "1",
            "str, bytes or bytearray",
        )),
    }
}

pub(super) fn gethostbyname_ex(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    check(vm, &a[0], "gethostbyname_ex")?;
    // So that a name that nobody knows is reported as elsewhere.
    resolve(vm, &a[0], libc::AF_INET)?;
    let bytes = host_bytes(vm, &a[0], || {
        vm.type_error("str, bytes or bytearray expected")
    })?;
    let name = c_string(vm, bytes)?;
    let found = {
        let _one = ANSWER.lock().unwrap_or_else(|e| e.into_inner());
        // SAFETY: a text that ends with a zero; the answer is copied before anybody else asks.
        unsafe { copy(by_name(name.as_ptr())) }
    };
    tell(vm, found)
}

pub(super) fn gethostbyaddr(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    check(vm, &a[0], "gethostbyaddr")?;
    let address = resolve(vm, &a[0], libc::AF_UNSPEC)?;
    let found = {
        let _one = ANSWER.lock().unwrap_or_else(|e| e.into_inner());
        // SAFETY: the family says which kind of address it is; the answer is copied before anybody else asks.
        unsafe {
            match i32::from(address.storage.ss_family) {
                libc::AF_INET => {
                    let s = &*address.ptr().cast::<libc::sockaddr_in>();
                    copy(by_address((&raw const s.sin_addr).cast(), 4, libc::AF_INET))
                }
                libc::AF_INET6 => {
                    let s = &*address.ptr().cast::<libc::sockaddr_in6>();
                    copy(by_address(
                        (&raw const s.sin6_addr).cast(),
                        16,
                        libc::AF_INET6,
                    ))
                }
                _ => return Err(vm.os_error_message("unsupported address family")),
            }
        }
    };
    tell(vm, found)
}
