//! What native modules share: namespaces, conversions of arguments, errors of the text crate.

use crate::object::{
    Module, StrObject, TypePtr, WritableView, as_dict, as_str, float_value, from_utf8, int_to_i64,
    new_dict, new_tuple, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use tricera_text::number::{Error, ErrorKind, Int};

/// The namespace of a module, a dict.
pub fn namespace_of(module: &Ref) -> Ref {
    payload::<Module>(module)
        .dict
        .get()
        .expect("a module has a namespace")
}

/// Raises what a function of the text crate reports.
#[cold]
pub fn raise_number_error(vm: &Vm, e: Error) -> Raised {
    match e.kind {
        ErrorKind::Type => vm.type_error(&e.message),
        ErrorKind::Value => vm.value_error(&e.message),
        ErrorKind::Overflow => vm.overflow_error(&e.message),
        ErrorKind::ZeroDivision => vm.zero_division(&e.message),
        ErrorKind::Memory => vm.memory_error(),
        ErrorKind::OutOfRange => match from_utf8(vm, &e.message) {
            Ok(m) => vm.raise_new(vm.types.overflow_error, vec![vm.new_int(34), m]),
            Err(r) => r,
        },
    }
}

/// A new exception class of a module.
pub fn new_exception(vm: &Vm, module: &str, name: &str, base: TypePtr) -> PyResult {
    let namespace = new_dict(vm);
    as_dict(&namespace).set(vm, &vm.names.module.clone(), from_utf8(vm, module)?)?;
    let name = vm.interned.intern_str(vm, name);
    let bases = new_tuple(vm, [base.to_ref()]);
    vm.call_positional(&vm.types.type_.to_ref(), &[name, bases, namespace])
}

/// An int of the text crate as an object.
pub fn int_object(vm: &Vm, i: Int) -> Ref {
    crate::object::new_int_value(vm, i)
}

/// An int object (already known to be one) for the text crate.
pub fn to_int(r: &Ref) -> Int {
    crate::object::int_value(r)
}

/// An argument that must be a str, by CPython's `argument N must be str, not X`.
pub fn str_arg<'a>(vm: &Vm, r: &'a Ref, function: &str, what: &str) -> PyResult<&'a StrObject> {
    if r.has_kind(Kind::Str) {
        return Ok(as_str(r));
    }
    Err(bad_argument(vm, r, function, what, "str"))
}

/// `function() argument what must be expected, not type`
#[cold]
pub fn bad_argument(vm: &Vm, r: &Ref, function: &str, what: &str, expected: &str) -> Raised {
    let what = if what.is_empty() {
        "argument".to_owned()
    } else {
        format!("argument {what}")
    };
    let got = if r.is_none() {
        "None".to_owned()
    } else {
        vm.type_of(r).name_str()
    };
    vm.type_error(format!("{function}() {what} must be {expected}, not {got}"))
}

/// A number as a float, as C functions with a `double` parameter take it.
pub fn float_arg(vm: &Vm, r: &Ref) -> PyResult<f64> {
    if r.has_kind(Kind::Float) {
        return Ok(float_value(r));
    }
    if r.slot().is_int() {
        return Ok(r.slot().as_int() as f64);
    }
    vm.as_f64(r)
}

/// An int argument as a C `int`.
pub fn c_int(vm: &Vm, r: &Ref) -> PyResult<i32> {
    vm.as_c_int(r)
}

/// An int argument as a C `long`.
pub fn c_long(vm: &Vm, r: &Ref) -> PyResult<i64> {
    let i = vm.index(r)?;
    int_to_i64(&i).ok_or_else(|| vm.overflow_error("Python int too large to convert to C long"))
}

/// An optional argument that was given and is not None.
pub fn given(r: &Option<Ref>) -> Option<&Ref> {
    r.as_ref().filter(|r| !r.is_none())
}

/// A path argument (`str`, `bytes` or `os.PathLike`) as Rust's path; surrogate escapes become the bytes they stand for.
pub fn path_arg(vm: &Vm, r: &Ref) -> PyResult<std::path::PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    let fs = fs_path(vm, r)?;
    let bytes = if fs.has_kind(Kind::Bytes) {
        crate::object::as_bytes(&fs).to_vec()
    } else {
        fs_encode(vm, &fs)?
    };
    if bytes.contains(&0) {
        return Err(vm.value_error("embedded null byte"));
    }
    Ok(std::ffi::OsString::from_vec(bytes).into())
}

/// `os.fspath(r)`
pub fn fs_path(vm: &Vm, r: &Ref) -> PyResult {
    if r.has_kind(Kind::Str) || r.has_kind(Kind::Bytes) {
        return Ok(r.clone());
    }
    match vm.call_special(r, &vm.names.fspath, &[])? {
        Some(p) if p.has_kind(Kind::Str) || p.has_kind(Kind::Bytes) => Ok(p),
        Some(p) => Err(vm.type_error(format!(
            "expected {}.__fspath__() to return str or bytes, not {}",
            vm.type_of(r).name_str(),
            vm.type_of(&p).name_str()
        ))),
        None => Err(vm.type_error(format!(
            "expected str, bytes or os.PathLike object, not {}",
            vm.type_of(r).name_str()
        ))),
    }
}

/// A str in the encoding of the file system: UTF-8 with surrogate escapes.
pub fn fs_encode(vm: &Vm, s: &Ref) -> PyResult<Vec<u8>> {
    use tricera_text::codec::{Encoding, Errors};
    let mut errors = Errors::SurrogateEscape;
    Encoding::Utf8
        .encode(as_str(s).units(), &mut errors)
        .map_err(|_| vm.value_error(format!("cannot encode path {}", str_to_string(s))))
}

/// A name from the file system as a str.
pub fn fs_decode(vm: &Vm, bytes: &[u8]) -> PyResult {
    use tricera_text::codec::{Encoding, Errors};
    match Encoding::Utf8.decode(bytes, &mut Errors::SurrogateEscape) {
        Ok(b) => crate::object::from_buf(vm, b),
        Err(_) => Err(vm.value_error("cannot decode path")),
    }
}

/// Calls `callee` with positional arguments and keyword arguments.
pub fn call_with_keywords(
    vm: &Vm,
    callee: &Ref,
    positional: &[Ref],
    keywords: &[(&str, Ref)],
) -> PyResult {
    let mut all = positional.to_vec();
    all.extend(keywords.iter().map(|(_, v)| v.clone()));
    let names: Vec<Ref> = keywords
        .iter()
        .map(|(n, _)| vm.interned.intern_str(vm, n))
        .collect();
    vm.call(callee, &Args::new(&all, &names))
}

/// `sys.name`, None if it has been deleted.
pub fn sys_attribute(vm: &Vm, name: &Ref) -> Option<Ref> {
    let sys = vm.sys.get()?;
    // SAFETY: the namespace of sys is a dict.
    unsafe { sys.cast::<crate::object::DictObject>() }.get_str_ref(name)
}

/// A signature error of a function that counts its arguments itself.
pub fn expected_at_least(vm: &Vm, name: &str, n: usize, given: usize) -> Raised {
    let s = if n == 1 { "" } else { "s" };
    vm.type_error(format!(
        "{name} expected at least {n} argument{s}, got {given}"
    ))
}

/// The bytes of a bytes-like object, copied.
pub fn bytes_arg(vm: &Vm, r: &Ref) -> PyResult<Vec<u8>> {
    Ok(crate::object::buffer_argument(vm, r)?.to_vec())
}

/// An argument that is written to: `function() argument what must be read-write bytes-like object, not …`.
pub fn writable_arg(vm: &Vm, r: &Ref, function: &str, what: &str) -> PyResult<WritableView> {
    match WritableView::of(vm, r) {
        Ok(v) => Ok(v),
        Err(_) => {
            vm.clear_exception();
            Err(bad_argument(
                vm,
                r,
                function,
                what,
                "read-write bytes-like object",
            ))
        }
    }
}

/// A size argument that may be None, or is not given: None then.
pub fn optional_size(vm: &Vm, r: Option<&Ref>) -> PyResult<Option<isize>> {
    match r.filter(|r| !r.is_none()) {
        None => Ok(None),
        Some(r) if r.slot().is_int() => Ok(Some(r.slot().as_int() as isize)),
        Some(r) if crate::object::is_index(vm, r) => vm.index_as_isize(r).map(Some),
        Some(r) => Err(vm.type_error(format!(
            "argument should be integer or None, not '{}'",
            vm.type_of(r).name_str()
        ))),
    }
}
