//! Sums and products without a rounding error: pairs of floats whose sum is exact.

/// An unevaluated sum; `low` is what rounding to `high` left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub high: f64,
    pub low: f64,
}

impl Pair {
    /// The exact sum of two floats, the first of which is not the smaller one in magnitude (Dekker).
    #[inline]
    pub fn quick_sum(large: f64, small: f64) -> Pair {
        let high = large + small;
        Pair {
            high,
            low: (large - high) + small,
        }
    }

    /// The exact sum of any two floats (Knuth, Møller).
    #[inline]
    pub fn sum(a: f64, b: f64) -> Pair {
        let high = a + b;
        let part = high - a;
        Pair {
            high,
            low: (a - (high - part)) + (b - part),
        }
    }

    /// The exact product of two floats.
    #[inline]
    pub fn product(a: f64, b: f64) -> Pair {
        let high = a * b;
        Pair {
            high,
            low: a.mul_add(b, -high),
        }
    }
}
