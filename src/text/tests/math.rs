//! The functions of the `math` module, against CPython's answers.

mod rows;

use rows::{Row, Show, check, float, table};
use tricera_text::number::math::{self, FloatSum, ProductSum};
use tricera_text::number::{Error, Int};

/// The functions that the C library computes without being correctly rounded. Its versions differ in
/// the last places, and the answers were made with another one.
const LIBRARY: &[&str] = &[
    "acosh", "asinh", "atanh", "cbrt", "cosh", "erf", "erfc", "expm1", "log1p", "sinh", "tan",
    "tanh",
];

/// Units in the last place that such a function may be off.
const TOLERANCE: u64 = 2;

fn floats(row: &Row) -> Vec<f64> {
    (0..row.count()).map(|i| row.float(i)).collect()
}

fn answer(row: &Row) -> String {
    let a = || row.float(0);
    let b = || row.float(1);
    let n = || row.int(0);
    let k = || row.int(1);
    let total = |f: fn(f64) -> f64| f(a()).show();
    let partial = |f: fn(f64) -> Result<f64, Error>| f(a()).show();
    match row.operation() {
        "acos" => partial(math::acos),
        "acosh" => partial(math::acosh),
        "asin" => partial(math::asin),
        "asinh" => total(math::asinh),
        "atan" => total(math::atan),
        "atanh" => partial(math::atanh),
        "cbrt" => total(math::cbrt),
        "cos" => partial(math::cos),
        "cosh" => partial(math::cosh),
        "degrees" => total(math::degrees),
        "erf" => total(math::erf),
        "erfc" => total(math::erfc),
        "exp" => partial(math::exp),
        "exp2" => partial(math::exp2),
        "expm1" => partial(math::expm1),
        "fabs" => total(math::fabs),
        "gamma" => partial(math::gamma),
        "lgamma" => partial(math::lgamma),
        "log" => partial(math::log),
        "log10" => partial(math::log10),
        "log1p" => partial(math::log1p),
        "log2" => partial(math::log2),
        "radians" => total(math::radians),
        "sin" => partial(math::sin),
        "sinh" => partial(math::sinh),
        "sqrt" => partial(math::sqrt),
        "tan" => partial(math::tan),
        "tanh" => total(math::tanh),
        "ulp" => total(math::ulp),
        "frexp" => math::frexp(a()).show(),
        "modf" => math::modf(a()).show(),
        "log_int" => math::log_int(n().view()).show(),
        "log2_int" => math::log2_int(n().view()).show(),
        "log10_int" => math::log10_int(n().view()).show(),
        "log_base" => math::log(a())
            .and_then(|x| math::log_base(x, math::log(b())?))
            .show(),
        "atan2" => math::atan2(a(), b()).show(),
        "copysign" => math::copysign(a(), b()).show(),
        "fmod" => math::fmod(a(), b()).show(),
        "pow" => math::pow(a(), b()).show(),
        "remainder" => math::remainder(a(), b()).show(),
        "nextafter" => math::nextafter(a(), b()).show(),
        "isclose" => math::isclose(a(), b(), 0.3, 0.5).show(),
        "isclose_tolerance" => math::isclose(1.0, 1.0, a(), b()).show(),
        "ldexp" => math::ldexp(a(), k().view()).show(),
        "nextafter_steps" => math::nextafter_steps(a(), b(), row.int(2).view()).show(),
        "fma" => math::fma(a(), b(), row.float(2)).show(),
        "hypot" => math::hypot(&mut floats(row)).show(),
        "fsum" => {
            let mut sum = FloatSum::new();
            floats(row)
                .into_iter()
                .try_for_each(|x| sum.add(x))
                .and_then(|()| sum.finish())
                .show()
        }
        "dist" => {
            let all = floats(row);
            let (p, q) = all.split_at(all.len() / 2);
            math::dist(p, q).show()
        }
        "sumprod" => {
            let all = floats(row);
            let (p, q) = all.split_at(all.len() / 2);
            p.iter()
                .zip(q)
                .try_fold(ProductSum::new(), |sum, (&x, &y)| sum.add(x, y))
                .map(ProductSum::value)
                .show()
        }
        "dist_dimensions" => math::dist(&[1.0, 2.0], &[1.0]).show(),
        "sumprod_lengths" => math::unequal_lengths().show(),
        "factorial" => math::factorial(n().view()).show(),
        "comb" => math::comb(n().view(), k().view()).show(),
        "perm" => math::perm(n().view(), k().view()).show(),
        other => panic!("unknown operation {other}"),
    }
}

/// CPython's answer in place of one that is as good.
fn tolerant(row: &Row) -> String {
    let got = answer(row);
    let wanted = row.answer();
    let finite = |text: &str| !text.starts_with('!') && float(text).is_finite();
    if LIBRARY.contains(&row.operation()) && finite(&got) && finite(wanted) {
        let (a, b) = (float(&got), float(wanted));
        let near = a.is_sign_negative() == b.is_sign_negative()
            && a.to_bits().abs_diff(b.to_bits()) <= TOLERANCE;
        if near {
            return wanted.to_string();
        }
    }
    got
}

#[test]
fn math_answers_as_cpython() {
    check(&table(include_str!("data/math.tsv")), tolerant);
}

#[test]
fn results_too_large_for_memory_are_errors() {
    let huge = Int::Small(1 << 60);
    assert_eq!(math::factorial(huge.view()).show(), "!MemoryError: ");
    assert_eq!(
        math::perm(huge.view(), Int::Small(1 << 55).view()).show(),
        "!MemoryError: "
    );
    assert_eq!(
        math::comb(huge.view(), Int::Small(1 << 55).view()).show(),
        "!MemoryError: "
    );
}
