//! The text of `dis`: CPython's layout of columns, with the present forms and caches of instructions where they are asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tricera::core::object::code::Code;
use tricera::core::object::payload;
use tricera::core::ops::inspect::{Site, sites};
use tricera::core::runtime::{PyResult, Vm};
use tricera::core::value::{Kind, Ref};
use tricera_code::CodeData;
use tricera_code::exception_table::{self, Handler};
use tricera_code::line_table::{self, Position};
use tricera_code::opcode::{self, CACHES, Operand, info, op};

use super::caches;
use super::operand;

/// Width of the column of opcodes; a longer name takes from the operand's.
const NAME_WIDTH: usize = 20;
/// Width of the column of operands.
const OPERAND_WIDTH: usize = 5;
/// What stands in the place of a line number that is not there.
const NO_LINE: &str = "  --";

/// Which columns and rows are shown besides the usual ones.
#[derive(Clone, Copy, Debug, Default)]
pub struct Columns {
    /// A row for each CACHE.
    pub cache_rows: bool,
    /// The offset of each instruction.
    pub offsets: bool,
    /// Lines and columns instead of lines.
    pub positions: bool,
    /// The form that each instruction has now.
    pub specialized: bool,
    /// What inline caches hold.
    pub cache_contents: bool,
}

/// The listing of a code object and of those in its constants.
pub fn recursive(vm: &Vm, code: &Ref, columns: Columns) -> PyResult<String> {
    let mut text = one(vm, code, columns)?;
    for constant in payload::<Code>(code).consts() {
        if constant.has_kind(Kind::Code) {
            text += &format!("\nDisassembly of {}:\n", vm.repr_string(constant)?);
            text += &recursive(vm, constant, columns)?;
        }
    }
    Ok(text)
}

/// The listing of one code object.
fn one(vm: &Vm, code: &Ref, columns: Columns) -> PyResult<String> {
    let code = payload::<Code>(code);
    let data = &*code.data;
    let state = if columns.specialized || columns.cache_contents {
        sites(code)
    } else {
        None
    };
    let mut listing = Listing::new(data, columns);
    if (columns.specialized || columns.cache_contents) && state.is_none() {
        listing.text += "(it has not run)\n";
    }
    let now: HashMap<u32, Site> = state
        .into_iter()
        .flatten()
        .map(|site| (site.unit, site))
        .collect();
    let (mut unit, mut wide) = (0u32, 0u32);
    while let Some(pair) = data.code.get(2 * unit as usize..2 * unit as usize + 2) {
        let base = opcode::deopt(pair[0]);
        let caches = u32::from(CACHES[base as usize]);
        let has_operand = info(base).is_some_and(opcode::OpInfo::has_arg);
        let arg = has_operand.then(|| wide << 8 | u32::from(pair[1]));
        wide = if base == op::EXTENDED_ARG {
            arg.unwrap_or(0)
        } else {
            0
        };
        let target = arg.and_then(|arg| target(base, arg, unit + 1 + caches));
        let detail = match (arg, target) {
            (Some(_), Some(target)) => listing.label(2 * target).map_or(String::new(), |label| {
                let word = if base == op::END_ASYNC_FOR {
                    "from"
                } else {
                    "to"
                };
                format!("{word} L{label}")
            }),
            (Some(arg), None) => operand::text(vm, code, base, arg)?,
            (None, _) => String::new(),
        };
        let site = now.get(&unit);
        let shown = site
            .filter(|_| columns.specialized)
            .map_or(base, |s| s.form);
        listing.instruction(unit, &opcode::name(shown), arg, &detail);
        if columns.cache_rows {
            listing.cache_rows(unit, base);
        }
        if let Some(cache) = site
            .and_then(|s| s.cache)
            .filter(|_| columns.cache_contents)
        {
            listing.note(&caches::text(site.map_or(base, |s| s.form), cache));
        }
        unit += 1 + caches;
    }
    listing.exception_table();
    Ok(listing.text)
}

/// The code unit that a jump leads to, `next` being the one behind it.
fn target(base: u8, arg: u32, next: u32) -> Option<u32> {
    match info(base)?.operand {
        Operand::JumpForward => next.checked_add(arg),
        Operand::JumpBackward | Operand::BackReference => next.checked_sub(arg),
        _ => None,
    }
}

/// A listing as it grows.
struct Listing<'a> {
    data: &'a CodeData,
    columns: Columns,
    text: String,
    /// Lines by the offset at which they start.
    starts: HashMap<u32, Option<i32>>,
    /// Numbers of labels by offset.
    labels: BTreeMap<u32, usize>,
    handlers: Vec<Handler>,
    line_width: usize,
    label_width: usize,
    offset_width: usize,
    /// The positions of all code units.
    positions: Vec<Position>,
}

impl<'a> Listing<'a> {
    fn new(data: &'a CodeData, columns: Columns) -> Self {
        let mut starts = HashMap::new();
        let mut last = None;
        for (start, _, line) in line_table::lines(&data.linetable, data.firstlineno) {
            if last != Some(line) {
                starts.insert(start, line);
                last = Some(line);
            }
        }
        let handlers: Vec<Handler> = exception_table::entries(&data.exceptiontable)
            .map_while(Result::ok)
            .collect();
        let labels = labels(&data.code, &handlers);
        let units = data.code.len() / 2;
        let mut positions = vec![Position::default(); units];
        if columns.positions {
            for entry in line_table::entries(&data.linetable, data.firstlineno) {
                let end = (entry.end as usize).min(units);
                for place in positions.iter_mut().take(end).skip(entry.start as usize) {
                    *place = entry.position;
                }
            }
        }
        let line_width = if columns.positions {
            positions_width(&positions)
        } else {
            lines_width(&starts)
        };
        let last_offset = data.code.len().saturating_sub(2).max(9999);
        Self {
            label_width: 4 + labels.len().to_string().len(),
            offset_width: if columns.offsets {
                last_offset.to_string().len()
            } else {
                0
            },
            data,
            columns,
            text: String::new(),
            starts,
            labels,
            handlers,
            line_width,
            positions,
        }
    }

    /// The number of the label at an offset.
    fn label(&self, offset: u32) -> Option<usize> {
        self.labels.get(&offset).copied()
    }

    /// The row of an instruction.
    fn instruction(&mut self, unit: u32, name: &str, arg: Option<u32>, detail: &str) {
        let offset = 2 * unit;
        let line = self.starts.get(&offset).copied();
        if self.line_width > 0 && line.is_some() && offset > 0 {
            self.text.push('\n');
        }
        let label = self.label(offset);
        // The operand is a C int.
        self.row(
            unit,
            offset,
            line,
            label,
            name,
            arg.map(|arg| arg as i32),
            detail,
        );
    }

    /// The rows of the CACHEs behind the instruction at `unit`.
    fn cache_rows(&mut self, unit: u32, base: u8) {
        let mut at = unit;
        for &(name, size) in caches::layout(base) {
            let first = at + 1;
            for _ in 0..size {
                at += 1;
                // Code that has not run, as the compiler made it: an entry is the number in its code units.
                let bytes = 2 * first as usize..2 * (first + size) as usize;
                let number = self.data.code.get(bytes).map_or(0, |bytes| {
                    bytes.iter().rev().fold(0u64, |n, &b| n << 8 | u64::from(b))
                });
                let detail = if at == first {
                    format!("{name}: {number}")
                } else {
                    String::new()
                };
                self.row(unit, 2 * at, None, None, "CACHE", Some(0), &detail);
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn row(
        &mut self,
        unit: u32,
        offset: u32,
        line: Option<Option<i32>>,
        label: Option<usize>,
        name: &str,
        arg: Option<i32>,
        detail: &str,
    ) {
        let mut fields = Vec::with_capacity(6);
        let width = self.line_width;
        if width > 0 {
            fields.push(if self.columns.positions {
                let position = self
                    .positions
                    .get(unit as usize)
                    .copied()
                    .unwrap_or_default();
                format!("{:width$}", position_text(position))
            } else {
                match line {
                    Some(Some(line)) => format!("{line:width$}"),
                    Some(None) => format!("{NO_LINE:>width$}"),
                    None => " ".repeat(width),
                }
            });
        }
        let label = label.map_or(String::new(), |number| format!("L{number}:"));
        fields.push(format!("{label:>0$}", self.label_width));
        if self.columns.offsets {
            fields.push(format!("{offset:>0$}  ", self.offset_width));
        }
        fields.push("   ".to_owned());
        fields.push(format!("{name:NAME_WIDTH$}"));
        if let Some(arg) = arg {
            let width = OPERAND_WIDTH.saturating_sub(name.len().saturating_sub(NAME_WIDTH));
            fields.push(format!("{arg:>width$}"));
            if !detail.is_empty() {
                fields.push(format!("({detail})"));
            }
        }
        self.text += fields.join(" ").trim_end();
        self.text.push('\n');
    }

    /// A row of our own under the opcode.
    fn note(&mut self, note: &str) {
        let line = if self.line_width > 0 {
            self.line_width + 1
        } else {
            0
        };
        let offset = if self.columns.offsets {
            self.offset_width + 3
        } else {
            0
        };
        let indent = line + self.label_width + 1 + offset + 4;
        self.text += &format!("{}    {note}\n", " ".repeat(indent));
    }

    fn exception_table(&mut self) {
        if self.handlers.is_empty() {
            return;
        }
        self.text += "ExceptionTable:\n";
        for handler in &self.handlers {
            let label = |unit: u32| self.labels.get(&(2 * unit)).copied().unwrap_or(0);
            self.text += &format!(
                "  L{} to L{} -> L{} [{}]{}\n",
                label(handler.start),
                label(handler.end),
                label(handler.target),
                handler.depth,
                if handler.lasti { " lasti" } else { "" }
            );
        }
    }
}

/// Numbers for all offsets that something leads to: jumps, and what the exception table names.
fn labels(code: &[u8], handlers: &[Handler]) -> BTreeMap<u32, usize> {
    let mut offsets: BTreeSet<u32> = tricera_code::dis::instructions(code)
        .filter_map(|i| i.jump_target())
        .chain(handlers.iter().flat_map(|h| [h.start, h.end, h.target]))
        .map(|unit| 2 * unit)
        .collect();
    let all = std::mem::take(&mut offsets);
    all.into_iter().zip(1..).collect()
}

fn lines_width(starts: &HashMap<u32, Option<i32>>) -> usize {
    // As in CPython a line 0 does not count.
    let most = starts.values().flatten().filter(|&&line| line != 0).max();
    let Some(most) = most.filter(|&&most| most != -1) else {
        return 0;
    };
    let width = most.to_string().len().max(3);
    if starts.values().any(Option::is_none) {
        width.max(NO_LINE.len())
    } else {
        width
    }
}

fn parts(p: Position) -> [Option<i32>; 4] {
    [p.line, p.end_line, p.column, p.end_column]
}

fn positions_width(positions: &[Position]) -> usize {
    let some = positions
        .iter()
        .any(|&p| parts(p).iter().any(Option::is_some));
    if !some {
        return 0;
    }
    let width = |part: &Option<i32>| part.map_or(1, |n| n.to_string().len());
    let widths = positions
        .iter()
        .map(|&p| parts(p).iter().map(width).sum::<usize>());
    1 + NO_LINE.len().max(3 + widths.max().unwrap_or(0))
}

fn position_text(p: Position) -> String {
    if parts(p).iter().all(Option::is_none) {
        return NO_LINE.to_owned();
    }
    let [line, end_line, column, end_column] =
        parts(p).map(|part| part.map_or("?".to_owned(), |n| n.to_string()));
    format!("{line}:{column}-{end_line}:{end_column}")
}
