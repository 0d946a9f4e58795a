//! The marshal writer.

use std::collections::HashMap;
use std::fmt;

use malachite_bigint::{BigInt, Sign};

use super::{MAX_DEPTH, tag};
use crate::data::{CodeData, Const, Text};

/// The version of the format to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Version 4: Python 3.4 and later.
    V4,
    /// Version 5: Python 3.14; slices too.
    V5,
}

/// Why a value cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// A length is over what the format holds (2**31 - 1).
    TooLong,
    /// A slice, before version 5.
    Slice,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WriteError::TooDeep => "object too deeply nested to marshal",
            WriteError::TooLong | WriteError::Slice => "unmarshallable object",
        })
    }
}

impl std::error::Error for WriteError {}

/// Writes a value.
///
/// Equal strings are written once and referred to afterwards. CPython does so by identity, so its output may differ
/// in that, but reads the same.
pub fn write(value: &Const, version: Version) -> Result<Vec<u8>, WriteError> {
    let mut writer = Writer {
        out: Vec::new(),
        version,
        strings: HashMap::new(),
    };
    // What is still to be written, the next one last, with its depth.
    let mut pending = vec![(Task::Value(value), 0)];
    while let Some((task, depth)) = pending.pop() {
        match task {
            Task::Value(value) => writer.begin(value, depth, &mut pending)?,
            Task::CodeRest(code) => writer.code_rest(code)?,
        }
    }
    Ok(writer.out)
}

enum Task<'a> {
    Value(&'a Const),
    /// All of a code object after its constants.
    CodeRest(&'a CodeData),
}

struct Writer<'a> {
    out: Vec<u8>,
    version: Version,
    /// The reference number of each string written.
    strings: HashMap<&'a Text, u32>,
}

impl<'a> Writer<'a> {
    fn begin(
        &mut self,
        value: &'a Const,
        depth: usize,
        pending: &mut Vec<(Task<'a>, usize)>,
    ) -> Result<(), WriteError> {
        let items = match value {
            Const::None => return self.byte(tag::NONE),
            Const::Ellipsis => return self.byte(tag::ELLIPSIS),
            Const::True => return self.byte(tag::TRUE),
            Const::False => return self.byte(tag::FALSE),
            Const::Int(value) => return self.int(*value),
            Const::BigInt(value) => return self.long(value),
            Const::Float(value) => {
                self.byte(tag::BINARY_FLOAT)?;
                self.out.extend(value.to_le_bytes());
                return Ok(());
            }
            Const::Complex(real, imaginary) => {
                self.byte(tag::BINARY_COMPLEX)?;
                self.out.extend(real.to_le_bytes());
                self.out.extend(imaginary.to_le_bytes());
                return Ok(());
            }
            Const::Str(text) => return self.text(text, text.is_identifier_like()),
            Const::Bytes(bytes) => return self.bytes(bytes),
            Const::Tuple(items) => {
                self.tuple_head(items.len())?;
                items
            }
            Const::FrozenSet(items) => {
                self.byte(tag::FROZENSET)?;
                self.len(items.len())?;
                items
            }
            Const::Slice(items) => {
                if self.version < Version::V5 {
                    return Err(WriteError::Slice);
                }
                self.byte(tag::SLICE)?;
                items
            }
            Const::Code(code) => {
                self.byte(tag::CODE)?;
                for number in [
                    code.argcount,
                    code.posonlyargcount,
                    code.kwonlyargcount,
                    code.stacksize,
                    code.flags,
                ] {
                    self.out.extend(number.to_le_bytes());
                }
                self.bytes(&code.code)?;
                self.tuple_head(code.consts.len())?;
                pending.push((Task::CodeRest(code), depth));
                &code.consts
            }
        };
        if depth >= MAX_DEPTH && !items.is_empty() {
            return Err(WriteError::TooDeep);
        }
        let items = items.iter().rev();
        pending.extend(items.map(|item| (Task::Value(item), depth + 1)));
        Ok(())
    }

    fn code_rest(&mut self, code: &'a CodeData) -> Result<(), WriteError> {
        self.names(&code.names)?;
        self.names(&code.localsplusnames)?;
        self.bytes(&code.localspluskinds)?;
        self.text(&code.filename, true)?;
        self.text(&code.name, true)?;
        self.text(&code.qualname, true)?;
        self.out.extend(code.firstlineno.to_le_bytes());
        self.bytes(&code.linetable)?;
        self.bytes(&code.exceptiontable)
    }

    fn names(&mut self, names: &'a [Text]) -> Result<(), WriteError> {
        self.tuple_head(names.len())?;
        names.iter().try_for_each(|name| self.text(name, true))
    }

    fn byte(&mut self, byte: u8) -> Result<(), WriteError> {
        self.out.push(byte);
        Ok(())
    }

    fn len(&mut self, len: usize) -> Result<(), WriteError> {
        let len = i32::try_from(len).map_err(|_| WriteError::TooLong)?;
        self.out.extend(len.to_le_bytes());
        Ok(())
    }

    fn tuple_head(&mut self, len: usize) -> Result<(), WriteError> {
        match u8::try_from(len) {
            Ok(len) => {
                self.out.extend([tag::SMALL_TUPLE, len]);
                Ok(())
            }
            Err(_) => {
                self.byte(tag::TUPLE)?;
                self.len(len)
            }
        }
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        self.byte(tag::STRING)?;
        self.len(bytes.len())?;
        self.out.extend(bytes);
        Ok(())
    }

    fn text(&mut self, text: &'a Text, interned: bool) -> Result<(), WriteError> {
        let next = self.strings.len() as u32;
        let number = *self.strings.entry(text).or_insert(next);
        if number != next {
            self.byte(tag::REF)?;
            self.out.extend(number.to_le_bytes());
            return Ok(());
        }
        let bytes = text.as_bytes();
        let short = u8::try_from(bytes.len()).ok();
        let tag = match (bytes.is_ascii(), short.is_some(), interned) {
            (true, true, true) => tag::SHORT_ASCII_INTERNED,
            (true, true, false) => tag::SHORT_ASCII,
            (true, false, true) => tag::ASCII_INTERNED,
            (true, false, false) => tag::ASCII,
            (false, _, true) => tag::INTERNED,
            (false, _, false) => tag::UNICODE,
        };
        self.byte(tag | tag::FLAG_REF)?;
        match short {
            Some(len) if bytes.is_ascii() => self.byte(len)?,
            _ => self.len(bytes.len())?,
        }
        self.out.extend(bytes);
        Ok(())
    }

    fn int(&mut self, value: i64) -> Result<(), WriteError> {
        match i32::try_from(value) {
            Ok(small) => {
                self.byte(tag::INT)?;
                self.out.extend(small.to_le_bytes());
                Ok(())
            }
            Err(_) => self.long(&value.into()),
        }
    }

    fn long(&mut self, value: &BigInt) -> Result<(), WriteError> {
        let (sign, words) = value.to_u32_digits();
        let mut digits: Vec<u16> = Vec::with_capacity(words.len() * 3);
        let (mut pending, mut bits) = (0u64, 0);
        for word in words {
            pending |= u64::from(word) << bits;
            bits += 32;
            while bits >= 15 {
                digits.push((pending & 0x7FFF) as u16);
                pending >>= 15;
                bits -= 15;
            }
        }
        digits.push(pending as u16);
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let count = i32::try_from(digits.len()).map_err(|_| WriteError::TooLong)?;
        let count = if sign == Sign::Minus { -count } else { count };
        self.byte(tag::LONG)?;
        self.out.extend(count.to_le_bytes());
        for digit in digits {
            self.out.extend(digit.to_le_bytes());
        }
        Ok(())
    }
}
