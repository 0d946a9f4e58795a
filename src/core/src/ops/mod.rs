//! The opcodes: what engines are made of.

mod predecoded;
mod trace;

pub use predecoded::{Instruction, PreDecoded};
pub use trace::TraceState;

/// What an engine hands to the core.
#[derive(Clone, Copy)]
pub struct EngineEntry {
    /// The engine's name, as on the command line.
    pub name: &'static str,
    /// The instruction that prepares a code object when it first runs.
    pub lazy_entry: *const u8,
}
