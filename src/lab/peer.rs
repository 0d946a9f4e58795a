//! Finding out what another interpreter is.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Deserialize;

use super::contestant::{Contestant, Role, in_shared_environment};
use super::error::LabError;

/// Asks an interpreter who it is. It writes one line of JSON, with only what any Python 3 has.
///
/// The process's own command line and environment are asked for because a given interpreter may be a launcher script: the
/// bench then starts what the script starts, and as it starts it, so that the start-up of shells is not counted as Python's.
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
note("jit", lambda: sys.pypy_translation_info["translation.jit"])
config = lambda name: __import__("sysconfig").get_config_var(name)
note("configure", lambda: config("CONFIG_ARGS"))
note("cflags", lambda: config("PY_CFLAGS") + " " + config("PY_CFLAGS_NODIST"))
note("ldflags", lambda: config("PY_LDFLAGS") + " " + config("PY_CORE_LDFLAGS"))
note("tail-call", lambda: config("Py_TAIL_CALL_INTERP"))
note("computed-gotos", lambda: config("HAVE_COMPUTED_GOTOS"))
note("debug", lambda: config("Py_DEBUG"))
def release(v):
    kind = {"alpha": "a", "beta": "b", "candidate": "rc"}.get(v[3], "")
    return "%d.%d.%d" % (v[0], v[1], v[2]) + (kind and kind + str(v[4]))
try:
    short = release(sys.implementation.version)
except Exception:
    short = release(sys.version_info)
try:
    env = dict(__import__("os").environ)
except Exception:
    env = {}
try:
    with open("/proc/self/cmdline", "rb") as f:
        line = [part.decode("utf-8", "surrogateescape") for part in f.read().split(b"\0")[:-1]]
except OSError:
    line = []
print(json.dumps({"name": sys.implementation.name, "version": sys.version.replace("\n", " "),
                  "short": short, "line": line, "environment": env, "details": d}))
"#;

#[derive(Deserialize)]
struct Answer {
    name: String,
    version: String,
    short: String,
    line: Vec<String>,
    #[serde(default)]
    environment: BTreeMap<String, String>,
    details: BTreeMap<String, String>,
}

/// The key of what an interpreter's build is, in words, among a contestant's details.
const BUILD: &str = "build";

/// What makes a build of an interpreter fast or slow, as far as it tells: for a label, and in words.
fn traits(name: &str, details: &BTreeMap<String, String>) -> Vec<(&'static str, &'static str)> {
    let detail = |key: &str| details.get(key).map_or("", String::as_str);
    let option = |option: &str| {
        let words = detail("configure").split_whitespace();
        let mut words = words.map(|word| word.trim_matches('\''));
        words
            .rfind(|word| {
                word.strip_prefix(option)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
            })
            .is_some_and(|word| !word.ends_with("=no"))
    };
    let flag = |flag: &str| {
        let words = ["cflags", "ldflags"].map(|key| detail(key).split_whitespace());
        words
            .into_iter()
            .flatten()
            .any(|word| word.starts_with(flag))
    };
    let no_gotos = option("--without-computed-gotos")
        || detail("configure").contains("--with-computed-gotos=no");
    let mut traits = Vec::new();
    if name == "cpython" {
        if detail("tail-call") == "1" {
            traits.push(("tail", "tail calls"));
        } else if no_gotos || detail("computed-gotos") == "0" {
            traits.push(("switch", "switch"));
        } else if detail("computed-gotos") == "1" {
            traits.push(("goto", "computed gotos"));
        }
    }
    let found = [
        (
            option("--with-lto") || flag("-flto"),
            ("lto", "link-time optimisation"),
        ),
        (
            option("--enable-optimizations")
                || flag("-fprofile-use")
                || flag("-fprofile-instr-use"),
            ("pgo", "a profile"),
        ),
        (option("--with-assertions"), ("assertions", "assertions")),
        (detail("debug") == "1", ("debug", "debug")),
        (
            detail("free-threaded") == "True",
            ("free-threaded", "free-threaded"),
        ),
        (detail("jit") == "True", ("jit", "JIT compiler")),
    ];
    traits.extend(
        found
            .into_iter()
            .filter(|(there, _)| *there)
            .map(|(_, words)| words),
    );
    traits
}

/// What a launcher set beside what we gave it. Shells set some variables by themselves.
fn set_by_the_launcher(
    found: BTreeMap<String, String>,
    given: impl Fn(&str) -> Option<String>,
) -> Vec<(String, String)> {
    let own = ["_", "SHLVL", "PWD", "OLDPWD"];
    found
        .into_iter()
        .filter(|(name, value)| {
            !own.contains(&name.as_str()) && given(name).as_ref() != Some(value)
        })
        .collect()
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
    let mut asking = in_shared_environment(&executable);
    let given: BTreeMap<String, String> = asking
        .get_envs()
        .filter_map(|(name, value)| Some((name.to_str()?.to_owned(), value?.to_str()?.to_owned())))
        .collect();
    let output = asking
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
    let mut answer: Answer = serde_json::from_slice(&output.stdout).map_err(|error| {
        missing(format!(
            "it is no Python 3: its answer cannot be read: {error}"
        ))
    })?;
    let executable = executable
        .to_str()
        .ok_or_else(|| missing("its path is not UTF-8".to_owned()))?
        .to_owned();
    let environment = set_by_the_launcher(answer.environment, |name| given.get(name).cloned());
    let mut invocation = String::new();
    for (name, value) in environment
        .iter()
        .filter(|(name, _)| name.starts_with("PYTHON"))
    {
        invocation += &format!("{name}={} ", without_folders(value));
    }
    invocation += &without_folders(&executable);
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
    let traits = traits(&answer.name, &answer.details);
    if !traits.is_empty() {
        let words: Vec<&str> = traits.iter().map(|(_, word)| *word).collect();
        answer.details.insert(BUILD.to_owned(), words.join(", "));
    }
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
        environment,
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

/// Tells builds of one version apart by what they are, and gives labels a number where that is the same too.
pub fn make_labels_unique(contestants: &mut [Contestant]) {
    let labels: Vec<String> = contestants.iter().map(|one| one.label.clone()).collect();
    for one in contestants.iter_mut().filter(|one| one.role == Role::Peer) {
        let same = labels.iter().filter(|label| **label == one.label).count() > 1;
        let name = one.version.split(' ').next().unwrap_or_default();
        for (word, _) in traits(name, &one.details) {
            if same {
                one.label += &format!("-{word}");
            }
        }
    }
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
    fn builds_are_told_apart() {
        let told = |name: &str, pairs: &[(&str, &str)]| {
            let details = pairs
                .iter()
                .map(|&(key, value)| (key.to_owned(), value.to_owned()));
            let traits = traits(name, &details.collect());
            let words: Vec<&str> = traits.iter().map(|(short, _)| *short).collect();
            words.join(" ")
        };
        let gotos = ("computed-gotos", "1");
        for (details, words) in [
            (
                &[
                    gotos,
                    ("tail-call", "0"),
                    ("configure", "'--with-computed-gotos'"),
                ][..],
                "goto",
            ),
            (
                &[
                    gotos,
                    ("configure", "'--without-computed-gotos' '--without-lto'"),
                ],
                "switch",
            ),
            (
                &[gotos, ("configure", "'--with-computed-gotos=no'")],
                "switch",
            ),
            (&[("computed-gotos", "0")], "switch"),
            (
                &[
                    gotos,
                    ("tail-call", "1"),
                    (
                        "configure",
                        "'-C' '--with-lto=thin' '--enable-optimizations'",
                    ),
                ],
                "tail lto pgo",
            ),
            (
                &[
                    gotos,
                    ("configure", "'--with-lto' '--with-lto=no'"),
                    ("cflags", "-O2 -fprofile-use -g"),
                ],
                "goto pgo",
            ),
            (
                &[
                    gotos,
                    ("ldflags", "-flto=auto"),
                    ("debug", "1"),
                    ("free-threaded", "True"),
                ],
                "goto lto debug free-threaded",
            ),
            (&[], ""),
        ] {
            assert_eq!(told("cpython", details), words);
        }
        assert_eq!(told("pypy", &[gotos, ("jit", "True")]), "jit");
    }

    #[test]
    fn what_a_launcher_sets_is_kept() {
        let of = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            let pairs = pairs.iter();
            pairs
                .map(|&(name, value)| (name.to_owned(), value.to_owned()))
                .collect()
        };
        let given = of(&[("PATH", "/bin"), ("PYTHONHASHSEED", "0")]);
        let found = of(&[
            ("PATH", "/bin"),
            ("PYTHONHASHSEED", "1"),
            ("PYTHON_JIT", "1"),
            ("SHLVL", "1"),
            ("_", "x"),
        ]);
        let set = set_by_the_launcher(found, |name| given.get(name).cloned());
        let names: Vec<&str> = set.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["PYTHONHASHSEED", "PYTHON_JIT"]);
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
            environment: Vec::new(),
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
