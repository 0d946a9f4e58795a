//! Cells: the shared variables of closures.

use crate::object::{
    Field, GetSetDef, Layout, Object, Payload, TypeSpec, address, from_utf8, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
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

static GETSET: [GetSetDef; 1] = [GetSetDef::get_set(
    "cell_contents",
    |vm, r| {
        payload::<CellValue>(r)
            .0
            .get()
            .ok_or_else(|| vm.value_error("Cell is empty"))
    },
    |_, r, v| {
        drop(payload::<CellValue>(r).0.replace(v.cloned()));
        Ok(())
    },
)];

/// The type `cell`.
pub static CELL: TypeSpec = TypeSpec {
    doc: "Create a new cell object.\n\n  contents\n    the contents of the cell. If not specified, the cell will be \
          empty,\n    and \n further attempts to access its cell_contents attribute will\n    raise a ValueError.",
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, _, args| {
            args.no_keywords(vm, "cell")?;
            let a = args.check_positional(vm, "cell", 0, 1)?;
            Ok(new_cell(vm, a.first().cloned()))
        }));
        s.repr.set(Some(repr));
        s.compare.set(Some(|vm, a, b, op| {
            if !b.has_kind(Kind::Cell) {
                return Ok(Ref::not_implemented());
            }
            let (x, y) = (
                payload::<CellValue>(a).0.get(),
                payload::<CellValue>(b).0.get(),
            );
            match (&x, &y) {
                (Some(x), Some(y)) => vm.rich_compare(x, y, op),
                // An empty cell comes before any other.
                _ => Ok(Ref::bool(op.holds(x.is_some().cmp(&y.is_some())))),
            }
        }));
    },
    ..TypeSpec::new("cell", &LAYOUT)
};

fn repr(vm: &Vm, r: &Ref) -> PyResult {
    let at = address(r);
    let text = match payload::<CellValue>(r).0.get() {
        Some(v) => format!(
            "<cell at {at:#x}: {} object at {:#x}>",
            vm.type_of(&v).name_str(),
            address(&v)
        ),
        None => format!("<cell at {at:#x}: empty>"),
    };
    from_utf8(vm, &text)
}

/// A new cell.
pub fn new_cell(vm: &Vm, content: Option<Ref>) -> Ref {
    new_object(vm, vm.types.cell, CellValue(content.into()))
}
