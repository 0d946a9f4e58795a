//! `typing.Generic`, whose methods are functions of `typing`.

use crate::object::{MethodDef, PLAIN_LAYOUT, TypeSpec, flags, object_new};
use crate::runtime::Args;

static METHODS: [MethodDef; 2] = [
    MethodDef::raw("__class_getitem__", |vm, class, args| {
        let typing = crate::runtime::import::import_module(vm, "typing")?;
        let f = vm.get_attr_str(&typing, "_generic_class_getitem")?;
        let mut all = vec![class.clone()];
        all.extend_from_slice(args.all());
        vm.call(&f, &Args::new(&all, args.kw_names()))
    })
    .class_method()
    .doc("Parameterizes a generic class."),
    MethodDef::raw("__init_subclass__", |vm, class, args| {
        let typing = crate::runtime::import::import_module(vm, "typing")?;
        let f = vm.get_attr_str(&typing, "_generic_init_subclass")?;
        let mut all = vec![class.clone()];
        all.extend_from_slice(args.all());
        vm.call(&f, &Args::new(&all, args.kw_names()))
    })
    .class_method()
    .doc("Function to initialize subclasses."),
];

/// The type.
pub(super) static GENERIC: TypeSpec = TypeSpec {
    module: "typing",
    doc: "Abstract base class for generic types",
    flags: flags::BASETYPE,
    methods: &METHODS,
    slots: |s| s.new.set(Some(object_new)),
    ..TypeSpec::new("Generic", &PLAIN_LAYOUT)
};
