//! `typing.TypeAliasType`: what the statement `type` makes.

use super::parameter::{Lazy, caller_module, name_argument};
use super::{default_of, iterate_unpacked, state, unpack_many};
use crate::modules::common::{bind, type_arg};
use crate::object::{
    BinaryOp, FunctionValue, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_tuple, flags,
    generic_get_attr, make_union, new_generic_alias, new_object, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::sync::LazyLock;

struct Alias {
    name: Ref,
    /// A tuple, if there are any.
    parameters: Option<Ref>,
    value: Lazy,
    /// Where it was made by a call.
    module: Option<Ref>,
}

impl Payload for Alias {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.name.slot());
        for r in [&self.parameters, &self.module].into_iter().flatten() {
            f(r.slot());
        }
        self.value.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Alias>();
static SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("name, value, *, type_params=()"));

fn of(r: &Ref) -> &Alias {
    payload(r)
}

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |_, this| {
    Ok(of(this).name.clone())
})];

static GETSET: [GetSetDef; 5] = [
    GetSetDef::member("__name__", |_, this| Ok(of(this).name.clone())),
    GetSetDef::get("__parameters__", |vm, this| match &of(this).parameters {
        Some(p) => unpack_many(vm, p),
        None => Ok(vm.empty_tuple.get().expect("booted")),
    }),
    GetSetDef::get("__type_params__", |vm, this| {
        let none = || vm.empty_tuple.get().expect("booted");
        Ok(of(this).parameters.clone().unwrap_or_else(none))
    }),
    GetSetDef::get("__value__", |vm, this| {
        Ok(of(this).value.get(vm)?.unwrap_or_else(Ref::none))
    }),
    GetSetDef::get("evaluate_value", |vm, this| of(this).value.evaluator(vm)),
];

/// The type.
pub(super) static ALIAS: TypeSpec = TypeSpec {
    module: "typing",
    doc: "Type alias.",
    flags: flags::WEAKREFS,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(|_, this| Ok(of(this).name.clone())));
        s.iter.set(Some(iterate_unpacked));
        s.get_attr.set(Some(get_attr));
        s.binary[BinaryOp::Or as usize]
            .set(Some(|vm, a, b| make_union(vm, &[a.clone(), b.clone()])));
        s.binary[BinaryOp::Subscr as usize].set(Some(|vm, this, item| {
            if of(this).parameters.is_none() {
                return Err(vm.type_error("Only generic type aliases are subscriptable"));
            }
            Ok(new_generic_alias(vm, this.clone(), item.clone()))
        }));
    },
    ..TypeSpec::new("TypeAliasType", &LAYOUT)
};

/// `__module__` is each alias's own, while that of the type is in the type's namespace.
fn get_attr(vm: &Vm, this: &Ref, name: &Ref) -> PyResult {
    if !name.has_kind(Kind::Str) || !vm.intern(name.clone()).is(&vm.names.module) {
        return generic_get_attr(vm, this, name);
    }
    if let Some(m) = &of(this).module {
        return Ok(m.clone());
    }
    let function = of(this).value.evaluator(vm)?;
    if function.has_kind(Kind::Function) {
        let module = payload::<FunctionValue>(&function).module.get();
        return Ok(module.unwrap_or_else(Ref::none));
    }
    Ok(Ref::none())
}

/// Fails unless all are type parameters, those with defaults last.
fn check_parameters(vm: &Vm, parameters: &[Ref]) -> PyResult<()> {
    let mut defaults = false;
    for p in parameters {
        let Some(default) = default_of(vm, p) else {
            let text = vm.repr_string(p)?;
            return Err(vm.type_error(format!("Expected a type param, got {text}")));
        };
        if default.is_default(vm)? {
            defaults = true;
        } else if defaults {
            let text = vm.repr_string(p)?;
            return Err(vm.type_error(format!(
                "non-default type parameter '{text}' follows default type parameter"
            )));
        }
    }
    Ok(())
}

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let [name, value, parameters] = bind(vm, &SIGNATURE, "typealias", args)?;
    let name = name_argument(vm, "typealias", &name)?;
    if let Some(p) = &parameters {
        let Some(items) = as_tuple(p) else {
            return Err(vm.type_error("type_params must be a tuple"));
        };
        check_parameters(vm, items)?;
    }
    let a = Alias {
        name,
        parameters: parameters.filter(|p| as_tuple(p).is_some_and(|p| !p.is_empty())),
        value: Lazy::of_value(value),
        module: Some(caller_module(vm)?),
    };
    Ok(new_object(vm, type_arg(ty), a))
}

pub(super) fn from_syntax(vm: &Vm, parts: &Ref) -> PyResult {
    let Some([name, parameters, value]) = as_tuple(parts) else {
        return Err(vm.system_error("a type alias needs a name, parameters and a value"));
    };
    let a = Alias {
        name: name.clone(),
        parameters: Some(parameters.clone()).filter(|p| !p.is_none()),
        value: Lazy::of_function(Some(value)),
        module: None,
    };
    Ok(new_object(vm, state(vm)?.alias, a))
}
