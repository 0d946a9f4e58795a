//! Which argument is next.

use super::parse::Flavor;
use crate::number::Error;

/// The state of the arguments: CPython's `arglen` and `argidx`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The tuple's length, or `None` for a single argument.
    len: Option<usize>,
    taken: usize,
}

/// The argument to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// That item of the tuple.
    Item(usize),
    /// The argument that is not a tuple, or the mapping's value that was looked up last.
    Whole,
}

impl Cursor {
    /// For a tuple of that length at the right of the operator.
    pub fn tuple(len: usize) -> Cursor {
        Cursor {
            len: Some(len),
            taken: 0,
        }
    }

    /// For anything else. After each lookup in a mapping a new one stands for the value found.
    pub fn single() -> Cursor {
        Cursor {
            len: None,
            taken: 0,
        }
    }

    /// For arguments of which so many have been taken: a tuple of that length, or anything else.
    pub fn after(len: Option<usize>, taken: usize) -> Cursor {
        Cursor { len, taken }
    }

    /// The next argument.
    ///
    /// # Errors
    /// TypeError if there is none left.
    pub fn take(&mut self) -> Result<Take, Error> {
        let index = self.taken;
        if index >= self.len.unwrap_or(1) {
            return Err(Error::type_error("not enough arguments for format string"));
        }
        self.taken += 1;
        Ok(match self.len {
            Some(_) => Take::Item(index),
            None => Take::Whole,
        })
    }

    /// Checks, at the format's end, that nothing is left over. With a mapping at the right of the
    /// operator nothing is checked.
    ///
    /// # Errors
    /// TypeError if something is.
    pub fn finish(&self, mapping: bool, flavor: Flavor) -> Result<(), Error> {
        if mapping || self.taken >= self.len.unwrap_or(1) {
            return Ok(());
        }
        Err(Error::type_error(match flavor {
            Flavor::Str => "not all arguments converted during string formatting",
            Flavor::Bytes => "not all arguments converted during bytes formatting",
        }))
    }
}
