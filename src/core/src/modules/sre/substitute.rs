//! `Pattern.sub` and `Pattern.subn`.

use super::found::new_match;
use super::pattern::Pattern;
use super::subject::Subject;
use super::template::{compile, expand, is_template, join};
use crate::object::payload;
use crate::ops::Callback;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use tricera_text::regex::{Kind, Matcher};

/// What takes the place of a match.
enum Replacement<'a> {
    Text(Ref),
    /// A template with groups.
    Template(Ref),
    Function(Callback<'a>),
}

/// The string with its matches replaced, and how many there were.
pub(super) fn substitute(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult<(Ref, usize)> {
    let p = payload::<Pattern>(this);
    let (replacement, string) = (
        a[0].as_ref().expect("required"),
        a[1].as_ref().expect("required"),
    );
    let most = match &a[2] {
        Some(n) => vm.index_as_isize(n)?,
        None => 0,
    };
    let replacement = if vm.is_callable(replacement) {
        Replacement::Function(Callback::new(vm, replacement, 1))
    } else {
        let made = compile(vm, this, replacement)?;
        if is_template(vm, &made) {
            Replacement::Template(made)
        } else {
            Replacement::Text(made)
        }
    };
    let subject = Subject::of(vm, string)?;
    p.check(vm, &subject)?;
    let len = subject.len();
    let mut matcher = Matcher::default();
    let mut parts = Vec::new();
    let (mut n, mut copied, mut from, mut advance) = (0_usize, 0, 0, false);
    while (most == 0 || (n as isize) < most)
        && p.find(vm, &mut matcher, &subject, from..len, Kind::Search, advance)?
    {
        let span = matcher.span();
        if copied < span.start {
            parts.push(subject.slice(vm, copied..span.start)?);
        }
        let item = match &replacement {
            Replacement::Text(text) => text.clone(),
            Replacement::Template(template) => {
                let found = new_match(vm, this, string, &matcher, 0..len)?;
                expand(vm, template, &found)?
            }
            Replacement::Function(f) => {
                let found = new_match(vm, this, string, &matcher, 0..len)?;
                f.call(std::array::from_ref(&found))?
            }
        };
        // A function that answers None leaves the match out.
        if !item.is_none() {
            parts.push(item);
        }
        copied = span.end;
        n += 1;
        advance = span.is_empty();
        from = span.end;
    }
    if copied < len {
        parts.push(subject.slice(vm, copied..len)?);
    }
    Ok((join(vm, &parts, subject.is_bytes())?, n))
}
