//! `enumerate`.

use super::sequence::next_of;
use super::shared::{itself, reuse_pair};
use crate::object::{
    Field, Layout, MethodDef, Payload, TypeObj, TypeSpec, flags, int_to_bigint, new_bigint,
    new_object, new_tuple, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;

/// The payload of `enumerate`.
pub struct Enumerate {
    pub(super) iterator: Ref,
    /// The next count, while it fits the word.
    pub(super) count: Cell<i64>,
    /// The next count if it does not.
    pub(super) long_count: Field,
    /// The pair given first, used again whenever nobody else holds it.
    pub(super) pair: Field,
}

impl Payload for Enumerate {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.iterator.slot());
        self.long_count.traverse(f);
        self.pair.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Enumerate>();

static METHODS: [MethodDef; 2] = [
    crate::object::container::class_getitem_method(),
    MethodDef::no_args("__reduce__", |vm, r| {
        let it = payload::<Enumerate>(r);
        let count = match it.long_count.get() {
            Some(n) => n,
            None => vm.new_int(it.count.get()),
        };
        Ok(new_tuple(
            vm,
            [
                vm.type_of(r).to_ref(),
                new_tuple(vm, [it.iterator.clone(), count]),
            ],
        ))
    })
    .doc("Return state information for pickling."),
];

/// The type `enumerate`.
pub static ENUMERATE: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(new));
        s.vectorcall.set(Some(new));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("enumerate", &LAYOUT)
};

/// The iterable and the start among the arguments.
fn arguments<'a>(vm: &Vm, args: &Args<'a>) -> PyResult<(&'a Ref, Option<&'a Ref>)> {
    let (pos, names, values) = (args.positional(), args.kw_names(), args.kw_values());
    let expect = |i: usize, name: &str| -> PyResult<()> {
        let given = str_to_string(&names[i]);
        if given == name {
            return Ok(());
        }
        Err(vm.type_error(format!(
            "'{given}' is an invalid keyword argument for enumerate()"
        )))
    };
    match (pos.len(), names.len()) {
        (1, 0) => Ok((&pos[0], None)),
        (2, 0) => Ok((&pos[0], Some(&pos[1]))),
        (1, 1) => {
            expect(0, "start")?;
            Ok((&pos[0], Some(&values[0])))
        }
        (0, 1) => {
            expect(0, "iterable")?;
            Ok((&values[0], None))
        }
        (0, 2) if str_to_string(&names[0]) == "iterable" => {
            expect(1, "start")?;
            Ok((&values[0], Some(&values[1])))
        }
        (0, 2) => {
            expect(0, "start")?;
            expect(1, "iterable")?;
            Ok((&values[1], Some(&values[0])))
        }
        (0, 0) => Err(vm.type_error("enumerate() missing required argument 'iterable'")),
        (n, m) => Err(vm.type_error(format!(
            "enumerate() takes at most 2 arguments ({} given)",
            n + m
        ))),
    }
}

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let (iterable, start) = arguments(vm, args)?;
    let start = match start {
        Some(s) => vm.index(s)?,
        None => vm.new_int(0),
    };
    let iterator = vm.iter(iterable)?;
    let small = start.slot().is_int();
    let it = Enumerate {
        iterator,
        count: Cell::new(if small { start.slot().as_int() } else { 0 }),
        long_count: if small {
            Field::empty()
        } else {
            Field::new(start)
        },
        pair: Field::empty(),
    };
    // SAFETY: the first argument of `new` is a type.
    Ok(new_object(vm, unsafe { ty.cast::<TypeObj>() }.ptr(), it))
}

fn next(vm: &Vm, r: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<Enumerate>(r);
    let Some(v) = next_of(vm, &it.iterator)? else {
        return Ok(None);
    };
    let n = if let Some(long) = it.long_count.get() {
        it.long_count.set(new_bigint(vm, int_to_bigint(&long) + 1));
        long
    } else {
        let n = it.count.get();
        if n == Slot::INT_MAX {
            it.long_count.set(vm.new_int(n + 1));
        } else {
            it.count.set(n + 1);
        }
        vm.new_int(n)
    };
    Ok(Some(reuse_pair(vm, &it.pair, n, v)))
}
