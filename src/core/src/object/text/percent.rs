//! What the `%` operators of `str` and `bytes` share: fetching arguments and converting numbers.

use crate::object::{
    BinaryOp, as_tuple, exact_int, float_value, int_from_object, int_ref, int_value,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::ops::Range;
use tricera_text::format::percent::{
    Arguments, Conversion, Cursor, Field, Flavor, Parser, Piece, Take, errors,
};
use tricera_text::number::int::DecimalBuffer;
use tricera_text::number::{Error, Int, IntRef};
use tricera_text::str::{StrBuf, StrRef};

/// An error to raise, or one that has been raised.
pub enum Failure {
    Number(Error),
    Raised,
}

impl From<Error> for Failure {
    fn from(e: Error) -> Failure {
        Failure::Number(e)
    }
}

impl From<Raised> for Failure {
    fn from(_: Raised) -> Failure {
        Failure::Raised
    }
}

impl Failure {
    fn raise(self, vm: &Vm) -> Raised {
        match self {
            Failure::Number(e) => vm.raise_number(e),
            Failure::Raised => Raised,
        }
    }
}

/// What differs between `str` and `bytes`.
pub trait Dialect {
    const FLAVOR: Flavor;
    /// The key of a mapping, a part of the format.
    fn key(vm: &Vm, key: StrRef<'_>) -> PyResult;
    /// Writes an argument under `s`, `r`, `a`, `b` or `c`.
    fn write(
        vm: &Vm,
        out: &mut StrBuf,
        field: &Field,
        conversion: Conversion,
        value: &Ref,
    ) -> Result<(), Failure>;
}

/// The operand at the right.
struct Operand<'a> {
    vm: &'a Vm,
    format: StrRef<'a>,
    args: &'a Ref,
    mapping: bool,
    cursor: Cursor,
    /// The mapping's value that was looked up last.
    selected: Option<Ref>,
    key: fn(&Vm, StrRef<'_>) -> PyResult,
}

impl Operand<'_> {
    fn take(&mut self) -> Result<Ref, Failure> {
        Ok(match self.cursor.take()? {
            Take::Item(i) => as_tuple(self.args)
                .and_then(|t| t.get(i))
                .unwrap_or(self.args)
                .clone(),
            Take::Whole => self.selected.as_ref().unwrap_or(self.args).clone(),
        })
    }
}

impl Arguments for Operand<'_> {
    type Error = Failure;
    fn is_mapping(&self) -> bool {
        self.mapping
    }
    fn select(&mut self, key: Range<usize>) -> Result<(), Failure> {
        let key = (self.key)(self.vm, self.format.slice(key))?;
        self.selected = Some(self.vm.get_item(self.args, &key)?);
        self.cursor = Cursor::single();
        Ok(())
    }
    fn star(&mut self) -> Result<Option<Int>, Failure> {
        let v = self.take()?;
        Ok(int_ref(&v).is_some().then(|| int_value(&v)))
    }
}

/// How far a format has been expanded by other means.
pub struct Begun {
    /// Where in the format the next piece begins.
    pub at: usize,
    /// How many arguments have been taken.
    pub taken: usize,
    /// What came of that.
    pub out: StrBuf,
}

impl Begun {
    /// Nothing yet.
    pub fn nothing(format: StrRef<'_>) -> Begun {
        Begun {
            at: 0,
            taken: 0,
            out: StrBuf::with_capacity(format.width(), format.len() + 16),
        }
    }
}

/// `format % args` into a buffer, from where it has been begun.
pub fn expand<D: Dialect>(
    vm: &Vm,
    format: StrRef<'_>,
    args: &Ref,
    begun: Begun,
) -> PyResult<StrBuf> {
    expand_pieces::<D>(vm, format, args, begun).map_err(|e| e.raise(vm))
}

fn expand_pieces<D: Dialect>(
    vm: &Vm,
    format: StrRef<'_>,
    args: &Ref,
    begun: Begun,
) -> Result<StrBuf, Failure> {
    let tuple = as_tuple(args);
    let text = match D::FLAVOR {
        Flavor::Str => args.has_kind(Kind::Str),
        Flavor::Bytes => {
            args.has_kind(Kind::Str) || args.has_kind(Kind::Bytes) || args.has_kind(Kind::ByteArray)
        }
    };
    let subscript = &vm.type_of(args).slots.binary[BinaryOp::Subscr as usize];
    let mut operand = Operand {
        vm,
        format,
        args,
        mapping: tuple.is_none() && !text && subscript.get().is_some(),
        cursor: Cursor::after(tuple.map(<[Ref]>::len), begun.taken),
        selected: None,
        key: D::key,
    };
    let mut parser = Parser::starting_at(format, begun.at, D::FLAVOR);
    let mut out = begun.out;
    while let Some(piece) = parser.next(&mut operand)? {
        match piece {
            Piece::Literal(at) => out.push_str(format.slice(at)),
            Piece::Percent => out.push(b'%'.into()),
            Piece::Field(field) => {
                let value = operand.take()?;
                let conversion = field.conversion(D::FLAVOR)?;
                match conversion {
                    Conversion::Decimal | Conversion::Radix => {
                        integer(vm, &mut out, &field, conversion, &value)?
                    }
                    Conversion::Float => float(vm, &mut out, &field, &value, D::FLAVOR)?,
                    _ => D::write(vm, &mut out, &field, conversion, &value)?,
                }
            }
        }
    }
    operand.cursor.finish(operand.mapping, D::FLAVOR)?;
    Ok(out.finish())
}

fn integer(
    vm: &Vm,
    out: &mut StrBuf,
    field: &Field,
    conversion: Conversion,
    value: &Ref,
) -> Result<(), Failure> {
    if value.slot().is_int() && conversion == Conversion::Decimal && field.is_plain() {
        out.push_latin1(
            DecimalBuffer::new()
                .format(value.slot().as_int())
                .as_bytes(),
        );
        return Ok(());
    }
    let converted;
    let i = match int_ref(value) {
        Some(i) => i,
        None => {
            converted = convert(vm, field, conversion, value)?;
            int_ref(&converted).unwrap_or(IntRef::Small(0))
        }
    };
    out.push_str(field.write_int(i, vm.int_max_str_digits.get())?.view());
    Ok(())
}

/// The int that an object other than an int stands for.
fn convert(vm: &Vm, field: &Field, conversion: Conversion, value: &Ref) -> Result<Ref, Failure> {
    let ty = vm.type_of(value);
    let wrong = || {
        let (c, name) = (field.conversion_char(), ty.name_str());
        Failure::Number(match conversion {
            Conversion::Radix => errors::integer_required(c, &name),
            _ => errors::real_number_required(c, &name),
        })
    };
    let s = &ty.slots;
    if s.index.get().is_none() && s.int.get().is_none() && s.float.get().is_none() {
        return Err(wrong());
    }
    let made = match conversion {
        Conversion::Radix => vm.index(value),
        _ => int_from_object(vm, value),
    };
    match made {
        Ok(i) => Ok(exact_int(vm, &i)),
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            Err(wrong())
        }
    }
}

fn float(
    vm: &Vm,
    out: &mut StrBuf,
    field: &Field,
    value: &Ref,
    flavor: Flavor,
) -> Result<(), Failure> {
    let d = if value.has_kind(Kind::Float) {
        float_value(value)
    } else {
        match vm.as_f64(value) {
            Ok(d) => d,
            Err(r) if flavor == Flavor::Str => return Err(r.into()),
            Err(_) => {
                // CPython replaces whatever error the conversion raised.
                vm.clear_exception();
                return Err(errors::float_required_in_bytes(&vm.type_of(value).name_str()).into());
            }
        }
    };
    out.push_str(field.write_float(d)?.view());
    Ok(())
}

/// The int of a `%c` argument that is no string; None if it is no int.
pub fn character_number(vm: &Vm, value: &Ref) -> PyResult<Option<Ref>> {
    match int_ref(value) {
        Some(_) => Ok(Some(value.clone())),
        None => match vm.index(value) {
            Ok(i) => Ok(Some(i)),
            Err(r) => vm.catch(r, vm.types.type_error).map(|()| None),
        },
    }
}
