//! `str % args`.

use super::super::percent::{Begun, Dialect, Failure, character_number, expand};
use crate::object::{as_str, as_tuple, copy_bytes, from_buf, int_ref, new_ascii, new_str};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::mem::MaybeUninit;
use tricera_text::format::percent::{Conversion, Field, Flavor, character_of, errors};
use tricera_text::number::IntRef;
use tricera_text::number::int::DecimalBuffer;
use tricera_text::str::search::find_char;
use tricera_text::str::{StrBuf, StrRef, Width};

struct Text;

impl Dialect for Text {
    const FLAVOR: Flavor = Flavor::Str;

    fn key(vm: &Vm, key: StrRef<'_>) -> PyResult {
        new_str(vm, key)
    }

    fn write(
        vm: &Vm,
        out: &mut StrBuf,
        field: &Field,
        conversion: Conversion,
        value: &Ref,
    ) -> Result<(), Failure> {
        let text = match conversion {
            Conversion::Char => {
                let c = character(vm, value)?;
                if field.is_plain() {
                    out.push(c);
                } else {
                    out.push_str(field.write_char(c)?.view());
                }
                return Ok(());
            }
            Conversion::Repr => vm.repr(value)?,
            Conversion::Ascii => vm.ascii(value)?,
            _ => {
                if value.slot().is_int() && field.is_plain() {
                    let mut digits = DecimalBuffer::new();
                    out.push_latin1(digits.format(value.slot().as_int()).as_bytes());
                    return Ok(());
                }
                vm.str(value)?
            }
        };
        let text = as_str(&text).units();
        if field.is_plain() {
            out.push_str(text);
        } else {
            out.push_str(field.write_text(text)?.view());
        }
        Ok(())
    }
}

fn character(vm: &Vm, value: &Ref) -> Result<u32, Failure> {
    if value.has_kind(Kind::Str) {
        let s = as_str(value).units();
        return match s.len() {
            1 => Ok(s.at(0)),
            n => Err(errors::one_character_required(n).into()),
        };
    }
    match character_number(vm, value)? {
        Some(i) => Ok(character_of(int_ref(&i).unwrap_or(IntRef::Small(-1)))?),
        None => Err(errors::character_required(&vm.full_type_name(value)).into()),
    }
}

/// Bytes of a result that are kept on the native stack.
const SHORT: usize = 256;

/// ASCII text under construction, while it is short.
struct Short {
    bytes: [MaybeUninit<u8>; SHORT],
    len: usize,
}

impl Short {
    fn text(&self) -> &[u8] {
        // SAFETY: the first `len` bytes have been written.
        unsafe { std::slice::from_raw_parts(self.bytes.as_ptr().cast(), self.len) }
    }

    /// Appends a part, or says that there is no room for it.
    #[inline(always)]
    fn push(&mut self, part: &[u8]) -> bool {
        if part.len() > SHORT - self.len {
            return false;
        }
        // SAFETY: there is room.
        unsafe {
            let to = self.bytes.as_mut_ptr().add(self.len).cast();
            copy_bytes(part.as_ptr(), to, part.len());
        }
        self.len += part.len();
        true
    }

    /// What the general way goes on with.
    #[cold]
    fn begun(&self, at: usize, taken: usize) -> Begun {
        let mut out = StrBuf::with_capacity(Width::Latin1, self.len + SHORT);
        out.push_latin1(self.text());
        Begun { at, taken, out }
    }
}

/// The name in parentheses that `rest` begins with, if none are within.
fn key_of(rest: &[u8]) -> Option<&str> {
    let end = rest.iter().position(|&c| c == b')')?;
    let key = &rest[1..end];
    // SAFETY: the format is ASCII.
    (!key.contains(&b'(')).then(|| unsafe { std::str::from_utf8_unchecked(key) })
}

/// Expands the beginning of an ASCII format: what stands for itself, and specifiers that are nothing but `s`, `r` or `d`,
/// perhaps with the key of a dict, as long as the result is ASCII and short. That is all of most formats.
fn begin(vm: &Vm, format: &[u8], args: &Ref) -> PyResult<Result<Ref, Begun>> {
    let items = as_tuple(args).unwrap_or(std::slice::from_ref(args));
    let mut out = Short {
        bytes: [const { MaybeUninit::uninit() }; SHORT],
        len: 0,
    };
    let (mut at, mut taken) = (0, 0);
    loop {
        let rest = &format[at..];
        let literal = find_char(StrRef::Latin1(rest), b'%'.into()).unwrap_or(rest.len());
        if !out.push(&rest[..literal]) {
            break;
        }
        at += literal;
        let rest = &rest[literal..];
        if rest.is_empty() {
            if taken < items.len() {
                break;
            }
            return new_ascii(vm, out.text()).map(Ok);
        }
        let found;
        let (item, next, skip) = match rest.get(1) {
            Some(b'%') if out.push(b"%") => {
                at += 2;
                continue;
            }
            Some(b'(') if args.is_exact(Kind::Dict) => {
                let Some(key) = key_of(&rest[1..]) else { break };
                let conversion = 1 + key.len() + 2;
                if !matches!(rest.get(conversion), Some(b's' | b'd' | b'r')) {
                    break;
                }
                // Most keys are names that the program has somewhere.
                let name = match vm.interned.find_ascii(key) {
                    Some(name) => name,
                    None => new_ascii(vm, key.as_bytes())?,
                };
                found = vm.get_item(args, &name)?;
                (&found, 1, conversion)
            }
            _ => match items.get(taken) {
                Some(item) => (item, taken + 1, 1),
                None => break,
            },
        };
        let done = match rest.get(skip) {
            Some(b's' | b'd' | b'r') if item.slot().is_int() => {
                out.push(DecimalBuffer::new().format(item.slot().as_int()).as_bytes())
            }
            Some(b's') if item.is_exact(Kind::Str) => match as_str(item).as_ascii() {
                Some(text) => out.push(text.as_bytes()),
                None => false,
            },
            Some(c @ (b's' | b'r')) => {
                let text = match c {
                    b's' => vm.str(item)?,
                    _ => vm.repr(item)?,
                };
                let text = as_str(&text);
                if !text.as_ascii().is_some_and(|t| out.push(t.as_bytes())) {
                    let mut begun = out.begun(at + skip + 1, next);
                    begun.out.push_str(text.units());
                    return Ok(Err(begun));
                }
                true
            }
            _ => false,
        };
        if !done {
            break;
        }
        taken = next;
        at += skip + 1;
    }
    Ok(Err(out.begun(at, taken)))
}

/// `format % args`, where `format` is a str.
pub fn percent_format(vm: &Vm, format: &Ref, args: &Ref) -> PyResult {
    let text = as_str(format);
    let begun = match text.as_ascii() {
        Some(ascii) => match begin(vm, ascii.as_bytes(), args)? {
            Ok(done) => return Ok(done),
            Err(begun) => begun,
        },
        None => Begun::nothing(text.units()),
    };
    let out = expand::<Text>(vm, text.units(), args, begun)?;
    from_buf(vm, out)
}
