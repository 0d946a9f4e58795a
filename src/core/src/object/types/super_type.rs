//! `super`.

use crate::object::{Field, Layout, Payload, TypeSpec, flags};
use crate::value::{Kind, Slot};

/// The payload of `super`.
pub struct Super {
    /// `__thisclass__`
    pub this_class: Field,
    /// `__self__`
    pub object: Field,
    /// `__self_class__`
    pub self_class: Field,
}

impl Payload for Super {
    const KIND: Kind = Kind::Super;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.this_class.traverse(f);
        self.object.traverse(f);
        self.self_class.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Super>();

/// The type `super`.
pub static SUPER: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    ..TypeSpec::new("super", &LAYOUT)
};
