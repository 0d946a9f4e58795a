//! What lists and tuples have in common: printing, comparing and searching their items.

use super::index::{search_bound, search_range};
use crate::object::{CompareOp, as_str, from_buf};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use tricera_text::str::StrBuf;

/// `open` + the reprs of the items with commas + `close`. `item` may see the container change under it.
pub fn join_reprs(
    vm: &Vm,
    open: &str,
    close: &str,
    mut item: impl FnMut(usize) -> Option<Ref>,
) -> PyResult<StrBuf> {
    let mut b = StrBuf::new();
    b.push_latin1(open.as_bytes());
    let mut i = 0;
    while let Some(v) = item(i) {
        if i > 0 {
            b.push_latin1(b", ");
        }
        b.push_str(as_str(&vm.repr(&v)?).units());
        i += 1;
    }
    b.push_latin1(close.as_bytes());
    Ok(b)
}

/// The same as a str object.
pub fn join_reprs_str(
    vm: &Vm,
    open: &str,
    close: &str,
    item: impl FnMut(usize) -> Option<Ref>,
) -> PyResult {
    from_buf(vm, join_reprs(vm, open, close, item)?.finish())
}

/// Lexicographic comparison of two sequences, which may change while their items are compared.
pub fn compare_items<'a>(
    vm: &Vm,
    op: CompareOp,
    a: impl Fn() -> &'a [Ref],
    b: impl Fn() -> &'a [Ref],
) -> PyResult {
    let mut i = 0;
    while let (Some(x), Some(y)) = (a().get(i), b().get(i)) {
        if x.slot().borrow() != y.slot().borrow() {
            if x.slot().is_int() && y.slot().is_int() {
                return Ok(Ref::bool(
                    op.holds(x.slot().as_int().cmp(&y.slot().as_int())),
                ));
            }
            // Hold both: the comparison may drop them from their sequences.
            let (x, y) = (x.clone(), y.clone());
            if !vm.eq(&x, &y)? {
                // What is compared next are the items that are there now, if any.
                let (Some(x), Some(y)) = (a().get(i), b().get(i)) else {
                    break;
                };
                return match op {
                    CompareOp::Eq => Ok(Ref::bool(false)),
                    CompareOp::Ne => Ok(Ref::bool(true)),
                    _ => vm.rich_compare(&x.clone(), &y.clone(), op),
                };
            }
        }
        i += 1;
    }
    Ok(Ref::bool(op.holds(a().len().cmp(&b().len()))))
}

/// The index of the first item from `from` on that equals `v`, up to `to`; the items may change meanwhile.
pub fn find_item<'a>(
    vm: &Vm,
    items: impl Fn() -> &'a [Ref],
    v: &Ref,
    from: usize,
    to: usize,
) -> PyResult<Option<usize>> {
    let mut i = from;
    while i < to {
        let Some(x) = items().get(i) else { break };
        if x.is(v) {
            return Ok(Some(i));
        }
        if !(x.slot().is_int() && v.slot().is_int()) {
            let x = x.clone();
            if vm.eq(&x, v)? {
                return Ok(Some(i));
            }
        }
        i += 1;
    }
    Ok(None)
}

/// How many items equal `v`.
pub fn count_items<'a>(vm: &Vm, items: impl Fn() -> &'a [Ref], v: &Ref) -> PyResult {
    let (mut n, mut i) = (0, 0);
    while let Some(found) = find_item(vm, &items, v, i, usize::MAX)? {
        n += 1;
        i = found + 1;
    }
    Ok(vm.new_int(n))
}

/// `index(value, start=0, stop=sys.maxsize)` of lists and tuples.
pub fn index_of_item<'a>(
    vm: &Vm,
    what: &str,
    items: impl Fn() -> &'a [Ref],
    args: &[Ref],
) -> PyResult {
    let start = match args.get(1) {
        Some(s) => search_bound(vm, s)?,
        None => 0,
    };
    let stop = match args.get(2) {
        Some(s) => search_bound(vm, s)?,
        None => isize::MAX,
    };
    let (from, to) = search_range(start, stop, items().len());
    match find_item(vm, items, &args[0], from, to)? {
        Some(i) => Ok(vm.new_int(i as i64)),
        None => Err(vm.value_error(format!("{what}.index(x): x not in {what}"))),
    }
}
