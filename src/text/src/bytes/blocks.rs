//! Loops over bytes in blocks of a constant size: of these the compiler makes vectors, whatever a profile says of how short most texts are.

/// Changes every byte to what `f` makes of it.
#[inline]
pub fn map_in_place(s: &mut [u8], f: impl Fn(u8) -> u8) {
    let (blocks, rest) = s.as_chunks_mut::<16>();
    blocks.iter_mut().for_each(|block| *block = block.map(&f));
    let (blocks, rest) = rest.as_chunks_mut::<8>();
    blocks.iter_mut().for_each(|block| *block = block.map(&f));
    rest.iter_mut().for_each(|u| *u = f(*u));
}
