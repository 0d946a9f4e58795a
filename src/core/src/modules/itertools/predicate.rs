//! `compress`, `dropwhile`, `filterfalse` and `takewhile`: some of the values of one iterator.

use super::super::common::{bind, itself, no_keywords, type_arg};
use crate::object::{Layout, Payload, TypeSpec, new_object, payload};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use std::sync::LazyLock;

/// Two references: what decides, and the iterator it decides about.
struct Filter {
    /// A function; for `compress` an iterator of truth values.
    decider: Ref,
    iterator: Ref,
    /// `dropwhile` has begun to give values, `takewhile` has stopped.
    switched: Cell<bool>,
}

impl Payload for Filter {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.decider.slot());
        f(self.iterator.slot());
    }
}

static LAYOUT: Layout = Layout::of::<Filter>();
static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("data, selectors"));

fn new_filter(vm: &Vm, ty: &Ref, decider: Ref, iterator: Ref) -> PyResult {
    let it = Filter {
        decider,
        iterator,
        switched: Cell::new(false),
    };
    Ok(new_object(vm, type_arg(ty), it))
}

fn new(vm: &Vm, ty: &Ref, args: &Args, name: &str) -> PyResult {
    no_keywords(vm, ty, name, args)?;
    let a = args.check_positional(vm, name, 2, 2)?;
    let iterator = vm.iter(&a[1])?;
    new_filter(vm, ty, a[0].clone(), iterator)
}

/// The type `compress`.
pub static COMPRESS: TypeSpec = TypeSpec {
    doc: "Return data elements corresponding to true selector elements.\n\nForms a shorter iterator from selected data \
          elements using the selectors to\nchoose the data elements.",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| {
            let [data, selectors] = bind(vm, &SIGNATURE, "compress", args)?;
            let data = vm.iter(&data.expect("required"))?;
            let selectors = vm.iter(&selectors.expect("required"))?;
            new_filter(vm, ty, selectors, data)
        }));
        s.iter.set(Some(itself));
        s.next.set(Some(|vm, this| {
            let f = payload::<Filter>(this);
            loop {
                let Some(value) = vm.iter_next(&f.iterator)? else {
                    return Ok(None);
                };
                let Some(selector) = vm.iter_next(&f.decider)? else {
                    return Ok(None);
                };
                if vm.is_true(&selector)? {
                    return Ok(Some(value));
                }
            }
        }));
    },
    ..super::iterator("compress", &LAYOUT)
};

fn decide(vm: &Vm, f: &Filter, value: &Ref) -> PyResult<bool> {
    let verdict = vm.call_one(&f.decider, value)?;
    vm.is_true(&verdict)
}

/// The type `dropwhile`.
pub static DROPWHILE: TypeSpec = TypeSpec {
    doc: "Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the \
          iterable is exhausted.",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new
            .set(Some(|vm, ty, args| new(vm, ty, args, "dropwhile")));
        s.iter.set(Some(itself));
        s.next.set(Some(|vm, this| {
            let f = payload::<Filter>(this);
            loop {
                let Some(value) = vm.iter_next(&f.iterator)? else {
                    return Ok(None);
                };
                if f.switched.get() {
                    return Ok(Some(value));
                }
                if !decide(vm, f, &value)? {
                    f.switched.set(true);
                    return Ok(Some(value));
                }
            }
        }));
    },
    ..super::iterator("dropwhile", &LAYOUT)
};

/// The type `takewhile`.
pub static TAKEWHILE: TypeSpec = TypeSpec {
    doc: "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new
            .set(Some(|vm, ty, args| new(vm, ty, args, "takewhile")));
        s.iter.set(Some(itself));
        s.next.set(Some(|vm, this| {
            let f = payload::<Filter>(this);
            if f.switched.get() {
                return Ok(None);
            }
            let Some(value) = vm.iter_next(&f.iterator)? else {
                return Ok(None);
            };
            if decide(vm, f, &value)? {
                return Ok(Some(value));
            }
            f.switched.set(true);
            Ok(None)
        }));
    },
    ..super::iterator("takewhile", &LAYOUT)
};

/// The type `filterfalse`.
pub static FILTERFALSE: TypeSpec = TypeSpec {
    doc: "Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items \
          that are false.",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new
            .set(Some(|vm, ty, args| new(vm, ty, args, "filterfalse")));
        s.iter.set(Some(itself));
        s.next.set(Some(|vm, this| {
            let f = payload::<Filter>(this);
            // `None` and `bool` both ask for the truth of the value itself.
            let itself = f.decider.is_none()
                || (f.decider.has_kind(Kind::Type) && vm.types.bool.is(&f.decider));
            loop {
                let Some(value) = vm.iter_next(&f.iterator)? else {
                    return Ok(None);
                };
                let holds = if itself {
                    vm.is_true(&value)?
                } else {
                    decide(vm, f, &value)?
                };
                if !holds {
                    return Ok(Some(value));
                }
            }
        }));
    },
    ..super::iterator("filterfalse", &LAYOUT)
};
