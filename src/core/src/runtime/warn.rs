//! Warnings that the core itself issues.

use super::{PyResult, Vm};
use crate::object::generator::as_generator;
use crate::object::str_to_string;
use crate::value::Ref;

impl Vm {
    /// Warns that a coroutine goes away that was never awaited; the module `warnings` words it.
    pub fn warn_unawaited_coroutine(&self, coroutine: &Ref) -> PyResult<()> {
        if !self.finalizing.get() {
            match super::import::import_module(self, "warnings") {
                Ok(module) => {
                    let name = "_warn_unawaited_coroutine";
                    let args = std::slice::from_ref(coroutine);
                    return self.call_method_str(&module, name, args).map(drop);
                }
                Err(r) => self.catch(r, self.types.import_error)?,
            }
        }
        let name = as_generator(coroutine).qualname.get();
        let name = name.map_or_else(String::new, |n| str_to_string(&n));
        let text = format!("coroutine '{name}' was never awaited");
        self.warn(self.types.runtime_warning, &text, 1)
    }
}
