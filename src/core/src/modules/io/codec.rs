//! What a text stream codes its text with, and the numbers that stand for its positions.

use crate::modules::codecs;
use crate::modules::support::int_object;
use crate::object::{int_to_bigint, str_to_string};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use malachite_bigint::{BigInt, Sign};
use tricera_text::codec::{Encoding, Errors};
use tricera_text::number::int::Int;

/// A codec as it was found by its name.
pub enum Codec {
    /// One without state between pieces, but for the bytes of an incomplete character.
    Native(Encoding),
    /// What the registry has: something with `incrementalencoder` and `incrementaldecoder`.
    Registered(Ref),
}

/// A codec at work for one stream.
pub enum Coder {
    Native(Encoding),
    /// An incremental encoder and decoder, if the stream is written to and read.
    Registered {
        encoder: Option<Ref>,
        decoder: Option<Ref>,
    },
}

impl Default for Coder {
    fn default() -> Coder {
        Coder::Native(Encoding::Utf8)
    }
}

impl Coder {
    /// The codec of a name. An error handler that only the registry knows takes its codecs, too.
    pub fn lookup(vm: &Vm, name: &Ref, errors: &Ref) -> PyResult<Codec> {
        let (name, errors) = (str_to_string(name), str_to_string(errors));
        // As for a C string, a NUL ends it.
        let name = name.split('\0').next().unwrap_or_default().to_owned();
        match Encoding::from_name(&name) {
            Some(e @ (Encoding::Utf8 | Encoding::Ascii | Encoding::Latin1))
                if Errors::from_name(&errors).is_some() =>
            {
                Ok(Codec::Native(e))
            }
            _ => codecs::text_codec_info(vm, &name).map(Codec::Registered),
        }
    }

    /// For the stream's traverse.
    pub fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        if let Coder::Registered { encoder, decoder } = self {
            for r in [encoder, decoder].into_iter().flatten() {
                f(r.slot());
            }
        }
    }
}

impl Codec {
    /// The codec at work for a stream.
    pub fn open(self, vm: &Vm, errors: &Ref, reads: bool, writes: bool) -> PyResult<Coder> {
        let info = match self {
            Codec::Native(e) => return Ok(Coder::Native(e)),
            Codec::Registered(info) => info,
        };
        let make = |wanted: bool, name: &str| match wanted {
            true => vm
                .call_one(&vm.get_attr_str(&info, name)?, errors)
                .map(Some),
            false => Ok(None),
        };
        Ok(Coder::Registered {
            decoder: make(reads, "incrementaldecoder")?,
            encoder: make(writes, "incrementalencoder")?,
        })
    }
}

/// A position in a text stream: where in the file a decoder with these flags begins, how many bytes it is fed, and how many
/// of the characters that come of it are passed over.
#[derive(Clone, Copy, Default)]
pub struct Cookie {
    pub start: i64,
    pub flags: i32,
    pub feed: u32,
    pub skip: u32,
    /// The decoder is told that the bytes are the last.
    pub need_eof: bool,
}

impl Cookie {
    /// As one number, whose lowest 64 bits are the position in the file.
    pub fn pack(self, vm: &Vm) -> Ref {
        if self.flags == 0 && self.feed == 0 && self.skip == 0 && !self.need_eof {
            return vm.new_int(self.start);
        }
        let words = [
            self.start as u32,
            (self.start >> 32) as u32,
            self.flags as u32,
            self.feed,
            self.skip,
            self.need_eof.into(),
        ];
        int_object(vm, Int::Big(BigInt::from_slice(Sign::Plus, &words)))
    }

    /// From a number that is not negative.
    pub fn unpack(vm: &Vm, number: &Ref) -> PyResult<Cookie> {
        let (_, words) = int_to_bigint(number).to_u32_digits();
        if words.len() > 6 || words.get(5).is_some_and(|w| *w > 0xFF) {
            return Err(vm.overflow_error("int too big to convert"));
        }
        let word = |i: usize| words.get(i).copied().unwrap_or(0);
        Ok(Cookie {
            start: (u64::from(word(1)) << 32 | u64::from(word(0))) as i64,
            flags: word(2) as i32,
            feed: word(3),
            skip: word(4),
            need_eof: word(5) != 0,
        })
    }
}
