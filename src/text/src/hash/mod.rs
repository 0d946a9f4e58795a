//! CPython's hash functions. A hash is an `i64` and never -1, which CPython keeps for "error".

mod containers;
mod numeric;
mod seed;
mod siphash;

pub use containers::{TupleHasher, hash_frozenset, hash_slice, hash_tuple};
pub use numeric::{
    HASH_INF, HASH_MODULUS, hash_bigint, hash_complex, hash_f64, hash_i64, hash_int, hash_limbs,
    hash_pointer,
};
pub use seed::{HashKeys, HashSeed, InvalidSeed};

use crate::str::StrRef;

/// The hash of a bytes object: SipHash-1-3, and 0 for the empty one.
#[inline]
pub fn hash_bytes(keys: &HashKeys, bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    valid(siphash::siphash13(keys.k0, keys.k1, bytes) as i64)
}

/// `_imp.source_hash`: SipHash-1-3 under a key of one word.
pub fn keyed_hash(key: u64, bytes: &[u8]) -> u64 {
    siphash::siphash13(key, 0, bytes)
}

/// The hash of a string: that of the memory of its code units.
///
/// The view must be canonical: a wider view of the same text has another hash.
#[inline]
pub fn hash_str(keys: &HashKeys, s: StrRef<'_>) -> i64 {
    hash_bytes(keys, s.as_memory())
}

/// -1 becomes -2.
#[inline]
fn valid(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}
