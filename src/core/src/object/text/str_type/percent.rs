//! `str % args`.

use super::super::percent::{Dialect, Failure, character_number, expand};
use crate::object::{as_str, from_buf, int_ref, new_str};
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

/// `format % args`, where `format` is a str.
pub fn percent_format(vm: &Vm, format: &Ref, args: &Ref) -> PyResult {
    let out = expand::<Text>(vm, as_str(format).units(), args)?;
    from_buf(vm, out)
}
