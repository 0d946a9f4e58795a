//! `pairwise`.

use super::super::common::{itself, no_keywords, reuse_pair, type_arg};
use crate::object::{Field, Layout, Payload, TypeSpec, new_object, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};

struct Pairwise {
    /// Empty when exhausted.
    iterator: Field,
    /// The value given last as the second of a pair.
    old: Field,
    result: Field,
}

impl Payload for Pairwise {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.iterator.traverse(f);
        self.old.traverse(f);
        self.result.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Pairwise>();

/// The type `pairwise`.
pub static PAIRWISE: TypeSpec = TypeSpec {
    doc: "Return an iterator of overlapping pairs taken from the input iterator.\n\n    s -> (s0,s1), (s1,s2), (s2, \
          s3), ...",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| {
            no_keywords(vm, ty, "pairwise", args)?;
            let a = args.check_positional(vm, "pairwise", 1, 1)?;
            let it = Pairwise {
                iterator: Field::new(vm.iter(&a[0])?),
                old: Field::empty(),
                result: Field::empty(),
            };
            Ok(new_object(vm, type_arg(ty), it))
        }));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("pairwise", &LAYOUT)
};

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let p = payload::<Pairwise>(this);
    let Some(it) = p.iterator.get() else {
        return Ok(None);
    };
    let old = match p.old.get() {
        Some(old) => old,
        None => {
            let first = end_on(vm.iter_next(&it), p)?;
            let Some(first) = first else {
                return Ok(None);
            };
            p.old.set(first.clone());
            // The iterator may have used this one, up to its end.
            if !p.iterator.is_set() {
                drop(p.old.take());
                return Ok(None);
            }
            first
        }
    };
    let Some(new) = end_on(vm.iter_next(&it), p)? else {
        drop(p.old.take());
        return Ok(None);
    };
    p.old.set(new.clone());
    reuse_pair(vm, &p.result, old, new).map(Some)
}

/// Lets the iterator go when it has ended or failed.
fn end_on(value: PyResult<Option<Ref>>, p: &Pairwise) -> PyResult<Option<Ref>> {
    if !matches!(value, Ok(Some(_))) {
        drop(p.iterator.take());
    }
    value
}
