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
    let stays = |u: &&u8| !gone[usize::from(**u)];
    let mut out = Vec::with_capacity(s.len());
    // Most often all of a text stays, or all of it goes.
    let (chunks, rest) = s.as_chunks::<8>();
    for chunk in chunks {
        match chunk.iter().filter(stays).count() {
            0 => {}
            8 => out.extend(chunk.iter().map(|&u| to(u))),
            _ => out.extend(chunk.iter().filter(stays).map(|&u| to(u))),
        }
    }
    out.extend(rest.iter().filter(stays).map(|&u| to(u)));
    out
}
