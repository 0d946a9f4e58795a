//! Items of arrays that are words, read and written in the engines' handlers: nothing is called, and nothing can fail.

use super::Array;
use super::is_exactly_word;
use crate::object::{Object, resolve};
use crate::value::Slot;

/// The item type and the place of item `i` of an array.
#[inline(always)]
unsafe fn place(this: Slot, i: i64) -> Option<(u8, *mut u8)> {
    unsafe {
        if !is_exactly_word(this) {
            return None;
        }
        let a = &(*this.ptr::<Object<Array>>()).v;
        let i = resolve(i as isize, a.len())?;
        Some((a.item.code, a.first().add(i * a.item.size)))
    }
}

/// `this[i]`, if it is exactly an array of doubles, of the usual kinds of ints or of bytes, and the item there fits a word.
///
/// # Safety
/// `this` is a live word.
#[inline(always)]
pub(crate) unsafe fn item_word(this: Slot, i: i64) -> Option<Slot> {
    // SAFETY: the place is that of an item of the size that goes with its code.
    unsafe {
        let (code, at) = place(this, i)?;
        match code {
            b'd' => Slot::float_word(at.cast::<f64>().read_unaligned()),
            b'i' => Some(Slot::int_unchecked(
                at.cast::<i32>().read_unaligned().into(),
            )),
            b'l' | b'q' => Slot::small_int(at.cast::<i64>().read_unaligned()),
            b'B' => Some(Slot::int_unchecked((*at).into())),
            _ => None,
        }
    }
}

/// `this[i] = v`; false, and nothing changed, if it is no such array, has no such item, or `v` is not a word that fits it.
///
/// # Safety
/// Both are live words.
#[inline(always)]
pub(crate) unsafe fn set_item_word(this: Slot, i: i64, v: Slot) -> bool {
    // SAFETY: as above.
    unsafe {
        let Some((code, at)) = place(this, i) else {
            return false;
        };
        if v.is_int() {
            let v = v.as_int();
            match code {
                b'i' if v == i64::from(v as i32) => at.cast::<i32>().write_unaligned(v as i32),
                b'l' | b'q' => at.cast::<i64>().write_unaligned(v),
                b'B' if v == i64::from(v as u8) => *at = v as u8,
                _ => return false,
            }
            return true;
        }
        if code != b'd' {
            return false;
        }
        let Some(x) = v.float_in_word() else {
            return false;
        };
        at.cast::<f64>().write_unaligned(x);
        true
    }
}
