//! The module `_suggestions`: what `traceback` asks for the name that was meant.

use super::ModuleSpec;
use super::support::bad_argument;
use crate::object::exception::print::closest_name;
use crate::object::{MethodDef, as_list, from_utf8};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_suggestions",
    doc: "",
    methods: &METHODS,
    init: |_, _| Ok(()),
};

static METHODS: [MethodDef; 1] = [
    MethodDef::positional("_generate_suggestions", 2, 2, generate)
        .text_signature("candidates, item, /"),
];

fn generate(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (candidates, item) = (&a[0], &a[1]);
    if !item.has_kind(Kind::Str) {
        return Err(bad_argument(vm, item, "_generate_suggestions", "2", "str"));
    }
    if !candidates.is_exact(Kind::List) {
        return Err(vm.type_error("candidates must be a list"));
    }
    let names = as_list(candidates).items().to_vec();
    if names.iter().any(|n| !n.has_kind(Kind::Str)) {
        return Err(vm.type_error("all elements in 'candidates' must be strings"));
    }
    match closest_name(&names, item) {
        Some(name) => from_utf8(vm, &name),
        None => Ok(Ref::none()),
    }
}
