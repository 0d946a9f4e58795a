//! The format mini-language and printf-style formatting.
