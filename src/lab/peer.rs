//! Finding out what another interpreter is.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::contestant::{Contestant, Role};
use super::error::LabError;

/// Asks an interpreter who it is. It writes one line of JSON, with only what any Python 3 has.
///
/// The process's own command line is asked for because a given interpreter may be a launcher script: the bench then
/// starts what the script starts, so that the start-up of shells is not counted as Python's.
const QUESTION: &str = r#"
import sys, json
d = {}
def note(name, ask):
    try:
        value = ask()
    except Exception:
        return
    if value not in (None, ""):
        d[name] = str(value).replace(__import__("os").path.expanduser("~"), "~")
note("compiler", lambda: __import__("platform").python_compiler())
note("free-threaded", lambda: not sys._is_gil_enabled())
note("jit", lambda: sys._jit.is_enabled())
config = lambda name: __import__("sysconfig").get_config_var(name)
note("configure", lambda: config("CONFIG_ARGS"))
note("cflags", lambda: config("PY_CFLAGS") + " " + config("PY_CFLAGS_NODIST"))
note("tail-call", lambda: config("Py_TAIL_CALL_INTERP"))
try:
    with open("/proc/self/cmdline", "rb") as f:
        line = [part.decode("utf-8", "surrogateescape") for part in f.read().split(b"\0")[:-1]]
except OSError:
    line = []
print(json.dumps({"name": sys.implementation.name, "version": sys.version.replace("\n", " "),
                  "short": "%d.%d.%d" % sys.version_info[:3], "line": line, "details": d}))
"#;

#[derive(Deserialize)]
struct Answer {
    name: String,
    version: String,
    short: String,
    line: Vec<String>,
    details: BTreeMap<String, String>,
}

/// Makes a contestant of an interpreter that was named by path, or by a name to look up in `PATH`.
///
/// # Errors
/// When it does not exist, cannot be started, or is no Python 3.
pub fn identify(path: &OsStr, options: &[String]) -> Result<Contestant, LabError> {
    let missing = |why: String| LabError::MissingInterpreter {
        path: path.to_owned(),
        why,
    };
    let executable = locate(path, std::env::var_os("PATH").as_deref()).map_err(&missing)?;
    let options: Vec<String> = options
        .iter()
        .filter(|option| !option.is_empty())
        .cloned()
        .collect();
    let output = Command::new(&executable)
        .args(&options)
        .args(["-c", QUESTION])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| missing(error.to_string()))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        let last = stderr.lines().last().unwrap_or_default();
        return Err(missing(format!(
            "it is no Python 3 that works ({}): {last}",
            output.status
        )));
    }
    let answer: Answer = serde_json::from_slice(&output.stdout).map_err(|error| {
        missing(format!(
            "it is no Python 3: its answer cannot be read: {error}"
        ))
    })?;
    let executable = executable
        .to_str()
        .ok_or_else(|| missing("its path is not UTF-8".to_owned()))?
        .to_owned();
    let mut invocation = without_folders(&executable);
    for option in &options {
        invocation.push(' ');
        invocation.push_str(&without_folders(option));
    }
    let mut command =
        behind_the_launcher(&answer.line, options.len()).unwrap_or_else(|| vec![executable]);
    command.extend(options.iter().cloned());
    let mut start_command = command.clone();
    // Without `site` and what it reads: the least that Python can start with.
    start_command.extend(["-S".to_owned(), "-E".to_owned()]);
    let mut label = format!("{}-{}", answer.name, answer.short);
    for option in &options {
        label.push_str(option);
    }
    Ok(Contestant {
        label,
        role: Role::Peer,
        control_of: None,
        invocation,
        command,
        start_command,
        version: format!("{} {}", answer.name, answer.version),
        details: answer.details,
    })
}

fn locate(path: &OsStr, search: Option<&OsStr>) -> Result<PathBuf, String> {
    let named = Path::new(path);
    if named.components().count() > 1 || path.as_encoded_bytes().contains(&b'/') {
        return match std::fs::metadata(named) {
            Ok(data) if data.is_dir() => Err("it is a folder".to_owned()),
            Ok(_) => std::path::absolute(named).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
    }
    let folders = search.map(std::env::split_paths).into_iter().flatten();
    folders
        .map(|folder| folder.join(named))
        .find(|file| file.is_file())
        .ok_or_else(|| "it is not in PATH".to_owned())
}

/// The command that a launcher script ended up running, without our options and question.
fn behind_the_launcher(line: &[String], options: usize) -> Option<Vec<String>> {
    let (question, rest) = line.split_last()?;
    let (flag, rest) = rest.split_last()?;
    let command = rest.get(..rest.len().checked_sub(options)?)?;
    // A name without a path would be looked up again, and could then be something else.
    let exact = command.first()?.starts_with('/') && flag == "-c" && question == QUESTION;
    exact.then(|| command.to_vec())
}

/// A word of a command line with paths cut down to their last part, so that results name no folder of a machine.
pub fn without_folders(word: &str) -> String {
    let (option, value) = match word.split_once('=') {
        Some((option, value)) if option.starts_with('-') => (format!("{option}="), value),
        _ => (String::new(), word),
    };
    option
        + value
            .rsplit('/')
            .find(|part| !part.is_empty())
            .unwrap_or(value)
}

/// Gives labels a number where two interpreters have the same.
pub fn make_labels_unique(contestants: &mut [Contestant]) {
    for at in 1..contestants.len() {
        let wanted = contestants[at].label.clone();
        let mut number = 2;
        while contestants[..at]
            .iter()
            .any(|earlier| earlier.label == contestants[at].label)
        {
            contestants[at].label = format!("{wanted}#{number}");
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &[&str]) -> Vec<String> {
        line.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn launchers_are_seen_through() {
        let launched = ["/lib/ld.so", "--library-path", "/lib", "/bin/py.binary"];
        let line = words(&[&launched[..], &["-X", "jit", "-c", QUESTION]].concat());
        assert_eq!(behind_the_launcher(&line, 2), Some(words(&launched)));
        assert_eq!(
            behind_the_launcher(&words(&["/bin/py", "-c", QUESTION]), 0),
            Some(words(&["/bin/py"]))
        );
        assert_eq!(
            behind_the_launcher(&words(&["/bin/py", "-c", "pass"]), 0),
            None
        );
        assert_eq!(
            behind_the_launcher(&words(&["python3", "-c", QUESTION]), 0),
            None
        );
        assert_eq!(behind_the_launcher(&words(&["-c", QUESTION]), 1), None);
        assert_eq!(behind_the_launcher(&[], 0), None);
    }

    #[test]
    fn missing_interpreters_are_named() {
        assert!(
            locate(
                OsStr::new("no-such-python"),
                Some(OsStr::new("/bin:/usr/bin"))
            )
            .unwrap_err()
            .contains("PATH")
        );
        assert!(
            locate(OsStr::new("/no/such/python"), None)
                .unwrap_err()
                .contains("No such file")
        );
        assert!(
            locate(OsStr::new("/"), None)
                .unwrap_err()
                .contains("folder")
        );
        assert!(locate(OsStr::new("sh"), Some(OsStr::new("/no:/bin"))).is_ok());
        match identify(OsStr::new("/bin/true"), &[]) {
            Err(error @ LabError::MissingInterpreter { .. }) => {
                assert!(error.to_string().contains("no Python 3"), "{error}");
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn folders_are_left_out() {
        for (word, short) in [
            ("/usr/bin/python3", "python3"),
            ("--json=/tmp/x.json", "--json=x.json"),
            ("--quick", "--quick"),
            ("docs/", "docs"),
            ("ticker=1", "ticker=1"),
            ("/", "/"),
        ] {
            assert_eq!(without_folders(word), short);
        }
    }

    #[test]
    fn labels_become_unique() {
        let contestant = |label: &str| Contestant {
            label: label.to_owned(),
            role: Role::Peer,
            control_of: None,
            invocation: String::new(),
            command: Vec::new(),
            start_command: Vec::new(),
            version: String::new(),
            details: BTreeMap::new(),
        };
        let mut all = [
            contestant("a"),
            contestant("a"),
            contestant("b"),
            contestant("a"),
        ];
        make_labels_unique(&mut all);
        assert_eq!(all.map(|one| one.label), ["a", "a#2", "b", "a#3"]);
    }
}
