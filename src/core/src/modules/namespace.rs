//! `types.SimpleNamespace`.

use crate::object::{
    Layout, MethodDef, Payload, TypePtr, TypeSpec, as_dict, flags, from_utf8, instance_dict,
    new_dict, new_object, str_to_string,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// The payload: all attributes are in the instance dict.
pub struct Namespace;

impl Payload for Namespace {
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Namespace>();

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__reduce__", |vm, this| {
        let d = attributes(vm, this)?;
        let ty = vm.type_of(this).to_ref();
        Ok(crate::object::new_tuple(
            vm,
            [ty, vm.empty_tuple.get().expect("booted"), d],
        ))
    }),
    MethodDef::raw("__replace__", |vm, this, args| {
        if !args.positional().is_empty() {
            return Err(vm.type_error("__replace__() takes no positional arguments"));
        }
        let copy = vm.call(&vm.type_of(this).to_ref(), &Args::EMPTY)?;
        let (from, to) = (attributes(vm, this)?, attributes(vm, &copy)?);
        vm.call_method_str(&to, "update", &[from])?;
        for (k, v) in args.keywords() {
            as_dict(&to).set(vm, k, v.clone())?;
        }
        Ok(copy)
    }),
];

/// The type.
pub static NAMESPACE: TypeSpec = TypeSpec {
    module: "types",
    doc: "A simple attribute-based namespace.",
    flags: flags::BASETYPE | flags::EXTRA,
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            // SAFETY: a type's `new` is called with a type.
            Ok(new_object(
                vm,
                unsafe { TypePtr::new(ty.slot().ptr()) },
                Namespace,
            ))
        }));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.compare.set(Some(|vm, a, b, op| {
            let both = crate::object::downcast::<Namespace>(vm, a).is_some()
                && crate::object::downcast::<Namespace>(vm, b).is_some();
            if !both {
                return Ok(Ref::not_implemented());
            }
            vm.rich_compare(&attributes(vm, a)?, &attributes(vm, b)?, op)
        }));
    },
    ..TypeSpec::new("SimpleNamespace", &LAYOUT)
};

fn attributes(vm: &Vm, this: &Ref) -> PyResult {
    Ok(instance_dict(vm, this)?.unwrap_or_else(|| new_dict(vm)))
}

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let a = args.check_positional(vm, &vm.type_of(this).short_name(), 0, 1)?;
    let d = attributes(vm, this)?;
    if let Some(source) = a.first() {
        let source = if source.has_kind(Kind::Dict) {
            source.clone()
        } else {
            vm.call_one(&vm.types.dict.to_ref(), source)?
        };
        for k in vm.collect(&source)? {
            if !k.has_kind(Kind::Str) {
                return Err(vm.type_error("keywords must be strings"));
            }
        }
        vm.call_method_str(&d, "update", &[source])?;
    }
    for (k, v) in args.keywords() {
        as_dict(&d).set(vm, k, v.clone())?;
    }
    Ok(())
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let ty = vm.type_of(this);
    let name = if ty.is_heap_type() {
        ty.short_name()
    } else {
        "namespace".to_owned()
    };
    vm.enter_native(" while getting the repr of an object")?;
    let d = attributes(vm, this)?;
    let mut parts = Vec::new();
    let mut i = 0;
    while let Some(e) = as_dict(&d).next_entry(&mut i) {
        // SAFETY: the entry is live until something runs, which it does after these are taken.
        let (k, v) = unsafe { (Ref::new_reference(e.key), Ref::new_reference(e.value)) };
        if k.has_kind(Kind::Str) && !crate::object::as_str(&k).is_empty() {
            parts.push(format!("{}={}", str_to_string(&k), vm.repr_string(&v)?));
        }
    }
    from_utf8(vm, &format!("{name}({})", parts.join(", ")))
}

/// The type `types.SimpleNamespace` of this interpreter.
pub fn namespace_type(vm: &Vm) -> PyResult {
    if let Some(t) = vm.state::<Ref>("types.SimpleNamespace") {
        return Ok((*t).clone());
    }
    let t = vm.new_type(&NAMESPACE, vm.types.object)?;
    vm.set_state("types.SimpleNamespace", t.clone());
    Ok(t)
}

/// A namespace with these attributes.
pub fn new_namespace(vm: &Vm, values: &[(&str, Ref)]) -> PyResult {
    let t = namespace_type(vm)?;
    // SAFETY: made with this layout.
    let n = new_object(vm, unsafe { TypePtr::new(t.slot().ptr()) }, Namespace);
    for (name, v) in values {
        crate::runtime::import::set_attr_str(vm, &n, name, v)?;
    }
    Ok(n)
}
