//! Interpreters and compiled code.

use super::{Builder, Engine, Error, HeapStats, Value};
use std::ops::Deref;
use std::sync::Arc;
use tricera_code::compile::Mode;
use tricera_code::verify::{Verified, verify};
use tricera_core::modules::support::namespace_of;
use tricera_core::object::{as_dict, code::new_code};
use tricera_core::ops::OpcodeCounts;
use tricera_core::runtime::source::{raise_compile_error, run_code};
use tricera_core::runtime::{PyResult, Vm};
use tricera_core::value::Ref;

/// A Python interpreter: its heap, its modules, its `__main__` namespace. It stays on the thread that made it.
///
/// Dropping it ends the program it ran (exit functions, `__del__`) and frees everything.
pub struct Interpreter {
    vm: Box<Vm>,
    engine: Engine,
}

/// Compiled and verified code, shared between interpreters and threads.
#[derive(Clone, Debug)]
pub struct Code {
    verified: Arc<Verified>,
}

impl Default for Interpreter {
    fn default() -> Self {
        Interpreter::new()
    }
}

impl Interpreter {
    /// An interpreter on the fastest engine of this build, with the built-in standard library.
    ///
    /// # Panics
    /// When the standard streams cannot be opened; [`Builder::build`] says so instead.
    pub fn new() -> Interpreter {
        match Interpreter::builder().build() {
            Ok(i) => i,
            Err(e) => panic!("{e}"),
        }
    }

    /// Sets up an interpreter step by step.
    ///
    /// ```
    /// use tricera::{Engine, Interpreter, Value};
    ///
    /// for &engine in Engine::ALL {
    ///     let mut python = Interpreter::builder().engine(engine).hash_seed(0).build()?;
    ///     assert_eq!(python.eval("hash('abc')")?, Value::Int(-4594863902769663758));
    /// }
    /// # Ok::<(), tricera::Error>(())
    /// ```
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn over(vm: Box<Vm>, engine: Engine) -> Interpreter {
        Interpreter { vm, engine }
    }

    /// The engine it runs on.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The core underneath, for programs that work with objects themselves.
    pub fn vm(&self) -> &Vm {
        &self.vm
    }

    fn check<T>(&self, r: PyResult<T>) -> Result<T, Error> {
        r.map_err(|_| Error::take(&self.vm))
    }

    /// Compiles statements. The code can run in any interpreter.
    ///
    /// # Errors
    /// SyntaxError and its like.
    pub fn compile(&mut self, source: &str, filename: &str) -> Result<Code, Error> {
        self.compile_as(source, filename, Mode::Exec)
    }

    fn compile_as(&self, source: &str, filename: &str, mode: Mode) -> Result<Code, Error> {
        let vm = &*self.vm;
        let data = tricera_code::compile::compile(source, filename, mode, &vm.compile_options())
            .map_err(|e| {
                let _ = raise_compile_error(vm, &e);
                Error::take(vm)
            })?;
        vm.sources.register(&data, source);
        match verify(&data) {
            Ok(verified) => Ok(Code { verified }),
            Err(e) => {
                let _ = vm.value_error(e.to_string());
                Err(Error::take(vm))
            }
        }
    }

    /// Runs code in `__main__`, or evaluates it: the value of an expression, otherwise None.
    ///
    /// # Errors
    /// What the code raises.
    ///
    /// ```
    /// let mut one = tricera::Interpreter::new();
    /// let mut other = tricera::Interpreter::new();
    /// let code = one.compile("x = 6 * 7", "shared.py")?;
    /// one.run_code(&code)?;
    /// other.run_code(&code)?;
    /// assert_eq!(one.get("x")?, other.get("x")?);
    /// # Ok::<(), tricera::Error>(())
    /// ```
    pub fn run_code(&mut self, code: &Code) -> Result<Value, Error> {
        let vm = &*self.vm;
        let run = || -> PyResult<Value> {
            let namespace = namespace_of(&vm.main_module()?);
            let code = new_code(vm, &code.verified)?;
            let value = run_code(vm, &code, &namespace, &namespace)?;
            Value::from_object(vm, &value)
        };
        self.check(run())
    }

    /// Runs statements in `__main__`.
    ///
    /// # Errors
    /// What compiling or running them raises.
    pub fn run(&mut self, source: &str) -> Result<(), Error> {
        let code = self.compile_as(source, "<string>", Mode::Exec)?;
        self.run_code(&code).map(drop)
    }

    /// The value of an expression in `__main__`.
    ///
    /// # Errors
    /// What compiling or evaluating it raises.
    pub fn eval(&mut self, source: &str) -> Result<Value, Error> {
        let code = self.compile_as(
            source.trim_start_matches([' ', '\t']),
            "<string>",
            Mode::Eval,
        )?;
        self.run_code(&code)
    }

    /// A variable of `__main__`.
    ///
    /// # Errors
    /// NameError if there is none.
    pub fn get(&mut self, name: &str) -> Result<Value, Error> {
        let vm = &*self.vm;
        let get = || -> PyResult<Value> {
            let key = vm.interned.intern_str(vm, name);
            match as_dict(&namespace_of(&vm.main_module()?)).get(vm, &key)? {
                Some(v) => Value::from_object(vm, &v),
                None => Err(vm.name_error(&key)),
            }
        };
        self.check(get())
    }

    /// Sets a variable of `__main__`.
    ///
    /// # Errors
    /// When the value cannot enter an interpreter ([`Value::Object`]).
    ///
    /// ```
    /// let mut python = tricera::Interpreter::new();
    /// python.set("names", vec!["b".into(), "a".into()])?;
    /// assert_eq!(python.eval("'+'.join(sorted(names))")?, "a+b".into());
    /// # Ok::<(), tricera::Error>(())
    /// ```
    pub fn set(&mut self, name: &str, value: impl Into<Value>) -> Result<(), Error> {
        let vm = &*self.vm;
        let value = value.into();
        let set = || -> PyResult<()> {
            let key = vm.interned.intern_str(vm, name);
            let value = value.to_object(vm)?;
            as_dict(&namespace_of(&vm.main_module()?)).set(vm, &key, value)
        };
        self.check(set())
    }

    /// Calls a function by its name in `__main__` or `builtins`.
    ///
    /// # Errors
    /// What the function raises; NameError if there is none.
    ///
    /// ```
    /// let mut python = tricera::Interpreter::new();
    /// assert_eq!(python.call("max", [3.into(), 7.into()])?, 7.into());
    /// # Ok::<(), tricera::Error>(())
    /// ```
    pub fn call(
        &mut self,
        name: &str,
        arguments: impl IntoIterator<Item = Value>,
    ) -> Result<Value, Error> {
        let vm = &*self.vm;
        let arguments: Vec<Value> = arguments.into_iter().collect();
        let call = || -> PyResult<Value> {
            let key = vm.interned.intern_str(vm, name);
            let mut f = as_dict(&namespace_of(&vm.main_module()?)).get(vm, &key)?;
            if f.is_none() {
                f = as_dict(&vm.builtins.get().expect("booted")).get(vm, &key)?;
            }
            let Some(f) = f else {
                return Err(vm.name_error(&key));
            };
            let all = arguments
                .iter()
                .map(|a| a.to_object(vm))
                .collect::<PyResult<Vec<Ref>>>()?;
            Value::from_object(vm, &vm.call_positional(&f, &all)?)
        };
        self.check(call())
    }

    /// What the heap holds now.
    pub fn heap_stats(&self) -> HeapStats {
        self.vm.heap.stats()
    }

    /// The number of logical instructions executed and a hash of their sequence, if the interpreter traces.
    pub fn trace(&self) -> Option<(u64, u64)> {
        let t = &self.vm.trace;
        self.vm.config.trace.then(|| (t.count.get(), t.hash.get()))
    }

    /// How often each opcode was executed, and each pair of opcodes in succession, if the interpreter counts them.
    /// Opcodes are counted in the form they had; NOP, NOT_TAKEN, CACHE and EXTENDED_ARG are not.
    pub fn opcode_counts(&self) -> Option<impl Deref<Target = OpcodeCounts>> {
        let counting = self.vm.config.count_opcodes;
        counting.then(|| self.vm.trace.opcodes.borrow())
    }
}

impl Drop for Interpreter {
    fn drop(&mut self) {
        // Whoever wants to know that the end failed ends it himself: `vm().shut_down()`.
        let _ = self.vm.shut_down();
    }
}
