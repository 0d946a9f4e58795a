//! Hashes of tuples, slices and frozensets from the hashes of their items.

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

/// Takes in item hashes one by one: CPython's simplification of xxHash.
#[derive(Clone, Copy, Debug)]
pub struct TupleHasher {
    acc: u64,
    len: u64,
}

impl Default for TupleHasher {
    fn default() -> Self {
        TupleHasher::new()
    }
}

impl TupleHasher {
    /// No items yet.
    #[inline]
    pub fn new() -> Self {
        TupleHasher {
            acc: PRIME_5,
            len: 0,
        }
    }

    /// Adds the hash of the next item.
    #[inline]
    pub fn add(&mut self, hash: i64) {
        let acc = self.acc.wrapping_add((hash as u64).wrapping_mul(PRIME_2));
        self.acc = acc.rotate_left(31).wrapping_mul(PRIME_1);
        self.len += 1;
    }

    /// The hash of the tuple.
    #[inline]
    pub fn finish(self) -> i64 {
        instead_of_error(self.acc.wrapping_add(self.len ^ (PRIME_5 ^ 3_527_539)))
    }
}

fn instead_of_error(acc: u64) -> i64 {
    match acc {
        u64::MAX => 1_546_275_796,
        _ => acc as i64,
    }
}

/// The hash of a tuple from those of its items.
#[inline]
pub fn hash_tuple(items: impl IntoIterator<Item = i64>) -> i64 {
    let mut hasher = TupleHasher::new();
    items.into_iter().for_each(|hash| hasher.add(hash));
    hasher.finish()
}

/// The hash of a slice from those of start, stop and step: a tuple's without the length.
pub fn hash_slice(start: i64, stop: i64, step: i64) -> i64 {
    let mut hasher = TupleHasher::new();
    [start, stop, step]
        .into_iter()
        .for_each(|hash| hasher.add(hash));
    instead_of_error(hasher.acc)
}

/// The hash of a frozenset from those of its items, in any order.
pub fn hash_frozenset(items: impl IntoIterator<Item = i64>) -> i64 {
    // Spreads the bits, so that nested sets of neighbouring hashes do not cancel out.
    let shuffle = |h: u64| ((h ^ 89_869_747) ^ (h << 16)).wrapping_mul(3_644_798_167);
    let (mut hash, mut len) = (0u64, 0u64);
    for item in items {
        hash ^= shuffle(item as u64);
        len += 1;
    }
    hash ^= (len + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    match hash {
        u64::MAX => 590_923_713,
        _ => hash as i64,
    }
}
