//! Code objects of one interpreter, and the types of frames and tracebacks.

mod code_iterators;
mod code_new;
mod code_object;
mod code_type;
mod frame_locals;
mod frame_object;
mod frame_type;
mod traceback;

pub use code_iterators::{LINE_ITERATOR, POSITIONS_ITERATOR};
pub use code_object::{Code, CodeObject, Stream, constant, new_code};
pub use code_type::CODE;
pub use frame_locals::{
    FRAME_LOCALS_PROXY, current_frame_object, frame_local, frame_locals_snapshot, frame_namespace,
    set_frame_local,
};
pub(crate) use frame_locals::{local_of_frame, names_of_frame};
pub use frame_object::{FrameValue, detach, frame_object, moved};
pub use frame_type::{FRAME, sys_getframe, sys_getframemodulename};
pub use traceback::{TRACEBACK, Traceback, new_traceback, traceback_entry};
