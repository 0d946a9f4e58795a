//! Encodings of one byte per character, given by a table.

use super::errors::{DecodeError, DecodeErrors, EncodeError, EncodeErrors, Replacement};
use crate::str::{StrBuf, StrRef, Unit, each_width};

const ENCODING: &str = "charmap";
const REASON: &str = "character maps to <undefined>";

/// Decodes by a table: the text whose i-th code point is that of byte i; U+FFFE means undefined.
pub fn decode<E: DecodeErrors>(
    input: &[u8],
    table: StrRef<'_>,
    errors: &mut E,
) -> Result<StrBuf, E::Error> {
    let mut known = [0xFFFE; 256];
    for (entry, c) in known.iter_mut().zip(table.chars()) {
        *entry = c;
    }
    let mut out = StrBuf::with_capacity(crate::str::Width::Latin1, input.len());
    let mut at = 0;
    while at < input.len() {
        match known[usize::from(input[at])] {
            0xFFFE => {
                let error = DecodeError {
                    encoding: ENCODING,
                    start: at,
                    end: at + 1,
                    reason: REASON,
                };
                at = errors
                    .decode_error(input, error, &mut out)?
                    .min(input.len());
            }
            c => {
                out.push(c);
                at += 1;
            }
        }
    }
    Ok(out.finish())
}

/// A decoding table turned round (`codecs.charmap_build`).
#[derive(Clone, Debug)]
pub struct EncodingMap {
    /// Sorted by code point.
    entries: Vec<(u32, u8)>,
}

impl EncodingMap {
    /// Turns a decoding table round; of equal code points the last one counts.
    pub fn new(table: StrRef<'_>) -> EncodingMap {
        let bytes = 0..=255u8;
        let mut entries: Vec<(u32, u8)> = table
            .chars()
            .zip(bytes)
            .filter(|(c, _)| *c != 0xFFFE)
            .collect();
        entries.sort_by_key(|&(c, byte)| (c, std::cmp::Reverse(byte)));
        entries.dedup_by_key(|(c, _)| *c);
        EncodingMap { entries }
    }

    /// `EncodingMap.size()`: the bytes that CPython's table of three levels takes.
    pub fn size(&self) -> usize {
        let distinct = |shift: u32| {
            let mut places: Vec<u32> = self.entries.iter().map(|(c, _)| c >> shift).collect();
            places.dedup();
            places.len()
        };
        63 + 16 * distinct(11) + 128 * distinct(7)
    }

    /// The byte for a code point.
    pub fn get(&self, c: u32) -> Option<u8> {
        let at = self.entries.binary_search_by_key(&c, |(c, _)| *c).ok()?;
        Some(self.entries[at].1)
    }
}

/// Encodes by a map.
pub fn encode<E: EncodeErrors>(
    s: StrRef<'_>,
    map: &EncodingMap,
    errors: &mut E,
) -> Result<Vec<u8>, E::Error> {
    each_width!(s, u => encode_units(u, map, errors))
}

fn encode_units<U: Unit, E: EncodeErrors>(
    s: &[U],
    map: &EncodingMap,
    errors: &mut E,
) -> Result<Vec<u8>, E::Error> {
    let mut out = Vec::with_capacity(s.len());
    let mut at = 0;
    while at < s.len() {
        if let Some(byte) = map.get(s[at].code()) {
            out.push(byte);
            at += 1;
            continue;
        }
        let run = s[at..]
            .iter()
            .take_while(|u| map.get(u.code()).is_none())
            .count();
        let error = EncodeError {
            encoding: ENCODING,
            start: at,
            end: at + run,
            reason: REASON,
        };
        let (replacement, next) = errors.encode_error(U::view(s), error.clone())?;
        match replacement {
            Replacement::Bytes(bytes) => out.extend(bytes),
            Replacement::Str(text) => {
                for c in text.view().chars() {
                    match map.get(c) {
                        Some(byte) => out.push(byte),
                        None => return Err(errors.encode_failed(U::view(s), error)),
                    }
                }
            }
        }
        at = next.min(s.len());
    }
    Ok(out)
}
