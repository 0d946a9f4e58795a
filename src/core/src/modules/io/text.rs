//! `TextIOWrapper`: text over a buffered stream.

use super::base::{
    check_closed, finalize_by_close, is_closed, new_payload, read_lines, unsupported,
};
use super::buffered;
use super::codec::{Codec, Coder, Cookie};
use super::newline::{Newline, NewlineDecoder, write_newlines};
use crate::modules::support::{bad_argument, c_int, c_long, given, optional_size};
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_bytes, as_str, as_tuple, downcast,
    flags, from_buf, from_utf8, instance_dict_opt, int_is_negative, int_to_i64, new_bytes, new_str,
    new_tuple, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, RefCell};
use tricera_text::codec::{Encoding, Errors, utf8};
use tricera_text::str::StrBuf;

/// Bytes that are collected before they go to the buffer below, and read from it at a time, unless `_CHUNK_SIZE` is set.
const CHUNK: usize = 8192;

/// The payload.
pub struct TextIo {
    /// The stream below; empty before `__init__` and after `detach`.
    pub buffer: Field,
    /// How text is coded: by what is here, or by codecs of the registry.
    coder: RefCell<Coder>,
    chunk: Cell<usize>,
    encoding_name: Field,
    errors: Field,
    newline: Cell<Newline>,
    line_buffering: Cell<bool>,
    write_through: Cell<bool>,
    detached: Cell<bool>,
    /// The finalizer closes it: whoever made it forgot to.
    finalizing: Cell<bool>,
    /// What the stream below said when this was made.
    readable: Cell<bool>,
    writable: Cell<bool>,
    /// Encoded text on its way down.
    pending: RefCell<Vec<u8>>,
    /// Text that was read, used up to `at`.
    decoded: RefCell<StrBuf>,
    at: Cell<usize>,
    /// Where in `decoded` the text of the last chunk begins.
    base: Cell<usize>,
    /// Bytes of an incomplete character, where the coder is not the registry's.
    tail: RefCell<Vec<u8>>,
    newlines: Cell<NewlineDecoder>,
    /// The flags of the decoder before the bytes that `decoded` comes from, and these bytes: for `tell`.
    snapshot: RefCell<Option<(i32, Vec<u8>)>>,
    /// Bytes for each character of the last chunk.
    ratio: Cell<f64>,
    seekable: Cell<bool>,
    /// Positions are not to be told while iterating.
    telling: Cell<bool>,
}

impl Payload for TextIo {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.buffer.traverse(f);
        self.encoding_name.traverse(f);
        self.errors.traverse(f);
        self.coder.borrow().traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<TextIo>();

static METHODS: [MethodDef; 17] = [
    MethodDef::one("write", |vm, this, s| {
        if !s.has_kind(Kind::Str) {
            let t = vm.type_of(s).name_str();
            return Err(vm.type_error(format!("write() argument must be str, not {t}")));
        }
        of(this).buffer(vm)?;
        check_open(vm, this)?;
        if !of(this).writable.get() {
            return Err(unsupported(vm, "not writable"));
        }
        write_str(vm, this, s)?;
        Ok(vm.new_int(as_str(s).len() as i64))
    })
    .text_signature("text, /"),
    MethodDef::positional("read", 0, 1, |vm, this, a| {
        let n = optional_size(vm, a.first())?.unwrap_or(-1);
        of(this).buffer(vm)?;
        check_open(vm, this)?;
        read(vm, this, usize::try_from(n).ok())
    })
    .text_signature("size=-1, /"),
    MethodDef::positional("readline", 0, 1, |vm, this, a| {
        let n = match a.first() {
            Some(n) => vm.as_ssize(n)?,
            None => -1,
        };
        of(this).buffer(vm)?;
        check_open(vm, this)?;
        read_line(vm, this, usize::try_from(n).ok())
    })
    .text_signature("size=-1, /"),
    MethodDef::positional("readlines", 0, 1, |vm, this, a| {
        let hint = optional_size(vm, a.first())?.unwrap_or(-1);
        read_lines(vm, this, hint as i64)
    }),
    MethodDef::no_args("flush", |vm, this| {
        check_open(vm, this)?;
        of(this).telling.set(of(this).seekable.get());
        flush(vm, this)?;
        Ok(Ref::none())
    }),
    MethodDef::no_args("close", close),
    MethodDef::no_args("detach", |vm, this| {
        let buffer = of(this).buffer(vm)?;
        vm.call_method(this, &vm.names.flush, &[])?;
        of(this).buffer.take();
        of(this).detached.set(true);
        Ok(buffer)
    }),
    MethodDef::no_args("fileno", |vm, this| forward(vm, this, "fileno")),
    MethodDef::no_args("isatty", |vm, this| forward(vm, this, "isatty")),
    MethodDef::no_args("seekable", |vm, this| forward(vm, this, "seekable")),
    MethodDef::no_args("readable", |vm, this| forward(vm, this, "readable")),
    MethodDef::no_args("writable", |vm, this| forward(vm, this, "writable")),
    MethodDef::no_args("tell", tell),
    MethodDef::positional("seek", 1, 2, seek).text_signature("cookie, whence=os.SEEK_SET, /"),
    MethodDef::positional("truncate", 0, 1, |vm, this, a| {
        let buffer = of(this).buffer(vm)?;
        vm.call_method(this, &vm.names.flush, &[])?;
        let size = match a.first().filter(|s| !s.is_none()) {
            Some(s) => s.clone(),
            None => vm.call_method_str(this, "tell", &[])?,
        };
        vm.call_method_str(&buffer, "truncate", &[size])
    })
    .text_signature("pos=None, /"),
    MethodDef::keywords(
        "reconfigure",
        "*, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None",
        reconfigure,
    ),
    MethodDef::no_args("__getstate__", super::base::cannot_pickle),
];

static GETSET: [GetSetDef; 10] = [
    GetSetDef::get_set(
        "_finalizing",
        |_, this| Ok(Ref::bool(of(this).finalizing.get())),
        |vm, this, value| super::base::set_finalizing(vm, &of(this).finalizing, value),
    ),
    GetSetDef::get("buffer", |vm, this| of(this).buffer(vm)),
    GetSetDef::get("encoding", |_, this| {
        Ok(of(this).encoding_name.get().unwrap_or_else(Ref::none))
    }),
    GetSetDef::get("errors", |_, this| {
        Ok(of(this).errors.get().unwrap_or_else(Ref::none))
    }),
    GetSetDef::get("newlines", |vm, this| {
        let seen = of(this).newlines.get().seen;
        super::string_io::newlines_object(vm, seen)
    }),
    GetSetDef::get("line_buffering", |_, this| {
        Ok(Ref::bool(of(this).line_buffering.get()))
    }),
    GetSetDef::get("write_through", |_, this| {
        Ok(Ref::bool(of(this).write_through.get()))
    }),
    GetSetDef::get("closed", |vm, this| {
        let buffer = of(this).buffer(vm)?;
        vm.get_attr_str(&buffer, "closed")
    }),
    GetSetDef::get("name", |vm, this| {
        let buffer = of(this).buffer(vm)?;
        vm.get_attr(&buffer, &vm.names.bare_name)
    }),
    GetSetDef::get_set(
        "_CHUNK_SIZE",
        |vm, this| Ok(vm.new_int(of(this).chunk.get() as i64)),
        |vm, this, value| {
            let Some(value) = value else {
                return Err(vm.attribute_error_message(
                    "attribute '_CHUNK_SIZE' of '_io.TextIOWrapper' objects cannot be deleted",
                ));
            };
            match int_to_i64(&vm.index(value)?) {
                Some(n @ 1..) => of(this).chunk.set(n as usize),
                Some(_) => {
                    return Err(vm.value_error("a strictly positive integer is required"));
                }
                None => {
                    return Err(vm.value_error("cannot fit 'int' into an index-sized integer"));
                }
            }
            Ok(())
        },
    ),
];

/// The type.
pub static TEXT_IO: TypeSpec = TypeSpec {
    module: "_io",
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new
            .set(Some(|vm, ty, _| new_payload(vm, ty, TextIo::new())));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.iter.set(Some(|vm, this| {
            check_open(vm, this)?;
            Ok(this.clone())
        }));
        s.next.set(Some(|vm, this| {
            of(this).telling.set(false);
            check_open(vm, this)?;
            let line = if vm.type_of(this).is_heap_type() {
                vm.call_method(this, &vm.names.readline, &[])?
            } else {
                read_line(vm, this, None)?
            };
            if vm.len(&line)? == 0 {
                of(this).telling.set(of(this).seekable.get());
                of(this).snapshot.take();
                return Ok(None);
            }
            Ok(Some(line))
        }));
        s.finalize.set(Some(finalize_by_close));
    },
    ..TypeSpec::new("TextIOWrapper", &LAYOUT)
};

static INIT: MethodDef = MethodDef::keywords(
    "__init__",
    "buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False",
    |_, _, _| Ok(Ref::none()),
);

/// Raises ValueError on a closed stream. Where nobody has overridden anything, its descriptor says so.
fn check_open(vm: &Vm, this: &Ref) -> PyResult<()> {
    if !vm.type_of(this).is_heap_type()
        && let Some(buffer) = of(this).buffer.get()
        && buffered::plain_buffered(vm, &buffer)
        && buffered::is_open(vm, &buffer)
    {
        return Ok(());
    }
    check_closed(vm, this)
}

fn of(this: &Ref) -> &TextIo {
    payload::<TextIo>(this)
}

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let a = INIT.signature().bind(vm, "TextIOWrapper", args)?;
    let flag = |r: &Option<Ref>| r.as_ref().map_or(Ok(false), |r| vm.is_true(r));
    let t = of(this);
    t.buffer.take();
    t.detached.set(false);
    let (name, errors) = encoding_arguments(vm, given(&a[1]), given(&a[2]), false)?;
    set_newline(vm, t, given(&a[3]))?;
    t.line_buffering.set(flag(&a[4])?);
    t.write_through.set(flag(&a[5])?);
    let buffer = a[0].clone().expect("required");
    let codec = Coder::lookup(vm, &name, &errors)?;
    let can = |method| vm.is_true(&vm.call_method_str(&buffer, method, &[])?);
    t.readable.set(can("readable")?);
    t.writable.set(can("writable")?);
    set_coder(vm, t, codec, &name, &errors)?;
    t.forget_decoded();
    t.pending.take();
    t.chunk.set(CHUNK);
    t.buffer.set(buffer.clone());
    t.telling.set(can("seekable")?);
    t.seekable.set(t.telling.get());
    fix_encoder(vm, t)
}

/// The encoding of the locale, `locale.getencoding()`, which is this wherever it matters.
const LOCALE_ENCODING: &str = "UTF-8";

/// The names of the encoding and of the error handler that arguments stand for, of a stream that is known already or not.
fn encoding_arguments(
    vm: &Vm,
    encoding: Option<&Ref>,
    errors: Option<&Ref>,
    known: bool,
) -> PyResult<(Ref, Ref)> {
    for (argument, what) in [(encoding, "'encoding'"), (errors, "'errors'")] {
        let Some(a) = argument else { continue };
        if !a.has_kind(Kind::Str) {
            return Err(bad_argument(vm, a, "TextIOWrapper", what, "str or None"));
        }
        if vm.utf8_of(a)?.contains('\0') && !known {
            return Err(vm.value_error("embedded null character"));
        }
    }
    let name = match encoding {
        Some(e) if str_to_string(e) != "locale" => e.clone(),
        None if vm.config.flags.utf8_mode => from_utf8(vm, "utf-8")?,
        _ => from_utf8(vm, LOCALE_ENCODING)?,
    };
    let errors = errors.cloned();
    Ok((
        name,
        errors.unwrap_or_else(|| vm.interned.intern_str(vm, "strict")),
    ))
}

/// Takes a coder, with its decoder and encoder made as the stream needs them.
fn set_coder(vm: &Vm, t: &TextIo, codec: Codec, name: &Ref, errors: &Ref) -> PyResult<()> {
    let coder = codec.open(vm, errors, t.readable.get(), t.writable.get())?;
    *t.coder.borrow_mut() = coder;
    t.tail.take();
    t.newlines.set(NewlineDecoder::default());
    t.encoding_name.set(name.clone());
    t.errors.set(errors.clone());
    Ok(())
}

/// An encoder that begins in the middle of a file writes no mark.
fn fix_encoder(vm: &Vm, t: &TextIo) -> PyResult<()> {
    let Some(encoder) = t.encoder() else {
        return Ok(());
    };
    if !t.seekable.get() {
        return Ok(());
    }
    let at = vm.call_method_str(&t.buffer(vm)?, "tell", &[])?;
    if int_to_i64(&at) != Some(0) {
        vm.call_method_str(&encoder, "setstate", &[vm.new_int(0)])?;
    }
    Ok(())
}

fn set_newline(vm: &Vm, t: &TextIo, newline: Option<&Ref>) -> PyResult<()> {
    let text = match newline {
        Some(n) if !n.has_kind(Kind::Str) => {
            return Err(vm.type_error(format!(
                "TextIOWrapper() argument 'newline' must be str or None, not {}",
                vm.type_of(n).name_str()
            )));
        }
        other => other.map(str_to_string),
    };
    match Newline::from_text(text.as_deref()) {
        Some(n) => t.newline.set(n),
        None => {
            let shown = newline.map(str_to_string).unwrap_or_default();
            return Err(vm.value_error(format!("illegal newline value: {shown}")));
        }
    }
    Ok(())
}

fn reconfigure(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let t = of(this);
    let changes = given(&a[0]).is_some() || given(&a[1]).is_some() || a[2].is_some();
    let has_read = !t.decoded.borrow().is_empty()
        || matches!(&*t.snapshot.borrow(), Some((_, bytes)) if !bytes.is_empty());
    if changes && has_read {
        return Err(unsupported(
            vm,
            "It is not possible to set the encoding or newline of stream after the first read",
        ));
    }
    vm.call_method(this, &vm.names.flush, &[])?;
    let changes_coding = given(&a[0]).is_some() || given(&a[1]).is_some();
    if changes_coding {
        let errors = match (given(&a[0]), given(&a[1])) {
            // Another encoding begins with its usual handler.
            (_, Some(e)) => Some(e.clone()),
            (Some(_), None) => None,
            (None, None) => t.errors.get(),
        };
        let encoding = given(&a[0]).cloned().or_else(|| t.encoding_name.get());
        let (name, errors) = encoding_arguments(vm, encoding.as_ref(), errors.as_ref(), true)?;
        let codec = Coder::lookup(vm, &name, &errors)?;
        set_coder(vm, t, codec, &name, &errors)?;
    }
    if let Some(n) = &a[2] {
        set_newline(vm, t, Some(n).filter(|n| !n.is_none()))?;
    }
    if changes_coding {
        fix_encoder(vm, t)?;
    }
    if let Some(l) = given(&a[3]) {
        t.line_buffering.set(c_long(vm, l)? != 0);
    }
    if let Some(w) = given(&a[4]) {
        t.write_through.set(c_long(vm, w)? != 0);
    }
    Ok(Ref::none())
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    of(this).initialized(vm)?;
    let mut text = format!("<{}", vm.type_of(this).name_str());
    if of(this).buffer.is_set() {
        for name in ["name", "mode"] {
            let v = vm.get_attr_opt(this, &vm.interned.intern_str(vm, name));
            match v {
                Ok(Some(v)) => text += &format!(" {name}={}", vm.repr_string(&v)?),
                Ok(None) => {}
                Err(r) => vm.catch(r, vm.types.value_error)?,
            }
        }
    }
    let encoding = of(this).encoding_name.get().unwrap_or_else(Ref::none);
    text += &format!(" encoding={}>", vm.repr_string(&encoding)?);
    from_utf8(vm, &text)
}

fn forward(vm: &Vm, this: &Ref, method: &str) -> PyResult {
    let buffer = of(this).buffer(vm)?;
    vm.call_method_str(&buffer, method, &[])
}

impl TextIo {
    fn new() -> TextIo {
        TextIo {
            buffer: Field::empty(),
            coder: RefCell::default(),
            chunk: Cell::new(CHUNK),
            encoding_name: Field::empty(),
            errors: Field::empty(),
            newline: Cell::new(Newline::Universal),
            line_buffering: Cell::new(false),
            write_through: Cell::new(false),
            detached: Cell::new(false),
            finalizing: Cell::new(false),
            readable: Cell::new(false),
            writable: Cell::new(false),
            pending: RefCell::default(),
            decoded: RefCell::new(StrBuf::new()),
            at: Cell::new(0),
            base: Cell::new(0),
            tail: RefCell::default(),
            newlines: Cell::default(),
            ratio: Cell::new(0.0),
            snapshot: RefCell::default(),
            seekable: Cell::new(false),
            telling: Cell::new(true),
        }
    }

    fn buffer(&self, vm: &Vm) -> PyResult {
        match self.buffer.get() {
            Some(b) => Ok(b),
            None if self.detached.get() => {
                Err(vm.value_error("underlying buffer has been detached"))
            }
            None => Err(vm.value_error("I/O operation on uninitialized object")),
        }
    }

    /// Has `__init__` come to its end?
    fn initialized(&self, vm: &Vm) -> PyResult<()> {
        match self.encoding_name.is_set() && (self.buffer.is_set() || self.detached.get()) {
            true => Ok(()),
            false => Err(vm.value_error("I/O operation on uninitialized object")),
        }
    }

    /// The registry's encoder, if there is one.
    fn encoder(&self) -> Option<Ref> {
        match &*self.coder.borrow() {
            Coder::Registered { encoder, .. } => encoder.clone(),
            Coder::Native(_) => None,
        }
    }

    /// The registry's decoder, if there is one.
    fn decoder(&self) -> Option<Ref> {
        match &*self.coder.borrow() {
            Coder::Registered { decoder, .. } => decoder.clone(),
            Coder::Native(_) => None,
        }
    }

    fn errors(&self) -> Errors {
        let name = self.errors.get().map(|e| str_to_string(&e));
        name.and_then(|n| Errors::from_name(&n))
            .unwrap_or(Errors::Strict)
    }

    fn forget_decoded(&self) {
        *self.decoded.borrow_mut() = StrBuf::new();
        self.at.set(0);
        self.base.set(0);
        self.snapshot.take();
    }

    /// Appends encoded text to what is on its way down.
    fn encode(&self, vm: &Vm, this: &Ref, s: &Ref) -> PyResult<()> {
        let text = as_str(s);
        let native = match &*self.coder.borrow() {
            Coder::Native(e) => Some(*e),
            Coder::Registered { .. } => None,
        };
        if native.is_some()
            && let Some(t) = text.as_ascii()
        {
            return self.add_pending(vm, this, t.as_bytes());
        }
        let Some(native) = native else {
            let Some(encoder) = self.encoder() else {
                return Err(unsupported(vm, "not writable"));
            };
            let bytes = vm.call_method_str(&encoder, "encode", std::slice::from_ref(s))?;
            if !bytes.has_kind(Kind::Bytes) {
                return Err(vm.type_error(format!(
                    "encoder should return a bytes object, not '{}'",
                    vm.type_of(&bytes).name_str()
                )));
            }
            return self.add_pending(vm, this, as_bytes(&bytes));
        };
        match native.encode(text.units(), &mut self.errors()) {
            Ok(bytes) => self.add_pending(vm, this, &bytes),
            // `str.encode` raises the exception of this failure.
            Err(_) => {
                let (e, h) = (self.encoding_name.get(), self.errors.get());
                let args: Vec<Ref> = e.into_iter().chain(h).collect();
                let bytes = vm.call_method_str(s, "encode", &args)?;
                self.add_pending(vm, this, as_bytes(&bytes))
            }
        }
    }

    /// Adds to what is on its way down, which does not grow beyond a chunk.
    #[inline]
    fn add_pending(&self, vm: &Vm, this: &Ref, bytes: &[u8]) -> PyResult<()> {
        let is_full = |held: usize| held > 0 && held + bytes.len() > self.chunk.get();
        while is_full(self.pending.borrow().len()) {
            flush_pending(vm, this)?;
        }
        self.pending.borrow_mut().extend_from_slice(bytes);
        Ok(())
    }
}

/// Can `print` write to it directly: a text stream of ours, open, whose `write` nobody has replaced?
pub fn is_plain_writer(vm: &Vm, file: &Ref) -> bool {
    let Some(t) = downcast::<TextIo>(vm, file) else {
        return false;
    };
    if vm.type_of(file).is_heap_type() || !t.buffer.is_set() || !t.writable.get() {
        return false;
    }
    let replaced = match instance_dict_opt(vm, file) {
        // SAFETY: an instance dict is a dict.
        Some(d) => !unsafe { d.cast::<crate::object::DictObject>() }
            .get_str(&vm.names.write)
            .is_null(),
        None => false,
    };
    if replaced {
        return false;
    }
    let buffer = t.buffer.get().expect("set");
    if buffered::plain_buffered(vm, &buffer) {
        return buffered::is_open(vm, &buffer);
    }
    match is_closed(vm, file) {
        Ok(closed) => !closed,
        Err(_) => {
            vm.clear_exception();
            false
        }
    }
}

/// `file.write(s)`, for an open text stream.
pub fn write_str(vm: &Vm, this: &Ref, s: &Ref) -> PyResult<()> {
    let t = of(this);
    let text = as_str(s);
    let lf = super::newline::find(text.units(), 0, b'\n').is_some();
    match t.newline.get().written() {
        Some(with) if lf => {
            let translated = from_buf(vm, write_newlines(text.units(), with))?;
            t.encode(vm, this, &translated)?;
        }
        _ => t.encode(vm, this, s)?,
    }
    let line_done =
        t.line_buffering.get() && (lf || super::newline::find(text.units(), 0, b'\r').is_some());
    after_write(vm, this, line_done)
}

/// `file.write(text)`, for ASCII text and an open text stream.
pub fn write_ascii(vm: &Vm, this: &Ref, text: &str) -> PyResult<()> {
    let t = of(this);
    let simple = matches!(&*t.coder.borrow(), Coder::Native(_));
    if !simple || t.newline.get().written().is_some() {
        return write_str(vm, this, &from_utf8(vm, text)?);
    }
    t.add_pending(vm, this, text.as_bytes())?;
    after_write(
        vm,
        this,
        t.line_buffering.get() && text.contains(['\n', '\r']),
    )
}

/// `file.write(str(i))`, for an open text stream.
pub fn write_int(vm: &Vm, this: &Ref, i: i64) -> PyResult<()> {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    let mut rest = i.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if i < 0 {
        at -= 1;
        digits[at] = b'-';
    }
    write_ascii(
        vm,
        this,
        std::str::from_utf8(&digits[at..]).expect("digits"),
    )
}

fn after_write(vm: &Vm, this: &Ref, line_done: bool) -> PyResult<()> {
    let t = of(this);
    if line_done || t.write_through.get() || t.pending.borrow().len() >= t.chunk.get() {
        flush_pending(vm, this)?;
    }
    if line_done {
        flush_buffer(vm, this)?;
    }
    // What was read ahead is forgotten where it can be read again.
    if t.snapshot.borrow().is_some() {
        t.forget_decoded();
        reset_decoder(vm, t)?;
    }
    Ok(())
}

/// Gives the collected bytes to the stream below.
fn flush_pending(vm: &Vm, this: &Ref) -> PyResult<()> {
    let t = of(this);
    if t.pending.borrow().is_empty() {
        return Ok(());
    }
    let buffer = t.buffer(vm)?;
    let data = t.pending.take();
    if buffered::plain_buffered(vm, &buffer) {
        buffered::check_open(vm, &buffer)?;
        return match buffered::write(vm, &buffer, &data) {
            Ok(()) => {
                // The vector goes round: no allocation per line.
                let mut pending = t.pending.borrow_mut();
                if pending.is_empty() {
                    *pending = data;
                    pending.clear();
                }
                Ok(())
            }
            Err(r) => Err(r),
        };
    }
    vm.call_method(&buffer, &vm.names.write, &[new_bytes(vm, data)])
        .map(drop)
}

fn flush_buffer(vm: &Vm, this: &Ref) -> PyResult<()> {
    let buffer = of(this).buffer(vm)?;
    if buffered::plain_buffered(vm, &buffer) {
        return buffered::flush(vm, &buffer);
    }
    vm.call_method(&buffer, &vm.names.flush, &[]).map(drop)
}

/// `flush()` of an open stream.
pub fn flush(vm: &Vm, this: &Ref) -> PyResult<()> {
    flush_pending(vm, this)?;
    flush_buffer(vm, this)
}

fn close(vm: &Vm, this: &Ref) -> PyResult {
    let buffer = of(this).buffer(vm)?;
    if is_closed(vm, this)? {
        return Ok(Ref::none());
    }
    if of(this).finalizing.get() {
        super::base::pass_dealloc_warn(vm, &buffer, this);
    }
    let flushed = vm.call_method(this, &vm.names.flush, &[]);
    let saved = vm.exception.take();
    let closed = vm.call_method(&buffer, &vm.names.close, &[]);
    match (flushed, closed) {
        (Ok(_), r) => r.map(|_| Ref::none()),
        (Err(r), Ok(_)) => {
            vm.exception.replace(saved);
            Err(r)
        }
        (Err(_), Err(r)) => {
            if let (Some(new), Some(old)) = (vm.exception.get(), saved) {
                vm.set_context(&new, old);
            }
            Err(r)
        }
    }
}

/// Decodes the next bytes; an incomplete character waits for more unless it is the last piece.
fn decode(vm: &Vm, t: &TextIo, input: &[u8], last: bool) -> PyResult<StrBuf> {
    let text = match t.decoder() {
        Some(decoder) => {
            let args = [new_bytes(vm, input), Ref::bool(last)];
            let s = vm.call_method_str(&decoder, "decode", &args)?;
            if !s.has_kind(Kind::Str) {
                return Err(vm.type_error(format!(
                    "decoder should return a string result, not '{}'",
                    vm.type_of(&s).name_str()
                )));
            }
            StrBuf::from(as_str(&s).units())
        }
        None => decode_native(vm, t, input, last)?,
    };
    let mut newlines = t.newlines.get();
    let text = match t.newline.get() {
        Newline::Universal => newlines.decode(text, true, last),
        Newline::Untranslated => newlines.decode(text, false, last),
        _ => text,
    };
    t.newlines.set(newlines);
    Ok(text)
}

fn decode_native(vm: &Vm, t: &TextIo, input: &[u8], last: bool) -> PyResult<StrBuf> {
    let Coder::Native(encoding) = *t.coder.borrow() else {
        return Err(unsupported(vm, "not readable"));
    };
    let joined;
    let mut bytes = input;
    let tail = t.tail.take();
    if !tail.is_empty() {
        joined = [&tail[..], input].concat();
        bytes = &joined;
    }
    let mut errors = t.errors();
    let result = match encoding {
        Encoding::Utf8 => utf8::decode(bytes, &mut errors, last),
        other => other.decode(bytes, &mut errors).map(|s| (s, bytes.len())),
    };
    match result {
        Ok((s, n)) => {
            *t.tail.borrow_mut() = bytes[n..].to_vec();
            Ok(s)
        }
        // `bytes.decode` raises the exception of this failure.
        Err(_) => {
            let b = new_bytes(vm, bytes);
            let (e, h) = (t.encoding_name.get(), t.errors.get());
            let args: Vec<Ref> = e.into_iter().chain(h).collect();
            let s = vm.call_method_str(&b, "decode", &args)?;
            Ok(StrBuf::from(as_str(&s).units()))
        }
    }
}

/// Reads and decodes the next chunk; false at the end.
fn read_chunk(vm: &Vm, this: &Ref, hint: usize) -> PyResult<bool> {
    let t = of(this);
    let buffer = t.buffer(vm)?;
    // What the decoder is at before these bytes, if positions can be told.
    let before = match t.telling.get() {
        true => Some(decoder_state(vm, t)?),
        false => None,
    };
    let chunk = t.chunk.get().max((t.ratio.get() * hint as f64) as usize);
    let bytes = if buffered::plain_buffered(vm, &buffer) {
        let can = vm.call_method_str(&buffer, "readable", &[])?;
        if !vm.is_true(&can)? {
            return Err(unsupported(vm, "not readable"));
        }
        buffered::read1(vm, &buffer, chunk)?
    } else {
        let read1 = vm.interned.intern_str(vm, "read1");
        let n = vm.new_int(chunk as i64);
        let got = match vm.get_attr_opt(&buffer, &read1)? {
            Some(f) => vm.call_one(&f, &n)?,
            None => vm.call_method(&buffer, &vm.names.read, &[n])?,
        };
        crate::modules::support::bytes_arg(vm, &got).map_err(|r| {
            vm.clear_exception();
            let _ = r;
            vm.type_error(format!(
                "underlying read1() should have returned a bytes-like object, not '{}'",
                vm.type_of(&got).name_str()
            ))
        })?
    };
    let end = bytes.is_empty();
    let text = decode(vm, t, &bytes, end)?;
    let more = !text.is_empty();
    t.ratio.set(match text.len() {
        0 => 0.0,
        n => bytes.len() as f64 / n as f64,
    });
    let mut decoded = t.decoded.borrow_mut();
    let at = t.at.get();
    if at < decoded.len() {
        let mut joined = StrBuf::new();
        joined.push_str(decoded.view().slice(at..decoded.len()));
        t.base.set(joined.len());
        joined.push_str(text.view());
        *decoded = joined;
    } else {
        *decoded = text;
        t.base.set(0);
    }
    t.at.set(0);
    drop(decoded);
    if let Some((mut held, flags)) = before {
        held.extend_from_slice(&bytes);
        *t.snapshot.borrow_mut() = Some((flags, held));
    }
    Ok(!end || more)
}

fn prepare_read(vm: &Vm, this: &Ref) -> PyResult<()> {
    of(this).buffer(vm)?;
    if !of(this).readable.get() {
        return Err(unsupported(vm, "not readable"));
    }
    flush_pending(vm, this)
}

fn take(vm: &Vm, t: &TextIo, n: usize) -> PyResult {
    let at = t.at.get();
    t.at.set(at + n);
    let decoded = t.decoded.borrow();
    new_str(vm, decoded.view().slice(at..at + n))
}

fn left(t: &TextIo) -> usize {
    t.decoded.borrow().len() - t.at.get()
}

fn read(vm: &Vm, this: &Ref, n: Option<usize>) -> PyResult {
    prepare_read(vm, this)?;
    let t = of(this);
    match n {
        Some(n) => {
            while left(t) < n {
                if !read_chunk(vm, this, n - left(t))? {
                    break;
                }
            }
            take(vm, t, n.min(left(t)))
        }
        None => {
            let buffer = t.buffer(vm)?;
            let bytes = vm.call_method(&buffer, &vm.names.read, &[])?;
            if bytes.is_none() {
                let text = from_utf8(vm, "Read returned None.")?;
                return Err(vm.raise_new(vm.types.blocking_io_error, vec![text]));
            }
            let bytes = crate::modules::support::bytes_arg(vm, &bytes)?;
            let rest = decode(vm, t, &bytes, true)?;
            let mut all = StrBuf::new();
            {
                let decoded = t.decoded.borrow();
                all.push_str(decoded.view().slice(t.at.get()..decoded.len()));
            }
            all.push_str(rest.view());
            t.forget_decoded();
            from_buf(vm, all)
        }
    }
}

fn read_line(vm: &Vm, this: &Ref, limit: Option<usize>) -> PyResult {
    prepare_read(vm, this)?;
    let t = of(this);
    let mut searched = 0;
    loop {
        let end = {
            let decoded = t.decoded.borrow();
            t.newline
                .get()
                .line_end(decoded.view(), t.at.get() + searched)
        };
        let n = left(t);
        let found = end.map(|e| e - t.at.get());
        match (found, limit) {
            (Some(f), Some(l)) if f <= l => return take(vm, t, f),
            (Some(f), None) => return take(vm, t, f),
            (_, Some(l)) if n >= l => return take(vm, t, l),
            _ => {}
        }
        // The last unit may be the first half of a line end.
        searched = n.saturating_sub(1);
        if !read_chunk(vm, this, 0)? {
            return take(vm, t, left(t));
        }
    }
}

fn tell(vm: &Vm, this: &Ref) -> PyResult {
    check_open(vm, this)?;
    let t = of(this);
    let buffer = t.buffer(vm)?;
    if !t.seekable.get() {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    if !t.telling.get() {
        return Err(vm.os_error_message("telling position disabled by next() call"));
    }
    flush_pending(vm, this)?;
    vm.call_method(this, &vm.names.flush, &[])?;
    let at = vm.call_method_str(&t.buffer(vm)?, "tell", &[])?;
    drop(buffer);
    let snapshot = t.snapshot.borrow().clone();
    let Some((flags, bytes)) = snapshot else {
        return Ok(at);
    };
    let mut cookie = Cookie {
        start: c_long(vm, &at)? - bytes.len() as i64,
        flags,
        ..Cookie::default()
    };
    let skip = t.at.get().saturating_sub(t.base.get());
    if skip == 0 {
        return Ok(cookie.pack(vm));
    }
    // The decoder goes over the bytes once more, and gets its state back.
    let (held, state) = decoder_state(vm, t)?;
    let seen = t.newlines.get().seen;
    let found = position_of(vm, t, &mut cookie, &bytes, skip);
    let restored = set_decoder_state(vm, t, &held, state);
    let mut newlines = t.newlines.get();
    newlines.seen = seen;
    t.newlines.set(newlines);
    found?;
    restored?;
    Ok(cookie.pack(vm))
}

/// Moves the cookie, which stands at the begin of `bytes`, to where they give `skip` characters.
fn position_of(
    vm: &Vm,
    t: &TextIo,
    cookie: &mut Cookie,
    bytes: &[u8],
    mut skip: usize,
) -> PyResult<()> {
    // Near it at once: from as many bytes as there should be, back to where the decoder holds none.
    let mut near = ((t.ratio.get() * skip as f64) as usize).min(bytes.len());
    let mut back = 1;
    let begin = cookie.flags;
    while near > 0 {
        set_decoder_state(vm, t, &[], begin)?;
        let n = decode(vm, t, &bytes[..near], false)?.len();
        if n <= skip {
            let (held, flags) = decoder_state(vm, t)?;
            if held.is_empty() {
                cookie.flags = flags;
                skip -= n;
                break;
            }
            near = near.saturating_sub(held.len());
            back = 1;
        } else {
            near = near.saturating_sub(back);
            back *= 2;
        }
    }
    if near == 0 {
        set_decoder_state(vm, t, &[], begin)?;
    }
    cookie.start += near as i64;
    cookie.skip = skip as u32;
    if skip == 0 {
        return Ok(());
    }
    // Then byte by byte.
    let mut n = 0;
    for b in &bytes[near..] {
        n += decode(vm, t, std::slice::from_ref(b), false)?.len();
        cookie.feed += 1;
        let (held, flags) = decoder_state(vm, t)?;
        if held.is_empty() && n <= skip {
            cookie.start += i64::from(cookie.feed);
            cookie.flags = flags;
            cookie.feed = 0;
            skip -= n;
            n = 0;
        }
        if n >= skip {
            break;
        }
    }
    if n < skip {
        n += decode(vm, t, &[], true)?.len();
        cookie.need_eof = true;
        if n < skip {
            return Err(vm.os_error_message("can't reconstruct logical file position"));
        }
    }
    cookie.skip = skip as u32;
    Ok(())
}

fn seek(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    check_open(vm, this)?;
    let t = of(this);
    let buffer = t.buffer(vm)?;
    let whence = match a.get(1) {
        Some(w) => c_int(vm, w)?,
        None => 0,
    };
    if !t.seekable.get() {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    let is_zero = |r: &Ref| int_to_i64(r) == Some(0);
    let to = match whence {
        0 => a[0].clone(),
        1 if !is_zero(&a[0]) => {
            return Err(unsupported(vm, "can't do nonzero cur-relative seeks"));
        }
        1 => {
            vm.call_method(this, &vm.names.flush, &[])?;
            vm.call_method_str(this, "tell", &[])?
        }
        2 if !is_zero(&a[0]) => {
            return Err(unsupported(vm, "can't do nonzero end-relative seeks"));
        }
        2 => {
            vm.call_method(this, &vm.names.flush, &[])?;
            t.forget_decoded();
            reset_decoder(vm, t)?;
            t.telling.set(true);
            let at = vm.call_method_str(&buffer, "seek", &[vm.new_int(0), vm.new_int(2)])?;
            set_encoder_start(vm, t, is_zero(&at))?;
            return Ok(at);
        }
        _ => {
            return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)")));
        }
    };
    let to = vm.index(&to)?;
    if int_is_negative(&to) {
        let shown = vm.repr_string(&to)?;
        return Err(vm.value_error(format!("negative seek position {shown}")));
    }
    vm.call_method(this, &vm.names.flush, &[])?;
    let cookie = Cookie::unpack(vm, &to)?;
    vm.call_method_str(&buffer, "seek", &[vm.new_int(cookie.start)])?;
    t.forget_decoded();
    t.telling.set(true);
    if cookie.start == 0 && cookie.flags == 0 {
        reset_decoder(vm, t)?;
    } else {
        set_decoder_state(vm, t, &[], cookie.flags)?;
    }
    if cookie.skip > 0 {
        let n = vm.new_int(cookie.feed.into());
        let got = vm.call_method(&buffer, &vm.names.read, &[n])?;
        if !got.has_kind(Kind::Bytes) {
            return Err(vm.type_error(format!(
                "underlying read() should have returned a bytes object, not '{}'",
                vm.type_of(&got).name_str()
            )));
        }
        let bytes = as_bytes(&got).to_vec();
        let text = decode(vm, t, &bytes, cookie.need_eof)?;
        *t.snapshot.borrow_mut() = Some((cookie.flags, bytes));
        let n = text.len();
        *t.decoded.borrow_mut() = text;
        if n < cookie.skip as usize {
            return Err(vm.os_error_message("can't restore logical file position"));
        }
        t.at.set(cookie.skip as usize);
    } else {
        *t.snapshot.borrow_mut() = Some((cookie.flags, Vec::new()));
    }
    set_encoder_start(vm, t, cookie.start == 0 && cookie.flags == 0)?;
    Ok(to)
}

/// Tells the encoder whether it is at the begin, where a mark may be due.
fn set_encoder_start(vm: &Vm, t: &TextIo, at_begin: bool) -> PyResult<()> {
    let Some(encoder) = t.encoder() else {
        return Ok(());
    };
    match at_begin {
        true => vm.call_method_str(&encoder, "reset", &[]),
        false => vm.call_method_str(&encoder, "setstate", &[vm.new_int(0)]),
    }
    .map(drop)
}

/// Does the decoder handle line ends, too?
fn is_universal(t: &TextIo) -> bool {
    matches!(t.newline.get(), Newline::Universal | Newline::Untranslated)
}

/// The bytes that the decoder holds, and its flags, the lowest of which says that a `\r` waits, where line ends are its.
fn decoder_state(vm: &Vm, t: &TextIo) -> PyResult<(Vec<u8>, i32)> {
    let (held, flags) = match t.decoder() {
        None => (t.tail.borrow().clone(), 0),
        Some(decoder) => {
            let state = vm.call_method_str(&decoder, "getstate", &[])?;
            let Some([held, flags]) = as_tuple(&state) else {
                return Err(vm.type_error("illegal decoder state"));
            };
            if !held.has_kind(Kind::Bytes) {
                return Err(vm.type_error(format!(
                    "illegal decoder state: the first item should be a bytes object, not '{}'",
                    vm.type_of(held).name_str()
                )));
            }
            (as_bytes(held).to_vec(), c_int(vm, flags)?)
        }
    };
    if !is_universal(t) {
        return Ok((held, flags));
    }
    let waits = i32::from(t.newlines.get().pending_cr);
    Ok((held, flags.wrapping_mul(2) | waits))
}

fn set_decoder_state(vm: &Vm, t: &TextIo, held: &[u8], flags: i32) -> PyResult<()> {
    let mut flags = flags;
    if is_universal(t) {
        let mut newlines = t.newlines.get();
        newlines.pending_cr = flags & 1 != 0;
        t.newlines.set(newlines);
        flags >>= 1;
    }
    match t.decoder() {
        None => *t.tail.borrow_mut() = held.to_vec(),
        Some(decoder) => {
            let state = new_tuple(vm, [new_bytes(vm, held), vm.new_int(flags.into())]);
            vm.call_method_str(&decoder, "setstate", &[state])?;
        }
    }
    Ok(())
}

fn reset_decoder(vm: &Vm, t: &TextIo) -> PyResult<()> {
    t.tail.take();
    t.newlines.set(NewlineDecoder::default());
    match t.decoder() {
        Some(decoder) => vm.call_method_str(&decoder, "reset", &[]).map(drop),
        None => Ok(()),
    }
}

/// The tuple or str of `newlines`, shared with `StringIO`.
pub fn kinds_of(vm: &Vm, kinds: Vec<Ref>) -> Ref {
    match kinds.len() {
        0 => Ref::none(),
        1 => kinds[0].clone(),
        _ => new_tuple(vm, kinds),
    }
}
