//! The array that the pre-decoded engines run: one slot per instruction, with superinstructions laid over runs of them.

use tricera::core::object::code::{Code, Stream};
use tricera::core::object::payload;
use tricera::core::ops::PreDecoded;
use tricera::core::ops::inspect::sites;
use tricera::core::runtime::{PyResult, Vm};
use tricera::core::value::{Kind, Ref};
use tricera_code::opcode::{self, Operand, info};

use super::{caches, operand};

/// The arrays of a code object and of those in its constants. The inner error says why there are none.
pub fn recursive(vm: &Vm, code: &Ref) -> PyResult<Result<String, String>> {
    if !vm.engine.predecoded {
        return Ok(Err(format!(
            "the engine {} runs code units and has no pre-decoded array; use --engine direct",
            vm.engine.name
        )));
    }
    let mut text = one(vm, code)?;
    for constant in payload::<Code>(code).consts() {
        if constant.has_kind(Kind::Code) {
            text += &format!("\nDisassembly of {}:\n", vm.repr_string(constant)?);
            match recursive(vm, constant)? {
                Ok(inner) => text += &inner,
                Err(why) => return Ok(Err(why)),
            }
        }
    }
    Ok(Ok(text))
}

fn one(vm: &Vm, code: &Ref) -> PyResult<String> {
    let code = payload::<Code>(code);
    let (Stream::PreDecoded(array), Some(sites)) = (code.stream(), sites(code)) else {
        return Ok("(it has not run)\n".to_owned());
    };
    let joined = sites.iter().filter(|site| site.fused > 1).count();
    let mut text = format!(
        "{} slots of {} bytes, {joined} superinstructions\n",
        array.len(),
        size_of::<tricera::core::ops::Instruction>()
    );
    for (i, site) in sites.iter().enumerate() {
        if site.fused > 1 {
            let name = superinstruction(vm, array, i).unwrap_or("a superinstruction");
            text += &format!("            = {name}, {} slots\n", site.fused);
        }
        let arg = array.instruction(i).arg;
        let detail = match info(site.base).map_or(Operand::None, |row| row.operand) {
            Operand::JumpForward => format!("to {}", i + arg as usize),
            Operand::JumpBackward => format!("to {}", i.saturating_sub(arg as usize)),
            _ => operand::text(vm, code, site.base, arg)?,
        };
        let mark = if array.is_target(i) { ">>" } else { "" };
        let name = opcode::name(site.form);
        let shown = if info(site.base).is_some_and(opcode::OpInfo::has_arg) {
            arg.to_string()
        } else {
            String::new()
        };
        let detail = if detail.is_empty() {
            detail
        } else {
            format!("({detail})")
        };
        let line = format!(
            "{mark:>2} {i:>5}  {:>5}  {name:<32} {shown:>5} {detail}",
            site.unit
        );
        text += line.trim_end();
        if let Some(cache) = site.cache.filter(|_| opcode::deopt(site.form) != site.form) {
            text += &format!("  [{}]", caches::text(site.form, cache));
        }
        text.push('\n');
    }
    Ok(text)
}

/// The name of the superinstruction that begins at slot `i`.
fn superinstruction(vm: &Vm, array: &PreDecoded, i: usize) -> Option<&'static str> {
    let handler = array.instruction(i).handler;
    let found = vm.superinstructions()?.with_handler(handler)?;
    Some(found.pattern.name)
}
