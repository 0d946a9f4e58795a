//! The public API: interpreters, values and errors for Rust programs.

mod builder;
mod engine;
mod error;
mod interpreter;
mod library;
mod value;

pub use builder::Builder;
pub use engine::Engine;
pub use error::Error;
pub use interpreter::{Code, Interpreter};
pub use library::folder as library_folder;
pub use tricera_core::heap::HeapStats;
pub use value::Value;
