//! `FileIO`: a file descriptor.

use super::base::{check_state, finalize_by_close, unsupported};
use crate::modules::support::{
    bytes_arg, c_int, c_long, given, optional_size, path_arg, str_arg, writable_arg,
};
use crate::object::{
    GetSetDef, Layout, MethodDef, Payload, TypeSpec, flags, from_utf8, instance_dict_opt,
    int_to_i64, new_bytes, payload, str_to_string,
};
use crate::runtime::import::set_attr_str;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;

/// The payload of `FileIO`.
pub struct FileIo {
    /// -1 when closed.
    pub fd: Cell<i32>,
    pub readable: Cell<bool>,
    pub writable: Cell<bool>,
    created: Cell<bool>,
    appending: Cell<bool>,
    close_fd: Cell<bool>,
    /// The finalizer closes it: whoever made it forgot to.
    finalizing: Cell<bool>,
    /// Known after the first question.
    seekable: Cell<Option<bool>>,
}

impl Payload for FileIo {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<FileIo>();

static METHODS: [MethodDef; 16] = [
    MethodDef::no_args("__getstate__", super::base::cannot_pickle),
    MethodDef::positional("read", 0, 1, |vm, this, a| {
        match optional_size(vm, a.first())? {
            Some(n) => match n {
                n if n < 0 => read_all(vm, this),
                n => {
                    let mut buffer = Vec::new();
                    if buffer.try_reserve_exact(n as usize).is_err() {
                        return Err(vm.memory_error());
                    }
                    buffer.resize(n as usize, 0);
                    Ok(match of(this).read(vm, &mut buffer)? {
                        Some(n) => {
                            buffer.truncate(n);
                            new_bytes(vm, buffer)
                        }
                        None => Ref::none(),
                    })
                }
            },
            None => read_all(vm, this),
        }
    })
    .text_signature("size=-1, /"),
    MethodDef::no_args("readall", read_all),
    MethodDef::one("readinto", |vm, this, target| {
        let target = writable_arg(vm, target, "readinto", "1")?;
        let mut buffer = vec![0; target.len()];
        Ok(match of(this).read(vm, &mut buffer)? {
            Some(n) => vm.new_int(target.fill(&buffer[..n]) as i64),
            None => Ref::none(),
        })
    })
    .text_signature("buffer, /"),
    MethodDef::one("write", |vm, this, data| {
        let f = of(this);
        f.check(vm)?;
        if !f.writable.get() {
            return Err(unsupported(vm, "File not open for writing"));
        }
        let bytes = bytes_arg(vm, data)?;
        Ok(match f.write(vm, &bytes)? {
            Some(n) => vm.new_int(n as i64),
            None => Ref::none(),
        })
    })
    .text_signature("b, /"),
    MethodDef::positional("seek", 1, 2, |vm, this, a| {
        let whence = match a.get(1) {
            Some(w) => c_int(vm, w)?,
            None => 0,
        };
        let f = of(this);
        f.check(vm)?;
        Ok(vm.new_int(f.seek(vm, c_long(vm, &a[0])?, whence)?))
    })
    .text_signature("pos, whence=0, /"),
    MethodDef::no_args("tell", |vm, this| {
        of(this).check(vm)?;
        Ok(vm.new_int(of(this).seek(vm, 0, libc::SEEK_CUR)?))
    }),
    MethodDef::positional("truncate", 0, 1, |vm, this, a| {
        let f = of(this);
        f.check(vm)?;
        if !f.writable.get() {
            return Err(unsupported(vm, "File not open for writing"));
        }
        let size = match a.first().filter(|s| !s.is_none()) {
            Some(s) => c_long(vm, s)?,
            None => f.seek(vm, 0, libc::SEEK_CUR)?,
        };
        // SAFETY: plain system call.
        if unsafe { libc::ftruncate(f.fd.get(), size) } < 0 {
            return Err(vm.os_error(errno(), &[]));
        }
        Ok(vm.new_int(size))
    })
    .text_signature("size=None, /"),
    MethodDef::no_args("close", |vm, this| {
        // Whoever has a `flush` of its own is asked for it, and closed all the same.
        let flushed = match of(this).fd.get() >= 0 && has_own_flush(vm, this) {
            true => vm.call_method(this, &vm.names.flush, &[]),
            false => Ok(Ref::none()),
        };
        let saved = vm.exception.take();
        let closed = close(vm, this);
        match (flushed, closed) {
            (Ok(_), closed) => closed.map(|()| Ref::none()),
            (Err(r), Ok(())) => {
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
    }),
    MethodDef::no_args("fileno", |vm, this| {
        of(this).check(vm)?;
        Ok(vm.new_int(of(this).fd.get().into()))
    }),
    MethodDef::no_args("isatty", |vm, this| {
        of(this).check(vm)?;
        Ok(Ref::bool(of(this).is_terminal()))
    }),
    MethodDef::no_args("readable", |vm, this| {
        of(this).check(vm)?;
        Ok(Ref::bool(of(this).readable.get()))
    }),
    MethodDef::no_args("writable", |vm, this| {
        of(this).check(vm)?;
        Ok(Ref::bool(of(this).writable.get()))
    }),
    MethodDef::no_args("seekable", |vm, this| {
        of(this).check(vm)?;
        Ok(Ref::bool(of(this).is_seekable()))
    }),
    MethodDef::no_args("_isatty_open_only", |vm, this| {
        of(this).check(vm)?;
        Ok(Ref::bool(of(this).is_terminal()))
    }),
    MethodDef::one("_dealloc_warn", dealloc_warn),
];

static GETSET: [GetSetDef; 5] = [
    GetSetDef::get_set(
        "_finalizing",
        |_, this| Ok(Ref::bool(of(this).finalizing.get())),
        |vm, this, value| super::base::set_finalizing(vm, &of(this).finalizing, value),
    ),
    GetSetDef {
        doc: "True if the file is closed",
        ..GetSetDef::get("closed", |_, this| Ok(Ref::bool(of(this).fd.get() < 0)))
    },
    GetSetDef {
        doc: "True if the file descriptor will be closed by close().",
        ..GetSetDef::get("closefd", |_, this| Ok(Ref::bool(of(this).close_fd.get())))
    },
    GetSetDef {
        doc: "String giving the file mode",
        ..GetSetDef::get("mode", |vm, this| from_utf8(vm, of(this).mode()))
    },
    GetSetDef::member("_blksize", |vm, this| Ok(vm.new_int(of(this).block_size()))),
];

/// The type.
pub static FILE_IO: TypeSpec = TypeSpec {
    module: "_io",
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            super::base::new_payload(vm, ty, FileIo::unopened())
        }));
        s.init.set(Some(|vm, this, args| {
            let a = INIT.signature().bind(vm, "FileIO", args)?;
            let mode = match &a[1] {
                Some(m) => {
                    str_arg(vm, m, "FileIO", "'mode'")?;
                    let mode = str_to_string(m);
                    if mode.contains('\0') {
                        return Err(vm.value_error("embedded null character"));
                    }
                    mode
                }
                None => "r".to_owned(),
            };
            let close_fd = match &a[2] {
                Some(c) => vm.is_true(c)?,
                None => true,
            };
            open(
                vm,
                this,
                a[0].as_ref().expect("required"),
                &mode,
                close_fd,
                given(&a[3]),
            )
        }));
        s.repr.set(Some(repr));
        s.finalize.set(Some(finalize_by_close));
    },
    ..TypeSpec::new("FileIO", &LAYOUT)
};

static INIT: MethodDef = MethodDef::keywords(
    "__init__",
    "file, mode='r', closefd=True, opener=None",
    |_, _, _| Ok(Ref::none()),
);

impl FileIo {
    /// What the file system prefers to read at once.
    fn block_size(&self) -> i64 {
        // SAFETY: plain query.
        let mut stat: libc::stat = unsafe { std::mem::zeroed() };
        let known = unsafe { libc::fstat(self.fd.get(), &mut stat) } == 0;
        match stat.st_blksize {
            n if known && n > 1 => n,
            _ => super::DEFAULT_BUFFER_SIZE as i64,
        }
    }
}

/// Has the stream a `flush` that is not the one of all streams?
fn has_own_flush(vm: &Vm, this: &Ref) -> bool {
    let in_instance = instance_dict_opt(vm, this).is_some_and(|d| {
        // SAFETY: an instance dict is a dict.
        let d = unsafe { d.cast::<crate::object::DictObject>() };
        !d.get_str(&vm.names.flush).is_null()
    });
    in_instance || vm.type_of(this).is_heap_type()
}

fn of(this: &Ref) -> &FileIo {
    payload::<FileIo>(this)
}

fn errno() -> i32 {
    std::io::Error::last_os_error()
        .raw_os_error()
        .unwrap_or(libc::EIO)
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let f = of(this);
    if f.fd.get() < 0 {
        return from_utf8(vm, &format!("<{} [closed]>", vm.type_of(this).name_str()));
    }
    let close_fd = if f.close_fd.get() { "True" } else { "False" };
    let mode = f.mode();
    let what = match vm.get_attr_opt(this, &vm.names.bare_name)? {
        Some(name) => format!("name={}", vm.repr_string(&name)?),
        None => format!("fd={}", f.fd.get()),
    };
    from_utf8(
        vm,
        &format!(
            "<{} {what} mode='{mode}' closefd={close_fd}>",
            vm.type_of(this).name_str()
        ),
    )
}

/// Opens `file`, a path or a descriptor.
pub fn open(
    vm: &Vm,
    this: &Ref,
    file: &Ref,
    mode: &str,
    close_fd: bool,
    opener: Option<&Ref>,
) -> PyResult<()> {
    let f = of(this);
    if f.fd.get() >= 0 {
        close(vm, this)?;
    }
    let (mut kind, mut plus) = (None, false);
    let bad = || {
        vm.value_error(
            "Must have exactly one of create/read/write/append mode and at most one plus",
        )
    };
    for c in mode.chars() {
        match c {
            'x' | 'r' | 'w' | 'a' if kind.is_none() => kind = Some(c),
            '+' if !plus => plus = true,
            'b' => {}
            'x' | 'r' | 'w' | 'a' | '+' => return Err(bad()),
            _ => return Err(vm.value_error(format!("invalid mode: {mode}"))),
        }
    }
    let Some(kind) = kind else { return Err(bad()) };
    f.readable.set(kind == 'r' || plus);
    f.writable.set(kind != 'r' || plus);
    f.created.set(kind == 'x');
    f.appending.set(kind == 'a');
    f.seekable.set(None);
    let access = match (f.readable.get(), f.writable.get()) {
        (true, true) => libc::O_RDWR,
        (true, false) => libc::O_RDONLY,
        _ => libc::O_WRONLY,
    };
    let more = match kind {
        'x' => libc::O_CREAT | libc::O_EXCL,
        'w' => libc::O_CREAT | libc::O_TRUNC,
        'a' => libc::O_CREAT | libc::O_APPEND,
        _ => 0,
    };
    let flags = access | more | libc::O_CLOEXEC;
    let given_fd = (file.has_kind(Kind::Int) || file.has_kind(Kind::Bool)) || {
        !file.has_kind(Kind::Str)
            && !file.has_kind(Kind::Bytes)
            && vm.type_of(file).slots.index.get().is_some()
    };
    if given_fd {
        if file.has_kind(Kind::Bool) {
            let text = "bool is used as a file descriptor";
            vm.warn(vm.types.runtime_warning, text, 1)?;
        }
        let fd = int_to_i64(&vm.index(file)?).unwrap_or(i64::from(i32::MAX));
        if fd < 0 {
            return Err(vm.value_error("negative file descriptor"));
        }
        // SAFETY: plain query.
        let mut stat: libc::stat = unsafe { std::mem::zeroed() };
        let fd = fd as i32;
        if unsafe { libc::fstat(fd, &mut stat) } < 0 {
            return Err(vm.os_error(errno(), &[]));
        }
        if stat.st_mode & libc::S_IFMT == libc::S_IFDIR {
            return Err(vm.os_error(libc::EISDIR, std::slice::from_ref(file)));
        }
        f.fd.set(fd);
        f.close_fd.set(close_fd);
    } else {
        if !close_fd {
            return Err(vm.value_error("Cannot use closefd=False with file name"));
        }
        let path = path_arg(vm, file)?;
        let fd = match opener {
            Some(opener) => {
                let fd = vm.call_positional(opener, &[file.clone(), vm.new_int(flags.into())])?;
                if !fd.has_kind(Kind::Int) {
                    return Err(vm.type_error("expected integer from opener"));
                }
                let fd = c_int(vm, &fd)?;
                if fd < 0 {
                    return Err(vm.value_error(format!("opener returned {fd}")));
                }
                fd
            }
            None => open_path(vm, &path, flags, file)?,
        };
        f.fd.set(fd);
        f.close_fd.set(true);
        // SAFETY: plain query.
        let mut stat: libc::stat = unsafe { std::mem::zeroed() };
        let known = unsafe { libc::fstat(fd, &mut stat) } == 0;
        if !known && errno() == libc::EBADF {
            // What the opener gave is no descriptor.
            f.fd.set(-1);
            return Err(vm.os_error(libc::EBADF, &[]));
        }
        if known && stat.st_mode & libc::S_IFMT == libc::S_IFDIR {
            close(vm, this)?;
            return Err(vm.os_error(libc::EISDIR, std::slice::from_ref(file)));
        }
    }
    if let Err(r) = set_attr_str(vm, this, "name", file) {
        if given_fd {
            // It stays the caller's.
            f.fd.set(-1);
        }
        return Err(r);
    }
    if f.appending.get() {
        // SAFETY: plain system call; a pipe cannot seek, which is no error here.
        unsafe { libc::lseek(f.fd.get(), 0, libc::SEEK_END) };
    }
    Ok(())
}

fn open_path(vm: &Vm, path: &std::path::Path, flags: i32, file: &Ref) -> PyResult<i32> {
    let mut bytes = path.as_os_str().as_encoded_bytes().to_vec();
    bytes.push(0);
    loop {
        // SAFETY: the path ends in a NUL.
        let fd = unsafe { libc::open(bytes.as_ptr().cast(), flags, 0o666) };
        if fd >= 0 {
            return Ok(fd);
        }
        match errno() {
            libc::EINTR => vm.check_signals()?,
            e => return Err(vm.os_error(e, std::slice::from_ref(file))),
        }
    }
}

/// Closes the descriptor, if it is ours.
pub fn close(vm: &Vm, this: &Ref) -> PyResult<()> {
    let f = of(this);
    if f.finalizing.get() {
        dealloc_warn(vm, this, this)?;
    }
    let fd = f.fd.replace(-1);
    if fd >= 0 && f.close_fd.get() {
        // SAFETY: the descriptor was ours, and is used no more.
        if unsafe { libc::close(fd) } < 0 {
            return Err(vm.os_error(errno(), &[]));
        }
    }
    Ok(())
}

/// `_dealloc_warn(source)`: `source`, made over this file, goes away without having been closed.
fn dealloc_warn(vm: &Vm, this: &Ref, source: &Ref) -> PyResult {
    let f = of(this);
    if f.fd.get() >= 0 && f.close_fd.get() {
        let text = format!("unclosed file {}", vm.repr_string(source)?);
        if vm
            .warn_about(vm.types.resource_warning, &text, source)
            .is_err()
        {
            // A warning that a filter makes an error has nobody to catch it.
            match vm.raised_is(vm.types.warning) {
                true => vm.report_unraisable(None, this),
                false => vm.clear_exception(),
            }
        }
    }
    Ok(Ref::none())
}

/// Everything up to the end of the file.
pub fn read_all(vm: &Vm, this: &Ref) -> PyResult {
    let f = of(this);
    let mut all = Vec::new();
    // SAFETY: plain query.
    let mut stat: libc::stat = unsafe { std::mem::zeroed() };
    if f.fd.get() >= 0 && unsafe { libc::fstat(f.fd.get(), &mut stat) } == 0 {
        // One byte more than the size, so that the end is seen without growing.
        let _ = all.try_reserve(stat.st_size.clamp(0, 1 << 30) as usize + 1);
    }
    loop {
        let at = all.len();
        let room = (all.capacity() - at).max(super::DEFAULT_BUFFER_SIZE);
        all.resize(at + room, 0);
        match f.read(vm, &mut all[at..])? {
            Some(0) => {
                all.truncate(at);
                return Ok(new_bytes(vm, all));
            }
            Some(n) => all.truncate(at + n),
            None if at == 0 => return Ok(Ref::none()),
            None => {
                all.truncate(at);
                return Ok(new_bytes(vm, all));
            }
        }
    }
}

impl FileIo {
    /// Before `open`.
    pub fn unopened() -> FileIo {
        FileIo {
            fd: Cell::new(-1),
            readable: Cell::new(false),
            writable: Cell::new(false),
            created: Cell::new(false),
            appending: Cell::new(false),
            close_fd: Cell::new(true),
            finalizing: Cell::new(false),
            seekable: Cell::new(None),
        }
    }

    fn check(&self, vm: &Vm) -> PyResult<()> {
        check_state(vm, self.fd.get() < 0)
    }

    fn mode(&self) -> &'static str {
        match (
            self.created.get(),
            self.appending.get(),
            self.readable.get(),
            self.writable.get(),
        ) {
            (true, _, true, _) => "xb+",
            (true, ..) => "xb",
            (_, true, true, _) => "ab+",
            (_, true, ..) => "ab",
            (_, _, true, true) => "rb+",
            (_, _, true, _) => "rb",
            _ => "wb",
        }
    }

    /// Reads at most a buffer's worth; `None` if that would block.
    pub fn read(&self, vm: &Vm, buffer: &mut [u8]) -> PyResult<Option<usize>> {
        self.check(vm)?;
        if !self.readable.get() {
            return Err(unsupported(vm, "File not open for reading"));
        }
        loop {
            // SAFETY: the buffer is ours.
            let n = unsafe { libc::read(self.fd.get(), buffer.as_mut_ptr().cast(), buffer.len()) };
            if n >= 0 {
                return Ok(Some(n as usize));
            }
            match errno() {
                libc::EINTR => vm.check_signals()?,
                libc::EAGAIN => return Ok(None),
                e => return Err(vm.os_error(e, &[])),
            }
        }
    }

    /// Writes what the system takes at once; `None` if that would block.
    pub fn write(&self, vm: &Vm, data: &[u8]) -> PyResult<Option<usize>> {
        loop {
            // SAFETY: the data outlive the call.
            let n = unsafe { libc::write(self.fd.get(), data.as_ptr().cast(), data.len()) };
            if n >= 0 {
                return Ok(Some(n as usize));
            }
            match errno() {
                libc::EINTR => vm.check_signals()?,
                libc::EAGAIN => return Ok(None),
                e => return Err(vm.os_error(e, &[])),
            }
        }
    }

    /// Moves the position of the descriptor.
    pub fn seek(&self, vm: &Vm, to: i64, whence: i32) -> PyResult<i64> {
        // SAFETY: plain system call.
        let at = unsafe { libc::lseek(self.fd.get(), to, whence) };
        if at < 0 {
            return Err(vm.os_error(errno(), &[]));
        }
        Ok(at)
    }

    /// Can the descriptor seek?
    pub fn is_seekable(&self) -> bool {
        if self.seekable.get().is_none() {
            // SAFETY: plain system call.
            let can = unsafe { libc::lseek(self.fd.get(), 0, libc::SEEK_CUR) } >= 0;
            self.seekable.set(Some(can));
        }
        self.seekable.get() == Some(true)
    }

    /// Is it a terminal?
    pub fn is_terminal(&self) -> bool {
        // SAFETY: plain query.
        unsafe { libc::isatty(self.fd.get()) == 1 }
    }
}
