//! Type variables among the arguments of generic aliases, and their substitution.

use super::generic_alias::GenericAlias;
use crate::object::{as_list, as_tuple, downcast, new_list, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

fn attribute(vm: &Vm, r: &Ref, name: &str) -> PyResult<Option<Ref>> {
    vm.get_attr_opt(r, &vm.interned.intern_str(vm, name))
}

fn add_unique(all: &mut Vec<Ref>, r: &Ref) {
    if !all.iter().any(|p| p.is(r)) {
        all.push(r.clone());
    }
}

/// The type variables in `args` (a tuple or list), in order of appearance, as a tuple.
pub fn collect_parameters(vm: &Vm, args: &Ref) -> PyResult {
    let mut found = Vec::new();
    for a in vm.collect(args)? {
        if a.has_kind(Kind::Type) {
            continue;
        }
        if attribute(vm, &a, "__typing_subst__")?.is_some() {
            add_unique(&mut found, &a);
            continue;
        }
        let nested = if a.has_kind(Kind::Tuple) || a.has_kind(Kind::List) {
            Some(collect_parameters(vm, &a)?)
        } else {
            attribute(vm, &a, "__parameters__")?
        };
        if let Some(nested) = nested
            && let Some(nested) = as_tuple(&nested)
        {
            for p in nested {
                add_unique(&mut found, p);
            }
        }
    }
    Ok(new_tuple(vm, found))
}

/// The items that were given, with `*tuple[int, str]` taken apart.
fn unpack(vm: &Vm, item: &Ref) -> PyResult<Vec<Ref>> {
    let items = match as_tuple(item) {
        Some(i) => i.to_vec(),
        None => vec![item.clone()],
    };
    let mut all = Vec::new();
    for i in items {
        let inner = if i.has_kind(Kind::Type) {
            None
        } else {
            attribute(vm, &i, "__typing_unpacked_tuple_args__")?.filter(|t| !t.is_none())
        };
        match inner.as_ref().and_then(as_tuple) {
            Some(t) if !t.last().is_some_and(|l| l.is(&Ref::ellipsis())) => {
                all.extend_from_slice(t);
            }
            _ => all.push(i),
        }
    }
    Ok(all)
}

/// `alias[item]`: the arguments of `alias` with `item` in place of its parameters, as a tuple.
pub fn substitute(vm: &Vm, alias: &Ref, args: &Ref, parameters: &Ref, item: &Ref) -> PyResult {
    let params = as_tuple(parameters).unwrap_or(&[]).to_vec();
    if params.is_empty() {
        return Err(vm.type_error(format!("{} is not a generic class", vm.repr_string(alias)?)));
    }
    let mut items = new_tuple(vm, unpack(vm, item)?);
    for p in &params {
        if let Some(prepare) = attribute(vm, p, "__typing_prepare_subst__")?
            && !prepare.is_none()
        {
            let r = vm.call_positional(&prepare, &[alias.clone(), items.clone()])?;
            items = if r.has_kind(Kind::Tuple) {
                r
            } else {
                new_tuple(vm, [r])
            };
        }
    }
    let given = as_tuple(&items).unwrap_or(&[]).to_vec();
    if given.len() != params.len() {
        let what = if given.len() > params.len() {
            "many"
        } else {
            "few"
        };
        return Err(vm.type_error(format!(
            "Too {what} arguments for {}; actual {}, expected {}",
            vm.repr_string(alias)?,
            given.len(),
            params.len()
        )));
    }
    let new = replace(vm, as_tuple(args).unwrap_or(&[]), &params, &given)?;
    Ok(new_tuple(vm, new))
}

fn replace(vm: &Vm, args: &[Ref], params: &[Ref], given: &[Ref]) -> PyResult<Vec<Ref>> {
    let mut new = Vec::new();
    for a in args {
        if a.has_kind(Kind::Type) {
            new.push(a.clone());
            continue;
        }
        if a.has_kind(Kind::Tuple) || a.has_kind(Kind::List) {
            let inner = match as_tuple(a) {
                Some(t) => t.to_vec(),
                None => as_list(a).items().to_vec(),
            };
            let inner = replace(vm, &inner, params, given)?;
            new.push(if a.has_kind(Kind::Tuple) {
                new_tuple(vm, inner)
            } else {
                new_list(vm, inner)
            });
            continue;
        }
        let unpacked = downcast::<GenericAlias>(vm, a).is_some_and(|g| g.starred)
            || match attribute(vm, a, "__typing_is_unpacked_typevartuple__")? {
                Some(v) => vm.is_true(&v)?,
                None => false,
            };
        let v = match attribute(vm, a, "__typing_subst__")? {
            Some(subst) => match params.iter().position(|p| p.is(a)) {
                Some(i) => vm.call_one(&subst, &given[i])?,
                None => a.clone(),
            },
            None => replace_nested(vm, a, params, given)?,
        };
        match as_tuple(&v) {
            Some(many) if unpacked => new.extend_from_slice(many),
            _ => new.push(v),
        }
    }
    Ok(new)
}

/// Substitutes in an argument that is generic itself: `dict[str, list[T]]`.
fn replace_nested(vm: &Vm, a: &Ref, params: &[Ref], given: &[Ref]) -> PyResult {
    let Some(own) = attribute(vm, a, "__parameters__")? else {
        return Ok(a.clone());
    };
    let own = match as_tuple(&own) {
        Some(o) if !o.is_empty() => o.to_vec(),
        _ => return Ok(a.clone()),
    };
    let mut sub = Vec::new();
    for p in &own {
        match params.iter().position(|q| q.is(p)) {
            Some(i) => match as_tuple(&given[i]) {
                Some(many) if attribute(vm, p, "__typing_prepare_subst__")?.is_some() => {
                    sub.extend_from_slice(many)
                }
                _ => sub.push(given[i].clone()),
            },
            None => sub.push(p.clone()),
        }
    }
    vm.get_item(a, &new_tuple(vm, sub))
}
