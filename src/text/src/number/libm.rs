//! The C library's mathematical functions, which CPython calls too: on one system the results agree to
//! the last bit.

macro_rules! functions {
    ($($name:ident($($arg:ident: $type:ty),+);)+) => {
        mod sys {
            unsafe extern "C" {
                $(pub fn $name($($arg: $type),+) -> f64;)+
            }
        }
        $(
            #[doc = concat!("`", stringify!($name), "` of the C library.")]
            #[inline]
            pub fn $name($($arg: $type),+) -> f64 {
                // SAFETY: a function of its arguments only, from the C library that std links.
                unsafe { sys::$name($($arg),+) }
            }
        )+
    };
}

functions! {
    acos(x: f64);
    acosh(x: f64);
    asin(x: f64);
    asinh(x: f64);
    atan(x: f64);
    atan2(y: f64, x: f64);
    atanh(x: f64);
    cbrt(x: f64);
    cos(x: f64);
    cosh(x: f64);
    erf(x: f64);
    erfc(x: f64);
    exp(x: f64);
    exp2(x: f64);
    expm1(x: f64);
    hypot(x: f64, y: f64);
    ldexp(x: f64, exponent: std::ffi::c_int);
    log(x: f64);
    log10(x: f64);
    log1p(x: f64);
    log2(x: f64);
    pow(x: f64, y: f64);
    remainder(x: f64, y: f64);
    sin(x: f64);
    sinh(x: f64);
    tan(x: f64);
    tanh(x: f64);
}
