//! The module `math`, over the number functions of the text crate.

mod floats;
mod integers;
mod sums;

use super::support::{float_arg, raise_number_error};
use super::{ModuleSpec, add};
use crate::object::MethodDef;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use tricera_text::number::Error;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "math",
    doc: "This module provides access to the mathematical functions\ndefined by the C standard.",
    methods: &METHODS,
    init: |vm, module| {
        for (name, value) in [
            ("e", std::f64::consts::E),
            ("inf", f64::INFINITY),
            ("nan", f64::NAN),
            ("pi", std::f64::consts::PI),
            ("tau", std::f64::consts::TAU),
        ] {
            add(vm, module, name, vm.new_float(value))?;
        }
        Ok(())
    },
};

static METHODS: [MethodDef; 57] = [
    MethodDef::one("acos", floats::acos).text_signature("x, /").doc("Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi."),
    MethodDef::one("acosh", floats::acosh).text_signature("x, /").doc("Return the inverse hyperbolic cosine of x."),
    MethodDef::one("asin", floats::asin).text_signature("x, /").doc("Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."),
    MethodDef::one("asinh", floats::asinh).text_signature("x, /").doc("Return the inverse hyperbolic sine of x."),
    MethodDef::one("atan", floats::atan).text_signature("x, /").doc("Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."),
    MethodDef::positional("atan2", 2, 2, floats::atan2).text_signature("y, x, /").doc("Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are considered."),
    MethodDef::one("atanh", floats::atanh).text_signature("x, /").doc("Return the inverse hyperbolic tangent of x."),
    MethodDef::one("cbrt", floats::cbrt).text_signature("x, /").doc("Return the cube root of x."),
    MethodDef::one("ceil", integers::ceil).text_signature("x, /").doc("Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x."),
    MethodDef::positional("comb", 2, 2, integers::comb).text_signature("n, k, /").doc("Number of ways to choose k items from n items without repetition and without order.\n\nEvaluates to n! / (k! * (n - k)!) when k <= n and evaluates\nto zero when k > n.\n\nAlso called the binomial coefficient because it is equivalent\nto the coefficient of k-th term in polynomial expansion of the\nexpression (1 + x)**n.\n\nRaises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative."),
    MethodDef::positional("copysign", 2, 2, floats::copysign).text_signature("x, y, /").doc("Return a float with the magnitude (absolute value) of x but the sign of y.\n\nOn platforms that support signed zeros, copysign(1.0, -0.0)\nreturns -1.0.\n"),
    MethodDef::one("cos", floats::cos).text_signature("x, /").doc("Return the cosine of x (measured in radians)."),
    MethodDef::one("cosh", floats::cosh).text_signature("x, /").doc("Return the hyperbolic cosine of x."),
    MethodDef::one("degrees", floats::degrees).text_signature("x, /").doc("Convert angle x from radians to degrees."),
    MethodDef::positional("dist", 2, 2, sums::dist).text_signature("p, q, /").doc("Return the Euclidean distance between two points p and q.\n\nThe points should be specified as sequences (or iterables) of\ncoordinates.  Both inputs must have the same dimension.\n\nRoughly equivalent to:\n    sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q)))"),
    MethodDef::one("erf", floats::erf).text_signature("x, /").doc("Error function at x."),
    MethodDef::one("erfc", floats::erfc).text_signature("x, /").doc("Complementary error function at x."),
    MethodDef::one("exp", floats::exp).text_signature("x, /").doc("Return e raised to the power of x."),
    MethodDef::one("exp2", floats::exp2).text_signature("x, /").doc("Return 2 raised to the power of x."),
    MethodDef::one("expm1", floats::expm1).text_signature("x, /").doc("Return exp(x)-1.\n\nThis function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x."),
    MethodDef::one("fabs", floats::fabs).text_signature("x, /").doc("Return the absolute value of the float x."),
    MethodDef::one("factorial", integers::factorial).text_signature("n, /").doc("Find n!."),
    MethodDef::one("floor", integers::floor).text_signature("x, /").doc("Return the floor of x as an Integral.\n\nThis is the largest integer <= x."),
    MethodDef::positional("fma", 3, 3, floats::fma).text_signature("x, y, z, /").doc("Fused multiply-add operation.\n\nCompute (x * y) + z with a single round."),
    MethodDef::positional("fmod", 2, 2, floats::fmod).text_signature("x, y, /").doc("Return fmod(x, y), according to platform C.\n\nx % y may differ."),
    MethodDef::one("frexp", floats::frexp).text_signature("x, /").doc("Return the mantissa and exponent of x, as pair (m, e).\n\nIf x is a finite nonzero number, then m is a float with\n0.5 <= abs(m) < 1.0 and an integer e is such that\nx == m * 2**e exactly.  Else, return (x, 0)."),
    MethodDef::one("fsum", sums::fsum).text_signature("seq, /").doc("Return an accurate floating-point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating-point arithmetic."),
    MethodDef::one("gamma", floats::gamma).text_signature("x, /").doc("Gamma function at x."),
    MethodDef::raw("gcd", integers::gcd).text_signature("*integers").doc("Greatest Common Divisor."),
    MethodDef::raw("hypot", sums::hypot).text_signature("*coordinates").doc("Multidimensional Euclidean distance from the origin to a point.\n\nRoughly equivalent to:\n    sqrt(sum(x**2 for x in coordinates))\n\nFor a two dimensional point (x, y), gives the hypotenuse\nusing the Pythagorean theorem:  sqrt(x*x + y*y).\n\nFor example, the hypotenuse of a 3/4/5 right triangle is:\n\n    >>> hypot(3.0, 4.0)\n    5.0"),
    MethodDef::keywords("isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0", floats::isclose).doc("Determine whether two floating-point numbers are close in value.\n\n  rel_tol\n    maximum difference for being considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of the input values\n\nReturn True if a is close in value to b, and False otherwise.\n\nFor the values to be considered close, the difference between them\nmust be smaller than at least one of the tolerances.\n\n-inf, inf and NaN behave similarly to the IEEE 754 Standard.  That\nis, NaN is not close to anything, even itself.  inf and -inf are\nonly close to themselves."),
    MethodDef::one("isfinite", floats::isfinite).text_signature("x, /").doc("Return True if x is neither an infinity nor a NaN, and False otherwise."),
    MethodDef::one("isinf", floats::isinf).text_signature("x, /").doc("Return True if x is a positive or negative infinity, and False otherwise."),
    MethodDef::one("isnan", floats::isnan).text_signature("x, /").doc("Return True if x is a NaN (not a number), and False otherwise."),
    MethodDef::one("isqrt", integers::isqrt).text_signature("n, /").doc("Return the integer part of the square root of the input."),
    MethodDef::raw("lcm", integers::lcm).text_signature("*integers").doc("Least Common Multiple."),
    MethodDef::positional("ldexp", 2, 2, floats::ldexp).text_signature("x, i, /").doc("Return x * (2**i).\n\nThis is essentially the inverse of frexp()."),
    MethodDef::one("lgamma", floats::lgamma).text_signature("x, /").doc("Natural logarithm of absolute value of Gamma function at x."),
    MethodDef::positional("log", 1, 2, floats::log).doc("log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of x."),
    MethodDef::one("log10", floats::log10).text_signature("x, /").doc("Return the base 10 logarithm of x."),
    MethodDef::one("log1p", floats::log1p).text_signature("x, /").doc("Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a way which is accurate for x near zero."),
    MethodDef::one("log2", floats::log2).text_signature("x, /").doc("Return the base 2 logarithm of x."),
    MethodDef::one("modf", floats::modf).text_signature("x, /").doc("Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats."),
    MethodDef::raw("nextafter", floats::nextafter).text_signature("x, y, /, *, steps=None").doc("Return the floating-point value the given number of steps after x towards y.\n\nIf steps is not specified or is None, it defaults to 1.\n\nRaises a TypeError, if x or y is not a double, or if steps is not\nan integer.  Raises ValueError if steps is negative."),
    MethodDef::positional("perm", 1, 2, integers::perm).text_signature("n, k=None, /").doc("Number of ways to choose k items from n items without repetition and with order.\n\nEvaluates to n! / (n - k)! when k <= n and evaluates\nto zero when k > n.\n\nIf k is not specified or is None, then k defaults to n\nand the function returns n!.\n\nRaises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative."),
    MethodDef::positional("pow", 2, 2, floats::pow).text_signature("x, y, /").doc("Return x**y (x to the power of y)."),
    MethodDef::keywords("prod", "iterable, /, *, start=1", sums::prod).doc("Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is 1.\n\nWhen the iterable is empty, return the start value.  This function is\nintended specifically for use with numeric values and may reject\nnon-numeric types."),
    MethodDef::one("radians", floats::radians).text_signature("x, /").doc("Convert angle x from degrees to radians."),
    MethodDef::positional("remainder", 2, 2, floats::remainder).text_signature("x, y, /").doc("Difference between x and the closest integer multiple of y.\n\nReturn x - n*y where n*y is the closest integer multiple of y.\nIn the case where x is exactly halfway between two multiples of\ny, the nearest even value of n is used. The result is always exact."),
    MethodDef::one("sin", floats::sin).text_signature("x, /").doc("Return the sine of x (measured in radians)."),
    MethodDef::one("sinh", floats::sinh).text_signature("x, /").doc("Return the hyperbolic sine of x."),
    MethodDef::one("sqrt", floats::sqrt).text_signature("x, /").doc("Return the square root of x."),
    MethodDef::positional("sumprod", 2, 2, sums::sumprod).text_signature("p, q, /").doc("Return the sum of products of values from two iterables p and q.\n\nRoughly equivalent to:\n\n    sum(map(operator.mul, p, q, strict=True))\n\nFor float and mixed int/float inputs, the intermediate products\nand sums are computed with extended precision."),
    MethodDef::one("tan", floats::tan).text_signature("x, /").doc("Return the tangent of x (measured in radians)."),
    MethodDef::one("tanh", floats::tanh).text_signature("x, /").doc("Return the hyperbolic tangent of x."),
    MethodDef::one("trunc", integers::trunc).text_signature("x, /").doc("Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method."),
    MethodDef::one("ulp", floats::ulp).text_signature("x, /").doc("Return the value of the least significant bit of the float x."),
];

/// A number as a float; the usual ones without a call.
#[inline(always)]
fn number(vm: &Vm, x: &Ref) -> PyResult<f64> {
    if x.slot().is_float() {
        return Ok(x.slot().as_float());
    }
    float_arg(vm, x)
}

/// A float, or the error that its function reports.
#[inline(always)]
fn float_result(vm: &Vm, r: Result<f64, Error>) -> PyResult {
    match r {
        Ok(d) => Ok(vm.new_float(d)),
        Err(e) => Err(raise_number_error(vm, e)),
    }
}
