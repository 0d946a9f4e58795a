//! The numbers of kinds of tokens (CPython 3.14's `token`).

macro_rules! numbers {
    ($($name:ident = $n:literal)*) => { $(#[allow(missing_docs)] pub const $name: u8 = $n;)* };
}

numbers! {
    ENDMARKER = 0 NAME = 1 NUMBER = 2 STRING = 3 NEWLINE = 4 INDENT = 5 DEDENT = 6 OP = 55 FSTRING_START = 59
    FSTRING_MIDDLE = 60 FSTRING_END = 61 TSTRING_START = 62 TSTRING_MIDDLE = 63 TSTRING_END = 64 COMMENT = 65 NL = 66
}

/// The operators and their kinds; those of more characters come first.
static OPERATORS: [(&str, u8); 49] = [
    ("**=", 46),
    ("...", 52),
    ("//=", 48),
    ("<<=", 44),
    (">>=", 45),
    ("!=", 28),
    ("%=", 40),
    ("&=", 41),
    ("**", 35),
    ("*=", 38),
    ("+=", 36),
    ("-=", 37),
    ("->", 51),
    ("//", 47),
    ("/=", 39),
    (":=", 53),
    ("<<", 33),
    ("<=", 29),
    ("<>", 28),
    ("==", 27),
    (">=", 30),
    (">>", 34),
    ("@=", 50),
    ("^=", 43),
    ("|=", 42),
    ("!", 54),
    ("%", 24),
    ("&", 19),
    ("(", 7),
    (")", 8),
    ("*", 16),
    ("+", 14),
    (",", 12),
    ("-", 15),
    (".", 23),
    ("/", 17),
    (":", 11),
    (";", 13),
    ("<", 20),
    ("=", 22),
    (">", 21),
    ("@", 49),
    ("[", 9),
    ("]", 10),
    ("^", 32),
    ("{", 25),
    ("|", 18),
    ("}", 26),
    ("~", 31),
];

/// The kind of the longest operator that the characters begin with, and its length.
pub(super) fn operator(next: [Option<u32>; 3]) -> Option<(u8, usize)> {
    OPERATORS
        .iter()
        .find(|(text, _)| {
            let mut pairs = text.bytes().zip(next);
            pairs.all(|(a, b)| b == Some(a.into()))
        })
        .map(|(text, kind)| (*kind, text.len()))
}
