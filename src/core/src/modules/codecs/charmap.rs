//! Codecs of one byte per character, by a table: a str, a dict or an `EncodingMap`.

use super::convert::{data_argument, decoded, encoded, text_argument};
use super::errors_argument;
use crate::modules::support::bad_argument;
use crate::object::{
    Handler, Layout, MethodDef, Payload, TypePtr, TypeSpec, as_bytes, as_dict, as_str, downcast,
    flags, int_to_i64, new_dict, new_object, payload, raise_decode_failure, raise_encode_failure,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_text::codec::charmap::{self, EncodingMap};
use tricera_text::codec::{
    CodecError, DecodeError, DecodeErrors, EncodeError, EncodeErrors, Encoding, Replacement,
};
use tricera_text::str::{StrBuf, StrRef};

pub(super) const TYPE: &str = "_codecs.EncodingMap";
const ENCODING: &str = "charmap";
const REASON: &str = "character maps to <undefined>";

struct Map(Box<EncodingMap>);

impl Payload for Map {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Map>();

static METHODS: [MethodDef; 1] = [MethodDef::no_args("size", |vm, this| {
    Ok(vm.new_int(payload::<Map>(this).0.size() as i64))
})
.doc("Return the size (in bytes) of this object")];

/// The type of what `charmap_build` makes of a usual table.
pub(super) static ENCODING_MAP: TypeSpec = TypeSpec {
    flags: flags::NO_NEW,
    methods: &METHODS,
    ..TypeSpec::new("EncodingMap", &LAYOUT)
};

pub(super) fn build(vm: &Vm, _: &Ref, table: &Ref) -> PyResult {
    if !table.has_kind(Kind::Str) {
        return Err(bad_argument(vm, table, "charmap_build", "", "str"));
    }
    let units = as_str(table).units();
    let first: Vec<u32> = units.chars().take(256).collect();
    // What CPython's table of three levels can hold.
    let simple = first.len() == 256
        && first[0] == 0
        && first[1..].iter().all(|c| (1..=0xFFFF).contains(c))
        && {
            let mut blocks: Vec<u32> = first.iter().map(|c| c >> 7).collect();
            blocks.sort_unstable();
            blocks.dedup();
            blocks.len() < 0xFF
        };
    if simple {
        let ty = vm
            .state::<TypePtr>(TYPE)
            .expect("set when the module was made");
        return Ok(new_object(vm, *ty, Map(Box::new(EncodingMap::new(units)))));
    }
    let d = new_dict(vm);
    for (i, c) in first.iter().enumerate() {
        as_dict(&d).set(vm, &vm.new_int((*c).into()), vm.new_int(i as i64))?;
    }
    Ok(d)
}

/// Why a conversion stopped: what error handlers know, or an exception already raised.
type Failure = crate::object::Failure;

/// The bytes that a mapping gives for a code point; None if it gives nothing.
fn mapped(vm: &Vm, mapping: &Ref, c: u32) -> PyResult<Option<Vec<u8>>> {
    let found = match vm.get_item(mapping, &vm.new_int(c.into())) {
        Ok(found) => found,
        Err(r) => {
            vm.catch(r, vm.types.lookup_error)?;
            return Ok(None);
        }
    };
    if found.is_none() {
        return Ok(None);
    }
    if found.has_kind(Kind::Bytes) {
        return Ok(Some(as_bytes(&found).to_vec()));
    }
    if found.has_kind(Kind::Int) || found.has_kind(Kind::Bool) {
        let n = vm.index(&found)?;
        return match int_to_i64(&n).and_then(|n| u8::try_from(n).ok()) {
            Some(byte) => Ok(Some(vec![byte])),
            None => Err(vm.type_error("character mapping must be in range(256)")),
        };
    }
    let t = vm.type_of(&found).name_str();
    Err(vm.type_error(format!(
        "character mapping must return integer, bytes or None, not {t}"
    )))
}

fn encode_by_mapping(
    vm: &Vm,
    text: StrRef<'_>,
    mapping: &Ref,
    errors: &mut Handler<'_>,
) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if let Some(bytes) = mapped(vm, mapping, text.at(at))? {
            out.extend(bytes);
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < text.len() && mapped(vm, mapping, text.at(end))?.is_none() {
            end += 1;
        }
        let error = EncodeError {
            encoding: ENCODING,
            start: at,
            end,
            reason: REASON,
        };
        let (replacement, next) = errors.encode_error(text, error.clone())?;
        match replacement {
            Replacement::Bytes(bytes) => out.extend(bytes),
            Replacement::Str(s) => {
                for c in s.view().chars() {
                    match mapped(vm, mapping, c)? {
                        Some(bytes) => out.extend(bytes),
                        None => return Err(Failure::Codec(CodecError::Encode(error))),
                    }
                }
            }
        }
        at = next.min(text.len());
    }
    Ok(out)
}

pub(super) fn encode(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let text = text_argument(vm, "charmap_encode", a)?;
    let errors = errors_argument(vm, "charmap_encode", a, 1)?;
    let mut handler = Handler { vm, name: &errors };
    let units = as_str(text).units();
    let done = match a.get(2).filter(|m| !m.is_none()) {
        None => Encoding::Latin1.encode(units, &mut handler),
        Some(mapping) => match downcast::<Map>(vm, mapping) {
            Some(map) => charmap::encode(units, &map.0, &mut handler),
            None => encode_by_mapping(vm, units, mapping, &mut handler),
        },
    };
    match done {
        Ok(data) => encoded(vm, data, text),
        Err(e) => Err(raise_encode_failure(vm, text, e)),
    }
}

/// Appends what a mapping gives for a byte; false if that is nothing.
fn push_mapped(vm: &Vm, mapping: &Ref, byte: u8, out: &mut StrBuf) -> PyResult<bool> {
    let found = match vm.get_item(mapping, &vm.new_int(byte.into())) {
        Ok(found) => found,
        Err(r) => {
            vm.catch(r, vm.types.lookup_error)?;
            return Ok(false);
        }
    };
    if found.is_none() {
        return Ok(false);
    }
    if found.has_kind(Kind::Int) || found.has_kind(Kind::Bool) {
        let n = vm.index(&found)?;
        return match int_to_i64(&n).and_then(|n| u32::try_from(n).ok()) {
            Some(0xFFFE) => Ok(false),
            Some(c) if c <= 0x10_FFFF => {
                out.push(c);
                Ok(true)
            }
            _ => Err(vm.type_error("character mapping must be in range(0x110000)")),
        };
    }
    if found.has_kind(Kind::Str) {
        let units = as_str(&found).units();
        if units.len() == 1 && units.at(0) == 0xFFFE {
            return Ok(false);
        }
        out.push_str(units);
        return Ok(true);
    }
    Err(vm.type_error("character mapping must return integer, None or str"))
}

fn decode_by_mapping(
    vm: &Vm,
    data: &[u8],
    mapping: &Ref,
    errors: &mut Handler<'_>,
) -> Result<StrBuf, Failure> {
    let mut out = StrBuf::new();
    let mut at = 0;
    while let Some(&byte) = data.get(at) {
        if push_mapped(vm, mapping, byte, &mut out)? {
            at += 1;
            continue;
        }
        let error = DecodeError {
            encoding: ENCODING,
            start: at,
            end: at + 1,
            reason: REASON,
        };
        at = errors.decode_error(data, error, &mut out)?.min(data.len());
    }
    Ok(out.finish())
}

pub(super) fn decode(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let data = data_argument(vm, &a[0], false)?;
    let errors = errors_argument(vm, "charmap_decode", a, 1)?;
    let mut handler = Handler { vm, name: &errors };
    let done = match a.get(2).filter(|m| !m.is_none()) {
        None => Encoding::Latin1.decode(&data, &mut handler),
        Some(table) if table.is_exact(Kind::Str) => {
            charmap::decode(&data, as_str(table).units(), &mut handler)
        }
        Some(mapping) => decode_by_mapping(vm, &data, mapping, &mut handler),
    };
    let text: Result<StrBuf, Raised> = done.map_err(|e| raise_decode_failure(vm, &data, e));
    decoded(vm, text?, data.len())
}
