//! `upper`, `lower`, `title`, `capitalize`, `swapcase`, `translate`.

use crate::str::case;

fn changed(s: &[u8], change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let mut out = s.to_vec();
    change(&mut out);
    out
}

/// `s.upper()`
pub fn upper(s: &[u8]) -> Vec<u8> {
    s.to_ascii_uppercase()
}

/// `s.lower()`
pub fn lower(s: &[u8]) -> Vec<u8> {
    s.to_ascii_lowercase()
}

/// `s.title()`
pub fn title(s: &[u8]) -> Vec<u8> {
    changed(s, case::ascii_title)
}

/// `s.capitalize()`
pub fn capitalize(s: &[u8]) -> Vec<u8> {
    changed(s, case::ascii_capitalize)
}

/// `s.swapcase()`
pub fn swapcase(s: &[u8]) -> Vec<u8> {
    changed(s, case::ascii_swapcase)
}

/// `s.translate(table, delete)`; without a table the bytes stay as they are.
pub fn translate(s: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let to = |u: u8| table.map_or(u, |table| table[usize::from(u)]);
    if delete.is_empty() {
        return s.iter().map(|&u| to(u)).collect();
    }
    let mut gone = [false; 256];
    delete.iter().for_each(|&u| gone[usize::from(u)] = true);
    s.iter()
        .filter(|&&u| !gone[usize::from(u)])
        .map(|&u| to(u))
        .collect()
}
