//! `bytes(…)`, `fromhex`, `hex`, `decode`.

use super::super::arguments::Parameters;
use super::super::bytearray::new_bytearray;
use super::{as_bytes, bytes_instance, new_bytes, new_like, own_bytes};
use crate::object::is_index;
use crate::object::{
    TypePtr, as_str, buffer_argument, codec_argument, decode_bytes, encode_str, from_buf,
    is_buffer, keeps_ascii, new_ascii, new_tuple, own_view, request,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref};
use tricera_text::bytes::hex as text;
use tricera_text::str::StrRef;

static NEW: Parameters<3> = Parameters::new("bytes", 0, || {
    Signature::parse("source=b'', encoding='utf-8', errors='strict'")
});

/// `bytes.__new__`
pub fn new(vm: &Vm, class: &Ref, args: &Args) -> PyResult {
    // SAFETY: the callers of `new` pass a type.
    let ty = unsafe { TypePtr::new(class.slot().ptr()) };
    let [source, encoding, errors] = NEW.bind(vm, args)?;
    if let Some(s) = &source
        && encoding.is_none()
        && errors.is_none()
        && s.is_exact(Kind::Bytes)
        && ty == vm.types.bytes
    {
        return Ok(s.clone());
    }
    let given = [&encoding, &errors].map(Option::is_some);
    if let Some(e) = &encoding {
        vm.named_str_argument("bytes", "'encoding'", e)?;
    }
    if let Some(e) = &errors {
        vm.named_str_argument("bytes", "'errors'", e)?;
    }
    let is_str = source.as_ref().is_some_and(|s| s.has_kind(Kind::Str));
    let data = match (source, given) {
        (Some(s), [true, _]) if is_str => {
            let encoding = codec_argument(vm, "bytes", "encoding", encoding.as_ref(), "utf-8")?;
            let errors = codec_argument(vm, "bytes", "errors", errors.as_ref(), "strict")?;
            encode_str(vm, &s, &encoding, &errors)?
        }
        (_, [true, _]) => return Err(vm.type_error("encoding without a string argument")),
        (_, [false, true]) if !is_str => {
            return Err(vm.type_error("errors without a string argument"));
        }
        (None, _) => Vec::new(),
        (Some(s), [_, with_errors]) => {
            let special = if with_errors {
                None
            } else {
                special_bytes(vm, &s)?
            };
            match special {
                // `__bytes__` may return an instance of a subclass, which is kept as it is.
                Some(b) if ty == vm.types.bytes => return Ok(b),
                Some(b) => as_bytes(&b).to_vec(),
                None if is_str => {
                    return Err(vm.type_error("string argument without an encoding"));
                }
                None => from_count_or_items(vm, &s)?,
            }
        }
    };
    Ok(bytes_instance(vm, ty, data))
}

/// What `__bytes__` returns; None if the object has none.
pub fn special_bytes(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    if x.is_exact(Kind::Bytes) {
        return Ok(Some(x.clone()));
    }
    match vm.call_special(x, &vm.names.bytes, &[])? {
        Some(b) if !b.has_kind(Kind::Bytes) => Err(vm.type_error(format!(
            "__bytes__ returned non-bytes (type {})",
            vm.type_of(&b).name_str()
        ))),
        b => Ok(b),
    }
}

fn from_count_or_items(vm: &Vm, x: &Ref) -> PyResult<Vec<u8>> {
    if !is_index(vm, x) {
        return from_items(vm, x);
    }
    match vm.index_as_isize(x) {
        Ok(n) => {
            let Ok(n) = usize::try_from(n) else {
                return Err(vm.value_error("negative count"));
            };
            let mut zeros = Vec::new();
            if zeros.try_reserve_exact(n).is_err() {
                return Err(vm.memory_error());
            }
            zeros.resize(n, 0);
            Ok(zeros)
        }
        Err(r) => {
            // An `__index__` that raises TypeError leaves the other ways open.
            vm.catch(r, vm.types.type_error)?;
            from_items(vm, x)
        }
    }
}

/// The bytes that an object holds or that its items are: `PyBytes_FromObject`.
fn from_items(vm: &Vm, x: &Ref) -> PyResult<Vec<u8>> {
    if is_buffer(vm, x) {
        let given = vm.buffer(x, request::FULL_RO)?;
        // SAFETY: the exporter keeps the memory in place, and no Python code runs here.
        return Ok(unsafe { given.view.to_vec() });
    }
    let cannot = || {
        vm.type_error(format!(
            "cannot convert '{}' object to bytes",
            vm.type_of(x).name_str()
        ))
    };
    if x.has_kind(Kind::Str) {
        return Err(cannot());
    }
    let items = match vm.iterate(x) {
        Ok(items) => items,
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            return Err(cannot());
        }
    };
    let mut out = Vec::new();
    for item in items {
        match u8::try_from(vm.index_saturating(&item?)?) {
            Ok(b) => out.push(b),
            Err(_) => return Err(vm.value_error("bytes must be in range(0, 256)")),
        }
    }
    Ok(out)
}

/// `PyObject_Bytes`: by `__bytes__`, as a buffer, or item by item.
pub fn bytes_from_object(vm: &Vm, x: &Ref) -> PyResult<Vec<u8>> {
    match special_bytes(vm, x)? {
        Some(b) => Ok(as_bytes(&b).to_vec()),
        None => from_items(vm, x),
    }
}

/// The bytes as an exact `bytes`; of a bytearray a copy.
pub fn exact(vm: &Vm, this: &Ref) -> PyResult {
    if this.is_exact(Kind::Bytes) {
        return Ok(this.clone());
    }
    new_like(vm, this, own_bytes(this))
}

/// `bytes.__getnewargs__`
pub fn getnewargs(vm: &Vm, this: &Ref) -> PyResult {
    Ok(new_tuple(vm, [exact(vm, this)?]))
}

static DECODE: Parameters<2> = Parameters::new("decode", 0, || {
    Signature::parse("encoding='utf-8', errors='strict'")
});

/// `bytes.decode`
pub fn decode(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    // ASCII needs no handler of errors, and no more of the encoding than that it agrees.
    if args.kw_names().is_empty() && keeps_ascii(args.all()) && own_bytes(this).is_ascii() {
        return new_ascii(vm, own_bytes(this));
    }
    let [encoding, errors] = DECODE.bind(vm, args)?;
    let encoding = codec_argument(vm, "decode", "encoding", encoding.as_ref(), "utf-8")?;
    let errors = codec_argument(vm, "decode", "errors", errors.as_ref(), "strict")?;
    // Held, since error handlers are Python code.
    let bytes = buffer_argument(vm, this)?;
    decode_bytes(vm, &bytes, &encoding, &errors)
}

/// `bytes.fromhex`, `bytearray.fromhex`
pub fn fromhex(vm: &Vm, class: &Ref, string: &Ref) -> PyResult {
    let bytes;
    let digits = if string.has_kind(Kind::Str) {
        let s = as_str(string).units();
        // What is not ASCII is reported before any other error in the text.
        if let Some(at) = s.chars().position(|c| c >= 0x80) {
            return Err(vm.value_error(text::FromHexError::NotADigit(at).to_string()));
        }
        s
    } else if is_buffer(vm, string) {
        bytes = buffer_argument(vm, string)?;
        StrRef::Latin1(&bytes)
    } else {
        return Err(vm.type_error(format!(
            "fromhex() argument must be str or bytes-like, not {}",
            vm.type_of(string).name_str()
        )));
    };
    match text::from_hex(digits) {
        Ok(b) if vm.types.bytes.is(class) => Ok(new_bytes(vm, b)),
        Ok(b) if vm.types.bytearray.is(class) => new_bytearray(vm, &b),
        Ok(b) => vm.call_one(class, &new_bytes(vm, b)),
        Err(e) => Err(vm.value_error(e.to_string())),
    }
}

static HEX: Parameters<2> =
    Parameters::new("hex", 0, || Signature::parse("sep=None, bytes_per_sep=1"));

/// `bytes.hex`
pub fn hex(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    hex_of(vm, args, || Ok(own_view(this)))
}

/// The `hex` method of whatever has these bytes, which are asked for when the arguments have been evaluated.
pub fn hex_of<B: std::ops::Deref<Target = [u8]>>(
    vm: &Vm,
    args: &Args,
    bytes: impl FnOnce() -> PyResult<B>,
) -> PyResult {
    let [sep, group] = HEX.bind(vm, args)?;
    let group = match &group {
        Some(n) => vm.as_c_int(n)? as isize,
        None => 1,
    };
    // Held, since the length of the separator may be Python code.
    let bytes = bytes()?;
    let sep = match &sep {
        Some(s) => Some(separator(vm, s, 0x7F)?),
        None => None,
    };
    from_buf(vm, text::hex(&bytes, sep, group))
}

/// The byte between groups of hexadecimal digits, up to `max`.
pub fn separator(vm: &Vm, s: &Ref, max: u8) -> PyResult<u8> {
    if vm.len(s)? != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    let c = if s.has_kind(Kind::Str) {
        as_str(s).units().at(0)
    } else if s.has_kind(Kind::Bytes) {
        u32::from(as_bytes(s)[0])
    } else {
        return Err(vm.type_error("sep must be str or bytes."));
    };
    match u8::try_from(c) {
        Ok(c) if c <= max => Ok(c),
        _ => Err(vm.value_error("sep must be ASCII.")),
    }
}
