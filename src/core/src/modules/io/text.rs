//! `TextIOWrapper`: text over a buffered stream.

use super::base::{
    check_closed, finalize_by_close, is_closed, new_payload, read_lines, unsupported,
};
use super::buffered;
use super::newline::{Newline, NewlineDecoder, write_newlines};
use crate::modules::support::{bad_argument, c_int, c_long, given, optional_size};
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_bytes, as_str, downcast, flags,
    from_buf, from_utf8, instance_dict_opt, new_bytes, new_str, new_tuple, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, RefCell};
use tricera_text::codec::{ByteOrder, Encoding, Errors, utf8, utf16, utf32};
use tricera_text::str::StrBuf;

/// Bytes that are collected before they go to the buffer below, and read from it at a time.
const CHUNK: usize = 8192;

/// The payload.
pub struct TextIo {
    /// The stream below; empty before `__init__` and after `detach`.
    pub buffer: Field,
    encoding: Cell<Encoding>,
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
    decoder: RefCell<Decoder>,
    /// The bytes that `decoded` comes from, the position of the first, and the decoder before them: for `tell`.
    snapshot: RefCell<Option<(i64, Vec<u8>, Decoder)>>,
    /// Positions are not to be told while iterating.
    telling: Cell<bool>,
}

#[derive(Clone, Default)]
struct Decoder {
    /// Bytes of an incomplete character.
    tail: Vec<u8>,
    /// The byte order that a mark has told.
    order: Option<ByteOrder>,
    /// The mark of "utf-8-sig" has been looked for.
    started: bool,
    newlines: NewlineDecoder,
}

impl Payload for TextIo {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.buffer.traverse(f);
        self.encoding_name.traverse(f);
        self.errors.traverse(f);
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
        check_closed(vm, this)?;
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
        check_closed(vm, this)?;
        read(vm, this, usize::try_from(n).ok())
    })
    .text_signature("size=-1, /"),
    MethodDef::positional("readline", 0, 1, |vm, this, a| {
        let n = match a.first() {
            Some(n) => vm.as_ssize(n)?,
            None => -1,
        };
        of(this).buffer(vm)?;
        check_closed(vm, this)?;
        read_line(vm, this, usize::try_from(n).ok())
    })
    .text_signature("size=-1, /"),
    MethodDef::positional("readlines", 0, 1, |vm, this, a| {
        let hint = optional_size(vm, a.first())?.unwrap_or(-1);
        read_lines(vm, this, hint as i64)
    }),
    MethodDef::no_args("flush", |vm, this| {
        check_closed(vm, this)?;
        of(this).telling.set(true);
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
    MethodDef::no_args("tell", |vm, this| Ok(vm.new_int(tell(vm, this)?))),
    MethodDef::positional("seek", 1, 2, seek).text_signature("cookie, whence=os.SEEK_SET, /"),
    MethodDef::positional("truncate", 0, 1, |vm, this, a| {
        let buffer = of(this).buffer(vm)?;
        vm.call_method(this, &vm.names.flush, &[])?;
        let size = match a.first().filter(|s| !s.is_none()) {
            Some(s) => s.clone(),
            None => vm.new_int(tell(vm, this)?),
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
    GetSetDef::get("buffer", |_, this| {
        Ok(of(this).buffer.get().unwrap_or_else(Ref::none))
    }),
    GetSetDef::get("encoding", |_, this| {
        Ok(of(this).encoding_name.get().unwrap_or_else(Ref::none))
    }),
    GetSetDef::get("errors", |_, this| {
        Ok(of(this).errors.get().unwrap_or_else(Ref::none))
    }),
    GetSetDef::get("newlines", |vm, this| {
        let seen = of(this).decoder.borrow().newlines.seen;
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
    GetSetDef::get("_CHUNK_SIZE", |vm, _| Ok(vm.new_int(CHUNK as i64))),
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
            check_closed(vm, this)?;
            Ok(this.clone())
        }));
        s.next.set(Some(|vm, this| {
            of(this).telling.set(false);
            check_closed(vm, this)?;
            let line = if vm.type_of(this).is_heap_type() {
                vm.call_method(this, &vm.names.readline, &[])?
            } else {
                read_line(vm, this, None)?
            };
            if vm.len(&line)? == 0 {
                of(this).telling.set(true);
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

fn of(this: &Ref) -> &TextIo {
    payload::<TextIo>(this)
}

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let a = INIT.signature().bind(vm, "TextIOWrapper", args)?;
    let flag = |r: &Option<Ref>| r.as_ref().map_or(Ok(false), |r| vm.is_true(r));
    let t = of(this);
    set_encoding(vm, t, given(&a[1]), given(&a[2]))?;
    set_newline(vm, t, given(&a[3]))?;
    t.line_buffering.set(flag(&a[4])?);
    t.write_through.set(flag(&a[5])?);
    let buffer = a[0].clone().expect("required");
    let can = |method| vm.is_true(&vm.call_method_str(&buffer, method, &[])?);
    t.readable.set(can("readable")?);
    t.writable.set(can("writable")?);
    t.buffer.set(buffer);
    t.detached.set(false);
    Ok(())
}

/// The encoding of the locale, `locale.getencoding()`, which is this wherever it matters.
const LOCALE_ENCODING: &str = "UTF-8";

fn set_encoding(vm: &Vm, t: &TextIo, encoding: Option<&Ref>, errors: Option<&Ref>) -> PyResult<()> {
    for (argument, what) in [(encoding, "'encoding'"), (errors, "'errors'")] {
        let Some(a) = argument else { continue };
        if !a.has_kind(Kind::Str) {
            return Err(bad_argument(vm, a, "TextIOWrapper", what, "str or None"));
        }
        if str_to_string(a).contains('\0') {
            return Err(vm.value_error("embedded null character"));
        }
    }
    let name = match encoding {
        Some(e) => match str_to_string(e).as_str() {
            "locale" => LOCALE_ENCODING.to_owned(),
            name => name.to_owned(),
        },
        None if vm.config.flags.utf8_mode => "utf-8".to_owned(),
        None => LOCALE_ENCODING.to_owned(),
    };
    let Some(known) = Encoding::from_name(&name) else {
        return Err(vm.lookup_error(format!("unknown encoding: {name}")));
    };
    let errors = match errors {
        Some(e) => {
            let text = str_to_string(e);
            if Errors::from_name(&text).is_none() {
                return Err(vm.lookup_error(format!("unknown error handler name '{text}'")));
            }
            e.clone()
        }
        None => vm.interned.intern_str(vm, "strict"),
    };
    t.encoding.set(known);
    t.encoding_name.set(from_utf8(vm, &name)?);
    t.errors.set(errors);
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
    let changes_decoding = given(&a[0]).is_some() || a[2].is_some();
    if changes_decoding && t.snapshot.borrow().is_some() {
        return Err(unsupported(
            vm,
            "It is not possible to set the encoding or newline of stream after the first read",
        ));
    }
    vm.call_method(this, &vm.names.flush, &[])?;
    if given(&a[0]).is_some() || given(&a[1]).is_some() {
        let encoding = given(&a[0]).cloned().or_else(|| t.encoding_name.get());
        set_encoding(vm, t, encoding.as_ref(), given(&a[1]))?;
    }
    if let Some(n) = &a[2] {
        set_newline(vm, t, Some(n).filter(|n| !n.is_none()))?;
    }
    if let Some(l) = given(&a[3]) {
        t.line_buffering.set(vm.is_true(l)?);
    }
    if let Some(w) = given(&a[4]) {
        t.write_through.set(vm.is_true(w)?);
    }
    Ok(Ref::none())
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let mut text = "<_io.TextIOWrapper".to_owned();
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
            encoding: Cell::new(Encoding::Utf8),
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
            decoder: RefCell::default(),
            snapshot: RefCell::default(),
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

    fn errors(&self) -> Errors {
        let name = self.errors.get().map(|e| str_to_string(&e));
        name.and_then(|n| Errors::from_name(&n))
            .unwrap_or(Errors::Strict)
    }

    fn forget_decoded(&self) {
        *self.decoded.borrow_mut() = StrBuf::new();
        self.at.set(0);
        self.snapshot.take();
    }

    /// Appends encoded text to what is on its way down.
    fn encode(&self, vm: &Vm, s: &Ref) -> PyResult<()> {
        let text = as_str(s);
        let ascii_superset = matches!(
            self.encoding.get(),
            Encoding::Utf8 | Encoding::Ascii | Encoding::Latin1
        );
        if ascii_superset && let Some(t) = text.as_ascii() {
            self.pending.borrow_mut().extend_from_slice(t.as_bytes());
            return Ok(());
        }
        match self.encoding.get().encode(text.units(), &mut self.errors()) {
            Ok(bytes) => {
                self.pending.borrow_mut().extend_from_slice(&bytes);
                Ok(())
            }
            // `str.encode` raises the exception of this failure.
            Err(_) => {
                let (e, h) = (self.encoding_name.get(), self.errors.get());
                let args: Vec<Ref> = e.into_iter().chain(h).collect();
                let bytes = vm.call_method_str(s, "encode", &args)?;
                self.pending
                    .borrow_mut()
                    .extend_from_slice(as_bytes(&bytes));
                Ok(())
            }
        }
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
            t.encode(vm, &translated)?;
        }
        _ => t.encode(vm, s)?,
    }
    let line_done =
        t.line_buffering.get() && (lf || super::newline::find(text.units(), 0, b'\r').is_some());
    after_write(vm, this, line_done)
}

/// `file.write(text)`, for ASCII text and an open text stream.
pub fn write_ascii(vm: &Vm, this: &Ref, text: &str) -> PyResult<()> {
    let t = of(this);
    let simple = matches!(
        t.encoding.get(),
        Encoding::Utf8 | Encoding::Ascii | Encoding::Latin1
    );
    if !simple || t.newline.get().written().is_some() {
        return write_str(vm, this, &from_utf8(vm, text)?);
    }
    t.pending.borrow_mut().extend_from_slice(text.as_bytes());
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
    if line_done || t.write_through.get() || t.pending.borrow().len() >= CHUNK {
        flush_pending(vm, this)?;
    }
    if line_done {
        flush_buffer(vm, this)?;
    }
    if t.snapshot.borrow().is_some() || t.at.get() > 0 || !t.decoded.borrow().is_empty() {
        t.forget_decoded();
        *t.decoder.borrow_mut() = Decoder::default();
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
fn decode(vm: &Vm, t: &TextIo, d: &mut Decoder, input: &[u8], last: bool) -> PyResult<StrBuf> {
    let joined;
    let mut bytes = input;
    if !d.tail.is_empty() {
        joined = [&d.tail[..], input].concat();
        bytes = &joined;
    }
    let mut errors = t.errors();
    if t.encoding.get() == Encoding::Utf8Sig && !d.started {
        let mark = utf8::SIGNATURE;
        if bytes.len() < mark.len() && mark.starts_with(bytes) && !last {
            d.tail = bytes.to_vec();
            return Ok(StrBuf::new());
        }
        d.started = true;
        bytes = bytes.strip_prefix(&mark[..]).unwrap_or(bytes);
    }
    let result =
        match t.encoding.get() {
            Encoding::Utf8 | Encoding::Utf8Sig => utf8::decode(bytes, &mut errors, last),
            Encoding::Utf16(order) => utf16::decode(bytes, order.or(d.order), &mut errors, last)
                .map(|(s, n, o)| {
                    d.order = o;
                    (s, n)
                }),
            Encoding::Utf32(order) => utf32::decode(bytes, order.or(d.order), &mut errors, last)
                .map(|(s, n, o)| {
                    d.order = o;
                    (s, n)
                }),
            other => other.decode(bytes, &mut errors).map(|s| (s, bytes.len())),
        };
    let text = match result {
        Ok((s, n)) => {
            d.tail = bytes[n..].to_vec();
            s
        }
        // `bytes.decode` raises the exception of this failure.
        Err(_) => {
            let b = new_bytes(vm, bytes);
            let args: Vec<Ref> = t
                .encoding_name
                .get()
                .into_iter()
                .chain(t.errors.get())
                .collect();
            let s = vm.call_method_str(&b, "decode", &args)?;
            d.tail.clear();
            let mut out = StrBuf::new();
            out.push_str(as_str(&s).units());
            out
        }
    };
    Ok(match t.newline.get() {
        Newline::Universal => d.newlines.decode(text, true, last),
        Newline::Untranslated => d.newlines.decode(text, false, last),
        _ => text,
    })
}

/// Reads and decodes the next chunk; false at the end.
fn read_chunk(vm: &Vm, this: &Ref, hint: usize) -> PyResult<bool> {
    let t = of(this);
    let buffer = t.buffer(vm)?;
    let before = t.decoder.borrow().clone();
    let bytes = if buffered::plain_buffered(vm, &buffer) {
        let can = vm.call_method_str(&buffer, "readable", &[])?;
        if !vm.is_true(&can)? {
            return Err(unsupported(vm, "not readable"));
        }
        buffered::read1(vm, &buffer, CHUNK.max(hint))?
    } else {
        let read1 = vm.interned.intern_str(vm, "read1");
        let n = vm.new_int(CHUNK.max(hint) as i64);
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
    let mut decoder = t.decoder.take();
    let text = decode(vm, t, &mut decoder, &bytes, end);
    *t.decoder.borrow_mut() = decoder;
    let text = text?;
    let more = !text.is_empty();
    let mut decoded = t.decoded.borrow_mut();
    let at = t.at.replace(0);
    if at < decoded.len() {
        let mut joined = StrBuf::new();
        joined.push_str(decoded.view().slice(at..decoded.len()));
        joined.push_str(text.view());
        *decoded = joined;
        drop(decoded);
        // Two chunks together: the snapshot grows by the bytes.
        let mut snapshot = t.snapshot.borrow_mut();
        if let Some((_, all, _)) = &mut *snapshot {
            all.extend_from_slice(&bytes);
        }
    } else {
        *decoded = text;
        *t.snapshot.borrow_mut() = Some((-1, bytes, before));
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
                return take(vm, t, left(t));
            }
            let bytes = crate::modules::support::bytes_arg(vm, &bytes)?;
            let mut decoder = t.decoder.take();
            let rest = decode(vm, t, &mut decoder, &bytes, true);
            *t.decoder.borrow_mut() = decoder;
            let rest = rest?;
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

fn tell(vm: &Vm, this: &Ref) -> PyResult<i64> {
    check_closed(vm, this)?;
    let t = of(this);
    let buffer = t.buffer(vm)?;
    let can = vm.call_method_str(&buffer, "seekable", &[])?;
    if !vm.is_true(&can)? {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    if !t.telling.get() {
        return Err(vm.os_error_message("telling position disabled by next() call"));
    }
    flush_pending(vm, this)?;
    let at = vm.call_method_str(&buffer, "tell", &[])?;
    let at = c_long(vm, &at)?;
    let snapshot = t.snapshot.borrow().clone();
    let Some((_, bytes, before)) = snapshot else {
        return Ok(at);
    };
    let used = t.at.get();
    let start = at - bytes.len() as i64;
    if left(t) == 0 {
        return Ok(at);
    }
    // The bytes that the used text came from: decode them one by one until there is as much text.
    let mut decoder = before;
    let mut got = 0;
    for (i, b) in bytes.iter().enumerate() {
        if got >= used && decoder.tail.is_empty() && !decoder.newlines.pending_cr {
            return Ok(start + i as i64);
        }
        got += decode(vm, t, &mut decoder, std::slice::from_ref(b), false)?.len();
    }
    Ok(at)
}

fn seek(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    check_closed(vm, this)?;
    let t = of(this);
    let buffer = t.buffer(vm)?;
    let whence = match a.get(1) {
        Some(w) => c_int(vm, w)?,
        None => 0,
    };
    let can = vm.call_method_str(&buffer, "seekable", &[])?;
    if !vm.is_true(&can)? {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    let to = c_long(vm, &a[0])?;
    let to = match whence {
        0 if to < 0 => return Err(vm.value_error(format!("negative seek position {to}"))),
        0 => to,
        1 if to != 0 => return Err(unsupported(vm, "can't do nonzero cur-relative seeks")),
        1 => tell(vm, this)?,
        2 if to != 0 => return Err(unsupported(vm, "can't do nonzero end-relative seeks")),
        2 => 0,
        _ => {
            return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)")));
        }
    };
    flush(vm, this)?;
    t.forget_decoded();
    *t.decoder.borrow_mut() = Decoder::default();
    t.telling.set(true);
    let way = if whence == 2 { 2 } else { 0 };
    vm.call_method_str(&buffer, "seek", &[vm.new_int(to), vm.new_int(way)])
}

/// The tuple or str of `newlines`, shared with `StringIO`.
pub fn kinds_of(vm: &Vm, kinds: Vec<Ref>) -> Ref {
    match kinds.len() {
        0 => Ref::none(),
        1 => kinds[0].clone(),
        _ => new_tuple(vm, kinds),
    }
}
