//! Methods of `bytearray` that change it.

use super::construct::byte_value;
use super::of;
use crate::object::{buffer_argument, index_argument, is_buffer, resolve};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

pub fn append(vm: &Vm, this: &Ref, item: &Ref) -> PyResult {
    let byte = byte_value(vm, item)?;
    of(this).push(vm, byte)?;
    Ok(Ref::none())
}

pub fn clear(vm: &Vm, this: &Ref) -> PyResult {
    of(this).resize(vm, 0)?;
    Ok(Ref::none())
}

pub fn extend(vm: &Vm, this: &Ref, source: &Ref) -> PyResult {
    let b = of(this);
    if is_buffer(vm, source) {
        // Copied first: the buffer may be this object's own. What is appended goes to where the end was before.
        let end = b.len();
        let new = match buffer_argument(vm, source) {
            Ok(v) => v.to_vec(),
            Err(_) => {
                vm.clear_exception();
                return Err(vm.type_error(format!(
                    "can't set bytearray slice from {}",
                    vm.type_of(source).name_str()
                )));
            }
        };
        let at = end.min(b.len());
        b.splice(vm, at, at, &new)?;
        return Ok(Ref::none());
    }
    let items = match vm.iterate(source) {
        Ok(items) => items,
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            return Err(vm.type_error(format!(
                "can't extend bytearray with {}",
                vm.type_of(source).name_str()
            )));
        }
    };
    let mut new = Vec::new();
    let hint = vm.length_hint(source, 32)?;
    // A hint may be nonsense: it only saves growing.
    let _ = new.try_reserve(hint.min(1 << 20));
    for item in items {
        let byte = match byte_value(vm, &item?) {
            Ok(b) => b,
            Err(r) if source.has_kind(Kind::Str) => {
                vm.catch(r, vm.types.type_error)?;
                return Err(vm.type_error("expected iterable of integers; got: 'str'"));
            }
            Err(r) => return Err(r),
        };
        if new.len() == new.capacity() && new.try_reserve(new.len().max(8)).is_err() {
            return Err(vm.memory_error());
        }
        new.push(byte);
    }
    b.extend(vm, &new)?;
    Ok(Ref::none())
}

pub fn insert(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    let at = index_argument(vm, &args[0])?;
    let byte = byte_value(vm, &args[1])?;
    let b = of(this);
    let n = b.len();
    let at = match usize::try_from(at) {
        Ok(at) => at.min(n),
        Err(_) => at.saturating_add(n as isize).max(0) as usize,
    };
    b.splice(vm, at, at, &[byte])?;
    Ok(Ref::none())
}

pub fn pop(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    let at = match args.first() {
        Some(i) => index_argument(vm, i)?,
        None => -1,
    };
    let b = of(this);
    if b.is_empty() {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let Some(i) = resolve(at, b.len()) else {
        return Err(vm.index_error("pop index out of range"));
    };
    let byte = b.bytes()[i];
    b.remove(vm, i)?;
    Ok(vm.new_int(i64::from(byte)))
}

pub fn remove(vm: &Vm, this: &Ref, value: &Ref) -> PyResult {
    let byte = byte_value(vm, value)?;
    let b = of(this);
    match b.bytes().iter().position(|&x| x == byte) {
        Some(i) => {
            b.remove(vm, i)?;
            Ok(Ref::none())
        }
        None => Err(vm.value_error("value not found in bytearray")),
    }
}

pub fn resize(vm: &Vm, this: &Ref, size: &Ref) -> PyResult {
    let size = index_argument(vm, size)?;
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error(format!("Can only resize to positive sizes, got {size}")));
    };
    of(this).resize(vm, size)?;
    Ok(Ref::none())
}
