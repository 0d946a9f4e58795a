//! `deque`: a ring buffer with a counter of changes, by which iterators notice them.

mod iterator;
mod methods;
mod operators;

pub use iterator::{ITERATOR, REVERSE_ITERATOR};

use super::super::common::{bind, type_arg};
use crate::object::{Layout, Payload, TypePtr, TypeSpec, flags, new_object, payload};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::LazyLock;

/// The payload of `deque`.
#[derive(Default)]
pub struct Deque {
    items: RefCell<VecDeque<Ref>>,
    max: Cell<Option<usize>>,
    /// Changes whenever items are added, removed or moved.
    version: Cell<u64>,
}

impl Payload for Deque {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.items.borrow().iter().for_each(|v| f(v.slot()));
    }
}

static LAYOUT: Layout = Layout::of::<Deque>();
static SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("iterable=(), maxlen=None"));

/// The type `collections.deque`.
pub static DEQUE: TypeSpec = TypeSpec {
    module: "collections",
    doc: "A list-like sequence optimized for data accesses near its endpoints.",
    flags: flags::BASETYPE | flags::SEQUENCE | flags::WEAKREFS,
    methods: &methods::METHODS,
    getset: &methods::GETSET,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, _| Ok(new_deque(vm, type_arg(ty)))));
        s.init.set(Some(init));
        operators::fill(s);
    },
    ..TypeSpec::new("deque", &LAYOUT)
};

/// An empty deque without a bound.
fn new_deque(vm: &Vm, ty: TypePtr) -> Ref {
    new_object(vm, ty, Deque::default())
}

#[inline(always)]
fn of(this: &Ref) -> &Deque {
    payload(this)
}

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let [iterable, max] = match (args.positional(), args.kw_names()) {
        ([], []) => [None, None],
        ([iterable], []) => [Some(iterable.clone()), None],
        _ => bind(vm, &SIGNATURE, "deque", args)?,
    };
    let max = match max.filter(|m| !m.is_none()) {
        None => None,
        Some(m) if m.has_kind(Kind::Int) || m.has_kind(Kind::Bool) => {
            match vm.index_as_isize(&m)? {
                m if m < 0 => return Err(vm.value_error("maxlen must be non-negative")),
                m => Some(m as usize),
            }
        }
        Some(_) => return Err(vm.type_error("an integer is required")),
    };
    let d = of(this);
    d.max.set(max);
    d.clear();
    match iterable {
        Some(i) => d.extend(vm, this, &i, Deque::push_back),
        None => Ok(()),
    }
}

impl Deque {
    #[inline(always)]
    fn len(&self) -> usize {
        self.items.borrow().len()
    }

    /// A new reference to item `i`.
    #[inline(always)]
    fn get(&self, i: usize) -> Option<Ref> {
        self.items.borrow().get(i).cloned()
    }

    #[inline(always)]
    fn changed(&self) {
        self.version.set(self.version.get() + 1);
    }

    /// Appends on the right; drops the leftmost item if there are too many.
    #[inline]
    fn push_back(&self, v: Ref) {
        let surplus = {
            let mut items = self.items.borrow_mut();
            items.push_back(v);
            match self.max.get() {
                Some(max) if items.len() > max => items.pop_front(),
                _ => None,
            }
        };
        self.changed();
        drop(surplus);
    }

    /// Appends on the left; drops the rightmost item if there are too many.
    #[inline]
    fn push_front(&self, v: Ref) {
        let surplus = {
            let mut items = self.items.borrow_mut();
            items.push_front(v);
            match self.max.get() {
                Some(max) if items.len() > max => items.pop_back(),
                _ => None,
            }
        };
        self.changed();
        drop(surplus);
    }

    /// Removes item `i`, which exists.
    fn remove(&self, i: usize) {
        let old = self.items.borrow_mut().remove(i);
        self.changed();
        drop(old);
    }

    /// Removes all items; their destructors see an empty deque.
    fn clear(&self) {
        let old = std::mem::take(&mut *self.items.borrow_mut());
        if !old.is_empty() {
            self.changed();
        }
        drop(old);
    }

    /// Adds the values of an iterable by `push`.
    fn extend(&self, vm: &Vm, this: &Ref, iterable: &Ref, push: fn(&Deque, Ref)) -> PyResult<()> {
        if iterable.is(this) {
            let all: Vec<Ref> = self.items.borrow().iter().cloned().collect();
            all.into_iter().for_each(|v| push(self, v));
            return Ok(());
        }
        let it = vm.iter(iterable)?;
        for v in vm.iterate_from(it) {
            push(self, v?);
        }
        Ok(())
    }

    /// Appends the items of another deque, or of this one.
    fn append_all(&self, other: &Deque) {
        let all: Vec<Ref> = other.items.borrow().iter().cloned().collect();
        all.into_iter().for_each(|v| self.push_back(v));
    }
}
