//! How pickles are read: a machine with a stack.

use super::opcodes::*;
use super::reduce::walk;
use super::unpickler::{FIND_CLASS, PERSISTENT_LOAD, Unpickler, is_own, of};
use super::{HIGHEST, State, unpickling_error};
use crate::object::{
    as_dict, as_list, as_tuple, decode_bytes, from_buf, from_utf8, int_to_i64, new_bigint,
    new_bytearray, new_bytes, new_dict, new_frozenset, new_list, new_set, new_tuple, str_to_string,
};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use malachite_bigint::BigInt;
use std::rc::Rc;
use tricera_text::codec::{Encoding, Errors};

/// An unpickler at work.
pub struct Loader<'a> {
    vm: &'a Vm,
    u: &'a Unpickler,
    state: Rc<State>,
    stack: Vec<Ref>,
    /// Heights of the stack at the marks.
    marks: Vec<usize>,
    persistent_load: Option<Ref>,
    find_class: Option<Ref>,
}

/// `Unpickler.find_class(module, name)`
pub fn find_class(vm: &Vm, u: &Unpickler, module: &Ref, name: &Ref) -> PyResult {
    let state = State::of(vm);
    let (mut module, mut name) = (module.clone(), name.clone());
    if u.protocol.get() < 3 && u.fix_imports.get() {
        let key = new_tuple(vm, [module.clone(), name.clone()]);
        if let Some(pair) = as_dict(&state.names).get(vm, &key)? {
            if let Some([m, n]) = as_tuple(&pair) {
                (module, name) = (m.clone(), n.clone());
            }
        } else if let Some(m) = as_dict(&state.imports).get(vm, &module)? {
            module = m;
        }
    }
    if !module.has_kind(Kind::Str) {
        return Err(vm.type_error("module name must be a string"));
    }
    let module_text = str_to_string(&module);
    crate::runtime::import::import_module(vm, &module_text)?;
    let found = crate::modules::sys::modules_entry(vm, &module_text)?;
    let Some(m) = found else {
        return Err(vm.key_error(&module));
    };
    if !name.has_kind(Kind::Str) {
        let t = vm.type_of(&name).name_str();
        return Err(vm.type_error(format!("attribute name must be string, not '{t}'")));
    }
    let text = str_to_string(&name);
    if u.protocol.get() >= 4 && text.contains('.') {
        let path: Vec<&str> = text.split('.').collect();
        return match walk(vm, &m, &path) {
            Ok(f) => Ok(f),
            Err(e) => {
                if !vm.raised_is(vm.types.attribute_error) {
                    return Err(e);
                }
                let cause = vm.take_exception();
                let (n, m) = (vm.repr_string(&name)?, vm.repr_string(&module)?);
                let text = format!("Can't resolve path {n} on module {m}");
                let e = vm.raise_message(vm.types.attribute_error, &text);
                Err(super::because_of(vm, e, cause))
            }
        };
    }
    vm.get_attr(&m, &vm.intern(name))
}

impl<'a> Loader<'a> {
    pub fn new(vm: &'a Vm, this: &'a Ref) -> PyResult<Loader<'a>> {
        let attribute = |name: &str, index: usize| -> PyResult<Option<Ref>> {
            let f = vm.get_attr_opt(this, &vm.interned.intern_str(vm, name))?;
            Ok(f.filter(|f| !is_own(f, index)))
        };
        Ok(Loader {
            vm,
            u: of(this),
            state: State::of(vm),
            stack: Vec::new(),
            marks: Vec::new(),
            persistent_load: attribute("persistent_load", PERSISTENT_LOAD)?,
            find_class: attribute("find_class", FIND_CLASS)?,
        })
    }

    fn error(&self, text: &str) -> Raised {
        unpickling_error(self.vm, text)
    }

    /// The lowest place that an instruction may touch.
    fn floor(&self) -> usize {
        self.marks.last().copied().unwrap_or(0)
    }

    #[cold]
    fn underflow(&self) -> Raised {
        match self.marks.is_empty() {
            true => self.error("unpickling stack underflow"),
            false => self.error("unexpected MARK found"),
        }
    }

    fn pop(&mut self) -> PyResult<Ref> {
        if self.stack.len() <= self.floor() {
            return Err(self.underflow());
        }
        Ok(self.stack.pop().expect("above the floor"))
    }

    fn top(&self) -> PyResult<Ref> {
        if self.stack.len() <= self.floor() {
            return Err(self.underflow());
        }
        Ok(self.stack.last().expect("above the floor").clone())
    }

    fn push(&mut self, r: Ref) {
        self.stack.push(r);
    }

    /// What lies above the last mark, which goes.
    fn above_mark(&mut self) -> PyResult<Vec<Ref>> {
        let Some(at) = self.marks.pop() else {
            return Err(self.error("could not find MARK"));
        };
        Ok(self.stack.split_off(at))
    }

    fn find(&self, module: &Ref, name: &Ref) -> PyResult {
        match &self.find_class {
            Some(f) => self.vm.call_positional(f, &[module.clone(), name.clone()]),
            None => find_class(self.vm, self.u, module, name),
        }
    }

    /// Runs to the end: the value of the pickle.
    pub fn run(mut self) -> PyResult {
        let vm = self.vm;
        loop {
            let op = match self.u.input.byte(vm) {
                Ok(op) => op,
                Err(e) => {
                    if vm.raised_is(self.state.unpickling_class()) {
                        vm.clear_exception();
                        return Err(vm.raise_message(vm.types.eof_error, "Ran out of input"));
                    }
                    return Err(e);
                }
            };
            if op == STOP {
                return self.pop();
            }
            self.step(op)?;
        }
    }

    fn step(&mut self, op: u8) -> PyResult<()> {
        let vm = self.vm;
        match op {
            NONE => self.push(Ref::none()),
            NEWTRUE => self.push(Ref::bool(true)),
            NEWFALSE => self.push(Ref::bool(false)),
            BININT => {
                let n = i32::from_le_bytes(self.u.input.array(vm)?);
                self.push(vm.new_int(n.into()));
            }
            BININT1 => {
                let n = self.u.input.byte(vm)?;
                self.push(vm.new_int(n.into()));
            }
            BININT2 => {
                let n = u16::from_le_bytes(self.u.input.array(vm)?);
                self.push(vm.new_int(n.into()));
            }
            INT => self.load_int()?,
            LONG => self.load_long()?,
            LONG1 => {
                let n = self.u.input.byte(vm)?.into();
                self.load_counted_long(n)?;
            }
            LONG4 => {
                let n = i32::from_le_bytes(self.u.input.array(vm)?);
                let n = usize::try_from(n)
                    .map_err(|_| self.error("LONG pickle has negative byte count"))?;
                self.load_counted_long(n)?;
            }
            FLOAT => {
                let line = self.u.input.line(vm)?;
                let f = self.parse_float(&String::from_utf8_lossy(&line))?;
                self.push(f);
            }
            BINFLOAT => {
                let f = f64::from_be_bytes(self.u.input.array(vm)?);
                self.push(vm.new_float(f));
            }
            SHORT_BINBYTES => {
                let n = self.u.input.byte(vm)?.into();
                self.load_bytes(n)?;
            }
            BINBYTES => {
                let n = u32::from_le_bytes(self.u.input.array(vm)?) as usize;
                self.load_bytes(n)?;
            }
            BINBYTES8 => {
                let n = self.long_size("BINBYTES8")?;
                self.load_bytes(n)?;
            }
            BYTEARRAY8 => {
                let n = self.long_size("BYTEARRAY8")?;
                let data = self.u.input.vec(vm, n)?;
                self.push(new_bytearray(vm, &data)?);
            }
            STRING => {
                let line = self.u.input.line(vm)?;
                let line = &line[..];
                let inner = match line {
                    [a @ (b'"' | b'\''), inner @ .., b] if a == b => inner,
                    _ => return Err(self.error("the STRING opcode argument must be quoted")),
                };
                let raw = new_bytes(vm, inner);
                let codecs = crate::runtime::import::import_module(vm, "_codecs")?;
                let pair = vm.call_method_str(&codecs, "escape_decode", &[raw])?;
                let data = as_tuple(&pair).expect("a pair")[0].clone();
                self.push_old_string(crate::object::as_bytes(&data).to_vec())?;
            }
            BINSTRING => {
                let n = i32::from_le_bytes(self.u.input.array(vm)?);
                let n = usize::try_from(n)
                    .map_err(|_| self.error("BINSTRING pickle has negative byte count"))?;
                let data = self.u.input.vec(vm, n)?;
                self.push_old_string(data)?;
            }
            SHORT_BINSTRING => {
                let n = self.u.input.byte(vm)?.into();
                let data = self.u.input.vec(vm, n)?;
                self.push_old_string(data)?;
            }
            UNICODE => {
                let line = self.u.input.line(vm)?;
                self.push(decode_bytes(vm, &line, "raw-unicode-escape", "strict")?);
            }
            SHORT_BINUNICODE => {
                let n = self.u.input.byte(vm)?.into();
                self.load_text(n)?;
            }
            BINUNICODE => {
                let n = u32::from_le_bytes(self.u.input.array(vm)?) as usize;
                self.load_text(n)?;
            }
            BINUNICODE8 => {
                let n = self.long_size("BINUNICODE8")?;
                self.load_text(n)?;
            }
            EMPTY_TUPLE => self.push(new_tuple(vm, [])),
            TUPLE1 | TUPLE2 | TUPLE3 => {
                let n = (op - TUPLE1 + 1) as usize;
                if self.stack.len() < self.floor() + n {
                    return Err(self.underflow());
                }
                let items = self.stack.split_off(self.stack.len() - n);
                self.push(new_tuple(vm, items));
            }
            TUPLE => {
                let items = self.above_mark()?;
                self.push(new_tuple(vm, items));
            }
            EMPTY_LIST => self.push(new_list(vm, [])),
            LIST => {
                let items = self.above_mark()?;
                self.push(new_list(vm, items));
            }
            EMPTY_DICT => self.push(new_dict(vm)),
            DICT => {
                let items = self.above_mark()?;
                if items.len() % 2 != 0 {
                    return Err(self.error("odd number of items for DICT"));
                }
                let d = new_dict(vm);
                for pair in items.chunks_exact(2) {
                    as_dict(&d).set(vm, &pair[0], pair[1].clone())?;
                }
                self.push(d);
            }
            EMPTY_SET => self.push(new_set(vm)),
            FROZENSET => {
                let items = self.above_mark()?;
                self.push(new_frozenset(vm, &items)?);
            }
            ADDITEMS => {
                let items = self.above_mark()?;
                let set = self.top()?;
                for item in items {
                    vm.call_method_str(&set, "add", &[item])?;
                }
            }
            APPEND => {
                let item = self.pop()?;
                let list = self.top()?;
                self.append(&list, vec![item])?;
            }
            APPENDS => {
                let items = self.above_mark()?;
                let list = self.top()?;
                self.append(&list, items)?;
            }
            SETITEM => {
                let value = self.pop()?;
                let key = self.pop()?;
                let d = self.top()?;
                self.set_items(&d, &[key, value])?;
            }
            SETITEMS => {
                let items = self.above_mark()?;
                let d = self.top()?;
                if items.len() % 2 != 0 {
                    return Err(self.error("odd number of items for SETITEMS"));
                }
                self.set_items(&d, &items)?;
            }
            MARK => self.marks.push(self.stack.len()),
            POP => {
                // A mark that lies on top goes as well.
                if self.marks.last() == Some(&self.stack.len()) {
                    self.marks.pop();
                } else {
                    self.pop()?;
                }
            }
            POP_MARK => drop(self.above_mark()?),
            DUP => {
                let r = self.top()?;
                self.push(r);
            }
            GET => {
                let n = self.line_number()?;
                self.load_known(n)?;
            }
            BINGET => {
                let n = self.u.input.byte(vm)?.into();
                self.load_known(n)?;
            }
            LONG_BINGET => {
                let n = u32::from_le_bytes(self.u.input.array(vm)?).into();
                self.load_known(n)?;
            }
            PUT => {
                self.top()?;
                let n = self.line_number()?;
                let n = usize::try_from(n).map_err(|_| vm.value_error("negative PUT argument"))?;
                self.remember(n)?;
            }
            BINPUT => {
                let n = self.u.input.byte(vm)?.into();
                self.remember(n)?;
            }
            LONG_BINPUT => {
                let n = u32::from_le_bytes(self.u.input.array(vm)?) as usize;
                self.remember(n)?;
            }
            MEMOIZE => {
                let n = self.u.known.get();
                self.remember(n)?;
            }
            PROTO => {
                let n = i32::from(self.u.input.byte(vm)?);
                if n > HIGHEST {
                    return Err(vm.value_error(format!("unsupported pickle protocol: {n}")));
                }
                self.u.protocol.set(n);
            }
            FRAME => {
                let n = u64::from_le_bytes(self.u.input.array(vm)?);
                let Some(n) = usize::try_from(n)
                    .ok()
                    .filter(|n| isize::try_from(*n).is_ok())
                else {
                    let most = isize::MAX;
                    return Err(vm.overflow_error(format!(
                        "FRAME length exceeds system's maximum of {most} bytes"
                    )));
                };
                self.u.input.frame(vm, n)?;
            }
            GLOBAL => {
                let module = self.u.input.line(vm)?;
                let name = self.u.input.line(vm)?;
                let module = decode_bytes(vm, &module, "utf-8", "strict")?;
                let name = decode_bytes(vm, &name, "utf-8", "strict")?;
                let found = self.find(&module, &name)?;
                self.push(found);
            }
            STACK_GLOBAL => {
                let name = self.pop()?;
                let module = self.pop()?;
                if !name.has_kind(Kind::Str) || !module.has_kind(Kind::Str) {
                    return Err(self.error("STACK_GLOBAL requires str"));
                }
                let found = self.find(&module, &name)?;
                self.push(found);
            }
            REDUCE => {
                let args = self.pop()?;
                let f = self.pop()?;
                let Some(items) = as_tuple(&args) else {
                    return Err(vm.type_error("argument list must be a tuple"));
                };
                let value = vm.call_positional(&f, items)?;
                self.push(value);
            }
            NEWOBJ => {
                let args = self.pop()?;
                let class = self.pop()?;
                self.new_object(&class, &args, None)?;
            }
            NEWOBJ_EX => {
                let keywords = self.pop()?;
                let args = self.pop()?;
                let class = self.pop()?;
                self.new_object(&class, &args, Some(&keywords))?;
            }
            OBJ => {
                let mut items = self.above_mark()?;
                if items.is_empty() {
                    return Err(self.underflow());
                }
                let class = items.remove(0);
                self.instantiate(&class, &items)?;
            }
            INST => {
                let module = self.u.input.line(vm)?;
                let name = self.u.input.line(vm)?;
                let items = self.above_mark()?;
                let module = decode_bytes(vm, &module, "ascii", "strict")?;
                let name = decode_bytes(vm, &name, "ascii", "strict")?;
                let class = self.find(&module, &name)?;
                self.instantiate(&class, &items)?;
            }
            BUILD => self.build()?,
            PERSID => {
                let line = self.u.input.line(vm)?;
                let id = match std::str::from_utf8(&line) {
                    Ok(s) if s.is_ascii() => from_utf8(vm, s)?,
                    _ => {
                        return Err(
                            self.error("persistent IDs in protocol 0 must be ASCII strings")
                        );
                    }
                };
                self.load_persistent(&id)?;
            }
            BINPERSID => {
                let id = self.pop()?;
                self.load_persistent(&id)?;
            }
            EXT1 => {
                let n = self.u.input.byte(vm)?.into();
                self.load_extension(n)?;
            }
            EXT2 => {
                let n = u16::from_le_bytes(self.u.input.array(vm)?).into();
                self.load_extension(n)?;
            }
            EXT4 => {
                let n = i32::from_le_bytes(self.u.input.array(vm)?).into();
                self.load_extension(n)?;
            }
            NEXT_BUFFER => {
                let Some(buffers) = self.u.buffers.get() else {
                    return Err(self.error(
                        "pickle stream refers to out-of-band data but no *buffers* argument was given",
                    ));
                };
                match vm.iter_next(&buffers)? {
                    Some(b) => self.push(b),
                    None => return Err(self.error("not enough out-of-band buffers")),
                }
            }
            READONLY_BUFFER => {
                let b = self.pop()?;
                let view = vm.call_one(&vm.types.memoryview.to_ref(), &b)?;
                let readonly = vm.is_true(&vm.get_attr_str(&view, "readonly")?)?;
                let b = match readonly {
                    true => b,
                    false => vm.call_method_str(&view, "toreadonly", &[])?,
                };
                self.push(b);
            }
            _ if (b' '..=b'~').contains(&op) && op != b'\'' && op != b'\\' => {
                return Err(self.error(&format!("invalid load key, '{}'.", op as char)));
            }
            _ => return Err(self.error(&format!("invalid load key, '\\x{op:02x}'."))),
        }
        Ok(())
    }

    fn long_size(&self, what: &str) -> PyResult<usize> {
        let n = u64::from_le_bytes(self.u.input.array(self.vm)?);
        usize::try_from(n)
            .ok()
            .filter(|n| isize::try_from(*n).is_ok())
            .ok_or_else(|| {
                let most = isize::MAX;
                self.vm.overflow_error(format!(
                    "{what} exceeds system's maximum size of {most} bytes"
                ))
            })
    }

    fn load_bytes(&mut self, n: usize) -> PyResult<()> {
        let vm = self.vm;
        let b = self.u.input.bytes(vm, n, |b| new_bytes(vm, b))?;
        self.push(b);
        Ok(())
    }

    fn load_text(&mut self, n: usize) -> PyResult<()> {
        let vm = self.vm;
        let data = self.u.input.vec(vm, n)?;
        let text = match std::str::from_utf8(&data) {
            Ok(s) => from_utf8(vm, s)?,
            Err(_) => match Encoding::Utf8.decode(&data, &mut Errors::SurrogatePass) {
                Ok(b) => from_buf(vm, b)?,
                Err(_) => decode_bytes(vm, &data, "utf-8", "surrogatepass")?,
            },
        };
        self.push(text);
        Ok(())
    }

    /// A string of Python 2: text by the encoding, or bytes.
    fn push_old_string(&mut self, data: Vec<u8>) -> PyResult<()> {
        let vm = self.vm;
        let encoding = self.u.encoding.borrow().clone();
        let value = match encoding.as_str() {
            "bytes" => new_bytes(vm, data),
            e => {
                let errors = self.u.errors.borrow().clone();
                decode_bytes(vm, &data, e, &errors)?
            }
        };
        self.push(value);
        Ok(())
    }

    fn load_int(&mut self) -> PyResult<()> {
        let vm = self.vm;
        let line = self.u.input.line(vm)?;
        let text = String::from_utf8_lossy(&line).into_owned();
        let number = self.parse_int(&text)?;
        // Two characters of which the number is 0 or 1 are how the oldest protocols write False and True.
        let value = match int_to_i64(&number) {
            Some(n @ (0 | 1)) if line.len() == 2 => Ref::bool(n == 1),
            _ => number,
        };
        self.push(value);
        Ok(())
    }

    fn parse_float(&self, text: &str) -> PyResult {
        let vm = self.vm;
        let float = vm.types.float.to_ref();
        let plain = |t: &str| !t.contains(|c: char| c == '_' || c.is_whitespace());
        let parse = |t: &str| -> PyResult<Option<Ref>> {
            if !plain(t) {
                return Ok(None);
            }
            match vm.call_one(&float, &from_utf8(vm, t)?) {
                Ok(f) => Ok(Some(f)),
                Err(e) => {
                    vm.catch(e, vm.types.value_error)?;
                    Ok(None)
                }
            }
        };
        if let Some(f) = parse(text)? {
            return Ok(f);
        }
        // Something behind a number is another fault than no number at all, and is told in fewer words.
        for (end, _) in text.char_indices().skip(1) {
            if parse(&text[..end])?.is_some() {
                return Err(vm.value_error("could not convert string to float"));
            }
        }
        Err(vm.value_error(format!("could not convert string to float: '{text}\n'")))
    }

    fn parse_int(&self, text: &str) -> PyResult {
        let vm = self.vm;
        let s = from_utf8(vm, text)?;
        vm.call_one(&vm.types.int.to_ref(), &s).or_else(|e| {
            vm.catch(e, vm.types.value_error)?;
            Err(vm.value_error("could not convert string to int"))
        })
    }

    fn load_long(&mut self) -> PyResult<()> {
        let line = self.u.input.line(self.vm)?;
        let line = match line.strip_suffix(b"L") {
            Some(digits) => digits.to_vec(),
            None => [&line[..], b"\n"].concat(),
        };
        let value = self.parse_number(&line)?;
        self.push(value);
        Ok(())
    }

    fn load_counted_long(&mut self, n: usize) -> PyResult<()> {
        let vm = self.vm;
        let value = self.u.input.bytes(vm, n, BigInt::from_signed_bytes_le)?;
        self.push(new_bigint(vm, value));
        Ok(())
    }

    fn append(&self, list: &Ref, items: Vec<Ref>) -> PyResult<()> {
        let vm = self.vm;
        if items.is_empty() {
            return Ok(());
        }
        if vm.type_of(list) == vm.types.list {
            for item in items {
                as_list(list).push(vm, item)?;
            }
            return Ok(());
        }
        if let Some(extend) = vm.get_attr_opt(list, &vm.interned.intern_str(vm, "extend"))? {
            vm.call_one(&extend, &new_list(vm, items))?;
            return Ok(());
        }
        // What cannot take them all at once takes them one by one.
        let append = vm.get_attr_str(list, "append")?;
        for item in items {
            vm.call_one(&append, &item)?;
        }
        Ok(())
    }

    fn set_items(&self, d: &Ref, items: &[Ref]) -> PyResult<()> {
        let vm = self.vm;
        let plain = vm.type_of(d) == vm.types.dict;
        for pair in items.chunks_exact(2) {
            match plain {
                true => as_dict(d).set(vm, &pair[0], pair[1].clone())?,
                false => vm.set_item(d, &pair[0], &pair[1])?,
            }
        }
        Ok(())
    }

    fn line_number(&self) -> PyResult<i64> {
        let mut line = self.u.input.line(self.vm)?;
        line.push(b'\n');
        let n = self.parse_number(&line)?;
        Ok(int_to_i64(&n).unwrap_or(-1))
    }

    fn parse_number(&self, line: &[u8]) -> PyResult {
        let s = from_utf8(self.vm, &String::from_utf8_lossy(line))?;
        self.vm.call_one(&self.vm.types.int.to_ref(), &s)
    }

    fn load_known(&mut self, n: i64) -> PyResult<()> {
        let found = usize::try_from(n)
            .ok()
            .and_then(|n| self.u.memo.borrow().get(n).cloned().flatten());
        match found {
            Some(r) => {
                self.push(r);
                Ok(())
            }
            None => Err(self.error(&format!("Memo value not found at index {n}"))),
        }
    }

    fn remember(&mut self, n: usize) -> PyResult<()> {
        let r = self.top()?;
        self.u.remember(self.vm, n, r)
    }

    fn load_persistent(&mut self, id: &Ref) -> PyResult<()> {
        let Some(f) = &self.persistent_load else {
            return Err(self.error(
                "A load persistent id instruction was encountered, but no persistent_load function was specified.",
            ));
        };
        let value = self.vm.call_one(f, id)?;
        self.push(value);
        Ok(())
    }

    fn load_extension(&mut self, code: i64) -> PyResult<()> {
        let vm = self.vm;
        if code <= 0 {
            return Err(self.error("EXT specifies code <= 0"));
        }
        let key = vm.new_int(code);
        if let Some(known) = as_dict(&self.state.extension_cache).get(vm, &key)? {
            self.push(known);
            return Ok(());
        }
        let Some(pair) = as_dict(&self.state.inverted_registry).get(vm, &key)? else {
            return Err(vm.value_error(format!("unregistered extension code {code}")));
        };
        let found = match as_tuple(&pair) {
            Some([m, n]) if m.has_kind(Kind::Str) && n.has_kind(Kind::Str) => self.find(m, n)?,
            _ => {
                return Err(vm.value_error(format!(
                    "_inverted_registry[{code}] isn't a 2-tuple of strings"
                )));
            }
        };
        as_dict(&self.state.extension_cache).set(vm, &key, found.clone())?;
        self.push(found);
        Ok(())
    }

    fn new_object(&mut self, class: &Ref, args: &Ref, keywords: Option<&Ref>) -> PyResult<()> {
        let vm = self.vm;
        let name = if keywords.is_some() {
            "NEWOBJ_EX"
        } else {
            "NEWOBJ"
        };
        let wrong = |what: &str, wanted: &str, r: &Ref| {
            let t = vm.full_type_name(r);
            self.error(&format!("{name} {what} argument must be {wanted}, not {t}"))
        };
        if !class.has_kind(Kind::Type) {
            return Err(wrong("class", "a type", class));
        }
        let Some(items) = as_tuple(args) else {
            return Err(wrong("args", "a tuple", args));
        };
        if let Some(k) = keywords.filter(|k| !k.has_kind(Kind::Dict)) {
            return Err(wrong("kwargs", "a dict", k));
        }
        let mut all = vec![class.clone()];
        all.extend(items.iter().cloned());
        let mut names = Vec::new();
        if let Some(k) = keywords {
            for pair in vm.collect(&vm.call_method_str(k, "items", &[])?)? {
                if let Some([name, value]) = as_tuple(&pair) {
                    if !name.has_kind(Kind::Str) {
                        return Err(vm.type_error("keywords must be strings"));
                    }
                    names.push(vm.intern(name.clone()));
                    all.push(value.clone());
                }
            }
        }
        let new = vm.get_attr(class, &vm.names.new)?;
        let value = vm.call(&new, &Args::new(&all, &names))?;
        self.push(value);
        Ok(())
    }

    /// An instance as old classes made them.
    fn instantiate(&mut self, class: &Ref, args: &[Ref]) -> PyResult<()> {
        let vm = self.vm;
        let hooked = match args.is_empty() && class.has_kind(Kind::Type) {
            true => vm
                .get_attr_opt(class, &vm.interned.intern_str(vm, "__getinitargs__"))?
                .is_some(),
            false => true,
        };
        let value = match hooked {
            true => vm.call_positional(class, args)?,
            false => {
                let new = vm.get_attr(class, &vm.names.new)?;
                vm.call_one(&new, class)?
            }
        };
        self.push(value);
        Ok(())
    }

    fn build(&mut self) -> PyResult<()> {
        let vm = self.vm;
        if self.stack.len() < self.floor() + 2 {
            return Err(self.underflow());
        }
        let mut state = self.pop()?;
        let object = self.top()?;
        if let Some(f) = vm.get_attr_opt(&object, &vm.interned.intern_str(vm, "__setstate__"))? {
            vm.call_one(&f, &state)?;
            return Ok(());
        }
        let mut slots = None;
        if let Some([plain, of_slots]) = as_tuple(&state) {
            (state, slots) = (plain.clone(), Some(of_slots.clone()));
        }
        if !state.is_none() {
            if !state.has_kind(Kind::Dict) {
                return Err(self.error("state is not a dictionary"));
            }
            let d = vm.get_attr(&object, &vm.names.dict)?;
            for pair in vm.collect(&vm.call_method_str(&state, "items", &[])?)? {
                let Some([k, v]) = as_tuple(&pair) else {
                    continue;
                };
                let key = match vm.type_of(k) == vm.types.str {
                    true => vm.intern(k.clone()),
                    false => k.clone(),
                };
                vm.set_item(&d, &key, v)?;
            }
        }
        if let Some(slots) = slots.filter(|s| !s.is_none()) {
            if !slots.has_kind(Kind::Dict) {
                return Err(self.error("slot state is not a dictionary"));
            }
            for pair in vm.collect(&vm.call_method_str(&slots, "items", &[])?)? {
                if let Some([k, v]) = as_tuple(&pair) {
                    vm.set_attr(&object, k, v)?;
                }
            }
        }
        Ok(())
    }
}
