//! `starmap`.

use super::super::common::{itself, no_keywords, type_arg};
use crate::object::{Layout, Payload, TypeSpec, as_tuple, new_object, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

struct StarMap {
    function: Ref,
    iterator: Ref,
}

impl Payload for StarMap {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.function.slot());
        f(self.iterator.slot());
    }
}

static LAYOUT: Layout = Layout::of::<StarMap>();

/// The type `starmap`.
pub static STARMAP: TypeSpec = TypeSpec {
    doc: "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the \
          given sequence.",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| {
            no_keywords(vm, ty, "starmap", args)?;
            let a = args.check_positional(vm, "starmap", 2, 2)?;
            let iterator = vm.iter(&a[1])?;
            let it = StarMap {
                function: a[0].clone(),
                iterator,
            };
            Ok(new_object(vm, type_arg(ty), it))
        }));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("starmap", &LAYOUT)
};

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let s = payload::<StarMap>(this);
    let Some(arguments) = vm.iter_next(&s.iterator)? else {
        return Ok(None);
    };
    if arguments.is_exact(Kind::Tuple) {
        let items = as_tuple(&arguments).expect("a tuple");
        return vm.call_positional(&s.function, items).map(Some);
    }
    let items = vm.collect(&arguments)?;
    vm.call_positional(&s.function, &items).map(Some)
}
