//! `staticmethod`, `classmethod`, `property`, and the descriptors of `__slots__` members and type slots.

use crate::object::{Field, Layout, Payload, TypePtr, TypeSpec, flags, new_object};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};

macro_rules! wrapper {
    ($(#[$doc:meta])* $name:ident $kind:ident $spec:ident $layout:ident $py:literal) => {
        $(#[$doc])*
        pub struct $name {
            pub function: Field,
        }
        impl Payload for $name {
            const KIND: Kind = Kind::$kind;
            fn traverse(&self, f: &mut dyn FnMut(Slot)) {
                self.function.traverse(f);
            }
        }
        static $layout: Layout = Layout::of::<$name>();
        /// Its type.
        pub static $spec: TypeSpec =
            TypeSpec { flags: flags::BASETYPE | flags::EXTRA, ..TypeSpec::new($py, &$layout) };
    };
}
wrapper!(
    /// The payload of `staticmethod`.
    StaticMethod StaticMethod STATIC_METHOD STATIC_LAYOUT "staticmethod"
);
wrapper!(
    /// The payload of `classmethod`.
    ClassMethod ClassMethod CLASS_METHOD CLASS_LAYOUT "classmethod"
);

/// A new `staticmethod`.
pub fn new_static_method(vm: &Vm, function: Ref) -> Ref {
    new_object(
        vm,
        vm.types.static_method,
        StaticMethod {
            function: Field::new(function),
        },
    )
}

/// The payload of `property`.
#[repr(C)]
pub struct Property {
    pub get: Field,
    pub set: Field,
    pub delete: Field,
    pub doc: Field,
    pub name: Field,
}

impl Payload for Property {
    const KIND: Kind = Kind::Property;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for field in [&self.get, &self.set, &self.delete, &self.doc, &self.name] {
            field.traverse(f);
        }
    }
}
static PROPERTY_LAYOUT: Layout = Layout::of::<Property>();
/// The type `property`.
pub static PROPERTY: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    ..TypeSpec::new("property", &PROPERTY_LAYOUT)
};

/// The payload of `member_descriptor`: a word of the instance, from `__slots__`.
pub struct MemberDescriptor {
    pub name: Ref,
    /// The class that declared it; not counted, as its namespace holds the descriptor.
    pub owner: TypePtr,
    /// Byte offset of the word in an instance.
    pub offset: u16,
}
impl Payload for MemberDescriptor {
    const KIND: Kind = Kind::MemberDescriptor;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}
static MEMBER_LAYOUT: Layout = Layout::of::<MemberDescriptor>();
/// The type `member_descriptor`.
pub static MEMBER_DESCRIPTOR: TypeSpec = TypeSpec::new("member_descriptor", &MEMBER_LAYOUT);
