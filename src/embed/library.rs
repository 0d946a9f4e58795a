//! Where the standard library is.

use std::path::{Path, PathBuf};

/// The standard library to use: the folder asked for, or the one this program was built with.
pub fn folder(asked: Option<&Path>) -> Option<PathBuf> {
    match asked {
        Some(folder) => Some(folder.to_owned()),
        None => {
            let built_in = PathBuf::from(rustpython_pylib::LIB_PATH);
            built_in.is_dir().then_some(built_in)
        }
    }
}
