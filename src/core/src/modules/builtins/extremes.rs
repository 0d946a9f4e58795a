//! `max` and `min`.

use crate::object::{CompareOp, as_list, as_set, as_tuple};
use crate::ops::Callback;
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};

pub fn max(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    extreme(vm, args, "max", CompareOp::Gt)
}

pub fn min(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    extreme(vm, args, "min", CompareOp::Lt)
}

fn extreme(vm: &Vm, args: &Args, name: &str, op: CompareOp) -> PyResult {
    if let [a, b] = args.all()
        && args.kw_names().is_empty()
    {
        let second = is_better(vm, b, a, op)?;
        return Ok(if second { b.clone() } else { a.clone() });
    }
    extreme_of_many(vm, args, name, op)
}

#[inline(never)]
fn extreme_of_many(vm: &Vm, args: &Args, name: &str, op: CompareOp) -> PyResult {
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
    if let ([all], None) = (pos, &key)
        && let Some(i) = extreme_int(all, op)
    {
        return Ok(vm.new_int(i));
    }
    let mut best = Best {
        value: None,
        key: key.map(|f| Callback::new(vm, &f, 1)),
        op,
    };
    if pos.len() > 1 {
        for v in pos {
            best.consider(vm, v.clone())?;
        }
    } else {
        vm.iterate(&pos[0])?.each(|v| best.consider(vm, v))?;
    }
    let best = best.value;
    match (best, default) {
        (Some((v, _)), _) => Ok(v),
        (None, Some(d)) => Ok(d),
        (None, None) => Err(nothing_to_choose(vm, name)),
    }
}

/// The extreme so far.
struct Best<'a> {
    /// It and its key.
    value: Option<(Ref, Ref)>,
    key: Option<Callback<'a>>,
    op: CompareOp,
}

impl Best<'_> {
    /// Looks at one more value.
    #[inline(always)]
    fn consider(&mut self, vm: &Vm, v: Ref) -> PyResult<()> {
        let k = match &self.key {
            Some(f) => f.call(std::array::from_ref(&v))?,
            None => v.clone(),
        };
        let better = match &self.value {
            None => true,
            Some((_, b)) => is_better(vm, &k, b, self.op)?,
        };
        if better {
            self.value = Some((v, k));
        }
        Ok(())
    }
}

/// The error where the extreme of no values is asked for.
pub(crate) fn nothing_to_choose(vm: &Vm, name: &str) -> Raised {
    vm.value_error(format!("{name}() iterable argument is empty"))
}

/// Does `a` come before `b`, which was the extreme so far?
#[inline]
pub(crate) fn is_better(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult<bool> {
    let (x, y) = (a.slot(), b.slot());
    if Slot::both_int(x, y) {
        return Ok(op.holds(x.as_int().cmp(&y.as_int())));
    }
    if Slot::both_float(x, y)
        && let Some(order) = x.as_float().partial_cmp(&y.as_float())
    {
        return Ok(op.holds(order));
    }
    let r = vm.rich_compare(a, b, op)?;
    vm.is_true(&r)
}

/// The extreme of a builtin container of ints that fit the word: nothing has to be called for it. None for anything else.
fn extreme_int(all: &Ref, op: CompareOp) -> Option<i64> {
    fn of(mut words: impl Iterator<Item = Slot>, op: CompareOp) -> Option<i64> {
        let int = |s: Slot| s.is_int().then(|| s.as_int());
        let first = int(words.next()?)?;
        words.try_fold(first, |best, s| {
            int(s).map(|i| if op.holds(i.cmp(&best)) { i } else { best })
        })
    }
    if all.is_exact(Kind::List) {
        of(as_list(all).items().iter().map(Ref::slot), op)
    } else if all.is_exact(Kind::Tuple) {
        of(as_tuple(all)?.iter().map(Ref::slot), op)
    } else if all.is_exact(Kind::Set) {
        of(as_set(all).words(), op)
    } else {
        None
    }
}
