//! `typing.TypeVar`.

use super::parameter::{
    Lazy, Variance, bound_argument, default_argument, name_argument, set_caller_module,
};
use super::{call_typing, state};
use crate::modules::common::type_arg;
use crate::object::{
    BinaryOp, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, as_tuple, flags,
    make_union, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::sync::LazyLock;

pub(super) struct TypeVar {
    name: Ref,
    bound: Lazy,
    /// A tuple.
    constraints: Lazy,
    pub(super) default: Lazy,
    variance: Variance,
}

impl Payload for TypeVar {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.name.slot());
        for lazy in [&self.bound, &self.constraints, &self.default] {
            lazy.traverse(f);
        }
    }
}

static LAYOUT: Layout = Layout::of::<TypeVar>();
static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse(
        "name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False",
    )
});

fn of(r: &Ref) -> &TypeVar {
    payload(r)
}

static METHODS: [MethodDef; 5] = [
    MethodDef::one("__typing_subst__", |vm, this, arg| {
        call_typing(vm, "_typevar_subst", &[this.clone(), arg.clone()])
    })
    .text_signature("arg, /"),
    MethodDef::positional("__typing_prepare_subst__", 2, 2, prepare_substitution)
        .text_signature("alias, args, /"),
    MethodDef::no_args("__reduce__", |_, this| Ok(of(this).name.clone())),
    MethodDef::no_args("has_default", |vm, this| {
        Ok(Ref::bool(of(this).default.is_default(vm)?))
    }),
    MethodDef::one("__mro_entries__", |vm, _, _| {
        Err(vm.type_error("Cannot subclass an instance of TypeVar"))
    })
    .text_signature("object, /"),
];

static GETSET: [GetSetDef; 10] = [
    GetSetDef::member("__name__", |_, this| Ok(of(this).name.clone())),
    GetSetDef::member("__covariant__", |_, this| {
        Ok(Ref::bool(of(this).variance.covariant))
    }),
    GetSetDef::member("__contravariant__", |_, this| {
        Ok(Ref::bool(of(this).variance.contravariant))
    }),
    GetSetDef::member("__infer_variance__", |_, this| {
        Ok(Ref::bool(of(this).variance.infer))
    }),
    GetSetDef::get("__bound__", |vm, this| {
        Ok(of(this).bound.get(vm)?.unwrap_or_else(Ref::none))
    }),
    GetSetDef::get("__constraints__", |vm, this| {
        let none = || vm.empty_tuple.get().expect("booted");
        Ok(of(this).constraints.get(vm)?.unwrap_or_else(none))
    }),
    GetSetDef::get("__default__", |vm, this| of(this).default.default(vm)),
    GetSetDef::get("evaluate_bound", |vm, this| of(this).bound.evaluator(vm)),
    GetSetDef::get("evaluate_constraints", |vm, this| {
        of(this).constraints.evaluator(vm)
    }),
    GetSetDef::get("evaluate_default", |vm, this| {
        of(this).default.evaluator(vm)
    }),
];

/// The type.
pub(super) static TYPE_VAR: TypeSpec = TypeSpec {
    module: "typing",
    doc: "Type variable.",
    flags: flags::EXTRA | flags::WEAKREFS,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.repr
            .set(Some(|vm, this| of(this).variance.repr(vm, &of(this).name)));
        s.binary[BinaryOp::Or as usize]
            .set(Some(|vm, a, b| make_union(vm, &[a.clone(), b.clone()])));
    },
    ..TypeSpec::new("TypeVar", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let a = SIGNATURE.bind(vm, "typevar", args)?;
    let name = name_argument(vm, "typevar", &a[0])?;
    let constraints = a[1].clone().expect("always bound");
    let variance = Variance::from_arguments(vm, &a[4..])?;
    let bound = bound_argument(vm, &a[2])?;
    let constraints = match as_tuple(&constraints) {
        None | Some([]) => None,
        Some([_]) => return Err(vm.type_error("A single constraint is not allowed")),
        Some(_) => {
            if bound.get(vm)?.is_some() {
                return Err(vm.type_error("Constraints cannot be combined with bound=..."));
            }
            Some(constraints)
        }
    };
    let v = TypeVar {
        name,
        bound,
        constraints: Lazy::of_value(constraints),
        default: default_argument(vm, &a[3])?,
        variance,
    };
    let v = new_object(vm, type_arg(ty), v);
    set_caller_module(vm, &v)?;
    Ok(v)
}

pub(super) fn from_syntax(
    vm: &Vm,
    name: &Ref,
    bound: Option<&Ref>,
    constraints: Option<&Ref>,
) -> PyResult {
    let v = TypeVar {
        name: name.clone(),
        bound: Lazy::of_function(bound),
        constraints: Lazy::of_function(constraints),
        default: Lazy::nothing(),
        variance: Variance {
            infer: true,
            ..Variance::default()
        },
    };
    let ty: TypePtr = state(vm)?.type_var;
    Ok(new_object(vm, ty, v))
}

/// The arguments of an alias, with the default behind them if there is none for this parameter.
fn prepare_substitution(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let (alias, args) = (&a[0], &a[1]);
    let parameters = vm.collect(&vm.get_attr_str(alias, "__parameters__")?)?;
    let given = vm.collect(args)?;
    let Some(index) = parameters.iter().position(|p| p.is(this)) else {
        return Err(vm.value_error("tuple.index(x): x not in tuple"));
    };
    if index < given.len() {
        return Ok(args.clone());
    }
    if index == given.len() && of(this).default.is_default(vm)? {
        let mut all = given;
        all.push(of(this).default.default(vm)?);
        return Ok(new_tuple(vm, all));
    }
    let alias = vm.str_string(alias)?;
    Err(vm.type_error(format!("Too few arguments for {alias}")))
}
