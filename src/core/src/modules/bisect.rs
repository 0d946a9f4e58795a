//! The module `_bisect`.

use super::ModuleSpec;
use super::support::given;
use crate::object::{CompareOp, MethodDef, as_list};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_bisect",
    doc: "Bisection algorithms.",
    methods: &METHODS,
    init: |_, _| Ok(()),
};

const SIGNATURE: &str = "a, x, lo=0, hi=None, *, key=None";

static METHODS: [MethodDef; 4] = [
    MethodDef::keywords("bisect_left", SIGNATURE, |vm, _, a| {
        Ok(vm.new_int(search(vm, a, None, Side::Left)? as i64))
    }),
    MethodDef::keywords("bisect_right", SIGNATURE, |vm, _, a| {
        Ok(vm.new_int(search(vm, a, None, Side::Right)? as i64))
    }),
    MethodDef::keywords("insort_left", SIGNATURE, |vm, _, a| {
        insort(vm, a, Side::Left)
    }),
    MethodDef::keywords("insort_right", SIGNATURE, |vm, _, a| {
        insort(vm, a, Side::Right)
    }),
];

/// On which side of equal items the place is.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

/// The place for `wanted` (by default the argument `x`) in the sorted sequence `a`.
fn search(vm: &Vm, args: &[Option<Ref>], wanted: Option<&Ref>, side: Side) -> PyResult<isize> {
    let (a, x) = (
        args[0].as_ref().expect("required"),
        wanted.unwrap_or(args[1].as_ref().expect("required")),
    );
    let mut lo = match &args[2] {
        Some(lo) => vm.index_as_isize(lo)?,
        None => 0,
    };
    let hi = match given(&args[3]) {
        Some(hi) => Some(vm.index_as_isize(hi)?),
        None => None,
    };
    let key = given(&args[4]);
    if lo < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    // As in CPython, -1 stands for the end.
    let mut hi = match hi {
        Some(hi) if hi != -1 => hi,
        _ => vm.len(a)? as isize,
    };
    while lo < hi {
        let mid = ((lo as usize + hi as usize) / 2) as isize;
        let item = if a.is_exact(Kind::List) {
            match as_list(a).get(mid as usize) {
                Some(item) => item,
                None => return Err(vm.index_error("list index out of range")),
            }
        } else {
            vm.get_item(a, &vm.new_int(mid as i64))?
        };
        let item = match key {
            Some(key) => vm.call_one(key, &item)?,
            None => item,
        };
        let right = match side {
            Side::Left => vm.compare_bool(&item, x, CompareOp::Lt)?,
            Side::Right => !vm.compare_bool(x, &item, CompareOp::Lt)?,
        };
        if right {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    Ok(lo)
}

fn insort(vm: &Vm, args: &[Option<Ref>], side: Side) -> PyResult {
    let (a, x) = (
        args[0].as_ref().expect("required"),
        args[1].as_ref().expect("required"),
    );
    let of_key = match given(&args[4]) {
        Some(key) => Some(vm.call_one(key, x)?),
        None => None,
    };
    let at = search(vm, args, of_key.as_ref(), side)?;
    if a.is_exact(Kind::List) {
        let list = as_list(a);
        // Comparing may have made the list shorter.
        list.insert(vm, (at as usize).min(list.len()), x.clone())?;
        return Ok(Ref::none());
    }
    vm.call_method_str(a, "insert", &[vm.new_int(at as i64), x.clone()])?;
    Ok(Ref::none())
}
