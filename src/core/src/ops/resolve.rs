//! How an attribute instruction is carried out for objects of a shape: the decision behind its specialized forms.

use crate::frame::Frame;
use crate::modules::collections::tuplegetter::is_tuplegetter;
use crate::object::{
    Attributes, DICT, DictObject, Entry, FunctionObject, GetAttrFn, GetSetDescriptor, INLINE,
    MemberDescriptor, MethodDescriptor, Property, Resolved, SetAttrFn, Shape, Way, flags,
    generic_get_attr, generic_set_attr, inline_capacity, instance_dict_opt, instance_get, payload,
};
use crate::ops::slow::attribute::{looks_up_as_type, wrapped_function};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};
use tricera_code::opcode::op;

/// A version of a shape, for a guard that also covers its class; 0 if there is none.
pub(crate) unsafe fn shape_version(vm: &Vm, shape: *mut Shape) -> u32 {
    unsafe {
        if (*shape).ty.is_null() {
            return 0;
        }
        if (*shape).version.get() == 0 {
            (*shape).version.set(vm.next_version());
            // A change of the class must reach the method cache and the shapes alike.
            (*(*shape).ty).version(vm);
        }
        (*shape).version.get()
    }
}

/// The version of the shape of `r`, 0 if it has none at present or is no instance of a kind that has attributes.
#[inline(always)]
pub(crate) unsafe fn version_of(r: &Ref) -> u32 {
    let s = r.slot();
    if s.is_pointer() {
        unsafe { (*(*s.header()).shape).version.get() }
    } else {
        0
    }
}

/// How LOAD_ATTR of `name` works on objects like `r`; for a `method` call if so. [`op::LOAD_ATTR`]: in the general way, by
/// the attribute that the class holds if there is a pointer to one, see [`Way`].
pub(crate) fn resolve_load(vm: &Vm, r: &Ref, name: &Ref, method: bool) -> Resolved {
    let mut found = Resolved {
        form: op::LOAD_ATTR,
        ..Resolved::default()
    };
    let obj = r.slot();
    if !obj.is_pointer() || r.has_kind(Kind::Module) {
        return found;
    }
    let ty = vm.type_of(r);
    if r.has_kind(Kind::Type) {
        // What `type` computes comes before what the class holds.
        let attr = ty.lookup_slot(vm, name);
        // SAFETY: the class is alive, and its shape with it; the metaclass holds the attribute.
        unsafe {
            if !method
                && looks_up_as_type(ty)
                && attr.is_exact(Kind::GetSetDescriptor)
                && payload::<GetSetDescriptor>(Ref::view(&attr)).owner == vm.types.type_
            {
                found.version = shape_version(vm, (*obj.header()).shape);
                found.pointer = attr.promote_uncounted().0;
                found.index = Way::Getter as u32;
            }
        }
        return found;
    }
    let generic = generic_get_attr as GetAttrFn;
    if !ty
        .slots
        .get_attr
        .get()
        .is_some_and(|f| std::ptr::fn_addr_eq(f, generic))
    {
        return found;
    }
    // SAFETY: the object is alive, and its shape with it.
    unsafe {
        let shape = (*obj.header()).shape;
        found.version = shape_version(vm, shape);
        let attr = ty.lookup_slot(vm, name);
        let held = (!attr.is_null()).then(|| vm.type_of(Ref::view(&attr)));
        if held
            .is_some_and(|t| t.slots.descr_set.get().is_some() && t.slots.descr_get.get().is_some())
        {
            if attr.is_exact(Kind::MemberDescriptor) {
                let d = payload::<MemberDescriptor>(Ref::view(&attr));
                if d.native.is_none() {
                    found.index = d.offset as u32;
                    found.form = op::LOAD_ATTR_SLOT;
                }
            } else if name.is(&vm.names.class_)
                && attr.is_exact(Kind::GetSetDescriptor)
                && payload::<GetSetDescriptor>(Ref::view(&attr)).owner == vm.types.object
            {
                // All objects of a shape are of one class, which they keep alive.
                found.pointer = Slot::from_ptr(ty.as_ptr()).0;
                found.form = op::LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES;
            } else if attr.is_exact(Kind::GetSetDescriptor) && !method {
                // A class may hold a computed attribute that is not for its instances.
                if vm.is_instance_of(r, payload::<GetSetDescriptor>(Ref::view(&attr)).owner) {
                    found.pointer = attr.promote_uncounted().0;
                    found.index = Way::Getter as u32;
                }
            } else if attr.is_exact(Kind::Property) && !method {
                let getter = payload::<Property>(Ref::view(&attr)).get.slot();
                if getter.is_exact(Kind::Function) {
                    let code = (*getter.ptr::<FunctionObject>()).v.code();
                    if code.simple && code.argcount == 1 {
                        found.pointer = attr.promote_uncounted().0;
                        found.form = op::LOAD_ATTR_PROPERTY;
                    }
                }
            } else if !method && held.is_some_and(|t| !t.is_heap_type()) {
                found.pointer = attr.promote_uncounted().0;
                found.index = match is_tuplegetter(vm, Ref::view(&attr)) {
                    true => Way::Item as u32,
                    false => Way::Descriptor as u32,
                };
            }
            return found;
        }
        match ty.attributes {
            Attributes::Inline(at) if (*shape).mode == INLINE => {
                if let Some(i) = (*shape).index_of(name.slot()) {
                    found.index = at as u32 + 8 * i as u32;
                    found.form = op::LOAD_ATTR_INSTANCE_VALUE;
                    return found;
                }
                if held.is_none() {
                    found.index = Way::Missing as u32;
                    return found;
                }
            }
            Attributes::None => {
                if held.is_none() && !r.has_kind(Kind::Function) {
                    found.index = Way::Missing as u32;
                    return found;
                }
            }
            Attributes::Inline(_) | Attributes::Dict(_) => {
                if let Some(i) = dict_hint(vm, r, name) {
                    found.index = i;
                    found.form = op::LOAD_ATTR_WITH_HINT;
                    return found;
                }
                if held.is_none() {
                    found.index = Way::Own as u32;
                    return found;
                }
                if !instance_get(vm, r, name).is_null() || instance_dict_opt(vm, r).is_some() {
                    return found;
                }
            }
        }
        let Some(held) = held else { return found };
        found.pointer = attr.promote_uncounted().0;
        if method && held.has(flags::METHOD_DESCRIPTOR) {
            if is_permanent(vm, attr) {
                found.pointer = attr.borrow().0;
            }
            // An instance with a dict word of its own could gain an attribute of that name without changing shape.
            if let Attributes::Dict(at) = ty.attributes {
                found.index = at as u32;
                found.form = op::LOAD_ATTR_METHOD_LAZY_DICT;
            } else if (*shape).mode != DICT {
                found.form = op::LOAD_ATTR_METHOD_WITH_VALUES;
            }
        } else if held.slots.descr_get.get().is_none()
            && !matches!(ty.attributes, Attributes::Dict(_))
            && (*shape).mode != DICT
        {
            found.form = op::LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES;
        }
        if found.form == op::LOAD_ATTR {
            let alone = !matches!(ty.attributes, Attributes::Dict(_)) && (*shape).mode != DICT;
            if alone && !method && !held.is_heap_type() && held.slots.descr_get.get().is_some() {
                found.index = Way::Descriptor as u32;
            } else if alone && method && wrapped_function(vm, attr, &ty).is_some() {
                found.index = Way::Wrapper as u32;
            } else {
                found.pointer = 0;
            }
        }
        found
    }
}

/// Is this a method of one of the commonest builtin types? These keep it for as long as there is the interpreter, so that a call need not
/// count it.
fn is_permanent(vm: &Vm, attr: Slot) -> bool {
    let attr = Ref::view(&attr);
    if !attr.is_exact(Kind::MethodDescriptor) {
        return false;
    }
    let (t, owner) = (&vm.types, &payload::<MethodDescriptor>(attr).owner);
    [&t.list, &t.dict, &t.str, &t.set, &t.tuple, &t.bytes].contains(&owner)
}

/// Where the dict of an instance has the attribute `name`, if it has it under that very string.
unsafe fn dict_hint(vm: &Vm, r: &Ref, name: &Ref) -> Option<u32> {
    unsafe {
        let h = r.slot().header();
        if (*(*h).shape).ty.is_null() {
            return None;
        }
        let d = *h.byte_add(dict_word((*h).shape)? as usize).cast::<Slot>();
        if d.is_null() {
            return None;
        }
        let table = &(*d.ptr::<DictObject>()).t;
        let i = table.index_of_str(name, crate::object::as_str(name).hash(vm))?;
        (i <= u16::MAX as usize && table.entry(i)?.key.is_object(name.slot())).then_some(i as u32)
    }
}

/// Where the objects of a shape have the word for their dict, if their attributes are in one.
#[inline(always)]
pub(crate) unsafe fn dict_word(shape: *const Shape) -> Option<u16> {
    unsafe {
        match (*(*shape).ty).attributes {
            Attributes::Dict(at) => Some(at),
            Attributes::Inline(at) if (*shape).mode == DICT => Some(at),
            _ => None,
        }
    }
}

/// The entry of the dict of `o` that an inline cache remembers, if it still has the key `name` and a value.
#[inline(always)]
pub(crate) unsafe fn hinted_entry(o: Slot, index: u32, name: Slot) -> Option<*mut Entry> {
    unsafe {
        let at = dict_word((*o.header()).shape)?;
        let d = *o.header().byte_add(at as usize).cast::<Slot>();
        if d.is_null() {
            return None;
        }
        let table = &(*d.ptr::<DictObject>()).t;
        if index as usize >= table.entry_count() {
            return None;
        }
        let e = table.entries_ptr().add(index as usize);
        ((*e).key.is_object(name) && !(*e).value.is_null()).then_some(e)
    }
}

/// How STORE_ATTR of `name` works on objects like `r`. [`op::STORE_ATTR`]: in the general way.
pub(crate) fn resolve_store(vm: &Vm, r: &Ref, name: &Ref) -> Resolved {
    let mut found = Resolved {
        form: op::STORE_ATTR,
        ..Resolved::default()
    };
    let obj = r.slot();
    if !obj.is_pointer() || r.has_kind(Kind::Type) || r.has_kind(Kind::Module) {
        return found;
    }
    let ty = vm.type_of(r);
    let generic = generic_set_attr as SetAttrFn;
    if !ty
        .slots
        .set_attr
        .get()
        .is_some_and(|f| std::ptr::fn_addr_eq(f, generic))
    {
        return found;
    }
    // SAFETY: the object is alive, and its shape with it.
    unsafe {
        let shape = (*obj.header()).shape;
        found.version = shape_version(vm, shape);
        let attr = ty.lookup_slot(vm, name);
        if !attr.is_null() && vm.type_of(Ref::view(&attr)).slots.descr_set.get().is_some() {
            if attr.is_exact(Kind::MemberDescriptor) {
                let d = payload::<MemberDescriptor>(Ref::view(&attr));
                if d.native.is_none() {
                    found.index = d.offset as u32;
                    found.form = op::STORE_ATTR_SLOT;
                }
            }
            return found;
        }
        let at = match ty.attributes {
            Attributes::Inline(at) if (*shape).mode == INLINE => at,
            _ => {
                if let Some(i) = dict_hint(vm, r, name) {
                    found.index = i;
                    found.form = op::STORE_ATTR_WITH_HINT;
                }
                return found;
            }
        };
        if let Some(i) = (*shape).index_of(name.slot()) {
            found.index = at as u32 + 8 * i as u32;
            found.form = op::STORE_ATTR_INSTANCE_VALUE;
        } else if ((*shape).len as usize) < inline_capacity(obj.header(), at)
            && let Some(i) = Shape::transition_index(shape, name.slot())
        {
            found.index = i as u32;
            found.form = op::STORE_ATTR_ADD;
        }
        found
    }
}

/// The name at index `i` of the code that runs.
#[inline(always)]
pub(crate) unsafe fn name_at<'a>(frame: *mut Frame, i: u32) -> &'a Ref {
    unsafe { Ref::view(&*(*frame).code().names.add(i as usize)) }
}
