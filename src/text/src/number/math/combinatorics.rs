//! Factorials, and ways to choose.

use crate::number::Error;
use crate::number::error::ensure_memory;
use crate::number::int::{self, Int, IntRef};

/// `math.factorial(n)`
///
/// # Errors
/// ValueError for negative arguments, OverflowError for those beyond a word.
pub fn factorial(n: IntRef<'_>) -> Result<Int, Error> {
    if n.is_negative() {
        return Err(Error::value("factorial() not defined for negative values"));
    }
    match n.to_i64() {
        Some(n) => falling_product(IntRef::Small(n), n as u64),
        None => Err(Error::overflow(
            "factorial() argument should not exceed 9223372036854775807",
        )),
    }
}

fn check(n: IntRef<'_>, k: IntRef<'_>) -> Result<(), Error> {
    if n.is_negative() {
        return Err(Error::value("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(Error::value("k must be a non-negative integer"));
    }
    Ok(())
}

/// `math.perm(n, k)`
///
/// # Errors
/// ValueError for negative arguments, OverflowError for a `k` beyond a word.
pub fn perm(n: IntRef<'_>, k: IntRef<'_>) -> Result<Int, Error> {
    check(n, k)?;
    if int::compare(n, k).is_lt() {
        return Ok(Int::Small(0));
    }
    match k.to_i64() {
        Some(k) => falling_product(n, k as u64),
        None => Err(Error::overflow("k must not exceed 9223372036854775807")),
    }
}

/// `math.comb(n, k)`
///
/// # Errors
/// ValueError for negative arguments, OverflowError where both `k` and `n - k` are beyond a word.
pub fn comb(n: IntRef<'_>, k: IntRef<'_>) -> Result<Int, Error> {
    check(n, k)?;
    let rest = int::sub(n, k);
    if rest.view().is_negative() {
        return Ok(Int::Small(0));
    }
    let k = if int::compare(rest.view(), k).is_lt() {
        rest.view()
    } else {
        k
    };
    let Some(k) = k.to_i64() else {
        return Err(Error::overflow(
            "min(n - k, k) must not exceed 9223372036854775807",
        ));
    };
    if let Some(small) = n.to_i64().and_then(|n| small_comb(n as u64, k as u64)) {
        return Ok(small);
    }
    let product = falling_product(n, k as u64)?;
    let divisor = falling_product(IntRef::Small(k), k as u64)?;
    int::div_floor(product.view(), divisor.view())
}

/// The result where all intermediate ones fit two words.
fn small_comb(n: u64, k: u64) -> Option<Int> {
    // Larger ones do not fit, unless they are trivial.
    if k > 64 {
        return None;
    }
    let mut result: u128 = 1;
    for index in 0..k {
        // Each is a number of choices itself, so the division is exact.
        result = result.checked_mul((n - index).into())? / u128::from(index + 1);
    }
    i128::try_from(result).ok().map(Int::from)
}

/// `n * (n - 1) * …`, `count` factors.
fn falling_product(n: IntRef<'_>, count: u64) -> Result<Int, Error> {
    let bits = match n.to_i64() {
        // n! is about (n / e) ** n: less than the estimate for large factors.
        Some(n) if n as u64 == count => {
            (n as f64 * ((n.max(1) as f64).log2() - std::f64::consts::LOG2_E)) as u64
        }
        _ => (int::bit_length(n) - u64::from(!n.is_zero())).saturating_mul(count) / 2,
    };
    ensure_memory(bits / 8)?;
    Ok(match n.to_i64() {
        Some(high) => int::range_product(high as u64 - count + 1, high as u64),
        None => descending(n, 0, count),
    })
}

/// `(n - from) * … * (n - to + 1)` by halves, so that the factors of the large multiplications are of
/// equal size.
fn descending(n: IntRef<'_>, from: u64, to: u64) -> Int {
    match to - from {
        0 => Int::Small(1),
        1 => int::sub(n, Int::from(from).view()),
        count => {
            let middle = from + count / 2;
            int::mul(
                descending(n, from, middle).view(),
                descending(n, middle, to).view(),
            )
        }
    }
}
