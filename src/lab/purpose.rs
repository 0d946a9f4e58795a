//! What the instructions of a handler are for, by the chain of inlined functions that each belongs to: the counts of
//! `count --per-opcode` are taken apart with it.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

/// What an instruction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Going on to the next instruction: the engine's own code, in no opcode's body.
    Dispatch,
    /// Operands, caches, locals and the stack: what bodies ask the machine for.
    Operands,
    /// Counting references, and telling words that are counted from those that are not.
    References,
    /// Guards, and the operation itself.
    Work,
    /// The way to a function out of line and back; what that one does is not counted here.
    OutOfLine,
}

/// How many instructions there are for each purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purposes {
    /// See [`Purpose::Dispatch`].
    pub dispatch: u64,
    /// See [`Purpose::Operands`].
    pub operands: u64,
    /// See [`Purpose::References`].
    pub references: u64,
    /// See [`Purpose::Work`].
    pub work: u64,
    /// See [`Purpose::OutOfLine`].
    pub out_of_line: u64,
}

impl Purposes {
    /// Counts instructions for a purpose.
    pub fn add(&mut self, purpose: Purpose, instructions: u64) {
        *match purpose {
            Purpose::Dispatch => &mut self.dispatch,
            Purpose::Operands => &mut self.operands,
            Purpose::References => &mut self.references,
            Purpose::Work => &mut self.work,
            Purpose::OutOfLine => &mut self.out_of_line,
        } += instructions;
    }

    /// All of them, in the order of the fields.
    pub fn all(self) -> [u64; 5] {
        [
            self.dispatch,
            self.operands,
            self.references,
            self.work,
            self.out_of_line,
        ]
    }
}

impl AddAssign for Purposes {
    fn add_assign(&mut self, other: Purposes) {
        self.dispatch += other.dispatch;
        self.operands += other.operands;
        self.references += other.references;
        self.work += other.work;
        self.out_of_line += other.out_of_line;
    }
}

/// Functions on words that are there for the counts alone.
const COUNTING: [&str; 12] = [
    "release",
    "release_entry",
    "incref",
    "decref",
    "new_ref",
    "promote",
    "promote_uncounted",
    "borrow",
    "is_counted",
    "is_last_reference",
    "owned",
    "take",
];

/// Functions that lead out of line.
const OUT: [&str; 4] = ["slow", "call_out", "escape", "reload"];

/// What an instruction is for, from the names of the functions it was inlined through, the innermost first. `has_body`
/// says of a function whether an opcode's body is behind it.
pub fn purpose(chain: &[String], has_body: impl Fn(&str) -> bool) -> Purpose {
    let is = |name: &str, list: &[&str]| list.contains(&last(name));
    // A body's `slow` is out of line, and so is the engine's function around it.
    if chain.iter().any(|name| is(name, &OUT)) {
        return Purpose::OutOfLine;
    }
    if chain.iter().any(|name| is(name, &COUNTING)) {
        return Purpose::References;
    }
    let body = chain
        .iter()
        .position(|name| last(name) == "run" && has_body(name));
    match body {
        None => Purpose::Dispatch,
        Some(body) if chain[..body].iter().any(|name| of_machine(name)) => Purpose::Operands,
        Some(_) => Purpose::Work,
    }
}

/// A method of the machine that bodies run on.
fn of_machine(name: &str) -> bool {
    let path = path(name);
    // What it is generic over stands in front, in angle brackets, and says nothing.
    path.contains("::machine::Machine>::")
        || path.contains("::machine::Machine::")
        || path.starts_with("<tricera_core::ops::virtual_stack::")
}

/// The last part of a function's path.
fn last(name: &str) -> &str {
    let path = path(name);
    path.rsplit("::").next().unwrap_or(path)
}

/// A function's path without its generic arguments.
fn path(name: &str) -> &str {
    let mut end = name.len();
    if name.ends_with('>') {
        // Over the arguments, which may have some of their own.
        let mut depth = 0;
        for (at, byte) in name.bytes().enumerate().rev() {
            match byte {
                b'>' => depth += 1,
                b'<' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                end = at;
                break;
            }
        }
    }
    name[..end].trim_end_matches("::")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_part_of_a_path_is_found() {
        for (name, expected) in [
            ("a::b::run", "run"),
            ("<a::B as c::D<e::F>>::run::<g::H<i::J>>", "run"),
            ("slow::<a::B, c::D>", "slow"),
            ("main", "main"),
        ] {
            assert_eq!(last(name), expected);
        }
    }

    #[test]
    fn instructions_are_told_apart_by_what_they_were_inlined_through() {
        let handle =
            "engine::handle::<tricera_core::ops::bodies::locals::STORE_FAST, engine::Plain>";
        let run =
            "<tricera_core::ops::bodies::locals::STORE_FAST as tricera_core::ops::Op>::run::<M>";
        let has_body = |name: &str| name.contains("STORE_FAST");
        let of = |chain: &[&str]| {
            let chain: Vec<String> = chain.iter().map(|&name| name.to_owned()).collect();
            purpose(&chain, has_body)
        };
        assert_eq!(of(&[handle]), Purpose::Dispatch);
        assert_eq!(of(&["core::ptr::add", handle]), Purpose::Dispatch);
        assert_eq!(of(&[run, handle]), Purpose::Work);
        assert_eq!(
            of(&[
                "core::ptr::add",
                "<M as tricera_core::ops::machine::Machine>::pop",
                run,
                handle
            ]),
            Purpose::Operands
        );
        let generic = "tricera_core::ops::bodies::calls::push_frame::<tricera_core::ops::machine::Machine::X>";
        assert_eq!(of(&[generic, run, handle]), Purpose::Work);
        assert_eq!(
            of(&["tricera_core::ops::bodies::release", run, handle]),
            Purpose::References
        );
        assert_eq!(of(&["engine::slow::<A, B>"]), Purpose::OutOfLine);
        let mut all = Purposes::default();
        all.add(Purpose::Work, 3);
        all += all;
        assert_eq!(all.all(), [0, 0, 0, 6, 0]);
    }
}
