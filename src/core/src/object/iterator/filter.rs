//! `filter`.

use super::shared::itself;
use crate::object::{
    Layout, MethodDef, Payload, TypeObj, TypeSpec, flags, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Ref, Slot};

/// The payload of `filter`.
pub struct Filter {
    pub(super) function: Ref,
    pub(super) iterator: Ref,
}

impl Payload for Filter {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.function.slot());
        f(self.iterator.slot());
    }
}

static LAYOUT: Layout = Layout::of::<Filter>();

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, r| {
    let it = payload::<Filter>(r);
    let parts = vec![it.function.clone(), it.iterator.clone()];
    Ok(new_tuple(
        vm,
        [vm.type_of(r).to_ref(), new_tuple(vm, parts)],
    ))
})
.doc("Return state information for pickling.")];

/// The type `filter`.
pub static FILTER: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "Return an iterator yielding those items of iterable for which\nfunction(item) is true.  If function is None, return the items that\nare true.",
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(new));
        s.vectorcall.set(Some(new));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("filter", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    // SAFETY: the first argument of `new` is a type.
    let ty = unsafe { ty.cast::<TypeObj>() }.ptr();
    if crate::object::container::same_init(ty, vm.types.filter) {
        args.no_keywords(vm, "filter")?;
    }
    let a = args.check_positional(vm, "filter", 2, 2)?;
    let it = Filter {
        function: a[0].clone(),
        iterator: vm.iter(&a[1])?,
    };
    Ok(new_object(vm, ty, it))
}

fn next(vm: &Vm, r: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<Filter>(r);
    // None and bool both keep what is true; no call is needed for either.
    let truth = it.function.is_none() || vm.types.bool.is(&it.function);
    while let Some(v) = vm.iter_next(&it.iterator)? {
        let keep = if truth {
            vm.is_true(&v)?
        } else {
            let answer = vm.call_one(&it.function, &v)?;
            vm.is_true(&answer)?
        };
        if keep {
            return Ok(Some(v));
        }
    }
    Ok(None)
}
