//! `str` objects: fixed-width code units as in PEP 393, with the hash cached and identifiers interned.

use crate::heap::MAX_CELL;
use crate::runtime::{PyResult, Vm};
use crate::value::{Header, Kind, Ref, Slot};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use tricera_text::str::{StrBuf, StrRef};

/// A `str`. Its code units are canonical: the narrowest width that holds them.
#[repr(C)]
pub struct StrObject {
    pub h: Header,
    /// -1 until computed.
    pub hash: Cell<i64>,
    /// The code units: behind this struct, or in a malloc buffer.
    data: Cell<*mut u8>,
    /// Number of code points.
    len: Cell<usize>,
}

/// Width of the code units, in the header's state byte.
const WIDTH_SHIFT: u8 = 5;
const WIDTH_MASK: u8 = 3 << WIDTH_SHIFT;
const ASCII: u8 = 0;
const LATIN1: u8 = 1 << WIDTH_SHIFT;
const UCS2: u8 = 2 << WIDTH_SHIFT;
const UCS4: u8 = 3 << WIDTH_SHIFT;
const INTERNED: u8 = 128;
/// Most bytes of text that fit behind the object.
const MAX_INLINE: usize = MAX_CELL - size_of::<StrObject>();

impl StrObject {
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.h.state & WIDTH_MASK == ASCII
    }
    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.h.state & INTERNED != 0
    }
    /// Bytes per code unit.
    #[inline(always)]
    pub fn width(&self) -> usize {
        match self.h.state & WIDTH_MASK {
            UCS2 => 2,
            UCS4 => 4,
            _ => 1,
        }
    }
    /// The code units.
    #[inline(always)]
    pub fn units(&self) -> StrRef<'_> {
        // SAFETY: data holds len units of this width, aligned to 8.
        unsafe {
            let (p, n) = (self.data.get(), self.len.get());
            match self.h.state & WIDTH_MASK {
                UCS2 => StrRef::Ucs2(std::slice::from_raw_parts(p.cast(), n)),
                UCS4 => StrRef::Ucs4(std::slice::from_raw_parts(p.cast(), n)),
                _ => StrRef::Latin1(std::slice::from_raw_parts(p, n)),
            }
        }
    }
    /// The text as UTF-8 if it is ASCII, which most names are.
    #[inline]
    pub fn as_ascii(&self) -> Option<&str> {
        if !self.is_ascii() {
            return None;
        }
        // SAFETY: ASCII is UTF-8.
        Some(unsafe {
            std::str::from_utf8_unchecked(std::slice::from_raw_parts(
                self.data.get(),
                self.len.get(),
            ))
        })
    }
    /// The bytes of the code units.
    #[inline(always)]
    pub fn raw(&self) -> &[u8] {
        // SAFETY: see units.
        unsafe { std::slice::from_raw_parts(self.data.get(), self.len.get() * self.width()) }
    }
    /// Same text? Canonical width makes this a compare of bytes.
    #[inline]
    pub fn eq(&self, other: &StrObject) -> bool {
        (self.h.state ^ other.h.state) & WIDTH_MASK == 0
            && self.len.get() == other.len.get()
            && self.raw() == other.raw()
    }
    fn inline_data(&self) -> *mut u8 {
        (self as *const Self as *mut u8).wrapping_add(size_of::<StrObject>())
    }
    /// The hash, as CPython computes it from the interpreter's secret.
    #[inline]
    pub fn hash(&self, vm: &Vm) -> i64 {
        let h = self.hash.get();
        if h != -1 {
            return h;
        }
        let h = tricera_text::hash::hash_bytes(&vm.hash_keys, self.raw());
        self.hash.set(h);
        h
    }
}

/// Strings drop their buffer; they refer to nothing.
unsafe fn drop_str(h: *mut Header) {
    unsafe {
        let s = &*h.cast::<StrObject>();
        if s.data.get() != s.inline_data() {
            libc::free(s.data.get().cast());
        }
    }
}

/// The layout of `str`.
pub static STR_LAYOUT: super::Layout =
    super::Layout::raw(Kind::Str, size_of::<StrObject>(), None, Some(drop_str));

/// The `str` object of `r`, which must have kind Str.
#[inline(always)]
pub fn as_str(r: &Ref) -> &StrObject {
    debug_assert!(r.has_kind(Kind::Str));
    // SAFETY: the kind says so.
    unsafe { r.cast::<StrObject>() }
}

/// Is `r` an interned string?
#[inline(always)]
pub fn is_interned(r: &Ref) -> bool {
    as_str(r).is_interned()
}

/// The text for Rust's eyes (messages, paths): lone surrogates become U+FFFD.
pub fn str_to_string(r: &Ref) -> String {
    let s = as_str(r);
    match s.as_ascii() {
        Some(a) => a.to_owned(),
        None => s.units().to_string_lossy().into_owned(),
    }
}

/// A new string with room for `len` units of `width` bytes (1, 2 or 4), of which `fill` writes all; `ascii` says that
/// all of them are below 128. The caller guarantees canonical width.
pub(crate) fn alloc_str(
    vm: &Vm,
    len: usize,
    width: usize,
    ascii: bool,
    fill: impl FnOnce(*mut u8),
) -> PyResult {
    let bytes = len * width;
    // SAFETY: the buffer is as large as `fill` is told, and all fields are written.
    unsafe {
        let state = match (width, ascii) {
            (1, true) => ASCII,
            (1, false) => LATIN1,
            (2, _) => UCS2,
            _ => UCS4,
        };
        let inline = bytes <= MAX_INLINE;
        let buffer = if inline {
            std::ptr::null_mut()
        } else {
            libc::malloc(bytes).cast::<u8>()
        };
        if !inline && buffer.is_null() {
            return Err(vm.memory_error());
        }
        let size = size_of::<StrObject>() + if inline { bytes } else { 0 };
        let h = vm
            .heap
            .alloc(size, Kind::Str, 0, state, vm.types.str.root_shape);
        let s = &*h.cast::<StrObject>();
        s.hash.set(if len == 0 { 0 } else { -1 });
        s.len.set(len);
        s.data.set(if inline { s.inline_data() } else { buffer });
        fill(s.data.get());
        Ok(Ref::from_ptr(h))
    }
}

/// The text of a `str` outside any heap, lone surrogates included.
pub fn text_of(r: &Ref) -> tricera_code::Text {
    let s = as_str(r);
    if let Some(a) = s.as_ascii() {
        return a.into();
    }
    let mut bytes = Vec::with_capacity(s.len() * 3);
    for c in s.units().chars() {
        match char::from_u32(c) {
            Some(c) => bytes.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None => bytes.extend([
                0xe0 | (c >> 12) as u8,
                0x80 | (c >> 6 & 63) as u8,
                0x80 | (c & 63) as u8,
            ]),
        }
    }
    tricera_code::Text::from_bytes(&bytes).expect("the code points are well formed")
}

/// A new `str` from code units; the width need not be canonical.
pub fn new_str(vm: &Vm, s: StrRef) -> PyResult {
    let n = s.len();
    let width = s.narrowest().bytes();
    let ascii = width == 1 && s.is_ascii();
    // SAFETY: each closure writes exactly the units it was given room for.
    unsafe {
        if s.width().bytes() == width {
            let raw = s.as_memory();
            return alloc_str(vm, n, width, ascii, |p| {
                p.copy_from_nonoverlapping(raw.as_ptr(), raw.len())
            });
        }
        alloc_str(vm, n, width, ascii, |p| match width {
            1 => s.copy_to(std::slice::from_raw_parts_mut(p, n)),
            _ => s.copy_to(std::slice::from_raw_parts_mut(p.cast::<u16>(), n)),
        })
    }
}

/// A new `str` from text outside any heap.
pub fn alloc_text(vm: &Vm, t: &tricera_code::Text) -> PyResult {
    if let Some(s) = t.to_str() {
        return from_utf8(vm, s);
    }
    let mut b = StrBuf::new();
    let bytes = t.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        // The bytes are well formed, so a lead byte tells the length; surrogates are encoded like any other.
        let (n, first) = match bytes[i] {
            b @ 0..=0x7f => (1, b as u32),
            b @ 0..=0xdf => (2, b as u32 & 0x1f),
            b @ 0..=0xef => (3, b as u32 & 0x0f),
            b => (4, b as u32 & 0x07),
        };
        b.push(
            bytes[i + 1..i + n]
                .iter()
                .fold(first, |c, &b| c << 6 | (b as u32 & 0x3f)),
        );
        i += n;
    }
    from_buf(vm, b.finish())
}

/// A new `str` from ASCII bytes that the caller knows to be ASCII.
pub fn new_ascii(vm: &Vm, b: &[u8]) -> PyResult {
    debug_assert!(b.is_ascii());
    // SAFETY: the buffer has room for b.
    unsafe {
        alloc_str(vm, b.len(), 1, true, |p| {
            p.copy_from_nonoverlapping(b.as_ptr(), b.len())
        })
    }
}

/// A new `str` from what a builder holds.
pub fn from_buf(vm: &Vm, b: StrBuf) -> PyResult {
    new_str(vm, b.view())
}

/// A new `str` from Rust text.
pub fn from_utf8(vm: &Vm, s: &str) -> PyResult {
    if s.is_ascii() {
        return new_ascii(vm, s.as_bytes());
    }
    let mut b = StrBuf::new();
    for c in s.chars() {
        b.push(c as u32);
    }
    from_buf(vm, b)
}

/// The interpreter's interned strings. They live until the interpreter goes.
#[derive(Default)]
pub struct Interned {
    table: RefCell<HashMap<Box<[u8]>, Ref>>,
}

impl Interned {
    fn key(s: &StrObject) -> Box<[u8]> {
        let mut k = Vec::with_capacity(s.raw().len() + 1);
        k.push(s.width() as u8);
        k.extend_from_slice(s.raw());
        k.into()
    }
    /// The interned string equal to `r`, which becomes it if there is none yet.
    pub fn intern(&self, r: Ref) -> Ref {
        let s = as_str(&r);
        if s.is_interned() || !r.is_exact(Kind::Str) {
            return r;
        }
        let key = Self::key(s);
        if let Some(found) = self.table.borrow().get(&key) {
            return found.clone();
        }
        // SAFETY: the header is this object's own.
        unsafe { (*r.slot().header()).state |= INTERNED };
        self.table.borrow_mut().insert(key, r.clone());
        r
    }
    /// The interned string with this ASCII text.
    pub fn intern_str(&self, vm: &Vm, s: &str) -> Ref {
        self.intern(from_utf8(vm, s).expect("an identifier is small"))
    }
    pub fn len(&self) -> usize {
        self.table.borrow().len()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Lets all strings go; the interpreter is being dropped.
    pub fn clear(&self) {
        let t = std::mem::take(&mut *self.table.borrow_mut());
        drop(t);
    }
}

/// Appends `tail` to `left` in place if nobody else can see it, the width fits and its buffer is its own.
///
/// # Safety
/// `left` must be a counted word for an exact, uninterned `str` with one reference, and `tail` a live exact `str`.
pub unsafe fn append_in_place(left: Slot, tail: &Ref) -> bool {
    unsafe {
        let s = &*left.ptr::<StrObject>();
        let t = as_str(tail);
        if s.is_interned() || s.data.get() == s.inline_data() || std::ptr::eq(s, t) {
            return false;
        }
        let (a, b) = (s.h.state & WIDTH_MASK, t.h.state & WIDTH_MASK);
        if a != b && !(a == LATIN1 && b == ASCII) {
            return false;
        }
        let (w, n, m) = (s.width(), s.len(), t.len());
        let need = (n + m) * w;
        if need > libc::malloc_usable_size(s.data.get().cast()) {
            // Grow by an eighth, so that a loop of appends is linear.
            let p = libc::realloc(s.data.get().cast(), need + need / 8).cast::<u8>();
            if p.is_null() {
                return false;
            }
            s.data.set(p);
        }
        s.data
            .get()
            .add(n * w)
            .copy_from_nonoverlapping(t.data.get(), m * w);
        s.len.set(n + m);
        s.hash.set(-1);
        true
    }
}
