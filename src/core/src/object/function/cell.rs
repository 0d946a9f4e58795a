//! Cells: the shared variables of closures.

use crate::object::{Field, Layout, Object, Payload, TypeSpec, new_object};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};

/// The payload of a cell: its content, or nothing.
pub struct CellValue(pub Field);
/// A cell.
pub type CellObject = Object<CellValue>;

impl Payload for CellValue {
    const KIND: Kind = Kind::Cell;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.0.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<CellValue>();

/// The type `cell`.
pub static CELL: TypeSpec = TypeSpec::new("cell", &LAYOUT);

/// A new cell.
pub fn new_cell(vm: &Vm, content: Option<Ref>) -> Ref {
    new_object(vm, vm.types.cell, CellValue(content.into()))
}
