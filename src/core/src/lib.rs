//! The semantic core of Tricera: values, heap, objects, frames, operation bodies and the runtime around them.
//!
//! It knows no engine: an engine hands over an [`ops::EngineEntry`], and drives the bodies of [`ops`] through the
//! [`ops::Machine`] trait.
//!
//! Everything here is single-threaded per interpreter: a [`runtime::Vm`] and the objects of its heap never leave the
//! thread that made them.

pub mod frame;
pub mod heap;
pub mod modules;
pub mod object;
pub mod ops;
pub mod runtime;
pub mod value;

pub use tricera_text::hash::HashSeed;
