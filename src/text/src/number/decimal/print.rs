//! Decimals as text.

use super::{Coefficient, Decimal, Kind};
use smallvec::SmallVec;

/// The text of a number, which is ASCII.
pub type Text = SmallVec<[u8; 64]>;

/// Appends the digits of a coefficient.
#[inline]
fn push_digits(out: &mut Text, c: &Coefficient) {
    match c {
        Coefficient::Small(n) if n >> 64 == 0 => {
            out.extend_from_slice(itoa::Buffer::new().format(*n as u64).as_bytes());
        }
        c => out.extend_from_slice(c.text().as_bytes()),
    }
}

fn push_zeros(out: &mut Text, n: usize) {
    out.resize(out.len() + n, b'0');
}

impl Decimal {
    /// The number in scientific notation where the exponent asks for it, or with exponents that are multiples of three.
    pub fn text(&self, engineering: bool, capitals: bool) -> Text {
        let mut out = Text::new();
        if self.negative {
            out.push(b'-');
        }
        match self.kind {
            Kind::Finite => self.push_number(&mut out, engineering, capitals),
            Kind::Infinity => out.extend_from_slice(b"Infinity"),
            Kind::Quiet | Kind::Signaling => {
                let name: &[u8] = if self.is_quiet() { b"NaN" } else { b"sNaN" };
                out.extend_from_slice(name);
                if !self.coefficient.is_zero() {
                    push_digits(&mut out, &self.coefficient);
                }
            }
        }
        out
    }

    fn push_number(&self, out: &mut Text, engineering: bool, capitals: bool) {
        let start = out.len();
        push_digits(out, &self.coefficient);
        if self.exponent == 0 {
            return;
        }
        let digits = (out.len() - start) as i64;
        let left = self.exponent + digits;
        // Where the point stands among the digits.
        let point = if self.exponent <= 0 && left > -6 {
            left
        } else if !engineering {
            1
        } else if self.coefficient.is_zero() {
            (left + 1).rem_euclid(3) - 1
        } else {
            (left - 1).rem_euclid(3) + 1
        };
        if point <= 0 {
            let zeros = (2 - point) as usize;
            let text = SmallVec::<[u8; 64]>::from_slice(&out[start..]);
            out.truncate(start);
            push_zeros(out, zeros);
            out[start + 1] = b'.';
            out.extend_from_slice(&text);
        } else if point >= digits {
            push_zeros(out, (point - digits) as usize);
        } else {
            out.insert(start + point as usize, b'.');
        }
        if left != point {
            out.push(if capitals { b'E' } else { b'e' });
            let exponent = left - point;
            out.push(if exponent < 0 { b'-' } else { b'+' });
            let magnitude = exponent.unsigned_abs();
            out.extend_from_slice(itoa::Buffer::new().format(magnitude).as_bytes());
        }
    }
}
