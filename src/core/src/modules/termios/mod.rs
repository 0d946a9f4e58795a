//! The module `termios`: what terminals are set to.

mod constants;

use super::posix::file_number;
use super::support::{c_int, c_long, new_exception};
use super::{ModuleSpec, add};
use crate::object::{
    MethodDef, TypePtr, as_bytes, as_list, from_utf8, int_to_bigint, new_bytes, new_list, new_tuple,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

const NAME: &str = "termios";

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "This module provides an interface to the Posix calls for tty I/O control.\nFor a complete description of these \
          calls, see the Posix or Unix manual\npages. It is only available for those Unix versions that support Posix\n\
          termios style tty I/O control.\n\nAll functions in this module take a file descriptor fd as their first\n\
          argument. This can be an integer file descriptor, such as returned by\nsys.stdin.fileno(), or a file object, such \
          as sys.stdin itself.",
    methods: &METHODS,
    init: |vm, module| {
        for &(name, value) in constants::SPEEDS.iter().chain(constants::CONSTANTS) {
            add(vm, module, name, vm.new_int(value))?;
        }
        let error = new_exception(vm, NAME, "error", vm.types.exception)?;
        add(vm, module, "error", error.clone())?;
        vm.set_state(NAME, State { error });
        Ok(())
    },
};

struct State {
    /// `termios.error`
    error: Ref,
}

static METHODS: [MethodDef; 8] = [
    MethodDef::one("tcgetattr", tcgetattr).text_signature("fd, /").doc(
        "Get the tty attributes for file descriptor fd.\n\nReturns a list [iflag, oflag, cflag, lflag, ispeed, ospeed, \
         cc]\nwhere cc is a list of the tty special characters (each a string of\nlength 1, except the items with indices \
         VMIN and VTIME, which are\nintegers when these fields are defined).",
    ),
    MethodDef::positional("tcsetattr", 3, 3, tcsetattr)
        .text_signature("fd, when, attributes, /")
        .doc(
            "Set the tty attributes for file descriptor fd.\n\nThe attributes to be set are taken from the attributes \
             argument, which\nis a list like the one returned by tcgetattr().",
        ),
    MethodDef::positional("tcsendbreak", 2, 2, |vm, _, a| {
        let (fd, duration) = (file_number(vm, &a[0])?, c_int(vm, &a[1])?);
        // SAFETY: a plain call.
        done(vm, unsafe { libc::tcsendbreak(fd, duration) })
    })
    .text_signature("fd, duration, /")
    .doc(
        "Send a break on file descriptor fd.\n\nA zero duration sends a break for 0.25-0.5 seconds; a nonzero duration\nhas \
         a system dependent meaning.",
    ),
    MethodDef::one("tcdrain", |vm, _, fd| {
        let fd = file_number(vm, fd)?;
        // SAFETY: a plain call.
        done(vm, unsafe { libc::tcdrain(fd) })
    })
    .text_signature("fd, /")
    .doc("Wait until all output written to file descriptor fd has been transmitted."),
    MethodDef::positional("tcflush", 2, 2, |vm, _, a| {
        let (fd, queue) = (file_number(vm, &a[0])?, c_int(vm, &a[1])?);
        // SAFETY: a plain call.
        done(vm, unsafe { libc::tcflush(fd, queue) })
    })
    .text_signature("fd, queue, /")
    .doc("Discard queued data on file descriptor fd."),
    MethodDef::positional("tcflow", 2, 2, |vm, _, a| {
        let (fd, action) = (file_number(vm, &a[0])?, c_int(vm, &a[1])?);
        // SAFETY: a plain call.
        done(vm, unsafe { libc::tcflow(fd, action) })
    })
    .text_signature("fd, action, /")
    .doc("Suspend or resume input or output on file descriptor fd."),
    MethodDef::one("tcgetwinsize", tcgetwinsize)
        .text_signature("fd, /")
        .doc("Get the tty winsize for file descriptor fd.\n\nReturns a tuple (ws_row, ws_col)."),
    MethodDef::positional("tcsetwinsize", 2, 2, tcsetwinsize)
        .text_signature("fd, winsize, /")
        .doc(
            "Set the tty winsize for file descriptor fd.\n\nThe winsize to be set is taken from the winsize argument, which\n\
             is a two-item tuple (ws_row, ws_col) like the one returned by\ntcgetwinsize().",
        ),
];

/// Raises `termios.error` with the C library's last error.
#[cold]
fn last_error(vm: &Vm) -> Raised {
    let code = std::io::Error::last_os_error().raw_os_error().unwrap_or(0);
    // SAFETY: a text that ends with a zero and is not changed before it is copied.
    let text = unsafe { std::ffi::CStr::from_ptr(libc::strerror(code)) }
        .to_string_lossy()
        .into_owned();
    let state = vm
        .state::<State>(NAME)
        .expect("set when the module was made");
    // SAFETY: the class was made when the module was.
    let class = unsafe { TypePtr::new(state.error.slot().ptr()) };
    match from_utf8(vm, &text) {
        Ok(text) => vm.raise_new(class, vec![vm.new_int(code.into()), text]),
        Err(r) => r,
    }
}

fn done(vm: &Vm, r: i32) -> PyResult {
    match r {
        -1 => Err(last_error(vm)),
        _ => Ok(Ref::none()),
    }
}

fn attributes(vm: &Vm, fd: i32) -> PyResult<libc::termios> {
    // SAFETY: all bits are plain.
    let mut mode: libc::termios = unsafe { std::mem::zeroed() };
    // SAFETY: it is there.
    match unsafe { libc::tcgetattr(fd, &mut mode) } {
        -1 => Err(last_error(vm)),
        _ => Ok(mode),
    }
}

/// The items of a list, held.
fn list_items(r: &Ref) -> Option<Vec<Ref>> {
    r.has_kind(Kind::List).then(|| as_list(r).items().to_vec())
}

fn tcgetattr(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    let mode = attributes(vm, file_number(vm, fd)?)?;
    // SAFETY: plain queries.
    let (input, output) = unsafe { (libc::cfgetispeed(&mode), libc::cfgetospeed(&mode)) };
    let raw = mode.c_lflag & libc::ICANON == 0;
    let characters = mode.c_cc.iter().enumerate().map(|(i, c)| {
        if raw && (i == libc::VMIN || i == libc::VTIME) {
            return vm.new_int((*c).into());
        }
        new_bytes(vm, [*c])
    });
    let characters = new_list(vm, characters.collect::<Vec<_>>());
    let flags = [
        mode.c_iflag,
        mode.c_oflag,
        mode.c_cflag,
        mode.c_lflag,
        input,
        output,
    ];
    let mut items: Vec<Ref> = flags.iter().map(|n| vm.new_int((*n).into())).collect();
    items.push(characters);
    Ok(new_list(vm, items))
}

fn tcsetattr(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (fd, when) = (file_number(vm, &a[0])?, c_int(vm, &a[1])?);
    let items = list_items(&a[2]).filter(|l| l.len() == 7);
    let Some(items) = items else {
        return Err(vm.type_error("tcsetattr, arg 3: must be 7 element list"));
    };
    let mut mode = attributes(vm, fd)?;
    let mut numbers = [0_u32; 6];
    for (to, from) in numbers.iter_mut().zip(&items) {
        *to = c_long(vm, from)? as u32;
    }
    [mode.c_iflag, mode.c_oflag, mode.c_cflag, mode.c_lflag] =
        [numbers[0], numbers[1], numbers[2], numbers[3]];
    let characters = list_items(&items[6]).filter(|l| l.len() == libc::NCCS);
    let Some(characters) = characters else {
        let n = libc::NCCS;
        return Err(vm.type_error(format!("tcsetattr: attributes[6] must be {n} element list")));
    };
    for (to, from) in mode.c_cc.iter_mut().zip(&characters) {
        *to = match from {
            b if b.has_kind(Kind::Bytes) && as_bytes(b).len() == 1 => as_bytes(b)[0],
            n if n.has_kind(Kind::Int) || n.has_kind(Kind::Bool) => c_long(vm, n)? as u8,
            _ => {
                return Err(vm.type_error(
                    "tcsetattr: elements of attributes must be bytes objects of length 1 or integers",
                ));
            }
        };
    }
    // SAFETY: plain calls on a value that is there.
    unsafe {
        if libc::cfsetispeed(&mut mode, numbers[4]) == -1
            || libc::cfsetospeed(&mut mode, numbers[5]) == -1
        {
            return Err(last_error(vm));
        }
        done(vm, libc::tcsetattr(fd, when, &mode))
    }
}

fn window(vm: &Vm, fd: i32) -> PyResult<libc::winsize> {
    // SAFETY: all bits are plain.
    let mut size: libc::winsize = unsafe { std::mem::zeroed() };
    // SAFETY: it is there.
    match unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, &mut size) } {
        -1 => Err(last_error(vm)),
        _ => Ok(size),
    }
}

fn tcgetwinsize(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    let size = window(vm, file_number(vm, fd)?)?;
    Ok(new_tuple(
        vm,
        [size.ws_row, size.ws_col].map(|n| vm.new_int(n.into())),
    ))
}

fn tcsetwinsize(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let fd = file_number(vm, &a[0])?;
    let wrong = || vm.type_error("tcsetwinsize, arg 2: must be a two-item sequence");
    let subscript = crate::object::BinaryOp::Subscr as usize;
    if vm.type_of(&a[1]).slots.binary[subscript].get().is_none() || a[1].has_kind(Kind::Dict) {
        return Err(wrong());
    }
    let items = vm.collect(&a[1])?;
    let [rows, columns] = &items[..] else {
        return Err(wrong());
    };
    let number = |r: &Ref| -> PyResult<u16> {
        u16::try_from(&int_to_bigint(&vm.index(r)?))
            .map_err(|_| vm.overflow_error("winsize value(s) out of range."))
    };
    let (rows, columns) = (number(rows)?, number(columns)?);
    let mut size = window(vm, fd)?;
    (size.ws_row, size.ws_col) = (rows, columns);
    // SAFETY: it is there.
    done(vm, unsafe { libc::ioctl(fd, libc::TIOCSWINSZ, &size) })
}
