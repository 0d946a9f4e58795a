//! Where the carets of a traceback go inside the source of an instruction: the operator of a binary operation, the
//! brackets of a subscript or a call. As `traceback.py` of CPython 3.14 finds them, by parsing the source again.

use ruff_python_ast::{Expr, Stmt};
use ruff_python_parser::parse_module;
use ruff_text_size::{Ranged, TextSize};

use crate::compile::with_stack_for;

/// The part of a segment to be marked `^`, what is around it being marked `~`. Lines and columns count from 0, columns
/// in characters; the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchors {
    /// Line of the first marked character.
    pub left_line: usize,
    /// Its column.
    pub left_column: usize,
    /// Line of the end.
    pub right_line: usize,
    /// Column of the end.
    pub right_column: usize,
}

/// The place of an expression: lines from 1, columns from 0 in bytes, as `ast` has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// `lineno`
    pub line: usize,
    /// `end_lineno`
    pub end_line: usize,
    /// `col_offset`
    pub column: usize,
    /// `end_col_offset`
    pub end_column: usize,
}

/// Source longer than this is not parsed for carets.
const MAX_SOURCE: usize = 1 << 20;

/// The anchors of a segment of source, which should be an expression; `None` if it is of another kind or does not
/// parse.
pub fn caret_anchors(segment: &str) -> Option<Anchors> {
    if segment.len() > MAX_SOURCE {
        return None;
    }
    // In parentheses, an expression may go over several lines.
    let source = format!("(\n{segment}\n)");
    with_stack_for(&source, || {
        let parsed = parse_module(&source).ok()?;
        let [Stmt::Expr(statement)] = &parsed.syntax().body[..] else {
            return None;
        };
        let segment = Segment::new(segment);
        match &*statement.value {
            Expr::BinOp(e) => segment.operator(e.left.end(), e.right.start()),
            Expr::Subscript(e) => segment.brackets(e.value.end(), e.end(), '['),
            Expr::Call(e) => segment.brackets(e.func.end(), e.end(), '('),
            _ => None,
        }
    })
    .flatten()
}

/// The place of the call if the source begins with a statement `return name(…)` or `name = …(…)`; `None` if it begins
/// with anything else. Fails if the source does not parse.
pub fn whole_call(source: &str) -> Result<WholeCall, Unparsable> {
    if source.len() > MAX_SOURCE {
        return Err(Unparsable);
    }
    let found = with_stack_for(source, || {
        let parsed = parse_module(source).map_err(|_| Unparsable)?;
        let call = match parsed.syntax().body.first() {
            None => return Ok(WholeCall::NoStatement),
            Some(Stmt::Return(s)) => match s.value.as_deref() {
                Some(Expr::Call(call)) if call.func.is_name_expr() => call,
                _ => return Ok(WholeCall::Other),
            },
            Some(Stmt::Assign(s)) => match (&s.targets[..], &*s.value) {
                ([Expr::Name(_)], Expr::Call(call)) => call,
                _ => return Ok(WholeCall::Other),
            },
            Some(_) => return Ok(WholeCall::Other),
        };
        let line_and_column = |at: TextSize| {
            let before = &source[..at.to_usize()];
            let start = before.rfind('\n').map_or(0, |newline| newline + 1);
            (before.matches('\n').count() + 1, before.len() - start)
        };
        let (line, column) = line_and_column(call.start());
        let (end_line, end_column) = line_and_column(call.end());
        Ok(WholeCall::At(Place {
            line,
            end_line,
            column,
            end_column,
        }))
    });
    found.unwrap_or(Err(Unparsable))
}

/// The source is not a statement, or is too long to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unparsable;

/// What [`whole_call`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WholeCall {
    /// The source has no statement.
    NoStatement,
    /// The call that is the statement's whole value.
    At(Place),
    /// Something else.
    Other,
}

/// The lines of a segment, as characters.
struct Segment<'a> {
    text: &'a str,
    lines: Vec<Vec<char>>,
}

impl<'a> Segment<'a> {
    fn new(text: &'a str) -> Segment<'a> {
        let lines = text.split('\n').map(|line| line.chars().collect());
        Segment {
            text,
            lines: lines.collect(),
        }
    }

    /// Line and column of a place in the parenthesized source, which has one line more in front.
    fn place(&self, at: TextSize) -> Option<(usize, usize)> {
        let before = self.text.get(..at.to_usize().checked_sub(2)?)?;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before[start..].chars().count();
        Some((before.matches('\n').count(), column))
    }

    /// The place, or the start of the next line that has one if it lies behind its line.
    fn valid(&self, mut line: usize, mut column: usize) -> Option<(usize, usize)> {
        while column >= self.lines.get(line)?.len() {
            (line, column) = (line + 1, 0);
        }
        Some((line, column))
    }

    /// The first place from here on with a character that `stop` accepts; comments and line continuations are skipped.
    fn find(
        &self,
        (mut line, mut column): (usize, usize),
        stop: impl Fn(char) -> bool,
    ) -> Option<(usize, usize)> {
        loop {
            let c = self.lines[line][column];
            (line, column) = if matches!(c, '\\' | '#') {
                self.valid(line + 1, 0)?
            } else if stop(c) {
                return Some((line, column));
            } else {
                self.valid(line, column + 1)?
            };
        }
    }

    /// The operator between two operands: one or two characters on one line.
    fn operator(&self, left_end: TextSize, right_start: TextSize) -> Option<Anchors> {
        let (line, column) = self.place(left_end)?;
        let (line, column) = self.find(self.valid(line, column)?, |c| {
            !c.is_whitespace() && c != ')'
        })?;
        let (right_line, right_column) = self.place(right_start)?;
        let next = column + 1;
        let has_second = self.lines[line].get(next).is_some_and(|c| {
            (right_line > line || next < right_column)
                && !c.is_whitespace()
                && !matches!(c, '\\' | '#')
        });
        Some(Anchors {
            left_line: line,
            left_column: column,
            right_line: line,
            right_column: next + has_second as usize,
        })
    }

    /// From the bracket behind `inner_end` to the end.
    fn brackets(&self, inner_end: TextSize, end: TextSize, bracket: char) -> Option<Anchors> {
        let (line, column) = self.place(inner_end)?;
        let (left_line, left_column) = self.find(self.valid(line, column)?, |c| c == bracket)?;
        let (right_line, right_column) = self.place(end)?;
        Some(Anchors {
            left_line,
            left_column,
            right_line,
            right_column,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The segment's marked part, lines joined.
    fn marked(segment: &str) -> Option<String> {
        let a = caret_anchors(segment)?;
        let lines: Vec<Vec<char>> = segment.split('\n').map(|l| l.chars().collect()).collect();
        let mut out = String::new();
        for (i, line) in lines.iter().enumerate() {
            let from = if i == a.left_line { a.left_column } else { 0 };
            let to = if i == a.right_line {
                a.right_column
            } else {
                line.len()
            };
            if (a.left_line..=a.right_line).contains(&i) {
                out.extend(&line[from..to]);
            }
        }
        Some(out)
    }

    #[test]
    fn operators_and_brackets_are_found() {
        let cases = [
            ("a + b", Some("+")),
            ("a  **  b", Some("**")),
            ("(a) // (b)", Some("//")),
            ("a +b", Some("+")),
            ("(a\n # x + y\n) - b", Some("-")),
            ("f(x)(y, z)", Some("(y, z)")),
            ("a['ü'][0]", Some("[0]")),
            ("x.y(1,\n  2)", Some("(1,  2)")),
            ("a < b", None),
            ("-a", None),
            ("x = 1", None),
            ("a +", None),
        ];
        for (source, expected) in cases {
            assert_eq!(marked(source).as_deref(), expected, "{source}");
        }
    }

    #[test]
    fn whole_calls_are_told_from_parts() {
        let place = |column, end_column| {
            WholeCall::At(Place {
                line: 1,
                end_line: 1,
                column,
                end_column,
            })
        };
        assert_eq!(whole_call("return f(1)"), Ok(place(7, 11)));
        assert_eq!(whole_call("x = a.f(1)"), Ok(place(4, 10)));
        assert_eq!(whole_call("return a.f(1)"), Ok(WholeCall::Other));
        assert_eq!(whole_call("x = y = f()"), Ok(WholeCall::Other));
        assert_eq!(whole_call("# nothing"), Ok(WholeCall::NoStatement));
        assert_eq!(whole_call("if x:"), Err(Unparsable));
    }
}
