//! The type `_socket.socket`.

use super::address::Address;
use super::messages;
use super::transfer::{Wait, call, deadline, timeout_argument, wait};
use super::{function, last_code, last_error, state};
use crate::modules::common::{bind, type_arg};
use crate::modules::support::writable_arg;
use crate::object::{
    GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, buffer_argument, flags, from_utf8,
    new_bytes, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;
use std::mem::size_of;
use std::sync::LazyLock;

/// The payload of sockets.
pub(super) struct Socket {
    /// The descriptor; -1 if it is closed.
    pub(super) fd: Cell<i32>,
    pub(super) family: Cell<i32>,
    kind: Cell<i32>,
    proto: Cell<i32>,
    /// In seconds; 0 means not to wait, None to wait for ever.
    pub(super) timeout: Cell<Option<f64>>,
}

impl Payload for Socket {
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

impl Drop for Socket {
    fn drop(&mut self) {
        if self.fd.get() >= 0 {
            // SAFETY: the descriptor is this object's.
            unsafe { libc::close(self.fd.get()) };
        }
    }
}

static LAYOUT: Layout = Layout::of::<Socket>();

pub(super) fn of(this: &Ref) -> &Socket {
    payload(this)
}

static GETSET: [GetSetDef; 4] = [
    GetSetDef::get("timeout", gettimeout),
    GetSetDef::member("family", |vm, this| {
        Ok(vm.new_int(of(this).family.get().into()))
    }),
    GetSetDef::member(
        "type",
        |vm, this| Ok(vm.new_int(of(this).kind.get().into())),
    ),
    GetSetDef::member("proto", |vm, this| {
        Ok(vm.new_int(of(this).proto.get().into()))
    }),
];

/// The type.
pub(super) static SOCKET: TypeSpec = TypeSpec {
    module: super::NAME,
    doc: "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) -> socket object",
    flags: flags::BASETYPE,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new
            .set(Some(|vm, class, _| Ok(new_socket(vm, type_arg(class)))));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.finalize.set(Some(|vm, this| {
            let s = of(this);
            if s.fd.get() >= 0 {
                let shown = vm.repr_string(this)?;
                let text = format!("unclosed {shown}");
                vm.warn_about(vm.types.resource_warning, &text, this)?;
                // SAFETY: the descriptor is this object's.
                unsafe { libc::close(s.fd.replace(-1)) };
            }
            Ok(())
        }));
    },
    ..TypeSpec::new("socket", &LAYOUT)
};

static SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("family=-1, type=-1, proto=-1, fileno=None"));

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let s = of(this);
    from_utf8(
        vm,
        &format!(
            "<socket object, fd={}, family={}, type={}, proto={}>",
            s.fd.get(),
            s.family.get(),
            s.kind.get(),
            s.proto.get()
        ),
    )
}

/// An option of a descriptor that is an int.
fn int_option(fd: i32, option: i32) -> Option<i32> {
    let (mut value, mut len) = (0, size_of::<i32>() as libc::socklen_t);
    // SAFETY: room for an int.
    let done = unsafe {
        libc::getsockopt(
            fd,
            libc::SOL_SOCKET,
            option,
            (&raw mut value).cast(),
            &mut len,
        )
    };
    (done == 0).then_some(value)
}

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let [family, kind, proto, fileno] = bind(vm, &SIGNATURE, "socket", args)?;
    let int = |r: &Option<Ref>| r.as_ref().map_or(Ok(-1), |r| vm.as_c_int(r));
    let (mut family, mut kind, mut proto) = (int(&family)?, int(&kind)?, int(&proto)?);
    let fd = match fileno.filter(|f| !f.is_none()) {
        Some(f) => {
            let fd = vm.as_c_int(&f)?;
            if fd < 0 {
                return Err(vm.value_error("negative file descriptor"));
            }
            let mut address = Address::empty();
            let (ptr, len) = address.ptr_mut();
            // SAFETY: room for an address of any family.
            if unsafe { libc::getsockname(fd, ptr, len) } < 0 {
                let code = last_code();
                if family == -1 || code == libc::EBADF || code == libc::ENOTSOCK {
                    return Err(vm.os_error(code, &[]));
                }
            } else if family == -1 {
                family = address.storage.ss_family.into();
            }
            if kind == -1 {
                kind = int_option(fd, libc::SO_TYPE).ok_or_else(|| last_error(vm))?;
            }
            if proto == -1 {
                proto = int_option(fd, libc::SO_PROTOCOL).ok_or_else(|| last_error(vm))?;
            }
            fd
        }
        None => {
            if family == -1 {
                family = libc::AF_INET;
            }
            if kind == -1 {
                kind = libc::SOCK_STREAM;
            }
            if proto == -1 {
                proto = 0;
            }
            // SAFETY: no memory is involved.
            let fd = unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC, proto) };
            if fd < 0 {
                return Err(last_error(vm));
            }
            fd
        }
    };
    set_up(vm, of(this), fd, (family, kind, proto))
}

/// Gives a new object its descriptor.
fn set_up(vm: &Vm, s: &Socket, fd: i32, (family, kind, proto): (i32, i32, i32)) -> PyResult<()> {
    let old = s.fd.replace(fd);
    if old >= 0 && old != fd {
        // Initialised again: the old descriptor is nobody's any more.
        // SAFETY: the descriptor is this object's.
        unsafe { libc::close(old) };
    }
    s.family.set(family);
    s.kind
        .set(kind & !(libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC));
    s.proto.set(proto);
    if kind & libc::SOCK_NONBLOCK != 0 {
        s.timeout.set(Some(0.0));
        return Ok(());
    }
    let timeout = state(vm).default_timeout.get();
    s.timeout.set(timeout);
    match timeout {
        Some(_) => set_blocking(vm, s, false),
        None => Ok(()),
    }
}

/// `socketpair(family, type, proto)`
pub(super) fn socketpair(vm: &Vm, module: &Ref, a: &[Ref]) -> PyResult {
    let int = |i: usize, usual| a.get(i).map_or(Ok(usual), |r| vm.as_c_int(r));
    let (family, kind, proto) = (
        int(0, libc::AF_UNIX)?,
        int(1, libc::SOCK_STREAM)?,
        int(2, 0)?,
    );
    let mut fds = [-1; 2];
    // SAFETY: room for two descriptors.
    if unsafe { libc::socketpair(family, kind | libc::SOCK_CLOEXEC, proto, fds.as_mut_ptr()) } < 0 {
        return Err(last_error(vm));
    }
    let class = vm.get_attr_str(module, "SocketType")?;
    let make = |fd: i32| -> PyResult {
        let new = new_socket(vm, type_arg(&class));
        set_up(vm, of(&new), fd, (family, kind, proto))?;
        Ok(new)
    };
    let pair = [make(fds[0])?, make(fds[1])?];
    Ok(new_tuple(vm, pair))
}

/// An object without a descriptor.
fn new_socket(vm: &Vm, ty: TypePtr) -> Ref {
    let socket = Socket {
        fd: Cell::new(-1),
        family: Cell::new(0),
        kind: Cell::new(0),
        proto: Cell::new(0),
        timeout: Cell::new(None),
    };
    new_object(vm, ty, socket)
}

fn set_blocking(vm: &Vm, s: &Socket, blocking: bool) -> PyResult<()> {
    let mut flag = libc::c_int::from(!blocking);
    // SAFETY: FIONBIO reads an int.
    if unsafe { libc::ioctl(s.fd.get(), libc::FIONBIO, &raw mut flag) } < 0 {
        return Err(last_error(vm));
    }
    Ok(())
}

fn gettimeout(vm: &Vm, this: &Ref) -> PyResult {
    Ok(match of(this).timeout.get() {
        Some(t) => vm.new_float(t),
        None => Ref::none(),
    })
}

/// Zero is success.
fn done(vm: &Vm, result: i32) -> PyResult {
    match result {
        r if r < 0 => Err(last_error(vm)),
        _ => Ok(Ref::none()),
    }
}

static METHODS: [MethodDef; 28] = [
    function!("sendmsg", 1, 4, messages::sendmsg).doc(
        "sendmsg(buffers[, ancdata[, flags[, address]]]) -> count\n\nSend normal and ancillary data to the socket, gathering \
         the\nnon-ancillary data from a series of buffers and concatenating it into\na single message.",
    ),
    function!("recvmsg", 1, 3, messages::recvmsg).doc(
        "recvmsg(bufsize[, ancbufsize[, flags]]) -> (data, ancdata, msg_flags, address)\n\nReceive normal data (up to bufsize \
         bytes) and ancillary data from the\nsocket.",
    ),
    function!("recvmsg_into", 1, 3, messages::recvmsg_into).doc(
        "recvmsg_into(buffers[, ancbufsize[, flags]]) -> (nbytes, ancdata, msg_flags, address)\n\nReceive normal data and \
         ancillary data from the socket, scattering the\nnon-ancillary data into a series of buffers.",
    ),
    MethodDef::raw("sendmsg_afalg", |vm, _, _| {
        // Sockets of the kernel's ciphers have addresses of a kind that is not made here, so that none is bound.
        Err(vm.os_error_message("algset is only supported for AF_ALG"))
    })
    .doc(
        "sendmsg_afalg([msg], *, op[, iv[, assoclen[, flags=MSG_MORE]]])\n\nSet operation mode, IV and length of associated data \
         for an AF_ALG\noperation socket.",
    ),
    MethodDef::no_args("_accept", accept)
        .doc("_accept() -> (integer, address info)\n\nWait for an incoming connection."),
    MethodDef::one("bind", |vm, this, address| {
        let s = of(this);
        let a = Address::parse(vm, s.family.get(), address, "bind")?;
        // SAFETY: the address has that length.
        done(vm, unsafe { libc::bind(s.fd.get(), a.ptr(), a.len) })
    })
    .doc("bind(address)\n\nBind the socket to a local address."),
    MethodDef::no_args("close", |vm, this| {
        let fd = of(this).fd.replace(-1);
        // SAFETY: the descriptor was this object's.
        if fd >= 0 && unsafe { libc::close(fd) } < 0 && last_code() != libc::ECONNRESET {
            return Err(last_error(vm));
        }
        Ok(Ref::none())
    })
    .doc("close()\n\nClose the socket.  It cannot be used after this call."),
    MethodDef::one("connect", |vm, this, address| {
        match connect(vm, this, address, "connect")? {
            0 => Ok(Ref::none()),
            code => Err(vm.os_error(code, &[])),
        }
    })
    .doc("connect(address)\n\nConnect the socket to a remote address."),
    MethodDef::one("connect_ex", |vm, this, address| {
        Ok(vm.new_int(connect(vm, this, address, "connect_ex")?.into()))
    })
    .doc("connect_ex(address) -> errno"),
    MethodDef::no_args("detach", |vm, this| {
        Ok(vm.new_int(of(this).fd.replace(-1).into()))
    })
    .doc("detach()\n\nClose the socket object without closing the underlying file descriptor."),
    MethodDef::no_args("fileno", |vm, this| Ok(vm.new_int(of(this).fd.get().into())))
        .doc("fileno() -> integer\n\nReturn the integer file descriptor of the socket."),
    MethodDef::no_args("getblocking", |_, this| {
        Ok(Ref::bool(of(this).timeout.get() != Some(0.0)))
    })
    .doc("getblocking()\n\nReturns True if socket is in blocking mode, or False if it\nis in non-blocking mode."),
    MethodDef::no_args("getpeername", |vm, this| {
        let mut a = Address::empty();
        let (ptr, len) = a.ptr_mut();
        // SAFETY: room for an address of any family.
        done(vm, unsafe { libc::getpeername(of(this).fd.get(), ptr, len) })?;
        a.to_object(vm)
    })
    .doc("getpeername() -> address info"),
    MethodDef::no_args("getsockname", |vm, this| {
        let mut a = Address::empty();
        let (ptr, len) = a.ptr_mut();
        // SAFETY: room for an address of any family.
        done(vm, unsafe { libc::getsockname(of(this).fd.get(), ptr, len) })?;
        a.to_object(vm)
    })
    .doc("getsockname() -> address info"),
    function!("getsockopt", 2, 3, getsockopt)
        .doc("getsockopt(level, option[, buffersize]) -> value"),
    MethodDef::no_args("gettimeout", gettimeout).doc("gettimeout() -> timeout"),
    function!("listen", 0, 1, |vm, this, a| {
        let backlog = a.first().map_or(Ok(libc::SOMAXCONN.min(128)), |b| vm.as_c_int(b))?;
        // SAFETY: no memory is involved.
        done(vm, unsafe { libc::listen(of(this).fd.get(), backlog.max(0)) })
    })
    .doc("listen([backlog])"),
    function!("recv", 1, 2, |vm, this, a| {
        let size = size_argument(vm, &a[0], "negative buffersize in recv")?;
        let flags = a.get(1).map_or(Ok(0), |f| vm.as_c_int(f))?;
        let (data, _) = receive(vm, this, size, flags, false)?;
        Ok(new_bytes(vm, data))
    })
    .doc("recv(buffersize[, flags]) -> data"),
    MethodDef::keywords("recv_into", "buffer, nbytes=0, flags=0", |vm, this, a| {
        let (n, _) = receive_into(vm, this, a, "recv_into", false)?;
        Ok(vm.new_int(n as i64))
    })
    .doc("recv_into(buffer, [nbytes[, flags]]) -> nbytes_read"),
    function!("recvfrom", 1, 2, |vm, this, a| {
        let size = size_argument(vm, &a[0], "negative buffersize in recvfrom")?;
        let flags = a.get(1).map_or(Ok(0), |f| vm.as_c_int(f))?;
        let (data, from) = receive(vm, this, size, flags, true)?;
        Ok(new_tuple(vm, [new_bytes(vm, data), from.to_object(vm)?]))
    })
    .doc("recvfrom(buffersize[, flags]) -> (data, address info)"),
    MethodDef::keywords("recvfrom_into", "buffer, nbytes=0, flags=0", |vm, this, a| {
        let (n, from) = receive_into(vm, this, a, "recvfrom_into", true)?;
        Ok(new_tuple(vm, [vm.new_int(n as i64), from.to_object(vm)?]))
    })
    .doc("recvfrom_into(buffer[, nbytes[, flags]]) -> (nbytes, address info)"),
    function!("send", 1, 2, |vm, this, a| {
        let flags = a.get(1).map_or(Ok(0), |f| vm.as_c_int(f))?;
        let (s, data) = (of(this), buffer_argument(vm, &a[0])?);
        let n = call(vm, s, Wait::Write, deadline(s), |fd| {
            // SAFETY: that many bytes are there.
            unsafe { libc::send(fd, data.as_ptr().cast(), data.len(), flags) }
        })?;
        Ok(vm.new_int(n as i64))
    })
    .doc("send(data[, flags]) -> count"),
    function!("sendall", 1, 2, |vm, this, a| {
        let flags = a.get(1).map_or(Ok(0), |f| vm.as_c_int(f))?;
        let (s, data) = (of(this), buffer_argument(vm, &a[0])?);
        let until = deadline(s);
        let mut rest = &data[..];
        while !rest.is_empty() {
            let n = call(vm, s, Wait::Write, until, |fd| {
                // SAFETY: that many bytes are there.
                unsafe { libc::send(fd, rest.as_ptr().cast(), rest.len(), flags) }
            })?;
            rest = &rest[n..];
            vm.check_signals()?;
        }
        Ok(Ref::none())
    })
    .doc("sendall(data[, flags])"),
    function!("sendto", 2, 3, |vm, this, a| {
        let (flags, address) = match a {
            [_, flags, address] => (vm.as_c_int(flags)?, address),
            _ => (0, &a[1]),
        };
        let (s, data) = (of(this), buffer_argument(vm, &a[0])?);
        let to = Address::parse(vm, s.family.get(), address, "sendto")?;
        let n = call(vm, s, Wait::Write, deadline(s), |fd| {
            // SAFETY: that many bytes are there, and the address has that length.
            unsafe { libc::sendto(fd, data.as_ptr().cast(), data.len(), flags, to.ptr(), to.len) }
        })?;
        Ok(vm.new_int(n as i64))
    })
    .doc("sendto(data[, flags], address) -> count"),
    MethodDef::one("setblocking", |vm, this, flag| {
        let blocking = vm.is_true(flag)?;
        let s = of(this);
        s.timeout.set(if blocking { None } else { Some(0.0) });
        set_blocking(vm, s, blocking)?;
        Ok(Ref::none())
    })
    .doc("setblocking(flag)"),
    function!("setsockopt", 3, 4, setsockopt)
        .doc("setsockopt(level, option, value: int)\nsetsockopt(level, option, value: buffer)\nsetsockopt(level, option, None, optlen: int)"),
    MethodDef::one("settimeout", |vm, this, t| {
        let timeout = timeout_argument(vm, t)?;
        let s = of(this);
        s.timeout.set(timeout);
        set_blocking(vm, s, timeout.is_none())?;
        Ok(Ref::none())
    })
    .doc("settimeout(timeout)"),
    MethodDef::one("shutdown", |vm, this, how| {
        let how = vm.as_c_int(how)?;
        // SAFETY: no memory is involved.
        done(vm, unsafe { libc::shutdown(of(this).fd.get(), how) })
    })
    .doc("shutdown(flag)"),
];

fn accept(vm: &Vm, this: &Ref) -> PyResult {
    let s = of(this);
    let mut from = Address::empty();
    let room = from.len;
    let fd = call(vm, s, Wait::Read, deadline(s), |fd| {
        let (ptr, len) = from.ptr_mut();
        // SAFETY: room for an address of any family, and its length.
        unsafe {
            *len = room;
            libc::accept4(fd, ptr, len, libc::SOCK_CLOEXEC) as isize
        }
    })?;
    let address = match from.to_object(vm) {
        Ok(a) => a,
        Err(r) => {
            // SAFETY: the new descriptor has no owner yet.
            unsafe { libc::close(fd as i32) };
            return Err(r);
        }
    };
    Ok(new_tuple(vm, [vm.new_int(fd as i64), address]))
}

/// Connects; what the system says against it is the result.
fn connect(vm: &Vm, this: &Ref, address: &Ref, caller: &str) -> PyResult<i32> {
    let s = of(this);
    let a = Address::parse(vm, s.family.get(), address, caller)?;
    let until = deadline(s);
    // SAFETY: the address has that length.
    if unsafe { libc::connect(s.fd.get(), a.ptr(), a.len) } == 0 {
        return Ok(0);
    }
    let code = last_code();
    let interrupted = code == libc::EINTR;
    if interrupted {
        vm.check_signals()?;
    }
    // An interrupted call goes on by itself, like one that would have to wait.
    let goes_on =
        interrupted && s.timeout.get() != Some(0.0) || code == libc::EINPROGRESS && until.is_some();
    if !goes_on {
        return Ok(code);
    }
    let far = std::time::Duration::from_secs(1 << 30);
    let until = until.unwrap_or_else(|| std::time::Instant::now() + far);
    wait(vm, s, Wait::Write, until)?;
    int_option(s.fd.get(), libc::SO_ERROR).ok_or_else(|| last_error(vm))
}

fn size_argument(vm: &Vm, r: &Ref, negative: &str) -> PyResult<usize> {
    usize::try_from(vm.as_ssize(r)?).map_err(|_| vm.value_error(negative))
}

fn receive(
    vm: &Vm,
    this: &Ref,
    size: usize,
    flags: i32,
    with_address: bool,
) -> PyResult<(Vec<u8>, Address)> {
    let s = of(this);
    let mut data = Vec::<u8>::new();
    if data.try_reserve_exact(size).is_err() {
        return Err(vm.memory_error());
    }
    let mut from = Address::empty();
    let room = from.len;
    let n = call(vm, s, Wait::Read, deadline(s), |fd| {
        let (ptr, len) = from.ptr_mut();
        // SAFETY: there is room for `size` bytes, for an address of any family, and for its length.
        unsafe {
            if !with_address {
                return libc::recv(fd, data.as_mut_ptr().cast(), size, flags);
            }
            *len = room;
            libc::recvfrom(fd, data.as_mut_ptr().cast(), size, flags, ptr, len)
        }
    })?;
    // SAFETY: so many have been written; with MSG_TRUNC the system may tell of more than that.
    unsafe { data.set_len(n.min(size)) };
    Ok((data, from))
}

fn receive_into(
    vm: &Vm,
    this: &Ref,
    a: &[Option<Ref>],
    name: &str,
    with_address: bool,
) -> PyResult<(usize, Address)> {
    let view = writable_arg(vm, a[0].as_ref().expect("required"), name, "1")?;
    let wanted = match &a[1] {
        Some(n) => size_argument(vm, n, &format!("negative buffersize in {name}"))?,
        None => 0,
    };
    let flags = a[2].as_ref().map_or(Ok(0), |f| vm.as_c_int(f))?;
    if wanted > view.len() {
        let what = match with_address {
            true => "nbytes is greater than the length of the buffer",
            false => "buffer too small for requested bytes",
        };
        return Err(vm.value_error(what));
    }
    let size = if wanted == 0 { view.len() } else { wanted };
    let (data, from) = receive(vm, this, size, flags, with_address)?;
    Ok((view.fill(&data), from))
}

fn getsockopt(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let fd = of(this).fd.get();
    let (level, option) = (vm.as_c_int(&a[0])?, vm.as_c_int(&a[1])?);
    let size = a.get(2).map_or(Ok(0), |n| vm.as_c_int(n))?;
    if size == 0 {
        let (mut value, mut len) = (0i32, size_of::<i32>() as libc::socklen_t);
        // SAFETY: room for an int.
        let r = unsafe { libc::getsockopt(fd, level, option, (&raw mut value).cast(), &mut len) };
        done(vm, r)?;
        return Ok(vm.new_int(value.into()));
    }
    if !(1..=1024).contains(&size) {
        return Err(vm.os_error_message("getsockopt buflen out of range"));
    }
    let (mut data, mut len) = (vec![0u8; size as usize], size as libc::socklen_t);
    // SAFETY: room for `len` bytes.
    let r = unsafe { libc::getsockopt(fd, level, option, data.as_mut_ptr().cast(), &mut len) };
    done(vm, r)?;
    data.truncate(len as usize);
    Ok(new_bytes(vm, data))
}

fn setsockopt(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let fd = of(this).fd.get();
    let (level, option) = (vm.as_c_int(&a[0])?, vm.as_c_int(&a[1])?);
    let value = &a[2];
    // SAFETY: the memory is there for that many bytes, or null where the option takes none.
    let set = |ptr: *const u8, len: usize| unsafe {
        libc::setsockopt(fd, level, option, ptr.cast(), len as libc::socklen_t)
    };
    if let Some(len) = a.get(3) {
        if !value.is_none() {
            return Err(vm.type_error("setsockopt() takes exactly 3 arguments (4 given)"));
        }
        let len = super::word(vm, len)?;
        return done(vm, set(std::ptr::null(), len as usize));
    }
    if crate::object::is_index(vm, value) {
        let bytes = vm.as_c_int(value)?.to_ne_bytes();
        return done(vm, set(bytes.as_ptr(), bytes.len()));
    }
    let bytes = buffer_argument(vm, value)?;
    done(vm, set(bytes.as_ptr(), bytes.len()))
}
