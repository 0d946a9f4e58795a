//! `tricera report`: results as one HTML file that needs nothing else.

mod causes;
mod charts;
mod html;
mod svg;

use super::ablation::EngineRecord;
use super::contestant::Role;
use super::control;
use super::counts::Counts;
use super::error::LabError;
use super::findings::findings;
use super::grid;
use super::layouts::{layout_of, layouts};
use super::load::{Measured, Profile, load};
use super::options::ReportArgs;
use super::pgo;
use super::record::{Clock, Record, write_file};
use super::results;
use super::summary::Summary;
use super::tables::{self, Section};
use super::why;
use html::{anchor, escape, list, sentence, table};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Everything that goes into a report.
#[derive(Default)]
struct Material {
    runs: Vec<Record>,
    ablations: Vec<EngineRecord>,
    counts: Vec<Counts>,
    profiles: Vec<Profile>,
}

/// Writes the report and says where.
///
/// # Errors
/// When a file cannot be read or written, or when there is nothing to report.
pub fn run(args: &ReportArgs) -> Result<String, LabError> {
    let mut material = Material::default();
    for file in &args.files {
        match load(file)? {
            Measured::Run(record) => material.runs.push(*record),
            Measured::Ablation(engines) => material.ablations.extend(engines),
            Measured::Counts(counts) => material.counts.push(*counts),
            Measured::Profile(profile) => material.profiles.push(profile),
        }
    }
    write_file(&args.output, &page(&material))?;
    Ok(format!("{} is written\n", args.output.display()))
}

/// A part of the page with its heading.
struct Part {
    title: String,
    body: String,
}

fn page(material: &Material) -> String {
    let mut parts = Vec::new();
    let kinds: Vec<&str> = material.runs.iter().map(kind).collect();
    for (number, record) in material.runs.iter().enumerate() {
        // With several runs each heading says which.
        let alike = kinds.iter().filter(|kind| **kind == kinds[number]).count();
        let of = match (kinds.len(), alike) {
            (1, _) => String::new(),
            (_, 1) => format!(" ({})", kinds[number]),
            _ => format!(" ({}, run {})", kinds[number], number + 1),
        };
        run_parts(
            record,
            &material.counts,
            &number.to_string(),
            &of,
            &mut parts,
        );
    }
    if !material.ablations.is_empty() {
        parts.push(Part {
            title: "What techniques are worth".to_owned(),
            body: material.ablations.iter().map(causes::waterfall).collect(),
        });
    }
    for (number, counts) in material.counts.iter().enumerate() {
        parts.push(Part {
            title: "Instruction counts".to_owned(),
            body: format!(
                "<ul>\n{}</ul>\n<p>Instructions of one run of each program, its start and first run subtracted; {}, {}.</p>\n{}",
                counts.findings().iter().map(|text| format!("<li>{}</li>\n", sentence(text))).collect::<String>(),
                escape(&counts.valgrind),
                escape(&counts.build.rustc),
                table(&counts.table(), &anchor(&["counts", &number.to_string()]))
            ),
        });
    }
    for profile in &material.profiles {
        parts.push(Part {
            title: "What was executed".to_owned(),
            body: causes::heat(profile),
        });
    }
    let contents = parts.iter().enumerate().map(|(number, part)| {
        format!(
            "<li><a href=\"#part-{number}\">{}</a></li>",
            escape(&part.title)
        )
    });
    let sections = parts.iter().enumerate().map(|(number, part)| {
        format!(
            "<section id=\"part-{number}\">\n<h2>{}</h2>\n{}</section>\n",
            escape(&part.title),
            part.body
        )
    });
    let title = match material.runs.first() {
        Some(record) => format!(
            "Tricera, {}",
            record.began.split('T').next().unwrap_or_default()
        ),
        None => "Tricera".to_owned(),
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header><h1>{}</h1>\n<nav><ul>{}</ul></nav></header>\n<main>\n{}</main>\n\
         <footer><p>Made by tricera {} from the samples; no figure is typed by hand.</p></footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        escape(&title),
        escape(&title),
        contents.collect::<String>(),
        sections.collect::<String>(),
        env!("CARGO_PKG_VERSION"),
    )
}

/// What a run is, beside others on the page.
fn kind(record: &Record) -> &'static str {
    if record.is_of_scripts() {
        "pyperformance"
    } else if record
        .contestants
        .iter()
        .any(|one| layout_of(one).is_some())
    {
        "layouts"
    } else if pgo::has_profiled(record) {
        "with a profile"
    } else if grid::is_grid(record) {
        "the grid"
    } else if control::is_control_alone(record) {
        "the control"
    } else {
        "the corpus"
    }
}

fn run_parts(record: &Record, counts: &[Counts], run: &str, of: &str, parts: &mut Vec<Part>) {
    let cpu = Summary::of(record, Clock::Cpu);
    let wall = Summary::of(record, Clock::Wall);
    let mut push = |title: &str, body: String| {
        if !body.is_empty() {
            parts.push(Part {
                title: format!("{title}{of}"),
                body,
            });
        }
    };
    let found = findings(record, &cpu, &wall);
    let found = found
        .iter()
        .map(|text| format!("<li>{}</li>\n", sentence(text)));
    push(
        "What was found",
        format!("<ul>\n{}</ul>\n", found.collect::<String>()),
    );
    push("How fast", charts::speeds(record, &cpu, run));
    for (number, counts) in counts.iter().enumerate() {
        if let Some(chart) = causes::instructions_against_time(record, counts) {
            let found = why::findings(record, counts);
            let found = found
                .iter()
                .map(|text| format!("<li>{}</li>\n", sentence(text)));
            let id = anchor(&["why", run, &number.to_string()]);
            push(
                "Why",
                format!(
                    "<ul>\n{}</ul>\n{}<p>{}</p>\n<h3>Instructions against time</h3>\n{chart}",
                    found.collect::<String>(),
                    table(&why::table(record, counts), &id),
                    sentence(why::NOTE),
                ),
            );
        }
    }
    push("Samples", charts::distributions(record, Clock::Cpu));
    let section = |section: Section, name: &str| match section.grid.rows.is_empty() {
        true => String::new(),
        false => format!(
            "<details{}><summary>{}</summary>\n{}</details>\n",
            if name == "speeds" { " open" } else { "" },
            sentence(&section.title),
            table(&section.grid, &anchor(&[name, run]))
        ),
    };
    if let Some(headline) = grid::headline(record, &cpu, Clock::Cpu) {
        push(
            "The grid",
            format!(
                "{}<h3>{}</h3>\n{}",
                table(&headline.cells.grid, &anchor(&["grid", run])),
                escape(&headline.effects.title),
                table(&headline.effects.grid, &anchor(&["effects", run])),
            ),
        );
    }
    if let Some((sections, _)) = layouts(record, &cpu) {
        let tables = sections.iter().enumerate().map(|(number, section)| {
            let id = anchor(&["layouts", run, &number.to_string()]);
            format!(
                "<h3>{}</h3>\n{}",
                escape(&section.title),
                table(&section.grid, &id)
            )
        });
        push("Layouts of the code", tables.collect());
    }
    let elapsed = tables::speeds_by_kind(record, &wall, "How many times as fast, by elapsed time");
    let all = [
        section(tables::verdicts(record, &cpu), "verdicts"),
        section(tables::speeds(record, &cpu), "speeds"),
        section(elapsed, "elapsed"),
        section(tables::times(record, &cpu), "times"),
        section(tables::starts(record, &cpu), "starts"),
    ];
    push("Tables", all.concat());
    let peers = record.in_role(Role::Peer).count();
    push(
        "Machine and toolchain",
        format!(
            "<p>{}</p>\n{}",
            sentence(&results::method(record)),
            list(&results::setting(record))
        ) + if peers == 0 {
            "<p>No other interpreter was measured.</p>\n"
        } else {
            ""
        },
    );
}

#[cfg(test)]
mod tests {
    use super::super::machine::{Build, Machine};
    use super::super::record::tests::example;
    use super::super::{corpus::Size, counts::CountRow};
    use super::*;

    fn material() -> Material {
        let row = |program: &str, contestant: &str, instructions| CountRow {
            program: program.to_owned(),
            contestant: contestant.to_owned(),
            instructions,
            start: 1,
            bytecodes: Some(1000),
            spread: None,
            branches: None,
            handlers: Default::default(),
            functions: Default::default(),
        };
        Material {
            runs: vec![example()],
            ablations: vec![EngineRecord {
                engine: "match".to_owned(),
                switches: vec!["CALL".to_owned()],
                record: example(),
                instructions: None,
            }],
            counts: vec![Counts {
                format: Counts::FORMAT,
                command: Vec::new(),
                machine: Machine::here(),
                build: Build::this(),
                valgrind: "valgrind-3.19.0".to_owned(),
                size: Size::Quick,
                rows: vec![row("fib", "match", 20_000), row("fib", "direct", 9_000)],
            }],
            profiles: vec![Profile {
                opcodes: vec![("LOAD_FAST".into(), 30), ("POP_TOP".into(), 10)],
                pairs: vec![("LOAD_FAST".into(), "POP_TOP".into(), 10)],
            }],
        }
    }

    #[test]
    fn the_page_has_all_parts_and_needs_nothing_else() {
        let page = page(&material());
        for text in [
            "What was found",
            "<code>direct</code> is faster than <code>match</code> in all: 1.1",
            "fib, direct: 9.0 instructions and",
            "<h2>Why</h2>",
            "aria-label=\"Speed by kind of program against cpython-3.14.0\"",
            "aria-label=\"What each technique is worth on match\"",
            "40 instructions were executed, 100% of them",
            "title=\"LOAD_FAST then POP_TOP: 10\"",
            "<dt>Machine</dt><dd>Test CPU, 2 cores, virtual, 4,096 MiB</dd>",
            "<tr id=\"speeds-0-fib\">",
            "href=\"#speeds-0-fib\"",
        ] {
            assert!(page.contains(text), "{text} is missing");
        }
        assert!(
            !page.contains("http") && !page.contains("NaN") && !page.contains("inf%"),
            "{page}"
        );
    }

    #[test]
    fn every_link_leads_somewhere_and_no_place_is_named_twice() {
        let mut material = material();
        material.runs.push(example());
        let page = page(&material);
        let values = |name: &str| {
            let parts = page.split(name).skip(1);
            let values = parts.map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
            values.collect::<Vec<_>>()
        };
        let places = values(" id=\"");
        let unique: std::collections::HashSet<&String> = places.iter().collect();
        assert_eq!(unique.len(), places.len());
        let links = values("href=\"#");
        assert!(links.len() > 10);
        for link in links {
            assert!(places.contains(&link), "{link}");
        }
    }

    #[test]
    fn parts_alone_make_a_page_too() {
        for part in [
            Material {
                runs: vec![example()],
                ..Material::default()
            },
            Material {
                counts: material().counts,
                ..Material::default()
            },
            Material {
                profiles: material().profiles,
                ..Material::default()
            },
            Material {
                ablations: material().ablations,
                ..Material::default()
            },
        ] {
            assert!(page(&part).contains("<section id=\"part-0\">"));
        }
    }
}
