//! Where and with what a measurement was made.

use std::fs::read_to_string;
use std::process::Command;

use serde::{Deserialize, Serialize};

/// The machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// The processor's name.
    pub cpu: String,
    /// Logical processors.
    pub cores: usize,
    /// Processor features, as the kernel lists them.
    pub cpu_flags: String,
    /// Main memory in MiB.
    pub memory_mib: u64,
    /// The kernel's name and version.
    pub kernel: String,
    /// The distribution.
    pub os: String,
    /// The frequency governor, where one can be read.
    pub governor: Option<String>,
    /// Whether the processor says that it is a virtual one.
    pub virtual_machine: bool,
    /// The load average over one minute when the run began.
    pub load: String,
}

/// How the binary was built.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Build {
    /// Tricera's version.
    pub version: String,
    /// The compiler.
    pub rustc: String,
    /// The platform it was built for.
    pub target: String,
    /// Cargo's profile and its optimisation level.
    pub profile: String,
    /// Flags given to the compiler beside the profile.
    pub rustflags: String,
    /// Whether debug assertions are on.
    pub debug_assertions: bool,
    /// Cargo features of the root crate.
    pub features: Vec<String>,
    /// The commit it was built from, where it was a checkout.
    pub commit: Option<String>,
    /// Whether the checkout's sources had changes when the run began.
    pub modified: Option<bool>,
}

impl Machine {
    /// Looks at this machine. What cannot be read is left empty.
    pub fn here() -> Self {
        let cpuinfo = read_to_string("/proc/cpuinfo").unwrap_or_default();
        let flags = field(&cpuinfo, "flags", ':');
        let memory = field(
            &read_to_string("/proc/meminfo").unwrap_or_default(),
            "MemTotal",
            ':',
        );
        let memory_kib: u64 = memory
            .split_whitespace()
            .next()
            .and_then(|kib| kib.parse().ok())
            .unwrap_or(0);
        let proc_line = |name: &str| {
            read_to_string(format!("/proc/sys/kernel/{name}"))
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        let governor = read_to_string("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").ok();
        Self {
            cpu: field(&cpuinfo, "model name", ':'),
            cores: std::thread::available_parallelism().map_or(0, std::num::NonZero::get),
            virtual_machine: flags.split(' ').any(|flag| flag == "hypervisor"),
            cpu_flags: flags,
            memory_mib: memory_kib >> 10,
            kernel: format!("{} {}", proc_line("ostype"), proc_line("osrelease")),
            os: field(
                &read_to_string("/etc/os-release").unwrap_or_default(),
                "PRETTY_NAME",
                '=',
            ),
            governor: governor.map(|name| name.trim().to_owned()),
            load: read_to_string("/proc/loadavg")
                .unwrap_or_default()
                .split(' ')
                .next()
                .unwrap_or_default()
                .to_owned(),
        }
    }
}

/// The value of the first line `name SEPARATOR value`, without quotes.
fn field(text: &str, name: &str, separator: char) -> String {
    text.lines()
        .filter_map(|line| line.split_once(separator))
        .find(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim().trim_matches('"').to_owned())
        .unwrap_or_default()
}

impl Build {
    /// This binary.
    pub fn this() -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let features = [
            ("match-switch", cfg!(feature = "match-switch")),
            ("tail-call", cfg!(feature = "tail-call")),
            ("direct-threaded", cfg!(feature = "direct-threaded")),
            ("breaker-policies", cfg!(feature = "breaker-policies")),
        ];
        let commit = some(env!("TRICERA_COMMIT"));
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rustc: env!("TRICERA_RUSTC").to_owned(),
            target: env!("TRICERA_TARGET").to_owned(),
            profile: format!(
                "{}, opt-level {}, guided by a profile: {}",
                env!("TRICERA_PROFILE"),
                env!("TRICERA_OPT_LEVEL"),
                env!("TRICERA_GUIDED")
            ),
            rustflags: env!("TRICERA_RUSTFLAGS").to_owned(),
            debug_assertions: cfg!(debug_assertions),
            features: features
                .iter()
                .filter(|(_, on)| *on)
                .map(|(name, _)| (*name).to_owned())
                .collect(),
            modified: commit.is_some().then(has_changes).flatten(),
            commit,
        }
    }
}

/// Whether the source tree this binary was built from has uncommitted changes; `None` when that tree is gone.
fn has_changes() -> Option<bool> {
    let output = Command::new("git")
        .args([
            "-C",
            env!("CARGO_MANIFEST_DIR"),
            "status",
            "--porcelain",
            "--untracked-files=no",
            // What is written about the binary, results among it, is not what it is made of.
            "--",
            ".",
            ":!docs",
            ":!*.md",
            ":!bench-corpus",
        ])
        .output()
        .ok()?;
    output.status.success().then_some(!output.stdout.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found() {
        let text = "processor\t: 0\nmodel name\t: A B: C\nmodel\t: 1\nPRETTY_NAME=\"X Y\"\n";
        assert_eq!(field(text, "model name", ':'), "A B: C");
        assert_eq!(field(text, "model", ':'), "1");
        assert_eq!(field(text, "PRETTY_NAME", '='), "X Y");
        assert_eq!(field(text, "none", ':'), "");
    }

    #[test]
    fn this_machine_and_build_are_described() {
        let machine = Machine::here();
        assert!(machine.cores > 0);
        assert!(machine.kernel.starts_with("Linux "), "{}", machine.kernel);
        let build = Build::this();
        assert!(build.rustc.starts_with("rustc "), "{}", build.rustc);
        assert_eq!(build.debug_assertions, cfg!(debug_assertions));
    }
}
