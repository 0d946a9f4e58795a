//! The module `_heapq`.

use super::ModuleSpec;
use super::support::bad_argument;
use crate::object::{CompareOp, ListObject, MethodDef, as_list};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_heapq",
    doc: "Heap queue algorithm (a.k.a. priority queue).",
    methods: &METHODS,
    init: |vm, module| {
        let about = "A heap is a list in which heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2] for all k.";
        super::add(
            vm,
            module,
            "__about__",
            crate::object::from_utf8(vm, about)?,
        )
    },
};

macro_rules! both {
    ($($min:literal $max:literal $f:ident $one:ident;)*) => {
        [$(both!($one $min, $f, Order::Min), both!($one $max, $f, Order::Max),)*]
    };
    (one $name:literal, $f:ident, $order:expr) => {
        MethodDef::one($name, |vm, _, heap| $f(vm, heap_argument(vm, $name, "", heap)?, $order))
            .text_signature("heap, /")
    };
    (two $name:literal, $f:ident, $order:expr) => {
        MethodDef::positional($name, 2, 2, |vm, _, a| {
            $f(vm, heap_argument(vm, $name, "1", &a[0])?, &a[1], $order)
        })
        .text_signature("heap, item, /")
    };
}

static METHODS: [MethodDef; 10] = both! {
    "heapify" "heapify_max" heapify one;
    "heappop" "heappop_max" pop one;
    "heappush" "heappush_max" push two;
    "heappushpop" "heappushpop_max" push_pop two;
    "heapreplace" "heapreplace_max" replace two;
};

/// Which item is on top.
#[derive(Clone, Copy)]
enum Order {
    Min,
    Max,
}

fn heap_argument<'a>(vm: &Vm, function: &str, n: &str, heap: &'a Ref) -> PyResult<&'a ListObject> {
    if heap.has_kind(Kind::List) {
        return Ok(as_list(heap));
    }
    Err(bad_argument(vm, heap, function, n, "list"))
}

/// Does `a` belong above `b`?
fn above(vm: &Vm, a: &Ref, b: &Ref, order: Order) -> PyResult<bool> {
    match order {
        Order::Min => vm.compare_bool(a, b, CompareOp::Lt),
        Order::Max => vm.compare_bool(b, a, CompareOp::Lt),
    }
}

/// Compares items `i` and `j`; fails if that has changed the size of the list.
fn item_above(vm: &Vm, heap: &ListObject, i: usize, j: usize, order: Order) -> PyResult<bool> {
    let n = heap.len();
    let (Some(a), Some(b)) = (heap.get(i), heap.get(j)) else {
        return Err(vm.index_error("index out of range"));
    };
    let is_above = above(vm, &a, &b, order)?;
    if heap.len() != n {
        return Err(vm.runtime_error("list changed size during iteration"));
    }
    Ok(is_above)
}

/// Moves item `at` up to its place, at `start` at the most.
fn sift_up(vm: &Vm, heap: &ListObject, start: usize, mut at: usize, order: Order) -> PyResult<()> {
    if at >= heap.len() {
        return Err(vm.index_error("index out of range"));
    }
    while at > start {
        let parent = (at - 1) / 2;
        if !item_above(vm, heap, at, parent, order)? {
            break;
        }
        heap.items_mut().swap(at, parent);
        at = parent;
    }
    Ok(())
}

/// Moves item `at` down to a leaf along the items that belong on top, then up to its place: with few comparisons, since
/// what was at the end of the list mostly belongs there.
fn sift_down(vm: &Vm, heap: &ListObject, mut at: usize, order: Order) -> PyResult<()> {
    let (start, end) = (at, heap.len());
    if at >= end {
        return Err(vm.index_error("index out of range"));
    }
    while at < end / 2 {
        let mut child = 2 * at + 1;
        if child + 1 < end && !item_above(vm, heap, child, child + 1, order)? {
            child += 1;
        }
        heap.items_mut().swap(at, child);
        at = child;
    }
    sift_up(vm, heap, start, at, order)
}

fn heapify(vm: &Vm, heap: &ListObject, order: Order) -> PyResult {
    for at in (0..heap.len() / 2).rev() {
        sift_down(vm, heap, at, order)?;
    }
    Ok(Ref::none())
}

fn push(vm: &Vm, heap: &ListObject, item: &Ref, order: Order) -> PyResult {
    heap.push(vm, item.clone())?;
    sift_up(vm, heap, 0, heap.len() - 1, order)?;
    Ok(Ref::none())
}

fn pop(vm: &Vm, heap: &ListObject, order: Order) -> PyResult {
    let Some(last) = heap.pop() else {
        return Err(vm.index_error("index out of range"));
    };
    if heap.is_empty() {
        return Ok(last);
    }
    let top = heap.replace(0, last);
    sift_down(vm, heap, 0, order)?;
    Ok(top)
}

fn replace(vm: &Vm, heap: &ListObject, item: &Ref, order: Order) -> PyResult {
    if heap.is_empty() {
        return Err(vm.index_error("index out of range"));
    }
    let top = heap.replace(0, item.clone());
    sift_down(vm, heap, 0, order)?;
    Ok(top)
}

fn push_pop(vm: &Vm, heap: &ListObject, item: &Ref, order: Order) -> PyResult {
    let Some(top) = heap.get(0) else {
        return Ok(item.clone());
    };
    if !above(vm, &top, item, order)? {
        return Ok(item.clone());
    }
    replace(vm, heap, item, order)
}
