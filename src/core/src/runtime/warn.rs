//! Warnings that the core itself issues.

use super::{PyResult, Vm};
use crate::object::generator::as_generator;
use crate::object::{TypePtr, as_dict, from_utf8, str_to_string};
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
