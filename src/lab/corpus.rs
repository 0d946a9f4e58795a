//! The programs that are measured, and what they must compute.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::LabError;

/// The corpus: a folder with `manifest.json`, `driver.py` and `programs/`.
#[derive(Debug)]
pub struct Corpus {
    folder: PathBuf,
    manifest: Manifest,
}

#[derive(Debug, Deserialize)]
struct Manifest {
    format: u32,
    kinds: BTreeMap<String, String>,
    programs: Vec<Program>,
}

/// One program of the corpus.
#[derive(Clone, Debug, Deserialize)]
pub struct Program {
    /// Its name, and that of its file without `.py`.
    pub name: String,
    /// What it is an example of.
    pub kind: String,
    /// How it is run.
    pub mode: Mode,
    #[serde(default)]
    sizes: BySize<i64>,
    expected: BySize<String>,
}

/// How a program is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Its `main(N)` is called by the driver, in a process that stays.
    Driver,
    /// The whole life of a process is the sample.
    Process,
    /// A script of pyperformance that registers its benchmarks, in a process that stays.
    Script,
}

impl Mode {
    /// Whether such a program is part of the mean over all: starting up is not, as it says nothing about running.
    pub fn in_total(self) -> bool {
        self != Self::Process
    }
}

/// Which size of a program is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    /// Some ten milliseconds in CPython.
    Quick,
    /// Some two hundred milliseconds in CPython.
    Full,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct BySize<T> {
    quick: T,
    full: T,
}

impl<T> BySize<T> {
    fn get(&self, size: Size) -> &T {
        match size {
            Size::Quick => &self.quick,
            Size::Full => &self.full,
        }
    }
}

impl Program {
    /// The argument of its `main`.
    pub fn size(&self, size: Size) -> i64 {
        *self.sizes.get(size)
    }

    /// What CPython prints for it, without the last newline.
    pub fn expected(&self, size: Size) -> &str {
        let text = self.expected.get(size);
        text.strip_suffix('\n').unwrap_or(text)
    }
}

/// The manifest format this reads.
const FORMAT: u32 = 1;

impl Corpus {
    /// Opens the corpus in a folder, or in the usual place when none is given.
    ///
    /// # Errors
    /// When there is none, or its manifest cannot be read.
    pub fn open(folder: Option<&Path>) -> Result<Self, LabError> {
        let folder = match folder {
            Some(folder) => folder.to_owned(),
            None => usual_place().ok_or_else(|| LabError::Corpus {
                path: "bench-corpus".into(),
                why: "not found here or in a folder above; say where with --corpus".into(),
            })?,
        };
        let wrong = |why: String| LabError::Corpus {
            path: folder.clone(),
            why,
        };
        // Absolute, because what workers print about their files should not depend on where they run.
        let folder = std::path::absolute(&folder).map_err(|error| wrong(error.to_string()))?;
        let text = std::fs::read_to_string(folder.join("manifest.json"))
            .map_err(|error| wrong(format!("manifest.json: {error}")))?;
        let manifest =
            Manifest::parse(&text).map_err(|why| wrong(format!("manifest.json: {why}")))?;
        Ok(Self { folder, manifest })
    }

    /// Its folder, absolute.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The program that runs the others.
    pub fn driver(&self) -> PathBuf {
        self.folder.join("driver.py")
    }

    /// The source of a program.
    pub fn source(&self, program: &Program) -> PathBuf {
        self.folder
            .join("programs")
            .join(format!("{}.py", program.name))
    }

    /// The programs of these names or kinds in the order of the manifest, or all when none is named.
    ///
    /// # Errors
    /// When a name is neither, with the nearest one.
    pub fn select(&self, names: &[String]) -> Result<Vec<&Program>, LabError> {
        self.manifest.select(names)
    }
}

impl Manifest {
    fn parse(text: &str) -> Result<Self, String> {
        let manifest: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if manifest.format != FORMAT {
            return Err(format!("format {} where {FORMAT} is read", manifest.format));
        }
        if let Some(program) = manifest.programs.iter().find(|program| {
            program.mode == Mode::Driver && (program.sizes.quick == 0 || program.sizes.full == 0)
        }) {
            return Err(format!("`{}` has no sizes", program.name));
        }
        Ok(manifest)
    }

    fn select(&self, names: &[String]) -> Result<Vec<&Program>, LabError> {
        let known = |name: &String| {
            self.programs
                .iter()
                .any(|p| p.name == *name || p.kind == *name)
        };
        if let Some(name) = names.iter().find(|name| !known(name)) {
            return Err(LabError::UnknownProgram {
                name: name.clone(),
                suggestion: self.nearest(name),
            });
        }
        let wanted =
            |p: &&Program| names.is_empty() || names.contains(&p.name) || names.contains(&p.kind);
        Ok(self.programs.iter().filter(wanted).collect())
    }

    fn nearest(&self, name: &str) -> Option<String> {
        /// Below this likeness a suggestion confuses more than it helps.
        const ALIKE: f64 = 0.7;
        let names = self
            .programs
            .iter()
            .map(|p| &p.name)
            .chain(self.kinds.keys());
        names
            .map(|known| (strsim::jaro_winkler(known, name), known))
            .filter(|(likeness, _)| *likeness > ALIKE)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, known)| known.clone())
    }
}

fn usual_place() -> Option<PathBuf> {
    let here = std::env::current_dir().ok();
    let above = here.iter().flat_map(|here| here.ancestors());
    above
        .chain([Path::new(env!("CARGO_MANIFEST_DIR"))])
        .map(|folder| folder.join("bench-corpus"))
        .find(|folder| folder.join("manifest.json").is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = r#"{"format": 1, "python": "3.14", "kinds": {"call": "calls", "start-up": "starts"}, "programs": [
        {"name": "fib", "kind": "call", "mode": "driver", "stresses": "x", "sizes": {"quick": 5, "full": 9},
         "expected": {"quick": "5\n", "full": "34\n"}},
        {"name": "nested", "kind": "call", "mode": "driver", "stresses": "x", "sizes": {"quick": 1, "full": 2},
         "expected": {"quick": "1\n", "full": "2\n"}},
        {"name": "startup", "kind": "start-up", "mode": "process", "stresses": "x",
         "sizes": {"quick": 0, "full": 0}, "expected": {"quick": "", "full": ""}}]}"#;

    fn names(manifest: &Manifest, wanted: &[&str]) -> Result<Vec<String>, LabError> {
        let wanted: Vec<String> = wanted.iter().map(|&name| name.to_owned()).collect();
        Ok(manifest
            .select(&wanted)?
            .into_iter()
            .map(|p| p.name.clone())
            .collect())
    }

    #[test]
    fn programs_are_found_by_name_and_kind() {
        let manifest = Manifest::parse(MANIFEST).unwrap();
        assert_eq!(names(&manifest, &[]).unwrap(), ["fib", "nested", "startup"]);
        assert_eq!(
            names(&manifest, &["startup", "fib"]).unwrap(),
            ["fib", "startup"]
        );
        assert_eq!(names(&manifest, &["call"]).unwrap(), ["fib", "nested"]);
        assert_eq!(manifest.programs[0].size(Size::Full), 9);
        assert_eq!(manifest.programs[0].expected(Size::Quick), "5");
    }

    #[test]
    fn unknown_names_get_the_nearest_one() {
        let manifest = Manifest::parse(MANIFEST).unwrap();
        for (name, nearest) in [
            ("fibb", Some("fib")),
            ("nestd", Some("nested")),
            ("zzz", None),
        ] {
            match names(&manifest, &[name]) {
                Err(LabError::UnknownProgram { suggestion, .. }) => {
                    assert_eq!(suggestion.as_deref(), nearest, "{name}");
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn malformed_manifests_are_refused() {
        assert!(Manifest::parse("{").is_err());
        assert!(Manifest::parse(&MANIFEST.replace("\"format\": 1", "\"format\": 2")).is_err());
        assert!(
            Manifest::parse(&MANIFEST.replace("\"quick\": 5", "\"quick\": 0"))
                .unwrap_err()
                .contains("fib")
        );
    }
}
