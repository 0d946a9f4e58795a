//! The methods and computed attributes of `int`.

use super::operators::known;
use super::{exact_int, new_int_value};
use crate::object::{
    GetSetDef, MethodDef, as_bytes, as_str, bytes_from_object, bytes_from_slice, from_buf,
    new_bytes, new_tuple, str_to_string,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref};
use std::sync::LazyLock;
use tricera_text::format;
use tricera_text::number::int::{self, ByteOrder};

pub static METHODS: [MethodDef; 14] = [
    MethodDef::no_args("conjugate", exact)
        .doc("Returns self, the complex conjugate of any int."),
    MethodDef::no_args("bit_length", bit_length).doc(
        "Number of bits necessary to represent self in binary.\n\n\
         >>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6",
    ),
    MethodDef::no_args("bit_count", bit_count).doc(
        "Number of ones in the binary representation of the absolute value of self.\n\n\
         Also known as the population count.\n\n\
         >>> bin(13)\n'0b1101'\n>>> (13).bit_count()\n3",
    ),
    MethodDef::raw("to_bytes", to_bytes)
    .text_signature(TO_BYTES)
    .doc("Return an array of bytes representing an integer."),
    MethodDef::raw("from_bytes", from_bytes)
    .text_signature(FROM_BYTES)
    .class_method()
    .doc("Return the integer represented by the given array of bytes."),
    MethodDef::no_args("as_integer_ratio", as_integer_ratio).doc(
        "Return a pair of integers, whose ratio is equal to the original int.\n\n\
         The ratio is in lowest terms and has a positive denominator.",
    ),
    MethodDef::no_args("__trunc__", exact).doc("Truncating an Integral returns itself."),
    MethodDef::no_args("__floor__", exact).doc("Flooring an Integral returns itself."),
    MethodDef::no_args("__ceil__", exact).doc("Ceiling of an Integral returns itself."),
    MethodDef::positional("__round__", 0, 1, round)
        .text_signature("ndigits=None, /")
        .doc("Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer."),
    MethodDef::no_args("__getnewargs__", getnewargs),
    MethodDef::one("__format__", int_format)
        .text_signature("format_spec, /")
        .doc("Convert to a string according to format_spec."),
    MethodDef::no_args("__sizeof__", sizeof).doc("Returns size in memory, in bytes."),
    MethodDef::no_args("is_integer", |_, _| Ok(Ref::bool(true)))
        .doc("Returns True. Exists for duck type compatibility with float.is_integer."),
];

pub static GETSET: [GetSetDef; 4] = [
    GetSetDef::get("real", exact),
    GetSetDef::get("imag", |vm, _| Ok(vm.new_int(0))),
    GetSetDef::get("numerator", exact),
    GetSetDef::get("denominator", |vm, _| Ok(vm.new_int(1))),
];

fn exact(vm: &Vm, this: &Ref) -> PyResult {
    Ok(exact_int(vm, this))
}

fn bit_length(vm: &Vm, this: &Ref) -> PyResult {
    Ok(vm.new_int(int::bit_length(known(this)) as i64))
}

fn bit_count(vm: &Vm, this: &Ref) -> PyResult {
    Ok(vm.new_int(int::bit_count(known(this)) as i64))
}

fn byte_order(vm: &Vm, function: &str, name: Option<&Ref>) -> PyResult<ByteOrder> {
    let Some(name) = name else {
        return Ok(ByteOrder::Big);
    };
    vm.named_str_argument(function, "'byteorder'", name)?;
    match as_str(name).as_ascii() {
        Some("little") => Ok(ByteOrder::Little),
        Some("big") => Ok(ByteOrder::Big),
        _ => ByteOrder::from_name(&str_to_string(name)).map_err(|e| vm.raise_number(e)),
    }
}

fn flag(vm: &Vm, a: Option<&Ref>) -> PyResult<bool> {
    a.map_or(Ok(false), |a| vm.is_true(a))
}

const TO_BYTES: &str = "length=1, byteorder='big', *, signed=False";
const FROM_BYTES: &str = "bytes, byteorder='big', *, signed=False";

static TO_BYTES_SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse(TO_BYTES));
static FROM_BYTES_SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse(FROM_BYTES));

fn to_bytes(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let given = args.positional();
    if args.kw_names().is_empty() && given.len() <= 2 {
        return to_bytes_with(vm, this, [given.first(), given.get(1), None]);
    }
    let bound = TO_BYTES_SIGNATURE.bind(vm, "to_bytes", args)?;
    to_bytes_with(vm, this, [0, 1, 2].map(|i| bound[i].as_ref()))
}

fn to_bytes_with(vm: &Vm, this: &Ref, args: [Option<&Ref>; 3]) -> PyResult {
    let length = match args[0] {
        Some(n) => vm.as_ssize(n)?,
        None => 1,
    };
    // CPython's parser checks the type of the name before it converts the flag, and looks at the name after that.
    if let Some(name) = args[1] {
        vm.named_str_argument("to_bytes", "'byteorder'", name)?;
    }
    let signed = flag(vm, args[2])?;
    let order = byte_order(vm, "to_bytes", args[1])?;
    if this.slot().is_int()
        && let Ok(length) = usize::try_from(length)
        && let Some(bytes) = int::word_to_bytes(this.slot().as_int(), length, order, signed)
    {
        return Ok(bytes_from_slice(vm, &bytes[..length]));
    }
    match int::to_bytes(known(this), length as i64, order, signed) {
        Ok(b) => Ok(new_bytes(vm, b)),
        Err(e) => Err(vm.raise_number(e)),
    }
}

fn from_bytes(vm: &Vm, class: &Ref, args: &Args) -> PyResult {
    let given = args.positional();
    if args.kw_names().is_empty() && (1..=2).contains(&given.len()) {
        return from_bytes_with(vm, class, [given.first(), given.get(1), None]);
    }
    let bound = FROM_BYTES_SIGNATURE.bind(vm, "from_bytes", args)?;
    from_bytes_with(vm, class, [0, 1, 2].map(|i| bound[i].as_ref()))
}

fn from_bytes_with(vm: &Vm, class: &Ref, args: [Option<&Ref>; 3]) -> PyResult {
    if let Some(name) = args[1] {
        vm.named_str_argument("from_bytes", "'byteorder'", name)?;
    }
    let signed = flag(vm, args[2])?;
    let order = byte_order(vm, "from_bytes", args[1])?;
    // The signature makes the first argument a required one.
    let Some(source) = args[0] else {
        return Err(vm.type_error("from_bytes() missing required argument 'bytes' (pos 1)"));
    };
    let value = if source.is_exact(Kind::Bytes) {
        int::from_bytes(as_bytes(source), order, signed)
    } else {
        int::from_bytes(&bytes_from_object(vm, source)?, order, signed)
    };
    let value = new_int_value(vm, value);
    if vm.types.int.is(class) {
        return Ok(value);
    }
    vm.call_one(class, &value)
}

fn as_integer_ratio(vm: &Vm, this: &Ref) -> PyResult {
    Ok(new_tuple(vm, [exact_int(vm, this), vm.new_int(1)]))
}

/// `int.__round__`
pub fn round(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    match args {
        [n] if !n.is_none() => {
            let n = vm.index(n)?;
            Ok(new_int_value(vm, int::round(known(this), known(&n))))
        }
        _ => exact(vm, this),
    }
}

fn getnewargs(vm: &Vm, this: &Ref) -> PyResult {
    Ok(new_tuple(vm, [exact_int(vm, this)]))
}

/// `int.__format__(this, spec)`
pub fn int_format(vm: &Vm, this: &Ref, spec: &Ref) -> PyResult {
    vm.named_str_argument("__format__", "", spec)?;
    if as_str(spec).is_empty() {
        return vm.str(this);
    }
    let name = vm.type_of(this).name_str();
    match format::format_int(
        known(this),
        as_str(spec).units(),
        &name,
        vm.int_max_str_digits.get(),
    ) {
        Ok(b) => from_buf(vm, b),
        Err(e) => Err(vm.raise_number(e)),
    }
}

/// What CPython says: digits of 30 bits behind a header of 24 bytes.
fn sizeof(vm: &Vm, this: &Ref) -> PyResult {
    let bits = int::bit_length(known(this));
    Ok(vm.new_int(24 + 4 * bits.div_ceil(30).max(1) as i64))
}
