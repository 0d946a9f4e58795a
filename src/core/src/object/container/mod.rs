//! `list`, `tuple`, `dict`, `set`, `range`, `slice`: their types and methods.

mod dict_type;
mod dict_update;
mod dict_view;
mod index;
mod items;
mod list_ops;
mod list_sort;
mod list_type;
mod merge_sort;
mod range;
mod set;
mod set_ops;
mod set_type;
mod slice;
mod tuple_type;

pub use dict_type::{
    DICT_TYPE, copy_dict, dict_equal, iterates_as_dict, new_dict_from_stack, next_item,
};
pub use dict_update::{merge, merge_distinct, update, update_arguments};
pub use dict_view::{
    DICT_ITEMS, DICT_KEYS, DICT_VALUES, DictPart, DictView, VIEW_LAYOUT, new_dict_view, plain_view,
};
pub use index::{
    SliceIndices, SliceParts, index_argument, is_index, plain_parts, plain_slice, resolve,
    search_bound, search_range, slice_indices, slice_parts, subscript_index,
};
pub use items::{compare_items, count_items, find_item, index_of_item, join_reprs};
pub use list_ops::{
    concat as list_concat, concat_operands as list_concat_operands, extend as list_extend,
    get_plain_slice as list_get_plain_slice, get_range as list_get_range,
    get_slice as list_get_slice, list_from_slice, list_get_index, new_list_from_stack,
    repeat as list_repeat, set_range as list_set_range, set_slice_operand as list_set_slice,
};
pub use list_sort::sort_list;
pub use list_type::{LIST, new_list_of};
pub use merge_sort::{Less, merge_sort};
pub use range::{RANGE, Range, make_range, new_range};
pub use set::{
    SET_LAYOUT, SetObject, SetTable, as_set, hash_element, new_frozenset, new_set,
    new_set_from_stack,
};
pub use set_ops::*;
pub use set_type::{FROZENSET, SET, contains as set_contains, set_compare};
pub use slice::{SLICE, SliceValue, new_slice, slice_long_indices};
pub use tuple_type::{
    TUPLE, concat as tuple_concat, get_range as tuple_get_range, hash_as_tuple, hashed_tuple,
    new_tuple_from_stack, repeat as tuple_repeat, tuple_from_iterable, tuple_from_slice,
    tuple_get_index, tuple_known_hash,
};

use super::{MethodDef, TypePtr};
use crate::runtime::{Raised, Vm};
use crate::value::{Ref, Slot};

/// `list[int]` and the like.
pub(super) const fn class_getitem_method() -> MethodDef {
    MethodDef::one("__class_getitem__", super::class_getitem)
        .class_method()
        .doc("See PEP 585")
}

/// Drops `n` words of the stack.
///
/// # Safety
/// `p..p+n` must be live values, which the caller gives up.
unsafe fn drop_stack(p: *mut Slot, n: usize) {
    for i in 0..n {
        // SAFETY: see above.
        unsafe { (*p.add(i)).decref() }
    }
}

/// After `hash(key)` has raised: a plain TypeError gets the message that names the container ("cannot use 'list' as a
/// dict key (unhashable type: 'list')"), anything else stays.
#[cold]
pub(super) fn explain_unhashable(vm: &Vm, r: Raised, key: &Ref, what: &str) -> Raised {
    let s = vm.exception.slot();
    if s.is_null() || vm.type_of(Ref::view(&s)) != vm.types.type_error {
        return r;
    }
    let e = vm.take_exception();
    match vm.str_string(&e) {
        Ok(text) => vm.type_error(format!(
            "cannot use '{}' as {what} ({text})",
            vm.type_of(key).name_str()
        )),
        Err(r) => r,
    }
}

/// Does `ty` make its instances as its builtin base does (`tp_new`)?
pub(super) fn same_new(ty: TypePtr, base: TypePtr) -> bool {
    match (ty.slots.new.get(), base.slots.new.get()) {
        (Some(f), Some(g)) => std::ptr::fn_addr_eq(f, g),
        (None, None) => true,
        _ => false,
    }
}

/// Does `ty` initialise its instances as its builtin base does (`tp_init`)?
pub fn same_init(ty: TypePtr, base: TypePtr) -> bool {
    match (ty.slots.init.get(), base.slots.init.get()) {
        (Some(f), Some(g)) => std::ptr::fn_addr_eq(f, g),
        (None, None) => true,
        _ => false,
    }
}
