//! The module `marshal`.

mod read;
mod write;

use super::support::{bytes_arg, c_int};
use super::{ModuleSpec, add};
use crate::object::{MethodDef, new_bytes};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use read::{Reader, Source};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "marshal",
    doc: "This module contains functions that can read and write Python values in\na binary format.",
    methods: &METHODS,
    init: |vm, module| add(vm, module, "version", vm.new_int(VERSION.into())),
};

/// The version of the format that is written unless another one is asked for.
const VERSION: i32 = 5;

static METHODS: [MethodDef; 4] = [
    MethodDef::keywords(
        "dump",
        "value, file, version=version, /, *, allow_code=True",
        |vm, _, a| {
            let data = written(vm, a[0].as_ref(), a[2].as_ref(), a[3].as_ref())?;
            let file = a[1].as_ref().expect("required");
            vm.call_method(file, &vm.names.write, &[new_bytes(vm, data)])
        },
    ),
    MethodDef::keywords(
        "dumps",
        "value, version=version, /, *, allow_code=True",
        |vm, _, a| {
            let data = written(vm, a[0].as_ref(), a[1].as_ref(), a[2].as_ref())?;
            Ok(new_bytes(vm, data))
        },
    ),
    MethodDef::keywords("load", "file, /, *, allow_code=True", |vm, _, a| {
        let file = a[0].as_ref().expect("required");
        Reader::new(Source::File(file.clone()), flag(vm, a[1].as_ref())?).object(vm)
    }),
    MethodDef::keywords("loads", "bytes, /, *, allow_code=True", |vm, _, a| {
        let data = bytes_arg(vm, a[0].as_ref().expect("required"))?;
        Reader::new(Source::Bytes(data, 0), flag(vm, a[1].as_ref())?).object(vm)
    }),
];

fn flag(vm: &Vm, a: Option<&Ref>) -> PyResult<bool> {
    a.map_or(Ok(true), |a| vm.is_true(a))
}

fn written(
    vm: &Vm,
    value: Option<&Ref>,
    version: Option<&Ref>,
    allow_code: Option<&Ref>,
) -> PyResult<Vec<u8>> {
    let version = match version {
        Some(v) => c_int(vm, v)?,
        None => VERSION,
    };
    let allow_code = flag(vm, allow_code)?;
    write::write(vm, value.expect("required"), version, allow_code)
}
