//! The recipes of `docs/recipes`, carried out on a copy of the tree.
//!
//!     cargo test --test recipes -- --ignored
//!
//! Ignored by default because each builds the whole workspace anew.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use support::root;

/// One step of a recipe.
#[derive(Debug)]
enum Step {
    /// Puts text into a file, behind the first line that begins with an anchor.
    Edit {
        file: String,
        anchor: String,
        text: String,
    },
    /// Makes a file.
    File { file: String, text: String },
    /// Runs commands, one a line, which must succeed.
    Run { commands: String },
}

/// Reads the steps: comments that say what the fenced block behind them is for.
fn steps(recipe: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut lines = recipe.lines();
    while let Some(line) = lines.next() {
        let comment = line
            .strip_prefix("<!-- ")
            .and_then(|rest| rest.strip_suffix(" -->"));
        let Some(what) = comment else { continue };
        assert!(
            lines.next().is_some_and(|line| line.starts_with("```")),
            "a fenced block follows {line:?}"
        );
        let text: String = lines
            .by_ref()
            .take_while(|line| *line != "```")
            .map(|line| format!("{line}\n"))
            .collect();
        steps.push(if let Some(rest) = what.strip_prefix("edit ") {
            let (file, anchor) = rest.split_once(" after `").expect("an anchor");
            let anchor = anchor.strip_suffix('`').expect("a closed anchor");
            Step::Edit {
                file: file.to_owned(),
                anchor: anchor.to_owned(),
                text,
            }
        } else if let Some(file) = what.strip_prefix("file ") {
            Step::File {
                file: file.to_owned(),
                text,
            }
        } else {
            assert_eq!(what, "run", "an instruction for {text:?}");
            Step::Run { commands: text }
        });
    }
    steps
}

/// The folder that this build goes to: the one above that of integration tests' files.
fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("it is a folder in the target folder")
}

/// A copy of what git knows of the tree, below the target folder so that it is on the same disk.
fn copy_of_the_tree(name: &str) -> PathBuf {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if copy.exists() {
        fs::remove_dir_all(&copy).unwrap();
    }
    let list = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root("."))
        .output()
        .expect("git is installed");
    assert!(list.status.success(), "this is a checkout");
    for file in list
        .stdout
        .split(|&byte| byte == 0)
        .filter(|file| !file.is_empty())
    {
        let file = str::from_utf8(file).expect("our names are UTF-8");
        let target = copy.join(file);
        fs::create_dir_all(target.parent().expect("it is below the copy")).unwrap();
        // A file that is deleted but not committed is still in git's list.
        if root(file).exists() {
            fs::copy(root(file), target).unwrap();
        }
    }
    // Built for a few seconds' run: optimising takes longer than it saves.
    let config = copy.join(".cargo/config.toml");
    let mut text = fs::read_to_string(&config).unwrap();
    for package in ["code", "core", "text"] {
        text += &format!("\n[profile.test.package.tricera-{package}]\nopt-level = 0\n");
    }
    fs::write(config, text).unwrap();
    copy
}

/// Both recipes build into one folder, where a binary of the one must not take the place of the other's.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn carry_out(name: &str) {
    let _turn = ONE_AT_A_TIME.lock();
    let recipe = fs::read_to_string(root(&format!("docs/recipes/{name}.md"))).unwrap();
    let folder = copy_of_the_tree(name);
    let steps = steps(&recipe);
    assert!(matches!(steps.last(), Some(Step::Run { .. })), "{steps:?}");
    for step in steps {
        match step {
            Step::Edit { file, anchor, text } => {
                let path = folder.join(&file);
                let old = fs::read_to_string(&path).unwrap();
                let line = old
                    .lines()
                    .position(|line| line.starts_with(&anchor))
                    .unwrap_or_else(|| panic!("{file} has no line that begins with {anchor:?}"));
                let mut lines: Vec<&str> = old.lines().collect();
                lines.insert(line + 1, text.trim_end_matches('\n'));
                fs::write(&path, lines.join("\n") + "\n").unwrap();
            }
            Step::File { file, text } => {
                let path = folder.join(&file);
                assert!(!path.exists(), "{file} is there already");
                fs::create_dir_all(path.parent().expect("it is below the copy")).unwrap();
                fs::write(&path, text).unwrap();
            }
            Step::Run { commands } => {
                for command in commands.lines() {
                    let status = Command::new("sh")
                        .args(["-c", command])
                        .current_dir(&folder)
                        // The dependencies have been built there already.
                        .env("CARGO_TARGET_DIR", target())
                        .status()
                        .unwrap();
                    assert!(status.success(), "{command}: {status}");
                }
            }
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
#[ignore = "builds the workspace anew; .ci/run does it"]
fn adding_an_opcode() {
    carry_out("opcode");
}

#[test]
#[ignore = "builds the workspace anew; .ci/run does it"]
fn adding_an_engine() {
    carry_out("engine");
}

/// What the recipes edit is still there, which costs nothing to know.
#[test]
fn anchors_are_in_their_files() {
    for name in ["opcode", "engine"] {
        let recipe = fs::read_to_string(root(&format!("docs/recipes/{name}.md"))).unwrap();
        let mut edits = 0;
        for step in steps(&recipe) {
            if let Step::Edit { file, anchor, .. } = step {
                let text = fs::read_to_string(root(&file)).unwrap();
                assert!(
                    text.lines().any(|line| line.starts_with(&anchor)),
                    "{name}: {file} has no line that begins with {anchor:?}"
                );
                edits += 1;
            }
        }
        assert!(edits > 0, "{name} edits nothing");
    }
}
