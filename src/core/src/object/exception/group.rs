//! `BaseExceptionGroup` and `ExceptionGroup` (PEP 654).

use super::base;
use super::{Exception, as_exception};
use crate::object::{
    GetSetDef, MethodDef, TypeObj, TypePtr, as_str, as_tuple, class_getitem, flags, from_buf,
    new_list, new_tuple, tuple_items, tuple_of,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};
use std::fmt::Write;
use tricera_text::str::StrBuf;

/// `BaseExceptionGroup.__new__`
pub(super) fn new(vm: &Vm, cls: &Ref, args: &Args) -> PyResult {
    const NAME: &str = "BaseExceptionGroup.__new__";
    let given = args.positional();
    let [message, excs] = given else {
        return Err(vm.type_error(format!(
            "{NAME}() takes exactly 2 arguments ({} given)",
            given.len()
        )));
    };
    if !message.has_kind(Kind::Str) {
        return Err(vm.type_error(format!(
            "{NAME}() argument 1 must be str, not {}",
            super::type_or_none(vm, message)
        )));
    }
    if !is_sequence(vm, excs) {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    // What a sequence of an unknown type looks like now is what repr() shows later.
    let shown = match excs.kind() {
        Kind::List | Kind::Tuple => None,
        _ => Some(vm.repr(excs)?),
    };
    let items = vm.collect(excs)?;
    if items.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let mut only_exceptions = true;
    for (i, e) in items.iter().enumerate() {
        if !e.has_kind(Kind::Exception) {
            return Err(vm.value_error(format!(
                "Item {i} of second argument (exceptions) is not an exception"
            )));
        }
        only_exceptions &= vm.is_instance_of(e, vm.types.exception);
    }
    // SAFETY: the caller passes a live type.
    let mut ty = unsafe { TypePtr::new(cls.slot().ptr()) };
    if ty == vm.types.base_exception_group {
        if only_exceptions {
            ty = vm.types.exception_group;
        }
    } else if !only_exceptions && ty == vm.types.exception_group {
        return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    } else if !only_exceptions && ty.is_subtype(vm.types.exception) {
        return Err(vm.type_error(format!("Cannot nest BaseExceptions in '{}'", ty.name_str())));
    }
    let e = base::allocate(vm, &ty.to_ref(), tuple_of(vm, given));
    let x = as_exception(&e);
    x.set_extra(Exception::GROUP_MESSAGE, Some(message.clone()));
    x.set_extra(Exception::GROUP_EXCEPTIONS, Some(new_tuple(vm, items)));
    x.set_extra(Exception::GROUP_SHOWN, shown);
    Ok(e)
}

/// `PySequence_Check`: subscriptable and not a mapping by nature.
fn is_sequence(vm: &Vm, r: &Ref) -> bool {
    let t = vm.type_of(r);
    !matches!(r.kind(), Kind::Dict | Kind::Set | Kind::FrozenSet)
        && t.slots.binary[crate::object::BinaryOp::Subscr as usize]
            .get()
            .is_some()
}

/// `exceptions` of a group, a tuple.
pub fn group_exceptions(vm: &Vm, e: &Ref) -> Ref {
    as_exception(e)
        .extra(Exception::GROUP_EXCEPTIONS)
        .unwrap_or_else(|| new_tuple(vm, []))
}

fn message_of(vm: &Vm, e: &Ref) -> Ref {
    as_exception(e)
        .extra(Exception::GROUP_MESSAGE)
        .unwrap_or_else(|| vm.names.empty.clone())
}

/// `BaseExceptionGroup.__str__`
pub(super) fn str(vm: &Vm, e: &Ref) -> PyResult {
    let n = as_tuple(&group_exceptions(vm, e)).map_or(0, <[Ref]>::len);
    let s = if n == 1 { "" } else { "s" };
    let mut out = StrBuf::new();
    out.push_str(as_str(&message_of(vm, e)).units());
    let _ = write!(out, " ({n} sub-exception{s})");
    from_buf(vm, out)
}

/// `BaseExceptionGroup.__repr__`: the exceptions in the kind of sequence they were given in.
pub(super) fn repr(vm: &Vm, e: &Ref) -> PyResult {
    let exceptions = group_exceptions(vm, e);
    let args = base::args_of(vm, e);
    // SAFETY: `args` and `exceptions` are always tuples.
    let (items, given) = unsafe { (tuple_items(&exceptions), tuple_items(&args)) };
    let shown = match (as_exception(e).extra(Exception::GROUP_SHOWN), given) {
        (Some(s), _) => s,
        (None, [_, l]) if l.has_kind(Kind::List) => vm.repr(&new_list(vm, items.to_vec()))?,
        _ => vm.repr(&exceptions)?,
    };
    let message = vm.repr(&message_of(vm, e))?;
    let mut out = StrBuf::from(vm.type_of(e).name_str().as_str());
    out.push(b'('.into());
    out.push_str(as_str(&message).units());
    out.push_latin1(b", ");
    out.push_str(as_str(&shown).units());
    out.push(b')'.into());
    from_buf(vm, out)
}

/// `derive(excs)`: the default makes a plain group with the same message.
fn derive(vm: &Vm, e: &Ref, excs: &Ref) -> PyResult {
    let args = [message_of(vm, e), excs.clone()];
    vm.call_positional(&vm.types.base_exception_group.to_ref(), &args)
}

/// A group like `orig` of some of its exceptions: made by its `derive`, with its traceback, chain and notes.
fn subset(vm: &Vm, orig: &Ref, excs: Vec<Ref>) -> PyResult<Option<Ref>> {
    if excs.is_empty() {
        return Ok(None);
    }
    let g = vm.call_method_str(orig, "derive", &[new_list(vm, excs)])?;
    if !vm.is_instance_of(&g, vm.types.base_exception_group) {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    let (from, to) = (as_exception(orig), as_exception(&g));
    to.set_traceback(from.traceback(vm));
    drop(to.context.replace(from.context.get()));
    drop(to.cause.replace(from.cause.get()));
    to.suppress_context.set(true);
    to.suppress_context.set(from.suppress_context.get());
    if let Some(notes) = vm.get_attr_opt(orig, &vm.names.notes)? {
        // A sequence is copied, so that notes added to one do not show in the other.
        if is_sequence(vm, &notes) {
            let copy = new_list(vm, vm.collect(&notes)?);
            vm.set_attr(&g, &vm.names.notes, &copy)?;
        }
    }
    Ok(Some(g))
}

/// What `split` and `subgroup` select by.
enum Matcher<'a> {
    Types(&'a Ref),
    Predicate(&'a Ref),
}

impl<'a> Matcher<'a> {
    fn new(vm: &Vm, value: &'a Ref) -> PyResult<Matcher<'a>> {
        let is_type = value.has_kind(Kind::Type);
        if !is_type && !value.has_kind(Kind::Tuple) && vm.is_callable(value) {
            return Ok(Matcher::Predicate(value));
        }
        let is_exception = |t: &Ref| {
            t.has_kind(Kind::Type)
                // SAFETY: the kind says so.
                && unsafe { t.cast::<TypeObj>() }.is_subtype(vm.types.base_exception)
        };
        let all = match as_tuple(value) {
            Some(items) => items.iter().all(is_exception),
            None => is_exception(value),
        };
        match all {
            true => Ok(Matcher::Types(value)),
            false => Err(vm.type_error(
                "expected an exception type, a tuple of exception types, or a callable (other than a class)",
            )),
        }
    }

    fn matches(&self, vm: &Vm, e: &Ref) -> PyResult<bool> {
        match self {
            Matcher::Types(t) => Ok(vm.exception_matches(e, t)),
            Matcher::Predicate(f) => {
                let r = vm.call_one(f, e)?;
                vm.is_true(&r)
            }
        }
    }
}

/// The part of `e` that matches and, if `want_rest`, the part that does not.
fn split_by(
    vm: &Vm,
    e: &Ref,
    m: &Matcher<'_>,
    want_rest: bool,
) -> PyResult<(Option<Ref>, Option<Ref>)> {
    vm.enter_native(" in exceptiongroup_split_recursive")?;
    if m.matches(vm, e)? {
        return Ok((Some(e.clone()), None));
    }
    if !vm.is_instance_of(e, vm.types.base_exception_group) {
        return Ok((None, want_rest.then(|| e.clone())));
    }
    let all = group_exceptions(vm, e);
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    // SAFETY: `exceptions` is a tuple, and `all` keeps it alive.
    for inner in unsafe { tuple_items(&all) } {
        let (a, b) = split_by(vm, inner, m, want_rest)?;
        yes.extend(a);
        no.extend(b);
    }
    Ok((subset(vm, e, yes)?, subset(vm, e, no)?))
}

fn split(vm: &Vm, e: &Ref, by: &Ref) -> PyResult {
    let (yes, no) = split_by(vm, e, &Matcher::new(vm, by)?, true)?;
    let or_none = |r: Option<Ref>| r.unwrap_or_else(Ref::none);
    Ok(new_tuple(vm, [or_none(yes), or_none(no)]))
}

fn subgroup(vm: &Vm, e: &Ref, by: &Ref) -> PyResult {
    let (yes, _) = split_by(vm, e, &Matcher::new(vm, by)?, false)?;
    Ok(yes.unwrap_or_else(Ref::none))
}

pub(super) static METHODS: [MethodDef; 4] = [
    MethodDef::one("derive", derive).text_signature("excs, /"),
    MethodDef::one("split", split).text_signature("matcher_value, /"),
    MethodDef::one("subgroup", subgroup).text_signature("matcher_value, /"),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
];

pub(super) static FIELDS: [GetSetDef; 2] = [
    GetSetDef::get("message", base::member::<{ Exception::GROUP_MESSAGE }>),
    GetSetDef::get(
        "exceptions",
        base::member::<{ Exception::GROUP_EXCEPTIONS }>,
    ),
];

/// Gives `ExceptionGroup` its second base, `Exception`: the table of types knows one base each.
pub(crate) fn finish(vm: &Vm) {
    let t = &vm.types;
    let eg = t.exception_group;
    let bases = vec![t.base_exception_group.to_ref(), t.exception.to_ref()];
    eg.bases.set(new_tuple(vm, bases));
    let mro = [
        eg,
        t.base_exception_group,
        t.exception,
        t.base_exception,
        t.object,
    ];
    let mro: Vec<Ref> = mro.iter().map(|t| t.to_ref()).collect();
    eg.mro.set(new_tuple(vm, mro));
    t.exception.add_subclass(eg);
    // It alone of the exceptions is made like a class, which shows.
    eg.set_flag(flags::WEAKREFS, true);
    let module = vm.interned.intern_str(vm, "builtins");
    let added = eg.dict().set_str(vm, &vm.names.module, module);
    debug_assert!(added.is_ok(), "nothing of these names is there");
    let added = crate::object::types::add_weakref_descriptor(vm, &eg);
    debug_assert!(added.is_ok());
    eg.modified();
}
