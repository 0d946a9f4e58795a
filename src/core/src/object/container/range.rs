//! `range`.

use super::slice::slice_long_indices;
use super::{SliceValue, is_index};
use crate::object::{
    BinaryOp, CompareOp, GetSetDef, Layout, MethodDef, Payload, RangeIterator, TypeSpec, as_str,
    flags, from_buf, int_to_bigint, int_to_i64, new_bigint, new_object, new_range_iterator,
    new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use malachite_bigint::BigInt;
use std::cell::Cell;
use tricera_text::hash::hash_tuple;
use tricera_text::str::StrBuf;

/// The payload of `range`: three ints (exact), and the length.
pub struct Range {
    pub start: Ref,
    pub stop: Ref,
    pub step: Ref,
    pub len: Ref,
}

impl Payload for Range {
    const KIND: Kind = Kind::Range;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Range>();

impl Range {
    /// The iterator over its values from the last to the first, if all of it are words.
    #[inline]
    pub fn backwards(&self) -> Option<RangeIterator> {
        let (start, stop, step, len) = (
            self.start.slot(),
            self.stop.slot(),
            self.step.slot(),
            self.len.slot(),
        );
        if !Slot::both_int(start, stop) || !Slot::both_int(step, len) {
            return None;
        }
        let (step, len) = (step.as_int(), len.as_int());
        // Of an empty range, one step before it begins.
        let last = start.as_int().wrapping_add((len - 1).wrapping_mul(step));
        Some(RangeIterator {
            next: Cell::new(last),
            step: -step,
            left: Cell::new(len as u64),
        })
    }
}

static METHODS: [MethodDef; 4] = [
    MethodDef::no_args("__reversed__", reversed).doc("Return a reverse iterator."),
    MethodDef::no_args("__reduce__", |vm, r| {
        let r = range(r);
        let parts = vec![r.start.clone(), r.stop.clone(), r.step.clone()];
        Ok(new_tuple(
            vm,
            [vm.types.range.to_ref(), new_tuple(vm, parts)],
        ))
    }),
    MethodDef::one("count", count)
        .doc("rangeobject.count(value) -> integer -- return number of occurrences of value"),
    MethodDef::one("index", index).doc(
        "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.",
    ),
];

static GETSET: [GetSetDef; 3] = [
    GetSetDef::member("start", |_, r| Ok(range(r).start.clone())),
    GetSetDef::member("stop", |_, r| Ok(range(r).stop.clone())),
    GetSetDef::member("step", |_, r| Ok(range(r).step.clone())),
];

/// The type `range`.
pub static RANGE: TypeSpec = TypeSpec {
    flags: flags::SEQUENCE,
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\nWhen step is given, it specifies the increment (or decrement).",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.iter.set(Some(|vm, r| {
            let r = range(r);
            Ok(new_range_iterator(vm, &r.start, &r.step, &r.len))
        }));
        s.len.set(Some(|vm, r| match int_to_i64(&range(r).len) {
            Some(n) => Ok(n as usize),
            None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        }));
        s.bool.set(Some(|_, r| Ok(!is_zero(&range(r).len))));
        s.contains.set(Some(contains));
        s.binary[BinaryOp::Subscr as usize].set(Some(get_item));
    },
    ..TypeSpec::new("range", &LAYOUT)
};

fn range(r: &Ref) -> &Range {
    payload::<Range>(r)
}

fn is_zero(i: &Ref) -> bool {
    i.slot() == Slot::int_unchecked(0)
}

/// `a + b * c` for exact ints.
pub(in crate::object) fn add_product(vm: &Vm, a: &Ref, b: &Ref, c: &Ref) -> Ref {
    let (x, y, z) = (a.slot(), b.slot(), c.slot());
    if x.is_int() && y.is_int() && z.is_int() {
        let sum = y.as_int() as i128 * z.as_int() as i128 + x.as_int() as i128;
        return match i64::try_from(sum) {
            Ok(i) => vm.new_int(i),
            Err(_) => new_bigint(vm, BigInt::from(sum)),
        };
    }
    new_bigint(vm, int_to_bigint(a) + int_to_bigint(b) * int_to_bigint(c))
}

/// A range of small ints; `step` is not 0.
pub fn new_range(vm: &Vm, start: i64, stop: i64, step: i64) -> Ref {
    // The distance of two words fits a word without a sign, one less than the length certainly does.
    let len = if step > 0 && start < stop {
        i128::from(((stop as u64).wrapping_sub(start as u64) - 1) / step as u64) + 1
    } else if step < 0 && start > stop {
        i128::from(((start as u64).wrapping_sub(stop as u64) - 1) / step.unsigned_abs()) + 1
    } else {
        0
    };
    let len = match i64::try_from(len) {
        Ok(n) => vm.new_int(n),
        Err(_) => new_bigint(vm, BigInt::from(len)),
    };
    let r = Range {
        start: vm.new_int(start),
        stop: vm.new_int(stop),
        step: vm.new_int(step),
        len,
    };
    new_object(vm, vm.types.range, r)
}

/// A range of exact ints of any size; `step` is not 0.
pub fn make_range(vm: &Vm, start: Ref, stop: Ref, step: Ref) -> Ref {
    let (a, b, c) = (start.slot(), stop.slot(), step.slot());
    if a.is_int() && b.is_int() && c.is_int() {
        return new_range(vm, a.as_int(), b.as_int(), c.as_int());
    }
    let zero = BigInt::from(0);
    let (a, b, c) = (
        int_to_bigint(&start),
        int_to_bigint(&stop),
        int_to_bigint(&step),
    );
    let (span, stride) = if c > zero { (b - a, c) } else { (a - b, -c) };
    let len = if span > zero {
        (span - BigInt::from(1)) / stride + BigInt::from(1)
    } else {
        zero
    };
    let len = new_bigint(vm, len);
    new_object(
        vm,
        vm.types.range,
        Range {
            start,
            stop,
            step,
            len,
        },
    )
}

fn new(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "range")?;
    let a = args.check_positional(vm, "range", 1, 3)?;
    if a.len() == 1 {
        return Ok(make_range(
            vm,
            vm.new_int(0),
            vm.index(&a[0])?,
            vm.new_int(1),
        ));
    }
    let (start, stop) = (vm.index(&a[0])?, vm.index(&a[1])?);
    let step = match a.get(2) {
        Some(s) => vm.index(s)?,
        None => vm.new_int(1),
    };
    if is_zero(&step) {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    Ok(make_range(vm, start, stop, step))
}

fn repr(vm: &Vm, r: &Ref) -> PyResult {
    let r = range(r);
    let mut b = StrBuf::new();
    b.push_latin1(b"range(");
    b.push_str(as_str(&vm.repr(&r.start)?).units());
    b.push_latin1(b", ");
    b.push_str(as_str(&vm.repr(&r.stop)?).units());
    if r.step.slot() != Slot::int_unchecked(1) {
        b.push_latin1(b", ");
        b.push_str(as_str(&vm.repr(&r.step)?).units());
    }
    b.push_latin1(b")");
    from_buf(vm, b.finish())
}

/// The item at `i`, counted from the start and not checked.
fn item(vm: &Vm, r: &Range, i: &Ref) -> Ref {
    add_product(vm, &r.start, i, &r.step)
}

fn get_item(vm: &Vm, r: &Ref, key: &Ref) -> PyResult {
    let r = range(r);
    if is_index(vm, key) {
        let i = vm.index(key)?;
        let (s, n) = (i.slot(), r.len.slot());
        if s.is_int() && n.is_int() {
            return match super::resolve(s.as_int() as isize, n.as_int() as usize) {
                Some(i) => Ok(item(vm, r, &vm.new_int(i as i64))),
                None => Err(vm.index_error("range object index out of range")),
            };
        }
        let (zero, len) = (BigInt::from(0), int_to_bigint(&r.len));
        let mut i = int_to_bigint(&i);
        if i < zero {
            i += &len;
        }
        if i < zero || i >= len {
            return Err(vm.index_error("range object index out of range"));
        }
        return Ok(item(vm, r, &new_bigint(vm, i)));
    }
    if !key.has_kind(Kind::Slice) {
        return Err(vm.type_error(format!(
            "range indices must be integers or slices, not {}",
            vm.type_of(key).name_str()
        )));
    }
    let (start, stop, step) = slice_long_indices(vm, payload::<SliceValue>(key), &r.len)?;
    let zero = vm.new_int(0);
    Ok(make_range(
        vm,
        item(vm, r, &start),
        item(vm, r, &stop),
        add_product(vm, &zero, &step, &r.step),
    ))
}

/// The index of an int in the range.
fn index_of_int(vm: &Vm, r: &Range, v: &Ref) -> Option<Ref> {
    let (a, s, n, v64) = (r.start.slot(), r.step.slot(), r.len.slot(), int_to_i64(v));
    if a.is_int()
        && s.is_int()
        && n.is_int()
        && let Some(v) = v64
    {
        let (distance, step) = (v as i128 - a.as_int() as i128, s.as_int() as i128);
        let i = distance / step;
        let inside = distance % step == 0 && i >= 0 && i < n.as_int() as i128;
        return inside.then(|| vm.new_int(i as i64));
    }
    let zero = BigInt::from(0);
    let distance = int_to_bigint(v) - int_to_bigint(&r.start);
    let step = int_to_bigint(&r.step);
    let i = &distance / &step;
    let inside = &distance % &step == zero && i >= zero && i < int_to_bigint(&r.len);
    inside.then(|| new_bigint(vm, i))
}

fn is_plain_int(v: &Ref) -> bool {
    v.is_exact(Kind::Int) || v.has_kind(Kind::Bool)
}

fn contains(vm: &Vm, r: &Ref, v: &Ref) -> PyResult<bool> {
    if is_plain_int(v) {
        return Ok(index_of_int(vm, range(r), v).is_some());
    }
    for x in vm.iterate(r)? {
        if vm.eq(&x?, v)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn count(vm: &Vm, r: &Ref, v: &Ref) -> PyResult {
    if is_plain_int(v) {
        return Ok(vm.new_int(contains(vm, r, v)? as i64));
    }
    let mut n = 0;
    for x in vm.iterate(r)? {
        n += vm.eq(&x?, v)? as i64;
    }
    Ok(vm.new_int(n))
}

fn index(vm: &Vm, r: &Ref, v: &Ref) -> PyResult {
    if is_plain_int(v) {
        return match index_of_int(vm, range(r), v) {
            Some(i) => Ok(i),
            None => Err(vm.value_error("range.index(x): x not in range")),
        };
    }
    for (i, x) in vm.iterate(r)?.enumerate() {
        if vm.eq(&x?, v)? {
            return Ok(vm.new_int(i as i64));
        }
    }
    Err(vm.value_error("sequence.index(x): x not in sequence"))
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !b.has_kind(Kind::Range) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Ref::not_implemented());
    }
    let (x, y) = (range(a), range(b));
    let one = Slot::int_unchecked(1);
    let equal = a.is(b)
        || vm.eq(&x.len, &y.len)?
            && (is_zero(&x.len)
                || vm.eq(&x.start, &y.start)?
                    && (x.len.slot() == one || vm.eq(&x.step, &y.step)?));
    Ok(Ref::bool(equal == (op == CompareOp::Eq)))
}

fn hash(vm: &Vm, r: &Ref) -> PyResult<i64> {
    let r = range(r);
    let none = vm.hash(&Ref::none())?;
    let empty = is_zero(&r.len);
    let start = if empty { none } else { vm.hash(&r.start)? };
    let step = if empty || r.len.slot() == Slot::int_unchecked(1) {
        none
    } else {
        vm.hash(&r.step)?
    };
    Ok(hash_tuple([vm.hash(&r.len)?, start, step]))
}

fn reversed(vm: &Vm, r: &Ref) -> PyResult {
    let r = range(r);
    let (one, minus) = (vm.new_int(1), vm.new_int(-1));
    let last_index = add_product(vm, &r.len, &one, &minus);
    let last = item(vm, r, &last_index);
    let step = add_product(vm, &vm.new_int(0), &minus, &r.step);
    Ok(new_range_iterator(vm, &last, &step, &r.len))
}
