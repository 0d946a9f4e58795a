//! Arrays in pickles: machine formats, which say of which bytes items are made on whatever machine.

use super::construct::code_argument;
use super::item::{ITEMS, ItemKind, ItemType};
use super::operators::to_list;
use super::{of, state};
use crate::modules::common::type_arg;
use crate::object::{
    as_bytes, decode_bytes, from_utf8, int_to_i64, new_bigint, new_list, new_tuple,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use malachite_bigint::BigInt;

/// What the bytes of an array are; its place in [`FORMATS`] is the code in pickles.
struct MachineFormat {
    kind: ItemKind,
    size: usize,
    big_endian: bool,
}

const fn format(kind: ItemKind, size: usize, big_endian: bool) -> MachineFormat {
    MachineFormat {
        kind,
        size,
        big_endian,
    }
}

static FORMATS: [MachineFormat; 22] = {
    use ItemKind::{Float, Signed, Unicode, Unsigned};
    [
        format(Unsigned, 1, false),
        format(Signed, 1, false),
        format(Unsigned, 2, false),
        format(Unsigned, 2, true),
        format(Signed, 2, false),
        format(Signed, 2, true),
        format(Unsigned, 4, false),
        format(Unsigned, 4, true),
        format(Signed, 4, false),
        format(Signed, 4, true),
        format(Unsigned, 8, false),
        format(Unsigned, 8, true),
        format(Signed, 8, false),
        format(Signed, 8, true),
        format(Float, 4, false),
        format(Float, 4, true),
        format(Float, 8, false),
        format(Float, 8, true),
        format(Unicode, 2, false),
        format(Unicode, 2, true),
        format(Unicode, 4, false),
        format(Unicode, 4, true),
    ]
};

/// The format of an item type on this machine.
fn native_format(item: &ItemType) -> usize {
    let big = cfg!(target_endian = "big") && item.size > 1;
    FORMATS
        .iter()
        .position(|f| f.kind == item.kind && f.size == item.size && f.big_endian == big)
        .expect("there is a format for each type code")
}

/// `array.__reduce_ex__(protocol)`
pub(super) fn reduce_ex(vm: &Vm, this: &Ref, protocol: &Ref) -> PyResult {
    if !protocol.has_kind(Kind::Int) && !protocol.has_kind(Kind::Bool) {
        return Err(vm.type_error("__reduce_ex__ argument should be an integer"));
    }
    let Some(protocol) = int_to_i64(protocol) else {
        return Err(vm.overflow_error("Python int too large to convert to C long"));
    };
    let a = of(this);
    let dict = vm
        .get_attr_opt(this, &vm.names.dict)?
        .unwrap_or_else(Ref::none);
    let class = vm.type_of(this).to_ref();
    let code = from_utf8(vm, &a.item.name().to_string())?;
    if protocol < 3 {
        let list = to_list(vm, this)?;
        return Ok(new_tuple(vm, [class, new_tuple(vm, [code, list]), dict]));
    }
    let module = crate::runtime::import::import_module(vm, super::NAME)?;
    let make = vm.get_attr_str(&module, "_array_reconstructor")?;
    let format = vm.new_int(native_format(a.item) as i64);
    let bytes = vm.call_method_str(this, "tobytes", &[])?;
    let arguments = new_tuple(vm, [class, code, format, bytes]);
    Ok(new_tuple(vm, [make, arguments, dict]))
}

/// `_array_reconstructor(arraytype, typecode, mformat_code, items)`
pub(super) fn reconstruct(vm: &Vm, _: &Ref, args: &[Ref]) -> PyResult {
    let [class, code, format, items] = args else {
        return Err(vm.system_error("four arguments expected"));
    };
    let code = code_argument(vm, "_array_reconstructor", 2, code)?;
    let format = vm.as_c_int(format)?;
    if !class.has_kind(Kind::Type) {
        return Err(vm.type_error(format!(
            "first argument must be a type object, not {}",
            vm.type_of(class).name_str()
        )));
    }
    let array = state(vm).array;
    if !type_arg(class).is_subtype(array) {
        return Err(vm.type_error(format!(
            "{} is not a subtype of {}",
            type_arg(class).name_str(),
            "array.array"
        )));
    }
    let Some(item) = ItemType::of(code) else {
        return Err(vm.value_error("second argument must be a valid type code"));
    };
    let Some(from) = usize::try_from(format).ok().and_then(|f| FORMATS.get(f)) else {
        return Err(vm.value_error("third argument must be a valid machine format code."));
    };
    if !items.has_kind(Kind::Bytes) {
        return Err(vm.type_error(format!(
            "fourth argument should be bytes, not {}",
            vm.type_of(items).name_str()
        )));
    }
    let (item, initial) = if native_format(item) == format as usize {
        (item, items.clone())
    } else {
        let bytes = as_bytes(items);
        // CPython counts characters twice here.
        let unit = match from.kind {
            ItemKind::Unicode => 2 * from.size,
            _ => from.size,
        };
        if !bytes.len().is_multiple_of(unit) {
            return Err(vm.value_error("string length not a multiple of item size"));
        }
        converted(vm, item, from, bytes)?
    };
    let code = from_utf8(vm, &item.name().to_string())?;
    if vm.types.bytes.is(&vm.type_of(&initial).to_ref()) {
        let new = vm.call_positional(class, &[code])?;
        vm.call_method_str(&new, "frombytes", &[initial])?;
        return Ok(new);
    }
    vm.call_positional(class, &[code, initial])
}

/// What an array is made from that was pickled on another machine, and of which items it is then.
fn converted(
    vm: &Vm,
    item: &'static ItemType,
    from: &MachineFormat,
    bytes: &[u8],
) -> PyResult<(&'static ItemType, Ref)> {
    if from.kind == ItemKind::Unicode {
        let encoding = match (from.size, from.big_endian) {
            (2, false) => "utf-16-le",
            (2, true) => "utf-16-be",
            (_, false) => "utf-32-le",
            (_, true) => "utf-32-be",
        };
        return Ok((item, decode_bytes(vm, bytes, encoding, "strict")?));
    }
    let mut items = Vec::new();
    if items.try_reserve_exact(bytes.len() / from.size).is_err() {
        return Err(vm.memory_error());
    }
    for chunk in bytes.chunks_exact(from.size) {
        let mut little = [0; 8];
        little[..from.size].copy_from_slice(chunk);
        if from.big_endian {
            little[..from.size].reverse();
        }
        items.push(value(vm, from, little));
    }
    // Integers go to a type of the same size, if there is one.
    let fits = |i: &&'static ItemType| i.kind == from.kind && i.size == from.size;
    let item = match from.kind {
        ItemKind::Signed | ItemKind::Unsigned => ITEMS.iter().rfind(fits).unwrap_or(item),
        _ => item,
    };
    Ok((item, new_list(vm, items)))
}

/// The value of bytes in little-endian order.
fn value(vm: &Vm, from: &MachineFormat, little: [u8; 8]) -> Ref {
    let bits = u64::from_le_bytes(little);
    match from.kind {
        ItemKind::Float if from.size == 4 => vm.new_float(f64::from(f32::from_bits(bits as u32))),
        ItemKind::Float => vm.new_float(f64::from_bits(bits)),
        ItemKind::Signed => {
            let unused = 64 - 8 * from.size as u32;
            vm.new_int((bits << unused) as i64 >> unused)
        }
        _ => new_bigint(vm, BigInt::from(bits)),
    }
}
