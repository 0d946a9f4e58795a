//! `str % args`.

use super::super::percent::{Dialect, Failure, character_number, expand};
use crate::object::{alloc_str, as_str, as_tuple, copy_bytes, from_buf, int_ref, new_str};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::format::percent::{Conversion, Field, Flavor, character_of, errors};
use tricera_text::number::IntRef;
use tricera_text::str::{StrBuf, StrRef};

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
                    let mut digits = tricera_text::number::int::DecimalBuffer::new();
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

/// `format % args` where the format has nothing but `%s` in it, for each of which there is a str, and all of it is
/// latin-1: the result is written in place. None if it is not so.
fn insert_strs(vm: &Vm, format: &Ref, args: &Ref) -> Option<PyResult> {
    let text = as_str(format);
    let StrRef::Latin1(units) = text.units() else {
        return None;
    };
    let items = as_tuple(args).unwrap_or(std::slice::from_ref(args));
    let (mut len, mut ascii, mut fields) = (units.len(), text.is_ascii(), 0);
    let mut rest = units;
    while let Some(at) = rest.iter().position(|&c| c == b'%') {
        let item = items.get(fields)?;
        if rest.get(at + 1) != Some(&b's') || !item.is_exact(Kind::Str) {
            return None;
        }
        let s = as_str(item);
        if s.width() != 1 {
            return None;
        }
        ascii &= s.is_ascii();
        len = (len - 2).checked_add(s.len())?;
        fields += 1;
        rest = &rest[at + 2..];
    }
    // Strings of one character are shared.
    if fields != items.len() || len < 2 {
        return None;
    }
    // SAFETY: the pieces have just been counted, and nothing has run since.
    Some(alloc_str(vm, len, 1, ascii, |mut p| unsafe {
        let mut put = |from: *const u8, n: usize| {
            copy_bytes(from, p, n);
            p = p.add(n);
        };
        let mut rest = units;
        for item in items {
            let at = rest.iter().position(|&c| c == b'%').unwrap_or(0);
            put(rest.as_ptr(), at);
            let s = as_str(item);
            put(s.units().as_memory().as_ptr(), s.len());
            rest = &rest[at + 2..];
        }
        put(rest.as_ptr(), rest.len());
    }))
}

/// `format % args`, where `format` is a str.
pub fn percent_format(vm: &Vm, format: &Ref, args: &Ref) -> PyResult {
    if let Some(made) = insert_strs(vm, format, args) {
        return made;
    }
    let out = expand::<Text>(vm, as_str(format).units(), args)?;
    from_buf(vm, out)
}
