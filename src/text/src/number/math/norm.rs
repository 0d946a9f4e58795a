//! Euclidean lengths.

use super::double::Pair;
use super::parts::exponent_of;
use crate::number::{Error, libm};

/// `math.hypot(*coordinates)`: overwrites the coordinates.
pub fn hypot(coordinates: &mut [f64]) -> f64 {
    let mut largest = 0.0f64;
    let mut nan = false;
    for x in coordinates.iter_mut() {
        *x = x.abs();
        nan |= x.is_nan();
        largest = if *x > largest { *x } else { largest };
    }
    if largest.is_infinite() {
        return largest;
    }
    if nan {
        return f64::NAN;
    }
    if largest == 0.0 || coordinates.len() <= 1 {
        return largest;
    }
    length(coordinates, largest)
}

/// `math.dist(p, q)`
///
/// # Errors
/// ValueError for points of different dimensions.
pub fn dist(p: &[f64], q: &[f64]) -> Result<f64, Error> {
    if p.len() != q.len() {
        return Err(Error::value(
            "both points must have the same number of dimensions",
        ));
    }
    let mut differences: smallvec::SmallVec<[f64; 16]> =
        p.iter().zip(q).map(|(p, q)| p - q).collect();
    Ok(hypot(&mut differences))
}

/// The length of a vector of finite, non-negative numbers, the largest of which is not zero.
///
/// As in CPython: the numbers are scaled by a power of two, so that the largest lies between one half
/// and one; the squares are added with their rounding errors kept; one Newton step corrects the root.
/// The sum starts at one, which makes it the larger operand of every addition.
fn length(vector: &mut [f64], largest: f64) -> f64 {
    let exponent = exponent_of(largest);
    if exponent < -1023 {
        // The scale would overflow: make subnormal numbers normal first.
        vector.iter_mut().for_each(|x| *x /= f64::MIN_POSITIVE);
        return f64::MIN_POSITIVE * length(vector, largest / f64::MIN_POSITIVE);
    }
    let scale = libm::ldexp(1.0, -exponent);
    let mut total = Total {
        sum: 1.0,
        products: 0.0,
        sums: 0.0,
    };
    for x in vector {
        let x = *x * scale;
        total.add(Pair::product(x, x));
    }
    let root = total.value().sqrt();
    total.add(Pair::product(-root, root));
    (root + total.value() / (2.0 * root)) / scale
}

/// A sum that starts at one, with the errors of products and of sums.
struct Total {
    sum: f64,
    products: f64,
    sums: f64,
}

impl Total {
    fn add(&mut self, product: Pair) {
        let sum = Pair::quick_sum(self.sum, product.high);
        self.sum = sum.high;
        self.products += product.low;
        self.sums += sum.low;
    }

    fn value(&self) -> f64 {
        self.sum - 1.0 + (self.products + self.sums)
    }
}
