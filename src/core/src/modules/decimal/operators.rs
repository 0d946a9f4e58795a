//! The slots of `Decimal`.

use super::context::of;
use super::manager::current_in;
use super::object::{DecimalObject, Operand, make, operand, run, value};
use super::state::{State, state};
use crate::object::{
    BinaryOp, CompareOp, Slots, float_value, int_ref, new_ascii, new_int_value, new_tuple, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::hash;
use tricera_text::number::decimal::{Context, Decimal, Hash, Rounding, Status, status};

/// Fills the slots of decimals.
pub(super) fn fill(s: &Slots) {
    s.repr.set(Some(repr));
    s.str.set(Some(str));
    s.hash.set(Some(hash_of));
    s.compare.set(Some(compare));
    s.bool.set(Some(|_, a| Ok(!value(a).is_zero())));
    s.negative.set(Some(|vm, a| unary(vm, a, Decimal::minus)));
    s.positive.set(Some(|vm, a| unary(vm, a, Decimal::plus)));
    s.absolute.set(Some(|vm, a| unary(vm, a, Decimal::abs)));
    s.int.set(Some(|vm, a| to_int(vm, a, Rounding::Down)));
    s.float.set(Some(float));
    s.power_mod.set(Some(power_mod));
    let b = |op: BinaryOp, f| s.binary[op as usize].set(Some(f));
    b(BinaryOp::Add, |vm, a, b| binary(vm, a, b, Decimal::add));
    b(BinaryOp::Subtract, |vm, a, b| {
        binary(vm, a, b, Decimal::subtract)
    });
    b(BinaryOp::Multiply, |vm, a, b| {
        binary(vm, a, b, Decimal::multiply)
    });
    b(BinaryOp::TrueDivide, |vm, a, b| {
        binary(vm, a, b, Decimal::divide)
    });
    b(BinaryOp::FloorDivide, |vm, a, b| {
        binary(vm, a, b, Decimal::divide_int)
    });
    b(BinaryOp::Remainder, |vm, a, b| {
        binary(vm, a, b, Decimal::remainder)
    });
    b(BinaryOp::Power, |vm, a, b| binary(vm, a, b, Decimal::power));
    b(BinaryOp::Divmod, divmod);
}

/// An operation on two decimals.
pub(super) type Binary = fn(&Decimal, &Decimal, &Context, &mut Status) -> Decimal;
/// An operation on one.
pub(super) type Unary = fn(&Decimal, &Context, &mut Status) -> Decimal;

#[inline(always)]
fn binary(
    vm: &Vm,
    a: &Ref,
    b: &Ref,
    f: impl Fn(&Decimal, &Decimal, &Context, &mut Status) -> Decimal,
) -> PyResult {
    let st = state(vm);
    let (Some(x), Some(y)) = (operand(vm, &st, a), operand(vm, &st, b)) else {
        return Ok(Ref::not_implemented());
    };
    let context = current_in(vm, &st)?;
    run(vm, &st, &context, |ctx, met| f(&x, &y, ctx, met))
}

#[inline(always)]
fn unary(vm: &Vm, a: &Ref, f: Unary) -> PyResult {
    let st = state(vm);
    let context = current_in(vm, &st)?;
    run(vm, &st, &context, |ctx, met| f(value(a), ctx, met))
}

fn divmod(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let st = state(vm);
    let (Some(x), Some(y)) = (operand(vm, &st, a), operand(vm, &st, b)) else {
        return Ok(Ref::not_implemented());
    };
    let context = current_in(vm, &st)?;
    divmod_in(vm, &st, &context, &x, &y)
}

/// `divmod(a, b)` in a context.
pub(super) fn divmod_in(vm: &Vm, st: &State, context: &Ref, a: &Decimal, b: &Decimal) -> PyResult {
    let c = of(context);
    let mut met = 0;
    let (q, r) = a.divmod(b, &c.ctx.get(), &mut met);
    c.report(vm, st, met)?;
    Ok(new_tuple(vm, [make(vm, st, q), make(vm, st, r)]))
}

fn power_mod(vm: &Vm, a: &Ref, b: &Ref, m: &Ref) -> PyResult {
    if m.is_none() {
        return binary(vm, a, b, Decimal::power);
    }
    let st = state(vm);
    let operands = (
        operand(vm, &st, a),
        operand(vm, &st, b),
        operand(vm, &st, m),
    );
    let (Some(x), Some(y), Some(z)) = operands else {
        return Ok(Ref::not_implemented());
    };
    let context = current_in(vm, &st)?;
    run(vm, &st, &context, |ctx, met| x.power_mod(&y, &z, ctx, met))
}

/// The text of a decimal as an object.
pub(super) fn text_of(vm: &Vm, d: &Decimal, engineering: bool, capitals: bool) -> PyResult {
    new_ascii(vm, &d.text(engineering, capitals))
}

fn str(vm: &Vm, this: &Ref) -> PyResult {
    let capitals = current_in(vm, &state(vm))?;
    text_of(vm, value(this), false, of(&capitals).capitals.get())
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let context = current_in(vm, &state(vm))?;
    let text = value(this).text(false, of(&context).capitals.get());
    let whole = [b"Decimal('", text.as_slice(), b"')"].concat();
    new_ascii(vm, &whole)
}

fn hash_of(vm: &Vm, this: &Ref) -> PyResult<i64> {
    let object = payload::<DecimalObject>(this);
    if object.hash.get() != -1 {
        return Ok(object.hash.get());
    }
    let h = match object.d.hash() {
        Hash::Value(h) => h,
        Hash::Identity => hash::hash_pointer(this.slot().header() as usize),
        Hash::None => return Err(vm.type_error("Cannot hash a signaling NaN value")),
    };
    object.hash.set(h);
    Ok(h)
}

/// The decimal rounded to an int object.
pub(super) fn to_int(vm: &Vm, this: &Ref, rounding: Rounding) -> PyResult {
    let d = value(this);
    if d.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer"));
    }
    if d.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer"));
    }
    match d.to_int(rounding) {
        Some(i) => Ok(new_int_value(vm, i)),
        None => Err(vm.memory_error()),
    }
}

/// `float(a)`
pub(super) fn float(vm: &Vm, this: &Ref) -> PyResult {
    let d = value(this);
    if d.is_nan() {
        if d.is_signaling() {
            return Err(vm.value_error("cannot convert signaling NaN to float"));
        }
        let nan = if d.is_negative() { -f64::NAN } else { f64::NAN };
        return Ok(vm.new_float(nan));
    }
    Ok(vm.new_float(d.to_f64()))
}

/// What is compared with what, for any other number.
fn comparands<'a>(
    vm: &Vm,
    st: &State,
    a: &'a Ref,
    b: &'a Ref,
    op: CompareOp,
) -> PyResult<Option<(Operand<'a>, Operand<'a>)>> {
    let x = value(a);
    let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    let mut float = None;
    if b.has_kind(Kind::Float) {
        float = Some(float_value(b));
    } else if b.has_kind(Kind::Complex) {
        let imag = float_value(&vm.get_attr_str(b, "imag")?);
        if !equality || imag != 0.0 {
            return Ok(None);
        }
        float = Some(float_value(&vm.get_attr_str(b, "real")?));
    }
    if let Some(f) = float {
        let context = current_in(vm, st)?;
        let c = of(&context);
        if equality {
            // Equality sets the flag and never raises.
            let flags = &c.words.flags;
            flags.set(flags.get() | status::FLOAT_OPERATION);
        } else {
            c.report(vm, st, status::FLOAT_OPERATION)?;
        }
        return Ok(Some((
            Operand::Held(x),
            Operand::Made(Decimal::from_f64(f)),
        )));
    }
    if !vm.is_true(&instance_check(vm, b, &st.rational)?)? {
        return Ok(None);
    }
    let numerator = vm.get_attr_str(b, "numerator")?;
    let denominator = vm.get_attr_str(b, "denominator")?;
    let (Some(n), Some(d)) = (int_ref(&numerator), int_ref(&denominator)) else {
        return Err(vm.type_error("numerator and denominator must be integers"));
    };
    let n = Decimal::from_int(n);
    if !x.is_finite() {
        return Ok(Some((Operand::Held(x), Operand::Made(n))));
    }
    match x.times_int(d) {
        Some(product) => Ok(Some((Operand::Made(product), Operand::Made(n)))),
        None => Err(vm.memory_error()),
    }
}

/// `isinstance(r, class)` where the class has a check of its own.
fn instance_check(vm: &Vm, r: &Ref, class: &Ref) -> PyResult {
    vm.call_method_str(class, "__instancecheck__", std::slice::from_ref(r))
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let st = state(vm);
    let pair = match operand(vm, &st, b) {
        Some(y) => Some((Operand::Held(value(a)), y)),
        None => comparands(vm, &st, a, b, op)?,
    };
    let Some((x, y)) = pair else {
        return Ok(Ref::not_implemented());
    };
    if !x.is_nan() && !y.is_nan() {
        return Ok(Ref::bool(op.holds(x.order(&y))));
    }
    let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    if !equality || x.is_signaling() || y.is_signaling() {
        let context = current_in(vm, &st)?;
        of(&context).report(vm, &st, status::INVALID_OPERATION)?;
    }
    Ok(Ref::bool(op == CompareOp::Ne))
}
