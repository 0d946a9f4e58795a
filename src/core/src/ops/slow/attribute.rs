//! Attributes.

use super::{at, drop_entries, finish, replace};
use crate::frame::Frame;
use crate::modules::collections::tuplegetter::item_of;
use crate::object::{
    Attributes, ClassMethod, Field, GetAttrFn, GetSetDescriptor, MethodDescriptor, Module,
    Resolved, Shape, StaticMethod, Super, TypeObj, TypePtr, Way, inline_capacity, instance_get,
    is_interned, new_bound_method, new_object, payload,
};
use crate::ops::Outcome;
use crate::ops::resolve::{hinted_entry, name_at, resolve_load, resolve_store, version_of};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_code::opcode::op;

/// What a LOAD_ATTR with this operand is after, for the table of lookups.
#[inline(always)]
pub(crate) const fn load_purpose(arg: u32) -> u64 {
    op::LOAD_ATTR as u64 | (arg as u64 & 1) << 8
}

/// How an attribute of objects like `obj` is loaded, from the table or found out now. `name` must be interned.
#[inline(always)]
unsafe fn resolved(vm: &Vm, obj: &Ref, name: &Ref, purpose: u64) -> Resolved {
    unsafe {
        let key = name.slot().borrow().0;
        match vm.attribute_cache.find(version_of(obj), key, purpose) {
            Some(r) => r,
            None => {
                let r = resolve_load(vm, obj, name, purpose == load_purpose(1));
                vm.attribute_cache.remember(key, purpose, r);
                r
            }
        }
    }
}

/// What is known of an attribute without running anything.
pub(crate) enum Stored {
    Value(Ref),
    /// There is none, and nobody to be asked for it.
    Missing,
    Unknown,
}

/// The attribute of an object that has it itself, or whose class holds it as it is. `name` must be interned.
#[inline]
pub(crate) fn stored_attribute(vm: &Vm, obj: &Ref, name: &Ref) -> Stored {
    if !vm.uses_attribute_cache() {
        return Stored::Unknown;
    }
    // SAFETY: offsets are those of the object's shape, and what the class holds is alive while the version is good.
    unsafe {
        if obj.has_kind(Kind::Type) {
            return match class_attribute(vm, obj, name, false) {
                Some((v, _)) => Stored::Value(Ref::from_slot(v)),
                None => Stored::Unknown,
            };
        }
        if obj.has_kind(Kind::Module) {
            return attribute_of_module(vm, obj, name);
        }
        let found = resolved(vm, obj, name, load_purpose(0));
        let word = match found.form {
            op::LOAD_ATTR_INSTANCE_VALUE | op::LOAD_ATTR_SLOT => {
                let h = obj.slot().header();
                *h.byte_add(found.index as usize).cast::<Slot>()
            }
            op::LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES => Slot(found.pointer),
            op::LOAD_ATTR if found.pointer == 0 && found.index == Way::Missing as u32 => {
                return Stored::Missing;
            }
            op::LOAD_ATTR if found.pointer == 0 && found.index == Way::Own as u32 => {
                let v = instance_get(vm, obj, name);
                return match v.is_null() {
                    true => Stored::Missing,
                    false => Stored::Value(Ref::new_reference(v)),
                };
            }
            op::LOAD_ATTR_WITH_HINT => match hinted_entry(obj.slot(), found.index, name.slot()) {
                Some(e) => (*e).value,
                None => return Stored::Unknown,
            },
            _ => return Stored::Unknown,
        };
        match word.is_null() {
            true => Stored::Unknown,
            false => Stored::Value(Ref::new_reference(word)),
        }
    }
}

/// The attribute of a module that its namespace has and nothing in its class comes before.
fn attribute_of_module(vm: &Vm, module: &Ref, name: &Ref) -> Stored {
    let ty = vm.type_of(module);
    if ty != vm.types.module || !ty.lookup_slot(vm, name).is_null() {
        return Stored::Unknown;
    }
    match payload::<Module>(module).namespace().get_str_ref(name) {
        Some(v) => Stored::Value(v),
        // The module may have a `__getattr__`.
        None => Stored::Unknown,
    }
}

/// Has the object an attribute of this name, which would be a method of its class? False where that is not known. `name` must be interned.
#[inline]
pub(crate) fn has_plain_method(vm: &Vm, obj: &Ref, name: &Ref) -> bool {
    if !vm.uses_attribute_cache() || obj.has_kind(Kind::Type) || obj.has_kind(Kind::Module) {
        return false;
    }
    // SAFETY: what the class holds is alive while the version is good.
    unsafe {
        let found = resolved(vm, obj, name, load_purpose(0));
        let by_class = found.form == op::LOAD_ATTR && found.index == Way::Descriptor as u32;
        by_class
            && found.pointer != 0
            && vm
                .type_of(Ref::view(&Slot(found.pointer)))
                .has(crate::object::flags::METHOD_DESCRIPTOR)
    }
}

/// LOAD_ATTR: name in `arg >> 1`; with the low bit, `obj` → `function, self` or `attribute, NULL`.
pub unsafe fn load_attr(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let name = name_at(frame, arg >> 1);
        let obj = at(sp, 0);
        if !vm.uses_attribute_cache() {
            return load_general(vm, frame, sp, name, arg);
        }
        if !obj.slot().is_pointer() {
            // Ints and floats in the word have nothing but what their type holds.
            let f = vm.type_of(obj).lookup_slot(vm, name);
            if arg & 1 == 0 || f.is_null() || !is_method(vm, f) {
                return load_general(vm, frame, sp, name, arg);
            }
            *sp = *sp.sub(1);
            *sp.sub(1) = f.new_ref();
            return Outcome::next(sp.add(1));
        }
        let found = resolved(vm, obj, name, load_purpose(arg));
        let word = |offset: u32| *obj.slot().header().byte_add(offset as usize).cast::<Slot>();
        let value = match found.form {
            op::LOAD_ATTR_INSTANCE_VALUE => word(found.index).incref(),
            op::LOAD_ATTR_SLOT if !word(found.index).is_null() => word(found.index).incref(),
            op::LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES => Slot(found.pointer).incref(),
            op::LOAD_ATTR_METHOD_WITH_VALUES => return method(sp, Slot(found.pointer)),
            op::LOAD_ATTR_METHOD_LAZY_DICT if word(found.index).is_null() => {
                return method(sp, Slot(found.pointer));
            }
            op::LOAD_ATTR if found.pointer != 0 => {
                return match load_from_class(vm, frame, sp, name, found) {
                    Some(outcome) => outcome,
                    None => load_general(vm, frame, sp, name, arg),
                };
            }
            _ => return load_general(vm, frame, sp, name, arg),
        };
        let p = drop_entries(frame, sp, 1);
        *p = value;
        if arg & 1 == 0 {
            return Outcome::next(p.add(1));
        }
        *p.add(1) = Slot::NULL;
        Outcome::next(p.add(2))
    }
}

/// Is a call of this attribute of a class, through an instance, a call with the instance as the first argument?
#[inline(always)]
fn is_method(vm: &Vm, attr: Slot) -> bool {
    vm.type_of(Ref::view(&attr))
        .has(crate::object::flags::METHOD_DESCRIPTOR)
}

/// LOAD_ATTR of what the class holds in the [`Way`] that was found; None where it has changed.
#[inline(always)]
unsafe fn load_from_class(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    name: &Ref,
    found: Resolved,
) -> Option<Outcome> {
    unsafe {
        let obj = at(sp, 0);
        let held = Slot(found.pointer);
        if found.index == Way::Wrapper as u32 {
            let (f, bound) = wrapped_function(vm, held, &vm.type_of(obj))?;
            let (f, first) = (
                f.new_ref(),
                if bound {
                    Some(vm.type_of(obj).to_ref())
                } else {
                    None
                },
            );
            let p = drop_entries(frame, sp, 1);
            *p = f;
            *p.add(1) = first.map_or(Slot::NULL, Ref::into_slot);
            return Some(Outcome::next(p.add(2)));
        }
        if found.index == Way::Item as u32 {
            let v = item_of(Ref::view(&held), obj);
            if !v.is_null() {
                let v = v.new_ref();
                let p = drop_entries(frame, sp, 1);
                *p = v;
                return Some(Outcome::next(p.add(1)));
            }
        }
        if found.index == Way::Descriptor as u32 && held.is_exact(Kind::Function) {
            let function = Ref::from_slot(held.new_ref());
            let this = Ref::from_slot((*sp.sub(1)).promote());
            // The entry has been moved, so the frame must not show it to a collection.
            (*frame).sp = sp.sub(1);
            *sp.sub(1) = new_bound_method(vm, function, this).into_slot();
            return Some(Outcome::next(sp));
        }
        let r = if found.index == Way::Getter as u32 {
            (payload::<GetSetDescriptor>(Ref::view(&held)).def.get)(vm, obj)
        } else {
            let get = vm.type_of(Ref::view(&held)).slots.descr_get.get()?;
            // The getter may exchange the attribute.
            let held = Ref::new_reference(held);
            get(vm, &held, Some(obj), &vm.type_of(obj).to_ref())
        };
        if r.is_err() {
            vm.describe_attribute_error(obj, name);
        }
        Some(replace(frame, sp, 1, r))
    }
}

/// `obj` → `function, self`. The object stays as self, in an owned word: a method call may outlive the local it was
/// borrowed from.
#[inline(always)]
unsafe fn method(sp: *mut Slot, function: Slot) -> Outcome {
    unsafe {
        *sp = (*sp.sub(1)).promote();
        *sp.sub(1) = function.incref();
        Outcome::next(sp.add(1))
    }
}

unsafe fn load_general(vm: &Vm, frame: *mut Frame, sp: *mut Slot, name: &Ref, arg: u32) -> Outcome {
    unsafe {
        let obj = at(sp, 0);
        if obj.has_kind(Kind::Type)
            && arg & 1 == 0
            && looks_up_as_type(vm.type_of(obj))
            && let Some(getter) = getter_of_type(vm, obj, name)
        {
            let r = getter(vm, obj);
            if r.is_err() {
                vm.describe_attribute_error(obj, name);
            }
            return replace(frame, sp, 1, r);
        }
        if obj.has_kind(Kind::Type)
            && let Some((v, bound)) = class_attribute(vm, obj, name, arg & 1 != 0)
        {
            if bound {
                *sp = (*sp.sub(1)).promote();
                *sp.sub(1) = v;
                return Outcome::next(sp.add(1));
            }
            let p = drop_entries(frame, sp, 1);
            *p = v;
            if arg & 1 == 0 {
                return Outcome::next(p.add(1));
            }
            *p.add(1) = Slot::NULL;
            return Outcome::next(p.add(2));
        }
        if arg & 1 == 0 {
            return replace(frame, sp, 1, vm.get_attr(obj, name));
        }
        match crate::object::lookup_method(vm, obj, name) {
            Ok(Some((f, true))) => {
                *sp = (*sp.sub(1)).promote();
                *sp.sub(1) = f.into_slot();
                return Outcome::next(sp.add(1));
            }
            Ok(_) => {}
            Err(_) => return Outcome::RAISED,
        }
        match vm.get_attr(obj, name) {
            Ok(v) => {
                let p = drop_entries(frame, sp, 1);
                *p = v.into_slot();
                *p.add(1) = Slot::NULL;
                Outcome::next(p.add(2))
            }
            Err(_) => Outcome::RAISED,
        }
    }
}

/// Does reading `attr` of a class give `attr` itself?
#[inline]
pub(crate) fn is_plain_in_class(vm: &Vm, attr: Slot) -> bool {
    let attr = Ref::view(&attr);
    if attr.is_exact(Kind::Function) {
        return true;
    }
    let t = vm.type_of(attr);
    t == vm.types.method_descriptor
        || t == vm.types.slot_wrapper
        || t.slots.descr_get.get().is_none()
}

/// The Python function that a classmethod, or anything that a staticmethod wraps, with true where it is called with the class. A classmethod
/// of a builtin type that `class` has is called with it as it is. None for subclasses of the two, whose `__get__` may be their own.
#[inline]
pub(crate) fn wrapped_function(vm: &Vm, attr: Slot, class: &TypeObj) -> Option<(Slot, bool)> {
    let held = attr;
    let attr = Ref::view(&attr);
    let t = vm.type_of(attr);
    if t == vm.types.classmethod_descriptor {
        let applies = class.is_subtype(payload::<MethodDescriptor>(attr).owner);
        return applies.then_some((held, true));
    }
    if t == vm.types.class_method {
        let f = payload::<ClassMethod>(attr).function.slot();
        // SAFETY: the wrapper holds it.
        return unsafe { f.is_exact(Kind::Function) }.then_some((f, true));
    }
    if t == vm.types.static_method {
        let f = payload::<StaticMethod>(attr).function.slot();
        return (!f.is_null()).then_some((f, false));
    }
    None
}

/// Are attributes of classes of this metaclass looked up as `type` does it?
#[inline]
pub(crate) fn looks_up_as_type(meta: TypePtr) -> bool {
    let own = meta.slots.get_attr.get();
    own.is_some_and(|f| std::ptr::fn_addr_eq(f, crate::object::type_get_attr as GetAttrFn))
}

/// Has the metaclass nothing to say of `name` before the class is asked, because what it has there is no data descriptor?
#[inline]
pub(crate) fn class_comes_first(vm: &Vm, meta: TypePtr, name: &Ref) -> bool {
    let attr = meta.lookup_slot(vm, name);
    attr.is_null() || {
        let slots = &vm.type_of(Ref::view(&attr)).slots;
        slots.descr_set.get().is_none() || slots.descr_get.get().is_none()
    }
}

/// How `type` itself computes the attribute `name` of a class, if it does (`__name__`, `__mro__`).
#[inline]
fn getter_of_type(vm: &Vm, class: &Ref, name: &Ref) -> Option<fn(&Vm, &Ref) -> PyResult> {
    let attr = vm.type_of(class).lookup_slot(vm, name);
    // SAFETY: the metaclass holds it, and nothing runs here.
    if attr.is_null() || !unsafe { attr.is_exact(Kind::GetSetDescriptor) } {
        return None;
    }
    let found = payload::<GetSetDescriptor>(Ref::view(&attr));
    (found.owner == vm.types.type_).then_some(found.def.get)
}

/// Lookups in the table by the version of a class, of what it holds as it is.
const OF_CLASS: u64 = op::LOAD_ATTR as u64 | 1 << 9;

/// What a class or its bases say of `name`, where its metaclass does not come first and nothing has to be called; owned. For a method
/// call it may be a function that wants the class as self, which the second value says.
unsafe fn class_attribute(vm: &Vm, class: &Ref, name: &Ref, method: bool) -> Option<(Slot, bool)> {
    unsafe {
        let meta = vm.type_of(class);
        let class = &*class.slot().ptr::<TypeObj>();
        // What `type` itself has never changes, so the class's version says all.
        let key = (meta == vm.types.type_).then(|| name.slot().borrow().0);
        if let Some(key) = key
            && let Some(found) = vm
                .attribute_cache
                .find(class.known_version(), key, OF_CLASS)
        {
            return Some((Slot(found.pointer).new_ref(), false));
        }
        if !looks_up_as_type(meta) || !class_comes_first(vm, meta, name) {
            return None;
        }
        let attr = class.lookup_slot(vm, name);
        if attr.is_null() {
            return None;
        }
        if is_plain_in_class(vm, attr) {
            if let Some(key) = key
                && vm.uses_attribute_cache()
                && is_interned(name)
                // A class of a program may become one of descriptors.
                && !vm.type_of(Ref::view(&attr)).is_heap_type()
            {
                let found = Resolved {
                    version: class.version(vm),
                    pointer: attr.promote_uncounted().0,
                    ..Resolved::default()
                };
                vm.attribute_cache.remember(key, OF_CLASS, found);
            }
            return Some((attr.new_ref(), false));
        }
        let (f, bound) = wrapped_function(vm, attr, class).filter(|_| method)?;
        Some((f.new_ref(), bound))
    }
}

/// STORE_ATTR: `value, obj`
pub unsafe fn store_attr(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let name = name_at(frame, arg);
        let obj = at(sp, 0);
        if !vm.uses_attribute_cache() {
            return finish(frame, sp, 2, vm.set_attr(obj, name, at(sp, 1)));
        }
        let (key, purpose) = (name.slot().borrow().0, op::STORE_ATTR as u64);
        let found = match vm.attribute_cache.find(version_of(obj), key, purpose) {
            Some(r) => r,
            None => {
                let r = resolve_store(vm, obj, name);
                vm.attribute_cache.remember(key, purpose, r);
                r
            }
        };
        let h = obj.slot().header();
        match found.form {
            op::STORE_ATTR_INSTANCE_VALUE | op::STORE_ATTR_SLOT => {
                let place = h.byte_add(found.index as usize).cast::<Slot>();
                let old = std::mem::replace(&mut *place, (*sp.sub(2)).promote());
                *sp.sub(2) = old;
                Outcome::next(drop_entries(frame, sp, 2))
            }
            op::STORE_ATTR_ADD => {
                let shape = (*h).shape;
                let n = (*shape).len as usize;
                match (*(*shape).ty).attributes {
                    Attributes::Inline(at) if n < inline_capacity(h, at) => {
                        *h.byte_add(at as usize + 8 * n).cast::<Slot>() = (*sp.sub(2)).promote();
                        (*h).shape = Shape::transition(shape, found.index as usize);
                        (*frame).sp = sp.sub(2);
                        (*sp.sub(1)).decref();
                        Outcome::next(sp.sub(2))
                    }
                    _ => finish(frame, sp, 2, vm.set_attr(obj, name, at(sp, 1))),
                }
            }
            _ => finish(frame, sp, 2, vm.set_attr(obj, name, at(sp, 1))),
        }
    }
}

/// DELETE_ATTR
pub unsafe fn delete_attr(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let name = Ref::view(&*(*frame).code().names.add(arg as usize));
        let r = vm.del_attr(at(sp, 0), name);
        finish(frame, sp, 1, r)
    }
}

/// The function that `super(class, this).name` makes a method of, if it is one; a new reference.
unsafe fn super_method(vm: &Vm, class: &Ref, this: &Ref, name: &Ref) -> Option<Ref> {
    let ty = vm.type_of(this);
    unsafe {
        if !ty.is_subtype(crate::object::TypePtr::new(class.slot().ptr::<TypeObj>())) {
            return None;
        }
    }
    lookup_behind(ty.mro(), class, name)
        .filter(|f| vm.type_of(f).has(crate::object::flags::METHOD_DESCRIPTOR))
}

/// What `super(class, this).name` is for a class `this`, if that is no matter of `this`: a static method, as `__new__` is one, or something
/// native that is no descriptor.
unsafe fn super_static(vm: &Vm, class: &Ref, this: &Ref, name: &Ref) -> Option<Ref> {
    if !this.has_kind(Kind::Type) || name.is(&vm.names.class_) {
        return None;
    }
    // SAFETY: both are types.
    let ty = unsafe { this.cast::<TypeObj>() };
    if !ty.is_subtype(unsafe { crate::object::TypePtr::new(class.slot().ptr()) }) {
        return None;
    }
    lookup_behind(ty.mro(), class, name)
        .filter(|attr| attr.is_exact(Kind::StaticMethod) || attr.is_exact(Kind::Builtin))
}

/// What is called for an attribute that [`super_static`] has found.
fn unwrapped(attr: Slot) -> Slot {
    let attr = Ref::view(&attr);
    match attr.is_exact(Kind::StaticMethod) {
        true => payload::<StaticMethod>(attr).function.slot(),
        false => attr.slot(),
    }
}

/// `super(class, this).name`, which is searched along the mro of `start`. A super object is made only where none of the classes behind
/// `class` has it, or where an error wants to show one.
fn super_attribute(vm: &Vm, class: &Ref, this: &Ref, start: &Ref, name: &Ref) -> PyResult {
    let super_object = || {
        let v = Super {
            this_class: Field::new(class.clone()),
            object: Field::new(this.clone()),
            self_class: Field::new(start.clone()),
        };
        new_object(vm, vm.types.super_, v)
    };
    // SAFETY: a search starts at a type.
    let mro = unsafe { start.cast::<TypeObj>() }.mro();
    let found = match name.is(&vm.names.class_) {
        // That is the class of the super object itself.
        true => None,
        false => lookup_behind(mro, class, name),
    };
    let Some(attr) = found else {
        return vm.get_attr(&super_object(), name);
    };
    let Some(get) = vm.type_of(&attr).slots.descr_get.get() else {
        return Ok(attr);
    };
    let object = (!this.is(start)).then_some(this);
    let r = get(vm, &attr, object, start);
    if r.is_err() {
        vm.describe_attribute_error(&super_object(), name);
    }
    r
}

/// LOAD_SUPER_ATTR: `super, class, self`; name in `arg >> 2`, bit 0 for a method call, bit 1 for `super(class, self)`.
pub unsafe fn load_super_attr(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let name = Ref::view(&*(*frame).code().names.add(arg as usize >> 2));
        let (global_super, class, this) = (at(sp, 2), at(sp, 1), at(sp, 0));
        // `super(class, None)` is an unbound super object.
        let direct = vm.types.super_.is(global_super)
            && class.has_kind(crate::value::Kind::Type)
            && !this.is_none();
        if direct && arg & 1 != 0 {
            // A plain function found along the mro behind the class is called with self as it is, a static method without.
            let of_class = this.has_kind(Kind::Type);
            let version = match of_class {
                true => this.cast::<TypeObj>().known_version(),
                false => version_of(this),
            };
            let (key, purpose) = (name.slot().borrow().0, class.slot().borrow().0);
            let found = match vm.attribute_cache.find(version, key, purpose) {
                Some(r) => Some((Slot(r.pointer), of_class)),
                None => {
                    let method = super_method(vm, class, this, name).map(|f| (f, false));
                    let found = method
                        .or_else(|| super_static(vm, class, this, name).map(|f| (f, true)))
                        .map(|(f, alone)| (f.slot(), alone));
                    // A class object is its own search path too, which its shape says nothing of.
                    if let Some((f, alone)) = found
                        && alone == of_class
                    {
                        let version = match alone {
                            true => this.cast::<TypeObj>().version(vm),
                            false => version,
                        };
                        let r = Resolved {
                            form: op::LOAD_SUPER_ATTR,
                            version,
                            index: 0,
                            pointer: f.promote_uncounted().0,
                        };
                        vm.attribute_cache.remember(key, purpose, r);
                    }
                    found
                }
            };
            if let Some((f, alone)) = found {
                // The class keeps it until here.
                let f = if alone { unwrapped(f) } else { f }.new_ref();
                let (s, c, me) = (*sp.sub(3), *sp.sub(2), *sp.sub(1));
                *sp.sub(3) = f;
                *sp.sub(2) = if alone { Slot::NULL } else { me };
                (*frame).sp = sp.sub(1);
                c.decref();
                s.decref();
                if alone {
                    me.decref();
                }
                return Outcome::next(sp.sub(1));
            }
        }
        let r = if direct {
            super::support::check_super(vm, class, this)
                .and_then(|start| super_attribute(vm, class, this, &start, name))
        } else {
            let args: &[Ref] = if arg & 2 != 0 {
                Ref::view_slice(sp.sub(2), 2)
            } else {
                &[]
            };
            vm.call_positional(global_super, args)
                .and_then(|s| vm.get_attr(&s, name))
        };
        match r {
            Ok(v) => {
                let p = drop_entries(frame, sp, 3);
                *p = v.into_slot();
                if arg & 1 != 0 {
                    *p.add(1) = Slot::NULL;
                    return Outcome::next(p.add(2));
                }
                Outcome::next(p.add(1))
            }
            Err(_) => Outcome::RAISED,
        }
    }
}

/// Looks `name` up in the types that follow `class` in `mro`.
pub fn lookup_behind(mro: &[Ref], class: &Ref, name: &Ref) -> Option<Ref> {
    let i = mro.iter().position(|t| t.is(class))?;
    for t in &mro[i + 1..] {
        // SAFETY: the mro holds types.
        if let Some(v) = unsafe { t.cast::<TypeObj>() }.dict().get_str_ref(name) {
            return Some(v);
        }
    }
    None
}

/// LOAD_SPECIAL: `obj` → `method, self or NULL`
pub unsafe fn load_special(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let n = &vm.names;
        let (name, other) = match arg {
            0 => (&n.enter, None),
            1 => (&n.exit, None),
            2 => (&n.aenter, Some(&n.enter)),
            _ => (&n.aexit, Some(&n.exit)),
        };
        let obj = at(sp, 0);
        let f = vm.type_of(obj).lookup_slot(vm, name);
        if !f.is_null()
            && (f.is_exact(Kind::Function)
                || vm
                    .type_of(Ref::view(&f))
                    .has(crate::object::flags::METHOD_DESCRIPTOR))
        {
            *sp = (*sp.sub(1)).promote();
            *sp.sub(1) = f.new_ref();
            return Outcome::next(sp.add(1));
        }
        match vm.lookup_special(obj, name) {
            Ok(Some(f)) => {
                let p = drop_entries(frame, sp, 1);
                *p = f.into_slot();
                *p.add(1) = Slot::NULL;
                Outcome::next(p.add(2))
            }
            Ok(None) => {
                let _ = other;
                let _ = vm.type_error(super::support::special_method_error(vm, obj, arg));
                Outcome::RAISED
            }
            Err(_) => Outcome::RAISED,
        }
    }
}
