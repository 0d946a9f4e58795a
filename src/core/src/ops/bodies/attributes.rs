//! Attributes: the adaptive LOAD_ATTR, STORE_ATTR, LOAD_SUPER_ATTR and their forms.

use super::{adapt, miss, op, release, release_entry, slow_op};
use crate::object::{
    Attributes, ClassMethod, Object, Resolved, Shape, StaticMethod, TypeObj, inline_capacity,
};
use crate::ops::resolve::{hinted_entry, resolve_load, resolve_store};
use crate::ops::slow::attribute;
use crate::ops::{Callee, Control, Control::*, Machine, call_out};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};
use tricera_code::opcode::op as code;

op!(LOAD_ATTR, |m| Slow, slow {
    adapt(m, |m| choose_load(m));
    call_out(m, Self::LEN, false, attribute::load_attr)
});

unsafe fn choose_load<M: Machine>(m: &mut M) -> Option<u8> {
    unsafe {
        let vm = m.vm();
        let arg = m.arg();
        let name = Ref::view(&*(*m.frame()).code().names.add(arg as usize >> 1));
        let obj = m.peek(0);
        let r = Ref::view(&*m.sp().sub(1));
        if obj.has_kind(Kind::Type) {
            return choose_class(m, vm, r, name);
        }
        if obj.has_kind(Kind::Module) {
            return choose_module(m, vm, r, name);
        }
        let found = resolve_load(vm, r, name, arg & 1 != 0);
        install(m, found, code::LOAD_ATTR)
    }
}

/// The form for a site that sees objects of many shapes, instead of the one for one shape: its inline cache knows the shape
/// seen last, and the table that all sites share knows the others.
unsafe fn for_many<M: Machine>(m: &M, form: u8) -> u8 {
    let level = super::warmth(unsafe { m.counter() }).level;
    if level < MANY || !unsafe { m.vm() }.uses_attribute_cache() {
        return form;
    }
    match form {
        code::LOAD_ATTR_INSTANCE_VALUE => code::LOAD_ATTR_MEGAMORPHIC_VALUE,
        code::LOAD_ATTR_METHOD_WITH_VALUES => code::LOAD_ATTR_MEGAMORPHIC_METHOD,
        code::STORE_ATTR_INSTANCE_VALUE => code::STORE_ATTR_MEGAMORPHIC,
        other => other,
    }
}

/// The level from which on a site counts as one that sees many shapes: after about a hundred misses.
const MANY: u16 = 2;

/// Puts what was resolved into the inline cache.
unsafe fn install<M: Machine>(m: &mut M, found: Resolved, base: u8) -> Option<u8> {
    unsafe {
        if found.form == base || found.version == 0 {
            return None;
        }
        m.set_version(found.version);
        m.set_index(found.index);
        if code::STORE_ATTR != base {
            m.set_pointer(found.pointer);
        }
        if found.form == code::LOAD_ATTR_INSTANCE_VALUE && m.arg() & 1 != 0 {
            return Some(code::LOAD_ATTR_INSTANCE_VALUE_CALL);
        }
        Some(for_many(m, found.form))
    }
}

unsafe fn choose_class<M: Machine>(m: &mut M, vm: &Vm, class: &Ref, name: &Ref) -> Option<u8> {
    unsafe {
        let c = &*class.slot().ptr::<TypeObj>();
        let meta = vm.type_of(class);
        if !attribute::looks_up_as_type(meta) || !attribute::class_comes_first(vm, meta, name) {
            return None;
        }
        // What the metaclass says may change as well; code units have 16 bits for its version.
        let of_meta = crate::ops::resolve::shape_version(vm, (*class.slot().header()).shape);
        if of_meta == 0 || of_meta > u16::MAX as u32 {
            return None;
        }
        let attr = c.lookup_slot(vm, name);
        if attr.is_null() {
            return None;
        }
        let form = if attribute::is_plain_in_class(vm, attr) {
            code::LOAD_ATTR_CLASS
        } else if m.arg() & 1 != 0 && attribute::wrapped_function(vm, attr, c).is_some() {
            code::LOAD_ATTR_CLASS_METHOD
        } else {
            return None;
        };
        let version = c.version(vm);
        if version == 0 {
            return None;
        }
        m.set_version(version);
        m.set_index(of_meta);
        m.set_pointer(attr.promote_uncounted().0);
        Some(form)
    }
}

unsafe fn choose_module<M: Machine>(m: &mut M, vm: &Vm, module: &Ref, name: &Ref) -> Option<u8> {
    unsafe {
        if vm.type_of(module) != vm.types.module || !vm.types.module.lookup_slot(vm, name).is_null()
        {
            return None;
        }
        let d = &*crate::object::payload::<crate::object::Module>(module)
            .dict
            .slot()
            .ptr::<crate::object::DictObject>();
        let i =
            d.t.index_of_str(name, crate::object::as_str(name).hash(vm))?;
        let v = d.t.version(vm);
        if v == 0 {
            return None;
        }
        m.set_version(v);
        // There it is as long as the keys keep their version; so the value need not wait for the table to be found.
        m.set_pointer(d.t.value_place(i) as u64);
        Some(code::LOAD_ATTR_MODULE)
    }
}

/// The object's value at the top if its shape has the cached version; see [`Machine::owned`] for whether it holds a reference.
#[inline(always)]
pub(super) unsafe fn guard<M: Machine>(m: &M, depth: usize) -> Option<Slot> {
    unsafe {
        let o = m.value(depth);
        if o.is_pointer() && (*(*o.header()).shape).version.get() == m.version() {
            Some(o)
        } else {
            None
        }
    }
}

/// Replaces the object at the top by the (owned) attribute; for a method call, NULL goes on top.
#[inline(always)]
unsafe fn put<M: Machine>(m: &mut M, o: Slot, v: Slot) -> Control {
    unsafe {
        let owned = m.owned(0);
        m.set_peek(0, v);
        if m.arg() & 1 != 0 {
            m.push(Slot::NULL);
        }
        release_entry(owned, o)
    }
}

op!(LOAD_ATTR_INSTANCE_VALUE, |m| {
    let Some(o) = guard(m, 0) else { return Slow };
    let v = *o.header().byte_add(m.index() as usize).cast::<Slot>();
    let owned = m.owned(0);
    m.set_peek(0, v.incref());
    release_entry(owned, o)
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));
op!(LOAD_ATTR_INSTANCE_VALUE_CALL, |m| {
    let Some(o) = guard(m, 0) else { return Slow };
    let v = *o.header().byte_add(m.index() as usize).cast::<Slot>();
    let owned = m.owned(0);
    m.set_peek(0, v.incref());
    m.push(Slot::NULL);
    release_entry(owned, o)
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));
op!(LOAD_ATTR_SLOT, |m| {
    let Some(o) = guard(m, 0) else { return Slow };
    let v = *o.header().byte_add(m.index() as usize).cast::<Slot>();
    if v.is_null() {
        return Slow;
    }
    let v = v.incref();
    put(m, o, v)
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));
/// The version of the shape of `o`, if it has a shape.
#[inline(always)]
unsafe fn version(o: Slot) -> Option<u32> {
    unsafe { o.is_pointer().then(|| (*(*o.header()).shape).version.get()) }
}

/// Puts into the inline cache what the shared table knows of the attribute of objects whose shape has this version.
/// False: nothing of this form.
#[inline(always)]
unsafe fn recall<M: Machine>(m: &M, version: u32, name: u32, purpose: u64, form: u8) -> bool {
    unsafe {
        let name = (*(*m.frame()).code().names.add(name as usize)).borrow().0;
        let vm = m.vm();
        match vm.attribute_cache.find_form(version, name, purpose, form) {
            Some(e) => {
                m.set_version(version);
                m.set_index(e.index());
                if purpose != code::STORE_ATTR as u64 {
                    m.set_pointer(e.pointer());
                }
                true
            }
            None => false,
        }
    }
}

// The table may forget: then it is asked out of line, which fills it again.
op!(LOAD_ATTR_MEGAMORPHIC_VALUE, |m| {
    let o = m.value(0);
    let Some(version) = version(o) else { return Slow };
    if version != m.version()
        && !recall(m, version, m.arg() >> 1, attribute::load_purpose(0), code::LOAD_ATTR_INSTANCE_VALUE)
    {
        return Slow;
    }
    let v = *o.header().byte_add(m.index() as usize).cast::<Slot>();
    let owned = m.owned(0);
    m.set_peek(0, v.incref());
    release_entry(owned, o)
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));
op!(LOAD_ATTR_MEGAMORPHIC_METHOD, |m| {
    let Some(version) = version(m.value(0)) else { return Slow };
    if version != m.version()
        && !recall(m, version, m.arg() >> 1, attribute::load_purpose(1), code::LOAD_ATTR_METHOD_WITH_VALUES)
    {
        return Slow;
    }
    let f = Slot(m.pointer()).incref();
    let o = m.peek(0);
    m.set_peek(0, f);
    m.push(o);
    Next
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));
op!(STORE_ATTR_MEGAMORPHIC, |m| {
    let o = m.value(0);
    let Some(version) = version(o) else { return Slow };
    let owned = m.owned(0);
    if owned && o.is_last_reference() {
        return Slow;
    }
    if version != m.version()
        && !recall(m, version, m.arg(), code::STORE_ATTR as u64, code::STORE_ATTR_INSTANCE_VALUE)
    {
        return Slow;
    }
    let v = m.take(1);
    let place = o.header().byte_add(m.index() as usize).cast::<Slot>();
    let old = *place;
    *place = v;
    if owned {
        o.decref_shared();
    }
    m.shrink(2);
    release(old)
}, slow miss(m, code::STORE_ATTR, Self::LEN, false, attribute::store_attr));
op!(LOAD_ATTR_METHOD_WITH_VALUES, |m| {
    let Some(_) = guard(m, 0) else { return Slow };
    // The class holds the function for as long as the version is good; a call takes its own reference.
    let f = Slot(m.pointer()).incref();
    let o = m.peek(0);
    m.set_peek(0, f);
    m.push(o);
    Next
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));
op!(LOAD_ATTR_METHOD_LAZY_DICT, |m| {
    let Some(o) = guard(m, 0) else { return Slow };
    if !(*o.header().byte_add(m.index() as usize).cast::<Slot>()).is_null() {
        return Slow;
    }
    let f = Slot(m.pointer()).incref();
    let o = m.peek(0);
    m.set_peek(0, f);
    m.push(o);
    Next
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));
op!(LOAD_ATTR_WITH_HINT, |m| {
    let Some(o) = guard(m, 0) else { return Slow };
    let name = *(*m.frame()).code().names.add(m.arg() as usize >> 1);
    let Some(e) = hinted_entry(o, m.index(), name) else { return Slow };
    let v = (*e).value.incref();
    put(m, o, v)
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));
op!(LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES, |m| {
    let Some(o) = guard(m, 0) else { return Slow };
    let v = Slot(m.pointer()).incref();
    put(m, o, v)
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));
/// Is this the class that the inline cache knows, and its metaclass as it was?
#[inline(always)]
unsafe fn is_cached_class<M: Machine>(m: &M, class: Slot) -> bool {
    unsafe {
        class.has_kind(Kind::Type)
            && (*class.ptr::<TypeObj>()).version.get() == m.version()
            && (*(*class.header()).shape).version.get() == m.index()
    }
}

op!(LOAD_ATTR_CLASS, |m| {
    let o = m.peek(0);
    if !is_cached_class(m, o) {
        return Slow;
    }
    let v = Slot(m.pointer()).incref();
    put(m, o, v)
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));
// The class holds the classmethod or staticmethod for as long as the version is good; what that wraps may be exchanged.
op!(LOAD_ATTR_CLASS_METHOD, |m| {
    let class = m.peek(0);
    if !is_cached_class(m, class) {
        return Slow;
    }
    let wrapper = Slot(m.pointer());
    if wrapper.has_kind(Kind::ClassMethod) {
        let f = (*wrapper.ptr::<Object<ClassMethod>>()).v.function.slot();
        if !f.is_exact(Kind::Function) {
            return Slow;
        }
        m.set_peek(0, f.incref());
        m.push(class);
        return Next;
    }
    if wrapper.has_kind(Kind::MethodDescriptor) {
        // Of a builtin type, and called with the class.
        m.set_peek(0, wrapper.incref());
        m.push(class);
        return Next;
    }
    let f = (*wrapper.ptr::<Object<StaticMethod>>()).v.function.slot();
    if f.is_null() || class.is_last_reference() {
        return Slow;
    }
    class.decref_shared();
    m.set_peek(0, f.incref());
    m.push(Slot::NULL);
    Next
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));
op!(LOAD_ATTR_MODULE, |m| {
    let o = m.peek(0);
    if !o.is_exact(Kind::Module) {
        return Slow;
    }
    let module = &(*o.ptr::<crate::object::Object<crate::object::Module>>()).v;
    let d = module.dict.slot().ptr::<crate::object::DictObject>();
    if (*d).t.keys_version.get() != m.version() {
        return Slow;
    }
    let v = (*(m.pointer() as *const Slot)).incref();
    put(m, o, v)
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));
op!(LOAD_ATTR_PROPERTY, |m| {
    let Some(o) = guard(m, 0) else { return Slow };
    let p = &(*Slot(m.pointer()).ptr::<crate::object::Object<crate::object::Property>>()).v;
    let f = p.get.slot();
    if !f.is_exact(Kind::Function) {
        return Slow;
    }
    let fo = f.ptr::<crate::object::FunctionObject>();
    let c = (*fo).v.code();
    if !c.simple || c.argcount != 1 {
        return Slow;
    }
    // The object's word becomes the first local; the function takes no place on the stack.
    let sp = m.sp();
    let _ = o;
    match super::calls::push_frame(m, Self::LEN, Callee::of((*fo).v.code.slot().ptr()), f.incref(), sp.sub(1), 1, sp.sub(1)) {
        Slow => {
            f.decref_shared();
            Slow
        }
        c => c,
    }
}, slow miss(m, code::LOAD_ATTR, Self::LEN, false, attribute::load_attr));

op!(STORE_ATTR, |m| Slow, slow {
    adapt(m, |m| choose_store(m));
    call_out(m, Self::LEN, false, attribute::store_attr)
});

unsafe fn choose_store<M: Machine>(m: &mut M) -> Option<u8> {
    unsafe {
        let name = Ref::view(&*(*m.frame()).code().names.add(m.arg() as usize));
        let found = resolve_store(m.vm(), Ref::view(&*m.sp().sub(1)), name);
        install(m, found, code::STORE_ATTR)
    }
}

op!(STORE_ATTR_INSTANCE_VALUE, |m| {
    let Some(o) = guard(m, 0) else { return Slow };
    let owned = m.owned(0);
    if owned && o.is_last_reference() {
        return Slow;
    }
    let v = m.take(1);
    let place = o.header().byte_add(m.index() as usize).cast::<Slot>();
    let old = *place;
    *place = v;
    if owned {
        o.decref_shared();
    }
    m.shrink(2);
    release(old)
}, slow miss(m, code::STORE_ATTR, Self::LEN, false, attribute::store_attr));
op!(STORE_ATTR_SLOT, |m| {
    let Some(o) = guard(m, 0) else { return Slow };
    let owned = m.owned(0);
    if owned && o.is_last_reference() {
        return Slow;
    }
    let v = m.take(1);
    let place = o.header().byte_add(m.index() as usize).cast::<Slot>();
    let old = *place;
    *place = v;
    if owned {
        o.decref_shared();
    }
    m.shrink(2);
    release(old)
}, slow miss(m, code::STORE_ATTR, Self::LEN, false, attribute::store_attr));
op!(STORE_ATTR_WITH_HINT, |m| {
    let Some(o) = guard(m, 0) else { return Slow };
    let owned = m.owned(0);
    if owned && o.is_last_reference() {
        return Slow;
    }
    let name = *(*m.frame()).code().names.add(m.arg() as usize);
    let Some(e) = hinted_entry(o, m.index(), name) else { return Slow };
    let v = m.take(1);
    let old = (*e).value;
    (*e).value = v;
    if owned {
        o.decref_shared();
    }
    m.shrink(2);
    release(old)
}, slow miss(m, code::STORE_ATTR, Self::LEN, false, attribute::store_attr));
op!(STORE_ATTR_ADD, |m| {
    let Some(o) = guard(m, 0) else { return Slow };
    let owned = m.owned(0);
    if owned && o.is_last_reference() {
        return Slow;
    }
    let h = o.header();
    let shape = (*h).shape;
    let Attributes::Inline(at) = (*(*shape).ty).attributes else { return Slow };
    let n = (*shape).len as usize;
    if n >= inline_capacity(h, at) {
        return Slow;
    }
    let v = m.take(1);
    *h.byte_add(at as usize + 8 * n).cast::<Slot>() = v;
    (*h).shape = Shape::transition(shape, m.index() as usize);
    if owned {
        o.decref_shared();
    }
    m.shrink(2);
    Next
}, slow miss(m, code::STORE_ATTR, Self::LEN, false, attribute::store_attr));

op!(LOAD_SUPER_ATTR, |m| Slow, slow call_out(m, Self::LEN, false, attribute::load_super_attr));
slow_op! {
    DELETE_ATTR attribute::delete_attr;
    LOAD_SPECIAL attribute::load_special;
}
