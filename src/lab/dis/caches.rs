//! Inline caches: how CPython lays them out, and what ours hold.

use tricera::core::ops::inspect::Cache;
use tricera::core::ops::techniques::FAMILIES;
use tricera_code::opcode::{deopt, op};

/// The entries of an opcode's inline cache as CPython names them, each with its size in code units.
pub fn layout(base: u8) -> &'static [(&'static str, u32)] {
    match base {
        op::LOAD_GLOBAL => &[
            ("counter", 1),
            ("index", 1),
            ("module_keys_version", 1),
            ("builtin_keys_version", 1),
        ],
        op::BINARY_OP => &[("counter", 1), ("descr", 4)],
        op::LOAD_ATTR => &[
            ("counter", 1),
            ("version", 2),
            ("keys_version", 2),
            ("descr", 4),
        ],
        op::STORE_ATTR => &[("counter", 1), ("version", 2), ("index", 1)],
        op::CALL | op::CALL_KW => &[("counter", 1), ("func_version", 2)],
        op::TO_BOOL => &[("counter", 1), ("version", 2)],
        op::UNPACK_SEQUENCE
        | op::COMPARE_OP
        | op::CONTAINS_OP
        | op::FOR_ITER
        | op::LOAD_SUPER_ATTR
        | op::STORE_SUBSCR
        | op::SEND
        | op::JUMP_BACKWARD
        | op::POP_JUMP_IF_TRUE
        | op::POP_JUMP_IF_FALSE
        | op::POP_JUMP_IF_NONE
        | op::POP_JUMP_IF_NOT_NONE => &[("counter", 1)],
        _ => &[],
    }
}

/// What an instruction's cache holds, in a line.
pub fn text(form: u8, cache: Cache) -> String {
    let mut words = Vec::new();
    if FAMILIES.contains(&deopt(form)) {
        if let Some(warmth) = cache.warmth {
            let left = warmth.left;
            words.push(match form == deopt(form) {
                true => format!("to be specialized after {left} executions"),
                false => format!("may miss {left} times"),
            });
            if warmth.level > 0 {
                words.push(format!("level {}", warmth.level));
            }
        }
        if form != deopt(form) {
            let word = |name: &str, value: Option<u32>| {
                value.filter(|&v| v != 0).map(|v| format!("{name} {v}"))
            };
            words.extend(word("version", cache.version));
            words.extend(word("index", cache.index));
            let pointer = cache.pointer.filter(|&p| p != 0);
            let what = match form == op::LOAD_ATTR_MODULE {
                true => "value",
                false => "object",
            };
            words.extend(pointer.map(|p| format!("{what} at {p:#x}")));
            words.extend(
                cache
                    .guesses
                    .then(|| "guesses the code entered last".to_owned()),
            );
        }
    } else {
        words.push("not in use".to_owned());
    }
    format!("cache: {}", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tricera_code::opcode;

    #[test]
    fn layouts_have_the_sizes_of_the_table() {
        for number in 0..=255u8 {
            if opcode::info(number).is_none() || deopt(number) != number {
                continue;
            }
            let units: u32 = layout(number).iter().map(|(_, size)| size).sum();
            assert_eq!(
                units,
                u32::from(opcode::CACHES[number as usize]),
                "{number}"
            );
        }
    }
}
