//! `ast.AST`: what all nodes can do.

use super::{NAME, State, show};
use crate::modules::common::type_arg;
use crate::object::{
    GenericAlias, GetSetDef, Layout, MethodDef, Payload, TypeSpec, Union, as_dict, dict_getset,
    downcast, flags, instance_dict, new_dict, new_list, new_object, new_tuple, str_to_string,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// A node keeps everything in its dict.
pub(super) struct Node;

impl Payload for Node {
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Node>();

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__reduce__", reduce),
    MethodDef::raw("__replace__", replace).text_signature("**fields"),
];

static GETSET: [GetSetDef; 1] = [dict_getset()];

/// The type.
pub(super) static AST: TypeSpec = TypeSpec {
    module: "ast",
    flags: flags::BASETYPE | flags::EXTRA,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.set_attr.set(Some(crate::object::generic_set_attr));
        s.new
            .set(Some(|vm, ty, _| Ok(new_object(vm, type_arg(ty), Node))));
        s.init.set(Some(init));
        s.repr.set(Some(show::repr));
    },
    ..TypeSpec::new("AST", &LAYOUT)
};

/// An attribute of the node's class that is a sequence of names; empty if it is not there.
pub(super) fn names(vm: &Vm, node: &Ref, attribute: &str) -> PyResult<Vec<Ref>> {
    let class = vm.type_of(node).to_ref();
    match vm.get_attr_opt(&class, &vm.interned.intern_str(vm, attribute))? {
        Some(names) => vm.collect(&names),
        None => Ok(Vec::new()),
    }
}

fn contains(vm: &Vm, names: &[Ref], name: &Ref) -> PyResult<bool> {
    for n in names {
        if vm.eq(n, name)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn warn(vm: &Vm, text: &str) -> PyResult<()> {
    vm.warn(vm.types.deprecation_warning, text, 1)
}

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let class = vm.type_of(this).name_str();
    let fields = names(vm, this, "_fields")?;
    let given = args.positional();
    if given.len() > fields.len() {
        let (n, s) = (fields.len(), if fields.len() == 1 { "" } else { "s" });
        let class = vm.type_of(this).short_name();
        return Err(vm.type_error(format!(
            "{class} constructor takes at most {n} positional argument{s}"
        )));
    }
    for (name, value) in fields.iter().zip(given) {
        vm.set_attr(this, name, value)?;
    }
    let mut missing = fields[given.len()..].to_vec();
    for (name, value) in args.keywords() {
        if contains(vm, &fields, name)? {
            let Some(at) = position(vm, &missing, name)? else {
                let name = vm.repr_string(name)?;
                return Err(
                    vm.type_error(format!("{class} got multiple values for argument {name}"))
                );
            };
            missing.remove(at);
        } else if !contains(vm, &names(vm, this, "_attributes")?, name)? {
            let name = vm.repr_string(name)?;
            warn(
                vm,
                &format!(
                    "{class}.__init__ got an unexpected keyword argument {name}. Support for arbitrary keyword \
                     arguments is deprecated and will be removed in Python 3.15."
                ),
            )?;
        }
        vm.set_attr(this, name, value)?;
    }
    set_defaults(vm, this, &class, &missing)
}

fn position(vm: &Vm, names: &[Ref], name: &Ref) -> PyResult<Option<usize>> {
    for (i, n) in names.iter().enumerate() {
        if vm.eq(n, name)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

/// Gives the fields that were left out what their types say: nothing for those that may be None, lists, `Load()`.
fn set_defaults(vm: &Vm, this: &Ref, class: &str, missing: &[Ref]) -> PyResult<()> {
    let ty = vm.type_of(this).to_ref();
    let Some(types) = vm.get_attr_opt(&ty, &vm.interned.intern_str(vm, "_field_types"))? else {
        return Ok(());
    };
    let state = vm
        .state::<State>(NAME)
        .expect("set when the module was made");
    for name in missing {
        let found = if types.has_kind(Kind::Dict) {
            as_dict(&types).get(vm, name)?
        } else {
            None
        };
        let shown = vm.repr_string(name)?;
        let Some(ty) = found else {
            warn(
                vm,
                &format!(
                    "Field {shown} is missing from {class}._field_types. This will become an error in Python 3.15."
                ),
            )?;
            continue;
        };
        if downcast::<Union>(vm, &ty).is_some() {
            continue;
        }
        if downcast::<GenericAlias>(vm, &ty).is_some() {
            vm.set_attr(this, name, &new_list(vm, vec![]))?;
        } else if ty.is(&state.context) {
            let load = vm.call(&state.load, &Args::EMPTY)?;
            vm.set_attr(this, name, &load)?;
        } else {
            warn(
                vm,
                &format!(
                    "{class}.__init__ missing 1 required positional argument: {shown}. This will become an error in \
                     Python 3.15."
                ),
            )?;
        }
    }
    Ok(())
}

/// The class, as many arguments as there are leading fields, and the dict, which says it all.
fn reduce(vm: &Vm, this: &Ref) -> PyResult {
    let class = vm.type_of(this).to_ref();
    let d = instance_dict(vm, this)?.unwrap_or_else(|| new_dict(vm));
    let mut n = 0;
    for name in names(vm, this, "_fields")? {
        if !as_dict(&d).contains(vm, &name)? {
            break;
        }
        n += 1;
    }
    let none = new_tuple(vm, vec![Ref::none(); n]);
    Ok(new_tuple(vm, [class, none, d]))
}

/// `copy.replace(node, **changes)`
fn replace(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    if !args.positional().is_empty() {
        return Err(vm.type_error("__replace__() takes no positional arguments"));
    }
    let class = vm.type_of(this);
    let mut known = names(vm, this, "_fields")?;
    known.extend(names(vm, this, "_attributes")?);
    let d = instance_dict(vm, this)?.unwrap_or_else(|| new_dict(vm));
    let (mut values, mut keys) = (Vec::new(), Vec::new());
    for name in &known {
        if args
            .keywords()
            .any(|(k, _)| str_to_string(k) == str_to_string(name))
        {
            continue;
        }
        if let Some(v) = as_dict(&d).get(vm, name)? {
            values.push(v);
            keys.push(name.clone());
        }
    }
    for (name, value) in args.keywords() {
        if !contains(vm, &known, name)? {
            return Err(vm.type_error(format!(
                "{}.__replace__ got an unexpected keyword argument {}.",
                class.short_name(),
                vm.repr_string(name)?
            )));
        }
        values.push(value.clone());
        keys.push(name.clone());
    }
    vm.call(&class.to_ref(), &Args::new(&values, &keys))
}
