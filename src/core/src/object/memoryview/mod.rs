//! `memoryview`.

mod cast;
mod compare;
mod export;
mod format;
pub mod half;
mod index;
mod iterator;
mod managed;
mod methods;
mod shape;

pub use export::memoryview_buffer;
pub use iterator::MEMORY_ITERATOR;
pub use managed::{MANAGED_BUFFER, ManagedBuffer};

use super::buffer::{Buffer, View};
use super::{
    BinaryOp, Field, Layout, Payload, TypeSpec, address, downcast, flags, from_utf8, new_object,
    payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;
use std::sync::LazyLock;

/// The payload of `memoryview`.
pub struct MemoryView {
    /// The [`ManagedBuffer`] that the memory is of; empty once the memoryview has been released.
    managed: Field,
    view: View,
    /// The address of what the memory belongs to, even after the release; 0 for nothing.
    owner: usize,
    /// Buffers of this memoryview that others hold.
    exports: Cell<usize>,
    /// On loan to a `__release_buffer__`: nothing that outlives the call may be made of it.
    restricted: bool,
    /// -1 until computed.
    hash: Cell<i64>,
}

impl Payload for MemoryView {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.managed.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<MemoryView>();

/// The type `memoryview`.
pub static MEMORYVIEW: TypeSpec = TypeSpec {
    flags: flags::SEQUENCE | flags::WEAKREFS,
    doc: "Create a new memoryview object which references the given object.",
    methods: &methods::METHODS,
    getset: &methods::GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.hash.set(Some(compare::hash));
        s.compare.set(Some(compare::compare));
        s.iter.set(Some(iterator::iter));
        s.len.set(Some(index::len));
        s.binary[BinaryOp::Subscr as usize].set(Some(index::get_item));
        s.set_item.set(Some(index::set_item));
        s.buffer.set(Some(memoryview_buffer));
        s.release_buffer.set(Some(export::release));
    },
    ..TypeSpec::new("memoryview", &LAYOUT)
};

static NEW: LazyLock<Signature> = LazyLock::new(|| Signature::parse("object"));

fn new(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let bound = NEW.bind(vm, "memoryview", args)?;
    match &bound[0] {
        Some(object) => of_object(vm, object, super::buffer::request::FULL_RO),
        None => Err(vm.type_error("memoryview() missing required argument 'object' (pos 1)")),
    }
}

/// A memoryview of an object's memory; of a memoryview one that shares its buffer.
fn of_object(vm: &Vm, object: &Ref, flags: u32) -> PyResult {
    if let Some(m) = downcast::<MemoryView>(vm, object) {
        return m.sibling(vm, m.unrestricted(vm)?.view.clone());
    }
    if !super::buffer::is_buffer(vm, object) {
        return Err(vm.type_error(format!(
            "memoryview: a bytes-like object is required, not '{}'",
            vm.type_of(object).name_str()
        )));
    }
    Ok(memoryview_of_buffer(vm, vm.buffer(object, flags)?))
}

/// A memoryview that takes over a buffer.
pub fn memoryview_of_buffer(vm: &Vm, buffer: Buffer) -> Ref {
    make(vm, buffer, false)
}

/// A memoryview of memory that is on loan: nothing can be made of it.
pub fn memoryview_on_loan(vm: &Vm, buffer: Buffer) -> Ref {
    make(vm, buffer, true)
}

fn make(vm: &Vm, buffer: Buffer, restricted: bool) -> Ref {
    let mut view = buffer.view.clone();
    view.format = Some(view.format());
    let managed = managed::new(vm, buffer);
    new_memoryview(vm, managed, view, restricted)
}

fn new_memoryview(vm: &Vm, managed: Ref, view: View, restricted: bool) -> Ref {
    let owner = payload::<ManagedBuffer>(&managed).exporter();
    new_object(
        vm,
        vm.types.memoryview,
        MemoryView {
            managed: Field::new(managed),
            view,
            owner: owner.as_ref().map_or(0, address),
            exports: Cell::new(0),
            restricted,
            hash: Cell::new(-1),
        },
    )
}

/// `memoryview.obj`: what the memory belongs to; None for nothing, or after the release.
pub fn memoryview_exporter(memoryview: &Ref) -> Option<Ref> {
    of(memoryview).exporter()
}

/// `type.__release_buffer__(memoryview)`
pub fn release_memoryview_of(vm: &Vm, obj: &Ref, memoryview: &Ref) -> PyResult<()> {
    let Some(m) = downcast::<MemoryView>(vm, memoryview) else {
        return Err(vm.type_error("expected a memoryview object"));
    };
    match m.owner {
        // On loan: nothing to give back.
        0 => Ok(()),
        owner if owner != address(obj) => {
            Err(vm.value_error("memoryview's buffer is not this object"))
        }
        _ if m.is_released() => {
            Err(vm.value_error("memoryview's buffer has already been released"))
        }
        _ => m.release(vm),
    }
}

fn of(r: &Ref) -> &MemoryView {
    payload::<MemoryView>(r)
}

impl MemoryView {
    /// Has it, or the buffer that it looks at, been released?
    fn is_released(&self) -> bool {
        let managed = self.managed.slot();
        managed.is_null() || payload::<ManagedBuffer>(Ref::view(&managed)).is_released()
    }

    /// Itself, if it has not been released.
    fn check(&self, vm: &Vm) -> PyResult<&MemoryView> {
        if self.is_released() {
            return Err(vm.value_error("operation forbidden on released memoryview object"));
        }
        Ok(self)
    }

    /// Itself, if another view may be made of it.
    fn unrestricted(&self, vm: &Vm) -> PyResult<&MemoryView> {
        self.check(vm)?;
        if self.restricted {
            return Err(vm.value_error("cannot create new view on restricted memoryview"));
        }
        Ok(self)
    }

    fn exporter(&self) -> Option<Ref> {
        let managed = self.managed.get()?;
        payload::<ManagedBuffer>(&managed).exporter()
    }

    /// A memoryview that looks at the same buffer.
    fn sibling(&self, vm: &Vm, view: View) -> PyResult {
        self.sibling_with(vm, || Ok(view))
    }

    /// A memoryview that looks at the same buffer, which stays even if working out what to look at releases this one.
    fn sibling_with(&self, vm: &Vm, view: impl FnOnce() -> PyResult<View>) -> PyResult {
        self.unrestricted(vm)?;
        match self.managed.get() {
            Some(managed) => Ok(new_memoryview(vm, managed, view()?, false)),
            None => Err(vm.value_error("operation forbidden on released memoryview object")),
        }
    }

    fn release(&self, vm: &Vm) -> PyResult<()> {
        let n = self.exports.get();
        if self.is_released() {
            return Ok(());
        }
        if n > 0 {
            let s = if n == 1 { "" } else { "s" };
            return Err(vm.buffer_error(format!("memoryview has {n} exported buffer{s}")));
        }
        drop(self.managed.take());
        Ok(())
    }
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let released = match of(this).is_released() {
        true => "released ",
        false => "",
    };
    from_utf8(vm, &format!("<{released}memory at {:#x}>", address(this)))
}
