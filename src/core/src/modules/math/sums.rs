//! Sums, products and lengths.

use super::super::support::{raise_number_error, to_int};
use super::{float_result, number};
use crate::object::{BinaryOp, float_value, int_to_i64};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_text::number::int;
use tricera_text::number::math::{self, FloatSum, ProductSum};

/// Numbers as floats.
fn numbers(vm: &Vm, all: &[Ref]) -> PyResult<Vec<f64>> {
    all.iter().map(|x| number(vm, x)).collect()
}

pub fn hypot(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "math.hypot")?;
    match args.all() {
        [x, y] => {
            let mut pair = [number(vm, x)?, number(vm, y)?];
            Ok(vm.new_float(math::hypot(&mut pair)))
        }
        all => Ok(vm.new_float(math::hypot(&mut numbers(vm, all)?))),
    }
}

pub fn dist(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (p, q) = (vm.collect(&a[0])?, vm.collect(&a[1])?);
    if p.len() != q.len() {
        return float_result(vm, math::dist(&[0.0], &[]));
    }
    let (mut x, mut y) = (Vec::with_capacity(p.len()), Vec::with_capacity(q.len()));
    for (p, q) in p.iter().zip(&q) {
        x.push(number(vm, p)?);
        y.push(number(vm, q)?);
    }
    float_result(vm, math::dist(&x, &y))
}

pub fn fsum(vm: &Vm, _: &Ref, iterable: &Ref) -> PyResult {
    let mut sum = FloatSum::new();
    for v in vm.iterate(iterable)? {
        if let Err(e) = sum.add(number(vm, &v?)?) {
            return Err(raise_number_error(vm, e));
        }
    }
    float_result(vm, sum.finish())
}

/// `a * b`, without a call for the usual numbers.
fn product(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let (x, y) = (a.slot(), b.slot());
    if Slot::both_int(x, y)
        && let Some(p) = x.as_int().checked_mul(y.as_int())
    {
        return Ok(vm.new_int(p));
    }
    if Slot::both_float(x, y) {
        return Ok(vm.new_float(x.as_float() * y.as_float()));
    }
    vm.binary_op(a, b, BinaryOp::Multiply)
}

pub fn prod(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let mut result = a[1].clone().unwrap_or_else(|| vm.new_int(1));
    for v in vm.iterate(a[0].as_ref().expect("required"))? {
        result = product(vm, &result, &v?)?;
    }
    Ok(result)
}

/// The float of a factor where the other one is a float: of ints only as far as they fit.
fn float_factor(r: &Ref) -> Option<f64> {
    if r.is_exact(Kind::Float) {
        return Some(float_value(r));
    }
    if r.is_exact(Kind::Int) || r.has_kind(Kind::Bool) {
        return int::as_f64(to_int(r).view()).ok();
    }
    None
}

/// The running total of `sumprod`: ints of a word are added first, then floats in extended precision, then objects.
///
/// Each stage is left for good by the first pair that it cannot take, as in CPython, because the result depends on it.
struct Total {
    total: Ref,
    /// The ints so far, while only ints have come.
    ints: Option<i64>,
    /// The floats so far, while only numbers have come.
    floats: Option<ProductSum>,
    floats_in_use: bool,
}

impl Total {
    fn add_object(&mut self, vm: &Vm, v: &Ref) -> PyResult<()> {
        self.total = vm.binary_op(&self.total, v, BinaryOp::Add)?;
        Ok(())
    }

    fn end_ints(&mut self, vm: &Vm) -> PyResult<()> {
        match self.ints.take() {
            Some(0) | None => Ok(()),
            Some(i) => self.add_object(vm, &vm.new_int(i)),
        }
    }

    fn end_floats(&mut self, vm: &Vm) -> PyResult<()> {
        match self.floats.take() {
            Some(sum) if std::mem::take(&mut self.floats_in_use) => {
                self.add_object(vm, &vm.new_float(sum.value()))
            }
            _ => Ok(()),
        }
    }

    fn add(&mut self, vm: &Vm, p: &Ref, q: &Ref) -> PyResult<()> {
        if let Some(sum) = self.ints {
            if p.is_exact(Kind::Int)
                && q.is_exact(Kind::Int)
                && let (Some(x), Some(y)) = (int_to_i64(p), int_to_i64(q))
                && let Some(sum) = x.checked_mul(y).and_then(|p| sum.checked_add(p))
            {
                self.ints = Some(sum);
                return Ok(());
            }
            self.end_ints(vm)?;
        }
        if let Some(sum) = self.floats {
            if (p.is_exact(Kind::Float) || q.is_exact(Kind::Float))
                && let (Some(x), Some(y)) = (float_factor(p), float_factor(q))
                && let Some(sum) = sum.add(x, y)
            {
                self.floats = Some(sum);
                self.floats_in_use = true;
                return Ok(());
            }
            self.end_floats(vm)?;
        }
        let term = product(vm, p, q)?;
        self.add_object(vm, &term)
    }
}

pub fn sumprod(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (p, q) = (vm.iter(&a[0])?, vm.iter(&a[1])?);
    let mut total = Total {
        total: vm.new_int(0),
        ints: Some(0),
        floats: Some(ProductSum::new()),
        floats_in_use: false,
    };
    loop {
        match (vm.iter_next(&p)?, vm.iter_next(&q)?) {
            (Some(x), Some(y)) => total.add(vm, &x, &y)?,
            (None, None) => break,
            _ => return Err(raise_number_error(vm, math::unequal_lengths())),
        }
    }
    total.end_ints(vm)?;
    total.end_floats(vm)?;
    Ok(total.total)
}
