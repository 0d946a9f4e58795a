//! What native modules with types of their own share: making the types, and giving the same tuple again.

use crate::object::{Field, TupleObject, TypeObj, TypePtr, TypeSpec, tuple_with};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Ref, Slot};

/// The type that a `new` slot is called with.
#[inline(always)]
pub fn type_arg(ty: &Ref) -> TypePtr {
    // SAFETY: the first argument of `new` is a type, which the caller keeps alive.
    unsafe { ty.cast::<TypeObj>() }.ptr()
}

/// `__iter__` of an iterator: itself.
pub fn itself(_: &Vm, it: &Ref) -> PyResult {
    Ok(it.clone())
}

/// Makes a type that lives as long as the interpreter: instances of builtin types do not count theirs.
pub fn make_type(vm: &Vm, spec: &'static TypeSpec, base: TypePtr) -> PyResult<TypePtr> {
    let t = vm.new_type(spec, base)?;
    let ty = type_arg(&t);
    vm.keep(t);
    Ok(ty)
}

/// Makes a type and enters it in the module under its name.
pub fn add_type(vm: &Vm, module: &Ref, spec: &'static TypeSpec) -> PyResult<TypePtr> {
    let ty = make_type(vm, spec, vm.types.object)?;
    super::add(vm, module, spec.name, ty.to_ref())?;
    Ok(ty)
}

/// The arguments of a `new` slot, bound to a signature.
pub fn bind<const N: usize>(
    vm: &Vm,
    signature: &Signature,
    name: &str,
    args: &Args,
) -> PyResult<[Option<Ref>; N]> {
    if args.kw_names().is_empty()
        && signature.are_all_positional(N)
        && let Ok(all) = <&[Ref; N]>::try_from(args.positional())
    {
        return Ok(std::array::from_fn(|i| Some(all[i].clone())));
    }
    let mut bound = signature.bind(vm, name, args)?.into_iter();
    Ok(std::array::from_fn(|_| bound.next().flatten()))
}

/// Fails if a type that takes positional arguments only is called with keywords: its own `new` checks this, for
/// subclasses that add keyword arguments replace it.
pub fn no_keywords(vm: &Vm, ty: &Ref, own: &str, args: &Args) -> PyResult<()> {
    // Keywords are for a subclass's own `__init__`, if it has one.
    if args.kw_names().is_empty()
        || !crate::object::container::same_init(type_arg(ty), vm.types.object)
    {
        return Ok(());
    }
    args.no_keywords(vm, own)
}

/// A tuple of the values: the one in `cache` if nobody else holds it, so that a loop that unpacks its items makes none.
///
/// # Safety
/// `values` are words whose references move into the tuple; the tuple in the cache has as many items.
#[inline]
pub unsafe fn reuse_tuple(vm: &Vm, cache: &Field, values: &[Slot]) -> PyResult {
    let kept = cache.slot();
    // SAFETY: with one reference, the cache's, nobody else sees the tuple.
    unsafe {
        if !kept.is_null() && kept.is_last_reference() {
            // This reference keeps others from using the tuple again while destructors of the old values run.
            let tuple = Ref::new_reference(kept);
            let t = tuple.cast::<TupleObject>();
            debug_assert_eq!(t.len.get(), values.len());
            t.hash.set(-1);
            let items = t.items.get();
            for (i, v) in values.iter().enumerate() {
                std::mem::replace(&mut *items.add(i), *v).decref();
            }
            return Ok(tuple);
        }
        let tuple = tuple_with(vm, values.len(), |p| {
            p.copy_from_nonoverlapping(values.as_ptr(), values.len())
        })?;
        cache.set(tuple.clone());
        Ok(tuple)
    }
}

/// A tuple of two values, see [`reuse_tuple`].
#[inline]
pub fn reuse_pair(vm: &Vm, cache: &Field, a: Ref, b: Ref) -> PyResult {
    // SAFETY: both references move.
    unsafe { reuse_tuple(vm, cache, &[a.into_slot(), b.into_slot()]) }
}

/// The tuple in `cache` with its items from `from` on replaced by `item(i)`: in place if nobody else holds it.
///
/// The values are held by something else as well (the pool of a combinatoric iterator), so that none dies here.
#[inline]
pub fn next_selection<'a>(
    vm: &Vm,
    cache: &Field,
    n: usize,
    from: usize,
    item: impl Fn(usize) -> &'a Ref,
) -> PyResult {
    let kept = cache.slot();
    // SAFETY: see reuse_tuple; all words written are counted references.
    unsafe {
        if !kept.is_null() && kept.is_last_reference() {
            let tuple = Ref::new_reference(kept);
            let t = tuple.cast::<TupleObject>();
            t.hash.set(-1);
            let items = t.items.get();
            for i in from..n {
                let new = item(i).slot().new_ref();
                std::mem::replace(&mut *items.add(i), new).decref();
            }
            return Ok(tuple);
        }
        let tuple = tuple_with(vm, n, |p| {
            for i in 0..n {
                *p.add(i) = item(i).slot().new_ref();
            }
        })?;
        cache.set(tuple.clone());
        Ok(tuple)
    }
}
