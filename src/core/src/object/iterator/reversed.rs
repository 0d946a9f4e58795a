//! `reversed`, for sequences without a `__reversed__` of their own.

use super::shared::itself;
use crate::object::{
    BinaryOp, Field, Layout, MethodDef, Payload, Range, TypeObj, TypeSpec, flags, int_to_i64,
    new_list_reverse_iterator, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;

/// The payload of `reversed`.
pub struct Reversed {
    /// Empty when exhausted.
    sequence: Field,
    /// The index of the next item; -1 at the end.
    index: Cell<isize>,
}

impl Payload for Reversed {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.sequence.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Reversed>();

static METHODS: [MethodDef; 3] = [
    MethodDef::no_args("__length_hint__", |vm, r| {
        let it = payload::<Reversed>(r);
        let Some(s) = it.sequence.get() else {
            return Ok(vm.new_int(0));
        };
        let (n, left) = (vm.len(&s)? as isize, it.index.get() + 1);
        Ok(vm.new_int(if n < left { 0 } else { left } as i64))
    })
    .doc("Private method returning an estimate of len(list(it))."),
    MethodDef::no_args("__reduce__", |vm, r| {
        let it = payload::<Reversed>(r);
        let ty = vm.type_of(r).to_ref();
        Ok(new_tuple(
            vm,
            match it.sequence.get() {
                Some(s) => vec![ty, new_tuple(vm, [s]), vm.new_int(it.index.get() as i64)],
                None => vec![ty, new_tuple(vm, [new_tuple(vm, [])])],
            },
        ))
    })
    .doc("Return state information for pickling."),
    MethodDef::one("__setstate__", |vm, r, state| {
        if !state.has_kind(Kind::Int) && !state.has_kind(Kind::Bool) {
            return Err(vm.type_error("an integer is required"));
        }
        let Some(i) = int_to_i64(state) else {
            return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
        };
        let it = payload::<Reversed>(r);
        if let Some(s) = it.sequence.get() {
            let n = vm.len(&s)? as i64;
            it.index.set(i.min(n - 1).max(-1) as isize);
        }
        Ok(Ref::none())
    })
    .doc("Set state information for unpickling."),
];

/// The type `reversed`.
pub static REVERSED: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "Return a reverse iterator over the values of the given sequence.",
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(new));
        s.vectorcall.set(Some(new));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("reversed", &LAYOUT)
};

/// `reversed(it)` of a range of words or of a list, whose `__reversed__` nobody can change.
#[inline]
fn of_builtin(vm: &Vm, it: &Ref) -> Option<PyResult> {
    if it.is_exact(Kind::Range) {
        let it = payload::<Range>(it).backwards()?;
        return Some(Ok(new_object(vm, vm.types.range_iterator, it)));
    }
    it.is_exact(Kind::List)
        .then(|| new_list_reverse_iterator(vm, it))
}

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    // SAFETY: the first argument of `new` is a type.
    let ty = unsafe { ty.cast::<TypeObj>() }.ptr();
    if ty == vm.types.reversed
        && args.kw_names().is_empty()
        && let [it] = args.positional()
        && let Some(r) = of_builtin(vm, it)
    {
        return r;
    }
    if crate::object::container::same_init(ty, vm.types.reversed) {
        args.no_keywords(vm, "reversed")?;
    }
    let s = &args.check_positional(vm, "reversed", 1, 1)?[0];
    let not_reversible = || {
        vm.type_error(format!(
            "'{}' object is not reversible",
            vm.type_of(s).name_str()
        ))
    };
    match vm.lookup_special(s, &vm.names.reversed)? {
        Some(f) if f.is_none() => return Err(not_reversible()),
        Some(f) => return vm.call_positional(&f, &[]),
        None => {}
    }
    let t = vm.type_of(s);
    let is_sequence = t.slots.binary[BinaryOp::Subscr as usize].get().is_some()
        && !s.has_kind(Kind::Dict)
        && !t.has(flags::MAPPING);
    if !is_sequence {
        return Err(not_reversible());
    }
    let it = Reversed {
        index: Cell::new(vm.len(s)? as isize - 1),
        sequence: Field::new(s.clone()),
    };
    Ok(new_object(vm, ty, it))
}

fn next(vm: &Vm, r: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<Reversed>(r);
    let i = it.index.get();
    if i >= 0
        && let Some(s) = it.sequence.get()
    {
        match vm.sequence_item(&s, i) {
            Ok(v) => {
                it.index.set(i - 1);
                return Ok(Some(v));
            }
            Err(r) => {
                if !vm.raised_is(vm.types.index_error) && !vm.raised_is(vm.types.stop_iteration) {
                    return Err(r);
                }
                vm.clear_exception();
            }
        }
    }
    it.index.set(-1);
    drop(it.sequence.take());
    Ok(None)
}
