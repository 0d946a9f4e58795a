//! The module `_collections`.

mod count;
mod defaultdict;
mod deque;
mod ordered;
pub(crate) mod tuplegetter;

pub(crate) use defaultdict::is_defaultdict_get;

use super::ModuleSpec;
use super::common::{make_type, type_arg};
use crate::object::{MethodDef, TypePtr};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use std::rc::Rc;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- \
          defaultdict:  dict subclass with a default value factory\n",
    methods: &METHODS,
    init,
};

const NAME: &str = "_collections";

static METHODS: [MethodDef; 1] =
    [
        MethodDef::positional("_count_elements", 2, 2, count::count_elements)
            .text_signature("mapping, iterable, /")
            .doc("Count elements in the iterable, updating the mapping"),
    ];

/// The types that the module's own code makes instances of.
struct State {
    ordered: ordered::Types,
    deque_iterator: TypePtr,
    deque_reverse_iterator: TypePtr,
}

fn state(vm: &Vm) -> Rc<State> {
    vm.state(NAME)
        .expect("set when the module was made, before any of its types is used")
}

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    let add = |spec, base| -> PyResult<TypePtr> {
        let ty = make_type(vm, spec, base)?;
        super::add(vm, module, spec.name, ty.to_ref())?;
        Ok(type_arg(&ty.to_ref()))
    };
    let object = vm.types.object;
    add(&deque::DEQUE, object)?;
    let state = State {
        ordered: ordered::make_types(vm, module)?,
        deque_iterator: add(&deque::ITERATOR, object)?,
        deque_reverse_iterator: add(&deque::REVERSE_ITERATOR, object)?,
    };
    vm.set_state(NAME, state);
    add(&defaultdict::DEFAULTDICT, vm.types.dict)?;
    add(&tuplegetter::TUPLEGETTER, object)?;
    Ok(())
}
