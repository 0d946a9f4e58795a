//! The module `_functools`.

mod cmp_to_key;
mod key;
mod lru_cache;
pub(crate) mod partial;
mod placeholder;
mod reduce;

use super::common::{add_type, make_type};
use super::{ModuleSpec, add};
use crate::object::{MethodDef, TypePtr};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use std::rc::Rc;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "Tools that operate on functions.",
    methods: &METHODS,
    init,
};

const NAME: &str = "_functools";

static METHODS: [MethodDef; 2] = [
    MethodDef::keywords("cmp_to_key", "mycmp", cmp_to_key::cmp_to_key).doc(
        "Convert a cmp= function into a key= function.\n\n  mycmp\n    Function that compares two objects.",
    ),
    MethodDef::raw("reduce", reduce::reduce)
        .text_signature("function, iterable, /, initial=<unrepresentable>")
        .doc(
            "Apply a function of two arguments cumulatively to the items of an iterable, from left to right.\n\nThis \
             effectively reduces the iterable to a single value.  If initial is\npresent, it is placed before the \
             items of the iterable in the\ncalculation, and serves as a default when the iterable is empty.\n\nFor \
             example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5])\ncalculates ((((1 + 2) + 3) + 4) + 5).",
        ),
];

/// What the types of the module must find again.
struct State {
    key_wrapper: TypePtr,
    placeholder: Ref,
    /// Stands between positional and keyword arguments in a cache key.
    keyword_mark: Ref,
}

fn state(vm: &Vm) -> Rc<State> {
    vm.state(NAME)
        .expect("set when the module was made, before any of its types is used")
}

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    let object = vm.types.object;
    let placeholder_type = add_type(vm, module, &placeholder::PLACEHOLDER_TYPE)?;
    let placeholder = placeholder::new_placeholder(vm, placeholder_type);
    add(vm, module, "Placeholder", placeholder.clone())?;
    let state = State {
        key_wrapper: make_type(vm, &cmp_to_key::KEY_WRAPPER, object)?,
        placeholder,
        keyword_mark: placeholder::new_placeholder(vm, placeholder_type),
    };
    vm.set_state(NAME, state);
    add_type(vm, module, &partial::PARTIAL)?;
    add_type(vm, module, &lru_cache::LRU_CACHE_WRAPPER)?;
    Ok(())
}
