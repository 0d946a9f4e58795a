//! Integers as arrays of bytes.

use super::{Int, IntRef, bit_length};
use crate::number::Error;
use crate::number::error::ensure_memory;
use malachite_bigint::{BigInt, Sign};

/// Which end of the number comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// The least significant byte first.
    Little,
    /// The most significant byte first.
    Big,
}

impl ByteOrder {
    /// The order of that name.
    ///
    /// # Errors
    /// ValueError for names other than `little` and `big`.
    pub fn from_name(name: &str) -> Result<ByteOrder, Error> {
        match name {
            "little" => Ok(ByteOrder::Little),
            "big" => Ok(ByteOrder::Big),
            _ => Err(Error::value("byteorder must be either 'little' or 'big'")),
        }
    }
}

/// `value.to_bytes(length, byteorder, signed=signed)`
///
/// # Errors
/// ValueError for a negative length, OverflowError for a value that does not fit.
pub fn to_bytes(
    value: IntRef<'_>,
    length: i64,
    order: ByteOrder,
    signed: bool,
) -> Result<Vec<u8>, Error> {
    let length = usize::try_from(length)
        .map_err(|_| Error::value("length argument must be non-negative"))?;
    let negative = value.is_negative();
    if negative && !signed {
        return Err(Error::overflow("can't convert negative int to unsigned"));
    }
    let too_big = || Error::overflow("int too big to convert");
    // The bits of two's complement without the sign: those of the value, or of its inverse if negative.
    let bits = if negative {
        bit_length(super::invert(value).view())
    } else {
        bit_length(value)
    };
    let room = (length as u64).saturating_mul(8);
    // Zero needs no bit, not even that of the sign: `(0).to_bytes(0, signed=True)` is allowed.
    let needed = if value.is_zero() {
        0
    } else {
        bits + u64::from(signed)
    };
    if needed > room {
        return Err(too_big());
    }
    ensure_memory(length as u64)?;
    let mut bytes = match value {
        IntRef::Small(v) => v.to_le_bytes().to_vec(),
        _ => value.with_big(BigInt::to_signed_bytes_le),
    };
    bytes.resize(length, if negative { 0xFF } else { 0 });
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    Ok(bytes)
}

/// [`to_bytes`] for a word and up to eight bytes, the first `length` of the result; None where the general way decides
/// what is wrong.
#[inline]
pub fn word_to_bytes(value: i64, length: usize, order: ByteOrder, signed: bool) -> Option<[u8; 8]> {
    if !(1..=8).contains(&length) {
        return None;
    }
    let unused = 64 - 8 * length as u32;
    let fits = if signed {
        value << unused >> unused == value
    } else {
        value >= 0 && ((value as u64) << unused) >> unused == value as u64
    };
    fits.then(|| match order {
        ByteOrder::Little => value.to_le_bytes(),
        ByteOrder::Big => (value << unused).to_be_bytes(),
    })
}

/// `int.from_bytes(bytes, byteorder, signed=signed)`
pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: bool) -> Int {
    let negative = signed
        && match order {
            ByteOrder::Little => bytes.last(),
            ByteOrder::Big => bytes.first(),
        }
        .is_some_and(|&byte| byte >= 0x80);
    if bytes.len() <= 8 {
        let fill = if negative { u64::MAX } else { 0 };
        let word = match (order, <[u8; 8]>::try_from(bytes)) {
            (ByteOrder::Little, Ok(all)) => u64::from_le_bytes(all),
            (ByteOrder::Big, Ok(all)) => u64::from_be_bytes(all),
            (ByteOrder::Little, _) => bytes.iter().rev().fold(fill, |w, &b| w << 8 | u64::from(b)),
            (ByteOrder::Big, _) => bytes.iter().fold(fill, |w, &b| w << 8 | u64::from(b)),
        };
        return if signed {
            Int::from(i128::from(word as i64))
        } else {
            Int::from(word)
        };
    }
    Int::from(match (order, signed) {
        (ByteOrder::Little, true) => BigInt::from_signed_bytes_le(bytes),
        (ByteOrder::Big, true) => BigInt::from_signed_bytes_be(bytes),
        (ByteOrder::Little, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
        (ByteOrder::Big, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
    })
}
