//! What an operand means, in the words of `dis`.

use tricera::core::object::code::Code;
use tricera::core::object::str_to_string;
use tricera::core::runtime::{PyResult, Vm};
use tricera_code::opcode::{
    BINARY_OPERATORS, COMMON_CONSTANTS, CompareOp, INTRINSICS_1, INTRINSICS_2, Operand,
    SPECIAL_METHODS, info, op,
};

/// The bits of SET_FUNCTION_ATTRIBUTE.
const FUNCTION_ATTRIBUTES: [&str; 5] = [
    "defaults",
    "kwdefaults",
    "annotations",
    "closure",
    "annotate",
];
/// The conversions of CONVERT_VALUE.
const CONVERSIONS: [&str; 4] = ["", "str", "repr", "ascii"];

/// The words in parentheses behind the operand of an instruction that does not jump; empty if there are none.
pub fn text(vm: &Vm, code: &Code, opcode: u8, arg: u32) -> PyResult<String> {
    let name = |i: u32| {
        code.names()
            .get(i as usize)
            .map_or(String::new(), str_to_string)
    };
    let local = |i: u32| {
        let names = &code.localsplus_names;
        names.get(i as usize).map_or(String::new(), str_to_string)
    };
    let with = |name: String, flag: bool, what: &str| match flag && !name.is_empty() {
        true => format!("{name} + {what}"),
        false => name,
    };
    let word = |list: &[&str]| {
        list.get(arg as usize)
            .copied()
            .unwrap_or_default()
            .to_owned()
    };
    Ok(
        match info(opcode).map_or(Operand::None, |row| row.operand) {
            Operand::Const => match code.consts().get(arg as usize) {
                Some(constant) => vm.repr_string(constant)?,
                None => String::new(),
            },
            Operand::Name => name(arg),
            Operand::NameShift1 => {
                let what = if opcode == op::LOAD_GLOBAL {
                    "NULL"
                } else {
                    "NULL|self"
                };
                with(name(arg >> 1), arg & 1 != 0, what)
            }
            Operand::NameShift2 => with(name(arg >> 2), arg & 1 != 0, "NULL|self"),
            Operand::Local | Operand::Free => local(arg),
            Operand::LocalPair => format!("{}, {}", local(arg >> 4), local(arg & 15)),
            Operand::BinaryOp => {
                let symbol = BINARY_OPERATORS.get(arg as usize);
                symbol.map_or("", |(_, symbol)| symbol).to_owned()
            }
            Operand::Compare => {
                let symbol = CompareOp::from_oparg(arg).map_or("", CompareOp::symbol);
                match arg & CompareOp::TO_BOOL {
                    0 => symbol.to_owned(),
                    _ => format!("bool({symbol})"),
                }
            }
            Operand::Intrinsic1 => word(&INTRINSICS_1),
            Operand::Intrinsic2 => word(&INTRINSICS_2),
            // Types by their names, functions by their repr.
            Operand::CommonConstant => match word(&COMMON_CONSTANTS) {
                function if function == "all" || function == "any" => {
                    format!("<built-in function {function}>")
                }
                class => class,
            },
            Operand::Special => word(&SPECIAL_METHODS),
            _ => match opcode {
                op::CONVERT_VALUE => word(&CONVERSIONS),
                op::SET_FUNCTION_ATTRIBUTE => {
                    let set = FUNCTION_ATTRIBUTES.iter().enumerate();
                    let set: Vec<&str> = set
                        .filter(|(bit, _)| arg & 1 << bit != 0)
                        .map(|(_, name)| *name)
                        .collect();
                    set.join(", ")
                }
                op::IS_OP => if arg == 0 { "is" } else { "is not" }.to_owned(),
                op::CONTAINS_OP => if arg == 0 { "in" } else { "not in" }.to_owned(),
                _ => String::new(),
            },
        },
    )
}
