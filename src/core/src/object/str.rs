//! `str` objects: fixed-width code units as in PEP 393, with the hash cached and identifiers interned.

use super::{TypeObj, TypePtr};
use crate::heap::MAX_CELL;

use crate::runtime::{PyResult, Vm};
use crate::value::{Header, Kind, Ref, Slot};
use rustc_hash::FxHashSet;
use std::borrow::Borrow;
use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};
use std::mem::MaybeUninit;
use tricera_text::bytes::blocks::map_in_place;
pub(crate) use tricera_text::str::buf::copy_bytes;
use tricera_text::str::compare::same_bytes;
use tricera_text::str::replace::Replacement;
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
    fn inline_data(&self) -> *mut u8 {
        (self as *const Self as *mut u8).wrapping_add(size_of::<StrObject>())
    }
    /// Do the units lie in the object's own cell?
    #[inline(always)]
    pub(crate) fn is_in_cell(&self) -> bool {
        self.data.get() == self.inline_data()
    }
    /// The hash, as CPython computes it from the interpreter's secret.
    #[inline]
    pub fn hash(&self, vm: &Vm) -> i64 {
        let h = self.hash.get();
        if h != -1 {
            return h;
        }
        self.compute_hash(vm)
    }

    #[inline(never)]
    fn compute_hash(&self, vm: &Vm) -> i64 {
        let h = tricera_text::hash::hash_bytes(&vm.hash_keys, self.raw());
        self.hash.set(h);
        h
    }
}

impl PartialEq for StrObject {
    /// Same text? Canonical width makes this a compare of bytes.
    #[inline]
    fn eq(&self, other: &StrObject) -> bool {
        (self.h.state ^ other.h.state) & WIDTH_MASK == 0
            && self.len.get() == other.len.get()
            && same_bytes(self.raw(), other.raw())
    }
}

impl Eq for StrObject {}

/// Strings drop their buffer; they refer to nothing.
///
/// # Safety
/// `h` must be a dead string.
#[inline]
pub(crate) unsafe fn drop_str(h: *mut Header) {
    unsafe {
        let s = &*h.cast::<StrObject>();
        if !s.is_in_cell() {
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

/// Appends the text of `r`, a str, with replacement characters for lone surrogates.
pub fn push_text(to: &mut String, r: &Ref) {
    let s = as_str(r);
    match s.as_ascii() {
        Some(a) => to.push_str(a),
        None => to.push_str(&s.units().to_string_lossy()),
    }
}

/// The state byte's width bits for units of `width` bytes.
fn width_bits(width: usize, ascii: bool) -> u8 {
    match (width, ascii) {
        (1, true) => ASCII,
        (1, false) => LATIN1,
        (2, _) => UCS2,
        _ => UCS4,
    }
}

/// A new string with room for `len` units of `width` bytes (1, 2 or 4), of which `fill` writes all; `ascii` says that
/// all of them are below 128. The caller guarantees canonical width, and a length of more than one for latin-1 text
/// (shorter strings are shared).
#[inline]
pub(crate) fn alloc_str(
    vm: &Vm,
    len: usize,
    width: usize,
    ascii: bool,
    fill: impl FnOnce(*mut u8),
) -> PyResult {
    let Some(bytes) = len.checked_mul(width).filter(|&b| b <= isize::MAX as usize) else {
        return Err(vm.memory_error());
    };
    // SAFETY: the buffer is as large as `fill` is told, and all fields are written.
    unsafe {
        let state = width_bits(width, ascii);
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

/// An instance of `ty`, derived from `str`, with the text of `s`.
pub fn str_instance(vm: &Vm, ty: TypePtr, s: &Ref) -> PyResult {
    let text = as_str(s);
    if ty == vm.types.str {
        return if s.is_exact(Kind::Str) {
            Ok(s.clone())
        } else {
            new_str(vm, text.units())
        };
    }
    let bytes = text.raw();
    // SAFETY: all fields are written, and the words behind them emptied, before anything else runs. The text is never
    // behind the struct, where the attributes of the instance are.
    unsafe {
        let buffer = libc::malloc(bytes.len().max(1)).cast::<u8>();
        if buffer.is_null() {
            return Err(vm.memory_error());
        }
        buffer.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        let (size, exactness) = super::instance_size(&ty);
        let state = width_bits(text.width(), text.is_ascii()) | super::tracked(&ty);
        let h = vm
            .heap
            .alloc(size, Kind::Str, exactness, state, ty.root_shape);
        let o = &*h.cast::<StrObject>();
        o.hash.set(text.hash.get());
        o.len.set(text.len());
        o.data.set(buffer);
        super::clear_extra(h, &ty);
        if ty.is_heap_type() {
            (*(ty.as_ptr() as *mut TypeObj)).h.rc += 1;
        }
        Ok(Ref::from_ptr(h))
    }
}

/// A new `str` from code units; the width need not be canonical.
pub fn new_str(vm: &Vm, s: StrRef) -> PyResult {
    let n = s.len();
    if n <= 1
        && let Some(r) = vm.characters.short(s)
    {
        return Ok(r);
    }
    let width = s.narrowest().bytes();
    let ascii = width == 1 && s.is_ascii();
    // SAFETY: the closure writes exactly the units it was given room for.
    alloc_str(vm, n, width, ascii, |p| unsafe {
        copy_units(s, p, width);
    })
}

/// A new `str` of ASCII bytes, each of which `f` maps to an ASCII byte.
pub fn map_ascii(vm: &Vm, b: &[u8], f: impl Fn(u8) -> u8) -> PyResult {
    debug_assert!(b.is_ascii());
    match b {
        [] => return new_ascii(vm, b),
        [c] => return new_ascii(vm, &[f(*c)]),
        _ => {}
    }
    alloc_str(vm, b.len(), 1, true, |p| {
        // SAFETY: there is room for as many bytes as there are in `b`.
        let out = unsafe {
            p.copy_from_nonoverlapping(b.as_ptr(), b.len());
            std::slice::from_raw_parts_mut(p, b.len())
        };
        map_in_place(out, f);
    })
}

/// A new string of `len` ASCII characters, all of which `write` writes.
pub fn write_ascii(vm: &Vm, len: usize, write: impl FnOnce(&mut [u8])) -> PyResult {
    if len <= 1 {
        let mut short = [0];
        write(&mut short[..len]);
        return new_ascii(vm, &short[..len]);
    }
    alloc_str(vm, len, 1, true, |p| {
        // SAFETY: there is room for as many bytes; zeroed, they are initialised.
        let out = unsafe {
            p.write_bytes(0, len);
            std::slice::from_raw_parts_mut(p, len)
        };
        write(out);
        debug_assert!(out.is_ascii());
    })
}

/// A new string of ASCII characters: what a replacement in ASCII text by ASCII text gives.
pub fn write_replacement(vm: &Vm, r: &Replacement) -> PyResult {
    let len = r.len();
    if len <= 1 {
        let mut short = [MaybeUninit::new(0)];
        r.write(&mut short[..len]);
        // SAFETY: a byte was there before, and `write` only replaces it.
        let unit = unsafe { short[0].assume_init() };
        return new_ascii(vm, &[unit][..len]);
    }
    alloc_str(vm, len, 1, true, |p| {
        // SAFETY: there is room for as many bytes, which are written without being read.
        r.write(unsafe { std::slice::from_raw_parts_mut(p.cast(), len) });
    })
}

/// Writes the units of `s` at `p` in units of `width` bytes, and returns the end.
///
/// # Safety
/// There must be room, aligned for the width, and the code points must fit.
#[inline(always)]
unsafe fn copy_units(s: StrRef, p: *mut u8, width: usize) -> *mut u8 {
    let n = s.len();
    // SAFETY: see above.
    unsafe {
        if s.width().bytes() == width {
            let raw = s.as_memory();
            copy_bytes(raw.as_ptr(), p, raw.len());
        } else {
            match width {
                1 => s.copy_to(std::slice::from_raw_parts_mut(p, n)),
                2 => s.copy_to(std::slice::from_raw_parts_mut(p.cast::<u16>(), n)),
                _ => s.copy_to(std::slice::from_raw_parts_mut(p.cast::<u32>(), n)),
            }
        }
        p.add(n * width)
    }
}

/// `a + b` of two strings.
#[inline]
pub fn str_concat(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let (s, t) = (as_str(a), as_str(b));
    // A new string is always exact, so an instance of a subclass is not returned as it is.
    if s.is_empty() && b.is_exact(Kind::Str) {
        return Ok(b.clone());
    }
    if t.is_empty() && a.is_exact(Kind::Str) {
        return Ok(a.clone());
    }
    let n = s.len() + t.len();
    if n > isize::MAX as usize {
        return Err(vm.overflow_error("strings are too large to concat"));
    }
    if n <= 1 {
        return new_str(vm, if s.is_empty() { t.units() } else { s.units() });
    }
    let width = s.width().max(t.width());
    let ascii = s.is_ascii() && t.is_ascii();
    // SAFETY: the two parts fill the room exactly; both widths are canonical.
    alloc_str(vm, n, width, ascii, |p| unsafe {
        let p = copy_units(s.units(), p, width);
        copy_units(t.units(), p, width);
    })
}

/// `sep.join(parts)` for strings only: one pass for the size, one for the text. `sep` may be None for the empty one.
///
/// # Errors
/// OverflowError, MemoryError.
pub fn join_strs(vm: &Vm, sep: Option<&Ref>, parts: &[Ref]) -> PyResult {
    if let [only] = parts
        && only.is_exact(Kind::Str)
    {
        return Ok(only.clone());
    }
    let sep = sep.map(as_str).filter(|s| !s.is_empty());
    let (mut n, mut width, mut ascii) = (0usize, 1, true);
    let mut add = |s: &StrObject, times: usize| {
        width = width.max(s.width());
        ascii &= s.is_ascii();
        n = n.saturating_add(s.len().saturating_mul(times));
    };
    parts.iter().for_each(|p| add(as_str(p), 1));
    if let Some(sep) = sep
        && parts.len() > 1
    {
        add(sep, parts.len() - 1);
    }
    if n > isize::MAX as usize {
        return Err(vm.overflow_error("join() result is too long for a Python string"));
    }
    if n <= 1 {
        let sep = sep.filter(|_| parts.len() > 1);
        let c = parts.iter().map(as_str).find(|s| !s.is_empty()).or(sep);
        return new_str(vm, c.map_or(StrRef::EMPTY, StrObject::units));
    }
    // SAFETY: the parts fill the room exactly; all widths are canonical.
    alloc_str(vm, n, width, ascii, |mut p| unsafe {
        if width == 1 {
            // All parts are bytes then, and lie beside each other without a question.
            let mut put = |s: &StrObject| {
                let n = s.len();
                copy_bytes(s.data.get(), p, n);
                p = p.add(n);
            };
            for (i, part) in parts.iter().enumerate() {
                if let Some(sep) = sep
                    && i > 0
                {
                    put(sep);
                }
                put(as_str(part));
            }
            return;
        }
        for (i, part) in parts.iter().enumerate() {
            if let Some(sep) = sep
                && i > 0
            {
                p = copy_units(sep.units(), p, width);
            }
            p = copy_units(as_str(part).units(), p, width);
        }
    })
}

/// The part of a string between two indices, which are in range.
#[inline]
pub fn str_slice(vm: &Vm, r: &Ref, range: std::ops::Range<usize>) -> PyResult {
    let s = as_str(r);
    if range.len() == s.len() && r.is_exact(Kind::Str) {
        return Ok(r.clone());
    }
    match s.units() {
        StrRef::Latin1(u) if s.is_ascii() => new_ascii(vm, &u[range]),
        units => new_str(vm, units.slice(range)),
    }
}

/// The character at an index, which is in range: a shared string for latin-1.
#[inline(always)]
pub fn char_at(vm: &Vm, s: &StrObject, i: usize) -> PyResult {
    match s.units() {
        StrRef::Latin1(u) => Ok(vm.characters.latin1(u[i])),
        units => char_str(vm, units.at(i)),
    }
}

/// The character at an index, which is in range, if it is one of those that have a shared string.
#[inline(always)]
pub fn shared_char_at(vm: &Vm, s: &StrObject, i: usize) -> Option<Ref> {
    let c = match s.units() {
        StrRef::Latin1(u) => u[i],
        StrRef::Ucs2(u) => u8::try_from(u[i]).ok()?,
        StrRef::Ucs4(u) => u8::try_from(u[i]).ok()?,
    };
    Some(vm.characters.latin1(c))
}

/// The string of one code point.
#[inline]
pub fn char_str(vm: &Vm, c: u32) -> PyResult {
    match u8::try_from(c) {
        Ok(c) => Ok(vm.characters.latin1(c)),
        Err(_) => new_str(vm, StrRef::Ucs4(&[c])),
    }
}

/// The strings that an interpreter shares: the empty one, and those of one latin-1 character.
pub struct Characters([Cell<Slot>; 257]);

impl Default for Characters {
    fn default() -> Self {
        Characters([const { Cell::new(Slot::NULL) }; 257])
    }
}

impl Characters {
    const EMPTY: usize = 256;

    /// Makes the strings. Until then short strings are not shared; identifiers of one character, which are interned by
    /// then, become the shared ones.
    pub fn boot(vm: &Vm) -> PyResult<()> {
        let all = &vm.characters.0;
        for c in 0..=255u8 {
            let r = vm.interned.intern(new_str(vm, StrRef::Latin1(&[c]))?);
            all[usize::from(c)].set(r.into_slot());
        }
        let empty = vm.interned.intern(new_str(vm, StrRef::EMPTY)?);
        all[Self::EMPTY].set(empty.into_slot());
        Ok(())
    }
    /// The string of a character; the interpreter has booted.
    #[inline(always)]
    pub fn latin1(&self, c: u8) -> Ref {
        let s = self.0[usize::from(c)].get();
        debug_assert!(!s.is_null());
        // SAFETY: set while booting, and held until the interpreter goes.
        unsafe { Ref::new_reference(s) }
    }
    /// The shared string for text of at most one character, if there is one.
    #[inline]
    fn short(&self, s: StrRef) -> Option<Ref> {
        let i = match s.get(0) {
            None => Self::EMPTY,
            Some(c @ 0..=0xFF) => c as usize,
            Some(_) => return None,
        };
        let s = self.0[i].get();
        // SAFETY: held until the interpreter goes.
        (!s.is_null()).then(|| unsafe { Ref::new_reference(s) })
    }
    /// Lets the strings go; the interpreter is being dropped.
    pub fn clear(&self) {
        for c in &self.0 {
            let s = c.replace(Slot::NULL);
            if !s.is_null() {
                // SAFETY: the place held a reference, and is empty now.
                drop(unsafe { Ref::from_slot(s) });
            }
        }
    }
}

impl Drop for Characters {
    fn drop(&mut self) {
        self.clear();
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
#[inline]
pub fn new_ascii(vm: &Vm, b: &[u8]) -> PyResult {
    debug_assert!(b.is_ascii());
    if b.len() <= 1
        && let Some(r) = vm.characters.short(StrRef::Latin1(b))
    {
        return Ok(r);
    }
    // SAFETY: the buffer has room for b.
    unsafe { alloc_str(vm, b.len(), 1, true, |p| copy_bytes(b.as_ptr(), p, b.len())) }
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

/// An interned string, by its text.
struct Key(Ref);

/// What can be looked up among the interned strings: width and memory of the code units.
trait Text {
    fn text(&self) -> (usize, &[u8]);
}

impl Text for Key {
    fn text(&self) -> (usize, &[u8]) {
        let s = as_str(&self.0);
        (s.width(), s.raw())
    }
}

impl Text for Ref {
    fn text(&self) -> (usize, &[u8]) {
        let s = as_str(self);
        (s.width(), s.raw())
    }
}

/// ASCII text.
struct Ascii<'a>(&'a str);

impl Text for Ascii<'_> {
    fn text(&self) -> (usize, &[u8]) {
        (1, self.0.as_bytes())
    }
}

impl Hash for dyn Text + '_ {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write(self.text().1);
    }
}

impl PartialEq for dyn Text + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for dyn Text + '_ {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self as &dyn Text).hash(state);
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Key {}

impl<'a> Borrow<dyn Text + 'a> for Key {
    fn borrow(&self) -> &(dyn Text + 'a) {
        self
    }
}

/// The interpreter's interned strings. They live until the interpreter goes.
#[derive(Default)]
pub struct Interned {
    table: RefCell<FxHashSet<Key>>,
}

impl Interned {
    fn find(&self, text: &dyn Text) -> Option<Ref> {
        self.table.borrow().get(text).map(|k| k.0.clone())
    }
    /// The interned string equal to `r`, which becomes it if there is none yet.
    pub fn intern(&self, r: Ref) -> Ref {
        let s = as_str(&r);
        if s.is_interned() || !r.is_exact(Kind::Str) {
            return r;
        }
        if let Some(found) = self.find(&r) {
            return found;
        }
        // SAFETY: the header is this object's own.
        unsafe { (*r.slot().header()).state |= INTERNED };
        self.table.borrow_mut().insert(Key(r.clone()));
        r
    }
    /// The interned string equal to `r`, if there is one.
    pub fn find_str(&self, r: &Ref) -> Option<Ref> {
        self.find(r)
    }
    /// The interned string with this ASCII text, if there is one.
    pub fn find_ascii(&self, text: &str) -> Option<Ref> {
        self.find(&Ascii(text))
    }
    /// The interned string with this text.
    pub fn intern_str(&self, vm: &Vm, s: &str) -> Ref {
        if s.is_ascii()
            && let Some(found) = self.find(&Ascii(s))
        {
            return found;
        }
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

/// Strings of which equal ones are to be the same object, for the time of one operation.
#[derive(Default)]
pub struct Memo {
    table: RefCell<FxHashSet<Key>>,
}

impl Memo {
    /// The string with this text, which is ASCII: an interned one, whose hash is known mostly, or one for this operation.
    #[inline]
    pub fn ascii(&self, vm: &Vm, text: &[u8]) -> PyResult {
        debug_assert!(text.is_ascii());
        // SAFETY: ASCII is UTF-8.
        let text = Ascii(unsafe { std::str::from_utf8_unchecked(text) });
        if let Some(found) = vm.interned.find(&text) {
            return Ok(found);
        }
        if let Some(found) = self.table.borrow().get(&text as &dyn Text) {
            return Ok(found.0.clone());
        }
        let made = new_ascii(vm, text.0.as_bytes())?;
        self.table.borrow_mut().insert(Key(made.clone()));
        Ok(made)
    }

    /// The string equal to `r` that was seen first, or the interned one.
    pub fn unique(&self, vm: &Vm, r: Ref) -> Ref {
        if let Some(found) = vm.interned.find(&r) {
            return found;
        }
        if let Some(found) = self.table.borrow().get(&r as &dyn Text) {
            return found.0.clone();
        }
        self.table.borrow_mut().insert(Key(r.clone()));
        r
    }
}

/// Appends `tail` to `left` in place if nobody else can see it, the width fits, and there is room: a buffer grows, a cell does
/// not.
///
/// # Safety
/// `left` must be a counted word for an exact, uninterned `str` with one reference, and `tail` a live exact `str`.
pub unsafe fn append_in_place(left: Slot, tail: &Ref) -> bool {
    unsafe {
        let s = &*left.ptr::<StrObject>();
        let t = as_str(tail);
        if s.is_interned() || std::ptr::eq(s, t) {
            return false;
        }
        let (a, b) = (s.h.state & WIDTH_MASK, t.h.state & WIDTH_MASK);
        if a != b && !(a == LATIN1 && b == ASCII) {
            return false;
        }
        let (w, n, m) = (s.width(), s.len(), t.len());
        let need = (n + m) * w;
        if s.is_in_cell() {
            let cell = crate::heap::CLASS_SIZES[s.h.size_class as usize];
            if need > cell - size_of::<StrObject>() {
                return false;
            }
        } else if need > libc::malloc_usable_size(s.data.get().cast()) {
            // Grow by an eighth, so that a loop of appends is linear.
            let p = libc::realloc(s.data.get().cast(), need + need / 8).cast::<u8>();
            if p.is_null() {
                return false;
            }
            s.data.set(p);
        }
        let (end, from) = (s.data.get().add(n * w), t.data.get());
        match m * w {
            1 => end.write(*from),
            size => end.copy_from_nonoverlapping(from, size),
        }
        s.len.set(n + m);
        s.hash.set(-1);
        true
    }
}
