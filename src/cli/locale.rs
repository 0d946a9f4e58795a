//! The locale that the environment names.

use super::args::Environment;
use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;

/// Is it "C", by that or another name, or one that this system does not have?
pub fn is_c(environment: Environment) -> bool {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|variable| environment(variable).filter(|value| !value.is_empty()));
    let Some(name) = name else { return true };
    if name == "C" || name == "POSIX" {
        return true;
    }
    let Ok(name) = CString::new(name.as_bytes()) else {
        return true;
    };
    // SAFETY: the name ends in a NUL; a locale that has been made is freed again.
    unsafe {
        let locale = libc::newlocale(libc::LC_CTYPE_MASK, name.as_ptr(), std::ptr::null_mut());
        if locale.is_null() {
            return true;
        }
        libc::freelocale(locale);
    }
    false
}
