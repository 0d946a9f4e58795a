//! `re.Pattern`.

use super::found::new_match;
use super::scanner::new_scanner;
use super::state;
use super::subject::Subject;
use super::substitute::substitute;
use crate::object::{
    CompareOp, GetSetDef, Layout, MethodDef, Payload, TypeSpec, class_getitem, downcast, flags,
    from_utf8, new_callable_iterator, new_list, new_mapping_proxy, new_object, new_tuple, payload,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};
use std::ops::Range;
use tricera_text::hash::{TupleHasher, hash_bytes};
use tricera_text::regex::{Kind as MatchKind, Matcher, Program, Stop};

/// A compiled pattern.
pub(super) struct Pattern {
    /// What it was compiled from; None for code without a source.
    pub(super) source: Ref,
    pub(super) flags: i32,
    pub(super) program: Box<Program>,
    /// From names of groups to numbers, a dict.
    pub(super) group_index: Ref,
    /// From numbers of groups to names, a tuple.
    pub(super) index_group: Ref,
    /// Whether it is for bytes; None if it is for either.
    pub(super) is_bytes: Option<bool>,
}

impl Payload for Pattern {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for r in [&self.source, &self.group_index, &self.index_group] {
            f(r.slot());
        }
    }
}

static LAYOUT: Layout = Layout::of::<Pattern>();

const RANGE: &str = "string, pos=0, endpos=sys.maxsize";

static METHODS: [MethodDef; 12] = [
    MethodDef::keywords("match", RANGE, |vm, this, a| {
        once(vm, this, a, MatchKind::Match)
    })
    .doc("Matches zero or more characters at the beginning of the string."),
    MethodDef::keywords("fullmatch", RANGE, |vm, this, a| {
        once(vm, this, a, MatchKind::FullMatch)
    })
    .doc("Matches against all of the string."),
    MethodDef::keywords("search", RANGE, |vm, this, a| {
        once(vm, this, a, MatchKind::Search)
    }),
    MethodDef::keywords("sub", "repl, string, count=0", |vm, this, a| {
        Ok(substitute(vm, this, a)?.0)
    }),
    MethodDef::keywords("subn", "repl, string, count=0", |vm, this, a| {
        let (text, n) = substitute(vm, this, a)?;
        Ok(new_tuple(vm, [text, vm.new_int(n as i64)]))
    }),
    MethodDef::keywords("findall", RANGE, find_all)
        .doc("Return a list of all non-overlapping matches of pattern in string."),
    MethodDef::keywords("split", "string, maxsplit=0", split)
        .doc("Split string by the occurrences of pattern."),
    MethodDef::keywords("finditer", RANGE, |vm, this, a| {
        let scanner = scanner(vm, this, a)?;
        let search = vm.get_attr_str(&scanner, "search")?;
        Ok(new_callable_iterator(vm, &search, &Ref::none()))
    }),
    MethodDef::keywords("scanner", RANGE, scanner),
    MethodDef::no_args("__copy__", |_, this| Ok(this.clone())),
    MethodDef::one("__deepcopy__", |_, this, _| Ok(this.clone())).text_signature("memo, /"),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
];

static GETSET: [GetSetDef; 4] = [
    GetSetDef::member("pattern", |_, this| {
        Ok(payload::<Pattern>(this).source.clone())
    }),
    GetSetDef::member("flags", |vm, this| {
        Ok(vm.new_int(payload::<Pattern>(this).flags.into()))
    }),
    GetSetDef::member("groups", |vm, this| {
        Ok(vm.new_int(payload::<Pattern>(this).program.groups() as i64))
    }),
    GetSetDef::get("groupindex", |vm, this| {
        Ok(new_mapping_proxy(
            vm,
            payload::<Pattern>(this).group_index.clone(),
        ))
    }),
];

/// The type.
pub(super) static PATTERN: TypeSpec = TypeSpec {
    module: "re",
    doc: "Compiled regular expression object.",
    flags: flags::NO_NEW | flags::WEAKREFS,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
    },
    ..TypeSpec::new("Pattern", &LAYOUT)
};

/// A new pattern.
pub(super) fn new(
    vm: &Vm,
    source: Ref,
    flags: i32,
    program: Program,
    group_index: Ref,
    index_group: Ref,
) -> PyResult {
    let is_bytes = if source.is_none() {
        None
    } else {
        Some(Subject::of(vm, &source)?.is_bytes())
    };
    let p = Pattern {
        source,
        flags,
        program: Box::new(program),
        group_index,
        index_group,
        is_bytes,
    };
    Ok(new_object(vm, state(vm).pattern, p))
}

impl Pattern {
    /// Fails if text is searched with a pattern for bytes, or the other way round.
    pub(super) fn check(&self, vm: &Vm, subject: &Subject<'_>) -> PyResult<()> {
        match self.is_bytes {
            Some(true) if !subject.is_bytes() => {
                Err(vm.type_error("cannot use a bytes pattern on a string-like object"))
            }
            Some(false) if subject.is_bytes() => {
                Err(vm.type_error("cannot use a string pattern on a bytes-like object"))
            }
            _ => Ok(()),
        }
    }

    /// Looks for a match in a part of a string.
    pub(super) fn find(
        &self,
        vm: &Vm,
        matcher: &mut Matcher,
        subject: &Subject<'_>,
        range: Range<usize>,
        kind: MatchKind,
        advance: bool,
    ) -> PyResult<bool> {
        let mut poll = || vm.check_signals().is_err();
        let found = matcher.find(
            &self.program,
            subject.units(),
            range,
            kind,
            advance,
            &mut poll,
        );
        found.map_err(|stop| match stop {
            Stop::Interrupted => Raised,
            Stop::Memory => vm.memory_error(),
        })
    }
}

/// The arguments `pos` and `endpos`, cut to the length of the string.
pub(super) fn range_arguments(
    vm: &Vm,
    pos: Option<&Ref>,
    end: Option<&Ref>,
    len: usize,
) -> PyResult<Range<usize>> {
    let cut = |i: isize| usize::try_from(i).unwrap_or(0).min(len);
    let start = match pos {
        Some(p) => cut(vm.index_as_isize(p)?),
        None => 0,
    };
    let end = match end {
        Some(e) => cut(vm.index_as_isize(e)?),
        None => len,
    };
    Ok(start..end)
}

fn once(vm: &Vm, this: &Ref, a: &[Option<Ref>], kind: MatchKind) -> PyResult {
    let p = payload::<Pattern>(this);
    let string = a[0].as_ref().expect("required");
    let (pos, end) = (a[1].as_ref(), a[2].as_ref());
    let subject = Subject::of(vm, string)?;
    let range = range_arguments(vm, pos, end, subject.len())?;
    p.check(vm, &subject)?;
    let mut matcher = Matcher::default();
    // A search that begins behind its end finds nothing, not even the empty string.
    if range.start > range.end || !p.find(vm, &mut matcher, &subject, range.clone(), kind, false)? {
        return Ok(Ref::none());
    }
    new_match(vm, this, string, &matcher, range)
}

fn find_all(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = payload::<Pattern>(this);
    let string = a[0].as_ref().expect("required");
    let subject = Subject::of(vm, string)?;
    let range = range_arguments(vm, a[1].as_ref(), a[2].as_ref(), subject.len())?;
    p.check(vm, &subject)?;
    let mut matcher = Matcher::default();
    let mut all = Vec::new();
    let mut from = Some((range.start, false));
    while let Some((start, advance)) = from {
        if start > range.end
            || !p.find(
                vm,
                &mut matcher,
                &subject,
                start..range.end,
                MatchKind::Search,
                advance,
            )?
        {
            break;
        }
        let span = matcher.span();
        let group = |i: usize| subject.slice(vm, matcher.group(i).unwrap_or(0..0));
        all.push(match p.program.groups() {
            0 => subject.slice(vm, span.clone())?,
            1 => group(1)?,
            n => {
                let groups: Vec<Ref> = (1..=n).map(group).collect::<PyResult<_>>()?;
                new_tuple(vm, groups)
            }
        });
        from = Some((span.end, span.is_empty()));
    }
    Ok(new_list(vm, all))
}

fn split(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = payload::<Pattern>(this);
    let string = a[0].as_ref().expect("required");
    let most = match &a[1] {
        Some(n) => vm.index_as_isize(n)?,
        None => 0,
    };
    let subject = Subject::of(vm, string)?;
    p.check(vm, &subject)?;
    let len = subject.len();
    let mut matcher = Matcher::default();
    let mut parts = Vec::new();
    let (mut n, mut last, mut advance) = (0, 0, false);
    while (most == 0 || n < most)
        && p.find(
            vm,
            &mut matcher,
            &subject,
            last..len,
            MatchKind::Search,
            advance,
        )?
    {
        let span = matcher.span();
        parts.push(subject.slice(vm, last..span.start)?);
        for i in 1..=p.program.groups() {
            parts.push(match matcher.group(i) {
                Some(range) => subject.slice(vm, range)?,
                None => Ref::none(),
            });
        }
        n += 1;
        advance = span.is_empty();
        last = span.end;
    }
    parts.push(subject.slice(vm, last..len)?);
    Ok(new_list(vm, parts))
}

fn scanner(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let string = a[0].as_ref().expect("required");
    let subject = Subject::of(vm, string)?;
    let range = range_arguments(vm, a[1].as_ref(), a[2].as_ref(), subject.len())?;
    payload::<Pattern>(this).check(vm, &subject)?;
    new_scanner(vm, this, string, range)
}

static FLAG_NAMES: [(&str, i32); 7] = [
    ("re.IGNORECASE", 2),
    ("re.LOCALE", 4),
    ("re.MULTILINE", 8),
    ("re.DOTALL", 16),
    ("re.UNICODE", 32),
    ("re.VERBOSE", 64),
    ("re.DEBUG", 128),
];

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let p = payload::<Pattern>(this);
    let mut flags = p.flags;
    // Text patterns are Unicode's by default.
    if p.is_bytes != Some(true) && flags & (4 | 32 | 256) == 32 {
        flags &= !32;
    }
    let mut names: Vec<String> = Vec::new();
    for &(name, flag) in FLAG_NAMES.iter().chain(&[("re.ASCII", 256)]) {
        if flags & flag != 0 {
            names.push(name.to_owned());
            flags &= !flag;
        }
    }
    if flags != 0 {
        names.push(format!("0x{flags:x}"));
    }
    let source: String = vm.repr_string(&p.source)?.chars().take(200).collect();
    let flags = if names.is_empty() {
        String::new()
    } else {
        format!(", {}", names.join("|"))
    };
    from_utf8(vm, &format!("re.compile({source}{flags})"))
}

fn hash(vm: &Vm, this: &Ref) -> PyResult<i64> {
    let p = payload::<Pattern>(this);
    let code: Vec<u8> = p
        .program
        .code()
        .iter()
        .flat_map(|w| w.to_ne_bytes())
        .collect();
    let mut hasher = TupleHasher::new();
    hasher.add(vm.hash(&p.source)?);
    hasher.add(hash_bytes(&vm.hash_keys, &code));
    hasher.add(p.flags.into());
    Ok(hasher.finish())
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(p), Some(q)) = (downcast::<Pattern>(vm, a), downcast::<Pattern>(vm, b)) else {
        return Ok(Ref::not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Ref::not_implemented());
    }
    let same = a.is(b)
        || p.flags == q.flags
            && p.is_bytes == q.is_bytes
            && p.program == q.program
            && vm.eq(&p.source, &q.source)?;
    Ok(Ref::bool(same == (op == CompareOp::Eq)))
}

/// Is it text that means itself: a template without a backslash?
pub(super) fn is_literal(vm: &Vm, template: &Ref) -> bool {
    match Subject::of(vm, template) {
        Ok(s) => !s.units().chars().any(|c| c == u32::from(b'\\')),
        Err(_) => {
            vm.clear_exception();
            false
        }
    }
}

/// The pattern that a Python-level argument is.
pub(super) fn as_pattern<'a>(vm: &Vm, r: &'a Ref) -> Option<&'a Pattern> {
    if r.has_kind(Kind::Native) {
        downcast::<Pattern>(vm, r)
    } else {
        None
    }
}
