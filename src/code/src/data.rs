//! Code objects and their constants as plain data: no heap, no interpreter, shared between threads.

use std::fmt;
use std::sync::Arc;

use malachite_bigint::BigInt;

use crate::opcode::{flags, local_kind};

/// A Python string outside any heap: UTF-8 in which surrogates are encoded like any other code point
/// ("surrogatepass"). Cloning shares the bytes.
///
/// Invariant: the bytes are well formed in that encoding, so decoding them cannot fail.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(Arc<[u8]>);

impl Text {
    /// The string with these bytes, if they are well formed.
    pub fn from_bytes(bytes: &[u8]) -> Option<Text> {
        is_generalized_utf8(bytes).then(|| Text(bytes.into()))
    }

    /// The string whose code points are these bytes (latin-1).
    pub fn from_latin1(bytes: &[u8]) -> Text {
        if bytes.is_ascii() {
            Text(bytes.into())
        } else {
            let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
            text.into()
        }
    }

    /// The bytes; surrogates are three bytes each.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The string as Rust knows strings; `None` if a surrogate is in it.
    pub fn to_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// The string with each surrogate replaced, for messages.
    pub fn to_string_lossy(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// Whether it consists of ASCII letters, digits and underscores: what CPython interns among the constants.
    pub fn is_identifier_like(&self) -> bool {
        self.0
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text(text.as_bytes().into())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text(text.into_bytes().into())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.to_string_lossy(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_string_lossy())
    }
}

/// UTF-8 without the ban on surrogates.
fn is_generalized_utf8(mut bytes: &[u8]) -> bool {
    loop {
        match std::str::from_utf8(bytes) {
            Ok(_) => return true,
            Err(error) => match bytes[error.valid_up_to()..] {
                [0xED, 0xA0..=0xBF, 0x80..=0xBF, ref rest @ ..] => bytes = rest,
                _ => return false,
            },
        }
    }
}

/// An immutable sequence of constants. Cloning shares it.
///
/// Dropping one takes no native stack in the depth of what is inside.
#[derive(Clone)]
pub struct Consts(Arc<[Const]>);

impl std::ops::Deref for Consts {
    type Target = [Const];
    #[inline]
    fn deref(&self) -> &[Const] {
        &self.0
    }
}

impl From<Vec<Const>> for Consts {
    fn from(items: Vec<Const>) -> Consts {
        Consts(items.into())
    }
}

impl FromIterator<Const> for Consts {
    fn from_iter<T: IntoIterator<Item = Const>>(items: T) -> Consts {
        Consts(items.into_iter().collect())
    }
}

impl fmt::Debug for Consts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter()).finish()
    }
}

impl Drop for Consts {
    fn drop(&mut self) {
        let mut pending = Vec::new();
        self.take_containers(&mut pending);
        // Each container that dies here is emptied first, so no drop below nests.
        while let Some(item) = pending.pop() {
            match item {
                Const::Tuple(mut items) | Const::FrozenSet(mut items) | Const::Slice(mut items) => {
                    items.take_containers(&mut pending);
                }
                Const::Code(code) => {
                    if let Some(mut code) = Arc::into_inner(code) {
                        code.consts.take_containers(&mut pending);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Consts {
    /// Moves the containers among the items out, unless someone else still holds this sequence.
    fn take_containers(&mut self, into: &mut Vec<Const>) {
        if !self.0.iter().any(Const::is_container) {
            return;
        }
        if let Some(items) = Arc::get_mut(&mut self.0) {
            for item in items.iter_mut().filter(|item| item.is_container()) {
                into.push(std::mem::replace(item, Const::None));
            }
        }
    }
}

/// A constant of a code object.
///
/// `==` compares types and values exactly: floats by their bits, frozensets as sets.
#[derive(Clone, Debug)]
pub enum Const {
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `True`
    True,
    /// `False`
    False,
    /// An int that fits.
    Int(i64),
    /// An int that does not fit an `i64`.
    BigInt(Box<BigInt>),
    /// A float.
    Float(f64),
    /// A complex number: real and imaginary part.
    Complex(f64, f64),
    /// A str.
    Str(Text),
    /// A bytes object.
    Bytes(Arc<[u8]>),
    /// A tuple.
    Tuple(Consts),
    /// A frozenset, in the order in which it is to be built. No two elements are equal.
    FrozenSet(Consts),
    /// A slice: start, stop and step, always three.
    Slice(Consts),
    /// A nested code object.
    Code(Arc<CodeData>),
}

impl Const {
    /// An int constant in its one proper variant.
    pub fn int(value: BigInt) -> Const {
        match i64::try_from(&value) {
            Ok(small) => Const::Int(small),
            Err(_) => Const::BigInt(Box::new(value)),
        }
    }

    fn is_container(&self) -> bool {
        matches!(
            self,
            Const::Tuple(_) | Const::FrozenSet(_) | Const::Slice(_) | Const::Code(_)
        )
    }
}

impl PartialEq for Const {
    fn eq(&self, other: &Const) -> bool {
        same(self, other, 0)
    }
}

/// Frozensets inside frozensets are compared up to this depth; deeper ones count as unequal.
const MAX_SET_DEPTH: u32 = 100;

/// Equality with an explicit stack, so that deep nesting costs no native stack.
fn same(left: &Const, right: &Const, set_depth: u32) -> bool {
    let mut pending = vec![(left, right)];
    while let Some(pair) = pending.pop() {
        let equal = match pair {
            (Const::None, Const::None)
            | (Const::Ellipsis, Const::Ellipsis)
            | (Const::True, Const::True)
            | (Const::False, Const::False) => true,
            (Const::Int(a), Const::Int(b)) => a == b,
            (Const::BigInt(a), Const::BigInt(b)) => a == b,
            (Const::Float(a), Const::Float(b)) => a.to_bits() == b.to_bits(),
            (Const::Complex(a, b), Const::Complex(c, d)) => {
                a.to_bits() == c.to_bits() && b.to_bits() == d.to_bits()
            }
            (Const::Str(a), Const::Str(b)) => a == b,
            (Const::Bytes(a), Const::Bytes(b)) => a == b,
            (Const::Tuple(a), Const::Tuple(b)) | (Const::Slice(a), Const::Slice(b)) => {
                pending.extend(a.iter().zip(b.iter()));
                a.len() == b.len()
            }
            (Const::FrozenSet(a), Const::FrozenSet(b)) => {
                a.len() == b.len()
                    && set_depth < MAX_SET_DEPTH
                    && a.iter()
                        .all(|x| b.iter().any(|y| same(x, y, set_depth + 1)))
            }
            (Const::Code(a), Const::Code(b)) => {
                pending.extend(a.consts.iter().zip(b.consts.iter()));
                a.consts.len() == b.consts.len() && a.differing_field(b).is_none()
            }
            _ => false,
        };
        if !equal {
            return false;
        }
    }
    true
}

/// A code object: the fields of CPython's, in CPython's encodings.
///
/// Nothing is checked here; the verifier does that.
#[derive(Clone)]
pub struct CodeData {
    /// Positional arguments, positional-only ones included.
    pub argcount: u32,
    /// Positional-only arguments.
    pub posonlyargcount: u32,
    /// Keyword-only arguments.
    pub kwonlyargcount: u32,
    /// Stack entries needed.
    pub stacksize: u32,
    /// [`flags`], as `co_flags`.
    pub flags: u32,
    /// Code units of two bytes: opcode, operand.
    pub code: Box<[u8]>,
    /// `co_consts`
    pub consts: Consts,
    /// `co_names`
    pub names: Box<[Text]>,
    /// The names of locals, cells and free variables, in the order of their slots.
    pub localsplusnames: Box<[Text]>,
    /// What each of those slots is: [`local_kind`] bits.
    pub localspluskinds: Box<[u8]>,
    /// `co_filename`
    pub filename: Text,
    /// `co_name`
    pub name: Text,
    /// `co_qualname`
    pub qualname: Text,
    /// `co_firstlineno`
    pub firstlineno: i32,
    /// `co_linetable`; the line table.
    pub linetable: Box<[u8]>,
    /// `co_exceptiontable`; the exception table.
    pub exceptiontable: Box<[u8]>,
}

impl fmt::Debug for CodeData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "<code {} at {}:{}>",
            self.qualname, self.filename, self.firstlineno
        )
    }
}

impl PartialEq for CodeData {
    fn eq(&self, other: &CodeData) -> bool {
        self.differing_field(other).is_none()
            && self.consts.len() == other.consts.len()
            && self.consts.iter().zip(&*other.consts).all(|(a, b)| a == b)
    }
}

impl CodeData {
    /// The name of the first field, constants left aside, in which two code objects differ.
    pub fn differing_field(&self, other: &CodeData) -> Option<&'static str> {
        let fields = [
            ("argcount", self.argcount == other.argcount),
            (
                "posonlyargcount",
                self.posonlyargcount == other.posonlyargcount,
            ),
            (
                "kwonlyargcount",
                self.kwonlyargcount == other.kwonlyargcount,
            ),
            ("stacksize", self.stacksize == other.stacksize),
            ("flags", self.flags == other.flags),
            ("code", self.code == other.code),
            ("names", self.names == other.names),
            (
                "localsplusnames",
                self.localsplusnames == other.localsplusnames,
            ),
            (
                "localspluskinds",
                self.localspluskinds == other.localspluskinds,
            ),
            ("filename", self.filename == other.filename),
            ("name", self.name == other.name),
            ("qualname", self.qualname == other.qualname),
            ("firstlineno", self.firstlineno == other.firstlineno),
            ("linetable", self.linetable == other.linetable),
            (
                "exceptiontable",
                self.exceptiontable == other.exceptiontable,
            ),
        ];
        let differing = fields.iter().find(|(_, equal)| !equal);
        differing.map(|(name, _)| *name)
    }

    /// Slots for locals, cells and free variables together.
    pub fn nlocalsplus(&self) -> usize {
        self.localsplusnames.len()
    }

    /// Local variables, arguments and those that are cells too included (`co_nlocals`).
    pub fn nlocals(&self) -> usize {
        self.count_kind(local_kind::LOCAL)
    }

    /// Cell variables, arguments that are cells included.
    pub fn ncellvars(&self) -> usize {
        self.count_kind(local_kind::CELL)
    }

    /// Free variables; they have the last slots.
    pub fn nfreevars(&self) -> usize {
        self.count_kind(local_kind::FREE)
    }

    fn count_kind(&self, kind: u8) -> usize {
        let kinds = self.localspluskinds.iter();
        kinds.filter(|bits| **bits & kind != 0).count()
    }

    /// `co_varnames`
    pub fn varnames(&self) -> impl Iterator<Item = &Text> {
        self.names_of_kind(local_kind::LOCAL)
    }

    /// `co_cellvars`
    pub fn cellvars(&self) -> impl Iterator<Item = &Text> {
        self.names_of_kind(local_kind::CELL)
    }

    /// `co_freevars`
    pub fn freevars(&self) -> impl Iterator<Item = &Text> {
        self.names_of_kind(local_kind::FREE)
    }

    fn names_of_kind(&self, kind: u8) -> impl Iterator<Item = &Text> {
        let slots = self.localsplusnames.iter().zip(&*self.localspluskinds);
        slots
            .filter(move |(_, bits)| *bits & kind != 0)
            .map(|(name, _)| name)
    }

    /// Slots that a call fills: positional and keyword-only arguments, `*args`, `**kwargs`.
    pub fn argument_slots(&self) -> usize {
        let counted = self.argcount as usize + self.kwonlyargcount as usize;
        let starred = [flags::CO_VARARGS, flags::CO_VARKEYWORDS];
        counted + starred.iter().filter(|flag| self.has(**flag)).count()
    }

    /// Whether this flag is set in `co_flags`.
    #[inline]
    pub fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Whether a call makes a generator, a coroutine or an asynchronous generator.
    #[inline]
    pub fn makes_generator(&self) -> bool {
        self.has(flags::CO_ANY_GENERATOR)
    }

    /// The docstring, if the code object says that it has one and it is there.
    pub fn docstring(&self) -> Option<&Text> {
        match self.consts.first() {
            Some(Const::Str(text)) if self.has(flags::CO_HAS_DOCSTRING) => Some(text),
            _ => None,
        }
    }

    /// The code objects among the constants.
    pub fn nested(&self) -> impl Iterator<Item = &Arc<CodeData>> {
        self.consts.iter().filter_map(|constant| match constant {
            Const::Code(code) => Some(code),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested_tuple(depth: usize) -> Const {
        let mut value = Const::Int(1);
        for level in 0..depth {
            let items = vec![value, Const::Int(level as i64)].into();
            value = if level % 3 == 0 {
                Const::Slice(vec![Const::Tuple(items), Const::None, Const::None].into())
            } else {
                Const::Tuple(items)
            };
        }
        value
    }

    #[test]
    fn deep_nesting_is_dropped_and_compared_without_native_stack() {
        let (one, other) = (nested_tuple(300_000), nested_tuple(300_000));
        assert!(one == other);
        let shared = one.clone();
        drop(one);
        assert!(shared == other);
        assert!(shared != nested_tuple(299_999));
    }

    #[test]
    fn equality_is_exact() {
        let set = |items: &[i64]| Const::FrozenSet(items.iter().map(|&n| Const::Int(n)).collect());
        assert!(Const::Float(0.0) != Const::Float(-0.0));
        assert!(Const::Float(f64::NAN) == Const::Float(f64::NAN));
        assert!(Const::Int(1) != Const::True);
        assert!(Const::Complex(0.0, 1.0) != Const::Complex(-0.0, 1.0));
        assert!(set(&[1, 2, 3]) == set(&[3, 1, 2]));
        assert!(set(&[1, 2, 3]) != set(&[1, 2, 4]));
        assert!(Const::int(BigInt::from(i64::MAX)) == Const::Int(i64::MAX));
        assert!(matches!(
            Const::int(BigInt::from(i64::MAX) + 1),
            Const::BigInt(_)
        ));
    }

    #[test]
    fn text_takes_surrogates_and_refuses_the_rest() {
        let lone = Text::from_bytes(b"a\xED\xA0\x80z").unwrap();
        assert_eq!(lone.to_str(), None);
        assert_eq!(lone.as_bytes(), b"a\xED\xA0\x80z");
        assert_eq!(Text::from_bytes("größe".as_bytes()), Some("größe".into()));
        for bad in [&b"\xff"[..], b"\xC0\x80", b"\xED\xA0", b"\xF4\x90\x80\x80"] {
            assert_eq!(Text::from_bytes(bad), None);
        }
        assert_eq!(Text::from_latin1(b"caf\xE9"), Text::from("café"));
    }
}
