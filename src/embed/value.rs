//! Python values as Rust values.

use malachite_bigint::BigInt;
use std::fmt;
use tricera_core::object::{
    as_bytes, as_dict, as_list, as_str, as_tuple, float_value, from_utf8, int_to_bigint,
    int_to_i64, new_bigint, new_bytes, new_dict, new_list, new_tuple,
};
use tricera_core::runtime::{PyResult, Vm};
use tricera_core::value::{Kind, Ref};

/// A value that has left its interpreter, or is to enter one: a copy, without identity.
///
/// Containers are copied with all they hold. What has no counterpart in Rust becomes [`Value::Object`], which knows
/// only its type and its repr and cannot go back.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `None`
    None,
    /// A `bool`.
    Bool(bool),
    /// An `int` that fits.
    Int(i64),
    /// Any other `int`.
    BigInt(Box<BigInt>),
    /// A `float`.
    Float(f64),
    /// A `str`; lone surrogates have become U+FFFD.
    Str(String),
    /// A `bytes`.
    Bytes(Vec<u8>),
    /// A `tuple`.
    Tuple(Vec<Value>),
    /// A `list`.
    List(Vec<Value>),
    /// A `dict`, in its order.
    Dict(Vec<(Value, Value)>),
    /// Anything else, and containers within themselves.
    Object {
        /// The name of its type.
        type_name: String,
        /// Its `repr()`.
        repr: String,
    },
}

/// Containers nested deeper than this are given as [`Value::Object`].
const MAX_DEPTH: usize = 200;

impl Value {
    /// Copies a value out of the interpreter.
    pub(crate) fn from_object(vm: &Vm, r: &Ref) -> PyResult<Value> {
        copy_out(vm, r, 0)
    }

    /// Makes the value in the interpreter.
    pub(crate) fn to_object(&self, vm: &Vm) -> PyResult {
        let all = |items: &[Value]| {
            items
                .iter()
                .map(|v| v.to_object(vm))
                .collect::<PyResult<Vec<_>>>()
        };
        Ok(match self {
            Value::None => Ref::none(),
            Value::Bool(b) => Ref::bool(*b),
            Value::Int(i) => vm.new_int(*i),
            Value::BigInt(i) => new_bigint(vm, (**i).clone()),
            Value::Float(d) => vm.new_float(*d),
            Value::Str(s) => from_utf8(vm, s)?,
            Value::Bytes(b) => new_bytes(vm, b.as_slice()),
            Value::Tuple(items) => new_tuple(vm, all(items)?),
            Value::List(items) => new_list(vm, all(items)?),
            Value::Dict(items) => {
                let d = new_dict(vm);
                for (k, v) in items {
                    let k = k.to_object(vm)?;
                    as_dict(&d).set(vm, &k, v.to_object(vm)?)?;
                }
                d
            }
            Value::Object { type_name, .. } => {
                return Err(vm.type_error(format!("a {type_name} cannot enter an interpreter")));
            }
        })
    }
}

fn copy_out(vm: &Vm, r: &Ref, depth: usize) -> PyResult<Value> {
    let container = matches!(r.kind(), Kind::Tuple | Kind::List | Kind::Dict);
    if !r.is_exact(r.kind()) || container && depth > MAX_DEPTH {
        return as_object(vm, r);
    }
    let all = |items: &[Ref]| {
        items
            .iter()
            .map(|v| copy_out(vm, v, depth + 1))
            .collect::<PyResult<Vec<_>>>()
    };
    Ok(match r.kind() {
        Kind::None => Value::None,
        Kind::Bool => Value::Bool(r.is_true()),
        Kind::Int => match int_to_i64(r) {
            Some(i) => Value::Int(i),
            None => Value::BigInt(Box::new(int_to_bigint(r))),
        },
        Kind::Float => Value::Float(float_value(r)),
        Kind::Str => Value::Str(as_str(r).units().to_string_lossy().into_owned()),
        Kind::Bytes => Value::Bytes(as_bytes(r).to_vec()),
        Kind::Tuple => Value::Tuple(all(as_tuple(r).expect("a tuple"))?),
        // The copy of the items keeps them alive while the repr of one of them may change the list.
        Kind::List => {
            let items = as_list(r).items().to_vec();
            Value::List(all(&items)?)
        }
        Kind::Dict => {
            let mut items = Vec::new();
            let mut i = 0;
            while let Some(e) = as_dict(r).next_entry(&mut i) {
                // SAFETY: the entry is live until something runs, which it does after both are taken.
                let (k, v) = unsafe { (Ref::new_reference(e.key), Ref::new_reference(e.value)) };
                items.push((copy_out(vm, &k, depth + 1)?, copy_out(vm, &v, depth + 1)?));
            }
            Value::Dict(items)
        }
        _ => return as_object(vm, r),
    })
}

fn as_object(vm: &Vm, r: &Ref) -> PyResult<Value> {
    Ok(Value::Object {
        type_name: vm.type_of(r).name_str(),
        repr: vm.repr_string(r)?,
    })
}

macro_rules! from {
    ($($ty:ty => $variant:ident $convert:expr;)*) => {
        $(impl From<$ty> for Value {
            fn from(v: $ty) -> Value {
                let convert: fn($ty) -> _ = $convert;
                Value::$variant(convert(v))
            }
        })*
    };
}

from! {
    bool => Bool |v| v;
    i64 => Int |v| v;
    i32 => Int i64::from;
    u32 => Int i64::from;
    f64 => Float |v| v;
    &str => Str str::to_owned;
    String => Str |v| v;
    Vec<Value> => List |v| v;
}

impl From<()> for Value {
    fn from((): ()) -> Value {
        Value::None
    }
}

macro_rules! try_from {
    ($($ty:ty => $variant:ident;)*) => {
        $(impl TryFrom<Value> for $ty {
            type Error = Value;
            /// The value if it is of this kind, otherwise the value back.
            fn try_from(v: Value) -> Result<$ty, Value> {
                match v {
                    Value::$variant(v) => Ok(v),
                    other => Err(other),
                }
            }
        })*
    };
}

try_from! {
    bool => Bool;
    i64 => Int;
    f64 => Float;
    String => Str;
}

impl fmt::Display for Value {
    /// What Python's `repr` shows for objects; Rust's own forms for plain values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::None => f.write_str("None"),
            Value::Bool(b) => f.write_str(if *b { "True" } else { "False" }),
            Value::Int(i) => i.fmt(f),
            Value::BigInt(i) => i.fmt(f),
            Value::Float(d) => write!(f, "{d:?}"),
            Value::Str(s) => f.write_str(s),
            Value::Object { repr, .. } => f.write_str(repr),
            other => write!(f, "{other:?}"),
        }
    }
}
