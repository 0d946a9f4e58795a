//! The lines of a traceback for one frame: file, line, function, source, carets.

use super::is_space;
use super::source::Cache;
use crate::object::code::{Code, Traceback};
use crate::object::{as_dict, int_is_negative, int_to_i64, payload};
use crate::runtime::Vm;
use crate::value::{Kind, Ref};
use tricera_code::anchors::{Anchors, WholeCall, caret_anchors, whole_call};
use tricera_text::unicode;

/// How often the same line is shown before the rest is counted.
const RECURSIVE_CUTOFF: usize = 3;

/// What is to be shown of a frame.
pub(super) struct FrameSummary {
    filename: String,
    name: String,
    lineno: Option<i32>,
    columns: Option<(usize, usize)>,
    /// The lines it covers, without white space at their ends.
    lines: Vec<String>,
}

/// The traceback that starts at `tb`, cut to the last `sys.tracebacklimit` entries.
pub(super) fn extract(vm: &Vm, tb: Option<Ref>, cache: &mut Cache) -> Vec<FrameSummary> {
    let mut entries = Vec::new();
    let mut at = tb;
    while let Some(tb) = at {
        at = payload::<Traceback>(&tb).next.get();
        entries.push(tb);
    }
    let limit = vm.sys.get().and_then(|sys| {
        let name = vm.interned.intern_str(vm, "tracebacklimit");
        as_dict(&sys).get(vm, &name).ok().flatten()
    });
    let limit = limit
        .filter(|l| l.has_kind(Kind::Int))
        .map(|l| match int_to_i64(&l) {
            Some(l) => l.max(0),
            None if int_is_negative(&l) => 0,
            None => i64::MAX,
        });
    if let Some(limit) = limit {
        // Python's slice: a start below zero counts from the end.
        let n = entries.len() as i64;
        let start = n.saturating_sub(limit);
        let start = if start < 0 { (n + start).max(0) } else { start };
        entries.drain(..start as usize);
    }
    let carets = has_room(vm);
    let summary = |tb| summary(vm, tb, cache, carets);
    entries.iter().map(summary).collect()
}

/// Frames that CPython's printer, which is Python code, takes; and with the import of the module that it is in.
const FRAMES_OF_PRINTER: u32 = 12;
const FRAMES_OF_IMPORT: u32 = 46;

/// Does the recursion limit leave room for that printer? A simpler one takes over otherwise, which marks nothing.
fn has_room(vm: &Vm) -> bool {
    let depth = match crate::modules::builtins::current_frame(vm) {
        // SAFETY: the frame is live.
        Some(f) => unsafe { (*f).depth },
        None => 0,
    };
    let imported = vm.modules.get().is_some_and(|modules| {
        let name = vm.interned.intern_str(vm, "traceback");
        modules.is_exact(Kind::Dict) && as_dict(&modules).get(vm, &name).is_ok_and(|m| m.is_some())
    });
    let needed = match imported {
        true => FRAMES_OF_PRINTER,
        false => FRAMES_OF_IMPORT,
    };
    vm.recursion_limit.get() >= depth + needed
}

fn summary(vm: &Vm, tb: &Ref, cache: &mut Cache, carets: bool) -> FrameSummary {
    let tb = payload::<Traceback>(tb);
    let code: &Code = tb.frame_value().code();
    let p = code.position_at(tb.lasti());
    let lineno = p.line.or_else(|| tb.lineno());
    // Without a line of its own the instruction has no end either, and the line is all that is shown.
    let end_lineno = p.end_line.filter(|_| carets).or(lineno).unwrap_or(0);
    let filename = super::text(&code.filename);
    let lines = match lineno {
        Some(first) => (first..=end_lineno)
            .map(|n| cache.line(vm, &filename, &code.data, n))
            .collect(),
        None => Vec::new(),
    };
    let column = |c: Option<i32>| c.and_then(|c| usize::try_from(c).ok());
    FrameSummary {
        name: super::text(&code.name),
        filename,
        lineno,
        columns: column(p.column)
            .zip(column(p.end_column))
            .filter(|_| carets),
        lines,
    }
}

/// The frames of a traceback, repeated lines counted.
pub(super) fn format_stack(stack: &[FrameSummary]) -> Vec<String> {
    let mut out = Vec::new();
    let mut last: Option<&FrameSummary> = None;
    let mut count = 0;
    let repeated = |count: usize| {
        (count > RECURSIVE_CUTOFF).then(|| {
            let more = count - RECURSIVE_CUTOFF;
            let s = if more > 1 { "s" } else { "" };
            format!("  [Previous line repeated {more} more time{s}]\n")
        })
    };
    for frame in stack {
        let same = last.is_some_and(|l| {
            l.filename == frame.filename
                && l.lineno.is_some()
                && l.lineno == frame.lineno
                && l.name == frame.name
        });
        if !same {
            out.extend(repeated(count));
            last = Some(frame);
            count = 0;
        }
        count += 1;
        if count <= RECURSIVE_CUTOFF {
            out.push(format_frame(frame));
        }
    }
    out.extend(repeated(count));
    out
}

fn format_frame(f: &FrameSummary) -> String {
    let filename = match f.filename.starts_with("<stdin-") && f.filename.ends_with('>') {
        true => "<stdin>",
        false => &f.filename,
    };
    let lineno = f.lineno.map_or("None".to_owned(), |n| n.to_string());
    let mut out = format!("  File \"{filename}\", line {lineno}, in {}\n", f.name);
    if f.lines.iter().all(|l| l.chars().all(is_space)) {
        return out;
    }
    let original: Vec<Vec<char>> = f.lines.iter().map(|l| l.chars().collect()).collect();
    match f.columns {
        Some(columns) => {
            for line in dedent(marked_lines(f, &original, columns)) {
                out.push_str("    ");
                out.extend(line);
                out.push('\n');
            }
        }
        None => {
            let line = f.lines[0].trim_matches(is_space);
            if !line.is_empty() {
                out.push_str("    ");
            }
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The source lines to show, each followed by its line of carets if there are any.
fn marked_lines(
    f: &FrameSummary,
    original: &[Vec<char>],
    (column, end_column): (usize, usize),
) -> Vec<Vec<char>> {
    let lines = dedent(original.to_vec());
    let (first, last) = (&original[0], &original[original.len() - 1]);
    let dedented = first.len() - lines[0].len();
    let start = character_offset(first, column).saturating_sub(dedented);
    let end = character_offset(last, end_column).saturating_sub(dedented);
    let display_start = display_width(&lines[0], start);
    let display_end = display_width(&lines[lines.len() - 1], end);

    let segment = segment(&lines, start, end);
    let anchors = caret_anchors(&segment);
    let carets = should_show_carets(f, start, end, &lines, anchors.as_ref());
    // Anchors in display columns of the whole lines.
    let place = |line: usize, column: usize| {
        let column = if line == 0 { column + start } else { column };
        lines.get(line).map(|l| (line, display_width(l, column)))
    };
    let marked = anchors
        .and_then(|a| place(a.left_line, a.left_column).zip(place(a.right_line, a.right_column)));

    let mut significant = vec![0, lines.len() - 1];
    if let Some((left, right)) = marked {
        for around in [left.0, right.0] {
            significant.extend(around.saturating_sub(1)..=around + 1);
        }
    }
    significant.retain(|l| *l < lines.len());
    significant.sort_unstable();
    significant.dedup();

    let mut out: Vec<Vec<char>> = Vec::new();
    let show = |n: usize, out: &mut Vec<Vec<char>>| {
        let line = &lines[n];
        out.push(line.clone());
        if !carets {
            return;
        }
        let indent = line.iter().take_while(|c| is_space(**c)).count();
        let width = match n == lines.len() - 1 {
            true => display_end,
            false => display_width(line, line.len()),
        };
        let mark = |col: usize| {
            if col < indent || (n == 0 && col < display_start) {
                return ' ';
            }
            match marked {
                Some((left, right)) if (n, col) >= left && (n, col) < right => '^',
                Some(_) => '~',
                None => '^',
            }
        };
        out.push((0..width).map(mark).collect());
    };
    let mut previous: Option<usize> = None;
    for n in significant {
        if let Some(p) = previous {
            match n - p {
                2 => show(n - 1, &mut out),
                gap if gap > 2 => {
                    out.push(format!("...<{} lines>...", gap - 1).chars().collect());
                }
                _ => {}
            }
        }
        show(n, &mut out);
        previous = Some(n);
    }
    out
}

/// The source of the instruction alone.
fn segment(lines: &[Vec<char>], start: usize, end: usize) -> String {
    let mut all: Vec<char> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            all.push('\n');
        }
        all.extend(line);
    }
    let last = lines.last().map_or(0, Vec::len);
    let end = (all.len() + end).saturating_sub(last).min(all.len());
    all.get(start..end).unwrap_or(&[]).iter().collect()
}

/// Carets that would mark all there is are left out, and so are those under a statement's one call.
fn should_show_carets(
    _: &FrameSummary,
    start: usize,
    end: usize,
    lines: &[Vec<char>],
    anchors: Option<&Anchors>,
) -> bool {
    let source: Vec<String> = lines.iter().map(|l| l.iter().collect()).collect();
    match whole_call(&source.join("\n")) {
        Ok(WholeCall::NoStatement) => return false,
        Ok(WholeCall::At(p))
            if p.line == 1
                && p.end_line == lines.len()
                && p.column == start
                && p.end_column == end =>
        {
            return false;
        }
        _ => {}
    }
    if anchors.is_some() {
        return true;
    }
    let (first, last) = (&lines[0], &lines[lines.len() - 1]);
    let before = &first[..start.min(first.len())];
    let after = &last[end.min(last.len())..];
    !before.iter().chain(after).all(|c| is_space(*c))
}

/// Takes away the white space that all lines begin with; lines of nothing else become empty.
fn dedent(lines: Vec<Vec<char>>) -> Vec<Vec<char>> {
    let is_blank = |l: &Vec<char>| l.iter().all(|c| is_space(*c));
    let full: Vec<&Vec<char>> = lines.iter().filter(|l| !is_blank(l)).collect();
    let least: &[char] = full.iter().min().map_or(&[], |l| l);
    let most: &[char] = full.iter().max().map_or(&[], |l| l);
    let common = |(a, b): (&char, &char)| a == b && matches!(a, ' ' | '\t');
    let margin = least
        .iter()
        .zip(most)
        .take_while(|pair| common(*pair))
        .count();
    let cut = |l: &Vec<char>| match is_blank(l) {
        true => Vec::new(),
        false => l[margin..].to_vec(),
    };
    lines.iter().map(cut).collect()
}

/// The number of characters in the first `bytes` bytes of UTF-8; a character cut in two counts.
fn character_offset(line: &[char], bytes: usize) -> usize {
    let mut at = 0;
    for (i, c) in line.iter().enumerate() {
        if at >= bytes {
            return i;
        }
        at += c.len_utf8();
    }
    line.len()
}

/// Columns that the first `n` characters take on a terminal. In ASCII text that is `n`, whatever the length.
fn display_width(line: &[char], n: usize) -> usize {
    if line.iter().all(char::is_ascii) {
        return n;
    }
    let wide = |c: &char| 1 + unicode::is_wide(*c as u32) as usize;
    line.iter().take(n).map(wide).sum()
}
