//! `translate`.

use super::buf::StrBuf;
use super::view::{StrRef, Unit, each_width};

/// What a translation table says about a code point.
#[derive(Clone, Debug)]
pub enum Translated {
    /// Not in the table (LookupError): it stays.
    Same,
    /// Mapped to None: it goes.
    Delete,
    /// Mapped to an int, or to a string of one code point.
    Char(u32),
    /// Mapped to a string.
    Str(StrBuf),
}

/// `s.translate(table)`; `table` answers for one code point or raises.
///
/// Like CPython, it asks once for each ASCII character that is mapped to ASCII, stays, or goes.
pub fn translate<E>(
    s: StrRef<'_>,
    table: impl FnMut(u32) -> Result<Translated, E>,
) -> Result<StrBuf, E> {
    each_width!(s, u => translate_units(u, table))
}

fn translate_units<U: Unit, E>(
    s: &[U],
    mut table: impl FnMut(u32) -> Result<Translated, E>,
) -> Result<StrBuf, E> {
    const UNKNOWN: u8 = 0xFF;
    const DELETE: u8 = 0xFE;
    let mut known = [UNKNOWN; 128];
    let mut out = StrBuf::with_capacity(U::WIDTH, s.len());
    for u in s {
        let c = u.code();
        match known.get(c as usize) {
            None | Some(&UNKNOWN) => {}
            Some(&DELETE) => continue,
            Some(&to) => {
                out.push(to.into());
                continue;
            }
        }
        let answer = table(c)?;
        if let Some(known) = known.get_mut(c as usize) {
            match answer {
                Translated::Same => *known = c as u8,
                Translated::Delete => *known = DELETE,
                Translated::Char(to) if to < 128 => *known = to as u8,
                _ => {}
            }
        }
        match answer {
            Translated::Same => out.push(c),
            Translated::Delete => {}
            Translated::Char(to) => out.push(to),
            Translated::Str(to) => out.push_str(to.view()),
        }
    }
    Ok(out.finish())
}
