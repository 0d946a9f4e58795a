//! The owned string under construction.

use super::view::{StrRef, Unit, Width, each_width, union};
use smallvec::SmallVec;
use std::fmt;

/// Why a string of the wanted size cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeError {
    /// Longer than any string may be: CPython raises OverflowError with this message.
    Overflow(&'static str),
    /// There is no such amount of memory: CPython raises MemoryError.
    Memory,
}

/// The longest string: CPython's `PY_SSIZE_T_MAX`.
pub const MAX_LEN: usize = isize::MAX as usize;

/// Short latin-1 results stay on the native stack: most results of string methods are short.
type Narrow = SmallVec<[u8; 64]>;

#[derive(Clone)]
enum Units {
    Latin1(Narrow),
    Ucs2(Vec<u16>),
    Ucs4(Vec<u32>),
}

/// Copies `n` bytes between places that do not overlap. Most strings are short: a call of `memcpy` costs more than
/// these few moves.
///
/// # Safety
/// `n` bytes must be readable at `from` and writable at `to`.
#[inline(always)]
pub unsafe fn copy_bytes(from: *const u8, to: *mut u8, n: usize) {
    // SAFETY: each pair of moves stays within the first and last bytes of the range.
    unsafe {
        match n {
            0 => {}
            1..4 => {
                let (a, b, c) = (*from, *from.add(n / 2), *from.add(n - 1));
                *to = a;
                *to.add(n / 2) = b;
                *to.add(n - 1) = c;
            }
            4..8 => {
                let a = from.cast::<u32>().read_unaligned();
                let b = from.add(n - 4).cast::<u32>().read_unaligned();
                to.cast::<u32>().write_unaligned(a);
                to.add(n - 4).cast::<u32>().write_unaligned(b);
            }
            8..=16 => {
                let a = from.cast::<u64>().read_unaligned();
                let b = from.add(n - 8).cast::<u64>().read_unaligned();
                to.cast::<u64>().write_unaligned(a);
                to.add(n - 8).cast::<u64>().write_unaligned(b);
            }
            _ => to.copy_from_nonoverlapping(from, n),
        }
    }
}

/// Appends bytes; `SmallVec::extend_from_slice` is written as an insertion and several times slower on short pieces.
#[inline]
fn append(to: &mut Narrow, bytes: &[u8]) {
    let len = to.len();
    to.reserve(bytes.len());
    // SAFETY: there is room for `bytes.len()` more, they are initialised by the copy, and a slice that
    // the caller borrows cannot lie within the buffer that is borrowed mutably.
    unsafe {
        copy_bytes(bytes.as_ptr(), to.as_mut_ptr().add(len), bytes.len());
        to.set_len(len + bytes.len());
    }
}

/// A string under construction: grows, and widens when a code point asks for it.
///
/// Every `StrBuf` that a function of this crate returns is canonical (the narrowest width that fits).
/// One built by hand is so after [`StrBuf::finish`].
#[derive(Clone)]
pub struct StrBuf {
    units: Units,
}

impl Default for StrBuf {
    fn default() -> Self {
        StrBuf::new()
    }
}

impl StrBuf {
    /// The empty string.
    #[inline]
    pub fn new() -> StrBuf {
        StrBuf {
            units: Units::Latin1(Narrow::new()),
        }
    }

    /// An empty string of a width, with room for `capacity` code points.
    ///
    /// Aborts when there is no memory; sizes that a program can blow up go through
    /// [`StrBuf::try_with_capacity`].
    #[inline]
    pub fn with_capacity(width: Width, capacity: usize) -> StrBuf {
        StrBuf {
            units: match width {
                Width::Latin1 => Units::Latin1(Narrow::with_capacity(capacity)),
                Width::Ucs2 => Units::Ucs2(Vec::with_capacity(capacity)),
                Width::Ucs4 => Units::Ucs4(Vec::with_capacity(capacity)),
            },
        }
    }

    /// An empty string of a width, with room for `capacity` code points, or [`SizeError::Memory`].
    pub fn try_with_capacity(width: Width, capacity: usize) -> Result<StrBuf, SizeError> {
        fn reserve<T>(capacity: usize) -> Result<Vec<T>, SizeError> {
            let mut units = Vec::new();
            units
                .try_reserve_exact(capacity)
                .map_err(|_| SizeError::Memory)?;
            Ok(units)
        }
        let units = match width {
            Width::Latin1 => {
                let mut units = Narrow::new();
                units
                    .try_reserve_exact(capacity)
                    .map_err(|_| SizeError::Memory)?;
                Units::Latin1(units)
            }
            Width::Ucs2 => Units::Ucs2(reserve(capacity)?),
            Width::Ucs4 => Units::Ucs4(reserve(capacity)?),
        };
        Ok(StrBuf { units })
    }

    /// The bytes as latin-1: the quick way to a one-byte string.
    #[inline]
    pub fn from_latin1(units: &[u8]) -> StrBuf {
        StrBuf {
            units: Units::Latin1(Narrow::from_slice(units)),
        }
    }

    /// Takes over a vector of one-byte units.
    #[inline]
    pub fn from_latin1_vec(units: Vec<u8>) -> StrBuf {
        StrBuf {
            units: Units::Latin1(Narrow::from_vec(units)),
        }
    }

    /// Takes over a vector of two-byte units, at least one of which needs two bytes.
    #[inline]
    pub(crate) fn from_ucs2_vec(units: Vec<u16>) -> StrBuf {
        StrBuf {
            units: Units::Ucs2(units),
        }
    }

    /// Takes over a vector of four-byte units, at least one of which needs four bytes.
    #[inline]
    pub(crate) fn from_ucs4_vec(units: Vec<u32>) -> StrBuf {
        StrBuf {
            units: Units::Ucs4(units),
        }
    }

    /// A copy of ASCII units on which a function works in place.
    #[inline]
    pub(crate) fn from_ascii_with(units: &[u8], change: impl FnOnce(&mut [u8])) -> StrBuf {
        let mut units = Narrow::from_slice(units);
        change(&mut units);
        StrBuf {
            units: Units::Latin1(units),
        }
    }

    /// The string so far.
    #[inline]
    pub fn view(&self) -> StrRef<'_> {
        match &self.units {
            Units::Latin1(u) => StrRef::Latin1(u),
            Units::Ucs2(u) => StrRef::Ucs2(u),
            Units::Ucs4(u) => StrRef::Ucs4(u),
        }
    }

    /// The low byte of each code point: the bytes of latin-1 text.
    pub(crate) fn into_latin1(self) -> Vec<u8> {
        match self.units {
            Units::Latin1(u) => u.into_vec(),
            Units::Ucs2(u) => u.iter().map(|u| *u as u8).collect(),
            Units::Ucs4(u) => u.iter().map(|u| *u as u8).collect(),
        }
    }

    /// The number of code points so far.
    #[inline]
    pub fn len(&self) -> usize {
        self.view().len()
    }

    /// Whether there is nothing yet.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes the units at least as wide as `width`.
    fn widen(&mut self, width: Width) {
        fn copy<S: Unit, D: Unit>(from: &[S], capacity: usize) -> Vec<D> {
            let mut to = Vec::with_capacity(capacity);
            to.extend(from.iter().map(|u| D::truncate(u.code())));
            to
        }
        if self.view().width() >= width {
            return;
        }
        // Keep the room that was asked for; a fresh buffer gets a little.
        let capacity = match &self.units {
            Units::Latin1(u) => u.capacity().max(u.len() + 16),
            Units::Ucs2(u) => u.capacity().max(u.len() + 16),
            Units::Ucs4(u) => u.capacity(),
        };
        self.units = match width {
            Width::Ucs2 => Units::Ucs2(each_width!(self.view(), u => copy(u, capacity))),
            _ => Units::Ucs4(each_width!(self.view(), u => copy(u, capacity))),
        };
    }

    /// Appends a code point.
    #[inline]
    pub fn push(&mut self, c: u32) {
        match &mut self.units {
            Units::Latin1(u) if c <= 0xFF => u.push(c as u8),
            Units::Ucs2(u) if c <= 0xFFFF => u.push(c as u16),
            Units::Ucs4(u) => u.push(c),
            _ => self.push_wide(c),
        }
    }

    #[cold]
    fn push_wide(&mut self, c: u32) {
        self.widen(Width::of(c));
        self.push(c);
    }

    /// Appends a string. (Rust strings come in through `fmt::Write` or `From`.)
    #[inline]
    pub fn push_str(&mut self, s: StrRef<'_>) {
        each_width!(s, u => self.push_units(u));
    }

    /// Appends code units of any width.
    #[inline]
    pub fn push_units<U: Unit>(&mut self, units: &[U]) {
        if units.is_empty() {
            return;
        }
        if U::WIDTH > self.view().width() {
            // A wide view of narrow text must not widen the whole.
            self.widen(Width::of(union(units)));
        }
        match &mut self.units {
            Units::Latin1(to) => match U::view(units) {
                StrRef::Latin1(bytes) => append(to, bytes),
                _ => to.extend(units.iter().map(|u| u.code() as u8)),
            },
            Units::Ucs2(to) => to.extend(units.iter().map(|u| u.code() as u16)),
            Units::Ucs4(to) => to.extend(units.iter().map(|u| u.code())),
        }
    }

    /// Appends bytes as latin-1.
    #[inline]
    pub fn push_latin1(&mut self, bytes: &[u8]) {
        self.push_units(bytes);
    }

    /// Appends bytes as latin-1 between two quotation marks.
    #[inline]
    pub fn push_quoted(&mut self, bytes: &[u8]) {
        let Units::Latin1(to) = &mut self.units else {
            self.push(b'"'.into());
            self.push_latin1(bytes);
            return self.push(b'"'.into());
        };
        let (len, n) = (to.len(), bytes.len());
        to.reserve(n + 2);
        // SAFETY: there is room for the bytes and two marks, all of which are written; a slice that the caller borrows
        // cannot lie within the buffer that is borrowed mutably.
        unsafe {
            let end = to.as_mut_ptr().add(len);
            *end = b'"';
            copy_bytes(bytes.as_ptr(), end.add(1), n);
            *end.add(n + 1) = b'"';
            to.set_len(len + n + 2);
        }
    }

    /// Appends a code point `count` times.
    pub fn push_repeated(&mut self, c: u32, count: usize) {
        if count == 0 {
            return;
        }
        self.widen(Width::of(c));
        match &mut self.units {
            Units::Latin1(u) => u.resize(u.len() + count, c as u8),
            Units::Ucs2(u) => u.resize(u.len() + count, c as u16),
            Units::Ucs4(u) => u.resize(u.len() + count, c),
        }
    }

    /// Makes room for more code points.
    pub fn reserve(&mut self, additional: usize) {
        match &mut self.units {
            Units::Latin1(u) => u.reserve(additional),
            Units::Ucs2(u) => u.reserve(additional),
            Units::Ucs4(u) => u.reserve(additional),
        }
    }

    /// Drops what lies behind the first `len` code points.
    pub fn truncate(&mut self, len: usize) {
        match &mut self.units {
            Units::Latin1(u) => u.truncate(len),
            Units::Ucs2(u) => u.truncate(len),
            Units::Ucs4(u) => u.truncate(len),
        }
    }

    #[cold]
    fn narrowed(&self, width: Width) -> StrBuf {
        let mut out = StrBuf::with_capacity(width, self.len());
        out.push_str(self.view());
        out
    }

    /// Makes the string canonical: the narrowest width that fits.
    #[must_use]
    #[inline]
    pub fn finish(self) -> StrBuf {
        match self.view().narrowest() {
            width if width == self.view().width() => self,
            width => self.narrowed(width),
        }
    }
}

impl From<StrRef<'_>> for StrBuf {
    /// A canonical copy.
    fn from(s: StrRef<'_>) -> StrBuf {
        let mut out = StrBuf::with_capacity(s.narrowest(), s.len());
        out.push_str(s);
        out
    }
}

impl From<&str> for StrBuf {
    fn from(s: &str) -> StrBuf {
        let mut out = StrBuf::new();
        let _ = fmt::Write::write_str(&mut out, s);
        out
    }
}

impl fmt::Write for StrBuf {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        if s.is_ascii() {
            self.push_latin1(s.as_bytes());
        } else {
            s.chars().for_each(|c| self.push(c.into()));
        }
        Ok(())
    }
}

impl fmt::Debug for StrBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

impl PartialEq for StrBuf {
    fn eq(&self, other: &StrBuf) -> bool {
        self.view() == other.view()
    }
}

impl Eq for StrBuf {}

impl PartialEq<str> for StrBuf {
    fn eq(&self, other: &str) -> bool {
        self.view() == *other
    }
}

impl PartialEq<&str> for StrBuf {
    fn eq(&self, other: &&str) -> bool {
        self.view() == **other
    }
}
