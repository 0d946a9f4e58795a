//! The Mersenne Twister MT19937 (Matsumoto and Nishimura).

/// Words of the state.
pub const N: usize = 624;
const M: usize = 397;

/// The state of a generator.
#[derive(Clone)]
pub struct Twister {
    pub words: [u32; N],
    /// The next word to give; `N` when all are used up.
    pub index: usize,
}

impl Twister {
    /// A generator whose state is all zeros: what there is before it is seeded.
    pub fn unseeded() -> Twister {
        Twister {
            words: [0; N],
            index: 0,
        }
    }

    fn seed_word(&mut self, seed: u32) {
        let mut last = seed;
        self.words[0] = seed;
        for (i, word) in self.words.iter_mut().enumerate().skip(1) {
            last = (last ^ last >> 30)
                .wrapping_mul(1_812_433_253)
                .wrapping_add(i as u32);
            *word = last;
        }
        self.index = N;
    }

    /// Seeds it with a key of at least one word.
    pub fn seed(&mut self, key: &[u32]) {
        self.seed_word(19_650_218);
        let (mut i, mut j) = (1, 0);
        // Wraps around behind the last word, which then comes first.
        let advance = |words: &mut [u32; N], i: &mut usize| {
            *i += 1;
            if *i == N {
                words[0] = words[N - 1];
                *i = 1;
            }
        };
        let mixed = |words: &[u32; N], i: usize, factor: u32| {
            let last = words[i - 1];
            words[i] ^ (last ^ last >> 30).wrapping_mul(factor)
        };
        for _ in 0..key.len().max(N) {
            self.words[i] = mixed(&self.words, i, 1_664_525)
                .wrapping_add(key[j])
                .wrapping_add(j as u32);
            advance(&mut self.words, &mut i);
            j = if j + 1 == key.len() { 0 } else { j + 1 };
        }
        for _ in 1..N {
            self.words[i] = mixed(&self.words, i, 1_566_083_941).wrapping_sub(i as u32);
            advance(&mut self.words, &mut i);
        }
        self.words[0] = 1 << 31;
    }

    /// Makes the next `N` words.
    fn refill(&mut self) {
        for i in 0..N {
            let y = self.words[i] & 1 << 31 | self.words[(i + 1) % N] & !(1 << 31);
            let odd = if y & 1 == 0 { 0 } else { 0x9908_B0DF };
            self.words[i] = self.words[(i + M) % N] ^ y >> 1 ^ odd;
        }
        self.index = 0;
    }

    /// The next 32 bits.
    pub fn next(&mut self) -> u32 {
        if self.index >= N {
            self.refill();
        }
        let mut y = self.words[self.index];
        self.index += 1;
        y ^= y >> 11;
        y ^= y << 7 & 0x9D2C_5680;
        y ^= y << 15 & 0xEFC6_0000;
        y ^ y >> 18
    }

    /// A float in [0, 1) of 53 random bits.
    pub fn next_f64(&mut self) -> f64 {
        let high = f64::from(self.next() >> 5);
        let low = f64::from(self.next() >> 6);
        (high * 67_108_864.0 + low) * (1.0 / 9_007_199_254_740_992.0)
    }
}
