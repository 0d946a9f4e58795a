//! The module `_ast`: the classes of syntax trees' nodes.

mod build;
mod grammar;
mod node;
mod show;

pub use build::build;

use super::common::add_type;
use super::{ModuleSpec, add};
use crate::object::{as_dict, from_utf8, make_union, new_dict, new_generic_alias, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use grammar::{GRAMMAR, Sum};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "",
    methods: &[],
    init: |vm, module| {
        for (name, value) in [
            ("PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000),
            ("PyCF_ONLY_AST", 0x400),
            ("PyCF_OPTIMIZED_AST", 0x8400),
            ("PyCF_TYPE_COMMENTS", 0x1000),
        ] {
            add(vm, module, name, vm.new_int(value))?;
        }
        let ast = add_type(vm, module, &node::AST)?.to_ref();
        let none = vm.empty_tuple.get().expect("booted");
        for name in ["_fields", "_attributes", "__match_args__"] {
            let key = vm.interned.intern_str(vm, name);
            super::common::type_arg(&ast)
                .dict()
                .set_str(vm, &key, none.clone())?;
        }
        let classes = new_dict(vm);
        for sum in GRAMMAR {
            make_sum(vm, module, &classes, &ast, sum)?;
        }
        // The types of fields are known only when all classes are.
        for sum in GRAMMAR {
            for form in sum.forms {
                set_field_types(vm, &classes, form)?;
            }
        }
        let context = class(vm, &classes, "expr_context")?;
        let load = class(vm, &classes, "Load")?;
        vm.set_state(NAME, State { context, load });
        Ok(())
    },
};

const NAME: &str = "_ast";

/// Is it a node?
pub fn is_node(vm: &Vm, r: &Ref) -> bool {
    crate::object::downcast::<node::Node>(vm, r).is_some()
}

/// What the constructor of nodes needs.
struct State {
    /// The class `expr_context`.
    context: Ref,
    /// Its form `Load`, which is the default.
    load: Ref,
}

/// A form's name and the types and names of its fields.
fn parse(form: &'static str) -> (&'static str, Vec<(&'static str, &'static str)>) {
    let Some((name, fields)) = form.split_once('(') else {
        return (form, Vec::new());
    };
    let fields = fields.trim_end_matches(')').split(", ");
    (name, fields.filter_map(|f| f.split_once(' ')).collect())
}

fn class(vm: &Vm, classes: &Ref, name: &str) -> PyResult {
    match as_dict(classes).get(vm, &vm.interned.intern_str(vm, name))? {
        Some(c) => Ok(c),
        None => Err(vm.system_error("a kind of node is not in the grammar")),
    }
}

/// `type(name, (base,), namespace)`, entered in the module.
fn make_class(
    vm: &Vm,
    module: &Ref,
    classes: &Ref,
    base: &Ref,
    name: &str,
    namespace: &[(&str, Ref)],
) -> PyResult {
    let d = new_dict(vm);
    for (key, value) in namespace {
        as_dict(&d).set(vm, &vm.interned.intern_str(vm, key), value.clone())?;
    }
    let text = vm.interned.intern_str(vm, name);
    let bases = new_tuple(vm, [base.clone()]);
    let made = vm.call_positional(&vm.types.type_.to_ref(), &[text.clone(), bases, d])?;
    as_dict(classes).set(vm, &text, made.clone())?;
    add(vm, module, name, made.clone())?;
    Ok(made)
}

fn strings(vm: &Vm, names: impl Iterator<Item = &'static str>) -> Ref {
    let all: Vec<Ref> = names.map(|n| vm.interned.intern_str(vm, n)).collect();
    new_tuple(vm, all)
}

/// The names that may be None, as attributes of the class.
fn optional(names: &[&'static str]) -> Vec<(&'static str, Ref)> {
    names.iter().map(|n| (*n, Ref::none())).collect()
}

fn make_sum(vm: &Vm, module: &Ref, classes: &Ref, ast: &Ref, sum: &'static Sum) -> PyResult<()> {
    let attributes = strings(vm, sum.attributes.iter().map(|a| a.trim_end_matches('?')));
    let absent: Vec<&str> = sum
        .attributes
        .iter()
        .filter_map(|a| a.strip_suffix('?'))
        .collect();
    let product = sum.forms.len() == 1 && parse(sum.forms[0]).0 == sum.name;
    if product {
        let mut namespace = form_namespace(vm, sum.forms[0])?;
        namespace.push(("_attributes", attributes));
        namespace.extend(optional(&absent));
        make_class(vm, module, classes, ast, sum.name, &namespace)?;
        return Ok(());
    }
    let simple = sum.forms.iter().all(|f| !f.contains('('));
    let separator = if simple {
        " | ".to_owned()
    } else {
        format!("\n{}| ", " ".repeat(sum.name.len() + 1))
    };
    let doc = format!("{} = {}", sum.name, sum.forms.join(&separator));
    let none = || vm.empty_tuple.get().expect("booted");
    let mut namespace = vec![
        ("_fields", none()),
        ("__match_args__", none()),
        ("__module__", from_utf8(vm, "ast")?),
        ("__doc__", from_utf8(vm, &doc)?),
        ("_attributes", attributes),
    ];
    namespace.extend(optional(&absent));
    let base = make_class(vm, module, classes, ast, sum.name, &namespace)?;
    for form in sum.forms {
        let namespace = form_namespace(vm, form)?;
        make_class(vm, module, classes, &base, parse(form).0, &namespace)?;
    }
    Ok(())
}

fn form_namespace(vm: &Vm, form: &'static str) -> PyResult<Vec<(&'static str, Ref)>> {
    let (_, fields) = parse(form);
    let names = strings(vm, fields.iter().map(|(_, name)| *name));
    let absent: Vec<&str> = fields
        .iter()
        .filter(|(ty, _)| ty.ends_with('?'))
        .map(|(_, name)| *name)
        .collect();
    let mut namespace = vec![
        ("_fields", names.clone()),
        ("__match_args__", names),
        ("__module__", from_utf8(vm, "ast")?),
        ("__doc__", from_utf8(vm, form)?),
    ];
    namespace.extend(optional(&absent));
    Ok(namespace)
}

/// Sets `_field_types` and `__annotations__` of a form's class.
fn set_field_types(vm: &Vm, classes: &Ref, form: &'static str) -> PyResult<()> {
    let (name, fields) = parse(form);
    let class_of_form = class(vm, classes, name)?;
    let types = new_dict(vm);
    for (ty, field) in fields {
        let bare = ty.trim_end_matches(['*', '?']);
        let base = match bare {
            "identifier" | "string" => vm.types.str.to_ref(),
            "int" => vm.types.int.to_ref(),
            "constant" => vm.types.object.to_ref(),
            other => class(vm, classes, other)?,
        };
        let value = match ty.strip_prefix(bare) {
            Some("*" | "?*") => new_generic_alias(vm, vm.types.list.to_ref(), base),
            Some("?") => make_union(vm, &[base, Ref::none()])?,
            _ => base,
        };
        as_dict(&types).set(vm, &vm.interned.intern_str(vm, field), value)?;
    }
    vm.set_attr(
        &class_of_form,
        &vm.interned.intern_str(vm, "_field_types"),
        &types,
    )?;
    vm.set_attr(&class_of_form, &vm.names.annotations, &types)
}
