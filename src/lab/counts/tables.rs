//! What counts say: by program, engines side by side, and in sentences.

use super::super::stats::geomean;
use super::super::table::{Grid, count, percent};
use super::super::tables::Section;
use super::{CountRow, Counts, unique};

impl Counts {
    /// The counts by program and contestant, each against the first contestant's.
    pub fn table(&self) -> Grid {
        let contestants = self.contestants();
        let programs = unique(self.rows.iter().map(|row| row.program.as_str()));
        let mut header = vec!["program".to_owned()];
        let counted = |row: &CountRow| {
            Some(row.instructions as f64 / row.bytecodes.filter(|&n| n > 0)? as f64)
        };
        let per_bytecode: Vec<bool> = contestants
            .iter()
            .map(|label| {
                let mut rows = self.rows.iter();
                rows.any(|row| row.contestant == *label && counted(row).is_some())
            })
            .collect();
        let mut each: Vec<Vec<f64>> = vec![Vec::new(); contestants.len()];
        for (at, label) in contestants.iter().enumerate() {
            header.push((*label).to_owned());
            if per_bytecode[at] {
                header.push("a bytecode".to_owned());
            }
            if at > 0 {
                header.push(format!("/ {}", contestants[0]));
            }
        }
        let mut grid = Grid::new(header, 1);
        let mut ratios: Vec<Vec<f64>> = vec![Vec::new(); contestants.len()];
        for program in programs {
            let mut line = vec![program.to_owned()];
            let base = self
                .find(program, contestants[0])
                .map_or(1, |row| row.instructions.max(1));
            for (at, label) in contestants.iter().enumerate() {
                let instructions = self.find(program, label).map_or(0, |row| row.instructions);
                line.push(count(instructions));
                if per_bytecode[at] {
                    let figure = self.find(program, label).and_then(counted);
                    each[at].extend(figure);
                    line.push(figure.map_or("-".to_owned(), |figure| format!("{figure:.1}")));
                }
                if at > 0 {
                    let ratio = instructions as f64 / base as f64;
                    ratios[at].push(ratio.max(f64::MIN_POSITIVE));
                    line.push(format!("{ratio:.3}"));
                }
            }
            grid.push(line);
        }
        if grid.rows.len() > 1 && (contestants.len() > 1 || per_bytecode[0]) {
            let mut line = vec![format!("geomean of {}", grid.rows.len())];
            for (at, ratios) in ratios.iter().enumerate() {
                line.push(String::new());
                if per_bytecode[at] {
                    line.push(format!("{:.1}", geomean(each[at].iter().copied())));
                }
                if at > 0 {
                    line.push(format!("{:.3}", geomean(ratios.iter().copied())));
                }
            }
            grid.push(line);
        }
        grid
    }

    /// Branches by program and contestant, where they were simulated.
    pub fn branch_table(&self) -> Option<Section> {
        let mut grid = Grid::new(
            [
                "program",
                "contestant",
                "conditional",
                "mispredicted",
                "indirect",
                "mispredicted",
                "mispredicted per 1000 instructions",
            ],
            2,
        );
        let share = |part: u64, whole: u64| percent(part as f64 / whole.max(1) as f64);
        for row in &self.rows {
            let Some(branches) = row.branches else {
                continue;
            };
            let missed = branches.conditional_missed + branches.indirect_missed;
            grid.push([
                row.program.clone(),
                row.contestant.clone(),
                count(branches.conditional),
                share(branches.conditional_missed, branches.conditional),
                count(branches.indirect),
                share(branches.indirect_missed, branches.indirect),
                format!(
                    "{:.2}",
                    missed as f64 / row.instructions.max(1) as f64 * 1000.0
                ),
            ]);
        }
        (!grid.rows.is_empty()).then(|| Section {
            title: "Branches, and what a simulated predictor of about 2004 makes of them"
                .to_owned(),
            grid,
        })
    }

    /// What the counts say of each contestant, in a sentence.
    pub fn findings(&self) -> Vec<String> {
        let contestants = self.contestants();
        let sentence = |label: &&str| {
            let rows: Vec<&CountRow> = self
                .rows
                .iter()
                .filter(|row| row.contestant == *label)
                .collect();
            let against = |row: &&CountRow| {
                let base = self.find(&row.program, contestants[0])?;
                Some(row.instructions.max(1) as f64 / base.instructions.max(1) as f64)
            };
            let each = rows.iter().filter_map(|row| {
                let bytecodes = row.bytecodes.filter(|&n| n > 0)?;
                Some(row.instructions.max(1) as f64 / bytecodes as f64)
            });
            let each: Vec<f64> = each.collect();
            let mut text = format!(
                "`{label}` executes {:.3} times as many machine instructions as `{}`",
                geomean(rows.iter().filter_map(against)),
                contestants[0],
            );
            if !each.is_empty() {
                text += &format!(", {:.1} for each bytecode", geomean(each));
            }
            text + &format!(" (geometric means of {} programs).", rows.len())
        };
        contestants.iter().map(sentence).collect()
    }
}
