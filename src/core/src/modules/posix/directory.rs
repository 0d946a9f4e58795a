//! Reading directories: `listdir`, `scandir` and `DirEntry`.

use super::super::add;
use super::super::common::{itself, make_type};
use super::super::support::{given, path_arg};
use super::io_error;
use super::paths::like;
use super::stat::of_path;
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, class_getitem, flags,
    from_utf8, new_list, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::RefCell;
use std::fs::{DirEntry, FileType, ReadDir};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::DirEntryExt;
use std::path::PathBuf;

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

/// The directory to read: the current one if none is given.
fn directory(vm: &Vm, a: &Option<Ref>) -> PyResult<(PathBuf, ReadDir)> {
    let path = given(a).map_or(Ok(PathBuf::from(".")), |p| path_arg(vm, p))?;
    match std::fs::read_dir(&path) {
        Ok(d) => Ok((path, d)),
        Err(e) => {
            let shown = match given(a) {
                Some(p) => p.clone(),
                None => from_utf8(vm, ".")?,
            };
            Err(io_error(vm, &e, &[shown]))
        }
    }
}

pub fn listdir(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (_, entries) = directory(vm, &a[0])?;
    let mut names = Vec::new();
    for entry in entries {
        match entry {
            Ok(e) => names.push(like(vm, given(&a[0]), e.file_name().as_bytes())?),
            Err(e) => return Err(io_error(vm, &e, &[])),
        }
    }
    Ok(new_list(vm, names))
}

/// The iterator that `scandir` returns.
struct ScanIterator {
    /// None when exhausted or closed.
    entries: RefCell<Option<ReadDir>>,
    /// The path as it was given.
    path: Field,
    /// What is put in front of the names.
    prefix: PathBuf,
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
    let (prefix, entries) = directory(vm, &a[0])?;
    let it = ScanIterator {
        entries: RefCell::new(Some(entries)),
        path: Field::from(given(&a[0]).cloned()),
        prefix,
    };
    let types = vm
        .state::<Types>(STATE)
        .expect("set when the module was made");
    Ok(new_object(vm, types.iterator, it))
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<ScanIterator>(this);
    let entry = it.entries.borrow_mut().as_mut().and_then(Iterator::next);
    match entry {
        None => {
            it.entries.borrow_mut().take();
            Ok(None)
        }
        Some(Err(e)) => Err(io_error(vm, &e, &[])),
        Some(Ok(entry)) => new_entry(vm, it, &entry).map(Some),
    }
}

struct Entry {
    name: Ref,
    path: Ref,
    inode: u64,
    kind: Option<FileType>,
}

impl Payload for Entry {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.name.slot());
        f(self.path.slot());
    }
}

static ENTRY_LAYOUT: Layout = Layout::of::<Entry>();

fn new_entry(vm: &Vm, it: &ScanIterator, entry: &DirEntry) -> PyResult {
    let given = it.path.get();
    let full = it
        .prefix
        .join(entry.file_name())
        .into_os_string()
        .into_vec();
    let e = Entry {
        name: like(vm, given.as_ref(), entry.file_name().as_bytes())?,
        path: like(vm, given.as_ref(), &full)?,
        inode: entry.ino(),
        kind: entry.file_type().ok(),
    };
    let types = vm
        .state::<Types>(STATE)
        .expect("set when the module was made");
    Ok(new_object(vm, types.entry, e))
}

fn of(this: &Ref) -> &Entry {
    payload(this)
}

/// Is the entry, or what it is a link to, of one kind?
fn is_kind(vm: &Vm, this: &Ref, follow: &Option<Ref>, test: fn(&FileType) -> bool) -> PyResult {
    let follow = follow.as_ref().map_or(Ok(true), |f| vm.is_true(f))?;
    let e = of(this);
    match &e.kind {
        Some(kind) if !(follow && kind.is_symlink()) => Ok(Ref::bool(test(kind))),
        _ => {
            let path = path_arg(vm, &e.path)?;
            let found = if follow {
                path.metadata()
            } else {
                path.symlink_metadata()
            };
            match found {
                Ok(m) => Ok(Ref::bool(test(&m.file_type()))),
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Ref::bool(false)),
                Err(error) => Err(io_error(vm, &error, std::slice::from_ref(&e.path))),
            }
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
        is_kind(vm, this, &a[0], FileType::is_dir)
    })
    .doc("Return True if the entry is a directory; cached per entry."),
    MethodDef::keywords("is_file", "*, follow_symlinks=True", |vm, this, a| {
        is_kind(vm, this, &a[0], FileType::is_file)
    })
    .doc("Return True if the entry is a file; cached per entry."),
    MethodDef::no_args("is_symlink", |vm, this| {
        is_kind(vm, this, &Some(Ref::bool(false)), FileType::is_symlink)
    })
    .doc("Return True if the entry is a symbolic link; cached per entry."),
    MethodDef::no_args("is_junction", |_, _| Ok(Ref::bool(false)))
        .doc("Return True if the entry is a junction; cached per entry."),
    MethodDef::keywords("stat", "*, follow_symlinks=True", |vm, this, a| {
        let follow = a[0].as_ref().map_or(Ok(true), |f| vm.is_true(f))?;
        of_path(vm, &of(this).path, follow)
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
