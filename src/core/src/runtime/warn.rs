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
                    let name = self.interned.intern_str(self, "_warn_unawaited_coroutine");
                    if let Some(f) = self.get_attr_opt(&module, &name)? {
                        if self.call_one(&f, coroutine).is_ok() {
                            return Ok(());
                        }
                        let warned = self.raised_is(self.types.runtime_warning);
                        let what = "Exception ignored while finalizing coroutine";
                        self.report_unraisable(Some(what), coroutine);
                        if warned {
                            return Ok(());
                        }
                    }
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
