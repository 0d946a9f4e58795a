//! The escapes of bytes literals: `escape_decode` and `escape_encode`.

use super::convert::data_argument;
use super::errors_argument;
use crate::modules::support::bad_argument;
use crate::object::{as_bytes, new_bytes, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::codec::escape::InvalidEscape;

/// Warns of an escape that is none.
pub(super) fn warn_invalid(vm: &Vm, quote: &str, escape: InvalidEscape) -> PyResult<()> {
    let (what, shown) = match escape {
        InvalidEscape::Char(c) => ("", char::from(c).to_string()),
        InvalidEscape::Octal(n) => ("octal ", format!("{n:o}")),
    };
    let text = format!(
        "{quote}\\{shown}\" is an invalid {what}escape sequence. Such sequences will not work in the future. "
    );
    vm.warn(vm.types.deprecation_warning, &text, 1)
}

fn digit(c: Option<&u8>, radix: u32) -> Option<u32> {
    char::from(*c?).to_digit(radix)
}

pub(super) fn decode(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let data = data_argument(vm, &a[0], true)?;
    let errors = errors_argument(vm, "escape_decode", a, 1)?;
    let mut out = Vec::with_capacity(data.len());
    let mut invalid = None;
    let mut at = 0;
    while let Some(&c) = data.get(at) {
        at += 1;
        if c != b'\\' {
            out.push(c);
            continue;
        }
        let Some(&c) = data.get(at) else {
            return Err(vm.value_error("Trailing \\ in string"));
        };
        at += 1;
        match c {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(c),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b't' => out.push(b'\t'),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b'v' => out.push(11),
            b'a' => out.push(7),
            b'0'..=b'7' => {
                let mut n = u32::from(c - b'0');
                for _ in 0..2 {
                    let Some(d) = digit(data.get(at), 8) else {
                        break;
                    };
                    n = n << 3 | d;
                    at += 1;
                }
                if n > 0o377 {
                    invalid = invalid.or(Some(InvalidEscape::Octal(n)));
                }
                out.push(n as u8);
            }
            b'x' => {
                if let (Some(high), Some(low)) =
                    (digit(data.get(at), 16), digit(data.get(at + 1), 16))
                {
                    out.push((high << 4 | low) as u8);
                    at += 2;
                    continue;
                }
                match &*errors {
                    "strict" => {
                        let text = format!("invalid \\x escape at position {}", at - 2);
                        return Err(vm.value_error(text));
                    }
                    "replace" => out.push(b'?'),
                    "ignore" => {}
                    _ => {
                        let text = format!("decoding error; unknown error handling code: {errors}");
                        return Err(vm.value_error(text));
                    }
                }
                // What there is of the escape is left out with it.
                at += usize::from(digit(data.get(at), 16).is_some());
            }
            _ => {
                invalid = invalid.or(Some(InvalidEscape::Char(c)));
                out.push(b'\\');
                at -= 1;
            }
        }
    }
    if let Some(escape) = invalid {
        warn_invalid(vm, "b\"", escape)?;
    }
    let length = vm.new_int(data.len() as i64);
    Ok(new_tuple(vm, [new_bytes(vm, out), length]))
}

pub(super) fn encode(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    if !a[0].has_kind(Kind::Bytes) {
        return Err(bad_argument(vm, &a[0], "escape_encode", "1", "bytes"));
    }
    errors_argument(vm, "escape_encode", a, 1)?;
    let data = as_bytes(&a[0]);
    let mut out = Vec::with_capacity(data.len());
    for &c in data {
        match c {
            b'\\' | b'\'' => out.extend([b'\\', c]),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b' '..0x7F => out.push(c),
            _ => out.extend(format!("\\x{c:02x}").bytes()),
        }
    }
    let length = vm.new_int(data.len() as i64);
    Ok(new_tuple(vm, [new_bytes(vm, out), length]))
}
