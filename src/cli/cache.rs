//! Where compiled code of imported modules is kept between runs.

use std::ffi::OsStr;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

/// The folder that the user names, or one below `$XDG_CACHE_HOME` or `~/.cache`, for this binary alone: builds may compile
/// differently. `None` if there is no home either.
pub fn folder(prefix: Option<&OsStr>) -> Option<PathBuf> {
    if let Some(prefix) = prefix {
        return std::path::absolute(prefix).ok();
    }
    let caches = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
        .or_else(|| Some(std::env::home_dir()?.join(".cache")))?;
    let mut binary = DefaultHasher::new();
    std::env::current_exe().ok()?.hash(&mut binary);
    let name = format!("{:016x}", binary.finish());
    Some(caches.join("tricera").join(name))
}
