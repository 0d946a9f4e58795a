//! Bound methods.

use crate::object::{
    CompareOp, GetSetDef, Layout, MethodDef, Object, Payload, TypeSpec, address, flags, from_utf8,
    generic_get_attr_opt, new_object, new_tuple, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// The payload of `method`.
#[repr(C)]
pub struct BoundMethod {
    pub function: Ref,
    pub this: Ref,
}
/// A bound method.
pub type BoundMethodObject = Object<BoundMethod>;

impl Payload for BoundMethod {
    const KIND: Kind = Kind::BoundMethod;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.function.slot());
        f(self.this.slot());
    }
}

static LAYOUT: Layout = Layout::of::<BoundMethod>();

/// The outcome of `==` or `!=` for objects that are equal exactly if `same`; other comparisons are passed on.
pub(crate) fn compare_identity(same: bool, op: CompareOp) -> Ref {
    match op {
        CompareOp::Eq => Ref::bool(same),
        CompareOp::Ne => Ref::bool(!same),
        _ => Ref::not_implemented(),
    }
}

static GETSET: [GetSetDef; 3] = [
    GetSetDef {
        doc: "the function (or other callable) implementing a method",
        ..GetSetDef::member("__func__", |_, r| {
            Ok(payload::<BoundMethod>(r).function.clone())
        })
    },
    GetSetDef {
        doc: "the instance to which a method is bound",
        ..GetSetDef::member("__self__", |_, r| {
            Ok(payload::<BoundMethod>(r).this.clone())
        })
    },
    GetSetDef::get("__doc__", |vm, r| {
        Ok(vm
            .get_attr_opt(&payload::<BoundMethod>(r).function, &vm.names.doc)?
            .unwrap_or_else(Ref::none))
    }),
];

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, r| {
    let m = payload::<BoundMethod>(r);
    let name = vm.get_attr(&m.function, &vm.names.name)?;
    let getattr = vm.get_builtin("getattr")?;
    let args = new_tuple(vm, [m.this.clone(), name]);
    Ok(new_tuple(vm, [getattr, args]))
})];

/// The type `method`.
pub static BOUND_METHOD: TypeSpec = TypeSpec {
    flags: flags::WEAKREFS,
    doc: "Create a bound instance method object.",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, _, args| {
            args.no_keywords(vm, "method")?;
            let a = args.check_positional(vm, "method", 2, 2)?;
            if !vm.is_callable(&a[0]) {
                return Err(vm.type_error("first argument must be callable"));
            }
            if a[1].is_none() {
                return Err(vm.type_error("instance must not be None"));
            }
            Ok(new_bound_method(vm, a[0].clone(), a[1].clone()))
        }));
        s.call.set(Some(call));
        s.get_attr.set(Some(|vm, r, name| {
            // Attributes of the method type first, then those of the function.
            let t = vm.types.bound_method;
            if t.lookup_slot(vm, name).is_null() {
                return vm.get_attr(&payload::<BoundMethod>(r).function, name);
            }
            match generic_get_attr_opt(vm, r, name)? {
                Some(v) => Ok(v),
                None => vm.get_attr(&payload::<BoundMethod>(r).function, name),
            }
        }));
        s.descr_get.set(Some(|_, r, _, _| Ok(r.clone())));
        s.compare.set(Some(|vm, a, b, op| {
            if !b.has_kind(Kind::BoundMethod) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
                return Ok(Ref::not_implemented());
            }
            let (x, y) = (payload::<BoundMethod>(a), payload::<BoundMethod>(b));
            let same = x.this.is(&y.this) && vm.eq(&x.function, &y.function)?;
            Ok(compare_identity(same, op))
        }));
        s.hash.set(Some(|vm, r| {
            let m = payload::<BoundMethod>(r);
            let h = tricera_text::hash::hash_pointer(address(&m.this)) ^ vm.hash(&m.function)?;
            Ok(if h == -1 { -2 } else { h })
        }));
        s.repr.set(Some(|vm, r| {
            let m = payload::<BoundMethod>(r);
            let name = match vm.get_attr_opt(&m.function, &vm.names.qualname)? {
                Some(n) => Some(n),
                None => vm.get_attr_opt(&m.function, &vm.names.name)?,
            };
            let name = match name {
                Some(n) if n.has_kind(Kind::Str) => str_to_string(&n),
                _ => "?".to_owned(),
            };
            let this = vm.repr_string(&m.this)?;
            from_utf8(vm, &format!("<bound method {name} of {this}>"))
        }));
    },
    ..TypeSpec::new("method", &LAYOUT)
};

fn call(vm: &Vm, r: &Ref, args: &Args) -> PyResult {
    let m = payload::<BoundMethod>(r);
    let (function, this) = (m.function.clone(), m.this.clone());
    let n = args.all().len();
    let kw = args.kw_names();
    if kw.is_empty() && function.is_exact(Kind::Function) {
        return crate::ops::execute_bound(vm, &function, std::slice::from_ref(&this), args.all());
    }
    let mut few = [Slot::NULL; 8];
    if n < few.len() {
        few[0] = this.slot().borrow();
        for (place, a) in few[1..].iter_mut().zip(args.all()) {
            *place = a.slot().borrow();
        }
        // SAFETY: the caller and this frame hold the values while the call lasts.
        let all = unsafe { Ref::view_slice(few.as_ptr(), n + 1) };
        return vm.call(&function, &Args::new(all, kw));
    }
    let mut many = Vec::with_capacity(n + 1);
    many.push(this.slot().borrow());
    many.extend(args.all().iter().map(|a| a.slot().borrow()));
    // SAFETY: see above.
    let all = unsafe { Ref::view_slice(many.as_ptr(), n + 1) };
    vm.call(&function, &Args::new(all, kw))
}

/// Binds `function` to `this`.
pub fn new_bound_method(vm: &Vm, function: Ref, this: Ref) -> Ref {
    new_object(vm, vm.types.bound_method, BoundMethod { function, this })
}
