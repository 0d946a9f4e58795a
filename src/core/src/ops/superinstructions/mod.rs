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
    /// It is a register form: a single operation with its loads and its store.
    pub register_form: bool,
}

/// Which superinstructions may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SuperinstructionSet {
    /// None.
    None,
    /// Those with an opcode of their own, which every engine can have: code units have no room for more.
    Numbered,
    /// All of the list.
    Joined,
    /// The engine's register forms, and nothing of the list.
    Registers,
    /// All that the engine has.
    #[default]
    All,
}

impl SuperinstructionSet {
    /// Reads `all`, `joined`, `registers`, `numbered` or `none`.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn parse(text: &str) -> Result<SuperinstructionSet, String> {
        match text {
            "all" => Ok(SuperinstructionSet::All),
            "joined" => Ok(SuperinstructionSet::Joined),
            "registers" => Ok(SuperinstructionSet::Registers),
            "numbered" => Ok(SuperinstructionSet::Numbered),
            "none" => Ok(SuperinstructionSet::None),
            _ => Err("there are: all, joined, registers, numbered, none".to_owned()),
        }
    }
}

/// The superinstructions that code may be given in an interpreter.
#[derive(Clone, Copy)]
pub struct Fusing {
    all: &'static Superinstructions,
    set: SuperinstructionSet,
}

impl Fusing {
    /// Those of `all` that are in `set`, if there are any.
    pub fn new(all: &'static Superinstructions, set: SuperinstructionSet) -> Option<Fusing> {
        (set != SuperinstructionSet::None).then_some(Fusing { all, set })
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
            let pattern = s.pattern;
            let allowed = match self.set {
                SuperinstructionSet::None => false,
                SuperinstructionSet::Numbered => pattern.number.is_some(),
                SuperinstructionSet::Joined => !pattern.register_form,
                SuperinstructionSet::Registers => pattern.register_form,
                SuperinstructionSet::All => true,
            };
            allowed && s.matches(slots.clone())
        };
        let mut ahead = slots.clone();
        let (first, second) = (ahead.next()?, ahead.next()?);
        let candidates = self.all.beginning_with(first.opcode, second.opcode);
        candidates.iter().find(found)
    }
}
