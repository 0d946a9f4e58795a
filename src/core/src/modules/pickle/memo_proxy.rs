//! What `Pickler.memo` and `Unpickler.memo` give: the memo, without a copy, behind methods of its own.

use crate::object::{Layout, MethodDef, Payload, TypeSpec, flags, new_tuple, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::marker::PhantomData;

/// Whose memo it is.
pub trait MemoOf: 'static {
    /// Forgets everything in the memo of `owner`.
    fn clear(owner: &Ref);
    /// A dict of what is in it.
    fn dict(vm: &Vm, owner: &Ref) -> PyResult;
}

/// The payload: a pickler or an unpickler.
pub struct Proxy<M>(pub Ref, PhantomData<M>);

impl<M: MemoOf> Payload for Proxy<M> {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.0.slot());
    }
}

impl<M: MemoOf> Proxy<M> {
    /// A view of the memo of `owner`.
    pub fn new(owner: &Ref) -> Proxy<M> {
        Proxy(owner.clone(), PhantomData)
    }

    /// The methods of its type; `reduce` is the docstring of the last.
    pub const fn methods(reduce: &'static str) -> [MethodDef; 3] {
        [
            MethodDef::no_args("clear", |_, this| {
                M::clear(&payload::<Proxy<M>>(this).0);
                Ok(Ref::none())
            })
            .doc("Remove all items from memo."),
            MethodDef::no_args("copy", |vm, this| M::dict(vm, &payload::<Proxy<M>>(this).0))
                .doc("Copy the memo to a new object."),
            MethodDef::no_args("__reduce__", |vm, this| {
                let d = M::dict(vm, &payload::<Proxy<M>>(this).0)?;
                Ok(new_tuple(vm, [vm.types.dict.to_ref(), new_tuple(vm, [d])]))
            })
            .doc(reduce),
        ]
    }
}

/// The type of such views.
pub const fn spec(
    name: &'static str,
    layout: &'static Layout,
    methods: &'static [MethodDef],
) -> TypeSpec {
    TypeSpec {
        module: super::NAME,
        flags: flags::NO_NEW,
        methods,
        slots: |s| {
            s.compare
                .set(Some(|_, a, b, op| super::compare_identity(a, b, op)))
        },
        ..TypeSpec::new(name, layout)
    }
}
