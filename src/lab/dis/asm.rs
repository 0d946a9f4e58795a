//! The machine code of one opcode in each engine, side by side.
//!
//! A handler that is a function is found by its symbol. An arm of the `match` is the instructions of the loop that the debug
//! information says were inlined from the opcode's body. `objdump` turns them into text.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use tricera_code::opcode::{OPCODES, number};

use crate::cli::engines::{Engine, Handlers};
use crate::lab::error::LabError;
use crate::lab::handlers::{Function, Functions, Part, short};
use crate::lab::opcode_names::OpcodeNames;
use crate::lab::per_opcode::Bodies;

/// The widest that a column gets.
const WIDEST: usize = 56;

/// One machine instruction.
struct Instruction {
    address: u64,
    text: String,
}

/// The code of one opcode in one engine.
struct Column {
    head: String,
    lines: Vec<String>,
}

/// The table, under a line about each engine.
///
/// # Errors
/// When there is no such opcode, no symbols, or nobody to disassemble.
pub fn side_by_side(opcode: &str) -> Result<String, LabError> {
    let (file, functions) = Functions::own()?;
    let mut columns = Vec::new();
    let mut known = number(opcode).is_some();
    for engine in Engine::built() {
        let column = match engine.handlers() {
            Handlers::Symbols => by_symbol(engine, opcode, &file, &functions)?,
            Handlers::OneFunction => by_debug_information(engine, opcode, &file, &functions)?,
        };
        known |= !column.lines.is_empty();
        columns.push(column);
    }
    if !known {
        return Err(LabError::Usage(format!("there is no opcode {opcode}")));
    }
    Ok(table(opcode, &columns))
}

fn by_symbol(
    engine: Engine,
    opcode: &str,
    file: &Path,
    functions: &Functions,
) -> Result<Column, LabError> {
    let mut lines = Vec::new();
    let mut sizes = Vec::new();
    for (part, function) in functions.handlers(engine) {
        match part {
            Part::Handler(name) | Part::Superinstruction(name) if name == opcode => {
                let code = disassemble(file, function, functions)?;
                sizes.push(format!(
                    "{} bytes, {} instructions",
                    function.length,
                    code.len()
                ));
                lines.extend(shown(&code, function));
            }
            Part::Slow(name) if name == opcode => {
                sizes.push(format!("{} bytes out of line", function.length));
            }
            _ => {}
        }
    }
    if lines.is_empty() {
        sizes.push("no handler".into());
    }
    Ok(Column {
        head: format!("{engine}: {}", sizes.join(", ")),
        lines,
    })
}

fn by_debug_information(
    engine: Engine,
    opcode: &str,
    file: &Path,
    functions: &Functions,
) -> Result<Column, LabError> {
    let Some(function) = functions.engine_loop(engine) else {
        return Ok(Column {
            head: format!("{engine}: its loop is not among the symbols"),
            lines: Vec::new(),
        });
    };
    let bodies = Bodies::of(file)?;
    let names = OpcodeNames::new(OPCODES.iter().flatten().map(|row| row.name));
    let code = disassemble(file, function, functions)?;
    let mut own = Vec::new();
    let mut length = 0;
    for (i, instruction) in code.iter().enumerate() {
        if bodies.opcode_at(instruction.address, &names) == Some(opcode) {
            let end = function.address + function.length;
            let next = code.get(i + 1).map_or(end, |next| next.address);
            length += next - instruction.address;
            own.push((i, instruction));
        }
    }
    let mut lines = Vec::new();
    let mut last = None;
    for &(i, instruction) in &own {
        if last.is_some_and(|last| last + 1 != i) {
            lines.push("      …".to_owned());
        }
        last = Some(i);
        lines.push(line(instruction, function));
    }
    Ok(Column {
        head: match own.len() {
            0 => format!("{engine}: nothing in its loop is attributed to it"),
            n => {
                format!("{engine}: {length} bytes, {n} instructions of its body, without dispatch")
            }
        },
        lines,
    })
}

fn shown(code: &[Instruction], function: &Function) -> Vec<String> {
    code.iter()
        .map(|instruction| line(instruction, function))
        .collect()
}

fn line(instruction: &Instruction, function: &Function) -> String {
    let offset = instruction.address.wrapping_sub(function.address);
    format!("{offset:>5x}  {}", instruction.text)
}

/// The instructions of a function.
fn disassemble(
    file: &Path,
    function: &Function,
    functions: &Functions,
) -> Result<Vec<Instruction>, LabError> {
    let mut command = Command::new("objdump");
    command.args(["-d", "--no-show-raw-insn", "-w"]);
    if cfg!(target_arch = "x86_64") {
        command.args(["-M", "intel"]);
    }
    let end = function.address + function.length;
    command
        .arg(format!("--start-address={:#x}", function.address))
        .arg(format!("--stop-address={end:#x}"))
        .arg(file);
    let output = command.output().map_err(|error| {
        LabError::Skipped(format!(
            "there is no disassembler: objdump (of binutils) cannot be run: {error}"
        ))
    })?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(LabError::Skipped(format!("objdump failed: {why}")));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(parse(&text, function, functions))
}

/// Reads objdump's lines: an address, a colon, a tab and the instruction.
fn parse(text: &str, function: &Function, functions: &Functions) -> Vec<Instruction> {
    let instruction = |line: &str| {
        let (address, text) = line.split_once(":\t")?;
        let address = u64::from_str_radix(address.trim(), 16).ok()?;
        let text = text.split(" #").next().unwrap_or(text);
        Some(Instruction {
            address,
            text: readable(text.trim_end(), function, functions),
        })
    };
    text.lines().filter_map(instruction).collect()
}

/// An instruction with the address it leads to as an offset or as a name.
fn readable(text: &str, function: &Function, functions: &Functions) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(symbol) = words.iter().position(|word| word.starts_with('<')) else {
        return words.join(" ");
    };
    let place = symbol
        .checked_sub(1)
        .and_then(|at| u64::from_str_radix(words[at].trim_start_matches("0x"), 16).ok());
    let Some(place) = place else {
        return words[..symbol].join(" ");
    };
    let before = words[..symbol - 1].join(" ");
    let inside = function.address..function.address + function.length;
    if inside.contains(&place) {
        return format!("{before} +{:x}", place - function.address);
    }
    match functions.at(place) {
        Some(other) => format!("{before} {}", short(&other.name)),
        None => format!("{before} {place:#x}"),
    }
}

fn table(opcode: &str, columns: &[Column]) -> String {
    let mut text = format!("{opcode}\n");
    for column in columns {
        text += &format!("* {}\n", column.head);
    }
    let columns: Vec<&Column> = columns
        .iter()
        .filter(|column| !column.lines.is_empty())
        .collect();
    let widths: Vec<usize> = columns
        .iter()
        .map(|column| {
            let longest = column.lines.iter().map(|line| line.chars().count()).max();
            longest.unwrap_or(0).clamp(12, WIDEST)
        })
        .collect();
    let rows = columns
        .iter()
        .map(|column| column.lines.len())
        .max()
        .unwrap_or(0);
    let mut row = |cells: Vec<String>| {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(&widths) {
            let cell: String = cell.chars().take(*width).collect();
            let _ = write!(line, "{cell:width$} │ ");
        }
        text += line.trim_end_matches([' ', '│']);
        text.push('\n');
    };
    let name = |column: &&Column| column.head.split(':').next().unwrap_or_default().to_owned();
    row(columns.iter().map(name).collect());
    for i in 0..rows {
        let cell = |column: &&Column| column.lines.get(i).cloned().unwrap_or_default();
        row(columns.iter().map(cell).collect());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_offsets_and_names() {
        let function = Function {
            name: "f".into(),
            address: 0x1000,
            length: 0x100,
        };
        let text = "\nf:     file format\n\n0000000000001000 <f>:\n    1000:\tmov    rax,QWORD PTR [rdi]\n\
                    \x20   1003:\tjne    1020 <f+0x20>\n    1005:\tlea    rax,[rip+0x20]        # 2000 <T>\n    100c:\tjmp    4000 <g>\n";
        let code = parse(text, &function, &Functions::default());
        let lines = shown(&code, &function);
        assert_eq!(
            lines,
            [
                "    0  mov rax,QWORD PTR [rdi]",
                "    3  jne +20",
                "    5  lea rax,[rip+0x20]",
                "    c  jmp 0x4000"
            ]
        );
    }
}
