//! Where a warning comes from: a frame of the caller's stack.

use crate::object::{as_dict, as_str, from_utf8, int_to_i64, new_dict};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::str::{compare, search};

/// What a warning takes from the code that it is about.
pub(super) struct Context {
    pub(super) filename: Ref,
    pub(super) lineno: i64,
    pub(super) module: Option<Ref>,
    /// The module's `__warningregistry__`, a dict.
    pub(super) registry: Ref,
}

/// Is it a file of the import system, whose frames do not count?
fn is_internal(filename: &Ref) -> bool {
    let contains = |part: &str| search::contains(as_str(filename).units(), part.as_bytes().into());
    contains("importlib") && contains("_bootstrap")
}

fn filename_of(vm: &Vm, frame: &Ref) -> PyResult {
    let code = vm.get_attr_str(frame, "f_code")?;
    vm.get_attr_str(&code, "co_filename")
}

fn caller_of(vm: &Vm, frame: &Ref) -> PyResult<Option<Ref>> {
    Ok(Some(vm.get_attr_str(frame, "f_back")?).filter(|f| !f.is_none()))
}

/// The next frame further out that is not the import system's, nor of a file with one of the prefixes.
fn next_external(vm: &Vm, frame: &Ref, prefixes: &[Ref]) -> PyResult<Option<Ref>> {
    let mut frame = caller_of(vm, frame)?;
    while let Some(f) = frame {
        let name = filename_of(vm, &f)?;
        let skipped = |p: &Ref| compare::starts_with(as_str(&name).units(), as_str(p).units());
        if !is_internal(&name) && !prefixes.iter().any(skipped) {
            return Ok(Some(f));
        }
        frame = caller_of(vm, &f)?;
    }
    Ok(None)
}

fn frame_at(vm: &Vm, stack_level: isize, prefixes: &[Ref]) -> PyResult<Option<Ref>> {
    let mut frame = crate::object::code::current_frame_object(vm);
    let Some(first) = &frame else {
        return Ok(None);
    };
    let internal = stack_level <= 0 || is_internal(&filename_of(vm, first)?);
    for _ in 1..stack_level {
        let Some(f) = frame else { break };
        frame = if internal {
            caller_of(vm, &f)?
        } else {
            next_external(vm, &f, prefixes)?
        };
    }
    Ok(frame)
}

impl Context {
    /// That of the frame `stack_level` calls away from the current one; beyond the outermost there is `sys`.
    pub(super) fn find(vm: &Vm, stack_level: isize, prefixes: &[Ref]) -> PyResult<Context> {
        let (globals, filename, lineno) = match frame_at(vm, stack_level, prefixes)? {
            None => (vm.sys.get().expect("booted"), from_utf8(vm, "<sys>")?, 0),
            Some(f) => {
                let lineno = vm.get_attr_str(&f, "f_lineno")?;
                let lineno = int_to_i64(&lineno).unwrap_or(0);
                (
                    vm.get_attr_str(&f, "f_globals")?,
                    filename_of(vm, &f)?,
                    lineno,
                )
            }
        };
        let d = as_dict(&globals);
        let key = vm.interned.intern_str(vm, "__warningregistry__");
        let registry = match d.get(vm, &key)? {
            Some(r) => r,
            None => {
                let new = new_dict(vm);
                d.set(vm, &key, new.clone())?;
                new
            }
        };
        let module = match d.get(vm, &vm.names.name)? {
            Some(name) if name.is_none() || name.has_kind(Kind::Str) => name,
            _ => from_utf8(vm, "<string>")?,
        };
        Ok(Context {
            filename,
            lineno,
            module: Some(module),
            registry,
        })
    }
}

/// A line of the source that the loader of a module knows.
pub(super) fn source_line(vm: &Vm, globals: &Ref, lineno: i64) -> PyResult<Option<Ref>> {
    let d = as_dict(globals);
    let spec = d.get(vm, &vm.names.spec)?.filter(|s| !s.is_none());
    let of_spec = match &spec {
        Some(s) => vm.get_attr_opt(s, &vm.interned.intern_str(vm, "loader"))?,
        None => None,
    };
    let loader = match of_spec.filter(|l| !l.is_none()) {
        Some(l) => Some(l),
        None => d.get(vm, &vm.names.loader)?,
    };
    let (Some(loader), Some(name)) = (loader, d.get(vm, &vm.names.name)?) else {
        return Ok(None);
    };
    let Some(get_source) = vm.get_attr_opt(&loader, &vm.interned.intern_str(vm, "get_source"))?
    else {
        return Ok(None);
    };
    let source = vm.call_one(&get_source, &name)?;
    if !source.has_kind(Kind::Str) {
        return Ok(None);
    }
    let lines = vm.collect(&vm.call_method_str(&source, "splitlines", &[])?)?;
    match usize::try_from(lineno - 1).ok().and_then(|i| lines.get(i)) {
        Some(line) => Ok(Some(line.clone()).filter(|l| l.has_kind(Kind::Str))),
        None => Err(vm.index_error("list index out of range")),
    }
}
