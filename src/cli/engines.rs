//! The engines a command line can name.
//!
//! This table is the one place of the command line and the bench that lists engines: an engine is added by a row.

use std::fmt;
use tricera::core::ops::superinstructions::SuperinstructionSet;

/// One engine as the command line knows it.
#[derive(Debug, PartialEq, Eq)]
pub struct EngineRow {
    /// The name in results and in `--engine`.
    pub name: &'static str,
    /// Other spellings that `--engine` takes.
    pub aliases: &'static [&'static str],
    /// The cargo feature that brings it.
    pub feature: &'static str,
    /// Whether this binary has it.
    pub built: bool,
    /// What its opcode handlers are in the symbol table.
    pub handlers: Handlers,
    /// What its instructions are.
    pub form: Form,
    /// How it goes from one to the next.
    pub dispatch: Dispatch,
    /// Which superinstructions it has.
    pub superinstructions: SuperinstructionSet,
}

impl EngineRow {
    /// Does it join runs of instructions?
    pub fn joins(&self) -> bool {
        self.superinstructions != SuperinstructionSet::None
    }
}

/// What an engine's instructions are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// CPython's 16-bit code units.
    CodeUnits,
    /// An array, decoded once.
    PreDecoded,
}

impl Form {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::CodeUnits => "code units",
            Self::PreDecoded => "pre-decoded",
        }
    }
}

/// How an engine goes from one instruction to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dispatch {
    /// One loop around one `match`.
    Match,
    /// Handlers that tail-call each other.
    TailCalls,
}

impl Dispatch {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::TailCalls => "tail calls",
        }
    }
}

/// How an engine's machine code can be attributed to opcodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handlers {
    /// Every opcode handler is a function of its own.
    Symbols,
    /// All handlers lie in one function.
    OneFunction,
}

/// An engine of [`ENGINES`], compared and printed by name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Engine(&'static EngineRow);

/// All engines, slowest dispatch first: the first one is what ratios are taken against.
pub const ENGINES: &[EngineRow] = &[
    EngineRow {
        name: "match",
        aliases: &["match-switch", "switch"],
        feature: "match-switch",
        built: cfg!(feature = "match-switch"),
        handlers: Handlers::OneFunction,
        form: Form::CodeUnits,
        dispatch: Dispatch::Match,
        superinstructions: SuperinstructionSet::Numbered,
    },
    EngineRow {
        name: "match-predecoded",
        aliases: &["match-pre-decoded"],
        feature: "match-switch",
        built: cfg!(feature = "match-switch"),
        handlers: Handlers::OneFunction,
        form: Form::PreDecoded,
        dispatch: Dispatch::Match,
        superinstructions: SuperinstructionSet::Numbered,
    },
    EngineRow {
        name: "tail",
        aliases: &["tail-call"],
        feature: "tail-call",
        built: cfg!(feature = "tail-call"),
        handlers: Handlers::Symbols,
        form: Form::CodeUnits,
        dispatch: Dispatch::TailCalls,
        superinstructions: SuperinstructionSet::Numbered,
    },
    EngineRow {
        name: "direct",
        aliases: &["direct-threaded", "threaded"],
        feature: "direct-threaded",
        built: cfg!(feature = "direct-threaded"),
        handlers: Handlers::Symbols,
        form: Form::PreDecoded,
        dispatch: Dispatch::TailCalls,
        superinstructions: SuperinstructionSet::All,
    },
];

/// The engine used when none is named: the fastest of those built in.
const PREFERENCE: [&str; 3] = ["direct", "tail", "match"];

impl Engine {
    /// The engines this binary has, in table order.
    pub fn built() -> impl Iterator<Item = Engine> {
        ENGINES.iter().filter(|row| row.built).map(Engine)
    }

    /// The engine a program runs on when none is named; `None` in a build without engines.
    pub fn default_engine() -> Option<Engine> {
        PREFERENCE
            .iter()
            .find_map(|name| Engine::built().find(|engine| engine.name() == *name))
    }

    /// All that is known about it.
    pub fn row(self) -> &'static EngineRow {
        self.0
    }

    /// The name in results and in `--engine`.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The name of its crate as it stands in symbols.
    pub fn crate_name(self) -> String {
        format!("tricera_{}", self.0.feature.replace('-', "_"))
    }

    /// How the engine's machine code can be attributed to opcodes.
    pub fn handlers(self) -> Handlers {
        self.0.handlers
    }

    /// Reads an engine's name.
    ///
    /// # Errors
    /// When no engine has this name, or when this binary was built without it.
    pub fn parse(text: &str) -> Result<Engine, String> {
        let row = ENGINES
            .iter()
            .find(|row| row.name == text || row.aliases.contains(&text))
            .ok_or_else(|| {
                let names: Vec<_> = Engine::built().map(Engine::name).collect();
                format!("no engine of this name; there are: {}", names.join(", "))
            })?;
        if row.built {
            Ok(Engine(row))
        } else {
            Err(format!(
                "this binary was built without it (cargo feature `{}`)",
                row.feature
            ))
        }
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_engine_answers_to_its_name_and_aliases() {
        for row in ENGINES.iter().filter(|row| row.built) {
            for name in std::iter::once(&row.name).chain(row.aliases) {
                assert_eq!(Engine::parse(name).unwrap().name(), row.name);
            }
        }
    }

    #[test]
    fn an_unknown_engine_is_refused_with_the_list() {
        let error = Engine::parse("jit").unwrap_err();
        for engine in Engine::built() {
            assert!(error.contains(engine.name()), "{error}");
        }
    }

    #[test]
    fn the_default_is_built() {
        if let Some(engine) = Engine::default_engine() {
            assert!(Engine::built().any(|built| built == engine));
        } else {
            assert_eq!(Engine::built().count(), 0);
        }
    }
}
