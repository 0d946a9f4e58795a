//! Warnings that the core itself issues.

use super::{PyResult, Vm};
use crate::object::{TypePtr, as_dict, from_utf8};

impl Vm {
    /// `warnings.warn(text, category, stacklevel)`; fails if a filter turns the warning into an exception.
    ///
    /// It goes through whichever of `warnings` and `_warnings` the program has; without either nothing could show it.
    pub fn warn(&self, category: TypePtr, text: &str, stacklevel: i64) -> PyResult<()> {
        let Some(modules) = self.modules.get() else {
            return Ok(());
        };
        for name in ["warnings", "_warnings"] {
            let name = self.interned.intern_str(self, name);
            let Some(module) = as_dict(&modules).get(self, &name)? else {
                continue;
            };
            if module.is_none() {
                continue;
            }
            let args = [
                from_utf8(self, text)?,
                category.to_ref(),
                self.new_int(stacklevel),
            ];
            return self.call_method_str(&module, "warn", &args).map(drop);
        }
        Ok(())
    }
}
