//! `map` and `filter` where a native uses them up: the function is looked at once.

use super::filter::Filter;
use super::map::Map;
use crate::object::{NextFn, payload};
use crate::ops::Callback;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// A `map` over one iterator, or a `filter` with something to call.
pub struct CallingIterator<'a> {
    vm: &'a Vm,
    inner: Ref,
    /// What gives the inner iterator's next value, if that cannot change.
    next: Option<NextFn>,
    function: Callback<'a>,
    filters: bool,
}

impl<'a> CallingIterator<'a> {
    /// None: `it` is something else.
    pub fn of(vm: &'a Vm, it: &Ref) -> Option<CallingIterator<'a>> {
        let ty = vm.type_of(it);
        let (function, inner, filters) = if ty == vm.types.map {
            payload::<Map>(it)
                .only_iterator()
                .map(|(f, i)| (f, i, false))?
        } else if ty == vm.types.filter {
            let f = payload::<Filter>(it);
            (&f.function, &f.iterator, true)
        } else {
            return None;
        };
        // None and bool keep what is true, without a call.
        if filters && (function.is_none() || vm.types.bool.is(function)) {
            return None;
        }
        let inner_type = vm.type_of(inner);
        Some(CallingIterator {
            vm,
            inner: inner.clone(),
            next: inner_type
                .slots
                .next
                .get()
                .filter(|_| !inner_type.is_heap_type()),
            function: Callback::new(vm, function, 1),
            filters,
        })
    }

    /// As `next` of the iterator.
    #[inline(never)]
    pub fn next(&self) -> PyResult<Option<Ref>> {
        self.next_in_place()
    }

    /// The same for a loop that is worth its room.
    #[inline(always)]
    pub fn next_in_place(&self) -> PyResult<Option<Ref>> {
        loop {
            let v = match self.next {
                Some(f) => f(self.vm, &self.inner)?,
                None => self.vm.iter_next(&self.inner)?,
            };
            let Some(v) = v else { return Ok(None) };
            let answer = self.function.call(std::array::from_ref(&v))?;
            if !self.filters {
                return Ok(Some(answer));
            }
            if self.vm.is_true(&answer)? {
                return Ok(Some(v));
            }
        }
    }
}
