//! The module `_socket`: sockets of the families `AF_UNIX`, `AF_INET` and `AF_INET6`.

mod address;
mod constants;
mod interfaces;
mod messages;
mod names;
mod object;
mod transfer;

use super::common::make_type;
use super::{ModuleSpec, add};
use crate::object::{MethodDef, TypePtr, new_dict, new_tuple};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::Ref;
use std::cell::Cell;
use std::rc::Rc;

const NAME: &str = "_socket";

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "Implementation module for socket operations.\n\nSee the socket module for documentation.",
    methods: &METHODS,
    init: |vm, module| {
        for &(name, value) in constants::CONSTANTS
            .iter()
            .chain(constants::OTHERS)
            .chain(constants::LINUX)
        {
            add(vm, module, name, vm.new_int(value))?;
        }
        for (name, text) in [
            ("BDADDR_ANY", "00:00:00:00:00:00"),
            ("BDADDR_LOCAL", "00:00:00:FF:FF:FF"),
        ] {
            add(vm, module, name, crate::object::from_utf8(vm, text)?)?;
        }
        add(vm, module, "has_ipv6", Ref::bool(true))?;
        add(vm, module, "error", vm.types.os_error.to_ref())?;
        add(vm, module, "timeout", vm.types.timeout_error.to_ref())?;
        let gaierror = new_exception(vm, "gaierror")?;
        add(vm, module, "gaierror", gaierror.clone())?;
        let herror = new_exception(vm, "herror")?;
        add(vm, module, "herror", herror.clone())?;
        vm.set_state(
            NAME,
            State {
                gaierror,
                herror,
                default_timeout: Cell::new(None),
            },
        );
        let ty = make_type(vm, &object::SOCKET, vm.types.object)?;
        add(vm, module, "socket", ty.to_ref())?;
        add(vm, module, "SocketType", ty.to_ref())
    },
};

/// What the module keeps.
struct State {
    gaierror: Ref,
    herror: Ref,
    /// Of new sockets, in seconds; None if they block.
    default_timeout: Cell<Option<f64>>,
}

fn state(vm: &Vm) -> Rc<State> {
    vm.state(NAME)
        .expect("set when the module was made, before any of its functions runs")
}

/// A subclass of OSError.
fn new_exception(vm: &Vm, name: &str) -> PyResult {
    let namespace = new_dict(vm);
    let key = vm.names.module.clone();
    let module = crate::object::from_utf8(vm, "socket")?;
    crate::object::as_dict(&namespace).set(vm, &key, module)?;
    let name = vm.interned.intern_str(vm, name);
    let bases = new_tuple(vm, [vm.types.os_error.to_ref()]);
    vm.call_positional(&vm.types.type_.to_ref(), &[name, bases, namespace])
}

/// Raises one of the module's own exceptions with a number and a text.
#[cold]
fn raise_own(vm: &Vm, class: &Ref, code: i32, text: &str) -> Raised {
    // SAFETY: the class was made when the module was.
    let class = unsafe { TypePtr::new(class.slot().ptr()) };
    match crate::object::from_utf8(vm, text) {
        Ok(text) => vm.raise_new(class, vec![vm.new_int(code.into()), text]),
        Err(r) => r,
    }
}

/// The arguments of a function that takes between `min` and `max` of them, by position.
fn counted<'a>(
    vm: &Vm,
    args: &Args<'a>,
    name: &str,
    min: usize,
    max: usize,
) -> PyResult<&'a [Ref]> {
    args.no_keywords(vm, name)?;
    let a = args.positional();
    let n = a.len();
    if (min..=max).contains(&n) {
        return Ok(a);
    }
    let (bound, wanted) = match n < min {
        _ if min == max => ("exactly", min),
        true => ("at least", min),
        false => ("at most", max),
    };
    let s = if wanted == 1 { "" } else { "s" };
    Err(vm.type_error(format!(
        "{name}() takes {bound} {wanted} argument{s} ({n} given)"
    )))
}

/// A function whose arguments are counted by [`counted`].
macro_rules! function {
    ($name:literal, $min:literal, $max:literal, $f:expr) => {
        crate::object::MethodDef::raw($name, |vm, this, args| {
            let f: fn(
                &crate::runtime::Vm,
                &crate::value::Ref,
                &[crate::value::Ref],
            ) -> crate::runtime::PyResult = $f;
            f(
                vm,
                this,
                crate::modules::socket::counted(vm, args, $name, $min, $max)?,
            )
        })
    };
}
use function;

/// The number of the last error of a system call.
fn last_code() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

#[cold]
fn last_error(vm: &Vm) -> Raised {
    vm.os_error(last_code(), &[])
}

static METHODS: [MethodDef; 28] = [
    function!("CMSG_LEN", 1, 1, messages::cmsg_len).doc(
        "CMSG_LEN(length) -> control message length\n\nReturn the total length, without trailing padding, of an ancillary\n\
         data item with associated data of the given length.  This value can\noften be used as the buffer size for recvmsg() \
         to receive a single\nitem of ancillary data, but RFC 3542 requires portable applications to\nuse CMSG_SPACE() and thus \
         include space for padding, even when the\nitem will be the last in the buffer.  Raises OverflowError if length\nis \
         outside the permissible range of values.",
    ),
    function!("CMSG_SPACE", 1, 1, messages::cmsg_space).doc(
        "CMSG_SPACE(length) -> buffer size\n\nReturn the buffer size needed for recvmsg() to receive an ancillary\ndata item with \
         associated data of the given length, along with any\ntrailing padding.  The buffer space needed to receive multiple \
         items\nis the sum of the CMSG_SPACE() values for their associated data\nlengths.  Raises OverflowError if length is \
         outside the permissible\nrange of values.",
    ),
    function!("gethostbyaddr", 1, 1, interfaces::gethostbyaddr).doc(
        "gethostbyaddr(host) -> (name, aliaslist, addresslist)\n\nReturn the true host name, a list of aliases, and a list of IP \
         addresses,\nfor a host.  The host argument is a string giving a host name or IP number.",
    ),
    function!("gethostbyname_ex", 1, 1, interfaces::gethostbyname_ex).doc(
        "gethostbyname_ex(host) -> (name, aliaslist, addresslist)\n\nReturn the true host name, a list of aliases, and a list of \
         IP addresses,\nfor a host.  The host argument is a string giving a host name or IP number.",
    ),
    MethodDef::one("if_indextoname", interfaces::if_indextoname)
        .text_signature("if_index, /")
        .doc("Returns the interface name corresponding to the interface index if_index."),
    MethodDef::no_args("if_nameindex", interfaces::if_nameindex)
        .shown("($self, /)")
        .doc("if_nameindex()\n\nReturns a list of network interface information (index, name) tuples."),
    MethodDef::one("if_nametoindex", interfaces::if_nametoindex)
        .text_signature("oname, /")
        .doc("Returns the interface index corresponding to the interface name if_name."),
    MethodDef::one("close", |vm, _, fd| {
        let fd = vm.as_c_int(fd)?;
        // SAFETY: closing any number is safe; whose it is is the caller's business.
        if unsafe { libc::close(fd) } < 0 && last_code() != libc::ECONNRESET {
            return Err(last_error(vm));
        }
        Ok(Ref::none())
    })
    .shown("($self, object, /)")
    .doc("close(integer) -> None\n\nClose an integer socket file descriptor.  This is like os.close(), but for\n\
          sockets; on some platforms os.close() won't work for socket file descriptors."),
    MethodDef::one("dup", |vm, _, fd| {
        let fd = vm.as_c_int(fd)?;
        // SAFETY: no memory is involved.
        match unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) } {
            new if new < 0 => Err(last_error(vm)),
            new => Ok(vm.new_int(new.into())),
        }
    })
    .shown("($self, object, /)")
    .doc("dup(integer) -> integer\n\nDuplicate an integer socket file descriptor."),
    MethodDef::positional("socketpair", 0, 3, object::socketpair)
        .text_signature("")
        .doc("socketpair([family[, type [, proto]]]) -> (socket object, socket object)"),
    MethodDef::no_args("getdefaulttimeout", |vm, _| {
        Ok(match state(vm).default_timeout.get() {
            Some(t) => vm.new_float(t),
            None => Ref::none(),
        })
    })
    .shown("($self, /)")
    .doc("getdefaulttimeout() -> timeout"),
    MethodDef::one("setdefaulttimeout", |vm, _, t| {
        let t = transfer::timeout_argument(vm, t)?;
        state(vm).default_timeout.set(t);
        Ok(Ref::none())
    })
    .shown("($self, object, /)")
    .doc("setdefaulttimeout(timeout)"),
    MethodDef::keywords(
        "getaddrinfo",
        "host, port, family=0, type=0, proto=0, flags=0",
        names::getaddrinfo,
    )
    .doc("getaddrinfo(host, port [, family, type, proto, flags])\n    -> list of (family, type, proto, canonname, sockaddr)"),
    function!("getnameinfo", 2, 2, names::getnameinfo)
        .doc("getnameinfo(sockaddr, flags) --> (host, port)"),
    MethodDef::no_args("gethostname", names::gethostname)
        .shown("($self, /)")
    .doc("gethostname() -> string\n\nReturn the current host name."),
    MethodDef::one("gethostbyname", names::gethostbyname)
        .doc("gethostbyname(host) -> address"),
    function!("getservbyname", 1, 2, names::getservbyname)
        .doc("getservbyname(servicename[, protocolname]) -> integer"),
    function!("getservbyport", 1, 2, names::getservbyport)
        .doc("getservbyport(port[, protocolname]) -> string"),
    MethodDef::one("getprotobyname", names::getprotobyname)
        .doc("getprotobyname(name) -> integer"),
    MethodDef::one("inet_aton", address::inet_aton).text_signature("ip_addr, /")
    .doc("inet_aton(string) -> bytes giving packed 32-bit IP representation"),
    MethodDef::one("inet_ntoa", address::inet_ntoa).text_signature("packed_ip, /")
    .doc("inet_ntoa(packed_ip) -> ip_address_string"),
    function!("inet_pton", 2, 2, address::inet_pton).doc("inet_pton(af, ip) -> packed IP address string"),
    function!("inet_ntop", 2, 2, address::inet_ntop).doc("inet_ntop(af, packed_ip) -> string formatted IP address"),
    MethodDef::one("htonl", |vm, _, x| Ok(vm.new_int(word(vm, x)?.to_be().into())))
        .text_signature("integer, /")
    .doc("Convert a 32-bit unsigned integer from host to network byte order."),
    MethodDef::one("ntohl", |vm, _, x| Ok(vm.new_int(word(vm, x)?.to_be().into())))
        .text_signature("integer, /")
    .doc("Convert a 32-bit unsigned integer from network to host byte order."),
    MethodDef::one("htons", |vm, _, x| Ok(vm.new_int(half_word(vm, x)?.to_be().into())))
        .text_signature("integer, /")
    .doc("Convert a 16-bit unsigned integer from host to network byte order."),
    MethodDef::one("ntohs", |vm, _, x| Ok(vm.new_int(half_word(vm, x)?.to_be().into())))
        .text_signature("integer, /")
    .doc("Convert a 16-bit unsigned integer from network to host byte order."),
    MethodDef::one("sethostname", names::sethostname)
        .doc("sethostname(name)\n\nSets the hostname to name."),
];

fn unsigned(vm: &Vm, x: &Ref, bits: u32) -> PyResult<u64> {
    let i = vm.index(x)?;
    if crate::object::int_is_negative(&i) {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    crate::object::int_to_i64(&i)
        .and_then(|i| u64::try_from(i).ok())
        .filter(|i| i >> bits == 0)
        .ok_or_else(|| vm.overflow_error(format!("Python int too large for C uint{bits}_t")))
}

/// An argument of 32 bits.
fn word(vm: &Vm, x: &Ref) -> PyResult<u32> {
    unsigned(vm, x, 32).map(|x| x as u32)
}

/// An argument of 16 bits.
fn half_word(vm: &Vm, x: &Ref) -> PyResult<u16> {
    unsigned(vm, x, 16).map(|x| x as u16)
}
