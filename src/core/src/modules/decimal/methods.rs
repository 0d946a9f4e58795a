//! The methods and attributes of `Decimal`.

use super::arguments::bind;
use super::construct::{from_float, from_number};
use super::context::{of, rounding_arg, ssize_arg};
use super::manager::current_in;
use super::object::{context_arg, make, operand_arg, run, value};
use super::operators::{Binary, Unary, float, text_of, to_int};
use super::state::state;
use super::text::format;
use crate::modules::common::itself;
use crate::object::{
    GetSetDef, MethodDef, float_value, from_utf8, int_ref, new_int_value, new_tuple,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;
use tricera_text::number::decimal::{Coefficient, Context, Decimal, Kind, Rounding};

/// `name(context=None)`
#[inline]
fn unary(vm: &Vm, this: &Ref, args: &Args, f: Unary) -> PyResult {
    let [context] = bind(vm, args, ["context"], 0)?;
    let st = state(vm);
    let context = context_arg(vm, &st, context)?;
    run(vm, &st, &context, |ctx, met| f(value(this), ctx, met))
}

/// `name(other, context=None)`
#[inline]
fn binary(vm: &Vm, this: &Ref, args: &Args, f: Binary) -> PyResult {
    let [other, context] = bind(vm, args, ["other", "context"], 1)?;
    let st = state(vm);
    let context = context_arg(vm, &st, context)?;
    let Some(other) = other else {
        return Ok(Ref::none());
    };
    let other = operand_arg(vm, &st, other)?;
    run(vm, &st, &context, |ctx, met| {
        f(value(this), &other, ctx, met)
    })
}

fn order_as_decimal(order: std::cmp::Ordering) -> Decimal {
    Decimal::from_i64(order as i64)
}

/// `compare_total`, which needs no context.
pub(super) fn compare_total(
    a: &Decimal,
    b: &Decimal,
    _: &Context,
    _: &mut tricera_text::number::decimal::Status,
) -> Decimal {
    order_as_decimal(a.order_total(b))
}

/// `compare_total_mag`, which needs no context.
pub(super) fn compare_total_mag(
    a: &Decimal,
    b: &Decimal,
    _: &Context,
    _: &mut tricera_text::number::decimal::Status,
) -> Decimal {
    order_as_decimal(a.order_total_abs(b))
}

/// `copy_sign`, which needs no context.
pub(super) fn copy_sign(
    a: &Decimal,
    b: &Decimal,
    _: &Context,
    _: &mut tricera_text::number::decimal::Status,
) -> Decimal {
    a.copy_sign(b)
}

fn quantize(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [exp, rounding, context] = bind(vm, args, ["exp", "rounding", "context"], 1)?;
    let st = state(vm);
    let context = context_arg(vm, &st, context)?;
    let rounding = match rounding.filter(|r| !r.is_none()) {
        Some(r) => Some(rounding_arg(vm, &st, r)?),
        None => None,
    };
    let Some(exp) = exp else {
        return Ok(Ref::none());
    };
    let exp = operand_arg(vm, &st, exp)?;
    run(vm, &st, &context, |ctx, met| match rounding {
        Some(r) => value(this).quantize(&exp, &ctx.with_rounding(r), met),
        None => value(this).quantize(&exp, ctx, met),
    })
}

fn to_integral(vm: &Vm, this: &Ref, args: &Args, exact: bool) -> PyResult {
    let [rounding, context] = bind(vm, args, ["rounding", "context"], 0)?;
    let st = state(vm);
    let context = context_arg(vm, &st, context)?;
    let rounding = match rounding.filter(|r| !r.is_none()) {
        Some(r) => rounding_arg(vm, &st, r)?,
        None => of(&context).ctx.get().rounding,
    };
    run(vm, &st, &context, |ctx, met| {
        value(this).to_integral(exact, &ctx.with_rounding(rounding), met)
    })
}

fn fma(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [other, third, context] = bind(vm, args, ["other", "third", "context"], 2)?;
    let st = state(vm);
    let context = context_arg(vm, &st, context)?;
    let (Some(other), Some(third)) = (other, third) else {
        return Ok(Ref::none());
    };
    let other = operand_arg(vm, &st, other)?;
    let third = operand_arg(vm, &st, third)?;
    run(vm, &st, &context, |ctx, met| {
        value(this).fma(&other, &third, ctx, met)
    })
}

/// A question whose answer depends on a context.
fn ask(vm: &Vm, args: &Args, f: impl FnOnce(&Context) -> bool) -> PyResult {
    let [context] = bind(vm, args, ["context"], 0)?;
    let context = context_arg(vm, &state(vm), context)?;
    Ok(Ref::bool(f(&of(&context).ctx.get())))
}

fn number_class(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [context] = bind(vm, args, ["context"], 0)?;
    let context = context_arg(vm, &state(vm), context)?;
    from_utf8(vm, value(this).number_class(&of(&context).ctx.get()))
}

fn to_eng_string(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [context] = bind(vm, args, ["context"], 0)?;
    let context = context_arg(vm, &state(vm), context)?;
    text_of(vm, value(this), true, of(&context).capitals.get())
}

fn same_quantum(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [other, context] = bind(vm, args, ["other", "context"], 1)?;
    let st = state(vm);
    context_arg(vm, &st, context)?;
    let Some(other) = other else {
        return Ok(Ref::none());
    };
    let other = operand_arg(vm, &st, other)?;
    Ok(Ref::bool(value(this).same_quantum(&other)))
}

fn round(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "__round__")?;
    let digits = match args.positional() {
        [] => return to_int(vm, this, Rounding::HalfEven),
        [n] => n,
        all => {
            return Err(vm.type_error(format!(
                "function takes at most 1 argument ({} given)",
                all.len()
            )));
        }
    };
    if int_ref(digits).is_none() {
        return Err(vm.type_error("optional arg must be an integer"));
    }
    let n = ssize_arg(vm, digits)?;
    let st = state(vm);
    let context = current_in(vm, &st)?;
    let one = Decimal::new(false, Coefficient::ONE, n.saturating_neg());
    run(vm, &st, &context, |ctx, met| {
        value(this).quantize(&one, ctx, met)
    })
}

fn as_tuple(vm: &Vm, this: &Ref) -> PyResult {
    let d = value(this);
    let exponent = match d.kind() {
        Kind::Finite => vm.new_int(d.exponent()),
        Kind::Infinity => vm.interned.intern_str(vm, "F"),
        Kind::Quiet => vm.interned.intern_str(vm, "n"),
        Kind::Signaling => vm.interned.intern_str(vm, "N"),
    };
    let digits: Vec<Ref> = if d.is_nan() && d.coefficient().is_zero() {
        Vec::new()
    } else {
        let text = d.coefficient().text();
        text.bytes()
            .map(|c| vm.new_int((c - b'0').into()))
            .collect()
    };
    let sign = vm.new_int(d.is_negative().into());
    let parts = [sign, new_tuple(vm, digits), exponent];
    vm.call_positional(&state(vm).tuple, &parts)
}

fn as_integer_ratio(vm: &Vm, this: &Ref) -> PyResult {
    let d = value(this);
    if d.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if d.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer ratio"));
    }
    match d.to_ratio() {
        Some((n, d)) => Ok(new_tuple(vm, [new_int_value(vm, n), new_int_value(vm, d)])),
        None => Err(vm.memory_error()),
    }
}

fn reduce(vm: &Vm, this: &Ref) -> PyResult {
    let text = vm.str(this)?;
    let class = vm.type_of(this).to_ref();
    Ok(new_tuple(vm, [class, new_tuple(vm, [text])]))
}

fn complex(vm: &Vm, this: &Ref) -> PyResult {
    let real = float_value(&float(vm, this)?);
    Ok(vm.new_complex(tricera_text::number::complex::Complex { re: real, im: 0.0 }))
}

/// What CPython's object takes: a header, the struct, and digits beyond those inside.
fn size_of(vm: &Vm, this: &Ref) -> PyResult {
    let words = (value(this).coefficient().digits() + 18) / 19;
    let outside = if words > 4 { words * 8 } else { 0 };
    Ok(vm.new_int(104 + outside))
}

fn simple(vm: &Vm, d: Decimal) -> PyResult {
    Ok(make(vm, &state(vm), d))
}

macro_rules! unary {
    ($name:literal, $f:expr, $doc:literal) => {
        MethodDef::raw($name, |vm, this, args| unary(vm, this, args, $f))
            .text_signature("context=None")
            .doc($doc)
    };
}
macro_rules! binary {
    ($name:literal, $f:expr, $doc:literal) => {
        MethodDef::raw($name, |vm, this, args| binary(vm, this, args, $f))
            .text_signature("other, context=None")
            .doc($doc)
    };
}
macro_rules! question {
    ($name:literal, $f:expr, $doc:literal) => {
        MethodDef::no_args($name, |_, this| Ok(Ref::bool($f(value(this))))).doc($doc)
    };
}

/// The methods of decimals.
pub(super) static METHODS: [MethodDef; 64] = [
    unary!(
        "exp",
        Decimal::exp,
        "e raised to this number, rounded to the nearest."
    ),
    unary!(
        "ln",
        Decimal::ln,
        "The natural logarithm, rounded to the nearest."
    ),
    unary!(
        "log10",
        Decimal::log10,
        "The logarithm to base ten, rounded to the nearest."
    ),
    unary!(
        "next_minus",
        Decimal::next_minus,
        "The largest number of the context that is smaller."
    ),
    unary!(
        "next_plus",
        Decimal::next_plus,
        "The smallest number of the context that is larger."
    ),
    unary!(
        "normalize",
        Decimal::normalize,
        "The number, rounded, without zeros at its end."
    ),
    MethodDef::raw("to_integral", |vm, this, args| {
        to_integral(vm, this, args, false)
    })
    .text_signature("rounding=None, context=None")
    .doc("Rounded to a whole number, without flags."),
    MethodDef::raw("to_integral_exact", |vm, this, args| {
        to_integral(vm, this, args, true)
    })
    .text_signature("rounding=None, context=None")
    .doc("Rounded to a whole number, with flags for what was lost."),
    MethodDef::raw("to_integral_value", |vm, this, args| {
        to_integral(vm, this, args, false)
    })
    .text_signature("rounding=None, context=None")
    .doc("Rounded to a whole number, without flags."),
    unary!(
        "sqrt",
        Decimal::sqrt,
        "The square root, rounded to the nearest."
    ),
    binary!(
        "compare",
        Decimal::compare,
        "-1, 0 or 1 as a decimal, or a NaN."
    ),
    binary!(
        "compare_signal",
        Decimal::compare_signal,
        "As compare(), where every NaN signals."
    ),
    binary!(
        "max",
        Decimal::max,
        "The larger one; a quiet NaN counts as missing."
    ),
    binary!(
        "max_mag",
        Decimal::max_mag,
        "The one with the larger magnitude."
    ),
    binary!(
        "min",
        Decimal::min,
        "The smaller one; a quiet NaN counts as missing."
    ),
    binary!(
        "min_mag",
        Decimal::min_mag,
        "The one with the smaller magnitude."
    ),
    binary!(
        "next_toward",
        Decimal::next_toward,
        "The number of the context next to this one in the direction of the other."
    ),
    MethodDef::raw("quantize", quantize)
        .text_signature("exp, rounding=None, context=None")
        .doc("The number, rounded, with the exponent of the other."),
    binary!(
        "remainder_near",
        Decimal::remainder_near,
        "The remainder of the division by the nearest whole quotient."
    ),
    MethodDef::raw("fma", fma)
        .text_signature("other, third, context=None")
        .doc("self * other + third, rounded once."),
    MethodDef::no_args("is_canonical", |_, _| Ok(Ref::bool(true))).doc("True."),
    question!("is_finite", Decimal::is_finite, "Neither infinity nor NaN?"),
    question!("is_infinite", Decimal::is_infinite, "An infinity?"),
    question!("is_nan", Decimal::is_nan, "A NaN of either kind?"),
    question!("is_qnan", Decimal::is_quiet, "A quiet NaN?"),
    question!("is_snan", Decimal::is_signaling, "A signaling NaN?"),
    question!("is_signed", Decimal::is_negative, "Is the sign negative?"),
    question!("is_zero", Decimal::is_zero, "A zero?"),
    MethodDef::raw("is_normal", |vm, this, args| {
        ask(vm, args, |ctx| value(this).is_normal(ctx))
    })
    .text_signature("context=None")
    .doc("A number not below the smallest normal one?"),
    MethodDef::raw("is_subnormal", |vm, this, args| {
        ask(vm, args, |ctx| value(this).is_subnormal(ctx))
    })
    .text_signature("context=None")
    .doc("A number other than zero below the smallest normal one?"),
    MethodDef::no_args("adjusted", |vm, this| {
        let d = value(this);
        let n = if d.is_finite() { d.adjusted() } else { 0 };
        Ok(vm.new_int(n))
    })
    .doc("The exponent of the first digit."),
    MethodDef::no_args("canonical", itself).doc("The number itself."),
    MethodDef::no_args("conjugate", itself).doc("The number itself."),
    MethodDef::no_args("radix", |vm, _| simple(vm, Decimal::from_i64(10))).doc("Decimal(10)."),
    MethodDef::no_args("copy_abs", |vm, this| simple(vm, value(this).copy_abs()))
        .doc("The number without its sign, not rounded."),
    MethodDef::no_args("copy_negate", |vm, this| {
        simple(vm, value(this).copy_negate())
    })
    .doc("The number with the other sign, not rounded."),
    unary!(
        "logb",
        Decimal::logb,
        "The exponent of the first digit as a decimal."
    ),
    unary!(
        "logical_invert",
        Decimal::logical_invert,
        "Each digit, 0 or 1, inverted."
    ),
    MethodDef::raw("number_class", number_class)
        .text_signature("context=None")
        .doc("The kind of number as a string, such as \"+Normal\"."),
    MethodDef::raw("to_eng_string", to_eng_string)
        .text_signature("context=None")
        .doc("Text with exponents that are multiples of three."),
    binary!(
        "compare_total",
        compare_total,
        "The order by representation."
    ),
    binary!(
        "compare_total_mag",
        compare_total_mag,
        "The order of magnitudes by representation."
    ),
    binary!(
        "copy_sign",
        copy_sign,
        "The number with the sign of the other, not rounded."
    ),
    MethodDef::raw("same_quantum", same_quantum)
        .text_signature("other, context=None")
        .doc("Have both the same exponent?"),
    binary!(
        "logical_and",
        Decimal::logical_and,
        "Digits, 0 or 1, by and."
    ),
    binary!("logical_or", Decimal::logical_or, "Digits, 0 or 1, by or."),
    binary!(
        "logical_xor",
        Decimal::logical_xor,
        "Digits, 0 or 1, by exclusive or."
    ),
    binary!(
        "rotate",
        Decimal::rotate,
        "The digits rotated by so many places."
    ),
    binary!(
        "scaleb",
        Decimal::scaleb,
        "The number with so much added to its exponent."
    ),
    binary!(
        "shift",
        Decimal::shift,
        "The digits shifted by so many places."
    ),
    MethodDef::one("from_float", from_float)
        .class_method()
        .text_signature("f, /")
        .doc("The exact value of a float or an int."),
    MethodDef::one("from_number", from_number)
        .class_method()
        .text_signature("number, /")
        .doc("The exact value of a decimal, a float or an int."),
    MethodDef::no_args("as_tuple", as_tuple).doc("Sign, digits and exponent."),
    MethodDef::no_args("as_integer_ratio", as_integer_ratio)
        .doc("Numerator and denominator in lowest terms."),
    MethodDef::no_args("__copy__", itself),
    MethodDef::one("__deepcopy__", |_, this, _| Ok(this.clone())),
    MethodDef::raw("__format__", format),
    MethodDef::no_args("__reduce__", reduce),
    MethodDef::raw("__round__", round),
    MethodDef::no_args("__ceil__", |vm, this| to_int(vm, this, Rounding::Ceiling)),
    MethodDef::no_args("__floor__", |vm, this| to_int(vm, this, Rounding::Floor)),
    MethodDef::no_args("__trunc__", |vm, this| to_int(vm, this, Rounding::Down)),
    MethodDef::no_args("__complex__", complex),
    MethodDef::no_args("__sizeof__", size_of),
];

/// The attributes of decimals.
pub(super) static GETSET: [GetSetDef; 2] = [
    GetSetDef::get("real", |_, this| Ok(this.clone())),
    GetSetDef::get("imag", |vm, _| simple(vm, Decimal::zero(false, 0))),
];
