//! Errors of codecs, and CPython's named error handlers.

use crate::str::repr::push_escape;
use crate::str::{StrBuf, StrRef};
use std::fmt;

/// What a UnicodeDecodeError says, apart from the object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The codec, as CPython's exception names it.
    pub encoding: &'static str,
    /// The index of the first bad byte.
    pub start: usize,
    /// The index behind the last bad byte.
    pub end: usize,
    /// What is wrong.
    pub reason: &'static str,
}

/// What a UnicodeEncodeError says, apart from the object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// The codec, as CPython's exception names it.
    pub encoding: &'static str,
    /// The index of the first code point that cannot be encoded.
    pub start: usize,
    /// The index behind the last one of the run.
    pub end: usize,
    /// What is wrong.
    pub reason: &'static str,
}

/// What an encoder writes in place of what it cannot encode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// Bytes, as they are.
    Bytes(Vec<u8>),
    /// Text, which must itself be encodable.
    Str(StrBuf),
}

/// What happens at an error while decoding.
pub trait DecodeErrors {
    /// What ends the decoding.
    type Error;

    /// Appends a replacement to `out` and returns where to go on, an index into `input` up to its length.
    fn decode_error(
        &mut self,
        input: &[u8],
        error: DecodeError,
        out: &mut StrBuf,
    ) -> Result<usize, Self::Error>;
}

/// What happens at an error while encoding.
pub trait EncodeErrors {
    /// What ends the encoding.
    type Error;

    /// Returns a replacement, and where to go on: an index into `input` up to its length.
    fn encode_error(
        &mut self,
        input: StrRef<'_>,
        error: EncodeError,
    ) -> Result<(Replacement, usize), Self::Error>;

    /// Ends the encoding because the replacement cannot be encoded either.
    fn encode_failed(&mut self, input: StrRef<'_>, error: EncodeError) -> Self::Error;
}

/// How a conversion ends that [`Errors`] could not save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodecError {
    /// UnicodeDecodeError
    Decode(DecodeError),
    /// UnicodeEncodeError
    Encode(EncodeError),
    /// TypeError: the handler works in the other direction only. The exception's type is named in the message.
    WrongDirection(&'static str),
}

/// CPython's named error handlers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errors {
    /// Raise.
    Strict,
    /// Leave it out.
    Ignore,
    /// `?`, or U+FFFD in decoded text.
    Replace,
    /// `\xhh`, `\uhhhh`, `\Uhhhhhhhh`
    BackslashReplace,
    /// `&#…;`, encoding only
    XmlCharRefReplace,
    /// `\N{…}`, encoding only
    NameReplace,
    /// Bad bytes become the surrogates U+DC80 to U+DCFF, and the other way round.
    SurrogateEscape,
    /// Surrogates are encoded like other code points; UTF codecs only.
    SurrogatePass,
}

impl Errors {
    /// The handler of a name; `None` if it is not one of CPython's own.
    pub fn from_name(name: &str) -> Option<Errors> {
        Some(match name {
            "strict" => Errors::Strict,
            "ignore" => Errors::Ignore,
            "replace" => Errors::Replace,
            "backslashreplace" => Errors::BackslashReplace,
            "xmlcharrefreplace" => Errors::XmlCharRefReplace,
            "namereplace" => Errors::NameReplace,
            "surrogateescape" => Errors::SurrogateEscape,
            "surrogatepass" => Errors::SurrogatePass,
            _ => return None,
        })
    }
}

pub(crate) fn is_surrogate(c: u32) -> bool {
    c & 0xFFFF_F800 == 0xD800
}

/// The bytes of a lone surrogate in the UTF that an exception names; `None` for other codecs.
fn surrogate_bytes(encoding: &str, c: u32) -> Option<Vec<u8>> {
    let unit = c as u16;
    Some(match encoding {
        "utf-8" => {
            vec![
                0xE0 | (c >> 12) as u8,
                0x80 | (c >> 6 & 0x3F) as u8,
                0x80 | (c & 0x3F) as u8,
            ]
        }
        "utf-16" => unit.to_ne_bytes().to_vec(),
        "utf-16-le" => unit.to_le_bytes().to_vec(),
        "utf-16-be" => unit.to_be_bytes().to_vec(),
        "utf-32" => c.to_ne_bytes().to_vec(),
        "utf-32-le" => c.to_le_bytes().to_vec(),
        "utf-32-be" => c.to_be_bytes().to_vec(),
        _ => return None,
    })
}

/// The surrogate that the bytes begin with, and how many bytes it takes.
fn surrogate_at(encoding: &str, bytes: &[u8]) -> Option<(u32, usize)> {
    let unit = |bytes: &[u8], convert: fn([u8; 2]) -> u16| {
        bytes.first_chunk().map(|b| (u32::from(convert(*b)), 2))
    };
    let long =
        |bytes: &[u8], convert: fn([u8; 4]) -> u32| bytes.first_chunk().map(|b| (convert(*b), 4));
    let found = match encoding {
        "utf-8" => match *bytes {
            [a, b, c, ..] if a & 0xF0 == 0xE0 && b & 0xC0 == 0x80 && c & 0xC0 == 0x80 => Some((
                u32::from(a & 0xF) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F),
                3,
            )),
            _ => None,
        },
        "utf-16" => unit(bytes, u16::from_ne_bytes),
        "utf-16-le" => unit(bytes, u16::from_le_bytes),
        "utf-16-be" => unit(bytes, u16::from_be_bytes),
        "utf-32" => long(bytes, u32::from_ne_bytes),
        "utf-32-le" => long(bytes, u32::from_le_bytes),
        "utf-32-be" => long(bytes, u32::from_be_bytes),
        _ => None,
    };
    found.filter(|(c, _)| is_surrogate(*c))
}

impl DecodeErrors for Errors {
    type Error = CodecError;

    fn decode_error(
        &mut self,
        input: &[u8],
        error: DecodeError,
        out: &mut StrBuf,
    ) -> Result<usize, CodecError> {
        let bad = &input[error.start..error.end];
        match self {
            Errors::Strict => Err(CodecError::Decode(error)),
            Errors::Ignore => Ok(error.end),
            Errors::Replace => {
                out.push(0xFFFD);
                Ok(error.end)
            }
            Errors::BackslashReplace => {
                bad.iter().for_each(|&b| push_escape(out, b.into()));
                Ok(error.end)
            }
            Errors::SurrogateEscape => {
                // At most four at a time, and only what cannot be ASCII.
                let escaped = bad.iter().take(4).take_while(|b| **b >= 0x80);
                let n = escaped.map(|&b| out.push(0xDC00 + u32::from(b))).count();
                if n == 0 {
                    Err(CodecError::Decode(error))
                } else {
                    Ok(error.start + n)
                }
            }
            Errors::SurrogatePass => match surrogate_at(error.encoding, &input[error.start..]) {
                Some((c, len)) => {
                    out.push(c);
                    Ok(error.start + len)
                }
                None => Err(CodecError::Decode(error)),
            },
            Errors::XmlCharRefReplace | Errors::NameReplace => {
                Err(CodecError::WrongDirection("UnicodeDecodeError"))
            }
        }
    }
}

impl EncodeErrors for Errors {
    type Error = CodecError;

    fn encode_error(
        &mut self,
        input: StrRef<'_>,
        mut error: EncodeError,
    ) -> Result<(Replacement, usize), CodecError> {
        let bad = input.slice(error.start..error.end);
        let end = error.end;
        let text = |write: &dyn Fn(&mut StrBuf, u32)| {
            let mut out = StrBuf::new();
            bad.chars().for_each(|c| write(&mut out, c));
            Ok((Replacement::Str(out), end))
        };
        match self {
            Errors::Strict => Err(CodecError::Encode(error)),
            Errors::Ignore => Ok((Replacement::Bytes(vec![]), end)),
            Errors::Replace => text(&|out, _| out.push(b'?'.into())),
            Errors::BackslashReplace => text(&push_escape),
            Errors::XmlCharRefReplace => text(&|out, c| {
                let _ = fmt::Write::write_fmt(out, format_args!("&#{c};"));
            }),
            Errors::NameReplace => text(&|out, c| match crate::unicode::name(c) {
                Some(name) => {
                    let _ = fmt::Write::write_fmt(out, format_args!("\\N{{{name}}}"));
                }
                None => push_escape(out, c),
            }),
            Errors::SurrogateEscape => {
                let escaped = |c: &u32| (0xDC80..=0xDCFF).contains(c);
                let bytes: Vec<u8> = bad.chars().take_while(escaped).map(|c| c as u8).collect();
                if bytes.len() == bad.len() {
                    return Ok((Replacement::Bytes(bytes), end));
                }
                // These three codecs write what they can before they look at the rest.
                if matches!(error.encoding, "utf-8" | "ascii" | "latin-1") {
                    error.start += bytes.len();
                }
                Err(CodecError::Encode(error))
            }
            Errors::SurrogatePass => {
                let mut bytes = vec![];
                for c in bad.chars() {
                    match surrogate_bytes(error.encoding, c).filter(|_| is_surrogate(c)) {
                        Some(unit) => bytes.extend(unit),
                        None => return Err(CodecError::Encode(error)),
                    }
                }
                Ok((Replacement::Bytes(bytes), end))
            }
        }
    }

    fn encode_failed(&mut self, _input: StrRef<'_>, error: EncodeError) -> CodecError {
        CodecError::Encode(error)
    }
}
