//! Comparison, hashing, truth.

use crate::object::{CompareOp, as_str};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

impl Vm {
    /// `a op b` as an object.
    pub fn rich_compare(&self, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
        self.enter_native(" in comparison")?;
        let (ta, tb) = (self.type_of(a), self.type_of(b));
        let mut swapped_tried = false;
        if ta != tb
            && tb.is_subtype(ta)
            && let Some(f) = tb.slots.compare.get()
        {
            swapped_tried = true;
            let r = f(self, b, a, op.swapped())?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        if let Some(f) = ta.slots.compare.get() {
            let r = f(self, a, b, op)?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        if !swapped_tried && let Some(f) = tb.slots.compare.get() {
            let r = f(self, b, a, op.swapped())?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        match op {
            CompareOp::Eq => Ok(Ref::bool(a.is(b))),
            CompareOp::Ne => Ok(Ref::bool(!a.is(b))),
            _ => Err(self.type_error(format!(
                "'{}' not supported between instances of '{}' and '{}'",
                op.symbol(),
                ta.name_str(),
                tb.name_str()
            ))),
        }
    }

    /// `a op b` as a truth value; identical objects are equal (`PyObject_RichCompareBool`).
    pub fn compare_bool(&self, a: &Ref, b: &Ref, op: CompareOp) -> PyResult<bool> {
        if a.is(b) {
            match op {
                CompareOp::Eq => return Ok(true),
                CompareOp::Ne => return Ok(false),
                _ => {}
            }
        }
        let r = self.rich_compare(a, b, op)?;
        self.is_true(&r)
    }

    /// Identical or equal, as containers compare their items.
    #[inline]
    pub fn eq(&self, a: &Ref, b: &Ref) -> PyResult<bool> {
        let (x, y) = (a.slot(), b.slot());
        if x.borrow() == y.borrow() {
            return Ok(true);
        }
        // Numbers in the word have one word each; zeros and NaN are not among the floats.
        if (x.is_int() && y.is_int()) || crate::value::Slot::both_float(x, y) {
            return Ok(false);
        }
        if a.is_exact(Kind::Str) && b.is_exact(Kind::Str) {
            return Ok(as_str(a).eq(as_str(b)));
        }
        self.compare_bool(a, b, CompareOp::Eq)
    }

    /// `hash(r)`
    #[inline]
    pub fn hash(&self, r: &Ref) -> PyResult<i64> {
        if r.slot().is_int() {
            return Ok(tricera_text::hash::hash_i64(r.slot().as_int()));
        }
        if r.is_exact(Kind::Str) {
            return Ok(as_str(r).hash(self));
        }
        self.hash_any(r)
    }

    fn hash_any(&self, r: &Ref) -> PyResult<i64> {
        match self.type_of(r).slots.hash.get() {
            Some(f) => f(self, r),
            None => {
                Err(self.type_error(format!("unhashable type: '{}'", self.type_of(r).name_str())))
            }
        }
    }

    /// `bool(r)`
    #[inline]
    pub fn is_true(&self, r: &Ref) -> PyResult<bool> {
        let s = r.slot();
        if s == crate::value::Slot::true_() {
            return Ok(true);
        }
        if s == crate::value::Slot::false_() || s.is_none() {
            return Ok(false);
        }
        if s.is_int() {
            return Ok(s.as_int() != 0);
        }
        let t = self.type_of(r);
        if let Some(f) = t.slots.bool.get() {
            return f(self, r);
        }
        if let Some(f) = t.slots.len.get() {
            return Ok(f(self, r)? != 0);
        }
        Ok(true)
    }
}
