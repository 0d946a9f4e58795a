//! Iteration.

use crate::object::{NextFn, as_list, as_tuple, new_list_iterator, new_tuple_iterator};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

/// An iterator seen from Rust: `for v in vm.iterate(&obj)? { let v = v?; … }`.
pub struct Iterate<'a> {
    vm: &'a Vm,
    it: Ref,
    /// What the type of the iterator has for `next`, if that cannot change.
    next: Option<NextFn>,
    done: bool,
}

impl Iterator for Iterate<'_> {
    type Item = PyResult;
    fn next(&mut self) -> Option<PyResult> {
        if self.done {
            return None;
        }
        let next = match self.next {
            Some(f) => f(self.vm, &self.it),
            None => self.vm.iter_next(&self.it),
        };
        match next {
            Ok(Some(v)) => Some(Ok(v)),
            Ok(None) => {
                self.done = true;
                self.vm.discard_return_value();
                None
            }
            Err(Raised) => {
                self.done = true;
                Some(Err(Raised))
            }
        }
    }
}

impl Vm {
    /// `iter(obj)`
    pub fn iter(&self, obj: &Ref) -> PyResult {
        if obj.is_exact(Kind::List) {
            return Ok(new_list_iterator(self, obj));
        }
        if obj.is_exact(Kind::Tuple) {
            return Ok(new_tuple_iterator(self, obj));
        }
        let t = self.type_of(obj);
        match t.slots.iter.get() {
            Some(f) => {
                let it = f(self, obj)?;
                if self.type_of(&it).slots.next.get().is_none() {
                    return Err(self.type_error(format!(
                        "iter() returned non-iterator of type '{}'",
                        self.type_of(&it).name_str()
                    )));
                }
                Ok(it)
            }
            None if t.slots.binary[crate::object::BinaryOp::Subscr as usize]
                .get()
                .is_some()
                && !obj.has_kind(Kind::Dict)
                && !t.has(crate::object::flags::MAPPING) =>
            {
                crate::object::new_sequence_iterator(self, obj)
            }
            None => Err(self.type_error(format!("'{}' object is not iterable", t.name_str()))),
        }
    }

    /// The next value of an iterator, None when it is exhausted. A StopIteration from Python code ends it too.
    #[inline]
    pub fn iter_next(&self, it: &Ref) -> PyResult<Option<Ref>> {
        match self.type_of(it).slots.next.get() {
            Some(f) => f(self, it),
            None => Err(self.type_error(format!(
                "'{}' object is not an iterator",
                self.type_of(it).name_str()
            ))),
        }
    }

    /// Iterates over `obj`.
    pub fn iterate(&self, obj: &Ref) -> PyResult<Iterate<'_>> {
        let it = self.iter(obj)?;
        let ty = self.type_of(&it);
        let next = ty.slots.next.get().filter(|_| !ty.is_heap_type());
        Ok(Iterate {
            vm: self,
            it,
            next,
            done: false,
        })
    }

    /// All values of an iterable. Exact lists and tuples are copied without iterating.
    pub fn collect(&self, obj: &Ref) -> PyResult<Vec<Ref>> {
        if obj.is_exact(Kind::List) {
            return Ok(as_list(obj).items().to_vec());
        }
        if obj.is_exact(Kind::Tuple) {
            return Ok(as_tuple(obj).expect("a tuple").to_vec());
        }
        let hint = self.length_hint(obj, 0)?;
        let mut all = Vec::new();
        // A hint may be nonsense: it only saves growing.
        let _ = all.try_reserve(hint.min(1 << 20));
        for v in self.iterate(obj)? {
            let v = v?;
            if all.len() == all.capacity() && all.try_reserve(all.len().max(8)).is_err() {
                return Err(self.memory_error());
            }
            all.push(v);
        }
        Ok(all)
    }
}
