//! Conversions of numbers.

use crate::object::int_to_i64;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// An argument that is a C `unsigned int`.
pub fn unsigned(vm: &Vm, a: &Option<Ref>, default: u32) -> PyResult<u32> {
    let Some(r) = a else { return Ok(default) };
    let i = vm.index(r)?;
    match int_to_i64(&i) {
        Some(n) if n < 0 => Err(vm.value_error("Cannot convert negative int")),
        Some(n) if n <= i64::from(u32::MAX) => Ok(n as u32),
        None if crate::object::int_is_negative(&i) => {
            Err(vm.value_error("Cannot convert negative int"))
        }
        _ => Err(vm.overflow_error("Python int too large to convert to C unsigned int")),
    }
}

/// A count: `negative value for 'name' not allowed`.
pub fn count(vm: &Vm, r: &Ref, name: &str) -> PyResult<usize> {
    let n = vm.index_as_isize(r)?;
    usize::try_from(n)
        .map_err(|_| vm.value_error(format!("negative value for '{name}' not allowed")))
}

/// An offset into a file.
pub fn offset(vm: &Vm, r: &Ref) -> PyResult<i64> {
    let i = vm.index(r)?;
    int_to_i64(&i).ok_or_else(|| vm.overflow_error("Python int too large to convert to C long"))
}
