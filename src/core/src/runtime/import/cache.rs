//! Compiled code of modules, kept in files.
//!
//! What CPython has left in `__pycache__` is read. What is compiled here is written to a folder of its own,
//! [`Config::cache`](crate::runtime::Config::cache), never beside the sources: the next CPython would take it for its own.

use crate::modules::support::sys_attribute;
use crate::runtime::{PyResult, Vm};
use std::fs;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;
use tricera_code::CodeData;
use tricera_code::pyc::{PycFile, Validation, write_pyc};

/// Where the code of a source file may be found, and where it is to be written.
pub struct Place {
    source: PathBuf,
    /// What a file must say to belong to the source as it is now.
    valid: Validation,
    /// CPython's.
    beside: PathBuf,
    /// Ours, if there is a folder for it.
    own: Option<PathBuf>,
}

impl Place {
    /// None if the source cannot be looked at.
    pub fn of(vm: &Vm, source: &Path) -> Option<Place> {
        let now = fs::metadata(source).ok()?;
        // As much as the format holds.
        let valid = Validation::Timestamp {
            mtime: now.mtime() as u32,
            size: now.size() as u32,
        };
        let own = vm.config.cache.as_deref().and_then(|folder| {
            let source = std::path::absolute(source).ok()?;
            let below = folder.join(source.parent()?.strip_prefix("/").ok()?);
            Some(below.join(file_name(&source, "tricera-314", vm.optimize_level())))
        });
        Some(Place {
            source: source.to_owned(),
            valid,
            beside: beside(source, vm.optimize_level()),
            own,
        })
    }

    /// The code in the newest file that is valid.
    pub fn read(&self) -> Option<Arc<CodeData>> {
        let own = self.own.as_deref().filter(|file| is_of_this_build(file));
        let files = own.into_iter().chain([self.beside.as_path()]);
        files.into_iter().find_map(|file| {
            let pyc = PycFile::open(file).ok()?;
            if pyc.validation().ok()? != self.valid {
                return None;
            }
            let data = pyc.read_code().ok()?;
            // What was made elsewhere names another file: then the tracebacks would be wrong.
            (data.filename.to_str() == self.source.to_str()).then_some(data)
        })
    }

    /// Writes the code, unless `sys.dont_write_bytecode` is true. That it cannot be written is no error: the folder may be
    /// another user's, the disk full.
    pub fn write(&self, vm: &Vm, data: &Arc<CodeData>) -> PyResult<()> {
        let Some(file) = &self.own else {
            return Ok(());
        };
        let forbidden = vm.interned.intern_str(vm, "dont_write_bytecode");
        if let Some(forbidden) = sys_attribute(vm, &forbidden)
            && vm.is_true(&forbidden)?
        {
            return Ok(());
        }
        if let Ok(bytes) = write_pyc(data, self.valid) {
            let _ = replace(file, &bytes);
        }
        Ok(())
    }
}

/// `importlib.util.cache_from_source(path)`
pub fn beside(source: &Path, optimize: u8) -> PathBuf {
    let folder = source.with_file_name("__pycache__");
    folder.join(file_name(source, "cpython-314", optimize))
}

fn file_name(source: &Path, tag: &str, optimize: u8) -> String {
    let stem = source.file_stem().unwrap_or_default().to_string_lossy();
    match optimize {
        0 => format!("{stem}.{tag}.pyc"),
        level => format!("{stem}.{tag}.opt-{level}.pyc"),
    }
}

/// Another build may compile otherwise: what is older than this one does not count.
fn is_of_this_build(file: &Path) -> bool {
    static BUILT: OnceLock<Option<SystemTime>> = OnceLock::new();
    let modified = |path: &Path| fs::metadata(path).and_then(|m| m.modified()).ok();
    let built = BUILT.get_or_init(|| modified(&std::env::current_exe().ok()?));
    built.is_some_and(|built| modified(file).is_some_and(|written| written > built))
}

/// Writes a file as a whole, or not at all: somebody else may read it, or write it too.
fn replace(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(folder)?;
    let new = file.with_extension(format!("pyc.{}", std::process::id()));
    let written = fs::File::create_new(&new).and_then(|mut f| f.write_all(bytes));
    let done = written.and_then(|()| fs::rename(&new, file));
    if done.is_err() {
        let _ = fs::remove_file(&new);
    }
    done
}
