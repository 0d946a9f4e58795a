//! Modules.

use crate::object::{DictObject, Field, Layout, Payload, TypeSpec, flags, new_dict, new_object};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};

/// The payload of a module: its namespace.
#[repr(C)]
pub struct Module {
    pub dict: Field,
}

impl Payload for Module {
    const KIND: Kind = Kind::Module;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.dict.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Module>();

/// The type `module`.
pub static MODULE: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    ..TypeSpec::new("module", &LAYOUT)
};

/// A new module with `__name__`, `__doc__`, `__package__`, `__loader__` and `__spec__`.
pub fn new_module(vm: &Vm, name: &str) -> Ref {
    let d = new_dict(vm);
    let n = &vm.names;
    let name = vm.interned.intern_str(vm, name);
    for (k, v) in [
        (&n.name, name),
        (&n.doc, Ref::none()),
        (&n.package, Ref::none()),
        (&n.loader, Ref::none()),
        (&n.spec, Ref::none()),
    ] {
        // Setting string keys in a fresh dict can only fail for lack of memory.
        let _ = unsafe { d.cast::<DictObject>() }.set_str(vm, k, v);
    }
    new_object(
        vm,
        vm.types.module,
        Module {
            dict: Field::new(d),
        },
    )
}
