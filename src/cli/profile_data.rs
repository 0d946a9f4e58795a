//! The file that `--profile-data` writes: everything a profile counted, under names.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tricera::core::heap::CLASS_SIZES;
use tricera::core::ops::{CacheState, ProfileReport};
use tricera_code::opcode::{deopt, name};

/// Counts by name.
pub type Counts = BTreeMap<String, u64>;

/// The contents of the file. Opcodes stand in the form they were executed in; pairs and triples are names with blanks
/// between.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProfileData {
    /// The engine.
    pub engine: String,
    /// Executions by opcode.
    pub opcodes: Counts,
    /// By pair in succession.
    pub pairs: Counts,
    /// By three in succession.
    pub triples: Counts,
    /// By pair in succession within one basic block.
    pub fusable_pairs: Counts,
    /// Executions that left the fast path, by opcode.
    pub out_of_line: Counts,
    /// The families of specialized forms.
    pub families: BTreeMap<String, FamilyData>,
    /// Sites by family and by the state of their cache at the end.
    pub caches: BTreeMap<String, Counts>,
    /// Calls by instruction and by what is called.
    pub calls: BTreeMap<String, Counts>,
    /// Entries into the engine from native code.
    pub entries: u64,
    /// Polls of the breaker by instruction.
    pub polls: Counts,
    /// Polls that found something to do.
    pub polls_with_work: u64,
    /// Allocations by type and size in bytes, where the type was seen.
    pub allocations: BTreeMap<String, BTreeMap<u32, u64>>,
    /// All allocations by size in bytes.
    pub allocated: BTreeMap<u32, u64>,
    /// Cells given back by size in bytes.
    pub freed: BTreeMap<u32, u64>,
}

/// What one family went through.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FamilyData {
    /// Executions in the unspecialized form.
    pub general: u64,
    /// Executions of specialized forms whose guards held.
    pub hits: u64,
    /// Executions of specialized forms whose guards failed.
    pub misses: u64,
    /// How often a form was looked for.
    pub attempts: u64,
    /// How often one was found.
    pub successes: u64,
    /// How often one was found that `--without` forbids.
    pub forbidden: u64,
    /// How often a form was given up after misses.
    pub deopts: u64,
    /// What was seen where no form was found.
    pub failures: Counts,
    /// Misses by form.
    pub misses_by_form: Counts,
}

impl ProfileData {
    /// The data of a report.
    pub fn new(engine: &str, report: &ProfileReport) -> Self {
        let named = |list: &[(u8, u64)]| -> Counts {
            list.iter()
                .map(|&(o, n)| (name(o).into_owned(), n))
                .collect()
        };
        let pairs = |list: &[((u8, u8), u64)]| -> Counts {
            list.iter()
                .map(|&((a, b), n)| (format!("{} {}", name(a), name(b)), n))
                .collect()
        };
        let sizes = |counts: &[u64]| -> BTreeMap<u32, u64> {
            let all = CLASS_SIZES.iter().zip(counts);
            all.filter(|(_, n)| **n > 0)
                .map(|(&size, &n)| (size as u32, n))
                .collect()
        };
        let mut data = Self {
            engine: engine.to_owned(),
            opcodes: named(&report.opcodes),
            pairs: pairs(&report.pairs),
            triples: report
                .triples
                .iter()
                .map(|&((a, b, c), n)| (format!("{} {} {}", name(a), name(b), name(c)), n))
                .collect(),
            fusable_pairs: pairs(&report.fusable),
            out_of_line: named(&report.out_of_line),
            entries: report.entries,
            polls: named(&report.polls),
            polls_with_work: report.handled,
            allocated: sizes(&report.allocations.total),
            freed: sizes(&report.allocations.freed),
            ..Self::default()
        };
        for (ty, counts) in &report.allocations.by_type {
            data.allocations.insert(ty.clone(), sizes(counts));
        }
        for &((instruction, kind), n) in &report.calls {
            let calls = data
                .calls
                .entry(name(instruction).into_owned())
                .or_default();
            calls.insert(kind.to_owned(), n);
        }
        for &((base, state), n) in &report.caches {
            let text = match state {
                CacheState::Cold => "cold".to_owned(),
                CacheState::Waiting => "waiting after a failure".to_owned(),
                CacheState::Monomorphic(form) => format!("{}, the first", name(form)),
                CacheState::Changed(form) => format!("{}, after another", name(form)),
            };
            let states = data.caches.entry(name(base).into_owned()).or_default();
            states.insert(text, n);
        }
        data.set_families(report);
        data
    }

    fn set_families(&mut self, report: &ProfileReport) {
        for &base in tricera::core::ops::techniques::FAMILIES.iter() {
            let mut family = FamilyData::default();
            let mut executed = 0;
            for &(opcode, n) in report.opcodes.iter().filter(|(o, _)| deopt(*o) == base) {
                match opcode == base {
                    true => family.general += n,
                    false => executed += n,
                }
            }
            if let Some((_, f)) = report.families.iter().find(|(b, _)| *b == base) {
                family.attempts = f.attempts;
                family.successes = f.successes;
                family.forbidden = f.forbidden;
                family.misses = f.misses;
                family.deopts = f.deopts;
                family.failures = f.failures.clone();
            }
            family.hits = executed.saturating_sub(family.misses);
            for &(form, n) in report.misses.iter().filter(|(o, _)| deopt(*o) == base) {
                family.misses_by_form.insert(name(form).into_owned(), n);
            }
            if family != FamilyData::default() {
                self.families.insert(name(base).into_owned(), family);
            }
        }
    }

    /// All opcodes executed.
    pub fn executed(&self) -> u64 {
        self.opcodes.values().sum()
    }

    /// Adds the counts of another run.
    pub fn add(&mut self, other: &Self) {
        fn sum<K: Ord + Clone>(to: &mut BTreeMap<K, u64>, from: &BTreeMap<K, u64>) {
            for (key, n) in from {
                *to.entry(key.clone()).or_default() += n;
            }
        }
        fn sums<K: Ord + Clone>(
            to: &mut BTreeMap<String, BTreeMap<K, u64>>,
            from: &BTreeMap<String, BTreeMap<K, u64>>,
        ) {
            for (key, counts) in from {
                sum(to.entry(key.clone()).or_default(), counts);
            }
        }
        if self.engine.is_empty() {
            self.engine = other.engine.clone();
        }
        sum(&mut self.opcodes, &other.opcodes);
        sum(&mut self.pairs, &other.pairs);
        sum(&mut self.triples, &other.triples);
        sum(&mut self.fusable_pairs, &other.fusable_pairs);
        sum(&mut self.out_of_line, &other.out_of_line);
        sums(&mut self.caches, &other.caches);
        sums(&mut self.calls, &other.calls);
        sum(&mut self.polls, &other.polls);
        sums(&mut self.allocations, &other.allocations);
        sum(&mut self.allocated, &other.allocated);
        sum(&mut self.freed, &other.freed);
        self.entries += other.entries;
        self.polls_with_work += other.polls_with_work;
        for (name, more) in &other.families {
            let family = self.families.entry(name.clone()).or_default();
            family.general += more.general;
            family.hits += more.hits;
            family.misses += more.misses;
            family.attempts += more.attempts;
            family.successes += more.successes;
            family.forbidden += more.forbidden;
            family.deopts += more.deopts;
            sum(&mut family.failures, &more.failures);
            sum(&mut family.misses_by_form, &more.misses_by_form);
        }
    }
}

/// Writes the file.
///
/// # Errors
/// When it cannot be written.
pub fn write(file: &Path, engine: &str, report: &ProfileReport) -> io::Result<()> {
    let text = serde_json::to_string_pretty(&ProfileData::new(engine, report))?;
    std::fs::write(file, text + "\n")
}
