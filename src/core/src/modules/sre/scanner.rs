//! `SRE_Scanner`: one match after the other.

use super::found::new_match;
use super::pattern::Pattern;
use super::state;
use super::subject::Subject;
use crate::object::buffer::Buffer;
use crate::object::{
    GetSetDef, Layout, MethodDef, Payload, TypeSpec, flags, new_object, payload, request,
};
use crate::runtime::{PyResult, Vm};
use crate::value::Kind::{Bytes, Str};
use crate::value::{Ref, Slot};
use std::cell::Cell;
use std::ops::Range;
use tricera_text::regex::{Kind, Matcher};

struct Scanner {
    pattern: Ref,
    string: Ref,
    /// Keeps the memory of what is no string as large as it is.
    #[expect(dead_code, reason = "held, not read")]
    held: Option<Buffer>,
    searched: Range<usize>,
    /// Where the next match may begin, and whether it must not be empty there; None when there was no more.
    next: Cell<Option<(usize, bool)>>,
    /// A search is under way: whatever it calls finds nothing.
    running: Cell<bool>,
}

impl Payload for Scanner {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.pattern.slot());
        f(self.string.slot());
    }
}

static LAYOUT: Layout = Layout::of::<Scanner>();

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("match", |vm, this| next(vm, this, Kind::Match)),
    MethodDef::no_args("search", |vm, this| next(vm, this, Kind::Search)),
];

static GETSET: [GetSetDef; 1] = [GetSetDef::member("pattern", |_, this| {
    Ok(payload::<Scanner>(this).pattern.clone())
})];

/// The type.
pub(super) static SCANNER: TypeSpec = TypeSpec {
    module: "_sre",
    flags: flags::NO_NEW,
    methods: &METHODS,
    getset: &GETSET,
    ..TypeSpec::new("SRE_Scanner", &LAYOUT)
};

/// A scanner over a part of a string.
pub(super) fn new_scanner(
    vm: &Vm,
    pattern: &Ref,
    string: &Ref,
    searched: Range<usize>,
) -> PyResult {
    let held = match string.has_kind(Str) || string.has_kind(Bytes) {
        true => None,
        false => Some(vm.buffer(string, request::SIMPLE)?),
    };
    let s = Scanner {
        pattern: pattern.clone(),
        string: string.clone(),
        held,
        next: Cell::new(Some((searched.start, false))),
        searched,
        running: Cell::new(false),
    };
    Ok(new_object(vm, state(vm).scanner, s))
}

fn next(vm: &Vm, this: &Ref, kind: Kind) -> PyResult {
    let s = payload::<Scanner>(this);
    if s.running.replace(true) {
        return Err(vm.value_error("regular expression scanner already executing"));
    }
    let found = advance(vm, s, kind);
    s.running.set(false);
    found
}

fn advance(vm: &Vm, s: &Scanner, kind: Kind) -> PyResult {
    let Some((start, advance)) = s.next.get() else {
        return Ok(Ref::none());
    };
    let subject = Subject::of(vm, &s.string)?;
    let p = payload::<Pattern>(&s.pattern);
    let mut matcher = Matcher::default();
    let end = s.searched.end;
    if start > end || !p.find(vm, &mut matcher, &subject, start..end, kind, advance)? {
        s.next.set(None);
        return Ok(Ref::none());
    }
    let span = matcher.span();
    s.next.set(Some((span.end, span.is_empty())));
    new_match(vm, &s.pattern, &s.string, &matcher, s.searched.clone())
}
