//! Arguments of the module's functions: paths, descriptors of directories, users and groups.

use super::super::support::{fs_encode, fs_path, given};
use crate::object::{as_bytes, int_to_i64};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::ffi::{CStr, CString};

/// What a path parameter takes.
#[derive(Clone, Copy)]
pub struct Parameter {
    pub function: &'static str,
    pub name: &'static str,
    pub nullable: bool,
    pub descriptors: bool,
}

impl Parameter {
    /// A parameter `path` that takes paths only.
    pub const fn path(function: &'static str) -> Parameter {
        Parameter {
            function,
            name: "path",
            nullable: false,
            descriptors: false,
        }
    }
    pub const fn named(self, name: &'static str) -> Parameter {
        Parameter { name, ..self }
    }
    pub const fn or_descriptor(self) -> Parameter {
        Parameter {
            descriptors: true,
            ..self
        }
    }
    pub const fn or_none(self) -> Parameter {
        Parameter {
            nullable: true,
            ..self
        }
    }

    /// The argument; None stands for the current folder.
    pub fn of(self, vm: &Vm, r: Option<&Ref>) -> PyResult<PathArg> {
        let Parameter { function, name, .. } = self;
        let r = match r {
            Some(r) if !(self.nullable && r.is_none()) => r,
            _ => {
                return Ok(PathArg {
                    place: Place::Path(c".".to_owned()),
                    object: None,
                });
            }
        };
        let is_text = |r: &Ref| r.has_kind(Kind::Str) || r.has_kind(Kind::Bytes);
        if self.descriptors && !is_text(r) && vm.type_of(r).slots.index.get().is_some() {
            let fd = directory_number(vm, r)?;
            return Ok(PathArg {
                place: Place::Descriptor(fd),
                object: Some(r.clone()),
            });
        }
        if !is_text(r) && vm.type_of(r).lookup(vm, &vm.names.fspath).is_none() {
            let kinds = match (self.descriptors, self.nullable) {
                (true, true) => "string, bytes, os.PathLike, integer or None",
                (true, false) => "string, bytes, os.PathLike or integer",
                (false, true) => "string, bytes, os.PathLike or None",
                (false, false) => "string, bytes or os.PathLike",
            };
            let t = vm.type_of(r).name_str();
            return Err(vm.type_error(format!("{function}: {name} should be {kinds}, not {t}")));
        }
        let fs = fs_path(vm, r)?;
        let bytes = match fs.has_kind(Kind::Bytes) {
            true => as_bytes(&fs).to_vec(),
            false => fs_encode(vm, &fs)?,
        };
        match CString::new(bytes) {
            Ok(c) => Ok(PathArg {
                place: Place::Path(c),
                object: Some(fs),
            }),
            Err(_) => Err(vm.value_error(format!("{function}: embedded null character in {name}"))),
        }
    }
}

/// Where a function works.
pub enum Place {
    Path(CString),
    Descriptor(i32),
}

/// A path argument.
pub struct PathArg {
    pub place: Place,
    /// What errors show: the path, or the descriptor.
    pub object: Option<Ref>,
}

impl PathArg {
    /// For the messages of errors.
    pub fn files(&self) -> &[Ref] {
        self.object.as_slice()
    }
    pub fn descriptor(&self) -> Option<i32> {
        match self.place {
            Place::Descriptor(fd) => Some(fd),
            Place::Path(_) => None,
        }
    }
    /// The path of a parameter that takes no descriptor, or was not given one.
    pub fn path(&self) -> &CStr {
        match &self.place {
            Place::Path(p) => p,
            Place::Descriptor(_) => c"",
        }
    }
    /// The path as its bytes.
    pub fn bytes(&self) -> &[u8] {
        self.path().to_bytes()
    }
}

/// A required argument.
pub fn required(a: &Option<Ref>) -> &Ref {
    a.as_ref().expect("required")
}

/// A flag with its default.
pub fn flag(vm: &Vm, a: &Option<Ref>, default: bool) -> PyResult<bool> {
    a.as_ref().map_or(Ok(default), |f| vm.is_true(f))
}

/// `dir_fd`: the folder that a relative path begins at.
pub fn dir_fd(vm: &Vm, a: &Option<Ref>) -> PyResult<i32> {
    match given(a) {
        None => Ok(libc::AT_FDCWD),
        Some(r) if vm.type_of(r).slots.index.get().is_some() => directory_number(vm, r),
        Some(r) => {
            let t = vm.type_of(r).name_str();
            Err(vm.type_error(format!("argument should be integer or None, not {t}")))
        }
    }
}

fn directory_number(vm: &Vm, r: &Ref) -> PyResult<i32> {
    if r.has_kind(Kind::Bool) {
        let m = "bool is used as a file descriptor";
        vm.warn(vm.types.runtime_warning, m, 1)?;
    }
    let i = vm.index(r)?;
    match int_to_i64(&i) {
        Some(n) if n > i64::from(i32::MAX) => Err(vm.overflow_error("fd is greater than maximum")),
        Some(n) if n < i64::from(i32::MIN) => Err(vm.overflow_error("fd is less than minimum")),
        Some(n) => Ok(n as i32),
        None if crate::object::int_is_negative(&i) => {
            Err(vm.overflow_error("fd is less than minimum"))
        }
        None => Err(vm.overflow_error("fd is greater than maximum")),
    }
}

/// A descriptor, or what has a method `fileno`.
pub fn file_number(vm: &Vm, r: &Ref) -> PyResult<i32> {
    let number = if r.has_kind(Kind::Int) || r.has_kind(Kind::Bool) {
        if r.has_kind(Kind::Bool) {
            vm.warn(
                vm.types.runtime_warning,
                "bool is used as a file descriptor",
                1,
            )?;
        }
        r.clone()
    } else {
        match vm.get_attr_opt(r, &vm.interned.intern_str(vm, "fileno"))? {
            None => {
                return Err(vm.type_error("argument must be an int, or have a fileno() method."));
            }
            Some(f) => {
                let n = vm.call_positional(&f, &[])?;
                if !n.has_kind(Kind::Int) && !n.has_kind(Kind::Bool) {
                    return Err(vm.type_error("fileno() returned a non-integer"));
                }
                n
            }
        }
    };
    match vm.as_c_int(&number)? {
        fd if fd < 0 => {
            let m = format!("file descriptor cannot be a negative integer ({fd})");
            Err(vm.value_error(m))
        }
        fd => Ok(fd),
    }
}

/// A user (`uid`) or group (`gid`); -1 leaves it as it is.
pub fn id(vm: &Vm, r: &Ref, what: &str) -> PyResult<u32> {
    if vm.type_of(r).slots.index.get().is_none() {
        let t = vm.type_of(r).name_str();
        return Err(vm.type_error(format!("{what} should be integer, not {t}")));
    }
    let i = vm.index(r)?;
    match int_to_i64(&i) {
        Some(-1) => Ok(u32::MAX),
        Some(n) if u32::try_from(n).is_ok() => Ok(n as u32),
        None if !crate::object::int_is_negative(&i) => {
            Err(vm.overflow_error(format!("{what} is greater than maximum")))
        }
        _ => Err(vm.overflow_error(format!("{what} is less than minimum"))),
    }
}
