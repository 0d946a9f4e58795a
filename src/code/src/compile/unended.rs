//! Errors in an expression or interactive statement whose last line has no end: CPython adds one only to modules.

use super::CompileError;

/// Makes the text, and the position where it is that of the missing line end, CPython's.
pub(super) fn adjust(error: &mut CompileError, source: &str) {
    let last = source.rsplit('\n').next().unwrap_or_default();
    let lines = source.split('\n').count();
    if last.is_empty() && !source.is_empty()
        || (error.lineno as usize) < lines && !source.is_empty()
    {
        return;
    }
    let text = error.text.take();
    error.text = text.map(|text| text.trim_end_matches('\n').to_owned());
    let behind = last.chars().count() as i32 + 1;
    if error.msg == "invalid syntax" && error.offset == behind {
        // The token that stands for the line end has no column.
        (error.offset, error.end_offset) = (0, 0);
    } else if error.msg.starts_with("expected expression after 'else'") && error.offset == behind {
        (error.offset, error.end_offset) = (behind - 1, -1);
    } else if error
        .msg
        .starts_with("unexpected character after line continuation")
    {
        error.offset -= 1;
    }
}
