//! Values of `types.SimpleNamespace` for native modules.

use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;

/// A namespace with these attributes.
pub fn new_namespace(vm: &Vm, values: &[(&str, Ref)]) -> PyResult {
    let n = vm.call(&vm.types.simple_namespace.to_ref(), &Args::EMPTY)?;
    for (name, v) in values {
        crate::runtime::import::set_attr_str(vm, &n, name, v)?;
    }
    Ok(n)
}
