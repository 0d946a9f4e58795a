//! Catching exceptions.

use super::{op, release, release_entry};
use crate::object::TypeObj;
use crate::ops::slow::exception::check_exc_match;
use crate::ops::{Control::*, call_out};
use crate::value::{Kind, Ref, Slot};

// `exception` → `previous, exception`
op!(PUSH_EXC_INFO, |m| {
    let e = m.pop().promote();
    let info = &*m.vm().exc_info.get();
    let previous = info.value.replace(Some(Ref::new_reference(e)));
    m.push(previous.map_or(Slot::none(), Ref::into_slot));
    m.push(e);
    Next
});

// Restores the exception that was being handled before.
op!(POP_EXCEPT, |m| {
    let previous = Ref::from_slot(m.pop().promote());
    let info = &*m.vm().exc_info.get();
    let old = info.value.replace(Some(previous).filter(|e| !e.is_none()));
    release(old.map_or(Slot::NULL, Ref::into_slot))
});

// `exception, type` → `exception, bool`
op!(CHECK_EXC_MATCH, |m| {
    let (e, class) = (m.value(1), m.value(0));
    if !class.is_pointer() || !Ref::view(&class).has_kind(Kind::Type) {
        return Slow;
    }
    let wanted: *const TypeObj = class.ptr();
    if (*wanted).layout.kind != Kind::Exception {
        return Slow;
    }
    // Up the first bases; a class that is not among these may be elsewhere in the method resolution order.
    let mut given = m.vm().type_of(Ref::view(&e));
    while given.as_ptr() != wanted {
        match given.base_type() {
            Some(base) => given = base,
            None => return Slow,
        }
    }
    let owned = m.owned(0);
    m.set_condition(true);
    release_entry(owned, class)
}, slow call_out(m, Self::LEN, false, check_exc_match));
