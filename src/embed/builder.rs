//! Setting up an interpreter.

use super::{Engine, Error, Interpreter, library};
use std::path::PathBuf;
use tricera_core::modules::{io, sys};
use tricera_core::ops::superinstructions::SuperinstructionSet;
use tricera_core::ops::{Build, techniques};
use tricera_core::runtime::{BreakerPolicy, Config, Flags, Vm};

/// How an interpreter is set up; see [`Interpreter::builder`].
#[derive(Clone, Debug, Default)]
pub struct Builder {
    engine: Option<Engine>,
    config: Config,
    path: Vec<PathBuf>,
    library: Option<PathBuf>,
    signals: bool,
    unbuffered: bool,
    predict: bool,
    profile: bool,
}

impl Builder {
    /// The dispatch engine; [`Engine::fastest`] if not said.
    pub fn engine(mut self, engine: Engine) -> Builder {
        self.engine = Some(engine);
        self
    }
    /// A folder of `sys.path`, before the standard library.
    pub fn path(mut self, folder: impl Into<PathBuf>) -> Builder {
        self.path.push(folder.into());
        self
    }
    /// A CPython 3.14 `Lib` folder to use as the standard library instead of the built-in one.
    pub fn library(mut self, folder: impl Into<PathBuf>) -> Builder {
        self.library = Some(folder.into());
        self
    }
    /// The seed of string hashes, as `PYTHONHASHSEED` has it; random if not said.
    pub fn hash_seed(mut self, seed: u32) -> Builder {
        self.config.hash_seed = tricera_core::HashSeed::Fixed(seed);
        self
    }
    /// Do instructions adapt to the types they see (PEP 659), and are attribute lookups remembered? On if not said.
    pub fn specialize(mut self, on: bool) -> Builder {
        self.config.specialize = on;
        self.config.attribute_cache = on;
        self
    }
    /// Superinstructions, in engines that have them. All if not said.
    pub fn superinstructions(mut self, set: SuperinstructionSet) -> Builder {
        self.config.superinstructions = set;
        self
    }
    /// Techniques to leave out, to find out what they are worth.
    pub fn without(mut self, techniques: techniques::Without) -> Builder {
        self.config.without = techniques;
        self
    }
    /// The opcode prediction of 2008, in the engine that has it (`match`; no other heeds this).
    pub fn predict(mut self, on: bool) -> Builder {
        self.predict = on;
        self
    }
    /// Count how often each opcode is executed; see [`Interpreter::opcode_counts`].
    pub fn count_opcodes(mut self, on: bool) -> Builder {
        self.config.count_opcodes = on;
        self
    }
    /// Keep the code of the program and of all modules, to look at it when the program has ended.
    pub fn keep_code(mut self, on: bool) -> Builder {
        self.config.keep_code = on;
        self
    }
    /// Be able to take a profile ([`Vm::start_profile`]): it runs on the traced build of the engine, and keeps code.
    pub fn profile(mut self, on: bool) -> Builder {
        self.profile = on;
        self.config.keep_code |= on;
        self
    }
    /// When running code looks whether something else wants to run.
    pub fn breaker(mut self, policy: BreakerPolicy) -> Builder {
        self.config.breaker = policy;
        self
    }
    /// Count the logical instructions executed, and keep a hash of their sequence.
    pub fn trace(mut self, on: bool) -> Builder {
        self.config.trace = on;
        self
    }
    /// CPython's command line options.
    pub fn flags(mut self, flags: Flags) -> Builder {
        self.config.flags = flags;
        self
    }
    /// Keep the compiled code of imported modules in files below this folder, for the next run.
    pub fn cache(mut self, folder: impl Into<std::path::PathBuf>) -> Builder {
        self.config.cache = Some(folder.into());
        self
    }
    /// Handle the signals of the process: SIGINT raises KeyboardInterrupt. One interpreter of a process can.
    pub fn handle_signals(mut self, on: bool) -> Builder {
        self.signals = on;
        self
    }
    /// Write standard output and error at once (`-u`).
    pub fn unbuffered(mut self, on: bool) -> Builder {
        self.unbuffered = on;
        self
    }

    /// Makes the interpreter.
    ///
    /// # Errors
    /// When the standard streams cannot be opened.
    pub fn build(mut self) -> Result<Interpreter, Error> {
        let engine = self.engine.unwrap_or_else(Engine::fastest);
        let folders = self
            .path
            .into_iter()
            .chain(library::folder(self.library.as_deref()));
        self.config.path = folders.map(|f| f.to_string_lossy().into_owned()).collect();
        let without = self.config.without;
        self.config.specialize &= !without.has(techniques::SPECIALIZATION);
        if without.has(techniques::SUPERINSTRUCTIONS) {
            self.config.superinstructions = SuperinstructionSet::None;
        }
        if without.has(techniques::REGISTER_FORMS)
            && self.config.superinstructions == SuperinstructionSet::All
        {
            self.config.superinstructions = SuperinstructionSet::Joined;
        }
        self.config.attribute_cache &= !without.has(techniques::ATTRIBUTE_CACHE);
        let build = match self.config.breaker {
            _ if self.config.trace || self.config.count_opcodes || self.profile => Build::Traced,
            BreakerPolicy::EveryInstruction => Build::EveryInstruction,
            BreakerPolicy::Ticker(_) => Build::Ticker,
            BreakerPolicy::BackEdges if self.predict => Build::Predicting,
            BreakerPolicy::BackEdges
                if self.config.superinstructions != SuperinstructionSet::None =>
            {
                Build::Fused
            }
            BreakerPolicy::BackEdges => Build::Plain,
        };
        let entry = engine.entry(build);
        let vm = Vm::new(entry, self.config);
        if self.signals {
            vm.handle_signals();
        }
        let streams = io::open_standard_streams(&vm, self.unbuffered);
        let set = streams.and_then(|streams| {
            for (name, stream) in ["stdin", "stdout", "stderr"].into_iter().zip(streams) {
                sys::set(&vm, &format!("__{name}__"), stream.clone())?;
                sys::set(&vm, name, stream)?;
            }
            vm.main_module().map(drop)
        });
        match set {
            Ok(()) => {
                vm.heap.seal();
                Ok(Interpreter::over(vm, engine))
            }
            Err(_) => Err(Error::take(&vm)),
        }
    }
}
