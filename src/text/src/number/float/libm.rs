//! The C library's mathematical functions, which CPython calls too: the results agree to the last bit.

macro_rules! functions {
    ($($name:ident($($arg:ident),+);)+) => {
        mod sys {
            unsafe extern "C" {
                $(pub fn $name($($arg: f64),+) -> f64;)+
            }
        }
        $(
            #[doc = concat!("`", stringify!($name), "` of the C library.")]
            #[inline]
            pub fn $name($($arg: f64),+) -> f64 {
                // SAFETY: a pure function of its arguments, from the C library that std links.
                unsafe { sys::$name($($arg),+) }
            }
        )+
    };
}

functions! {
    pow(x, y);
}
