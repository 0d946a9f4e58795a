//! The iterator of a `range` whose values fit the word.

use crate::object::{Layout, Payload, TypeSpec};
use crate::value::{Kind, Slot};
use std::cell::Cell;

/// The payload of `range_iterator`. All values it will produce fit the word.
#[repr(C)]
pub struct RangeIterator {
    pub next: Cell<i64>,
    pub step: i64,
    /// Values left.
    pub left: Cell<u64>,
}

impl Payload for RangeIterator {
    const KIND: Kind = Kind::RangeIterator;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<RangeIterator>();

/// The type `range_iterator`.
pub static RANGE_ITERATOR: TypeSpec = TypeSpec::new("range_iterator", &LAYOUT);
