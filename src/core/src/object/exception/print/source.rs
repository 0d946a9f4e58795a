//! Source lines for tracebacks, as `linecache` finds them: in files, and for code without a file in the sources that
//! the interpreter was told of.

use super::text;
use crate::object::as_list;
use crate::runtime::Vm;
use crate::value::Kind;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use tricera_code::{CodeData, Text};

/// The lines of a source.
type Lines = Rc<Vec<String>>;

/// The sources of code that comes from no file (`-c`, an interactive prompt), by the code objects made from them.
#[derive(Default)]
pub struct Sources(RefCell<HashMap<(Text, Text, i32), Lines>>);

impl Sources {
    /// Remembers that `code` and all code inside it was compiled from `source`.
    pub fn register(&self, code: &CodeData, source: &str) {
        let lines = Rc::new(split_lines(source));
        let mut pending = vec![code];
        while let Some(code) = pending.pop() {
            self.0.borrow_mut().insert(key(code), lines.clone());
            pending.extend(code.nested().map(|c| &**c));
        }
    }
    fn lines(&self, code: &CodeData) -> Option<Lines> {
        self.0.borrow().get(&key(code)).cloned()
    }
}

fn key(code: &CodeData) -> (Text, Text, i32) {
    (
        code.filename.clone(),
        code.qualname.clone(),
        code.firstlineno,
    )
}

/// Lines without their ends, which may be `\n`, `\r\n` or `\r`.
fn split_lines(source: &str) -> Vec<String> {
    let source = source.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<String> = source.split('\n').map(str::to_owned).collect();
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// The files read while one exception is printed.
#[derive(Default)]
pub(super) struct Cache(HashMap<String, Lines>);

impl Cache {
    /// A line of the file or of the registered source of `code`, without white space at its end; empty if unknown.
    pub(super) fn line(&mut self, vm: &Vm, filename: &str, code: &CodeData, lineno: i32) -> String {
        let Some(index) = usize::try_from(lineno).ok().and_then(|n| n.checked_sub(1)) else {
            return String::new();
        };
        let file = self
            .0
            .entry(filename.to_owned())
            .or_insert_with(|| Rc::new(read_lines(vm, filename)));
        let trimmed = |lines: &[String]| {
            let line = lines.get(index).map_or("", |l| l.as_str());
            line.trim_end_matches(super::is_space).to_owned()
        };
        let line = trimmed(file);
        if line.is_empty()
            && filename.starts_with('<')
            && let Some(lines) = vm.sources.lines(code)
        {
            return trimmed(&lines);
        }
        line
    }
}

/// A line of a source file, without white space at its end; empty if unknown.
pub fn source_line(vm: &Vm, filename: &str, lineno: i64) -> String {
    let Some(index) = usize::try_from(lineno).ok().and_then(|n| n.checked_sub(1)) else {
        return String::new();
    };
    let lines = read_lines(vm, filename);
    let line = lines.get(index).map_or("", |l| l.as_str());
    line.trim_end_matches(super::is_space).to_owned()
}

/// The lines of a source file, found along `sys.path` if its name is relative; none if it can't be read or decoded.
pub(super) fn read_lines(vm: &Vm, filename: &str) -> Vec<String> {
    if filename.is_empty() || (filename.starts_with('<') && filename.ends_with('>')) {
        return Vec::new();
    }
    let Some(bytes) = read_file(vm, filename) else {
        return Vec::new();
    };
    match tricera_code::compile::decode_source(&bytes, filename) {
        Ok(source) => split_lines(&source),
        Err(_) => Vec::new(),
    }
}

fn read_file(vm: &Vm, filename: &str) -> Option<Vec<u8>> {
    if std::fs::metadata(filename).is_ok() {
        return std::fs::read(filename).ok();
    }
    if filename.starts_with('/') {
        return None;
    }
    let path = super::sys_attribute(vm, &vm.names.bare_path)?;
    if !path.has_kind(Kind::List) {
        return None;
    }
    let folders: Vec<String> = as_list(&path)
        .items()
        .iter()
        .filter(|p| p.has_kind(Kind::Str))
        .map(text)
        .collect();
    let found = folders
        .iter()
        .map(|folder| std::path::Path::new(folder).join(filename))
        .find(|p| p.exists())?;
    std::fs::read(found).ok()
}
