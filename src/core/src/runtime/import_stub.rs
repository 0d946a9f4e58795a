//! Imports, until the importer is there.

use super::{PyResult, Vm};
use crate::value::Ref;

impl Vm {
    pub fn import_name(&self, _: &Ref, _: Option<&Ref>, name: &Ref, _: &Ref, _: &Ref) -> PyResult {
        let m = self.modules.get().expect("booted");
        match crate::object::as_dict(&m).get(self, name)? {
            Some(m) => Ok(m),
            None => Err(self.raise_message(self.types.import_error, "no importer")),
        }
    }
    pub fn import_from(&self, module: &Ref, name: &Ref) -> PyResult {
        self.get_attr(module, name)
    }
    pub fn import_star(&self, _: &Ref, _: &Ref) -> PyResult<()> {
        Err(self.raise_message(self.types.import_error, "no importer"))
    }
}
