//! Where formatted numbers are written.

use super::float::FloatText;
use crate::str::StrBuf;

/// A growing text. Numbers are short, so most go to a [`Short`] first: the layout is compiled for it,
/// without the checks for room and width that a string under construction makes.
pub(crate) trait Sink {
    /// Appends a latin-1 character.
    fn push(&mut self, c: u8);
    /// Appends latin-1 text.
    fn push_bytes(&mut self, text: &[u8]);
    /// Appends a character `count` times; beyond latin-1 only where the text can widen.
    fn push_repeated(&mut self, c: u32, count: usize);
}

/// What fits a [`Short`].
pub(crate) const SHORT: usize = 64;

/// A text of at most [`SHORT`] bytes; whoever makes one has computed the length before.
pub(crate) struct Short {
    bytes: [u8; SHORT],
    len: usize,
}

impl Short {
    #[inline]
    pub fn new() -> Short {
        Short {
            bytes: [0; SHORT],
            len: 0,
        }
    }

    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

impl Sink for Short {
    #[inline]
    fn push(&mut self, c: u8) {
        self.bytes[self.len] = c;
        self.len += 1;
    }

    #[inline]
    fn push_bytes(&mut self, text: &[u8]) {
        // Byte by byte: a call of memcpy costs more than the few bytes do.
        for (to, &from) in self.bytes[self.len..][..text.len()].iter_mut().zip(text) {
            *to = from;
        }
        self.len += text.len();
    }

    #[inline]
    fn push_repeated(&mut self, c: u32, count: usize) {
        self.bytes[self.len..][..count].fill(c as u8);
        self.len += count;
    }
}

impl Sink for FloatText {
    fn push(&mut self, c: u8) {
        FloatText::push(self, c);
    }

    fn push_bytes(&mut self, text: &[u8]) {
        self.extend_from_slice(text);
    }

    fn push_repeated(&mut self, c: u32, count: usize) {
        self.resize(self.len() + count, c as u8);
    }
}

impl Sink for StrBuf {
    fn push(&mut self, c: u8) {
        StrBuf::push(self, c.into());
    }

    fn push_bytes(&mut self, text: &[u8]) {
        self.push_latin1(text);
    }

    fn push_repeated(&mut self, c: u32, count: usize) {
        StrBuf::push_repeated(self, c, count);
    }
}
