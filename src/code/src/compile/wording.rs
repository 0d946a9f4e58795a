//! CPython's words for the parser's errors.

use rustpython_compiler::TokenKind;
use rustpython_compiler::parser::{LexicalErrorType, ParseErrorType};

use super::CompileErrorKind;
use tricera_text::unicode::is_printable;

/// The exception class and message for an error of the parser.
pub(super) fn of(
    error: &ParseErrorType,
    source: &str,
    lineno: usize,
) -> (CompileErrorKind, String) {
    use CompileErrorKind::{IndentationError, SyntaxError, TabError};
    let message = match error {
        // Whatever else is wrong on the first line, its indentation is first.
        _ if first_code_line(source)
            .is_some_and(|(first, line)| first == lineno && line.starts_with([' ', '\t'])) =>
        {
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
            return (IndentationError, error.to_string());
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
        ParseErrorType::ExpectedToken {
            expected: TokenKind::Lpar,
            ..
        } => "expected '('",
        ParseErrorType::ExpectedToken {
            expected: TokenKind::In,
            ..
        } => "'in' expected after for-loop variables",
        ParseErrorType::EmptyImportNames => "Expected one or more names after 'import'",
        ParseErrorType::Lexical(lexical) => match lexical {
            LexicalErrorType::LineContinuationError => {
                "unexpected character after line continuation character"
            }
            LexicalErrorType::InvalidByteLiteral => {
                "bytes can only contain ASCII literal characters"
            }
            LexicalErrorType::Eof => "unexpected EOF while parsing",
            LexicalErrorType::OtherError(message) => return (SyntaxError, message.to_string()),
            LexicalErrorType::UnrecognizedToken { tok } if !is_printable(u32::from(*tok)) => {
                let message = format!("invalid non-printable character U+{:04X}", u32::from(*tok));
                return (SyntaxError, message);
            }
            LexicalErrorType::UnrecognizedToken { tok } if !tok.is_ascii() => {
                let message = format!("invalid character '{tok}' (U+{:04X})", u32::from(*tok));
                return (SyntaxError, message);
            }
            LexicalErrorType::FStringError(_) | LexicalErrorType::TStringError(_) => {
                return (SyntaxError, error.to_string().replace('`', "'"));
            }
            _ => "invalid syntax",
        },
        ParseErrorType::FStringError(_) | ParseErrorType::TStringError(_) => {
            return (SyntaxError, error.to_string().replace('`', "'"));
        }
        _ => "invalid syntax",
    };
    (SyntaxError, message.to_owned())
}

/// The first line that is neither blank nor a comment, with its number.
fn first_code_line(source: &str) -> Option<(usize, &str)> {
    let lines = source.split('\n').zip(1..);
    let mut code = lines.filter(|(line, _)| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with('#')
    });
    code.next().map(|(line, number)| (number, line))
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
        "Only one '*' parameter allowed" => "* argument may appear only once",
        "'/' parameter must appear before '*' parameter" => "/ must be ahead of *",
        "Only one '/' separator allowed" => "/ may appear only once",
        "Positional patterns cannot follow keyword patterns" => {
            "positional patterns follow keyword patterns"
        }
        "Cannot mix t-string literals with string or bytes literals" => {
            "cannot mix t-string literals with string or bytes literals"
        }
        "Multiple exception types must be parenthesized when using `as`" => {
            "multiple exception types must be parenthesized when using 'as'"
        }
        "Position-only parameter separator not allowed as first parameter"
        | "Star import must be the only import"
        | "Pattern cannot follow a double star pattern" => "invalid syntax",
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
