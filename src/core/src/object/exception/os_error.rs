//! `OSError`: its arguments decide the class (`errno`), the text and the attributes.

use super::base::{self, field};
use super::{Exception, as_exception};
use crate::object::{
    GetSetDef, InitFn, MethodDef, NewFn, TypePtr, as_str, from_buf, int_to_i64, new_tuple,
    tuple_items, tuple_of,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};
use std::fmt::Write;
use tricera_text::str::StrBuf;

/// The subclass that `OSError(errno, …)` makes.
fn class_of_errno(vm: &Vm, errno: i64) -> Option<TypePtr> {
    let t = &vm.types;
    Some(match i32::try_from(errno).ok()? {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => t.blocking_io_error,
        libc::EPIPE | libc::ESHUTDOWN => t.broken_pipe_error,
        libc::ECHILD => t.child_process_error,
        libc::ECONNABORTED => t.connection_aborted_error,
        libc::ECONNREFUSED => t.connection_refused_error,
        libc::ECONNRESET => t.connection_reset_error,
        libc::EEXIST => t.file_exists_error,
        libc::ENOENT => t.file_not_found_error,
        libc::EISDIR => t.is_a_directory_error,
        libc::ENOTDIR => t.not_a_directory_error,
        libc::EINTR => t.interrupted_error,
        libc::EACCES | libc::EPERM => t.permission_error,
        libc::ESRCH => t.process_lookup_error,
        libc::ETIMEDOUT => t.timeout_error,
        _ => return None,
    })
}

/// Are the arguments for `__init__` (a subclass defines it and not `__new__`)? Otherwise `__new__` takes them all.
fn uses_init(ty: TypePtr) -> bool {
    let own_init = ty
        .slots
        .init
        .get()
        .is_some_and(|f| std::ptr::fn_addr_eq(f, init as InitFn));
    let own_new = ty
        .slots
        .new
        .get()
        .is_some_and(|f| std::ptr::fn_addr_eq(f, new as NewFn));
    !own_init && own_new
}

/// `OSError.__new__`
pub(super) fn new(vm: &Vm, cls: &Ref, args: &Args) -> PyResult {
    // SAFETY: the caller passes a live type.
    let mut ty = unsafe { TypePtr::new(cls.slot().ptr()) };
    if uses_init(ty) {
        return Ok(base::allocate(vm, cls, new_tuple(vm, [])));
    }
    args.no_keywords(vm, &ty.name_str())?;
    let given = args.positional();
    if ty == vm.types.os_error
        && let [errno, _, ..] = given
        && given.len() <= 5
        && (errno.has_kind(Kind::Int) || errno.has_kind(Kind::Bool))
        && let Some(t) = int_to_i64(errno).and_then(|n| class_of_errno(vm, n))
    {
        ty = t;
    }
    let e = base::allocate(vm, &ty.to_ref(), tuple_of(vm, given));
    fill(vm, &e, given)?;
    Ok(e)
}

/// `OSError.__init__`
pub(super) fn init(vm: &Vm, e: &Ref, args: &Args) -> PyResult<()> {
    let ty = vm.type_of(e);
    if !uses_init(ty) {
        return Ok(());
    }
    args.no_keywords(vm, &ty.name_str())?;
    as_exception(e).args.set(tuple_of(vm, args.positional()));
    fill(vm, e, args.positional())
}

/// Distributes two to five arguments over the attributes; `args` keeps only the first two if there is a file name.
fn fill(vm: &Vm, e: &Ref, given: &[Ref]) -> PyResult<()> {
    if !(2..=5).contains(&given.len()) {
        return Ok(());
    }
    let x = as_exception(e);
    x.set_extra(Exception::OS_ERRNO, Some(given[0].clone()));
    x.set_extra(Exception::OS_STRERROR, Some(given[1].clone()));
    let Some(file) = given.get(2).filter(|f| !f.is_none()) else {
        return Ok(());
    };
    let slots = &vm.type_of(file).slots;
    let is_number =
        slots.index.get().is_some() || slots.int.get().is_some() || slots.float.get().is_some();
    if vm.type_of(e) == vm.types.blocking_io_error && is_number {
        let n = written(vm, file)?;
        x.set_extra(Exception::OS_CHARACTERS_WRITTEN, Some(n));
        return Ok(());
    }
    x.set_extra(Exception::OS_FILENAME, Some(file.clone()));
    if let Some(second) = given.get(4).filter(|f| !f.is_none()) {
        x.set_extra(Exception::OS_FILENAME2, Some(second.clone()));
    }
    x.args.set(tuple_of(vm, &given[..2]));
    Ok(())
}

fn written(vm: &Vm, v: &Ref) -> PyResult {
    let n = vm.index(v)?;
    match int_to_i64(&n) {
        Some(_) => Ok(n),
        None => Err(vm.value_error(format!(
            "cannot fit '{}' into an index-sized integer",
            vm.type_of(v).name_str()
        ))),
    }
}

/// `OSError.__str__`
pub(super) fn str(vm: &Vm, e: &Ref) -> PyResult {
    let x = as_exception(e);
    let none = Ref::none;
    let mut out = StrBuf::new();
    let (errno, strerror) = (
        x.extra(Exception::OS_ERRNO),
        x.extra(Exception::OS_STRERROR),
    );
    let filename = x.extra(Exception::OS_FILENAME);
    if filename.is_none() && (errno.is_none() || strerror.is_none()) {
        return base::str(vm, e);
    }
    let errno = vm.str(&errno.unwrap_or_else(none))?;
    let strerror = vm.str(&strerror.unwrap_or_else(none))?;
    out.push_latin1(b"[Errno ");
    out.push_str(as_str(&errno).units());
    out.push_latin1(b"] ");
    out.push_str(as_str(&strerror).units());
    if let Some(f) = filename {
        let f = vm.repr(&f)?;
        let _ = write!(out, ": ");
        out.push_str(as_str(&f).units());
        if let Some(f) = x.extra(Exception::OS_FILENAME2) {
            let f = vm.repr(&f)?;
            let _ = write!(out, " -> ");
            out.push_str(as_str(&f).units());
        }
    }
    from_buf(vm, out)
}

/// `args` as they were given, file names included.
fn reduce(vm: &Vm, e: &Ref) -> PyResult {
    let x = as_exception(e);
    let mut args = base::args_of(vm, e);
    // SAFETY: `args` is always a tuple.
    let items = unsafe { tuple_items(&args) };
    if let ([errno, strerror], Some(file)) = (items, x.extra(Exception::OS_FILENAME)) {
        let mut all = vec![errno.clone(), strerror.clone(), file];
        if let Some(second) = x.extra(Exception::OS_FILENAME2) {
            all.push(Ref::none());
            all.push(second);
        }
        args = new_tuple(vm, all);
    }
    let mut parts = vec![vm.type_of(e).to_ref(), args];
    parts.extend(base::state_dict(vm, e));
    Ok(new_tuple(vm, parts))
}

fn get_written(vm: &Vm, e: &Ref) -> PyResult {
    match as_exception(e).extra(Exception::OS_CHARACTERS_WRITTEN) {
        Some(n) if int_to_i64(&n) != Some(-1) => Ok(n),
        _ => Err(vm.attribute_error_message("characters_written")),
    }
}

fn set_written(vm: &Vm, e: &Ref, v: Option<&Ref>) -> PyResult<()> {
    let n = match v {
        Some(v) => Some(written(vm, v)?),
        None => {
            get_written(vm, e)?;
            None
        }
    };
    as_exception(e).set_extra(Exception::OS_CHARACTERS_WRITTEN, n);
    Ok(())
}

pub(super) static METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", reduce)];

pub(super) static FIELDS: [GetSetDef; 5] = [
    field::<{ Exception::OS_ERRNO }>("errno"),
    field::<{ Exception::OS_STRERROR }>("strerror"),
    field::<{ Exception::OS_FILENAME }>("filename"),
    field::<{ Exception::OS_FILENAME2 }>("filename2"),
    GetSetDef::get_set("characters_written", get_written, set_written),
];
