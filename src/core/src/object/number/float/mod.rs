//! `float`: in the word where the exponent allows, boxed otherwise.

mod construct;
mod methods;
mod operators;

pub use construct::{float_from_object, real_number};
pub use methods::{float_format, int_from_float, round as float_round};
pub use operators::{
    float_add, float_binary, float_compare, float_divide, float_divmod, float_floor_divide,
    float_multiply, float_operand, float_power, float_remainder, float_repr, float_subtract,
};

use crate::object::{Layout, Object, Payload, TypePtr, TypeSpec, flags};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};

/// The payload of a boxed float.
pub struct FloatValue(pub f64);
/// A boxed float.
pub type FloatObject = Object<FloatValue>;

impl Payload for FloatValue {
    const KIND: Kind = Kind::Float;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<FloatValue>();

/// The type `float`.
pub static FLOAT: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "Convert a string or number to a floating-point number, if possible.",
    methods: &methods::METHODS,
    getset: &methods::GETSET,
    slots: |s| {
        operators::fill(s);
        s.new.set(Some(construct::new));
        s.vectorcall.set(Some(construct::new));
    },
    ..TypeSpec::new("float", &LAYOUT)
};

/// An instance of `ty`, which is `float` or derived from it.
pub fn float_instance(vm: &Vm, ty: TypePtr, d: f64) -> Ref {
    if ty == vm.types.float {
        return vm.new_float(d);
    }
    crate::object::new_object(vm, ty, FloatValue(d))
}

/// The value of a float (subclasses included); the caller has checked the kind.
#[inline(always)]
pub fn float_value(r: &Ref) -> f64 {
    let s = r.slot();
    if s.is_float() {
        s.as_float()
    } else {
        unsafe { r.cast::<FloatObject>() }.v.0
    }
}

impl Vm {
    /// A float object.
    #[inline(always)]
    pub fn new_float(&self, d: f64) -> Ref {
        match Slot::small_float(d) {
            // SAFETY: a word needs no count.
            Some(s) => unsafe { Ref::from_slot(s) },
            None => self.boxed_float(d),
        }
    }
    #[cold]
    #[inline(never)]
    fn boxed_float(&self, d: f64) -> Ref {
        if d.to_bits() == 0 {
            // SAFETY: 0.0 is a static object.
            return unsafe { Ref::from_slot(Slot::float_zero()) };
        }
        crate::object::new_object(self, self.types.float, FloatValue(d))
    }
}
