//! Tricera: a research interpreter for CPython 3.14 bytecode.
//!
//! An [`Interpreter`] runs Python code on a dispatch [`Engine`] of choice. It has its own heap, its own modules and its
//! own state; a process can have several, each on the thread that made it.
//!
//! ```
//! use tricera::{Interpreter, Value};
//!
//! let mut python = Interpreter::new();
//! python.run("def double(x):\n    return x * 2\n")?;
//! assert_eq!(python.eval("double(21)")?, Value::Int(42));
//!
//! let error = python.eval("1 / 0").unwrap_err();
//! assert_eq!(error.kind(), "ZeroDivisionError");
//! assert!(error.traceback().ends_with("ZeroDivisionError: division by zero\n"));
//! # Ok::<(), tricera::Error>(())
//! ```

mod embed;

pub use embed::{Builder, Code, Engine, Error, HeapStats, Interpreter, Value, library_folder};
pub use tricera_core as core;
