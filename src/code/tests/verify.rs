//! The verifier: it takes all that CPython's compiler makes, unchanged, and refuses each kind of bad code.

mod support;

use std::sync::Arc;

use tricera_code::compile::{Mode, Options, compile_bytes};
use tricera_code::exception_table::{self, Handler};
use tricera_code::opcode::op::*;
use tricera_code::opcode::{flags, info, local_kind};
use tricera_code::pyc::read_pyc;
use tricera_code::verify::{Demotion, Problem, Verified, verify};
use tricera_code::{CodeData, Const, Text};

use support::{GOLDEN, assemble, bare, for_each_module};

fn accepted(code: CodeData) -> Arc<Verified> {
    verify(&Arc::new(code)).unwrap_or_else(|error| panic!("{error}"))
}

/// Asserts that code is refused for this reason, at the instruction with this opcode.
#[track_caller]
fn refused(code: CodeData, opcode: impl Into<Option<u8>>, problem: Problem) {
    match verify(&Arc::new(code)) {
        Ok(_) => panic!("accepted, but: {problem}"),
        Err(error) => {
            assert_eq!(
                (error.opcode, &error.problem),
                (opcode.into(), &problem),
                "{error}"
            );
            assert_eq!(error.offset.is_some(), error.opcode.is_some());
        }
    }
}

fn function(instructions: &[(u8, u32)]) -> CodeData {
    CodeData {
        code: assemble(instructions),
        ..bare()
    }
}

/// A function with these kinds of variables, the first `argcount` of them arguments.
fn with_variables(kinds: &[u8], argcount: u32, instructions: &[(u8, u32)]) -> CodeData {
    CodeData {
        argcount,
        localspluskinds: kinds.into(),
        localsplusnames: kinds.iter().map(|_| Text::from("v")).collect(),
        ..function(instructions)
    }
}

const LOCAL: u8 = local_kind::LOCAL;
const CELL: u8 = local_kind::CELL;
const FREE: u8 = local_kind::FREE;

/// Handlers, by code units.
fn with_handlers(mut code: CodeData, handlers: &[(u32, u32, u32, u32, bool)]) -> CodeData {
    let handlers: Vec<Handler> = handlers
        .iter()
        .map(|&(start, end, target, depth, lasti)| Handler {
            start,
            end,
            target,
            depth,
            lasti,
        })
        .collect();
    code.exceptiontable = exception_table::encode(&handlers).into();
    code
}

#[test]
fn golden_corpus_is_accepted_unchanged() {
    for (name, _, pyc) in GOLDEN {
        let (_, code) = read_pyc(pyc).unwrap();
        let verified = verify(&code).unwrap();
        assert_eq!(verified.total_demoted(), 0, "{name}");
        assert_eq!(verified.code(), &*code.code);
        assert!(verified.max_stack <= code.stacksize);
        for (index, constant) in code.consts.iter().enumerate() {
            let nested = verified.nested(index).map(|nested| nested.data());
            match constant {
                Const::Code(code) => assert!(Arc::ptr_eq(code, nested.unwrap())),
                _ => assert!(nested.is_none()),
            }
        }
    }
}

/// Nothing in the standard library is refused or demoted, whoever compiled it.
#[test]
fn standard_library_is_accepted_unchanged() {
    let mut wrong = Vec::new();
    for_each_module(|module| {
        let options = Options::default();
        let warnings = &mut Vec::new();
        let ours = compile_bytes(module.source, module.name, Mode::Exec, &options, warnings);
        // What does not compile is for the compiler's own test.
        for code in ours.into_iter().chain([module.code]) {
            match verify(&code) {
                Ok(verified) if verified.total_demoted() == 0 => {}
                Ok(_) => wrong.push(format!("{}: demoted", module.name)),
                Err(error) => wrong.push(format!("{}: {error}", module.name)),
            }
        }
    });
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn length_of_the_code() {
    refused(function(&[]), None, Problem::Empty);
    let mut odd = function(&[(LOAD_CONST, 0), (RETURN_VALUE, 0)]);
    odd.code = odd.code[..3].into();
    refused(odd, None, Problem::BadLength);
    let mut cut = function(&[(LOAD_CONST, 0), (TO_BOOL, 0)]);
    cut.code = cut.code[..6].into();
    refused(cut, TO_BOOL, Problem::Truncated);
    let dangling = function(&[(LOAD_CONST, 0), (RETURN_VALUE, 0), (EXTENDED_ARG, 1)]);
    refused(dangling, RETURN_VALUE, Problem::Truncated);
    let mut many = function(&[(LOAD_CONST, 0)]);
    many.code = [EXTENDED_ARG, 0]
        .repeat(4)
        .into_iter()
        .chain(many.code)
        .collect();
    refused(many, LOAD_CONST, Problem::TooManyExtendedArgs);
    refused(
        function(&[(LOAD_CONST, 0)]),
        LOAD_CONST,
        Problem::FallsOffEnd,
    );
    refused(function(&[(NOP, 0)]), NOP, Problem::FallsOffEnd);
}

#[test]
fn opcodes_that_do_not_belong_into_code() {
    let with = |opcode| function(&[(LOAD_CONST, 0), (opcode, 0), (RETURN_VALUE, 0)]);
    for opcode in 0..=255 {
        let problem = match opcode {
            CACHE | RESERVED | INTERPRETER_EXIT | EXIT_INIT_CHECK => Problem::InternalOpcode,
            // Tricera's own forms have numbers among those CPython has no opcode for.
            121..=127 | 212..=233 => match info(opcode) {
                Some(_) => Problem::SpecialisedOpcode,
                None => Problem::UnknownOpcode,
            },
            3 | 129..=211 => Problem::SpecialisedOpcode,
            234.. => Problem::InstrumentedOpcode,
            _ => continue,
        };
        refused(with(opcode), opcode, problem);
    }
    // In code that is never reached, too.
    let unreachable = function(&[(LOAD_CONST, 0), (RETURN_VALUE, 0), (CACHE, 0)]);
    refused(unreachable, CACHE, Problem::InternalOpcode);
}

#[test]
fn jumps() {
    let jump = |opcode, distance| {
        function(&[
            (LOAD_CONST, 0),
            (opcode, distance),
            (LOAD_CONST, 0),
            (RETURN_VALUE, 0),
        ])
    };
    refused(jump(JUMP_FORWARD, 2), JUMP_FORWARD, Problem::JumpOutOfCode);
    refused(
        jump(JUMP_FORWARD, u32::MAX),
        JUMP_FORWARD,
        Problem::JumpOutOfCode,
    );
    refused(
        jump(JUMP_BACKWARD, 4),
        JUMP_BACKWARD,
        Problem::JumpOutOfCode,
    );
    // Into the jump's own cache.
    refused(
        jump(JUMP_BACKWARD, 1),
        JUMP_BACKWARD,
        Problem::JumpIntoInstruction,
    );
    // To an opcode whose EXTENDED_ARG is left out.
    let mut code = function(&[(JUMP_FORWARD, 1), (LOAD_CONST, 0x100), (RETURN_VALUE, 0)]);
    code.consts = (0..0x101).map(Const::Int).collect();
    refused(code, JUMP_FORWARD, Problem::JumpIntoInstruction);
    // A loop needs an END_FOR.
    let code = [
        (LOAD_CONST, 0),
        (FOR_ITER, 0),
        (POP_TOP, 0),
        (RETURN_VALUE, 0),
    ];
    refused(
        function(&code),
        FOR_ITER,
        Problem::Operand("a jump to END_FOR"),
    );
    // It goes on one code unit behind its target.
    let mut code = function(&[
        (LOAD_CONST, 0),
        (FOR_ITER, 0),
        (EXTENDED_ARG, 0),
        (END_FOR, 0),
        (RETURN_VALUE, 0),
    ]);
    refused(
        code.clone(),
        FOR_ITER,
        Problem::Operand("a jump to END_FOR"),
    );
    code.code[6] = NOP;
    refused(code, FOR_ITER, Problem::Operand("a jump to END_FOR"));
    // Engines count the distance of a backward jump backward.
    let code = jump(JUMP_BACKWARD_NO_INTERRUPT, 0);
    let problem = Problem::Operand("a jump backward");
    refused(code, JUMP_BACKWARD_NO_INTERRUPT, problem);
    // Back to the very first instruction, with and without a growing stack.
    let code = [(NOP, 0), (JUMP_BACKWARD, 3)];
    assert_eq!(accepted(function(&code)).max_stack, 0);
    let code = [(LOAD_CONST, 0), (JUMP_BACKWARD, 3)];
    let mismatch = Problem::StackMismatch { here: 1, there: 0 };
    refused(function(&code), JUMP_BACKWARD, mismatch);
    // Two ways of different heights.
    let code = [
        (LOAD_CONST, 0),
        (POP_JUMP_IF_NONE, 1),
        (LOAD_CONST, 0),
        (LOAD_CONST, 0),
        (RETURN_VALUE, 0),
    ];
    refused(
        function(&code),
        LOAD_CONST,
        Problem::StackMismatch { here: 1, there: 0 },
    );
}

#[test]
fn operands_out_of_range() {
    let with = |opcode, oparg| {
        let around = [(LOAD_CONST, 0), (LOAD_CONST, 0), (LOAD_CONST, 0)];
        let mut code = around.to_vec();
        code.extend([(opcode, oparg), (RETURN_VALUE, 0)]);
        with_variables(&[LOCAL, CELL], 1, &code)
    };
    for (opcode, oparg, problem) in [
        (LOAD_CONST, 1, Problem::ConstIndex),
        (LOAD_CONST, u32::MAX, Problem::ConstIndex),
        (LOAD_NAME, 2, Problem::NameIndex),
        (LOAD_GLOBAL, 4, Problem::NameIndex),
        (LOAD_ATTR, 5, Problem::NameIndex),
        (LOAD_SUPER_ATTR, 8, Problem::NameIndex),
        (LOAD_FAST, 2, Problem::LocalIndex),
        (STORE_FAST, 256, Problem::LocalIndex),
        (LOAD_FAST_LOAD_FAST, 0x02, Problem::LocalIndex),
        (STORE_FAST_LOAD_FAST, 0x20, Problem::LocalIndex),
        (STORE_FAST_STORE_FAST, 0x100, Problem::LocalIndex),
        (LOAD_DEREF, 0, Problem::NotACellVariable),
        (LOAD_DEREF, 2, Problem::NotACellVariable),
        (MAKE_CELL, 0, Problem::NotACellVariable),
        (BINARY_OP, 27, Problem::Operand("an operator")),
        (COMPARE_OP, 6 << 5, Problem::Operand("a comparison")),
        (CALL_INTRINSIC_1, 12, Problem::Operand("a function")),
        (CALL_INTRINSIC_1, 0, Problem::Operand("a function")),
        (CALL_INTRINSIC_2, 6, Problem::Operand("a function")),
        (
            LOAD_COMMON_CONSTANT,
            5,
            Problem::Operand("a common constant"),
        ),
        (LOAD_SPECIAL, 4, Problem::Operand("a special method")),
        (CONTAINS_OP, 2, Problem::Operand("0 or 1")),
        (IS_OP, 2, Problem::Operand("0 or 1")),
        (CONVERT_VALUE, 0, Problem::Operand("1 to 3")),
        (BUILD_SLICE, 4, Problem::Operand("2 or 3")),
        (RAISE_VARARGS, 3, Problem::Operand("at most 2")),
        (COPY, 0, Problem::Operand("a stack position from 1")),
        (SWAP, 0, Problem::Operand("a stack position from 1")),
        (
            COPY_FREE_VARS,
            1,
            Problem::Operand("the number of free variables"),
        ),
        (SET_FUNCTION_ATTRIBUTE, 3, Problem::Operand("one attribute")),
        (RESUME, 8, Problem::Operand("at most 7")),
        (GET_AWAITABLE, 3, Problem::Operand("at most 2")),
    ] {
        refused(with(opcode, oparg), opcode, problem);
    }
}

#[test]
fn stack_height() {
    let code = [(POP_TOP, 0), (LOAD_CONST, 0), (RETURN_VALUE, 0)];
    refused(function(&code), POP_TOP, Problem::StackUnderflow);
    let code = [(LOAD_CONST, 0), (CALL, 0), (RETURN_VALUE, 0)];
    refused(function(&code), CALL, Problem::StackUnderflow);
    let code = [(LOAD_CONST, 0), (COPY, 2), (RETURN_VALUE, 0)];
    refused(function(&code), COPY, Problem::StackUnderflow);
    let code = [(LOAD_CONST, 0), (BUILD_MAP, u32::MAX), (RETURN_VALUE, 0)];
    refused(function(&code), BUILD_MAP, Problem::StackUnderflow);
    let mut code = vec![(LOAD_CONST, 0); 5];
    code.push((RETURN_VALUE, 0));
    refused(function(&code), LOAD_CONST, Problem::StackOverflow);
    code.remove(0);
    refused(function(&code), RETURN_VALUE, Problem::StackLeft);
    code.splice(4.., [(BUILD_TUPLE, 4), (RETURN_VALUE, 0)]);
    assert_eq!(accepted(function(&code)).max_stack, 4);
    let code = [
        (LOAD_CONST, 0),
        (UNPACK_SEQUENCE, 1 << 30),
        (RETURN_VALUE, 0),
    ];
    refused(function(&code), UNPACK_SEQUENCE, Problem::StackOverflow);
}

#[test]
fn null_and_where_it_may_stand() {
    let tail = [(RETURN_VALUE, 0)];
    let with = |code: &[(u8, u32)]| function(&[code, &tail].concat());
    refused(with(&[(PUSH_NULL, 0)]), RETURN_VALUE, Problem::Null);
    let code = [(LOAD_CONST, 0), (PUSH_NULL, 0), (BINARY_OP, 0)];
    refused(with(&code), BINARY_OP, Problem::Null);
    let code = [(LOAD_GLOBAL, 1), (GET_ITER, 0)];
    refused(with(&code), GET_ITER, Problem::Null);
    // The second of a method pair may be NULL: good for a call, not as an argument.
    let code = [(LOAD_CONST, 0), (LOAD_ATTR, 1), (CALL, 0)];
    accepted(with(&code));
    let code = [
        (LOAD_CONST, 0),
        (PUSH_NULL, 0),
        (LOAD_CONST, 0),
        (LOAD_ATTR, 1),
        (CALL, 2),
    ];
    refused(with(&code), CALL, Problem::Null);
    let code = [(PUSH_NULL, 0), (LOAD_CONST, 0), (CALL, 0)];
    refused(with(&code), CALL, Problem::Null);
    // CALL_FUNCTION_EX drops its NULL without a look.
    let code = [
        (LOAD_CONST, 0),
        (LOAD_CONST, 0),
        (LOAD_CONST, 0),
        (PUSH_NULL, 0),
    ];
    let code = [&code[..], &[(CALL_FUNCTION_EX, 0)]].concat();
    refused(
        with(&code),
        CALL_FUNCTION_EX,
        Problem::Expected("NULL below the arguments"),
    );
    let code = [
        (LOAD_CONST, 0),
        (PUSH_NULL, 0),
        (LOAD_CONST, 0),
        (LOAD_CONST, 0),
    ];
    let code = [&code[..], &[(CALL_FUNCTION_EX, 0)]].concat();
    let problem = Problem::Expected("NULL or a new dict of keywords");
    refused(with(&code), CALL_FUNCTION_EX, problem);
    // DICT_MERGE names the callable in its errors.
    let code = [
        (PUSH_NULL, 0),
        (PUSH_NULL, 0),
        (LOAD_CONST, 0),
        (BUILD_MAP, 0),
        (BUILD_MAP, 0),
        (DICT_MERGE, 1),
        (RETURN_VALUE, 0),
    ];
    let mut code = with(&code);
    code.stacksize = 5;
    refused(code, DICT_MERGE, Problem::Null);
    // A cleared variable goes back to where it came from, and nowhere else.
    let code = [
        (LOAD_FAST_AND_CLEAR, 0),
        (STORE_FAST, 0),
        (LOAD_CONST, 0),
        (RETURN_VALUE, 0),
    ];
    accepted(with_variables(&[LOCAL], 0, &code));
    let code = [(LOAD_FAST_AND_CLEAR, 0), (RETURN_VALUE, 0)];
    refused(
        with_variables(&[LOCAL], 0, &code),
        RETURN_VALUE,
        Problem::Null,
    );
}

#[test]
fn loads_of_unbound_variables_are_checked() {
    let load = |argcount, opcode| {
        let verified = accepted(with_variables(
            &[LOCAL],
            argcount,
            &[(opcode, 0), (RETURN_VALUE, 0)],
        ));
        verified.code()[0]
    };
    assert_eq!(load(1, LOAD_FAST), LOAD_FAST);
    assert_eq!(load(0, LOAD_FAST), LOAD_FAST_CHECK);
    assert_eq!(load(0, LOAD_FAST_BORROW), LOAD_FAST_CHECK);
    assert_eq!(load(0, LOAD_FAST_CHECK), LOAD_FAST_CHECK);
    // Bound on one way only.
    let code = [
        (LOAD_CONST, 0),
        (POP_JUMP_IF_NONE, 2),
        (LOAD_CONST, 0),
        (STORE_FAST, 0),
        (LOAD_FAST, 0),
        (POP_TOP, 0),
        (LOAD_FAST, 0),
        (RETURN_VALUE, 0),
    ];
    let verified = accepted(with_variables(&[LOCAL], 0, &code));
    // The second load need not look again.
    let demotion = Demotion {
        offset: 10,
        from: LOAD_FAST,
        to: LOAD_FAST_CHECK,
    };
    assert_eq!(*verified.demoted, [demotion]);
    assert_eq!(verified.code()[10], LOAD_FAST_CHECK);
    assert_eq!(verified.data().code[10], LOAD_FAST);
    // Unbound again after DELETE_FAST, and where an exception came before the store.
    let code = [(DELETE_FAST, 0), (LOAD_FAST, 0), (RETURN_VALUE, 0)];
    assert_eq!(
        accepted(with_variables(&[LOCAL], 1, &code)).demoted.len(),
        1
    );
    let code = [
        (LOAD_GLOBAL, 0),
        (STORE_FAST, 0),
        (LOAD_FAST, 0),
        (RETURN_VALUE, 0),
        (POP_TOP, 0),
        (LOAD_FAST, 0),
        (RETURN_VALUE, 0),
    ];
    let code = with_handlers(with_variables(&[LOCAL], 0, &code), &[(0, 5, 8, 0, false)]);
    let verified = accepted(code);
    assert_eq!(verified.demoted.len(), 1);
    assert_eq!(verified.demoted[0].offset, 18);
    // A load of two has no checked form.
    for opcode in [LOAD_FAST_LOAD_FAST, LOAD_FAST_BORROW_LOAD_FAST_BORROW] {
        let code = [(opcode, 0x01), (BINARY_OP, 0), (RETURN_VALUE, 0)];
        accepted(with_variables(&[LOCAL, LOCAL], 2, &code));
        refused(
            with_variables(&[LOCAL, LOCAL], 1, &code),
            opcode,
            Problem::UnboundPair,
        );
    }
}

#[test]
fn borrowed_values_that_outlive_their_variable_are_loaded() {
    let one = |middle: &[(u8, u32)]| {
        let code = [&[(LOAD_FAST_BORROW, 0)], middle, &[(RETURN_VALUE, 0)]].concat();
        accepted(with_variables(&[LOCAL | CELL, LOCAL], 2, &code)).code()[0]
    };
    assert_eq!(one(&[]), LOAD_FAST_BORROW);
    // The variable is deleted, stored to, cleared, made a cell.
    assert_eq!(one(&[(DELETE_FAST, 0)]), LOAD_FAST);
    assert_eq!(one(&[(LOAD_CONST, 0), (STORE_FAST, 0)]), LOAD_FAST);
    assert_eq!(one(&[(LOAD_FAST_AND_CLEAR, 0), (POP_TOP, 0)]), LOAD_FAST);
    assert_eq!(one(&[(MAKE_CELL, 0)]), LOAD_FAST);
    let store = [(LOAD_CONST, 0), (STORE_FAST_LOAD_FAST, 0x01), (POP_TOP, 0)];
    assert_eq!(one(&store), LOAD_FAST);
    let stores = [
        (LOAD_CONST, 0),
        (LOAD_CONST, 0),
        (STORE_FAST_STORE_FAST, 0x10),
    ];
    assert_eq!(one(&stores), LOAD_FAST);
    // Another variable does not matter, nor does a change after the value is used.
    assert_eq!(one(&[(DELETE_FAST, 1)]), LOAD_FAST_BORROW);
    let used = [(POP_TOP, 0), (DELETE_FAST, 0), (LOAD_CONST, 0)];
    assert_eq!(one(&used), LOAD_FAST_BORROW);
    // Copied, moved about, or stored into another variable.
    assert_eq!(one(&[(COPY, 1), (POP_TOP, 0), (DELETE_FAST, 0)]), LOAD_FAST);
    let swapped = [(LOAD_CONST, 0), (SWAP, 2), (DELETE_FAST, 0), (POP_TOP, 0)];
    assert_eq!(one(&swapped), LOAD_FAST);
    assert_eq!(one(&[(STORE_FAST, 1), (LOAD_CONST, 0)]), LOAD_FAST);
    // Both ways meet with something else in its place.
    let meet = [
        (LOAD_CONST, 0),
        (POP_JUMP_IF_NONE, 2),
        (POP_TOP, 0),
        (LOAD_CONST, 0),
        (DELETE_FAST, 0),
    ];
    assert_eq!(one(&meet), LOAD_FAST);
    // Of a load of two, either one counts.
    for (index, expected) in [
        (0, LOAD_FAST_LOAD_FAST),
        (1, LOAD_FAST_LOAD_FAST),
        (2, LOAD_FAST_BORROW_LOAD_FAST_BORROW),
    ] {
        let code = [
            (LOAD_FAST_BORROW_LOAD_FAST_BORROW, 0x01),
            (DELETE_FAST, index),
            (BINARY_OP, 0),
            (RETURN_VALUE, 0),
        ];
        let verified = accepted(with_variables(&[LOCAL; 3], 3, &code));
        assert_eq!(verified.code()[0], expected);
    }
    // What is below an exception handler's depth is still there when the handler runs.
    let code = [
        (LOAD_FAST_BORROW, 0),
        (LOAD_GLOBAL, 0),
        (POP_TOP, 0),
        (RETURN_VALUE, 0),
        (POP_TOP, 0),
        (DELETE_FAST, 0),
        (RETURN_VALUE, 0),
    ];
    let code = with_handlers(with_variables(&[LOCAL], 1, &code), &[(1, 6, 8, 1, false)]);
    assert_eq!(accepted(code).code()[0], LOAD_FAST);
}

#[test]
fn cells_and_closures() {
    // A cell must have been made before it is used.
    let code = [(LOAD_DEREF, 0), (RETURN_VALUE, 0)];
    let no_cell = Problem::Expected("in the variable, not yet made: a cell");
    refused(
        with_variables(&[LOCAL | CELL], 1, &code),
        LOAD_DEREF,
        no_cell.clone(),
    );
    refused(with_variables(&[FREE], 0, &code), LOAD_DEREF, no_cell);
    let code = [(COPY_FREE_VARS, 1), (LOAD_DEREF, 0), (RETURN_VALUE, 0)];
    accepted(with_variables(&[FREE], 0, &code));
    // A free variable keeps its cell; a plain variable never gets one.
    let code = [
        (COPY_FREE_VARS, 1),
        (LOAD_CONST, 0),
        (STORE_FAST, 0),
        (LOAD_CONST, 0),
        (RETURN_VALUE, 0),
    ];
    refused(
        with_variables(&[FREE], 0, &code),
        STORE_FAST,
        Problem::WrongVariable,
    );
    let code = [
        (COPY_FREE_VARS, 1),
        (DELETE_FAST, 0),
        (LOAD_CONST, 0),
        (RETURN_VALUE, 0),
    ];
    refused(
        with_variables(&[FREE], 0, &code),
        DELETE_FAST,
        Problem::WrongVariable,
    );
    let code = [
        (MAKE_CELL, 1),
        (LOAD_FAST, 1),
        (STORE_FAST, 0),
        (LOAD_CONST, 0),
        (RETURN_VALUE, 0),
    ];
    refused(
        with_variables(&[LOCAL, CELL], 0, &code),
        STORE_FAST,
        Problem::WrongVariable,
    );
    // Functions and their closures.
    let inner = with_variables(
        &[FREE],
        0,
        &[(COPY_FREE_VARS, 1), (LOAD_DEREF, 0), (RETURN_VALUE, 0)],
    );
    let outer = |instructions: &[(u8, u32)]| CodeData {
        consts: vec![Const::None, Const::Code(Arc::new(inner.clone()))].into(),
        ..with_variables(&[CELL, CELL], 0, instructions)
    };
    let made = [(LOAD_CONST, 1), (MAKE_FUNCTION, 0)];
    let closed = [(SET_FUNCTION_ATTRIBUTE, 8), (RETURN_VALUE, 0)];
    let good = [(MAKE_CELL, 0), (LOAD_FAST_BORROW, 0), (BUILD_TUPLE, 1)];
    accepted(outer(&[&good[..], &made, &closed].concat()));
    let missing = [&made[..], &[(RETURN_VALUE, 0)]].concat();
    refused(outer(&missing), RETURN_VALUE, Problem::ClosureMissing);
    let stored = [
        &made[..],
        &[(STORE_FAST, 0), (LOAD_CONST, 0), (RETURN_VALUE, 0)],
    ]
    .concat();
    refused(outer(&stored), STORE_FAST, Problem::ClosureMissing);
    let callable = [(LOAD_CONST, 0)];
    let passed = [&callable[..], &made, &[(CALL, 0), (RETURN_VALUE, 0)]].concat();
    refused(outer(&passed), CALL, Problem::ClosureMissing);
    let copied = [&made[..], &[(COPY, 1), (RETURN_VALUE, 0)]].concat();
    refused(outer(&copied), COPY, Problem::ClosureMissing);
    for tuple in [
        &[(LOAD_CONST, 0), (BUILD_TUPLE, 1)][..],
        &[(LOAD_CONST, 0)],
        &[(MAKE_CELL, 0), (LOAD_FAST, 0), (COPY, 1), (BUILD_TUPLE, 2)],
    ] {
        let code = outer(&[tuple, &made, &closed].concat());
        refused(code, SET_FUNCTION_ATTRIBUTE, Problem::ClosureMismatch);
    }
    let code = [(LOAD_CONST, 0), (MAKE_FUNCTION, 0), (RETURN_VALUE, 0)];
    refused(
        outer(&code),
        MAKE_FUNCTION,
        Problem::Expected("a constant code object"),
    );
    let code = [
        (LOAD_CONST, 0),
        (LOAD_CONST, 0),
        (SET_FUNCTION_ATTRIBUTE, 1),
        (RETURN_VALUE, 0),
    ];
    refused(
        outer(&code),
        SET_FUNCTION_ATTRIBUTE,
        Problem::Expected("a new function"),
    );
    // Nested code is checked as well.
    let bad = Arc::new(function(&[(LOAD_CONST, 9), (RETURN_VALUE, 0)]));
    let mut code = function(&[(LOAD_CONST, 0), (RETURN_VALUE, 0)]);
    code.consts = vec![Const::None, Const::Code(bad)].into();
    refused(code, LOAD_CONST, Problem::ConstIndex);
}

#[test]
fn tables_of_variables() {
    let code = [(LOAD_CONST, 0), (RETURN_VALUE, 0)];
    let variables = |kinds: &[u8]| with_variables(kinds, 0, &code);
    let problem = Problem::Variables;
    let order = problem("the variables are out of order");
    refused(variables(&[CELL, LOCAL]), None, order.clone());
    refused(variables(&[FREE, LOCAL]), None, order.clone());
    refused(variables(&[FREE, CELL]), None, order);
    refused(variables(&[0]), None, problem("a variable is of no kind"));
    refused(
        variables(&[LOCAL | FREE]),
        None,
        problem("a variable is of no kind"),
    );
    let mut short = variables(&[LOCAL, LOCAL]);
    short.localsplusnames = ["a"].map(Text::from).into();
    refused(
        short,
        None,
        problem("a name or a kind of a variable is missing"),
    );
    let too_many = problem("more arguments than local variables");
    refused(with_variables(&[LOCAL], 2, &code), None, too_many.clone());
    refused(
        with_variables(&[LOCAL], u32::MAX, &code),
        None,
        too_many.clone(),
    );
    let mut starred = with_variables(&[LOCAL], 1, &code);
    starred.flags |= flags::CO_VARKEYWORDS;
    refused(starred, None, too_many);
    let mut positional = with_variables(&[LOCAL], 1, &code);
    positional.posonlyargcount = 2;
    let what = "more positional-only arguments than positional ones";
    refused(positional, None, problem(what));
}

#[test]
fn generators() {
    let generator = |instructions: &[(u8, u32)]| {
        let mut code = function(instructions);
        code.flags |= flags::CO_GENERATOR;
        code
    };
    let good = [
        (RETURN_GENERATOR, 0),
        (POP_TOP, 0),
        (RESUME, 0),
        (LOAD_CONST, 0),
        (YIELD_VALUE, 0),
        (RESUME, 5),
        (RETURN_VALUE, 0),
    ];
    accepted(generator(&good));
    refused(function(&good), RETURN_GENERATOR, Problem::NotInGenerator);
    refused(generator(&good[3..]), YIELD_VALUE, Problem::NotInGenerator);
    refused(function(&good[3..]), YIELD_VALUE, Problem::NotInGenerator);
    let code = [(RESUME, 1), (LOAD_CONST, 0), (RETURN_VALUE, 0)];
    refused(function(&code), RESUME, Problem::NotInGenerator);
    let twice = [&good[..2], &good].concat();
    refused(generator(&twice), RETURN_GENERATOR, Problem::NotInGenerator);
    let code = [(LOAD_CONST, 0), (RETURN_GENERATOR, 0), (RETURN_VALUE, 0)];
    refused(generator(&code), RETURN_GENERATOR, Problem::NotInGenerator);
    let code = [(LOAD_CONST, 0), (RETURN_VALUE, 0)];
    refused(generator(&code), RETURN_VALUE, Problem::GeneratorNotMade);
    // Made on one way only.
    let code = [
        (LOAD_CONST, 0),
        (POP_JUMP_IF_NONE, 2),
        (RETURN_GENERATOR, 0),
        (POP_TOP, 0),
        (LOAD_CONST, 0),
        (YIELD_VALUE, 0),
        (RETURN_VALUE, 0),
    ];
    refused(generator(&code), YIELD_VALUE, Problem::NotInGenerator);
    // A borrowed value under a yield is made owned there: its variable may change afterwards.
    let code = [
        (RETURN_GENERATOR, 0),
        (POP_TOP, 0),
        (LOAD_FAST_BORROW, 0),
        (LOAD_CONST, 0),
        (YIELD_VALUE, 0),
        (DELETE_FAST, 0),
        (POP_TOP, 0),
        (RETURN_VALUE, 0),
    ];
    let mut code = with_variables(&[LOCAL], 1, &code);
    code.flags |= flags::CO_GENERATOR;
    assert_eq!(accepted(code).total_demoted(), 0);
}

#[test]
fn exception_tables() {
    let code = || function(&[(LOAD_GLOBAL, 0), (RETURN_VALUE, 0), (RERAISE, 0)]);
    let unsound = |handlers: &[_], what| {
        refused(
            with_handlers(code(), handlers),
            None,
            Problem::ExceptionTable(what),
        );
    };
    accepted(with_handlers(code(), &[(0, 6, 6, 0, false)]));
    let order = "entries are empty, overlap or are out of order";
    unsound(&[(0, 0, 6, 0, false)], order);
    unsound(&[(0, 6, 6, 0, false), (5, 6, 6, 0, false)], order);
    unsound(&[(5, 6, 6, 0, false), (0, 5, 6, 0, false)], order);
    unsound(&[(0, 8, 6, 0, false)], "an entry leaves the code");
    unsound(&[(0, 6, 7, 0, false)], "an entry leaves the code");
    let inside = "an entry begins, ends or arrives inside an instruction";
    unsound(&[(1, 6, 6, 0, false)], inside);
    unsound(&[(0, 3, 6, 0, false)], inside);
    unsound(&[(0, 6, 2, 0, false)], inside);
    let mut malformed = code();
    malformed.exceptiontable = [0x80, 6].into();
    let problem = Problem::ExceptionTable("an entry is malformed");
    refused(malformed, None, problem);
    let deep = Problem::ExceptionTable(
        "the handler wants more of the stack than is left when this raises",
    );
    refused(
        with_handlers(code(), &[(0, 6, 6, 1, false)]),
        LOAD_GLOBAL,
        deep.clone(),
    );
    // The operands of what raises are gone.
    let calls = [
        (LOAD_CONST, 0),
        (GET_ITER, 0),
        (RETURN_VALUE, 0),
        (RERAISE, 0),
    ];
    refused(
        with_handlers(function(&calls), &[(1, 2, 3, 1, false)]),
        GET_ITER,
        deep,
    );
    // No room for the offset and the exception.
    let mut full = code();
    full.stacksize = 1;
    refused(
        with_handlers(full, &[(0, 6, 6, 0, true)]),
        LOAD_GLOBAL,
        Problem::StackOverflow,
    );
}

#[test]
fn exception_state() {
    let expected = Problem::Expected;
    let code = [
        (LOAD_CONST, 0),
        (POP_EXCEPT, 0),
        (LOAD_CONST, 0),
        (RETURN_VALUE, 0),
    ];
    refused(
        function(&code),
        POP_EXCEPT,
        expected("what PUSH_EXC_INFO saved"),
    );
    let code = [
        (LOAD_CONST, 0),
        (PUSH_EXC_INFO, 0),
        (POP_EXCEPT, 0),
        (RETURN_VALUE, 0),
    ];
    refused(function(&code), PUSH_EXC_INFO, expected("an exception"));
    let code = [
        (LOAD_CONST, 0),
        (LOAD_CONST, 0),
        (CHECK_EXC_MATCH, 0),
        (RETURN_VALUE, 0),
    ];
    refused(function(&code), CHECK_EXC_MATCH, expected("an exception"));
    let code = [(LOAD_CONST, 0), (LOAD_CONST, 0), (RERAISE, 1)];
    refused(
        function(&code),
        RERAISE,
        expected("the offset of the raising instruction"),
    );
    let code = [
        (LOAD_CONST, 0),
        (LOAD_CONST, 0),
        (LOAD_CONST, 0),
        (CLEANUP_THROW, 0),
        (RETURN_VALUE, 0),
    ];
    refused(function(&code), CLEANUP_THROW, expected("an exception"));
    let code = [
        (LOAD_CONST, 0),
        (LOAD_CONST, 0),
        (END_ASYNC_FOR, 0),
        (LOAD_CONST, 0),
        (RETURN_VALUE, 0),
    ];
    refused(function(&code), END_ASYNC_FOR, expected("an exception"));
    let mut code = vec![(LOAD_CONST, 0); 5];
    code.extend([(WITH_EXCEPT_START, 0), (RETURN_VALUE, 0)]);
    let mut code = function(&code);
    code.stacksize = 6;
    refused(code, WITH_EXCEPT_START, expected("an exception"));
}

/// What PUSH_EXC_INFO changes on the stack reaches a handler that covers it.
#[test]
fn handlers_learn_of_the_saved_exception() {
    let code = [
        (LOAD_GLOBAL, 0),
        (RETURN_VALUE, 0),
        // The handler; from its first or second instruction on, another one keeps one entry.
        (LOAD_CONST, 0),
        (POP_TOP, 0),
        (PUSH_EXC_INFO, 0),
        (LOAD_GLOBAL, 0),
        (RAISE_VARARGS, 0),
        // The other one wants the saved exception there, but before PUSH_EXC_INFO it is the exception itself.
        (POP_TOP, 0),
        (POP_EXCEPT, 0),
        (LOAD_CONST, 0),
        (RETURN_VALUE, 0),
    ];
    let handled = |start| {
        let handlers = [(0, 5, 6, 0, false), (start, 14, 15, 1, false)];
        with_handlers(function(&code), &handlers)
    };
    let problem = Problem::Expected("what PUSH_EXC_INFO saved");
    refused(handled(6), POP_EXCEPT, problem);
    // POP_TOP never raises.
    accepted(handled(7));
    accepted(handled(8));
}

#[test]
fn containers_under_construction() {
    let code = |append, oparg| {
        let instructions = [
            (LOAD_CONST, 0),
            (LOAD_CONST, 0),
            (LOAD_CONST, 0),
            (append, oparg),
        ];
        function(&[&instructions[..], &[(LOAD_CONST, 0), (RETURN_VALUE, 0)]].concat())
    };
    for (opcode, what) in [
        (LIST_APPEND, "a new list"),
        (LIST_EXTEND, "a new list"),
        (SET_UPDATE, "a new set"),
        (MAP_ADD, "a new dict"),
        (DICT_UPDATE, "a new dict"),
    ] {
        refused(code(opcode, 1), opcode, Problem::Expected(what));
    }
    let good = [
        (BUILD_LIST, 0),
        (LOAD_CONST, 0),
        (LIST_APPEND, 1),
        (RETURN_VALUE, 0),
    ];
    accepted(function(&good));
    // Names of keyword arguments: a constant tuple of strings, one for each value.
    let call = |names: Const, values| {
        let mut code = vec![(LOAD_CONST, 0), (PUSH_NULL, 0)];
        code.extend(vec![(LOAD_CONST, 0); values as usize]);
        code.extend([(LOAD_CONST, 1), (CALL_KW, values), (RETURN_VALUE, 0)]);
        let mut code = function(&code);
        code.consts = vec![Const::None, names].into();
        code
    };
    let names = |names: &[&str]| {
        Const::Tuple(
            names
                .iter()
                .map(|name| Const::Str((*name).into()))
                .collect(),
        )
    };
    accepted(call(names(&["a"]), 1));
    let problem = Problem::Expected("a name for each keyword argument and no more");
    refused(call(names(&["a", "b"]), 1), CALL_KW, problem.clone());
    refused(
        call(Const::Tuple(vec![Const::None].into()), 1),
        CALL_KW,
        problem,
    );
    let problem = Problem::Expected("a constant tuple of keyword names");
    refused(call(Const::None, 1), CALL_KW, problem);
}

#[test]
fn caches_are_cleared() {
    let mut code = function(&[(LOAD_CONST, 0), (TO_BOOL, 0), (RETURN_VALUE, 0)]);
    code.code[4..10].fill(0xAA);
    let verified = accepted(code);
    let expected = assemble(&[(LOAD_CONST, 0), (TO_BOOL, 0), (RETURN_VALUE, 0)]);
    assert_eq!(verified.code(), &*expected);
}

#[test]
fn a_refusal_says_what_and_where() {
    let code = function(&[(RESUME, 0), (LOAD_CONST, 7), (RETURN_VALUE, 0)]);
    let error = verify(&Arc::new(code)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "bad bytecode in bad at offset 2 (LOAD_CONST 7): constant index out of range"
    );
}

#[test]
fn shared_code_is_checked_once() {
    let mut code = function(&[(LOAD_CONST, 0), (RETURN_VALUE, 0)]);
    for _ in 0..20 {
        let inner = Const::Code(Arc::new(code));
        code = function(&[(LOAD_CONST, 0), (RETURN_VALUE, 0)]);
        code.consts = vec![inner.clone(), inner].into();
    }
    let verified = accepted(code);
    let (one, other) = (verified.nested(0).unwrap(), verified.nested(1).unwrap());
    assert!(Arc::ptr_eq(one, other));
    // Shared between an outer and an inner code object, in either order.
    let shared = Const::Code(Arc::new(function(&[(LOAD_CONST, 0), (RETURN_VALUE, 0)])));
    let mut inner = function(&[(LOAD_CONST, 0), (RETURN_VALUE, 0)]);
    inner.consts = vec![shared.clone()].into();
    let inner = Const::Code(Arc::new(inner));
    for (consts, at) in [([shared.clone(), inner.clone()], 1), ([inner, shared], 0)] {
        let mut code = function(&[(LOAD_CONST, 0), (RETURN_VALUE, 0)]);
        code.consts = consts.to_vec().into();
        let verified = accepted(code);
        assert!(verified.nested(at).unwrap().nested(0).is_some());
        assert!(verified.nested(1 - at).is_some());
    }
}

#[test]
fn deeply_nested_code_takes_no_native_stack() {
    let mut code = function(&[(LOAD_CONST, 0), (RETURN_VALUE, 0)]);
    for _ in 0..50_000 {
        let inner = Const::Code(Arc::new(code));
        code = function(&[(LOAD_CONST, 0), (RETURN_VALUE, 0)]);
        code.consts = vec![inner].into();
    }
    let verified = accepted(code);
    assert_eq!(verified.total_demoted(), 0);
}
