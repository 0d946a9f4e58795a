//! Superinstructions: runs of instructions that one handler executes, composed from the ordinary bodies over a virtual
//! stack.
//!
//! The patterns stand in one list, [`for_each_superinstruction`](crate::for_each_superinstruction); an engine makes a
//! handler for each from [`run_component`]. Where they are laid over code, the components stay behind the first one, so
//! that control can arrive at, and give up at, any of them.

mod component;
mod list;
mod matching;
pub mod numbers;

pub use component::run_component;
pub use list::PATTERNS;
pub(super) use matching::{Seen, SlotState};
pub use matching::{Superinstruction, Superinstructions};

/// What a superinstruction runs, and where.
#[derive(Debug)]
pub struct Pattern {
    /// Its name, in symbols and listings.
    pub name: &'static str,
    /// Opcodes in specialized form, two or more.
    pub opcodes: &'static [u8],
    /// The operands that the components take for granted.
    pub operands: &'static [Option<u32>],
    /// The opcode that stands for it, if it has one.
    pub number: Option<u8>,
}

/// Which superinstructions may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SuperinstructionSet {
    /// None.
    None,
    /// Those with an opcode of their own, which every engine can have: code units have no room for more.
    Numbered,
    /// All that the engine has.
    #[default]
    All,
}

impl SuperinstructionSet {
    /// Reads `all`, `numbered` or `none`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(text: &str) -> Result<SuperinstructionSet, String> {
        match text {
            "all" => Ok(SuperinstructionSet::All),
            "numbered" => Ok(SuperinstructionSet::Numbered),
            "none" => Ok(SuperinstructionSet::None),
            _ => Err("there are: all, numbered, none".to_owned()),
        }
    }
}

/// The superinstructions that code may be given in an interpreter.
#[derive(Clone, Copy)]
pub struct Fusing {
    all: &'static Superinstructions,
    numbered_only: bool,
}

impl Fusing {
    /// Those of `all` that are in `set`, if there are any.
    pub fn new(all: &'static Superinstructions, set: SuperinstructionSet) -> Option<Fusing> {
        (set != SuperinstructionSet::None).then_some(Fusing {
            all,
            numbered_only: set == SuperinstructionSet::Numbered,
        })
    }
    /// Instructions in the longest of them.
    pub fn longest(self) -> usize {
        self.all.longest()
    }
    /// The one with this handler.
    pub fn with_handler(self, handler: usize) -> Option<&'static Superinstruction> {
        self.all.iter().find(|s| s.handler == handler)
    }
    /// The longest one that begins with the instructions given.
    pub(super) fn find(
        self,
        slots: impl Iterator<Item = Seen> + Clone,
    ) -> Option<&'static Superinstruction> {
        let found = |s: &&Superinstruction| {
            (s.pattern.number.is_some() || !self.numbered_only) && s.matches(slots.clone())
        };
        let first = slots.clone().next()?;
        self.all.beginning_with(first.opcode).iter().find(found)
    }
}
