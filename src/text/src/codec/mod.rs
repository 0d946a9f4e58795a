//! Encodings: between byte strings and text.
