//! Putting the text of a summary together: chain, groups in their boxes, notes.

use super::frames::format_stack;
use super::summary::{Notes, Summaries, Summary};
use super::syntax;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
/// Exceptions of a group that are shown.
const MAX_GROUP_WIDTH: usize = 15;
/// Groups inside groups that are shown.
const MAX_GROUP_DEPTH: usize = 10;

/// Where the printing is: how deep in groups, and whether a box is still open.
struct Printer<'a> {
    all: &'a Summaries,
    depth: usize,
    need_close: bool,
    out: Vec<String>,
}

/// The pieces of the text of the first summary.
pub(super) fn format(all: &Summaries) -> Vec<String> {
    let mut p = Printer {
        all,
        depth: 0,
        need_close: false,
        out: Vec::new(),
    };
    p.exception(0);
    p.out
}

/// The lines of the exception itself, without its traceback.
fn exception_only(s: &Summary) -> Vec<String> {
    let mut out = match &s.syntax {
        Some(details) => syntax::format(details, &s.type_name),
        None if s.text.is_empty() => vec![format!("{}\n", s.type_name)],
        None => vec![format!("{}: {}\n", s.type_name, s.text)],
    };
    match &s.notes {
        Notes::None => {}
        Notes::Lines(notes) => {
            for note in notes {
                out.extend(note.split('\n').map(|l| format!("{l}\n")));
            }
        }
        Notes::Odd(repr) => out.push(format!("{repr}\n")),
    }
    out
}

impl Printer<'_> {
    fn indent(&self) -> String {
        " ".repeat(2 * self.depth)
    }

    /// Adds text, inside the margin of the groups around it.
    fn emit(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            self.out.push(text.to_owned());
            return;
        }
        let prefix = format!("{}{margin} ", self.indent());
        let mut piece = String::new();
        for line in text.split_inclusive('\n') {
            piece.push_str(&prefix);
            piece.push_str(line);
        }
        self.out.push(piece);
    }

    fn emit_all(&mut self, pieces: &[String]) {
        for piece in pieces {
            self.emit(piece, '|');
        }
    }

    /// An exception and what led to it, the oldest first.
    fn exception(&mut self, index: usize) {
        let mut chain = Vec::new();
        let mut at = Some(index);
        while let Some(i) = at {
            let s = &self.all.0[i];
            let (message, next) = match (s.cause, s.context) {
                (Some(cause), _) => (Some(CAUSE), Some(cause)),
                (None, Some(context)) if !s.suppress_context => (Some(CONTEXT), Some(context)),
                _ => (None, None),
            };
            chain.push((message, i));
            at = next;
        }
        for (message, i) in chain.into_iter().rev() {
            if let Some(m) = message {
                self.emit(m, '|');
            }
            self.one(i);
        }
    }

    fn one(&mut self, index: usize) {
        let all = self.all;
        let s = &all.0[index];
        let Some(exceptions) = &s.exceptions else {
            if !s.stack.is_empty() {
                self.emit("Traceback (most recent call last):\n", '|');
                self.emit_all(&format_stack(&s.stack));
            }
            self.emit_all(&exception_only(s));
            return;
        };
        if self.depth > MAX_GROUP_DEPTH {
            self.emit(
                &format!("... (max_group_depth is {MAX_GROUP_DEPTH})\n"),
                '|',
            );
            return;
        }
        let is_top = self.depth == 0;
        if is_top {
            self.depth = 1;
        }
        if !s.stack.is_empty() {
            let margin = if is_top { '+' } else { '|' };
            self.emit(
                "Exception Group Traceback (most recent call last):\n",
                margin,
            );
            self.emit_all(&format_stack(&s.stack));
        }
        self.emit_all(&exception_only(s));
        self.group(exceptions);
        if is_top {
            self.depth = 0;
        }
    }

    /// The exceptions of a group, each in its box.
    fn group(&mut self, exceptions: &[usize]) {
        let shown = exceptions.len().min(MAX_GROUP_WIDTH + 1);
        self.need_close = false;
        for (i, &e) in exceptions.iter().take(shown).enumerate() {
            let is_last = i + 1 == shown;
            if is_last {
                // The last one may be a group that closes the box itself.
                self.need_close = true;
            }
            let truncated = i >= MAX_GROUP_WIDTH;
            let title = match truncated {
                true => "...".to_owned(),
                false => (i + 1).to_string(),
            };
            let corner = if i == 0 { "+-" } else { "  " };
            let line = format!(
                "{}{corner}+---------------- {title} ----------------\n",
                self.indent()
            );
            self.out.push(line);
            self.depth += 1;
            if truncated {
                let more = exceptions.len() - MAX_GROUP_WIDTH;
                let s = if more > 1 { "s" } else { "" };
                self.emit(&format!("and {more} more exception{s}\n"), '|');
            } else {
                self.exception(e);
            }
            if is_last && self.need_close {
                let line = format!("{}+------------------------------------\n", self.indent());
                self.out.push(line);
                self.need_close = false;
            }
            self.depth -= 1;
        }
    }
}
