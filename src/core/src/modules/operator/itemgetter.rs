//! `itemgetter`.

use super::super::common::{no_keywords, type_arg};
use crate::object::{
    Layout, MethodDef, Payload, TypeSpec, as_tuple, new_object, new_tuple, payload, tuple_items,
    tuple_of,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

struct ItemGetter {
    /// A tuple.
    items: Ref,
}

impl Payload for ItemGetter {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.items.slot());
    }
}

static LAYOUT: Layout = Layout::of::<ItemGetter>();

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, this| {
    let items = payload::<ItemGetter>(this).items.clone();
    Ok(new_tuple(vm, [vm.type_of(this).to_ref(), items]))
})
.doc("Return state information for pickling")];

/// The type `operator.itemgetter`.
pub static ITEMGETTER: TypeSpec = TypeSpec {
    module: "operator",
    doc: "Return a callable object that fetches the given item(s) from its operand.\nAfter f = itemgetter(2), the call \
          f(r) returns r[2].\nAfter g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])",
    methods: &METHODS,
    getset: &super::SIGNATURE_OF_CALL,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| {
            no_keywords(vm, ty, "itemgetter", args)?;
            if args.positional().is_empty() {
                return Err(vm.type_error("itemgetter expected 1 argument, got 0"));
            }
            let items = tuple_of(vm, args.positional());
            Ok(new_object(vm, type_arg(ty), ItemGetter { items }))
        }));
        s.call.set(Some(|vm, this, args| {
            if let ([obj], []) = (args.all(), args.kw_names()) {
                return get(vm, this, obj);
            }
            args.no_keywords(vm, "itemgetter")?;
            let a = args.check_positional(vm, "itemgetter", 1, 1)?;
            get(vm, this, &a[0])
        }));
        s.repr.set(Some(|vm, this| {
            let items = &payload::<ItemGetter>(this).items;
            super::attrgetter::repr_call(vm, this, as_tuple(items).expect("a tuple"), &[])
        }));
    },
    ..TypeSpec::new("itemgetter", &LAYOUT)
};

fn get(vm: &Vm, this: &Ref, obj: &Ref) -> PyResult {
    // SAFETY: the items are a tuple, made by `new`.
    let items = unsafe { tuple_items(&payload::<ItemGetter>(this).items) };
    if let [item] = items {
        // The usual use, as a sort key of records.
        if obj.is_exact(Kind::Tuple)
            && item.slot().is_int()
            && let Some(i) = usize::try_from(item.slot().as_int()).ok()
            // SAFETY: it is a tuple.
            && let Some(v) = unsafe { tuple_items(obj) }.get(i)
        {
            return Ok(v.clone());
        }
        return vm.get_item(obj, item);
    }
    get_all(vm, items, obj)
}

#[inline(never)]
fn get_all(vm: &Vm, items: &[Ref], obj: &Ref) -> PyResult {
    let mut all = Vec::with_capacity(items.len());
    for item in items {
        all.push(vm.get_item(obj, item)?);
    }
    Ok(new_tuple(vm, all))
}
