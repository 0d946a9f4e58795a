//! The match-switch engine.
