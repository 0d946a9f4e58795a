//! The module `_io`: files and streams.

mod base;
mod buffered;
mod bytes_io;
mod codec;
mod file;
mod newline;
mod newline_type;
mod open;
mod pair;
mod string_io;
pub mod text;

pub use open::{open_standard_streams, open_stream};

use super::{ModuleSpec, add};
use crate::object::{MethodDef, TypePtr, TypeSpec, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use std::rc::Rc;

/// Bytes in a buffer, unless asked for otherwise.
pub const DEFAULT_BUFFER_SIZE: usize = 128 * 1024;

/// The types of the module in one interpreter.
pub struct IoTypes {
    pub file: Ref,
    pub reader: Ref,
    pub writer: Ref,
    pub random: Ref,
    pub text: Ref,
    pub bytes_io_buffer: Ref,
    pub unsupported: Ref,
    named: Vec<(&'static str, Ref)>,
}

/// The types, made when first needed.
pub fn types(vm: &Vm) -> PyResult<Rc<IoTypes>> {
    if let Some(t) = vm.state::<IoTypes>("_io") {
        return Ok(t);
    }
    let mut named = Vec::new();
    let mut make = |spec: &'static TypeSpec, base: &Ref| -> PyResult {
        // SAFETY: it is a type.
        let base = unsafe { TypePtr::new(base.slot().ptr()) };
        let t = vm.new_type(spec, base)?;
        named.push((spec.name, t.clone()));
        Ok(t)
    };
    let base = make(&base::IO_BASE, &vm.types.object.to_ref())?;
    let raw = make(&base::RAW_IO_BASE, &base)?;
    let buffered = make(&base::BUFFERED_IO_BASE, &base)?;
    let text_base = make(&base::TEXT_IO_BASE, &base)?;
    let file = make(&file::FILE_IO, &raw)?;
    let reader = make(&buffered::READER, &buffered)?;
    let writer = make(&buffered::WRITER, &buffered)?;
    let random = make(&buffered::RANDOM, &buffered)?;
    make(&bytes_io::BYTES_IO, &buffered)?;
    let bytes_io_buffer = make(&bytes_io::BYTES_IO_BUFFER, &vm.types.object.to_ref())?;
    make(&pair::RW_PAIR, &buffered)?;
    make(
        &newline_type::INCREMENTAL_NEWLINE_DECODER,
        &vm.types.object.to_ref(),
    )?;
    let text = make(&text::TEXT_IO, &text_base)?;
    make(&string_io::STRING_IO, &text_base)?;
    let unsupported = make_unsupported(vm)?;
    named.push(("UnsupportedOperation", unsupported.clone()));
    named.push(("BlockingIOError", vm.types.blocking_io_error.to_ref()));
    let all = IoTypes {
        file,
        reader,
        writer,
        random,
        text,
        bytes_io_buffer,
        unsupported,
        named,
    };
    vm.set_state("_io", all);
    Ok(vm.state::<IoTypes>("_io").expect("just set"))
}

/// `class UnsupportedOperation(OSError, ValueError)`
fn make_unsupported(vm: &Vm) -> PyResult {
    let bases = new_tuple(
        vm,
        [vm.types.os_error.to_ref(), vm.types.value_error.to_ref()],
    );
    let namespace = crate::object::new_dict(vm);
    crate::object::as_dict(&namespace).set(
        vm,
        &vm.names.module,
        vm.interned.intern_str(vm, "io"),
    )?;
    vm.call_positional(
        &vm.types.type_.to_ref(),
        &[
            vm.interned.intern_str(vm, "UnsupportedOperation"),
            bases,
            namespace,
        ],
    )
}

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_io",
    doc: "The io module provides the Python interfaces to stream handling.",
    methods: &METHODS,
    init,
};

static METHODS: [MethodDef; 3] = [
    MethodDef::keywords("open", open::SIGNATURE, open::open),
    MethodDef::one("open_code", |vm, _, path| {
        let mode = vm.interned.intern_str(vm, "rb");
        open_stream(vm, path, Some(&mode))
    })
    .text_signature("path"),
    MethodDef::positional("text_encoding", 1, 2, |vm, _, a| {
        if a[0].is_none() {
            let name = match vm.config.flags.utf8_mode {
                true => "utf-8",
                false => "locale",
            };
            return Ok(vm.interned.intern_str(vm, name));
        }
        Ok(a[0].clone())
    })
    .text_signature("encoding, stacklevel=2, /"),
];

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    for (name, t) in &types(vm)?.named {
        add(vm, module, name, t.clone())?;
    }
    add(
        vm,
        module,
        "DEFAULT_BUFFER_SIZE",
        vm.new_int(DEFAULT_BUFFER_SIZE as i64),
    )
}
