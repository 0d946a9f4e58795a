//! Compile errors in CPython's classes and wording.

use std::fmt;

use rustpython_compiler::codegen::error::CodegenErrorType;
use rustpython_compiler::parser::{LexicalErrorType, ParseErrorType};
use rustpython_compiler::{CompileError as CompilerError, ParseError, TokenKind};

use super::Mode;

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
pub(super) fn convert(
    error: CompilerError,
    source: &str,
    filename: &str,
    mode: Mode,
) -> CompileError {
    let (lineno, offset) = error.python_location();
    let (end_lineno, end_offset) = error.python_end_location().unwrap_or((lineno, offset));
    let line = source.split('\n').nth(lineno.saturating_sub(1));
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
            converted.text = line.map(|line| format!("{line}\n"));
            (converted.kind, converted.msg) = parse_error(&error, source, lineno, mode);
            adjust_position(&mut converted, source, line.unwrap_or_default());
        }
        CompilerError::Codegen(error) => {
            converted.msg = error.error.to_string();
            // CPython looks the line up in the file.
            if !filename.starts_with('<') {
                converted.text = line.map(|line| format!("{line}\n"));
            }
            if matches!(error.error, CodegenErrorType::RecursionError) {
                return CompileError::new(CompileErrorKind::RecursionError, converted.msg);
            }
        }
    }
    converted
}

/// Puts the position where CPython puts it, and finds out whether more input could help.
///
/// CPython's tokenizer reports an end of 0 or -1, or the start, where it knows none.
fn adjust_position(error: &mut CompileError, source: &str, line: &str) {
    let message = error.msg.as_str();
    let rest = source
        .split('\n')
        .skip(error.lineno.saturating_sub(1) as usize);
    let at_end = rest.skip(1).all(|line| line.trim().is_empty());
    let one_place = |error: &mut CompileError, end_offset: i32| {
        error.end_lineno = error.lineno;
        error.end_offset = end_offset;
    };
    match error.kind {
        CompileErrorKind::TabError => {
            error.offset = 1;
            one_place(error, 0);
        }
        CompileErrorKind::IndentationError if message == "unexpected indent" => {
            error.offset = (line.len() - line.trim_start_matches([' ', '\t']).len()) as i32;
            one_place(error, -1);
        }
        CompileErrorKind::IndentationError if message.starts_with("unindent") => {
            one_place(error, -1);
        }
        CompileErrorKind::IndentationError if at_end && line.trim_end().ends_with(':') => {
            error.incomplete = true;
            one_place(error, -1);
        }
        _ if message.ends_with("was never closed") => one_place(error, 0),
        _ if message == "unexpected EOF while parsing" => one_place(error, -1),
        _ if message.starts_with("unexpected character after line") => one_place(error, 0),
        _ if message.starts_with("invalid character") || message.starts_with("too many nested") => {
            one_place(error, error.offset);
        }
        _ if message.starts_with("positional argument follows keyword") => {
            // What follows the argument is blamed.
            error.offset = error.end_offset;
            one_place(error, error.offset + 1);
        }
        _ if message == "incomplete input" => error.incomplete = true,
        _ if message.starts_with("unterminated triple-quoted") => error.incomplete = true,
        _ if source.trim().is_empty() => {
            (
                error.lineno,
                error.offset,
                error.end_lineno,
                error.end_offset,
            ) = (0, 0, 0, 0);
        }
        _ => {}
    }
}

fn parse_error(
    error: &ParseError,
    source: &str,
    lineno: usize,
    mode: Mode,
) -> (CompileErrorKind, String) {
    use CompileErrorKind::{IndentationError, SyntaxError, TabError};
    let message = match &error.error {
        // The parser has no rule about indentation where one expression is wanted.
        _ if mode == Mode::Eval && lineno == 1 && source.starts_with([' ', '\t']) => {
            return (IndentationError, "unexpected indent".into());
        }
        ParseErrorType::OtherError(message) => {
            let kind = match message.starts_with("expected an indented block") {
                true => IndentationError,
                false => SyntaxError,
            };
            return (kind, reworded(message).to_owned());
        }
        ParseErrorType::UnexpectedIndentation
        | ParseErrorType::Lexical(LexicalErrorType::IndentationError)
            if mixes_tabs_and_spaces(source, lineno) =>
        {
            let message = "inconsistent use of tabs and spaces in indentation";
            return (TabError, message.into());
        }
        ParseErrorType::UnexpectedIndentation => {
            return (IndentationError, "unexpected indent".into());
        }
        ParseErrorType::Lexical(LexicalErrorType::IndentationError) => {
            return (IndentationError, error.error.to_string());
        }
        ParseErrorType::PositionalAfterKeywordArgument => {
            "positional argument follows keyword argument"
        }
        ParseErrorType::PositionalAfterKeywordUnpacking => {
            "positional argument follows keyword argument unpacking"
        }
        ParseErrorType::InvalidArgumentUnpackingOrder => {
            "iterable argument unpacking follows keyword argument unpacking"
        }
        ParseErrorType::IterableUnpackingInComprehension => {
            "iterable unpacking cannot be used in comprehension"
        }
        ParseErrorType::UnparenthesizedGeneratorExpression => {
            "Generator expression must be parenthesized"
        }
        ParseErrorType::NonDefaultParamAfterDefaultParam => {
            "parameter without a default follows parameter with a default"
        }
        ParseErrorType::ParamAfterVarKeywordParam => "arguments cannot follow var-keyword argument",
        ParseErrorType::ExpectedKeywordParam => "named arguments must follow bare *",
        ParseErrorType::VarParameterWithDefault => {
            "var-positional argument cannot have default value"
        }
        ParseErrorType::ExpectedRealNumber => "real number required in complex literal",
        ParseErrorType::ExpectedImaginaryNumber => "imaginary number required in complex literal",
        ParseErrorType::InvalidMatchPatternTarget => "cannot use '_' as a target",
        ParseErrorType::ExpectedToken {
            expected: TokenKind::Colon,
            ..
        } => "expected ':'",
        ParseErrorType::ExpectedToken {
            expected: TokenKind::Else,
            ..
        } => "expected 'else' after 'if' expression",
        ParseErrorType::Lexical(lexical) => match lexical {
            LexicalErrorType::LineContinuationError => {
                "unexpected character after line continuation character"
            }
            LexicalErrorType::InvalidByteLiteral => {
                "bytes can only contain ASCII literal characters"
            }
            LexicalErrorType::Eof => "unexpected EOF while parsing",
            LexicalErrorType::OtherError(message) => return (SyntaxError, message.to_string()),
            LexicalErrorType::UnrecognizedToken { tok } if !tok.is_ascii() => {
                let message = format!("invalid character '{tok}' (U+{:04X})", u32::from(*tok));
                return (SyntaxError, message);
            }
            LexicalErrorType::FStringError(_) | LexicalErrorType::TStringError(_) => {
                return (SyntaxError, error.error.to_string());
            }
            _ => "invalid syntax",
        },
        ParseErrorType::FStringError(_) | ParseErrorType::TStringError(_) => {
            return (SyntaxError, error.error.to_string());
        }
        _ => "invalid syntax",
    };
    (SyntaxError, message.to_owned())
}

/// CPython's words for the parser's own.
fn reworded(message: &str) -> &str {
    match message {
        "Trailing comma not allowed" => {
            "trailing comma not allowed without surrounding parentheses"
        }
        "Bytes literal cannot be mixed with non-bytes literals" => {
            "cannot mix bytes and nonbytes literals"
        }
        "Expected one or more exception types" => "expected one or more exception types",
        "Expected `except` or `finally` after `try` block" => {
            "expected 'except' or 'finally' block"
        }
        other if other.starts_with("Expected ") || other.starts_with("Exception missing") => {
            "invalid syntax"
        }
        other => other,
    }
}

/// Whether the width of a tab decides if this line or the one before it is indented more.
fn mixes_tabs_and_spaces(source: &str, lineno: usize) -> bool {
    let widths = |line: &str| {
        let (mut with_tabs_of_8, mut with_tabs_of_1) = (0, 0);
        for byte in line.bytes() {
            match byte {
                b' ' => with_tabs_of_8 += 1,
                b'\t' => with_tabs_of_8 = (with_tabs_of_8 / 8 + 1) * 8,
                _ => break,
            }
            with_tabs_of_1 += 1;
        }
        (with_tabs_of_8, with_tabs_of_1)
    };
    let lines: Vec<&str> = source.split('\n').take(lineno).collect();
    let Some((line, before)) = lines.split_last() else {
        return false;
    };
    let (wide, narrow): (usize, usize) = widths(line);
    let mut before = before.iter().rev();
    let Some(other) = before.find(|line| !line.trim().is_empty()) else {
        return false;
    };
    let (other_wide, other_narrow) = widths(other);
    wide.cmp(&other_wide) != narrow.cmp(&other_narrow)
}
