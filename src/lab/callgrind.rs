//! Reading what callgrind and cachegrind write: how many instructions were executed, in all, by function and by address.

use std::collections::HashMap;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

/// Branches, and how many of them a simulated predictor got wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branches {
    /// Conditional branches.
    pub conditional: u64,
    /// Those predicted wrong.
    pub conditional_missed: u64,
    /// Jumps and calls to an address from a register or from memory.
    pub indirect: u64,
    /// Those predicted wrong.
    pub indirect_missed: u64,
}

impl Branches {
    fn combine(self, other: Branches, by: impl Fn(u64, u64) -> u64) -> Branches {
        Branches {
            conditional: by(self.conditional, other.conditional),
            conditional_missed: by(self.conditional_missed, other.conditional_missed),
            indirect: by(self.indirect, other.indirect),
            indirect_missed: by(self.indirect_missed, other.indirect_missed),
        }
    }
}

/// Executed instructions of one process.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// All of them.
    pub total: u64,
    /// Branches, where they were simulated.
    pub branches: Option<Branches>,
    /// By function, without what it calls. A function of several files or objects is one entry.
    pub functions: HashMap<String, u64>,
    /// By function and address of the instruction, as the object file has it; empty where callgrind was not asked.
    pub addresses: HashMap<(String, u64), u64>,
}

/// Reads a profile in callgrind's format, of which cachegrind's is a part.
///
/// # Errors
/// When the text is not of callgrind's format, or does not count instructions.
pub fn parse(text: &str) -> Result<Profile, String> {
    let mut parser = Parser::default();
    for (number, line) in text.lines().enumerate() {
        parser
            .line(line)
            .map_err(|why| format!("line {}: {why}: {line}", number + 1))?;
    }
    parser.finish()
}

/// What valgrind calls branches: conditional ones, those predicted wrong, and the same of indirect ones.
const BRANCHES: [&str; 4] = ["Bc", "Bcm", "Bi", "Bim"];

#[derive(Default)]
struct Parser {
    names: HashMap<u64, String>,
    functions: HashMap<String, u64>,
    addresses: HashMap<(String, u64), u64>,
    /// The function whose costs follow.
    current: Option<String>,
    /// How many numbers stand before the costs of a line.
    positions: usize,
    /// Whether the first of them is the address of an instruction.
    by_address: bool,
    /// The column of instruction counts behind the positions.
    column: Option<usize>,
    /// The columns of branches, in the order of [`BRANCHES`], where they were simulated.
    branch_columns: Option<[usize; 4]>,
    branches: Option<Branches>,
    /// The next line tells what a call cost in all, which is the callee's.
    after_call: bool,
    total: Option<u64>,
}

impl Parser {
    fn line(&mut self, line: &str) -> Result<(), &'static str> {
        let Some(first) = line.bytes().next() else {
            return Ok(());
        };
        if first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'*') {
            return self.cost(line);
        }
        if let Some(name) = line.strip_prefix("fn=") {
            self.current = Some(self.name(name)?);
        } else if let Some(name) = line.strip_prefix("cfn=") {
            // A name is defined where it first stands, which may be here.
            self.name(name)?;
        } else if line.starts_with("calls=") {
            self.after_call = true;
        } else if let Some(names) = line.strip_prefix("positions:") {
            self.positions = names.split_whitespace().count();
            self.by_address = names.trim_start().starts_with("instr");
        } else if let Some(names) = line.strip_prefix("events:") {
            let names: Vec<&str> = names.split_whitespace().collect();
            self.column = position(&names, "Ir");
            self.branch_columns = match BRANCHES.map(|event| position(&names, event)) {
                [Some(a), Some(b), Some(c), Some(d)] => Some([a, b, c, d]),
                _ => None,
            };
        } else if let Some(costs) = line
            .strip_prefix("totals:")
            .or_else(|| line.strip_prefix("summary:"))
        {
            let column = self.column.ok_or("a total before the events")?;
            let costs: Vec<&str> = costs.split_whitespace().collect();
            self.total = Some(number(
                costs.get(column).ok_or("no count of instructions")?,
            )?);
            if let Some(columns) = self.branch_columns {
                // Trailing costs of zero are left out.
                let at = |column: usize| costs.get(column).map_or(Ok(0), |text| number(text));
                self.branches = Some(Branches {
                    conditional: at(columns[0])?,
                    conditional_missed: at(columns[1])?,
                    indirect: at(columns[2])?,
                    indirect_missed: at(columns[3])?,
                });
            }
        }
        // Everything else is about files, objects and how callgrind was called.
        Ok(())
    }

    fn cost(&mut self, line: &str) -> Result<(), &'static str> {
        if std::mem::take(&mut self.after_call) {
            return Ok(());
        }
        let column = self.column.ok_or("costs before the events")?;
        // Trailing costs of zero are left out.
        let cost = match line.split_whitespace().nth(self.positions.max(1) + column) {
            Some(text) => number(text)?,
            None => 0,
        };
        let function = self.current.as_ref().ok_or("costs before a function")?;
        *self.functions.entry(function.clone()).or_default() += cost;
        if self.by_address {
            let address = line
                .split_whitespace()
                .next()
                .and_then(|text| text.strip_prefix("0x"));
            let address = address.and_then(|digits| u64::from_str_radix(digits, 16).ok());
            let address = address.ok_or("an address that is none, or a relative one")?;
            *self
                .addresses
                .entry((plain(function).to_owned(), address))
                .or_default() += cost;
        }
        Ok(())
    }

    /// Reads `(ID) NAME`, `(ID)` or `NAME`.
    fn name(&mut self, text: &str) -> Result<String, &'static str> {
        let Some(rest) = text.strip_prefix('(') else {
            return Ok(text.to_owned());
        };
        let Some((id, name)) = rest.split_once(')') else {
            return Ok(text.to_owned());
        };
        let Ok(id) = id.parse() else {
            return Ok(text.to_owned());
        };
        let name = name.trim_start();
        if name.is_empty() {
            return self
                .names
                .get(&id)
                .cloned()
                .ok_or("a name that was not defined");
        }
        self.names.insert(id, name.to_owned());
        Ok(name.to_owned())
    }

    fn finish(self) -> Result<Profile, String> {
        let total = self.total.ok_or("it has no total")?;
        let mut functions: HashMap<String, u64> = HashMap::new();
        for (name, cost) in self.functions {
            *functions.entry(plain(&name).to_owned()).or_default() += cost;
        }
        Ok(Profile {
            total,
            branches: self.branches,
            functions,
            addresses: self.addresses,
        })
    }
}

/// A function's name without the marks of recursion and cycles that callgrind puts at its end.
fn plain(name: &str) -> &str {
    name.split('\'').next().unwrap_or(name)
}

fn position(names: &[&str], event: &str) -> Option<usize> {
    names.iter().position(|name| *name == event)
}

fn number(text: &str) -> Result<u64, &'static str> {
    text.parse().map_err(|_| "a cost that is no number")
}

impl Profile {
    /// Adds another program's counts.
    pub fn add(&mut self, other: &Profile) {
        self.total += other.total;
        self.branches = match (self.branches, other.branches) {
            (Some(own), Some(other)) => Some(own.combine(other, |a, b| a + b)),
            (own, other) => own.or(other),
        };
        for (name, cost) in &other.functions {
            *self.functions.entry(name.clone()).or_default() += cost;
        }
        for (place, cost) in &other.addresses {
            *self.addresses.entry(place.clone()).or_default() += cost;
        }
    }

    /// What this profile has more than an earlier one of the same program with fewer repeats.
    pub fn minus(&self, earlier: &Profile) -> Profile {
        Profile {
            total: self.total.saturating_sub(earlier.total),
            branches: self
                .branches
                .map(|own| own.combine(earlier.branches.unwrap_or_default(), u64::saturating_sub)),
            functions: difference(&self.functions, &earlier.functions),
            addresses: difference(&self.addresses, &earlier.addresses),
        }
    }
}

fn difference<K: Clone + Eq + Hash>(
    more: &HashMap<K, u64>,
    less: &HashMap<K, u64>,
) -> HashMap<K, u64> {
    more.iter()
        .map(|(key, cost)| {
            (
                key.clone(),
                cost.saturating_sub(less.get(key).copied().unwrap_or(0)),
            )
        })
        .filter(|(_, cost)| *cost > 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# callgrind format\nversion: 1\ncreator: callgrind-3.19.0\npositions: line\nevents: Ir\nsummary: 330\n\n\
        ob=(1) /bin/x\nfl=(1) a.rs\nfn=(1) main\n10 100\n+2 50\ncfi=(2) b.rs\ncfn=(2) op::LOAD_FAST::<Tail>\ncalls=3 20\n11 80\n* 100\n\n\
        fn=(2)\n20 60\nfe=(1)\n-5 20\n+1\n\ntotals: 330\n";

    #[test]
    fn costs_are_summed_by_function_without_callees() {
        let profile = parse(TEXT).unwrap();
        assert_eq!(profile.total, 330);
        assert_eq!(profile.functions["main"], 250);
        assert_eq!(profile.functions["op::LOAD_FAST::<Tail>"], 80);
    }

    #[test]
    fn several_positions_and_events_are_read() {
        let text = "positions: instr line\nevents: Cy Ir\nfn=f\n0x10 3 5 7\n0x12 4 5\nfn=f'2\n0x10 3 1 2\ntotals: 11 9\n";
        let profile = parse(text).unwrap();
        assert_eq!(profile.total, 9);
        assert_eq!(profile.functions["f"], 9);
        let at = |address| profile.addresses[&("f".to_owned(), address)];
        assert_eq!((at(0x10), at(0x12)), (9, 0));
    }

    #[test]
    fn branches_are_read_where_they_were_simulated() {
        let text = "events: Ir Bc Bcm Bi Bim\nfn=f\n10 9 4 2 1\nsummary: 90 40 20 10 5\n";
        let first = parse(text).unwrap();
        let branches = first.branches.unwrap();
        assert_eq!((branches.conditional, branches.indirect_missed), (40, 5));
        let more = parse(&text.replace("90 40 20 10 5", "190 70 21 13")).unwrap();
        let one = more.minus(&first).branches.unwrap();
        assert_eq!(
            one,
            Branches {
                conditional: 30,
                conditional_missed: 1,
                indirect: 3,
                indirect_missed: 0
            }
        );
        assert_eq!(parse(TEXT).unwrap().branches, None);
    }

    #[test]
    fn profiles_are_subtracted() {
        let profile = parse(TEXT).unwrap();
        let mut more = profile.clone();
        more.total += 10;
        *more.functions.get_mut("main").unwrap() += 10;
        let difference = more.minus(&profile);
        assert_eq!(difference.total, 10);
        assert_eq!(difference.functions.len(), 1);
        assert_eq!(difference.functions["main"], 10);
    }

    #[test]
    fn malformed_profiles_are_refused() {
        for (text, why) in [
            ("", "no total"),
            ("fn=(1)\n", "not defined"),
            ("events: Ir\n10 5\n", "before a function"),
            ("fn=f\n10 5\n", "before the events"),
            ("events: Ir\nfn=f\n10 x\n", "no number"),
            ("totals: 5\n", "before the events"),
            (
                "positions: instr line\nevents: Ir\nfn=f\n+3 5 1\n",
                "relative",
            ),
            ("events: Cy\ntotals: 5\n", "before the events"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(why), "{text:?}: {error}");
        }
    }
}
