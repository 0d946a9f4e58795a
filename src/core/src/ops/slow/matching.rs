//! Structural pattern matching: what the `match` statement asks of its subject.

use super::{at, replace};
use crate::frame::Frame;
use crate::object::{as_set, as_tuple, flags, is_instance, new_set, new_tuple};
use crate::ops::Outcome;
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// Pushes whether the subject's type has a flag.
unsafe fn has_flag(vm: &Vm, sp: *mut Slot, flag: u32) -> Outcome {
    unsafe {
        let is = vm.type_of(at(sp, 0)).has(flag);
        *sp = Ref::bool(is).into_slot();
        Outcome::next(sp.add(1))
    }
}

/// MATCH_SEQUENCE
pub unsafe fn match_sequence(vm: &Vm, _: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe { has_flag(vm, sp, flags::SEQUENCE) }
}

/// MATCH_MAPPING
pub unsafe fn match_mapping(vm: &Vm, _: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe { has_flag(vm, sp, flags::MAPPING) }
}

/// MATCH_KEYS: pushes the values of the keys, or None if one is missing.
pub unsafe fn match_keys(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let (subject, keys) = (at(sp, 1).clone(), at(sp, 0).clone());
        match values_of(vm, &subject, &keys) {
            Ok(v) => {
                let _ = frame;
                *sp = v.into_slot();
                Outcome::next(sp.add(1))
            }
            Err(_) => Outcome::RAISED,
        }
    }
}

fn values_of(vm: &Vm, subject: &Ref, keys: &Ref) -> PyResult {
    let keys = as_tuple(keys).unwrap_or(&[]);
    if keys.is_empty() {
        return Ok(vm.empty_tuple.get().expect("booted"));
    }
    let get = vm.get_attr_str(subject, "get")?;
    let missing = vm.call(&vm.types.object.to_ref(), &Args::EMPTY)?;
    let seen = new_set(vm);
    let mut values = Vec::with_capacity(keys.len());
    for key in keys {
        if !as_set(&seen).add(vm, key)? {
            let key = vm.repr_string(key)?;
            return Err(vm.value_error(format!("mapping pattern checks duplicate key ({key})")));
        }
        let value = vm.call_positional(&get, &[key.clone(), missing.clone()])?;
        if value.is(&missing) {
            return Ok(Ref::none());
        }
        values.push(value);
    }
    Ok(new_tuple(vm, values))
}

/// MATCH_CLASS: the attributes that a class pattern asks for, or None if the subject does not match.
pub unsafe fn match_class(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let (subject, class, names) = (at(sp, 2).clone(), at(sp, 1).clone(), at(sp, 0).clone());
        let r = attributes_of(vm, &subject, &class, arg as usize, &names);
        replace(frame, sp, 3, r)
    }
}

/// Does a single positional pattern of the class stand for the subject itself?
fn matches_itself(vm: &Vm, class: &Ref) -> bool {
    let t = &vm.types;
    let class = crate::object::as_type(class).ptr();
    [
        t.bool,
        t.bytearray,
        t.bytes,
        t.dict,
        t.float,
        t.frozenset,
        t.int,
        t.list,
        t.set,
        t.str,
        t.tuple,
    ]
    .iter()
    .any(|own| class.is_subtype(*own))
}

fn attributes_of(vm: &Vm, subject: &Ref, class: &Ref, count: usize, names: &Ref) -> PyResult {
    if !class.has_kind(Kind::Type) {
        return Err(vm.type_error("called match pattern must be a class"));
    }
    if !is_instance(vm, subject, class)? {
        return Ok(Ref::none());
    }
    let class_name = || crate::object::as_type(class).name_str();
    let mut wanted: Vec<Ref> = Vec::new();
    let mut found: Vec<Ref> = Vec::new();
    if count > 0 {
        let key = vm.interned.intern_str(vm, "__match_args__");
        let declared = vm.get_attr_opt(class, &key)?;
        let itself = declared.is_none() && matches_itself(vm, class);
        let declared = match &declared {
            None => &[][..],
            Some(d) if d.is_exact(Kind::Tuple) => as_tuple(d).unwrap_or(&[]),
            Some(d) => {
                let (class, got) = (class_name(), vm.type_of(d).name_str());
                return Err(vm.type_error(format!(
                    "{class}.__match_args__ must be a tuple (got {got})"
                )));
            }
        };
        let allowed = if itself { 1 } else { declared.len() };
        if allowed < count {
            let s = if allowed == 1 { "" } else { "s" };
            return Err(vm.type_error(format!(
                "{}() accepts {allowed} positional sub-pattern{s} ({count} given)",
                class_name()
            )));
        }
        if itself {
            found.push(subject.clone());
        } else {
            for name in &declared[..count] {
                if !name.is_exact(Kind::Str) {
                    let got = vm.type_of(name).name_str();
                    return Err(vm.type_error(format!(
                        "__match_args__ elements must be strings (got {got})"
                    )));
                }
                wanted.push(name.clone());
            }
        }
    }
    wanted.extend(as_tuple(names).unwrap_or(&[]).iter().cloned());
    let seen = new_set(vm);
    for name in &wanted {
        if !as_set(&seen).add(vm, name)? {
            let (class, name) = (class_name(), vm.repr_string(name)?);
            return Err(vm.type_error(format!(
                "{class}() got multiple sub-patterns for attribute {name}"
            )));
        }
        match vm.get_attr_opt(subject, &vm.intern(name.clone()))? {
            Some(v) => found.push(v),
            None => return Ok(Ref::none()),
        }
    }
    Ok(new_tuple(vm, found))
}
