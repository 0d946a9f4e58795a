//! Code objects, their loaders and their checks: everything about code that needs no heap.
//!
//! Source becomes a [`CodeData`] in [`compile`], a `.pyc` in [`pyc`] and [`marshal`]. [`verify`] proves it safe to run.
//! [`opcode`] is the table everything else is derived from; [`dis`], [`exception_table`] and [`line_table`] read what a
//! code object says.
//!
//! What is here is shared between interpreters and threads: it is `Send + Sync` and knows no Python objects.

pub mod anchors;
pub mod compile;
pub mod data;
pub mod dis;
pub mod exception_table;
pub mod line_table;
pub mod marshal;
pub mod opcode;
pub mod pyc;
pub mod verify;

pub use data::{CodeData, Const, Consts, Text};
