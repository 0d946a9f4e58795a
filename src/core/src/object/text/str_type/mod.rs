//! The type `str`.

mod change;
mod construct;
mod fields;
mod operators;
mod percent;
mod predicate;
mod search;
mod split;
mod translate;

pub use construct::str_from_object;
pub use fields::{format_builtin, str_format};
pub use operators::{str_compare, str_contains, str_get_item, str_get_range, str_repeat};
pub use percent::percent_format;
pub use split::str_join;

use crate::object::{MethodDef, STR_LAYOUT, TypeSpec, flags};

/// The type `str`.
pub static STR: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n\
        Create a new string object from the given object. If encoding or\n\
        errors is specified, then the object must expose a data buffer\n\
        that will be decoded using the given encoding and error handler.\n\
        Otherwise, returns the result of object.__str__() (if defined)\n\
        or repr(object).\nencoding defaults to 'utf-8'.\nerrors defaults to 'strict'.",
    methods: &METHODS,
    slots: |s| {
        operators::fill(s);
        s.new.set(Some(construct::new));
    },
    ..TypeSpec::new("str", &STR_LAYOUT)
};

static METHODS: [MethodDef; 50] = [
    MethodDef::raw("encode", construct::encode)
        .text_signature("encoding='utf-8', errors='strict'")
        .doc("Encode the string using the codec registered for encoding."),
    MethodDef::raw("replace", change::replace)
        .text_signature("old, new, /, count=-1")
        .doc("Return a copy with all occurrences of substring old replaced by new."),
    MethodDef::raw("split", split::split)
        .text_signature("sep=None, maxsplit=-1")
        .doc("Return a list of the substrings in the string, using sep as the separator string."),
    MethodDef::raw("rsplit", split::rsplit)
        .text_signature("sep=None, maxsplit=-1")
        .doc("Return a list of the substrings in the string, using sep as the separator string."),
    MethodDef::one("join", str_join)
        .text_signature("iterable, /")
        .doc("Concatenate any number of strings."),
    MethodDef::no_args("capitalize", change::capitalize)
        .doc("Return a capitalized version of the string."),
    MethodDef::no_args("casefold", change::casefold)
        .doc("Return a version of the string suitable for caseless comparisons."),
    MethodDef::no_args("title", change::title)
        .doc("Return a version of the string where each word is titlecased."),
    MethodDef::positional("center", 1, 2, change::center)
        .text_signature("width, fillchar=' ', /")
        .doc("Return a centered string of length width."),
    MethodDef::positional("count", 1, 3, search::count).text_signature("sub[, start[, end]], /").doc(
        "Return the number of non-overlapping occurrences of substring sub in string S[start:end].",
    ),
    MethodDef::raw("expandtabs", change::expandtabs)
        .text_signature("tabsize=8")
        .doc("Return a copy where all tab characters are expanded using spaces."),
    MethodDef::positional("find", 1, 3, search::find).text_signature("sub[, start[, end]], /")
        .doc("Return the lowest index in S where substring sub is found, or -1 on failure."),
    MethodDef::one("partition", split::partition)
        .text_signature("sep, /")
        .doc("Partition the string into three parts using the given separator."),
    MethodDef::positional("index", 1, 3, search::index).text_signature("sub[, start[, end]], /")
        .doc("Return the lowest index in S where substring sub is found, or raise ValueError."),
    MethodDef::positional("ljust", 1, 2, change::ljust)
        .text_signature("width, fillchar=' ', /")
        .doc("Return a left-justified string of length width."),
    MethodDef::no_args("lower", change::lower)
        .doc("Return a copy of the string converted to lowercase."),
    MethodDef::positional("lstrip", 0, 1, change::lstrip)
        .text_signature("chars=None, /")
        .doc("Return a copy of the string with leading whitespace removed."),
    MethodDef::positional("rfind", 1, 3, search::rfind).text_signature("sub[, start[, end]], /")
        .doc("Return the highest index in S where substring sub is found, or -1 on failure."),
    MethodDef::positional("rindex", 1, 3, search::rindex).text_signature("sub[, start[, end]], /")
        .doc("Return the highest index in S where substring sub is found, or raise ValueError."),
    MethodDef::positional("rjust", 1, 2, change::rjust)
        .text_signature("width, fillchar=' ', /")
        .doc("Return a right-justified string of length width."),
    MethodDef::positional("rstrip", 0, 1, change::rstrip)
        .text_signature("chars=None, /")
        .doc("Return a copy of the string with trailing whitespace removed."),
    MethodDef::one("rpartition", split::rpartition)
        .text_signature("sep, /")
        .doc("Partition the string into three parts using the given separator."),
    MethodDef::raw("splitlines", split::splitlines)
        .text_signature("keepends=False")
        .doc("Return a list of the lines in the string, breaking at line boundaries."),
    MethodDef::positional("strip", 0, 1, change::strip)
        .text_signature("chars=None, /")
        .doc("Return a copy of the string with leading and trailing whitespace removed."),
    MethodDef::no_args("swapcase", change::swapcase)
        .doc("Convert uppercase characters to lowercase and lowercase characters to uppercase."),
    MethodDef::one("translate", translate::translate)
        .text_signature("table, /")
        .doc("Replace each character in the string using the given translation table."),
    MethodDef::no_args("upper", change::upper)
        .doc("Return a copy of the string converted to uppercase."),
    MethodDef::positional("startswith", 1, 3, search::startswith).text_signature("prefix[, start[, end]], /")
        .doc("Return True if the string starts with the specified prefix, False otherwise."),
    MethodDef::positional("endswith", 1, 3, search::endswith).text_signature("suffix[, start[, end]], /")
        .doc("Return True if the string ends with the specified suffix, False otherwise."),
    MethodDef::one("removeprefix", change::removeprefix)
        .text_signature("prefix, /")
        .doc("Return a str with the given prefix string removed if present."),
    MethodDef::one("removesuffix", change::removesuffix)
        .text_signature("suffix, /")
        .doc("Return a str with the given suffix string removed if present."),
    MethodDef::no_args("isascii", predicate::isascii)
        .doc("Return True if all characters in the string are ASCII, False otherwise."),
    MethodDef::no_args("islower", predicate::islower)
        .doc("Return True if the string is a lowercase string, False otherwise."),
    MethodDef::no_args("isupper", predicate::isupper)
        .doc("Return True if the string is an uppercase string, False otherwise."),
    MethodDef::no_args("istitle", predicate::istitle)
        .doc("Return True if the string is a title-cased string, False otherwise."),
    MethodDef::no_args("isspace", predicate::isspace)
        .doc("Return True if the string is a whitespace string, False otherwise."),
    MethodDef::no_args("isdecimal", predicate::isdecimal)
        .doc("Return True if the string is a decimal string, False otherwise."),
    MethodDef::no_args("isdigit", predicate::isdigit)
        .doc("Return True if the string is a digit string, False otherwise."),
    MethodDef::no_args("isnumeric", predicate::isnumeric)
        .doc("Return True if the string is a numeric string, False otherwise."),
    MethodDef::no_args("isalpha", predicate::isalpha)
        .doc("Return True if the string is an alphabetic string, False otherwise."),
    MethodDef::no_args("isalnum", predicate::isalnum)
        .doc("Return True if the string is an alpha-numeric string, False otherwise."),
    MethodDef::no_args("isidentifier", predicate::isidentifier)
        .doc("Return True if the string is a valid Python identifier, False otherwise."),
    MethodDef::no_args("isprintable", predicate::isprintable)
        .doc("Return True if all characters in the string are printable, False otherwise."),
    MethodDef::one("zfill", change::zfill)
        .text_signature("width, /")
        .doc("Pad a numeric string with zeros on the left, to fill a field of the given width."),
    MethodDef::raw("format", fields::format).shown("($self, /, *args, **kwargs)")
        .doc("Return a formatted version of the string, using substitutions from args and kwargs."),
    MethodDef::one("format_map", fields::format_map)
        .text_signature("mapping, /")
        .doc("Return a formatted version of the string, using substitutions from mapping."),
    MethodDef::one("__format__", str_format)
        .text_signature("format_spec, /")
        .doc("Return a formatted version of the string as described by format_spec."),
    MethodDef::positional("maketrans", 1, 3, translate::maketrans)
        .text_signature("x, y=<unrepresentable>, z=<unrepresentable>, /")
        .static_method()
        .doc("Return a translation table usable for str.translate()."),
    MethodDef::no_args("__sizeof__", predicate::sizeof)
        .doc("Return the size of the string in memory, in bytes."),
    MethodDef::no_args("__getnewargs__", construct::getnewargs),
];
