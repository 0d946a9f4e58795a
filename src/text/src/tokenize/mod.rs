//! Python's tokens, one at a time, as `_tokenize.TokenizerIter` gives them: with comments and empty lines if asked for.

pub mod kind;
mod literal;
mod scan;

/// A place in the source: a line from 1 on, and a character of it from 0 on.
pub type Place = (usize, usize);

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number in [`kind`], or that of its operator.
    pub kind: u8,
    /// Its text.
    pub text: Vec<u32>,
    /// Where it begins.
    pub start: Place,
    /// Where it ends.
    pub end: Place,
    /// The line, or the lines of a string, that it is on.
    pub line: Vec<u32>,
}

/// Which exception an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// SyntaxError
    Syntax,
    /// IndentationError
    Indentation,
    /// TabError
    Tab,
}

/// Why there is no next token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The exception.
    pub kind: ErrorKind,
    /// What is wrong.
    pub message: String,
    /// The line, from 1 on.
    pub line: usize,
    /// The character, from 1 on.
    pub offset: usize,
    /// The line's text.
    pub text: Vec<u32>,
}

/// How the source ends or fails: by an error of its own, or of whoever reads it.
#[derive(Debug)]
pub enum Stop<E> {
    /// The source is not Python.
    Source(Error),
    /// The next line could not be read.
    Read(E),
}

/// Gives one line after the other, with its end; nothing behind the last.
pub type ReadLine<'a, E> = &'a mut dyn FnMut() -> Result<Vec<u32>, E>;

/// A physical line.
struct Line {
    chars: Vec<u32>,
    /// Its end was not in the source.
    implicit_end: bool,
}

/// A string with replacement fields that is being read.
struct Fields {
    quote: u32,
    quotes: usize,
    raw: bool,
    template: bool,
    /// Where it begins, for errors.
    start: Place,
    /// Brackets open within it.
    depth: isize,
    /// The depths at which its open fields began, less one; -1 for none.
    field_depth: isize,
    in_format: bool,
    /// Literal text comes next.
    in_text: bool,
}

/// The state of reading one source.
pub struct Tokenizer {
    /// Comments and empty lines are tokens too, and operators are all of one kind.
    extra: bool,
    lines: Vec<Line>,
    /// The next character: a line (an index) and a place in it.
    row: usize,
    col: usize,
    ended: bool,
    at_line_start: bool,
    /// The columns of open blocks, with tabs as eight and as one.
    indents: Vec<(usize, usize)>,
    /// Blocks to be opened (at most one) or closed.
    pending: isize,
    /// Open brackets with their places.
    brackets: Vec<(u32, Place)>,
    /// The line so far is empty or a comment.
    blank: bool,
    comment_line: bool,
    strings: Vec<Fields>,
    done: bool,
}

impl Tokenizer {
    /// A tokenizer at the start of a source.
    pub fn new(extra: bool) -> Tokenizer {
        Tokenizer {
            extra,
            lines: Vec::new(),
            row: 0,
            col: 0,
            ended: false,
            at_line_start: true,
            indents: vec![(0, 0)],
            pending: 0,
            brackets: Vec::new(),
            blank: false,
            comment_line: false,
            strings: Vec::new(),
            done: false,
        }
    }

    /// The next token; `None` behind the last one, which is ENDMARKER.
    ///
    /// # Errors
    /// If the source is wrong or cannot be read.
    pub fn next<E>(&mut self, read: ReadLine<'_, E>) -> Result<Option<Token>, Stop<E>> {
        if self.done {
            return Ok(None);
        }
        let token = self.token(read)?;
        self.done = token.kind == kind::ENDMARKER;
        Ok(Some(token))
    }

    fn peek<E>(&mut self, read: ReadLine<'_, E>) -> Result<Option<u32>, Stop<E>> {
        loop {
            if let Some(line) = self.lines.get(self.row) {
                if let Some(&c) = line.chars.get(self.col) {
                    return Ok(Some(c));
                }
                if self.row + 1 < self.lines.len() {
                    self.row += 1;
                    self.col = 0;
                    continue;
                }
            }
            if self.ended {
                return Ok(None);
            }
            let mut chars = read().map_err(Stop::Read)?;
            if chars.is_empty() {
                self.ended = true;
                return Ok(None);
            }
            let implicit_end = chars.last() != Some(&10);
            if implicit_end {
                chars.push(10);
            }
            if chars.contains(&0) {
                self.lines.push(Line {
                    chars,
                    implicit_end,
                });
                self.row = self.lines.len() - 1;
                self.col = 0;
                let place = (self.row + 1, 0);
                let text = "source code cannot contain null bytes";
                return Err(self.error_of(ErrorKind::Syntax, place, text));
            }
            if !self.lines.is_empty() {
                self.row += 1;
                self.col = 0;
            }
            self.lines.push(Line {
                chars,
                implicit_end,
            });
        }
    }

    fn bump<E>(&mut self, read: ReadLine<'_, E>) -> Result<Option<u32>, Stop<E>> {
        let c = self.peek(read)?;
        self.col += usize::from(c.is_some());
        Ok(c)
    }

    /// Character `n` from here on this line.
    fn ahead(&self, n: usize) -> Option<u32> {
        self.lines.get(self.row)?.chars.get(self.col + n).copied()
    }

    fn place(&self) -> Place {
        (self.row + 1, self.col)
    }

    fn implicit_end(&self) -> bool {
        self.lines.get(self.row).is_some_and(|l| l.implicit_end)
    }

    /// The text between two places.
    fn text(&self, start: Place, end: Place) -> Vec<u32> {
        let mut text = Vec::new();
        for row in start.0..=end.0 {
            let Some(line) = self.lines.get(row - 1) else {
                break;
            };
            let from = if row == start.0 { start.1 } else { 0 };
            let to = if row == end.0 {
                end.1
            } else {
                line.chars.len()
            };
            text.extend(
                line.chars
                    .get(from..to.min(line.chars.len()))
                    .unwrap_or(&[]),
            );
        }
        text
    }

    /// The lines from one row to another, as they are in the source.
    fn source(&self, from: usize, to: usize) -> Vec<u32> {
        let mut text = Vec::new();
        for line in self.lines.iter().take(to).skip(from - 1) {
            let end = line.chars.len() - usize::from(line.implicit_end);
            text.extend(&line.chars[..end]);
        }
        text
    }

    fn make(&self, kind: u8, start: Place, end: Place) -> Token {
        Token {
            kind,
            text: self.text(start, end),
            start,
            end,
            line: self.source(end.0, end.0),
        }
    }

    /// A string's token, whose line is all of its lines.
    fn make_string(&self, kind: u8, start: Place, end: Place) -> Token {
        Token {
            line: self.source(start.0, end.0.max(self.row + 1)),
            ..self.make(kind, start, end)
        }
    }

    /// An error at a place.
    fn error_at<E>(&self, (line, col): Place, message: &str) -> Stop<E> {
        self.error_of(ErrorKind::Syntax, (line, col + 1), message)
    }

    fn error_of<E>(&self, kind: ErrorKind, (line, offset): Place, message: &str) -> Stop<E> {
        let text = if line >= 1 && line <= self.lines.len() {
            self.source(line, line)
        } else {
            Vec::new()
        };
        Stop::Source(Error {
            kind,
            message: message.to_owned(),
            line,
            offset,
            text: text.into_iter().filter(|c| *c != 10).collect(),
        })
    }
}
