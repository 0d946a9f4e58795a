//! `sum`: ints without objects, floats compensated (Neumaier), as in CPython since 3.12.

use crate::modules::support::{int_object, to_int};
use crate::object::{BinaryOp, float_value};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::number::int;

/// A float sum with the error of its additions.
struct Compensated {
    high: f64,
    low: f64,
}

impl Compensated {
    fn add(&mut self, x: f64) {
        let t = self.high + x;
        self.low += if self.high.abs() >= x.abs() {
            (self.high - t) + x
        } else {
            (x - t) + self.high
        };
        self.high = t;
    }
    /// The error is only added where it is finite: it is NaN after an infinity.
    fn value(&self) -> f64 {
        if self.low != 0.0 && self.low.is_finite() {
            self.high + self.low
        } else {
            self.high
        }
    }
}

pub fn sum(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let iterable = a[0].as_ref().expect("required");
    let mut total = match &a[1] {
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
    let it = vm.iter(iterable)?;
    let mut waiting: Option<Ref> = None;
    if total.is_exact(Kind::Int) {
        let mut acc = to_int(&total);
        loop {
            let Some(v) = vm.iter_next(&it)? else {
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
                total = int_object(vm, acc);
                waiting = Some(v);
                break;
            }
        }
    }
    if let Some(v) = waiting.take() {
        total = vm.binary_op(&total, &v, BinaryOp::Add)?;
    }
    if total.is_exact(Kind::Float) {
        let mut acc = Compensated {
            high: float_value(&total),
            low: 0.0,
        };
        loop {
            let Some(v) = vm.iter_next(&it)? else {
                return Ok(vm.new_float(acc.value()));
            };
            if v.is_exact(Kind::Float) {
                acc.add(float_value(&v));
            } else if v.slot().is_int() {
                acc.add(v.slot().as_int() as f64);
            } else {
                total = vm.new_float(acc.value());
                total = vm.binary_op(&total, &v, BinaryOp::Add)?;
                break;
            }
        }
    }
    while let Some(v) = vm.iter_next(&it)? {
        total = vm.binary_op(&total, &v, BinaryOp::Add)?;
    }
    Ok(total)
}
