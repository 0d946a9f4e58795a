//! Backslashes in string literals: errors about them in CPython's words, and warnings about those that mean nothing.

use rustpython_compiler::TokenKind;

use super::SyntaxWarning;
use super::tokens::{Token, Tokens};

/// The error in the escapes of a string literal (its whole text, prefix and quotes included).
pub(super) fn error_in(literal: &str) -> Option<String> {
    let quote = literal.find(['"', '\''])?;
    let mark = &literal[quote..quote + 1];
    let quotes = match literal[quote..].starts_with(&mark.repeat(3)) {
        true => 3,
        false => 1,
    };
    let prefix = literal[..quote].to_ascii_lowercase();
    if prefix.contains(['r', 'b']) {
        return None;
    }
    let body = literal.get(quote + quotes..literal.len().checked_sub(quotes)?)?;
    let bytes = body.as_bytes();
    // CPython writes each character beyond ASCII as an escape of ten characters before it decodes.
    let mut position = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            let c = body[at..].chars().next()?;
            position += if c.is_ascii() { 1 } else { 10 };
            at += c.len_utf8();
            continue;
        }
        let (kind, digits) = match bytes.get(at + 1) {
            Some(b'x') => ("\\xXX", 2),
            Some(b'u') => ("\\uXXXX", 4),
            Some(b'U') => ("\\UXXXXXXXX", 8),
            Some(b'N') => {
                let rest = &body[at + 2..];
                let name = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
                return match name {
                    Some((name, _)) if is_character_name(name) => {
                        position += name.len() + 4;
                        at += name.len() + 4;
                        continue;
                    }
                    Some((name, _)) => {
                        let end = position + name.len() + 3;
                        Some(message(position, end, "unknown Unicode character name"))
                    }
                    None => {
                        let end = match rest.starts_with('{') {
                            true => position + body.len() - at - 1,
                            false => position + 1,
                        };
                        Some(message(position, end, "malformed \\N character escape"))
                    }
                };
            }
            Some(c) if c.is_ascii() => {
                position += 2;
                at += 2;
                continue;
            }
            _ => {
                position += 1;
                at += 1;
                continue;
            }
        };
        let given = bytes[at + 2..].iter().take(digits);
        let given = given.take_while(|byte| byte.is_ascii_hexdigit()).count();
        if given < digits {
            let problem = format!("truncated {kind} escape");
            return Some(message(position, position + 1 + given, &problem));
        }
        let value = u32::from_str_radix(&body[at + 2..at + 2 + digits], 16).ok()?;
        if value > 0x10FFFF {
            let end = position + 1 + digits;
            return Some(message(position, end, "illegal Unicode character"));
        }
        position += 2 + digits;
        at += 2 + digits;
    }
    None
}

/// The error in the escapes of a bytes literal (its whole text, prefix and quotes included).
pub(super) fn error_in_bytes(literal: &str) -> Option<String> {
    let quote = literal.find(['"', '\''])?;
    let prefix = literal[..quote].to_ascii_lowercase();
    if !prefix.contains('b') || prefix.contains('r') {
        return None;
    }
    let mark = &literal[quote..quote + 1];
    let quotes = match literal[quote..].starts_with(&mark.repeat(3)) {
        true => 3,
        false => 1,
    };
    let body = literal
        .get(quote + quotes..literal.len().checked_sub(quotes)?)?
        .as_bytes();
    let mut at = 0;
    while at < body.len() {
        if body[at] != b'\\' {
            at += 1;
            continue;
        }
        let digits = body[at..].iter().skip(2).take(2);
        let digits = digits.take_while(|byte| byte.is_ascii_hexdigit()).count();
        if body.get(at + 1) == Some(&b'x') && digits < 2 {
            return Some(format!("(value error) invalid \\x escape at position {at}"));
        }
        at += 2;
    }
    None
}

fn message(start: usize, end: usize, problem: &str) -> String {
    format!(
        "(unicode error) 'unicodeescape' codec can't decode bytes in position {start}-{end}: {problem}"
    )
}

/// Asks the parser, which has the table of names.
fn is_character_name(name: &str) -> bool {
    let literal = format!("'\\N{{{name}}}'");
    rustpython_compiler::parser::parse_expression(&literal).is_ok()
}

/// Warns of backslashes that CPython will not go on taking for backslashes: one for each literal, the first.
pub(super) fn warn(source: &str, warnings: &mut Vec<SyntaxWarning>) {
    // Most sources have none: find that out without tokens.
    let pairs = || source.as_bytes().windows(2);
    let in_bytes = |byte| matches!(byte, b'N' | b'u' | b'U');
    let has_bytes = pairs().any(|pair| matches!(pair, [b'b' | b'B' | b'r' | b'R', b'"' | b'\'']));
    let suspicious = |pair: &[u8]| {
        pair[0] == b'\\'
            && (!is_escape(pair[1]) || is_high_octal(pair[1]) || has_bytes && in_bytes(pair[1]))
    };
    if !pairs().any(suspicious) {
        return;
    }
    for token in Tokens::of(source).iter() {
        if !token.raw
            && matches!(
                token.kind,
                TokenKind::String | TokenKind::FStringMiddle | TokenKind::TStringMiddle
            )
        {
            warnings.extend(first_invalid(source, token));
        }
    }
}

fn is_escape(byte: u8) -> bool {
    // A character beyond ASCII after a backslash is not warned of.
    matches!(
        byte,
        b'\n'
            | b'\\'
            | b'\''
            | b'"'
            | b'a'
            | b'b'
            | b'f'
            | b'n'
            | b'r'
            | b't'
            | b'v'
            | b'x'
            | b'N'
            | b'u'
            | b'U'
    ) || byte.is_ascii_digit() && byte < b'8'
        || !byte.is_ascii()
}

fn is_high_octal(byte: u8) -> bool {
    (b'4'..b'8').contains(&byte)
}

fn first_invalid(source: &str, token: &Token) -> Option<SyntaxWarning> {
    let text = &source[token.start..token.end];
    let prefix = match token.kind {
        TokenKind::String => text.find(['"', '\''])?,
        _ => 0,
    };
    let is_bytes = text[..prefix].contains(['b', 'B']);
    // A backslash in front of a replacement field is the last of its part.
    let ends_at_field = token.kind != TokenKind::String && source[token.end..].starts_with('{');
    let text = &source[token.start..token.end + usize::from(ends_at_field)];
    let bytes = text.as_bytes();
    let mut at = prefix;
    while at + 1 < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let next = bytes[at + 1];
        let octal = bytes[at + 1..].iter().take(3);
        let octal = octal.take_while(|byte| matches!(byte, b'0'..=b'7')).count();
        let escape = if octal == 3 && is_high_octal(next) {
            Some((&text[at..at + 4], "octal escape sequence"))
        } else if !is_escape(next) || is_bytes && matches!(next, b'N' | b'u' | b'U') {
            Some((&text[at..at + 2], "escape sequence"))
        } else {
            None
        };
        if let Some((escape, what)) = escape {
            let line = source[..token.start + at].matches('\n').count() as u32 + 1;
            return Some(SyntaxWarning {
                message: format!(
                    "\"{escape}\" is an invalid {what}. Such sequences will not work in the future. \
                     Did you mean \"\\{escape}\"? A raw string is also an option."
                ),
                lineno: line,
            });
        }
        at += 2;
    }
    None
}
