//! How a SyntaxError is shown: its place, the line and the carets under the part that is wrong.

use super::{safe_str, text};
use crate::object::exception::{Exception, as_exception};
use crate::object::int_to_i64;
use crate::runtime::Vm;
use crate::value::{Kind, Ref};

/// The attributes of a SyntaxError.
pub(super) struct Details {
    filename: Option<String>,
    lineno: Option<String>,
    end_lineno: Option<String>,
    /// `text`, if it is a str.
    text: Option<String>,
    offset: Offset,
    end_offset: Option<i64>,
    msg: String,
}

enum Offset {
    None,
    At(i64),
    /// Not an int: the line is not shown.
    Odd,
}

impl Details {
    pub(super) fn new(vm: &Vm, e: &Ref) -> Details {
        let x = as_exception(e);
        let get = |at: usize| x.extra(at).filter(|v| !v.is_none());
        let number = |v: &Ref| matches!(v.kind(), Kind::Int | Kind::Bool).then(|| int_to_i64(v));
        let msg = x.extra(Exception::SYNTAX_MSG);
        let msg = msg.filter(|m| {
            vm.is_true(m).unwrap_or_else(|_| {
                vm.clear_exception();
                true
            })
        });
        Details {
            filename: get(Exception::SYNTAX_FILENAME).map(|f| safe_str(vm, &f, "filename")),
            lineno: get(Exception::SYNTAX_LINENO).map(|n| safe_str(vm, &n, "lineno")),
            end_lineno: get(Exception::SYNTAX_END_LINENO).map(|n| safe_str(vm, &n, "lineno")),
            text: get(Exception::SYNTAX_TEXT)
                .filter(|t| t.has_kind(Kind::Str))
                .map(|t| text(&t)),
            offset: match get(Exception::SYNTAX_OFFSET) {
                None => Offset::None,
                Some(v) => match number(&v) {
                    Some(n) => Offset::At(n.unwrap_or(i64::MAX / 2)),
                    None => Offset::Odd,
                },
            },
            end_offset: get(Exception::SYNTAX_END_OFFSET).and_then(|v| number(&v).flatten()),
            msg: match msg {
                Some(m) => safe_str(vm, &m, "msg"),
                None => "<no detail available>".to_owned(),
            },
        }
    }
}

/// The lines of a SyntaxError whose type is called `type_name`.
pub(super) fn format(d: &Details, type_name: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut suffix = String::new();
    if let Some(line) = &d.lineno {
        let filename = match d.filename.as_deref() {
            None | Some("") => "<string>",
            Some(f) => f,
        };
        out.push(format!("  File \"{filename}\", line {line}\n"));
    } else if let Some(f) = &d.filename {
        suffix = format!(" ({f})");
    }
    if let Some(t) = &d.text {
        source_line(d, t, &mut out);
    }
    out.push(format!("{type_name}: {}{suffix}\n", d.msg));
    out
}

/// The line, and the carets if they fall into it.
fn source_line(d: &Details, text: &str, out: &mut Vec<String>) {
    let right = text.trim_end_matches('\n');
    let left = right.trim_start_matches([' ', '\n', '\x0c']);
    let count = |s: &str| s.chars().count() as i64;
    let spaces = count(right) - count(left);
    let mut offset = match d.offset {
        Offset::None => {
            out.push(format!("    {left}\n"));
            return;
        }
        Offset::Odd => return,
        Offset::At(n) => n,
    };
    let mut end = match d.lineno == d.end_lineno {
        true => d.end_offset.filter(|n| *n != 0).unwrap_or(offset),
        false => count(right) + 1,
    };
    if !text.is_empty() && offset > count(text) {
        offset = count(right) + 1;
    }
    if !text.is_empty() && end > count(text) {
        end = count(right) + 1;
    }
    if offset >= end || end < 0 {
        end = offset + 1;
    }
    let (column, end_column) = (offset - 1 - spaces, end - 1 - spaces);
    out.push(format!("    {left}\n"));
    if column >= 0 {
        // Tabs and the like are kept, so that the carets stand where they should.
        let keep = |c: char| if super::is_space(c) { c } else { ' ' };
        let before: String = left.chars().take(column as usize).map(keep).collect();
        let carets = "^".repeat((end_column - column).max(0) as usize);
        out.push(format!("    {before}{carets}\n"));
    }
}
