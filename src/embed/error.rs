//! Python exceptions as Rust errors.

use std::fmt;
use tricera_core::object::exception::print::format_exception;
use tricera_core::runtime::Vm;

/// An exception that Python code raised and nobody caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: String,
    message: String,
    traceback: String,
}

impl Error {
    /// The exception in flight.
    pub(crate) fn take(vm: &Vm) -> Error {
        let e = vm.take_exception();
        let message = vm.str_string(&e).unwrap_or_else(|_| {
            vm.clear_exception();
            "<exception str() failed>".to_owned()
        });
        Error {
            kind: vm.type_of(&e).name_str(),
            message,
            traceback: format_exception(vm, &e).concat(),
        }
    }

    /// The name of the exception's class.
    pub fn kind(&self) -> &str {
        &self.kind
    }
    /// `str()` of the exception.
    pub fn message(&self) -> &str {
        &self.message
    }
    /// The traceback as Python prints it, with the exception's chain. It ends in a newline.
    pub fn traceback(&self) -> &str {
        &self.traceback
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind)?;
        if self.message.is_empty() {
            return Ok(());
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Error {}
