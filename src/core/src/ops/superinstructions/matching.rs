//! Finding the superinstruction that a run of instructions can be joined to.

use super::{PATTERNS, Pattern};

/// What a place in prepared code is now.
#[derive(Clone, Copy)]
pub(in crate::ops) struct SlotState {
    /// The opcode in its present form.
    pub opcode: u8,
    /// Components of the superinstruction that begins here; 1 for none.
    pub fused: u8,
    /// Control can arrive here other than from the instruction before.
    pub target: bool,
}

/// An instruction as patterns see it.
#[derive(Clone, Copy)]
pub(in crate::ops) struct Seen {
    pub opcode: u8,
    pub arg: u32,
    pub target: bool,
}

/// A superinstruction of an engine.
pub struct Superinstruction {
    /// What it runs.
    pub pattern: &'static Pattern,
    /// What goes where the first component's handler or opcode stood.
    pub handler: usize,
}

impl Superinstruction {
    pub(super) fn matches(&self, slots: impl Iterator<Item = Seen>) -> bool {
        let mut slots = slots.enumerate();
        let components = self.pattern.opcodes.iter().zip(self.pattern.operands);
        components.into_iter().all(|(&opcode, operand)| {
            slots.next().is_some_and(|(k, slot)| {
                slot.opcode == opcode
                    && (k == 0 || !slot.target)
                    && operand.is_none_or(|arg| arg == slot.arg)
            })
        })
    }
}

/// An engine's superinstructions, by their first opcode and then their second, longest first: most code can be joined to
/// nothing, which two opcodes tell.
pub struct Superinstructions {
    by_first: Vec<Vec<(u8, Vec<Superinstruction>)>>,
    longest: usize,
}

impl Superinstructions {
    /// Those of an engine with a handler's address for each of [`PATTERNS`].
    pub fn by_address(handlers: &[usize]) -> Superinstructions {
        let all = PATTERNS.iter().zip(handlers);
        Superinstructions::new(all.map(|(pattern, &handler)| Superinstruction { pattern, handler }))
    }
    /// The same, and register forms, which are preferred to superinstructions of the same length.
    pub fn with_register_forms(
        handlers: &[usize],
        forms: Vec<Superinstruction>,
    ) -> Superinstructions {
        let all = PATTERNS.iter().zip(handlers);
        let all = all.map(|(pattern, &handler)| Superinstruction { pattern, handler });
        Superinstructions::new(forms.into_iter().chain(all))
    }
    /// Those of an engine whose handlers are opcodes.
    pub fn by_number() -> Superinstructions {
        Superinstructions::new(PATTERNS.iter().filter_map(|pattern| {
            let handler = pattern.number?.into();
            Some(Superinstruction { pattern, handler })
        }))
    }
    fn new(all: impl Iterator<Item = Superinstruction>) -> Superinstructions {
        let mut by_first: Vec<Vec<(u8, Vec<Superinstruction>)>> =
            (0..256).map(|_| Vec::new()).collect();
        for s in all {
            let [first, second, ..] = *s.pattern.opcodes else {
                unreachable!("{} joins nothing", s.pattern.name)
            };
            let seconds = &mut by_first[first as usize];
            match seconds.iter_mut().find(|(opcode, _)| *opcode == second) {
                Some((_, list)) => list.push(s),
                None => seconds.push((second, vec![s])),
            }
        }
        for (_, list) in by_first.iter_mut().flatten() {
            list.sort_by_key(|s| std::cmp::Reverse(s.pattern.opcodes.len()));
        }
        let mut all = Superinstructions {
            by_first,
            longest: 1,
        };
        let lengths = all.iter().map(|s| s.pattern.opcodes.len());
        all.longest = lengths.max().unwrap_or(1);
        all
    }
    /// All of them, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = &Superinstruction> {
        let lists = self.by_first.iter().flatten();
        lists.flat_map(|(_, list)| list)
    }
    pub(super) fn longest(&self) -> usize {
        self.longest
    }
    pub(super) fn beginning_with(&self, first: u8, second: u8) -> &[Superinstruction] {
        let mut seconds = self.by_first[first as usize].iter();
        let list = seconds.find(|(opcode, _)| *opcode == second);
        list.map_or(&[], |(_, list)| list)
    }
}
