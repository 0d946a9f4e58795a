//! The compiler's code objects made ours.

use std::borrow::Cow;
use std::sync::Arc;

use rustpython_compiler_core::bytecode::{CodeObject, ConstantData};

use super::{CompileError, CompileErrorKind};
use crate::data::{CodeData, Const, Text};

/// Takes a code object of the compiler apart. The caller has stack enough for its nesting.
pub(super) fn code(code: &CodeObject) -> Result<CodeData, CompileError> {
    code_with_qualname(code, &code.qualname)
}

fn code_with_qualname(code: &CodeObject, qualname: &str) -> Result<CodeData, CompileError> {
    // Slots are laid out as in CPython: locals, cells that are no locals, free variables.
    let is_local = |name: &String| code.varnames.contains(name);
    let cells = code.cellvars.iter().filter(|name| !is_local(name));
    let localsplusnames: Box<[Text]> = code
        .varnames
        .iter()
        .chain(cells)
        .chain(&code.freevars)
        .map(|name| Text::from(name.as_str()))
        .collect();
    let consts = code.constants.iter().map(|value| match value {
        ConstantData::Code { code: nested } => {
            let qualname = qualname_in(&code.qualname, nested);
            Ok(Const::Code(Arc::new(code_with_qualname(
                nested, &qualname,
            )?)))
        }
        other => constant(other),
    });
    let consts: Result<Vec<Const>, CompileError> = consts.collect();
    Ok(CodeData {
        argcount: code.arg_count,
        posonlyargcount: code.posonlyarg_count,
        kwonlyargcount: code.kwonlyarg_count,
        stacksize: code.max_stackdepth,
        flags: code.flags.bits(),
        code: code.instructions.original_bytes().into(),
        consts: consts?.into(),
        names: code
            .names
            .iter()
            .map(|name| Text::from(name.as_str()))
            .collect(),
        localsplusnames,
        localspluskinds: code.localspluskinds.clone(),
        filename: Text::from(code.source_path.as_str()),
        name: Text::from(code.obj_name.as_str()),
        qualname: Text::from(qualname),
        firstlineno: code.first_line_number.map_or(0, |line| line.get() as i32),
        linetable: code.linetable.clone(),
        exceptiontable: code.exceptiontable.clone(),
    })
}

/// CPython names the function that computes a function's annotations after what the function stands in; the compiler
/// names it after the function. That of a class or module is a child of its code, and named alike by both.
fn qualname_in<'a>(parent: &str, nested: &'a CodeObject) -> Cow<'a, str> {
    let qualname = nested.qualname.as_str();
    match qualname.strip_suffix(".__annotate__") {
        Some(function)
            if nested.obj_name == "__annotate__"
                && function != parent
                && !function.ends_with(".<locals>") =>
        {
            match function.rsplit_once('.') {
                Some((scope, _)) => format!("{scope}.__annotate__").into(),
                None => "__annotate__".into(),
            }
        }
        _ => qualname.into(),
    }
}

fn constant(value: &ConstantData) -> Result<Const, CompileError> {
    Ok(match value {
        ConstantData::None => Const::None,
        ConstantData::Ellipsis => Const::Ellipsis,
        ConstantData::Boolean { value: true } => Const::True,
        ConstantData::Boolean { value: false } => Const::False,
        ConstantData::Integer { value } => Const::int(value.clone()),
        ConstantData::Float { value } => Const::Float(*value),
        ConstantData::Complex { value } => Const::Complex(value.re, value.im),
        ConstantData::Str { value } => match Text::from_bytes(value.as_bytes()) {
            Some(text) => Const::Str(text),
            None => {
                return Err(CompileError::new(
                    CompileErrorKind::ValueError,
                    "the compiler made a string constant that is not well formed",
                ));
            }
        },
        ConstantData::Bytes { value } => Const::Bytes(value.as_slice().into()),
        ConstantData::Tuple { elements } => Const::Tuple(constants(elements)?.into()),
        ConstantData::Frozenset { elements } => {
            Const::FrozenSet(distinct(constants(elements)?).into())
        }
        ConstantData::Slice { elements } => Const::Slice(constants(&elements[..])?.into()),
        ConstantData::Code { code: nested } => Const::Code(Arc::new(code(nested)?)),
    })
}

fn constants(values: &[ConstantData]) -> Result<Vec<Const>, CompileError> {
    values.iter().map(constant).collect()
}

/// The elements without those that equal an earlier one: the compiler tells 1, 1.0 and True apart, a set does not.
fn distinct(elements: Vec<Const>) -> Vec<Const> {
    let mut kept: Vec<Const> = Vec::with_capacity(elements.len());
    for element in elements {
        if !kept.iter().any(|earlier| equal_numbers(earlier, &element)) {
            kept.push(element);
        }
    }
    kept
}

fn equal_numbers(left: &Const, right: &Const) -> bool {
    let parts = |value: &Const| match value {
        Const::True => Some((1.0, 0.0)),
        Const::False => Some((0.0, 0.0)),
        // Larger ones that a float equals exactly are as good as never beside that float.
        Const::Int(value) if value.unsigned_abs() < 1 << 53 => Some((*value as f64, 0.0)),
        Const::Float(value) => Some((*value, 0.0)),
        Const::Complex(real, imaginary) => Some((*real, *imaginary)),
        _ => None,
    };
    matches!((parts(left), parts(right)), (Some(left), Some(right)) if left == right)
}
