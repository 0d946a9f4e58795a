//! Running a program as `__main__`.

use super::import::{self, Found, set_attr_str};
use super::source::{compile_source, run_code};
use super::{PyResult, Vm};
use crate::modules::support::{fs_decode, namespace_of};
use crate::modules::sys;
use crate::object::{as_dict, as_list, from_utf8, new_module, str_to_string};
use crate::value::{Kind, Ref};
use std::path::{Path, PathBuf};
use tricera_code::compile::{Mode, Options, Typed, typed};

impl Vm {
    /// The module `__main__`, made when first asked for.
    pub fn main_module(&self) -> PyResult {
        if let Some(m) = sys::modules_entry(self, "__main__")? {
            return Ok(m);
        }
        let m = new_module(self, "__main__");
        let modules = self.modules.get().expect("booted");
        as_dict(&modules).set(self, &self.names.main, m.clone())?;
        if let Some(b) = sys::modules_entry(self, "builtins")? {
            let d = namespace_of(&m);
            as_dict(&d).set(self, &self.names.builtins, b)?;
        }
        Ok(m)
    }

    /// The options that source is compiled with.
    pub fn compile_options(&self) -> Options {
        Options {
            optimize: self.optimize_level(),
            int_max_str_digits: sys::int_max_str_digits(self),
            ..Options::default()
        }
    }

    /// Sets `sys.argv`.
    pub fn set_argv(&self, arguments: &[Vec<u8>]) -> PyResult<()> {
        let mut all = Vec::with_capacity(arguments.len());
        for a in arguments {
            all.push(fs_decode(self, a)?);
        }
        sys::set(self, "argv", crate::object::new_list(self, all))
    }

    /// Puts a folder in front of `sys.path`, for the program's own modules.
    pub fn prepend_path(&self, entry: &[u8]) -> PyResult<()> {
        if self.config.flags.safe_path {
            return Ok(());
        }
        let name = &self.names.bare_path;
        let Some(path) = crate::modules::support::sys_attribute(self, name) else {
            return Ok(());
        };
        if path.has_kind(Kind::List) {
            as_list(&path).splice(self, 0, 0, [fs_decode(self, entry)?].into_iter().collect())?;
        }
        Ok(())
    }

    /// Runs source text in the namespace of `__main__` (`python -c`, standard input).
    pub fn run_main_source(&self, source: &[u8], filename: &str) -> PyResult<()> {
        let m = self.main_module()?;
        let code = compile_source(
            self,
            source,
            false,
            filename,
            Mode::Exec,
            &self.compile_options(),
        )?;
        if let Ok(text) = std::str::from_utf8(source) {
            let code = &crate::object::payload::<crate::object::code::Code>(&code).data;
            self.sources.register(code, text);
        }
        let d = namespace_of(&m);
        self.run_main_code(&code, &d)
    }

    /// Runs one interactive statement in the namespace of `__main__`; expressions are shown by `sys.displayhook`.
    /// `Ok(false)` says that the statement is not complete.
    pub fn run_interactive(&self, source: &str, filename: &str) -> PyResult<bool> {
        let options = self.compile_options();
        let compiled = tricera_code::compile::compile(source, filename, Mode::Single, &options);
        match typed(source, compiled.as_ref().err()) {
            Typed::Nothing => return Ok(true),
            Typed::Beginning => return Ok(false),
            Typed::Statement => {}
        }
        let m = self.main_module()?;
        let source_bytes = source.as_bytes();
        let code = compile_source(self, source_bytes, true, filename, Mode::Single, &options)?;
        // Tracebacks show these lines, of functions defined here too.
        let data = &crate::object::payload::<crate::object::code::Code>(&code).data;
        self.sources.register(data, source);
        let d = namespace_of(&m);
        run_code(self, &code, &d, &d).map(|_| true)
    }

    /// Runs a source file, a `.pyc`, or the `__main__` of a folder or of a zip archive. The inner error says that there is none.
    pub fn run_main_file(&self, path: &Path) -> PyResult<Result<(), String>> {
        let path = absolute(path);
        if path.is_dir() || is_archive(&path) {
            self.prepend_path(path.as_os_str().as_encoded_bytes())?;
            return self.run_main_of(&path);
        }
        // The folder of the file itself, not of a link to it.
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        let folder = real.parent().unwrap_or(Path::new("/"));
        self.prepend_path(folder.as_os_str().as_encoded_bytes())?;
        self.run_file(&path).map(Ok)
    }

    /// Runs the `__main__` of an entry of the path.
    fn run_main_of(&self, path: &Path) -> PyResult<Result<(), String>> {
        let n = &self.names;
        let entry = fs_decode(self, path.as_os_str().as_encoded_bytes())?;
        let entries = crate::object::new_list(self, [entry]);
        let found = import::find_spec(self, &n.main, Some(&entries))?;
        let spec = match found {
            Some(s) if self.is_true(&self.get_attr_str(&s, "has_location")?)? => s,
            _ if !path.is_dir() && !self.has_importer(&as_list(&entries).items()[0])? => {
                // It only looked like an archive.
                return self.run_file(path).map(Ok);
            }
            _ => {
                let path = path.display();
                return Ok(Err(format!("can't find '__main__' module in '{path}'")));
            }
        };
        let m = self.main_module()?;
        let loader = self.get_attr_str(&spec, "loader")?;
        self.set_attr(&m, &n.file, &self.get_attr_str(&spec, "origin")?)?;
        self.set_attr(&m, &n.spec, &spec)?;
        self.set_attr(&m, &n.package, &self.get_attr_str(&spec, "parent")?)?;
        self.set_attr(&m, &n.loader, &loader)?;
        self.set_attr(&m, &n.cached, &self.get_attr_str(&spec, "cached")?)?;
        let code = self.call_method_str(&loader, "get_code", std::slice::from_ref(&n.main))?;
        let d = namespace_of(&m);
        self.run_main_code(&code, &d).map(Ok)
    }

    /// Has `sys.path_importer_cache` an importer for an entry?
    fn has_importer(&self, entry: &Ref) -> PyResult<bool> {
        let name = self.interned.intern_str(self, "path_importer_cache");
        let cache = crate::modules::support::sys_attribute(self, &name);
        match cache.filter(|c| c.has_kind(Kind::Dict)) {
            Some(c) => Ok(as_dict(&c).get(self, entry)?.is_some_and(|i| !i.is_none())),
            None => Ok(false),
        }
    }

    fn run_file(&self, path: &Path) -> PyResult<()> {
        let m = self.main_module()?;
        let file = fs_decode(self, path.as_os_str().as_encoded_bytes())?;
        set_attr_str(self, &m, "__file__", &file)?;
        set_attr_str(self, &m, "__cached__", &Ref::none())?;
        let name = self.names.main.clone();
        let found = Found::File {
            path: path.to_owned(),
            package: false,
        };
        let spec = import::new_spec(self, &name, &found)?;
        let loader = self.get_attr_str(&spec, "loader")?;
        self.set_attr(&m, &self.names.loader, &loader)?;
        let code = import::load_program(self, path)?;
        let d = namespace_of(&m);
        self.run_main_code(&code, &d)
    }

    /// Runs the program's own code in the namespace of `__main__`.
    fn run_main_code(&self, code: &Ref, namespace: &Ref) -> PyResult<()> {
        if self.config.keep_code {
            self.main_code.set(code.clone());
        }
        run_code(self, code, namespace, namespace).map(drop)
    }

    /// The code of a library module, which does not run; its parents do. The inner error says why there is none.
    pub fn code_of_module(&self, name: &str) -> PyResult<Result<Ref, String>> {
        let Some(spec) = self.find_main_spec(name)? else {
            return Ok(Err(format!("No module named {name}")));
        };
        let origin = self.get_attr_str(&spec, "origin")?;
        if !origin.has_kind(Kind::Str)
            || !self.is_true(&self.get_attr_str(&spec, "has_location")?)?
        {
            return Ok(Err(format!("No code object available for {name}")));
        }
        let path = crate::modules::support::path_arg(self, &origin)?;
        import::load_code(self, &path, Some(&from_utf8(self, name)?)).map(Ok)
    }

    /// Runs a library module as the program (`python -m name`). The inner error says why it cannot be found.
    pub fn run_main_module(&self, name: &str) -> PyResult<Result<(), String>> {
        let mut name = name.to_owned();
        let mut spec = self.find_main_spec(&name)?;
        let locations = |spec: &Ref| -> PyResult<bool> {
            Ok(!self
                .get_attr_str(spec, "submodule_search_locations")?
                .is_none())
        };
        if let Some(s) = &spec
            && locations(s)?
        {
            let package = name.clone();
            name += ".__main__";
            spec = self.find_main_spec(&name)?;
            if spec.is_none() {
                return Ok(Err(format!(
                    "No module named {name}; '{package}' is a package and cannot be directly executed"
                )));
            }
        }
        let Some(spec) = spec else {
            return Ok(Err(format!("No module named {name}")));
        };
        let origin = self.get_attr_str(&spec, "origin")?;
        if !origin.has_kind(Kind::Str)
            || !self.is_true(&self.get_attr_str(&spec, "has_location")?)?
        {
            return Ok(Err(format!("No code object available for {name}")));
        }
        let m = self.main_module()?;
        let n = &self.names;
        self.set_attr(&m, &n.file, &origin)?;
        self.set_attr(&m, &n.spec, &spec)?;
        self.set_attr(&m, &n.package, &self.get_attr_str(&spec, "parent")?)?;
        self.set_attr(&m, &n.loader, &self.get_attr_str(&spec, "loader")?)?;
        self.set_attr(&m, &n.cached, &self.get_attr_str(&spec, "cached")?)?;
        if let Some(argv) =
            crate::modules::support::sys_attribute(self, &self.interned.intern_str(self, "argv"))
            && argv.has_kind(Kind::List)
            && !as_list(&argv).is_empty()
        {
            drop(as_list(&argv).replace(0, origin.clone()));
        }
        let path = crate::modules::support::path_arg(self, &origin)?;
        let code = import::load_code(self, &path, Some(&from_utf8(self, &name)?))?;
        let d = namespace_of(&m);
        self.run_main_code(&code, &d)?;
        Ok(Ok(()))
    }

    /// The spec of a module, its parents imported; None if there is no such module.
    fn find_main_spec(&self, name: &str) -> PyResult<Option<Ref>> {
        let mut path = None;
        if let Some((parent, _)) = name.rsplit_once('.') {
            match import::import_module(self, parent) {
                Ok(p) => match self.get_attr_opt(&p, &self.names.path)? {
                    Some(entries) => path = Some(entries),
                    None => return Ok(None),
                },
                Err(r) => return self.catch(r, self.types.import_error).map(|()| None),
            }
        }
        import::find_spec(self, &from_utf8(self, name)?, path.as_ref())
    }

    /// The exception in flight as `tricera` ends with it: written to standard error, with the exit status.
    pub fn end_of_exception(&self) -> (i32, bool) {
        let e = self.take_exception();
        let interrupted = self.is_instance_of(&e, self.types.keyboard_interrupt);
        let status = crate::object::exception::print::print_uncaught(self, &e);
        (status, interrupted)
    }

    /// `sys.ps1` or `sys.ps2`.
    pub fn prompt(&self, name: &str, usual: &str) -> String {
        let v = crate::modules::support::sys_attribute(self, &self.interned.intern_str(self, name));
        match v.map(|v| self.str(&v)) {
            Some(Ok(s)) => str_to_string(&s),
            Some(Err(_)) => {
                self.clear_exception();
                usual.to_owned()
            }
            None => usual.to_owned(),
        }
    }
}

/// Does the file end as zip archives do, with a directory and at most a comment behind it?
fn is_archive(path: &Path) -> bool {
    use std::io::{Read, Seek, SeekFrom};
    const LONGEST: u64 = 22 + 0xFFFF;
    let tail = || -> std::io::Result<Vec<u8>> {
        let mut file = std::fs::File::open(path)?;
        let size = file.metadata()?.len();
        file.seek(SeekFrom::Start(size.saturating_sub(LONGEST)))?;
        let mut tail = Vec::new();
        file.take(LONGEST).read_to_end(&mut tail)?;
        Ok(tail)
    };
    let of_directory = b"PK\x05\x06";
    path.is_file() && tail().is_ok_and(|t| t.windows(4).any(|w| w == of_directory))
}

/// An absolute path, links kept.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
