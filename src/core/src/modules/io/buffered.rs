//! `BufferedReader`, `BufferedWriter`, `BufferedRandom`: one implementation over a raw stream.

use super::base::{finalize_by_close, new_payload, raw_read, unsupported};
use super::file::{self, FileIo};
use crate::modules::support::{bytes_arg, c_int, c_long, given, optional_size, writable_arg};
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_bytes, downcast, flags, from_utf8,
    memoryview_of_buffer, new_bytes, payload, request,
};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, RefCell};

/// The payload of the three types.
pub struct Buffered {
    /// The raw stream; empty before `__init__` and after `detach`.
    pub raw: Field,
    kind: Side,
    size: Cell<usize>,
    /// What has been read; used up to `pos`.
    ahead: RefCell<Vec<u8>>,
    pos: Cell<usize>,
    /// What has not been written yet.
    behind: RefCell<Vec<u8>>,
    detached: Cell<bool>,
    /// The finalizer closes it: whoever made it forgot to.
    finalizing: Cell<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Reader,
    Writer,
    Random,
}

impl Payload for Buffered {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.raw.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Buffered>();

/// The method tables of the three types: each has the common methods and its own.
macro_rules! methods {
    ($(#[$doc:meta])* $name:ident: [MethodDef; $n:literal] = [$($own:expr),* $(,)?]) => {
        $(#[$doc])*
        static $name: [MethodDef; $n] = [
            MethodDef::no_args("flush", flush_method),
            MethodDef::no_args("close", close),
            MethodDef::no_args("detach", detach),
            MethodDef::no_args("fileno", |vm, this| forward(vm, this, "fileno")),
            MethodDef::no_args("isatty", |vm, this| forward(vm, this, "isatty")),
            MethodDef::no_args("seekable", |vm, this| forward(vm, this, "seekable")),
            MethodDef::no_args("readable", readable),
            MethodDef::no_args("writable", writable),
            MethodDef::positional("seek", 1, 2, seek_method).text_signature("target, whence=0, /"),
            MethodDef::no_args("tell", |vm, this| Ok(vm.new_int(tell(vm, this)?))),
            MethodDef::positional("truncate", 0, 1, truncate).text_signature("pos=None, /"),
            MethodDef::one("_dealloc_warn", |vm, this, source| {
                if let Some(raw) = of(this).raw.get() {
                    super::base::pass_dealloc_warn(vm, &raw, source);
                }
                Ok(Ref::none())
            })
            .text_signature("source, /"),
            MethodDef::no_args("__getstate__", super::base::cannot_pickle),
            MethodDef::no_args("__sizeof__", |vm, this| {
                Ok(vm.new_int((size_of::<Buffered>() + of(this).size.get()) as i64))
            }),
            $($own),*
        ];
    };
}
methods!(READER_METHODS: [MethodDef; 20] = [
    MethodDef::positional("read", 0, 1, read_method).text_signature("size=-1, /"),
    MethodDef::positional("read1", 0, 1, read1_method).text_signature("size=-1, /"),
    MethodDef::positional("peek", 0, 1, peek).text_signature("size=0, /"),
    MethodDef::one("readinto", readinto).text_signature("buffer, /"),
    MethodDef::one("readinto1", readinto1).text_signature("buffer, /"),
    MethodDef::positional("readline", 0, 1, readline).text_signature("size=-1, /"),
]);
methods!(WRITER_METHODS: [MethodDef; 15] = [MethodDef::one("write", write_method).text_signature("buffer, /")]);
methods!(RANDOM_METHODS: [MethodDef; 21] = [
    MethodDef::positional("read", 0, 1, read_method).text_signature("size=-1, /"),
    MethodDef::positional("read1", 0, 1, read1_method).text_signature("size=-1, /"),
    MethodDef::positional("peek", 0, 1, peek).text_signature("size=0, /"),
    MethodDef::one("readinto", readinto).text_signature("buffer, /"),
    MethodDef::one("readinto1", readinto1).text_signature("buffer, /"),
    MethodDef::positional("readline", 0, 1, readline).text_signature("size=-1, /"),
    MethodDef::one("write", write_method).text_signature("buffer, /"),
]);

fn flush_method(vm: &Vm, this: &Ref) -> PyResult {
    let raw = of(this).raw(vm)?;
    if of(this).kind == Side::Reader {
        return vm.call_method(&raw, &vm.names.flush, &[]);
    }
    check_flush_closed(vm, this)?;
    flush(vm, this)?;
    Ok(Ref::none())
}

fn detach(vm: &Vm, this: &Ref) -> PyResult {
    let raw = of(this).raw(vm)?;
    vm.call_method(this, &vm.names.flush, &[])?;
    of(this).raw.take();
    of(this).detached.set(true);
    Ok(raw)
}

fn readable(vm: &Vm, this: &Ref) -> PyResult {
    match of(this).kind {
        Side::Writer => {
            of(this).raw(vm)?;
            Ok(Ref::bool(false))
        }
        _ => forward(vm, this, "readable"),
    }
}

fn writable(vm: &Vm, this: &Ref) -> PyResult {
    match of(this).kind {
        Side::Reader => {
            of(this).raw(vm)?;
            Ok(Ref::bool(false))
        }
        _ => forward(vm, this, "writable"),
    }
}

fn seek_method(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let whence = match a.get(1) {
        Some(w) => c_int(vm, w)?,
        None => 0,
    };
    if !(0..=2).contains(&whence) {
        return Err(vm.value_error(format!("whence value {whence} unsupported")));
    }
    of(this).raw(vm)?;
    check_closed_as(vm, this, "seek of closed file")?;
    Ok(vm.new_int(seek(vm, this, c_long(vm, &a[0])?, whence)?))
}

fn truncate(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let b = of(this);
    let raw = b.raw(vm)?;
    check_closed_as(vm, this, "truncate of closed file")?;
    if b.kind == Side::Reader {
        return Err(unsupported(vm, "truncate"));
    }
    flush(vm, this)?;
    let size = match a.first().filter(|s| !s.is_none()) {
        Some(s) => s.clone(),
        None => vm.new_int(tell(vm, this)?),
    };
    vm.call_method_str(&raw, "truncate", &[size])
}

fn read_method(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let n = optional_size(vm, a.first())?.unwrap_or(-1);
    if n < -1 {
        return Err(vm.value_error("read length must be non-negative or -1"));
    }
    of(this).raw(vm)?;
    check_closed_as(vm, this, "read of closed file")?;
    match read(vm, this, usize::try_from(n).ok())? {
        Some(data) => Ok(new_bytes(vm, data)),
        None => Ok(Ref::none()),
    }
}

fn read1_method(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let n = match a.first() {
        Some(n) => vm.as_ssize(n)?,
        None => -1,
    };
    of(this).raw(vm)?;
    check_closed_as(vm, this, "read of closed file")?;
    let n = usize::try_from(n).unwrap_or(of(this).size.get());
    Ok(new_bytes(vm, read1(vm, this, n)?))
}

fn peek(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    if let Some(n) = a.first() {
        vm.as_ssize(n)?;
    }
    of(this).raw(vm)?;
    check_closed_as(vm, this, "peek of closed file")?;
    flush(vm, this)?;
    if of(this).left() == 0 {
        fill(vm, this)?;
    }
    let data = of(this).ahead.borrow()[of(this).pos.get()..].to_vec();
    Ok(new_bytes(vm, data))
}

fn readinto(vm: &Vm, this: &Ref, target: &Ref) -> PyResult {
    let target = writable_arg(vm, target, "readinto", "")?;
    of(this).raw(vm)?;
    check_closed_as(vm, this, "readinto of closed file")?;
    match read(vm, this, Some(target.len()))? {
        Some(data) => Ok(vm.new_int(target.fill(&data) as i64)),
        None => Ok(Ref::none()),
    }
}

fn readinto1(vm: &Vm, this: &Ref, target: &Ref) -> PyResult {
    let target = writable_arg(vm, target, "readinto1", "")?;
    of(this).raw(vm)?;
    check_closed_as(vm, this, "readinto of closed file")?;
    let mut data = read1(vm, this, target.len())?;
    let more = target.len() - data.len();
    if !data.is_empty() && more > of(this).size.get() {
        // So much is read without the buffer, which has given what it had.
        let raw = of(this).raw(vm)?;
        data.extend(read_raw(vm, &raw, more)?.unwrap_or_default());
    }
    Ok(vm.new_int(target.fill(&data) as i64))
}

fn readline(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let limit = optional_size(vm, a.first())?.unwrap_or(-1);
    of(this).raw(vm)?;
    check_closed_as(vm, this, "readline of closed file")?;
    Ok(new_bytes(
        vm,
        read_line(vm, this, usize::try_from(limit).ok())?,
    ))
}

fn write_method(vm: &Vm, this: &Ref, data: &Ref) -> PyResult {
    let bytes = bytes_arg(vm, data)?;
    of(this).raw(vm)?;
    check_closed_as(vm, this, "write to closed file")?;
    write(vm, this, &bytes)?;
    Ok(vm.new_int(bytes.len() as i64))
}

static GETSET: [GetSetDef; 5] = [
    GetSetDef::get_set(
        "_finalizing",
        |_, this| Ok(Ref::bool(of(this).finalizing.get())),
        |vm, this, value| super::base::set_finalizing(vm, &of(this).finalizing, value),
    ),
    GetSetDef::get("closed", |vm, this| {
        let raw = of(this).raw(vm)?;
        vm.get_attr_str(&raw, "closed")
    }),
    GetSetDef::get("raw", |_, this| {
        Ok(of(this).raw.get().unwrap_or_else(Ref::none))
    }),
    GetSetDef::get("name", |vm, this| {
        let raw = of(this).raw(vm)?;
        vm.get_attr(&raw, &vm.names.bare_name)
    }),
    GetSetDef::get("mode", |vm, this| {
        let raw = of(this).raw(vm)?;
        vm.get_attr_str(&raw, "mode")
    }),
];

macro_rules! buffered_type {
    ($(#[$doc:meta])* $spec:ident, $py:literal, $side:expr, $methods:ident) => {
        $(#[$doc])*
        pub static $spec: TypeSpec = TypeSpec {
            module: "_io",
            flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS,
            methods: &$methods,
            getset: &GETSET,
            slots: |s| {
                s.new.set(Some(|vm, ty, _| new_payload(vm, ty, Buffered::new($side))));
                s.init.set(Some(init));
                s.repr.set(Some(repr));
                s.finalize.set(Some(finalize_by_close));
                if $side != Side::Writer {
                    s.next.set(Some(|vm, this| {
                        of(this).raw(vm)?;
                        check_closed_as(vm, this, "readline of closed file")?;
                        let line = read_line(vm, this, None)?;
                        Ok(if line.is_empty() { None } else { Some(new_bytes(vm, line)) })
                    }));
                }
            },
            ..TypeSpec::new($py, &LAYOUT)
        };
    };
}
buffered_type!(
    /// The type `BufferedReader`.
    READER, "BufferedReader", Side::Reader, READER_METHODS
);
buffered_type!(
    /// The type `BufferedWriter`.
    WRITER, "BufferedWriter", Side::Writer, WRITER_METHODS
);
buffered_type!(
    /// The type `BufferedRandom`.
    RANDOM, "BufferedRandom", Side::Random, RANDOM_METHODS
);

static INIT: MethodDef = MethodDef::keywords("__init__", "raw, buffer_size=131072", |_, _, _| {
    Ok(Ref::none())
});

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let b = of(this);
    // Until this comes to its end, there is nothing to work on.
    b.raw.take();
    b.detached.set(false);
    b.forget_ahead();
    b.behind.take();
    let name = vm.type_of(this).short_name();
    let a = INIT.signature().bind(vm, &name, args)?;
    let raw = a[0].as_ref().expect("required");
    let size = match given(&a[1]) {
        Some(s) => c_long(vm, s)?,
        None => super::DEFAULT_BUFFER_SIZE as i64,
    };
    if size <= 0 {
        return Err(vm.value_error("buffer size must be strictly positive"));
    }
    let needs: &[(&str, &str)] = match b.kind {
        Side::Reader => &[("readable", "File or stream is not readable.")],
        Side::Writer => &[("writable", "File or stream is not writable.")],
        Side::Random => &[
            ("seekable", "File or stream is not seekable."),
            ("readable", "File or stream is not readable."),
            ("writable", "File or stream is not writable."),
        ],
    };
    for (method, message) in needs {
        let can = vm.call_method_str(raw, method, &[])?;
        if !vm.is_true(&can)? {
            return Err(unsupported(vm, message));
        }
    }
    b.size.set(size as usize);
    b.raw.set(raw.clone());
    b.detached.set(false);
    Ok(())
}

fn of(this: &Ref) -> &Buffered {
    payload::<Buffered>(this)
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let t = vm.type_of(this).name_str();
    match vm.get_attr_opt(this, &vm.names.bare_name) {
        Ok(Some(name)) => from_utf8(vm, &format!("<{t} name={}>", vm.repr_string(&name)?)),
        Ok(None) => from_utf8(vm, &format!("<{t}>")),
        Err(r) => {
            vm.catch(r, vm.types.value_error)?;
            from_utf8(vm, &format!("<{t}>"))
        }
    }
}

fn forward(vm: &Vm, this: &Ref, method: &str) -> PyResult {
    let raw = of(this).raw(vm)?;
    vm.call_method_str(&raw, method, &[])
}

/// Raises ValueError(message) if the raw stream is closed.
fn check_closed_as(vm: &Vm, this: &Ref, message: &str) -> PyResult<()> {
    let raw = of(this).raw(vm)?;
    let closed = match plain_file(vm, &raw) {
        Some(f) => f.fd.get() < 0,
        None => super::base::is_closed(vm, &raw)?,
    };
    if closed {
        Err(vm.value_error(message))
    } else {
        Ok(())
    }
}

fn check_flush_closed(vm: &Vm, this: &Ref) -> PyResult<()> {
    check_closed_as(vm, this, "flush of closed file")
}

/// The raw stream if it is a `FileIO` whose methods nobody has overridden.
fn plain_file<'a>(vm: &Vm, raw: &'a Ref) -> Option<&'a FileIo> {
    downcast::<FileIo>(vm, raw).filter(|_| !vm.type_of(raw).is_heap_type())
}

impl Buffered {
    fn new(kind: Side) -> Buffered {
        Buffered {
            raw: Field::empty(),
            kind,
            size: Cell::new(super::DEFAULT_BUFFER_SIZE),
            ahead: RefCell::default(),
            pos: Cell::new(0),
            behind: RefCell::default(),
            detached: Cell::new(false),
            finalizing: Cell::new(false),
        }
    }

    fn raw(&self, vm: &Vm) -> PyResult {
        match self.raw.get() {
            Some(r) => Ok(r),
            None if self.detached.get() => Err(vm.value_error("raw stream has been detached")),
            None => Err(vm.value_error("I/O operation on uninitialized object")),
        }
    }

    /// Bytes read ahead and not used.
    fn left(&self) -> usize {
        self.ahead.borrow().len() - self.pos.get()
    }

    fn forget_ahead(&self) {
        self.ahead.borrow_mut().clear();
        self.pos.set(0);
    }

    fn take_ahead(&self, n: usize) -> Vec<u8> {
        let at = self.pos.get();
        self.pos.set(at + n);
        self.ahead.borrow()[at..at + n].to_vec()
    }
}

/// Reads from the raw stream: `None` where that would block, nothing at the end.
fn read_raw(vm: &Vm, raw: &Ref, n: usize) -> PyResult<Option<Vec<u8>>> {
    if let Some(f) = plain_file(vm, raw) {
        let mut data = vec![0; n];
        return Ok(f.read(vm, &mut data)?.map(|n| {
            data.truncate(n);
            data
        }));
    }
    raw_read(vm, raw, n)
}

/// Reads the next buffer's worth, and says whether there is more: None where that would block.
fn fill(vm: &Vm, this: &Ref) -> PyResult<Option<bool>> {
    let b = of(this);
    let raw = b.raw(vm)?;
    match read_raw(vm, &raw, b.size.get())? {
        Some(data) => {
            let more = !data.is_empty();
            *b.ahead.borrow_mut() = data;
            b.pos.set(0);
            Ok(Some(more))
        }
        None => Ok(None),
    }
}

/// Reads `n` bytes, or all there are; `None` where nothing is there yet.
fn read(vm: &Vm, this: &Ref, n: Option<usize>) -> PyResult<Option<Vec<u8>>> {
    let b = of(this);
    flush(vm, this)?;
    if let Some(n) = n
        && n <= b.left()
    {
        return Ok(Some(b.take_ahead(n)));
    }
    let raw = b.raw(vm)?;
    let mut data = b.take_ahead(b.left());
    b.forget_ahead();
    let Some(n) = n else {
        let rest = match plain_file(vm, &raw) {
            Some(_) => file::read_all(vm, &raw)?,
            None => read_rest(vm, &raw)?,
        };
        if rest.is_none() {
            return Ok(if data.is_empty() { None } else { Some(data) });
        }
        if !rest.has_kind(Kind::Bytes) {
            return Err(vm.type_error("readall() should return bytes"));
        }
        data.extend_from_slice(as_bytes(&rest));
        return Ok(Some(data));
    };
    while data.len() < n {
        // What is at least a buffer goes straight into the result.
        let want = n - data.len();
        if want >= b.size.get() {
            match read_raw(vm, &raw, want)? {
                Some(got) if got.is_empty() => break,
                Some(got) => data.extend_from_slice(&got),
                None if data.is_empty() => return Ok(None),
                None => break,
            }
            continue;
        }
        match fill(vm, this)? {
            Some(true) => {}
            None if data.is_empty() => return Ok(None),
            _ => break,
        }
        data.extend(b.take_ahead(want.min(b.left())));
    }
    Ok(Some(data))
}

/// What is left in a raw stream whose methods may be anything: by `readall`, or by `read` until nothing comes.
fn read_rest(vm: &Vm, raw: &Ref) -> PyResult {
    if let Some(f) = vm.get_attr_opt(raw, &vm.interned.intern_str(vm, "readall"))? {
        return vm.call_positional(&f, &[]);
    }
    let mut all = Vec::new();
    loop {
        let chunk = vm.call_method(raw, &vm.names.read, &[])?;
        if chunk.is_none() && all.is_empty() {
            return Ok(chunk);
        }
        if !chunk.is_none() && !chunk.has_kind(Kind::Bytes) {
            return Err(vm.type_error("read() should return bytes"));
        }
        if chunk.is_none() || as_bytes(&chunk).is_empty() {
            return Ok(new_bytes(vm, all));
        }
        all.extend_from_slice(as_bytes(&chunk));
    }
}

/// At most one raw read.
pub fn read1(vm: &Vm, this: &Ref, n: usize) -> PyResult<Vec<u8>> {
    let b = of(this);
    if n == 0 {
        return Ok(Vec::new());
    }
    flush(vm, this)?;
    if b.left() == 0 {
        let raw = b.raw(vm)?;
        return Ok(read_raw(vm, &raw, n)?.unwrap_or_default());
    }
    Ok(b.take_ahead(n.min(b.left())))
}

fn read_line(vm: &Vm, this: &Ref, limit: Option<usize>) -> PyResult<Vec<u8>> {
    let b = of(this);
    let mut line = Vec::new();
    flush(vm, this)?;
    loop {
        let room = limit.map_or(usize::MAX, |l| l - line.len());
        let (n, done) = {
            let ahead = b.ahead.borrow();
            let rest = &ahead[b.pos.get()..];
            let rest = &rest[..rest.len().min(room)];
            match rest.iter().position(|&c| c == b'\n') {
                Some(i) => (i + 1, true),
                None => (rest.len(), rest.len() == room),
            }
        };
        line.extend(b.take_ahead(n));
        if done || fill(vm, this)? != Some(true) {
            return Ok(line);
        }
    }
}

/// Writes bytes through the buffer.
pub fn write(vm: &Vm, this: &Ref, data: &[u8]) -> PyResult<()> {
    let b = of(this);
    if b.left() > 0 || b.pos.get() > 0 {
        undo_read_ahead(vm, this)?;
    }
    if b.behind.borrow().len() + data.len() <= b.size.get() {
        b.behind.borrow_mut().extend_from_slice(data);
        return Ok(());
    }
    if !try_flush(vm, this)? {
        // The stream takes no more now: what there is room for is kept.
        let room = b.size.get().saturating_sub(b.behind.borrow().len());
        let kept = &data[..data.len().min(room)];
        b.behind.borrow_mut().extend_from_slice(kept);
        return match data.len() <= room {
            true => Ok(()),
            false => Err(would_block(vm, this, room)),
        };
    }
    let raw = b.raw(vm)?;
    let mut at = 0;
    while data.len() - at > b.size.get() {
        match write_raw(vm, &raw, &data[at..])? {
            Some(n) => at += n,
            None => {
                let kept = &data[at..at + b.size.get()];
                b.behind.borrow_mut().extend_from_slice(kept);
                return Err(would_block(vm, this, at + b.size.get()));
            }
        }
    }
    b.behind.borrow_mut().extend_from_slice(&data[at..]);
    Ok(())
}

/// BlockingIOError of a write that took so many bytes.
fn would_block(vm: &Vm, this: &Ref, taken: usize) -> Raised {
    let raw = of(this).raw.get();
    let plain = raw.is_some_and(|raw| plain_file(vm, &raw).is_some());
    let errno = if plain { libc::EAGAIN } else { 0 };
    match from_utf8(vm, "write could not complete without blocking") {
        Ok(text) => vm.raise_new(
            vm.types.blocking_io_error,
            vec![vm.new_int(errno.into()), text, vm.new_int(taken as i64)],
        ),
        Err(r) => r,
    }
}

/// How many bytes the raw stream took; None where it would block.
fn write_raw(vm: &Vm, raw: &Ref, data: &[u8]) -> PyResult<Option<usize>> {
    let n = match plain_file(vm, raw) {
        Some(f) => f.write(vm, data)?,
        None => {
            let copy = new_bytes(vm, data);
            let view = memoryview_of_buffer(vm, vm.buffer(&copy, request::FULL_RO)?);
            let n = vm.call_method(raw, &vm.names.write, &[view])?;
            if n.is_none() {
                None
            } else {
                Some(c_long(vm, &n)?.max(0) as usize)
            }
        }
    };
    match n {
        Some(n) if n > data.len() => Err(vm.os_error_message(format!(
            "raw write() returned invalid length {n} (should have been between 0 and {})",
            data.len()
        ))),
        n => Ok(n),
    }
}

/// Writes what the buffer holds. What has been written leaves the buffer even if the rest fails.
pub fn flush(vm: &Vm, this: &Ref) -> PyResult<()> {
    match try_flush(vm, this)? {
        true => Ok(()),
        false => Err(would_block(vm, this, 0)),
    }
}

/// As `flush`; false where the raw stream would block.
fn try_flush(vm: &Vm, this: &Ref) -> PyResult<bool> {
    let b = of(this);
    while !b.behind.borrow().is_empty() {
        let raw = b.raw(vm)?;
        // The buffer is empty while the raw stream may run Python code.
        let data = b.behind.take();
        let written = write_raw(vm, &raw, &data);
        let n = written.as_ref().ok().copied().flatten().unwrap_or(0);
        let mut rest = data[n..].to_vec();
        rest.append(&mut b.behind.borrow_mut());
        *b.behind.borrow_mut() = rest;
        if written?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes the raw position back to where the reader is.
fn undo_read_ahead(vm: &Vm, this: &Ref) -> PyResult<()> {
    let b = of(this);
    let left = b.left();
    b.forget_ahead();
    if left > 0 {
        let raw = b.raw(vm)?;
        raw_seek(vm, &raw, -(left as i64), 1)?;
    }
    Ok(())
}

fn raw_seek(vm: &Vm, raw: &Ref, to: i64, whence: i32) -> PyResult<i64> {
    if let Some(f) = plain_file(vm, raw) {
        return f.seek(vm, to, whence);
    }
    let at = vm.call_method_str(raw, "seek", &[vm.new_int(to), vm.new_int(whence.into())])?;
    let at = c_long(vm, &at)?;
    if at < 0 {
        return Err(invalid_position(vm, at));
    }
    Ok(at)
}

#[cold]
fn invalid_position(vm: &Vm, at: i64) -> Raised {
    vm.os_error_message(format!("Raw stream returned invalid position {at}"))
}

fn tell(vm: &Vm, this: &Ref) -> PyResult<i64> {
    let b = of(this);
    let raw = b.raw(vm)?;
    let at = match plain_file(vm, &raw) {
        Some(f) if f.fd.get() >= 0 => f.seek(vm, 0, 1)?,
        _ => {
            let at = vm.call_method_str(&raw, "tell", &[])?;
            match c_long(vm, &at)? {
                at @ 0.. => at,
                at => return Err(invalid_position(vm, at)),
            }
        }
    };
    // A device says that it stands at its begin whatever has been read.
    Ok((at - b.left() as i64 + b.behind.borrow().len() as i64).max(0))
}

fn seek(vm: &Vm, this: &Ref, to: i64, whence: i32) -> PyResult<i64> {
    let b = of(this);
    let raw = b.raw(vm)?;
    let can = vm.call_method_str(&raw, "seekable", &[])?;
    if !vm.is_true(&can)? {
        return Err(unsupported(vm, "File or stream is not seekable."));
    }
    flush(vm, this)?;
    let to = if whence == 1 {
        to - b.left() as i64
    } else {
        to
    };
    b.forget_ahead();
    raw_seek(vm, &raw, to, whence)
}

fn close(vm: &Vm, this: &Ref) -> PyResult {
    let raw = of(this).raw(vm)?;
    if super::base::is_closed(vm, &raw)? {
        return Ok(Ref::none());
    }
    if of(this).finalizing.get() {
        super::base::pass_dealloc_warn(vm, &raw, this);
    }
    let flushed = vm.call_method(this, &vm.names.flush, &[]);
    let saved = vm.exception.take();
    let closed = vm.call_method(&raw, &vm.names.close, &[]);
    of(this).forget_ahead();
    match (flushed, closed) {
        (Ok(_), Ok(_)) => Ok(Ref::none()),
        (Ok(_), Err(r)) => Err(r),
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

/// The buffer under a text stream, if its methods can be bypassed.
pub fn plain_buffered(vm: &Vm, buffer: &Ref) -> bool {
    !vm.type_of(buffer).is_heap_type()
        && downcast::<Buffered>(vm, buffer)
            .and_then(|b| b.raw.get())
            .is_some_and(|raw| plain_file(vm, &raw).is_some())
}

/// Can bytes be written through it?
pub fn check_open(vm: &Vm, this: &Ref) -> PyResult<()> {
    check_closed_as(vm, this, "write to closed file")
}

/// Is the raw stream open? For streams whose methods can be bypassed.
pub fn is_open(vm: &Vm, this: &Ref) -> bool {
    match of(this).raw.get() {
        Some(raw) => plain_file(vm, &raw).is_some_and(|f| f.fd.get() >= 0),
        None => false,
    }
}
