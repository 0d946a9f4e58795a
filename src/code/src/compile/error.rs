//! Compile errors in CPython's classes and wording.

use std::fmt;

use rustpython_compiler::CompileError as CompilerError;
use rustpython_compiler::codegen::error::CodegenErrorType;
use rustpython_compiler::parser::{LexicalErrorType, ParseErrorType};

use super::placing;
use super::wording;

/// The exception a compile error becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompileErrorKind {
    /// SyntaxError
    SyntaxError,
    /// IndentationError
    IndentationError,
    /// TabError
    TabError,
    /// ValueError
    ValueError,
    /// RecursionError
    RecursionError,
    /// MemoryError
    MemoryError,
}

/// Why source does not compile: the attributes of a SyntaxError.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    /// The exception class.
    pub kind: CompileErrorKind,
    /// `msg`
    pub msg: String,
    /// `filename`; `None` if the exception has no position (then none of the following means anything).
    pub filename: Option<String>,
    /// `lineno`, from 1.
    pub lineno: u32,
    /// `offset`: column in characters, from 1.
    pub offset: i32,
    /// `end_lineno`
    pub end_lineno: u32,
    /// `end_offset`: the column after the last character, from 1.
    pub end_offset: i32,
    /// `text`: the line, with its line end.
    pub text: Option<String>,
    /// Whether more input could make it right, which is what an interactive prompt asks.
    pub incomplete: bool,
}

impl CompileError {
    /// An error without a position.
    pub fn new(kind: CompileErrorKind, msg: impl Into<String>) -> CompileError {
        CompileError {
            kind,
            msg: msg.into(),
            filename: None,
            lineno: 0,
            offset: 0,
            end_lineno: 0,
            end_offset: 0,
            text: None,
            incomplete: false,
        }
    }

    /// The same with a position that is a point.
    pub(super) fn at(mut self, filename: &str, lineno: u32, offset: i32) -> CompileError {
        self.filename = Some(filename.to_owned());
        (self.lineno, self.offset) = (lineno, offset);
        (self.end_lineno, self.end_offset) = (lineno, offset);
        self
    }
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.msg)?;
        match &self.filename {
            Some(filename) => write!(f, " ({filename}, line {})", self.lineno),
            None => Ok(()),
        }
    }
}

impl std::error::Error for CompileError {}

/// Translates an error of the compiler.
pub(super) fn convert(error: CompilerError, source: &str, filename: &str) -> CompileError {
    let (lineno, offset) = error.python_location();
    let (end_lineno, end_offset) = error.python_end_location().unwrap_or((lineno, offset));
    let line = source.split('\n').nth(lineno.saturating_sub(1));
    let text = line.map(|line| format!("{line}\n"));
    let mut converted = CompileError::new(CompileErrorKind::SyntaxError, String::new());
    if lineno > 0 {
        converted.filename = Some(filename.to_owned());
        converted.lineno = lineno as u32;
        converted.offset = offset as i32;
        converted.end_lineno = end_lineno as u32;
        converted.end_offset = end_offset as i32;
    }
    match error {
        CompilerError::Parse(error) => {
            converted.incomplete = error.is_unclosed_bracket
                || matches!(error.error, ParseErrorType::Lexical(LexicalErrorType::Eof));
            converted.text = text;
            (converted.kind, converted.msg) = wording::of(&error.error, source, lineno);
            let noticed_at = usize::from(error.raw_location.start());
            placing::adjust(&mut converted, source, noticed_at);
        }
        CompilerError::Codegen(error) => {
            converted.msg = error.error.to_string();
            if matches!(error.error, CodegenErrorType::RecursionError) {
                return CompileError::new(CompileErrorKind::RecursionError, converted.msg);
            }
            // CPython finds this in the parser.
            let from_parser = converted.msg.contains("unpacking cannot be used in");
            // Of later errors it looks the line up in the file.
            if from_parser || !filename.starts_with('<') {
                converted.text = text;
            }
            if from_parser {
                placing::adjust(&mut converted, source, source.len());
            }
        }
    }
    converted
}
