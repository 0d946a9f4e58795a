//! The iterators that `co_lines()`, `co_positions()` and `co_branches()` return.

use super::Code;
use crate::object::{Layout, Payload, TypeSpec, new_object, new_tuple, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;
use tricera_code::dis::{Instruction, instructions};
use tricera_code::line_table;
use tricera_code::opcode::op;

/// A number, or nothing: what the rows are made of.
type Number = Option<i64>;

/// Rows of numbers with how often each is given out, computed beforehand.
pub struct Rows {
    rows: Vec<(Vec<Number>, u32)>,
    at: Cell<usize>,
    given: Cell<u32>,
}

impl Payload for Rows {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Rows>();

const fn iterator(name: &'static str) -> TypeSpec {
    TypeSpec {
        slots: |s| {
            s.iter.set(Some(|_, r| Ok(r.clone())));
            s.next.set(Some(next));
        },
        ..TypeSpec::new(name, &LAYOUT)
    }
}

/// The type of what `co_lines()` returns.
pub static LINE_ITERATOR: TypeSpec = iterator("line_iterator");
/// The type of what `co_positions()` returns.
pub static POSITIONS_ITERATOR: TypeSpec = iterator("positions_iterator");

fn next(vm: &Vm, r: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<Rows>(r);
    let Some((row, times)) = it.rows.get(it.at.get()) else {
        return Ok(None);
    };
    it.given.set(it.given.get() + 1);
    if it.given.get() >= *times {
        it.given.set(0);
        it.at.set(it.at.get() + 1);
    }
    let number = |n: &Number| n.map_or_else(Ref::none, |n| vm.new_int(n));
    let row: Vec<Ref> = row.iter().map(number).collect();
    Ok(Some(new_tuple(vm, row)))
}

fn rows(rows: Vec<(Vec<Number>, u32)>) -> Rows {
    Rows {
        rows,
        at: Cell::new(0),
        given: Cell::new(0),
    }
}

/// `co_lines()`: (start, end, line).
pub(super) fn lines(vm: &Vm, r: &Ref) -> PyResult {
    let d = &payload::<Code>(r).data;
    let all = line_table::lines(&d.linetable, d.firstlineno)
        .map(|(a, b, l)| (vec![Some(a.into()), Some(b.into()), l.map(i64::from)], 1));
    let it = rows(all.collect());
    Ok(new_object(vm, vm.types.line_iterator, it))
}

/// `co_positions()`: (line, end line, column, end column) of each code unit.
pub(super) fn positions(vm: &Vm, r: &Ref) -> PyResult {
    let d = &payload::<Code>(r).data;
    let units = (d.code.len() / 2) as u32;
    let all = line_table::entries(&d.linetable, d.firstlineno).filter_map(|e| {
        let p = e.position;
        let row = [p.line, p.end_line, p.column, p.end_column];
        let times = e.end.min(units).checked_sub(e.start).filter(|n| *n > 0)?;
        Some((row.map(|n| n.map(i64::from)).to_vec(), times))
    });
    let it = rows(all.collect());
    Ok(new_object(vm, vm.types.positions_iterator, it))
}

/// `co_branches()`: (branch, where it goes on if not taken, where if taken), byte offsets.
pub(super) fn branches(vm: &Vm, r: &Ref) -> PyResult {
    let d = &payload::<Code>(r).data;
    let all: Vec<Instruction> = instructions(&d.code).collect();
    let row = |a: u32, b: u32, c: u32| {
        let bytes = |u: u32| Some(2 * i64::from(u));
        (vec![bytes(a), bytes(b), bytes(c)], 1)
    };
    let mut found = Vec::new();
    for (i, instruction) in all.iter().enumerate() {
        match instruction.opcode {
            op::POP_JUMP_IF_FALSE
            | op::POP_JUMP_IF_TRUE
            | op::POP_JUMP_IF_NONE
            | op::POP_JUMP_IF_NOT_NONE => {
                let skips = all.get(i + 1).is_some_and(|n| n.opcode == op::NOT_TAKEN);
                let next = instruction.next + skips as u32;
                let taken = instruction.next.wrapping_add(instruction.oparg);
                found.push(row(instruction.unit, next, taken));
            }
            op::FOR_ITER => {
                // Behind END_FOR and POP_ITER.
                let taken = instruction.next.wrapping_add(instruction.oparg + 2);
                found.push(row(instruction.unit, instruction.next, taken));
            }
            op::END_ASYNC_FOR => {
                let source = instruction.next.wrapping_sub(instruction.oparg);
                found.push(row(source, source + 2, instruction.next));
            }
            _ => {}
        }
    }
    let it = rows(found);
    Ok(new_object(vm, vm.types.line_iterator, it))
}
