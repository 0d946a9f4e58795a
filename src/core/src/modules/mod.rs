//! Native modules: their registry, and what they share.

pub mod abc;
pub mod accounts;
pub mod array;
pub mod ast;
pub mod atexit;
pub mod binascii;
pub mod bisect;
pub mod builtins;
pub mod cmath;
pub mod codecs;
pub mod collections;
pub mod common;
pub mod contextvars;
pub mod csv;
pub mod datetime;
pub mod decimal;
pub mod errno;
pub mod fcntl;
pub mod functools;
pub mod gc;
pub mod hashes;
pub mod heapq;
pub mod imp;
pub mod io;
pub mod itertools;
pub mod json;
pub mod locale;
pub mod marshal;
pub mod math;
pub mod mmap;
pub mod namespace;
pub mod opcode;
pub mod operator;
pub mod pickle;
pub mod posix;
pub mod posixsubprocess;
pub mod pyperf;
pub mod queue;
pub mod random;
pub mod resource;
pub mod select;
pub mod signal;
pub mod socket;
mod spec;
pub mod sre;
pub mod stat;
pub mod statistics;
pub mod string;
pub mod struct_sequence;
pub mod structs;
pub mod suggestions;
pub mod support;
pub mod sys;
pub mod sysconfigdata;
pub mod syslog;
pub mod templatelib;
pub mod termios;
pub mod thread;
pub mod time;
pub mod tokenize;
pub mod tracemalloc;
pub mod types;
pub mod typing;
pub mod unicodedata;
pub mod uuid;
pub mod warnings;
pub mod weakref;
pub mod zlib;

pub use spec::{ModuleSpec, add, import_native, new_native_module};

use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// Every native module, in the order of `sys.builtin_module_names`.
static NATIVE: &[&ModuleSpec] = &[
    &io::MODULE,
    &builtins::MODULE,
    &collections::MODULE,
    &functools::MODULE,
    &gc::MODULE,
    &itertools::MODULE,
    &json::MODULE,
    &marshal::MODULE,
    &math::MODULE,
    &operator::MODULE,
    &pickle::MODULE,
    &sys::MODULE,
    &sysconfigdata::MODULE,
    &sysconfigdata::DATA,
    &time::MODULE,
    &posix::MODULE,
    &posixsubprocess::MODULE,
    &pyperf::MODULE,
    &abc::MODULE,
    &accounts::GRP,
    &accounts::PWD,
    &array::MODULE,
    &binascii::MODULE,
    &structs::MODULE,
    &suggestions::MODULE,
    &string::MODULE,
    &select::MODULE,
    &socket::MODULE,
    &signal::MODULE,
    &sre::MODULE,
    &stat::MODULE,
    &statistics::MODULE,
    &random::MODULE,
    &resource::MODULE,
    &opcode::MODULE,
    &imp::MODULE,
    &heapq::MODULE,
    &bisect::MODULE,
    &hashes::MD5,
    &hashes::SHA1,
    &hashes::SHA2,
    &hashes::SHA3,
    &hashes::BLAKE2,
    &ast::MODULE,
    &atexit::MODULE,
    &cmath::MODULE,
    &codecs::MODULE,
    &contextvars::MODULE,
    &csv::MODULE,
    &datetime::MODULE,
    &decimal::MODULE,
    &errno::MODULE,
    &fcntl::MODULE,
    &locale::MODULE,
    &mmap::MODULE,
    &queue::MODULE,
    &syslog::MODULE,
    &termios::MODULE,
    &uuid::MODULE,
    &tokenize::MODULE,
    &tracemalloc::MODULE,
    &types::MODULE,
    &typing::MODULE,
    &unicodedata::MODULE,
    &thread::MODULE,
    &warnings::MODULE,
    &weakref::MODULE,
    &zlib::MODULE,
];

/// The native module of this name, if there is one.
pub fn find_native(name: &str) -> Option<&'static ModuleSpec> {
    NATIVE.iter().find(|m| m.name == name).copied()
}

/// The names of all native modules, sorted.
pub fn native_names() -> Vec<&'static str> {
    let mut names: Vec<_> = NATIVE.iter().map(|m| m.name).collect();
    names.sort_unstable();
    names
}

/// Makes the modules that are there before any code runs: `builtins` and `sys`.
pub fn boot(vm: &Vm) -> PyResult<()> {
    let dict = crate::object::new_dict(vm);
    vm.modules.set(dict.clone());
    for spec in [&builtins::MODULE, &sys::MODULE] {
        let module: Ref = new_native_module(vm, spec)?;
        let namespace = support::namespace_of(&module);
        match spec.name {
            "builtins" => {
                crate::ops::slow::build::keep_common_constants(vm, &namespace);
                vm.builtins.set(namespace);
            }
            _ => vm.sys.set(namespace),
        }
        let name = vm.interned.intern_str(vm, spec.name);
        let found = crate::runtime::import::Found::Native(spec);
        let import_spec = crate::runtime::import::new_spec(vm, &name, &found)?;
        add(
            vm,
            &module,
            "__loader__",
            vm.get_attr_str(&import_spec, "loader")?,
        )?;
        add(vm, &module, "__spec__", import_spec)?;
        crate::object::as_dict(&dict).set(vm, &name, module)?;
    }
    Ok(())
}
