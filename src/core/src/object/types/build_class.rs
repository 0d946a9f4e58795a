//! `__build_class__`: what a class statement calls.

use super::mro::{as_type, calculate_metaclass};
use crate::object::{CellValue, as_tuple, new_dict, new_tuple, payload, str_to_string};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

/// Replaces bases that are not types by what their `__mro_entries__` says; None if there are none such.
pub fn resolve_bases(vm: &Vm, bases: &[Ref]) -> PyResult<Option<Vec<Ref>>> {
    let original = || new_tuple(vm, bases.to_vec());
    let mut resolved: Option<Vec<Ref>> = None;
    for (i, b) in bases.iter().enumerate() {
        let entries = if b.has_kind(Kind::Type) {
            None
        } else {
            vm.get_attr_opt(b, &vm.names.mro_entries)?
        };
        match entries {
            None => {
                if let Some(r) = &mut resolved {
                    r.push(b.clone());
                }
            }
            Some(f) => {
                let new = vm.call_one(&f, &original())?;
                let Some(new) = as_tuple(&new) else {
                    return Err(vm.type_error("__mro_entries__ must return a tuple"));
                };
                resolved
                    .get_or_insert_with(|| bases[..i].to_vec())
                    .extend_from_slice(new);
            }
        }
    }
    Ok(resolved)
}

/// `__build_class__(func, name, /, *bases, [metaclass], **kwds)`
pub fn build_class(vm: &Vm, args: &Args) -> PyResult {
    let a = args.positional();
    let [func, name, original @ ..] = a else {
        return Err(vm.type_error("__build_class__: not enough arguments"));
    };
    if !func.has_kind(Kind::Function) {
        return Err(vm.type_error("__build_class__: func must be a function"));
    }
    if !name.has_kind(Kind::Str) {
        return Err(vm.type_error("__build_class__: name is not a string"));
    }
    let resolved = resolve_bases(vm, original)?;
    let bases = resolved.as_deref().unwrap_or(original);
    let mut metaclass = None;
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for (k, v) in args.keywords() {
        if metaclass.is_none() && str_to_string(k) == "metaclass" {
            metaclass = Some(v.clone());
        } else {
            names.push(k.clone());
            values.push(v.clone());
        }
    }
    let is_class = metaclass.as_ref().is_none_or(|m| m.has_kind(Kind::Type));
    let mut meta = match metaclass {
        Some(m) => m,
        None => bases
            .first()
            .map_or(vm.types.type_, |b| vm.type_of(b))
            .to_ref(),
    };
    if is_class {
        meta = calculate_metaclass(vm, &meta, bases)?;
    }
    let bases = new_tuple(vm, bases.to_vec());
    let call_args = |third: Option<Ref>| {
        let mut all = vec![name.clone(), bases.clone()];
        all.extend(third);
        all.extend_from_slice(&values);
        all
    };
    let namespace = match vm.get_attr_opt(&meta, &vm.names.prepare)? {
        None => new_dict(vm),
        Some(prepare) => vm.call(&prepare, &Args::new(&call_args(None), &names))?,
    };
    if !is_mapping(vm, &namespace) {
        let what = if is_class {
            as_type(&meta).name_str()
        } else {
            "<metaclass>".to_owned()
        };
        return Err(vm.type_error(format!(
            "{what}.__prepare__() must return a mapping, not {}",
            vm.type_of(&namespace).name_str()
        )));
    }
    let cell = crate::ops::execute(vm, func, &Args::EMPTY, Some(namespace.clone()))?;
    if resolved.is_some() {
        let original = new_tuple(vm, original.to_vec());
        let key = vm.interned.intern_str(vm, "__orig_bases__");
        vm.set_item(&namespace, &key, &original)?;
    }
    let class = vm.call(
        &meta,
        &Args::new(&call_args(Some(namespace.clone())), &names),
    )?;
    if class.has_kind(Kind::Type) && cell.has_kind(Kind::Cell) {
        check_class_cell(vm, name, &class, &cell)?;
    }
    Ok(class)
}

fn is_mapping(vm: &Vm, r: &Ref) -> bool {
    let s = &vm.type_of(r).slots;
    r.has_kind(Kind::Dict)
        || s.binary[crate::object::BinaryOp::Subscr as usize]
            .get()
            .is_some()
}

/// The `__class__` cell of the body must have reached `type.__new__` through the namespace.
fn check_class_cell(vm: &Vm, name: &Ref, class: &Ref, cell: &Ref) -> PyResult<()> {
    let found = payload::<CellValue>(cell).0.get();
    match found {
        Some(c) if c.is(class) => Ok(()),
        None => Err(vm.runtime_error(format!(
            "__class__ not set defining {} as {}. Was __classcell__ propagated to type.__new__?",
            vm.repr_string(name)?,
            vm.repr_string(class)?
        ))),
        Some(c) => Err(vm.type_error(format!(
            "__class__ set to {} defining {} as {}",
            vm.repr_string(&c)?,
            vm.repr_string(name)?,
            vm.repr_string(class)?
        ))),
    }
}
