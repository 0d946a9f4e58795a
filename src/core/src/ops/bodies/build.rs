//! Containers built from the stack, as far as a freed cell is at hand.

use super::op;
use crate::object::TupleObject;
use crate::ops::slow::build;
use crate::ops::{Control::*, call_out, keep_branch};
use crate::value::Slot;

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
    m.push(Slot::from_ptr(t.cast::<crate::value::Header>()));
    Next
}, slow call_out(m, Self::LEN, false, build::build_tuple));
