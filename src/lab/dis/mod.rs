//! `tricera dis`: bytecode as the compiler made it, and what became of it when it ran.
//!
//! The plain form is the text of CPython's `dis`, made here from the code object: nothing runs but the interpreter's own
//! `repr`, for constants. Where the program runs first, its output goes to standard error, so that the listing can be
//! piped.

mod asm;
mod caches;
mod listing;
mod operand;
mod predecoded;

use std::io::{Read, Write};
use std::path::Path;

use tricera::core::object::code::Code;
use tricera::core::object::{payload, str_to_string};
use tricera::core::runtime::source::compile_source;
use tricera::core::runtime::{PyResult, Vm};
use tricera::core::value::{Kind, Ref};
use tricera_code::compile::Mode;
use tricera_code::pyc::PycFile;

use super::options::DisOptions;
use crate::cli::args::{Program, RunRequest};
use crate::cli::exit::{Exit, USAGE};
use crate::cli::python::{self, PythonSession};
use crate::cli::run::on_large_stack;
use crate::cli::session::Session;

/// Shows what is asked for.
pub fn run(options: &DisOptions, request: &RunRequest) -> Exit {
    let (text, exit) = match &options.asm {
        Some(opcode) => match asm::side_by_side(opcode) {
            Ok(text) => (text, Exit::SUCCESS),
            Err(error) => {
                eprintln!("tricera: {error}");
                return Exit::Code(error.status());
            }
        },
        None => on_large_stack(|| show(options, request)),
    };
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            eprintln!("tricera: cannot write: {error}");
            Exit::Code(1)
        }
        _ => exit,
    }
}

/// The listing, and how the process ends.
fn show(options: &DisOptions, request: &RunRequest) -> (String, Exit) {
    let mut session = match python::open(request) {
        Ok(session) => session,
        Err(message) => {
            eprintln!("tricera: {message}");
            return (String::new(), Exit::Code(1));
        }
    };
    let aside = options.runs().then(OutputAside::new);
    let ended = match options.runs() {
        true => session.run(&request.program),
        false => Exit::SUCCESS,
    };
    let (text, exit) = match listings(&session, options, request) {
        Ok(Ok(text)) => (text, ended),
        Ok(Err(why)) => {
            eprintln!("tricera: {why}");
            (String::new(), Exit::Code(USAGE))
        }
        Err(_) => (String::new(), python::end(session.vm())),
    };
    session.flush();
    let exit = session.finish(exit);
    drop(aside);
    (text, exit)
}

/// The text to print; the inner error says why there is none.
fn listings(
    session: &PythonSession,
    options: &DisOptions,
    request: &RunRequest,
) -> PyResult<Result<String, String>> {
    let vm = session.vm();
    let code = if options.runs() {
        match vm.main_code.get() {
            Some(code) => code,
            // It never came to that: the session has said why.
            None => return Ok(Ok(String::new())),
        }
    } else {
        match code_of(vm, &request.program)? {
            Ok(code) => code,
            Err(why) => return Ok(Err(why)),
        }
    };
    let mut chosen = vec![code.clone()];
    if let Some(name) = &options.function {
        chosen.clear();
        find(&code, name, &mut chosen);
        if chosen.is_empty() {
            return Ok(Err(format!("there is no function {name} in it")));
        }
    }
    let mut text = String::new();
    for (i, code) in chosen.iter().enumerate() {
        if chosen.len() > 1 {
            text += if i > 0 { "\n" } else { "" };
            text += &format!("Disassembly of {}:\n", vm.repr_string(code)?);
        }
        if options.predecoded {
            match predecoded::recursive(vm, code)? {
                Ok(listing) => text += &listing,
                Err(why) => return Ok(Err(why)),
            }
            continue;
        }
        let columns = listing::Columns {
            cache_rows: options.show_caches,
            offsets: options.show_offsets,
            positions: options.show_positions,
            specialized: options.specialized || options.caches,
            cache_contents: options.caches,
        };
        text += &listing::recursive(vm, code, columns)?;
    }
    Ok(Ok(text))
}

/// The code of a program that does not run. The inner error says why there is none.
fn code_of(vm: &Vm, program: &Program) -> PyResult<Result<Ref, String>> {
    let compile = |source: &[u8], name: &str| {
        compile_source(vm, source, false, name, Mode::Exec, &vm.compile_options())
    };
    Ok(match program {
        Program::Command(text) => {
            let mut source = text.as_encoded_bytes().to_vec();
            source.push(b'\n');
            Ok(compile(&source, "<string>")?)
        }
        Program::Module(name) => {
            let here = std::env::current_dir().unwrap_or_default();
            vm.prepend_path(here.as_os_str().as_encoded_bytes())?;
            return vm.code_of_module(&name.to_string_lossy());
        }
        Program::File(path) if path.extension().is_some_and(|e| e == "pyc") => pyc(vm, path)?,
        Program::File(path) => match std::fs::read(path) {
            Ok(source) => Ok(compile(&source, &path.to_string_lossy())?),
            Err(error) => Err(format!("{}: {error}", path.display())),
        },
        Program::Stdin | Program::Interactive => {
            let mut source = Vec::new();
            match std::io::stdin().read_to_end(&mut source) {
                Ok(_) => Ok(compile(&source, "<stdin>")?),
                Err(error) => Err(format!("can't read standard input: {error}")),
            }
        }
    })
}

fn pyc(vm: &Vm, path: &Path) -> PyResult<Result<Ref, String>> {
    match PycFile::open(path).and_then(|file| file.read_code()) {
        Ok(data) => tricera::core::runtime::source::make_code(vm, &data).map(Ok),
        Err(error) => Ok(Err(format!("{}: {error}", path.display()))),
    }
}

/// The code objects in `code` with this name, plain or qualified.
fn find(code: &Ref, name: &str, found: &mut Vec<Ref>) {
    for constant in payload::<Code>(code).consts() {
        if !constant.has_kind(Kind::Code) {
            continue;
        }
        let inner = payload::<Code>(constant);
        if [&inner.name, &inner.qualname]
            .iter()
            .any(|n| str_to_string(n) == name)
        {
            found.push(constant.clone());
        }
        find(constant, name, found);
    }
}

/// Standard output leads to standard error while this lives.
struct OutputAside(Option<libc::c_int>);

impl OutputAside {
    fn new() -> Self {
        // SAFETY: descriptors are numbers; what is not open is refused.
        let before = unsafe { libc::dup(1) };
        if before < 0 {
            return Self(None);
        }
        // SAFETY: as above.
        unsafe { libc::dup2(2, 1) };
        Self(Some(before))
    }
}

impl Drop for OutputAside {
    fn drop(&mut self) {
        if let Some(before) = self.0 {
            // SAFETY: as above; the descriptor is our own.
            unsafe {
                libc::dup2(before, 1);
                libc::close(before);
            }
        }
    }
}
