//! `mappingproxy`: a read-only view of a mapping.

use super::generic_alias::new_generic_alias;
use crate::object::{
    BinaryOp, Layout, MethodDef, Payload, TypeSpec, as_dict, flags, from_utf8, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// The payload of `mappingproxy`.
pub struct MappingProxy {
    pub mapping: Ref,
}

impl Payload for MappingProxy {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.mapping.slot());
    }
}
static LAYOUT: Layout = Layout::of::<MappingProxy>();

fn mapping(r: &Ref) -> &Ref {
    &payload::<MappingProxy>(r).mapping
}

fn forward(vm: &Vm, r: &Ref, name: &str, args: &[Ref]) -> PyResult {
    vm.call_method_str(mapping(r), name, args)
}

static METHODS: [MethodDef; 7] = [
    MethodDef::positional("get", 1, 2, |vm, r, a| {
        let default = a.get(1).cloned().unwrap_or_else(Ref::none);
        if vm.type_of(mapping(r)) == vm.types.dict {
            return Ok(as_dict(mapping(r)).get(vm, &a[0])?.unwrap_or(default));
        }
        forward(vm, r, "get", &[a[0].clone(), default])
    })
    .text_signature("key, default=None, /")
    .doc("Return the value for key if key is in the mapping, else default."),
    MethodDef::no_args("keys", |vm, r| forward(vm, r, "keys", &[]))
        .doc("a set-like object providing a view on D's keys"),
    MethodDef::no_args("values", |vm, r| forward(vm, r, "values", &[]))
        .doc("an object providing a view on D's values"),
    MethodDef::no_args("items", |vm, r| forward(vm, r, "items", &[]))
        .doc("a set-like object providing a view on D's items"),
    MethodDef::no_args("copy", |vm, r| forward(vm, r, "copy", &[])).doc("a shallow copy of D"),
    MethodDef::one("__class_getitem__", |vm, cls, item| {
        Ok(new_generic_alias(vm, cls.clone(), item.clone()))
    })
    .class_method()
    .doc("See PEP 585"),
    MethodDef::no_args("__reversed__", |vm, r| forward(vm, r, "__reversed__", &[])),
];

/// The operands of `|` with proxies replaced by what they show.
fn shown(vm: &Vm, r: &Ref) -> Ref {
    match crate::object::downcast::<MappingProxy>(vm, r) {
        Some(p) => p.mapping.clone(),
        None => r.clone(),
    }
}

/// The type `mappingproxy`.
pub static MAPPING_PROXY: TypeSpec = TypeSpec {
    flags: flags::MAPPING,
    doc: "Read-only proxy of a mapping.",
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(|vm, _, args| {
            args.no_keywords(vm, "mappingproxy")?;
            let a = args.check_positional(vm, "mappingproxy", 1, 1)?;
            let is_mapping = vm.type_of(&a[0]).slots.binary[BinaryOp::Subscr as usize]
                .get()
                .is_some()
                && !a[0].has_kind(Kind::List)
                && !a[0].has_kind(Kind::Tuple);
            if !is_mapping {
                return Err(vm.type_error(format!(
                    "mappingproxy() argument must be a mapping, not {}",
                    vm.type_of(&a[0]).name_str()
                )));
            }
            Ok(new_mapping_proxy(vm, a[0].clone()))
        }));
        s.repr.set(Some(|vm, r| {
            let text = vm.repr_string(mapping(r))?;
            from_utf8(vm, &format!("mappingproxy({text})"))
        }));
        s.str.set(Some(|vm, r| vm.str(mapping(r))));
        s.len.set(Some(|vm, r| vm.len(mapping(r))));
        s.contains
            .set(Some(|vm, r, key| vm.contains(mapping(r), key)));
        s.iter.set(Some(|vm, r| vm.iter(mapping(r))));
        s.hash.set(Some(|vm, r| vm.hash(mapping(r))));
        s.compare
            .set(Some(|vm, a, b, op| vm.rich_compare(mapping(a), b, op)));
        s.binary[BinaryOp::Subscr as usize].set(Some(|vm, r, key| vm.get_item(mapping(r), key)));
        s.binary[BinaryOp::Or as usize].set(Some(|vm, a, b| {
            vm.binary_op(&shown(vm, a), &shown(vm, b), BinaryOp::Or)
        }));
        s.binary[BinaryOp::InplaceOr as usize].set(Some(|vm, a, _| {
            Err(vm.type_error(format!(
                "'|=' is not supported by {}; use '|' instead",
                vm.type_of(a).name_str()
            )))
        }));
    },
    ..TypeSpec::new("mappingproxy", &LAYOUT)
};

/// A read-only view of `mapping`.
pub fn new_mapping_proxy(vm: &Vm, mapping: Ref) -> Ref {
    new_object(vm, vm.types.mapping_proxy, MappingProxy { mapping })
}
