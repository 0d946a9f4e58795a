//! The method resolution order (C3), the choice of the base that gives the layout, and the metaclass.

use crate::object::{TypeObj, TypePtr, as_tuple, flags, new_tuple, str_to_string};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

/// The type of `r`, which must have kind Type.
#[inline]
pub fn as_type(r: &Ref) -> &TypeObj {
    debug_assert!(r.has_kind(Kind::Type));
    // SAFETY: the kind says so.
    unsafe { r.cast::<TypeObj>() }
}

/// The linearisation of a type with these bases, as C3 defines it.
pub fn linearize(vm: &Vm, ty: &Ref, bases: &[Ref]) -> PyResult<Vec<Ref>> {
    for (i, b) in bases.iter().enumerate() {
        if bases[i + 1..].iter().any(|c| c.is(b)) {
            let name = match vm.get_attr_opt(b, &vm.names.name)? {
                Some(n) if n.has_kind(Kind::Str) => str_to_string(&n),
                _ => "?".to_owned(),
            };
            return Err(vm.type_error(format!("duplicate base class {name}")));
        }
    }
    if let Some(base) = bases.iter().find(|b| as_type(b).mro.get().is_none()) {
        // An `mro()` derives from the class that it is asked about.
        let name = as_type(base).name_str();
        return Err(vm.type_error(format!("Cannot extend an incomplete type '{name}'")));
    }
    let mut result = vec![ty.clone()];
    if let [base] = bases {
        result.extend_from_slice(as_type(base).mro());
        return Ok(result);
    }
    let mut lists: Vec<Vec<Ref>> = bases.iter().map(|b| as_type(b).mro().to_vec()).collect();
    lists.push(bases.to_vec());
    let mut heads = vec![0; lists.len()];
    loop {
        let mut left = false;
        let mut next = None;
        for (list, &at) in lists.iter().zip(&heads) {
            let Some(candidate) = list.get(at) else {
                continue;
            };
            left = true;
            let in_a_tail = lists
                .iter()
                .zip(&heads)
                .any(|(l, &at)| l.iter().skip(at + 1).any(|t| t.is(candidate)));
            if !in_a_tail {
                next = Some(candidate.clone());
                break;
            }
        }
        match next {
            None if !left => return Ok(result),
            None => return Err(inconsistent(vm, &lists, &heads)),
            Some(t) => {
                for (list, at) in lists.iter().zip(&mut heads) {
                    if list.get(*at).is_some_and(|h| h.is(&t)) {
                        *at += 1;
                    }
                }
                result.push(t);
            }
        }
    }
}

#[cold]
fn inconsistent(vm: &Vm, lists: &[Vec<Ref>], heads: &[usize]) -> Raised {
    let mut left: Vec<Ref> = Vec::new();
    for (list, &at) in lists.iter().zip(heads) {
        if let Some(h) = list.get(at)
            && !left.iter().any(|l| l.is(h))
        {
            left.push(h.clone());
        }
    }
    let names: Vec<String> = left.iter().map(|t| as_type(t).short_name()).collect();
    vm.type_error(format!(
        "Cannot create a consistent method resolution order (MRO) for bases {}",
        names.join(", ")
    ))
}

/// Computes the mro of `ty` from its bases, through an overridden `mro()` of its metaclass, and checks it.
pub fn compute_mro(vm: &Vm, ty: &Ref) -> PyResult {
    let t = as_type(ty);
    let bases = t.bases.get().expect("set before the mro is computed");
    let bases = as_tuple(&bases).unwrap_or(&[]);
    let meta = vm.type_of(ty);
    let custom = meta != vm.types.type_ && {
        let own = meta.lookup_slot(vm, &vm.names.mro);
        let native = vm.types.type_.lookup_slot(vm, &vm.names.mro);
        own.borrow() != native.borrow()
    };
    if !custom {
        return Ok(new_tuple(vm, linearize(vm, ty, bases)?));
    }
    let r = vm
        .call_special(ty, &vm.names.mro, &[])?
        .ok_or_else(|| vm.attribute_error(ty, &vm.names.mro))?;
    let order = vm.collect(&r)?;
    let solid = solid_base(t);
    if order.is_empty() {
        return Err(vm.type_error("type MRO must not be empty"));
    }
    for c in &order {
        if !c.has_kind(Kind::Type) {
            return Err(vm.type_error(format!(
                "mro() returned a non-class ('{}')",
                vm.type_of(c).name_str()
            )));
        }
        if !solid.is_subtype(solid_base(as_type(c))) {
            return Err(vm.type_error(format!(
                "mro() returned base with unsuitable layout ('{}')",
                as_type(c).name_str()
            )));
        }
    }
    Ok(new_tuple(vm, order))
}

/// The nearest type of the chain of layout bases that added native data or `__slots__` words.
pub fn solid_base(t: &TypeObj) -> TypePtr {
    let mut t = t.ptr();
    while let Some(b) = t.base_type() {
        if !std::ptr::eq(t.layout, b.layout) || t.members != b.members {
            return t;
        }
        t = b;
    }
    t
}

/// The base whose layout a class with these bases extends.
pub fn best_base(vm: &Vm, bases: &[Ref]) -> PyResult<Ref> {
    let mut winner: Option<(Ref, TypePtr)> = None;
    for b in bases {
        if !b.has_kind(Kind::Type) {
            return Err(vm.type_error("bases must be types"));
        }
        let t = as_type(b);
        if !t.has(flags::BASETYPE) {
            return Err(vm.type_error(format!(
                "type '{}' is not an acceptable base type",
                t.name_str()
            )));
        }
        let solid = solid_base(t);
        match &winner {
            None => winner = Some((b.clone(), solid)),
            Some((_, w)) if w.is_subtype(solid) => {}
            Some((_, w)) if solid.is_subtype(*w) => winner = Some((b.clone(), solid)),
            Some(_) => {
                return Err(vm.type_error("multiple bases have instance lay-out conflict"));
            }
        }
    }
    Ok(winner.map_or_else(|| vm.types.object.to_ref(), |(b, _)| b))
}

/// The most derived of `metatype` and the types of the bases.
pub fn calculate_metaclass(vm: &Vm, metatype: &Ref, bases: &[Ref]) -> PyResult {
    let mut winner = metatype.clone();
    for b in bases {
        let t = vm.type_of(b);
        if as_type(&winner).is_subtype(t) {
            continue;
        }
        if t.is_subtype(as_type(&winner).ptr()) {
            winner = t.to_ref();
            continue;
        }
        return Err(vm.type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses \
             of all its bases",
        ));
    }
    Ok(winner)
}
