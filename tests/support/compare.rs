//! What CPython printed, and how ours differs from it.

use std::fs;
use std::path::Path;

use super::run::Ended;

/// The answers that lie beside a test program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    pub out: Vec<u8>,
    pub err: Vec<u8>,
    /// The exit code, or minus a signal.
    pub code: i32,
}

impl Expected {
    /// Reads the committed answers of a program.
    pub fn beside(program: &Path) -> Self {
        let read = |suffix: &str| fs::read(program.with_extension(suffix)).ok();
        let code = read("code").map(|text| {
            String::from_utf8_lossy(&text)
                .trim()
                .parse()
                .unwrap_or_else(|_| panic!("{}: no exit code", program.display()))
        });
        Self {
            out: read("out")
                .unwrap_or_else(|| panic!("{} has no answers: run make.py", program.display())),
            err: read("err").unwrap_or_default(),
            code: code.unwrap_or(0),
        }
    }

    /// A program that prints this, nothing else, and ends well.
    pub fn prints(out: &str) -> Self {
        Self {
            out: out.into(),
            err: Vec::new(),
            code: 0,
        }
    }

    /// How a run, already [`normal`]ised, differs; `None` if it does not.
    pub fn difference(&self, ended: &Ended) -> Option<String> {
        let mut text = String::new();
        if ended.timed_out {
            text += "  ran out of time\n";
        }
        if ended.code != self.code {
            text += &format!("  exit code {}, expected {}\n", ended.code, self.code);
        }
        for (name, ours, theirs) in [
            ("standard output", &ended.out, &self.out),
            ("standard error", &ended.err, &self.err),
        ] {
            if ours != theirs {
                text += &format!("  {name}:\n{}", difference(theirs, ours));
            }
        }
        (!text.is_empty()).then_some(text)
    }
}

/// Takes out what depends on the machine: the folder's path, and the digits of addresses in default reprs.
pub fn normal(text: &[u8], folder: &Path) -> Vec<u8> {
    let mut prefix = folder.as_os_str().as_encoded_bytes().to_vec();
    prefix.push(b'/');
    let mut result = Vec::with_capacity(text.len());
    let mut rest = text;
    const ADDRESS: &[u8] = b" at 0x";
    while let Some(&first) = rest.first() {
        if let Some(tail) = rest.strip_prefix(&prefix[..]) {
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix(ADDRESS)
            && tail.first().is_some_and(is_digit)
        {
            result.extend_from_slice(b" at 0x...");
            let digits = tail.iter().take_while(|byte| is_digit(byte)).count();
            rest = &tail[digits..];
        } else {
            result.push(first);
            rest = &rest[1..];
        }
    }
    result
}

fn is_digit(byte: &u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// How many lines of a difference are shown on each side.
const SHOWN: usize = 12;

/// The lines in which two texts differ, without what is equal before and behind.
pub fn difference(expected: &[u8], got: &[u8]) -> String {
    let lines = |text: &[u8]| -> Vec<String> {
        text.split_inclusive(|&byte| byte == b'\n')
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect()
    };
    let (old, new) = (lines(expected), lines(got));
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let behind = old[before..]
        .iter()
        .rev()
        .zip(new[before..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let mut text = format!("    from line {}:\n", before + 1);
    for (sign, lines) in [('-', &old), ('+', &new)] {
        let part = &lines[before..lines.len() - behind];
        for line in part.iter().take(SHOWN) {
            text += &format!("    {sign}{}", line.trim_end_matches('\n'));
            text += if line.ends_with('\n') {
                "\n"
            } else {
                " (no newline)\n"
            };
        }
        if part.len() > SHOWN {
            text += &format!("    {sign}… {} more lines\n", part.len() - SHOWN);
        }
    }
    text
}
