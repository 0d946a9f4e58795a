//! What somebody who asks for a buffer can deal with: the `PyBUF_*` flags.

/// One contiguous piece of memory.
pub const SIMPLE: u32 = 0;
pub const WRITABLE: u32 = 1;
/// The format of the items is told.
pub const FORMAT: u32 = 4;
/// The shape is told.
pub const ND: u32 = 8;
pub const STRIDES: u32 = 0x10 | ND;
pub const C_CONTIGUOUS: u32 = 0x20 | STRIDES;
pub const F_CONTIGUOUS: u32 = 0x40 | STRIDES;
pub const ANY_CONTIGUOUS: u32 = 0x80 | STRIDES;
pub const INDIRECT: u32 = 0x100 | STRIDES;
/// Everything, read-only or not.
pub const FULL_RO: u32 = INDIRECT | FORMAT;
/// Everything in one piece.
pub const CONTIG_RO: u32 = ND;
/// Flags of another function of CPython, which are refused here.
pub const READ: u32 = 0x100;
pub const WRITE: u32 = 0x200;

/// Does `flags` ask for all of `what`?
pub fn asks(flags: u32, what: u32) -> bool {
    flags & what == what
}
