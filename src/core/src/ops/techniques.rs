//! Techniques that can be left out, one by one, to find out what each is worth.
//!
//! They are left out where code is prepared or an instruction is quickened, so that the fast paths do not pay for the
//! choice.

use tricera_code::opcode::{deopt, number, op};

/// A technique that can be left out.
#[derive(Debug, PartialEq, Eq)]
pub struct Technique {
    /// The name on the command line. A family of specialized forms has the name of its opcode.
    pub name: &'static str,
    /// What is left out, for a table.
    pub what: &'static str,
}

/// Opcodes do not adapt at all (PEP 659).
pub const SPECIALIZATION: &str = "specialization";
/// Runs of instructions are not joined.
pub const SUPERINSTRUCTIONS: &str = "superinstructions";
/// Instructions do not name their operands.
pub const REGISTER_FORMS: &str = "register-forms";
/// LOAD_FAST_BORROW counts the reference as LOAD_FAST does.
pub const BORROWED_LOADS: &str = "borrowed-loads";
/// The cache of attribute lookups behind the inline caches.
pub const ATTRIBUTE_CACHE: &str = "attribute-cache";
/// Values pass through generators that delegate one instruction at a time.
pub const DELEGATION: &str = "delegation";

/// The opcodes with specialized forms.
pub const FAMILIES: [u8; 13] = [
    op::BINARY_OP,
    op::CALL,
    op::COMPARE_OP,
    op::CONTAINS_OP,
    op::FOR_ITER,
    op::LOAD_ATTR,
    op::LOAD_GLOBAL,
    op::LOAD_SUPER_ATTR,
    op::SEND,
    op::STORE_ATTR,
    op::STORE_SUBSCR,
    op::TO_BOOL,
    op::UNPACK_SEQUENCE,
];

macro_rules! techniques {
    ($($name:expr, $what:literal;)*) => {
        /// All of them: the general ones, then the families of specialized forms.
        pub static TECHNIQUES: &[Technique] = &[$(Technique { name: $name, what: $what },)*];
    };
}
techniques! {
    SPECIALIZATION, "all specialized forms";
    SUPERINSTRUCTIONS, "joined instructions";
    REGISTER_FORMS, "instructions that name their operands";
    BORROWED_LOADS, "LOAD_FAST_BORROW without a count";
    ATTRIBUTE_CACHE, "the cache behind the inline caches";
    DELEGATION, "values passed through chains of `yield from` and `await` at once";
    "BINARY_OP", "forms for int, float, str, subscripts";
    "CALL", "forms by what is called";
    "COMPARE_OP", "forms for int, float, str";
    "CONTAINS_OP", "forms for dict and set";
    "FOR_ITER", "forms for range, list, tuple, generator";
    "LOAD_ATTR", "forms for attributes and methods";
    "LOAD_GLOBAL", "forms for globals and builtins";
    "LOAD_SUPER_ATTR", "forms for super()";
    "SEND", "the form for generators";
    "STORE_ATTR", "forms for instance values and slots";
    "STORE_SUBSCR", "forms for list and dict";
    "TO_BOOL", "forms by type";
    "UNPACK_SEQUENCE", "forms for tuple and list";
}

/// A set of techniques to leave out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Without(u32);

impl Without {
    /// Nothing is left out.
    pub const NOTHING: Without = Without(0);

    /// Adds the technique of this name.
    ///
    /// # Errors
    /// When there is none; the error lists them.
    pub fn add(&mut self, name: &str) -> Result<(), String> {
        match TECHNIQUES.iter().position(|t| t.name == name) {
            Some(i) => {
                self.0 |= 1 << i;
                Ok(())
            }
            None => {
                let names: Vec<&str> = TECHNIQUES.iter().map(|t| t.name).collect();
                Err(format!(
                    "no technique of this name; there are: {}",
                    names.join(", ")
                ))
            }
        }
    }

    /// Is this technique left out?
    pub fn has(self, name: &str) -> bool {
        let mut one = Without::NOTHING;
        one.add(name).is_ok() && self.0 & one.0 != 0
    }

    /// The union of both.
    pub fn and(self, other: Without) -> Without {
        Without(self.0 | other.0)
    }

    /// The names, in the order of [`TECHNIQUES`].
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let chosen = move |i: usize| self.0 & 1 << i != 0;
        TECHNIQUES
            .iter()
            .enumerate()
            .filter_map(move |(i, t)| chosen(i).then_some(t.name))
    }

    /// May an instruction be quickened to `opcode`?
    #[cold]
    pub fn allows(self, opcode: u8) -> bool {
        if self == Without::NOTHING {
            return true;
        }
        let base = deopt(opcode);
        !self
            .names()
            .any(|name| number(name) == Some(base as u16) && FAMILIES.contains(&base))
    }

    /// The opcode to run where the code says `opcode`: without borrowed loads the ones that count.
    pub fn replace(self, opcode: u8) -> u8 {
        if !self.has(BORROWED_LOADS) {
            return opcode;
        }
        match opcode {
            op::LOAD_FAST_BORROW => op::LOAD_FAST,
            op::LOAD_FAST_BORROW_LOAD_FAST_BORROW => op::LOAD_FAST_LOAD_FAST,
            other => other,
        }
    }
}
