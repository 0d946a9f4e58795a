//! What Python sees of code objects: attributes, comparison, walks over the tables.

use super::Code;
use super::code_iterators::{branches, lines, positions};
use crate::object::{
    CompareOp, GetSetDef, MethodDef, TypeSpec, as_str, from_buf, int_to_i64, new_bytes, new_tuple,
    payload, text_of,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::fmt::Write;
use tricera_code::Const;
use tricera_code::opcode::local_kind;
use tricera_text::str::StrBuf;

/// The type `code`.
pub static CODE: TypeSpec = TypeSpec {
    doc: "Create a code object.  Not for the faint of heart.",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(super::code_new::new));
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
    },
    ..TypeSpec::new("code", &super::code_object::LAYOUT)
};

fn code(r: &Ref) -> &Code {
    payload::<Code>(r)
}

fn repr(vm: &Vm, r: &Ref) -> PyResult {
    let c = code(r);
    let mut out = StrBuf::new();
    let _ = write!(out, "<code object ");
    out.push_str(as_str(&c.name).units());
    let _ = write!(out, " at {:#x}, file \"", r.slot().header() as usize);
    out.push_str(as_str(&c.filename).units());
    let _ = write!(out, "\", line {}>", c.data.firstlineno);
    from_buf(vm, out)
}

fn hash(vm: &Vm, r: &Ref) -> PyResult<i64> {
    let c = code(r);
    let mut h = vm.hash(&c.name)?;
    let mut mix = |x: i64| h = h.wrapping_mul(1_000_003) ^ x;
    for n in c.names().iter().chain(c.localsplus_names.iter()) {
        mix(vm.hash(n)?);
    }
    let d = &c.data;
    for n in [d.argcount, d.posonlyargcount, d.kwonlyargcount, d.flags] {
        mix(n.into());
    }
    mix(d.firstlineno.into());
    for chunk in d.code.chunks(7) {
        mix(chunk.iter().fold(0, |x, &b| x << 8 | i64::from(b)));
    }
    Ok(if h == -1 { -2 } else { h })
}

/// Equal constants have equal types too; objects that are no constants of the compiler's are equal to themselves only.
fn same_constant(vm: &Vm, a: &Ref, b: &Ref) -> bool {
    a.is(b) || matches!((to_const(vm, a), to_const(vm, b)), (Some(a), Some(b)) if a == b)
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let wanted = match op {
        CompareOp::Eq => true,
        CompareOp::Ne => false,
        _ => return Ok(Ref::not_implemented()),
    };
    if !b.has_kind(Kind::Code) {
        return Ok(Ref::not_implemented());
    }
    if a.is(b) {
        return Ok(Ref::bool(wanted));
    }
    let (x, y) = (&code(a).data, &code(b).data);
    // The file name does not count, nor does the qualified name.
    let equal = x.name == y.name
        && x.argcount == y.argcount
        && x.posonlyargcount == y.posonlyargcount
        && x.kwonlyargcount == y.kwonlyargcount
        && x.flags == y.flags
        && x.firstlineno == y.firstlineno
        && x.code == y.code
        && x.names == y.names
        && x.localsplusnames == y.localsplusnames
        && x.linetable == y.linetable
        && x.exceptiontable == y.exceptiontable
        && x.consts.len() == y.consts.len()
        && code(a)
            .consts()
            .iter()
            .zip(code(b).consts())
            .all(|(a, b)| same_constant(vm, a, b));
    Ok(Ref::bool(equal == wanted))
}

/// A value as a constant of a code object; None if it is of a type that the compiler makes no constants of.
pub(super) fn to_const(vm: &Vm, r: &Ref) -> Option<Const> {
    use crate::object as o;
    if r.is_none() {
        return Some(Const::None);
    }
    let items = |v: &[Ref]| v.iter().map(|i| to_const(vm, i)).collect();
    Some(match r.kind() {
        Kind::Bool => match r.is_true() {
            true => Const::True,
            false => Const::False,
        },
        Kind::Ellipsis => Const::Ellipsis,
        Kind::Int if r.is_exact(Kind::Int) => Const::int(o::int_to_bigint(r)),
        Kind::Float if r.is_exact(Kind::Float) => Const::Float(o::float_value(r)),
        Kind::Complex if r.is_exact(Kind::Complex) => {
            let z = o::complex_value(r)?;
            Const::Complex(z.re, z.im)
        }
        Kind::Str if r.is_exact(Kind::Str) => Const::Str(text_of(r)),
        Kind::Bytes if r.is_exact(Kind::Bytes) => Const::Bytes(o::as_bytes(r).into()),
        Kind::Code => Const::Code(code(r).data.clone()),
        Kind::Tuple if r.is_exact(Kind::Tuple) => {
            vm.enter_native(" while comparing constants").ok()?;
            let all: Option<Vec<Const>> = items(o::as_tuple(r)?);
            Const::Tuple(all?.into())
        }
        _ if vm.type_of(r) == vm.types.frozenset || vm.type_of(r) == vm.types.slice => {
            constant_container(vm, r)?
        }
        _ => return None,
    })
}

fn constant_container(vm: &Vm, r: &Ref) -> Option<Const> {
    let is_slice = vm.type_of(r) == vm.types.slice;
    let items: Vec<Ref> = if is_slice {
        ["start", "stop", "step"]
            .iter()
            .map(|n| vm.get_attr_str(r, n))
            .collect::<PyResult<_>>()
    } else {
        vm.collect(r)
    }
    .map_err(|_| vm.clear_exception())
    .ok()?;
    let all: Option<Vec<Const>> = items.iter().map(|i| to_const(vm, i)).collect();
    let all = all?;
    Some(match is_slice {
        true => Const::Slice(all.into()),
        false => Const::FrozenSet(all.into()),
    })
}

fn names_of_kind(vm: &Vm, r: &Ref, kind: u8) -> PyResult {
    let c = code(r);
    let names = c.localsplus_names.iter().zip(&*c.data.localspluskinds);
    let names: Vec<Ref> = names
        .filter(|(_, k)| **k & kind != 0)
        .map(|(n, _)| n.clone())
        .collect();
    Ok(new_tuple(vm, names))
}

fn consts(vm: &Vm, r: &Ref) -> PyResult {
    let c = code(r);
    let make = || new_tuple(vm, c.consts().to_vec());
    Ok(c.consts_tuple.get_or_init(make).clone())
}

fn names(vm: &Vm, r: &Ref) -> PyResult {
    let c = code(r);
    let make = || new_tuple(vm, c.names().to_vec());
    Ok(c.names_tuple.get_or_init(make).clone())
}

fn varname_from_oparg(vm: &Vm, r: &Ref, i: &Ref) -> PyResult {
    let i = vm.index_as_isize(i)?;
    let name = usize::try_from(i)
        .ok()
        .and_then(|i| code(r).localsplus_names.get(i).cloned());
    name.ok_or_else(|| vm.index_error("tuple index out of range"))
}

/// `co_lnotab`: pairs of (bytes of code, lines), in steps that fit a byte.
fn lnotab(vm: &Vm, r: &Ref) -> PyResult {
    vm.warn(
        vm.types.deprecation_warning,
        "co_lnotab is deprecated, use co_lines instead.",
        1,
    )?;
    let c = code(r);
    let mut table = Vec::new();
    let (mut line, mut at) = (c.data.firstlineno, 0u32);
    let ranges = tricera_code::line_table::lines(&c.data.linetable, c.data.firstlineno);
    for (start, _, l) in ranges {
        let Some(l) = l.filter(|l| *l != line) else {
            continue;
        };
        let (mut bytes, mut lines) = (start - at, l - line);
        while bytes > 255 {
            table.extend([255, 0]);
            bytes -= 255;
        }
        while !(-128..=127).contains(&lines) {
            let step = if lines < 0 { -128i8 } else { 127 };
            table.extend([bytes as u8, step as u8]);
            bytes = 0;
            lines -= i32::from(step);
        }
        table.extend([bytes as u8, lines as i8 as u8]);
        (line, at) = (l, start);
    }
    Ok(new_bytes(vm, table))
}

/// Bytes of CPython's code object without its instructions.
const EMPTY_SIZE: usize = 208;

static METHODS: [MethodDef; 7] = [
    MethodDef::no_args("__sizeof__", |vm, r| {
        // Two bytes for each unit, in whole words.
        let size = (EMPTY_SIZE + code(r).data.code.len()).next_multiple_of(8);
        Ok(vm.new_int(size as i64))
    }),
    MethodDef::keywords(
        "replace",
        super::code_new::REPLACE_SIGNATURE,
        super::code_new::replace,
    )
    .shown("($self, /, **changes)")
    .doc("Return a copy of the code object with new values for the specified fields."),
    MethodDef::keywords(
        "__replace__",
        super::code_new::REPLACE_SIGNATURE,
        super::code_new::replace,
    )
    .shown("($self, /, **changes)")
    .doc("The same as replace()."),
    MethodDef::no_args("co_lines", lines),
    MethodDef::no_args("co_positions", positions),
    MethodDef::no_args("co_branches", branches),
    MethodDef::one("_varname_from_oparg", varname_from_oparg).shown("($self, /, oparg)"),
];

/// An attribute that CPython declares as a read-only member, whose error names nothing.
const fn member(name: &'static str, get: fn(&Vm, &Ref) -> PyResult) -> GetSetDef {
    GetSetDef::get_set(name, get, |vm, _, _| {
        Err(vm.attribute_error_message("readonly attribute"))
    })
}

static GETSET: [GetSetDef; 20] = [
    member("co_argcount", |vm, r| {
        Ok(vm.new_int(code(r).data.argcount.into()))
    }),
    member("co_posonlyargcount", |vm, r| {
        Ok(vm.new_int(code(r).data.posonlyargcount.into()))
    }),
    member("co_kwonlyargcount", |vm, r| {
        Ok(vm.new_int(code(r).data.kwonlyargcount.into()))
    }),
    member("co_stacksize", |vm, r| {
        Ok(vm.new_int(code(r).data.stacksize.into()))
    }),
    member(
        "co_flags",
        |vm, r| Ok(vm.new_int(code(r).data.flags.into())),
    ),
    member("co_names", names),
    member("co_filename", |_, r| Ok(code(r).filename.clone())),
    member("co_name", |_, r| Ok(code(r).name.clone())),
    member("co_qualname", |_, r| Ok(code(r).qualname.clone())),
    member("co_firstlineno", |vm, r| {
        Ok(vm.new_int(code(r).data.firstlineno.into()))
    }),
    member("co_linetable", |vm, r| {
        Ok(new_bytes(vm, &code(r).data.linetable[..]))
    }),
    member("co_exceptiontable", |vm, r| {
        Ok(new_bytes(vm, &code(r).data.exceptiontable[..]))
    }),
    member("co_consts", consts),
    GetSetDef::get("co_nlocals", |vm, r| {
        Ok(vm.new_int(code(r).data.nlocals() as i64))
    }),
    GetSetDef::get("co_varnames", |vm, r| {
        names_of_kind(vm, r, local_kind::LOCAL)
    }),
    GetSetDef::get("co_cellvars", |vm, r| {
        names_of_kind(vm, r, local_kind::CELL)
    }),
    GetSetDef::get("co_freevars", |vm, r| {
        names_of_kind(vm, r, local_kind::FREE)
    }),
    GetSetDef::get("co_code", |vm, r| Ok(new_bytes(vm, &code(r).data.code[..]))),
    GetSetDef::get("_co_code_adaptive", |vm, r| {
        Ok(new_bytes(vm, &code(r).data.code[..]))
    }),
    GetSetDef::get("co_lnotab", lnotab),
];

/// An argument that must be an int: C's `int`.
pub(super) fn c_int(vm: &Vm, r: &Ref) -> PyResult<i32> {
    let i = vm.index(r)?;
    int_to_i64(&i)
        .and_then(|i| i32::try_from(i).ok())
        .ok_or_else(|| vm.overflow_error("Python int too large to convert to C int"))
}
