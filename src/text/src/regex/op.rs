//! The operations of compiled patterns, by the numbers of CPython 3.14's `re._constants`.

macro_rules! numbered {
    ($($name:ident)*) => { numbered!(0u32; $($name)*); };
    ($n:expr; $name:ident $($rest:ident)*) => {
        #[allow(dead_code)] // all have their number, whether the engine asks for them or not
        pub const $name: u32 = $n;
        numbered!($n + 1; $($rest)*);
    };
    ($n:expr;) => {};
}

numbered! {
    FAILURE SUCCESS ANY ANY_ALL ASSERT ASSERT_NOT AT BRANCH CATEGORY CHARSET BIGCHARSET GROUPREF GROUPREF_EXISTS IN INFO
    JUMP LITERAL MARK MAX_UNTIL MIN_UNTIL NOT_LITERAL NEGATE RANGE REPEAT REPEAT_ONE SUBPATTERN MIN_REPEAT_ONE
    ATOMIC_GROUP POSSESSIVE_REPEAT POSSESSIVE_REPEAT_ONE GROUPREF_IGNORE IN_IGNORE LITERAL_IGNORE NOT_LITERAL_IGNORE
    GROUPREF_LOC_IGNORE IN_LOC_IGNORE LITERAL_LOC_IGNORE NOT_LITERAL_LOC_IGNORE GROUPREF_UNI_IGNORE IN_UNI_IGNORE
    LITERAL_UNI_IGNORE NOT_LITERAL_UNI_IGNORE RANGE_UNI_IGNORE
}

/// Positions: the operands of [`AT`].
pub mod at {
    numbered! {
        BEGINNING BEGINNING_LINE BEGINNING_STRING BOUNDARY NON_BOUNDARY END END_LINE END_STRING LOC_BOUNDARY
        LOC_NON_BOUNDARY UNI_BOUNDARY UNI_NON_BOUNDARY
    }
}

/// Categories of characters: the operands of [`CATEGORY`].
pub mod category {
    numbered! {
        DIGIT NOT_DIGIT SPACE NOT_SPACE WORD NOT_WORD LINEBREAK NOT_LINEBREAK LOC_WORD LOC_NOT_WORD UNI_DIGIT
        UNI_NOT_DIGIT UNI_SPACE UNI_NOT_SPACE UNI_WORD UNI_NOT_WORD UNI_LINEBREAK UNI_NOT_LINEBREAK
    }
}

/// The flags of [`INFO`]: a literal prefix follows, or a set that the first character is in.
pub const INFO_PREFIX: u32 = 1;
pub const INFO_LITERAL: u32 = 2;
pub const INFO_CHARSET: u32 = 4;

/// As the greatest count of a repetition: there is none.
pub const MAXREPEAT: u32 = u32::MAX;
