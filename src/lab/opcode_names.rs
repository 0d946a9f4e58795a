//! Finding the opcode in the name of a function.

use std::collections::HashMap;

/// Opcode names, to be found however a function spells them.
pub struct OpcodeNames {
    names: HashMap<String, String>,
}

impl OpcodeNames {
    /// The names to look for, such as `LOAD_FAST`.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names
            .into_iter()
            .map(|name| (normalize(name), name.to_owned()));
        Self {
            names: names.collect(),
        }
    }

    /// The opcode that a demangled name mentions as a word of its own: `LOAD_FAST`, `load_fast`, `op_load_fast` and
    /// `LoadFast` are the same word. Where there are several, the first one counts.
    pub fn find(&self, function: &str) -> Option<&str> {
        function
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty())
            .find_map(|word| {
                let word = normalize(word);
                // CPython's own handlers are `_TAIL_CALL_LOAD_FAST` and the like.
                let bare = ["op", "tailcall"].iter().find_map(|prefix| {
                    let bare = word.strip_prefix(prefix)?;
                    self.names.get(bare)
                });
                self.names.get(&word).or(bare)
            })
            .map(String::as_str)
    }
}

fn normalize(word: &str) -> String {
    word.chars()
        .filter(|&c| c != '_')
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opcodes_are_found_however_they_are_spelt() {
        let names = OpcodeNames::new(["LOAD_FAST", "LOAD_FAST_BORROW", "BINARY_OP_ADD_INT", "NOP"]);
        for (function, opcode) in [
            ("tail::handlers::LOAD_FAST", Some("LOAD_FAST")),
            ("tail::op_load_fast_borrow", Some("LOAD_FAST_BORROW")),
            ("_TAIL_CALL_LOAD_FAST", Some("LOAD_FAST")),
            (
                "<core::ops::BinaryOpAddInt as core::ops::Body>::run::<tail::Tail>",
                Some("BINARY_OP_ADD_INT"),
            ),
            ("handler::<LOAD_FAST, NOP>", Some("LOAD_FAST")),
            ("core::load_fast_and_more", None),
            ("core::stop", None),
            ("", None),
        ] {
            assert_eq!(names.find(function), opcode, "{function}");
        }
    }
}
