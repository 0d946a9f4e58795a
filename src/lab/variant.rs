//! An engine together with options that change it, as one thing to measure.

use std::fmt;

use crate::cli::engines::Engine;

/// One of our own contestants, before it has a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variant {
    /// An engine, with the long options it is started with.
    Engine {
        /// The engine.
        engine: Engine,
        /// Options without their dashes, such as `no-specialize` or `breaker=ticker`.
        options: Vec<String>,
    },
    /// No engine at all: only peers are measured.
    None,
}

impl Variant {
    /// Reads `ENGINE[+OPTION…]` or `none`.
    ///
    /// # Errors
    /// When there is no such engine, or when the interpreter would not take the options.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(Self::None);
        }
        let mut parts = text.split('+');
        let engine = Engine::parse(parts.next().unwrap_or_default())?;
        let options: Vec<String> = parts.map(str::to_owned).collect();
        if let Some(empty) = options
            .iter()
            .find(|option| option.is_empty() || option.starts_with('-'))
        {
            return Err(format!("options follow without dashes, `{empty}` is none"));
        }
        let variant = Self::Engine { engine, options };
        crate::cli::args::check_machine_options(&variant.arguments())?;
        Ok(variant)
    }

    /// Every engine that was built in, as it is.
    pub fn all() -> Vec<Self> {
        Engine::built()
            .map(|engine| Self::Engine {
                engine,
                options: Vec::new(),
            })
            .collect()
    }

    /// What the interpreter is started with.
    pub fn arguments(&self) -> Vec<String> {
        match self {
            Self::None => Vec::new(),
            Self::Engine { engine, options } => std::iter::once(format!("--engine={engine}"))
                .chain(options.iter().map(|option| format!("--{option}")))
                .collect(),
        }
    }
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Engine { engine, options } => {
                write!(f, "{engine}")?;
                options.iter().try_for_each(|option| write!(f, "+{option}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_carry_options() {
        let Some(engine) = Engine::default_engine() else {
            return;
        };
        let text = format!("{engine}+no-specialize+breaker=ticker=5");
        let variant = Variant::parse(&text).unwrap();
        assert_eq!(variant.to_string(), text);
        assert_eq!(
            variant.arguments(),
            [
                format!("--engine={engine}"),
                "--no-specialize".into(),
                "--breaker=ticker=5".into()
            ]
        );
    }

    #[test]
    fn wrong_variants_are_refused() {
        assert_eq!(Variant::parse("none"), Ok(Variant::None));
        assert!(Variant::parse("jit").is_err());
        let Some(engine) = Engine::default_engine() else {
            return;
        };
        for wrong in ["+", "+--no-specialize", "+no-such-option", "+breaker=never"] {
            assert!(
                Variant::parse(&format!("{engine}{wrong}")).is_err(),
                "{wrong}"
            );
        }
    }
}
