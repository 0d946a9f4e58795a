//! Code objects of one interpreter, and the types of frames and tracebacks.

mod code_object;
mod frame_object;
mod traceback;

pub use code_object::{CODE, Code, CodeObject, Stream, Verified, new_code};
pub use frame_object::{FRAME, FrameValue, detach, frame_object};
pub use traceback::{TRACEBACK, Traceback, new_traceback};
