//! The module `_opcode`: what `opcode` and `dis` ask about instructions.

use super::support::{c_int, given};
use super::{ModuleSpec, add};
use crate::object::{MethodDef, from_utf8, new_list, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind as ValueKind, Ref};
use tricera_code::opcode::{
    self, BINARY_OPERATORS, INTRINSICS_1, INTRINSICS_2, Kind, Operand, PSEUDO_OPCODES,
    SPECIAL_METHODS,
};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_opcode",
    doc: "Opcode support module.",
    methods: &METHODS,
    init: |vm, module| {
        add(vm, module, "ENABLE_SPECIALIZATION", vm.new_int(1))?;
        add(vm, module, "ENABLE_SPECIALIZATION_FT", vm.new_int(1))
    },
};

macro_rules! has {
    ($name:literal, $test:expr) => {
        MethodDef::keywords($name, "opcode", |vm, _, a| {
            let number = c_int(vm, a[0].as_ref().expect("required"))?;
            let test: fn(i32, &str, Operand) -> bool = $test;
            Ok(Ref::bool(row(number).is_some_and(|(name, operand)| {
                test(number, name, operand)
            })))
        })
    };
}

static METHODS: [MethodDef; 15] = [
    MethodDef::keywords("get_executor", "code, offset", get_executor),
    MethodDef::no_args("get_intrinsic1_descs", |vm, _| names(vm, &INTRINSICS_1)),
    MethodDef::no_args("get_intrinsic2_descs", |vm, _| names(vm, &INTRINSICS_2)),
    MethodDef::no_args("get_nb_ops", |vm, _| {
        let pair = |&(name, symbol): &(&str, &str)| -> PyResult {
            Ok(new_tuple(
                vm,
                [from_utf8(vm, name)?, from_utf8(vm, symbol)?],
            ))
        };
        let all: Vec<Ref> = BINARY_OPERATORS.iter().map(pair).collect::<PyResult<_>>()?;
        Ok(new_list(vm, all))
    }),
    MethodDef::no_args("get_special_method_names", |vm, _| {
        names(vm, &SPECIAL_METHODS)
    }),
    MethodDef::no_args("get_specialization_stats", |_, _| Ok(Ref::none())),
    has!("has_arg", |_, name, operand| {
        name == "ENTER_EXECUTOR" || operand != Operand::None && !ignores_operand(name)
    }),
    has!("has_const", |_, _, operand| operand == Operand::Const),
    has!("has_exc", |_, _, operand| operand == Operand::Handler),
    // CPython's own table leaves LOAD_DEREF to the locals.
    has!("has_free", |_, name, operand| operand == Operand::Free
        && name != "LOAD_DEREF"),
    has!("has_jump", |_, name, operand| match operand {
        Operand::JumpForward | Operand::JumpBackward | Operand::BackReference =>
            has_visible_jump(name),
        _ => false,
    }),
    has!("has_local", |_, name, operand| {
        matches!(operand, Operand::Local | Operand::LocalPair)
            || matches!(name, "LOAD_DEREF" | "BINARY_OP_INPLACE_ADD_UNICODE")
    }),
    has!("has_name", |_, name, operand| {
        matches!(
            operand,
            Operand::Name | Operand::NameShift1 | Operand::NameShift2
        ) && has_visible_name(name)
    }),
    has!("is_valid", |_, _, _| true),
    MethodDef::keywords(
        "stack_effect",
        "opcode, oparg=None, /, *, jump=None",
        stack_effect,
    ),
];

/// The name of CPython's opcode with this number, and what its operand means.
fn row(number: i32) -> Option<(&'static str, Operand)> {
    match u8::try_from(number) {
        Ok(number) => opcode::info(number)
            .filter(|row| row.kind != Kind::Tricera)
            .map(|row| (row.name, row.operand)),
        Err(_) => PSEUDO_OPCODES
            .iter()
            .find(|row| i32::from(row.number) == number)
            .map(|row| (row.name, row.operand)),
    }
}

/// Specialized instructions that know all from their caches and guards.
fn ignores_operand(name: &str) -> bool {
    name.starts_with("BINARY_OP_")
        || matches!(
            name,
            "CALL_LEN" | "RESUME_CHECK" | "STORE_ATTR_INSTANCE_VALUE" | "STORE_ATTR_SLOT"
        )
}

/// Instructions whose operand CPython's generator does not see, because a macro or another function looks at it.
fn has_visible_jump(name: &str) -> bool {
    !matches!(
        name,
        "FOR_ITER_GEN" | "SEND_GEN" | "JUMP_BACKWARD_NO_INTERRUPT_GEN"
    ) && (!name.starts_with("INSTRUMENTED_")
        || matches!(name, "INSTRUMENTED_FOR_ITER" | "INSTRUMENTED_END_ASYNC_FOR"))
}

fn has_visible_name(name: &str) -> bool {
    let base = ["LOAD_ATTR_", "LOAD_GLOBAL_", "STORE_ATTR_"];
    !base.iter().any(|b| name.starts_with(b))
        || matches!(
            name,
            "LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN" | "LOAD_ATTR_WITH_HINT" | "STORE_ATTR_WITH_HINT"
        )
}

fn names(vm: &Vm, all: &[&str]) -> PyResult {
    let all: Vec<Ref> = all
        .iter()
        .map(|name| from_utf8(vm, name))
        .collect::<PyResult<_>>()?;
    Ok(new_list(vm, all))
}

fn get_executor(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let code = a[0].as_ref().expect("required");
    if !code.has_kind(ValueKind::Code) {
        return Err(vm.type_error(format!(
            "expected a code object, not '{}'",
            vm.type_of(code).name_str()
        )));
    }
    c_int(vm, a[1].as_ref().expect("required"))?;
    Err(vm.value_error("no executor at given byte offset"))
}

fn stack_effect(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let number = c_int(vm, a[0].as_ref().expect("required"))?;
    let oparg = match given(&a[1]) {
        Some(oparg) => c_int(vm, oparg)?,
        None => 0,
    };
    let jump = match given(&a[2]) {
        None => None,
        Some(j) if j.has_kind(ValueKind::Bool) => Some(vm.is_true(j)?),
        Some(_) => return Err(vm.value_error("stack_effect: jump must be False, True or None")),
    };
    match opcode::stack_effect(number, oparg, jump) {
        Some(effect) => Ok(vm.new_int(effect.into())),
        None => Err(vm.value_error("invalid opcode or oparg")),
    }
}
