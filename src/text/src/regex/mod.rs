//! The engine behind `re`: it runs the code that CPython's pure-Python compiler of patterns makes.
//!
//! It backtracks like CPython's engine, so that what groups hold after a match is the same to the letter, but with a
//! stack of its own: neither long texts nor nested patterns use the native one.

pub mod character;
mod charset;
mod first;
mod latin;
mod matcher;
mod op;
mod validate;

pub use matcher::{Kind, Matcher, Stop};
pub use op::MAXREPEAT;

/// The version of the code (`_sre.MAGIC`).
pub const MAGIC: i64 = 20_230_612;

/// A compiled pattern, which has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    code: Box<[u32]>,
    groups: usize,
    /// What its parts can begin with.
    firsts: first::Firsts,
}

impl Program {
    /// A pattern of so many groups; `None` if the code is not valid.
    pub fn new(code: Vec<u32>, groups: usize) -> Option<Program> {
        validate::is_valid(&code, groups).then(|| Program {
            groups,
            firsts: first::Firsts::new(&code),
            code: code.into(),
        })
    }

    /// The code.
    pub fn code(&self) -> &[u32] {
        &self.code
    }

    /// The number of groups.
    pub fn groups(&self) -> usize {
        self.groups
    }
}
