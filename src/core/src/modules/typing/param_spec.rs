//! `typing.ParamSpec`, and its `args` and `kwargs`.

use super::parameter::{
    Lazy, Variance, bound_argument, default_argument, name_argument, set_caller_module,
};
use super::{call_typing, state};
use crate::modules::common::{bind, type_arg};
use crate::object::{
    BinaryOp, CompareOp, GetSetDef, Layout, MethodDef, Payload, TypeSpec, downcast, flags,
    from_utf8, make_union, new_object, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::sync::LazyLock;

pub(super) struct ParamSpec {
    name: Ref,
    bound: Lazy,
    pub(super) default: Lazy,
    variance: Variance,
}

impl Payload for ParamSpec {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.name.slot());
        self.bound.traverse(f);
        self.default.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<ParamSpec>();
static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse(
        "name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False",
    )
});

fn of(r: &Ref) -> &ParamSpec {
    payload(r)
}

static METHODS: [MethodDef; 5] = [
    MethodDef::one("__typing_subst__", |vm, this, arg| {
        call_typing(vm, "_paramspec_subst", &[this.clone(), arg.clone()])
    })
    .text_signature("arg, /"),
    MethodDef::positional("__typing_prepare_subst__", 2, 2, |vm, this, a| {
        let args = [this.clone(), a[0].clone(), a[1].clone()];
        call_typing(vm, "_paramspec_prepare_subst", &args)
    })
    .text_signature("alias, args, /"),
    MethodDef::no_args("__reduce__", |_, this| Ok(of(this).name.clone())),
    MethodDef::no_args("has_default", |vm, this| {
        Ok(Ref::bool(of(this).default.is_default(vm)?))
    }),
    MethodDef::one("__mro_entries__", |vm, _, _| {
        Err(vm.type_error("Cannot subclass an instance of ParamSpec"))
    })
    .text_signature("object, /"),
];

static GETSET: [GetSetDef; 9] = [
    GetSetDef::member("__name__", |_, this| Ok(of(this).name.clone())),
    GetSetDef::member("__bound__", |vm, this| {
        Ok(of(this).bound.get(vm)?.unwrap_or_else(Ref::none))
    }),
    GetSetDef::member("__covariant__", |_, this| {
        Ok(Ref::bool(of(this).variance.covariant))
    }),
    GetSetDef::member("__contravariant__", |_, this| {
        Ok(Ref::bool(of(this).variance.contravariant))
    }),
    GetSetDef::member("__infer_variance__", |_, this| {
        Ok(Ref::bool(of(this).variance.infer))
    }),
    GetSetDef::get("args", |vm, this| {
        Ok(new_object(
            vm,
            state(vm)?.param_spec_args,
            Positional(this.clone()),
        ))
    }),
    GetSetDef::get("kwargs", |vm, this| {
        Ok(new_object(
            vm,
            state(vm)?.param_spec_kwargs,
            Kwargs(this.clone()),
        ))
    }),
    GetSetDef::get("__default__", |vm, this| of(this).default.default(vm)),
    GetSetDef::get("evaluate_default", |vm, this| {
        of(this).default.evaluator(vm)
    }),
];

/// The type.
pub(super) static PARAM_SPEC: TypeSpec = TypeSpec {
    module: "typing",
    doc: "Parameter specification variable.",
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
    ..TypeSpec::new("ParamSpec", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let a: [Option<Ref>; 6] = bind(vm, &SIGNATURE, "paramspec", args)?;
    let name = name_argument(vm, "paramspec", &a[0])?;
    let variance = Variance::from_arguments(vm, &a[3..])?;
    let p = ParamSpec {
        name,
        bound: bound_argument(vm, &a[1])?,
        default: default_argument(vm, &a[2])?,
        variance,
    };
    let p = new_object(vm, type_arg(ty), p);
    set_caller_module(vm, &p)?;
    Ok(p)
}

pub(super) fn from_syntax(vm: &Vm, name: &Ref) -> PyResult {
    let p = ParamSpec {
        name: name.clone(),
        bound: Lazy::nothing(),
        default: Lazy::nothing(),
        variance: Variance {
            infer: true,
            ..Variance::default()
        },
    };
    Ok(new_object(vm, state(vm)?.param_spec, p))
}

/// `P.args` or `P.kwargs`
macro_rules! part {
    ($payload:ident, $spec:ident, $layout:ident, $signature:ident, $methods:ident, $getset:ident, $type:literal, $attribute:literal) => {
        struct $payload(Ref);
        impl Payload for $payload {
            fn traverse(&self, f: &mut dyn FnMut(Slot)) {
                f(self.0.slot());
            }
        }
        static $layout: Layout = Layout::of::<$payload>();
        static $signature: LazyLock<Signature> = LazyLock::new(|| Signature::parse("origin"));
        static $methods: [MethodDef; 1] = [MethodDef::one("__mro_entries__", |vm, _, _| {
            Err(vm.type_error(concat!("Cannot subclass an instance of ", $type)))
        })
        .text_signature("object, /")];
        static $getset: [GetSetDef; 1] = [GetSetDef::member("__origin__", |_, this| {
            Ok(payload::<$payload>(this).0.clone())
        })];
        /// The type of the attribute.
        pub(super) static $spec: TypeSpec = TypeSpec {
            module: "typing",
            doc: "A part of the parameters that a ParamSpec stands for.",
            flags: flags::WEAKREFS,
            methods: &$methods,
            getset: &$getset,
            slots: |s| {
                s.new.set(Some(|vm, ty, args| {
                    let name = $type.to_lowercase();
                    let [origin] = bind(vm, &$signature, &name, args)?;
                    Ok(new_object(
                        vm,
                        type_arg(ty),
                        $payload(origin.expect("required")),
                    ))
                }));
                s.repr.set(Some(|vm, this| {
                    let origin = &payload::<$payload>(this).0;
                    let text = match downcast::<ParamSpec>(vm, origin) {
                        Some(p) => str_to_string(&p.name),
                        None => vm.repr_string(origin)?,
                    };
                    from_utf8(vm, &format!(concat!("{}.", $attribute), text))
                }));
                s.compare.set(Some(|vm, a, b, op| {
                    let (Some(x), Some(y)) =
                        (downcast::<$payload>(vm, a), downcast::<$payload>(vm, b))
                    else {
                        return Ok(Ref::not_implemented());
                    };
                    match op {
                        CompareOp::Eq | CompareOp::Ne => vm.rich_compare(&x.0, &y.0, op),
                        _ => Ok(Ref::not_implemented()),
                    }
                }));
            },
            ..TypeSpec::new($type, &$layout)
        };
    };
}
part!(
    Positional,
    ARGS,
    ARGS_LAYOUT,
    ARGS_SIGNATURE,
    ARGS_METHODS,
    ARGS_GETSET,
    "ParamSpecArgs",
    "args"
);
part!(
    Kwargs,
    KWARGS,
    KWARGS_LAYOUT,
    KWARGS_SIGNATURE,
    KWARGS_METHODS,
    KWARGS_GETSET,
    "ParamSpecKwargs",
    "kwargs"
);
