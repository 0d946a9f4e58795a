//! `zip_longest`.

use super::super::common::{itself, reuse_tuple, type_arg};
use crate::object::{Field, Layout, Payload, TypeSpec, as_str, new_object, payload};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;

struct ZipLongest {
    /// Empty where the iterator has ended.
    iterators: Box<[Field]>,
    /// Number of iterators that have not ended.
    active: Cell<usize>,
    fill: Ref,
    result: Field,
}

impl Payload for ZipLongest {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.iterators.iter().for_each(|i| i.traverse(f));
        f(self.fill.slot());
        self.result.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<ZipLongest>();

/// The type `zip_longest`.
pub static ZIP_LONGEST: TypeSpec = TypeSpec {
    doc: "Return a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the \
          i-th iterable argument.  The .__next__()\nmethod continues until the longest iterable in the argument \
          sequence\nis exhausted and then it raises StopIteration.  When the shorter iterables\nare exhausted, the \
          fillvalue is substituted in their place.  The fillvalue\ndefaults to None or can be specified by a \
          keyword argument.",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(new));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("zip_longest", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let mut fill = Ref::none();
    for (name, value) in args.keywords() {
        if as_str(name).as_ascii() != Some("fillvalue") || args.kw_names().len() > 1 {
            return Err(vm.type_error("zip_longest() got an unexpected keyword argument"));
        }
        fill = value.clone();
    }
    let mut iterators = Vec::with_capacity(args.positional().len());
    for a in args.positional() {
        iterators.push(Field::new(vm.iter(a)?));
    }
    let it = ZipLongest {
        active: Cell::new(iterators.len()),
        iterators: iterators.into(),
        fill,
        result: Field::empty(),
    };
    Ok(new_object(vm, type_arg(ty), it))
}

/// Rows up to this length are collected without allocating.
const FEW: usize = 4;

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let z = payload::<ZipLongest>(this);
    let n = z.iterators.len();
    if n == 0 || z.active.get() == 0 {
        return Ok(None);
    }
    if n <= FEW {
        let mut row = [const { None }; FEW];
        for (i, place) in row[..n].iter_mut().enumerate() {
            *place = value_at(vm, z, i)?;
            if place.is_none() {
                return Ok(None);
            }
        }
        let words = row.map(|v| v.map_or(Slot::NULL, Ref::into_slot));
        // SAFETY: the references of the first n words move.
        return unsafe { reuse_tuple(vm, &z.result, &words[..n]) }.map(Some);
    }
    let mut row = Vec::with_capacity(n);
    for i in 0..n {
        match value_at(vm, z, i)? {
            Some(v) => row.push(v),
            None => return Ok(None),
        }
    }
    let words: Vec<Slot> = row.into_iter().map(Ref::into_slot).collect();
    // SAFETY: the references of the words move.
    unsafe { reuse_tuple(vm, &z.result, &words) }.map(Some)
}

/// The value for column `i`; None when the last iterator has ended.
fn value_at(vm: &Vm, z: &ZipLongest, i: usize) -> PyResult<Option<Ref>> {
    let Some(it) = z.iterators[i].get() else {
        return Ok(Some(z.fill.clone()));
    };
    match vm.iter_next(&it) {
        Ok(Some(v)) => Ok(Some(v)),
        Ok(None) => {
            drop(z.iterators[i].take());
            z.active.set(z.active.get().saturating_sub(1));
            Ok(if z.active.get() == 0 {
                None
            } else {
                Some(z.fill.clone())
            })
        }
        Err(r) => {
            z.active.set(0);
            Err(r)
        }
    }
}
