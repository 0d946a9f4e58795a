//! `repr`, `str`, `format`.

use crate::object::{as_str, str_to_string};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

impl Vm {
    /// `repr(r)`: a str.
    pub fn repr(&self, r: &Ref) -> PyResult {
        self.enter_native(" while getting the repr of an object")?;
        let t = self.type_of(r);
        let s = match t.slots.repr.get() {
            Some(f) => f(self, r)?,
            None => crate::object::default_repr(self, r)?,
        };
        self.must_be_str(s, "__repr__")
    }
    /// `str(r)`: a str.
    pub fn str(&self, r: &Ref) -> PyResult {
        if r.is_exact(Kind::Str) {
            return Ok(r.clone());
        }
        self.enter_native(" while getting the str of an object")?;
        match self.type_of(r).slots.str.get() {
            Some(f) => {
                let s = f(self, r)?;
                self.must_be_str(s, "__str__")
            }
            None => self.repr(r),
        }
    }
    fn must_be_str(&self, s: Ref, what: &str) -> PyResult {
        if s.has_kind(Kind::Str) {
            return Ok(s);
        }
        Err(self.type_error(format!(
            "{what} returned non-string (type {})",
            self.type_of(&s).name_str()
        )))
    }
    /// `repr(r)` as Rust text.
    pub fn repr_string(&self, r: &Ref) -> PyResult<String> {
        Ok(str_to_string(&self.repr(r)?))
    }
    /// `str(r)` as Rust text.
    pub fn str_string(&self, r: &Ref) -> PyResult<String> {
        Ok(str_to_string(&self.str(r)?))
    }
    /// `ascii(r)`: a str.
    pub fn ascii(&self, r: &Ref) -> PyResult {
        let s = self.repr(r)?;
        if as_str(&s).is_ascii() {
            return Ok(s);
        }
        match tricera_text::str::repr::escape_non_ascii(as_str(&s).units()) {
            Some(b) => crate::object::from_buf(self, b),
            None => Ok(s),
        }
    }
    /// `format(r, spec)`: a str.
    pub fn format(&self, r: &Ref, spec: &Ref) -> PyResult {
        if as_str(spec).is_empty() {
            if r.is_exact(Kind::Str) || r.is_exact(Kind::Int) || r.is_exact(Kind::Float) {
                return self.str(r);
            }
        } else if let Some(b) = crate::object::format_builtin(self, r, as_str(spec).units())? {
            return crate::object::from_buf(self, b);
        }
        match self.call_special(r, &self.names.format, std::slice::from_ref(spec))? {
            Some(s) if s.has_kind(Kind::Str) => Ok(s),
            Some(s) => Err(self.type_error(format!(
                "__format__ must return a str, not {}",
                self.type_of(&s).name_str()
            ))),
            None => Err(self.type_error(format!(
                "Type {} doesn't define __format__",
                self.type_of(r).name_str()
            ))),
        }
    }
}
