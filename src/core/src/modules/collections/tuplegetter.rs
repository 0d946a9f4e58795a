//! `_tuplegetter`: the descriptor of a named tuple's field.

use super::super::common::type_arg;
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_tuple, downcast, from_utf8,
    new_object, new_tuple, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};

struct TupleGetter {
    index: isize,
    doc: Field,
}

impl Payload for TupleGetter {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.doc.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<TupleGetter>();

fn doc(this: &Ref) -> Ref {
    payload::<TupleGetter>(this)
        .doc
        .get()
        .unwrap_or_else(Ref::none)
}

static GETSET: [GetSetDef; 1] = [GetSetDef::get_set(
    "__doc__",
    |_, this| Ok(doc(this)),
    |_, this, value| {
        drop(payload::<TupleGetter>(this).doc.replace(value.cloned()));
        Ok(())
    },
)];

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, this| {
    let index = vm.new_int(payload::<TupleGetter>(this).index as i64);
    let arguments = new_tuple(vm, [index, doc(this)]);
    Ok(new_tuple(vm, [vm.type_of(this).to_ref(), arguments]))
})];

/// The type `_tuplegetter`.
pub static TUPLEGETTER: TypeSpec = TypeSpec {
    module: "collections",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, args| {
            args.no_keywords(vm, "_tuplegetter")?;
            let a = args.check_positional(vm, "_tuplegetter", 2, 2)?;
            let getter = TupleGetter {
                index: vm.index_as_isize(&a[0])?,
                doc: Field::new(a[1].clone()),
            };
            Ok(new_object(vm, type_arg(ty), getter))
        }));
        s.descr_get.set(Some(get));
        s.descr_set.set(Some(|vm, _, _, value| {
            let what = if value.is_some() { "set" } else { "delete" };
            Err(vm.attribute_error_message(format!("can't {what} attribute")))
        }));
        s.repr.set(Some(|vm, this| {
            let t = payload::<TupleGetter>(this);
            let (name, doc) = (vm.type_of(this).short_name(), vm.repr_string(&doc(this))?);
            from_utf8(vm, &format!("{name}({}, {doc})", t.index))
        }));
    },
    ..TypeSpec::new("_tuplegetter", &LAYOUT)
};

/// Does `attr`, which a class holds, get an item of tuples?
pub fn is_tuplegetter(vm: &Vm, attr: &Ref) -> bool {
    downcast::<TupleGetter>(vm, attr).is_some()
}

/// The item of `obj` that such a getter gets, borrowed; NULL where that is an error.
#[inline]
pub fn item_of(getter: &Ref, obj: &Ref) -> Slot {
    let index = payload::<TupleGetter>(getter).index;
    match as_tuple(obj) {
        Some(items) if (index as usize) < items.len() => items[index as usize].slot(),
        _ => Slot::NULL,
    }
}

fn get(vm: &Vm, this: &Ref, obj: Option<&Ref>, _: &Ref) -> PyResult {
    let Some(obj) = obj else {
        return Ok(this.clone());
    };
    let index = payload::<TupleGetter>(this).index;
    match as_tuple(obj) {
        Some(items) => match usize::try_from(index).ok().and_then(|i| items.get(i)) {
            Some(v) => Ok(v.clone()),
            None => Err(vm.index_error("tuple index out of range")),
        },
        None if obj.is_none() => Ok(this.clone()),
        None => Err(vm.type_error(format!(
            "descriptor for index '{index}' for tuple subclasses doesn't apply to '{}' object",
            vm.type_of(obj).name_str()
        ))),
    }
}
