//! Operators and comparisons whose special method is a Python function: its frame is pushed like that of any call, so
//! nothing recurses.
//!
//! Such a method may answer NotImplemented, and a comparison may have to become a bool. A frame of the machinery
//! below the method's looks at the result: it runs `OPERATOR_EXIT`, and holds *how* the result is used. The operands stay on the
//! caller's stack meanwhile, since what comes after NotImplemented needs them; the method borrows them.

use super::call::{init_frame, room_for_callee};
use super::{finish, replace, replace_operands};
use crate::frame::Frame;
use crate::object::slot_table::{
    SLOT_BINARY, comparison_name, length_from, operator_names, slot_compare, slot_len,
    slot_set_item,
};
use crate::object::{
    BinaryFn, BinaryOp, CompareFn, CompareOp, FunctionObject, LenFn, SetItemFn, TypeObj, TypePtr,
};
use crate::ops::Outcome;
use crate::runtime::Vm;
use crate::value::{Ref, Slot};
use std::ptr::fn_addr_eq;

/// The word that says how a result is used: the operand of the instruction, with these bits.
const OPERAND_SHIFT: u32 = 4;
/// What is wanted is a bool.
const WANTS_BOOL: i64 = 1;
/// The instruction is COMPARE_OP, else BINARY_OP.
const COMPARES: i64 = 2;
/// The instruction is a call of `len`: what is wanted is a length.
const MEASURES: i64 = 4;
/// The instruction is STORE_SUBSCR: nothing is wanted.
const STORES: i64 = 8;

/// May this result be used as it is?
#[inline(always)]
pub(crate) fn is_final(how: Slot, result: Slot) -> bool {
    let how = how.as_int();
    let bool_or_any = how & WANTS_BOOL == 0 || result == Slot::true_() || result == Slot::false_();
    bool_or_any && how & (MEASURES | STORES) == 0 && !Ref::view(&result).is_not_implemented()
}

/// The class of an object, if it was made by a class statement.
#[inline(always)]
unsafe fn heap_type<'a>(v: Slot) -> Option<&'a TypeObj> {
    unsafe {
        if !v.is_pointer() {
            return None;
        }
        let ty = (*(*v.header()).shape).ty;
        (!ty.is_null() && (*ty).is_heap_type()).then(|| &*ty)
    }
}

/// Is the left operand, of class `ta`, asked before the right one? It is unless the right one is of a subclass.
#[inline(always)]
unsafe fn left_goes_first(vm: &Vm, ta: &TypeObj, b: &Ref) -> bool {
    let tb = vm.type_of(b);
    std::ptr::eq(ta, tb.as_ptr()) || !tb.is_subtype(unsafe { TypePtr::new(ta) })
}

/// BINARY_OP on an instance whose class implements the operator in Python.
///
/// `None`: do it in another way; nothing changed.
#[inline(always)]
pub(crate) unsafe fn enter_binary(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    op: BinaryOp,
    arg: u32,
) -> Option<Outcome> {
    unsafe {
        let (a, b) = (*sp.sub(2), *sp.sub(1));
        let ty = heap_type(a)?;
        let plain = op.plain();
        let ours = |f: Option<BinaryFn>| match (f, SLOT_BINARY[plain as usize]) {
            (Some(f), Some(g)) => fn_addr_eq(f, g),
            _ => false,
        };
        if !ours(ty.slots.binary[plain as usize].get())
            || (op != plain && ty.slots.binary[op as usize].get().is_some())
            || !left_goes_first(vm, ty, Ref::view(&b))
        {
            return None;
        }
        let f = ty.lookup_slot(vm, operator_names(&vm.names, plain).0);
        enter(vm, frame, sp, f, (arg as i64) << OPERAND_SHIFT, [a, b])
    }
}

/// COMPARE_OP on an instance whose class implements the comparison in Python; `None` as above.
#[inline(always)]
pub(crate) unsafe fn enter_compare(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    op: CompareOp,
    arg: u32,
) -> Option<Outcome> {
    unsafe {
        let (a, b) = (*sp.sub(2), *sp.sub(1));
        let ty = heap_type(a)?;
        let ours = ty
            .slots
            .compare
            .get()
            .is_some_and(|f| fn_addr_eq(f, slot_compare as CompareFn));
        if !ours || !left_goes_first(vm, ty, Ref::view(&b)) {
            return None;
        }
        let f = ty.lookup_slot(vm, comparison_name(&vm.names, op));
        let wants_bool = ((arg >> 4) & 1) as i64 * WANTS_BOOL;
        let how = ((arg as i64) << OPERAND_SHIFT) | COMPARES | wants_bool;
        enter(vm, frame, sp, f, how, [a, b])
    }
}

/// The function `len` of module `builtins`, called with the value on top of the stack.
pub(crate) unsafe fn call_len(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        if let Some(out) = enter_len(vm, frame, sp) {
            return out;
        }
        super::call::call(vm, frame, sp, arg)
    }
}

/// The same where the `__len__` is written in Python; `None` as above.
unsafe fn enter_len(vm: &Vm, frame: *mut Frame, sp: *mut Slot) -> Option<Outcome> {
    unsafe {
        let v = *sp.sub(1);
        let ty = heap_type(v)?;
        let ours = (ty.slots.len.get()).is_some_and(|f| fn_addr_eq(f, slot_len as LenFn));
        if !ours {
            return None;
        }
        let f = ty.lookup_slot(vm, &vm.names.len);
        enter(vm, frame, sp, f, MEASURES, [v])
    }
}

/// STORE_SUBSCR on an instance whose class implements it in Python; `None` as above.
#[inline(always)]
pub(crate) unsafe fn enter_store(vm: &Vm, frame: *mut Frame, sp: *mut Slot) -> Option<Outcome> {
    unsafe {
        let (value, this, key) = (*sp.sub(3), *sp.sub(2), *sp.sub(1));
        let ty = heap_type(this)?;
        let ours =
            (ty.slots.set_item.get()).is_some_and(|f| fn_addr_eq(f, slot_set_item as SetItemFn));
        if !ours {
            return None;
        }
        let f = ty.lookup_slot(vm, &vm.names.setitem);
        enter(vm, frame, sp, f, STORES, [this, key, value])
    }
}

/// Pushes a frame for `f`, if it is a function of so many parameters, with words of the stack, which stay where they are.
#[inline(always)]
unsafe fn enter<const N: usize>(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    f: Slot,
    how: i64,
    operands: [Slot; N],
) -> Option<Outcome> {
    unsafe {
        if f.is_null() || !f.is_exact(crate::value::Kind::Function) {
            return None;
        }
        let function = f.ptr::<FunctionObject>();
        let code = (*function).v.code();
        if code.exact_args as usize != N {
            return None;
        }
        let at = room_for_callee(vm, frame, sp, SHIM_WORDS + code.frame_words as usize)?;
        let shim = push_shim(vm, frame, at, vm.engine.internal.operator_exit);
        *Frame::stack_base(shim) = Slot::int_unchecked(how);
        let locals = at.add(SHIM_WORDS);
        // The operands are there as long as the frame is.
        for (i, v) in operands.into_iter().enumerate() {
            *locals.add(i) = v.borrow();
        }
        let n = code.nlocalsplus as usize;
        for i in N..n {
            crate::ops::keep_branch();
            *locals.add(i) = Slot::NULL;
        }
        let new = locals.add(n).cast::<Frame>();
        init_frame(vm, new, shim, locals, f.new_ref(), function);
        vm.frame.set(new);
        Some(Outcome::RELOAD)
    }
}

/// Words of a frame of the machinery with its two stack entries: what it was made with, and the result.
pub(crate) const SHIM_WORDS: usize = size_of::<Frame>() / size_of::<Slot>() + 2;

/// Writes a frame of the machinery at `at`, whose one stack entry the caller fills. `exit` is the instruction that sees the result.
///
/// # Safety
/// There is room for [`SHIM_WORDS`] at `at`.
#[inline(always)]
pub(crate) unsafe fn push_shim(
    vm: &Vm,
    caller: *mut Frame,
    at: *mut Slot,
    exit: *const u8,
) -> *mut Frame {
    let _ = vm;
    let shim = at.cast::<Frame>();
    // SAFETY: see above; the caller is a live frame.
    unsafe {
        shim.write(Frame {
            prev: caller,
            locals: at,
            ip: exit,
            sp: Frame::stack_base(shim).add(1),
            function: Slot::NULL,
            code: std::ptr::null(),
            depth: (*caller).depth,
            flags: Frame::SHIM,
            frame_object: Slot::NULL,
            owner: Slot::NULL,
        });
    }
    shim
}

/// OPERATOR_EXIT where an operand dies, or where the result needs more than to be handed on.
pub unsafe fn operator_exit(vm: &Vm, shim: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let result = Ref::from_slot((*sp.sub(1)).promote());
        let how = (*sp.sub(2)).as_int();
        let caller = (*shim).prev;
        vm.frame.set(caller);
        let top = (*caller).sp;
        if how & MEASURES != 0 {
            let n = length_from(vm, &result);
            drop(result);
            let out = replace(caller, top, 3, n.map(|n| vm.new_int(n as i64)));
            return continue_in(caller, out);
        }
        if how & STORES != 0 {
            drop(result);
            return continue_in(caller, finish(caller, top, 3, Ok(())));
        }
        let (a, b) = (super::at(top, 1), super::at(top, 0));
        let arg = (how >> OPERAND_SHIFT) as u32;
        let mut r = if !result.is_not_implemented() {
            Ok(result)
        } else if how & COMPARES != 0 {
            vm.compare_after_left(a, b, CompareOp::of_operand(arg))
        } else {
            vm.binary_after_left(a, b, BinaryOp::from_number(arg))
        };
        if how & WANTS_BOOL != 0 {
            r = r.and_then(|v| vm.is_true(&v)).map(Ref::bool);
        }
        let out = if how & COMPARES != 0 {
            replace(caller, top, 2, r)
        } else {
            replace_operands(caller, top, r)
        };
        continue_in(caller, out)
    }
}

/// Goes on in a frame other than the one that the engine is in, behind an instruction with this outcome.
unsafe fn continue_in(frame: *mut Frame, out: Outcome) -> Outcome {
    match out.stack_pointer() {
        Some(sp) => {
            unsafe { (*frame).sp = sp };
            Outcome::RELOAD
        }
        None => out,
    }
}
