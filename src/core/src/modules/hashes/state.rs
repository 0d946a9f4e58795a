//! The state of a hash of whatever algorithm.

use md5::Md5;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use sha3::digest::{Digest, ExtendableOutput, Update, XofReader};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256};

/// The state after some bytes.
#[derive(Clone)]
pub enum State {
    Md5(Md5),
    Sha1(Sha1),
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
    Sha3_224(Sha3_224),
    Sha3_256(Sha3_256),
    Sha3_384(Sha3_384),
    Sha3_512(Sha3_512),
    Shake128(Shake128),
    Shake256(Shake256),
    Blake2b(blake2b_simd::State),
    Blake2s(blake2s_simd::State),
}

/// Runs the same code for every state of a hash of fixed length, and other code for the others.
macro_rules! each {
    ($state:expr, $h:ident => $fixed:expr, $x:ident => $xof:expr, $b:ident => $blake:expr) => {
        match $state {
            State::Md5($h) => $fixed,
            State::Sha1($h) => $fixed,
            State::Sha224($h) => $fixed,
            State::Sha256($h) => $fixed,
            State::Sha384($h) => $fixed,
            State::Sha512($h) => $fixed,
            State::Sha3_224($h) => $fixed,
            State::Sha3_256($h) => $fixed,
            State::Sha3_384($h) => $fixed,
            State::Sha3_512($h) => $fixed,
            State::Shake128($x) => $xof,
            State::Shake256($x) => $xof,
            State::Blake2b($b) => $blake,
            State::Blake2s($b) => $blake,
        }
    };
}

impl State {
    /// Adds bytes.
    pub fn update(&mut self, data: &[u8]) {
        each!(self, h => Update::update(h, data), x => Update::update(x, data), b => {
            b.update(data);
        });
    }

    /// The hash of all bytes until now; `len` is how many bytes of it are wanted where that may be chosen.
    pub fn digest(&self, len: usize) -> Vec<u8> {
        each!(
            self,
            h => h.clone().finalize().to_vec(),
            x => {
                let mut out = vec![0; len];
                x.clone().finalize_xof().read(&mut out);
                out
            },
            b => b.finalize().as_bytes().to_vec()
        )
    }
}
