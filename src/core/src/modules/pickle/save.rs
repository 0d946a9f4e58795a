//! How objects are written.

use super::buffer::PickleBuffer;
use super::opcodes::*;
use super::pickler::{Pickler, of, own_persistent_id, persistent_id_set};
use super::{State, pickling_error};
use crate::object::{
    as_bytes, as_dict, as_str, as_tuple, downcast, float_value, int_to_bigint, int_to_i64,
    new_bytes, new_list, new_tuple,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use smallvec::SmallVec;
use std::rc::Rc;
use tricera_text::codec::{Encoding, Errors};

/// What stands before data: an instruction and their length.
type Header = SmallVec<[u8; 9]>;

/// A pickler at work.
pub struct Saver<'a> {
    pub vm: &'a Vm,
    pub p: &'a Pickler,
    pub state: Rc<State>,
    persistent_id: Option<Ref>,
    reducer_override: Option<Ref>,
}

impl<'a> Saver<'a> {
    pub fn new(vm: &'a Vm, this: &'a Ref) -> PyResult<Saver<'a>> {
        let state = State::of(vm);
        // Of the type itself: neither a subclass nor a dict of its own has anything to say.
        let (persistent_id, reducer_override) = if vm.type_of(this) == state.pickler {
            (persistent_id_set(of(this)), None)
        } else {
            (
                own_persistent_id(vm, this)?,
                vm.get_attr_opt(this, &vm.interned.intern_str(vm, "reducer_override"))?,
            )
        };
        Ok(Saver {
            vm,
            p: of(this),
            state,
            persistent_id,
            reducer_override,
        })
    }

    pub fn protocol(&self) -> i32 {
        self.p.protocol.get()
    }

    pub fn binary(&self) -> bool {
        self.p.binary.get() != 0
    }

    #[inline(always)]
    pub fn put(&self, data: &[u8]) {
        self.p.put(data);
    }

    /// Writes an instruction with a number of four bytes.
    fn put_with_u32(&self, op: u8, n: u32) {
        let [a, b, c, d] = n.to_le_bytes();
        self.put(&[op, a, b, c, d]);
    }

    pub fn error(&self, text: &str) -> Raised {
        pickling_error(self.vm, text)
    }

    /// Adds a line to the exception in flight: what was being written.
    pub fn note(&self, r: Raised, text: &str) -> Raised {
        let vm = self.vm;
        let e = vm.take_exception();
        if let Ok(text) = crate::object::from_utf8(vm, text)
            && vm.call_method_str(&e, "add_note", &[text]).is_err()
        {
            vm.clear_exception();
        }
        vm.set_exception(e);
        r
    }

    /// The type of an object as notes call it.
    pub fn type_name(&self, r: &Ref) -> String {
        self.vm.full_type_name(r)
    }

    /// Writes where the object with this number is.
    fn get(&self, n: usize) {
        if !self.binary() {
            self.put(format!("{}{n}\n", GET as char).as_bytes());
        } else if let Ok(n) = u8::try_from(n) {
            self.put(&[BINGET, n]);
        } else {
            self.put_with_u32(LONG_BINGET, n as u32);
        }
    }

    /// Writes where the object is, if it was written before.
    pub fn get_if_known(&self, r: &Ref) -> bool {
        let n = self.p.number_of(r);
        if let Some(n) = n {
            self.get(n);
        }
        n.is_some()
    }

    /// Remembers an object that was just written.
    pub fn memoize(&self, r: &Ref) {
        if self.p.fast.get() != 0 {
            return;
        }
        let n = self.p.remember(r);
        if self.protocol() >= 4 {
            self.put(&[MEMOIZE]);
        } else if !self.binary() {
            self.put(format!("{}{n}\n", PUT as char).as_bytes());
        } else if let Ok(n) = u8::try_from(n) {
            self.put(&[BINPUT, n]);
        } else {
            self.put_with_u32(LONG_BINPUT, n as u32);
        }
    }

    #[inline]
    pub fn save(&self, r: &Ref) -> PyResult<()> {
        let s = r.slot();
        // What fills many lists and dicts, and needs a byte or two.
        if (s.is_int() || s.is_none()) && self.persistent_id.is_none() && self.binary() {
            self.p.boundary(self.vm)?;
            if s.is_none() {
                self.put(&[NONE]);
                return Ok(());
            }
            return match u8::try_from(s.as_int()) {
                Ok(n) => {
                    self.put(&[BININT1, n]);
                    Ok(())
                }
                Err(_) => self.save_int(r),
            };
        }
        self.save_object(r, false)
    }

    fn save_object(&self, r: &Ref, is_id: bool) -> PyResult<()> {
        let vm = self.vm;
        self.p.boundary(vm)?;
        if !is_id && let Some(f) = &self.persistent_id {
            let id = vm.call_one(f, r)?;
            if !id.is_none() {
                return self.save_persistent(&id);
            }
        }
        if r.slot().is_int() {
            return self.save_int(r);
        }
        let t = vm.type_of(r);
        let types = &vm.types;
        if r.is_none() {
            self.put(&[NONE]);
            return Ok(());
        }
        if t == types.bool {
            let on = vm.is_true(r)?;
            match self.protocol() >= 2 {
                true => self.put(&[if on { NEWTRUE } else { NEWFALSE }]),
                false => self.put(if on { b"I01\n" } else { b"I00\n" }),
            }
            return Ok(());
        }
        if t == types.int {
            return self.save_int(r);
        }
        if t == types.float {
            let f = float_value(r);
            if self.binary() {
                let mut data = [BINFLOAT; 9];
                data[1..].copy_from_slice(&f.to_be_bytes());
                self.put(&data);
            } else {
                let text = format!("{}{}\n", FLOAT as char, vm.repr_string(r)?);
                self.put(text.as_bytes());
            }
            return Ok(());
        }
        if self.get_if_known(r) {
            return Ok(());
        }
        if t == types.bytes {
            return self.save_bytes(r);
        }
        if t == types.str {
            return self.save_str(r);
        }
        vm.enter_native(" while pickling an object")?;
        if t == types.dict {
            return self.guarded(r, || self.save_dict(r));
        }
        if t == types.set {
            return self.save_set(r);
        }
        if t == types.frozenset {
            return self.save_frozenset(r);
        }
        if t == types.list {
            return self.guarded(r, || self.save_list(r));
        }
        if t == types.tuple {
            return self.save_tuple(r);
        }
        if t == types.bytearray {
            return self.save_bytearray(r);
        }
        if downcast::<PickleBuffer>(vm, r).is_some() {
            return self.save_buffer(r);
        }
        self.save_by_reduction(r)
    }

    fn save_persistent(&self, id: &Ref) -> PyResult<()> {
        if self.binary() {
            self.save_object(id, true)?;
            self.put(&[BINPERSID]);
            return Ok(());
        }
        let text = self.vm.str(id)?;
        let Some(ascii) = as_str(&text).as_ascii() else {
            return Err(self.error("persistent IDs in protocol 0 must be ASCII strings"));
        };
        self.put(format!("{}{ascii}\n", PERSID as char).as_bytes());
        Ok(())
    }

    /// An object that is neither of the types that are written directly nor known.
    fn save_by_reduction(&self, r: &Ref) -> PyResult<()> {
        let vm = self.vm;
        let t = vm.type_of(r);
        let mut reduced = None;
        if let Some(f) = &self.reducer_override {
            let v = vm.call_one(f, r)?;
            if !v.is(&Ref::not_implemented()) {
                reduced = Some(v);
            }
        }
        let reduced = match reduced {
            Some(v) => v,
            None => {
                if t == vm.types.type_ {
                    return self.save_type(r);
                }
                if t == vm.types.function {
                    return self.save_global(r, None);
                }
                let ty = t.to_ref();
                let custom = match self.p.dispatch_table.get() {
                    None => as_dict(&self.state.dispatch_table).get(vm, &ty)?,
                    Some(table) => match vm.get_item(&table, &ty) {
                        Ok(f) => Some(f),
                        Err(e) => {
                            vm.catch(e, vm.types.key_error)?;
                            None
                        }
                    },
                };
                match custom {
                    Some(f) => vm.call_one(&f, r)?,
                    None if t.is_subtype(vm.types.type_) => return self.save_global(r, None),
                    None => self.reduce_itself(r)?,
                }
            }
        };
        if reduced.has_kind(Kind::Str) {
            return self.save_global(r, Some(&reduced));
        }
        let done = match as_tuple(&reduced) {
            None => Err(self.error(&format!(
                "__reduce__ must return a string or tuple, not {}",
                self.type_name(&reduced)
            ))),
            Some(parts) => self.save_reduce(parts, Some(r)),
        };
        done.map_err(|e| self.note(e, &format!("when serializing {} object", self.type_name(r))))
    }

    fn reduce_itself(&self, r: &Ref) -> PyResult {
        let vm = self.vm;
        if let Some(f) = vm.get_attr_opt(r, &vm.names.reduce_ex)? {
            return vm.call_one(&f, &vm.new_int(self.protocol().into()));
        }
        if let Some(f) = vm.get_attr_opt(r, &vm.names.reduce)? {
            return vm.call_positional(&f, &[]);
        }
        Err(self.error(&format!("Can't pickle {} object", self.type_name(r))))
    }

    fn save_type(&self, r: &Ref) -> PyResult<()> {
        let (vm, t) = (self.vm, &self.vm.types);
        for (ty, value) in [
            (t.none_type, Ref::none()),
            (t.ellipsis, Ref::ellipsis()),
            (t.not_implemented_type, Ref::not_implemented()),
        ] {
            if r.is(&ty.to_ref()) {
                let parts = [t.type_.to_ref(), new_tuple(vm, [value])];
                return self.save_reduce(&parts, Some(r));
            }
        }
        self.save_global(r, None)
    }

    fn save_int(&self, r: &Ref) -> PyResult<()> {
        let word = int_to_i64(r);
        if let Some(n) = word.and_then(|n| i32::try_from(n).ok()) {
            if !self.binary() {
                self.put(format!("{}{n}\n", INT as char).as_bytes());
            } else if let Ok(n) = u8::try_from(n) {
                self.put(&[BININT1, n]);
            } else if let Ok(n) = u16::try_from(n) {
                let [a, b] = n.to_le_bytes();
                self.put(&[BININT2, a, b]);
            } else {
                self.put_with_u32(BININT, n as u32);
            }
            return Ok(());
        }
        if self.protocol() < 2 {
            let text = self.vm.repr_string(r)?;
            self.put(format!("{}{text}L\n", LONG as char).as_bytes());
            return Ok(());
        }
        if let Some(n) = word {
            // As many bytes as the number and its sign need.
            let spare = (n ^ (n >> 63)).leading_zeros() - 1;
            let len = 8 - spare as usize / 8;
            let mut data = [0; 10];
            data[..2].copy_from_slice(&[LONG1, len as u8]);
            data[2..].copy_from_slice(&n.to_le_bytes());
            self.put(&data[..2 + len]);
            return Ok(());
        }
        let bytes = int_to_bigint(r).to_signed_bytes_le();
        match u8::try_from(bytes.len()) {
            Ok(n) => self.put(&[LONG1, n]),
            Err(_) => {
                let Ok(n) = i32::try_from(bytes.len()) else {
                    return Err(self.vm.overflow_error("int too large to pickle"));
                };
                self.put_with_u32(LONG4, n as u32);
            }
        }
        self.put(&bytes);
        Ok(())
    }

    /// The header of data of a length, in the shortest form that the protocol has.
    fn sized(
        &self,
        len: usize,
        short: Option<u8>,
        medium: u8,
        long: u8,
        what: &str,
    ) -> PyResult<Header> {
        if let (Some(op), Ok(n)) = (short, u8::try_from(len)) {
            return Ok(Header::from_slice(&[op, n]));
        }
        if let Ok(n) = u32::try_from(len) {
            let [a, b, c, d] = n.to_le_bytes();
            return Ok(Header::from_slice(&[medium, a, b, c, d]));
        }
        if self.protocol() >= 4 {
            let mut h = Header::from_slice(&[long]);
            h.extend_from_slice(&(len as u64).to_le_bytes());
            return Ok(h);
        }
        Err(self.vm.overflow_error(format!(
            "serializing a {what} larger than 4 GiB requires pickle protocol 4 or higher"
        )))
    }

    fn bytes_data(&self, r: &Ref, data: &[u8]) -> PyResult<()> {
        let h = self.sized(
            data.len(),
            Some(SHORT_BINBYTES),
            BINBYTES,
            BINBYTES8,
            "bytes object",
        )?;
        let whole = Some(r).filter(|r| self.vm.type_of(r) == self.vm.types.bytes);
        self.p.put_data(self.vm, &h, data, whole)?;
        self.memoize(r);
        Ok(())
    }

    fn save_bytes(&self, r: &Ref) -> PyResult<()> {
        let (vm, data) = (self.vm, as_bytes(r));
        if self.protocol() >= 3 {
            return self.bytes_data(r, data);
        }
        // Older protocols know no bytes: they are made of characters.
        let parts = if data.is_empty() {
            [vm.types.bytes.to_ref(), new_tuple(vm, [])]
        } else {
            let text = crate::object::decode_bytes(vm, data, "latin1", "strict")?;
            let latin1 = vm.interned.intern_str(vm, "latin1");
            [
                self.state.codecs_encode.clone(),
                new_tuple(vm, [text, latin1]),
            ]
        };
        self.save_reduce(&parts, Some(r))
    }

    fn bytearray_data(&self, r: &Ref, data: &[u8]) -> PyResult<()> {
        let mut h = vec![BYTEARRAY8];
        h.extend((data.len() as u64).to_le_bytes());
        self.p.put_data(self.vm, &h, data, None)?;
        self.memoize(r);
        Ok(())
    }

    fn save_bytearray(&self, r: &Ref) -> PyResult<()> {
        let vm = self.vm;
        let data = crate::object::own_bytes(r).to_vec();
        if self.protocol() >= 5 {
            return self.bytearray_data(r, &data);
        }
        let args = match data.is_empty() {
            true => new_tuple(vm, []),
            false => new_tuple(vm, [new_bytes(vm, data)]),
        };
        self.save_reduce(&[vm.types.bytearray.to_ref(), args], Some(r))
    }

    fn save_buffer(&self, r: &Ref) -> PyResult<()> {
        let vm = self.vm;
        if self.protocol() < 5 {
            return Err(self.error("PickleBuffer can only be pickled with protocol >= 5"));
        }
        let b = downcast::<PickleBuffer>(vm, r).expect("just asked");
        let (data, readonly) = b.contiguous(vm)?.ok_or_else(|| {
            self.error("PickleBuffer can not be pickled when pointing to a non-contiguous buffer")
        })?;
        let in_band = match self.p.buffer_callback.get() {
            Some(f) => vm.is_true(&vm.call_one(&f, r)?)?,
            None => true,
        };
        if in_band {
            return match readonly {
                true => self.bytes_data(r, &data),
                false => self.bytearray_data(r, &data),
            };
        }
        self.put(&[NEXT_BUFFER]);
        if readonly {
            self.put(&[READONLY_BUFFER]);
        }
        Ok(())
    }

    fn save_str(&self, r: &Ref) -> PyResult<()> {
        if let Some(ascii) = as_str(r).as_ascii()
            && let Ok(n) = u8::try_from(ascii.len())
            && self.protocol() >= 4
            && self.binary()
        {
            self.put(&[SHORT_BINUNICODE, n]);
            self.put(ascii.as_bytes());
            self.memoize(r);
            return Ok(());
        }
        let units = as_str(r).units();
        if self.binary() {
            let encoded;
            let data = match as_str(r).as_ascii() {
                Some(ascii) => ascii.as_bytes(),
                None => {
                    encoded = Encoding::Utf8
                        .encode(units, &mut Errors::SurrogatePass)
                        .map_err(|_| self.vm.value_error("str cannot be encoded"))?;
                    &encoded
                }
            };
            let short = (self.protocol() >= 4).then_some(SHORT_BINUNICODE);
            let h = self.sized(data.len(), short, BINUNICODE, BINUNICODE8, "string")?;
            self.p.put_data(self.vm, &h, data, None)?;
        } else {
            let mut out = vec![UNICODE];
            for c in units.chars() {
                match c {
                    0x10000.. => out.extend(format!("\\U{c:08x}").bytes()),
                    256.. | 0x5c | 0 | 0x0a | 0x0d | 0x1a => {
                        out.extend(format!("\\u{c:04x}").bytes())
                    }
                    _ => out.push(c as u8),
                }
            }
            out.push(b'\n');
            self.put(&out);
        }
        self.memoize(r);
        Ok(())
    }

    fn save_tuple(&self, r: &Ref) -> PyResult<()> {
        let items = as_tuple(r).unwrap_or(&[]);
        let n = items.len();
        if n == 0 {
            match self.binary() {
                true => self.put(&[EMPTY_TUPLE]),
                false => self.put(&[MARK, TUPLE]),
            }
            return Ok(());
        }
        let counted = n <= 3 && self.protocol() >= 2;
        if !counted {
            self.put(&[MARK]);
        }
        for (i, item) in items.iter().enumerate() {
            self.save(item).map_err(|e| {
                self.note(
                    e,
                    &format!("when serializing {} item {i}", self.type_name(r)),
                )
            })?;
        }
        if let Some(number) = self.p.number_of(r) {
            // One of the items refers to it and has written it already.
            match counted {
                true => self.put(&vec![POP; n]),
                false if self.binary() => self.put(&[POP_MARK]),
                false => self.put(&vec![POP; n + 1]),
            }
            self.get(number);
            return Ok(());
        }
        self.put(&[match (counted, n) {
            (false, _) => TUPLE,
            (true, 1) => TUPLE1,
            (true, 2) => TUPLE2,
            (true, _) => TUPLE3,
        }]);
        self.memoize(r);
        Ok(())
    }

    /// In fast mode nothing is remembered, so that a cycle has to be seen in another way.
    fn guarded(&self, r: &Ref, f: impl FnOnce() -> PyResult<()>) -> PyResult<()> {
        const DEPTH: usize = 50;
        if self.p.fast.get() == 0 {
            return f();
        }
        let (p, key) = (self.p, crate::object::address(r));
        p.fast_depth.set(p.fast_depth.get() + 1);
        let watched = p.fast_depth.get() >= DEPTH;
        if watched && !p.fast_seen.borrow_mut().insert(key) {
            p.fast_depth.set(p.fast_depth.get() - 1);
            let t = self.vm.type_of(r).name_str();
            return Err(self.vm.value_error(format!(
                "fast mode: can't pickle cyclic objects including object type {t} at {key:#x}"
            )));
        }
        let done = f();
        if watched {
            p.fast_seen.borrow_mut().remove(&key);
        }
        p.fast_depth.set(p.fast_depth.get() - 1);
        done
    }

    fn save_list(&self, r: &Ref) -> PyResult<()> {
        match self.binary() {
            true => self.put(&[EMPTY_LIST]),
            false => self.put(&[MARK, LIST]),
        }
        self.memoize(r);
        if self.vm.len(r)? == 0 {
            return Ok(());
        }
        if !self.binary() {
            let it = self.vm.iter(r)?;
            return self.batch_list(&it, r);
        }
        let list = crate::object::as_list(r);
        if list.len() == 1 {
            let item = list.get(0).expect("one");
            self.save_item(&item, r, 0)?;
            self.put(&[APPEND]);
            return Ok(());
        }
        let mut i = 0;
        loop {
            self.put(&[MARK]);
            let end = i + BATCH;
            while let Some(item) = list.items().get(i).filter(|_| i < end) {
                let s = item.slot();
                // A number of one byte needs no reference while it is written.
                if let Ok(n) = u8::try_from(if s.is_int() { s.as_int() } else { -1 })
                    && self.persistent_id.is_none()
                {
                    self.p
                        .boundary(self.vm)
                        .map_err(|e| self.note_item(e, r, i))?;
                    self.put(&[BININT1, n]);
                } else {
                    let item = item.clone();
                    self.save_item(&item, r, i)?;
                }
                i += 1;
            }
            self.put(&[APPENDS]);
            if i >= list.len() {
                return Ok(());
            }
        }
    }

    fn save_item(&self, item: &Ref, of: &Ref, i: usize) -> PyResult<()> {
        self.save(item).map_err(|e| self.note_item(e, of, i))
    }

    #[cold]
    fn note_item(&self, e: Raised, of: &Ref, i: usize) -> Raised {
        let text = format!("when serializing {} item {i}", self.type_name(of));
        self.note(e, &text)
    }

    /// Items of an iterator, to be appended.
    pub fn batch_list(&self, it: &Ref, of: &Ref) -> PyResult<()> {
        let vm = self.vm;
        let mut i = 0;
        if self.protocol() == 0 {
            while let Some(item) = vm.iter_next(it)? {
                self.save_item(&item, of, i)?;
                self.put(&[APPEND]);
                i += 1;
            }
            return Ok(());
        }
        let mut n = BATCH;
        while n == BATCH {
            n = 1;
            let Some(first) = vm.iter_next(it)? else {
                return Ok(());
            };
            let Some(mut item) = vm.iter_next(it)? else {
                self.save_item(&first, of, i)?;
                self.put(&[APPEND]);
                return Ok(());
            };
            self.put(&[MARK]);
            self.save_item(&first, of, i)?;
            i += 1;
            loop {
                self.save_item(&item, of, i)?;
                i += 1;
                n += 1;
                if n == BATCH {
                    break;
                }
                match vm.iter_next(it)? {
                    Some(next) => item = next,
                    None => break,
                }
            }
            self.put(&[APPENDS]);
        }
        Ok(())
    }

    fn save_entry(&self, key: &Ref, value: &Ref, of: &Ref) -> PyResult<()> {
        self.save(key)?;
        self.save(value).map_err(|e| {
            let name = self.type_name(of);
            let saved = self.vm.take_exception();
            let shown = self.vm.repr_string(key);
            if shown.is_err() {
                self.vm.clear_exception();
            }
            self.vm.set_exception(saved);
            match shown {
                Ok(k) => self.note(e, &format!("when serializing {name} item {k}")),
                Err(_) => e,
            }
        })
    }

    fn save_dict(&self, r: &Ref) -> PyResult<()> {
        match self.binary() {
            true => self.put(&[EMPTY_DICT]),
            false => self.put(&[MARK, DICT]),
        }
        self.memoize(r);
        let (vm, table) = (self.vm, as_dict(r));
        let size = table.len();
        if size == 0 {
            return Ok(());
        }
        if !self.binary() {
            let items = vm.call_method_str(r, "items", &[])?;
            return self.batch_dict(&vm.iter(&items)?, r);
        }
        let mut at = 0;
        let mut next = || {
            // SAFETY: the dict holds both until the references are taken.
            table
                .next_entry(&mut at)
                .map(|e| unsafe { (Ref::new_reference(e.key), Ref::new_reference(e.value)) })
        };
        if size == 1 {
            if let Some((k, v)) = next() {
                self.save_entry(&k, &v, r)?;
                self.put(&[SETITEM]);
            }
            return Ok(());
        }
        let mut n = BATCH;
        while n == BATCH {
            n = 0;
            self.put(&[MARK]);
            while let Some((k, v)) = next() {
                self.save_entry(&k, &v, r)?;
                n += 1;
                if n == BATCH {
                    break;
                }
            }
            self.put(&[SETITEMS]);
            if table.len() != size {
                return Err(vm.runtime_error("dictionary changed size during iteration"));
            }
        }
        Ok(())
    }

    /// Pairs of an iterator, to be set.
    pub fn batch_dict(&self, it: &Ref, of: &Ref) -> PyResult<()> {
        let vm = self.vm;
        let next = || -> PyResult<Option<(Ref, Ref)>> {
            let Some(pair) = vm.iter_next(it)? else {
                return Ok(None);
            };
            match as_tuple(&pair) {
                Some([k, v]) => Ok(Some((k.clone(), v.clone()))),
                _ => Err(vm.type_error("dict items iterator must return 2-tuples")),
            }
        };
        if self.protocol() == 0 {
            while let Some((k, v)) = next()? {
                self.save_entry(&k, &v, of)?;
                self.put(&[SETITEM]);
            }
            return Ok(());
        }
        let mut n = BATCH;
        while n == BATCH {
            n = 1;
            let Some(first) = next()? else { return Ok(()) };
            let Some(mut entry) = next()? else {
                self.save_entry(&first.0, &first.1, of)?;
                self.put(&[SETITEM]);
                return Ok(());
            };
            self.put(&[MARK]);
            self.save_entry(&first.0, &first.1, of)?;
            loop {
                self.save_entry(&entry.0, &entry.1, of)?;
                n += 1;
                if n == BATCH {
                    break;
                }
                match next()? {
                    Some(e) => entry = e,
                    None => break,
                }
            }
            self.put(&[SETITEMS]);
        }
        Ok(())
    }

    fn save_element(&self, item: &Ref, of: &Ref) -> PyResult<()> {
        self.save(item).map_err(|e| {
            self.note(
                e,
                &format!("when serializing {} element", self.type_name(of)),
            )
        })
    }

    /// What older protocols make a set of.
    fn save_set_as_list(&self, r: &Ref) -> PyResult<()> {
        let vm = self.vm;
        let list = new_list(vm, vm.collect(r)?);
        let parts = [vm.type_of(r).to_ref(), new_tuple(vm, [list])];
        self.save_reduce(&parts, Some(r))
    }

    fn save_set(&self, r: &Ref) -> PyResult<()> {
        if self.protocol() < 4 {
            return self.save_set_as_list(r);
        }
        let vm = self.vm;
        self.put(&[EMPTY_SET]);
        self.memoize(r);
        if vm.len(r)? == 0 {
            return Ok(());
        }
        let it = vm.iter(r)?;
        let mut n = BATCH;
        while n == BATCH {
            n = 0;
            self.put(&[MARK]);
            while let Some(item) = vm.iter_next(&it)? {
                self.save_element(&item, r)?;
                n += 1;
                if n == BATCH {
                    break;
                }
            }
            self.put(&[ADDITEMS]);
        }
        Ok(())
    }

    fn save_frozenset(&self, r: &Ref) -> PyResult<()> {
        if self.protocol() < 4 {
            return self.save_set_as_list(r);
        }
        let vm = self.vm;
        self.put(&[MARK]);
        let it = vm.iter(r)?;
        while let Some(item) = vm.iter_next(&it)? {
            self.save_element(&item, r)?;
        }
        if let Some(n) = self.p.number_of(r) {
            self.put(&[POP_MARK]);
            self.get(n);
            return Ok(());
        }
        self.put(&[FROZENSET]);
        self.memoize(r);
        Ok(())
    }
}
