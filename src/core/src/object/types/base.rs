//! `object`, and the types of None, Ellipsis and NotImplemented.

use crate::object::{
    Layout, Plain, TypeSpec, flags, from_utf8, generic_get_attr, generic_set_attr,
};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

static LAYOUT: Layout = Layout::of::<Plain>();

/// The type `object`.
pub static OBJECT: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    slots: |s| {
        s.get_attr.set(Some(generic_get_attr));
        s.set_attr.set(Some(generic_set_attr));
        s.repr.set(Some(default_repr));
        s.hash.set(Some(|_, r| {
            Ok(tricera_text::hash::hash_pointer(r.slot().header() as usize))
        }));
    },
    ..TypeSpec::new("object", &LAYOUT)
};
/// The type of None.
pub static NONE_TYPE: TypeSpec = TypeSpec {
    slots: |s| {
        s.bool.set(Some(|_, _| Ok(false)));
        s.repr.set(Some(|vm, _| from_utf8(vm, "None")));
    },
    ..TypeSpec::new("NoneType", &LAYOUT)
};
/// The type of Ellipsis.
pub static ELLIPSIS: TypeSpec = TypeSpec::new("ellipsis", &LAYOUT);
/// The type of NotImplemented.
pub static NOT_IMPLEMENTED: TypeSpec = TypeSpec::new("NotImplementedType", &LAYOUT);

/// `<module.Name object at 0x…>`
pub fn default_repr(vm: &Vm, r: &Ref) -> PyResult {
    let name = vm.type_of(r).name_str();
    from_utf8(
        vm,
        &format!("<{name} object at {:#x}>", r.slot().borrow().0 & !7),
    )
}
