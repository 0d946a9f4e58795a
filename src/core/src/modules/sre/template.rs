//! `SRE_Template`: text with references to groups.

use super::found::Match;
use super::pattern::{as_pattern, is_literal};
use super::state;
use crate::modules::support::bad_argument;
use crate::object::{
    Layout, Payload, TypeSpec, as_list, downcast, flags, int_to_i64, join_strs, new_bytes,
    new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// A template taken apart.
pub(super) struct Template {
    /// The text in front of the first group.
    literal: Ref,
    /// The groups, each with the text behind it.
    chunks: Box<[(usize, Ref)]>,
}

impl Payload for Template {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.literal.slot());
        for (_, text) in &self.chunks {
            f(text.slot());
        }
    }
}

static LAYOUT: Layout = Layout::of::<Template>();

/// The type.
pub(super) static TEMPLATE: TypeSpec = TypeSpec {
    module: "_sre",
    flags: flags::NO_NEW,
    ..TypeSpec::new("SRE_Template", &LAYOUT)
};

/// `_sre.template(pattern, parts)`: texts and numbers of groups, by turns.
pub(super) fn make(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    if !a[1].has_kind(Kind::List) {
        return Err(bad_argument(vm, &a[1], "template", "2", "list"));
    }
    let parts = as_list(&a[1]).items().to_vec();
    let [literal, rest @ ..] = &parts[..] else {
        return Err(vm.type_error("invalid template"));
    };
    let mut chunks = Vec::with_capacity(rest.len() / 2);
    for pair in rest.chunks(2) {
        let [group, text] = pair else {
            return Err(vm.type_error("invalid template"));
        };
        let group = int_to_i64(&vm.index(group)?).and_then(|g| usize::try_from(g).ok());
        let Some(group) = group else {
            return Err(vm.type_error("invalid template"));
        };
        chunks.push((group, text.clone()));
    }
    let t = Template {
        literal: literal.clone(),
        chunks: chunks.into(),
    };
    Ok(new_object(vm, state(vm).template, t))
}

/// What a replacement that is not callable stands for: a template, or text as it is.
pub(super) fn compile(vm: &Vm, pattern: &Ref, replacement: &Ref) -> PyResult {
    debug_assert!(as_pattern(vm, pattern).is_some());
    if is_literal(vm, replacement) {
        return Ok(replacement.clone());
    }
    let re = crate::runtime::import::import_module(vm, "re")?;
    let made = vm.call_method_str(
        &re,
        "_compile_template",
        &[pattern.clone(), replacement.clone()],
    )?;
    // One without groups is text.
    match downcast::<Template>(vm, &made) {
        Some(t) if t.chunks.is_empty() => Ok(t.literal.clone()),
        _ => Ok(made),
    }
}

/// Is it a template with groups in it?
pub(super) fn is_template(vm: &Vm, r: &Ref) -> bool {
    downcast::<Template>(vm, r).is_some()
}

/// The text that a template stands for after a match.
pub(super) fn expand(vm: &Vm, template: &Ref, found: &Ref) -> PyResult {
    let Some(t) = downcast::<Template>(vm, template) else {
        return Ok(template.clone());
    };
    let m = payload::<Match>(found);
    let mut parts = Vec::with_capacity(1 + 2 * t.chunks.len());
    parts.push(t.literal.clone());
    for (group, text) in &t.chunks {
        let held = m.group(vm, *group, Ref::none())?;
        if !held.is_none() {
            parts.push(held);
        }
        parts.push(text.clone());
    }
    join(vm, &parts, t.literal.has_kind(Kind::Bytes))
}

/// All parts as one string.
pub(super) fn join(vm: &Vm, parts: &[Ref], is_bytes: bool) -> PyResult {
    if is_bytes {
        let mut all = Vec::new();
        for (i, part) in parts.iter().enumerate() {
            match crate::object::bytes_like(vm, part)? {
                Some(bytes) => all.extend_from_slice(&bytes),
                None => {
                    return Err(vm.type_error(format!(
                        "sequence item {i}: expected a bytes-like object, {} found",
                        vm.type_of(part).name_str()
                    )));
                }
            }
        }
        return Ok(new_bytes(vm, all));
    }
    for (i, part) in parts.iter().enumerate() {
        if !part.has_kind(Kind::Str) {
            return Err(vm.type_error(format!(
                "sequence item {i}: expected str instance, {} found",
                vm.type_of(part).name_str()
            )));
        }
    }
    match parts {
        [one] if one.is_exact(Kind::Str) => Ok(one.clone()),
        _ => join_strs(vm, None, parts),
    }
}
