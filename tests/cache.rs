//! Compiled code of modules is kept between runs, and never where or when it should not be.

mod support;

use std::fs::{self, File, FileTimes};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use support::run::{Ended, run, tricera};

/// A folder with a module `m` in it, gone with the test.
struct Project(PathBuf);

impl Project {
    fn new(name: &str) -> Self {
        let process = std::process::id();
        let folder = std::env::temp_dir().join(format!("tricera-cache-{process}-{name}"));
        fs::create_dir_all(&folder).unwrap();
        let project = Self(folder.canonicalize().unwrap());
        project.module("print('one')");
        project
    }

    /// Writes the module, as if it had been written at a certain time.
    fn module(&self, text: &str) {
        self.module_at(text, 1_000_000_000);
    }

    fn module_at(&self, text: &str, seconds: u64) {
        let file = self.0.join("m.py");
        fs::write(&file, text).unwrap();
        at(&file, SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    }

    /// Imports the module in a process of its own, and keeps code below `cache`.
    fn import(&self, options: &[&str]) -> String {
        let ended = self.run(options, "import m");
        assert_eq!(ended.code, 0, "{}", ended.stderr());
        ended.stdout()
    }

    fn run(&self, options: &[&str], code: &str) -> Ended {
        let line: Vec<&str> = options.iter().copied().chain(["-c", code]).collect();
        let mut command = tricera(&self.0, &line);
        command.env("XDG_CACHE_HOME", self.0.join("cache"));
        run(&mut command)
    }

    /// Files with code of the module, relative to the project.
    fn kept(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_str().unwrap();
                if path.is_dir() {
                    folders.push(path);
                } else if name.starts_with("m.") && name != "m.py" {
                    found.push(path.strip_prefix(&self.0).unwrap().to_owned());
                }
            }
        }
        found
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn at(file: &Path, time: SystemTime) {
    let file = File::options().write(true).open(file).unwrap();
    file.set_times(FileTimes::new().set_modified(time)).unwrap();
}

#[test]
fn code_is_kept_until_its_source_changes() {
    let project = Project::new("kept");
    assert_eq!(project.import(&[]), "one\n");
    let kept = project.kept();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(
        kept[0].starts_with("cache/tricera"),
        "not beside the source"
    );
    assert!(kept[0].ends_with("m.tricera-314.pyc"));
    // Of the same size and time: only who looks at the text can tell.
    project.module("print('two')");
    assert_eq!(project.import(&[]), "one\n");
    project.module_at("print('two')", 1_000_000_001);
    assert_eq!(project.import(&[]), "two\n");
    project.module_at("print('three')", 1_000_000_001);
    assert_eq!(project.import(&[]), "three\n");
    assert_eq!(project.kept(), kept, "in its place");
}

#[test]
fn what_cannot_be_used_is_made_again() {
    let project = Project::new("damaged");
    project.import(&[]);
    let file = project.0.join(&project.kept()[0]);
    let whole = fs::read(&file).unwrap();
    for part in [0, 3, 16, whole.len() / 2] {
        fs::write(&file, &whole[..part]).unwrap();
        assert_eq!(project.import(&[]), "one\n", "{part} bytes");
        assert_eq!(fs::read(&file).unwrap(), whole, "{part} bytes");
    }
    // Written by an older build than this one.
    project.module("print('two')");
    at(&file, SystemTime::UNIX_EPOCH);
    assert_eq!(project.import(&[]), "two\n");
}

#[test]
fn nothing_is_written_where_it_is_not_wanted() {
    let project = Project::new("unwanted");
    assert_eq!(project.import(&["-B"]), "one\n");
    let forbidden = project.run(&[], "import sys; sys.dont_write_bytecode = True; import m");
    assert_eq!(forbidden.stdout(), "one\n");
    let program = project.run(&[], "exec(open('m.py').read())");
    assert_eq!(program.stdout(), "one\n");
    project.module("print(");
    assert_eq!(project.run(&[], "import m").code, 1);
    assert_eq!(project.kept(), Vec::<PathBuf>::new());
    // A file where the folder should be.
    project.module("print('one')");
    fs::write(project.0.join("cache"), "").unwrap();
    assert_eq!(project.import(&[]), "one\n");
    assert_eq!(project.kept(), Vec::<PathBuf>::new());
}

#[test]
fn the_folder_can_be_named() {
    let project = Project::new("named");
    let prefix = project.0.join("named");
    let option = format!("pycache_prefix={}", prefix.display());
    let code = "import m, sys; print(sys.pycache_prefix)";
    let ended = project.run(&["-X", &option], code);
    assert_eq!(ended.stdout(), format!("one\n{}\n", prefix.display()));
    let kept = project.kept();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let below = Path::new("named").join(project.0.strip_prefix("/").unwrap());
    assert_eq!(kept[0], below.join("m.tricera-314.pyc"));
}

#[test]
fn optimization_has_files_of_its_own() {
    let project = Project::new("optimized");
    project.module("assert 0, 'kept'");
    let ended = project.run(&["-O"], "import m");
    assert_eq!(ended.code, 0, "{}", ended.stderr());
    assert!(project.kept()[0].ends_with("m.tricera-314.opt-1.pyc"));
    let ended = project.run(&[], "import m");
    assert!(
        ended.stderr().contains("AssertionError: kept"),
        "{}",
        ended.stderr()
    );
    assert_eq!(project.kept().len(), 2);
}
