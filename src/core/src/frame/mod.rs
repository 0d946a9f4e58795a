//! Frames: on the data stack for calls, inside the generator object for generators.
//!
//! ```text
//!  caller's operand stack … | function | self or NULL | arguments = first locals … other locals | Frame | stack …
//!                             ^ caller's saved sp        ^ locals                                        ^ sp
//! ```
//!
//! A call leaves the arguments where the caller pushed them. `ip` in a frame that is not running points behind the
//! instruction it is in: behind the call while a callee runs, behind the escaping instruction while Rust runs.

mod data_stack;
mod lookup;

pub use data_stack::DataStack;
pub use lookup::*;

use crate::object::code::{Code, CodeObject};
use crate::object::{FunctionObject, FunctionValue};
use crate::value::Slot;

/// What an active call keeps besides its locals and its stack.
#[repr(C)]
pub struct Frame {
    /// The caller.
    pub prev: *mut Frame,
    /// First local.
    pub locals: *mut Slot,
    /// Where to go on: behind the instruction in progress. Valid while the frame is not running in an engine.
    pub ip: *const u8,
    /// Behind the topmost stack entry to go on with. Valid while the frame is not running in an engine.
    pub sp: *mut Slot,
    /// The function, counted unless its tag says otherwise; given up on return.
    pub function: Slot,
    pub code: *const CodeObject,
    /// Distance from the outermost frame, for the recursion limit.
    pub depth: u32,
    /// `Frame::ENTRY` …
    pub flags: u32,
    /// The Python-level frame object if someone has looked, else NULL. In a NOTED frame: the exception, uncounted.
    pub frame_object: Slot,
    /// The generator whose frame this is, or the namespace of a module or class body; NULL otherwise.
    pub owner: Slot,
}

impl Frame {
    /// Not Python code: stands between a native caller and the frame it calls.
    pub const HOST: u32 = 1;
    /// Belongs to a generator, coroutine or async generator.
    pub const GENERATOR: u32 = 2;
    /// Not Python code: stands between an instruction and the method that it calls, and looks at the result.
    pub const SHIM: u32 = 4;
    /// Runs in a namespace (module or class body): `owner` is the namespace.
    pub const NAMESPACE: u32 = 8;
    /// Someone has looked at it: it has, or had, a frame object.
    pub const OBSERVED: u32 = 16;
    /// An exception has noted that it passed through, and has no traceback entry for that yet.
    pub const NOTED: u32 = 32;

    #[inline(always)]
    pub fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
    /// Writes NULL to the locals from `from` to `frame`, where the header of a new frame is written next: several at a time, so that some go
    /// into the header.
    ///
    /// # Safety
    /// There is room for a header at `frame`, which nobody uses yet, and `from` is not above it.
    #[inline(always)]
    pub unsafe fn clear_locals(from: *mut Slot, frame: *mut Slot) {
        const AT_ONCE: usize = 4;
        const { assert!(AT_ONCE * size_of::<Slot>() <= size_of::<Frame>()) };
        let mut to = from;
        while to < frame {
            // A loop of vector stores that the compiler makes of single ones would cost more than it saves: locals are few.
            crate::ops::keep_branch();
            // SAFETY: what does not fit below the header fits into it.
            unsafe {
                to.cast::<[Slot; AT_ONCE]>().write([Slot::NULL; AT_ONCE]);
                to = to.add(AT_ONCE);
            }
        }
    }

    /// The code that runs.
    #[inline(always)]
    pub fn code(&self) -> &Code {
        // SAFETY: the function keeps the code alive.
        unsafe { &(*self.code).v }
    }
    /// The function that runs.
    #[inline(always)]
    pub fn function(&self) -> &FunctionValue {
        // SAFETY: the frame holds the function.
        unsafe { &(*self.function.ptr::<FunctionObject>()).v }
    }
    /// First word of the operand stack.
    #[inline(always)]
    pub fn stack_base(this: *mut Frame) -> *mut Slot {
        this.wrapping_add(1).cast()
    }
    /// Does Python code run in it (not a frame of the machinery)?
    #[inline(always)]
    pub fn is_python(&self) -> bool {
        self.flags & (Self::HOST | Self::SHIM) == 0
    }
}
