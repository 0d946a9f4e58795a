//! What number and format functions report instead of raising.

use std::borrow::Cow;
use std::fmt;

/// The exception class that an [`Error`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// `TypeError`
    Type,
    /// `ValueError`
    Value,
    /// `OverflowError`
    Overflow,
    /// `OverflowError` with two arguments: the error number 34 (ERANGE) and the message.
    OutOfRange,
    /// `ZeroDivisionError`
    ZeroDivision,
    /// `MemoryError`; its message is empty.
    Memory,
}

impl ErrorKind {
    /// The name of the exception class.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::Type => "TypeError",
            ErrorKind::Value => "ValueError",
            ErrorKind::Overflow | ErrorKind::OutOfRange => "OverflowError",
            ErrorKind::ZeroDivision => "ZeroDivisionError",
            ErrorKind::Memory => "MemoryError",
        }
    }
}

/// An exception to raise: its class and the text of its one argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The exception class.
    pub kind: ErrorKind,
    /// The message, exactly as CPython 3.14 words it.
    pub message: Cow<'static, str>,
}

impl Error {
    /// A `ValueError`.
    #[cold]
    pub fn value(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(ErrorKind::Value, message)
    }

    /// A `TypeError`.
    #[cold]
    pub fn type_error(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(ErrorKind::Type, message)
    }

    /// An `OverflowError`.
    #[cold]
    pub fn overflow(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(ErrorKind::Overflow, message)
    }

    /// The `OverflowError` that C's ERANGE leads to.
    #[cold]
    pub fn out_of_range() -> Error {
        Error::new(ErrorKind::OutOfRange, "Numerical result out of range")
    }

    /// A `ZeroDivisionError`.
    #[cold]
    pub fn zero_division(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(ErrorKind::ZeroDivision, message)
    }

    /// A `MemoryError`.
    #[cold]
    pub fn memory() -> Error {
        Error::new(ErrorKind::Memory, "")
    }

    fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Error {
        Error {
            kind,
            message: message.into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.name(), self.message)
    }
}

impl std::error::Error for Error {}

/// Why a literal cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// The text is no literal. The caller words the ValueError, because it shows the argument's repr:
    /// `invalid literal for int() with base 10: '…'`, `could not convert string to float: '…'`.
    Literal,
    /// Any other error.
    Other(Error),
}

impl From<Error> for ParseError {
    fn from(error: Error) -> ParseError {
        ParseError::Other(error)
    }
}

/// Reports a `MemoryError` where the system would not give `bytes` in one piece.
///
/// Called before computations whose result is that large: the big-integer library aborts when it
/// gets no memory. Small sizes are not tried.
pub(crate) fn ensure_memory(bytes: u64) -> Result<(), Error> {
    const WORTH_TRYING: u64 = 1 << 26;
    if bytes < WORTH_TRYING {
        return Ok(());
    }
    let bytes = usize::try_from(bytes).map_err(|_| Error::memory())?;
    Vec::<u8>::new()
        .try_reserve_exact(bytes)
        .map_err(|_| Error::memory())
}
