//! Items of a memoryview: reading and writing them by their format.

use super::{MemoryView, half};
use crate::object::{as_bytes, int_ref, new_bytes, new_int_value};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::number::Int;

/// The native formats of one character, with and without the prefix, and the size of an item.
static NATIVE: [(&str, &str, usize); 18] = [
    ("c", "@c", 1),
    ("b", "@b", 1),
    ("B", "@B", 1),
    ("?", "@?", 1),
    ("h", "@h", 2),
    ("H", "@H", 2),
    ("i", "@i", 4),
    ("I", "@I", 4),
    ("l", "@l", 8),
    ("L", "@L", 8),
    ("q", "@q", 8),
    ("Q", "@Q", 8),
    ("n", "@n", 8),
    ("N", "@N", 8),
    ("f", "@f", 4),
    ("d", "@d", 8),
    ("e", "@e", 2),
    ("P", "@P", 8),
];

/// A native format of one character: the character, the format as it was written, and the size of an item.
pub fn native(format: &str) -> Option<(u8, &'static str, usize)> {
    NATIVE.iter().find_map(|&(plain, prefixed, size)| {
        let found = match format {
            f if f == plain => plain,
            f if f == prefixed => prefixed,
            _ => return None,
        };
        Some((plain.as_bytes()[0], found, size))
    })
}

/// Is an item of the format one byte of memory as such?
pub fn is_byte(code: u8) -> bool {
    matches!(code, b'b' | b'B' | b'c')
}

/// The character of the view's format, without the prefix.
pub fn code(vm: &Vm, m: &MemoryView) -> PyResult<u8> {
    let format = m.view.format();
    match format.strip_prefix('@').unwrap_or(format).as_bytes() {
        &[c] => Ok(c),
        _ => Err(vm.not_implemented_error(format!("memoryview: unsupported format {format}"))),
    }
}

/// The item at `p`.
///
/// # Safety
/// `p` must point to an item of the format, in memory that is there.
pub unsafe fn unpack(vm: &Vm, p: *const u8, code: u8) -> PyResult {
    // SAFETY: an item of the format has the type's size; it need not be aligned.
    unsafe {
        macro_rules! read {
            ($t:ty) => {
                p.cast::<$t>().read_unaligned()
            };
        }
        Ok(match code {
            b'B' => vm.new_int(read!(u8).into()),
            b'b' => vm.new_int(read!(i8).into()),
            b'h' => vm.new_int(read!(i16).into()),
            b'H' => vm.new_int(read!(u16).into()),
            b'i' => vm.new_int(read!(i32).into()),
            b'I' => vm.new_int(read!(u32).into()),
            b'l' | b'q' | b'n' => vm.new_int(read!(i64)),
            b'L' | b'Q' | b'N' | b'P' => new_int_value(vm, Int::from(read!(u64))),
            b'f' => vm.new_float(read!(f32).into()),
            b'd' => vm.new_float(read!(f64)),
            b'e' => vm.new_float(half::to_f64(read!(u16))),
            b'?' => Ref::bool(read!(u8) != 0),
            b'c' => new_bytes(vm, [read!(u8)]),
            _ => {
                return Err(vm.not_implemented_error(format!(
                    "memoryview: format {} not supported",
                    char::from(code)
                )));
            }
        })
    }
}

/// An item that is going to be written.
pub struct Packed {
    bytes: [u8; 8],
    len: usize,
}

impl Packed {
    fn new<const N: usize>(b: [u8; N]) -> Packed {
        let mut bytes = [0; 8];
        bytes[..N].copy_from_slice(&b);
        Packed { bytes, len: N }
    }

    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// The value as an item of the format. Converting it may run Python code: whether the memory is still there is to be
/// asked afterwards.
pub fn pack(vm: &Vm, value: &Ref, code: u8) -> PyResult<Packed> {
    let wrong = |what: &str| {
        format!(
            "memoryview: invalid {what} for format '{}'",
            char::from(code)
        )
    };
    let bad_value = || vm.value_error(wrong("value"));
    // Errors of conversions are replaced by what names the format; others than these pass.
    let explain = |r| {
        if vm.raised_is(vm.types.type_error) {
            vm.clear_exception();
            return vm.type_error(wrong("type"));
        }
        if vm.raised_is(vm.types.overflow_error) || vm.raised_is(vm.types.value_error) {
            vm.clear_exception();
            return vm.value_error(wrong("value"));
        }
        r
    };
    let signed = || -> PyResult<i64> {
        match int_ref(&vm.index(value).map_err(explain)?) {
            Some(i) => i.to_i64().ok_or_else(bad_value),
            None => Err(bad_value()),
        }
    };
    let unsigned = || -> PyResult<u64> {
        match int_ref(&vm.index(value).map_err(explain)?) {
            Some(i) => i.to_u64().ok_or_else(bad_value),
            None => Err(bad_value()),
        }
    };
    macro_rules! int {
        ($t:ty, $v:expr) => {
            Packed::new(<$t>::try_from($v).map_err(|_| bad_value())?.to_ne_bytes())
        };
    }
    Ok(match code {
        b'b' => int!(i8, signed()?),
        b'h' => int!(i16, signed()?),
        b'i' => int!(i32, signed()?),
        b'l' | b'q' | b'n' => int!(i64, signed()?),
        b'B' => int!(u8, unsigned()?),
        b'H' => int!(u16, unsigned()?),
        b'I' => int!(u32, unsigned()?),
        b'L' | b'Q' | b'N' => int!(u64, unsigned()?),
        // Pointers may be given as negative numbers, but as ints only.
        b'P' if !value.has_kind(Kind::Int) && !value.has_kind(Kind::Bool) => {
            return Err(vm.type_error(wrong("type")));
        }
        b'P' => match signed() {
            Ok(i) => Packed::new(i.to_ne_bytes()),
            Err(r) => {
                vm.catch(r, vm.types.value_error)?;
                int!(u64, unsigned()?)
            }
        },
        b'f' => Packed::new((vm.as_f64(value).map_err(explain)? as f32).to_ne_bytes()),
        b'd' => Packed::new(vm.as_f64(value).map_err(explain)?.to_ne_bytes()),
        b'e' => match half::from_f64(vm.as_f64(value).map_err(explain)?) {
            Some(h) => Packed::new(h.to_ne_bytes()),
            None => return Err(bad_value()),
        },
        b'?' => Packed::new([vm.is_true(value)?.into()]),
        b'c' => {
            if !value.has_kind(Kind::Bytes) {
                return Err(vm.type_error(wrong("type")));
            }
            match *as_bytes(value) {
                [b] => Packed::new([b]),
                _ => return Err(bad_value()),
            }
        }
        _ => {
            return Err(vm.not_implemented_error(format!(
                "memoryview: format {} not supported",
                char::from(code)
            )));
        }
    })
}
