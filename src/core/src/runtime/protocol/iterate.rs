//! Iteration.

use crate::object::{
    CallingIterator, NextFn, as_list, as_tuple, new_list_iterator, new_tuple_iterator,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

/// An iterator seen from Rust: `for v in vm.iterate(&obj)? { let v = v?; … }`.
pub struct Iterate<'a> {
    vm: &'a Vm,
    it: Ref,
    way: Way<'a>,
}

/// How the next value is found.
enum Way<'a> {
    /// By what the type of the iterator has for `next`, which cannot change.
    Native(NextFn),
    /// By what the type has then.
    Any,
    /// By calling something for what another iterator gives.
    Calls(CallingIterator<'a>),
    /// There are no more.
    Done,
}

impl Iterator for Iterate<'_> {
    type Item = PyResult;
    #[inline]
    fn next(&mut self) -> Option<PyResult> {
        let next = match &self.way {
            Way::Native(f) => f(self.vm, &self.it),
            Way::Calls(it) => it.next(),
            Way::Any => self.vm.iter_next(&self.it),
            Way::Done => return None,
        };
        match next {
            Ok(Some(v)) => Some(Ok(v)),
            Ok(None) => {
                self.way = Way::Done;
                self.vm.discard_return_value();
                None
            }
            Err(Raised) => self.fail(),
        }
    }
}

impl Iterate<'_> {
    /// Hands on one value after the other, until `f` says that it wants no more. The same as a loop, with all that is known about the iterator
    /// in registers.
    #[inline(always)]
    pub fn each_while(&mut self, mut f: impl FnMut(Ref) -> PyResult<bool>) -> PyResult<()> {
        let last = match &self.way {
            Way::Native(next) => loop {
                match next(self.vm, &self.it) {
                    Ok(Some(v)) => {
                        if !f(v)? {
                            return Ok(());
                        }
                    }
                    last => break last,
                }
            },
            Way::Calls(it) => loop {
                match it.next_in_place() {
                    Ok(Some(v)) => {
                        if !f(v)? {
                            return Ok(());
                        }
                    }
                    last => break last,
                }
            },
            _ => {
                for v in self {
                    if !f(v?)? {
                        break;
                    }
                }
                return Ok(());
            }
        };
        match last {
            Err(Raised) => self.fail().map_or(Ok(()), |r| r.map(drop)),
            Ok(_) => {
                self.way = Way::Done;
                self.vm.discard_return_value();
                Ok(())
            }
        }
    }

    /// The same for all values.
    #[inline(always)]
    pub fn each(mut self, mut f: impl FnMut(Ref) -> PyResult<()>) -> PyResult<()> {
        self.each_while(|v| f(v).map(|()| true))
    }

    /// An exception ends the iteration. A StopIteration, which a function that an iterator calls may raise, is no more than that.
    #[cold]
    #[inline(never)]
    fn fail(&mut self) -> Option<PyResult> {
        self.way = Way::Done;
        if self.vm.raised_is(self.vm.types.stop_iteration) {
            self.vm.clear_exception();
            return None;
        }
        Some(Err(Raised))
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
        Ok(self.iterate_from(self.iter(obj)?))
    }

    /// Iterates over what is left of an iterator.
    pub fn iterate_from(&self, it: Ref) -> Iterate<'_> {
        let ty = self.type_of(&it);
        let way = match ty.slots.next.get().filter(|_| !ty.is_heap_type()) {
            None => Way::Any,
            Some(next) => match CallingIterator::of(self, &it) {
                Some(calling) => Way::Calls(calling),
                None => Way::Native(next),
            },
        };
        Iterate { vm: self, it, way }
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
