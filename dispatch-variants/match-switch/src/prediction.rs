//! The opcode prediction of 2008: `PREDICT(BAR)` at the end of FOO compares the next opcode with BAR and, when it is,
//! jumps to BAR's code past the dispatch.
//!
//! The pairs are those of CPython 2.5 and 2.6, carried over to their descendants: COMPARE_OP (which `in` and `is`
//! belonged to) before the conditional jumps, the jump before the instruction that 2008 had behind it, GET_ITER before
//! FOR_ITER, FOR_ITER before STORE_FAST and UNPACK_SEQUENCE, LIST_APPEND before the jump back.

use tricera_code::opcode::{deopt, op};

/// The opcodes predicted behind `opcode`, likelier first; 0 for none.
pub const fn predictions(opcode: u8) -> [u8; 2] {
    match deopt(opcode) {
        op::COMPARE_OP | op::CONTAINS_OP | op::IS_OP | op::TO_BOOL => {
            [op::POP_JUMP_IF_FALSE, op::POP_JUMP_IF_TRUE]
        }
        op::POP_JUMP_IF_FALSE
        | op::POP_JUMP_IF_TRUE
        | op::POP_JUMP_IF_NONE
        | op::POP_JUMP_IF_NOT_NONE => [op::NOT_TAKEN, 0],
        // The forms that the general instruction has once it was specialized.
        op::GET_ITER => [op::FOR_ITER_RANGE, op::FOR_ITER_LIST],
        op::FOR_ITER => [op::STORE_FAST, op::UNPACK_SEQUENCE_TWO_TUPLE],
        op::LIST_APPEND => [op::JUMP_BACKWARD, 0],
        _ => [0, 0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specialized_forms_predict_what_their_base_does() {
        assert_eq!(
            predictions(op::COMPARE_OP_INT),
            [op::POP_JUMP_IF_FALSE, op::POP_JUMP_IF_TRUE]
        );
        assert_eq!(predictions(op::FOR_ITER_RANGE)[0], op::STORE_FAST);
        assert_eq!(predictions(op::LOAD_FAST), [0, 0]);
    }
}
