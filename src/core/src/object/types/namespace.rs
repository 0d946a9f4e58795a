//! `types.SimpleNamespace`.

use super::fully_qualified;
use crate::object::{
    Layout, MethodDef, Plain, TypeSpec, as_dict, as_str, as_tuple, flags, from_buf, instance_dict,
    new_dict, new_instance, new_tuple,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

static LAYOUT: Layout = Layout::of::<Plain>();

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__reduce__", |vm, r| {
        let t = vm.type_of(r).to_ref();
        Ok(new_tuple(vm, [t, new_tuple(vm, []), dict(vm, r)?]))
    })
    .doc("Return state information for pickling"),
    MethodDef::raw("__replace__", |vm, r, args| {
        if !args.positional().is_empty() {
            return Err(vm.type_error("__replace__() takes no positional arguments"));
        }
        let new = vm.call(&vm.type_of(r).to_ref(), &Args::EMPTY)?;
        if !vm.is_instance_of(&new, vm.types.simple_namespace) {
            return Err(vm.type_error(format!(
                "expect types.SimpleNamespace type, but {}() returned '{}' object",
                fully_qualified(vm, &vm.type_of(r)),
                fully_qualified(vm, &vm.type_of(&new))
            )));
        }
        let d = dict(vm, &new)?;
        let from = vm.collect(&vm.call_method(&dict(vm, r)?, &vm.names.items, &[])?)?;
        for item in &from {
            if let Some([k, v]) = as_tuple(item) {
                as_dict(&d).set(vm, k, v.clone())?;
            }
        }
        for (k, v) in args.keywords() {
            as_dict(&d).set(vm, k, v.clone())?;
        }
        Ok(new)
    })
    .text_signature("**changes")
    .doc("Return a copy of the namespace object with new values for the specified attributes."),
];

static GETSET: [crate::object::GetSetDef; 1] = [crate::object::GetSetDef::member("__dict__", dict)];

/// The type `types.SimpleNamespace`.
pub static SIMPLE_NAMESPACE: TypeSpec = TypeSpec {
    flags: flags::BASETYPE | flags::EXTRA | flags::NO_MODULE,
    module: "types",
    doc: "A simple attribute-based namespace.",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            // SAFETY: the new slot is called with a type.
            Ok(new_instance(vm, unsafe {
                ty.cast::<crate::object::TypeObj>()
            }))
        }));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.compare.set(Some(|vm, a, b, op| {
            let t = vm.types.simple_namespace;
            if vm.is_instance_of(a, t) && vm.is_instance_of(b, t) {
                return vm.rich_compare(&dict(vm, a)?, &dict(vm, b)?, op);
            }
            Ok(Ref::not_implemented())
        }));
    },
    ..TypeSpec::new("SimpleNamespace", &LAYOUT)
};

fn dict(vm: &Vm, r: &Ref) -> PyResult {
    Ok(instance_dict(vm, r)?.unwrap_or_else(|| new_dict(vm)))
}

fn init(vm: &Vm, r: &Ref, args: &Args) -> PyResult<()> {
    let a = args.positional();
    if a.len() > 1 {
        return Err(vm.type_error(format!(
            "{} expected at most 1 argument, got {}",
            vm.type_of(r).name_str(),
            a.len()
        )));
    }
    let d = dict(vm, r)?;
    if let Some(from) = a.first() {
        let from = vm.call_one(&vm.types.dict.to_ref(), from)?;
        let mut i = 0;
        while let Some(e) = as_dict(&from).next_entry(&mut i) {
            // SAFETY: the entry is live.
            let (k, v) = unsafe { (Ref::new_reference(e.key), Ref::new_reference(e.value)) };
            if !k.has_kind(Kind::Str) {
                return Err(vm.type_error("keywords must be strings"));
            }
            as_dict(&d).set(vm, &k, v)?;
        }
    }
    for (k, v) in args.keywords() {
        as_dict(&d).set(vm, k, v.clone())?;
    }
    Ok(())
}

fn repr(vm: &Vm, r: &Ref) -> PyResult {
    let name = if vm.type_of(r) == vm.types.simple_namespace {
        "namespace".to_owned()
    } else {
        vm.type_of(r).name_str()
    };
    let Some(_scope) = vm.repr_enter(r) else {
        return crate::object::from_utf8(vm, &format!("{name}(...)"));
    };
    let d = dict(vm, r)?;
    let mut parts = tricera_text::str::StrBuf::new();
    name.chars().for_each(|c| parts.push(c as u32));
    parts.push_latin1(b"(");
    let mut first = true;
    for k in vm.collect(&d)? {
        if !k.has_kind(Kind::Str) || as_str(&k).is_empty() {
            continue;
        }
        let Some(v) = as_dict(&d).get(vm, &k)? else {
            continue;
        };
        if !first {
            parts.push_latin1(b", ");
        }
        first = false;
        parts.push_str(as_str(&k).units());
        parts.push_latin1(b"=");
        parts.push_str(as_str(&vm.repr(&v)?).units());
    }
    parts.push_latin1(b")");
    from_buf(vm, parts.finish())
}
