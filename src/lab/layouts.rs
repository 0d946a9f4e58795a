//! `bench --layouts N`: the layout of the code as a factor.
//!
//! One binary is one sample: where its functions happen to lie decides which of them share cache lines and entries of branch
//! predictors, and that can be worth more than what is being compared. So the same objects are linked again, with the
//! functions in another order each time, and every layout is measured beside the others. The binary's own crate,
//! which has the command line and the lab, is compiled once more for all of them together; no engine is compiled again.
//!
//! The handlers of the tail-calling engines are functions, so every handler moves. The arms of the `match` engines lie within
//! one function, and where they lie in it is decided when it is compiled, by their order in the source: where match
//! engines are measured their crate is compiled once more for each layout, with the arms in another order
//! (`tricera-arm-order`), and with it what is linked from it.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::contestant::Contestant;
use super::error::LabError;
use super::handlers::{Function, Functions, Part};
use super::machine::Build;
use super::opcode_names::OpcodeNames;
use super::per_opcode::Bodies;
use super::plan::derive_seed;
use super::record::{Clock, Record};
use super::stats::{Estimate, LogRatio, interval};
use super::summary::{RESAMPLES, Summary, Verdict, medians};
use super::table::{Grid, percent, ratio, ratio_with_interval};
use super::tables::Section;
use crate::cli::engines::{Engine, Handlers};

/// The features that bring engines, all of which are the default.
const ENGINE_FEATURES: [&str; 3] = ["match-switch", "tail-call", "direct-threaded"];

/// Binaries with other layouts, gone with this value.
pub struct Layouts {
    folder: PathBuf,
    /// The binaries; the first is as it was built.
    pub binaries: Vec<PathBuf>,
}

impl Drop for Layouts {
    fn drop(&mut self) {
        // What cannot be removed is in the system's folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Links `count` more binaries, each with its functions in another order, and with its arms too if that is asked for.
///
/// # Errors
/// When the source tree that this binary was built from is gone, or the linker cannot do it; when arms are to be put into
/// another order and this binary was built with a profile, which is one of the order that they have.
pub fn link(count: u32, arms: bool) -> Result<Layouts, LabError> {
    if arms && env!("TRICERA_GUIDED") == "yes" {
        return Err(LabError::Usage(
            "a profile of branches goes by the order of the arms, and this binary was built with one: measure layouts with \
             `cargo run --profile plain -- bench --layouts …`, or leave the match engines out (--engine tail,direct)"
                .into(),
        ));
    }
    let folder = std::env::temp_dir().join(format!("tricera-layouts-{}", std::process::id()));
    let file_error = |path: &Path| {
        let path = path.to_owned();
        move |error: std::io::Error| LabError::File {
            path,
            why: error.to_string(),
        }
    };
    let own = std::env::current_exe().map_err(file_error(Path::new("tricera")))?;
    std::fs::create_dir_all(&folder).map_err(file_error(&folder))?;
    let mut layouts = Layouts {
        folder,
        binaries: Vec::new(),
    };
    let as_built = layouts.folder.join("tricera-0");
    std::fs::copy(&own, &as_built).map_err(file_error(&own))?;
    layouts.binaries.push(as_built);
    let linker = layouts.folder.join("link-all");
    let mut build = |seeds: RangeInclusive<u32>, order: Option<u32>| -> Result<(), LabError> {
        std::fs::write(&linker, script(&layouts.folder, seeds.clone()))
            .map_err(file_error(&linker))?;
        let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&linker, executable).map_err(file_error(&linker))?;
        cargo(&own, Some(&format!("-Clinker={}", linker.display())), order)?;
        let read = |path: &PathBuf| std::fs::read(path).map_err(file_error(path));
        let ordered = read(&layouts.folder.join("tricera-ordered"))?;
        for seed in seeds {
            let binary = layouts.folder.join(format!("tricera-{seed}"));
            if read(&binary)? == ordered {
                return Err(LabError::Usage(
                    "the linker left the functions in their order: layouts need lld".into(),
                ));
            }
            layouts.binaries.push(binary);
        }
        Ok(())
    };
    let built = if arms {
        (1..=count).try_for_each(|seed| {
            eprintln!("compiling and linking layout {seed} of {count}");
            build(seed..=seed, Some(seed))
        })
    } else {
        eprintln!("linking {count} layouts");
        build(1..=count, None)
    };
    // The target folder is left with the binary it had. Whether that works or not, the measurement has its copies.
    let _ = cargo(&own, None, None);
    built?;
    let before = orders(&layouts.binaries[0], arms)?;
    for (seed, binary) in layouts.binaries.iter().enumerate().skip(1) {
        for line in moved(&before, &orders(binary, arms)?)? {
            eprintln!("layout {seed}: {line}");
        }
    }
    Ok(layouts)
}

/// Opcodes in the order in which they lie somewhere.
struct Placed {
    /// Where, in words.
    place: String,
    opcodes: Vec<String>,
}

/// The arms in each loop of the match engines, where those are to have moved, and the handlers of each of the others.
fn orders(binary: &Path, arms: bool) -> Result<Vec<Placed>, LabError> {
    let functions = Functions::of(binary)?;
    let bodies = arms.then(|| Bodies::of(binary)).transpose()?;
    let mut orders = Vec::new();
    for engine in Engine::built() {
        let symbols = engine.handlers() == Handlers::Symbols;
        let loops = bodies.iter().flat_map(|_| functions.engine_loops(engine));
        for (number, function) in loops.enumerate() {
            orders.push(Placed {
                place: format!("arms of {engine}, loop {}", number + 1),
                opcodes: bodies
                    .iter()
                    .flat_map(|bodies| arms_in_order(function, bodies))
                    .collect(),
            });
        }
        if symbols {
            let handlers = functions
                .handlers(engine)
                .filter_map(|(part, _)| match part {
                    Part::Handler(opcode) => Some(opcode.to_owned()),
                    _ => None,
                });
            orders.push(Placed {
                place: format!("handlers of {engine}"),
                opcodes: handlers.collect(),
            });
        }
    }
    Ok(orders)
}

/// Says how far opcodes moved.
///
/// # Errors
/// When they cannot be found, or lie where they lay.
fn moved(before: &[Placed], after: &[Placed]) -> Result<Vec<String>, LabError> {
    let pairs = before.iter().zip(after);
    let line = |(before, after): (&Placed, &Placed)| {
        let found = before.opcodes.len().min(after.opcodes.len());
        if found < FEWEST || before.place != after.place {
            return Err(LabError::Usage(format!(
                "whether the {} moved cannot be told: {found} of them are found in the binary",
                before.place
            )));
        }
        let kept = neighbours_kept(&before.opcodes, &after.opcodes);
        if kept > MOST_KEPT {
            return Err(LabError::Usage(format!(
                "the {} lie where they lay",
                before.place
            )));
        }
        Ok(format!(
            "{} of {found} {} have the neighbours they had",
            percent(kept),
            before.place
        ))
    };
    pairs.map(line).collect()
}

/// Where more of the arms than this have the neighbours they had, nothing was permuted.
const MOST_KEPT: f64 = 0.9;

/// Fewer opcodes than this are not all there are: then the binary was not understood.
const FEWEST: usize = 50;

/// The opcodes whose arms make up the loop of a match engine, in the order in which they lie in a binary.
fn arms_in_order(function: &Function, bodies: &Bodies) -> Vec<String> {
    let all: Vec<_> = (0..=u8::MAX).map(tricera_code::opcode::name).collect();
    let names = OpcodeNames::new(all.iter().map(AsRef::as_ref));
    let mut order: Vec<String> = Vec::new();
    // Every few bytes is enough to meet each arm.
    for at in (0..function.length).step_by(4) {
        if let Some(opcode) = bodies.opcode_at(function.address + at, &names)
            && order.last().is_none_or(|last| last != opcode)
            && !order.iter().any(|seen| seen == opcode)
        {
            order.push(opcode.to_owned());
        }
    }
    order
}

/// The share of items that are followed by the same item in both orders.
fn neighbours_kept(before: &[String], after: &[String]) -> f64 {
    let pairs: std::collections::HashSet<_> = before.windows(2).collect();
    let kept = after.windows(2).filter(|pair| pairs.contains(pair)).count();
    kept as f64 / before.len().saturating_sub(1).max(1) as f64
}

/// A linker that links what it is given once as it is, and once for every layout, with the functions shuffled.
///
/// As the linker of a `cargo rustc` it sees every object while it is there, so nothing is compiled for a layout of functions.
fn script(folder: &Path, seeds: RangeInclusive<u32>) -> String {
    let folder = folder.display();
    let (first, last) = (seeds.start(), seeds.end());
    format!(
        "#!/bin/sh\nset -e\ncc \"$@\"\ncc \"$@\" -o '{folder}/tricera-ordered'\nseed={first}\nwhile [ $seed -le {last} ]; do\n    \
         cc \"$@\" -Wl,--shuffle-sections='.text*'=$seed -o \"{folder}/tricera-$seed\"\n    seed=$((seed + 1))\ndone\n"
    )
}

/// Has cargo build the binary, as it was built but for an argument of the compiler and the order of the arms.
fn cargo(own: &Path, extra: Option<&str>, order: Option<u32>) -> Result<(), LabError> {
    let tree = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !tree.join("Cargo.toml").exists() {
        return Err(LabError::Usage(
            "layouts are linked in the source tree that this binary was built from, and that is gone".into(),
        ));
    }
    let profile = match env!("TRICERA_PROFILE") {
        "debug" => "dev",
        other => other,
    };
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args([
            "rustc",
            "--offline",
            "--message-format=json-render-diagnostics",
        ])
        .args(["--bin", "tricera", "--profile", profile])
        .current_dir(tree)
        .stdin(Stdio::null())
        .env_remove("TRICERA_ARM_ORDER");
    if let Some(order) = order {
        command.env("TRICERA_ARM_ORDER", order.to_string());
    }
    let mut features = Build::this().features;
    // All engines are the default, and asking for the default in another way would be another build.
    if ENGINE_FEATURES
        .iter()
        .all(|engine| features.iter().any(|f| f == engine))
    {
        features.retain(|feature| !ENGINE_FEATURES.contains(&feature.as_str()));
    } else {
        command.arg("--no-default-features");
    }
    if !features.is_empty() {
        command.args(["--features", &features.join(",")]);
    }
    // The folder this binary was built in has the objects already.
    if let Some(target) = own.parent().and_then(Path::parent)
        && target.join("CACHEDIR.TAG").exists()
    {
        command.arg("--target-dir").arg(target);
    }
    if let Some(extra) = extra {
        // A linker's script that says where a function goes leaves nothing of it to shuffle.
        command.env("TRICERA_FUNCTION_ORDER", "plain");
        command.args(["--", extra]);
    }
    let failed = |why: String| LabError::Usage(format!("a layout cannot be linked: {why}"));
    let output = command
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        let start = stderr.len().saturating_sub(2000);
        let end = stderr.get(start..).unwrap_or(&stderr);
        return Err(failed(format!("cargo says\n{end}")));
    }
    Ok(())
}

/// The layout that a contestant has, if layouts are compared: 0 is as it was built.
pub fn layout_of(contestant: &Contestant) -> Option<u32> {
    contestant.details.get(LAYOUT)?.parse().ok()
}

/// The key of the layout among a contestant's details.
pub const LAYOUT: &str = "layout";

/// An engine in all its layouts: the contestants' numbers, by layout.
struct Family<'a> {
    engine: &'a str,
    members: Vec<usize>,
}

/// The tables of a run with layouts, and what they say; `None` for other runs.
pub fn layouts(record: &Record, summary: &Summary) -> Option<(Vec<Section>, Vec<String>)> {
    let mut families: Vec<Family> = Vec::new();
    for (at, one) in record.contestants.iter().enumerate() {
        if layout_of(one).is_none() || one.control_of.is_some() {
            continue;
        }
        let engine = one.label.split('@').next().unwrap_or(&one.label);
        match families.iter_mut().find(|family| family.engine == engine) {
            Some(family) => family.members.push(at),
            None => families.push(Family {
                engine,
                members: vec![at],
            }),
        }
    }
    let count = families.first()?.members.len();
    if count < 2 || families.iter().any(|family| family.members.len() != count) {
        return None;
    }
    let noise = summary.noise(None);
    let mut spread = Grid::new(["engine", "slowest", "fastest", "standard deviation"], 1);
    let mut compared = Grid::new(["compared", "over layouts", "least", "most", "verdict"], 1);
    let mut findings = Vec::new();
    for family in &families {
        let speeds = deviations(record, family);
        let (least, most) = ends(speeds.iter().map(|speed| speed.value.exp()));
        let variance =
            speeds.iter().map(|speed| speed.value.powi(2)).sum::<f64>() / (count - 1) as f64;
        spread.push([
            family.engine.to_owned(),
            ratio(least),
            ratio(most),
            percent(variance.sqrt()),
        ]);
        let differs = most / least;
        findings.push(format!(
            "Between {count} layouts of the same code, the speed of `{}` over all programs differs by {} from the slowest to the fastest{}.",
            family.engine,
            percent(differs - 1.0),
            if differs > noise {
                ""
            } else {
                ", no more than two processes of one binary do in this run"
            }
        ));
    }
    let base = &families[0];
    for family in &families[1..] {
        let by_layout: Vec<LogRatio> = (0..count)
            .map(|layout| {
                mean_contrast(
                    record,
                    &[(1.0, family.members[layout]), (-1.0, base.members[layout])],
                )
            })
            .collect();
        let (least, most) = ends(by_layout.iter().map(|speed| speed.value.exp()));
        let speed = over_layouts(&by_layout, record.seed);
        let verdict = Verdict::of(speed, noise);
        compared.push([
            format!("{} / {}", family.engine, base.engine),
            ratio_with_interval(speed),
            ratio(least),
            ratio(most),
            verdict.word().to_owned(),
        ]);
        findings.push(format!(
            "Over layouts `{}` is {} times as fast as `{}`{}; with one layout alone it could have been anything from {} to {}.",
            family.engine,
            ratio_with_interval(speed),
            base.engine,
            if verdict == Verdict::CannotTell { ", which this run cannot tell from 1" } else { "" },
            ratio(least),
            ratio(most)
        ));
    }
    findings.push(format!(
        "{} Layouts are orders of functions, and of the arms of a `match` \
             where match engines are measured.",
        match noise.is_finite() {
            true => format!(
                "Two processes of one binary may differ by {} in this run.",
                percent(noise - 1.0)
            ),
            false => "How far two processes of one binary differ, a single sample does not tell."
                .to_owned(),
        }
    ));
    let mut sections = vec![Section {
        title: format!("Speed by layout of the code, {count} layouts, against each engine's mean"),
        grid: spread,
    }];
    if families.len() > 1 {
        sections.push(Section {
            title: "Engines compared over layouts; intervals hold the layouts' spread".to_owned(),
            grid: compared,
        });
    }
    Some((sections, findings))
}

/// The speed of each layout against the mean of all.
fn deviations(record: &Record, family: &Family) -> Vec<LogRatio> {
    let share = 1.0 / family.members.len() as f64;
    let of = |at: usize| {
        let mut terms: Vec<(f64, usize)> = family
            .members
            .iter()
            .map(|&other| (-share, other))
            .collect();
        terms.push((1.0, at));
        mean_contrast(record, &terms)
    };
    family.members.iter().map(|&at| of(at)).collect()
}

/// The geometric mean over programs of a contrast within blocks.
pub fn mean_contrast(record: &Record, terms: &[(f64, usize)]) -> LogRatio {
    mean_contrast_over(record, terms, |_| true)
}

/// The same over some of the programs.
pub fn mean_contrast_over(
    record: &Record,
    terms: &[(f64, usize)],
    chosen: impl Fn(&str) -> bool,
) -> LogRatio {
    let programs = record.programs.iter().enumerate();
    let any_driver = record
        .programs
        .iter()
        .any(|program| program.mode.in_total());
    let ratios: Vec<LogRatio> = programs
        .filter(|(_, program)| program.mode.in_total() || !any_driver)
        .filter(|(_, program)| {
            chosen(&program.name) && program.has(terms.iter().map(|term| term.1))
        })
        .map(|(number, program)| {
            let contrast = program.contrast(terms, Clock::Cpu);
            let seed = derive_seed(record.seed, &[number as u64]);
            medians(&program.round, vec![contrast], seed).remove(0)
        })
        .collect();
    // A peer may have run none of them.
    LogRatio::mean_of_any(&ratios).unwrap_or(LogRatio::NONE)
}

/// The mean over layouts, whose interval takes layouts for samples too.
fn over_layouts(by_layout: &[LogRatio], seed: u64) -> Estimate {
    let mut random = fastrand::Rng::with_seed(derive_seed(seed, &[by_layout.len() as u64]));
    let count = by_layout.len();
    let mut resampled: Vec<f64> = (0..RESAMPLES)
        .map(|k| {
            let drawn = (0..count).map(|_| by_layout[random.usize(..count)].resampled[k]);
            drawn.sum::<f64>() / count as f64
        })
        .collect();
    let log = interval(LogRatio::mean(by_layout).value, &mut resampled);
    Estimate {
        value: log.value.exp(),
        low: log.low.exp(),
        high: log.high.exp(),
    }
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

#[cfg(test)]
mod tests {
    use super::super::contestant::Role;
    use super::super::record::tests::example;
    use super::*;

    /// Two engines in three layouts; the second is 1.3 times as fast, and layouts are worth 5% either way.
    fn record() -> Record {
        let mut record = example();
        let model = record.contestants[0].clone();
        let speeds = [("match", 1.0), ("direct", 1.3)];
        let layouts = [1.0, 0.95, 1.05];
        record.contestants.clear();
        let series: Vec<_> = record
            .programs
            .iter()
            .map(|program| program.series[0].clone())
            .collect();
        record
            .programs
            .iter_mut()
            .for_each(|program| program.series.clear());
        for (number, layout) in layouts.iter().enumerate() {
            for (engine, speed) in speeds {
                let mut one = model.clone();
                one.label = if number == 0 {
                    engine.to_owned()
                } else {
                    format!("{engine}@{number}")
                };
                one.details.insert(LAYOUT.to_owned(), number.to_string());
                record.contestants.push(one);
                for (program, base) in record.programs.iter_mut().zip(&series) {
                    let mut own = base.clone();
                    // Layouts matter to one engine only.
                    let factor = if engine == "direct" {
                        speed * layout
                    } else {
                        speed
                    };
                    own.cpu_ns.iter_mut().for_each(|time| *time /= factor);
                    program.series.push(own);
                }
            }
        }
        record.starts.clear();
        record
    }

    #[test]
    fn layouts_are_a_factor_of_their_own() {
        let record = record();
        let summary = Summary::of(&record, Clock::Cpu);
        assert!(
            summary.pairs.iter().all(|pair| [pair.of, pair.against]
                .iter()
                .all(|&at| layout_of(&record.contestants[at]) == Some(0))),
            "other tables show the binary as it was built"
        );
        let (sections, findings) = layouts(&record, &summary).unwrap();
        let rows = &sections[0].grid.rows;
        assert_eq!(rows[0][1..3], ["1.000", "1.000"]);
        assert_eq!(
            (rows[1][1].as_str(), rows[1][3].as_str()),
            ("0.951", "5.0%")
        );
        let row = &sections[1].grid.rows[0];
        assert_eq!(row[0], "direct / match");
        assert!(
            row[1].starts_with("1.30 [1.2") && row[2] == "1.24",
            "{row:?}"
        );
        assert_eq!(row[4], "faster");
        assert!(findings[1].contains("differs by 11%"), "{findings:?}");
    }

    #[test]
    fn arms_that_moved_have_other_neighbours() {
        let order = |names: &str| names.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let before = order("a b c d e");
        assert_eq!(neighbours_kept(&before, &before), 1.0);
        assert_eq!(neighbours_kept(&before, &order("e d c b a")), 0.0);
        assert_eq!(neighbours_kept(&before, &order("c d e a b")), 0.75);
        assert_eq!(neighbours_kept(&[], &[]), 0.0);

        let placed = |opcodes: Vec<String>| {
            let place = "arms of match".to_owned();
            [Placed { place, opcodes }]
        };
        let many: Vec<String> = (0..100).map(|opcode| opcode.to_string()).collect();
        let shuffled: Vec<String> = (0..100)
            .map(|opcode| (opcode * 37 % 100).to_string())
            .collect();
        let lines = moved(&placed(many.clone()), &placed(shuffled)).unwrap();
        assert_eq!(
            lines,
            ["0.0% of 100 arms of match have the neighbours they had"]
        );
        let same = moved(&placed(many.clone()), &placed(many.clone())).unwrap_err();
        assert!(same.to_string().contains("lie where they lay"), "{same}");
        let none = moved(&placed(many), &placed(before)).unwrap_err();
        assert!(none.to_string().contains("cannot be told"), "{none}");
    }

    #[test]
    fn runs_without_layouts_have_none() {
        let record = example();
        assert!(layouts(&record, &Summary::of(&record, Clock::Cpu)).is_none());
        assert!(
            record
                .in_role(Role::Engine)
                .all(|at| layout_of(&record.contestants[at]).is_none())
        );
    }
}
