//! The encodings that need no Python code, and their names.

use super::errors::{DecodeErrors, EncodeErrors};
use super::{ByteOrder, escape, single, utf8, utf16, utf32};
use crate::str::{StrBuf, StrRef};

/// An encoding that this crate implements. All others are Python modules of the standard library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// "ascii"
    Ascii,
    /// "latin-1"
    Latin1,
    /// "utf-8"
    Utf8,
    /// "utf-8-sig": a mark in front, dropped when decoding
    Utf8Sig,
    /// "utf-16" (`None`: with a byte order mark), "utf-16-le", "utf-16-be"
    Utf16(Option<ByteOrder>),
    /// "utf-32" (`None`: with a byte order mark), "utf-32-le", "utf-32-be"
    Utf32(Option<ByteOrder>),
    /// "unicode_escape"
    UnicodeEscape,
    /// "raw_unicode_escape"
    RawUnicodeEscape,
}

/// `encodings.normalize_encoding` of the lower-cased name: runs of anything but letters, digits and
/// dots become one underscore.
pub fn normalize(name: &str) -> String {
    let (mut out, mut gap) = (String::with_capacity(name.len()), false);
    for c in name.chars() {
        if !c.is_alphanumeric() && c != '.' {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push('_');
        }
        gap = false;
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        }
    }
    out
}

impl Encoding {
    /// The encoding of a name or alias, in any spelling that `codecs.lookup` takes.
    pub fn from_name(name: &str) -> Option<Encoding> {
        use ByteOrder::{Big, Little};
        // The spellings that programs use most need no normalising.
        match name {
            "utf-8" | "utf8" | "UTF-8" => return Some(Encoding::Utf8),
            "ascii" => return Some(Encoding::Ascii),
            "latin-1" => return Some(Encoding::Latin1),
            _ => {}
        }
        let name = normalize(name);
        let found = |name: &str| {
            Some(match name {
                "646" | "ansi_x3.4_1968" | "ansi_x3.4_1986" | "ansi_x3_4_1968" | "cp367"
                | "csascii" | "ibm367" | "iso646_us" | "iso_646.irv_1991" | "iso_ir_6" | "us"
                | "us_ascii" => Encoding::Ascii,
                "8859" | "cp819" | "csisolatin1" | "ibm819" | "iso8859" | "iso8859_1"
                | "iso_8859_1" | "iso_8859_1_1987" | "iso_ir_100" | "l1" | "latin" | "latin1" => {
                    Encoding::Latin1
                }
                "cp65001" | "u8" | "utf" | "utf8" | "utf8_ucs2" | "utf8_ucs4" => Encoding::Utf8,
                "u16" | "utf16" => Encoding::Utf16(None),
                "unicodelittleunmarked" | "utf_16le" => Encoding::Utf16(Some(Little)),
                "unicodebigunmarked" | "utf_16be" => Encoding::Utf16(Some(Big)),
                "u32" | "utf32" => Encoding::Utf32(None),
                "utf_32le" => Encoding::Utf32(Some(Little)),
                "utf_32be" => Encoding::Utf32(Some(Big)),
                _ => return None,
            })
        };
        // An alias may be spelt with dots for underscores, the name of a codec's module may not.
        found(&name)
            .or_else(|| found(&name.replace('.', "_")))
            .or_else(|| {
                Some(match name.as_str() {
                    "ascii" => Encoding::Ascii,
                    "latin_1" => Encoding::Latin1,
                    "utf_8" => Encoding::Utf8,
                    "utf_8_sig" => Encoding::Utf8Sig,
                    "utf_16" => Encoding::Utf16(None),
                    "utf_16_le" => Encoding::Utf16(Some(Little)),
                    "utf_16_be" => Encoding::Utf16(Some(Big)),
                    "utf_32" => Encoding::Utf32(None),
                    "utf_32_le" => Encoding::Utf32(Some(Little)),
                    "utf_32_be" => Encoding::Utf32(Some(Big)),
                    "unicode_escape" => Encoding::UnicodeEscape,
                    "raw_unicode_escape" => Encoding::RawUnicodeEscape,
                    _ => return None,
                })
            })
    }

    /// The name in `codecs.lookup(…).name`.
    pub fn name(self) -> &'static str {
        use ByteOrder::{Big, Little};
        match self {
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "iso8859-1",
            Encoding::Utf8 => "utf-8",
            Encoding::Utf8Sig => "utf-8-sig",
            Encoding::Utf16(None) => "utf-16",
            Encoding::Utf16(Some(Little)) => "utf-16-le",
            Encoding::Utf16(Some(Big)) => "utf-16-be",
            Encoding::Utf32(None) => "utf-32",
            Encoding::Utf32(Some(Little)) => "utf-32-le",
            Encoding::Utf32(Some(Big)) => "utf-32-be",
            Encoding::UnicodeEscape => "unicode-escape",
            Encoding::RawUnicodeEscape => "raw-unicode-escape",
        }
    }

    /// `bytes.decode(self, errors)`, the whole at once.
    ///
    /// For "utf-8-sig" error positions count from behind the mark, as in CPython.
    pub fn decode<E: DecodeErrors>(self, input: &[u8], errors: &mut E) -> Result<StrBuf, E::Error> {
        Ok(match self {
            Encoding::Ascii => single::decode_ascii(input, errors)?,
            Encoding::Latin1 => single::decode_latin1(input),
            Encoding::Utf8 => utf8::decode(input, errors, true)?.0,
            Encoding::Utf8Sig => {
                utf8::decode(
                    input.strip_prefix(utf8::SIGNATURE).unwrap_or(input),
                    errors,
                    true,
                )?
                .0
            }
            Encoding::Utf16(order) => utf16::decode(input, order, errors, true)?.0,
            Encoding::Utf32(order) => utf32::decode(input, order, errors, true)?.0,
            Encoding::UnicodeEscape => escape::decode(input, errors, true)?.text,
            Encoding::RawUnicodeEscape => escape::decode_raw(input, errors, true)?.0,
        })
    }

    /// `str.encode(self, errors)`.
    pub fn encode<E: EncodeErrors>(
        self,
        s: StrRef<'_>,
        errors: &mut E,
    ) -> Result<Vec<u8>, E::Error> {
        match self {
            Encoding::Ascii => single::encode_ascii(s, errors),
            Encoding::Latin1 => single::encode_latin1(s, errors),
            Encoding::Utf8 => utf8::encode(s, errors),
            Encoding::Utf8Sig => {
                let text = utf8::encode(s, errors)?;
                Ok([utf8::SIGNATURE.as_slice(), &text].concat())
            }
            Encoding::Utf16(order) => utf16::encode(s, order, errors),
            Encoding::Utf32(order) => utf32::encode(s, order, errors),
            Encoding::UnicodeEscape => Ok(escape::encode(s)),
            Encoding::RawUnicodeEscape => Ok(escape::encode_raw(s)),
        }
    }
}
