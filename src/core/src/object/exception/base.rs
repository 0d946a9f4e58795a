//! `BaseException`: construction, `args`, the chain, notes, pickling, texts; and what all exception types share.

use super::{Exception, as_exception};
use crate::object::{
    GetSetDef, MethodDef, TypeObj, TypePtr, as_dict, as_list, instance_dict, instance_dict_opt,
    new_list, new_object, new_tuple, set_instance_dict, tuple_items, tuple_of,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

/// `BaseException.__new__`
pub(super) fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let args = tuple_of(vm, args.positional());
    Ok(allocate(vm, ty, args))
}

/// Calling a builtin exception type whose `__new__` and `__init__` do nothing but keep the arguments.
pub(super) fn make(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    if !args.kw_names().is_empty() {
        // SAFETY: the caller passes a live type.
        let name = unsafe { ty.cast::<TypeObj>() }.name_str();
        args.no_keywords(vm, &name)?;
    }
    Ok(allocate(vm, ty, tuple_of(vm, args.positional())))
}

/// A new exception of type `ty`, which must be an exception type.
pub(super) fn allocate(vm: &Vm, ty: &Ref, args: Ref) -> Ref {
    // SAFETY: the caller passes a live type.
    let ty = unsafe { TypePtr::new(ty.slot().ptr()) };
    new_object(vm, ty, Exception::new(args))
}

/// `BaseException.__init__`
pub(super) fn init(vm: &Vm, e: &Ref, args: &Args) -> PyResult<()> {
    if !args.kw_names().is_empty() {
        args.no_keywords(vm, &vm.type_of(e).name_str())?;
    }
    set_args(vm, e, args);
    Ok(())
}

/// Sets `args` to the positional arguments. `__new__` has usually done so already, with the same values.
pub(super) fn set_args(vm: &Vm, e: &Ref, args: &Args) {
    let x = as_exception(e);
    let now = x.args.slot();
    let given = args.positional();
    let same = !now.is_null() && {
        // SAFETY: `args` is always a tuple, and nothing runs while it is compared.
        let t = unsafe { tuple_items(Ref::view(&now)) };
        t.len() == given.len() && t.iter().zip(given).all(|(a, b)| a.is(b))
    };
    if !same {
        x.args.set(tuple_of(vm, given));
    }
}

/// The items of `args`.
pub(super) fn args_of(vm: &Vm, e: &Ref) -> Ref {
    vm.exception_args(e)
}

/// `BaseException.__str__`
pub(super) fn str(vm: &Vm, e: &Ref) -> PyResult {
    let args = args_of(vm, e);
    // SAFETY: `args` is always a tuple.
    match unsafe { tuple_items(&args) } {
        [] => Ok(vm.names.empty.clone()),
        [one] => vm.str(one),
        _ => vm.str(&args),
    }
}

/// `BaseException.__repr__`
pub(super) fn repr(vm: &Vm, e: &Ref) -> PyResult {
    let args = args_of(vm, e);
    let mut out = tricera_text::str::StrBuf::from(vm.type_of(e).name_str().as_str());
    // SAFETY: `args` is always a tuple.
    match unsafe { tuple_items(&args) } {
        [one] => {
            let r = vm.repr(one)?;
            out.push(b'('.into());
            out.push_str(crate::object::as_str(&r).units());
            out.push(b')'.into());
        }
        _ => {
            let r = vm.repr(&args)?;
            out.push_str(crate::object::as_str(&r).units());
        }
    }
    crate::object::from_buf(vm, out)
}

/// The instance dict if there is one with something in it.
pub(super) fn state_dict(vm: &Vm, e: &Ref) -> Option<Ref> {
    instance_dict_opt(vm, e)
}

fn reduce(vm: &Vm, e: &Ref) -> PyResult {
    let mut parts = vec![vm.type_of(e).to_ref(), args_of(vm, e)];
    parts.extend(state_dict(vm, e));
    Ok(new_tuple(vm, parts))
}

fn setstate(vm: &Vm, e: &Ref, state: &Ref) -> PyResult {
    if state.is_none() {
        return Ok(Ref::none());
    }
    if !state.has_kind(Kind::Dict) {
        return Err(vm.type_error("state is not a dictionary"));
    }
    let d = as_dict(state);
    let mut i = 0;
    while let Some(entry) = d.next_entry(&mut i) {
        // SAFETY: the entry was just read; the references are taken before anything else runs.
        let (k, v) = unsafe {
            (
                Ref::new_reference(entry.key),
                Ref::new_reference(entry.value),
            )
        };
        vm.set_attr(e, &k, &v)?;
    }
    Ok(Ref::none())
}

fn with_traceback(vm: &Vm, e: &Ref, tb: &Ref) -> PyResult {
    set_traceback(vm, e, Some(tb))?;
    Ok(e.clone())
}

fn add_note(vm: &Vm, e: &Ref, note: &Ref) -> PyResult {
    if !note.has_kind(Kind::Str) {
        return Err(vm.type_error(format!(
            "add_note() argument must be str, not {}",
            vm.type_of(note).name_str()
        )));
    }
    let notes = match vm.get_attr_opt(e, &vm.names.notes)? {
        Some(n) => n,
        None => {
            let n = new_list(vm, []);
            vm.set_attr(e, &vm.names.notes, &n)?;
            n
        }
    };
    if !notes.has_kind(Kind::List) {
        return Err(vm.type_error("Cannot add note: __notes__ is not a list"));
    }
    as_list(&notes).push(vm, note.clone())?;
    Ok(Ref::none())
}

fn get_args(vm: &Vm, e: &Ref) -> PyResult {
    Ok(args_of(vm, e))
}

fn set_args_attribute(vm: &Vm, e: &Ref, v: Option<&Ref>) -> PyResult<()> {
    let Some(v) = v else {
        return Err(vm.type_error("args may not be deleted"));
    };
    let items = vm.collect(v)?;
    as_exception(e).args.set(new_tuple(vm, items));
    Ok(())
}

fn get_traceback(vm: &Vm, e: &Ref) -> PyResult {
    Ok(as_exception(e).traceback(vm).unwrap_or_else(Ref::none))
}

fn set_traceback(vm: &Vm, e: &Ref, v: Option<&Ref>) -> PyResult<()> {
    let x = as_exception(e);
    match v {
        None => Err(vm.type_error("__traceback__ may not be deleted")),
        Some(v) if v.is_none() => {
            x.set_traceback(None);
            Ok(())
        }
        Some(v) if v.has_kind(Kind::Traceback) => {
            x.set_traceback(Some(v.clone()));
            Ok(())
        }
        Some(_) => Err(vm.type_error("__traceback__ must be a traceback or None")),
    }
}

/// The exception or nothing that is to become `__context__` or `__cause__`.
fn link(vm: &Vm, v: Option<&Ref>, name: &str, what: &str) -> PyResult<Option<Ref>> {
    match v {
        None => Err(vm.type_error(format!("{name} may not be deleted"))),
        Some(v) if v.is_none() => Ok(None),
        Some(v) if v.has_kind(Kind::Exception) => Ok(Some(v.clone())),
        Some(_) => Err(vm.type_error(format!(
            "exception {what} must be None or derive from BaseException"
        ))),
    }
}

fn get_context(_: &Vm, e: &Ref) -> PyResult {
    Ok(as_exception(e).context.get().unwrap_or_else(Ref::none))
}

fn set_context(vm: &Vm, e: &Ref, v: Option<&Ref>) -> PyResult<()> {
    let v = link(vm, v, "__context__", "context")?;
    drop(as_exception(e).context.replace(v));
    Ok(())
}

fn get_cause(_: &Vm, e: &Ref) -> PyResult {
    Ok(as_exception(e).cause.get().unwrap_or_else(Ref::none))
}

fn set_cause(vm: &Vm, e: &Ref, v: Option<&Ref>) -> PyResult<()> {
    let v = link(vm, v, "__cause__", "cause")?;
    as_exception(e).suppress_context.set(true);
    drop(as_exception(e).cause.replace(v));
    Ok(())
}

fn get_suppress(_: &Vm, e: &Ref) -> PyResult {
    Ok(Ref::bool(as_exception(e).suppress_context.get()))
}

fn set_suppress(vm: &Vm, e: &Ref, v: Option<&Ref>) -> PyResult<()> {
    match v {
        None => Err(vm.type_error("can't delete numeric/char attribute")),
        Some(v) if v.has_kind(Kind::Bool) => {
            as_exception(e).suppress_context.set(v.is_true());
            Ok(())
        }
        Some(_) => Err(vm.type_error("attribute value type must be bool")),
    }
}

fn get_dict(vm: &Vm, e: &Ref) -> PyResult {
    Ok(instance_dict(vm, e)?.unwrap_or_else(Ref::none))
}

fn set_dict(vm: &Vm, e: &Ref, v: Option<&Ref>) -> PyResult<()> {
    match v {
        None => Err(vm.type_error("cannot delete __dict__")),
        Some(v) if v.has_kind(Kind::Dict) => {
            set_instance_dict(vm, e, v.clone());
            Ok(())
        }
        Some(v) => Err(vm.type_error(format!(
            "__dict__ must be set to a dictionary, not a '{}'",
            vm.type_of(v).name_str()
        ))),
    }
}

pub(super) static METHODS: [MethodDef; 4] = [
    MethodDef::no_args("__reduce__", reduce),
    MethodDef::one("__setstate__", setstate).text_signature("state, /"),
    MethodDef::one("with_traceback", with_traceback)
        .text_signature("tb, /")
        .doc("Set self.__traceback__ to tb and return self."),
    MethodDef::one("add_note", add_note)
        .text_signature("note, /")
        .doc("Add a note to the exception"),
];

pub(super) static GETSET: [GetSetDef; 6] = [
    GetSetDef::get_set("args", get_args, set_args_attribute),
    GetSetDef::get_set("__traceback__", get_traceback, set_traceback),
    GetSetDef::get_set("__context__", get_context, set_context),
    GetSetDef::get_set("__cause__", get_cause, set_cause),
    GetSetDef::get_set("__suppress_context__", get_suppress, set_suppress),
    GetSetDef::get_set("__dict__", get_dict, set_dict),
];

/// The attribute kept at `I` of the exception's own, None if it is not set.
pub(super) fn member<const I: usize>(_: &Vm, e: &Ref) -> PyResult {
    Ok(as_exception(e).extra(I).unwrap_or_else(Ref::none))
}

/// Sets or deletes the attribute kept at `I`.
pub(super) fn set_member<const I: usize>(_: &Vm, e: &Ref, v: Option<&Ref>) -> PyResult<()> {
    as_exception(e).set_extra(I, v.cloned());
    Ok(())
}

/// The descriptor of the attribute kept at `I`.
pub(super) const fn field<const I: usize>(name: &'static str) -> GetSetDef {
    GetSetDef::get_set(name, member::<I>, set_member::<I>)
}

/// Stores the keyword arguments among `names` at the places that go with them; any other is refused.
pub(super) fn keywords_to_fields(
    vm: &Vm,
    e: &Ref,
    type_name: &str,
    args: &Args,
    names: &[(&str, usize)],
) -> PyResult<()> {
    let x = as_exception(e);
    for (_, at) in names {
        x.set_extra(*at, None);
    }
    for (name, value) in args.keywords() {
        let text = crate::object::str_to_string(name);
        match names.iter().find(|(n, _)| *n == text) {
            Some((_, at)) => x.set_extra(*at, Some(value.clone())),
            None => {
                return Err(vm.type_error(format!(
                    "{type_name}() got an unexpected keyword argument '{text}'"
                )));
            }
        }
    }
    Ok(())
}
