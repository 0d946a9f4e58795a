//! Writing values.

use crate::object::code::Code;
use crate::object::{
    address, as_bytes, as_dict, as_list, as_set, as_str, as_tuple, bytes_like, complex_value,
    encode_with, float_value, int_is_negative, int_to_bigint, int_to_i64, is_interned, payload,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::collections::HashMap;
use tricera_code::marshal::MAX_DEPTH;
use tricera_text::codec::Encoding;
use tricera_text::number::float;

struct Writer<'a> {
    vm: &'a Vm,
    out: Vec<u8>,
    version: i32,
    allow_code: bool,
    depth: usize,
    /// Numbers of the objects written so far, by address; the objects are kept, so that no other gets theirs.
    references: HashMap<usize, u32>,
    kept: Vec<Ref>,
}

/// The bytes of a value.
pub(super) fn write(vm: &Vm, value: &Ref, version: i32, allow_code: bool) -> PyResult<Vec<u8>> {
    let mut w = Writer {
        vm,
        out: Vec::new(),
        version,
        allow_code,
        depth: 0,
        references: HashMap::new(),
        kept: Vec::new(),
    };
    w.object(value)?;
    Ok(w.out)
}

/// Set on the type byte of a value that later references may name.
const FLAG_REF: u8 = 0x80;

impl Writer<'_> {
    fn unmarshallable(&self) -> Raised {
        self.vm.value_error("unmarshallable object")
    }

    fn size(&mut self, n: usize) -> PyResult<()> {
        match i32::try_from(n) {
            Ok(n) => {
                self.out.extend(n.to_le_bytes());
                Ok(())
            }
            Err(_) => Err(self.unmarshallable()),
        }
    }

    fn sized(&mut self, data: &[u8]) -> PyResult<()> {
        self.size(data.len())?;
        self.out.extend(data);
        Ok(())
    }

    /// Begins a value of this type: writes a reference and answers false if the very object has been written before.
    fn begin(&mut self, value: &Ref, tag: u8) -> bool {
        if self.version < 3 || value.header().is_none() {
            self.out.push(tag);
            return true;
        }
        let next = self.references.len() as u32;
        match self.references.entry(address(value)) {
            std::collections::hash_map::Entry::Occupied(known) => {
                self.out.push(b'r');
                self.out.extend(known.get().to_le_bytes());
                false
            }
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(next);
                self.kept.push(value.clone());
                self.out.push(tag | FLAG_REF);
                true
            }
        }
    }

    fn object(&mut self, value: &Ref) -> PyResult<()> {
        if self.depth >= MAX_DEPTH {
            return Err(self.vm.value_error("object too deeply nested to marshal"));
        }
        self.vm.enter_native(" while marshalling an object")?;
        self.depth += 1;
        let done = self.any(value);
        self.depth -= 1;
        done
    }

    fn any(&mut self, value: &Ref) -> PyResult<()> {
        let exact = |kind| value.is_exact(kind);
        match value.kind() {
            Kind::None => self.out.push(b'N'),
            Kind::Bool => self
                .out
                .push(if self.vm.is_true(value)? { b'T' } else { b'F' }),
            Kind::Int if exact(Kind::Int) => self.int(value)?,
            Kind::Float if exact(Kind::Float) => {
                let x = float_value(value);
                if self.version > 1 {
                    if self.begin(value, b'g') {
                        self.out.extend(x.to_le_bytes());
                    }
                } else {
                    self.out.push(b'f');
                    self.float_text(x);
                }
            }
            Kind::Complex if exact(Kind::Complex) => {
                let z = complex_value(value).ok_or_else(|| self.unmarshallable())?;
                if self.version > 1 {
                    if self.begin(value, b'y') {
                        self.out.extend(z.re.to_le_bytes());
                        self.out.extend(z.im.to_le_bytes());
                    }
                } else {
                    self.out.push(b'x');
                    self.float_text(z.re);
                    self.float_text(z.im);
                }
            }
            Kind::Bytes if exact(Kind::Bytes) => {
                if self.begin(value, b's') {
                    self.sized(as_bytes(value))?;
                }
            }
            Kind::Str if exact(Kind::Str) => self.text(value)?,
            Kind::Tuple if exact(Kind::Tuple) => {
                let items = as_tuple(value).expect("a tuple");
                let small = self.version >= 4 && items.len() < 256;
                if self.begin(value, if small { b')' } else { b'(' }) {
                    if small {
                        self.out.push(items.len() as u8);
                    } else {
                        self.size(items.len())?;
                    }
                    for item in items {
                        self.object(item)?;
                    }
                }
            }
            Kind::List if exact(Kind::List) => {
                if self.begin(value, b'[') {
                    // Nothing that is written here runs Python code, so the list stays as it is.
                    let items = as_list(value).items().to_vec();
                    self.size(items.len())?;
                    for item in &items {
                        self.object(item)?;
                    }
                }
            }
            Kind::Dict if exact(Kind::Dict) => {
                if self.begin(value, b'{') {
                    let (d, mut i) = (as_dict(value), 0);
                    while let Some(e) = d.next_entry(&mut i) {
                        // SAFETY: the entry is live while the references are taken.
                        let (k, v) =
                            unsafe { (Ref::new_reference(e.key), Ref::new_reference(e.value)) };
                        self.object(&k)?;
                        self.object(&v)?;
                    }
                    self.out.push(b'0');
                }
            }
            Kind::Set if exact(Kind::Set) => self.set(value)?,
            Kind::Slice => {
                if self.version < 5 {
                    return Err(self.unmarshallable());
                }
                if self.begin(value, b':') {
                    for part in ["start", "stop", "step"] {
                        let part = self.vm.get_attr_str(value, part)?;
                        self.object(&part)?;
                    }
                }
            }
            Kind::Code => self.code(value)?,
            _ => self.rest(value)?,
        }
        Ok(())
    }

    /// Values without a kind of their own, and the memory of others.
    fn rest(&mut self, value: &Ref) -> PyResult<()> {
        if value.is(&Ref::ellipsis()) {
            self.out.push(b'.');
            return Ok(());
        }
        if value.is(&self.vm.types.stop_iteration.to_ref()) {
            self.out.push(b'S');
            return Ok(());
        }
        let is_frozen = crate::object::is_frozen(self.vm, value);
        if is_frozen && self.vm.type_of(value) == self.vm.types.frozenset {
            return self.set(value);
        }
        if matches!(
            value.kind(),
            Kind::Int | Kind::Float | Kind::Str | Kind::Tuple | Kind::List | Kind::Dict | Kind::Set
        ) {
            // Instances of subclasses would come back as something else.
            return Err(self.unmarshallable());
        }
        match bytes_like(self.vm, value) {
            Ok(Some(view)) => {
                if self.begin(value, b's') {
                    self.sized(&view)?;
                }
                Ok(())
            }
            _ => {
                self.vm.clear_exception();
                Err(self.unmarshallable())
            }
        }
    }

    fn float_text(&mut self, x: f64) {
        let text = float::repr(x);
        self.out.push(text.len() as u8);
        self.out.extend(text.iter().copied());
    }

    fn int(&mut self, value: &Ref) -> PyResult<()> {
        if let Some(i) = int_to_i64(value).and_then(|i| i32::try_from(i).ok()) {
            if self.begin(value, b'i') {
                self.out.extend(i.to_le_bytes());
            }
            return Ok(());
        }
        if !self.begin(value, b'l') {
            return Ok(());
        }
        // Digits of 15 bits; their number carries the sign.
        let mut digits: Vec<u16> = Vec::new();
        let (mut bits, mut held) = (0_u64, 0);
        for word in int_to_bigint(value).to_u32_digits().1 {
            bits |= u64::from(word) << held;
            held += 32;
            while held >= 15 {
                digits.push((bits & 0x7FFF) as u16);
                bits >>= 15;
                held -= 15;
            }
        }
        digits.push(bits as u16);
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let Ok(n) = i32::try_from(digits.len()) else {
            return Err(self.unmarshallable());
        };
        let n = if int_is_negative(value) { -n } else { n };
        self.out.extend(n.to_le_bytes());
        self.out.extend(digits.iter().flat_map(|d| d.to_le_bytes()));
        Ok(())
    }

    fn text(&mut self, value: &Ref) -> PyResult<()> {
        let s = as_str(value);
        let interned = is_interned(value) && self.version >= 1;
        if self.version >= 4 && s.is_ascii() {
            let short = s.len() < 256;
            let tag = match (short, interned) {
                (true, true) => b'Z',
                (true, false) => b'z',
                (false, true) => b'A',
                (false, false) => b'a',
            };
            if self.begin(value, tag) {
                if short {
                    self.out.push(s.len() as u8);
                } else {
                    self.size(s.len())?;
                }
                self.out.extend(s.raw());
            }
            return Ok(());
        }
        let tag = if self.version >= 3 && interned {
            b't'
        } else {
            b'u'
        };
        if self.begin(value, tag) {
            let data = encode_with(self.vm, value, Encoding::Utf8, "surrogatepass")?;
            self.sized(&data)?;
        }
        Ok(())
    }

    /// A set: its elements in the order of what is written for each, so that equal sets are written alike.
    fn set(&mut self, value: &Ref) -> PyResult<()> {
        let frozen = crate::object::is_frozen(self.vm, value);
        if !self.begin(value, if frozen { b'>' } else { b'<' }) {
            return Ok(());
        }
        let (set, mut i) = (as_set(value), 0);
        let mut elements = Vec::new();
        while let Some((_, key)) = set.next_key(&mut i) {
            elements.push((write(self.vm, &key, self.version, self.allow_code)?, key));
        }
        elements.sort_by(|a, b| a.0.cmp(&b.0));
        self.size(elements.len())?;
        for (_, key) in &elements {
            self.object(key)?;
        }
        Ok(())
    }

    fn code(&mut self, value: &Ref) -> PyResult<()> {
        if !self.allow_code {
            return Err(self
                .vm
                .value_error("marshalling code objects is disallowed"));
        }
        if !self.begin(value, b'c') {
            return Ok(());
        }
        let code = payload::<Code>(value);
        let d = &code.data;
        for n in [
            d.argcount,
            d.posonlyargcount,
            d.kwonlyargcount,
            d.stacksize,
            d.flags,
        ] {
            self.out.extend(n.to_le_bytes());
        }
        let attribute = |name: &str| self.vm.get_attr_str(value, name);
        let (bytes, consts, names) = (
            attribute("co_code")?,
            attribute("co_consts")?,
            attribute("co_names")?,
        );
        let slots = crate::object::new_tuple(self.vm, code.localsplus_names.to_vec());
        let kinds = crate::object::new_bytes(self.vm, &d.localspluskinds[..]);
        for part in [
            &bytes,
            &consts,
            &names,
            &slots,
            &kinds,
            &code.filename,
            &code.name,
            &code.qualname,
        ] {
            self.object(part)?;
        }
        self.out.extend(d.firstlineno.to_le_bytes());
        let lines = self.vm.get_attr_str(value, "co_linetable")?;
        let table = self.vm.get_attr_str(value, "co_exceptiontable")?;
        self.object(&lines)?;
        self.object(&table)
    }
}
