//! The methods and computed attributes of `float`.

use super::float_value;
use crate::object::number::int::{int_ref, new_int_value};
use crate::object::{GetSetDef, MethodDef, as_str, from_buf, from_utf8, new_tuple, str_to_string};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::format;
use tricera_text::number::float;
use tricera_text::number::{Error, Int, IntRef};

pub static METHODS: [MethodDef; 14] = [
    MethodDef::one("from_number", from_number)
        .class_method()
        .text_signature("number, /")
        .doc("Convert real number to a floating-point number."),
    MethodDef::no_args("conjugate", exact).doc("Return self, the complex conjugate of any float."),
    MethodDef::no_args("__trunc__", |vm, a| integer(vm, float::trunc(float_value(a))))
        .doc("Return the Integral closest to x between 0 and x."),
    MethodDef::no_args("__floor__", |vm, a| integer(vm, float::floor(float_value(a))))
        .doc("Return the floor as an Integral."),
    MethodDef::no_args("__ceil__", |vm, a| integer(vm, float::ceil(float_value(a))))
        .doc("Return the ceiling as an Integral."),
    MethodDef::positional("__round__", 0, 1, round)
        .text_signature("ndigits=None, /")
        .doc("Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in round(x, ndigits)."),
    MethodDef::no_args("as_integer_ratio", as_integer_ratio).doc(
        "Return a pair of integers, whose ratio is exactly equal to the original float.\n\n\
         The ratio is in lowest terms and has a positive denominator.  Raise\n\
         OverflowError on infinities and a ValueError on NaNs.",
    ),
    MethodDef::one("fromhex", fromhex)
        .class_method()
        .text_signature("string, /")
        .doc("Create a floating-point number from a hexadecimal string."),
    MethodDef::no_args("hex", hex)
        .doc("Return a hexadecimal representation of a floating-point number."),
    MethodDef::no_args("is_integer", |_, a| {
        Ok(Ref::bool(float::is_integer(float_value(a))))
    })
    .doc("Return True if the float is an integer."),
    MethodDef::no_args("__getnewargs__", getnewargs),
    MethodDef::one("__getformat__", getformat)
        .class_method()
        .text_signature("typestr, /")
        .doc("You probably don't want to use this function."),
    MethodDef::one("__format__", float_format)
        .text_signature("format_spec, /")
        .doc("Formats the float according to format_spec."),
    MethodDef::no_args("__sizeof__", |vm, _| Ok(vm.new_int(24)))
        .doc("Size of object in memory, in bytes."),
];

pub static GETSET: [GetSetDef; 2] = [
    GetSetDef::get("real", exact),
    GetSetDef::get("imag", |vm, _| Ok(vm.new_float(0.0))),
];

fn exact(vm: &Vm, a: &Ref) -> PyResult {
    if a.is_exact(Kind::Float) {
        return Ok(a.clone());
    }
    Ok(vm.new_float(float_value(a)))
}

fn integer(vm: &Vm, i: Result<Int, Error>) -> PyResult {
    match i {
        Ok(i) => Ok(new_int_value(vm, i)),
        Err(e) => Err(vm.raise_number(e)),
    }
}

/// `int(a)` for a float.
pub fn int_from_float(vm: &Vm, a: &Ref) -> PyResult {
    integer(vm, float::trunc(float_value(a)))
}

fn from_number(vm: &Vm, class: &Ref, number: &Ref) -> PyResult {
    if number.is_exact(Kind::Float) && vm.types.float.is(class) {
        return Ok(number.clone());
    }
    let d = vm.new_float(vm.as_f64(number)?);
    instance(vm, class, d)
}

/// `class(d)`, without a call for `float` itself.
fn instance(vm: &Vm, class: &Ref, d: Ref) -> PyResult {
    if vm.types.float.is(class) {
        return Ok(d);
    }
    vm.call_one(class, &d)
}

/// `float.__round__`
pub fn round(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    let d = float_value(this);
    match args {
        [n] if !n.is_none() => {
            let n = vm.index(n)?;
            match float::round_digits(d, int_ref(&n).unwrap_or(IntRef::Small(0))) {
                Ok(d) => Ok(vm.new_float(d)),
                Err(e) => Err(vm.raise_number(e)),
            }
        }
        _ => integer(vm, float::round_to_int(d)),
    }
}

fn as_integer_ratio(vm: &Vm, this: &Ref) -> PyResult {
    match float::as_integer_ratio(float_value(this)) {
        Ok((n, d)) => Ok(new_tuple(vm, [new_int_value(vm, n), new_int_value(vm, d)])),
        Err(e) => Err(vm.raise_number(e)),
    }
}

fn fromhex(vm: &Vm, class: &Ref, text: &Ref) -> PyResult {
    if !text.has_kind(Kind::Str) {
        return Err(vm.type_error("bad argument type for built-in operation"));
    }
    // Anything beyond ASCII is refused as a digit, whatever stands for it here.
    let text = str_to_string(text);
    match float::from_hex(text.as_bytes()) {
        Ok(d) => instance(vm, class, vm.new_float(d)),
        Err(e) => Err(vm.raise_number(e)),
    }
}

fn hex(vm: &Vm, this: &Ref) -> PyResult {
    from_utf8(vm, &float::to_hex(float_value(this)))
}

fn getnewargs(vm: &Vm, this: &Ref) -> PyResult {
    Ok(new_tuple(vm, [exact(vm, this)?]))
}

fn getformat(vm: &Vm, _: &Ref, kind: &Ref) -> PyResult {
    vm.named_str_argument("__getformat__", "", kind)?;
    match &*str_to_string(kind) {
        "double" | "float" => from_utf8(
            vm,
            if cfg!(target_endian = "big") {
                "IEEE, big-endian"
            } else {
                "IEEE, little-endian"
            },
        ),
        _ => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}

/// `float.__format__(this, spec)`
pub fn float_format(vm: &Vm, this: &Ref, spec: &Ref) -> PyResult {
    vm.named_str_argument("__format__", "", spec)?;
    if as_str(spec).is_empty() {
        return vm.str(this);
    }
    let name = vm.type_of(this).name_str();
    match format::format_float(float_value(this), as_str(spec).units(), &name) {
        Ok(b) => from_buf(vm, b),
        Err(e) => Err(vm.raise_number(e)),
    }
}
