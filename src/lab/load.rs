//! Files that the measuring commands left, whichever of them wrote them.

use std::path::Path;

use serde_json::Value;

use super::ablation::EngineRecord;
use super::counts::Counts;
use super::error::LabError;
use super::record::Record;

/// What a file holds.
pub enum Measured {
    /// Samples of `bench --json`.
    Run(Box<Record>),
    /// Samples of `bench --ablation --json`, by engine.
    Ablation(Vec<EngineRecord>),
    /// Counts of `count --save`.
    Counts(Box<Counts>),
    /// Executions by opcode and by pair, of `profile --json` or `--opcode-counts`.
    Profile(Profile),
}

/// How often opcodes were executed.
#[derive(Debug, Default, PartialEq)]
pub struct Profile {
    /// By opcode.
    pub opcodes: Vec<(String, u64)>,
    /// By two in succession.
    pub pairs: Vec<(String, String, u64)>,
}

/// Reads a file of any of these kinds.
///
/// # Errors
/// When it cannot be read, or is none of them.
pub fn load(path: &Path) -> Result<Measured, LabError> {
    let wrong = |why: String| LabError::File {
        path: path.to_owned(),
        why,
    };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    let value: Value = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let has = |key: &str| value.get(key).is_some();
    if value.is_array() {
        let engines: Vec<EngineRecord> =
            serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        for engine in &engines {
            engine.record.check().map_err(|why| wrong(why.to_owned()))?;
        }
        return Ok(Measured::Ablation(engines));
    }
    if has("programs") && has("contestants") {
        return Record::load(path).map(|record| Measured::Run(Box::new(record)));
    }
    if has("rows") && has("valgrind") {
        return Counts::load(path).map(|counts| Measured::Counts(Box::new(counts)));
    }
    profile(&value).map(Measured::Profile).ok_or_else(|| {
        wrong("not what `bench --json`, `count --save` or `profile --json` writes".to_owned())
    })
}

/// Reads `{"opcodes": {NAME: n}, "pairs": [[A, B, n]…]}`, or pairs as `{"A B": n}`.
fn profile(value: &Value) -> Option<Profile> {
    let opcodes = value.get("opcodes")?.as_object()?.iter();
    let opcodes = opcodes.map(|(name, n)| Some((name.clone(), n.as_u64()?)));
    let pairs = match value.get("pairs") {
        None => Vec::new(),
        Some(Value::Object(pairs)) => pairs
            .iter()
            .map(|(pair, n)| {
                let (a, b) = pair.split_once(' ')?;
                Some((a.to_owned(), b.to_owned(), n.as_u64()?))
            })
            .collect::<Option<_>>()?,
        Some(pairs) => {
            let pairs = pairs.as_array()?.iter();
            let pair = |pair: &Value| match pair.as_array()?.as_slice() {
                [a, b, n] => Some((a.as_str()?.into(), b.as_str()?.into(), n.as_u64()?)),
                _ => None,
            };
            pairs.map(pair).collect::<Option<_>>()?
        }
    };
    Some(Profile {
        opcodes: opcodes.collect::<Option<_>>()?,
        pairs,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_have_pairs_in_either_spelling() {
        for text in [
            r#"{"opcodes": {"NOP": 3}, "pairs": [["NOP", "POP_TOP", 2]]}"#,
            r#"{"opcodes": {"NOP": 3}, "pairs": {"NOP POP_TOP": 2}}"#,
        ] {
            let value: Value = serde_json::from_str(text).unwrap();
            let profile = profile(&value).unwrap();
            assert_eq!(profile.opcodes, [("NOP".to_owned(), 3)]);
            assert_eq!(profile.pairs, [("NOP".into(), "POP_TOP".into(), 2)]);
        }
        for text in [
            "{}",
            r#"{"opcodes": {"NOP": -3}}"#,
            r#"{"opcodes": {}, "pairs": [["A"]]}"#,
        ] {
            assert_eq!(
                profile(&serde_json::from_str(text).unwrap()),
                None,
                "{text}"
            );
        }
    }

    #[test]
    fn other_files_are_refused() {
        let file = std::env::temp_dir().join(format!("tricera-load-{}", std::process::id()));
        for text in ["", "{}", "[1]", "{\"programs\": [], \"contestants\": []}"] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(load(&file).err().map(|error| error.status()), Some(1));
        }
        std::fs::remove_file(&file).unwrap();
    }
}
