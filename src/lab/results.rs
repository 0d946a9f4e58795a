//! RESULTS.md: a run as a page, with nothing in it that is not in the samples.

use std::path::Path;

use super::ablation::{self, EngineRecord};
use super::chart::chart;
use super::control;
use super::counts::Counts;
use super::error::LabError;
use super::findings::findings;
use super::grid;
use super::layouts::{layout_of, layouts};
use super::machine::Build;
use super::options::Ablation;
use super::pgo;
use super::published;
use super::record::{Clock, Record, write_file};
use super::summary::Summary;
use super::table::count;
use super::tables::{self, CANNOT_TELL, Section};
use super::why;

/// Where the results of a run go, below the folder asked for.
struct Files {
    page: &'static str,
    title: &'static str,
    samples: &'static str,
    chart: &'static str,
    /// How the README's part for them begins: what stands between this line and [`README_END`] is ours.
    readme: &'static str,
}

const CORPUS: Files = Files {
    page: "RESULTS.md",
    title: "Results",
    samples: "docs/results.json",
    chart: "docs/results.svg",
    readme: "<!-- results",
};

const SCRIPTS: Files = Files {
    page: "docs/pyperformance.md",
    title: "Scripts of pyperformance, unmodified",
    samples: "docs/pyperformance.json",
    chart: "docs/pyperformance.svg",
    readme: "<!-- pyperformance",
};

/// Samples of the parts of the page that stand behind the main run's: counts, layouts, the binary with a profile, the grid,
/// the control alone, and the ablations.
const COUNTS: &str = "docs/counts.json";
const LAYOUTS: &str = "docs/layouts.json";
const PGO: &str = "docs/pgo.json";
const GRID: &str = "docs/grid.json";
const CONTROL: &str = "docs/control.json";

/// The file of a run that is no main run.
fn part_of(record: &Record) -> Option<&'static str> {
    if record.is_of_scripts() {
        None
    } else if record
        .contestants
        .iter()
        .any(|one| layout_of(one).is_some())
    {
        Some(LAYOUTS)
    } else if pgo::has_profiled(record) {
        Some(PGO)
    } else if grid::is_grid(record) {
        Some(GRID)
    } else if control::is_control_alone(record) {
        Some(CONTROL)
    } else {
        None
    }
}

fn ablation_file(ablation: Ablation) -> &'static str {
    match ablation {
        Ablation::Off => "docs/ablation.json",
        Ablation::On => "docs/ablation-on.json",
    }
}

const README_END: &str = "<!-- end of results -->";

impl Files {
    fn of(record: &Record) -> &'static Files {
        if record.is_of_scripts() {
            &SCRIPTS
        } else {
            &CORPUS
        }
    }

    /// A file as a link on the page names it.
    fn link_to<'a>(&self, file: &'a str) -> &'a str {
        let folder = self.page.rsplit_once('/').map_or("", |(folder, _)| folder);
        let inside = file.strip_prefix(folder);
        inside.map_or(file, |rest| rest.trim_start_matches('/'))
    }
}

/// Writes RESULTS.md, the samples and the chart into a folder.
///
/// # Errors
/// When a file cannot be written.
pub fn write(record: &Record, folder: &Path) -> Result<(), LabError> {
    if let Some(file) = part_of(record) {
        write_file(&folder.join(file), &record.to_json())?;
        return write_again(folder);
    }
    let cpu = Summary::of(record, Clock::Cpu);
    let wall = Summary::of(record, Clock::Wall);
    let chart = chart(record, &cpu);
    let files = Files::of(record);
    write_file(&folder.join(files.samples), &record.to_json())?;
    if let Some(svg) = &chart {
        write_file(&folder.join(files.chart), svg)?;
    }
    let mut text = page(record, &cpu, chart.is_some());
    if !record.is_of_scripts() {
        text += &further_parts(folder)?;
    }
    write_file(&folder.join(files.page), &text)?;
    let readme = folder.join("README.md");
    // A folder of results alone has none, and nothing is to be filled in then.
    match std::fs::read_to_string(&readme) {
        Ok(text) => match filled(
            &text,
            files.readme,
            &summary_for_readme(record, &cpu, &wall, chart.is_some()),
        ) {
            Some(text) => write_file(&readme, &text),
            None => Ok(()),
        },
        Err(_) => Ok(()),
    }
}

/// Writes the samples of an ablation, and RESULTS.md with them.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write_ablation(
    records: &[EngineRecord],
    kind: Ablation,
    folder: &Path,
) -> Result<(), LabError> {
    ablation::save(records, &folder.join(ablation_file(kind)))?;
    write_again(folder)
}

/// Writes counts, and RESULTS.md with them.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write_counts(counts: &Counts, folder: &Path) -> Result<(), LabError> {
    write_file(&folder.join(COUNTS), &counts.to_json()?)?;
    write_again(folder)
}

/// Writes RESULTS.md once more from the samples that lie in a folder.
fn write_again(folder: &Path) -> Result<(), LabError> {
    let samples = folder.join(CORPUS.samples);
    if samples.exists() {
        return write(&Record::load(&samples)?, folder);
    }
    let page = format!("# {}\n{}", CORPUS.title, further_parts(folder)?);
    write_file(&folder.join(CORPUS.page), &page)
}

/// The parts of the page that have samples of their own, and what others found.
fn further_parts(folder: &Path) -> Result<String, LabError> {
    let samples = |file: &str| {
        let file = folder.join(file);
        file.exists().then(|| Record::load(&file)).transpose()
    };
    let mut text = String::new();
    let main = samples(CORPUS.samples)?;
    if let Some(main) = &main
        && folder.join(COUNTS).exists()
    {
        text += &why_part(main, &Counts::load(&folder.join(COUNTS))?);
    }
    let grid = samples(GRID)?;
    if let Some(grid) = &grid {
        text += &grid_part(grid);
    }
    if let Some(record) = samples(LAYOUTS)? {
        text += &layouts_part(&record);
    }
    if let Some(record) = samples(PGO)? {
        text += &pgo_part(&record);
    }
    if let Some(record) = samples(CONTROL)? {
        text += &control_part(&record);
    }
    for kind in [Ablation::Off, Ablation::On] {
        let file = folder.join(ablation_file(kind));
        if file.exists() {
            text += &ablation_part(&ablation::load(&file)?, kind);
        }
    }
    if !text.is_empty() {
        text += &published::part(main.as_ref(), grid.as_ref());
    }
    Ok(text)
}

/// Where figures come from, and how to get them again.
fn origin(record: &Record, samples: &str) -> String {
    format!(
        "From [{samples}]({samples}): `tricera {}` of {}, commit {}; features {}; load {} when it began; {} rounds of {} samples of at least about {:.0} ms.\n\n",
        record.command.join(" "),
        record.began,
        commit(&record.build),
        record.build.features.join(", "),
        record.machine.load,
        record.effort.rounds,
        record.effort.blocks,
        record.effort.sample_seconds * 1e3,
    )
}

fn sentences(found: &[String]) -> String {
    found.iter().map(|text| format!("- {text}\n")).collect()
}

/// A table below a heading of the page.
fn as_part(section: &Section) -> String {
    as_markdown(section).replacen("\n## ", "\n### ", 1)
}

fn why_part(main: &Record, counts: &Counts) -> String {
    let table = why::table(main, counts);
    if table.rows.is_empty() {
        return String::new();
    }
    format!(
        "\n## Why\n\nFrom [{samples}]({samples}), the times above, and [{COUNTS}]({COUNTS}): `tricera {}`, commit {}, {}.\n\n{}\n{}\n\n{}",
        counts.command.join(" "),
        commit(&counts.build),
        counts.valgrind,
        sentences(&why::findings(main, counts)),
        why::NOTE,
        table.to_markdown(),
        samples = CORPUS.samples,
    )
}

fn layouts_part(record: &Record) -> String {
    let cpu = Summary::of(record, Clock::Cpu);
    let mut text = format!("\n## Layouts of the code\n\n{}", origin(record, LAYOUTS));
    if let Some((sections, found)) = layouts(record, &cpu) {
        text +=
            "One binary is one sample: the same code in another order runs at another speed.\n\n";
        text += &sentences(&found);
        text.extend(sections.iter().map(as_part));
    }
    text
}

fn pgo_part(record: &Record) -> String {
    let cpu = Summary::of(record, Clock::Cpu);
    format!(
        "\n## Built with a profile\n\n{}{}\n{}",
        origin(record, PGO),
        sentences(&pgo::findings(record, &cpu)),
        pgo::table(record, &cpu).to_markdown(),
    )
}

fn control_part(record: &Record) -> String {
    let cpu = Summary::of(record, Clock::Cpu);
    format!(
        "\n## How far an engine differs from itself\n\n{}What is compared has to differ by more. A quiet machine of one's own is to keep \
         the interval within 1%; this is what was seen on this one, whose load is told above.\n\n{}\n{}",
        origin(record, CONTROL),
        sentences(&control::findings(record, &cpu)),
        control::table(record, &cpu).to_markdown(),
    )
}

/// The beginning of a commit's name, and whether its sources were changed.
fn commit(build: &Build) -> String {
    let commit = build.commit.as_deref();
    let name = commit.map_or("unknown", |name| name.get(..12).unwrap_or(name));
    let changed = if build.modified == Some(true) {
        " with changes"
    } else {
        ""
    };
    format!("{name}{changed}")
}

fn grid_part(record: &Record) -> String {
    let cpu = Summary::of(record, Clock::Cpu);
    let mut text = format!("\n## The grid\n\n{}", origin(record, GRID));
    let Some(headline) = grid::headline(record, &cpu, Clock::Cpu) else {
        return text;
    };
    text += "Every cell runs the same operation bodies with the same inline caches. Superinstructions are, in all cells, those \
        that have an opcode over code units; the direct engine as it is has three times as many.\n\n";
    text += &sentences(&headline.findings);
    text.extend(headline.tables().iter().map(as_part));
    text
}

fn ablation_part(records: &[EngineRecord], kind: Ablation) -> String {
    let title = match kind {
        Ablation::Off => "What each technique is worth",
        Ablation::On => "What each technique is worth by itself",
    };
    let origin = records.first().map_or(String::new(), |measured| {
        origin(&measured.record, ablation_file(kind))
    });
    format!(
        "\n## {title}\n\n{origin}{}",
        ablation::markdown(records, kind)
    )
}

/// A text with the part between the marks replaced; `None` without marks.
fn filled(text: &str, mark: &str, part: &str) -> Option<String> {
    let begin = text.find(mark)?;
    let begin = begin + text[begin..].find('\n')? + 1;
    let end = begin + text[begin..].find(README_END)?;
    Some(format!("{}{part}{}", &text[..begin], &text[end..]))
}

/// The run in a few lines.
fn summary_for_readme(record: &Record, cpu: &Summary, wall: &Summary, with_chart: bool) -> String {
    let title = "How many times as fast, by processor time";
    let table = tables::speeds_by_kind(record, cpu, title);
    let mut text = format!("{title}:\n\n{}\n", table.grid.to_markdown());
    for finding in findings(record, cpu, wall) {
        text += &format!("- {finding}\n");
    }
    if with_chart {
        let chart = Files::of(record).chart;
        text += &format!("\n![Speed by kind of program]({chart})\n");
    }
    text + &format!(
        "\nFrom `tricera {}` of {}, commit {}.\n",
        record.command.join(" "),
        record.began,
        commit(&record.build)
    )
}

/// The page.
pub fn page(record: &Record, cpu: &Summary, with_chart: bool) -> String {
    let wall = Summary::of(record, Clock::Wall);
    let files = Files::of(record);
    let samples = files.link_to(files.samples);
    let mut page = format!(
        "# {}\n\nWritten by `tricera bench --write-results` from the samples in [{samples}]({samples}); no figure is typed by hand.\n\n## What was found\n\n",
        files.title
    );
    for finding in findings(record, cpu, &wall) {
        page += &format!("- {finding}\n");
    }
    if with_chart {
        let chart = files.link_to(files.chart);
        page += &format!("\n![Speed by kind of program]({chart})\n");
    }
    page += "\n## How it was measured\n\n";
    page += &(method(record) + "\n\n");
    for (name, value) in setting(record) {
        page += &format!("- {name}: {value}\n");
    }
    let elapsed = tables::speeds_by_kind(record, &wall, "How many times as fast, by elapsed time");
    let headline = grid::headline(record, cpu, Clock::Cpu);
    let layouts = layouts(record, cpu)
        .into_iter()
        .flat_map(|(sections, _)| sections);
    let headline = headline.iter().flat_map(|headline| headline.tables());
    for section in headline.chain(layouts) {
        page += &as_markdown(&section);
    }
    for section in [
        tables::verdicts(record, cpu),
        tables::speeds(record, cpu),
        elapsed,
        tables::times(record, cpu),
        tables::starts(record, cpu),
    ] {
        page += &as_markdown(&section);
    }
    page
}

fn as_markdown(section: &Section) -> String {
    if section.grid.rows.is_empty() {
        return String::new();
    }
    format!("\n## {}\n\n{}", section.title, section.grid.to_markdown())
}

/// How a run was measured, in words.
pub fn method(record: &Record) -> String {
    let effort = record.effort;
    let samples: usize = record
        .programs
        .iter()
        .map(|program| program.round.len() * program.series.len())
        .sum();
    let (results, mean) = if record.is_of_scripts() {
        (
            "before, what each script computes in small was compared with CPython's",
            "A script counts once in the mean over all, however many benchmarks it registers.",
        )
    } else {
        (
            "every result was compared with CPython's",
            "Start-up is no part of the mean over all programs.",
        )
    };
    format!(
        "Every contestant is a worker process that runs the same driver. In each of {} rounds all workers start anew and warm \
        up; then they take turns, {} samples each, in a random order and the same backwards, over and over. A sample is at \
        least about {:.0} ms of processor time; {results}. {} samples were taken in {:.0} \
        seconds. Ratios are medians over blocks of turns; intervals hold 95% of {} bootstrap resamples, of rounds first and \
        of blocks within them second. {CANNOT_TELL} marks a ratio that the control's interval could explain. {mean}",
        effort.rounds,
        effort.blocks,
        effort.sample_seconds * 1e3,
        count(samples as u64),
        record.seconds,
        super::summary::RESAMPLES,
    )
}

/// Where and with what a run was measured: names and values, code between backticks.
pub fn setting(record: &Record) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let mut item = |name: &str, value: &str| {
        if !value.is_empty() {
            lines.push((name.to_owned(), value.to_owned()));
        }
    };
    let (machine, build) = (&record.machine, &record.build);
    let virtual_machine = if machine.virtual_machine {
        ", virtual"
    } else {
        ""
    };
    item("When", &record.began);
    item(
        "Command",
        &format!("`tricera {}`", record.command.join(" ")),
    );
    item(
        "Machine",
        &format!(
            "{}, {} cores{virtual_machine}, {} MiB",
            machine.cpu,
            machine.cores,
            count(machine.memory_mib)
        ),
    );
    item("System", &format!("{}, {}", machine.os, machine.kernel));
    item(
        "Frequency governor",
        machine.governor.as_deref().unwrap_or("not readable"),
    );
    item("Load when the run began", &machine.load);
    item(
        "Compiler",
        &format!("{} for {}, {}", build.rustc, build.target, build.profile),
    );
    item("Compiler flags", &build.rustflags);
    item("Features", &build.features.join(", "));
    let modified = if build.modified == Some(true) {
        ", with changes"
    } else {
        ""
    };
    item(
        "Commit",
        &build
            .commit
            .as_ref()
            .map_or(String::new(), |commit| format!("{commit}{modified}")),
    );
    for contestant in &record.contestants {
        if contestant.control_of.is_none() {
            item(
                &format!("`{}`", contestant.label),
                &format!(
                    "{}, called as `{}`",
                    contestant.version, contestant.invocation
                ),
            );
            for (name, value) in &contestant.details {
                item(
                    &format!("`{}` {name}", contestant.label),
                    &format!("`{}`", value.trim()),
                );
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::example;
    use super::*;
    use crate::cli::engines::{ENGINES, Engine};

    #[test]
    fn the_page_has_setting_findings_and_tables() {
        let record = example();
        let page = page(&record, &Summary::of(&record, Clock::Cpu), true);
        for text in [
            "- Machine: Test CPU, 2 cores, virtual, 4,096 MiB",
            "- Command: `tricera bench --quick`",
            "- Commit: 0123456789abcdef\n",
            "rustc 1.97.0",
            "](docs/results.svg)",
            "- The fastest over 3 programs is `direct`",
            "| program | kind | A/A: direct | direct / match |",
            "| geomean of 3 | all |",
            "## A whole process that runs `pass`",
        ] {
            assert!(page.contains(text), "{text:?} is missing in:\n{page}");
        }
    }

    #[test]
    fn a_readme_is_filled_between_its_marks_and_nowhere_else() {
        let text = "# T\n<!-- results: by us -->\nold\n<!-- end of results -->\nrest\n";
        assert_eq!(
            filled(text, CORPUS.readme, "new\n").as_deref(),
            Some("# T\n<!-- results: by us -->\nnew\n<!-- end of results -->\nrest\n")
        );
        assert_eq!(filled(text, SCRIPTS.readme, "new\n"), None);
    }

    #[test]
    fn the_committed_page_is_made_from_the_committed_samples() {
        // A build without an engine does not know what its techniques are called.
        if Engine::built().count() < ENGINES.len() {
            return;
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let record = Record::load(&root.join(CORPUS.samples)).unwrap();
        let with_chart = root.join(CORPUS.chart).exists();
        // Side by side: each takes seconds without optimization.
        let page = std::thread::scope(|scope| {
            let further = scope.spawn(|| further_parts(root).unwrap());
            page(&record, &Summary::of(&record, Clock::Cpu), with_chart) + &further.join().unwrap()
        });
        let committed = std::fs::read_to_string(root.join(CORPUS.page)).unwrap();
        let differs = page.lines().zip(committed.lines()).find(|(a, b)| a != b);
        assert!(
            page == committed,
            "to write it again: tricera bench --from docs/results.json --write-results\n{differs:?}"
        );
    }

    #[test]
    fn grid_and_ablation_are_parts_of_the_page() {
        let folder = std::env::temp_dir().join(format!("tricera-parts-{}", std::process::id()));
        let record = example();
        let measured = || EngineRecord {
            engine: "match".to_owned(),
            switches: vec!["borrowed-loads".to_owned()],
            record: example(),
            instructions: None,
        };
        write(&record, &folder).unwrap();
        let text = || std::fs::read_to_string(folder.join("RESULTS.md")).unwrap();
        let alone = text();
        assert!(!alone.contains("What each technique is worth"));
        write_ablation(&[measured()], Ablation::Off, &folder).unwrap();
        let with = text();
        assert!(with.starts_with(&alone), "the main run is left as it was");
        for part in [
            "docs/ablation.json",
            "| borrowed-loads |",
            "On `match` ",
            "## What others found",
        ] {
            assert!(with.contains(part), "{part}:\n{with}");
        }
        // A later main run keeps what else there is.
        write(&record, &folder).unwrap();
        assert_eq!(text(), with);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn all_files_are_written_and_the_samples_give_the_page_again() {
        let folder = std::env::temp_dir().join(format!("tricera-results-{}", std::process::id()));
        let record = example();
        write(&record, &folder).unwrap();
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let again = Record::load(&folder.join(CORPUS.samples)).unwrap();
        assert_eq!(
            page(&again, &Summary::of(&again, Clock::Cpu), true),
            read("RESULTS.md")
        );
        assert!(read(CORPUS.chart).contains("</svg>"));
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(
            write(&record, Path::new("/proc/no")).unwrap_err().status(),
            1
        );
    }
}
