//! Source before the parser sees it: decoding, line ends, limits of CPython's tokenizer.

use std::borrow::Cow;

use super::{CompileError, CompileErrorKind};

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Levels of indentation that CPython's tokenizer can hold.
const MAX_INDENT: usize = 100;

/// Decodes source bytes by their byte order mark and declaration (PEP 263).
pub(super) fn decode<'a>(source: &'a [u8], filename: &str) -> Result<Cow<'a, str>, CompileError> {
    let (has_bom, text) = match source.strip_prefix(BOM) {
        Some(rest) => (true, rest),
        None => (false, source),
    };
    let encoding = match declared_encoding(text) {
        Some(name) => normal_name(name),
        None => "utf-8".into(),
    };
    if has_bom && encoding != "utf-8" {
        let message = format!("encoding problem: {encoding} with BOM");
        return Err(CompileError::new(CompileErrorKind::SyntaxError, message));
    }
    match encoding.as_str() {
        "utf-8" => match std::str::from_utf8(text) {
            Ok(text) => Ok(text.into()),
            Err(error) => Err(not_utf8(text, error.valid_up_to(), filename)),
        },
        "ascii" | "us-ascii" => match text.iter().position(|byte| !byte.is_ascii()) {
            None => Ok(String::from_utf8_lossy(text)),
            Some(at) => Err(CompileError::new(
                CompileErrorKind::SyntaxError,
                format!(
                    "'ascii' codec can't decode byte {:#04x} in position {at}: ordinal not in range(128)",
                    text[at]
                ),
            )
            .at(filename, 0, -1)),
        },
        "iso-8859-1" => Ok(text.iter().map(|&byte| char::from(byte)).collect()),
        "iso-8859-15" | "iso8859-15" | "latin-9" | "latin9" => {
            Ok(text.iter().map(|&byte| latin_9(byte)).collect())
        }
        "cp1252" | "windows-1252" => decode_cp1252(text, filename).map(Cow::Owned),
        _ => {
            let message = format!("unknown encoding: {encoding}");
            Err(CompileError::new(CompileErrorKind::SyntaxError, message).at(filename, 0, -1))
        }
    }
}

fn not_utf8(text: &[u8], at: usize, filename: &str) -> CompileError {
    let before = &text[..at];
    let lineno = before.iter().filter(|&&byte| byte == b'\n').count() as u32 + 1;
    let start = before
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let line = text[start..]
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let place = match filename.starts_with('<') {
        true => String::new(),
        false => format!(" in file {filename}"),
    };
    let message = format!(
        "Non-UTF-8 code starting with '\\x{:02x}'{place} on line {lineno}, but no encoding declared; \
         see https://peps.python.org/pep-0263/ for details",
        text[at]
    );
    let column = String::from_utf8_lossy(&text[start..at]).chars().count() as i32 + 1;
    let mut error =
        CompileError::new(CompileErrorKind::SyntaxError, message).at(filename, lineno, column);
    error.end_lineno = lineno;
    error.end_offset = column;
    error.text = Some(String::from_utf8_lossy(line).into_owned());
    error
}

/// The encoding named in a comment on the first line, or on the second if the first holds nothing but a comment.
fn declared_encoding(text: &[u8]) -> Option<&str> {
    for line in text.split(|&byte| byte == b'\n' || byte == b'\r').take(2) {
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\x0C');
        let rest = &line[line.iter().take_while(|byte| blank(byte)).count()..];
        match rest.first() {
            None => continue,
            Some(b'#') => {}
            Some(_) => return None,
        }
        if let Some(name) = encoding_in_comment(rest) {
            return Some(name);
        }
    }
    None
}

/// `coding[:=][ \t]*([-\w.]+)`, leftmost.
fn encoding_in_comment(comment: &[u8]) -> Option<&str> {
    let starts = comment.windows(7).enumerate();
    for (at, _) in
        starts.filter(|(_, word)| &word[..6] == b"coding" && matches!(word[6], b':' | b'='))
    {
        let rest = &comment[at + 7..];
        let rest = &rest[rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count()..];
        let named = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let name = &rest[..rest.iter().take_while(|byte| named(byte)).count()];
        if !name.is_empty() {
            return std::str::from_utf8(name).ok();
        }
    }
    None
}

/// The names under which CPython knows UTF-8 and latin-1 without asking for a codec; others in lower case.
fn normal_name(name: &str) -> String {
    let name = name.to_ascii_lowercase().replace('_', "-");
    let is = |wanted: &str| {
        let rest = name.strip_prefix(wanted);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    if is("utf-8") || name == "utf8" {
        "utf-8".into()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") || name == "latin1" {
        "iso-8859-1".into()
    } else {
        name
    }
}

/// ISO 8859-15 is latin-1 with eight characters exchanged.
fn latin_9(byte: u8) -> char {
    match byte {
        0xA4 => '€',
        0xA6 => 'Š',
        0xA8 => 'š',
        0xB4 => 'Ž',
        0xB8 => 'ž',
        0xBC => 'Œ',
        0xBD => 'œ',
        0xBE => 'Ÿ',
        other => other.into(),
    }
}

fn decode_cp1252(text: &[u8], filename: &str) -> Result<String, CompileError> {
    // 0x80 to 0x9F; five of them stand for nothing.
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    let mut decoded = String::with_capacity(text.len());
    for (at, &byte) in text.iter().enumerate() {
        let c = match byte {
            0x81 | 0x8D | 0x8F | 0x90 | 0x9D => {
                let message = format!(
                    "'charmap' codec can't decode byte {byte:#04x} in position {at}: character maps to <undefined>"
                );
                let error = CompileError::new(CompileErrorKind::SyntaxError, message);
                return Err(error.at(filename, 0, -1));
            }
            0x80..=0x9F => HIGH.chars().nth((byte - 0x80).into()).unwrap_or_default(),
            other => other.into(),
        };
        decoded.push(c);
    }
    Ok(decoded)
}

/// `\r\n` and `\r` become `\n`, as in CPython's tokenizer.
pub(super) fn normalize_newlines(source: &str) -> Cow<'_, str> {
    if !source.contains('\r') {
        return source.into();
    }
    source.replace("\r\n", "\n").replace('\r', "\n").into()
}

/// CPython's "too many levels of indentation".
///
/// This is an upper bound that needs no tokenizer: only when more than 100 ever deeper lines follow each other is the
/// count made exact by leaving out what stands in brackets and strings.
pub(super) fn too_many_indentations(source: &str, filename: &str) -> Option<CompileError> {
    let mut levels = vec![0];
    for (index, line) in source.split('\n').enumerate() {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if indent == line.len() || line.as_bytes()[indent] == b'#' {
            continue;
        }
        while levels.last().is_some_and(|&level| level > indent) {
            levels.pop();
        }
        if levels.last() != Some(&indent) {
            levels.push(indent);
        }
        // Continuation lines may be indented as one likes; that such lines alone go this deep is not to be expected.
        if levels.len() > MAX_INDENT && opens_block_at_every_level(source, &levels, index) {
            let kind = CompileErrorKind::IndentationError;
            let lineno = index as u32 + 1;
            let error = CompileError::new(kind, "too many levels of indentation");
            let mut error = error.at(filename, lineno, line.chars().count() as i32);
            error.text = Some(format!("{line}\n"));
            return Some(error);
        }
    }
    None
}

/// Whether, going up from the line, each level is opened by a line that ends in a colon.
fn opens_block_at_every_level(source: &str, levels: &[usize], last: usize) -> bool {
    let lines: Vec<&str> = source.split('\n').take(last).collect();
    let mut wanted = levels.len() - 1;
    for line in lines.iter().rev() {
        if wanted == 0 {
            break;
        }
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if indent == levels[wanted - 1] && !line[indent..].is_empty() {
            let code = line.split('#').next().unwrap_or_default().trim_end();
            if !code.ends_with(':') {
                return false;
            }
            wanted -= 1;
        }
    }
    wanted == 0
}
