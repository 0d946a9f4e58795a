//! `timedelta`.

use super::state;
use crate::modules::common::{bind, type_arg};
use crate::modules::support::{int_object, to_int};
use crate::object::{
    BinaryOp, CompareOp, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, downcast, flags,
    float_value, from_utf8, int_divmod, int_from_float, int_to_i64, int_true_divide, new_object,
    new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use malachite_bigint::BigInt;
use num_traits::Zero;
use std::cell::Cell;
use std::sync::LazyLock;
use tricera_text::number::Int;

/// A duration in normal form: `seconds` is less than a day, `micros` less than a second, both not negative.
pub struct Delta {
    pub days: i32,
    pub seconds: i32,
    pub micros: i32,
    /// -1 until it is asked for.
    hash: Cell<i64>,
}

impl Payload for Delta {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Delta>();

/// Microseconds of a day and of a second.
const DAY: i128 = 86_400_000_000;
const SECOND: i128 = 1_000_000;
const MAX_DAYS: i128 = 999_999_999;

impl Delta {
    /// All of it in microseconds.
    pub fn total(&self) -> i128 {
        i128::from(self.days) * DAY + i128::from(self.seconds) * SECOND + i128::from(self.micros)
    }
    fn parts(&self) -> (i32, i32, i32) {
        (self.days, self.seconds, self.micros)
    }
}

/// The duration in `r`, if it is one.
pub fn as_delta<'a>(vm: &Vm, r: &'a Ref) -> Option<&'a Delta> {
    downcast::<Delta>(vm, r)
}

fn of(this: &Ref) -> &Delta {
    payload(this)
}

/// A new `timedelta` of so many microseconds.
pub fn new_delta(vm: &Vm, total: i128) -> PyResult {
    new_delta_of(vm, state(vm).delta, total)
}

fn new_delta_of(vm: &Vm, ty: TypePtr, total: i128) -> PyResult {
    let days = total.div_euclid(DAY);
    let rest = total.rem_euclid(DAY);
    if i32::try_from(days).is_err() {
        return Err(vm.overflow_error("Python int too large to convert to C int"));
    }
    if days.abs() > MAX_DAYS {
        let m = format!("days={days}; must have magnitude <= {MAX_DAYS}");
        return Err(vm.overflow_error(m));
    }
    let d = Delta {
        days: days as i32,
        seconds: (rest / SECOND) as i32,
        micros: (rest % SECOND) as i32,
        hash: Cell::new(-1),
    };
    Ok(new_object(vm, ty, d))
}

/// The same from an int object of microseconds.
fn from_int(vm: &Vm, total: &Ref) -> PyResult {
    match to_i128(total) {
        Some(t) => new_delta(vm, t),
        None => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

fn to_i128(r: &Ref) -> Option<i128> {
    match int_to_i64(r) {
        Some(i) => Some(i.into()),
        None => i128::try_from(&to_int(r).into_big()).ok(),
    }
}

fn total_object(vm: &Vm, d: &Delta) -> Ref {
    int_object(vm, Int::from(d.total()))
}

static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse(
        "days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0",
    )
});

/// What the constructor adds up, in microseconds: whole ones, and what floats leave over.
#[derive(Default)]
struct Sum {
    total: i128,
    /// What does not fit `total`.
    big: BigInt,
    rest: f64,
}

impl Sum {
    fn add_int(&mut self, number: &Ref, factor: i64) {
        let product = int_to_i64(number).map(|i| i128::from(i) * i128::from(factor));
        match product.and_then(|p| self.total.checked_add(p)) {
            Some(t) => self.total = t,
            None => self.big += to_int(number).into_big() * BigInt::from(factor),
        }
    }

    fn add(&mut self, vm: &Vm, what: &str, value: &Ref, factor: i64) -> PyResult<()> {
        if value.has_kind(Kind::Int) || value.slot().is_int() || value.has_kind(Kind::Bool) {
            self.add_int(value, factor);
            return Ok(());
        }
        if value.has_kind(Kind::Float) {
            let d = float_value(value);
            self.add_int(&int_from_float(vm, &vm.new_float(d.trunc()))?, factor);
            let fraction = d.fract();
            if fraction != 0.0 {
                let part = factor as f64 * fraction;
                self.add_int(&int_from_float(vm, &vm.new_float(part.trunc()))?, 1);
                self.rest += part.fract();
            }
            return Ok(());
        }
        Err(vm.type_error(format!(
            "unsupported type for timedelta {what} component: {}",
            vm.type_of(value).name_str()
        )))
    }
}

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let [days, seconds, micros, millis, minutes, hours, weeks] =
        bind(vm, &SIGNATURE, "__new__", args)?;
    let mut sum = Sum::default();
    // In CPython's order, which decides about the error.
    for (what, value, factor) in [
        ("microseconds", micros, 1),
        ("milliseconds", millis, 1000),
        ("seconds", seconds, 1_000_000),
        ("minutes", minutes, 60_000_000),
        ("hours", hours, 3_600_000_000),
        ("days", days, 86_400_000_000),
        ("weeks", weeks, 604_800_000_000),
    ] {
        if let Some(v) = value {
            sum.add(vm, what, &v, factor)?;
        }
    }
    let mut total = sum.total;
    if !sum.big.is_zero() {
        match i128::try_from(&(sum.big + BigInt::from(total))) {
            Ok(t) => total = t,
            Err(_) => {
                return Err(vm.overflow_error("Python int too large to convert to C int"));
            }
        }
    }
    if sum.rest != 0.0 {
        let mut whole = sum.rest.round();
        if (whole - sum.rest).abs() == 0.5 {
            // Halves go to the even number of microseconds of the sum.
            let odd = (total & 1) as f64;
            whole = 2.0 * ((sum.rest + odd) * 0.5).round() - odd;
        }
        total += whole as i128;
    }
    new_delta_of(vm, type_arg(ty), total)
}

/// `a / b` of ints, rounded half to even.
fn divide_nearest(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let pair = int_divmod(vm, a, b)?;
    let pair = crate::object::as_tuple(&pair).expect("divmod gives a tuple");
    let (quotient, rest) = (&pair[0], &pair[1]);
    let twice = vm.binary_op(rest, &vm.new_int(2), BinaryOp::Multiply)?;
    let negative = crate::object::int_is_negative(b);
    let beyond = if negative {
        CompareOp::Lt
    } else {
        CompareOp::Gt
    };
    let odd = vm.is_true(&vm.binary_op(quotient, &vm.new_int(1), BinaryOp::And)?)?;
    if vm.compare_bool(&twice, b, beyond)? || (odd && vm.eq(&twice, b)?) {
        return vm.binary_op(quotient, &vm.new_int(1), BinaryOp::Add);
    }
    Ok(quotient.clone())
}

/// Microseconds times, or divided by, a float, by way of its exact ratio.
fn by_float(vm: &Vm, d: &Delta, f: &Ref, divide: bool) -> PyResult {
    let ratio = vm.call_method_str(&vm.new_float(float_value(f)), "as_integer_ratio", &[])?;
    let ratio = crate::object::as_tuple(&ratio).expect("a ratio is a tuple");
    let (by, through) = if divide {
        (&ratio[1], &ratio[0])
    } else {
        (&ratio[0], &ratio[1])
    };
    let product = vm.binary_op(&total_object(vm, d), by, BinaryOp::Multiply)?;
    from_int(vm, &divide_nearest(vm, &product, through)?)
}

fn is_int(r: &Ref) -> bool {
    r.has_kind(Kind::Int) || r.slot().is_int() || r.has_kind(Kind::Bool)
}

fn multiply(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let (d, other) = match (as_delta(vm, a), as_delta(vm, b)) {
        (Some(d), None) => (d, b),
        (None, Some(d)) => (d, a),
        _ => return Ok(Ref::not_implemented()),
    };
    if is_int(other) {
        if let Some(t) = int_to_i64(other).and_then(|i| d.total().checked_mul(i.into())) {
            return new_delta(vm, t);
        }
        let t = vm.binary_op(&total_object(vm, d), other, BinaryOp::Multiply)?;
        return from_int(vm, &t);
    }
    if other.has_kind(Kind::Float) {
        return by_float(vm, d, other, false);
    }
    Ok(Ref::not_implemented())
}

fn floor_divide(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let Some(d) = as_delta(vm, a) else {
        return Ok(Ref::not_implemented());
    };
    let total = total_object(vm, d);
    if let Some(other) = as_delta(vm, b) {
        return vm.binary_op(&total, &total_object(vm, other), BinaryOp::FloorDivide);
    }
    if is_int(b) {
        return from_int(vm, &vm.binary_op(&total, b, BinaryOp::FloorDivide)?);
    }
    Ok(Ref::not_implemented())
}

fn true_divide(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let Some(d) = as_delta(vm, a) else {
        return Ok(Ref::not_implemented());
    };
    if let Some(other) = as_delta(vm, b) {
        return int_true_divide(vm, &total_object(vm, d), &total_object(vm, other));
    }
    if b.has_kind(Kind::Float) {
        return by_float(vm, d, b, true);
    }
    if is_int(b) {
        return from_int(vm, &divide_nearest(vm, &total_object(vm, d), b)?);
    }
    Ok(Ref::not_implemented())
}

fn remainder(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    match (as_delta(vm, a), as_delta(vm, b)) {
        (Some(x), Some(y)) => {
            let rest = vm.binary_op(
                &total_object(vm, x),
                &total_object(vm, y),
                BinaryOp::Remainder,
            )?;
            from_int(vm, &rest)
        }
        _ => Ok(Ref::not_implemented()),
    }
}

fn divmod(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    match (as_delta(vm, a), as_delta(vm, b)) {
        (Some(x), Some(y)) => {
            let pair = int_divmod(vm, &total_object(vm, x), &total_object(vm, y))?;
            let pair = crate::object::as_tuple(&pair).expect("divmod gives a tuple");
            let rest = from_int(vm, &pair[1])?;
            Ok(new_tuple(vm, [pair[0].clone(), rest]))
        }
        _ => Ok(Ref::not_implemented()),
    }
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    match (as_delta(vm, a), as_delta(vm, b)) {
        (Some(x), Some(y)) => Ok(Ref::bool(op.holds(x.parts().cmp(&y.parts())))),
        _ => Ok(Ref::not_implemented()),
    }
}

fn hash(vm: &Vm, this: &Ref) -> PyResult<i64> {
    let d = of(this);
    if d.hash.get() == -1 {
        d.hash.set(vm.hash(&parts_tuple(vm, d))?);
    }
    Ok(d.hash.get())
}

fn parts_tuple(vm: &Vm, d: &Delta) -> Ref {
    let int = |i: i32| vm.new_int(i.into());
    new_tuple(vm, [int(d.days), int(d.seconds), int(d.micros)])
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let d = of(this);
    let mut parts = Vec::new();
    for (name, n) in [
        ("days", d.days),
        ("seconds", d.seconds),
        ("microseconds", d.micros),
    ] {
        if n != 0 {
            parts.push(format!("{name}={n}"));
        }
    }
    if parts.is_empty() {
        parts.push("0".to_owned());
    }
    let name = vm.type_of(this).name_str();
    from_utf8(vm, &format!("{name}({})", parts.join(", ")))
}

fn str(vm: &Vm, this: &Ref) -> PyResult {
    let d = of(this);
    let mut text = String::new();
    if d.days != 0 {
        let s = if d.days == 1 || d.days == -1 { "" } else { "s" };
        text += &format!("{} day{s}, ", d.days);
    }
    let (minutes, seconds) = (d.seconds / 60, d.seconds % 60);
    text += &format!("{}:{:02}:{seconds:02}", minutes / 60, minutes % 60);
    if d.micros != 0 {
        text += &format!(".{:06}", d.micros);
    }
    from_utf8(vm, &text)
}

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("total_seconds", |vm, this| {
        int_true_divide(vm, &total_object(vm, of(this)), &vm.new_int(1_000_000))
    })
    .doc("Total seconds in the duration."),
    MethodDef::no_args("__reduce__", |vm, this| {
        let ty = vm.type_of(this).to_ref();
        Ok(new_tuple(vm, [ty, parts_tuple(vm, of(this))]))
    })
    .doc("__reduce__() -> (cls, state)"),
];

static GETSET: [GetSetDef; 3] = [
    GetSetDef {
        doc: "Number of days.",
        ..GetSetDef::member("days", |vm, this| Ok(vm.new_int(of(this).days.into())))
    },
    GetSetDef {
        doc: "Number of seconds (>= 0 and less than 1 day).",
        ..GetSetDef::member(
            "seconds",
            |vm, this| Ok(vm.new_int(of(this).seconds.into())),
        )
    },
    GetSetDef {
        doc: "Number of microseconds (>= 0 and less than 1 second).",
        ..GetSetDef::member("microseconds", |vm, this| {
            Ok(vm.new_int(of(this).micros.into()))
        })
    },
];

/// The type `datetime.timedelta`.
pub static TIMEDELTA: TypeSpec = TypeSpec {
    module: "datetime",
    doc: "Difference between two datetime values.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, \
          minutes=0, hours=0, weeks=0)\n\nAll arguments are optional and default to 0.\nArguments may be integers or \
          floats, and may be positive or negative.",
    flags: flags::BASETYPE | flags::NO_MODULE,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.str.set(Some(str));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.bool.set(Some(|_, this| Ok(of(this).total() != 0)));
        s.negative
            .set(Some(|vm, this| new_delta(vm, -of(this).total())));
        s.positive
            .set(Some(|vm, this| new_delta(vm, of(this).total())));
        s.absolute
            .set(Some(|vm, this| new_delta(vm, of(this).total().abs())));
        let binary = |op: BinaryOp, f| s.binary[op as usize].set(Some(f));
        binary(BinaryOp::Add, |vm, a, b| {
            match (as_delta(vm, a), as_delta(vm, b)) {
                (Some(x), Some(y)) => new_delta(vm, x.total() + y.total()),
                _ => Ok(Ref::not_implemented()),
            }
        });
        binary(BinaryOp::Subtract, |vm, a, b| {
            match (as_delta(vm, a), as_delta(vm, b)) {
                (Some(x), Some(y)) => new_delta(vm, x.total() - y.total()),
                _ => Ok(Ref::not_implemented()),
            }
        });
        binary(BinaryOp::Multiply, multiply);
        binary(BinaryOp::FloorDivide, floor_divide);
        binary(BinaryOp::TrueDivide, true_divide);
        binary(BinaryOp::Remainder, remainder);
        binary(BinaryOp::Divmod, divmod);
    },
    ..TypeSpec::new("timedelta", &LAYOUT)
};
