//! JSON text into objects.

use super::decode_error;
use super::scanner::Scanner;
use super::swar;
use crate::object::{
    Memo, as_dict, as_str, from_buf, int_from_text, new_ascii, new_dict, new_list, new_str,
    new_tuple,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::Ref;
use tricera_text::number::float;
use tricera_text::str::{StrBuf, StrRef, Unit};

/// Runs the same code for units of each width.
macro_rules! each_width {
    ($units:expr, $u:ident => $e:expr) => {
        match $units {
            StrRef::Latin1($u) => $e,
            StrRef::Ucs2($u) => $e,
            StrRef::Ucs4($u) => $e,
        }
    };
}

/// The string that begins behind a quote, at `begin`, and where the text goes on behind it.
pub(super) fn scan_string(
    vm: &Vm,
    text: &Ref,
    begin: isize,
    strict: bool,
) -> PyResult<(Ref, usize)> {
    let units = as_str(text).units();
    let begin = match usize::try_from(begin) {
        Ok(b) if b <= units.len() => b,
        _ => return Err(vm.value_error("end is out of bounds")),
    };
    each_width!(units, u => string(vm, text, u, begin, strict))
}

/// The value that begins at `at`, and where the text goes on behind it.
pub(super) fn scan_once(
    vm: &Vm,
    text: &Ref,
    at: usize,
    scanner: &Scanner,
) -> PyResult<(Ref, usize)> {
    let memo = Memo::default();
    each_width!(as_str(text).units(), u => Reader { vm, text, u, scanner, memo: &memo }.value(at))
}

fn is_space(c: u32) -> bool {
    matches!(c, 0x20 | 9 | 0xA | 0xD)
}

fn is_digit(c: u32) -> bool {
    (0x30..=0x39).contains(&c)
}

/// Four hexadecimal digits.
fn hex4<U: Unit>(u: &[U]) -> Option<u32> {
    u.iter().try_fold(0, |n, c| {
        Some(n << 4 | char::from_u32(c.code())?.to_digit(16)?)
    })
}

/// Where the first unit is that ends a run of characters that stand for themselves, and whether they are ASCII, if that is
/// known.
#[inline(always)]
fn plain_run<U: Unit>(u: &[U], strict: bool) -> Option<(usize, bool)> {
    let ends = |c: u32| c == 0x22 || c == 0x5C || c < 0x20 && strict;
    let StrRef::Latin1(bytes) = U::view(u) else {
        let at = u.iter().position(|c| ends(c.code()))?;
        return Some((at, false));
    };
    let (mut at, mut all) = (0, 0);
    for word in bytes.chunks_exact(8) {
        let word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
        let mut special = swar::special(word);
        if !strict {
            special = swar::equal(word, b'"') | swar::equal(word, b'\\');
        }
        if special != 0 {
            let bits = special.trailing_zeros() & !7;
            all |= word & !(u64::MAX << bits);
            return Some((at + swar::first(special), all & swar::HIGH == 0));
        }
        all |= word;
        at += 8;
    }
    for &c in &bytes[at..] {
        if ends(c.into()) {
            return Some((at, all & swar::HIGH == 0));
        }
        all |= u64::from(c);
        at += 1;
    }
    None
}

/// See [`scan_string`].
fn string<U: Unit>(
    vm: &Vm,
    text: &Ref,
    u: &[U],
    begin: usize,
    strict: bool,
) -> PyResult<(Ref, usize)> {
    let fail = |message: &str, at: usize| decode_error(vm, message, text, at);
    // CPython counts from before the text if there is no quote.
    let unterminated = || fail("Unterminated string starting at", begin.wrapping_sub(1));
    let mut buffer: Option<StrBuf> = None;
    let mut at = begin;
    loop {
        let Some((run, ascii)) = plain_run(&u[at..], strict) else {
            return Err(unterminated());
        };
        let (from, to) = (at, at + run);
        let c = u[to].code();
        if c < 0x20 {
            return Err(fail("Invalid control character at", to));
        }
        at = to + 1;
        if c == 0x22 {
            let s = match buffer {
                None if ascii => match U::view(&u[from..to]) {
                    StrRef::Latin1(bytes) => new_ascii(vm, bytes)?,
                    units => new_str(vm, units)?,
                },
                None => new_str(vm, U::view(&u[from..to]))?,
                Some(mut b) => {
                    b.push_units(&u[from..to]);
                    from_buf(vm, b.finish())?
                }
            };
            return Ok((s, at));
        }
        let out = buffer.get_or_insert_with(StrBuf::new);
        out.push_units(&u[from..to]);
        let Some(c) = u.get(at) else {
            return Err(unterminated());
        };
        at += 1;
        let plain = match c.code() {
            c @ (0x22 | 0x5C | 0x2F) => c,
            0x62 => 8,
            0x66 => 0xC,
            0x6E => 0xA,
            0x72 => 0xD,
            0x74 => 9,
            0x75 => {
                let end = at + 4;
                if end > u.len() {
                    return Err(fail("Invalid \\uXXXX escape", at - 1));
                }
                let Some(mut c) = hex4(&u[at..end]) else {
                    return Err(fail("Invalid \\uXXXX escape", end - 5));
                };
                at = end;
                // The second half of a surrogate pair.
                if (0xD800..0xDC00).contains(&c)
                    && end + 6 < u.len()
                    && u[end].code() == 0x5C
                    && u[end + 1].code() == 0x75
                {
                    let Some(low) = hex4(&u[end + 2..end + 6]) else {
                        return Err(fail("Invalid \\uXXXX escape", end + 1));
                    };
                    if (0xDC00..0xE000).contains(&low) {
                        c = 0x1_0000 + ((c - 0xD800) << 10 | (low - 0xDC00));
                        at = end + 6;
                    }
                }
                c
            }
            _ => return Err(fail("Invalid \\escape", at - 2)),
        };
        out.push(plain);
    }
}

struct Reader<'a, U> {
    vm: &'a Vm,
    text: &'a Ref,
    u: &'a [U],
    scanner: &'a Scanner,
    /// Keys that have been read: equal ones are the same object.
    memo: &'a Memo,
}

impl<U: Unit> Reader<'_, U> {
    #[inline(always)]
    fn at(&self, i: usize) -> Option<u32> {
        self.u.get(i).map(|c| c.code())
    }

    /// The next place that is no space.
    #[inline(always)]
    fn skip(&self, mut i: usize) -> usize {
        while self.at(i).is_some_and(is_space) {
            i += 1;
        }
        i
    }

    #[cold]
    fn fail(&self, message: &str, at: usize) -> Raised {
        decode_error(self.vm, message, self.text, at)
    }

    /// There is no value here: whoever called the scanner knows what to say.
    #[cold]
    fn stop(&self, at: usize) -> Raised {
        self.vm.stop_iteration(Some(self.vm.new_int(at as i64)))
    }

    fn starts_with(&self, i: usize, word: &[u8]) -> bool {
        self.u
            .get(i..i + word.len())
            .is_some_and(|u| u.iter().zip(word).all(|(c, w)| c.code() == u32::from(*w)))
    }

    fn value(&self, i: usize) -> PyResult<(Ref, usize)> {
        let Some(c) = self.at(i) else {
            return Err(self.stop(i));
        };
        match u8::try_from(c).unwrap_or(0) {
            b'"' => string(self.vm, self.text, self.u, i + 1, self.scanner.strict),
            b'{' => {
                self.vm
                    .enter_native(" while decoding a JSON object from a unicode string")?;
                self.object(i + 1)
            }
            b'[' => {
                self.vm
                    .enter_native(" while decoding a JSON array from a unicode string")?;
                self.array(i + 1)
            }
            b'n' if self.starts_with(i, b"null") => Ok((Ref::none(), i + 4)),
            b't' if self.starts_with(i, b"true") => Ok((Ref::bool(true), i + 4)),
            b'f' if self.starts_with(i, b"false") => Ok((Ref::bool(false), i + 5)),
            b'N' if self.starts_with(i, b"NaN") => self.constant("NaN", i),
            b'I' if self.starts_with(i, b"Infinity") => self.constant("Infinity", i),
            b'-' if self.starts_with(i, b"-Infinity") => self.constant("-Infinity", i),
            _ => self.number(i),
        }
    }

    fn constant(&self, name: &str, i: usize) -> PyResult<(Ref, usize)> {
        let name_object = self.vm.interned.intern_str(self.vm, name);
        let v = self
            .vm
            .call_one(&self.scanner.parse_constant, &name_object)?;
        Ok((v, i + name.len()))
    }

    fn number(&self, start: usize) -> PyResult<(Ref, usize)> {
        let mut i = start;
        let digit = |i| self.at(i).is_some_and(is_digit);
        let digits = |mut i| {
            while digit(i) {
                i += 1;
            }
            i
        };
        if self.at(i) == Some(0x2D) {
            i += 1;
        }
        match self.at(i) {
            Some(0x30) => i += 1,
            Some(c) if is_digit(c) => i = digits(i),
            _ => return Err(self.stop(start)),
        }
        let mut is_float = false;
        if self.at(i) == Some(0x2E) && digit(i + 1) {
            is_float = true;
            i = digits(i + 1);
        }
        if matches!(self.at(i), Some(0x45 | 0x65)) {
            let sign = usize::from(matches!(self.at(i + 1), Some(0x2B | 0x2D)));
            let end = digits(i + 1 + sign);
            if end > i + 1 + sign {
                is_float = true;
                i = end;
            }
        }
        let vm = self.vm;
        let number = &self.u[start..i];
        let (parse, own) = match is_float {
            true => (&self.scanner.parse_float, vm.types.float),
            false => (&self.scanner.parse_int, vm.types.int),
        };
        if !own.is(parse) {
            let text = new_str(vm, U::view(number))?;
            return Ok((vm.call_one(parse, &text)?, i));
        }
        if !is_float && number.len() < 18 {
            let (negative, digits) = match number.split_first() {
                Some((c, rest)) if c.code() == 0x2D => (true, rest),
                _ => (false, number),
            };
            let n = digits
                .iter()
                .fold(0, |n, c| n * 10 + i64::from(c.code() - 0x30));
            return Ok((vm.new_int(if negative { -n } else { n }), i));
        }
        // All of them are ASCII.
        let ascii: Vec<u8> = number.iter().map(|c| c.code() as u8).collect();
        if is_float && let Ok(x) = float::parse(&ascii) {
            return Ok((vm.new_float(x), i));
        }
        let text = new_ascii(vm, &ascii)?;
        match int_from_text(vm, &text, 10)? {
            Some(n) => Ok((n, i)),
            None => Err(self.stop(start)),
        }
    }

    fn array(&self, i: usize) -> PyResult<(Ref, usize)> {
        let mut i = self.skip(i);
        let mut items = Vec::new();
        if self.at(i) == Some(0x5D) {
            return Ok((new_list(self.vm, items), i + 1));
        }
        loop {
            let (v, end) = self.value(i)?;
            items.push(v);
            i = self.skip(end);
            match self.at(i) {
                Some(0x5D) => return Ok((new_list(self.vm, items), i + 1)),
                Some(0x2C) => {}
                _ => return Err(self.fail("Expecting ',' delimiter", i)),
            }
            let comma = i;
            i = self.skip(i + 1);
            if self.at(i) == Some(0x5D) {
                return Err(self.fail("Illegal trailing comma before end of array", comma));
            }
        }
    }

    fn object(&self, i: usize) -> PyResult<(Ref, usize)> {
        let (vm, scanner) = (self.vm, self.scanner);
        let hook = &scanner.object_pairs_hook;
        let mut pairs = Vec::new();
        let dict = new_dict(vm);
        let mut i = self.skip(i);
        if self.at(i) == Some(0x7D) {
            return self.finish(dict, pairs, i + 1);
        }
        loop {
            if self.at(i) != Some(0x22) {
                return Err(self.fail("Expecting property name enclosed in double quotes", i));
            }
            let (key, end) = self.key(i + 1)?;
            i = self.skip(end);
            if self.at(i) != Some(0x3A) {
                return Err(self.fail("Expecting ':' delimiter", i));
            }
            let (v, end) = self.value(self.skip(i + 1))?;
            if hook.is_none() {
                as_dict(&dict).set(vm, &key, v)?;
            } else {
                pairs.push(new_tuple(vm, [key, v]));
            }
            i = self.skip(end);
            match self.at(i) {
                Some(0x7D) => return self.finish(dict, pairs, i + 1),
                Some(0x2C) => {}
                _ => return Err(self.fail("Expecting ',' delimiter", i)),
            }
            let comma = i;
            i = self.skip(i + 1);
            if self.at(i) == Some(0x7D) {
                return Err(self.fail("Illegal trailing comma before end of object", comma));
            }
        }
    }

    /// The key that begins behind a quote. Most keys have been seen before, or are names in the program, so they are looked
    /// up as they stand in the text.
    #[inline]
    fn key(&self, begin: usize) -> PyResult<(Ref, usize)> {
        if let Some((run, true)) = plain_run(&self.u[begin..], self.scanner.strict)
            && let end = begin + run
            && self.u[end].code() == 0x22
            && let StrRef::Latin1(bytes) = U::view(&self.u[begin..end])
        {
            return Ok((self.memo.ascii(self.vm, bytes)?, end + 1));
        }
        let (key, end) = string(self.vm, self.text, self.u, begin, self.scanner.strict)?;
        Ok((self.memo.unique(self.vm, key), end))
    }

    /// What the hooks make of an object that has been read.
    fn finish(&self, dict: Ref, pairs: Vec<Ref>, end: usize) -> PyResult<(Ref, usize)> {
        let (vm, scanner) = (self.vm, self.scanner);
        if !scanner.object_pairs_hook.is_none() {
            let list = new_list(vm, pairs);
            return Ok((vm.call_one(&scanner.object_pairs_hook, &list)?, end));
        }
        if !scanner.object_hook.is_none() {
            return Ok((vm.call_one(&scanner.object_hook, &dict)?, end));
        }
        Ok((dict, end))
    }
}
