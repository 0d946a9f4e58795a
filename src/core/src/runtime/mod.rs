//! The runtime around the core: the interpreter, calls, errors, the breaker.

mod args;
mod breaker;
mod errors;
mod flags;
pub mod import;
mod names;
mod pending;
mod program;
mod protocol;
mod repr_guard;
mod shutdown;
pub mod signals;
pub mod source;
mod state;
mod vm;
mod warn;
mod weakrefs;

pub use args::{Args, Signature};
pub use breaker::Breaker;
pub use flags::Flags;
pub use names::Names;
pub use pending::{PendingCall, PendingCalls, PendingHandle, QueueFull};
pub use protocol::{Iterate, attribute, number, plain_eq};
pub use repr_guard::{ReprRunning, ReprScope};
pub use signals::BreakerAddress;
pub use vm::{BreakerPolicy, Config, Later, Vm, stack_address};
pub use weakrefs::{WeakRefs, WeakTarget};

/// An exception has been raised; it waits in the thread state ([`Vm::take_exception`]).
#[derive(Debug)]
pub struct Raised;

/// The outcome of everything that may run Python code.
pub type PyResult<T = crate::value::Ref> = Result<T, Raised>;
