//! The Unicode Character Database as the string methods need it.
