//! Printing exceptions: what CPython's `traceback` module makes of an exception that nobody caught, and the hooks.

mod caller;
mod format;
mod frames;
mod hooks;
mod source;
pub mod suggestions;
mod summary;
mod syntax;
mod unraisable;

pub use hooks::{handle_system_exit, print_uncaught, sys_excepthook};
pub use source::{Sources, source_line};
pub use suggestions::closest_name;
pub use unraisable::{UNRAISABLE_HOOK_ARGS, sys_unraisablehook};

use crate::object::{as_str, from_utf8};
use crate::runtime::Vm;
use crate::value::Ref;

/// The text of an exception with its traceback, its chain, its notes and the exceptions inside it, in the pieces that
/// CPython writes one by one. Each ends in a newline.
pub fn format_exception(vm: &Vm, e: &Ref) -> Vec<String> {
    // What goes wrong on the way (in a `__str__`, say) is shown in the text and must not stay behind.
    let saved = vm.exception.take();
    let text = format::format(&summary::Summaries::new(vm, e));
    drop(vm.exception.replace(saved));
    text
}

/// Writes an exception to `sys.stderr`; to the process's standard error if the program has no `sys.stderr` at all.
pub fn print_exception(vm: &Vm, e: &Ref) {
    let file = stderr(vm);
    if file.as_ref().is_some_and(Ref::is_none) {
        return;
    }
    for piece in format_exception(vm, e) {
        if !write(vm, file.as_ref(), &piece) {
            return;
        }
    }
    flush(vm, file.as_ref());
}

/// `sys.stderr`, if it is there.
fn stderr(vm: &Vm) -> Option<Ref> {
    sys_attribute(vm, &vm.names.stderr)
}

fn sys_attribute(vm: &Vm, name: &Ref) -> Option<Ref> {
    let sys = vm.sys.get()?;
    // SAFETY: the namespace of `sys` is a dict.
    unsafe { sys.cast::<crate::object::DictObject>() }.get_str_ref(name)
}

/// Writes to a Python file, or to the process's standard error. False if that failed; nothing is raised.
fn write(vm: &Vm, file: Option<&Ref>, text: &str) -> bool {
    let Some(file) = file else {
        return write_fd(text);
    };
    let written =
        from_utf8(vm, text).and_then(|t| vm.call_method(file, &vm.names.write, &[t]).map(drop));
    if written.is_err() {
        vm.clear_exception();
    }
    written.is_ok()
}

fn write_fd(text: &str) -> bool {
    use std::io::Write;
    std::io::stderr().write_all(text.as_bytes()).is_ok()
}

fn flush(vm: &Vm, file: Option<&Ref>) {
    if let Some(file) = file
        && vm.call_method(file, &vm.names.flush, &[]).is_err()
    {
        vm.clear_exception();
    }
}

/// A `str` for output: lone surrogates as escapes, which is how standard error writes them.
fn text(r: &Ref) -> String {
    let s = as_str(r);
    if let Some(a) = s.as_ascii() {
        return a.to_owned();
    }
    let mut out = String::with_capacity(s.len());
    for c in s.units().chars() {
        match char::from_u32(c) {
            Some(c) => out.push(c),
            None => out.push_str(&format!("\\u{c:04x}")),
        }
    }
    out
}

/// `str(r)`, or `<WHAT str() failed>`.
fn safe_str(vm: &Vm, r: &Ref, what: &str) -> String {
    match vm.str(r) {
        Ok(s) => text(&s),
        Err(_) => {
            vm.clear_exception();
            format!("<{what} str() failed>")
        }
    }
}

/// `repr(r)`, or `<WHAT repr() failed>`.
fn safe_repr(vm: &Vm, r: &Ref, what: &str) -> String {
    match vm.repr(r) {
        Ok(s) => text(&s),
        Err(_) => {
            vm.clear_exception();
            format!("<{what} repr() failed>")
        }
    }
}

/// Python's idea of white space.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}
