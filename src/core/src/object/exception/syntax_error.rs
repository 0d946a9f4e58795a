//! `SyntaxError`.

use super::base::{self, field};
use super::{Exception, as_exception};
use crate::object::{GetSetDef, as_str, from_buf, int_to_i64};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};
use std::fmt::Write;
use tricera_text::str::{StrBuf, search};

/// `SyntaxError.__init__`: `(msg, (filename, lineno, offset, text[, end_lineno, end_offset[, metadata]]))`.
pub(super) fn init(vm: &Vm, e: &Ref, args: &Args) -> PyResult<()> {
    base::init(vm, e, args)?;
    let x = as_exception(e);
    let given = args.positional();
    if let Some(msg) = given.first() {
        x.set_extra(Exception::SYNTAX_MSG, Some(msg.clone()));
    }
    let [_, details] = given else { return Ok(()) };
    let details = vm.collect(details)?;
    let n = details.len();
    if !(4..=7).contains(&n) {
        let (bound, limit) = if n < 4 {
            ("at least", 4)
        } else {
            ("at most", 7)
        };
        return Err(vm.type_error(format!(
            "function takes {bound} {limit} arguments ({n} given)"
        )));
    }
    let places = [
        Exception::SYNTAX_FILENAME,
        Exception::SYNTAX_LINENO,
        Exception::SYNTAX_OFFSET,
        Exception::SYNTAX_TEXT,
        Exception::SYNTAX_END_LINENO,
        Exception::SYNTAX_END_OFFSET,
        Exception::SYNTAX_METADATA,
    ];
    for (i, at) in places.into_iter().enumerate() {
        x.set_extra(at, details.get(i).cloned());
    }
    if n == 5 {
        return Err(vm.type_error("end_offset must be provided when end_lineno is provided"));
    }
    Ok(())
}

/// `SyntaxError.__str__`: the message, with the base name of the file and the line if they are known.
pub(super) fn str(vm: &Vm, e: &Ref) -> PyResult {
    let x = as_exception(e);
    let msg = vm.str(&x.extra(Exception::SYNTAX_MSG).unwrap_or_else(Ref::none))?;
    let filename = x
        .extra(Exception::SYNTAX_FILENAME)
        .filter(|f| f.has_kind(Kind::Str));
    let line = x
        .extra(Exception::SYNTAX_LINENO)
        .filter(|n| n.is_exact(Kind::Int))
        .map(|n| int_to_i64(&n).unwrap_or(-1));
    if filename.is_none() && line.is_none() {
        return Ok(msg);
    }
    let mut out = StrBuf::new();
    out.push_str(as_str(&msg).units());
    out.push_latin1(b" (");
    if let Some(f) = &filename {
        let f = as_str(f).units();
        let slash = search::rfind(f, tricera_text::str::StrRef::Latin1(b"/"));
        out.push_str(f.slice(slash.map_or(0, |at| at + 1)..f.len()));
        if line.is_some() {
            out.push_latin1(b", ");
        }
    }
    if let Some(n) = line {
        let _ = write!(out, "line {n}");
    }
    out.push(b')'.into());
    from_buf(vm, out)
}

pub(super) static FIELDS: [GetSetDef; 9] = [
    field::<{ Exception::SYNTAX_MSG }>("msg"),
    field::<{ Exception::SYNTAX_FILENAME }>("filename"),
    field::<{ Exception::SYNTAX_LINENO }>("lineno"),
    field::<{ Exception::SYNTAX_OFFSET }>("offset"),
    field::<{ Exception::SYNTAX_TEXT }>("text"),
    field::<{ Exception::SYNTAX_END_LINENO }>("end_lineno"),
    field::<{ Exception::SYNTAX_END_OFFSET }>("end_offset"),
    field::<{ Exception::SYNTAX_PRINT_FILE_AND_LINE }>("print_file_and_line"),
    field::<{ Exception::SYNTAX_METADATA }>("_metadata"),
];
