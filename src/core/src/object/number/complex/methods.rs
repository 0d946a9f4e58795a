//! The methods and members of `complex`.

use super::{complex_from_object, complex_value};
use crate::object::{GetSetDef, MethodDef, as_str, from_buf, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::format;
use tricera_text::number::complex::Complex;

pub static METHODS: [MethodDef; 5] = [
    MethodDef::one("from_number", from_number)
        .class_method()
        .text_signature("number, /")
        .doc("Convert number to a complex floating-point number."),
    MethodDef::no_args("conjugate", |vm, a| {
        let z = known(a);
        Ok(vm.new_complex(Complex::new(z.re, -z.im)))
    })
    .doc("Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."),
    MethodDef::no_args("__complex__", |vm, a| Ok(exact(vm, a)))
        .doc("Convert this value to exact type complex."),
    MethodDef::no_args("__getnewargs__", |vm, a| {
        let z = known(a);
        Ok(new_tuple(vm, [vm.new_float(z.re), vm.new_float(z.im)]))
    }),
    MethodDef::one("__format__", complex_format)
        .text_signature("format_spec, /")
        .doc("Convert to a string according to format_spec."),
];

pub static GETSET: [GetSetDef; 2] = [
    GetSetDef {
        doc: "the real part of a complex number",
        ..GetSetDef::member("real", |vm, a| Ok(vm.new_float(known(a).re)))
    },
    GetSetDef {
        doc: "the imaginary part of a complex number",
        ..GetSetDef::member("imag", |vm, a| Ok(vm.new_float(known(a).im)))
    },
];

/// The value of `self`, which descriptors and slots have checked to be a complex number.
pub(super) fn known(a: &Ref) -> Complex {
    complex_value(a).unwrap_or(Complex::new(0.0, 0.0))
}

/// The same number without its subclass.
pub(super) fn exact(vm: &Vm, a: &Ref) -> Ref {
    match a.is_exact(Kind::Complex) {
        true => a.clone(),
        false => vm.new_complex(known(a)),
    }
}

fn from_number(vm: &Vm, class: &Ref, number: &Ref) -> PyResult {
    let plain = vm.types.complex.is(class);
    if plain && number.is_exact(Kind::Complex) {
        return Ok(number.clone());
    }
    let z = vm.new_complex(complex_from_object(vm, number)?);
    if plain {
        return Ok(z);
    }
    vm.call_one(class, &z)
}

/// `complex.__format__(this, spec)`
fn complex_format(vm: &Vm, this: &Ref, spec: &Ref) -> PyResult {
    vm.named_str_argument("__format__", "", spec)?;
    if as_str(spec).is_empty() {
        return vm.str(this);
    }
    let name = vm.type_of(this).name_str();
    let z = known(this);
    match format::format_complex(z.re, z.im, as_str(spec).units(), &name) {
        Ok(b) => from_buf(vm, b),
        Err(e) => Err(vm.raise_number(e)),
    }
}
