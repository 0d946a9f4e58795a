//! The module `_stat`: what the bits of a file's mode mean.

use super::{ModuleSpec, add};
use crate::object::{MethodDef, from_utf8, int_to_bigint, int_to_i64};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_stat",
    doc: "",
    methods: &METHODS,
    init: |vm, module| {
        for &(name, value) in CONSTANTS {
            add(vm, module, name, vm.new_int(value))?;
        }
        Ok(())
    },
};

macro_rules! is {
    ($name:literal, $kind:expr) => {
        MethodDef::one($name, |vm, _, mode| {
            Ok(Ref::bool(mode_of(vm, mode)? & S_IFMT == $kind))
        })
        .shown("($self, object, /)")
        .doc(concat!($name, "(mode) -> bool"))
    };
}

macro_rules! none {
    ($name:literal) => {
        MethodDef::one($name, |vm, _, mode| {
            mode_of(vm, mode)?;
            Ok(Ref::bool(false))
        })
        .shown("($self, object, /)")
        .doc(concat!($name, "(mode) -> bool"))
    };
}

static METHODS: [MethodDef; 13] = [
    MethodDef::one("S_IFMT", |vm, _, mode| {
        Ok(vm.new_int((mode_of(vm, mode)? & S_IFMT).into()))
    })
    .shown("($self, object, /)"),
    MethodDef::one("S_IMODE", |vm, _, mode| {
        Ok(vm.new_int((mode_of(vm, mode)? & 0o7777).into()))
    })
    .shown("($self, object, /)"),
    is!("S_ISBLK", 0o060000),
    is!("S_ISCHR", 0o020000),
    is!("S_ISDIR", 0o040000),
    // There are no doors, event ports and whiteouts on this system: nothing is one.
    none!("S_ISDOOR"),
    is!("S_ISFIFO", 0o010000),
    is!("S_ISLNK", 0o120000),
    none!("S_ISPORT"),
    is!("S_ISREG", 0o100000),
    is!("S_ISSOCK", 0o140000),
    none!("S_ISWHT"),
    MethodDef::one("filemode", |vm, _, mode| {
        from_utf8(vm, &filemode(mode_of(vm, mode)?))
    })
    .shown("($self, object, /)"),
];

const S_IFMT: u32 = 0o170000;

static CONSTANTS: &[(&str, i64)] = &[
    ("S_IFDIR", 0o040000),
    ("S_IFCHR", 0o020000),
    ("S_IFBLK", 0o060000),
    ("S_IFREG", 0o100000),
    ("S_IFIFO", 0o010000),
    ("S_IFLNK", 0o120000),
    ("S_IFSOCK", 0o140000),
    ("S_IFDOOR", 0),
    ("S_IFPORT", 0),
    ("S_IFWHT", 0),
    ("S_ISUID", 0o4000),
    ("S_ISGID", 0o2000),
    ("S_ISVTX", 0o1000),
    ("S_ENFMT", 0o2000),
    ("S_IREAD", 0o400),
    ("S_IWRITE", 0o200),
    ("S_IEXEC", 0o100),
    ("S_IRWXU", 0o700),
    ("S_IRUSR", 0o400),
    ("S_IWUSR", 0o200),
    ("S_IXUSR", 0o100),
    ("S_IRWXG", 0o070),
    ("S_IRGRP", 0o040),
    ("S_IWGRP", 0o020),
    ("S_IXGRP", 0o010),
    ("S_IRWXO", 0o007),
    ("S_IROTH", 0o004),
    ("S_IWOTH", 0o002),
    ("S_IXOTH", 0o001),
    ("UF_SETTABLE", 0xFFFF),
    ("UF_NODUMP", 1),
    ("UF_IMMUTABLE", 2),
    ("UF_APPEND", 4),
    ("UF_OPAQUE", 8),
    ("UF_NOUNLINK", 16),
    ("UF_COMPRESSED", 32),
    ("UF_TRACKED", 64),
    ("UF_DATAVAULT", 128),
    ("UF_HIDDEN", 0x8000),
    ("SF_SETTABLE", 0xFFFF_0000),
    ("SF_ARCHIVED", 0x1_0000),
    ("SF_IMMUTABLE", 0x2_0000),
    ("SF_APPEND", 0x4_0000),
    ("SF_NOUNLINK", 0x10_0000),
    ("SF_SNAPSHOT", 0x20_0000),
    ("SF_FIRMLINK", 0x80_0000),
    ("SF_DATALESS", 0x4000_0000),
    ("ST_MODE", 0),
    ("ST_INO", 1),
    ("ST_DEV", 2),
    ("ST_NLINK", 3),
    ("ST_UID", 4),
    ("ST_GID", 5),
    ("ST_SIZE", 6),
    ("ST_ATIME", 7),
    ("ST_MTIME", 8),
    ("ST_CTIME", 9),
];

/// A mode as C's `mode_t`.
fn mode_of(vm: &Vm, mode: &Ref) -> PyResult<u32> {
    let i = vm.index(mode)?;
    let out_of_range = match int_to_i64(&i) {
        Some(v) if v < 0 => "can't convert negative value to unsigned int",
        Some(v) => match u32::try_from(v) {
            Ok(mode) => return Ok(mode),
            Err(_) => "mode out of range",
        },
        None if int_to_bigint(&i) < 0.into() => "can't convert negative value to unsigned int",
        None => "Python int too large to convert to C unsigned long",
    };
    Err(vm.overflow_error(out_of_range))
}

/// The first column of `ls -l`.
fn filemode(mode: u32) -> String {
    let kind = match mode & S_IFMT {
        0o100000 => '-',
        0o040000 => 'd',
        0o120000 => 'l',
        0o060000 => 'b',
        0o020000 => 'c',
        0o010000 => 'p',
        0o140000 => 's',
        _ => '?',
    };
    let mut text = String::from(kind);
    // The bit that a class's `x` is shared with, and its letter.
    for (class, special, letter) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
        let bits = mode >> class;
        text.push(if bits & 4 != 0 { 'r' } else { '-' });
        text.push(if bits & 2 != 0 { 'w' } else { '-' });
        text.push(match (mode & special != 0, bits & 1 != 0) {
            (true, true) => letter,
            (true, false) => letter.to_ascii_uppercase(),
            (false, true) => 'x',
            (false, false) => '-',
        });
    }
    text
}
