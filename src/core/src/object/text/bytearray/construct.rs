//! `bytearray(…)` and pickling.

use super::super::arguments::Parameters;
use super::of;
use crate::object::{
    ByteArray, TypePtr, as_list, as_tuple, codec_argument, encode_str, from_buf, get_state,
    int_to_i64, is_buffer, is_index, new_bytes, new_object, new_tuple, request,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref};
use tricera_text::str::StrBuf;

/// `bytearray.__new__`: empty, whatever the arguments.
pub fn new(vm: &Vm, class: &Ref, _: &Args) -> PyResult {
    // SAFETY: the callers of `new` pass a type.
    let ty = unsafe { TypePtr::new(class.slot().ptr()) };
    Ok(new_object(vm, ty, ByteArray::new()))
}

static INIT: Parameters<3> = Parameters::new("bytearray", 0, || {
    Signature::parse("source=b'', encoding='utf-8', errors='strict'")
});

/// `bytearray.__init__`
pub fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let [source, encoding, errors] = INIT.bind(vm, args)?;
    if let Some(e) = &encoding {
        vm.named_str_argument("bytearray", "'encoding'", e)?;
    }
    if let Some(e) = &errors {
        vm.named_str_argument("bytearray", "'errors'", e)?;
    }
    let b = of(this);
    b.resize(vm, 0)?;
    let without_text = || {
        vm.type_error(if encoding.is_some() {
            "encoding without a string argument"
        } else {
            "errors without a string argument"
        })
    };
    let text_arguments = encoding.is_some() || errors.is_some();
    match &source {
        Some(s) if s.has_kind(Kind::Str) => {
            if encoding.is_none() {
                return Err(vm.type_error("string argument without an encoding"));
            }
            let encoding = codec_argument(vm, "bytearray", "encoding", encoding.as_ref(), "utf-8")?;
            let errors = codec_argument(vm, "bytearray", "errors", errors.as_ref(), "strict")?;
            let bytes = encode_str(vm, s, &encoding, &errors)?;
            b.extend(vm, &bytes)
        }
        _ if text_arguments => Err(without_text()),
        None => Ok(()),
        Some(s) => fill(vm, b, s),
    }
}

/// Fills an empty bytearray from a count, a buffer or an iterable.
fn fill(vm: &Vm, b: &ByteArray, source: &Ref) -> PyResult<()> {
    if is_index(vm, source) {
        match vm.index_as_isize(source) {
            Ok(n) => {
                let Ok(n) = usize::try_from(n) else {
                    return Err(vm.value_error("negative count"));
                };
                return b.resize(vm, n);
            }
            // An `__index__` that raises TypeError leaves the other ways open.
            Err(r) => vm.catch(r, vm.types.type_error)?,
        }
    }
    if is_buffer(vm, source) {
        let given = vm.buffer(source, request::FULL_RO)?;
        // SAFETY: the exporter keeps the memory in place, and no Python code runs here.
        let bytes = unsafe { given.view.to_vec() };
        drop(given);
        return b.splice(vm, 0, b.len(), &bytes);
    }
    let listed = match source.kind() {
        Kind::List if source.is_exact(Kind::List) => Some(as_list(source).items()),
        Kind::Tuple if source.is_exact(Kind::Tuple) => as_tuple(source),
        _ => None,
    };
    if let Some(items) = listed {
        match exact_ints(items) {
            Ints::Bytes(bytes) => return b.splice(vm, 0, b.len(), &bytes),
            other => {
                // CPython has made room by then, and gives it up again.
                b.resize(vm, items.len())?;
                b.resize(vm, 0)?;
                if let Ints::OutOfRange = other {
                    return Err(vm.value_error("byte must be in range(0, 256)"));
                }
            }
        }
    }
    let items = match vm.iterate(source) {
        Ok(items) => items,
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            return Err(vm.type_error(format!(
                "cannot convert '{}' object to bytearray",
                vm.type_of(source).name_str()
            )));
        }
    };
    for item in items {
        b.push(vm, byte_value(vm, &item?)?)?;
    }
    Ok(())
}

/// What the items of a list or tuple are, up to the first that is no byte.
enum Ints {
    Bytes(Vec<u8>),
    OutOfRange,
    /// Something that has to be asked for its value.
    Others,
}

fn exact_ints(items: &[Ref]) -> Ints {
    let mut bytes = Vec::with_capacity(items.len());
    for item in items {
        if !item.is_exact(Kind::Int) {
            return Ints::Others;
        }
        match int_to_i64(item).and_then(|i| u8::try_from(i).ok()) {
            Some(b) => bytes.push(b),
            None => return Ints::OutOfRange,
        }
    }
    Ints::Bytes(bytes)
}

/// An item as a byte.
pub fn byte_value(vm: &Vm, item: &Ref) -> PyResult<u8> {
    match u8::try_from(vm.index_saturating(item)?) {
        Ok(b) => Ok(b),
        Err(_) => Err(vm.value_error("byte must be in range(0, 256)")),
    }
}

/// `bytearray.__reduce_ex__`
pub fn reduce_ex(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    let protocol = match args.first() {
        Some(p) => vm.as_c_int(p)?,
        None => 0,
    };
    reduce(vm, this, protocol)
}

/// What pickle asks for: before protocol 3 there are no bytes, but text.
pub fn reduce(vm: &Vm, this: &Ref, protocol: i32) -> PyResult {
    let state = get_state(vm, this, false)?;
    let bytes = of(this).bytes();
    let arguments = if bytes.is_empty() {
        vec![]
    } else if protocol < 3 {
        let mut text = StrBuf::new();
        text.push_latin1(bytes);
        let codec = vm.interned.intern_str(vm, "latin-1");
        vec![from_buf(vm, text.finish())?, codec]
    } else {
        vec![new_bytes(vm, bytes)]
    };
    let class = vm.type_of(this).to_ref();
    Ok(new_tuple(vm, [class, new_tuple(vm, arguments), state]))
}
