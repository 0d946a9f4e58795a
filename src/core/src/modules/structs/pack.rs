//! From values to bytes.

use super::error;
use super::format::{Field, Format};
use super::half::to_half;
use crate::object::{
    WritableView, bytes_from_slice, complex_value, int_to_bigint, int_to_i64, new_bytes, own_bytes,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use malachite_bigint::BigInt;

/// `pack(format, *values)`
pub(super) fn pack(vm: &Vm, format: &Format, values: &[Ref]) -> PyResult {
    check_count(vm, "pack", format, values)?;
    if format.size <= SHORT {
        let mut out = [0; SHORT];
        fill(vm, format, values, &mut out[..format.size])?;
        return Ok(bytes_from_slice(vm, &out[..format.size]));
    }
    Ok(new_bytes(vm, packed(vm, format, values)?))
}

/// Bytes that are put together on the native stack.
const SHORT: usize = 64;

fn check_count(vm: &Vm, name: &str, format: &Format, values: &[Ref]) -> PyResult<()> {
    if values.len() == format.count {
        return Ok(());
    }
    let (n, given) = (format.count, values.len());
    Err(error(
        vm,
        format!("{name} expected {n} items for packing (got {given})"),
    ))
}

fn packed(vm: &Vm, format: &Format, values: &[Ref]) -> PyResult<Vec<u8>> {
    let mut out = Vec::new();
    if out.try_reserve_exact(format.size).is_err() {
        return Err(vm.memory_error());
    }
    out.resize(format.size, 0);
    fill(vm, format, values, &mut out)?;
    Ok(out)
}

/// Puts the values into as many zeros as the format has bytes.
fn fill(vm: &Vm, format: &Format, values: &[Ref], out: &mut [u8]) -> PyResult<()> {
    let mut values = values.iter();
    for field in &format.fields {
        for i in 0..field.count {
            let value = values.next().expect("as many as the format has");
            let at = field.offset + i * field.size;
            put(vm, format, field, value, &mut out[at..at + field.size])?;
        }
    }
    Ok(())
}

/// `pack_into(format, buffer, offset, *values)`
pub(super) fn pack_into(vm: &Vm, format: &Format, args: &[Ref]) -> PyResult {
    let (buffer, offset, values) = match args {
        [] => return Err(error(vm, "pack_into expected buffer argument")),
        [_] => return Err(error(vm, "pack_into expected offset argument")),
        [buffer, offset, values @ ..] => (buffer, offset, values),
    };
    check_count(vm, "pack_into", format, values)?;
    let view = match WritableView::of(vm, buffer) {
        Ok(view) => view,
        Err(_) => {
            vm.clear_exception();
            return Err(vm.type_error(format!(
                "argument must be read-write bytes-like object, not {}",
                vm.type_of(buffer).name_str()
            )));
        }
    };
    let offset = vm.index_as_isize(offset)?;
    let (size, len) = (format.size, view.len());
    let at = place(vm, offset, size, len, |vm, offset| {
        error(
            vm,
            format!("no space to pack {size} bytes at offset {offset}"),
        )
    })?;
    if len - at.min(len) < size {
        let least = at + size;
        return Err(error(
            vm,
            format!(
                "pack_into requires a buffer of at least {least} bytes for packing {size} bytes at offset {at} \
                 (actual buffer size is {len})"
            ),
        ));
    }
    // Converting the values may run Python code: that is over before the memory is written.
    let data = packed(vm, format, values)?;
    view.fill_from(at, &data);
    Ok(Ref::none())
}

/// Where an offset, which may count from the end, is in a buffer of `len` bytes.
pub(super) fn place(
    vm: &Vm,
    offset: isize,
    size: usize,
    len: usize,
    too_near_the_end: impl Fn(&Vm, isize) -> Raised,
) -> PyResult<usize> {
    if offset >= 0 {
        return Ok(offset as usize);
    }
    if offset.unsigned_abs() < size {
        return Err(too_near_the_end(vm, offset));
    }
    match len.checked_sub(offset.unsigned_abs()) {
        Some(at) => Ok(at),
        None => {
            let text = format!("offset {offset} out of range for {len}-byte buffer");
            Err(error(vm, text))
        }
    }
}

/// The least and the greatest value of an integer type.
fn bounds(code: u8, size: usize) -> (BigInt, BigInt) {
    let bits = 8 * size as u32;
    let one = BigInt::from(1);
    if code.is_ascii_lowercase() {
        (-(one.clone() << (bits - 1)), (one << (bits - 1)) - 1)
    } else {
        (BigInt::from(0), (one << bits) - 1)
    }
}

/// Is a small integer certainly one that the type has? Types of eight bytes and addresses have more.
fn is_within(n: i64, code: u8, size: usize) -> bool {
    let bits = 8 * size as u32;
    match (code.is_ascii_lowercase(), bits) {
        (true, 64) => true,
        (true, _) => n >> (bits - 1) == n >> 63,
        (false, 64) => n >= 0,
        (false, _) => n >> bits == 0,
    }
}

fn integer(vm: &Vm, code: u8, value: &Ref, out: &mut [u8], big_endian: bool) -> PyResult<()> {
    let word = value.slot();
    if word.is_int() && is_within(word.as_int(), code, out.len()) {
        store(&word.as_int().to_le_bytes()[..out.len()], out, big_endian);
        return Ok(());
    }
    if vm.type_of(value).slots.index.get().is_none() {
        return Err(error(vm, "required argument is not an integer"));
    }
    let i = vm.index(value)?;
    if let Some(small) = int_to_i64(&i)
        && is_within(small, code, out.len())
    {
        store(&small.to_le_bytes()[..out.len()], out, big_endian);
        return Ok(());
    }
    let n = int_to_bigint(&i);
    // An address may be given as negative.
    let (low, high) = if code == b'P' {
        (bounds(b'q', out.len()).0, bounds(b'Q', out.len()).1)
    } else {
        bounds(code, out.len())
    };
    if n < low || n > high {
        if code == b'P' {
            return Err(error(vm, "int too large to convert"));
        }
        let shown = char::from(code);
        let text = format!("'{shown}' format requires {low} <= number <= {high}");
        return Err(error(vm, text));
    }
    let bits: u64 = match int_to_i64(&i) {
        Some(small) => small as u64,
        None => u64::try_from(&n).unwrap_or(0),
    };
    store(&bits.to_le_bytes()[..out.len()], out, big_endian);
    Ok(())
}

/// Stores bytes that are in little-endian order.
fn store(little: &[u8], out: &mut [u8], big_endian: bool) {
    match out.len() {
        1 => out[0] = little[0],
        2 => out.copy_from_slice(&little[..2]),
        4 => out.copy_from_slice(&little[..4]),
        _ => out.copy_from_slice(little),
    }
    if big_endian {
        out.reverse();
    }
}

fn float(vm: &Vm, value: &Ref) -> PyResult<f64> {
    match vm.as_f64(value) {
        Ok(x) => Ok(x),
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            Err(error(vm, "required argument is not a float"))
        }
    }
}

/// Stores a float of four or eight bytes.
fn put_float(vm: &Vm, x: f64, out: &mut [u8], big_endian: bool) -> PyResult<()> {
    if out.len() == 8 {
        store(&x.to_le_bytes(), out, big_endian);
        return Ok(());
    }
    let narrow = x as f32;
    if narrow.is_infinite() && !x.is_infinite() {
        return Err(vm.overflow_error("float too large to pack with f format"));
    }
    store(&narrow.to_le_bytes(), out, big_endian);
    Ok(())
}

fn put(vm: &Vm, format: &Format, field: &Field, value: &Ref, out: &mut [u8]) -> PyResult<()> {
    let big = format.big_endian;
    match field.code {
        b'?' => out[0] = vm.is_true(value)?.into(),
        b'c' => match own_bytes_of(value, false) {
            Some([c]) => out[0] = *c,
            _ => return Err(error(vm, "char format requires a bytes object of length 1")),
        },
        b's' | b'p' => {
            let Some(data) = own_bytes_of(value, true) else {
                let shown = char::from(field.code);
                let text = format!("argument for '{shown}' must be a bytes object");
                return Err(error(vm, text));
            };
            let room = if field.code == b'p' {
                let Some((length, room)) = out.split_first_mut() else {
                    return Ok(());
                };
                *length = data.len().min(room.len()).min(255) as u8;
                room
            } else {
                out
            };
            let n = data.len().min(room.len());
            room[..n].copy_from_slice(&data[..n]);
        }
        b'e' => match to_half(float(vm, value)?) {
            Some(bits) => store(&bits.to_le_bytes(), out, big),
            None => return Err(vm.overflow_error("float too large to pack with e format")),
        },
        b'f' | b'd' => put_float(vm, float(vm, value)?, out, big)?,
        b'F' | b'D' => {
            let made = if value.has_kind(Kind::Complex) {
                Ok(value.clone())
            } else if value.has_kind(Kind::Str) {
                Err(Raised)
            } else {
                vm.call_one(&vm.types.complex.to_ref(), value)
            };
            let Some(z) = made.ok().as_ref().and_then(complex_value) else {
                vm.clear_exception();
                return Err(error(vm, "required argument is not a complex"));
            };
            let (re, im) = out.split_at_mut(field.size / 2);
            put_float(vm, z.re, re, big)?;
            put_float(vm, z.im, im, big)?;
        }
        code => integer(vm, code, value, out, big)?,
    }
    Ok(())
}

/// The bytes of a bytes object, or of a bytearray too.
fn own_bytes_of(value: &Ref, or_bytearray: bool) -> Option<&[u8]> {
    let good = value.has_kind(Kind::Bytes) || or_bytearray && value.has_kind(Kind::ByteArray);
    good.then(|| own_bytes(value))
}
