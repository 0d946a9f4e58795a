//! Character names. The data of `unicode_names2` is newer than 16.0.0, so what that version does not
//! know is masked by a flag of our own tables; its aliases are incomplete, so those are our own.

use super::aliases::ALIASES;
use super::tables::NAMED;

/// The name of a code point (`unicodedata.name`).
pub fn name(c: u32) -> Option<String> {
    if !super::has(c, NAMED) {
        return None;
    }
    unicode_names2::name(char::from_u32(c)?).map(|name| name.to_string())
}

/// The code point of a name or alias, in any case (`\N{…}`).
pub fn lookup(text: &str) -> Option<u32> {
    // No name or alias is longer, and the crate's loose matching is not asked about anything odd.
    if text.len() > 100 || !text.is_ascii() {
        return None;
    }
    let upper = text.to_ascii_uppercase();
    if let Ok(at) = ALIASES.binary_search_by_key(&upper.as_str(), |(alias, _)| alias) {
        return Some(ALIASES[at].1);
    }
    let c = u32::from(unicode_names2::character(&upper)?);
    (name(c)? == upper).then_some(c)
}
