//! What others have measured and published, for the page of results: quoted, with where it stands, and beside it what this
//! project's own runs found of the same thing.

use super::contestant::{Contestant, Role};
use super::findings::join;
use super::grid;
use super::record::{Clock, Record};
use super::stats::Estimate;
use super::summary::Summary;
use super::table::ratio_with_interval;

/// A figure that somebody published.
struct Published {
    /// Who and where.
    who: &'static str,
    /// What was compared.
    what: &'static str,
    /// How much it was worth, in words.
    how_much: &'static str,
    /// The same as a range of factors, where it is one.
    range: Option<[f64; 2]>,
    /// Which effects of our grid are about the same.
    effects: &'static [&'static str],
}

const TAIL_CALLS: &[&str] = &["tail calls, on code units", "tail calls, pre-decoded"];
const SUPERINSTRUCTIONS: &[&str] = &[
    "superinstructions, code units, match",
    "superinstructions, pre-decoded, tail calls",
];

const PUBLISHED: [Published; 11] = [
    Published {
        who: "CPython 3.14, \"What's new\" after its correction (gh-130911)",
        what: "tail calls instead of computed gotos in C, both by Clang 19",
        how_much: "3 to 5% over pyperformance",
        range: Some([1.03, 1.05]),
        effects: TAIL_CALLS,
    },
    Published {
        who: "Elhage, \"Performance of the Python 3.14 tail-call interpreter\" (2025)",
        what: "the same against GCC, Clang 18 and a repaired Clang 19",
        how_much: "1 to 5%; the 10 to 15% first announced (gh-128718) were a regression of the compiler that computed gotos suffered from",
        range: Some([1.01, 1.05]),
        effects: TAIL_CALLS,
    },
    Published {
        who: "bpo-4753 (2009), as pypy#5470 quotes it",
        what: "computed gotos instead of a switch in CPython",
        how_much: "about 20%, on processors of the time",
        range: None,
        effects: &[],
    },
    Published {
        who: "pypy#5470 (2026)",
        what: "computed gotos instead of a switch in RPython's C",
        how_much: "4% in one program, nothing in four others",
        range: None,
        effects: &[],
    },
    Published {
        who: "boa#5047 (JavaScript in Rust)",
        what: "tail calls against match",
        how_much: "8%",
        range: Some([1.08, 1.08]),
        effects: TAIL_CALLS,
    },
    Published {
        who: "polkavm#382 (RISC-V in Rust)",
        what: "tail calls against match",
        how_much: "13 to 37%",
        range: Some([1.13, 1.37]),
        effects: TAIL_CALLS,
    },
    Published {
        who: "rust#112788",
        what: "explicit tail calls in an interpreter's loop",
        how_much: "8%",
        range: Some([1.08, 1.08]),
        effects: TAIL_CALLS,
    },
    Published {
        who: "wasmtime#9995 (Pulley, WebAssembly in Rust)",
        what: "tail calls against match",
        how_much: "the match is ahead in two of three programs",
        range: None,
        effects: TAIL_CALLS,
    },
    Published {
        who: "Ertl and Gregg, JILP and PLDI 2003",
        what: "superinstructions and replication, on processors that predicted each branch's last target",
        how_much: "up to a factor of 2 and more, by fewer mispredictions",
        range: None,
        effects: SUPERINSTRUCTIONS,
    },
    Published {
        who: "Ertl and Gregg, JILP 2003",
        what: "a branch in each instruction instead of one that all share, on the same processors",
        how_much: "up to a factor of 2",
        range: None,
        effects: TAIL_CALLS,
    },
    Published {
        who: "Rohou, Swamy and Seznec, CGO 2015",
        what: "indirect branches on processors since Haswell",
        how_much: "hardly mispredicted any more, so little is left for dispatch to save",
        range: None,
        effects: TAIL_CALLS,
    },
];

/// How an interval lies to a range.
fn verdict(here: Estimate, [low, high]: [f64; 2]) -> &'static str {
    if here.high < low {
        "less"
    } else if here.low > high {
        "more"
    } else {
        "agrees"
    }
}

/// How a CPython dispatches, as far as it tells.
fn dispatch_of(peer: &Contestant) -> Option<&'static str> {
    if !peer.label.starts_with("cpython") {
        return None;
    }
    let configure = peer.details.get("configure").map_or("", String::as_str);
    let tail_calls = peer
        .details
        .get("tail-call")
        .is_some_and(|flag| flag == "1");
    Some(if tail_calls {
        "tail calls"
    } else if configure.contains("--without-computed-gotos") {
        "a switch"
    } else {
        // The default wherever the compiler has them.
        "computed gotos"
    })
}

/// Which of CPython's ways to dispatch were among the peers of the main run.
fn builds(main: &Record) -> Option<String> {
    let peers = main.in_role(Role::Peer).map(|at| &main.contestants[at]);
    let known: Vec<(String, &str)> = peers
        .filter_map(|peer| Some((format!("`{}`", peer.label), dispatch_of(peer)?)))
        .collect();
    if known.is_empty() {
        return None;
    }
    let named: Vec<String> = known
        .iter()
        .map(|(label, dispatch)| format!("{label} dispatches by {dispatch}"))
        .collect();
    let missing: Vec<String> = ["a switch", "computed gotos", "tail calls"]
        .into_iter()
        .filter(|one| known.iter().all(|(_, dispatch)| dispatch != one))
        .map(|one| format!("by {one}"))
        .collect();
    let rest = match missing.is_empty() {
        true => "so all three of CPython's builds are in the tables above".to_owned(),
        false => format!(
            "and stands for CPython above; builds that dispatch {} were not there to be measured (`--against` takes any number of \
             interpreters), and what their makers say of them is quoted below",
            join(&missing)
        ),
    };
    Some(format!("{}, {rest}.", join(&named)))
}

/// The part of the page.
pub fn part(main: Option<&Record>, grid: Option<&Record>) -> String {
    let effects = grid.and_then(|record| {
        grid::headline(record, &Summary::of(record, Clock::Cpu), Clock::Cpu)
            .map(|headline| headline.estimates)
    });
    let effects = effects.unwrap_or_default();
    let here = |what: &str| {
        let found = effects.iter().find(|(effect, _)| effect == what);
        found.map(|(_, estimate)| *estimate)
    };
    let mut text = "
## What others found

How much is quoted and was not measured here. Here is what the grid above found of the same, on this machine: *agrees* where its interval \
reaches what was published, *more* and *less* where not.\n\n"
        .to_owned();
    let agreement: Vec<String> = TAIL_CALLS
        .iter()
        .filter_map(|effect| {
            let estimate = here(effect)?;
            let with = |word: &str| {
                let sources = PUBLISHED.iter().filter(|one| one.effects.contains(effect));
                let who = sources.filter(|one| {
                    one.range
                        .is_some_and(|range| verdict(estimate, range) == word)
                });
                who.count()
            };
            Some(format!(
                "Of {} published figures for tail calls, {} agree with the grid's \"{effect}\", {}; it is more than {} and less than {} of them.",
                with("agrees") + with("more") + with("less"),
                with("agrees"),
                ratio_with_interval(estimate),
                with("more"),
                with("less"),
            ))
        })
        .collect();
    for sentence in main.and_then(builds).into_iter().chain(agreement) {
        text += &format!("- {sentence}\n");
    }
    text += "\n| who | what | how much | here |\n| --- | --- | --- | --- |\n";
    for one in &PUBLISHED {
        let figures: Vec<String> = one
            .effects
            .iter()
            .filter_map(|effect| {
                let estimate = here(effect)?;
                let figure = format!("{effect}: {}", ratio_with_interval(estimate));
                Some(match one.range {
                    Some(range) => format!("{figure}, {}", verdict(estimate, range)),
                    None => figure,
                })
            })
            .collect();
        let figures = match figures.is_empty() {
            true => "–".to_owned(),
            false => figures.join("; "),
        };
        text += &format!(
            "| {} | {} | {} | {figures} |\n",
            one.who, one.what, one.how_much
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::example;
    use super::*;

    #[test]
    fn intervals_are_set_against_ranges() {
        let here = |low, high| Estimate {
            value: (low + high) / 2.0,
            low,
            high,
        };
        assert_eq!(verdict(here(1.05, 1.1), [1.08, 1.08]), "agrees");
        assert_eq!(verdict(here(1.05, 1.07), [1.08, 1.2]), "less");
        assert_eq!(verdict(here(1.3, 1.4), [1.08, 1.2]), "more");
    }

    #[test]
    fn effects_that_are_named_are_those_of_the_grid() {
        let names: Vec<String> = grid::effect_names();
        for one in &PUBLISHED {
            for effect in one.effects {
                assert!(names.iter().any(|name| name == effect), "{effect}");
            }
        }
    }

    #[test]
    fn builds_of_cpython_say_how_they_dispatch() {
        let mut record = example();
        let said = builds(&record).unwrap();
        assert!(
            said.contains("`cpython-3.14.0` dispatches by computed gotos"),
            "{said}"
        );
        assert!(
            said.contains("builds that dispatch by a switch and by tail calls were not"),
            "{said}"
        );
        let peer = record.in_role(Role::Peer).next().unwrap();
        let details = &mut record.contestants[peer].details;
        details.insert("tail-call".to_owned(), "1".to_owned());
        assert!(builds(&record).unwrap().contains("by tail calls"));
        record.contestants.retain(|one| one.role != Role::Peer);
        assert_eq!(builds(&record), None);
    }

    #[test]
    fn without_a_grid_figures_are_quoted_alone() {
        let text = part(None, None);
        assert!(
            text.contains("| boa#5047 (JavaScript in Rust) | tail calls against match | 8% | – |")
        );
        assert!(!text.contains("Of "));
    }
}
