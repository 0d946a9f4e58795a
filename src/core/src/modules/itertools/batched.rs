//! `batched`.

use super::super::common::{bind, itself, type_arg};
use crate::object::{Field, Layout, Payload, TypeSpec, new_object, new_tuple, payload};
use crate::runtime::{PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::sync::LazyLock;

struct Batched {
    /// Empty when exhausted.
    iterator: Field,
    size: usize,
    strict: bool,
}

impl Payload for Batched {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.iterator.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Batched>();
static SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("iterable, n, *, strict=False"));

/// The type `batched`.
pub static BATCHED: TypeSpec = TypeSpec {
    doc: "Batch data into tuples of length n. The last batch may be shorter than n.\n\nLoops over the input iterable and \
          accumulates data into tuples\nup to size n.  The input is consumed lazily, just enough to\nfill a batch.  \
          The result is yielded as soon as a batch is full\nor when the input iterable is exhausted.\n\n    >>> for \
          batch in batched('ABCDEFG', 3):\n    ...     print(batch)\n    ...\n    ('A', 'B', 'C')\n    ('D', 'E', \
          'F')\n    ('G',)\n\nIf \"strict\" is True, raises a ValueError if the final batch is shorter\nthan n.",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| {
            let [iterable, n, strict] = bind(vm, &SIGNATURE, "batched", args)?;
            let size = vm.index_as_isize(&n.expect("required"))?;
            let strict = match strict {
                Some(s) => vm.is_true(&s)?,
                None => false,
            };
            if size < 1 {
                return Err(vm.value_error("n must be at least one"));
            }
            let it = Batched {
                iterator: Field::new(vm.iter(&iterable.expect("required"))?),
                size: size as usize,
                strict,
            };
            Ok(new_object(vm, type_arg(ty), it))
        }));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("batched", &LAYOUT)
};

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let b = payload::<Batched>(this);
    let Some(iterator) = b.iterator.get() else {
        return Ok(None);
    };
    // The batch may be given as larger than any input: only growing is saved here.
    let mut batch = Vec::with_capacity(b.size.min(64));
    while batch.len() < b.size {
        match vm.iter_next(&iterator) {
            Ok(Some(v)) => batch.push(v),
            Ok(None) => {
                drop(b.iterator.take());
                break;
            }
            Err(r) => {
                drop(b.iterator.take());
                return Err(r);
            }
        }
    }
    if batch.is_empty() {
        return Ok(None);
    }
    if b.strict && batch.len() < b.size {
        return Err(vm.value_error("batched(): incomplete batch"));
    }
    Ok(Some(new_tuple(vm, batch)))
}
