//! Where the scripts of pyperformance are, and what they must compute.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::corpus::Corpus;
use super::error::LabError;

/// Names the folder of the scripts where the command line does not.
pub const VARIABLE: &str = "TRICERA_PYPERFORMANCE";

/// What to do without the scripts: they are not ours to ship.
const HOW_TO_GET: &str = "pyperformance's scripts are not there; get them with\n  \
    pip install --no-deps --target pyperformance-scripts pyperformance\n\
    (or `pip download --no-deps pyperformance`, and unzip the wheel), and name the folder:\n  \
    tricera bench --pyperformance pyperformance-scripts\n\
    or in the environment variable TRICERA_PYPERFORMANCE; an installed package is found by itself";

/// Asks an interpreter where it has the package, without importing it.
const QUESTION: &str = "import importlib.util as u; s = u.find_spec('pyperformance'); \
                        print(s.submodule_search_locations[0] if s else '')";

/// The scripts of pyperformance, as they were installed or unpacked.
#[derive(Debug)]
pub struct Scripts {
    folder: PathBuf,
    driver: PathBuf,
    answers: Answers,
}

/// What `answers.json` holds: what CPython prints when the driver checks a script.
#[derive(Debug, Deserialize)]
struct Answers {
    format: u32,
    /// The release the answers belong to.
    pyperformance: String,
    /// The scripts that are run when none is named, in this order.
    scripts: Vec<Known>,
}

/// A script that CPython has been asked about.
#[derive(Debug, Deserialize)]
pub struct Known {
    name: String,
    /// The folder's name after `bm_`, where it is not the benchmark's: pyperformance runs some scripts in several ways.
    script: Option<String>,
    /// What pyperformance passes to the script.
    #[serde(default)]
    pub arguments: Vec<String>,
    /// The package from elsewhere that the script imports.
    pub needs: Option<String>,
    /// The arguments that make it as small as it can be, beside those that it has anyway.
    pub smallest: Vec<String>,
    /// The lines that CPython prints then when the driver checks it.
    pub answer: Vec<String>,
}

/// The answers' format this reads.
const FORMAT: u32 = 1;

impl Scripts {
    /// Finds the scripts in a folder; without one, in the folder the environment names, or where one of these
    /// interpreters has the package installed.
    ///
    /// # Errors
    /// When they are not found, with what to do about it, or the driver's folder is not there.
    pub fn find(
        named: Option<&Path>,
        corpus: &Corpus,
        interpreters: &[OsString],
    ) -> Result<Self, LabError> {
        let driver_folder = corpus.folder().join("pyperformance");
        let wrong = |why: String| LabError::Corpus {
            path: driver_folder.clone(),
            why,
        };
        let text = std::fs::read_to_string(driver_folder.join("answers.json"))
            .map_err(|error| wrong(format!("answers.json: {error}")))?;
        let answers: Answers =
            serde_json::from_str(&text).map_err(|error| wrong(format!("answers.json: {error}")))?;
        if answers.format != FORMAT {
            return Err(wrong(format!(
                "answers.json: format {} where {FORMAT} is read",
                answers.format
            )));
        }
        let folder = match named {
            Some(named) => scripts_below(named).ok_or_else(|| {
                LabError::Usage(format!(
                    "there are no scripts of pyperformance (bm_NAME/run_benchmark.py) in {}\n{HOW_TO_GET}",
                    named.display()
                ))
            })?,
            None => of_environment()
                .or_else(|| interpreters.iter().find_map(installed))
                .ok_or_else(|| LabError::Usage(HOW_TO_GET.into()))?,
        };
        Ok(Self {
            // Absolute, because scripts look for their data beside themselves.
            folder: std::path::absolute(&folder).unwrap_or(folder),
            driver: driver_folder.join("driver.py"),
            answers,
        })
    }

    /// The program that runs the scripts.
    pub fn driver(&self) -> &Path {
        &self.driver
    }

    /// The file of a script.
    pub fn script(&self, name: &str) -> PathBuf {
        let known = self.known(name);
        let script = known.and_then(|known| known.script.as_deref());
        self.folder
            .join(format!("bm_{}", script.unwrap_or(name)))
            .join("run_benchmark.py")
    }

    /// What pyperformance passes to a script.
    pub fn arguments(&self, name: &str) -> &[String] {
        self.known(name).map_or(&[], |known| &known.arguments)
    }

    /// What is known of a script; `None` where nobody has asked CPython.
    pub fn known(&self, name: &str) -> Option<&Known> {
        self.answers.scripts.iter().find(|known| known.name == name)
    }

    /// The release of pyperformance that the answers belong to.
    pub fn release(&self) -> &str {
        &self.answers.pyperformance
    }

    /// The scripts to run: those named, or the usual ones.
    ///
    /// # Errors
    /// When there is no script of a name, with the nearest one.
    pub fn select(&self, names: &[String]) -> Result<Vec<String>, LabError> {
        let usual = self.answers.scripts.iter().map(|known| known.name.clone());
        let names: Vec<String> = if names.is_empty() {
            usual.collect()
        } else {
            names.to_vec()
        };
        for name in &names {
            // A name with a slash would leave the folder.
            if name.contains('/') || !self.script(name).is_file() {
                return Err(LabError::UnknownScript {
                    name: name.clone(),
                    folder: self.folder.clone(),
                    suggestion: self.nearest(name),
                });
            }
        }
        Ok(names)
    }

    fn nearest(&self, name: &str) -> Option<String> {
        /// As for programs of the corpus.
        const ALIKE: f64 = 0.7;
        let entries = std::fs::read_dir(&self.folder).ok()?;
        let names = entries.filter_map(|entry| {
            let folder = entry.ok()?.file_name().into_string().ok()?;
            folder.strip_prefix("bm_").map(str::to_owned)
        });
        names
            .map(|known| (strsim::jaro_winkler(&known, name), known))
            .filter(|(likeness, _)| *likeness > ALIKE)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, known)| known)
    }
}

/// The scripts' own folder in a folder that a user may have named: itself, the package, or what the package lies in.
pub fn scripts_below(named: &Path) -> Option<PathBuf> {
    let package = Path::new("data-files/benchmarks");
    let candidates = [
        named.to_owned(),
        named.join(package),
        named.join("pyperformance").join(package),
    ];
    candidates.into_iter().find(|folder| {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.flatten().any(|entry| {
            entry.file_name().as_encoded_bytes().starts_with(b"bm_")
                && entry.path().join("run_benchmark.py").is_file()
        })
    })
}

fn of_environment() -> Option<PathBuf> {
    let named = std::env::var_os(VARIABLE).filter(|value| !value.is_empty())?;
    scripts_below(Path::new(&named))
}

/// Where an interpreter has the package installed.
fn installed(interpreter: &OsString) -> Option<PathBuf> {
    let output = Command::new(interpreter)
        .args(["-c", QUESTION])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let package = text.trim();
    (!package.is_empty())
        .then(|| scripts_below(Path::new(package)))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("tricera-{name}-{}", std::process::id()));
            let scripts = path.join("pyperformance/data-files/benchmarks");
            for script in ["bm_richards", "bm_nbody"] {
                std::fs::create_dir_all(scripts.join(script)).unwrap();
                std::fs::write(scripts.join(script).join("run_benchmark.py"), "").unwrap();
            }
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn scripts_are_found_from_three_folders() {
        let folder = Folder::new("scripts");
        let inner = folder.0.join("pyperformance/data-files/benchmarks");
        for named in [&folder.0, &folder.0.join("pyperformance"), &inner] {
            assert_eq!(scripts_below(named), Some(inner.clone()));
        }
        assert_eq!(scripts_below(Path::new("/proc")), None);
        assert_eq!(scripts_below(Path::new("/no/such/folder")), None);
    }

    #[test]
    fn names_are_checked_before_anything_is_measured() {
        let folder = Folder::new("names");
        let corpus = Corpus::open(None).unwrap();
        let scripts = Scripts::find(Some(&folder.0), &corpus, &[]).unwrap();
        let one = |name: &str| scripts.select(&[name.to_owned()]);
        assert_eq!(one("nbody").unwrap(), ["nbody"]);
        let message = one("richard").unwrap_err().to_string();
        assert!(message.contains("did you mean `richards`?"), "{message}");
        assert_eq!(one("../bm_nbody").unwrap_err().status(), 2);
        let known = scripts.known("nbody").unwrap();
        assert_eq!(known.answer[0], "benchmark nbody");
    }

    #[test]
    fn who_has_no_scripts_is_told_where_they_are() {
        let corpus = Corpus::open(None).unwrap();
        let error = Scripts::find(Some(Path::new("/proc")), &corpus, &[]).unwrap_err();
        assert_eq!(error.status(), 2);
        assert!(error.to_string().contains("pip download"), "{error}");
    }
}
