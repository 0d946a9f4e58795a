//! The tail-call engine.
