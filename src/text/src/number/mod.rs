//! Number parsing, printing and arithmetic helpers.
