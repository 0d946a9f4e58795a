//! Native modules.

use crate::runtime::{PyResult, Vm};

/// Makes the modules that are there before any code runs.
pub fn boot(vm: &Vm) -> PyResult<()> {
    let d = crate::object::new_dict(vm);
    vm.builtins.set(d);
    vm.modules.set(crate::object::new_dict(vm));
    Ok(())
}
