//! The methods that `bytes` and `bytearray` have in common.

/// Declares the methods of `bytes` or `bytearray`: those that both have, and the others that are given.
macro_rules! shared_methods {
    ($name:ident: $n:literal of $what:literal = $($own:expr,)*) => {
        static $name: [$crate::object::MethodDef; $n] = {
            use $crate::object::{MethodDef, text::bytes as shared};
            [
                $($own,)*
                MethodDef::no_args("capitalize", shared::change::capitalize).doc(
                    "B.capitalize() -> copy of B\n\nReturn a copy of B with only its first character capitalized (ASCII)\n\
                     and the rest lower-cased.",
                ),
                MethodDef::positional("center", 1, 2, shared::change::center)
                    .text_signature("width, fillchar=b' ', /")
                    .doc("Return a centered string of length width."),
                MethodDef::positional("count", 1, 3, shared::search::count)
                    .text_signature("sub[, start[, end]], /")
                    .doc("Return the number of non-overlapping occurrences of subsection 'sub' in bytes B[start:end]."),
                MethodDef::raw("decode", shared::construct::decode)
                    .text_signature("encoding='utf-8', errors='strict'")
                    .doc(concat!("Decode the ", $what, " using the codec registered for encoding.")),
                MethodDef::positional("endswith", 1, 3, shared::search::endswith)
                    .text_signature("suffix[, start[, end]], /")
                    .doc(concat!("Return True if the ", $what, " ends with the specified suffix, False otherwise.")),
                MethodDef::raw("expandtabs", shared::change::expandtabs)
                    .text_signature("tabsize=8")
                    .doc("Return a copy where all tab characters are expanded using spaces."),
                MethodDef::positional("find", 1, 3, shared::search::find)
                    .text_signature("sub[, start[, end]], /")
                    .doc("Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end]."),
                MethodDef::one("fromhex", shared::construct::fromhex)
                    .class_method()
                    .text_signature("string, /")
                    .doc(concat!("Create a ", $what, " object from a string of hexadecimal numbers.")),
                MethodDef::raw("hex", shared::construct::hex)
                    .text_signature("sep=<unrepresentable>, bytes_per_sep=1")
                    .doc(concat!("Create a string of hexadecimal numbers from a ", $what, " object.")),
                MethodDef::positional("index", 1, 3, shared::search::index)
                    .text_signature("sub[, start[, end]], /")
                    .doc("Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end]."),
                MethodDef::no_args("isalnum", shared::predicate::isalnum)
                    .doc("B.isalnum() -> bool\n\nReturn True if all characters in B are alphanumeric\nand there is at least one character in B, False otherwise."),
                MethodDef::no_args("isalpha", shared::predicate::isalpha)
                    .doc("B.isalpha() -> bool\n\nReturn True if all characters in B are alphabetic\nand there is at least one character in B, False otherwise."),
                MethodDef::no_args("isascii", shared::predicate::isascii)
                    .doc("B.isascii() -> bool\n\nReturn True if B is empty or all characters in B are ASCII,\nFalse otherwise."),
                MethodDef::no_args("isdigit", shared::predicate::isdigit)
                    .doc("B.isdigit() -> bool\n\nReturn True if all characters in B are digits\nand there is at least one character in B, False otherwise."),
                MethodDef::no_args("islower", shared::predicate::islower)
                    .doc("B.islower() -> bool\n\nReturn True if all cased characters in B are lowercase and there is\nat least one cased character in B, False otherwise."),
                MethodDef::no_args("isspace", shared::predicate::isspace)
                    .doc("B.isspace() -> bool\n\nReturn True if all characters in B are whitespace\nand there is at least one character in B, False otherwise."),
                MethodDef::no_args("istitle", shared::predicate::istitle)
                    .doc("B.istitle() -> bool\n\nReturn True if B is a titlecased string and there is at least one\ncharacter in B, i.e. uppercase characters may only follow uncased\ncharacters and lowercase characters only cased ones. Return False\notherwise."),
                MethodDef::no_args("isupper", shared::predicate::isupper)
                    .doc("B.isupper() -> bool\n\nReturn True if all cased characters in B are uppercase and there is\nat least one cased character in B, False otherwise."),
                MethodDef::one("join", shared::split::join)
                    .text_signature("iterable_of_bytes, /")
                    .doc("Concatenate any number of bytes objects."),
                MethodDef::positional("ljust", 1, 2, shared::change::ljust)
                    .text_signature("width, fillchar=b' ', /")
                    .doc("Return a left-justified string of length width."),
                MethodDef::no_args("lower", shared::change::lower)
                    .doc("B.lower() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to lowercase."),
                MethodDef::positional("lstrip", 0, 1, shared::change::lstrip)
                    .text_signature("bytes=None, /")
                    .doc("Strip leading bytes contained in the argument."),
                MethodDef::positional("maketrans", 2, 2, shared::change::maketrans)
                    .static_method()
                    .text_signature("frm, to, /")
                    .doc("Return a translation table usable for the bytes or bytearray translate method."),
                MethodDef::one("partition", shared::split::partition)
                    .text_signature("sep, /")
                    .doc(concat!("Partition the ", $what, " into three parts using the given separator.")),
                MethodDef::positional("replace", 2, 3, shared::change::replace)
                    .text_signature("old, new, count=-1, /")
                    .doc("Return a copy with all occurrences of substring old replaced by new."),
                MethodDef::one("removeprefix", shared::change::removeprefix)
                    .text_signature("prefix, /")
                    .doc("Return a bytes object with the given prefix string removed if present."),
                MethodDef::one("removesuffix", shared::change::removesuffix)
                    .text_signature("suffix, /")
                    .doc("Return a bytes object with the given suffix string removed if present."),
                MethodDef::positional("rfind", 1, 3, shared::search::rfind)
                    .text_signature("sub[, start[, end]], /")
                    .doc("Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end]."),
                MethodDef::positional("rindex", 1, 3, shared::search::rindex)
                    .text_signature("sub[, start[, end]], /")
                    .doc("Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end]."),
                MethodDef::positional("rjust", 1, 2, shared::change::rjust)
                    .text_signature("width, fillchar=b' ', /")
                    .doc("Return a right-justified string of length width."),
                MethodDef::one("rpartition", shared::split::rpartition)
                    .text_signature("sep, /")
                    .doc(concat!("Partition the ", $what, " into three parts using the given separator.")),
                MethodDef::raw("rsplit", shared::split::rsplit)
                    .text_signature("sep=None, maxsplit=-1")
                    .doc(concat!("Return a list of the sections in the ", $what, ", using sep as the delimiter.")),
                MethodDef::positional("rstrip", 0, 1, shared::change::rstrip)
                    .text_signature("bytes=None, /")
                    .doc("Strip trailing bytes contained in the argument."),
                MethodDef::raw("split", shared::split::split)
                    .text_signature("sep=None, maxsplit=-1")
                    .doc(concat!("Return a list of the sections in the ", $what, ", using sep as the delimiter.")),
                MethodDef::raw("splitlines", shared::split::splitlines)
                    .text_signature("keepends=False")
                    .doc(concat!("Return a list of the lines in the ", $what, ", breaking at line boundaries.")),
                MethodDef::positional("startswith", 1, 3, shared::search::startswith)
                    .text_signature("prefix[, start[, end]], /")
                    .doc(concat!("Return True if the ", $what, " starts with the specified prefix, False otherwise.")),
                MethodDef::positional("strip", 0, 1, shared::change::strip)
                    .text_signature("bytes=None, /")
                    .doc("Strip leading and trailing bytes contained in the argument."),
                MethodDef::no_args("swapcase", shared::change::swapcase)
                    .doc("B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted\nto lowercase ASCII and vice versa."),
                MethodDef::no_args("title", shared::change::title)
                    .doc("B.title() -> copy of B\n\nReturn a titlecased version of B, i.e. ASCII words start with uppercase\ncharacters, all remaining cased characters have lowercase."),
                MethodDef::raw("translate", shared::change::translate)
                    .text_signature("table, /, delete=b''")
                    .doc("Return a copy with each character mapped by the given translation table."),
                MethodDef::no_args("upper", shared::change::upper)
                    .doc("B.upper() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to uppercase."),
                MethodDef::one("zfill", shared::change::zfill)
                    .text_signature("width, /")
                    .doc("Pad a numeric string with zeros on the left, to fill a field of the given width."),
            ]
        };
    };
}
pub(crate) use shared_methods;
