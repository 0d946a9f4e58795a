//! `complex`.

mod construct;
mod methods;
mod operators;

pub use construct::complex_from_object;
pub use operators::complex_power;

use crate::object::{Layout, Object, Payload, TypePtr, TypeSpec, flags, new_object};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};
use tricera_text::number::complex::Complex;

/// The payload of a complex number.
pub struct ComplexValue(pub Complex);
/// A complex number.
pub type ComplexObject = Object<ComplexValue>;

impl Payload for ComplexValue {
    const KIND: Kind = Kind::Complex;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<ComplexValue>();

/// The type `complex`.
pub static COMPLEX: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "Create a complex number from a string or numbers.\n\n\
        If a string is given, parse it as a complex number.\n\
        If a single number is given, convert it to a complex number.\n\
        If the 'real' or 'imag' arguments are given, create a complex number\n\
        with the specified real and imaginary components.",
    methods: &methods::METHODS,
    getset: &methods::GETSET,
    slots: |s| {
        operators::fill(s);
        s.new.set(Some(construct::new));
    },
    ..TypeSpec::new("complex", &LAYOUT)
};

/// An instance of `ty`, which is `complex` or derived from it.
pub fn complex_instance(vm: &Vm, ty: TypePtr, z: Complex) -> Ref {
    new_object(vm, ty, ComplexValue(z))
}

/// The value of a complex number (subclasses included); None for anything else.
#[inline]
pub fn complex_value(r: &Ref) -> Option<Complex> {
    // SAFETY: the kind says so.
    r.has_kind(Kind::Complex)
        .then(|| unsafe { r.cast::<ComplexObject>() }.v.0)
}

impl Vm {
    /// A complex number.
    pub fn new_complex(&self, z: Complex) -> Ref {
        complex_instance(self, self.types.complex, z)
    }
}
