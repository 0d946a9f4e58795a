//! The module `mmap`: files as memory.

use super::common::{add_type, bind, type_arg};
use super::support::{c_int, c_long, optional_size};
use super::{ModuleSpec, add};
use crate::object::{
    BinaryOp, Buffer, GetSetDef, Layout, MethodDef, Payload, TypeSpec, buffer_argument, flags,
    from_utf8, is_index, new_bytes, new_object, payload, slice_indices,
};
use crate::runtime::{Args, PyResult, Raised, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use std::sync::LazyLock;

const NAME: &str = "mmap";

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "",
    methods: &[],
    init: |vm, module| {
        for &(name, value) in CONSTANTS {
            add(vm, module, name, vm.new_int(value))?;
        }
        for (name, value) in [
            ("ACCESS_DEFAULT", DEFAULT),
            ("ACCESS_READ", READ),
            ("ACCESS_WRITE", WRITE),
            ("ACCESS_COPY", COPY),
        ] {
            add(vm, module, name, vm.new_int(value.into()))?;
        }
        // Numbers that only x86 has.
        #[cfg(target_arch = "x86_64")]
        add(vm, module, "MAP_32BIT", vm.new_int(libc::MAP_32BIT.into()))?;
        add(vm, module, "PAGESIZE", vm.new_int(page() as i64))?;
        add(
            vm,
            module,
            "ALLOCATIONGRANULARITY",
            vm.new_int(page() as i64),
        )?;
        add(vm, module, "error", vm.types.os_error.to_ref())?;
        add_type(vm, module, &MMAP)?;
        Ok(())
    },
};

macro_rules! constants {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as i64),)*] };
}

static CONSTANTS: &[(&str, i64)] = constants! {
    MADV_DODUMP MADV_DOFORK MADV_DONTDUMP MADV_DONTFORK MADV_DONTNEED MADV_FREE MADV_HUGEPAGE MADV_HWPOISON MADV_MERGEABLE
    MADV_NOHUGEPAGE MADV_NORMAL MADV_RANDOM MADV_REMOVE MADV_SEQUENTIAL MADV_UNMERGEABLE MADV_WILLNEED MAP_ANON
    MAP_ANONYMOUS MAP_DENYWRITE MAP_EXECUTABLE MAP_NORESERVE MAP_POPULATE MAP_PRIVATE MAP_SHARED MAP_STACK PROT_EXEC
    PROT_READ PROT_WRITE
};

const DEFAULT: i32 = 0;
const READ: i32 = 1;
const WRITE: i32 = 2;
const COPY: i32 = 3;

fn page() -> usize {
    // SAFETY: a plain query.
    unsafe { libc::sysconf(libc::_SC_PAGESIZE) as usize }
}

/// A mapping. `data` is null when it is closed.
struct Map {
    data: Cell<*mut u8>,
    len: Cell<usize>,
    pos: Cell<usize>,
    /// A descriptor of its own; -1 for none.
    fd: Cell<i32>,
    offset: i64,
    access: i32,
    flags: i32,
    /// The file is kept at hand for `size` and `resize`.
    track: bool,
    /// Buffers of the memory in others' hands.
    exports: Cell<usize>,
}

impl Payload for Map {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

impl Map {
    /// Gives memory and descriptor back.
    fn unmap(&self) {
        let data = self.data.replace(std::ptr::null_mut());
        // SAFETY: its own mapping and descriptor, given back once; nobody has a buffer of it.
        unsafe {
            if !data.is_null() {
                libc::munmap(data.cast(), self.len.get());
            }
            let fd = self.fd.replace(-1);
            if fd >= 0 {
                libc::close(fd);
            }
        }
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        self.unmap();
    }
}

static LAYOUT: Layout = Layout::of::<Map>();
static NEW: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse("fileno, length, flags=1, prot=3, access=0, offset=0, *, trackfd=True")
});

/// The mapping, if it is open.
fn open<'a>(vm: &Vm, this: &'a Ref) -> PyResult<&'a Map> {
    let m = payload::<Map>(this);
    match m.data.get().is_null() {
        true => Err(vm.value_error("mmap closed or invalid")),
        false => Ok(m),
    }
}

/// The same, if it may be changed.
fn writable<'a>(vm: &Vm, this: &'a Ref) -> PyResult<&'a Map> {
    let m = open(vm, this)?;
    match m.access {
        READ => Err(vm.type_error("mmap can't modify a readonly memory map.")),
        _ => Ok(m),
    }
}

impl Map {
    /// The memory.
    ///
    /// # Safety
    /// It must be open, and nothing that might close or resize it may run while the slice is in use. Other processes may
    /// write it, so what is read is looked at once.
    unsafe fn bytes(&self) -> &[u8] {
        // SAFETY: the caller's.
        unsafe { std::slice::from_raw_parts(self.data.get(), self.len.get()) }
    }

    /// Writes in the middle.
    fn put(&self, at: usize, data: &[u8]) {
        debug_assert!(at + data.len() <= self.len.get());
        // SAFETY: inside the mapping; the data may be part of it.
        unsafe { std::ptr::copy(data.as_ptr(), self.data.get().add(at), data.len()) };
    }

    /// Bytes between the position and the end.
    fn left(&self) -> usize {
        self.len.get().saturating_sub(self.pos.get())
    }
}

#[cold]
fn last_error(vm: &Vm) -> Raised {
    let code = std::io::Error::last_os_error().raw_os_error();
    vm.os_error(code.unwrap_or(libc::EINVAL), &[])
}

static METHODS: [MethodDef; 18] = [
    MethodDef::no_args("close", close),
    MethodDef::positional("find", 1, 3, |vm, this, a| {
        find(vm, this, a, tricera_text::bytes::search::find)
    })
    .text_signature("view, start=None, end=None, /"),
    MethodDef::positional("rfind", 1, 3, |vm, this, a| {
        find(vm, this, a, tricera_text::bytes::search::rfind)
    })
    .text_signature("view, start=None, end=None, /"),
    MethodDef::positional("flush", 0, 2, flush).text_signature("offset=0, size=None, /"),
    MethodDef::positional("madvise", 1, 3, advise)
        .text_signature("option, start=0, length=None, /"),
    MethodDef::positional("move", 3, 3, move_bytes).text_signature("dest, src, count, /"),
    MethodDef::positional("read", 0, 1, |vm, this, a| {
        open(vm, this)?;
        let n = optional_size(vm, a.first())?;
        let m = open(vm, this)?;
        let n = n
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or(usize::MAX)
            .min(m.left());
        Ok(advance(vm, m, n))
    })
    .text_signature("n=None, /"),
    MethodDef::no_args("read_byte", |vm, this| {
        let m = open(vm, this)?;
        if m.left() == 0 {
            return Err(vm.value_error("read byte out of range"));
        }
        let at = m.pos.replace(m.pos.get() + 1);
        // SAFETY: open, and the byte is copied.
        Ok(vm.new_int(unsafe { m.bytes() }[at].into()))
    }),
    MethodDef::no_args("readline", |vm, this| {
        let m = open(vm, this)?;
        let at = m.pos.get().min(m.len.get());
        // SAFETY: open, and nothing runs meanwhile.
        let end = unsafe { m.bytes() }[at..].iter().position(|b| *b == b'\n');
        Ok(advance(vm, m, end.map_or(m.left(), |n| n + 1)))
    }),
    MethodDef::one("resize", resize).text_signature("newsize, /"),
    MethodDef::positional("seek", 1, 2, seek).text_signature("pos, whence=0, /"),
    MethodDef::no_args("seekable", |_, _| Ok(Ref::bool(true))),
    MethodDef::no_args("size", |vm, this| {
        let m = open(vm, this)?;
        // SAFETY: all bits are plain.
        let mut stat: libc::stat = unsafe { std::mem::zeroed() };
        // SAFETY: it is there.
        match unsafe { libc::fstat(m.fd.get(), &mut stat) } {
            -1 => Err(last_error(vm)),
            _ => Ok(vm.new_int(stat.st_size)),
        }
    }),
    MethodDef::no_args("tell", |vm, this| {
        Ok(vm.new_int(open(vm, this)?.pos.get() as i64))
    }),
    MethodDef::one("write", |vm, this, data| {
        open(vm, this)?;
        let data = buffer_argument(vm, data)?;
        let m = writable(vm, this)?;
        if m.left() < data.len() {
            return Err(vm.value_error("data out of range"));
        }
        m.put(m.pos.get(), &data);
        m.pos.set(m.pos.get() + data.len());
        Ok(vm.new_int(data.len() as i64))
    })
    .text_signature("bytes, /"),
    MethodDef::one("write_byte", |vm, this, byte| {
        open(vm, this)?;
        let n = c_long(vm, byte)?;
        let byte = u8::try_from(n).map_err(|_| {
            vm.overflow_error(match n < 0 {
                true => "unsigned byte integer is less than minimum",
                false => "unsigned byte integer is greater than maximum",
            })
        })?;
        let m = writable(vm, this)?;
        if m.left() == 0 {
            return Err(vm.value_error("write byte out of range"));
        }
        m.put(m.pos.get(), &[byte]);
        m.pos.set(m.pos.get() + 1);
        Ok(Ref::none())
    })
    .text_signature("byte, /"),
    MethodDef::no_args("__enter__", |vm, this| {
        open(vm, this)?;
        Ok(this.clone())
    }),
    MethodDef::positional("__exit__", 3, 3, |vm, this, _| close(vm, this))
        .text_signature("exc_type, exc_value, traceback, /"),
];

static GETSET: [GetSetDef; 1] = [GetSetDef::get("closed", |_, this| {
    Ok(Ref::bool(payload::<Map>(this).data.get().is_null()))
})];

static MMAP: TypeSpec = TypeSpec {
    module: NAME,
    doc: "Windows: mmap(fileno, length[, tagname[, access[, offset]]])\n\nMaps length bytes from the file specified by the \
          file handle fileno,\nand returns a mmap object.  If length is larger than the current size\nof the file, the file \
          is extended to contain length bytes.  If length\nis 0, the maximum length of the map is the current size of the \
          file,\nexcept that if the file is empty Windows raises an exception (you cannot\ncreate an empty mapping on \
          Windows).\n\nUnix: mmap(fileno, length[, flags[, prot[, access[, offset[, trackfd]]]]])\n\nMaps length bytes from \
          the file specified by the file descriptor fileno,\nand returns a mmap object.  If length is 0, the maximum length \
          of the map\nwill be the current size of the file when mmap is called.\nflags specifies the nature of the mapping. \
          MAP_PRIVATE creates a\nprivate copy-on-write mapping, so changes to the contents of the mmap\nobject will be \
          private to this process, and MAP_SHARED creates a mapping\nthat's shared with all other processes mapping the same \
          areas of the file.\nThe default value is MAP_SHARED.\n\nTo map anonymous memory, pass -1 as the fileno (both \
          versions).",
    flags: flags::BASETYPE | flags::WEAKREFS,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.len.set(Some(|vm, this| Ok(open(vm, this)?.len.get())));
        s.binary[BinaryOp::Subscr as usize].set(Some(get));
        s.item.set(Some(|vm, this, i| {
            let m = open(vm, this)?;
            let i = usize::try_from(i).ok().filter(|i| *i < m.len.get());
            let i = i.ok_or_else(|| vm.index_error("mmap index out of range"))?;
            // SAFETY: open, and the byte is copied.
            let byte = unsafe { m.bytes() }[i];
            Ok(new_bytes(vm, [byte]))
        }));
        s.set_item.set(Some(set));
        s.buffer.set(Some(buffer));
        s.release_buffer.set(Some(release));
    },
    ..TypeSpec::new("mmap", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let [file, length, kind, protection, access, offset, track] = bind(vm, &NEW, "", args)?;
    let fd = c_int(vm, &file.expect("required"))?;
    let length = vm.as_ssize(&length.expect("required"))?;
    let mut kind = kind.map_or(Ok(libc::MAP_SHARED), |k| c_int(vm, &k))?;
    let both = libc::PROT_READ | libc::PROT_WRITE;
    let mut protection = protection.map_or(Ok(both), |p| c_int(vm, &p))?;
    let mut access = access.map_or(Ok(DEFAULT), |a| c_int(vm, &a))?;
    let offset = offset.map_or(Ok(0), |o| c_long(vm, &o))?;
    let track = track.map_or(Ok(true), |t| vm.is_true(&t))?;
    let Ok(mut length) = usize::try_from(length) else {
        return Err(vm.overflow_error("memory mapped length must be positive"));
    };
    if offset < 0 {
        return Err(vm.overflow_error("memory mapped offset must be positive"));
    }
    if access != DEFAULT && (kind != libc::MAP_SHARED || protection != both) {
        return Err(vm.value_error("mmap can't specify both access and flags, prot."));
    }
    match access {
        READ => (kind, protection) = (libc::MAP_SHARED, libc::PROT_READ),
        WRITE => (kind, protection) = (libc::MAP_SHARED, both),
        COPY => (kind, protection) = (libc::MAP_PRIVATE, both),
        DEFAULT if protection & both == both => {}
        DEFAULT if protection & libc::PROT_WRITE != 0 => access = WRITE,
        DEFAULT => access = READ,
        _ => return Err(vm.value_error("mmap invalid access parameter.")),
    }
    // SAFETY: all bits are plain.
    let mut stat: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: it is there.
    let known = fd != -1 && unsafe { libc::fstat(fd, &mut stat) } == 0;
    if known && stat.st_mode & libc::S_IFMT == libc::S_IFREG {
        let size = stat.st_size;
        if length == 0 {
            if size == 0 {
                return Err(vm.value_error("cannot mmap an empty file"));
            }
            if offset >= size {
                return Err(vm.value_error("mmap offset is greater than file size"));
            }
            length = (size - offset) as usize;
        } else if offset > size || ((size - offset) as usize) < length {
            return Err(vm.value_error("mmap length is greater than file size"));
        }
    }
    let mut own = -1;
    if fd == -1 {
        kind |= libc::MAP_ANONYMOUS;
    } else if track {
        // SAFETY: no memory is involved.
        own = unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) };
        if own == -1 {
            return Err(last_error(vm));
        }
    }
    let map = Map {
        data: Cell::new(std::ptr::null_mut()),
        len: Cell::new(length),
        pos: Cell::new(0),
        fd: Cell::new(own),
        offset,
        access,
        flags: kind,
        track,
        exports: Cell::new(0),
    };
    // What cannot be read could only end the process when somebody looks.
    let protection = protection | libc::PROT_READ;
    // SAFETY: a new mapping at a place that the kernel chooses; a fixed place needs a flag that has no address here.
    let data = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            length,
            protection,
            kind & !libc::MAP_FIXED,
            fd,
            offset,
        )
    };
    if data == libc::MAP_FAILED {
        return Err(last_error(vm));
    }
    map.data.set(data.cast());
    Ok(new_object(vm, type_arg(ty), map))
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let m = payload::<Map>(this);
    let t = vm.full_type_name(this);
    if m.data.get().is_null() {
        return from_utf8(vm, &format!("<{t} closed=True>"));
    }
    let access = match m.access {
        DEFAULT => "ACCESS_DEFAULT",
        READ => "ACCESS_READ",
        WRITE => "ACCESS_WRITE",
        _ => "ACCESS_COPY",
    };
    from_utf8(
        vm,
        &format!(
            "<{t} closed=False, access={access}, length={}, pos={}, offset={}>",
            m.len.get(),
            m.pos.get(),
            m.offset
        ),
    )
}

/// The next `n` bytes, which are there.
fn advance(vm: &Vm, m: &Map, n: usize) -> Ref {
    let at = m.pos.get().min(m.len.get());
    if n > 0 {
        m.pos.set(at + n);
    }
    // SAFETY: open, and the bytes are copied.
    new_bytes(vm, &unsafe { m.bytes() }[at..at + n])
}

fn close(vm: &Vm, this: &Ref) -> PyResult {
    let m = payload::<Map>(this);
    if m.exports.get() > 0 {
        return Err(vm.buffer_error("cannot close exported pointers exist"));
    }
    m.unmap();
    Ok(Ref::none())
}

fn find(vm: &Vm, this: &Ref, a: &[Ref], search: fn(&[u8], &[u8]) -> Option<usize>) -> PyResult {
    open(vm, this)?;
    let bound = |i: usize| match a.get(i).filter(|r| !r.is_none()) {
        Some(r) => vm.as_ssize(r).map(Some),
        None => Ok(None),
    };
    let (start, end) = (bound(1)?, bound(2)?);
    let wanted = buffer_argument(vm, &a[0])?;
    let m = open(vm, this)?;
    let len = m.len.get();
    let clip = |i: Option<isize>, default: usize| match i {
        None => default.min(len),
        Some(i) if i < 0 => len.saturating_sub(i.unsigned_abs()),
        Some(i) => (i as usize).min(len),
    };
    let (start, end) = (clip(start, m.pos.get()), clip(end, len));
    if end < start {
        return Ok(vm.new_int(-1));
    }
    // SAFETY: open, and nothing runs meanwhile.
    let found = search(&unsafe { m.bytes() }[start..end], &wanted);
    Ok(vm.new_int(found.map_or(-1, |i| (start + i) as i64)))
}

fn flush(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    open(vm, this)?;
    let offset = a.first().map_or(Ok(0), |o| vm.as_ssize(o))?;
    let size = match a.get(1).filter(|s| !s.is_none()) {
        Some(s) => Some(vm.as_ssize(s)?),
        None => None,
    };
    let m = open(vm, this)?;
    let len = m.len.get() as isize;
    let size = size.unwrap_or(len.saturating_sub(offset));
    if offset < 0 || size < 0 || len - offset < size {
        return Err(vm.value_error("flush values out of range"));
    }
    if m.access == READ || m.access == COPY {
        return Ok(Ref::none());
    }
    // SAFETY: a part of the mapping.
    match unsafe {
        libc::msync(
            m.data.get().add(offset as usize).cast(),
            size as usize,
            libc::MS_SYNC,
        )
    } {
        -1 => Err(last_error(vm)),
        _ => Ok(Ref::none()),
    }
}

fn advise(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    open(vm, this)?;
    let option = c_int(vm, &a[0])?;
    let start = a.get(1).map_or(Ok(0), |s| vm.as_ssize(s))?;
    let length = match a.get(2).filter(|l| !l.is_none()) {
        Some(l) => Some(vm.as_ssize(l)?),
        None => None,
    };
    let m = open(vm, this)?;
    let len = m.len.get() as isize;
    if start < 0 || start >= len {
        return Err(vm.value_error("madvise start out of bounds"));
    }
    let length = length.unwrap_or(len);
    if length < 0 {
        return Err(vm.value_error("madvise length invalid"));
    }
    if isize::MAX - start < length {
        return Err(vm.overflow_error("madvise length too large"));
    }
    let length = length.min(len - start);
    // SAFETY: a part of the mapping; what an advice may take away are contents, not addresses.
    match unsafe {
        libc::madvise(
            m.data.get().add(start as usize).cast(),
            length as usize,
            option,
        )
    } {
        0 => Ok(Ref::none()),
        _ => Err(last_error(vm)),
    }
}

fn move_bytes(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    open(vm, this)?;
    let mut numbers = [0_isize; 3];
    for (to, from) in numbers.iter_mut().zip(a) {
        *to = vm.as_ssize(from)?;
    }
    let m = writable(vm, this)?;
    let [to, from, n] = numbers;
    let len = m.len.get() as isize;
    if to < 0 || from < 0 || n < 0 || len - to < n || len - from < n {
        return Err(vm.value_error("source, destination, or count out of range"));
    }
    // SAFETY: both inside the mapping.
    unsafe {
        let p = m.data.get();
        std::ptr::copy(p.add(from as usize), p.add(to as usize), n as usize);
    }
    Ok(Ref::none())
}

fn resize(vm: &Vm, this: &Ref, size: &Ref) -> PyResult {
    open(vm, this)?;
    let size = vm.as_ssize(size)?;
    let m = open(vm, this)?;
    if m.exports.get() > 0 {
        return Err(vm.buffer_error("mmap can't resize with extant buffers exported."));
    }
    if !m.track {
        return Err(vm.value_error("mmap can't resize with trackfd=False."));
    }
    if m.access == READ || m.access == COPY {
        return Err(vm.type_error("mmap can't resize a readonly or copy-on-write memory map."));
    }
    let end = usize::try_from(size)
        .ok()
        .and_then(|s| m.offset.checked_add(s as i64));
    let Some(end) = end else {
        return Err(vm.value_error("new size out of range"));
    };
    let size = size as usize;
    if m.fd.get() == -1 && m.flags & libc::MAP_PRIVATE == 0 && size > m.len.get() {
        return Err(vm.value_error("mmap: can't expand a shared anonymous mapping"));
    }
    if size == 0 {
        // What the kernel says to a mapping of nothing, before the file under the old one is gone.
        return Err(vm.os_error(libc::EINVAL, &[]));
    }
    // SAFETY: its own descriptor.
    if m.fd.get() != -1 && unsafe { libc::ftruncate(m.fd.get(), end) } == -1 {
        return Err(last_error(vm));
    }
    // SAFETY: its own mapping, of which nobody has a buffer.
    let data =
        unsafe { libc::mremap(m.data.get().cast(), m.len.get(), size, libc::MREMAP_MAYMOVE) };
    if data == libc::MAP_FAILED {
        return Err(last_error(vm));
    }
    m.data.set(data.cast());
    m.len.set(size);
    Ok(Ref::none())
}

fn seek(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    open(vm, this)?;
    let distance = vm.as_ssize(&a[0])?;
    let whence = a.get(1).map_or(Ok(0), |w| c_int(vm, w))?;
    let m = open(vm, this)?;
    let from = match whence {
        0 => 0,
        1 => m.pos.get(),
        2 => m.len.get(),
        _ => return Err(vm.value_error("unknown seek type")),
    };
    let to = (from as isize)
        .checked_add(distance)
        .and_then(|t| usize::try_from(t).ok());
    match to.filter(|t| *t <= m.len.get()) {
        Some(t) => {
            m.pos.set(t);
            Ok(vm.new_int(t as i64))
        }
        None => Err(vm.value_error("seek out of range")),
    }
}

/// The place that an index means.
fn place(vm: &Vm, m: &Map, i: isize) -> PyResult<usize> {
    let len = m.len.get() as isize;
    let i = if i < 0 { i + len } else { i };
    match i >= 0 && i < len {
        true => Ok(i as usize),
        false => Err(vm.index_error("mmap index out of range")),
    }
}

fn get(vm: &Vm, this: &Ref, key: &Ref) -> PyResult {
    open(vm, this)?;
    if is_index(vm, key) {
        let i = vm.index_as_isize(key)?;
        let m = open(vm, this)?;
        let i = place(vm, m, i)?;
        // SAFETY: open, and the byte is copied.
        return Ok(vm.new_int(unsafe { m.bytes() }[i].into()));
    }
    if !key.has_kind(Kind::Slice) {
        return Err(vm.type_error("mmap indices must be integers"));
    }
    let range = slice_indices(vm, key, || payload::<Map>(this).len.get())?;
    let m = open(vm, this)?;
    // SAFETY: open, and the bytes are copied.
    let bytes = unsafe { m.bytes() };
    let at = |k: usize| (range.start + k as isize * range.step) as usize;
    Ok(match range.step {
        1 if range.len > 0 => new_bytes(vm, &bytes[at(0)..at(0) + range.len]),
        _ => new_bytes(
            vm,
            (0..range.len).map(|k| bytes[at(k)]).collect::<Vec<u8>>(),
        ),
    })
}

fn set(vm: &Vm, this: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    open(vm, this)?;
    writable(vm, this)?;
    if is_index(vm, key) {
        let i = vm.index_as_isize(key)?;
        let i = place(vm, open(vm, this)?, i)?;
        let Some(value) = value else {
            return Err(vm.type_error("mmap doesn't support item deletion"));
        };
        if !is_index(vm, value) {
            return Err(vm.type_error("mmap item value must be an int"));
        }
        let number = crate::object::int_to_i64(&vm.index(value)?);
        let number = number.ok_or_else(|| {
            let t = vm.type_of(value).name_str();
            vm.type_error(format!("cannot fit '{t}' into an index-sized integer"))
        })?;
        let byte = u8::try_from(number)
            .map_err(|_| vm.value_error("mmap item value must be in range(0, 256)"))?;
        let m = open(vm, this)?;
        place(vm, m, i as isize)?;
        m.put(i, &[byte]);
        return Ok(());
    }
    if !key.has_kind(Kind::Slice) {
        return Err(vm.type_error("mmap indices must be integer"));
    }
    let range = slice_indices(vm, key, || payload::<Map>(this).len.get())?;
    let Some(value) = value else {
        return Err(vm.type_error("mmap object doesn't support slice deletion"));
    };
    let data = buffer_argument(vm, value)?;
    if data.len() != range.len {
        return Err(vm.index_error("mmap slice assignment is wrong size"));
    }
    let m = open(vm, this)?;
    // Asking for the data's memory may have made this one smaller.
    let last = range
        .len
        .checked_sub(1)
        .map(|k| range.start + k as isize * range.step);
    if let Some(last) = last
        && last.max(range.start) as usize >= m.len.get()
    {
        return Err(vm.index_error("mmap index out of range"));
    }
    match range.step {
        1 => {
            if range.len > 0 {
                m.put(range.start as usize, &data);
            }
        }
        step => {
            for (k, byte) in data.iter().enumerate() {
                m.put((range.start + k as isize * step) as usize, &[*byte]);
            }
        }
    }
    Ok(())
}

fn buffer(vm: &Vm, this: &Ref, flags: u32) -> PyResult<Buffer> {
    let m = open(vm, this)?;
    let b = vm.plain_buffer(
        this,
        (m.data.get(), m.len.get()),
        m.access == READ,
        flags,
        Some(release),
    )?;
    m.exports.set(m.exports.get() + 1);
    Ok(b)
}

fn release(this: &Ref) {
    let m = payload::<Map>(this);
    m.exports.set(m.exports.get() - 1);
}
