//! `weakref.ref`.

use crate::heap::Heap;
use crate::modules::common::type_arg;
use crate::object::types::class_getitem;
use crate::object::{
    CompareOp, Field, GetSetDef, Layout, MethodDef, Object, Payload, TypePtr, TypeSpec, address,
    compare_identity, downcast, flags, from_utf8, new_object, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Vm, WeakTarget};
use crate::value::{Header, Kind, Ref, Slot};
use std::cell::Cell;

/// The payload of weak references and weak proxies.
pub struct WeakReference {
    /// The referent, not counted; null once it is dead.
    referent: Cell<*mut Header>,
    callback: Field,
    hash: Cell<Option<i64>>,
}

impl Payload for WeakReference {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.callback.traverse(f);
    }
}

impl Drop for WeakReference {
    fn drop(&mut self) {
        let h = self.referent.get();
        if !h.is_null() {
            // SAFETY: the payload lies in an object of the interpreter's heap, and the referent is alive.
            unsafe {
                let vm = Heap::of(self.header()).vm();
                (*vm)
                    .weakrefs
                    .unregister(h, self as *const Self, self.header());
            }
        }
    }
}

impl WeakReference {
    fn header(&self) -> *mut Header {
        let offset = std::mem::offset_of!(Object<WeakReference>, v);
        (self as *const Self)
            .wrapping_byte_sub(offset)
            .cast_mut()
            .cast()
    }
    /// The referent, while it is alive.
    pub fn referent(&self) -> Option<Ref> {
        let h = self.referent.get();
        // SAFETY: the referent clears the field before it dies; a count of zero means that it is dying now.
        if h.is_null() || unsafe { (*h).rc == 0 } {
            None
        } else {
            Some(unsafe { Ref::from_ptr_new(h) })
        }
    }
    pub fn has_callback(&self) -> bool {
        self.callback.is_set()
    }
}

impl WeakTarget for WeakReference {
    fn referent_died(&self) -> Option<(Ref, Ref)> {
        self.referent.set(std::ptr::null_mut());
        let callback = self.callback.take()?;
        self.reference().map(|me| (callback, me))
    }
    fn reference(&self) -> Option<Ref> {
        let h = self.header();
        // SAFETY: see header; a count of zero means that the reference itself is dying.
        unsafe {
            if (*h).rc == 0 {
                None
            } else {
                Some(Ref::from_ptr_new(h))
            }
        }
    }
}

/// The layout of weak references and proxies.
pub static LAYOUT: Layout = Layout::of::<WeakReference>();

/// The referent of a weak reference, while it is alive.
pub fn referent(vm: &Vm, r: &Ref) -> Option<Ref> {
    downcast::<WeakReference>(vm, r).and_then(WeakReference::referent)
}

/// What `obj.__weakref__` shows: the first of its weak references.
pub fn first_reference(vm: &Vm, r: &Ref) -> Option<Ref> {
    super::all_references(vm, r).into_iter().next()
}

/// A weak reference of type `ty` to `r`; without a callback an existing one of exactly that type is used again.
pub fn make(vm: &Vm, ty: TypePtr, r: &Ref, callback: Option<&Ref>) -> PyResult {
    let callback = callback.filter(|c| !c.is_none());
    let plain = callback.is_none() && ty == vm.types.weak_reference;
    if plain && let Some(known) = vm.weakrefs.plain(r) {
        return Ok(known);
    }
    if r.header().is_none() || !vm.type_of(r).has(flags::WEAKREFS) {
        return Err(vm.type_error(format!(
            "cannot create weak reference to '{}' object",
            vm.type_of(r).name_str()
        )));
    }
    if !plain && callback.is_none() && !ty.is_heap_type() {
        let known = vm.weakrefs.find(r, |t| {
            // SAFETY: registered references are valid until they are unregistered.
            let w = unsafe { (*t).reference() }?;
            if vm.type_of(&w) == ty && !payload::<WeakReference>(&w).has_callback() {
                return Some(w);
            }
            // Others hold it, so that nothing is unregistered here.
            drop(w);
            None
        });
        if let Some(w) = known {
            return Ok(w);
        }
    }
    let w = new_object(
        vm,
        ty,
        WeakReference {
            referent: Cell::new(r.slot().header()),
            callback: Field::from(callback.cloned()),
            hash: Cell::new(None),
        },
    );
    let target: &WeakReference = payload(&w);
    // SAFETY: dropping the payload unregisters it.
    unsafe { vm.weakrefs.register(r, target as *const WeakReference) };
    if plain {
        vm.weakrefs.set_plain(r, &w);
    }
    Ok(w)
}

static METHODS: [MethodDef; 1] = [MethodDef::one("__class_getitem__", class_getitem)
    .class_method()
    .doc("See PEP 585")];

static GETSET: [GetSetDef; 1] = [GetSetDef::member("__callback__", |_, r| {
    Ok(payload::<WeakReference>(r)
        .callback
        .get()
        .unwrap_or_else(Ref::none))
})];

/// The type `weakref.ReferenceType`.
pub static WEAK_REFERENCE: TypeSpec = TypeSpec {
    flags: flags::BASETYPE | flags::NO_MODULE,
    module: "weakref",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, args| {
            let a = args.check_positional(vm, "__new__", 1, 2)?;
            make(vm, type_arg(ty), &a[0], a.get(1))
        }));
        s.vectorcall.set(Some(|vm, ty, args| {
            if let ([r], []) = (args.all(), args.kw_names())
                && vm.types.weak_reference.is(ty)
                && let Some(known) = vm.weakrefs.plain(r)
            {
                return Ok(known);
            }
            let a = args.check_positional(vm, "__new__", 1, 2)?;
            args.no_keywords(vm, "ref")?;
            make(vm, type_arg(ty), &a[0], a.get(1))
        }));
        s.init.set(Some(|vm, _, args: &Args| {
            args.no_keywords(vm, "ref")?;
            args.check_positional(vm, "__init__", 1, 2)?;
            Ok(())
        }));
        s.call.set(Some(|vm, r, args| {
            args.no_keywords(vm, "weakref.ReferenceType.__call__")?;
            if !args.is_empty() {
                return Err(vm.type_error(format!(
                    "weakref.ReferenceType.__call__() takes no arguments ({} given)",
                    args.all().len()
                )));
            }
            Ok(payload::<WeakReference>(r)
                .referent()
                .unwrap_or_else(Ref::none))
        }));
        s.hash.set(Some(|vm, r| {
            let w = payload::<WeakReference>(r);
            if let Some(h) = w.hash.get() {
                return Ok(h);
            }
            let Some(o) = w.referent() else {
                return Err(vm.type_error("weak object has gone away"));
            };
            let h = vm.hash(&o)?;
            w.hash.set(Some(h));
            Ok(h)
        }));
        s.compare.set(Some(|vm, a, b, op| {
            if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
                return Ok(Ref::not_implemented());
            }
            let Some(y) = downcast::<WeakReference>(vm, b) else {
                return Ok(Ref::not_implemented());
            };
            match (payload::<WeakReference>(a).referent(), y.referent()) {
                (Some(x), Some(y)) => vm.rich_compare(&x, &y, op),
                _ => Ok(compare_identity(a.is(b), op)),
            }
        }));
        s.repr.set(Some(repr));
    },
    ..TypeSpec::new("ReferenceType", &LAYOUT)
};

fn repr(vm: &Vm, r: &Ref) -> PyResult {
    let at = address(r);
    let text = match payload::<WeakReference>(r).referent() {
        None => format!("<weakref at {at:#x}; dead>"),
        Some(o) => {
            let (ty, to) = (vm.type_of(&o).name_str(), address(&o));
            // What its type says: an attribute of the object itself is not asked.
            let name = vm.lookup_special(&o, &vm.names.name)?;
            match name.filter(|n| n.has_kind(Kind::Str)) {
                Some(n) => format!(
                    "<weakref at {at:#x}; to '{ty}' at {to:#x} ({})>",
                    str_to_string(&n)
                ),
                None => format!("<weakref at {at:#x}; to '{ty}' at {to:#x}>"),
            }
        }
    };
    from_utf8(vm, &text)
}
