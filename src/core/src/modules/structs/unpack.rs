//! From bytes to values.

use super::error;
use super::format::{Field, Format};
use super::half::from_half;
use super::pack::place;
use crate::modules::support::int_object;
use crate::object::{buffer_argument, new_bytes, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use smallvec::SmallVec;
use tricera_text::number::Int;
use tricera_text::number::complex::Complex;

/// `unpack(format, buffer)`
pub(super) fn unpack(vm: &Vm, format: &Format, buffer: &Ref) -> PyResult {
    let view = buffer_argument(vm, buffer)?;
    if view.len() != format.size {
        let n = format.size;
        return Err(error(vm, format!("unpack requires a buffer of {n} bytes")));
    }
    values(vm, format, &view)
}

/// `unpack_from(format, buffer, offset)`
pub(super) fn unpack_from(
    vm: &Vm,
    format: &Format,
    buffer: &Ref,
    offset: Option<&Ref>,
) -> PyResult {
    let view = buffer_argument(vm, buffer)?;
    let offset = match offset {
        Some(o) => vm.index_as_isize(o)?,
        None => 0,
    };
    let (size, len) = (format.size, view.len());
    let at = place(vm, offset, size, len, |vm, offset| {
        error(
            vm,
            format!("not enough data to unpack {size} bytes at offset {offset}"),
        )
    })?;
    if len.checked_sub(at).is_none_or(|left| left < size) {
        let least = at.saturating_add(size);
        return Err(error(
            vm,
            format!(
                "unpack_from requires a buffer of at least {least} bytes for unpacking {size} bytes at offset {at} \
                 (actual buffer size is {len})"
            ),
        ));
    }
    values(vm, format, &view[at..at + size])
}

/// The values in as many bytes as the format has.
pub(super) fn values(vm: &Vm, format: &Format, data: &[u8]) -> PyResult {
    // On the stack while they are few.
    let mut all: SmallVec<[Ref; 8]> = SmallVec::new();
    if all.try_reserve_exact(format.count).is_err() {
        return Err(vm.memory_error());
    }
    for field in &format.fields {
        for i in 0..field.count {
            let at = field.offset + i * field.size;
            all.push(value(vm, format, field, &data[at..at + field.size])?);
        }
    }
    Ok(new_tuple(vm, all))
}

/// Up to eight bytes as a number.
fn bits(data: &[u8], big_endian: bool) -> u64 {
    let little = match *data {
        [a] => return a.into(),
        [a, b] => u16::from_le_bytes([a, b]).into(),
        [a, b, c, d] => u32::from_le_bytes([a, b, c, d]).into(),
        _ => {
            let mut little = [0; 8];
            little[..data.len()].copy_from_slice(data);
            u64::from_le_bytes(little)
        }
    };
    if big_endian {
        return little.swap_bytes() >> (64 - 8 * data.len());
    }
    little
}

fn float(data: &[u8], big_endian: bool) -> f64 {
    let bits = bits(data, big_endian);
    match data.len() {
        2 => from_half(bits as u16),
        4 => f32::from_bits(bits as u32).into(),
        _ => f64::from_bits(bits),
    }
}

fn value(vm: &Vm, format: &Format, field: &Field, data: &[u8]) -> PyResult {
    let big = format.big_endian;
    Ok(match field.code {
        b'?' => Ref::bool(data[0] != 0),
        b'c' | b's' => new_bytes(vm, data),
        b'p' => match data.split_first() {
            Some((n, rest)) => new_bytes(vm, &rest[..rest.len().min(usize::from(*n))]),
            None => new_bytes(vm, &data[..0]),
        },
        b'e' | b'f' | b'd' => vm.new_float(float(data, big)),
        b'F' | b'D' => {
            let (re, im) = data.split_at(field.size / 2);
            vm.new_complex(Complex::new(float(re, big), float(im, big)))
        }
        code => {
            let n = bits(data, big);
            let unused = 64 - 8 * data.len() as u32;
            if code.is_ascii_lowercase() {
                // The sign is in the highest bit that there is.
                vm.new_int((n << unused) as i64 >> unused)
            } else {
                match i64::try_from(n) {
                    Ok(small) => vm.new_int(small),
                    Err(_) => int_object(vm, Int::Big(n.into())),
                }
            }
        }
    })
}
