//! "Did you mean": the name that is most like one that was not found, as CPython computes it.

use super::text;
use crate::object::code::{Traceback, local_of_frame, names_of_frame};
use crate::object::exception::{Exception, as_exception};
use crate::object::{as_dict, as_str, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

const MAX_CANDIDATES: usize = 750;
const MAX_STRING_SIZE: usize = 40;
const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;

/// The name that was probably meant where `wrong` was not found; None if there is none, or if anything goes wrong.
pub(super) fn suggestion(vm: &Vm, e: &Ref, wrong: &Ref) -> Option<String> {
    if !wrong.has_kind(Kind::Str) {
        return None;
    }
    let found = if vm.is_instance_of(e, vm.types.attribute_error) {
        attribute_names(vm, e, wrong)
    } else if vm.is_instance_of(e, vm.types.import_error) {
        module_names(vm, e, wrong)
    } else {
        match variable_names(vm, e, wrong) {
            Ok(Candidates::Attribute(name)) => return Some(name),
            Ok(Candidates::Names(names)) => Ok(names),
            Err(r) => Err(r),
        }
    };
    match found {
        Ok(names) => closest(&names, &text(wrong)),
        Err(_) => {
            vm.clear_exception();
            None
        }
    }
}

/// The frame object of the innermost entry of an exception's traceback.
fn innermost_frame(vm: &Vm, e: &Ref) -> Option<Ref> {
    let mut tb = as_exception(e).traceback(vm)?;
    while let Some(next) = payload::<Traceback>(&tb).next.get() {
        tb = next;
    }
    Some(payload::<Traceback>(&tb).frame.clone())
}

/// `dir(obj)` without its error for classes: the strings in it, sorted.
fn directory(vm: &Vm, obj: &Ref) -> PyResult<Vec<String>> {
    let names = match vm.call_method(obj, &vm.names.dir, &[]) {
        Ok(n) => n,
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            let of_type = vm.get_attr(&vm.type_of(obj).to_ref(), &vm.names.dir)?;
            vm.call_one(&of_type, obj)?
        }
    };
    let names = vm.collect(&names)?;
    let strings = names.iter().filter(|n| n.has_kind(Kind::Str));
    let mut names: Vec<String> = strings.map(text).collect();
    names.sort();
    Ok(names)
}

fn without_underscored(names: Vec<String>) -> Vec<String> {
    names.into_iter().filter(|n| !n.starts_with('_')).collect()
}

fn attribute_names(vm: &Vm, e: &Ref, wrong: &Ref) -> PyResult<Vec<String>> {
    let obj = as_exception(e)
        .extra(Exception::ATTRIBUTE_OBJ)
        .unwrap_or_else(Ref::none);
    let names = directory(vm, &obj)?;
    if text(wrong).starts_with('_') {
        return Ok(names);
    }
    // A method may be told of the private attributes of its own object.
    if let Some(frame) = innermost_frame(vm, e)
        && let Some(this) = local_of_frame(vm, &frame, &vm.interned.intern_str(vm, "self"))?
        && this.is(&obj)
    {
        return Ok(names);
    }
    Ok(without_underscored(names))
}

fn module_names(vm: &Vm, e: &Ref, wrong: &Ref) -> PyResult<Vec<String>> {
    let name = as_exception(e)
        .extra(Exception::IMPORT_NAME)
        .unwrap_or_else(Ref::none);
    // `__import__("a.b")` is `a`.
    let top = match name.has_kind(Kind::Str) {
        true => text(&name).split('.').next().unwrap_or("").to_owned(),
        false => return Ok(Vec::new()),
    };
    let top = vm.interned.intern_str(vm, &top);
    let module = vm.modules.get().map(|m| as_dict(&m).get(vm, &top));
    let Some(module) = module.transpose()?.flatten() else {
        return Ok(Vec::new());
    };
    let names = directory(vm, &module)?;
    Ok(match text(wrong).starts_with('_') {
        true => names,
        false => without_underscored(names),
    })
}

/// Where a NameError's name may be found.
enum Candidates {
    Names(Vec<String>),
    /// It is an attribute of `self`.
    Attribute(String),
}

fn variable_names(vm: &Vm, e: &Ref, wrong: &Ref) -> PyResult<Candidates> {
    let Some(frame) = innermost_frame(vm, e) else {
        return Ok(Candidates::Names(Vec::new()));
    };
    let mut names = names_of_frame(vm, &frame)?;
    for namespace in ["f_globals", "f_builtins"] {
        names.extend(vm.collect(&vm.get_attr_str(&frame, namespace)?)?);
    }
    if let Some(this) = local_of_frame(vm, &frame, &vm.interned.intern_str(vm, "self"))? {
        let has = vm.get_attr_opt(&this, &vm.intern(wrong.clone()));
        if matches!(has, Ok(Some(_))) {
            return Ok(Candidates::Attribute(format!("self.{}", text(wrong))));
        }
        if has.is_err() {
            vm.clear_exception();
        }
    }
    let strings = names.iter().filter(|n| n.has_kind(Kind::Str));
    Ok(Candidates::Names(
        strings
            .map(|s| as_str(s).units().to_string_lossy().into_owned())
            .collect(),
    ))
}

/// What `_suggestions._generate_suggestions` answers: the one of the names (strings) that is nearest to `wrong`.
pub fn closest_name(names: &[Ref], wrong: &Ref) -> Option<String> {
    let names: Vec<String> = names.iter().map(text).collect();
    closest(&names, &text(wrong))
}

/// The first of the names that is nearest to `wrong`; none if all are too far.
pub fn closest(names: &[String], wrong: &str) -> Option<String> {
    if names.len() >= MAX_CANDIDATES {
        return None;
    }
    let mut best: Option<(&String, usize)> = None;
    for name in names {
        // A name that is there is not missing: it is not what was meant.
        if name == wrong {
            continue;
        }
        // No more than a third of the characters may have to change.
        let most = (name.len() + wrong.len() + 3) * MOVE_COST / 6;
        let most = match best {
            Some((_, 0)) => continue,
            Some((_, distance)) => most.min(distance - 1),
            None => most,
        };
        let distance = edit_distance(wrong.as_bytes(), name.as_bytes(), most);
        if distance <= most {
            best = Some((name, distance));
        }
    }
    best.map(|(name, _)| name.clone())
}

fn substitution_cost(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE_COST
    } else {
        MOVE_COST
    }
}

/// The weighted Levenshtein distance, or anything above `most` if it is more than that.
fn edit_distance<'a>(mut a: &'a [u8], mut b: &'a [u8], most: usize) -> usize {
    while let ([x, rest_a @ ..], [y, rest_b @ ..]) = (a, b)
        && x == y
    {
        (a, b) = (rest_a, rest_b);
    }
    while let ([rest_a @ .., x], [rest_b @ .., y]) = (a, b)
        && x == y
    {
        (a, b) = (rest_a, rest_b);
    }
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE_COST;
    }
    if a.len() > MAX_STRING_SIZE || b.len() > MAX_STRING_SIZE {
        return most + 1;
    }
    if b.len() < a.len() {
        (a, b) = (b, a);
    }
    if (b.len() - a.len()) * MOVE_COST > most {
        return most + 1;
    }
    // One row of the matrix, updated in place.
    let mut row: Vec<usize> = (1..=a.len()).map(|i| i * MOVE_COST).collect();
    let mut result = 0;
    for (j, &y) in b.iter().enumerate() {
        let mut distance = j * MOVE_COST;
        result = distance;
        let mut minimum = usize::MAX;
        for (cell, &x) in row.iter_mut().zip(a) {
            let substitute = distance + substitution_cost(y, x);
            distance = *cell;
            let insert_or_delete = result.min(distance) + MOVE_COST;
            result = insert_or_delete.min(substitute);
            *cell = result;
            minimum = minimum.min(result);
        }
        if minimum > most {
            return most + 1;
        }
    }
    result
}
