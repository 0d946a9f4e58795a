//! `Decimal()`, `Decimal.from_float()` and the like.

use super::arguments::bind;
use super::context::{ContextObject, of};
use super::object::{DecimalObject, as_decimal, context_arg, make, operand};
use super::state::{State, state};
use crate::modules::common::type_arg;
use crate::object::{TypePtr, as_str, as_tuple, float_value, int_ref, new_object};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};
use std::borrow::Cow;
use std::cell::Cell;
use tricera_text::number::ascii;
use tricera_text::number::decimal::{Context, Decimal, Status, status};

/// An instance of `ty`, which is `Decimal` or derived from it.
fn instance(vm: &Vm, ty: TypePtr, d: Decimal) -> Ref {
    let hash = Cell::new(-1);
    new_object(vm, ty, DecimalObject { d, hash })
}

/// `Decimal(value="0", context=None)`
pub(super) fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let [value, context] = bind(vm, args, ["value", "context"], 0)?;
    let st = state(vm);
    let context = context_arg(vm, &st, context)?;
    let class = type_arg(ty);
    let Some(value) = value else {
        return Ok(instance(vm, class, Decimal::zero(false, 0)));
    };
    if class == st.decimal && vm.type_of(value) == st.decimal {
        return Ok(value.clone());
    }
    let d = exact(vm, &st, of(&context), value)?;
    Ok(instance(vm, class, d))
}

/// The value of an object that a decimal can be made of.
fn exact(vm: &Vm, st: &State, c: &ContextObject, v: &Ref) -> PyResult<Decimal> {
    if let Some(o) = operand(vm, st, v) {
        return Ok(o.clone());
    }
    let mut met = 0;
    let d = if v.has_kind(Kind::Str) {
        parse_exact(Some(&text(v, true)), &mut met)
    } else if v.has_kind(Kind::Float) {
        met |= status::FLOAT_OPERATION;
        Decimal::from_f64(float_value(v))
    } else {
        parse_exact(tuple_text(vm, v)?.as_deref(), &mut met)
    };
    c.report(vm, st, met)?;
    Ok(d)
}

/// As [`exact`], rounded to the context.
pub(super) fn in_context(vm: &Vm, st: &State, c: &ContextObject, v: &Ref) -> PyResult {
    let (ctx, mut met) = (c.ctx.get(), 0);
    let d = if let Some(d) = as_decimal(vm, st, v) {
        if d.is_nan() && payload_is_too_long(d, &ctx) {
            met |= status::CONVERSION_SYNTAX;
            Decimal::nan()
        } else {
            d.clone().finalize(&ctx, &mut met)
        }
    } else if let Some(i) = int_ref(v) {
        Decimal::from_int(i).finalize(&ctx, &mut met)
    } else if v.has_kind(Kind::Float) {
        c.report(vm, st, status::FLOAT_OPERATION)?;
        Decimal::from_f64(float_value(v)).finalize(&ctx, &mut met)
    } else {
        let text = match v.has_kind(Kind::Str) {
            true => Some(text(v, false)),
            false => tuple_text(vm, v)?.map(Cow::Owned),
        };
        match text.and_then(|t| Decimal::parse(&t)) {
            Some(d) if !(d.is_nan() && payload_is_too_long(&d, &ctx)) => d.finalize(&ctx, &mut met),
            _ => {
                met |= status::CONVERSION_SYNTAX;
                Decimal::nan()
            }
        }
    };
    c.report(vm, st, met)?;
    Ok(make(vm, st, d))
}

fn payload_is_too_long(d: &Decimal, ctx: &Context) -> bool {
    !d.coefficient().is_zero() && d.coefficient().digits() > ctx.prec - i64::from(ctx.clamp)
}

fn parse_exact(text: Option<&[u8]>, met: &mut Status) -> Decimal {
    let Some(d) = text.and_then(Decimal::parse) else {
        *met |= status::CONVERSION_SYNTAX;
        return Decimal::nan();
    };
    let mut lost = 0;
    let d = d.finalize(&Context::MAX, &mut lost);
    if lost & (status::INEXACT | status::ROUNDED | status::CLAMPED) != 0 {
        *met |= status::INVALID_OPERATION;
        return Decimal::nan();
    }
    d
}

/// The text of a str as ASCII; without spaces around it and underscores, unless it is to be taken as it is.
fn text(v: &Ref, lenient: bool) -> Cow<'_, [u8]> {
    let text = ascii::normalize(as_str(v).units());
    if !lenient {
        return text;
    }
    let space = |c: &u8| matches!(c, 9..=13 | 28..=32);
    let start = text.iter().take_while(|c| space(c)).count();
    let end = text.len() - text[start..].iter().rev().take_while(|c| space(c)).count();
    if text.contains(&b'_') {
        return text[start..end]
            .iter()
            .copied()
            .filter(|c| *c != b'_')
            .collect();
    }
    match text {
        Cow::Borrowed(t) => Cow::Borrowed(&t[start..end]),
        Cow::Owned(t) => Cow::Owned(t[start..end].to_vec()),
    }
}

/// The items of a tuple or a list.
fn items(vm: &Vm, v: &Ref) -> PyResult<Option<Vec<Ref>>> {
    if let Some(t) = as_tuple(v) {
        return Ok(Some(t.to_vec()));
    }
    if v.has_kind(Kind::List) {
        return vm.collect(v).map(Some);
    }
    Ok(None)
}

/// The text of the number that sign, digits and exponent make.
fn tuple_text(vm: &Vm, v: &Ref) -> PyResult<Option<Vec<u8>>> {
    let Some(parts) = items(vm, v)? else {
        return Err(vm.type_error(format!(
            "conversion from {} to Decimal is not supported",
            vm.type_of(v).name_str()
        )));
    };
    let [sign, digits, exponent] = &parts[..] else {
        return Err(vm.value_error("argument must be a sequence of length 3"));
    };
    let bad_digits = || vm.value_error("coefficient must be a tuple of digits");
    let mut out = match int_ref(sign).and_then(|i| i.to_i64()) {
        Some(0) => vec![],
        Some(1) => vec![b'-'],
        _ => return Err(vm.value_error("sign must be an integer with the value 0 or 1")),
    };
    let mut suffix = String::new();
    let mut with_digits = true;
    let mut number = true;
    if exponent.has_kind(Kind::Str) {
        number = false;
        let prefix: &[u8] = match as_str(exponent).as_ascii() {
            Some("F") => {
                with_digits = false;
                b"Inf"
            }
            Some("n") => b"NaN",
            Some("N") => b"sNaN",
            _ => {
                return Err(
                    vm.value_error("string argument in the third position must be 'F', 'n' or 'N'")
                );
            }
        };
        out.extend_from_slice(prefix);
    } else {
        let Some(e) = int_ref(exponent) else {
            return Err(vm.value_error("exponent must be an integer"));
        };
        let e = e
            .to_i64()
            .ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))?;
        suffix = format!("E{e}");
    }
    let digits = items(vm, digits)?.ok_or_else(bad_digits)?;
    if digits.is_empty() && number {
        out.push(b'0');
    }
    for d in &digits {
        match int_ref(d).and_then(|i| i.to_i64()) {
            Some(d @ 0..=9) if with_digits => out.push(b'0' + d as u8),
            Some(0..=9) => {}
            _ => return Err(bad_digits()),
        }
    }
    out.extend_from_slice(suffix.as_bytes());
    Ok(Some(out))
}

/// The exact value of a float or an int, as an instance of `class`.
pub(super) fn from_float(vm: &Vm, class: &Ref, v: &Ref) -> PyResult {
    let st = state(vm);
    let d = float_or_int(vm, v)?;
    subclassed(vm, &st, class, d)
}

fn float_or_int(vm: &Vm, v: &Ref) -> PyResult<Decimal> {
    if v.has_kind(Kind::Float) {
        return Ok(Decimal::from_f64(float_value(v)));
    }
    match int_ref(v) {
        Some(i) => Ok(Decimal::from_int(i)),
        None => Err(vm.type_error("argument must be int or float")),
    }
}

/// The value of a decimal, an int or a float, as an instance of `class`.
pub(super) fn from_number(vm: &Vm, class: &Ref, v: &Ref) -> PyResult {
    let st = state(vm);
    let d = match operand(vm, &st, v) {
        Some(o) => o.clone(),
        None if v.has_kind(Kind::Float) => Decimal::from_f64(float_value(v)),
        None => {
            return Err(vm.type_error(format!(
                "conversion from {} to Decimal is not supported",
                vm.type_of(v).name_str()
            )));
        }
    };
    subclassed(vm, &st, class, d)
}

/// `class(d)`, without a call for `Decimal` itself.
fn subclassed(vm: &Vm, st: &State, class: &Ref, d: Decimal) -> PyResult {
    let d = make(vm, st, d);
    if type_arg(class) == st.decimal {
        return Ok(d);
    }
    vm.call_one(class, &d)
}

/// `Context.create_decimal_from_float(f)`
pub(super) fn float_in_context(vm: &Vm, this: &Ref, v: &Ref) -> PyResult {
    let st = state(vm);
    let d = float_or_int(vm, v)?;
    super::object::run(vm, &st, this, |ctx, met| d.finalize(ctx, met))
}
