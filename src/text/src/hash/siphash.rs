//! SipHash-1-3 (Aumasson and Bernstein): one round per block, three to finish.

struct State {
    v0: u64,
    v1: u64,
    v2: u64,
    v3: u64,
}

impl State {
    #[inline(always)]
    fn round(&mut self) {
        self.v0 = self.v0.wrapping_add(self.v1);
        self.v1 = self.v1.rotate_left(13) ^ self.v0;
        self.v0 = self.v0.rotate_left(32);
        self.v2 = self.v2.wrapping_add(self.v3);
        self.v3 = self.v3.rotate_left(16) ^ self.v2;
        self.v0 = self.v0.wrapping_add(self.v3);
        self.v3 = self.v3.rotate_left(21) ^ self.v0;
        self.v2 = self.v2.wrapping_add(self.v1);
        self.v1 = self.v1.rotate_left(17) ^ self.v2;
        self.v2 = self.v2.rotate_left(32);
    }

    #[inline(always)]
    fn block(&mut self, m: u64) {
        self.v3 ^= m;
        self.round();
        self.v0 ^= m;
    }
}

#[inline]
pub(super) fn siphash13(k0: u64, k1: u64, bytes: &[u8]) -> u64 {
    let mut state = State {
        v0: k0 ^ 0x736f_6d65_7073_6575,
        v1: k1 ^ 0x646f_7261_6e64_6f6d,
        v2: k0 ^ 0x6c79_6765_6e65_7261,
        v3: k1 ^ 0x7465_6462_7974_6573,
    };
    let (blocks, rest) = bytes.as_chunks::<8>();
    for block in blocks {
        state.block(u64::from_le_bytes(*block));
    }
    state.block((bytes.len() as u64) << 56 | tail(rest));
    state.v2 ^= 0xFF;
    state.round();
    state.round();
    state.round();
    state.v0 ^ state.v1 ^ state.v2 ^ state.v3
}

/// Up to seven bytes as a little-endian number, in at most three loads.
#[inline(always)]
fn tail(rest: &[u8]) -> u64 {
    let (mut value, mut shift, mut rest) = (0u64, 0, rest);
    if let Some((head, more)) = rest.split_first_chunk::<4>() {
        value = u32::from_le_bytes(*head).into();
        (shift, rest) = (32, more);
    }
    if let Some((head, more)) = rest.split_first_chunk::<2>() {
        value |= u64::from(u16::from_le_bytes(*head)) << shift;
        (shift, rest) = (shift + 16, more);
    }
    if let [last, ..] = rest {
        value |= u64::from(*last) << shift;
    }
    value
}
