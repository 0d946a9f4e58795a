//! Attribute storage of instances: `__slots__` words, inline values named by the shape, instance dicts; and generic
//! attribute access over them.

use super::{
    Attributes, DictObject, Field, FunctionValue, INLINE, Module, Shape, TypeObj, as_dict, flags,
    is_interned, new_dict, payload, str_to_string,
};
use crate::heap::CLASS_SIZES;
use crate::runtime::{PyResult, Vm};
use crate::value::{Header, Kind, Ref, SUBCLASS, Slot};

/// The word at `offset` bytes into the object.
#[inline(always)]
unsafe fn word(h: *mut Header, offset: usize) -> *mut Slot {
    unsafe { h.byte_add(offset).cast() }
}

/// Writes NULL into all words behind the payload.
///
/// # Safety
/// `h` is a new object of the type.
#[inline(always)]
pub unsafe fn clear_extra(h: *mut Header, ty: &TypeObj) {
    unsafe {
        let mut i = 0;
        while i < ty.members as usize {
            crate::ops::keep_branch();
            *word(h, ty.member_offset as usize + 8 * i) = Slot::NULL;
            i += 1;
        }
        if let Attributes::Dict(at) = ty.attributes {
            *word(h, at as usize) = Slot::NULL;
        }
    }
}

/// Drops all words behind the payload.
///
/// # Safety
/// `h` is a dying object of the type.
pub unsafe fn drop_extra(h: *mut Header, ty: *const TypeObj) {
    unsafe {
        let ty = &*ty;
        for i in 0..ty.members as usize {
            let w = word(h, ty.member_offset as usize + 8 * i);
            std::mem::replace(&mut *w, Slot::NULL).decref();
        }
        match ty.attributes {
            Attributes::None => {}
            Attributes::Dict(at) => {
                std::mem::replace(&mut *word(h, at as usize), Slot::NULL).decref()
            }
            Attributes::Inline(at) => {
                for i in 0..inline_len(h) {
                    let w = word(h, at as usize + 8 * i);
                    std::mem::replace(&mut *w, Slot::NULL).decref();
                }
            }
        }
    }
}

/// Calls `f` with all words behind the payload.
///
/// # Safety
/// `h` is a live object of the type.
#[inline]
pub unsafe fn traverse_extra(h: *mut Header, ty: *const TypeObj, f: &mut impl FnMut(Slot)) {
    unsafe {
        let ty = &*ty;
        for i in 0..ty.members as usize {
            f(*word(h, ty.member_offset as usize + 8 * i));
        }
        match ty.attributes {
            Attributes::None => {}
            Attributes::Dict(at) => f(*word(h, at as usize)),
            Attributes::Inline(at) => {
                for i in 0..inline_len(h) {
                    f(*word(h, at as usize + 8 * i));
                }
            }
        }
    }
}

/// Number of attribute words in use: the attributes, or one for the dict.
unsafe fn inline_len(h: *mut Header) -> usize {
    let s = unsafe { &*(*h).shape };
    if s.mode == INLINE { s.len as usize } else { 1 }
}

/// Number of attribute words that fit the object's cell.
///
/// # Safety
/// `h` must be a live object whose attribute words begin at byte `at`.
#[inline(always)]
pub unsafe fn inline_capacity(h: *mut Header, at: u16) -> usize {
    (CLASS_SIZES[unsafe { (*h).size_class } as usize] - at as usize) / 8
}

/// The dict that modules and functions keep in their payload.
#[cold]
fn native_dict(obj: &Ref) -> Option<&Field> {
    match obj.kind() {
        Kind::Module => Some(&payload::<Module>(obj).dict),
        Kind::Function => Some(&payload::<FunctionValue>(obj).dict),
        _ => None,
    }
}

/// The instance dict of `obj` if it has one already: not for inline attributes.
#[inline]
pub fn instance_dict_opt(vm: &Vm, obj: &Ref) -> Option<Ref> {
    let h = obj.header()?;
    let ty = vm.type_of(obj);
    // SAFETY: the offsets come from the object's own type.
    unsafe {
        let w = match ty.attributes {
            Attributes::None => return native_dict(obj).and_then(Field::get),
            Attributes::Dict(at) => word(h, at as usize),
            Attributes::Inline(_) if (*(*h).shape).mode == INLINE => return None,
            Attributes::Inline(at) => word(h, at as usize),
        };
        if (*w).is_null() {
            None
        } else {
            Some(Ref::new_reference(*w))
        }
    }
}

/// The instance dict of `obj`, made if need be (`obj.__dict__`); None if its type has none.
///
/// Asking for it moves inline attributes into the dict, for good.
pub fn instance_dict(vm: &Vm, obj: &Ref) -> PyResult<Option<Ref>> {
    if let Some(d) = instance_dict_opt(vm, obj) {
        return Ok(Some(d));
    }
    let Some(h) = obj.header() else {
        return Ok(None);
    };
    let ty = vm.type_of(obj);
    match ty.attributes {
        Attributes::None => Ok(native_dict(obj).map(|field| {
            let d = new_dict(vm);
            field.set(d.clone());
            d
        })),
        Attributes::Dict(_) => {
            let d = new_dict(vm);
            set_instance_dict(vm, obj, d.clone());
            Ok(Some(d))
        }
        Attributes::Inline(at) => {
            let d = new_dict(vm);
            // SAFETY: the shape says which words are there; they move into the dict, whose place is the first of them.
            unsafe {
                let names = (*(*h).shape).names();
                let words = word(h, at as usize);
                d.cast::<DictObject>().t.fill_names(vm, names, words)?;
                (*h).shape = ty.dict_shape;
                *words = d.clone().into_slot();
            }
            Ok(Some(d))
        }
    }
}

/// Makes `d` the instance dict of `obj`, whose type has instance attributes; what was there is dropped.
pub fn set_instance_dict(vm: &Vm, obj: &Ref, d: Ref) {
    let Some(h) = obj.header() else { return };
    let ty = vm.type_of(obj);
    // SAFETY: the old words are dropped after the object has its new shape and dict.
    unsafe {
        match ty.attributes {
            Attributes::None => {
                if let Some(field) = native_dict(obj) {
                    field.set(d);
                }
            }
            Attributes::Dict(at) => {
                std::mem::replace(&mut *word(h, at as usize), d.into_slot()).decref()
            }
            Attributes::Inline(at) => {
                let old: Vec<Slot> = (0..inline_len(h))
                    .map(|i| *word(h, at as usize + 8 * i))
                    .collect();
                (*h).shape = ty.dict_shape;
                *word(h, at as usize) = d.into_slot();
                for v in old {
                    v.decref();
                }
            }
        }
    }
}

/// Makes `obj` an instance of `new`, whose instances have the same words: `obj.__class__ = new`.
pub fn move_to_class(vm: &Vm, obj: &Ref, new: &TypeObj) -> PyResult<()> {
    let Some(h) = obj.header() else {
        return Ok(());
    };
    // SAFETY: the layouts agree, so only the shape and the counts of the types change.
    unsafe {
        let old = vm.type_of(obj);
        let mut shape = new.root_shape;
        if let Attributes::Inline(_) = old.attributes {
            if (*(*h).shape).mode == INLINE {
                for &name in (*(*h).shape).names() {
                    match Shape::with(shape, name) {
                        Some(s) => shape = s,
                        None => {
                            instance_dict(vm, obj)?;
                            break;
                        }
                    }
                }
            }
            if (*(*h).shape).mode != INLINE {
                shape = new.dict_shape;
            }
        }
        (*h).shape = shape;
        (*h).exactness = if new.is_heap_type() { SUBCLASS } else { 0 };
        if new.is_heap_type() {
            (*(new as *const TypeObj as *mut TypeObj)).h.rc += 1;
        }
        if old.is_heap_type() {
            drop(Ref::from_ptr(old.as_ptr()));
        }
    }
    Ok(())
}

/// The value of the instance attribute `name`, borrowed; NULL if there is none. Calls nothing.
#[inline]
pub fn instance_get(vm: &Vm, obj: &Ref, name: &Ref) -> Slot {
    let Some(h) = obj.header() else {
        return Slot::NULL;
    };
    let ty = vm.type_of(obj);
    // SAFETY: the offsets come from the object's own type and shape.
    unsafe {
        match ty.attributes {
            Attributes::None => match native_dict(obj) {
                Some(d) if d.is_set() => (*d.slot().ptr::<DictObject>()).get_str(name),
                _ => Slot::NULL,
            },
            Attributes::Inline(at) if (*(*h).shape).mode == INLINE => {
                // Names of shapes are interned: a text that nobody has interned names no attribute.
                let name = if is_interned(name) {
                    name.slot()
                } else {
                    match vm.interned.find_str(name) {
                        Some(n) => n.slot().borrow(),
                        None => return Slot::NULL,
                    }
                };
                match (*(*h).shape).index_of(name) {
                    Some(i) => *word(h, at as usize + 8 * i),
                    None => Slot::NULL,
                }
            }
            Attributes::Inline(at) | Attributes::Dict(at) => {
                let d = *word(h, at as usize);
                if d.is_null() {
                    Slot::NULL
                } else {
                    (*d.ptr::<DictObject>()).get_str(name)
                }
            }
        }
    }
}

/// Sets the instance attribute `name`; false if the type has no instance attributes.
pub fn instance_set(vm: &Vm, obj: &Ref, name: &Ref, value: Ref) -> PyResult<bool> {
    let Some(h) = obj.header() else {
        return Ok(false);
    };
    let ty = vm.type_of(obj);
    // SAFETY: the offsets come from the object's own type and shape.
    unsafe {
        match ty.attributes {
            Attributes::None if native_dict(obj).is_none() => return Ok(false),
            Attributes::Inline(at) if (*(*h).shape).mode == INLINE && name.is_exact(Kind::Str) => {
                let name = vm.intern(name.clone());
                let shape = (*h).shape;
                if let Some(i) = (*shape).index_of(name.slot()) {
                    std::mem::replace(&mut *word(h, at as usize + 8 * i), value.into_slot())
                        .decref();
                    return Ok(true);
                }
                let n = (*shape).len as usize;
                if n >= ty.inline_hint.get() as usize {
                    // The next instances of the class get room for this attribute from the start.
                    let most = (crate::heap::MAX_CELL - at as usize) / 8;
                    ty.inline_hint.set(((n + 1).min(most).min(64)) as u16);
                }
                if n < inline_capacity(h, at)
                    && let Some(next) = Shape::with(shape, name.slot())
                {
                    *word(h, at as usize + 8 * n) = value.into_slot();
                    (*h).shape = next;
                    return Ok(true);
                }
            }
            _ => {}
        }
        let d = instance_dict(vm, obj)?.expect("the type has instance attributes");
        as_dict(&d).set(vm, name, value)?;
        Ok(true)
    }
}

/// Deletes the instance attribute `name`; false if there was none.
pub fn instance_delete(vm: &Vm, obj: &Ref, name: &Ref) -> PyResult<bool> {
    let Some(h) = obj.header() else {
        return Ok(false);
    };
    let ty = vm.type_of(obj);
    if let Attributes::Inline(at) = ty.attributes {
        // SAFETY: the offsets come from the object's own type and shape.
        unsafe {
            let shape = &*(*h).shape;
            if shape.mode == INLINE {
                let name = if is_interned(name) {
                    name.clone()
                } else {
                    match vm.interned.find_str(name) {
                        Some(n) => n,
                        None => return Ok(false),
                    }
                };
                let Some(i) = shape.index_of(name.slot()) else {
                    return Ok(false);
                };
                if i + 1 == shape.len as usize
                    && let Some(parent) = shape.parent()
                {
                    let w = word(h, at as usize + 8 * i);
                    (*h).shape = parent as *mut Shape;
                    std::mem::replace(&mut *w, Slot::NULL).decref();
                    return Ok(true);
                }
                let d = instance_dict(vm, obj)?.expect("inline attributes become a dict");
                return Ok(as_dict(&d).remove(vm, &name)?.is_some());
            }
        }
    }
    match instance_dict_opt(vm, obj) {
        Some(d) => Ok(as_dict(&d).remove(vm, name)?.is_some()),
        None => Ok(false),
    }
}

/// `object.__getattribute__`
pub fn generic_get_attr(vm: &Vm, obj: &Ref, name: &Ref) -> PyResult {
    if !name.has_kind(Kind::Str) {
        return Err(vm.type_error(format!(
            "attribute name must be string, not '{}'",
            vm.type_of(name).name_str()
        )));
    }
    match generic_get_attr_inner(vm, obj, name)? {
        Some(v) => Ok(v),
        None => Err(vm.attribute_error(obj, name)),
    }
}

/// `object.__getattribute__`, with None where the attribute is missing. An AttributeError raised by a descriptor is
/// turned into None as well.
pub fn generic_get_attr_opt(vm: &Vm, obj: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    match generic_get_attr_inner(vm, obj, name) {
        Ok(v) => Ok(v),
        Err(r) => vm.catch(r, vm.types.attribute_error).map(|()| None),
    }
}

fn generic_get_attr_inner(vm: &Vm, obj: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    let ty = vm.type_of(obj);
    let attr = ty.lookup_slot(vm, name);
    if attr.is_null() {
        let v = instance_get(vm, obj, name);
        // SAFETY: the instance holds it until the reference is taken.
        return Ok((!v.is_null()).then(|| unsafe { Ref::new_reference(v) }));
    }
    let slots = &vm.type_of(Ref::view(&attr)).slots;
    let get = slots.descr_get.get();
    if get.is_none() || slots.descr_set.get().is_none() {
        let v = instance_get(vm, obj, name);
        if !v.is_null() {
            // SAFETY: as above.
            return Ok(Some(unsafe { Ref::new_reference(v) }));
        }
    }
    // SAFETY: the class holds it until the reference is taken; nothing has run since it was found.
    let attr = unsafe { Ref::new_reference(attr) };
    match get {
        Some(get) => get(vm, &attr, Some(obj), &ty.to_ref()).map(Some),
        None => Ok(Some(attr)),
    }
}

/// Looks a method up for a call: `(function, true)` where the caller passes `obj` as the first argument itself,
/// `(callable, false)` where the attribute is to be called as it is, None if it must be asked for with
/// [`Vm::get_attr`] (it is missing, or there is more to its lookup).
pub fn lookup_method(vm: &Vm, obj: &Ref, name: &Ref) -> PyResult<Option<(Ref, bool)>> {
    let ty = vm.type_of(obj);
    if ty
        .slots
        .get_attr
        .get()
        .is_none_or(|f| !std::ptr::fn_addr_eq(f, generic_get_attr as super::GetAttrFn))
    {
        return Ok(None);
    }
    let Some(f) = ty.lookup(vm, name) else {
        return Ok(None);
    };
    if !vm.type_of(&f).has(flags::METHOD_DESCRIPTOR) {
        return Ok(None);
    }
    let v = instance_get(vm, obj, name);
    if !v.is_null() {
        return Ok(Some((unsafe { Ref::new_reference(v) }, false)));
    }
    Ok(Some((f, true)))
}

/// `object.__setattr__` and `object.__delattr__`
pub fn generic_set_attr(vm: &Vm, obj: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    if !name.has_kind(Kind::Str) {
        return Err(vm.type_error(format!(
            "attribute name must be string, not '{}'",
            vm.type_of(name).name_str()
        )));
    }
    let ty = vm.type_of(obj);
    let attr = ty.lookup(vm, name);
    if let Some(a) = &attr
        && let Some(set) = vm.type_of(a).slots.descr_set.get()
    {
        return set(vm, a, obj, value);
    }
    let done = match value {
        Some(v) => instance_set(vm, obj, name, v.clone())?,
        None => instance_delete(vm, obj, name)?,
    };
    if done {
        return Ok(());
    }
    if ty.attributes == Attributes::None && native_dict(obj).is_none() {
        let (t, n) = (ty.name_str(), str_to_string(name));
        let msg = match attr {
            Some(_) => format!("'{t}' object attribute '{n}' is read-only"),
            // Where setting attributes is the type's own matter, nobody knows what it takes.
            None if !ty.has(flags::GENERIC_SETATTR) => {
                format!("'{t}' object has no attribute '{n}'")
            }
            None => {
                format!(
                    "'{t}' object has no attribute '{n}' and no __dict__ for setting new attributes"
                )
            }
        };
        return Err(vm.attribute_error_for(obj, name, &msg));
    }
    Err(vm.attribute_error(obj, name))
}

/// Runs `__del__` or the native finalizer of a dying object, reporting what it raises.
///
/// # Safety
/// The caller holds a count of the object.
pub unsafe fn call_finalizer(vm: &Vm, h: *mut Header) {
    let r = unsafe { Ref::from_ptr_new(h) };
    let saved = vm.exception.take();
    if let Some(f) = vm.type_of(&r).slots.finalize.get()
        && f(vm, &r).is_err()
    {
        let del = vm.type_of(&r).lookup(vm, &vm.names.del_);
        vm.report_unraisable(
            Some("Exception ignored while calling deallocator"),
            &del.unwrap_or_else(|| r.clone()),
        );
    }
    vm.exception.replace(saved);
}
