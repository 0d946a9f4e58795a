//! The opcode handlers in our own binary, found by their symbols.

use std::path::{Path, PathBuf};

use object::{Object, ObjectSymbol, SymbolKind};

use super::error::LabError;
use crate::cli::engines::{Engine, Handlers};

/// A function of the binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name, with its generic arguments.
    pub name: String,
    /// Where it begins, as the file has it.
    pub address: u64,
    /// Its length in bytes.
    pub length: u64,
}

/// What a function is to an opcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// The handler of this opcode.
    Handler(&'a str),
    /// What the handler jumps to when its fast path gives up.
    Slow(&'a str),
    /// The handler of this superinstruction.
    Superinstruction(&'a str),
}

/// All functions of a binary, by address.
#[derive(Debug, Default)]
pub struct Functions(Vec<Function>);

impl Functions {
    /// Those of a file.
    ///
    /// # Errors
    /// When it cannot be read, or has no symbols.
    pub fn of(file: &Path) -> Result<Self, LabError> {
        let bad = |why: String| LabError::File {
            path: file.into(),
            why,
        };
        let bytes = std::fs::read(file).map_err(|error| bad(error.to_string()))?;
        let binary = object::File::parse(&*bytes).map_err(|error| bad(error.to_string()))?;
        let functions = binary
            .symbols()
            .filter(|s| s.kind() == SymbolKind::Text && s.size() > 0);
        let mut all: Vec<Function> = functions
            .filter_map(|symbol| {
                Some(Function {
                    name: format!("{:#}", rustc_demangle::demangle(symbol.name().ok()?)),
                    address: symbol.address(),
                    length: symbol.size(),
                })
            })
            .collect();
        if all.is_empty() {
            return Err(bad("it has no symbols; they may have been stripped".into()));
        }
        all.sort_by(|a, b| (a.address, &a.name).cmp(&(b.address, &b.name)));
        Ok(Self(all))
    }

    /// Those of the binary that runs.
    ///
    /// # Errors
    /// As for [`Functions::of`].
    pub fn own() -> Result<(PathBuf, Self), LabError> {
        let file = std::env::current_exe().map_err(|error| LabError::File {
            path: "/proc/self/exe".into(),
            why: error.to_string(),
        })?;
        Self::of(&file).map(|functions| (file, functions))
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Function> {
        self.0.iter()
    }

    /// The one that an address is in.
    pub fn at(&self, address: u64) -> Option<&Function> {
        let next = self
            .0
            .partition_point(|function| function.address <= address);
        let before = self.0[..next].iter().rev();
        // Functions of one address are of one length; nested ones there are none.
        before
            .take(4)
            .find(|function| address < function.address + function.length)
    }

    /// The functions that run an engine's opcodes when nothing is observed, each with what it is.
    pub fn handlers(&self, engine: Engine) -> impl Iterator<Item = (Part<'_>, &Function)> {
        let home = engine.crate_name();
        self.iter()
            .filter_map(move |function| Some((part(&function.name, &home)?, function)))
    }

    /// The loop of an engine whose opcodes are arms of one function: the one without superinstructions.
    pub fn engine_loop(&self, engine: Engine) -> Option<&Function> {
        self.engine_loops(engine)
            .find(|function| function.name.ends_with("Silent, false, false>"))
    }

    /// Its loops that observe nothing: that one, and the one with superinstructions.
    pub fn engine_loops(&self, engine: Engine) -> impl Iterator<Item = &Function> {
        let name = match engine.name() {
            "match-predecoded" => "over_predecoded",
            _ => "over_units",
        };
        let start = format!("{}::{name}::<", engine.crate_name());
        let in_one = engine.handlers() == Handlers::OneFunction;
        self.iter().filter(move |function| {
            let arguments = function.name.strip_prefix(&start);
            in_one && arguments.is_some_and(|rest| rest.contains("Silent, false, "))
        })
    }
}

/// What the function of this name is to an opcode in the plain build of the engine in the crate `home`.
pub fn part<'a>(name: &'a str, home: &str) -> Option<Part<'a>> {
    let rest = name.strip_prefix(home)?.strip_prefix("::")?;
    let plain = format!("{home}::Plain>");
    let arguments = |rest: &'a str| -> Option<&'a str> {
        let (opcode, table) = rest.strip_prefix('<')?.rsplit_once(", ")?;
        (table == plain).then(|| opcode.rsplit("::").next().unwrap_or(opcode))
    };
    if let Some(rest) = rest.strip_prefix("handle::") {
        return arguments(rest).map(Part::Handler);
    }
    if let Some(rest) = rest.strip_prefix("slow::") {
        return arguments(rest).map(Part::Slow);
    }
    if let Some(form) = rest.strip_prefix("register_forms::") {
        let (_, components) = form.split_once("::<")?;
        let (components, table) = components.rsplit_once(", ")?;
        return (table == plain).then_some(Part::Superinstruction(components));
    }
    let rest = rest.strip_prefix("superinstructions::handlers::")?;
    let (joined, table) = rest.split_once("::<")?;
    (table == plain).then_some(Part::Superinstruction(joined))
}

/// A function's name without its generic arguments and all but the last two parts of its path.
pub fn short(name: &str) -> String {
    let mut depth = 0usize;
    let mut plain = String::new();
    for c in name.chars() {
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let parts: Vec<&str> = plain.split("::").filter(|part| !part.is_empty()).collect();
    parts[parts.len().saturating_sub(2)..].join("::")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handlers_are_known_by_their_names() {
        let home = "tricera_tail_call";
        let of = |text| part(text, home);
        assert_eq!(
            of(
                "tricera_tail_call::handle::<tricera_core::ops::bodies::locals::POP_TOP, tricera_tail_call::Plain>"
            ),
            Some(Part::Handler("POP_TOP"))
        );
        assert_eq!(
            of(
                "tricera_tail_call::slow::<tricera_core::ops::bodies::calls::CALL, tricera_tail_call::Plain>"
            ),
            Some(Part::Slow("CALL"))
        );
        assert_eq!(
            of(
                "tricera_tail_call::handle::<tricera_core::ops::bodies::locals::POP_TOP, tricera_tail_call::Traced>"
            ),
            None
        );
        assert_eq!(of("tricera_core::ops::slow::call::call"), None);
        assert_eq!(
            part(
                "tricera_direct_threaded::superinstructions::handlers::PAIR__ADD::<tricera_direct_threaded::Plain>",
                "tricera_direct_threaded"
            ),
            Some(Part::Superinstruction("PAIR__ADD"))
        );
    }

    #[test]
    fn names_are_shortened() {
        assert_eq!(short("core::ops::slow::<a::B, c::D>"), "ops::slow");
        assert_eq!(short("main"), "main");
        assert_eq!(short("<a::B as c::D>::run"), "run");
    }

    #[test]
    fn addresses_lead_to_functions() {
        let function = |name: &str, address, length| Function {
            name: name.into(),
            address,
            length,
        };
        let all = Functions(vec![function("a", 16, 8), function("b", 32, 16)]);
        let at = |address| all.at(address).map(|f| f.name.as_str());
        assert_eq!(at(15), None);
        assert_eq!(at(16), Some("a"));
        assert_eq!(at(24), None);
        assert_eq!(at(47), Some("b"));
        assert_eq!(at(48), None);
    }
}
