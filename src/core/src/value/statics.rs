//! The objects that all interpreters share: they live in static memory and are never counted.

use super::{Header, IMMORTAL, Kind, Slot};
use crate::object::Shape;

/// A header in static memory, with room for a float. Its shape is one that no inline cache ever matches.
#[repr(C, align(32))]
pub struct StaticObject(Header, f64);

// SAFETY: nothing writes a static object: it is immortal, and its shape is a static too.
unsafe impl Sync for StaticObject {}

const fn object(kind: Kind, value: f64) -> StaticObject {
    let shape = &raw const crate::object::STATIC_SHAPE as *mut Shape;
    StaticObject(
        Header {
            rc: 1,
            kind,
            exactness: 0,
            state: IMMORTAL,
            size_class: 0,
            shape,
        },
        value,
    )
}

/// None, False, True, Ellipsis, NotImplemented, 0.0. One array, so that a bool is an index and not a choice.
static SINGLETONS: [StaticObject; 6] = [
    object(Kind::None, 0.0),
    object(Kind::Bool, 0.0),
    object(Kind::Bool, 0.0),
    object(Kind::Ellipsis, 0.0),
    object(Kind::NotImplemented, 0.0),
    object(Kind::Float, 0.0),
];

#[inline(always)]
fn nth(i: usize) -> Slot {
    Slot((&raw const SINGLETONS as u64 + (i * size_of::<StaticObject>()) as u64) | 4)
}
#[inline(always)]
pub fn none() -> Slot {
    nth(0)
}
#[inline(always)]
pub fn bool(b: bool) -> Slot {
    nth(1 + b as usize)
}
#[inline(always)]
pub fn ellipsis() -> Slot {
    nth(3)
}
#[inline(always)]
pub fn not_implemented() -> Slot {
    nth(4)
}
/// 0.0, the one common float that does not fit the word.
#[inline(always)]
pub fn float_zero() -> Slot {
    nth(5)
}
