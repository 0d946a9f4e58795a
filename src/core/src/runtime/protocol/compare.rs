//! Comparison, hashing, truth.

use crate::object::{
    CompareFn, CompareOp, address, as_bytes, as_str, bytes_known_hash, tuple_items,
    tuple_known_hash,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// Tuples nested deeper than this are compared the general way, which watches the native stack.
const PLAIN_DEPTH: u32 = 16;

/// Are the two identical or equal, as far as this can be told without running code of a program: None if it cannot.
///
/// Strings are compared by their text, tuples item by item up to the first difference, also those whose class
/// inherits the comparison (named tuples). As nothing runs, a table of keys can be searched with it.
#[inline(never)]
pub fn plain_eq(vm: &Vm, a: &Ref, b: &Ref, depth: u32) -> Option<bool> {
    if depth < PLAIN_DEPTH && a.is_exact(Kind::Tuple) && b.is_exact(Kind::Tuple) {
        // SAFETY: both are tuples.
        return unsafe { plain_items_eq(vm, tuple_items(a), tuple_items(b), depth) };
    }
    plain_objects_eq(vm, a, b, depth)
}

/// [`plain_eq`] of what is not two exact tuples.
fn plain_objects_eq(vm: &Vm, a: &Ref, b: &Ref, depth: u32) -> Option<bool> {
    if a.is_exact(Kind::Str) && b.is_exact(Kind::Str) {
        return Some(as_str(a).eq(as_str(b)));
    }
    if a.is_exact(Kind::Bytes) && b.is_exact(Kind::Bytes) {
        return Some(as_bytes(a) == as_bytes(b));
    }
    if is_unlike_others(a) && is_unlike_others(b) && a.kind() != b.kind() {
        return Some(false);
    }
    if let Some(compare) = compare_of_ints(vm, a, b) {
        let same = compare(vm, a, b, CompareOp::Eq).ok()?;
        return Some(same.is_true());
    }
    if !a.has_kind(Kind::Tuple)
        || !b.has_kind(Kind::Tuple)
        || !compares_as_tuple(vm, a)
        || !compares_as_tuple(vm, b)
        || depth >= PLAIN_DEPTH
    {
        return None;
    }
    // SAFETY: both are tuples.
    unsafe { plain_items_eq(vm, tuple_items(a), tuple_items(b), depth) }
}

/// The comparison of `int`, where it is that of both: of ints, and of instances of classes that inherit it.
#[inline(always)]
fn compare_of_ints(vm: &Vm, a: &Ref, b: &Ref) -> Option<CompareFn> {
    if !a.has_kind(Kind::Int) || !b.has_kind(Kind::Int) {
        return None;
    }
    let compare = vm.types.int.slots.compare.get()?;
    let inherits = |r: &Ref| {
        let own = vm.type_of(r).slots.compare.get();
        r.slot().is_int() || own.is_some_and(|f| std::ptr::fn_addr_eq(f, compare))
    };
    (inherits(a) && inherits(b)).then_some(compare)
}

/// Is this of a builtin type whose objects equal none of the other types of which this is true? Strings and bytes are not both
/// among them, since comparing these may warn, and neither are bools and numbers.
#[inline]
fn is_unlike_others(r: &Ref) -> bool {
    r.slot().is_int() || r.is_none() || r.is_exact(Kind::Str) || r.is_exact(Kind::Tuple)
}

/// [`plain_eq`] of the items of two tuples: what is identical, a number in the word or an exact tuple is decided here, in one loop.
fn plain_items_eq(vm: &Vm, x: &[Ref], y: &[Ref], depth: u32) -> Option<bool> {
    for (p, q) in x.iter().zip(y) {
        let (v, w) = (p.slot(), q.slot());
        if v == w {
            continue;
        }
        let same = if v.is_pointer() && w.is_pointer() {
            if v.is(w) {
                continue;
            }
            if depth < PLAIN_DEPTH && are_tuples(vm, v, w) {
                // SAFETY: both are tuples.
                unsafe { plain_items_eq(vm, tuple_items(p), tuple_items(q), depth + 1) }
            } else {
                plain_objects_eq(vm, p, q, depth + 1)
            }
        } else if Slot::both_int(v, w) || Slot::both_float(v, w) {
            // Numbers in the word have one word each; zeros and NaN are not among the floats.
            return Some(false);
        } else {
            plain_objects_eq(vm, p, q, depth + 1)
        };
        if same != Some(true) {
            return same;
        }
    }
    Some(x.len() == y.len())
}

/// Are both of one type, `tuple` or one with its `==`?
#[inline(always)]
fn are_tuples(vm: &Vm, v: Slot, w: Slot) -> bool {
    // SAFETY: both are live words.
    unsafe {
        v.has_kind(Kind::Tuple)
            && w.has_kind(Kind::Tuple)
            && (*v.header()).shape == (*w.header()).shape
            && compares_as_tuple(vm, Ref::view(&v))
    }
}

/// Is `==` of this tuple that of `tuple` itself?
#[inline(always)]
fn compares_as_tuple(vm: &Vm, t: &Ref) -> bool {
    if t.is_exact(Kind::Tuple) {
        return true;
    }
    let own = vm.type_of(t).slots.compare.get();
    own.is_some_and(|f| {
        vm.types
            .tuple
            .slots
            .compare
            .get()
            .is_some_and(|g| std::ptr::fn_addr_eq(f, g))
    })
}

impl Vm {
    /// `a op b` as an object.
    pub fn rich_compare(&self, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
        if let Some(compare) = compare_of_ints(self, a, b) {
            return compare(self, a, b, op);
        }
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
        if swapped_tried {
            return self.compare_else(a, b, op);
        }
        self.compare_after_left(a, b, op)
    }

    /// The rest of `a op b` when the left operand has answered NotImplemented, and the right one was not asked.
    pub(crate) fn compare_after_left(&self, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
        if let Some(f) = self.type_of(b).slots.compare.get() {
            let r = f(self, b, a, op.swapped())?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        self.compare_else(a, b, op)
    }

    /// What a comparison gives that neither operand knows.
    fn compare_else(&self, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
        match op {
            CompareOp::Eq => Ok(Ref::bool(a.is(b))),
            CompareOp::Ne => Ok(Ref::bool(!a.is(b))),
            _ => Err(self.type_error(format!(
                "'{}' not supported between instances of '{}' and '{}'",
                op.symbol(),
                self.type_of(a).name_str(),
                self.type_of(b).name_str()
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
    #[inline(always)]
    pub fn eq(&self, a: &Ref, b: &Ref) -> PyResult<bool> {
        let (x, y) = (a.slot(), b.slot());
        if x.is(y) {
            return Ok(true);
        }
        // Numbers in the word have one word each; zeros and NaN are not among the floats.
        if (x.is_int() && y.is_int()) || Slot::both_float(x, y) {
            return Ok(false);
        }
        self.eq_objects(a, b)
    }

    /// [`Vm::eq`] of two words that are not the same.
    fn eq_objects(&self, a: &Ref, b: &Ref) -> PyResult<bool> {
        match plain_eq(self, a, b, 0) {
            Some(same) => Ok(same),
            // They are not identical, and more than that neither of them asks.
            None if self.compares_identity(a) && self.compares_identity(b) => Ok(false),
            None => self.compare_bool(a, b, CompareOp::Eq),
        }
    }

    /// Is `==` of this object that of `object`?
    #[inline]
    fn compares_identity(&self, r: &Ref) -> bool {
        let of_object = self.types.object.slots.compare.get();
        match (self.type_of(r).slots.compare.get(), of_object) {
            (Some(f), Some(g)) => std::ptr::fn_addr_eq(f, g),
            _ => false,
        }
    }

    /// `hash(r)`
    #[inline]
    pub fn hash(&self, r: &Ref) -> PyResult<i64> {
        match self.known_hash(r.slot()) {
            Some(h) => Ok(h),
            None => self.hash_any(r),
        }
    }

    /// The hash of a key that is known without asking anything: of an int in the word, a string or tuple that has been
    /// hashed, a class of `type` itself, an object whose class inherits the hash of `object` or `int`.
    #[inline(always)]
    pub fn known_hash(&self, key: Slot) -> Option<i64> {
        if key.is_int() {
            return Some(tricera_text::hash::hash_i64(key.as_int()));
        }
        if !key.is_pointer() {
            return None;
        }
        let r = Ref::view(&key);
        if r.is_exact(Kind::Str) {
            let hash = as_str(r).hash.get();
            return (hash != -1).then_some(hash);
        }
        if r.is_exact(Kind::Tuple) {
            return tuple_known_hash(r);
        }
        if r.is_exact(Kind::Bytes) {
            return bytes_known_hash(r);
        }
        if r.has_kind(Kind::Type) && self.type_of(r) == self.types.type_ {
            return Some(tricera_text::hash::hash_pointer(address(r)));
        }
        self.inherited_hash(r)
    }

    /// The hash of an object whose class has that of `object` or of `int`, neither of which runs code of a program.
    #[inline(never)]
    fn inherited_hash(&self, r: &Ref) -> Option<i64> {
        let own = self.type_of(r).slots.hash.get()?;
        let base = match r.has_kind(Kind::Int) {
            true => self.types.int,
            false => self.types.object,
        };
        let inherits = std::ptr::fn_addr_eq(base.slots.hash.get()?, own);
        inherits.then(|| own(self, r).ok()).flatten()
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
