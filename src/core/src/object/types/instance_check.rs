//! `isinstance()` and `issubclass()`.

use super::generic_alias::GenericAlias;
use super::mro::as_type;
use super::union::{Union, union_args};
use crate::object::{as_tuple, downcast, tuple_items};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};

/// `isinstance(obj, class)`
pub fn is_instance(vm: &Vm, obj: &Ref, class: &Ref) -> PyResult<bool> {
    if vm.type_of(obj).is(class) {
        return Ok(true);
    }
    if vm.type_of(class) == vm.types.type_ {
        return match is_plain_instance(vm, obj, class) {
            Some(answer) => Ok(answer),
            None => real_is_instance(vm, obj, class),
        };
    }
    if let Some(u) = downcast::<Union>(vm, class) {
        return any(vm, obj, union_args(u), is_instance);
    }
    if let Some(classes) = as_tuple(class) {
        if let Some(answer) = is_plain_instance_of_any(vm, obj, classes) {
            return Ok(answer);
        }
        vm.enter_native(" in __instancecheck__")?;
        return any(vm, obj, classes, is_instance);
    }
    if is_asked_as_type(vm, class, &vm.names.instancecheck)
        && let Some(answer) = is_plain_instance(vm, obj, class)
    {
        return Ok(answer);
    }
    vm.enter_native(" in __instancecheck__")?;
    match vm.call_special(class, &vm.names.instancecheck, std::slice::from_ref(obj))? {
        Some(r) => vm.is_true(&r),
        None => real_is_instance(vm, obj, class),
    }
}

/// Is this a class whose metaclass has the check of this name from `type`?
#[inline]
fn is_asked_as_type(vm: &Vm, class: &Ref, check: &Ref) -> bool {
    class.has_kind(Kind::Type) && {
        let own = vm.type_of(class).lookup_slot(vm, check);
        own.borrow() == vm.types.type_.lookup_slot(vm, check).borrow()
    }
}

/// [`is_instance`] for a class of metaclass `type`, or one that inherits the check from it, where no code of a program can have a say in it: None if it may.
#[inline]
fn is_plain_instance(vm: &Vm, obj: &Ref, class: &Ref) -> Option<bool> {
    let (own, ty) = (vm.type_of(obj), as_type(class).ptr());
    if own.is_subtype(ty) {
        return Some(true);
    }
    // `obj.__class__` could still say something else.
    own.has_plain_class(vm).then_some(false)
}

/// Is the object in a word an instance of one of such classes, in a tuple? None where that is no tuple, too.
///
/// # Safety
/// Both words are live.
pub unsafe fn is_plain_instance_of_tuple(vm: &Vm, obj: Slot, classes: Slot) -> Option<bool> {
    // SAFETY: see above; the kind says what it is, and nothing runs.
    unsafe {
        if !classes.is_exact(Kind::Tuple) {
            return None;
        }
        is_plain_instance_of_any(vm, Ref::view(&obj), tuple_items(Ref::view(&classes)))
    }
}

/// The same for a tuple of such classes.
#[inline]
fn is_plain_instance_of_any(vm: &Vm, obj: &Ref, classes: &[Ref]) -> Option<bool> {
    let own = vm.type_of(obj);
    for c in classes {
        if own.is(c) {
            return Some(true);
        }
        if vm.type_of(c) != vm.types.type_ {
            return None;
        }
        if own.is_subtype(as_type(c).ptr()) {
            return Some(true);
        }
    }
    own.has_plain_class(vm).then_some(false)
}

/// `issubclass(derived, class)`
pub fn is_subclass(vm: &Vm, derived: &Ref, class: &Ref) -> PyResult<bool> {
    if vm.type_of(class) == vm.types.type_ {
        if derived.has_kind(Kind::Type) {
            return Ok(as_type(derived).is_subtype(as_type(class).ptr()));
        }
        return real_is_subclass(vm, derived, class);
    }
    if let Some(u) = downcast::<Union>(vm, class) {
        return any(vm, derived, union_args(u), is_subclass);
    }
    if let Some(classes) = as_tuple(class) {
        vm.enter_native(" in __subclasscheck__")?;
        return any(vm, derived, classes, is_subclass);
    }
    if derived.has_kind(Kind::Type) && is_asked_as_type(vm, class, &vm.names.subclasscheck) {
        return Ok(as_type(derived).is_subtype(as_type(class).ptr()));
    }
    vm.enter_native(" in __subclasscheck__")?;
    match vm.call_special(
        class,
        &vm.names.subclasscheck,
        std::slice::from_ref(derived),
    )? {
        Some(r) => vm.is_true(&r),
        None => real_is_subclass(vm, derived, class),
    }
}

fn any(
    vm: &Vm,
    x: &Ref,
    classes: &[Ref],
    check: fn(&Vm, &Ref, &Ref) -> PyResult<bool>,
) -> PyResult<bool> {
    // A check may run code that drops the tuple.
    let held: smallvec::SmallVec<[Ref; 8]> = classes.iter().cloned().collect();
    for c in &held {
        if check(vm, x, c)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `__bases__` of something that plays a class, if it is a tuple.
fn bases_of(vm: &Vm, class: &Ref) -> PyResult<Option<Ref>> {
    Ok(vm
        .get_attr_opt(class, &vm.names.bases)?
        .filter(|b| b.has_kind(Kind::Tuple)))
}

fn must_be_class(vm: &Vm, class: &Ref, message: &str) -> PyResult<()> {
    if bases_of(vm, class)?.is_some() {
        return Ok(());
    }
    Err(vm.type_error(message))
}

fn parameterized(vm: &Vm, function: &str) -> Raised {
    vm.type_error(format!(
        "{function}() argument 2 cannot be a parameterized generic"
    ))
}

/// `isinstance` without `__instancecheck__`: the type of `obj`, or what its `__class__` says.
pub fn real_is_instance(vm: &Vm, obj: &Ref, class: &Ref) -> PyResult<bool> {
    if class.has_kind(Kind::Type) {
        let ty = as_type(class).ptr();
        let own = vm.type_of(obj);
        if own.is_subtype(ty) {
            return Ok(true);
        }
        return Ok(match vm.get_attr_opt(obj, &vm.names.class_)? {
            Some(c) if c.has_kind(Kind::Type) && !own.is(&c) => as_type(&c).is_subtype(ty),
            _ => false,
        });
    }
    if downcast::<GenericAlias>(vm, class).is_some() {
        return Err(parameterized(vm, "isinstance"));
    }
    must_be_class(
        vm,
        class,
        "isinstance() arg 2 must be a type, a tuple of types, or a union",
    )?;
    match vm.get_attr_opt(obj, &vm.names.class_)? {
        Some(c) => abstract_is_subclass(vm, &c, class),
        None => Ok(false),
    }
}

/// `issubclass` without `__subclasscheck__`.
pub fn real_is_subclass(vm: &Vm, derived: &Ref, class: &Ref) -> PyResult<bool> {
    if derived.has_kind(Kind::Type) && class.has_kind(Kind::Type) {
        return Ok(as_type(derived).is_subtype(as_type(class).ptr()));
    }
    must_be_class(vm, derived, "issubclass() arg 1 must be a class")?;
    if downcast::<GenericAlias>(vm, class).is_some() {
        return Err(parameterized(vm, "issubclass"));
    }
    must_be_class(
        vm,
        class,
        "issubclass() arg 2 must be a class, a tuple of classes, or a union",
    )?;
    abstract_is_subclass(vm, derived, class)
}

/// Walks `__bases__` for objects that only look like classes.
fn abstract_is_subclass(vm: &Vm, derived: &Ref, class: &Ref) -> PyResult<bool> {
    vm.enter_native(" in __issubclass__")?;
    let mut derived = derived.clone();
    loop {
        if derived.is(class) {
            return Ok(true);
        }
        let Some(bases) = bases_of(vm, &derived)? else {
            return Ok(false);
        };
        match as_tuple(&bases).unwrap_or(&[]) {
            [] => return Ok(false),
            [one] => derived = one.clone(),
            several => {
                return any(vm, class, several, |vm, c, b| {
                    abstract_is_subclass(vm, b, c)
                });
            }
        }
    }
}
