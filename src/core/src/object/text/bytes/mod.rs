//! `bytes`.

mod change;
mod construct;
mod operators;
mod percent;
mod predicate;
mod search;
mod split;

pub use construct::bytes_from_object;
pub use operators::bytes_concat;

use crate::object::{Layout, MethodDef, Payload, TypePtr, TypeSpec, flags, new_object};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;

/// The payload of `bytes`.
pub struct Bytes {
    pub data: Box<[u8]>,
    /// -1 until computed.
    pub hash: Cell<i64>,
}

impl Payload for Bytes {
    const KIND: Kind = Kind::Bytes;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Bytes>();

/// The type `bytes`.
pub static BYTES: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n\
        bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n\
        bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n\
        bytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n  \
        - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  \
        - any object implementing the buffer API.\n  - an integer",
    methods: &METHODS,
    slots: |s| {
        operators::fill(s);
        s.new.set(Some(construct::new));
    },
    ..TypeSpec::new("bytes", &LAYOUT)
};

/// A new `bytes` object.
pub fn new_bytes(vm: &Vm, data: impl Into<Box<[u8]>>) -> Ref {
    bytes_instance(vm, vm.types.bytes, data)
}

/// An instance of `ty`, which is `bytes` or derived from it.
pub fn bytes_instance(vm: &Vm, ty: TypePtr, data: impl Into<Box<[u8]>>) -> Ref {
    new_object(
        vm,
        ty,
        Bytes {
            data: data.into(),
            hash: Cell::new(-1),
        },
    )
}

/// The bytes of `r`, which must have kind Bytes.
#[inline]
pub fn as_bytes(r: &Ref) -> &[u8] {
    &crate::object::payload::<Bytes>(r).data
}

/// The bytes of an object that exposes them (`bytes` so far; the buffers of other types come in here); None if it
/// does not.
#[inline]
pub fn as_bytes_like<'a>(_: &Vm, r: &'a Ref) -> Option<&'a [u8]> {
    r.has_kind(Kind::Bytes).then(|| as_bytes(r))
}

/// The bytes of an argument that must expose them.
#[inline]
pub fn buffer_argument<'a>(vm: &Vm, r: &'a Ref) -> PyResult<&'a [u8]> {
    as_bytes_like(vm, r).ok_or_else(|| {
        vm.type_error(format!(
            "a bytes-like object is required, not '{}'",
            vm.type_of(r).name_str()
        ))
    })
}

static METHODS: [MethodDef; 45] = [
    MethodDef::no_args("__getnewargs__", construct::getnewargs),
    MethodDef::no_args("__bytes__", construct::exact)
        .doc("Convert this value to exact type bytes."),
    MethodDef::no_args("capitalize", change::capitalize).doc(
        "B.capitalize() -> copy of B\n\nReturn a copy of B with only its first character capitalized (ASCII)\n\
         and the rest lower-cased.",
    ),
    MethodDef::positional("center", 1, 2, change::center)
        .text_signature("width, fillchar=b' ', /")
        .doc("Return a centered string of length width."),
    MethodDef::positional("count", 1, 3, search::count)
        .doc("Return the number of non-overlapping occurrences of subsection 'sub' in bytes B[start:end]."),
    MethodDef::raw("decode", construct::decode)
        .text_signature("encoding='utf-8', errors='strict'")
        .doc("Decode the bytes using the codec registered for encoding."),
    MethodDef::positional("endswith", 1, 3, search::endswith)
        .doc("Return True if the bytes ends with the specified suffix, False otherwise."),
    MethodDef::raw("expandtabs", change::expandtabs)
        .text_signature("tabsize=8")
        .doc("Return a copy where all tab characters are expanded using spaces."),
    MethodDef::positional("find", 1, 3, search::find)
        .doc("Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end]."),
    MethodDef::one("fromhex", construct::fromhex)
        .class_method()
        .text_signature("string, /")
        .doc("Create a bytes object from a string of hexadecimal numbers."),
    MethodDef::raw("hex", construct::hex)
        .text_signature("sep=<unrepresentable>, bytes_per_sep=1")
        .doc("Create a string of hexadecimal numbers from a bytes object."),
    MethodDef::positional("index", 1, 3, search::index)
        .doc("Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end]."),
    MethodDef::no_args("isalnum", predicate::isalnum)
        .doc("B.isalnum() -> bool\n\nReturn True if all characters in B are alphanumeric\nand there is at least one character in B, False otherwise."),
    MethodDef::no_args("isalpha", predicate::isalpha)
        .doc("B.isalpha() -> bool\n\nReturn True if all characters in B are alphabetic\nand there is at least one character in B, False otherwise."),
    MethodDef::no_args("isascii", predicate::isascii)
        .doc("B.isascii() -> bool\n\nReturn True if B is empty or all characters in B are ASCII,\nFalse otherwise."),
    MethodDef::no_args("isdigit", predicate::isdigit)
        .doc("B.isdigit() -> bool\n\nReturn True if all characters in B are digits\nand there is at least one character in B, False otherwise."),
    MethodDef::no_args("islower", predicate::islower)
        .doc("B.islower() -> bool\n\nReturn True if all cased characters in B are lowercase and there is\nat least one cased character in B, False otherwise."),
    MethodDef::no_args("isspace", predicate::isspace)
        .doc("B.isspace() -> bool\n\nReturn True if all characters in B are whitespace\nand there is at least one character in B, False otherwise."),
    MethodDef::no_args("istitle", predicate::istitle)
        .doc("B.istitle() -> bool\n\nReturn True if B is a titlecased string and there is at least one\ncharacter in B, i.e. uppercase characters may only follow uncased\ncharacters and lowercase characters only cased ones. Return False\notherwise."),
    MethodDef::no_args("isupper", predicate::isupper)
        .doc("B.isupper() -> bool\n\nReturn True if all cased characters in B are uppercase and there is\nat least one cased character in B, False otherwise."),
    MethodDef::one("join", split::join)
        .text_signature("iterable_of_bytes, /")
        .doc("Concatenate any number of bytes objects."),
    MethodDef::positional("ljust", 1, 2, change::ljust)
        .text_signature("width, fillchar=b' ', /")
        .doc("Return a left-justified string of length width."),
    MethodDef::no_args("lower", change::lower)
        .doc("B.lower() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to lowercase."),
    MethodDef::positional("lstrip", 0, 1, change::lstrip)
        .text_signature("bytes=None, /")
        .doc("Strip leading bytes contained in the argument."),
    MethodDef::positional("maketrans", 2, 2, change::maketrans)
        .static_method()
        .text_signature("frm, to, /")
        .doc("Return a translation table usable for the bytes or bytearray translate method."),
    MethodDef::one("partition", split::partition)
        .text_signature("sep, /")
        .doc("Partition the bytes into three parts using the given separator."),
    MethodDef::positional("replace", 2, 3, change::replace)
        .text_signature("old, new, count=-1, /")
        .doc("Return a copy with all occurrences of substring old replaced by new."),
    MethodDef::one("removeprefix", change::removeprefix)
        .text_signature("prefix, /")
        .doc("Return a bytes object with the given prefix string removed if present."),
    MethodDef::one("removesuffix", change::removesuffix)
        .text_signature("suffix, /")
        .doc("Return a bytes object with the given suffix string removed if present."),
    MethodDef::positional("rfind", 1, 3, search::rfind)
        .doc("Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end]."),
    MethodDef::positional("rindex", 1, 3, search::rindex)
        .doc("Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end]."),
    MethodDef::positional("rjust", 1, 2, change::rjust)
        .text_signature("width, fillchar=b' ', /")
        .doc("Return a right-justified string of length width."),
    MethodDef::one("rpartition", split::rpartition)
        .text_signature("sep, /")
        .doc("Partition the bytes into three parts using the given separator."),
    MethodDef::raw("rsplit", split::rsplit)
        .text_signature("sep=None, maxsplit=-1")
        .doc("Return a list of the sections in the bytes, using sep as the delimiter."),
    MethodDef::positional("rstrip", 0, 1, change::rstrip)
        .text_signature("bytes=None, /")
        .doc("Strip trailing bytes contained in the argument."),
    MethodDef::raw("split", split::split)
        .text_signature("sep=None, maxsplit=-1")
        .doc("Return a list of the sections in the bytes, using sep as the delimiter."),
    MethodDef::raw("splitlines", split::splitlines)
        .text_signature("keepends=False")
        .doc("Return a list of the lines in the bytes, breaking at line boundaries."),
    MethodDef::positional("startswith", 1, 3, search::startswith)
        .doc("Return True if the bytes starts with the specified prefix, False otherwise."),
    MethodDef::positional("strip", 0, 1, change::strip)
        .text_signature("bytes=None, /")
        .doc("Strip leading and trailing bytes contained in the argument."),
    MethodDef::no_args("swapcase", change::swapcase)
        .doc("B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted\nto lowercase ASCII and vice versa."),
    MethodDef::no_args("title", change::title)
        .doc("B.title() -> copy of B\n\nReturn a titlecased version of B, i.e. ASCII words start with uppercase\ncharacters, all remaining cased characters have lowercase."),
    MethodDef::raw("translate", change::translate)
        .text_signature("table, /, delete=b''")
        .doc("Return a copy with each character mapped by the given translation table."),
    MethodDef::no_args("upper", change::upper)
        .doc("B.upper() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to uppercase."),
    MethodDef::one("zfill", change::zfill)
        .text_signature("width, /")
        .doc("Pad a numeric string with zeros on the left, to fill a field of the given width."),
    MethodDef::no_args("__sizeof__", predicate::sizeof)
        .doc("Size of object in memory, in bytes."),
];
