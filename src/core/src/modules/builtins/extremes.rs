//! `max` and `min`.

use crate::object::CompareOp;
use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;

pub fn max(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    extreme(vm, args, "max", CompareOp::Gt)
}

pub fn min(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    extreme(vm, args, "min", CompareOp::Lt)
}

fn extreme(vm: &Vm, args: &Args, name: &str, op: CompareOp) -> PyResult {
    let pos = args.positional();
    if pos.is_empty() {
        return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0")));
    }
    let (mut key, mut default) = (None, None);
    for (k, v) in args.keywords() {
        match crate::object::as_str(k).as_ascii() {
            Some("key") => key = Some(v.clone()).filter(|v| !v.is_none()),
            Some("default") => default = Some(v.clone()),
            _ => {
                return Err(vm.type_error(format!(
                    "{name}() got an unexpected keyword argument '{}'",
                    crate::object::str_to_string(k)
                )));
            }
        }
    }
    if pos.len() > 1 && default.is_some() {
        return Err(vm.type_error(format!(
            "Cannot specify a default for {name}() with multiple positional arguments"
        )));
    }
    let mut best: Option<(Ref, Ref)> = None;
    let mut consider = |v: Ref| -> PyResult<()> {
        let k = match &key {
            Some(f) => vm.call_one(f, &v)?,
            None => v.clone(),
        };
        let better = match &best {
            None => true,
            Some((_, b)) => is_better(vm, &k, b, op)?,
        };
        if better {
            best = Some((v, k));
        }
        Ok(())
    };
    if pos.len() > 1 {
        for v in pos {
            consider(v.clone())?;
        }
    } else {
        for v in vm.iterate(&pos[0])? {
            consider(v?)?;
        }
    }
    match (best, default) {
        (Some((v, _)), _) => Ok(v),
        (None, Some(d)) => Ok(d),
        (None, None) => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
    }
}

#[inline]
fn is_better(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult<bool> {
    let (x, y) = (a.slot(), b.slot());
    if crate::value::Slot::both_int(x, y) {
        return Ok(op.holds(x.as_int().cmp(&y.as_int())));
    }
    let r = vm.rich_compare(a, b, op)?;
    vm.is_true(&r)
}
