//! Warnings that the core itself issues.

use super::{PyResult, Vm};
use crate::object::{TypePtr, as_dict, from_utf8};

impl Vm {
    /// `warnings.warn(text, category, stacklevel)`; fails if a filter turns the warning into an exception. Without a
    /// module that could show it, nothing happens.
    pub fn warn(&self, category: TypePtr, text: &str, stacklevel: i64) -> PyResult<()> {
        let Some(modules) = self.modules.get() else {
            return Ok(());
        };
        let name = self.interned.intern_str(self, "_warnings");
        let module = match as_dict(&modules).get(self, &name)? {
            Some(m) => m,
            None if self.finalizing.get() => return Ok(()),
            None => match super::import::import_module(self, "_warnings") {
                Ok(m) => m,
                Err(r) => return self.catch(r, self.types.import_error),
            },
        };
        let args = [
            from_utf8(self, text)?,
            category.to_ref(),
            self.new_int(stacklevel),
        ];
        self.call_method_str(&module, "warn", &args).map(drop)
    }
}
