//! The marshal reader.
//!
//! It keeps the values under construction on a stack of its own: input nested deeply costs no native stack, and
//! what is left of the input bounds every allocation.

use std::fmt;
use std::sync::Arc;

use malachite_bigint::{BigInt, Sign};

use super::{MAX_DEPTH, tag};
use crate::data::{CodeData, Const, Consts, Text};

/// Why marshal data cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// The data ends in the middle of a value.
    Truncated,
    /// No type has this byte.
    UnknownType(u8),
    /// A type that cannot be a constant: a list, dict, set or StopIteration.
    NotAConstant(&'static str),
    /// Something stands where this was expected.
    Expected(&'static str),
    /// A length is negative or more than the format allows.
    BadSize,
    /// A reference to a value that is not there (yet).
    BadReference,
    /// A string is not well-formed UTF-8 (surrogates are allowed).
    BadText,
    /// An int is not in its one proper form.
    BadInt,
    /// A float written as text is not one.
    BadFloat,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// References make a small file stand for more than [`MAX_WEIGHT`] values.
    TooLarge,
    /// Bytes follow the value.
    TrailingData,
}

/// Why and where (byte offset into the marshal data) reading failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Offset of the value or byte that is wrong.
    pub offset: usize,
    /// What is wrong with it.
    pub problem: ReadProblem,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bad marshal data (")?;
        match &self.problem {
            ReadProblem::Truncated => f.write_str("data too short")?,
            ReadProblem::UnknownType(byte) => write!(f, "unknown type code {byte:#04x}")?,
            ReadProblem::NotAConstant(what) => write!(f, "{what} is not a constant")?,
            ReadProblem::Expected(what) => write!(f, "{what} expected")?,
            ReadProblem::BadSize => f.write_str("size out of range")?,
            ReadProblem::BadReference => f.write_str("invalid reference")?,
            ReadProblem::BadText => f.write_str("string is not valid UTF-8")?,
            ReadProblem::BadInt => f.write_str("unnormalized int data")?,
            ReadProblem::BadFloat => f.write_str("malformed float")?,
            ReadProblem::TooLarge => f.write_str("references multiply")?,
            ReadProblem::TooDeep => f.write_str("nested too deeply")?,
            ReadProblem::TrailingData => f.write_str("data after the value")?,
        }
        write!(f, ") at offset {}", self.offset)
    }
}

impl std::error::Error for ReadError {}

/// Values that one may stand for, each counted as often as it is referred to. Whoever walks constants without
/// remembering which ones it has seen relies on it.
pub const MAX_WEIGHT: u64 = 1 << 27;

/// Reads the one value that `data` is.
pub fn read(data: &[u8]) -> Result<Const, ReadError> {
    let (value, end) = read_prefix(data)?;
    if end != data.len() {
        return Err(ReadError {
            offset: end,
            problem: ReadProblem::TrailingData,
        });
    }
    Ok(value)
}

/// Reads the value that `data` begins with, and says where it ends.
pub fn read_prefix(data: &[u8]) -> Result<(Const, usize), ReadError> {
    let mut reader = Reader {
        data,
        position: 0,
        references: Vec::new(),
        open: Vec::new(),
    };
    let value = reader.value()?;
    Ok((value, reader.position))
}

struct Reader<'a> {
    data: &'a [u8],
    position: usize,
    /// Values marked with FLAG_REF, in the order in which they begin; `None` while one is being read.
    references: Vec<Option<(Const, u64)>>,
    open: Vec<Open>,
}

/// A value of which parts are still to come.
struct Open {
    parts: Parts,
    /// Where in `references` the value goes.
    reference: Option<usize>,
    /// Where it begins.
    offset: usize,
    /// How many values it stands for so far.
    weight: u64,
}

enum Parts {
    Sequence {
        kind: Sequence,
        items: Vec<Const>,
        len: usize,
    },
    Code(Box<CodeParts>),
}

#[derive(Clone, Copy)]
enum Sequence {
    Tuple,
    FrozenSet,
    Slice,
}

struct CodeParts {
    numbers: [i32; 5],
    /// The objects read so far, in the order of [`OBJECT_FIELDS`].
    objects: Vec<(Const, usize)>,
    firstlineno: i32,
}

/// What a code object holds after its five numbers, in this order; firstlineno, a number, comes before the ninth.
const OBJECT_FIELDS: usize = 10;
const FIELDS_BEFORE_FIRSTLINENO: usize = 8;

enum Step {
    /// A value and what it stands for.
    Done(Const, u64),
    Opened(Parts),
}

impl<'a> Reader<'a> {
    fn fail<T>(&self, offset: usize, problem: ReadProblem) -> Result<T, ReadError> {
        Err(ReadError { offset, problem })
    }

    fn value(&mut self) -> Result<Const, ReadError> {
        loop {
            let offset = self.position;
            let (step, reference) = self.begin()?;
            let mut finished = match step {
                Step::Done(value, weight) => (value, weight),
                Step::Opened(parts) => {
                    if self.open.len() >= MAX_DEPTH {
                        return self.fail(offset, ReadProblem::TooDeep);
                    }
                    self.open.push(Open {
                        parts,
                        reference,
                        offset,
                        weight: 1,
                    });
                    match self.close_if_complete()? {
                        Some(value) => value,
                        None => continue,
                    }
                }
            };
            // A finished value may finish the one around it, and so on.
            let mut offset = offset;
            loop {
                let (value, weight) = finished;
                let Some(open) = self.open.last_mut() else {
                    return Ok(value);
                };
                open.weight += weight;
                if open.weight > MAX_WEIGHT {
                    return self.fail(offset, ReadProblem::TooLarge);
                }
                match &mut open.parts {
                    Parts::Sequence { items, .. } => items.push(value),
                    Parts::Code(code) => code.objects.push((value, offset)),
                }
                offset = open.offset;
                match self.close_if_complete()? {
                    Some(value) => finished = value,
                    None => break,
                }
            }
        }
    }

    /// Takes the innermost open value off the stack if all its parts are there.
    fn close_if_complete(&mut self) -> Result<Option<(Const, u64)>, ReadError> {
        let Some(open) = self.open.last_mut() else {
            return Ok(None);
        };
        let complete = match &mut open.parts {
            Parts::Sequence { items, len, .. } => items.len() == *len,
            Parts::Code(code) => {
                if code.objects.len() == FIELDS_BEFORE_FIRSTLINENO {
                    let bytes = self.data.get(self.position..self.position + 4);
                    let Some(bytes) = bytes.and_then(|bytes| bytes.try_into().ok()) else {
                        return self.fail(self.data.len(), ReadProblem::Truncated);
                    };
                    code.firstlineno = i32::from_le_bytes(bytes);
                    self.position += 4;
                }
                code.objects.len() == OBJECT_FIELDS
            }
        };
        if !complete {
            return Ok(None);
        }
        let Some(open) = self.open.pop() else {
            return Ok(None);
        };
        let value = match open.parts {
            Parts::Sequence { kind, items, .. } => {
                let items = Consts::from(items);
                match kind {
                    Sequence::Tuple => Const::Tuple(items),
                    Sequence::FrozenSet => Const::FrozenSet(items),
                    Sequence::Slice => Const::Slice(items),
                }
            }
            Parts::Code(code) => Const::Code(Arc::new(code.finish(open.offset)?)),
        };
        if let Some(index) = open.reference {
            self.references[index] = Some((value.clone(), open.weight));
        }
        Ok(Some((value, open.weight)))
    }

    /// Reads the type byte of a value and, if it has no parts, the value.
    fn begin(&mut self) -> Result<(Step, Option<usize>), ReadError> {
        let offset = self.position;
        let byte = self.bytes(1)?[0];
        let flagged = byte & tag::FLAG_REF != 0;
        let value = match byte & !tag::FLAG_REF {
            tag::TUPLE | tag::FROZENSET => {
                let len = self.size()?;
                // Every item takes at least a byte.
                if len > self.data.len() - self.position {
                    return self.fail(self.data.len(), ReadProblem::Truncated);
                }
                let kind = match byte & !tag::FLAG_REF {
                    tag::TUPLE => Sequence::Tuple,
                    _ => Sequence::FrozenSet,
                };
                return Ok(self.open_sequence(kind, len, flagged));
            }
            tag::SMALL_TUPLE => {
                let len = self.bytes(1)?[0].into();
                return Ok(self.open_sequence(Sequence::Tuple, len, flagged));
            }
            tag::SLICE => return Ok(self.open_sequence(Sequence::Slice, 3, flagged)),
            tag::CODE => {
                let mut numbers = [0; 5];
                for number in &mut numbers {
                    *number = self.int()?;
                }
                let parts = Parts::Code(Box::new(CodeParts {
                    numbers,
                    objects: Vec::with_capacity(OBJECT_FIELDS),
                    firstlineno: 0,
                }));
                return Ok((Step::Opened(parts), self.reserve(flagged)));
            }
            tag::REF => {
                let index = self.int()?;
                let value = usize::try_from(index)
                    .ok()
                    .and_then(|index| self.references.get(index)?.clone());
                return match value {
                    Some((value, weight)) => Ok((Step::Done(value, weight), None)),
                    None => self.fail(offset, ReadProblem::BadReference),
                };
            }
            other => self.atom(other, offset)?,
        };
        if flagged {
            self.references.push(Some((value.clone(), 1)));
        }
        Ok((Step::Done(value, 1), None))
    }

    fn reserve(&mut self, flagged: bool) -> Option<usize> {
        flagged.then(|| {
            self.references.push(None);
            self.references.len() - 1
        })
    }

    fn open_sequence(
        &mut self,
        kind: Sequence,
        len: usize,
        flagged: bool,
    ) -> (Step, Option<usize>) {
        let items = Vec::with_capacity(len.min(4096));
        let parts = Parts::Sequence { kind, items, len };
        (Step::Opened(parts), self.reserve(flagged))
    }

    /// Reads the rest of a value that has no parts.
    fn atom(&mut self, byte: u8, offset: usize) -> Result<Const, ReadError> {
        Ok(match byte {
            tag::NONE => Const::None,
            tag::TRUE => Const::True,
            tag::FALSE => Const::False,
            tag::ELLIPSIS => Const::Ellipsis,
            tag::INT => Const::Int(self.int()?.into()),
            tag::INT64 => Const::Int(i64::from_le_bytes(self.array()?)),
            tag::LONG => self.long(offset)?,
            tag::BINARY_FLOAT => Const::Float(f64::from_le_bytes(self.array()?)),
            tag::BINARY_COMPLEX => {
                let real = f64::from_le_bytes(self.array()?);
                Const::Complex(real, f64::from_le_bytes(self.array()?))
            }
            tag::FLOAT => Const::Float(self.text_float()?),
            tag::COMPLEX => {
                let real = self.text_float()?;
                Const::Complex(real, self.text_float()?)
            }
            tag::STRING => {
                let len = self.size()?;
                Const::Bytes(self.bytes(len)?.into())
            }
            tag::INTERNED | tag::UNICODE => {
                let len = self.size()?;
                let bytes = self.bytes(len)?;
                match Text::from_bytes(bytes) {
                    Some(text) => Const::Str(text),
                    None => return self.fail(offset, ReadProblem::BadText),
                }
            }
            tag::ASCII | tag::ASCII_INTERNED => {
                let len = self.size()?;
                Const::Str(Text::from_latin1(self.bytes(len)?))
            }
            tag::SHORT_ASCII | tag::SHORT_ASCII_INTERNED => {
                let len = self.bytes(1)?[0].into();
                Const::Str(Text::from_latin1(self.bytes(len)?))
            }
            tag::LIST => return self.fail(offset, ReadProblem::NotAConstant("list")),
            tag::DICT => return self.fail(offset, ReadProblem::NotAConstant("dict")),
            tag::SET => return self.fail(offset, ReadProblem::NotAConstant("set")),
            tag::NULL => return self.fail(offset, ReadProblem::NotAConstant("NULL")),
            tag::STOP_ITERATION => {
                return self.fail(offset, ReadProblem::NotAConstant("StopIteration"));
            }
            other => return self.fail(offset, ReadProblem::UnknownType(other)),
        })
    }

    fn bytes(&mut self, len: usize) -> Result<&'a [u8], ReadError> {
        let rest = &self.data[self.position..];
        if len > rest.len() {
            return self.fail(self.data.len(), ReadProblem::Truncated);
        }
        self.position += len;
        Ok(&rest[..len])
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ReadError> {
        let mut array = [0; N];
        array.copy_from_slice(self.bytes(N)?);
        Ok(array)
    }

    fn int(&mut self) -> Result<i32, ReadError> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    fn size(&mut self) -> Result<usize, ReadError> {
        let offset = self.position;
        match usize::try_from(self.int()?) {
            Ok(size) => Ok(size),
            Err(_) => self.fail(offset, ReadProblem::BadSize),
        }
    }

    fn text_float(&mut self) -> Result<f64, ReadError> {
        let offset = self.position;
        let len = self.bytes(1)?[0].into();
        let text = std::str::from_utf8(self.bytes(len)?).unwrap_or("");
        match text.parse() {
            Ok(value) => Ok(value),
            Err(_) => self.fail(offset, ReadProblem::BadFloat),
        }
    }

    /// An int of any size: a signed count, then digits of 15 bits, the least significant one first.
    fn long(&mut self, offset: usize) -> Result<Const, ReadError> {
        let count = self.int()?;
        if count == i32::MIN {
            return self.fail(offset, ReadProblem::BadSize);
        }
        let len = count.unsigned_abs() as usize;
        let digits = self.bytes(len * 2)?;
        let mut words = Vec::with_capacity(len / 2 + 1);
        let (mut pending, mut bits) = (0u64, 0);
        let mut last = 1;
        for digit in digits.chunks_exact(2) {
            last = u16::from_le_bytes([digit[0], digit[1]]);
            if last >= 1 << 15 {
                return self.fail(offset, ReadProblem::BadInt);
            }
            pending |= u64::from(last) << bits;
            bits += 15;
            if bits >= 32 {
                words.push(pending as u32);
                pending >>= 32;
                bits -= 32;
            }
        }
        if last == 0 {
            return self.fail(offset, ReadProblem::BadInt);
        }
        words.push(pending as u32);
        let sign = if count < 0 { Sign::Minus } else { Sign::Plus };
        Ok(Const::int(BigInt::from_slice(sign, &words)))
    }
}

impl CodeParts {
    fn finish(self, offset: usize) -> Result<CodeData, ReadError> {
        let mut numbers = [0; 5];
        for (number, field) in numbers.iter_mut().zip(self.numbers) {
            *number = match u32::try_from(field) {
                Ok(value) => value,
                Err(_) => {
                    let problem = ReadProblem::Expected("a number that is not negative");
                    return Err(ReadError { offset, problem });
                }
            };
        }
        let [argcount, posonlyargcount, kwonlyargcount, stacksize, flags] = numbers;
        let mut objects = self.objects.into_iter();
        // The caller counted them.
        let mut next = || objects.next().unwrap_or((Const::None, offset));
        Ok(CodeData {
            argcount,
            posonlyargcount,
            kwonlyargcount,
            stacksize,
            flags,
            code: bytes(next())?,
            consts: match next() {
                (Const::Tuple(items), _) => items,
                (_, offset) => return Err(expected(offset, "a tuple of constants")),
            },
            names: texts(next())?,
            localsplusnames: texts(next())?,
            localspluskinds: bytes(next())?,
            filename: text(next())?,
            name: text(next())?,
            qualname: text(next())?,
            firstlineno: self.firstlineno,
            linetable: bytes(next())?,
            exceptiontable: bytes(next())?,
        })
    }
}

fn expected(offset: usize, what: &'static str) -> ReadError {
    let problem = ReadProblem::Expected(what);
    ReadError { offset, problem }
}

fn bytes((value, offset): (Const, usize)) -> Result<Box<[u8]>, ReadError> {
    match value {
        Const::Bytes(bytes) => Ok(Box::from(&*bytes)),
        _ => Err(expected(offset, "bytes")),
    }
}

fn text((value, offset): (Const, usize)) -> Result<Text, ReadError> {
    match value {
        Const::Str(text) => Ok(text),
        _ => Err(expected(offset, "a string")),
    }
}

fn texts((value, offset): (Const, usize)) -> Result<Box<[Text]>, ReadError> {
    let Const::Tuple(items) = value else {
        return Err(expected(offset, "a tuple of strings"));
    };
    let items = items.iter().map(|item| match item {
        Const::Str(text) => Ok(text.clone()),
        _ => Err(expected(offset, "a tuple of strings")),
    });
    items.collect()
}
