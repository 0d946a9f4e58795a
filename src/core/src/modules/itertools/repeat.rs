//! `repeat`.

use super::super::common::{bind, itself, type_arg};
use crate::object::{Layout, MethodDef, Payload, TypeSpec, from_utf8, new_object, payload};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;
use std::sync::LazyLock;

struct Repeat {
    value: Ref,
    /// How often the value is still to be given; None for ever.
    left: Cell<Option<usize>>,
}

impl Payload for Repeat {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.value.slot());
    }
}

static LAYOUT: Layout = Layout::of::<Repeat>();
static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("object, times=None"));

static METHODS: [MethodDef; 1] =
    [MethodDef::no_args("__length_hint__", |vm, this| {
        match payload::<Repeat>(this).left.get() {
            Some(n) => Ok(vm.new_int(n as i64)),
            None => Err(vm.type_error("len() of unsized object")),
        }
    })
    .doc("Private method returning an estimate of len(list(it)).")];

/// The type `repeat`.
pub static REPEAT: TypeSpec = TypeSpec {
    doc: "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If \
          not specified, returns the object\nendlessly.",
    methods: &METHODS,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("repeat", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let (value, times) = match (args.positional(), args.kw_names()) {
        // The usual calls need no binding.
        ([value], []) => (value.clone(), None),
        ([value, times], []) => (value.clone(), Some(times.clone())),
        _ => {
            let [value, times] = bind(vm, &SIGNATURE, "repeat", args)?;
            (value.expect("required"), times)
        }
    };
    let left = match times {
        Some(t) => Some(vm.index_as_isize(&t)?.max(0) as usize),
        None => None,
    };
    let it = Repeat {
        value,
        left: Cell::new(left),
    };
    Ok(new_object(vm, type_arg(ty), it))
}

fn next(_: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<Repeat>(this);
    match it.left.get() {
        None => {}
        Some(0) => return Ok(None),
        Some(n) => it.left.set(Some(n - 1)),
    }
    Ok(Some(it.value.clone()))
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let it = payload::<Repeat>(this);
    let (name, value) = (vm.type_of(this).short_name(), vm.repr_string(&it.value)?);
    match it.left.get() {
        None => from_utf8(vm, &format!("{name}({value})")),
        Some(n) => from_utf8(vm, &format!("{name}({value}, {n})")),
    }
}
