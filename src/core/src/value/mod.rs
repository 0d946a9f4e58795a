//! Values: the tagged word ([`Slot`]), the owning reference ([`Ref`]) and the object header.

mod header;
mod reference;
mod slot;
mod statics;

pub use header::{
    Header, IMMORTAL, Kind, STATE_FINALIZED, STATE_GC, STATE_HELD, STATE_OWN, STATE_WEAKREFS,
    SUBCLASS,
};
pub use reference::Ref;
pub use slot::Slot;
pub use statics::StaticObject;
