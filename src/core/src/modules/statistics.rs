//! The module `_statistics`.

use super::ModuleSpec;
use super::support::float_arg;
use crate::object::MethodDef;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_statistics",
    doc: "Accelerators for the statistics module.\n",
    methods: &METHODS,
    init: |_, _| Ok(()),
};

static METHODS: [MethodDef; 1] = [
    MethodDef::positional("_normal_dist_inv_cdf", 3, 3, inverse_cdf)
        .text_signature("p, mu, sigma, /"),
];

/// Numerator and denominator of a rational approximation, highest power first; a denominator ends in 1.
struct Rational {
    top: [f64; 8],
    bottom: [f64; 8],
}

impl Rational {
    fn at(&self, r: f64) -> (f64, f64) {
        let sum = |p: &[f64; 8]| p[1..].iter().fold(p[0], |sum, c| sum * r + c);
        (sum(&self.top), sum(&self.bottom))
    }
}

// Wichura's algorithm AS 241 ("The Percentage Points of the Normal Distribution", Applied Statistics 37 (3), 1988):
// for the middle, the tails, and the far tails.
const MIDDLE: Rational = Rational {
    top: [
        2509.0809287301227,
        33430.57558358813,
        67265.7709270087,
        45921.95393154987,
        13731.69376550946,
        1971.5909503065513,
        133.14166789178438,
        3.3871328727963665,
    ],
    bottom: [
        5226.495278852854,
        28729.085735721943,
        39307.89580009271,
        21213.794301586597,
        5394.196021424751,
        687.1870074920579,
        42.31333070160091,
        1.0,
    ],
};
const TAIL: Rational = Rational {
    top: [
        0.0007745450142783414,
        0.022723844989269184,
        0.2417807251774506,
        1.2704582524523684,
        3.6478483247632045,
        5.769497221460691,
        4.630337846156546,
        1.4234371107496835,
    ],
    bottom: [
        1.0507500716444169e-09,
        0.0005475938084995345,
        0.015198666563616457,
        0.14810397642748008,
        0.6897673349851,
        1.6763848301838038,
        2.053191626637759,
        1.0,
    ],
};
const FAR: Rational = Rational {
    top: [
        2.0103343992922881e-07,
        2.7115555687434876e-05,
        0.0012426609473880784,
        0.026532189526576124,
        0.29656057182850487,
        1.7848265399172913,
        5.463784911164114,
        6.657904643501103,
    ],
    bottom: [
        2.0442631033899397e-15,
        1.421511758316446e-07,
        1.8463183175100548e-05,
        0.0007868691311456133,
        0.014875361290850615,
        0.1369298809227358,
        0.599832206555888,
        1.0,
    ],
};

fn inverse_cdf(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (p, mu, sigma) = (
        float_arg(vm, &a[0])?,
        float_arg(vm, &a[1])?,
        float_arg(vm, &a[2])?,
    );
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let (top, bottom) = MIDDLE.at(0.180625 - q * q);
        return Ok(vm.new_float(mu + top * q / bottom * sigma));
    }
    let r = if q <= 0.0 { p } else { 1.0 - p };
    if r <= 0.0 || r >= 1.0 {
        return Err(vm.value_error("inv_cdf undefined for these parameters"));
    }
    let r = (-r.ln()).sqrt();
    let (top, bottom) = if r <= 5.0 {
        TAIL.at(r - 1.6)
    } else {
        FAR.at(r - 5.0)
    };
    let x = if q < 0.0 {
        -(top / bottom)
    } else {
        top / bottom
    };
    Ok(vm.new_float(mu + x * sigma))
}
