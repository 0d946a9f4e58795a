//! The functions that are no plain operators.

use super::super::support::bytes_arg;
use crate::object::{BinaryOp, as_str};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

pub fn abs(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    vm.absolute(x)
}

pub fn neg(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    vm.negative(x)
}

pub fn pos(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    vm.positive(x)
}

pub fn invert(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    vm.invert(x)
}

pub fn index(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    vm.index(x)
}

pub fn truth(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    Ok(Ref::bool(vm.is_true(x)?))
}

pub fn not(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    Ok(Ref::bool(!vm.is_true(x)?))
}

pub fn is(_: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    Ok(Ref::bool(a[0].is(&a[1])))
}

pub fn is_not(_: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    Ok(Ref::bool(!a[0].is(&a[1])))
}

pub fn is_none(_: &Vm, _: &Ref, x: &Ref) -> PyResult {
    Ok(Ref::bool(x.is_none()))
}

pub fn is_not_none(_: &Vm, _: &Ref, x: &Ref) -> PyResult {
    Ok(Ref::bool(!x.is_none()))
}

pub fn getitem(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    vm.get_item(&a[0], &a[1])
}

pub fn setitem(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    vm.set_item(&a[0], &a[1], &a[2])?;
    Ok(Ref::none())
}

pub fn delitem(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    vm.del_item(&a[0], &a[1])?;
    Ok(Ref::none())
}

pub fn contains(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    Ok(Ref::bool(vm.contains(&a[0], &a[1])?))
}

fn concatenated(vm: &Vm, a: &[Ref], op: BinaryOp) -> PyResult {
    let t = vm.type_of(&a[0]);
    let (slots, other) = (&t.slots, &vm.type_of(&a[1]).slots);
    let inplace = slots
        .inplace_concat
        .get()
        .filter(|_| op == BinaryOp::InplaceAdd);
    if let Some(f) = inplace.or(slots.concat.get()) {
        return f(vm, &a[0], &a[1]);
    }
    // Sequences of Python classes define addition only.
    let subscript = BinaryOp::Subscr as usize;
    if slots.binary[subscript].get().is_some() && other.binary[subscript].get().is_some() {
        return vm.binary_op(&a[0], &a[1], op);
    }
    Err(vm.type_error(format!("'{}' object can't be concatenated", t.name_str())))
}

pub fn concat(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    concatenated(vm, a, BinaryOp::Add)
}

pub fn iconcat(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    concatenated(vm, a, BinaryOp::InplaceAdd)
}

/// An iterator for a search; what cannot be iterated over cannot be searched.
fn searched(vm: &Vm, r: &Ref) -> PyResult {
    match vm.iter(r) {
        Ok(it) => Ok(it),
        Err(e) => {
            vm.catch(e, vm.types.type_error)?;
            Err(vm.type_error(format!(
                "argument of type '{}' is not iterable",
                vm.type_of(r).name_str()
            )))
        }
    }
}

pub fn count_of(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let it = searched(vm, &a[0])?;
    let mut n = 0;
    for v in vm.iterate_from(it) {
        n += vm.eq(&v?, &a[1])? as i64;
    }
    Ok(vm.new_int(n))
}

pub fn index_of(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let it = searched(vm, &a[0])?;
    for (i, v) in vm.iterate_from(it).enumerate() {
        if vm.eq(&v?, &a[1])? {
            return Ok(vm.new_int(i as i64));
        }
    }
    Err(vm.value_error("sequence.index(x): x not in sequence"))
}

pub fn length_hint(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let default = match a.get(1) {
        Some(d) => vm.index_as_isize(d)?,
        None => 0,
    };
    // A negative default is given back as it is.
    let hint = vm.length_hint(&a[0], usize::MAX)?;
    Ok(vm.new_int(if hint == usize::MAX {
        default as i64
    } else {
        hint as i64
    }))
}

pub fn call(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let Some(f) = args.positional().first() else {
        return Err(vm.type_error("call expected at least 1 argument, got 0"));
    };
    vm.call(f, &Args::new(&args.all()[1..], args.kw_names()))
}

pub fn compare_digest(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    if a[0].has_kind(Kind::Str) && a[1].has_kind(Kind::Str) {
        let (x, y) = (as_str(&a[0]), as_str(&a[1]));
        if !x.is_ascii() || !y.is_ascii() {
            return Err(
                vm.type_error("comparing strings with non-ASCII characters is not supported")
            );
        }
        return Ok(Ref::bool(same(x.raw(), y.raw())));
    }
    let (x, y) = (bytes_arg(vm, &a[0])?, bytes_arg(vm, &a[1])?);
    Ok(Ref::bool(same(&x, &y)))
}

/// Equal, in a time that depends on the lengths only.
fn same(a: &[u8], b: &[u8]) -> bool {
    let other = if a.len() == b.len() { a } else { b };
    let mut difference = (a.len() != b.len()) as u8;
    for (x, y) in other.iter().zip(b) {
        difference |= x ^ y;
    }
    std::hint::black_box(difference) == 0
}
