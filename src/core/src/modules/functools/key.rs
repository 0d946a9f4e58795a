//! The keys under which `lru_cache` keeps results.

use crate::object::{tuple_from_slice, tuple_with};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

/// The arguments, where the key is a tuple of just these.
#[inline]
pub fn items_of_key<'a>(args: &Args<'a>, typed: bool) -> Option<&'a [Ref]> {
    let all = args.all();
    let single = match all {
        [only] => only.is_exact(Kind::Int) || only.is_exact(Kind::Str),
        _ => false,
    };
    (!typed && !single && args.kw_names().is_empty()).then_some(all)
}

/// The key of a call: the only argument itself if it is an exact int or str, otherwise a tuple of the arguments, with
/// their types behind them if `typed`.
pub fn make_key(vm: &Vm, args: &Args, typed: bool) -> PyResult {
    let positional = args.positional();
    if let [only] = args.all()
        && !typed
        && args.kw_names().is_empty()
        && (only.is_exact(Kind::Int) || only.is_exact(Kind::Str))
    {
        return Ok(only.clone());
    }
    let (n, k) = (positional.len(), args.kw_names().len());
    if k == 0 && !typed {
        return tuple_from_slice(vm, positional);
    }
    let types = if typed { n + k } else { 0 };
    let mark = if k > 0 { 1 } else { 0 };
    let state = super::state(vm);
    // SAFETY: all words are written, with references of their own, and nothing runs.
    unsafe {
        tuple_with(vm, n + mark + 2 * k + types, |mut p| {
            let mut push = |v: &Ref| {
                *p = v.slot().new_ref();
                p = p.add(1);
            };
            positional.iter().for_each(&mut push);
            if k > 0 {
                push(&state.keyword_mark);
                for (name, value) in args.keywords() {
                    push(name);
                    push(value);
                }
            }
            if typed {
                args.all()
                    .iter()
                    .for_each(|v| push(&vm.type_of(v).to_ref()));
            }
        })
    }
}
