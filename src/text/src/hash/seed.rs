//! The key of the string hash, and how `PYTHONHASHSEED` decides it.

use std::hash::{BuildHasher, RandomState};

/// What `PYTHONHASHSEED` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashSeed {
    /// A fresh key for each process.
    Random,
    /// A key derived from the number; 0 means the zero key ("no randomization").
    Fixed(u32),
}

/// `PYTHONHASHSEED` is neither "random" nor a number below 2^32; the message is CPython's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidSeed;

impl std::fmt::Display for InvalidSeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]")
    }
}

impl std::error::Error for InvalidSeed {}

impl HashSeed {
    /// Reads the value of the environment variable; unset and empty mean random.
    pub fn from_env(value: Option<&str>) -> Result<HashSeed, InvalidSeed> {
        match value {
            None | Some("" | "random") => Ok(HashSeed::Random),
            // As C's strtoul reads: white space and a sign may come first.
            Some(text) => match text.trim_start_matches([' ', '\t', '\n', '\x0b', '\x0c', '\r']) {
                "-0" => Ok(HashSeed::Fixed(0)),
                number => number.parse().map(HashSeed::Fixed).map_err(|_| InvalidSeed),
            },
        }
    }
}

/// The 128-bit key of SipHash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashKeys {
    pub(super) k0: u64,
    pub(super) k1: u64,
}

impl HashKeys {
    /// The key for a seed, as CPython derives it.
    pub fn new(seed: HashSeed) -> HashKeys {
        match seed {
            HashSeed::Random => {
                // The standard library's hasher is keyed by the operating system's random numbers.
                let random = RandomState::new();
                HashKeys {
                    k0: random.hash_one(0),
                    k1: random.hash_one(1),
                }
            }
            HashSeed::Fixed(0) => HashKeys { k0: 0, k1: 0 },
            HashSeed::Fixed(seed) => {
                let mut x = seed;
                let mut next = || {
                    u64::from_le_bytes(std::array::from_fn(|_| {
                        // The linear congruential generator of CPython's lcg_urandom.
                        x = x.wrapping_mul(214_013).wrapping_add(2_531_011);
                        (x >> 16) as u8
                    }))
                };
                HashKeys {
                    k0: next(),
                    k1: next(),
                }
            }
        }
    }
}
