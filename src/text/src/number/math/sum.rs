//! Accurate sums.

use super::double::Pair;
use crate::number::Error;

/// `math.fsum`: an exact sum of floats, rounded once at the end (Shewchuk).
#[derive(Clone, Debug, Default)]
pub struct FloatSum {
    /// Parts without common bits, ascending in magnitude; their sum is exact.
    parts: Vec<f64>,
    /// The sum of infinities and NaNs.
    special: f64,
    /// The sum of infinities.
    infinite: f64,
}

impl FloatSum {
    /// The sum of nothing.
    pub fn new() -> FloatSum {
        FloatSum::default()
    }

    /// Adds a number.
    ///
    /// # Errors
    /// OverflowError where a part leaves the range of floats, even if later numbers would bring it back.
    pub fn add(&mut self, value: f64) -> Result<(), Error> {
        let mut x = value;
        let mut kept = 0;
        for index in 0..self.parts.len() {
            let y = self.parts[index];
            let pair = if x.abs() < y.abs() {
                Pair::quick_sum(y, x)
            } else {
                Pair::quick_sum(x, y)
            };
            if pair.low != 0.0 {
                self.parts[kept] = pair.low;
                kept += 1;
            }
            x = pair.high;
        }
        self.parts.truncate(kept);
        if x == 0.0 {
            return Ok(());
        }
        if x.is_finite() {
            self.parts.push(x);
            return Ok(());
        }
        if value.is_finite() {
            return Err(Error::overflow("intermediate overflow in fsum"));
        }
        if value.is_infinite() {
            self.infinite += value;
        }
        self.special += value;
        self.parts.clear();
        Ok(())
    }

    /// The sum, rounded half to even.
    ///
    /// # Errors
    /// ValueError for infinities of both signs.
    pub fn finish(mut self) -> Result<f64, Error> {
        if self.special != 0.0 {
            if self.infinite.is_nan() {
                return Err(Error::value("-inf + inf in fsum"));
            }
            return Ok(self.special);
        }
        let Some(mut high) = self.parts.pop() else {
            return Ok(0.0);
        };
        let mut low = 0.0;
        while let Some(part) = self.parts.pop() {
            let sum = Pair::quick_sum(high, part);
            high = sum.high;
            low = sum.low;
            if low != 0.0 {
                break;
            }
        }
        // Where the rest is exactly half a unit, the parts below it decide about rounding.
        if let Some(&next) = self.parts.last()
            && (low < 0.0 && next < 0.0 || low > 0.0 && next > 0.0)
        {
            let twice = low * 2.0;
            let rounded = high + twice;
            if twice == rounded - high {
                high = rounded;
            }
        }
        Ok(high)
    }
}

/// The float part of `math.sumprod`: a sum of products in three times a float's precision.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProductSum {
    high: f64,
    low: f64,
    tiny: f64,
}

impl ProductSum {
    /// The sum of nothing.
    pub fn new() -> ProductSum {
        ProductSum::default()
    }

    /// The sum with a product added, or `None` if that is not finite: CPython goes on with plain
    /// multiplications and additions of objects from this product on, starting from [`ProductSum::value`].
    #[must_use]
    pub fn add(self, x: f64, y: f64) -> Option<ProductSum> {
        let product = Pair::product(x, y);
        let high = Pair::sum(self.high, product.high);
        let low = Pair::sum(self.low, product.low);
        let middle = Pair::sum(low.high, high.low);
        high.high.is_finite().then_some(ProductSum {
            high: high.high,
            low: middle.high,
            tiny: self.tiny + low.low + middle.low,
        })
    }

    /// The sum so far as a float.
    pub fn value(self) -> f64 {
        let both = Pair::sum(self.low, self.high);
        self.tiny + both.low + both.high
    }
}

/// The error of `math.sumprod` for arguments of different lengths.
pub fn unequal_lengths() -> Error {
    Error::value("Inputs are not the same length")
}
