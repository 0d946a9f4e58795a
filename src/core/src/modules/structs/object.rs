//! `struct.Struct`

use super::format::Format;
use super::{format_text, iterator, pack, unpack};
use crate::modules::common::{bind, type_arg};
use crate::object::{
    GetSetDef, Layout, MethodDef, Payload, TypeSpec, flags, from_utf8, new_object, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

/// A format and its text; None until it is initialised.
struct Struct(RefCell<Option<(Rc<Format>, Vec<u8>)>>);

impl Payload for Struct {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Struct>();
static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("format"));

fn format_of(vm: &Vm, this: &Ref) -> PyResult<Rc<Format>> {
    match &*payload::<Struct>(this).0.borrow() {
        Some((format, _)) => Ok(format.clone()),
        None => Err(vm.runtime_error("Struct object is not initialized")),
    }
}

/// Bytes of CPython's object without its table, and of an entry of that: one for each field, and the end.
const EMPTY_SIZE: usize = 56;
const ENTRY_SIZE: usize = 32;

static METHODS: [MethodDef; 6] = [
    MethodDef::no_args("__sizeof__", |vm, this| {
        let fields = format_of(vm, this)?.fields.len() + 1;
        Ok(vm.new_int((EMPTY_SIZE + ENTRY_SIZE * fields) as i64))
    })
    .doc("S.__sizeof__() -> size of S in memory, in bytes"),
    MethodDef::one("iter_unpack", |vm, this, buffer| {
        iterator::new(vm, format_of(vm, this)?, buffer)
    })
    .text_signature("buffer, /"),
    MethodDef::raw("pack", |vm, this, args| {
        args.no_keywords(vm, "Struct.pack")?;
        let format = format_of(vm, this)?;
        pack::pack(vm, &format, args.positional())
    }),
    MethodDef::raw("pack_into", |vm, this, args| {
        args.no_keywords(vm, "Struct.pack_into")?;
        let format = format_of(vm, this)?;
        pack::pack_into(vm, &format, args.positional())
    }),
    MethodDef::one("unpack", |vm, this, buffer| {
        let format = format_of(vm, this)?;
        unpack::unpack(vm, &format, buffer)
    })
    .text_signature("buffer, /"),
    MethodDef::keywords("unpack_from", "buffer, offset=0", |vm, this, a| {
        let buffer = a[0].as_ref().expect("required");
        let format = format_of(vm, this)?;
        unpack::unpack_from(vm, &format, buffer, a[1].as_ref())
    }),
];

static GETSET: [GetSetDef; 2] = [
    GetSetDef::get("format", |vm, this| {
        match &*payload::<Struct>(this).0.borrow() {
            Some((_, text)) => from_utf8(vm, &String::from_utf8_lossy(text)),
            None => Err(vm.runtime_error("Struct object is not initialized")),
        }
    }),
    GetSetDef::get("size", |vm, this| {
        let size = match &*payload::<Struct>(this).0.borrow() {
            Some((format, _)) => format.size as i64,
            None => -1,
        };
        Ok(vm.new_int(size))
    }),
];

/// The type.
pub(super) static STRUCT: TypeSpec = TypeSpec {
    module: "_struct",
    doc: "Struct(fmt) --> compiled struct object",
    flags: flags::BASETYPE | flags::WEAKREFS,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.set_attr.set(Some(crate::object::generic_set_attr));
        s.new.set(Some(|vm, ty, _| {
            Ok(new_object(vm, type_arg(ty), Struct(RefCell::new(None))))
        }));
        s.init.set(Some(init));
        s.repr.set(Some(|vm, this| {
            let format = vm.repr_string(&vm.get_attr_str(this, "format")?)?;
            let name = vm.type_of(this).short_name();
            from_utf8(vm, &format!("{name}({format})"))
        }));
    },
    ..TypeSpec::new("Struct", &LAYOUT)
};

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let [format] = bind(vm, &SIGNATURE, "Struct", args)?;
    let text = format_text(vm, &format.expect("required"))?;
    let format = Rc::new(Format::parse(vm, &text)?);
    *payload::<Struct>(this).0.borrow_mut() = Some((format, text));
    Ok(())
}
