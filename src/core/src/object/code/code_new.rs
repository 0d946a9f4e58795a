//! `CodeType(…)` and `code.replace(…)`: the arguments are put together, and the result is verified before it can run.

use super::Code;
use super::code_object::assemble;
use super::code_type::{c_int, to_const};
use crate::object::{as_bytes, as_tuple, payload, text_of, tuple_items};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::sync::Arc;
use tricera_code::opcode::{flags, local_kind};
use tricera_code::{CodeData, Const, Text};

/// The parameters of `code.replace`.
pub(super) const REPLACE_SIGNATURE: &str = "*, co_argcount=unchanged, co_posonlyargcount=unchanged, \
    co_kwonlyargcount=unchanged, co_nlocals=unchanged, co_stacksize=unchanged, co_flags=unchanged, \
    co_firstlineno=unchanged, co_code=unchanged, co_consts=unchanged, co_names=unchanged, co_varnames=unchanged, \
    co_freevars=unchanged, co_cellvars=unchanged, co_filename=unchanged, co_name=unchanged, co_qualname=unchanged, \
    co_linetable=unchanged, co_exceptiontable=unchanged";

/// What a code object is made from.
struct Parts {
    argcount: i32,
    posonlyargcount: i32,
    kwonlyargcount: i32,
    nlocals: i32,
    stacksize: i32,
    flags: i32,
    firstlineno: i32,
    code: Box<[u8]>,
    consts: Vec<Ref>,
    names: Vec<Text>,
    varnames: Vec<Text>,
    freevars: Vec<Text>,
    cellvars: Vec<Text>,
    filename: Text,
    name: Text,
    qualname: Text,
    linetable: Box<[u8]>,
    exceptiontable: Box<[u8]>,
}

/// `CodeType.__new__`
pub(super) fn new(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "code")?;
    let a = args.check_positional(vm, "code", 16, 18)?;
    let wrong = |i: usize, what: &str| {
        vm.type_error(format!(
            "code() argument {} must be {what}, not {}",
            i + 1,
            type_name(vm, &a[i])
        ))
    };
    let number = |i: usize| c_int(vm, &a[i]);
    let bytes = |i: usize| match a[i].has_kind(Kind::Bytes) {
        true => Ok(as_bytes(&a[i]).into()),
        false => Err(wrong(i, "bytes")),
    };
    let tuple = |i: usize| match as_tuple(&a[i]) {
        Some(t) => Ok(t),
        None => Err(wrong(i, "tuple")),
    };
    let string = |i: usize| match a[i].has_kind(Kind::Str) {
        true => Ok(text_of(&a[i])),
        false => Err(wrong(i, "str")),
    };
    let names = |i: usize| match i < a.len() {
        true => texts(vm, tuple(i)?),
        false => Ok(Vec::new()),
    };
    let parts = Parts {
        argcount: number(0)?,
        posonlyargcount: number(1)?,
        kwonlyargcount: number(2)?,
        nlocals: number(3)?,
        stacksize: number(4)?,
        flags: number(5)?,
        code: bytes(6)?,
        consts: tuple(7)?.to_vec(),
        names: names(8)?,
        varnames: names(9)?,
        filename: string(10)?,
        name: string(11)?,
        qualname: string(12)?,
        firstlineno: number(13)?,
        linetable: bytes(14)?,
        exceptiontable: bytes(15)?,
        freevars: names(16)?,
        cellvars: names(17)?,
    };
    let counts = [
        ("argcount", parts.argcount),
        ("posonlyargcount", parts.posonlyargcount),
        ("kwonlyargcount", parts.kwonlyargcount),
        ("nlocals", parts.nlocals),
    ];
    if let Some((name, _)) = counts.iter().find(|(_, n)| *n < 0) {
        return Err(vm.value_error(format!("code: {name} must not be negative")));
    }
    build(vm, parts)
}

/// `code.replace(**changes)`
pub(super) fn replace(vm: &Vm, r: &Ref, args: &[Option<Ref>]) -> PyResult {
    let c = payload::<Code>(r);
    let d = &c.data;
    let number = |i: usize, name: &str, old: i32| match &args[i] {
        None => Ok(old),
        Some(v) => match c_int(vm, v)? {
            n if n < 0 && name != "co_firstlineno" => {
                Err(vm.value_error(format!("{name} must be a positive integer")))
            }
            n => Ok(n),
        },
    };
    let wrong = |name: &str, what: &str, v: &Ref| -> Raised {
        vm.type_error(format!(
            "replace() argument '{name}' must be {what}, not {}",
            type_name(vm, v)
        ))
    };
    let bytes = |i: usize, name: &str, old: &[u8]| match &args[i] {
        None => Ok(old.into()),
        Some(v) if v.has_kind(Kind::Bytes) => Ok(as_bytes(v).into()),
        Some(v) => Err(wrong(name, "bytes", v)),
    };
    let string = |i: usize, name: &str, old: &Text| match &args[i] {
        None => Ok(old.clone()),
        Some(v) if v.has_kind(Kind::Str) => Ok(text_of(v)),
        Some(v) => Err(wrong(name, "str", v)),
    };
    let names = |i: usize, name: &str, old: Vec<Text>| match &args[i] {
        None => Ok(old),
        Some(v) if v.has_kind(Kind::Tuple) => {
            // SAFETY: the kind says so.
            texts(vm, unsafe { tuple_items(v) })
        }
        Some(v) => Err(wrong(name, "tuple", v)),
    };
    let consts = match &args[8] {
        None => c.consts().to_vec(),
        Some(v) => match as_tuple(v) {
            Some(t) => t.to_vec(),
            None => return Err(wrong("co_consts", "tuple", v)),
        },
    };
    build(
        vm,
        Parts {
            argcount: number(0, "co_argcount", d.argcount as i32)?,
            posonlyargcount: number(1, "co_posonlyargcount", d.posonlyargcount as i32)?,
            kwonlyargcount: number(2, "co_kwonlyargcount", d.kwonlyargcount as i32)?,
            nlocals: number(3, "co_nlocals", d.nlocals() as i32)?,
            stacksize: number(4, "co_stacksize", d.stacksize as i32)?,
            flags: number(5, "co_flags", d.flags as i32)?,
            firstlineno: number(6, "co_firstlineno", d.firstlineno)?,
            code: bytes(7, "co_code", &d.code)?,
            consts,
            names: names(9, "co_names", d.names.to_vec())?,
            varnames: names(10, "co_varnames", d.varnames().cloned().collect())?,
            freevars: names(11, "co_freevars", d.freevars().cloned().collect())?,
            cellvars: names(12, "co_cellvars", d.cellvars().cloned().collect())?,
            filename: string(13, "co_filename", &d.filename)?,
            name: string(14, "co_name", &d.name)?,
            qualname: string(15, "co_qualname", &d.qualname)?,
            linetable: bytes(16, "co_linetable", &d.linetable)?,
            exceptiontable: bytes(17, "co_exceptiontable", &d.exceptiontable)?,
        },
    )
}

fn type_name(vm: &Vm, r: &Ref) -> String {
    match r.is_none() {
        true => "None".to_owned(),
        false => vm.type_of(r).name_str(),
    }
}

fn texts(vm: &Vm, items: &[Ref]) -> PyResult<Vec<Text>> {
    let text = |r: &Ref| match r.has_kind(Kind::Str) {
        true => Ok(text_of(r)),
        false => Err(vm.system_error("non-string found in code slot")),
    };
    items.iter().map(text).collect()
}

fn build(vm: &Vm, p: Parts) -> PyResult {
    if !p.code.len().is_multiple_of(2) {
        return Err(vm.value_error("code: co_code is malformed"));
    }
    if p.argcount < p.posonlyargcount || p.stacksize < 0 || p.flags < 0 {
        return Err(vm.system_error("bad argument to internal function"));
    }
    let flags = p.flags as u32;
    let starred = [flags::CO_VARARGS, flags::CO_VARKEYWORDS];
    let arguments = p.argcount as usize
        + p.kwonlyargcount as usize
        + starred.iter().filter(|f| flags & **f != 0).count();
    if arguments > p.varnames.len() {
        return Err(vm.value_error("code: co_varnames is too small"));
    }
    if p.nlocals as usize != p.varnames.len() {
        return Err(vm.value_error("code: co_nlocals != len(co_varnames)"));
    }
    let (localsplusnames, localspluskinds) = localsplus(&p);
    // An object that is no constant of the compiler's is None in the shared data; this code object has the real one.
    let consts: Vec<Const> = p
        .consts
        .iter()
        .map(|c| to_const(vm, c).unwrap_or(Const::None))
        .collect();
    let data = Arc::new(CodeData {
        argcount: p.argcount as u32,
        posonlyargcount: p.posonlyargcount as u32,
        kwonlyargcount: p.kwonlyargcount as u32,
        stacksize: p.stacksize as u32,
        flags,
        code: p.code,
        consts: consts.into(),
        names: p.names.into(),
        localsplusnames,
        localspluskinds,
        filename: p.filename,
        name: p.name,
        qualname: p.qualname,
        firstlineno: p.firstlineno,
        linetable: p.linetable,
        exceptiontable: p.exceptiontable,
    });
    let verified = match tricera_code::verify::verify(&data) {
        Ok(v) => v,
        Err(e) => return Err(vm.value_error(format!("code: {e}"))),
    };
    assemble(vm, &data, &verified, p.consts)
}

/// The slots of a frame, in CPython's order: locals (some of them cells), other cells, free variables.
fn localsplus(p: &Parts) -> (Box<[Text]>, Box<[u8]>) {
    use local_kind::*;
    let flags = p.flags as u32;
    let (positional, keyword) = (p.argcount as usize, p.kwonlyargcount as usize);
    let varargs = flags & flags::CO_VARARGS != 0;
    let varkeywords = flags & flags::CO_VARKEYWORDS != 0;
    let argument_kind = |i: usize| {
        if i < p.posonlyargcount as usize {
            ARG_POS
        } else if i < positional {
            ARG_POS | ARG_KW
        } else if i < positional + keyword {
            ARG_KW
        } else if varargs && i == positional + keyword {
            ARG_VAR | ARG_POS
        } else if varkeywords && i == positional + keyword + varargs as usize {
            ARG_VAR | ARG_KW
        } else {
            0
        }
    };
    let (mut names, mut kinds) = (Vec::new(), Vec::new());
    for (i, name) in p.varnames.iter().enumerate() {
        let cell = if p.cellvars.contains(name) { CELL } else { 0 };
        names.push(name.clone());
        kinds.push(LOCAL | cell | argument_kind(i));
    }
    for name in p.cellvars.iter().filter(|n| !p.varnames.contains(n)) {
        names.push(name.clone());
        kinds.push(CELL);
    }
    for name in &p.freevars {
        names.push(name.clone());
        kinds.push(FREE);
    }
    (names.into(), kinds.into())
}
