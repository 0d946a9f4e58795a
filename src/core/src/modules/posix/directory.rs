//! Reading directories: `listdir`, `scandir` and `DirEntry`.

use super::super::add;
use super::super::common::{itself, make_type};
use super::arguments::{Parameter, PathArg, flag};
use super::paths::like;
use super::stat::of_path;
use super::{io_error, last_error};
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, class_getitem, flags,
    from_utf8, int_to_i64, new_list, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::RefCell;
use std::ffi::CStr;

struct Types {
    iterator: TypePtr,
    entry: TypePtr,
}
const STATE: &str = "posix.scandir";

pub fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    let types = Types {
        iterator: make_type(vm, &ITERATOR, vm.types.object)?,
        entry: make_type(vm, &ENTRY, vm.types.object)?,
    };
    add(vm, module, "DirEntry", types.entry.to_ref())?;
    vm.set_state(STATE, types);
    Ok(())
}

/// A folder that is being read.
struct Reader(*mut libc::DIR);

/// What the system says about an entry.
struct Found {
    name: Vec<u8>,
    inode: u64,
    /// `DT_REG` and its like; `DT_UNKNOWN` where the file system does not tell.
    kind: u8,
}

impl Reader {
    fn open(vm: &Vm, p: &PathArg) -> PyResult<Reader> {
        // SAFETY: plain calls; the path ends with a zero byte. Reading goes on with a descriptor of its own, so that the
        // one that was given stays open.
        let dir = unsafe {
            match p.descriptor() {
                None => libc::opendir(p.path().as_ptr()),
                Some(fd) => match libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) {
                    own if own < 0 => std::ptr::null_mut(),
                    own => {
                        let dir = libc::fdopendir(own);
                        if dir.is_null() {
                            let why = std::io::Error::last_os_error();
                            libc::close(own);
                            return Err(io_error(vm, &why, p.files()));
                        }
                        libc::rewinddir(dir);
                        dir
                    }
                },
            }
        };
        match dir.is_null() {
            false => Ok(Reader(dir)),
            true if p.object.is_none() => Err(last_error(vm, &[from_utf8(vm, ".")?])),
            true => Err(last_error(vm, p.files())),
        }
    }

    /// The next entry, except the folder itself and the one above it.
    fn next(&self, vm: &Vm) -> PyResult<Option<Found>> {
        loop {
            // SAFETY: the folder is open; an entry is valid until the next is read.
            unsafe {
                *libc::__errno_location() = 0;
                let e = libc::readdir(self.0);
                if e.is_null() {
                    return match *libc::__errno_location() {
                        0 => Ok(None),
                        code => Err(vm.os_error(code, &[])),
                    };
                }
                let name = CStr::from_ptr((*e).d_name.as_ptr()).to_bytes();
                if name != b"." && name != b".." {
                    return Ok(Some(Found {
                        name: name.to_vec(),
                        inode: (*e).d_ino,
                        kind: (*e).d_type,
                    }));
                }
            }
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // SAFETY: open until now.
        unsafe { libc::closedir(self.0) };
    }
}

pub fn listdir(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Parameter::path("listdir")
        .or_descriptor()
        .or_none()
        .of(vm, a[0].as_ref())?;
    let reader = Reader::open(vm, &p)?;
    let mut names = Vec::new();
    while let Some(e) = reader.next(vm)? {
        names.push(like(vm, p.object.as_ref(), &e.name)?);
    }
    Ok(new_list(vm, names))
}

/// The iterator that `scandir` returns.
struct ScanIterator {
    /// None when exhausted or closed.
    entries: RefCell<Option<Reader>>,
    /// The path as it was given.
    path: Field,
    /// What is put in front of the names.
    prefix: Vec<u8>,
    /// The folder's descriptor, if it was given by one.
    descriptor: Option<i32>,
}

impl Payload for ScanIterator {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.path.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<ScanIterator>();

fn close(_: &Vm, this: &Ref) -> PyResult {
    payload::<ScanIterator>(this).entries.borrow_mut().take();
    Ok(Ref::none())
}

static METHODS: [MethodDef; 3] = [
    MethodDef::no_args("__enter__", |_, this| Ok(this.clone())),
    MethodDef::positional("__exit__", 0, 3, |vm, this, _| close(vm, this)),
    MethodDef::no_args("close", close),
];

static ITERATOR: TypeSpec = TypeSpec {
    module: "posix",
    flags: flags::NO_NEW,
    methods: &METHODS,
    slots: |s| {
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("ScandirIterator", &LAYOUT)
};

pub fn scandir(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Parameter::path("scandir")
        .or_descriptor()
        .or_none()
        .of(vm, a[0].as_ref())?;
    let reader = Reader::open(vm, &p)?;
    // With a descriptor, the paths of the entries are their names.
    let mut prefix = p.bytes().to_vec();
    if p.descriptor().is_none() && prefix.last() != Some(&b'/') {
        prefix.push(b'/');
    }
    let it = ScanIterator {
        entries: RefCell::new(Some(reader)),
        path: Field::from(p.object.clone()),
        prefix,
        descriptor: p.descriptor(),
    };
    let types = vm
        .state::<Types>(STATE)
        .expect("set when the module was made");
    Ok(new_object(vm, types.iterator, it))
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<ScanIterator>(this);
    let entry = match &*it.entries.borrow() {
        Some(reader) => reader.next(vm)?,
        None => None,
    };
    match entry {
        None => {
            it.entries.borrow_mut().take();
            Ok(None)
        }
        Some(entry) => new_entry(vm, it, &entry).map(Some),
    }
}

struct Entry {
    name: Ref,
    path: Ref,
    inode: u64,
    kind: u8,
    descriptor: Option<i32>,
    /// The answers of `stat`: of the entry, and of what it is a link to.
    known: [Field; 2],
}

impl Payload for Entry {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.name.slot());
        f(self.path.slot());
        self.known.iter().for_each(|k| k.traverse(f));
    }
}

static ENTRY_LAYOUT: Layout = Layout::of::<Entry>();

fn new_entry(vm: &Vm, it: &ScanIterator, entry: &Found) -> PyResult {
    let given = it.path.get();
    let full = [&it.prefix[..], &entry.name].concat();
    let e = Entry {
        name: like(vm, given.as_ref(), &entry.name)?,
        path: like(vm, given.as_ref(), &full)?,
        inode: entry.inode,
        kind: entry.kind,
        descriptor: it.descriptor,
        known: [Field::empty(), Field::empty()],
    };
    let types = vm
        .state::<Types>(STATE)
        .expect("set when the module was made");
    Ok(new_object(vm, types.entry, e))
}

fn of(this: &Ref) -> &Entry {
    payload(this)
}

/// `stat` of the entry, or of what it is a link to; asked for once.
fn status(vm: &Vm, this: &Ref, follow: bool) -> PyResult {
    let e = of(this);
    let follow = follow && matches!(e.kind, libc::DT_LNK | libc::DT_UNKNOWN);
    let known = &e.known[usize::from(follow)];
    if let Some(s) = known.get() {
        return Ok(s);
    }
    let s = of_path(vm, &e.path, e.descriptor.unwrap_or(libc::AT_FDCWD), follow)?;
    known.set(s.clone());
    Ok(s)
}

/// Is the entry, or what it is a link to, of one kind?
fn is_kind(vm: &Vm, this: &Ref, follow: &Option<Ref>, kind: u8) -> PyResult {
    let follow = flag(vm, follow, true)?;
    let e = of(this);
    if e.kind != libc::DT_UNKNOWN && !(follow && e.kind == libc::DT_LNK) {
        return Ok(Ref::bool(e.kind == kind));
    }
    match status(vm, this, follow) {
        Ok(s) => {
            let mode = int_to_i64(&vm.get_attr_str(&s, "st_mode")?).unwrap_or(0);
            Ok(Ref::bool(
                mode & i64::from(libc::S_IFMT) == i64::from(kind) << 12,
            ))
        }
        Err(r) => {
            // A link to nothing is of no kind.
            vm.catch(r, vm.types.file_not_found_error)?;
            Ok(Ref::bool(false))
        }
    }
}

static ENTRY_GETSET: [GetSetDef; 2] = [
    GetSetDef {
        doc: "the entry's base filename, relative to scandir() \"path\" argument",
        ..GetSetDef::get("name", |_, this| Ok(of(this).name.clone()))
    },
    GetSetDef {
        doc: "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)",
        ..GetSetDef::get("path", |_, this| Ok(of(this).path.clone()))
    },
];

static ENTRY_METHODS: [MethodDef; 8] = [
    MethodDef::keywords("is_dir", "*, follow_symlinks=True", |vm, this, a| {
        is_kind(vm, this, &a[0], libc::DT_DIR)
    })
    .doc("Return True if the entry is a directory; cached per entry."),
    MethodDef::keywords("is_file", "*, follow_symlinks=True", |vm, this, a| {
        is_kind(vm, this, &a[0], libc::DT_REG)
    })
    .doc("Return True if the entry is a file; cached per entry."),
    MethodDef::no_args("is_symlink", |vm, this| {
        is_kind(vm, this, &Some(Ref::bool(false)), libc::DT_LNK)
    })
    .doc("Return True if the entry is a symbolic link; cached per entry."),
    MethodDef::no_args("is_junction", |_, _| Ok(Ref::bool(false)))
        .doc("Return True if the entry is a junction; cached per entry."),
    MethodDef::keywords("stat", "*, follow_symlinks=True", |vm, this, a| {
        status(vm, this, flag(vm, &a[0], true)?)
    })
    .doc("Return stat_result object for the entry; cached per entry."),
    MethodDef::no_args("inode", |vm, this| Ok(vm.new_int(of(this).inode as i64)))
        .doc("Return inode of the entry; cached per entry."),
    MethodDef::no_args("__fspath__", |_, this| Ok(of(this).path.clone()))
        .doc("Returns the path for the entry."),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
];

static ENTRY: TypeSpec = TypeSpec {
    module: "posix",
    flags: flags::NO_NEW,
    methods: &ENTRY_METHODS,
    getset: &ENTRY_GETSET,
    slots: |s| {
        s.repr.set(Some(|vm, this| {
            let name = vm.repr_string(&of(this).name)?;
            from_utf8(vm, &format!("<DirEntry {name}>"))
        }));
    },
    ..TypeSpec::new("DirEntry", &ENTRY_LAYOUT)
};
