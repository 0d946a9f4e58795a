//! Arguments as C numbers, with the errors of CPython's argument parser.

use crate::object::int_to_i64;
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use tricera_text::number::{Error, ErrorKind};
use tricera_text::str::SizeError;

impl Vm {
    /// An argument of the C type `Py_ssize_t`.
    #[inline]
    pub fn as_ssize(&self, a: &Ref) -> PyResult<isize> {
        if a.slot().is_int() {
            return Ok(a.slot().as_int() as isize);
        }
        let i = self.index(a)?;
        int_to_i64(&i)
            .map(|i| i as isize)
            .ok_or_else(|| self.too_large_for("ssize_t"))
    }

    /// An argument of the C type `int`.
    pub fn as_c_int(&self, a: &Ref) -> PyResult<i32> {
        let i = self.index(a)?;
        int_to_i64(&i)
            .and_then(|i| i32::try_from(i).ok())
            .ok_or_else(|| self.too_large_for("int"))
    }

    #[cold]
    fn too_large_for(&self, c_type: &str) -> Raised {
        self.overflow_error(format!("Python int too large to convert to C {c_type}"))
    }

    /// A `start` or `end` argument: None stands for `default`, values out of range saturate.
    #[inline]
    pub fn slice_bound(&self, a: Option<&Ref>, default: isize) -> PyResult<isize> {
        let Some(a) = a else { return Ok(default) };
        if a.slot().is_int() {
            return Ok(a.slot().as_int() as isize);
        }
        if a.is_none() {
            return Ok(default);
        }
        if self.type_of(a).slots.index.get().is_none() {
            return Err(self
                .type_error("slice indices must be integers or None or have an __index__ method"));
        }
        self.index_saturating(a)
    }

    /// The value as a float, for exactly what CPython's `PyFloat_AsDouble` takes: floats, `__float__`, `__index__`.
    #[inline]
    pub fn as_f64(&self, a: &Ref) -> PyResult<f64> {
        if a.has_kind(Kind::Float) {
            return Ok(crate::object::float_value(a));
        }
        match crate::object::real_number(self, a)? {
            Some(d) => Ok(d),
            None => Err(self.type_error(format!(
                "must be real number, not {}",
                self.type_of(a).name_str()
            ))),
        }
    }

    /// A positional argument that must be a str: `function() argument n must be str, not …`.
    #[inline]
    pub fn str_argument(&self, function: &str, n: usize, a: &Ref) -> PyResult<()> {
        if a.has_kind(Kind::Str) {
            return Ok(());
        }
        Err(self.type_error(format!(
            "{function}() argument {n} must be str, not {}",
            self.argument_type(a)
        )))
    }

    /// An argument that must be a str, with its name (or nothing, for a function's only argument) as in
    /// `encode() argument 'errors' must be str, not …`.
    #[inline]
    pub fn named_str_argument(&self, function: &str, name: &str, a: &Ref) -> PyResult<()> {
        if a.has_kind(Kind::Str) {
            return Ok(());
        }
        // `str` reads its arguments itself, and names the type of None as any other.
        let ty = if function == "str" {
            self.type_of(a).name_str()
        } else {
            self.argument_type(a)
        };
        let space = if name.is_empty() { "" } else { " " };
        Err(self.type_error(format!(
            "{function}() argument{space}{name} must be str, not {ty}"
        )))
    }

    /// How the argument parser names the type of an argument that it refuses.
    fn argument_type(&self, a: &Ref) -> String {
        if a.is_none() {
            "None".to_owned()
        } else {
            self.type_of(a).name_str()
        }
    }

    /// Raises what a number or text algorithm reports.
    #[cold]
    pub fn raise_number(&self, e: Error) -> Raised {
        match e.kind {
            ErrorKind::Type => self.type_error(e.message),
            ErrorKind::Value => self.value_error(e.message),
            ErrorKind::Overflow => self.overflow_error(e.message),
            ErrorKind::ZeroDivision => self.zero_division(e.message),
            ErrorKind::Memory => self.memory_error(),
            ErrorKind::OutOfRange => match crate::object::from_utf8(self, &e.message) {
                Ok(m) => self.raise_new(self.types.overflow_error, vec![self.new_int(34), m]),
                Err(r) => r,
            },
        }
    }

    /// Raises that a result would be too large.
    #[cold]
    pub fn raise_size(&self, e: SizeError) -> Raised {
        match e {
            SizeError::Overflow(m) => self.overflow_error(m),
            SizeError::Memory => self.memory_error(),
        }
    }
}
