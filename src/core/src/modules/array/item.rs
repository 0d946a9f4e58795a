//! What the items of an array can be: the type codes.

use crate::object::{as_str, char_str, int_ref};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

/// A type code and what it means.
pub struct ItemType {
    /// The letter.
    pub code: u8,
    /// Bytes of an item.
    pub size: usize,
    /// How the module `struct` calls it.
    pub format: &'static str,
    /// Made of as many bytes as an item has.
    pub get: fn(&Vm, &[u8]) -> PyResult,
    /// The bytes of an item, in the front. It may run Python code.
    pub set: fn(&Vm, &Ref) -> PyResult<[u8; 8]>,
    /// How it is pickled: see [`super::pickle`].
    pub kind: ItemKind,
}

/// What a type code stands for, apart from the size.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    Signed,
    Unsigned,
    Float,
    Unicode,
}

impl ItemType {
    /// The item type of a code.
    pub fn of(code: u32) -> Option<&'static ItemType> {
        ITEMS.iter().find(|i| u32::from(i.code) == code)
    }

    /// Does it hold characters?
    pub fn is_unicode(&self) -> bool {
        self.kind == ItemKind::Unicode
    }

    /// The code as text.
    pub fn name(&self) -> char {
        char::from(self.code)
    }
}

fn padded<const N: usize>(b: [u8; N]) -> [u8; 8] {
    let mut all = [0; 8];
    all[..N].copy_from_slice(&b);
    all
}

macro_rules! read {
    ($t:ty, $b:expr) => {
        <$t>::from_ne_bytes($b.try_into().expect("the size of an item"))
    };
}

/// The value as a C `long`.
#[inline(always)]
fn long(vm: &Vm, v: &Ref) -> PyResult<i64> {
    if v.slot().is_int() {
        return Ok(v.slot().as_int());
    }
    let i = vm.index(v)?;
    int_ref(&i)
        .and_then(|i| i.to_i64())
        .ok_or_else(|| vm.overflow_error("Python int too large to convert to C long"))
}

/// The value as an unsigned type of eight bytes; `negative` and `large` are what is said if it is none.
fn unsigned(vm: &Vm, v: &Ref, negative: &str, large: &str) -> PyResult<u64> {
    let i = vm.index(v)?;
    let value = int_ref(&i).expect("an index is an int");
    if value.is_negative() {
        return Err(vm.overflow_error(negative));
    }
    value.to_u64().ok_or_else(|| vm.overflow_error(large))
}

/// `x` if it is in `low..=high`; if not, the error says of what type it was to be.
#[inline(always)]
fn check(vm: &Vm, x: i64, low: i64, high: i64, what: &str) -> PyResult<i64> {
    if (low..=high).contains(&x) {
        Ok(x)
    } else {
        Err(out_of_range(vm, x < low, what))
    }
}

#[cold]
fn out_of_range(vm: &Vm, less: bool, what: &str) -> Raised {
    let bound = if less {
        "less than minimum"
    } else {
        "greater than maximum"
    };
    vm.overflow_error(format!("{what} is {bound}"))
}

macro_rules! bounded {
    ($vm:expr, $x:expr, $t:ty, $what:literal) => {
        check($vm, $x, <$t>::MIN.into(), <$t>::MAX.into(), $what)
    };
}

/// CPython goes through a `short`.
fn signed_char(vm: &Vm, v: &Ref) -> PyResult<[u8; 8]> {
    let x = bounded!(vm, long(vm, v)?, i16, "signed short integer")?;
    bounded!(vm, x, i8, "signed char").map(|x| padded([x as u8]))
}

fn unsigned_char(vm: &Vm, v: &Ref) -> PyResult<[u8; 8]> {
    bounded!(vm, long(vm, v)?, u8, "unsigned byte integer").map(|x| padded([x as u8]))
}

fn short(vm: &Vm, v: &Ref) -> PyResult<[u8; 8]> {
    bounded!(vm, long(vm, v)?, i16, "signed short integer")
        .map(|x| padded((x as i16).to_ne_bytes()))
}

/// CPython goes through an `int`.
fn unsigned_short(vm: &Vm, v: &Ref) -> PyResult<[u8; 8]> {
    let x = bounded!(vm, long(vm, v)?, i32, "signed integer")?;
    bounded!(vm, x, u16, "unsigned short").map(|x| padded((x as u16).to_ne_bytes()))
}

fn int(vm: &Vm, v: &Ref) -> PyResult<[u8; 8]> {
    bounded!(vm, long(vm, v)?, i32, "signed integer").map(|x| padded((x as i32).to_ne_bytes()))
}

fn unsigned_long_value(vm: &Vm, v: &Ref) -> PyResult<u64> {
    unsigned(
        vm,
        v,
        "can't convert negative value to unsigned int",
        "Python int too large to convert to C unsigned long",
    )
}

fn unsigned_int(vm: &Vm, v: &Ref) -> PyResult<[u8; 8]> {
    let x = unsigned_long_value(vm, v)?;
    match u32::try_from(x) {
        Ok(x) => Ok(padded(x.to_ne_bytes())),
        Err(_) => Err(out_of_range(vm, false, "unsigned int")),
    }
}

fn long_long(vm: &Vm, v: &Ref) -> PyResult<[u8; 8]> {
    let i = vm.index(v)?;
    match int_ref(&i).and_then(|i| i.to_i64()) {
        Some(x) => Ok(x.to_ne_bytes()),
        None => Err(vm.overflow_error("int too big to convert")),
    }
}

fn unsigned_long_long(vm: &Vm, v: &Ref) -> PyResult<[u8; 8]> {
    unsigned(
        vm,
        v,
        "can't convert negative int to unsigned",
        "int too big to convert",
    )
    .map(u64::to_ne_bytes)
}

fn character(vm: &Vm, v: &Ref) -> PyResult<[u8; 8]> {
    if !v.has_kind(Kind::Str) {
        return Err(vm.type_error(format!(
            "array item must be a unicode character, not {}",
            vm.full_type_name(v)
        )));
    }
    let s = as_str(v).units();
    if s.len() != 1 {
        return Err(vm.type_error(format!(
            "array item must be a unicode character, not a string of length {}",
            s.len()
        )));
    }
    Ok(padded(s.at(0).to_ne_bytes()))
}

/// What a word that is no code point says when it is to be a `wchar_t` character.
#[cold]
pub fn not_a_character(vm: &Vm, c: u32) -> Raised {
    vm.value_error(format!(
        "character U+{c:x} is not in range [U+0000; U+10ffff]"
    ))
}

fn get_unsigned(vm: &Vm, x: u64) -> Ref {
    match i64::try_from(x) {
        Ok(i) => vm.new_int(i),
        Err(_) => crate::object::new_bigint(vm, x.into()),
    }
}

macro_rules! item {
    ($code:literal, $t:ty, $format:literal, $kind:ident, $get:expr, $set:expr) => {
        ItemType {
            code: $code,
            size: size_of::<$t>(),
            format: $format,
            get: $get,
            set: $set,
            kind: ItemKind::$kind,
        }
    };
}

/// All type codes, in CPython's order.
pub static ITEMS: [ItemType; 14] = [
    item!(
        b'b',
        i8,
        "b",
        Signed,
        |vm, b| Ok(vm.new_int(read!(i8, b).into())),
        signed_char
    ),
    item!(
        b'B',
        u8,
        "B",
        Unsigned,
        |vm, b| Ok(vm.new_int(read!(u8, b).into())),
        unsigned_char
    ),
    item!(
        b'u',
        u32,
        "w",
        Unicode,
        |vm, b| match read!(u32, b) {
            c if c > 0x10FFFF => Err(not_a_character(vm, c)),
            c => char_str(vm, c),
        },
        character
    ),
    item!(
        b'w',
        u32,
        "w",
        Unicode,
        |vm, b| match read!(u32, b) {
            c if c > 0x10FFFF => Err(vm.value_error("chr() arg not in range(0x110000)")),
            c => char_str(vm, c),
        },
        character
    ),
    item!(
        b'h',
        i16,
        "h",
        Signed,
        |vm, b| Ok(vm.new_int(read!(i16, b).into())),
        short
    ),
    item!(
        b'H',
        u16,
        "H",
        Unsigned,
        |vm, b| Ok(vm.new_int(read!(u16, b).into())),
        unsigned_short
    ),
    item!(
        b'i',
        i32,
        "i",
        Signed,
        |vm, b| Ok(vm.new_int(read!(i32, b).into())),
        int
    ),
    item!(
        b'I',
        u32,
        "I",
        Unsigned,
        |vm, b| Ok(vm.new_int(read!(u32, b).into())),
        unsigned_int
    ),
    item!(
        b'l',
        i64,
        "l",
        Signed,
        |vm, b| Ok(vm.new_int(read!(i64, b))),
        |vm, v| long(vm, v).map(i64::to_ne_bytes)
    ),
    item!(
        b'L',
        u64,
        "L",
        Unsigned,
        |vm, b| Ok(get_unsigned(vm, read!(u64, b))),
        |vm, v| unsigned_long_value(vm, v).map(u64::to_ne_bytes)
    ),
    item!(
        b'q',
        i64,
        "q",
        Signed,
        |vm, b| Ok(vm.new_int(read!(i64, b))),
        long_long
    ),
    item!(
        b'Q',
        u64,
        "Q",
        Unsigned,
        |vm, b| Ok(get_unsigned(vm, read!(u64, b))),
        unsigned_long_long
    ),
    item!(
        b'f',
        f32,
        "f",
        Float,
        |vm, b| Ok(vm.new_float(read!(f32, b).into())),
        |vm, v| Ok(padded((vm.as_f64(v)? as f32).to_ne_bytes()))
    ),
    item!(
        b'd',
        f64,
        "d",
        Float,
        |vm, b| Ok(vm.new_float(read!(f64, b))),
        |vm, v| Ok(vm.as_f64(v)?.to_ne_bytes())
    ),
];
