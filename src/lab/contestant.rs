//! Who is measured: an engine of ours or another interpreter, each as a command to start.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};

/// What a contestant is in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// One of our engines.
    Engine,
    /// The same as another contestant, in processes of its own: what differs between the two is noise.
    Control,
    /// Another interpreter.
    Peer,
}

/// Who is measured, as results keep it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contestant {
    /// The name in tables, unique in a run.
    pub label: String,
    /// What it is here.
    pub role: Role,
    /// For a control: the number of the contestant it repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control_of: Option<usize>,
    /// How it was called, without the folders of this machine.
    pub invocation: String,
    /// The interpreter and its options; a program's file follows. Not kept: it is of use on this machine only.
    #[serde(skip)]
    pub command: Vec<String>,
    /// The interpreter and options where the whole process is measured; a file or `-c pass` follows.
    #[serde(skip)]
    pub start_command: Vec<String>,
    /// Variables of the environment that its launcher sets. Not kept, as its commands are not.
    #[serde(skip)]
    pub environment: Vec<(String, String)>,
    /// What it says it is, in one line.
    pub version: String,
    /// What else is known about it: build flags, its compiler.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
}

impl Contestant {
    /// A process of it that runs this file with these arguments, in the environment all contestants share.
    pub fn start<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        self.prepare(&self.command, arguments)
    }

    /// A process of it whose whole life is measured, running this file.
    pub fn start_file(&self, source: &Path) -> Command {
        self.prepare(&self.start_command, [source])
    }

    /// A process of it that runs `pass`.
    pub fn start_empty(&self) -> Command {
        self.prepare(&self.start_command, ["-c", "pass"])
    }

    fn prepare<S: AsRef<OsStr>>(
        &self,
        prefix: &[String],
        arguments: impl IntoIterator<Item = S>,
    ) -> Command {
        let (program, options) = prefix
            .split_first()
            .map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
        let mut command = in_shared_environment(program);
        command.args(options).args(arguments);
        let own = self.environment.iter();
        command.envs(own.map(|(name, value)| (name, value)));
        command
    }
}

/// A process of a program with the environment that all contestants share.
pub fn in_shared_environment(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .envs(shared_environment(std::env::vars_os()));
    command
}

/// The environment of every worker, but for what a launcher sets: ours, with Python's variables replaced by fixed ones.
///
/// The hash seed is fixed because the order of sets, and with it the work done, would change from process to process.
fn shared_environment(
    ours: impl Iterator<Item = (OsString, OsString)>,
) -> BTreeMap<OsString, OsString> {
    let mut shared: BTreeMap<OsString, OsString> = ours
        .filter(|(name, _)| !name.as_encoded_bytes().starts_with(b"PYTHON"))
        .collect();
    for (name, value) in [
        ("PYTHONHASHSEED", "0"),
        ("PYTHONDONTWRITEBYTECODE", "1"),
        ("LC_ALL", "C.UTF-8"),
    ] {
        shared.insert(name.into(), value.into());
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pythons_variables_are_replaced() {
        let ours = [
            ("PATH", "/bin"),
            ("PYTHONPATH", "x"),
            ("PYTHONHASHSEED", "3"),
        ];
        let shared = shared_environment(
            ours.into_iter()
                .map(|(name, value)| (name.into(), value.into())),
        );
        assert_eq!(shared.get(OsStr::new("PATH")), Some(&"/bin".into()));
        assert_eq!(shared.get(OsStr::new("PYTHONHASHSEED")), Some(&"0".into()));
        assert!(!shared.contains_key(OsStr::new("PYTHONPATH")));
    }
}
