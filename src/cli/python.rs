//! A [`Session`] over an interpreter of the library.

use super::args::{HashSeed, Program, PythonFlags, RunRequest};
use super::breaker::BreakerPolicy;
use super::exit::Exit;
use super::session::{Pushed, Session};
use std::io::Read;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;
use tricera::core::object::{as_dict, from_utf8, new_list};
use tricera::core::runtime::{self, Flags, PyResult, Vm};
use tricera::{Engine, Interpreter};

/// An interpreter with what the command line says about its program.
pub struct PythonSession {
    python: Interpreter,
    arguments: Vec<Vec<u8>>,
    skip_first_line: bool,
    heap_stats: bool,
    opcode_counts: Option<PathBuf>,
    profile: Option<PathBuf>,
    samples: Option<PathBuf>,
}

/// Makes the interpreter that a request asks for.
///
/// # Errors
/// In one line, when it cannot be made.
pub fn open(request: &RunRequest) -> Result<Box<PythonSession>, String> {
    let mut builder = Interpreter::builder()
        .specialize(request.machine.specialize)
        .superinstructions(request.machine.superinstructions)
        .without(request.machine.without)
        .predict(request.machine.predict)
        .breaker(breaker(request.machine.breaker))
        .count_opcodes(request.machine.opcode_counts.is_some())
        .trace(request.machine.trace_hash)
        .keep_code(request.machine.keep_code)
        .profile(request.machine.profile.is_some())
        .flags(flags(&request.flags, &request.program))
        .unbuffered(request.flags.unbuffered)
        .handle_signals(true);
    if let Some(engine) = request
        .engine
        .or_else(super::engines::Engine::default_engine)
    {
        let engine =
            Engine::from_name(engine.name()).ok_or("this build does not have this engine")?;
        if request.machine.predict && engine.name() != "match" {
            return Err(format!(
                "the engine {} does not predict opcodes",
                engine.name()
            ));
        }
        builder = builder.engine(engine);
    }
    if let HashSeed::Fixed(seed) = request.hash_seed {
        builder = builder.hash_seed(seed);
    }
    for folder in &request.python_path {
        builder = builder.path(folder);
    }
    if let Some(folder) = &request.lib {
        builder = builder.library(folder);
    }
    if let Some(folder) = super::cache::folder(request.flags.pycache_prefix.as_deref()) {
        builder = builder.cache(folder);
    }
    let python = builder
        .build()
        .map_err(|e| e.traceback().trim_end().to_owned())?;
    if set_options(python.vm(), request).is_err() {
        python.vm().end_of_exception();
        return Err("cannot set the options of sys".to_owned());
    }
    Ok(Box::new(PythonSession {
        python,
        arguments: request
            .arguments
            .iter()
            .map(|a| a.clone().into_vec())
            .collect(),
        skip_first_line: request.flags.skip_first_line,
        heap_stats: request.machine.heap_stats,
        opcode_counts: request.machine.opcode_counts.clone(),
        profile: request.machine.profile.clone(),
        samples: request.machine.samples.clone(),
    }))
}

/// `sys.warnoptions`, `sys.pycache_prefix`, `sys._xoptions`, `sys.orig_argv`.
fn set_options(vm: &Vm, request: &RunRequest) -> PyResult<()> {
    use tricera::core::modules::{support::fs_decode, sys};
    let text = |s: &String| from_utf8(vm, s);
    let options = request
        .flags
        .warn_options
        .iter()
        .map(text)
        .collect::<PyResult<Vec<_>>>()?;
    sys::set(vm, "warnoptions", new_list(vm, options))?;
    if let Some(prefix) = &request.flags.pycache_prefix {
        sys::set(vm, "pycache_prefix", fs_decode(vm, prefix.as_bytes())?)?;
    }
    let x = tricera::core::object::new_dict(vm);
    for (name, value) in &request.flags.x_options {
        let value = match value {
            Some(v) => text(v)?,
            None => tricera::core::value::Ref::bool(true),
        };
        as_dict(&x).set(vm, &text(name)?, value)?;
    }
    sys::set(vm, "_xoptions", x)?;
    let line = std::env::args_os().map(|a| fs_decode(vm, a.as_bytes()));
    sys::set(
        vm,
        "orig_argv",
        new_list(vm, line.collect::<PyResult<Vec<_>>>()?),
    )
}

fn breaker(policy: BreakerPolicy) -> runtime::BreakerPolicy {
    match policy {
        BreakerPolicy::Cpython | BreakerPolicy::BackEdges => runtime::BreakerPolicy::BackEdges,
        BreakerPolicy::EveryInstruction => runtime::BreakerPolicy::EveryInstruction,
        BreakerPolicy::Ticker(interval) => runtime::BreakerPolicy::Ticker(interval),
    }
}

fn flags(f: &PythonFlags, program: &Program) -> Flags {
    Flags {
        inspect: f.inspect,
        interactive: *program == Program::Interactive || f.inspect,
        optimize: f.optimize,
        dont_write_bytecode: f.dont_write_bytecode,
        no_user_site: f.no_user_site,
        no_site: f.no_site,
        ignore_environment: f.ignore_environment,
        verbose: f.verbose,
        bytes_warning: f.bytes_warning,
        quiet: f.quiet,
        isolated: f.isolated,
        safe_path: f.safe_path,
        utf8_mode: f.utf8_mode,
    }
}

impl PythonSession {
    /// The interpreter.
    pub fn vm(&self) -> &Vm {
        self.python.vm()
    }

    /// Writes out what the program has written to `sys.stdout`, if that is still there.
    pub fn flush(&self) {
        let vm = self.vm();
        if let Ok(Some(f)) = stdout(vm)
            && vm.call_method(&f, &vm.names.flush, &[]).is_err()
        {
            vm.clear_exception();
        }
    }

    fn argv(&self, first: &[u8]) -> PyResult<()> {
        let mut all = vec![first.to_vec()];
        all.extend(self.arguments.iter().cloned());
        self.python.vm().set_argv(&all)
    }

    fn run_program(&self, program: &Program) -> PyResult<Result<(), String>> {
        let vm = self.python.vm();
        match program {
            Program::Command(code) => {
                self.argv(b"-c")?;
                vm.prepend_path(b"")?;
                let mut source = code.as_bytes().to_vec();
                source.push(b'\n');
                vm.run_main_source(&source, "<string>")?;
            }
            Program::Module(name) => {
                self.argv(b"-m")?;
                let here = std::env::current_dir().unwrap_or_default();
                vm.prepend_path(here.as_os_str().as_bytes())?;
                return vm.run_main_module(&name.to_string_lossy());
            }
            Program::File(path) => {
                self.argv(path.as_os_str().as_bytes())?;
                if let Err(e) = std::fs::metadata(path) {
                    let number = e.raw_os_error().unwrap_or_default();
                    let text = e.to_string();
                    let text = text
                        .split(" (os error")
                        .next()
                        .unwrap_or_default()
                        .to_owned();
                    return Ok(Err(format!(
                        "can't open file '{}': [Errno {number}] {text}",
                        std::path::absolute(path)
                            .unwrap_or_else(|_| path.clone())
                            .display()
                    )));
                }
                if self.skip_first_line {
                    let source = std::fs::read(path).unwrap_or_default();
                    let cut = source
                        .iter()
                        .position(|&b| b == b'\n')
                        .unwrap_or(source.len());
                    // The newline stays, so that lines keep their numbers.
                    vm.run_main_source(&source[cut..], &path.to_string_lossy())?;
                } else {
                    return vm.run_main_file(path);
                }
            }
            Program::Stdin => {
                self.argv(b"-")?;
                vm.prepend_path(b"")?;
                let mut source = Vec::new();
                if let Err(e) = std::io::stdin().read_to_end(&mut source) {
                    return Ok(Err(format!("can't read standard input: {e}")));
                }
                vm.run_main_source(&source, "<stdin>")?;
            }
            Program::Interactive => {}
        }
        Ok(Ok(()))
    }
}

/// The end that an exception in flight leads to.
pub fn end(vm: &Vm) -> Exit {
    let (status, interrupted) = vm.end_of_exception();
    if interrupted {
        return Exit::Interrupted;
    }
    Exit::Code(status as u8)
}

impl Session for PythonSession {
    fn run(&mut self, program: &Program) -> Exit {
        if self.profile.is_some() {
            self.python.vm().start_profile();
        }
        if self.samples.is_some()
            && let Err(why) = super::sampler::start()
        {
            eprintln!("tricera: cannot sample: {why}");
        }
        let own_process = std::process::id();
        let ended = self.run_program(program);
        // A child of the program's that comes here has the counts of its parent too.
        if std::process::id() == own_process {
            if let Some(file) = &self.samples
                && let Err(error) = super::sampler::stop(file)
            {
                eprintln!("tricera: cannot write {}: {error}", file.display());
            }
            if let (Some(file), Some(report)) = (&self.profile, self.python.vm().end_profile())
                && let Err(error) =
                    super::profile_data::write(file, self.python.engine().name(), &report)
            {
                eprintln!("tricera: cannot write {}: {error}", file.display());
            }
        }
        match ended {
            Ok(Ok(())) => Exit::SUCCESS,
            Ok(Err(message)) => {
                let this = std::env::current_exe().unwrap_or_default();
                eprintln!("{}: {message}", this.display());
                Exit::Code(if message.starts_with("can't open file") {
                    2
                } else {
                    1
                })
            }
            Err(_) => end(self.python.vm()),
        }
    }

    fn push(&mut self, source: &str) -> Pushed {
        let vm = self.python.vm();
        let exits = |vm: &Vm| vm.raised_is(vm.types.system_exit);
        let pushed = match vm.run_interactive(source, "<stdin>") {
            Ok(true) => Pushed::Done,
            Ok(false) => Pushed::Incomplete,
            Err(_) if exits(vm) => Pushed::Exit(end(vm)),
            Err(_) => {
                end(vm);
                Pushed::Done
            }
        };
        // The prompt that comes next is not written through `sys.stdout`.
        self.flush();
        pushed
    }

    fn prompt(&mut self, continuation: bool) -> String {
        let (name, usual) = if continuation {
            ("ps2", "... ")
        } else {
            ("ps1", ">>> ")
        };
        self.python.vm().prompt(name, usual)
    }

    fn finish(self: Box<Self>, exit: Exit) -> Exit {
        let trace = self.python.trace();
        let flushed = self.python.vm().shut_down();
        let exit = match flushed {
            Ok(()) => exit,
            Err(error) => Exit::flush_failed(&error),
        };
        if let Some((count, hash)) = trace {
            eprintln!("trace: {count} instructions, hash {hash:016x}");
        }
        if let (Some(file), Some(counts)) = (&self.opcode_counts, self.python.opcode_counts())
            && let Err(error) = super::opcode_counts::write(file, &counts)
        {
            eprintln!("tricera: cannot write {}: {error}", file.display());
            return Exit::Code(1);
        }
        if self.heap_stats {
            let s = self.python.heap_stats();
            eprintln!(
                "heap: {} objects left of the program; {} objects, {} bytes the interpreter's own; {} collections",
                s.left,
                s.objects - s.left,
                s.bytes,
                s.collections
            );
        }
        exit
    }
}

fn stdout(vm: &Vm) -> PyResult<Option<tricera::core::value::Ref>> {
    let sys = vm.sys.get().expect("booted");
    let f = as_dict(&sys).get(vm, &vm.names.stdout)?;
    Ok(f.filter(|f| !f.is_none()))
}
