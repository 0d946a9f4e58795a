//! The dispatch engines that this build has.

use tricera_core::ops::{Build, EngineEntry};

macro_rules! engines {
    ($($(#[$doc:meta])* $variant:ident $name:literal $feature:literal $entry:path;)*) => {
        /// How an interpreter dispatches instructions. Engines are cargo features; all compute the same.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Engine {
            $($(#[$doc])* #[cfg(feature = $feature)] $variant,)*
        }

        impl Engine {
            /// The engines that this build has.
            pub const ALL: &'static [Engine] = &[$(#[cfg(feature = $feature)] Engine::$variant,)*];

            /// The name on the command line.
            pub fn name(self) -> &'static str {
                match self {
                    $(#[cfg(feature = $feature)] Engine::$variant => $name,)*
                }
            }

            /// What the core needs to run on it, in the build asked for.
            pub(crate) fn entry(self, build: Build) -> EngineEntry {
                match self {
                    $(#[cfg(feature = $feature)] Engine::$variant => $entry(build),)*
                }
            }
        }
    };
}

engines! {
    /// One loop around one `match`, over CPython's code units.
    MatchSwitch "match" "match-switch" tricera_match_switch::engine;
    /// The same over pre-decoded instructions.
    MatchPredecoded "match-predecoded" "match-switch" tricera_match_switch::engine_predecoded;
    /// A table of handlers that tail-call each other, over code units.
    TailCall "tail" "tail-call" tricera_tail_call::engine;
    /// Handlers that tail-call each other through pre-decoded instructions, with superinstructions.
    DirectThreaded "direct" "direct-threaded" tricera_direct_threaded::engine;
}

impl Engine {
    /// The engine of this name.
    pub fn from_name(name: &str) -> Option<Engine> {
        Engine::ALL.iter().copied().find(|e| e.name() == name)
    }

    /// The engine that is used when none is asked for: the fastest of this build.
    ///
    /// # Panics
    /// In a build without engines.
    pub fn fastest() -> Engine {
        *Engine::ALL
            .last()
            .expect("a build has at least one engine (cargo features)")
    }
}
