//! Opcodes for superinstructions: numbers that no instruction with a body has. They stand in an interpreter's own copy of
//! the code only, over the first component; beside the copy stands what the component is.

use crate::ops::Op;
use crate::ops::bodies::*;

macro_rules! mark {
    ($used:ident $($op:ident)*) => { $( $used[<$op as Op>::CODE as usize] = true; )* };
}

/// The free numbers, from above; 0 where there are no more.
const FREE: [u8; 256] = {
    let mut used = [false; 256];
    crate::for_each_op!(mark used);
    let mut free = [0; 256];
    let (mut number, mut n) = (255, 0);
    while number > 0 {
        if !used[number] {
            free[n] = number as u8;
            n += 1;
        }
        number -= 1;
    }
    free
};

macro_rules! numbers {
    (numbered { $($name:ident: $($op:ident)+ $(> $last:ident)?;)* } others $others:tt) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Index { $($name,)* }
        $(
            #[doc = concat!("The opcode of the superinstruction `", stringify!($name), "`.")]
            #[allow(non_upper_case_globals)]
            pub const $name: u8 = {
                let number = FREE[Index::$name as usize];
                assert!(number != 0, "too few opcodes are free: a numbered superinstruction must join the others");
                number
            };
        )*
        /// Is this the opcode of a superinstruction?
        #[inline]
        pub const fn contains(opcode: u8) -> bool {
            const IS_ONE: [bool; 256] = {
                let mut is_one = [false; 256];
                $(is_one[$name as usize] = true;)*
                is_one
            };
            IS_ONE[opcode as usize]
        }
    };
}
crate::for_each_superinstruction!(numbers);
