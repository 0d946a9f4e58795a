//! How pickles are read: a machine with a stack.

use super::opcodes::*;
use super::reduce::walk;
use super::unpickler::{FIND_CLASS, PERSISTENT_LOAD, Unpickler, is_own, of};
use super::{HIGHEST, State, unpickling_error};
use crate::object::{
    Values, as_dict, as_list, as_tuple, decode_bytes, from_buf, from_utf8, int_to_i64, new_ascii,
    new_bigint, new_bytearray, new_bytes, new_dict, new_frozenset, new_list, new_set, new_tuple,
    str_to_string,
};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};
use malachite_bigint::BigInt;
use std::rc::Rc;
use tricera_text::codec::{Encoding, Errors};

/// What lies on a stack from a place on, taken off to move somewhere else.
struct Taken<'a>(&'a mut Vec<Ref>, usize);

impl Values for Taken<'_> {
    #[inline]
    fn count(&self) -> usize {
        self.0.len() - self.1
    }
    #[inline]
    unsafe fn move_to(self, words: *mut Slot) {
        let n = self.count();
        // SAFETY: a reference is a word; the stack forgets what has moved.
        unsafe {
            words.copy_from_nonoverlapping(self.0.as_ptr().add(self.1).cast(), n);
            self.0.set_len(self.1);
        }
    }
}

/// Text that is not all ASCII.
#[cold]
fn decoded(vm: &Vm, data: &[u8]) -> PyResult {
    match std::str::from_utf8(data) {
        Ok(s) => from_utf8(vm, s),
        Err(_) => match Encoding::Utf8.decode(data, &mut Errors::SurrogatePass) {
            Ok(b) => from_buf(vm, b),
            Err(_) => decode_bytes(vm, data, "utf-8", "surrogatepass"),
        },
    }
}

/// An unpickler at work.
pub struct Loader<'a> {
    vm: &'a Vm,
    u: &'a Unpickler,
    state: Rc<State>,
    /// The part of the input that can be read without asking for more: `data[at..end]`, of which the input knows that it
    /// was read up to `from`.
    data: Rc<[u8]>,
    from: usize,
    at: usize,
    end: usize,
    stack: Vec<Ref>,
    /// Heights of the stack at the marks.
    marks: Vec<usize>,
    /// The lowest place that an instruction may touch: the last mark.
    floor: usize,
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
        let (u, state) = (of(this), State::of(vm));
        let attribute = |name: &str, index: usize| -> PyResult<Option<Ref>> {
            let f = vm.get_attr_opt(this, &vm.interned.intern_str(vm, name))?;
            Ok(f.filter(|f| !is_own(f, index)))
        };
        // Of the type itself: neither a subclass nor a dict of its own has anything to say.
        let (persistent_load, find_class) = if vm.type_of(this) == state.unpickler {
            (u.persistent_load_set(), None)
        } else {
            (
                attribute("persistent_load", PERSISTENT_LOAD)?,
                attribute("find_class", FIND_CLASS)?,
            )
        };
        let (data, at, end) = u.input.window();
        Ok(Loader {
            vm,
            u,
            state,
            data,
            from: at,
            at,
            end,
            stack: Vec::new(),
            marks: Vec::new(),
            floor: 0,
            persistent_load,
            find_class,
        })
    }

    fn error(&self, text: &str) -> Raised {
        unpickling_error(self.vm, text)
    }

    /// Tells the input how far it was read.
    fn leave_window(&mut self) {
        self.u.input.consume(self.at - self.from);
        self.from = self.at;
    }

    /// Takes over what the input has now.
    fn enter_window(&mut self) {
        (self.data, self.at, self.end) = self.u.input.window();
        self.from = self.at;
    }

    #[cold]
    #[inline(never)]
    fn need(&mut self, n: usize) -> PyResult<()> {
        self.leave_window();
        let done = self.u.input.need(self.vm, n);
        self.enter_window();
        done
    }

    /// The next `n` bytes.
    #[inline]
    fn bytes(&mut self, n: usize) -> PyResult<&[u8]> {
        if self.end - self.at < n {
            self.need(n)?;
        }
        let at = self.at;
        self.at += n;
        Ok(&self.data[at..at + n])
    }

    #[inline]
    fn byte(&mut self) -> PyResult<u8> {
        self.array().map(|[b]| b)
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> PyResult<[u8; N]> {
        self.bytes(N)
            .map(|b| b.try_into().expect("so many were asked for"))
    }

    /// A length of four bytes.
    #[inline]
    fn size(&mut self) -> PyResult<usize> {
        Ok(u32::from_le_bytes(self.array()?) as usize)
    }

    fn line(&mut self) -> PyResult<Vec<u8>> {
        self.leave_window();
        let line = self.u.input.line(self.vm);
        self.enter_window();
        line
    }

    #[cold]
    fn underflow(&self) -> Raised {
        match self.marks.is_empty() {
            true => self.error("unpickling stack underflow"),
            false => self.error("unexpected MARK found"),
        }
    }

    fn pop(&mut self) -> PyResult<Ref> {
        if self.stack.len() <= self.floor {
            return Err(self.underflow());
        }
        Ok(self.stack.pop().expect("above the floor"))
    }

    fn top(&self) -> PyResult<Ref> {
        if self.stack.len() <= self.floor {
            return Err(self.underflow());
        }
        Ok(self.stack.last().expect("above the floor").clone())
    }

    fn push(&mut self, r: Ref) {
        self.stack.push(r);
    }

    /// Where the last mark was, which goes.
    #[inline]
    fn pop_mark(&mut self) -> PyResult<usize> {
        let Some(at) = self.marks.pop() else {
            return Err(self.error("could not find MARK"));
        };
        self.floor = self.marks.last().copied().unwrap_or(0);
        Ok(at)
    }

    /// What lies above the last mark, which goes.
    fn above_mark(&mut self) -> PyResult<Vec<Ref>> {
        let at = self.pop_mark()?;
        Ok(self.stack.split_off(at))
    }

    /// Where the last mark was, which goes, and the object below it.
    #[inline]
    fn mark_and_top(&mut self) -> PyResult<(usize, Ref)> {
        let at = self.pop_mark()?;
        if at <= self.floor {
            return Err(self.underflow());
        }
        Ok((at, self.stack[at - 1].clone()))
    }

    fn find(&self, module: &Ref, name: &Ref) -> PyResult {
        match &self.find_class {
            Some(f) => self.vm.call_positional(f, &[module.clone(), name.clone()]),
            None => find_class(self.vm, self.u, module, name),
        }
    }

    /// Runs to the end: the value of the pickle.
    pub fn run(mut self) -> PyResult {
        let value = self.steps();
        self.leave_window();
        value
    }

    fn steps(&mut self) -> PyResult {
        let vm = self.vm;
        loop {
            let op = match self.byte() {
                Ok(op) => op,
                Err(e) => {
                    if vm.raised_is(self.state.unpickling_class()) {
                        vm.clear_exception();
                        return Err(vm.raise_message(vm.types.eof_error, "Ran out of input"));
                    }
                    return Err(e);
                }
            };
            // What pickles are mostly made of; the others have a frame of their own.
            match op {
                STOP => return self.pop(),
                NONE => self.push(Ref::none()),
                NEWTRUE => self.push(Ref::bool(true)),
                NEWFALSE => self.push(Ref::bool(false)),
                BININT => {
                    let n = i32::from_le_bytes(self.array()?);
                    self.push(vm.new_int(n.into()));
                }
                BININT1 => {
                    let n = self.byte()?;
                    self.push(vm.new_int(n.into()));
                }
                BININT2 => {
                    let n = u16::from_le_bytes(self.array()?);
                    self.push(vm.new_int(n.into()));
                }
                LONG1 => {
                    let n = self.byte()?.into();
                    self.load_counted_long(n)?;
                }
                BINFLOAT => {
                    let f = f64::from_be_bytes(self.array()?);
                    self.push(vm.new_float(f));
                }
                SHORT_BINUNICODE => {
                    let n = self.byte()?.into();
                    self.load_text(n)?;
                }
                BINUNICODE => {
                    let n = self.size()?;
                    self.load_text(n)?;
                }
                EMPTY_TUPLE => self.push(new_tuple(vm, [])),
                TUPLE1 | TUPLE2 | TUPLE3 => {
                    let n = (op - TUPLE1 + 1) as usize;
                    if self.stack.len() < self.floor + n {
                        return Err(self.underflow());
                    }
                    let from = self.stack.len() - n;
                    let t = new_tuple(vm, Taken(&mut self.stack, from));
                    self.push(t);
                }
                TUPLE => {
                    let from = self.pop_mark()?;
                    let t = new_tuple(vm, Taken(&mut self.stack, from));
                    self.push(t);
                }
                EMPTY_LIST => self.push(new_list(vm, [])),
                EMPTY_DICT => self.push(new_dict(vm)),
                MARK => {
                    self.floor = self.stack.len();
                    self.marks.push(self.floor);
                }
                APPENDS => self.append_above_mark()?,
                SETITEMS => {
                    let (at, d) = self.mark_and_top()?;
                    if !(self.stack.len() - at).is_multiple_of(2) {
                        return Err(self.error("odd number of items for SETITEMS"));
                    }
                    self.set_items(&d, at)?;
                }
                BINGET => {
                    let n = self.byte()?.into();
                    self.load_known(n)?;
                }
                LONG_BINGET => {
                    let n = self.size()?;
                    self.load_known(n as i64)?;
                }
                BINPUT => {
                    let n = self.byte()?.into();
                    self.remember(n)?;
                }
                LONG_BINPUT => {
                    let n = self.size()?;
                    self.remember(n)?;
                }
                MEMOIZE => {
                    let n = self.u.known.get();
                    self.remember(n)?;
                }
                _ => self.step(op)?,
            }
        }
    }

    #[inline(never)]
    fn step(&mut self, op: u8) -> PyResult<()> {
        let vm = self.vm;
        match op {
            INT => self.load_int()?,
            LONG => self.load_long()?,
            LONG4 => {
                let n = i32::from_le_bytes(self.array()?);
                let n = usize::try_from(n)
                    .map_err(|_| self.error("LONG pickle has negative byte count"))?;
                self.load_counted_long(n)?;
            }
            FLOAT => {
                let line = self.line()?;
                let f = self.parse_float(&String::from_utf8_lossy(&line))?;
                self.push(f);
            }
            SHORT_BINBYTES => {
                let n = self.byte()?.into();
                self.load_bytes(n)?;
            }
            BINBYTES => {
                let n = self.size()?;
                self.load_bytes(n)?;
            }
            BINBYTES8 => {
                let n = self.long_size("BINBYTES8")?;
                self.load_bytes(n)?;
            }
            BYTEARRAY8 => {
                let n = self.long_size("BYTEARRAY8")?;
                let r = new_bytearray(vm, self.bytes(n)?)?;
                self.push(r);
            }
            STRING => {
                let line = self.line()?;
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
                let n = i32::from_le_bytes(self.array()?);
                let n = usize::try_from(n)
                    .map_err(|_| self.error("BINSTRING pickle has negative byte count"))?;
                let data = self.bytes(n)?.to_vec();
                self.push_old_string(data)?;
            }
            SHORT_BINSTRING => {
                let n = self.byte()?.into();
                let data = self.bytes(n)?.to_vec();
                self.push_old_string(data)?;
            }
            UNICODE => {
                let line = self.line()?;
                self.push(decode_bytes(vm, &line, "raw-unicode-escape", "strict")?);
            }
            BINUNICODE8 => {
                let n = self.long_size("BINUNICODE8")?;
                self.load_text(n)?;
            }
            LIST => {
                let items = self.above_mark()?;
                self.push(new_list(vm, items));
            }
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
                if vm.type_of(&list) == vm.types.list {
                    as_list(&list).push(vm, item)?;
                } else {
                    self.append(&list, vec![item])?;
                }
            }
            SETITEM => {
                let value = self.pop()?;
                let key = self.pop()?;
                let d = self.top()?;
                self.set_entry(&d, &key, value)?;
            }
            POP => {
                // A mark that lies on top goes as well.
                if self.marks.last() == Some(&self.stack.len()) {
                    self.pop_mark()?;
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
            PUT => {
                self.top()?;
                let n = self.line_number()?;
                let n = usize::try_from(n).map_err(|_| vm.value_error("negative PUT argument"))?;
                self.remember(n)?;
            }
            PROTO => {
                let n = i32::from(self.byte()?);
                if n > HIGHEST {
                    return Err(vm.value_error(format!("unsupported pickle protocol: {n}")));
                }
                self.u.protocol.set(n);
            }
            FRAME => {
                let n = u64::from_le_bytes(self.array()?);
                let Some(n) = usize::try_from(n)
                    .ok()
                    .filter(|n| isize::try_from(*n).is_ok())
                else {
                    let most = isize::MAX;
                    return Err(vm.overflow_error(format!(
                        "FRAME length exceeds system's maximum of {most} bytes"
                    )));
                };
                self.leave_window();
                let done = self.u.input.frame(vm, n);
                self.enter_window();
                done?;
            }
            GLOBAL => {
                let module = self.line()?;
                let name = self.line()?;
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
                let module = self.line()?;
                let name = self.line()?;
                let items = self.above_mark()?;
                let module = decode_bytes(vm, &module, "ascii", "strict")?;
                let name = decode_bytes(vm, &name, "ascii", "strict")?;
                let class = self.find(&module, &name)?;
                self.instantiate(&class, &items)?;
            }
            BUILD => self.build()?,
            PERSID => {
                let line = self.line()?;
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
                let n = self.byte()?.into();
                self.load_extension(n)?;
            }
            EXT2 => {
                let n = u16::from_le_bytes(self.array()?).into();
                self.load_extension(n)?;
            }
            EXT4 => {
                let n = i32::from_le_bytes(self.array()?).into();
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

    fn long_size(&mut self, what: &str) -> PyResult<usize> {
        let n = u64::from_le_bytes(self.array()?);
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
        let b = new_bytes(self.vm, self.bytes(n)?);
        self.push(b);
        Ok(())
    }

    #[inline]
    fn load_text(&mut self, n: usize) -> PyResult<()> {
        let vm = self.vm;
        let data = self.bytes(n)?;
        let text = match data.is_ascii() {
            true => new_ascii(vm, data)?,
            false => decoded(vm, data)?,
        };
        self.push(text);
        Ok(())
    }

    /// A string of Python 2: text by the encoding, or bytes.
    fn push_old_string(&mut self, data: Vec<u8>) -> PyResult<()> {
        let vm = self.vm;
        let encoding = self.u.encoding.borrow().clone();
        let value = match &*encoding {
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
        let line = self.line()?;
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
        let line = self.line()?;
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
        let value = match self.bytes(n)? {
            b @ [.., last] if n <= 8 => {
                // The rest of the word is what the last byte has for a sign.
                let mut word = [if *last < 0x80 { 0 } else { 0xff }; 8];
                word[..n].copy_from_slice(b);
                vm.new_int(i64::from_le_bytes(word))
            }
            b => new_bigint(vm, BigInt::from_signed_bytes_le(b)),
        };
        self.push(value);
        Ok(())
    }

    /// Appends what lies above the last mark, which goes, to the object below it.
    #[inline]
    fn append_above_mark(&mut self) -> PyResult<()> {
        let vm = self.vm;
        let (at, list) = self.mark_and_top()?;
        if vm.type_of(&list) != vm.types.list {
            let items = self.stack.split_off(at);
            return self.append(&list, items);
        }
        let (list, n) = (as_list(&list), self.stack.len() - at);
        list.reserve_growing(vm, list.len() + n)?;
        // SAFETY: there is room, and exactly the words there is room for move.
        unsafe { list.fill(n, |words| Taken(&mut self.stack, at).move_to(words)) };
        Ok(())
    }

    fn append(&self, list: &Ref, items: Vec<Ref>) -> PyResult<()> {
        let vm = self.vm;
        if items.is_empty() {
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

    /// Sets the keys and values that lie from `at` on.
    fn set_items(&mut self, d: &Ref, at: usize) -> PyResult<()> {
        let vm = self.vm;
        let mut items = self.stack.drain(at..);
        let plain = vm.type_of(d) == vm.types.dict;
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            match plain {
                true => as_dict(d).set(vm, &key, value)?,
                false => vm.set_item(d, &key, &value)?,
            }
        }
        Ok(())
    }

    fn set_entry(&self, d: &Ref, key: &Ref, value: Ref) -> PyResult<()> {
        let vm = self.vm;
        match vm.type_of(d) == vm.types.dict {
            true => as_dict(d).set(vm, key, value),
            false => vm.set_item(d, key, &value),
        }
    }

    fn line_number(&mut self) -> PyResult<i64> {
        let mut line = self.line()?;
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

    #[inline]
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
        if self.stack.len() < self.floor + 2 {
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
