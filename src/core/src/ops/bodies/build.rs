//! Containers built from the stack, as far as a freed cell is at hand.

use super::op;
use crate::object::{DictTable, ListObject, Object, SliceValue, TupleObject, quick_object};
use crate::ops::slow::build;
use crate::ops::{Control::*, call_out, keep_branch};
use crate::value::{Header, Ref, Slot};

op!(BUILD_TUPLE, |m| {
    let n = m.arg() as usize;
    let Some(t) = TupleObject::from_list(m.vm(), n) else { return Slow };
    let items = (*t).items.get();
    let first = m.sp().sub(n);
    let mut i = 0;
    while i < n {
        keep_branch();
        *items.add(i) = (*first.add(i)).promote_value();
        i += 1;
    }
    m.shrink(n);
    m.push(Slot::from_ptr(t.cast::<Header>()));
    Next
}, slow call_out(m, Self::LEN, false, build::build_tuple));
// Empty containers need no more than a cell.
op!(BUILD_LIST, |m| {
    if m.arg() != 0 {
        return Slow;
    }
    let Some(list) = ListObject::from_list(m.vm()) else { return Slow };
    m.push(Slot::from_ptr(list.cast::<Header>()));
    Next
}, slow call_out(m, Self::LEN, false, build::build_list));
op!(BUILD_MAP, |m| {
    if m.arg() != 0 {
        return Slow;
    }
    let vm = m.vm();
    let Some(dict) = quick_object(vm, vm.types.dict, DictTable::default()) else { return Slow };
    m.push(dict);
    Next
}, slow call_out(m, Self::LEN, false, build::build_map));
op!(BUILD_SLICE, |m| {
    let (n, vm) = (m.arg() as usize, m.vm());
    if n != 2 && n != 3 {
        return Slow;
    }
    let nothing = SliceValue { start: Ref::none(), stop: Ref::none(), step: Ref::none() };
    let Some(slice) = quick_object(vm, vm.types.slice, nothing) else { return Slow };
    // Only now that there is a cell may the operands be counted.
    let v = &raw mut (*slice.ptr::<Object<SliceValue>>()).v;
    (&raw mut (*v).start).write(Ref::from_slot(m.peek(n - 1).promote_value()));
    (&raw mut (*v).stop).write(Ref::from_slot(m.peek(n - 2).promote_value()));
    if n == 3 {
        (&raw mut (*v).step).write(Ref::from_slot(m.peek(0).promote_value()));
    }
    m.shrink(n);
    m.push(slice);
    Next
}, slow call_out(m, Self::LEN, false, build::build_slice));
