//! Newlines: finding line ends, and translating them.

use tricera_text::str::{StrBuf, StrRef};

/// The `newline` argument of text streams.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Newline {
    /// `None`: all line ends are read as `\n`; `\n` is written as it is.
    Universal,
    /// `''`: all line ends are recognised, none is translated.
    Untranslated,
    /// `'\n'`
    Lf,
    /// `'\r'`
    Cr,
    /// `'\r\n'`
    CrLf,
}

impl Newline {
    /// The line end of an argument's text; `None` stands for no argument.
    pub fn from_text(text: Option<&str>) -> Option<Newline> {
        Some(match text {
            None => Newline::Universal,
            Some("") => Newline::Untranslated,
            Some("\n") => Newline::Lf,
            Some("\r") => Newline::Cr,
            Some("\r\n") => Newline::CrLf,
            Some(_) => return None,
        })
    }
    /// The argument's text; None for `None`.
    pub fn text(self) -> Option<&'static str> {
        match self {
            Newline::Universal => None,
            Newline::Untranslated => Some(""),
            Newline::Lf => Some("\n"),
            Newline::Cr => Some("\r"),
            Newline::CrLf => Some("\r\n"),
        }
    }
    /// What `\n` is written as, if not as it is.
    pub fn written(self) -> Option<&'static str> {
        match self {
            Newline::Cr => Some("\r"),
            Newline::CrLf => Some("\r\n"),
            _ => None,
        }
    }
    /// The index behind the first line end at or after `from`.
    pub fn line_end(self, s: StrRef<'_>, from: usize) -> Option<usize> {
        match self {
            Newline::Universal | Newline::Lf => find(s, from, b'\n').map(|i| i + 1),
            Newline::Cr => find(s, from, b'\r').map(|i| i + 1),
            Newline::CrLf => {
                let mut at = from;
                while let Some(i) = find(s, at, b'\r') {
                    if s.get(i + 1) == Some(u32::from(b'\n')) {
                        return Some(i + 2);
                    }
                    at = i + 1;
                }
                None
            }
            Newline::Untranslated => {
                let lf = find(s, from, b'\n');
                let cr = find(s, from, b'\r');
                match (lf, cr) {
                    (Some(l), Some(c)) if c < l => Some(if c + 1 == l { l + 1 } else { c + 1 }),
                    (Some(l), _) => Some(l + 1),
                    // A `\r` at the very end is a line end too: a `\n` after it would have been kept with it.
                    (None, Some(c)) => Some(c + 1),
                    (None, None) => None,
                }
            }
        }
    }
}

/// The index of an ASCII character.
pub fn find(s: StrRef<'_>, from: usize, c: u8) -> Option<usize> {
    match s {
        StrRef::Latin1(u) => u[from..].iter().position(|&x| x == c),
        StrRef::Ucs2(u) => u[from..].iter().position(|&x| x == u16::from(c)),
        StrRef::Ucs4(u) => u[from..].iter().position(|&x| x == u32::from(c)),
    }
    .map(|i| i + from)
}

/// Which line ends have been seen.
#[derive(Clone, Copy, Default)]
pub struct Seen {
    pub cr: bool,
    pub lf: bool,
    pub crlf: bool,
}

/// Decoding of line ends, piece by piece (`IncrementalNewlineDecoder`).
#[derive(Clone, Copy, Default)]
pub struct NewlineDecoder {
    pub pending_cr: bool,
    pub seen: Seen,
}

impl NewlineDecoder {
    /// Takes the next piece; `\r\n` and `\r` become `\n` if `translate`. A `\r` at the end waits for the next piece.
    pub fn decode(&mut self, piece: StrBuf, translate: bool, last: bool) -> StrBuf {
        let mut piece = piece;
        if self.pending_cr && (!piece.is_empty() || last) {
            let mut with = StrBuf::new();
            with.push(u32::from(b'\r'));
            with.push_str(piece.view());
            piece = with;
            self.pending_cr = false;
        }
        let n = piece.len();
        if !last && n > 0 && piece.view().at(n - 1) == u32::from(b'\r') {
            piece.truncate(n - 1);
            self.pending_cr = true;
        }
        if find(piece.view(), 0, b'\r').is_none() {
            self.seen.lf |= find(piece.view(), 0, b'\n').is_some();
            return piece;
        }
        let mut out = StrBuf::with_capacity(piece.view().width(), piece.len());
        let view = piece.view();
        let mut i = 0;
        while i < view.len() {
            let c = view.at(i);
            i += 1;
            if c == u32::from(b'\r') {
                if view.get(i) == Some(u32::from(b'\n')) {
                    self.seen.crlf = true;
                    i += 1;
                    if !translate {
                        out.push(c);
                    }
                    out.push(u32::from(b'\n'));
                } else {
                    self.seen.cr = true;
                    out.push(if translate { u32::from(b'\n') } else { c });
                }
                continue;
            }
            self.seen.lf |= c == u32::from(b'\n');
            out.push(c);
        }
        out
    }
}

/// Replaces every `\n`.
pub fn write_newlines(s: StrRef<'_>, with: &str) -> StrBuf {
    let mut out = StrBuf::with_capacity(s.width(), s.len() + 16);
    let mut at = 0;
    while let Some(i) = find(s, at, b'\n') {
        out.push_str(s.slice(at..i));
        out.push_latin1(with.as_bytes());
        at = i + 1;
    }
    out.push_str(s.slice(at..s.len()));
    out
}
