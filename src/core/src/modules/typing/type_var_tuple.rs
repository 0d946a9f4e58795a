//! `typing.TypeVarTuple`.

use super::parameter::{Lazy, default_argument, name_argument, set_caller_module};
use super::{call_typing, iterate_unpacked, state};
use crate::modules::common::{bind, type_arg};
use crate::object::{
    GetSetDef, Layout, MethodDef, Payload, TypeSpec, downcast, flags, new_object, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::sync::LazyLock;

pub(super) struct TypeVarTuple {
    name: Ref,
    pub(super) default: Lazy,
}

impl Payload for TypeVarTuple {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.name.slot());
        self.default.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<TypeVarTuple>();
static SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("name, *, default=NoDefault"));

fn of(r: &Ref) -> &TypeVarTuple {
    payload(r)
}

/// Is it one?
pub(super) fn is_one(vm: &Vm, r: &Ref) -> bool {
    downcast::<TypeVarTuple>(vm, r).is_some()
}

static METHODS: [MethodDef; 5] = [
    MethodDef::one("__typing_subst__", |vm, _, _| {
        Err(vm.type_error("Substitution of bare TypeVarTuple is not supported"))
    })
    .text_signature("arg, /"),
    MethodDef::positional("__typing_prepare_subst__", 2, 2, |vm, this, a| {
        let args = [this.clone(), a[0].clone(), a[1].clone()];
        call_typing(vm, "_typevartuple_prepare_subst", &args)
    })
    .text_signature("alias, args, /"),
    MethodDef::no_args("__reduce__", |_, this| Ok(of(this).name.clone())),
    MethodDef::no_args("has_default", |vm, this| {
        Ok(Ref::bool(of(this).default.is_default(vm)?))
    }),
    MethodDef::one("__mro_entries__", |vm, _, _| {
        Err(vm.type_error("Cannot subclass an instance of TypeVarTuple"))
    })
    .text_signature("object, /"),
];

static GETSET: [GetSetDef; 3] = [
    GetSetDef::member("__name__", |_, this| Ok(of(this).name.clone())),
    GetSetDef::get("__default__", |vm, this| of(this).default.default(vm)),
    GetSetDef::get("evaluate_default", |vm, this| {
        of(this).default.evaluator(vm)
    }),
];

/// The type.
pub(super) static TYPE_VAR_TUPLE: TypeSpec = TypeSpec {
    module: "typing",
    doc: "Type variable tuple.",
    flags: flags::EXTRA | flags::WEAKREFS,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.iter.set(Some(iterate_unpacked));
        s.repr.set(Some(|_, this| Ok(of(this).name.clone())));
    },
    ..TypeSpec::new("TypeVarTuple", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let [name, default] = bind(vm, &SIGNATURE, "typevartuple", args)?;
    let v = TypeVarTuple {
        name: name_argument(vm, "typevartuple", &name)?,
        default: default_argument(vm, &default)?,
    };
    let v = new_object(vm, type_arg(ty), v);
    set_caller_module(vm, &v)?;
    Ok(v)
}

pub(super) fn from_syntax(vm: &Vm, name: &Ref) -> PyResult {
    let v = TypeVarTuple {
        name: name.clone(),
        default: Lazy::nothing(),
    };
    Ok(new_object(vm, state(vm)?.type_var_tuple, v))
}
