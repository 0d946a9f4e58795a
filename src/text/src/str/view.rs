//! The borrowed view of a string: code units of one, two or four bytes.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// The size of a string's code units (PEP 393's kind).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Width {
    /// Code points up to U+00FF, one byte each.
    Latin1 = 1,
    /// Code points up to U+FFFF, two bytes each.
    Ucs2 = 2,
    /// All code points, four bytes each.
    Ucs4 = 4,
}

impl Width {
    /// The narrowest width that holds the code point.
    #[inline]
    pub fn of(c: u32) -> Width {
        match c {
            0..=0xFF => Width::Latin1,
            0x100..=0xFFFF => Width::Ucs2,
            _ => Width::Ucs4,
        }
    }

    /// Bytes per code unit: 1, 2 or 4.
    #[inline]
    pub fn bytes(self) -> usize {
        self as usize
    }
}

/// A string as a slice of fixed-width code units, each of which is one code point (lone surrogates allowed).
///
/// A string object's view is *canonical*: the narrowest width that fits. A slice of one need not be
/// (`"a€"[0:1]` is a two-byte view of `a`); the algorithms accept such views everywhere.
#[derive(Clone, Copy)]
pub enum StrRef<'a> {
    /// One byte per code point.
    Latin1(&'a [u8]),
    /// Two bytes per code point.
    Ucs2(&'a [u16]),
    /// Four bytes per code point.
    Ucs4(&'a [u32]),
}

/// A code unit: `u8`, `u16` or `u32`.
pub trait Unit: crate::seq::Searchable + Copy + Ord + Default + fmt::Debug + 'static {
    /// The width that consists of such units.
    const WIDTH: Width;
    /// The code point the unit stands for.
    fn code(self) -> u32;
    /// The unit for a code point; `None` if it does not fit.
    fn from_code(c: u32) -> Option<Self>;
    /// The unit made of the low bits of a code point that is known to fit.
    fn truncate(c: u32) -> Self;
    /// A slice of such units as a view.
    fn view(units: &[Self]) -> StrRef<'_>;
    /// The slice itself, if its units are of this type.
    fn same<O: Unit>(units: &[O]) -> Option<&[Self]>;
}

macro_rules! unit {
    ($unit:ty, $width:ident) => {
        impl Unit for $unit {
            const WIDTH: Width = Width::$width;
            #[inline(always)]
            fn code(self) -> u32 {
                u32::from(self)
            }
            #[inline(always)]
            fn from_code(c: u32) -> Option<Self> {
                c.try_into().ok()
            }
            #[inline(always)]
            fn truncate(c: u32) -> Self {
                c as $unit
            }
            #[inline(always)]
            fn view(units: &[Self]) -> StrRef<'_> {
                StrRef::$width(units)
            }
            #[inline(always)]
            fn same<O: Unit>(units: &[O]) -> Option<&[Self]> {
                match O::view(units) {
                    StrRef::$width(units) => Some(units),
                    _ => None,
                }
            }
        }
    };
}
unit!(u8, Latin1);
unit!(u16, Ucs2);
unit!(u32, Ucs4);

/// Runs one generic expression on the slice of whatever width the view has.
macro_rules! each_width {
    ($s:expr, $units:ident => $body:expr) => {
        match $s {
            $crate::str::StrRef::Latin1($units) => $body,
            $crate::str::StrRef::Ucs2($units) => $body,
            $crate::str::StrRef::Ucs4($units) => $body,
        }
    };
}
pub(crate) use each_width;

impl<'a> StrRef<'a> {
    /// The empty string.
    pub const EMPTY: StrRef<'static> = StrRef::Latin1(&[]);

    /// The number of code points.
    #[inline]
    pub fn len(self) -> usize {
        each_width!(self, u => u.len())
    }

    /// Whether there are no code points.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The width of the units, which for a slice may be more than its code points need.
    #[inline]
    pub fn width(self) -> Width {
        match self {
            StrRef::Latin1(_) => Width::Latin1,
            StrRef::Ucs2(_) => Width::Ucs2,
            StrRef::Ucs4(_) => Width::Ucs4,
        }
    }

    /// The code point at an index.
    ///
    /// # Panics
    /// If the index is not below the length.
    #[inline]
    pub fn at(self, index: usize) -> u32 {
        each_width!(self, u => u[index].code())
    }

    /// The code point at an index, or `None` past the end.
    #[inline]
    pub fn get(self, index: usize) -> Option<u32> {
        each_width!(self, u => u.get(index).map(|c| c.code()))
    }

    /// The part between two indices, in the same width.
    ///
    /// # Panics
    /// If the range is not within the string.
    #[inline]
    pub fn slice(self, range: Range<usize>) -> StrRef<'a> {
        match self {
            StrRef::Latin1(u) => StrRef::Latin1(&u[range]),
            StrRef::Ucs2(u) => StrRef::Ucs2(&u[range]),
            StrRef::Ucs4(u) => StrRef::Ucs4(&u[range]),
        }
    }

    /// Whether all code points are below 128 (`str.isascii`).
    #[inline]
    pub fn is_ascii(self) -> bool {
        match self {
            StrRef::Latin1(u) => u.is_ascii(),
            StrRef::Ucs2(u) => union(u) < 0x80,
            StrRef::Ucs4(u) => union(u) < 0x80,
        }
    }

    /// The units, if all are below 128; valid UTF-8 then.
    #[inline]
    pub fn as_ascii(self) -> Option<&'a str> {
        match self {
            // SAFETY: ASCII is valid UTF-8.
            StrRef::Latin1(u) if u.is_ascii() => Some(unsafe { std::str::from_utf8_unchecked(u) }),
            _ => None,
        }
    }

    /// The narrowest width that holds all code points of the view.
    pub fn narrowest(self) -> Width {
        match self {
            StrRef::Latin1(_) => Width::Latin1,
            StrRef::Ucs2(u) => Width::of(union(u)),
            StrRef::Ucs4(u) => Width::of(union(u)),
        }
    }

    /// The memory of the units, in the machine's byte order: what CPython hashes.
    pub fn as_memory(self) -> &'a [u8] {
        each_width!(self, u => {
            // SAFETY: integers have no padding, and a byte slice of the same memory needs no alignment.
            unsafe { std::slice::from_raw_parts(u.as_ptr().cast(), std::mem::size_of_val(u)) }
        })
    }

    /// The code points, from either end.
    #[inline]
    pub fn chars(
        self,
    ) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator + Clone + use<'a> {
        (0..self.len()).map(move |i| self.at(i))
    }

    /// Writes the units into memory of the same or a greater width.
    ///
    /// # Panics
    /// If `out` has another length than the view. Code points that do not fit lose their high bits,
    /// so the width must be at least [`StrRef::narrowest`].
    #[inline]
    pub fn copy_to<U: Unit>(self, out: &mut [U]) {
        fn copy<S: Unit, D: Unit>(from: &[S], to: &mut [D]) {
            assert_eq!(from.len(), to.len());
            for (to, from) in to.iter_mut().zip(from) {
                *to = D::truncate(from.code());
            }
        }
        each_width!(self, u => copy(u, out));
    }

    /// As a Rust string; `None` if there are surrogates.
    pub fn to_str(self) -> Option<Cow<'a, str>> {
        match self.as_ascii() {
            Some(ascii) => Some(Cow::Borrowed(ascii)),
            None => self.chars().map(char::from_u32).collect(),
        }
    }

    /// As a Rust string, with U+FFFD for each surrogate.
    pub fn to_string_lossy(self) -> Cow<'a, str> {
        match self.as_ascii() {
            Some(ascii) => Cow::Borrowed(ascii),
            None => self.chars().map(scalar).collect(),
        }
    }
}

fn scalar(c: u32) -> char {
    char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The bits that occur in any of the units: within one width, as good as the maximum, and cheaper.
#[inline]
pub(crate) fn union<U: Unit>(units: &[U]) -> u32 {
    units.iter().fold(0, |all, u| all | u.code())
}

impl<'a> From<&'a [u8]> for StrRef<'a> {
    /// The bytes as latin-1.
    fn from(units: &'a [u8]) -> Self {
        StrRef::Latin1(units)
    }
}

impl fmt::Display for StrRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_ascii() {
            Some(ascii) => f.write_str(ascii),
            None => self
                .chars()
                .try_for_each(|c| fmt::Write::write_char(f, scalar(c))),
        }
    }
}

impl fmt::Debug for StrRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}:{}", self.width(), super::repr::repr(*self).view())
    }
}

impl PartialEq for StrRef<'_> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        super::compare::eq(*self, *other)
    }
}

impl Eq for StrRef<'_> {}

impl PartialEq<str> for StrRef<'_> {
    fn eq(&self, other: &str) -> bool {
        match *self {
            StrRef::Latin1(u) if u.is_ascii() => u == other.as_bytes(),
            _ => self.chars().eq(other.chars().map(u32::from)),
        }
    }
}

impl PartialEq<&str> for StrRef<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl PartialOrd for StrRef<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for StrRef<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        super::compare::compare(*self, *other)
    }
}
