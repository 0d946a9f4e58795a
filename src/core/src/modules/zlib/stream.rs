//! A compressing or decompressing stream of the zlib library, with its memory in safe hands.

use libz_rs_sys as z;
use std::ffi::CStr;

/// What an operation on a stream returned, if that is a failure, with the stream's own words for it.
pub struct Failure {
    pub code: i32,
    message: Option<String>,
}

impl Failure {
    pub fn new(code: i32) -> Failure {
        Failure {
            code,
            message: None,
        }
    }

    /// `Error CODE WHAT: WHY`
    pub fn text(&self, what: &str) -> String {
        let code = self.code;
        let why = match code {
            z::Z_VERSION_ERROR => Some("library version mismatch"),
            _ if self.message.is_some() => self.message.as_deref(),
            z::Z_BUF_ERROR => Some("incomplete or truncated stream"),
            z::Z_STREAM_ERROR => Some("inconsistent stream state"),
            z::Z_DATA_ERROR => Some("invalid input data"),
            _ => None,
        };
        match why {
            Some(why) => format!("Error {code} {what}: {why}"),
            None => format!("Error {code} {what}"),
        }
    }
}

/// Which way a stream goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Deflate,
    Inflate,
}

/// What `Deflate` streams are made with.
pub struct Settings {
    pub level: i32,
    pub method: i32,
    pub window_bits: i32,
    pub memory_level: i32,
    pub strategy: i32,
}

/// A stream. The library wants its struct to stay in one place, so it lies in a box.
pub struct Stream {
    inner: Box<z::z_stream>,
    way: Way,
    /// Its end was reached and asked for: the library's state is gone.
    ended: bool,
}

/// How far a step came.
pub struct Step {
    pub code: i32,
    /// Bytes of the input that were used.
    pub used: usize,
}

/// Room that a step is given at first; it grows with what is there.
const ROOM: usize = 16 * 1024;

const SIZE: i32 = size_of::<z::z_stream>() as i32;

impl Stream {
    fn start(way: Way, f: impl FnOnce(*mut z::z_stream) -> i32) -> Result<Stream, Failure> {
        let mut inner = Box::<z::z_stream>::default();
        match f(&mut *inner) {
            z::Z_OK => Ok(Stream {
                inner,
                way,
                ended: false,
            }),
            code => Err(Failure {
                code,
                message: message(&inner),
            }),
        }
    }

    /// A compressing stream.
    pub fn deflate(s: &Settings) -> Result<Stream, Failure> {
        // SAFETY: the struct is there, in its initial state, and the version is the library's own.
        Stream::start(Way::Deflate, |strm| unsafe {
            z::deflateInit2_(
                strm,
                s.level,
                s.method,
                s.window_bits,
                s.memory_level,
                s.strategy,
                z::zlibVersion(),
                SIZE,
            )
        })
    }

    /// A decompressing stream.
    pub fn inflate(window_bits: i32) -> Result<Stream, Failure> {
        // SAFETY: as above.
        Stream::start(Way::Inflate, |strm| unsafe {
            z::inflateInit2_(strm, window_bits, z::zlibVersion(), SIZE)
        })
    }

    /// The stream's words for its last failure.
    pub fn failure(&self, code: i32) -> Failure {
        Failure {
            code,
            message: match self.ended {
                true => None,
                false => message(&self.inner),
            },
        }
    }

    /// One step with as much of `input` as the library takes at once, and output behind what is in `out`: at most up to
    /// `limit` bytes of it in all. None if there is no memory for more output.
    pub fn step(
        &mut self,
        input: &[u8],
        out: &mut Vec<u8>,
        limit: usize,
        flush: i32,
    ) -> Option<Step> {
        if self.ended {
            return Some(Step {
                code: z::Z_STREAM_ERROR,
                used: 0,
            });
        }
        let left = limit.saturating_sub(out.len());
        if out.capacity() == out.len() && left > 0 {
            let more = out.len().max(ROOM).min(left);
            out.try_reserve_exact(more).ok()?;
        }
        let room = out.spare_capacity_mut();
        let room_len = room.len().min(left).min(u32::MAX as usize);
        let input_len = input.len().min(u32::MAX as usize);
        let s = &mut *self.inner;
        s.next_in = input.as_ptr();
        s.avail_in = input_len as u32;
        s.next_out = room.as_mut_ptr().cast();
        s.avail_out = room_len as u32;
        // SAFETY: the stream is alive; input and room are there for as long as the call and are of these lengths.
        let code = unsafe {
            match self.way {
                Way::Deflate => z::deflate(s, flush),
                Way::Inflate => z::inflate(s, flush),
            }
        };
        let written = room_len - s.avail_out as usize;
        let used = input_len - s.avail_in as usize;
        (s.next_in, s.next_out) = (std::ptr::null(), std::ptr::null_mut());
        (s.avail_in, s.avail_out) = (0, 0);
        // SAFETY: so many bytes of the room were written.
        unsafe { out.set_len(out.len() + written) };
        Some(Step { code, used })
    }

    /// Sets the dictionary.
    pub fn set_dictionary(&mut self, dictionary: &[u8]) -> Result<(), Failure> {
        if self.ended || dictionary.len() > u32::MAX as usize {
            return Err(self.failure(z::Z_STREAM_ERROR));
        }
        let (p, n) = (dictionary.as_ptr(), dictionary.len() as u32);
        // SAFETY: the stream is alive, and so is the dictionary during the call.
        let code = unsafe {
            match self.way {
                Way::Deflate => z::deflateSetDictionary(&mut *self.inner, p, n),
                Way::Inflate => z::inflateSetDictionary(&mut *self.inner, p, n),
            }
        };
        match code {
            z::Z_OK => Ok(()),
            code => Err(self.failure(code)),
        }
    }

    /// A stream in the same state.
    pub fn copy(&mut self) -> Result<Stream, Failure> {
        if self.ended {
            return Err(Failure::new(z::Z_STREAM_ERROR));
        }
        // The library takes a stream without a place for output for one that was not started.
        self.inner.next_out = std::ptr::NonNull::dangling().as_ptr();
        let (from, way) = (&mut *self.inner as *mut z::z_stream, self.way);
        // SAFETY: the source is alive, and the target is a struct that the library fills; neither has room for output.
        let copy = Stream::start(way, |to| unsafe {
            match way {
                Way::Deflate => z::deflateCopy(to, from),
                Way::Inflate => z::inflateCopy(to, from),
            }
        });
        self.inner.next_out = std::ptr::null_mut();
        copy
    }

    /// Ends the stream; what the library says to that.
    pub fn end(&mut self) -> Result<(), Failure> {
        if self.ended {
            return Ok(());
        }
        self.ended = true;
        // SAFETY: the stream is alive, and is not used any more.
        let code = unsafe {
            match self.way {
                Way::Deflate => z::deflateEnd(&mut *self.inner),
                Way::Inflate => z::inflateEnd(&mut *self.inner),
            }
        };
        match code {
            z::Z_OK => Ok(()),
            code => Err(Failure::new(code)),
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

/// What a stream says about itself.
fn message(s: &z::z_stream) -> Option<String> {
    if s.msg.is_null() {
        return None;
    }
    // SAFETY: messages of the library are static texts that end with a zero.
    let text = unsafe { CStr::from_ptr(s.msg) };
    Some(text.to_string_lossy().into_owned())
}
