//! `tricera check`: a whole library through compiler, `.pyc` reader and verifier, without running any of it.
//!
//! Each source is compiled and verified. Where a `.pyc` lies beside it, that is read and verified too, and the two code
//! objects, which should be the same whoever compiled them, are compared field by field.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use tricera_code::compile::{Mode, Options, compile_bytes};
use tricera_code::pyc::PycFile;
use tricera_code::verify::verify;
use tricera_code::{CodeData, Const};

/// Options of `tricera check`.
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    /// Folders and source files; the standard library when none is named.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A CPython 3.14 Lib folder instead of the built-in standard library [env: TRICERA_LIB].
    #[arg(long, value_name = "DIR")]
    pub lib: Option<PathBuf>,
    /// Leave out folders of this name (`test`).
    #[arg(long, value_name = "NAME")]
    pub without: Vec<String>,
    /// Show every code object that differs, not only how many.
    #[arg(long)]
    pub list: bool,
}

/// What was found, with an example or all of them.
#[derive(Debug, Default)]
struct Findings {
    sources: usize,
    source_codes: usize,
    files: usize,
    file_codes: usize,
    equal: usize,
    /// What went wrong: how, and where.
    wrong: BTreeMap<String, Vec<String>>,
    /// Sources without a `.pyc` that do not compile, as some files of a test suite are meant not to.
    uncompiled: Vec<String>,
}

/// Checks what it is asked to; fails if anything is refused, demoted or different.
pub fn check(args: &CheckArgs) -> ExitCode {
    let mut paths = args.paths.clone();
    if paths.is_empty() {
        let asked = args
            .lib
            .clone()
            .or_else(|| std::env::var_os("TRICERA_LIB").map(PathBuf::from));
        match tricera::library_folder(asked.as_deref()) {
            Some(folder) => paths.push(folder),
            None => {
                eprintln!("tricera: there is no standard library here; name a folder");
                return ExitCode::FAILURE;
            }
        }
    }
    let mut findings = Findings::default();
    for path in &paths {
        let mut sources = Vec::new();
        if let Err(error) = collect(path, &args.without, &mut sources) {
            eprintln!("tricera: {}: {error}", path.display());
            return ExitCode::FAILURE;
        }
        for source in sources {
            let shown = source
                .strip_prefix(path)
                .ok()
                .filter(|rest| !rest.as_os_str().is_empty());
            let shown = shown.unwrap_or(&source).display().to_string();
            findings.module(&source, &shown);
        }
    }
    print!(
        "{}",
        Report {
            findings: &findings,
            list: args.list
        }
    );
    match findings.wrong.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// All source files below a path, in order of their names.
fn collect(path: &Path, without: &[String], into: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        into.push(path.to_owned());
        return Ok(());
    }
    let entries = std::fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?;
    let mut paths: Vec<PathBuf> = entries.iter().map(std::fs::DirEntry::path).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if name != "__pycache__" && !without.iter().any(|other| *other == *name) {
                collect(&path, without, into)?;
            }
        } else if path.is_file() && path.extension().is_some_and(|extension| extension == "py") {
            into.push(path);
        }
    }
    Ok(())
}

impl Findings {
    fn wrong(&mut self, how: impl Into<String>, at: String) {
        self.wrong.entry(how.into()).or_default().push(at);
    }

    /// One source, and the `.pyc` files made from it at each level of optimization.
    fn module(&mut self, path: &Path, shown: &str) {
        let source = match std::fs::read(path) {
            Ok(source) => source,
            Err(error) => return self.wrong("cannot be read", format!("{shown}: {error}")),
        };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let cache = path.with_file_name("__pycache__");
        let mut compiled_plain = false;
        for (level, suffix) in ["", ".opt-1", ".opt-2"].into_iter().enumerate() {
            let file = cache.join(format!("{stem}.cpython-314{suffix}.pyc"));
            let theirs = file.is_file().then(|| self.file(&file, shown)).flatten();
            let filename = match &theirs {
                Some(code) => code.filename.to_string_lossy().into_owned(),
                None if level == 0 => shown.to_owned(),
                None => continue,
            };
            let options = Options {
                optimize: level as u8,
                ..Options::default()
            };
            compiled_plain |= level == 0;
            match compile_bytes(&source, &filename, Mode::Exec, &options, &mut Vec::new()) {
                Ok(ours) => {
                    if level == 0 {
                        self.sources += 1;
                        self.source_codes += count(&ours);
                    }
                    self.verify(&ours, "compiled from source", shown);
                    if let Some(theirs) = &theirs {
                        self.compare(&ours, theirs, shown);
                    }
                }
                Err(error) if theirs.is_some() => {
                    self.wrong("source does not compile", format!("{shown}: {error}"));
                }
                Err(error) => self.uncompiled.push(format!("{shown}: {error}")),
            }
        }
        debug_assert!(compiled_plain);
    }

    fn file(&mut self, file: &Path, shown: &str) -> Option<Arc<CodeData>> {
        match PycFile::open(file).and_then(|file| file.read_code()) {
            Ok(code) => {
                self.files += 1;
                self.file_codes += count(&code);
                self.verify(&code, ".pyc", shown);
                Some(code)
            }
            Err(error) => {
                self.wrong(".pyc cannot be read", format!("{shown}: {error}"));
                None
            }
        }
    }

    fn verify(&mut self, code: &Arc<CodeData>, what: &str, shown: &str) {
        match verify(code) {
            Ok(verified) if verified.total_demoted() == 0 => {}
            Ok(verified) => {
                let at = format!("{shown}: {} loads", verified.total_demoted());
                self.wrong(format!("{what}: demoted"), at);
            }
            Err(error) => self.wrong(format!("{what}: refused"), format!("{shown}: {error}")),
        }
    }

    /// Compares code objects and those among their constants, each on its own.
    fn compare(&mut self, ours: &CodeData, theirs: &CodeData, shown: &str) {
        let at = || format!("{shown}:{} {}", theirs.firstlineno, theirs.qualname);
        let nested = |code: &CodeData| code.nested().count();
        if let Some(field) = ours.differing_field(theirs) {
            self.wrong(format!("different {field}"), at());
        } else if ours.consts.len() != theirs.consts.len() || !same_plain(ours, theirs) {
            self.wrong("different constants", at());
        } else {
            self.equal += 1;
        }
        if nested(ours) != nested(theirs) {
            self.wrong("different nested code objects", at());
            return;
        }
        for (ours, theirs) in ours.nested().zip(theirs.nested()) {
            self.compare(ours, theirs, shown);
        }
    }
}

/// Whether the constants that are no code objects are the same.
fn same_plain(ours: &CodeData, theirs: &CodeData) -> bool {
    ours.consts
        .iter()
        .zip(&*theirs.consts)
        .all(|pair| match pair {
            (Const::Code(_), Const::Code(_)) => true,
            (ours, theirs) => ours == theirs,
        })
}

fn count(code: &CodeData) -> usize {
    1 + code.nested().map(|code| count(code)).sum::<usize>()
}

struct Report<'a> {
    findings: &'a Findings,
    list: bool,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.findings;
        writeln!(
            f,
            "compiled from source: {} modules, {} code objects",
            all.sources, all.source_codes
        )?;
        if !all.uncompiled.is_empty() {
            writeln!(
                f,
                "not compiled: {} sources without a .pyc",
                all.uncompiled.len()
            )?;
        }
        writeln!(
            f,
            "read from .pyc: {} files, {} code objects",
            all.files, all.file_codes
        )?;
        writeln!(
            f,
            "equal field by field: {} of {} code objects",
            all.equal, all.file_codes
        )?;
        for (how, places) in &all.wrong {
            writeln!(f, "{how}: {}", places.len())?;
            let shown = if self.list { places.len() } else { 1 };
            for place in &places[..shown] {
                writeln!(f, "    {place}")?;
            }
        }
        if self.list {
            for place in &all.uncompiled {
                writeln!(f, "not compiled: {place}")?;
            }
        }
        if all.wrong.is_empty() {
            writeln!(f, "nothing refused, nothing demoted, nothing different")?;
        }
        Ok(())
    }
}
