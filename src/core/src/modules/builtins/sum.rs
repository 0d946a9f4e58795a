//! `sum`: ints without objects, floats and complex numbers compensated (Neumaier), as in CPython since 3.14.

use crate::modules::support::{int_object, to_int};
use crate::object::{
    BinaryOp, as_list, as_tuple, complex_value, float_operand, float_value, int_ref,
};
use crate::runtime::{Iterate, PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::number::complex::Complex;
use tricera_text::number::int;

/// A float sum with the error of its additions.
pub(crate) struct Compensated {
    pub(crate) high: f64,
    pub(crate) low: f64,
}

impl Compensated {
    fn new(x: f64) -> Compensated {
        Compensated { high: x, low: 0.0 }
    }
    #[inline(always)]
    pub(crate) fn add(&mut self, x: f64) {
        let t = self.high + x;
        self.low += if self.high.abs() >= x.abs() {
            (self.high - t) + x
        } else {
            (x - t) + self.high
        };
        self.high = t;
    }
    /// The error is only added where it is finite: it is NaN after an infinity.
    pub(crate) fn value(&self) -> f64 {
        if self.low != 0.0 && self.low.is_finite() {
            self.high + self.low
        } else {
            self.high
        }
    }
}

/// The items of a list or tuple that iterates as they all do.
fn plain_items(r: &Ref) -> Option<&[Ref]> {
    match r.kind() {
        Kind::List if r.is_exact(Kind::List) => Some(as_list(r).items()),
        Kind::Tuple if r.is_exact(Kind::Tuple) => as_tuple(r),
        _ => None,
    }
}

/// The sum where all items are words, and it is one.
fn sum_of_words(start: i64, items: &[Ref]) -> Option<i64> {
    items.iter().try_fold(start, |sum, v| {
        let s = v.slot();
        s.is_int().then(|| sum.checked_add(s.as_int()))?
    })
}

pub fn sum(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let iterable = a[0].as_ref().expect("required");
    let total = match &a[1] {
        None => vm.new_int(0),
        Some(start) => {
            let what = match start.kind() {
                Kind::Str => Some("strings [use ''.join(seq) instead]"),
                Kind::Bytes => Some("bytes [use b''.join(seq) instead]"),
                Kind::ByteArray => Some("bytearray [use b''.join(seq) instead]"),
                _ => None,
            };
            if let Some(what) = what {
                return Err(vm.type_error(format!("sum() can't sum {what}")));
            }
            start.clone()
        }
    };
    if let (true, Some(items)) = (total.slot().is_int(), plain_items(iterable))
        && let Some(sum) = sum_of_words(total.slot().as_int(), items)
    {
        return Ok(vm.new_int(sum));
    }
    let it = vm.iter(iterable)?;
    add_up(vm, total, vm.iterate_from(it))
}

/// Adds all of the iterator to `total`.
fn add_up(vm: &Vm, mut total: Ref, mut it: Iterate) -> PyResult {
    if total.is_exact(Kind::Int) {
        let mut acc = to_int(&total);
        if let int::Int::Small(mut sum) = acc {
            // As long as everything is a word, and fits one.
            let mut other = None;
            it.each_while(|v| {
                let s = v.slot();
                if s.is_int()
                    && let Some(next) = sum.checked_add(s.as_int())
                {
                    sum = next;
                    return Ok(true);
                }
                other = Some(v);
                Ok(false)
            })?;
            let Some(v) = other else {
                return Ok(vm.new_int(sum));
            };
            if !v.is_exact(Kind::Int) && !v.has_kind(Kind::Bool) {
                let total = vm.binary_op(&vm.new_int(sum), &v, BinaryOp::Add)?;
                return go_on(vm, total, it);
            }
            acc = int::add(int::IntRef::Small(sum), to_int(&v).view());
        }
        loop {
            let Some(v) = it.next().transpose()? else {
                return Ok(int_object(vm, acc));
            };
            let s = v.slot();
            if let (true, int::Int::Small(x)) = (s.is_int(), &acc) {
                acc = match x.checked_add(s.as_int()) {
                    Some(y) => int::Int::Small(y),
                    None => int::add(acc.view(), int::IntRef::Small(s.as_int())),
                };
            } else if v.is_exact(Kind::Int) || v.has_kind(Kind::Bool) {
                acc = int::add(acc.view(), to_int(&v).view());
            } else {
                total = vm.binary_op(&int_object(vm, acc), &v, BinaryOp::Add)?;
                break;
            }
        }
    }
    go_on(vm, total, it)
}

/// What a sum of floats adds without asking: the value of a float, or of an int.
#[inline]
pub(crate) fn plain_float(vm: &Vm, v: &Ref) -> PyResult<Option<f64>> {
    if v.is_exact(Kind::Float) || int_ref(v).is_some() {
        return float_operand(vm, v);
    }
    Ok(None)
}

/// Adds the rest of an iterator to a sum that is no longer one of ints.
pub(crate) fn go_on(vm: &Vm, mut total: Ref, mut it: Iterate) -> PyResult {
    if total.is_exact(Kind::Float) {
        let mut acc = Compensated::new(float_value(&total));
        loop {
            let Some(v) = it.next().transpose()? else {
                return Ok(vm.new_float(acc.value()));
            };
            if let Some(x) = plain_float(vm, &v)? {
                acc.add(x);
            } else {
                total = vm.new_float(acc.value());
                total = vm.binary_op(&total, &v, BinaryOp::Add)?;
                break;
            }
        }
    }
    go_on_behind_floats(vm, total, it)
}

/// The same to a sum that is no longer one of floats.
pub(crate) fn go_on_behind_floats(vm: &Vm, mut total: Ref, mut it: Iterate) -> PyResult {
    if total.is_exact(Kind::Complex)
        && let Some(z) = complex_value(&total)
    {
        let (mut re, mut im) = (Compensated::new(z.re), Compensated::new(z.im));
        let made =
            |re: Compensated, im: Compensated| vm.new_complex(Complex::new(re.value(), im.value()));
        loop {
            let Some(v) = it.next().transpose()? else {
                return Ok(made(re, im));
            };
            if v.is_exact(Kind::Complex)
                && let Some(z) = complex_value(&v)
            {
                re.add(z.re);
                im.add(z.im);
            } else if let Some(x) = float_operand(vm, &v)? {
                re.add(x);
            } else {
                total = vm.binary_op(&made(re, im), &v, BinaryOp::Add)?;
                break;
            }
        }
    }
    for v in it {
        let v = v?;
        total = vm.binary_op(&total, &v, BinaryOp::Add)?;
    }
    Ok(total)
}
