//! The places of a type's slot table, as values that can be iterated over and copied between types.

use super::functions as f;
use crate::object::{BINARY_OPS, BinaryOp, Slots};

macro_rules! places {
    ($($place:ident $field:ident $generic:expr;)*) => {
        /// One native slot of a type.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Place { Binary(BinaryOp), $(#[allow(missing_docs)] $place,)* }

        const NAMED: &[Place] = &[$(Place::$place,)*];

        impl Place {
            /// Is the slot filled?
            pub fn is_set(self, s: &Slots) -> bool {
                match self {
                    Place::Binary(op) => s.binary[op as usize].get().is_some(),
                    $(Place::$place => s.$field.get().is_some(),)*
                }
            }
            /// Takes the slot over from another type.
            pub fn copy(self, from: &Slots, to: &Slots) {
                match self {
                    Place::Binary(op) => to.binary[op as usize].set(from.binary[op as usize].get()),
                    $(Place::$place => to.$field.set(from.$field.get()),)*
                }
            }
            /// Empties the slot.
            pub fn clear(self, s: &Slots) {
                match self {
                    Place::Binary(op) => s.binary[op as usize].set(None),
                    $(Place::$place => s.$field.set(None),)*
                }
            }
            /// Do both types have the same function there?
            pub fn same(self, a: &Slots, b: &Slots) -> bool {
                match self {
                    Place::Binary(op) => match (a.binary[op as usize].get(), b.binary[op as usize].get()) {
                        (Some(x), Some(y)) => std::ptr::fn_addr_eq(x, y),
                        (None, None) => true,
                        _ => false,
                    },
                    $(Place::$place => match (a.$field.get(), b.$field.get()) {
                        (Some(x), Some(y)) => std::ptr::fn_addr_eq(x, y),
                        (None, None) => true,
                        _ => false,
                    },)*
                }
            }
            /// Fills the slot with the function that calls the special method of a class.
            pub fn set_generic(self, s: &Slots) {
                match self {
                    Place::Binary(op) => s.binary[op as usize].set(f::SLOT_BINARY[op as usize]),
                    $(Place::$place => s.$field.set($generic),)*
                }
            }
        }
    };
}

places! {
    Repr repr Some(f::slot_repr);
    Str str Some(f::slot_str);
    Iter iter Some(f::slot_iter);
    Next next Some(f::slot_next);
    Negative negative Some(f::slot_negative);
    Positive positive Some(f::slot_positive);
    Absolute absolute Some(f::slot_absolute);
    Invert invert Some(f::slot_invert);
    Int int Some(f::slot_int);
    Float float Some(f::slot_float);
    Index index Some(f::slot_index);
    Await await_ Some(f::slot_await);
    Aiter aiter Some(f::slot_aiter);
    Anext anext Some(f::slot_anext);
    Hash hash Some(f::slot_hash);
    Bool bool Some(f::slot_bool);
    Len len Some(f::slot_len);
    Contains contains Some(f::slot_contains);
    SetItem set_item Some(f::slot_set_item);
    GetAttr get_attr Some(f::slot_get_attr);
    SetAttr set_attr Some(f::slot_set_attr);
    Compare compare Some(f::slot_compare);
    Call call Some(f::slot_call);
    DescrGet descr_get Some(f::slot_descr_get);
    DescrSet descr_set Some(f::slot_descr_set);
    New new Some(f::slot_new);
    Init init Some(f::slot_init);
    Finalize finalize Some(f::slot_finalize);
    PowerMod power_mod Some(f::slot_power_mod);
    Concat concat None;
    Repeat repeat None;
    InplaceConcat inplace_concat None;
    InplaceRepeat inplace_repeat None;
    Buffer buffer Some(crate::object::slot_buffer);
    ReleaseBuffer release_buffer Some(crate::object::slot_release_buffer);
}

impl Place {
    /// All slots of a type.
    pub fn all() -> impl Iterator<Item = Place> {
        (0..BINARY_OPS as u32)
            .map(|n| Place::Binary(BinaryOp::from_number(n)))
            .chain(NAMED.iter().copied())
    }
}
