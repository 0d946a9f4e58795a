//! `bytes % args`.

use super::super::percent::{Begun, Dialect, Failure, character_number, expand};
use super::{construct, new_bytes, new_like, own_bytes};
use crate::object::{as_str, int_ref, is_buffer, own_view, request};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::format::percent::{Conversion, Field, Flavor, byte_of, errors};
use tricera_text::number::IntRef;
use tricera_text::str::{StrBuf, StrRef};

struct Binary;

impl Dialect for Binary {
    const FLAVOR: Flavor = Flavor::Bytes;

    fn key(vm: &Vm, key: StrRef<'_>) -> PyResult {
        Ok(new_bytes(vm, latin1(key)))
    }

    fn write(
        vm: &Vm,
        out: &mut StrBuf,
        field: &Field,
        conversion: Conversion,
        value: &Ref,
    ) -> Result<(), Failure> {
        match conversion {
            Conversion::Char => {
                let c = byte(vm, value)?;
                out.push_str(field.write_char(c.into())?.view());
            }
            Conversion::Repr | Conversion::Ascii => {
                let text = vm.ascii(value)?;
                out.push_str(field.write_text(as_str(&text).units())?.view());
            }
            _ => {
                // bytes and bytearrays as they are, then `__bytes__`, then any other buffer.
                let special = match value.is_exact(Kind::ByteArray) {
                    true => None,
                    false => construct::special_bytes(vm, value)?,
                };
                let value = special.as_ref().unwrap_or(value);
                if !is_buffer(vm, value) {
                    let name = vm.type_of(value).name_str();
                    return Err(errors::bytes_like_required(&name).into());
                }
                let given = vm.buffer(value, request::FULL_RO)?;
                // SAFETY: the exporter keeps the memory in place, and no Python code runs here.
                let bytes = unsafe { given.view.to_vec() };
                out.push_str(field.write_text(StrRef::Latin1(&bytes))?.view());
            }
        }
        Ok(())
    }
}

fn byte(vm: &Vm, value: &Ref) -> Result<u8, Failure> {
    if matches!(value.kind(), Kind::Bytes | Kind::ByteArray) {
        let b = own_bytes(value);
        return match *b {
            [c] => Ok(c),
            _ => Err(errors::one_byte_required(&vm.full_type_name(value), b.len()).into()),
        };
    }
    match character_number(vm, value)? {
        Some(i) => Ok(byte_of(int_ref(&i).unwrap_or(IntRef::Small(-1)))?),
        None => Err(errors::byte_required(&vm.full_type_name(value)).into()),
    }
}

/// The bytes of text that is latin-1 by construction.
fn latin1(s: StrRef<'_>) -> Vec<u8> {
    match s {
        StrRef::Latin1(b) => b.to_vec(),
        s => s.chars().map(|c| c as u8).collect(),
    }
}

/// `format % args`, where `format` is a bytes object or a bytearray.
pub fn percent_format(vm: &Vm, format: &Ref, args: &Ref) -> PyResult {
    // Held, since the conversions may run Python code.
    let text = own_view(format);
    let units = StrRef::Latin1(&text);
    let out = expand::<Binary>(vm, units, args, Begun::nothing(units))?;
    new_like(vm, format, latin1(out.view()))
}
