//! `BufferedRWPair`: a reader and a writer as one stream.

use super::base::{finalize_by_close, new_payload};
use crate::object::{Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, flags, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};

/// The payload; both empty before `__init__`.
#[derive(Default)]
pub struct Pair {
    reader: Field,
    writer: Field,
}

impl Payload for Pair {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.reader.traverse(f);
        self.writer.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Pair>();

static METHODS: [MethodDef; 11] = [
    MethodDef::positional("read", 0, 1, |vm, this, a| reader(vm, this, "read", a)),
    MethodDef::positional("peek", 0, 1, |vm, this, a| reader(vm, this, "peek", a)),
    MethodDef::positional("read1", 0, 1, |vm, this, a| reader(vm, this, "read1", a)),
    MethodDef::one("readinto", |vm, this, x| {
        reader(vm, this, "readinto", std::slice::from_ref(x))
    }),
    MethodDef::one("readinto1", |vm, this, x| {
        reader(vm, this, "readinto1", std::slice::from_ref(x))
    }),
    MethodDef::one("write", |vm, this, x| {
        writer(vm, this, "write", std::slice::from_ref(x))
    }),
    MethodDef::no_args("flush", |vm, this| writer(vm, this, "flush", &[])),
    MethodDef::no_args("readable", |vm, this| reader(vm, this, "readable", &[])),
    MethodDef::no_args("writable", |vm, this| writer(vm, this, "writable", &[])),
    MethodDef::no_args("isatty", |vm, this| {
        let w = writer(vm, this, "isatty", &[])?;
        if !w.is_false() {
            return Ok(w);
        }
        reader(vm, this, "isatty", &[])
    }),
    MethodDef::no_args("close", |vm, this| {
        // The reader is closed even if the writer cannot be.
        let closed = writer(vm, this, "close", &[]);
        let saved = vm.exception.take();
        let also = reader(vm, this, "close", &[]);
        match (closed, also) {
            (Err(r), Ok(_)) => {
                vm.exception.replace(saved);
                Err(r)
            }
            (Err(_), Err(r)) => {
                if let (Some(new), Some(old)) = (vm.exception.get(), saved) {
                    vm.set_context(&new, old);
                }
                Err(r)
            }
            (Ok(_), also) => also,
        }
    }),
];

static GETSET: [GetSetDef; 1] = [GetSetDef::get("closed", |vm, this| {
    let w = part(vm, &payload::<Pair>(this).writer)?;
    vm.get_attr_str(&w, "closed")
})];

/// The type.
pub static RW_PAIR: TypeSpec = TypeSpec {
    module: "_io",
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new
            .set(Some(|vm, ty, _| new_payload(vm, ty, Pair::default())));
        s.init.set(Some(|vm, this, args| {
            let a = args.check_positional(vm, "BufferedRWPair", 2, 3)?;
            for (stream, method) in [(&a[0], "readable"), (&a[1], "writable")] {
                let can = vm.call_method_str(stream, method, &[])?;
                if !vm.is_true(&can)? {
                    let text = format!("File or stream is not {method}.");
                    return Err(super::base::unsupported(vm, &text));
                }
            }
            let types = super::types(vm)?;
            let size = a.get(2).cloned();
            let make = |class: &Ref, raw: &Ref| -> PyResult {
                let mut all = vec![raw.clone()];
                all.extend(size.clone());
                vm.call_positional(class, &all)
            };
            let pair = payload::<Pair>(this);
            pair.reader.set(make(&types.reader, &a[0])?);
            pair.writer.set(make(&types.writer, &a[1])?);
            Ok(())
        }));
        s.finalize.set(Some(finalize_by_close));
    },
    ..TypeSpec::new("BufferedRWPair", &LAYOUT)
};

fn part(vm: &Vm, field: &Field) -> PyResult {
    match field.get() {
        Some(p) => Ok(p),
        None => Err(vm.value_error("I/O operation on uninitialized object")),
    }
}

fn reader(vm: &Vm, this: &Ref, method: &str, args: &[Ref]) -> PyResult {
    vm.call_method_str(&part(vm, &payload::<Pair>(this).reader)?, method, args)
}

fn writer(vm: &Vm, this: &Ref, method: &str, args: &[Ref]) -> PyResult {
    vm.call_method_str(&part(vm, &payload::<Pair>(this).writer)?, method, args)
}
