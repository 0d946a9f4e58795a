//! `slice`.

use crate::object::{
    CompareOp, GetSetDef, Layout, MethodDef, Payload, TypeSpec, from_buf, int_is_negative,
    int_to_bigint, int_to_i64, new_bigint, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use malachite_bigint::BigInt;
use tricera_text::str::StrBuf;

/// The payload of `slice`.
pub struct SliceValue {
    pub start: Ref,
    pub stop: Ref,
    pub step: Ref,
}

impl Payload for SliceValue {
    const KIND: Kind = Kind::Slice;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.start.slot());
        f(self.stop.slot());
        f(self.step.slot());
    }
}

static LAYOUT: Layout = Layout::of::<SliceValue>();

static METHODS: [MethodDef; 2] = [
    MethodDef::one("indices", indices).doc(
        "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with the\nhandling of normal slices.",
    ),
    MethodDef::no_args("__reduce__", reduce).doc("Return state information for pickling."),
];

static GETSET: [GetSetDef; 3] = [
    GetSetDef::member("start", |_, s| Ok(value(s).start.clone())),
    GetSetDef::member("stop", |_, s| Ok(value(s).stop.clone())),
    GetSetDef::member("step", |_, s| Ok(value(s).step.clone())),
];

/// The type `slice`.
pub static SLICE: TypeSpec = TypeSpec {
    doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.compare.set(Some(compare));
        s.hash.set(Some(hash));
    },
    ..TypeSpec::new("slice", &LAYOUT)
};

/// `slice(start, stop, step)`
pub fn new_slice(vm: &Vm, start: Ref, stop: Ref, step: Ref) -> Ref {
    new_object(vm, vm.types.slice, SliceValue { start, stop, step })
}

fn value(r: &Ref) -> &SliceValue {
    payload::<SliceValue>(r)
}

fn new(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "slice")?;
    let a = args.check_positional(vm, "slice", 1, 3)?;
    let at = |i: usize| a.get(i).cloned().unwrap_or_else(Ref::none);
    Ok(if a.len() == 1 {
        new_slice(vm, Ref::none(), at(0), Ref::none())
    } else {
        new_slice(vm, at(0), at(1), at(2))
    })
}

fn repr(vm: &Vm, r: &Ref) -> PyResult {
    let s = value(r);
    let mut b = StrBuf::new();
    b.push_latin1(b"slice(");
    for (i, part) in [&s.start, &s.stop, &s.step].into_iter().enumerate() {
        if i > 0 {
            b.push_latin1(b", ");
        }
        b.push_str(crate::object::as_str(&vm.repr(part)?).units());
    }
    b.push_latin1(b")");
    from_buf(vm, b.finish())
}

fn parts(vm: &Vm, s: &SliceValue) -> Ref {
    new_tuple(vm, [s.start.clone(), s.stop.clone(), s.step.clone()])
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !b.has_kind(Kind::Slice) {
        return Ok(Ref::not_implemented());
    }
    if a.is(b) {
        return Ok(Ref::bool(op.holds(std::cmp::Ordering::Equal)));
    }
    vm.rich_compare(&parts(vm, value(a)), &parts(vm, value(b)), op)
}

fn hash(vm: &Vm, r: &Ref) -> PyResult<i64> {
    vm.enter_native(" while hashing an object")?;
    let s = value(r);
    Ok(tricera_text::hash::hash_slice(
        vm.hash(&s.start)?,
        vm.hash(&s.stop)?,
        vm.hash(&s.step)?,
    ))
}

fn reduce(vm: &Vm, r: &Ref) -> PyResult {
    Ok(new_tuple(
        vm,
        [vm.types.slice.to_ref(), parts(vm, value(r))],
    ))
}

/// A part of the slice as an exact int of any size.
fn part(vm: &Vm, r: &Ref) -> PyResult {
    if !super::is_index(vm, r) {
        return Err(
            vm.type_error("slice indices must be integers or None or have an __index__ method")
        );
    }
    vm.index(r)
}

/// `slice.indices(len)`, for lengths of any size.
fn indices(vm: &Vm, r: &Ref, len: &Ref) -> PyResult {
    let len = vm.index(len)?;
    if int_is_negative(&len) {
        return Err(vm.value_error("length should not be negative"));
    }
    let (start, stop, step) = slice_long_indices(vm, value(r), &len)?;
    Ok(new_tuple(vm, [start, stop, step]))
}

/// start, stop and step of the slice clipped to a sequence of `len` items, an int of any size.
pub fn slice_long_indices(vm: &Vm, s: &SliceValue, len: &Ref) -> PyResult<(Ref, Ref, Ref)> {
    let small = [&s.start, &s.stop, &s.step]
        .into_iter()
        .all(|p| p.is_none() || p.slot().is_int());
    if small && let Some(n) = int_to_i64(len) {
        let parts = super::slice_parts(vm, s)?;
        let i = parts.indices(n as usize);
        return Ok((
            vm.new_int(i.start as i64),
            vm.new_int(i.stop as i64),
            vm.new_int(i.step as i64),
        ));
    }
    let zero = BigInt::from(0);
    let len = int_to_bigint(len);
    let step = if s.step.is_none() {
        BigInt::from(1)
    } else {
        int_to_bigint(&part(vm, &s.step)?)
    };
    if step == zero {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let negative = step < zero;
    let (lower, upper) = if negative {
        (BigInt::from(-1), &len - 1)
    } else {
        (zero.clone(), len.clone())
    };
    let clip = |p: &Ref, default: &BigInt| -> PyResult<BigInt> {
        if p.is_none() {
            return Ok(default.clone());
        }
        let mut i = int_to_bigint(&part(vm, p)?);
        if i < zero {
            i += &len;
            Ok(i.max(lower.clone()))
        } else {
            Ok(i.min(upper.clone()))
        }
    };
    let (first, last) = if negative {
        (&upper, &lower)
    } else {
        (&lower, &upper)
    };
    let start = clip(&s.start, first)?;
    let stop = clip(&s.stop, last)?;
    Ok((
        new_bigint(vm, start),
        new_bigint(vm, stop),
        new_bigint(vm, step),
    ))
}
