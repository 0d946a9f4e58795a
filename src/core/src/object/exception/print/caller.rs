//! The plain form of tracebacks that CPython's C code writes: no carets, no chain, no notes. It is used where running
//! Python code would be too much: for exceptions that cannot be raised.

use super::source::Cache;
use crate::object::code::Traceback;
use crate::object::payload;
use crate::runtime::Vm;
use crate::value::Ref;

const RECURSIVE_CUTOFF: usize = 3;

/// The lines of a traceback, header included.
pub(super) fn plain_traceback(vm: &Vm, tb: &Ref) -> String {
    let mut out = "Traceback (most recent call last):\n".to_owned();
    let mut cache = Cache::default();
    let mut last: Option<(Ref, Option<i32>)> = None;
    let mut count = 0;
    let repeated = |out: &mut String, count: usize| {
        if count > RECURSIVE_CUTOFF {
            let more = count - RECURSIVE_CUTOFF;
            let s = if more > 1 { "s" } else { "" };
            *out += &format!("  [Previous line repeated {more} more time{s}]\n");
        }
    };
    let mut at = Some(tb.clone());
    while let Some(tb) = at {
        let t = payload::<Traceback>(&tb);
        let code = t.frame_value().code();
        let line = t.lineno();
        let same = last
            .as_ref()
            .is_some_and(|(name, l)| *l == line && line.is_some() && name.is(&code.name));
        if !same {
            repeated(&mut out, count);
            last = Some((code.name.clone(), line));
            count = 0;
        }
        count += 1;
        if count <= RECURSIVE_CUTOFF {
            let (filename, name) = (super::text(&code.filename), super::text(&code.name));
            let number = line.map_or("unknown".to_owned(), |l| l.to_string());
            out += &format!("  File \"{filename}\", line {number}, in {name}\n");
            // Once the interpreter is shutting down, CPython can't open files any more.
            if let Some(line) = line.filter(|_| !vm.finalizing.get()) {
                let source = match filename.starts_with('<') {
                    true => String::new(),
                    false => cache.line(vm, &filename, &code.data, line),
                };
                let source = source.trim_start_matches([' ', '\t', '\x0c']);
                if !source.is_empty() {
                    out += &format!("    {source}\n");
                }
            }
        }
        at = t.next.get();
    }
    repeated(&mut out, count);
    out
}
