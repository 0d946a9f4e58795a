//! The methods of `Context`.

use super::arguments::{bind, exactly};
use super::construct::{float_in_context, in_context};
use super::context::of;
use super::methods::{compare_total, compare_total_mag, copy_sign};
use super::object::{as_decimal, make, operand_arg, run};
use super::operators::{Binary, Unary, divmod_in, text_of};
use super::signals;
use super::state::state;
use crate::object::{MethodDef, from_utf8, new_object, new_tuple};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;
use tricera_text::number::decimal::{Context, Decimal};

#[inline]
fn unary(vm: &Vm, this: &Ref, x: &Ref, f: Unary) -> PyResult {
    let st = state(vm);
    let x = operand_arg(vm, &st, x)?;
    run(vm, &st, this, |ctx, met| f(&x, ctx, met))
}

#[inline]
fn binary(vm: &Vm, this: &Ref, name: &str, args: &Args, f: Binary) -> PyResult {
    let [x, y] = exactly(vm, name, args)?;
    let st = state(vm);
    let (x, y) = (operand_arg(vm, &st, x)?, operand_arg(vm, &st, y)?);
    run(vm, &st, this, |ctx, met| f(&x, &y, ctx, met))
}

fn divmod(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [x, y] = exactly(vm, "divmod", args)?;
    let st = state(vm);
    let (x, y) = (operand_arg(vm, &st, x)?, operand_arg(vm, &st, y)?);
    divmod_in(vm, &st, this, &x, &y)
}

fn power(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [a, b, modulo] = bind(vm, args, ["a", "b", "modulo"], 2)?;
    let st = state(vm);
    let (Some(a), Some(b)) = (a, b) else {
        return Ok(Ref::none());
    };
    let (a, b) = (operand_arg(vm, &st, a)?, operand_arg(vm, &st, b)?);
    let Some(m) = modulo.filter(|m| !m.is_none()) else {
        return run(vm, &st, this, |ctx, met| a.power(&b, ctx, met));
    };
    let m = operand_arg(vm, &st, m)?;
    run(vm, &st, this, |ctx, met| a.power_mod(&b, &m, ctx, met))
}

fn fma(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [x, y, z] = exactly(vm, "fma", args)?;
    let st = state(vm);
    let (x, y) = (operand_arg(vm, &st, x)?, operand_arg(vm, &st, y)?);
    let z = operand_arg(vm, &st, z)?;
    run(vm, &st, this, |ctx, met| x.fma(&y, &z, ctx, met))
}

fn same_quantum(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let [x, y] = exactly(vm, "same_quantum", args)?;
    let st = state(vm);
    let (x, y) = (operand_arg(vm, &st, x)?, operand_arg(vm, &st, y)?);
    Ok(Ref::bool(x.same_quantum(&y)))
}

fn ask(vm: &Vm, this: &Ref, x: &Ref, f: fn(&Decimal, &Context) -> bool) -> PyResult {
    let x = operand_arg(vm, &state(vm), x)?;
    Ok(Ref::bool(f(&x, &of(this).ctx.get())))
}

/// An argument that must be a decimal already.
fn decimal_arg(vm: &Vm, x: &Ref) -> PyResult {
    if as_decimal(vm, &state(vm), x).is_some() {
        return Ok(x.clone());
    }
    Err(vm.type_error("argument must be a Decimal"))
}

fn copy_decimal(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    let st = state(vm);
    let d = operand_arg(vm, &st, x)?;
    if as_decimal(vm, &st, x).is_some() {
        return Ok(x.clone());
    }
    Ok(make(vm, &st, d.clone()))
}

fn number_class(vm: &Vm, this: &Ref, x: &Ref) -> PyResult {
    let x = operand_arg(vm, &state(vm), x)?;
    from_utf8(vm, x.number_class(&of(this).ctx.get()))
}

fn string(vm: &Vm, this: &Ref, x: &Ref, engineering: bool) -> PyResult {
    let x = operand_arg(vm, &state(vm), x)?;
    text_of(vm, &x, engineering, of(this).capitals.get())
}

fn apply(vm: &Vm, this: &Ref, x: &Ref) -> PyResult {
    unary(vm, this, x, |x, ctx, met| x.clone().finalize(ctx, met))
}

fn create_decimal(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "create_decimal")?;
    let st = state(vm);
    match args.positional() {
        [] => Ok(make(vm, &st, Decimal::zero(false, 0))),
        [v] => in_context(vm, &st, of(this), v),
        all => Err(vm.type_error(format!(
            "function takes at most 1 argument ({} given)",
            all.len()
        ))),
    }
}

fn copy(vm: &Vm, this: &Ref) -> PyResult {
    Ok(new_object(vm, state(vm).context, of(this).copied(true)))
}

fn reduce(vm: &Vm, this: &Ref) -> PyResult {
    let (st, c, ctx) = (state(vm), of(this), of(this).ctx.get());
    let arguments = new_tuple(
        vm,
        [
            vm.new_int(ctx.prec),
            st.roundings[ctx.rounding as usize].clone(),
            vm.new_int(ctx.emin),
            vm.new_int(ctx.emax),
            vm.new_int(c.capitals.get().into()),
            vm.new_int(ctx.clamp.into()),
            signals::list(vm, &st, c.words.flags.get()),
            signals::list(vm, &st, c.words.traps.get()),
        ],
    );
    Ok(new_tuple(vm, [vm.type_of(this).to_ref(), arguments]))
}

macro_rules! unary {
    ($name:literal, $f:expr, $doc:literal) => {
        MethodDef::one($name, |vm, this, x| unary(vm, this, x, $f))
            .text_signature("x, /")
            .doc($doc)
    };
}
macro_rules! binary {
    ($name:literal, $f:expr, $doc:literal) => {
        MethodDef::raw($name, |vm, this, args| binary(vm, this, $name, args, $f))
            .text_signature("x, y, /")
            .doc($doc)
    };
}
macro_rules! question {
    ($name:literal, $f:expr) => {
        MethodDef::one($name, |vm, this, x| ask(vm, this, x, $f))
            .text_signature("x, /")
            .doc("See the method of decimals.")
    };
}

/// The methods of contexts.
pub(super) static METHODS: [MethodDef; 71] = [
    unary!("abs", Decimal::abs, "The magnitude, rounded."),
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
    unary!("minus", Decimal::minus, "-x, rounded."),
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
    unary!("plus", Decimal::plus, "+x, rounded."),
    unary!(
        "to_integral",
        |x, ctx, met| x.to_integral(false, ctx, met),
        "Rounded to a whole number, without flags."
    ),
    unary!(
        "to_integral_exact",
        |x, ctx, met| x.to_integral(true, ctx, met),
        "Rounded to a whole number, with flags for what was lost."
    ),
    unary!(
        "to_integral_value",
        |x, ctx, met| x.to_integral(false, ctx, met),
        "Rounded to a whole number, without flags."
    ),
    unary!(
        "sqrt",
        Decimal::sqrt,
        "The square root, rounded to the nearest."
    ),
    binary!("add", Decimal::add, "x + y."),
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
    binary!("divide", Decimal::divide, "x / y."),
    binary!(
        "divide_int",
        Decimal::divide_int,
        "The whole part of x / y."
    ),
    MethodDef::raw("divmod", divmod)
        .text_signature("x, y, /")
        .doc("Whole quotient and remainder."),
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
    binary!("multiply", Decimal::multiply, "x * y."),
    binary!(
        "next_toward",
        Decimal::next_toward,
        "The number of the context next to this one in the direction of the other."
    ),
    binary!(
        "quantize",
        Decimal::quantize,
        "x, rounded, with the exponent of y."
    ),
    binary!("remainder", Decimal::remainder, "x % y."),
    binary!(
        "remainder_near",
        Decimal::remainder_near,
        "The remainder of the division by the nearest whole quotient."
    ),
    binary!("subtract", Decimal::subtract, "x - y."),
    MethodDef::raw("power", power)
        .text_signature("a, b, modulo=None")
        .doc("a ** b, or a ** b % modulo."),
    MethodDef::raw("fma", fma)
        .text_signature("x, y, z, /")
        .doc("x * y + z, rounded once."),
    MethodDef::no_args("Etiny", |vm, this| {
        Ok(vm.new_int(of(this).ctx.get().etiny()))
    })
    .doc("The smallest exponent of a subnormal number."),
    MethodDef::no_args("Etop", |vm, this| Ok(vm.new_int(of(this).ctx.get().etop())))
        .doc("The largest exponent of a number with all digits."),
    MethodDef::no_args("radix", |vm, _| {
        Ok(make(vm, &state(vm), Decimal::from_i64(10)))
    })
    .doc("Decimal(10)."),
    MethodDef::one("is_canonical", |vm, _, x| {
        decimal_arg(vm, x).map(|_| Ref::bool(true))
    })
    .text_signature("x, /")
    .doc("True."),
    question!("is_finite", |x, _| x.is_finite()),
    question!("is_infinite", |x, _| x.is_infinite()),
    question!("is_nan", |x, _| x.is_nan()),
    question!("is_normal", |x, ctx| x.is_normal(ctx)),
    question!("is_qnan", |x, _| x.is_quiet()),
    question!("is_signed", |x, _| x.is_negative()),
    question!("is_snan", |x, _| x.is_signaling()),
    question!("is_subnormal", |x, ctx| x.is_subnormal(ctx)),
    question!("is_zero", |x, _| x.is_zero()),
    MethodDef::one("_apply", apply).text_signature("object, /"),
    MethodDef::one("canonical", |vm, _, x| decimal_arg(vm, x))
        .text_signature("x, /")
        .doc("x itself."),
    unary!(
        "copy_abs",
        |x, _, _| x.copy_abs(),
        "x without its sign, not rounded."
    ),
    MethodDef::one("copy_decimal", copy_decimal)
        .text_signature("x, /")
        .doc("x as a decimal, not rounded."),
    unary!(
        "copy_negate",
        |x, _, _| x.copy_negate(),
        "x with the other sign, not rounded."
    ),
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
    MethodDef::one("number_class", number_class)
        .text_signature("x, /")
        .doc("The kind of number as a string, such as \"+Normal\"."),
    MethodDef::one("to_sci_string", |vm, this, x| string(vm, this, x, false))
        .text_signature("x, /")
        .doc("Text in scientific notation where the exponent asks for it."),
    MethodDef::one("to_eng_string", |vm, this, x| string(vm, this, x, true))
        .text_signature("x, /")
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
    binary!("copy_sign", copy_sign, "x with the sign of y, not rounded."),
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
        "The digits of x rotated by y places."
    ),
    MethodDef::raw("same_quantum", same_quantum)
        .text_signature("x, y, /")
        .doc("Have both the same exponent?"),
    binary!("scaleb", Decimal::scaleb, "x with y added to its exponent."),
    binary!(
        "shift",
        Decimal::shift,
        "The digits of x shifted by y places."
    ),
    MethodDef::no_args("clear_flags", |_, this| {
        of(this).words.flags.set(0);
        Ok(Ref::none())
    })
    .doc("Takes all flags back."),
    MethodDef::no_args("clear_traps", |_, this| {
        of(this).words.traps.set(0);
        Ok(Ref::none())
    })
    .doc("Takes all traps away."),
    MethodDef::no_args("__copy__", copy),
    MethodDef::no_args("__reduce__", reduce),
    MethodDef::no_args("copy", copy).doc("A context like this one, with the same flags."),
    MethodDef::raw("create_decimal", create_decimal)
        .text_signature("num=\"0\", /")
        .doc("A decimal, rounded to the context."),
    MethodDef::one("create_decimal_from_float", float_in_context)
        .text_signature("f, /")
        .doc("The value of a float or an int, rounded to the context."),
];
