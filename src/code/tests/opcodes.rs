//! The opcode table against CPython's own answers (`data/oracle-opcodes.json`, made by `make_oracle_data.py`).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tricera_code::opcode::{
    self, BINARY_OPERATORS, CACHES, COMMON_CONSTANTS, CompareOp, INTRINSICS_1, INTRINSICS_2, Kind,
    OPCODES, Operand, PSEUDO_OPCODES, SPECIAL_METHODS, deopt, flags, op, stack_effect,
};

fn oracle() -> Value {
    serde_json::from_str(include_str!("data/oracle-opcodes.json")).unwrap()
}

fn numbers(value: &Value) -> BTreeMap<String, u64> {
    value
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, number)| (name.clone(), number.as_u64().unwrap()))
        .collect()
}

fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item.as_str().unwrap())
        .collect()
}

#[test]
fn names_and_numbers() {
    let oracle = oracle();
    let mut ours = BTreeMap::new();
    let mut ours_specialised = BTreeMap::new();
    for row in OPCODES.iter().flatten() {
        assert_eq!(opcode::number(row.name), Some(u16::from(row.number)));
        match row.kind {
            Kind::Specialised => ours_specialised.insert(row.name.to_owned(), row.number.into()),
            Kind::Tricera => continue,
            _ => ours.insert(row.name.to_owned(), row.number.into()),
        };
    }
    for row in PSEUDO_OPCODES {
        ours.insert(row.name.to_owned(), row.number.into());
    }
    assert_eq!(ours, numbers(&oracle["opmap"]));
    assert_eq!(ours_specialised, numbers(&oracle["specialized_opmap"]));
    let min_instrumented = oracle["min_instrumented"].as_u64().unwrap();
    for row in OPCODES.iter().flatten() {
        let special = matches!(row.kind, Kind::Instrumented | Kind::Marker);
        assert_eq!(
            special,
            u64::from(row.number) >= min_instrumented,
            "{}",
            row.name
        );
        // HAVE_ARGUMENT divides the opcodes a compiler emits; RESUME's number is fixed.
        if row.kind == Kind::Base {
            let have = u64::from(row.number) > oracle["have_argument"].as_u64().unwrap();
            assert_eq!(row.has_arg(), have, "{}", row.name);
        }
    }
}

#[test]
fn specialised_forms() {
    let oracle = oracle();
    let mut expected = BTreeSet::new();
    for (base, forms) in oracle["specializations"].as_object().unwrap() {
        for form in strings(forms) {
            expected.insert((form.to_owned(), base.clone()));
        }
    }
    let ours: BTreeSet<(String, String)> = OPCODES
        .iter()
        .flatten()
        .filter(|row| row.kind == Kind::Specialised)
        .map(|row| {
            let base = OPCODES[deopt(row.number) as usize].unwrap();
            assert_eq!(base.number, row.base);
            assert_eq!(base.kind, Kind::Base);
            (row.name.to_owned(), base.name.to_owned())
        })
        .collect();
    assert_eq!(ours, expected);
    for number in 0..=255u8 {
        assert_eq!(deopt(deopt(number)), deopt(number));
    }
}

#[test]
fn caches() {
    let oracle = oracle();
    let mut ours: BTreeMap<String, u64> = BTreeMap::new();
    for row in OPCODES.iter().flatten() {
        assert_eq!(CACHES[row.number as usize], row.caches);
        if row.kind == Kind::Base && row.caches > 0 {
            ours.insert(row.name.to_owned(), row.caches.into());
        }
    }
    // JUMP_BACKWARD is there under its base name; pseudo-instructions and forms with a cache share their base's.
    assert_eq!(ours, numbers(&oracle["caches"]));
}

#[test]
fn operands() {
    let oracle = oracle();
    let set = |name: &str| -> BTreeSet<u64> {
        let items = oracle["has"][name].as_array().unwrap();
        items.iter().map(|n| n.as_u64().unwrap()).collect()
    };
    let ours = |wanted: &dyn Fn(Operand) -> bool| -> BTreeSet<u64> {
        let real = OPCODES.iter().flatten().filter(|row| {
            row.kind == Kind::Base
                || row.kind == Kind::Instrumented && set("hasarg").contains(&row.number.into())
        });
        real.map(|row| (u64::from(row.number), row.operand))
            .chain(
                PSEUDO_OPCODES
                    .iter()
                    .map(|row| (u64::from(row.number), row.operand)),
            )
            .filter(|(_, operand)| wanted(*operand))
            .map(|(number, _)| number)
            .collect()
    };
    let base_only = |set: BTreeSet<u64>| -> BTreeSet<u64> {
        set.into_iter()
            .filter(|n| !(234..256).contains(n))
            .collect()
    };
    let mut have = ours(&|operand| operand != Operand::None);
    have.insert(op::ENTER_EXECUTOR.into());
    assert_eq!(have, set("hasarg"));
    assert_eq!(ours(&|operand| operand == Operand::Const), set("hasconst"));
    let name = |operand| {
        matches!(
            operand,
            Operand::Name | Operand::NameShift1 | Operand::NameShift2
        )
    };
    assert_eq!(ours(&name), set("hasname"));
    let jump = |operand| {
        matches!(
            operand,
            Operand::JumpForward | Operand::JumpBackward | Operand::BackReference
        )
    };
    // CPython lists only some of the instrumented jumps.
    assert_eq!(base_only(ours(&jump)), base_only(set("hasjrel")));
    assert_eq!(set("hasjabs"), BTreeSet::new());
    assert_eq!(
        ours(&|operand| operand == Operand::Compare),
        set("hascompare")
    );
    assert_eq!(ours(&|operand| operand == Operand::Handler), set("hasexc"));
    // CPython files LOAD_DEREF under the locals, all the other cell instructions under the free variables.
    let deref = u64::from(op::LOAD_DEREF);
    let mut free = set("hasfree");
    assert!(free.insert(deref));
    assert_eq!(ours(&|operand| operand == Operand::Free), free);
    let mut local = set("haslocal");
    assert!(local.remove(&deref));
    let is_local = |operand| matches!(operand, Operand::Local | Operand::LocalPair);
    assert_eq!(ours(&is_local), local);
}

#[test]
fn stack_effects() {
    let oracle = oracle();
    let opargs: Vec<i32> = oracle["opargs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n.as_i64().unwrap() as i32)
        .collect();
    let mut checked = 0;
    for row in oracle["effects"].as_array().unwrap() {
        let number = row[0].as_i64().unwrap() as i32;
        for (way, jump) in [Some(true), Some(false), None].into_iter().enumerate() {
            for (index, &oparg) in opargs.iter().enumerate() {
                let answer = match &row[1][way] {
                    Value::Array(answers) => &answers[index],
                    one => one,
                };
                let expected = answer.as_i64().map(|effect| effect as i32);
                assert_eq!(
                    stack_effect(number, oparg, jump),
                    expected,
                    "opcode {number} oparg {oparg} jump {jump:?}"
                );
                checked += 1;
            }
        }
    }
    let rows = OPCODES
        .iter()
        .flatten()
        .filter(|row| row.kind != Kind::Tricera);
    let rows = rows.count() + PSEUDO_OPCODES.len();
    assert_eq!(checked, rows * opargs.len() * 3);
    for unknown in [-1, 121, 233, 267, 1 << 20] {
        assert_eq!(stack_effect(unknown, 0, None), None);
    }
    assert_eq!(stack_effect(op::CALL.into(), -5, None), None);
}

#[test]
fn silent_instructions() {
    let silent: Vec<u8> = OPCODES
        .iter()
        .flatten()
        .filter(|row| row.kind == Kind::Base && !row.logical)
        .map(|row| row.number)
        .collect();
    assert_eq!(
        silent,
        [op::CACHE, op::NOP, op::NOT_TAKEN, op::EXTENDED_ARG]
    );
}

#[test]
fn operand_tables() {
    let oracle = oracle();
    let operators: Vec<(&str, &str)> = oracle["nb_ops"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()))
        .collect();
    assert_eq!(operators, BINARY_OPERATORS);
    assert_eq!(strings(&oracle["cmp_op"]), CompareOp::SYMBOLS);
    assert_eq!(strings(&oracle["intrinsics_1"]), INTRINSICS_1);
    assert_eq!(strings(&oracle["intrinsics_2"]), INTRINSICS_2);
    assert_eq!(strings(&oracle["special_methods"]), SPECIAL_METHODS);
    assert_eq!(strings(&oracle["common_constants"]), COMMON_CONSTANTS);
    for (symbol, opargs) in oracle["compare_opargs"].as_object().unwrap() {
        let value = opargs[0].as_u64().unwrap() as u32;
        let compare = CompareOp::from_oparg(value).unwrap();
        assert_eq!(compare.symbol(), symbol);
        assert_eq!(value, (compare as u32) << 5 | compare.outcomes());
        assert_eq!(opargs[1], value | CompareOp::TO_BOOL);
    }
    assert_eq!(CompareOp::from_oparg(6 << 5), None);
}

#[test]
fn code_flags() {
    let oracle = numbers(&oracle()["flags"]);
    let ours = [
        ("CO_OPTIMIZED", flags::CO_OPTIMIZED),
        ("CO_NEWLOCALS", flags::CO_NEWLOCALS),
        ("CO_VARARGS", flags::CO_VARARGS),
        ("CO_VARKEYWORDS", flags::CO_VARKEYWORDS),
        ("CO_NESTED", flags::CO_NESTED),
        ("CO_GENERATOR", flags::CO_GENERATOR),
        ("CO_COROUTINE", flags::CO_COROUTINE),
        ("CO_ITERABLE_COROUTINE", flags::CO_ITERABLE_COROUTINE),
        ("CO_ASYNC_GENERATOR", flags::CO_ASYNC_GENERATOR),
        ("CO_HAS_DOCSTRING", flags::CO_HAS_DOCSTRING),
        ("CO_METHOD", flags::CO_METHOD),
        ("CO_FUTURE_DIVISION", flags::CO_FUTURE_DIVISION),
        (
            "CO_FUTURE_ABSOLUTE_IMPORT",
            flags::CO_FUTURE_ABSOLUTE_IMPORT,
        ),
        ("CO_FUTURE_WITH_STATEMENT", flags::CO_FUTURE_WITH_STATEMENT),
        ("CO_FUTURE_PRINT_FUNCTION", flags::CO_FUTURE_PRINT_FUNCTION),
        (
            "CO_FUTURE_UNICODE_LITERALS",
            flags::CO_FUTURE_UNICODE_LITERALS,
        ),
        ("CO_FUTURE_BARRY_AS_FLUFL", flags::CO_FUTURE_BARRY_AS_BDFL),
        ("CO_FUTURE_GENERATOR_STOP", flags::CO_FUTURE_GENERATOR_STOP),
        ("CO_FUTURE_ANNOTATIONS", flags::CO_FUTURE_ANNOTATIONS),
    ];
    for (name, flag) in ours {
        assert_eq!(oracle[name], u64::from(flag), "{name}");
    }
}
