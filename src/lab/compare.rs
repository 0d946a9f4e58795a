//! `tricera compare`: two runs (of commits, machines, toolchains) side by side.

use super::compare_runs;
use super::error::LabError;
use super::load::{Measured, load};
use super::machine::{Build, Machine};
use super::options::CompareArgs;
use super::table::Grid;

/// Compares two files and says what came out.
///
/// # Errors
/// When a file cannot be read, or the two have nothing in common.
pub fn run(args: &CompareArgs) -> Result<String, LabError> {
    let names = [&args.before, &args.after].map(|path| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        name.to_string_lossy().into_owned()
    });
    let clock = args.clock.into();
    match (load(&args.before)?, load(&args.after)?) {
        (Measured::Run(before), Measured::Run(after)) => {
            compare_runs::text(&before, &after, &names, clock)
        }
        (Measured::Ablation(before), Measured::Ablation(after)) => {
            let mut text = String::new();
            for one in &before {
                if let Some(other) = after.iter().find(|other| other.engine == one.engine) {
                    text += &compare_runs::text(&one.record, &other.record, &names, clock)?;
                    text.push('\n');
                }
            }
            if text.is_empty() {
                return Err(LabError::Usage("the two have no engine in common".into()));
            }
            Ok(text)
        }
        (Measured::Counts(before), Measured::Counts(after)) => {
            let mut text = String::from("Instructions\n");
            text += &settings(
                &names,
                [(&before.machine, &before.build), (&after.machine, &after.build)],
                &[("valgrind", [before.valgrind.clone(), after.valgrind.clone()])],
            );
            let check = after.check(&before, args.tolerance)?;
            text += &check.text;
            Ok(text)
        }
        _ => Err(LabError::Usage(
            "both files must be runs of `bench --json`, of `bench --ablation --json`, or counts of `count --save`".into(),
        )),
    }
}

/// What differs between the settings of two measurements, as a table; nothing where they are equal.
pub fn settings(
    names: &[String; 2],
    of: [(&Machine, &Build); 2],
    more: &[(&str, [String; 2])],
) -> String {
    let mut grid = Grid::new(["what differs", &names[0], &names[1]], 3);
    let mut row = |what: &str, values: [String; 2]| {
        if values[0] != values[1] {
            grid.push([what.to_owned(), values[0].clone(), values[1].clone()]);
        }
    };
    let both =
        |get: &dyn Fn(&Machine, &Build) -> String| of.map(|(machine, build)| get(machine, build));
    for (what, values) in more {
        row(what, values.clone());
    }
    row("processor", both(&|machine, _| machine.cpu.clone()));
    row("cores", both(&|machine, _| machine.cores.to_string()));
    let flags = of.map(|(machine, _)| machine.cpu_flags.split_whitespace().collect::<Vec<_>>());
    let only = |this: &[&str], other: &[&str]| {
        let mut only: Vec<&str> = this.to_vec();
        only.retain(|flag| !other.contains(flag));
        only.join(" ")
    };
    row(
        "processor flags of one only",
        [only(&flags[0], &flags[1]), only(&flags[1], &flags[0])],
    );
    row(
        "memory",
        both(&|machine, _| format!("{} MiB", machine.memory_mib)),
    );
    row("kernel", both(&|machine, _| machine.kernel.clone()));
    row("system", both(&|machine, _| machine.os.clone()));
    row(
        "frequency governor",
        both(&|machine, _| machine.governor.clone().unwrap_or_default()),
    );
    row(
        "load at the beginning",
        both(&|machine, _| machine.load.clone()),
    );
    row("compiler", both(&|_, build| build.rustc.clone()));
    row("target", both(&|_, build| build.target.clone()));
    row("profile", both(&|_, build| build.profile.clone()));
    row("compiler flags", both(&|_, build| build.rustflags.clone()));
    row("features", both(&|_, build| build.features.join(" ")));
    row("version", both(&|_, build| build.version.clone()));
    row(
        "commit",
        both(&|_, build| {
            let commit = build.commit.as_deref().unwrap_or_default();
            let changed = if build.modified == Some(true) {
                ", with changes"
            } else {
                ""
            };
            format!("{}{changed}", commit.get(..12).unwrap_or(commit))
        }),
    );
    if grid.rows.is_empty() {
        return String::new();
    }
    grid.to_text() + "\n"
}
