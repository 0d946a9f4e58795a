//! What a format says.

use super::error;
use crate::runtime::{PyResult, Vm};

/// A run of values of one type, or one string.
pub(super) struct Field {
    pub(super) code: u8,
    /// Where the first one is.
    pub(super) offset: usize,
    /// Bytes of each.
    pub(super) size: usize,
    /// How many values; 1 for a string.
    pub(super) count: usize,
}

/// A format, taken apart.
pub(super) struct Format {
    pub(super) fields: Vec<Field>,
    /// Bytes of the whole.
    pub(super) size: usize,
    /// Values in the whole.
    pub(super) count: usize,
    pub(super) big_endian: bool,
    /// With the sizes, the alignment and the checks of the machine's C types.
    pub(super) native: bool,
}

/// The size of a value, and its alignment where that counts.
fn size_of_code(code: u8, native: bool) -> Option<usize> {
    Some(match code {
        b'x' | b'b' | b'B' | b'c' | b's' | b'p' | b'?' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' => {
            if native {
                size_of::<libc::c_long>()
            } else {
                4
            }
        }
        b'q' | b'Q' | b'd' | b'F' => 8,
        b'D' => 16,
        b'n' | b'N' | b'P' if native => size_of::<usize>(),
        _ => return None,
    })
}

fn alignment(code: u8, size: usize) -> usize {
    match code {
        // A complex number is two floats.
        b'F' | b'D' => size / 2,
        _ => size,
    }
}

impl Format {
    pub(super) fn parse(vm: &Vm, text: &[u8]) -> PyResult<Format> {
        let (native, big_endian, rest) = match text {
            [b'<', rest @ ..] => (false, false, rest),
            [b'>' | b'!', rest @ ..] => (false, true, rest),
            [b'=', rest @ ..] => (false, cfg!(target_endian = "big"), rest),
            [b'@', rest @ ..] => (true, cfg!(target_endian = "big"), rest),
            rest => (true, cfg!(target_endian = "big"), rest),
        };
        let mut f = Format {
            fields: Vec::new(),
            size: 0,
            count: 0,
            big_endian,
            native,
        };
        if rest.contains(&0) {
            return Err(error(vm, "embedded null character"));
        }
        let mut chars = rest.iter().copied().peekable();
        while let Some(c) = chars.next() {
            if c.is_ascii_whitespace() || c == 11 {
                continue;
            }
            let (mut code, mut repeat) = (c, None);
            if c.is_ascii_digit() {
                let mut n = Some(usize::from(c - b'0'));
                while let Some(d) = chars.next_if(u8::is_ascii_digit) {
                    n = n
                        .and_then(|n| n.checked_mul(10)?.checked_add(usize::from(d - b'0')))
                        .filter(|n| isize::try_from(*n).is_ok());
                }
                let Some(n) = n else {
                    return Err(too_long(vm));
                };
                repeat = Some(n);
                match chars.next() {
                    Some(c) => code = c,
                    None => return Err(error(vm, "repeat count given without format specifier")),
                }
            }
            let Some(size) = size_of_code(code, native) else {
                return Err(error(vm, "bad char in struct format"));
            };
            if f.add(code, size, repeat.unwrap_or(1)).is_none() {
                return Err(too_long(vm));
            }
        }
        Ok(f)
    }

    /// Adds a field at the end; `None` if the whole would be too long.
    fn add(&mut self, code: u8, size: usize, repeat: usize) -> Option<()> {
        if self.native {
            let unit = alignment(code, size);
            self.size = self.size.checked_add(unit - 1)? / unit * unit;
        }
        let bytes = size.checked_mul(repeat)?;
        let end = self.size.checked_add(bytes)?;
        isize::try_from(end).ok()?;
        let (size, count) = match code {
            b's' | b'p' => (repeat, 1),
            b'x' => (size, 0),
            _ => (size, repeat),
        };
        if count > 0 {
            self.fields.push(Field {
                code,
                offset: self.size,
                size,
                count,
            });
            self.count += count;
        }
        self.size = end;
        Some(())
    }
}

fn too_long(vm: &Vm) -> crate::runtime::Raised {
    error(vm, "total struct size too long")
}
