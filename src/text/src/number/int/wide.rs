//! Integers of a few words, held in line: arithmetic without an allocation for what is too large for a word, yet small.
//!
//! Everything here works on magnitudes, least significant word first, always all words of them, so that no loop depends on
//! the size; it says None where an operand is larger than a [`Wide`]: then the big integers take over.

use super::{Int, IntRef};
use malachite_bigint::BigInt;
use malachite_nz::natural::Natural;
use std::cmp::Ordering;
use std::fmt;

/// The most words of a [`Wide`]: with its sign and an object's header it fills a cache line.
pub const WORDS: usize = 5;

/// An integer of one to [`WORDS`] words and a sign. Never one that fits an `i64`, so that equal integers are represented alike.
#[derive(Clone, PartialEq, Eq)]
pub struct Wide {
    /// Those from `len` on are zero.
    words: [u64; WORDS],
    len: u8,
    negative: bool,
}

impl Wide {
    /// The magnitude, least significant word first; the last word is not zero.
    #[inline(always)]
    pub fn magnitude(&self) -> &[u64] {
        &self.words[..usize::from(self.len).min(WORDS)]
    }

    /// Whether it is below zero.
    #[inline(always)]
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// A big integer of the same value.
    #[cold]
    pub fn to_big(&self) -> BigInt {
        big(self.negative, self.magnitude())
    }

    /// `bit_length()`
    #[inline]
    pub fn bits(&self) -> u64 {
        bits(self.magnitude())
    }
}

impl fmt::Debug for Wide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_big().fmt(f)
    }
}

fn bits(magnitude: &[u64]) -> u64 {
    match magnitude.last() {
        Some(top) => 64 * magnitude.len() as u64 - u64::from(top.leading_zeros()),
        None => 0,
    }
}

fn big(negative: bool, magnitude: &[u64]) -> BigInt {
    let magnitude = BigInt::from(malachite_bigint::BigUint::from(Natural::from_limbs_asc(
        magnitude,
    )));
    if negative { -magnitude } else { magnitude }
}

/// A result: a sign, and words of which those at the end may be zero.
///
/// It is handed up in registers as far as the place where it will live: words that are stored one by one and then copied many
/// at a time keep the processor waiting until all stores are done.
#[derive(Clone, Copy)]
pub struct Words<const N: usize> {
    negative: bool,
    words: [u64; N],
}

impl<const N: usize> Words<N> {
    /// The integer.
    #[inline(always)]
    pub fn into_int(self) -> Int {
        let Words { negative, words } = self;
        if words[1..].iter().all(|&word| word == 0) {
            let value = i128::from(words[0]);
            if let Ok(small) = i64::try_from(if negative { -value } else { value }) {
                return Int::Small(small);
            }
        }
        if words[WORDS.min(N)..].iter().any(|&word| word != 0) {
            return large(negative, &words);
        }
        let word = |i: usize| if i < N { words[i] } else { 0 };
        let words = [word(0), word(1), word(2), word(3), word(4)];
        let mut len = 1;
        for (i, &word) in words.iter().enumerate().skip(1) {
            if word != 0 {
                len = i as u8 + 1;
            }
        }
        Int::Wide(Wide {
            words,
            len,
            negative,
        })
    }
}

#[cold]
#[inline(never)]
fn large(negative: bool, words: &[u64]) -> Int {
    let len = words
        .iter()
        .rposition(|&word| word != 0)
        .map_or(0, |last| last + 1);
    Int::Big(big(negative, &words[..len]))
}

/// The integer of this sign and magnitude, which may have zeros at its end.
pub(super) fn from_magnitude(negative: bool, magnitude: &[u64]) -> Int {
    match <[u64; WORDS]>::try_from(magnitude) {
        Ok(words) => Words { negative, words }.into_int(),
        Err(_) if magnitude.len() > WORDS => large(negative, magnitude),
        Err(_) => {
            let mut words = [0; WORDS];
            words[..magnitude.len()].copy_from_slice(magnitude);
            Words { negative, words }.into_int()
        }
    }
}

/// An operand: sign and magnitude. Words from `len` on are zero.
#[derive(Clone, Copy)]
struct Operand {
    negative: bool,
    len: usize,
    words: [u64; WORDS],
}

impl Operand {
    /// None for an integer larger than a [`Wide`].
    #[inline(always)]
    fn new(a: IntRef<'_>) -> Option<Operand> {
        match a {
            IntRef::Small(value) => Some(Operand {
                negative: value < 0,
                len: usize::from(value != 0),
                words: [value.unsigned_abs(), 0, 0, 0, 0],
            }),
            IntRef::Wide(wide) => Some(Operand {
                negative: wide.negative,
                len: usize::from(wide.len),
                words: [
                    word(&wide.words[0]),
                    word(&wide.words[1]),
                    word(&wide.words[2]),
                    word(&wide.words[3]),
                    word(&wide.words[4]),
                ],
            }),
            IntRef::Big(_) => None,
        }
    }

    /// The words in two's complement of unlimited width.
    #[inline(always)]
    fn complement(&self) -> [u64; WORDS] {
        if self.negative {
            negated(self.words)
        } else {
            self.words
        }
    }
}

/// Reads a word by itself: read together with its neighbours it would wait until all of them are stored, see [`Words`].
#[inline(always)]
fn word(from: &u64) -> u64 {
    // SAFETY: a reference can be read.
    unsafe { std::ptr::read_volatile(from) }
}

/// The words of `-value` in two's complement.
#[inline(always)]
fn negated(words: [u64; WORDS]) -> [u64; WORDS] {
    difference([0; WORDS], words).0
}

/// `a - b`, and whether it is below zero and so wrapped.
#[inline(always)]
fn difference(a: [u64; WORDS], b: [u64; WORDS]) -> ([u64; WORDS], bool) {
    let mut out = [0; WORDS];
    let mut borrow = false;
    for i in 0..WORDS {
        (out[i], borrow) = a[i].borrowing_sub(b[i], borrow);
    }
    (out, borrow)
}

/// Compares two integers.
#[inline]
pub fn compare(a: IntRef<'_>, b: IntRef<'_>) -> Option<Ordering> {
    let (a, b) = (Operand::new(a)?, Operand::new(b)?);
    let magnitudes = |a: Operand, b: Operand| {
        let of_len = a.len.cmp(&b.len);
        of_len.then_with(|| a.words.iter().rev().cmp(b.words.iter().rev()))
    };
    Some(match (a.negative, b.negative) {
        (false, false) => magnitudes(a, b),
        (true, true) => magnitudes(b, a),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}

/// `a + b`, or `a - b` if `subtract`.
#[inline(always)]
pub fn add(a: IntRef<'_>, b: IntRef<'_>, subtract: bool) -> Option<Words<{ WORDS + 1 }>> {
    let (a, b) = (Operand::new(a)?, Operand::new(b)?);
    let mut words = [0; WORDS + 1];
    if a.negative == (b.negative != subtract) {
        let mut carry = false;
        for ((to, x), y) in words.iter_mut().zip(a.words).zip(b.words) {
            (*to, carry) = x.carrying_add(y, carry);
        }
        words[WORDS] = u64::from(carry);
        return Some(Words {
            negative: a.negative,
            words,
        });
    }
    let (mut out, below) = difference(a.words, b.words);
    if below {
        out = negated(out);
    }
    words[..WORDS].copy_from_slice(&out);
    Some(Words {
        negative: a.negative != below,
        words,
    })
}

/// `a * b`
#[inline(always)]
pub fn multiply(a: IntRef<'_>, b: IntRef<'_>) -> Option<Words<{ 2 * WORDS }>> {
    let (a, b) = (Operand::new(a)?, Operand::new(b)?);
    let mut out = [0u64; 2 * WORDS];
    for (i, x) in a.words[..a.len.min(WORDS)].iter().enumerate() {
        let mut carry = 0;
        for j in 0..WORDS {
            let to = &mut out[i + j];
            (*to, carry) = word(x).carrying_mul_add(b.words[j], carry, word(to));
        }
        out[i + WORDS] = carry;
    }
    Some(Words {
        negative: a.negative != b.negative,
        words: std::array::from_fn(|i| word(&out[i])),
    })
}

/// An operation on bits in two's complement of unlimited width.
#[inline(always)]
pub fn bitwise(
    a: IntRef<'_>,
    b: IntRef<'_>,
    op: impl Fn(u64, u64) -> u64,
) -> Option<Words<{ WORDS + 1 }>> {
    let (a, b) = (Operand::new(a)?, Operand::new(b)?);
    let (x, y) = (a.complement(), b.complement());
    let mut out = [0; WORDS];
    for i in 0..WORDS {
        out[i] = op(x[i], y[i]);
    }
    let sign = |negative: bool| if negative { u64::MAX } else { 0 };
    let negative = op(sign(a.negative), sign(b.negative)) != 0;
    let mut top = 0;
    if negative {
        // All words zero stand for the negative of the next power of two.
        top = u64::from(out == [0; WORDS]);
        out = negated(out);
    }
    let mut words = [0; WORDS + 1];
    words[..WORDS].copy_from_slice(&out);
    words[WORDS] = top;
    Some(Words { negative, words })
}

/// `a << by`, where that is not much larger.
#[inline(always)]
pub fn shift_left(a: IntRef<'_>, by: u64) -> Option<Words<{ 2 * WORDS }>> {
    let a = Operand::new(a)?;
    if by >= 64 * WORDS as u64 {
        return None;
    }
    let (skip, by) = ((by / 64) as usize, (by % 64) as u32);
    let mut out = [0; 2 * WORDS];
    let mut carry = 0;
    for i in 0..WORDS {
        out[i + skip] = a.words[i] << by | carry;
        carry = (a.words[i] >> 1) >> (63 - by);
    }
    out[WORDS + skip] = carry;
    Some(Words {
        negative: a.negative,
        words: std::array::from_fn(|i| word(&out[i])),
    })
}

/// `a >> by`: rounds towards minus infinity.
#[inline(always)]
pub fn shift_right(a: IntRef<'_>, by: u64) -> Option<Words<{ WORDS }>> {
    let a = Operand::new(a)?;
    if by >= 64 * WORDS as u64 {
        return Some(Words {
            negative: a.negative,
            words: [u64::from(a.negative), 0, 0, 0, 0],
        });
    }
    let (skip, by) = ((by / 64) as usize, (by % 64) as u32);
    let at = |i: usize| a.words.get(i).map_or(0, word);
    let mut words: [u64; WORDS] =
        std::array::from_fn(|i| at(i + skip) >> by | (at(i + skip + 1) << 1) << (63 - by));
    if a.negative {
        let lost = (0..skip).any(|i| at(i) != 0) || at(skip) & ((1 << by) - 1) != 0;
        let mut carry = lost;
        for word in &mut words {
            (*word, carry) = word.carrying_add(0, carry);
        }
    }
    Some(Words {
        negative: a.negative,
        words,
    })
}

/// `divmod(a, b)` by a divisor of one word, which is not zero.
#[inline]
pub(super) fn divide_by_word(a: IntRef<'_>, b: IntRef<'_>) -> Option<(Int, Int)> {
    let (a, b) = (Operand::new(a)?, Operand::new(b)?);
    if b.len != 1 {
        return None;
    }
    let divisor = b.words[0];
    let mut words = [0; WORDS];
    let mut remainder = 0;
    for i in (0..a.len.min(WORDS)).rev() {
        let value = u128::from(remainder) << 64 | u128::from(a.words[i]);
        words[i] = (value / u128::from(divisor)) as u64;
        remainder = (value % u128::from(divisor)) as u64;
    }
    let negative = a.negative != b.negative;
    // Rounded down: one further from zero where the signs differ and something is left.
    if negative && remainder != 0 {
        remainder = divisor - remainder;
        let mut carry = true;
        for word in &mut words {
            (*word, carry) = word.carrying_add(0, carry);
        }
    }
    Some((
        Words { negative, words }.into_int(),
        Words {
            negative: b.negative,
            words: [remainder],
        }
        .into_int(),
    ))
}

/// `-a`
pub(super) fn negate(a: &Wide) -> Int {
    // 2**63 has a negative that fits a word.
    from_magnitude(!a.negative, a.magnitude())
}

/// The integer that a big one is.
pub(super) fn from_big(value: BigInt) -> Int {
    if value.bits() > 64 * WORDS as u64 {
        return Int::Big(value);
    }
    let mut magnitude = [0; WORDS];
    for (to, word) in magnitude.iter_mut().zip(value.iter_u64_digits()) {
        *to = word;
    }
    from_magnitude(value.sign() == malachite_bigint::Sign::Minus, &magnitude)
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_integer::Integer;

    /// Integers around every boundary: of words, of the size in line, of both signs.
    fn samples() -> Vec<BigInt> {
        let mut samples = vec![BigInt::from(0)];
        for bits in [
            1u32, 31, 62, 63, 64, 65, 127, 128, 129, 191, 192, 256, 300, 319, 320, 321, 400,
        ] {
            for around in [-2i64, -1, 0, 1, 12_345] {
                let value = (BigInt::from(1) << bits) + around;
                samples.push(-&value);
                samples.push(value);
            }
        }
        // Words of no pattern.
        let mut state = 88_172_645_463_325_252u64;
        for words in 1..=6 {
            let mut value = BigInt::from(0);
            for _ in 0..words {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                value = (value << 64) + state;
            }
            samples.push(-&value);
            samples.push(value);
        }
        samples
    }

    #[test]
    fn every_operation_agrees_with_big_integers() {
        let samples = samples();
        for x in &samples {
            let a = from_big(x.clone());
            assert_eq!(&a.clone().into_big(), x);
            assert_eq!(crate::number::int::neg(a.view()).into_big(), -x);
            assert_eq!(crate::number::int::invert(a.view()).into_big(), !x);
            assert_eq!(crate::number::int::bit_length(a.view()), x.bits());
            for by in [0u64, 1, 5, 63, 64, 65, 128, 200, 319, 320, 500] {
                if let Some(r) = shift_left(a.view(), by) {
                    assert_eq!(r.into_int(), from_big(x << by), "{x} << {by}");
                }
                if let Some(r) = shift_right(a.view(), by) {
                    assert_eq!(r.into_int(), from_big(x >> by), "{x} >> {by}");
                }
            }
            for y in &samples {
                let b = from_big(y.clone());
                let (a, b) = (a.view(), b.view());
                let agree = |r: Option<Int>, expected: BigInt, what: &str| {
                    if let Some(r) = r {
                        assert_eq!(r, from_big(expected), "{x} {what} {y}");
                    }
                };
                agree(add(a, b, false).map(Words::into_int), x + y, "+");
                agree(add(a, b, true).map(Words::into_int), x - y, "-");
                agree(multiply(a, b).map(Words::into_int), x * y, "*");
                agree(bitwise(a, b, |x, y| x & y).map(Words::into_int), x & y, "&");
                agree(bitwise(a, b, |x, y| x | y).map(Words::into_int), x | y, "|");
                agree(bitwise(a, b, |x, y| x ^ y).map(Words::into_int), x ^ y, "^");
                assert!(
                    compare(a, b).is_none_or(|order| order == x.cmp(y)),
                    "{x} {y}"
                );
                if !b.is_zero()
                    && let Some((quotient, remainder)) = divide_by_word(a, b)
                {
                    let (q, r) = x.div_mod_floor(y);
                    assert_eq!((quotient, remainder), (from_big(q), from_big(r)), "{x} {y}");
                }
            }
        }
    }
}
