//! Reading values.

use crate::modules::support::int_object;
use crate::object::{
    as_bytes, as_dict, as_list, as_set, as_tuple, decode_with, new_bytes, new_dict, new_frozenset,
    new_list, new_set, new_slice, new_str, new_tuple,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use malachite_bigint::{BigInt, Sign};
use tricera_code::marshal::MAX_DEPTH;
use tricera_code::opcode::local_kind;
use tricera_text::codec::Encoding;
use tricera_text::number::Int;
use tricera_text::number::complex::Complex;
use tricera_text::str::StrRef;

/// Where the bytes come from.
pub(super) enum Source {
    /// Bytes, and how many of them have been read.
    Bytes(Vec<u8>, usize),
    /// An object with `read`.
    File(Ref),
}

pub(super) struct Reader {
    source: Source,
    allow_code: bool,
    depth: usize,
    /// The values that references name; None while one is being read.
    references: Vec<Option<Ref>>,
}

impl Reader {
    pub(super) fn new(source: Source, allow_code: bool) -> Reader {
        Reader {
            source,
            allow_code,
            depth: 0,
            references: Vec::new(),
        }
    }

    fn bad(vm: &Vm, what: &str) -> Raised {
        vm.value_error(format!("bad marshal data ({what})"))
    }

    fn bytes(&mut self, vm: &Vm, n: usize) -> PyResult<Vec<u8>> {
        match &mut self.source {
            Source::Bytes(data, at) => match data.get(*at..at.saturating_add(n)) {
                Some(part) => {
                    *at += n;
                    Ok(part.to_vec())
                }
                None => Err(vm.eof_error("marshal data too short")),
            },
            Source::File(file) => {
                let part = vm.call_method(file, &vm.names.read, &[vm.new_int(n as i64)])?;
                if !part.has_kind(Kind::Bytes) {
                    let t = vm.type_of(&part).name_str();
                    return Err(vm.type_error(format!("file.read() returned not bytes but {t}")));
                }
                let part = as_bytes(&part);
                if part.len() > n {
                    return Err(vm.value_error(format!(
                        "read() returned too much data: {n} bytes requested, {} returned",
                        part.len()
                    )));
                }
                if part.len() < n {
                    return Err(vm.eof_error("EOF read where not expected"));
                }
                Ok(part.to_vec())
            }
        }
    }

    fn byte(&mut self, vm: &Vm) -> PyResult<u8> {
        Ok(self.bytes(vm, 1)?[0])
    }

    fn number(&mut self, vm: &Vm) -> PyResult<i32> {
        let b = self.bytes(vm, 4)?;
        Ok(i32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn float(&mut self, vm: &Vm) -> PyResult<f64> {
        let b = self.bytes(vm, 8)?;
        let mut eight = [0; 8];
        eight.copy_from_slice(&b);
        Ok(f64::from_le_bytes(eight))
    }

    fn float_text(&mut self, vm: &Vm) -> PyResult<f64> {
        let n = self.byte(vm)?;
        let text = self.bytes(vm, n.into())?;
        let text = new_str(vm, StrRef::Latin1(&text))?;
        vm.as_f64(&vm.call_one(&vm.types.float.to_ref(), &text)?)
    }

    fn size(&mut self, vm: &Vm, of: &str) -> PyResult<usize> {
        let n = self.number(vm)?;
        usize::try_from(n).map_err(|_| Reader::bad(vm, &format!("{of} size out of range")))
    }

    /// The whole value; `NULL` is not one.
    pub(super) fn object(&mut self, vm: &Vm) -> PyResult {
        self.item(vm, "object")
    }

    fn item(&mut self, vm: &Vm, of: &str) -> PyResult {
        match self.value(vm)? {
            Some(v) => Ok(v),
            None => Err(vm.type_error(format!("NULL object in marshal data for {of}"))),
        }
    }

    /// Keeps a place for a value that references may name.
    fn reserve(&mut self, flag: bool) -> Option<usize> {
        flag.then(|| {
            self.references.push(None);
            self.references.len() - 1
        })
    }

    fn fill(&mut self, place: Option<usize>, value: &Ref) {
        if let Some(i) = place {
            self.references[i] = Some(value.clone());
        }
    }

    fn value(&mut self, vm: &Vm) -> PyResult<Option<Ref>> {
        let tag = match self.byte(vm) {
            Ok(tag) => tag,
            Err(r) => {
                vm.catch(r, vm.types.eof_error)?;
                return Err(vm.eof_error("EOF read where object expected"));
            }
        };
        if self.depth >= MAX_DEPTH {
            return Err(vm.value_error("recursion limit exceeded"));
        }
        vm.enter_native(" while unmarshalling an object")?;
        self.depth += 1;
        let value = self.tagged(vm, tag & 0x7F, tag & 0x80 != 0);
        self.depth -= 1;
        value
    }

    fn tagged(&mut self, vm: &Vm, tag: u8, flag: bool) -> PyResult<Option<Ref>> {
        let value = match tag {
            b'0' => return Ok(None),
            b'N' => return Ok(Some(Ref::none())),
            b'T' => return Ok(Some(Ref::bool(true))),
            b'F' => return Ok(Some(Ref::bool(false))),
            b'S' => return Ok(Some(vm.types.stop_iteration.to_ref())),
            b'.' => return Ok(Some(Ref::ellipsis())),
            b'r' => {
                let n = self.number(vm)?;
                let known = usize::try_from(n).ok().and_then(|n| self.references.get(n));
                return match known {
                    Some(Some(v)) => Ok(Some(v.clone())),
                    _ => Err(Reader::bad(vm, "invalid reference")),
                };
            }
            // Containers have their place before their items, which may refer to them.
            b'(' | b')' | b'[' | b'{' | b'<' | b'>' | b':' | b'c' => {
                return self.container(vm, tag, flag).map(Some);
            }
            b'i' => vm.new_int(self.number(vm)?.into()),
            b'I' => {
                let b = self.float(vm)?.to_bits();
                int_object(vm, Int::Small(b as i64))
            }
            b'l' => self.long(vm)?,
            b'f' => vm.new_float(self.float_text(vm)?),
            b'g' => vm.new_float(self.float(vm)?),
            b'x' => vm.new_complex(Complex::new(self.float_text(vm)?, self.float_text(vm)?)),
            b'y' => vm.new_complex(Complex::new(self.float(vm)?, self.float(vm)?)),
            b's' => {
                let n = self.size(vm, "bytes object")?;
                new_bytes(vm, self.bytes(vm, n)?)
            }
            b'a' | b'A' | b'z' | b'Z' => {
                let n = match tag {
                    b'a' | b'A' => self.size(vm, "string")?,
                    _ => self.byte(vm)?.into(),
                };
                let data = self.bytes(vm, n)?;
                let text = new_str(vm, StrRef::Latin1(&data))?;
                if tag.is_ascii_uppercase() {
                    vm.intern(text)
                } else {
                    text
                }
            }
            b'u' | b't' => {
                let n = self.size(vm, "string")?;
                let data = self.bytes(vm, n)?;
                let text = decode_with(vm, &data, Encoding::Utf8, "surrogatepass")?;
                if tag == b't' { vm.intern(text) } else { text }
            }
            _ => return Err(Reader::bad(vm, "unknown type code")),
        };
        let place = self.reserve(flag);
        self.fill(place, &value);
        Ok(Some(value))
    }

    /// An int of digits of 15 bits.
    fn long(&mut self, vm: &Vm) -> PyResult {
        let n = self.number(vm)?;
        if n == i32::MIN {
            return Err(Reader::bad(vm, "long size out of range"));
        }
        let data = self.bytes(vm, 2 * n.unsigned_abs() as usize)?;
        let (mut words, mut bits, mut held) = (Vec::<u32>::new(), 0_u64, 0);
        let mut last = 1;
        for pair in data.chunks_exact(2) {
            last = u16::from_le_bytes([pair[0], pair[1]]);
            if last > 0x7FFF {
                return Err(Reader::bad(vm, "digit out of range in long"));
            }
            bits |= u64::from(last) << held;
            held += 15;
            if held >= 32 {
                words.push(bits as u32);
                bits >>= 32;
                held -= 32;
            }
        }
        if last == 0 {
            return Err(Reader::bad(vm, "unnormalized long data"));
        }
        words.push(bits as u32);
        let sign = if n < 0 { Sign::Minus } else { Sign::Plus };
        let value = BigInt::from_slice(sign, &words);
        Ok(match i64::try_from(&value) {
            Ok(small) => vm.new_int(small),
            Err(_) => int_object(vm, Int::Big(value)),
        })
    }

    fn items(&mut self, vm: &Vm, n: usize, of: &str) -> PyResult<Vec<Ref>> {
        let mut all = Vec::new();
        for _ in 0..n {
            all.push(self.item(vm, of)?);
        }
        Ok(all)
    }

    fn container(&mut self, vm: &Vm, tag: u8, flag: bool) -> PyResult {
        match tag {
            b'(' | b')' => {
                let n = match tag {
                    b'(' => self.size(vm, "tuple")?,
                    _ => self.byte(vm)?.into(),
                };
                let place = self.reserve(flag);
                let t = new_tuple(vm, self.items(vm, n, "tuple")?);
                self.fill(place, &t);
                Ok(t)
            }
            b'[' => {
                let n = self.size(vm, "list")?;
                let list = new_list(vm, vec![]);
                let place = self.reserve(flag);
                self.fill(place, &list);
                for _ in 0..n {
                    let item = self.item(vm, "list")?;
                    as_list(&list).push(vm, item)?;
                }
                Ok(list)
            }
            b'{' => {
                let d = new_dict(vm);
                let place = self.reserve(flag);
                self.fill(place, &d);
                while let Some(key) = self.value(vm)? {
                    let Some(value) = self.value(vm)? else { break };
                    as_dict(&d).set(vm, &key, value)?;
                }
                Ok(d)
            }
            b'<' => {
                let n = self.size(vm, "set")?;
                let set = new_set(vm);
                let place = self.reserve(flag);
                self.fill(place, &set);
                for _ in 0..n {
                    let item = self.item(vm, "set")?;
                    as_set(&set).add(vm, &item)?;
                }
                Ok(set)
            }
            b'>' => {
                let n = self.size(vm, "set")?;
                let place = self.reserve(flag);
                let set = new_frozenset(vm, &self.items(vm, n, "set")?)?;
                self.fill(place, &set);
                Ok(set)
            }
            b':' => {
                let place = self.reserve(flag);
                let (start, stop) = (self.item(vm, "slice")?, self.item(vm, "slice")?);
                let slice = new_slice(vm, start, stop, self.item(vm, "slice")?);
                self.fill(place, &slice);
                Ok(slice)
            }
            _ => {
                if !self.allow_code {
                    return Err(vm.value_error("unmarshalling code objects is disallowed"));
                }
                let place = self.reserve(flag);
                let code = self.code(vm)?;
                self.fill(place, &code);
                Ok(code)
            }
        }
    }

    /// A code object, by way of its constructor, which checks what it is given.
    fn code(&mut self, vm: &Vm) -> PyResult {
        let mut numbers = Vec::new();
        for _ in 0..5 {
            numbers.push(vm.new_int(self.number(vm)?.into()));
        }
        let mut part = |_: &str| self.item(vm, "code object");
        let (code, consts, names) = (part("code")?, part("consts")?, part("names")?);
        let (slots, kinds) = (part("localsplusnames")?, part("localspluskinds")?);
        let (filename, name, qualname) = (part("filename")?, part("name")?, part("qualname")?);
        let line = vm.new_int(self.number(vm)?.into());
        let (lines, table) = (self.item(vm, "code object")?, self.item(vm, "code object")?);
        let (Some(slots), true) = (as_tuple(&slots), kinds.has_kind(Kind::Bytes)) else {
            return Err(Reader::bad(vm, "code object"));
        };
        let kinds = as_bytes(&kinds);
        if slots.len() != kinds.len() {
            return Err(Reader::bad(vm, "code object"));
        }
        let of = |bit: u8| {
            let named = slots.iter().zip(kinds).filter(|(_, k)| **k & bit != 0);
            new_tuple(vm, named.map(|(n, _)| n.clone()).collect::<Vec<_>>())
        };
        let locals = of(local_kind::LOCAL);
        let nlocals = vm.new_int(as_tuple(&locals).map_or(0, <[Ref]>::len) as i64);
        let [argcount, posonly, kwonly, stack, flags] = &numbers[..] else {
            unreachable!("five have been read")
        };
        vm.call_positional(
            &vm.types.code.to_ref(),
            &[
                argcount.clone(),
                posonly.clone(),
                kwonly.clone(),
                nlocals,
                stack.clone(),
                flags.clone(),
                code,
                consts,
                names,
                locals,
                filename,
                name,
                qualname,
                line,
                lines,
                table,
                of(local_kind::FREE),
                of(local_kind::CELL),
            ],
        )
    }
}
