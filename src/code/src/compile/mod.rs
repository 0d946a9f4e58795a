//! From source to code objects, with `rustpython-compiler`, all in memory.
//!
//! What is added here: decoding of source bytes, CPython's error classes and wording, syntax warnings, and enough
//! native stack, whatever the source.

mod again;
mod convert;
mod definitions;
mod ends;
mod error;
mod escapes;
mod fold;
mod hidden;
mod interactive;
mod lists;
mod placing;
mod source;
mod tokens;
pub mod tree;
mod unended;
mod wording;

use std::borrow::Cow;
use std::sync::Arc;

use rustpython_compiler::{CompileOpts, compile_with_syntax_warning_handler};
use rustpython_compiler_core::bytecode::CodeFlags;

pub use error::{CompileError, CompileErrorKind};
pub use interactive::{Typed, typed};

use crate::data::CodeData;

/// What the source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A module.
    Exec,
    /// One expression; the code object returns its value.
    Eval,
    /// One interactive statement; the values of expressions are printed.
    Single,
}

/// What `compile()` takes besides source, file name and mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// 0; 1 drops assertions and makes `__debug__` false (-O); 2 drops docstrings too (-OO).
    pub optimize: u8,
    /// `CO_FUTURE_*` flags that are in force as if imported (what `dont_inherit=False` inherits).
    pub future_flags: u32,
    /// Allow `await` outside functions (`ast.PyCF_ALLOW_TOP_LEVEL_AWAIT`).
    pub allow_top_level_await: bool,
    /// In [`Mode::Single`], a block is incomplete until a line ends it (`PyCF_DONT_IMPLY_DEDENT`).
    pub dont_imply_dedent: bool,
    /// The longest decimal int literal; 0 for no limit (`sys.get_int_max_str_digits()`).
    pub int_max_str_digits: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            optimize: 0,
            future_flags: 0,
            allow_top_level_await: false,
            dont_imply_dedent: false,
            int_max_str_digits: 4300,
        }
    }
}

/// A SyntaxWarning, for the caller to issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxWarning {
    /// What it says.
    pub message: String,
    /// The line it is about, from 1.
    pub lineno: u32,
}

/// Compiles source text. Warnings are dropped: see [`compile_with_warnings`].
pub fn compile(
    source: &str,
    filename: &str,
    mode: Mode,
    options: &Options,
) -> Result<Arc<CodeData>, CompileError> {
    compile_with_warnings(source, filename, mode, options, &mut Vec::new())
}

/// Compiles source as a file holds it: its byte order mark and encoding declaration (PEP 263) are obeyed.
pub fn compile_bytes(
    source: &[u8],
    filename: &str,
    mode: Mode,
    options: &Options,
    warnings: &mut Vec<SyntaxWarning>,
) -> Result<Arc<CodeData>, CompileError> {
    let source = source::decode(source, filename)?;
    compile_with_warnings(&source, filename, mode, options, warnings)
}

/// Source bytes as text: without byte order mark, decoded as the declaration in them says.
pub fn decode_source<'a>(source: &'a [u8], filename: &str) -> Result<Cow<'a, str>, CompileError> {
    source::decode(source, filename)
}

/// Compiles source text and collects the SyntaxWarnings in the order of their discovery.
pub fn compile_with_warnings(
    source: &str,
    filename: &str,
    mode: Mode,
    options: &Options,
    warnings: &mut Vec<SyntaxWarning>,
) -> Result<Arc<CodeData>, CompileError> {
    if source.contains('\0') {
        return Err(CompileError::new(
            CompileErrorKind::SyntaxError,
            "source code string cannot contain null bytes",
        ));
    }
    let source = source::normalize_newlines(source);
    let job = || compile_here(&source, filename, mode, options, warnings);
    with_stack_for(&source, job).unwrap_or_else(|| {
        Err(CompileError::new(
            CompileErrorKind::MemoryError,
            "no memory for the stack that compiling this source may need",
        ))
    })
}

/// Runs `job`, which parses or compiles `source`, with enough native stack for it; `None` if that cannot be had.
pub(crate) fn with_stack_for<T: Send>(source: &str, job: impl FnOnce() -> T + Send) -> Option<T> {
    let needed = native_stack_for(source);
    if stacker::remaining_stack().is_some_and(|left| left > needed) {
        return Some(job());
    }
    // A thread, not a grown stack: that it cannot be had is an error then, not a panic.
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new()
            .name("compile".into())
            .stack_size(needed);
        let thread = builder.spawn_scoped(scope, job).ok()?;
        match thread.join() {
            Ok(result) => Some(result),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Expressions and statements nested deeper than this are refused with a RecursionError. CPython's limit depends on
/// its native stack; on a common one it lies between 6,000 (parser) and 60,000 (compiler).
const RECURSION_LIMIT: usize = 10_000;

/// What the deepest of the compiler's walks takes for each level it may descend to.
const STACK_PER_LEVEL: usize = 16 * 1024;

/// What dropping a syntax tree of any depth takes for each byte of its source, at two bytes a level.
const STACK_PER_BYTE: usize = 256;

const STACK_BASE: usize = 256 * 1024;

/// Native stack that suffices to compile this, however it is nested: nesting takes at least a byte a level. Only
/// the address range is reserved; memory is used as far as the stack grows.
fn native_stack_for(source: &str) -> usize {
    let levels = source.len().min(RECURSION_LIMIT);
    STACK_BASE + levels * STACK_PER_LEVEL + source.len() * STACK_PER_BYTE
}

fn compile_here(
    source: &str,
    filename: &str,
    mode: Mode,
    options: &Options,
    warnings: &mut Vec<SyntaxWarning>,
) -> Result<Arc<CodeData>, CompileError> {
    let compiler_mode = match mode {
        Mode::Exec => rustpython_compiler_core::Mode::Exec,
        Mode::Eval => rustpython_compiler_core::Mode::Eval,
        Mode::Single => rustpython_compiler_core::Mode::Single,
    };
    let compiler_options = CompileOpts {
        optimize: options.optimize,
        debug_ranges: true,
        int_max_str_digits: options.int_max_str_digits,
        allow_top_level_await: options.allow_top_level_await,
        future_features: CodeFlags::from_bits_truncate(options.future_flags),
        dont_imply_dedent: options.dont_imply_dedent,
        recursion_limit: RECURSION_LIMIT,
    };
    // CPython's tokenizer refuses this, the compiler's does not.
    if let Some(error) = source::too_many_indentations(source, filename) {
        return Err(error);
    }
    // CPython's tokens come before its tree.
    escapes::warn(source, warnings);
    let mut on_warning = |location: rustpython_compiler_core::SourceLocation, message| {
        let lineno = location.line.get() as u32;
        warnings.push(SyntaxWarning { message, lineno });
        Ok(())
    };
    let result = compile_with_syntax_warning_handler(
        source,
        compiler_mode,
        filename,
        compiler_options.clone(),
        &mut on_warning,
    );
    let job = again::Job {
        source,
        filename,
        mode: compiler_mode,
        options: compiler_options,
    };
    job.corrected(result).map(Arc::new).map_err(|mut error| {
        if mode != Mode::Exec {
            unended::adjust(&mut error, source);
        }
        error
    })
}
