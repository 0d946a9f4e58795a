//! Names: globals, builtins, namespaces of module and class bodies, cells.

use super::{drop_entries, finish};
use crate::frame::Frame;
use crate::object::{CellObject, DictObject, Field, as_dict};
use crate::ops::Outcome;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

#[inline]
unsafe fn name_at<'a>(frame: *mut Frame, i: usize) -> &'a Ref {
    unsafe { Ref::view(&*(*frame).code().names.add(i)) }
}

/// A global or builtin, or NameError. Namespaces that are dicts of another class are asked as mappings.
unsafe fn global(vm: &Vm, frame: *mut Frame, name: &Ref) -> PyResult {
    // SAFETY: the frame's function is live, and holds both dicts.
    let f = unsafe { (*frame).function() };
    for namespace in [&f.globals, &f.builtins] {
        let slot = namespace.slot();
        let d = Ref::view(&slot);
        let found = if d.is_exact(Kind::Dict) {
            // SAFETY: the kind says so.
            unsafe { d.cast::<DictObject>() }.get_str_ref(name)
        } else {
            from_namespace(vm, &d.clone(), name)?
        };
        if let Some(v) = found {
            return Ok(v);
        }
    }
    Err(vm.name_error(name))
}

/// A builtin, or NameError.
unsafe fn builtin(vm: &Vm, frame: *mut Frame, name: &Ref) -> PyResult {
    // SAFETY: see `global`.
    let slot = unsafe { (*frame).function() }.builtins.slot();
    match from_namespace(vm, &Ref::view(&slot).clone(), name)? {
        Some(v) => Ok(v),
        None => Err(vm.name_error(name)),
    }
}

unsafe fn push(sp: *mut Slot, v: PyResult) -> Outcome {
    match v {
        Ok(v) => unsafe {
            *sp = v.into_slot();
            Outcome::next(sp.add(1))
        },
        Err(_) => Outcome::RAISED,
    }
}

/// LOAD_GLOBAL: name in `arg >> 1`, with the low bit a NULL is pushed behind it.
pub unsafe fn load_global(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let name = name_at(frame, arg as usize >> 1);
        match global(vm, frame, name) {
            Ok(v) => {
                *sp = v.into_slot();
                if arg & 1 != 0 {
                    *sp.add(1) = Slot::NULL;
                    return Outcome::next(sp.add(2));
                }
                Outcome::next(sp.add(1))
            }
            Err(_) => Outcome::RAISED,
        }
    }
}

/// The namespace that a module or class body runs in.
unsafe fn namespace<'a>(frame: *mut Frame) -> PyResult<&'a Ref> {
    unsafe {
        if (*frame).is(Frame::NAMESPACE) {
            Ok(Ref::view(&(*frame).owner))
        } else {
            // Such code called as a function's: its names are the globals.
            let globals: *const Field = &(*frame).function().globals;
            // SAFETY: a function has globals, and a field is one word.
            Ok(Ref::view(&*globals.cast::<Slot>()))
        }
    }
}

fn from_namespace(vm: &Vm, ns: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    if ns.is_exact(Kind::Dict) {
        return as_dict(ns).get(vm, name);
    }
    match vm.get_item(ns, name) {
        Ok(v) => Ok(Some(v)),
        Err(r) => vm.catch(r, vm.types.key_error).map(|()| None),
    }
}

/// LOAD_NAME
pub unsafe fn load_name(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let name = name_at(frame, arg as usize);
        let r = namespace(frame)
            .and_then(|ns| from_namespace(vm, ns, name))
            .and_then(|v| match v {
                Some(v) => Ok(v),
                None => {
                    // As in CPython, the globals' `__missing__` is not asked here.
                    let globals = (*frame).function().globals();
                    match globals.get_str_ref(name) {
                        Some(v) => Ok(v),
                        None => builtin(vm, frame, name),
                    }
                }
            });
        push(sp, r)
    }
}

/// LOAD_FROM_DICT_OR_GLOBALS: `mapping` → value
pub unsafe fn load_from_dict_or_globals(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    arg: u32,
) -> Outcome {
    unsafe {
        let name = name_at(frame, arg as usize);
        let r = from_namespace(vm, super::at(sp, 0), name).and_then(|v| match v {
            Some(v) => Ok(v),
            None => global(vm, frame, name),
        });
        super::replace(frame, sp, 1, r)
    }
}

/// STORE_NAME
pub unsafe fn store_name(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let name = name_at(frame, arg as usize);
        let r = namespace(frame).and_then(|ns| {
            let v = super::at(sp, 0);
            if ns.is_exact(Kind::Dict) {
                as_dict(ns).set(vm, name, v.clone())
            } else {
                vm.set_item(ns, name, v)
            }
        });
        finish(frame, sp, 1, r)
    }
}

/// DELETE_NAME
pub unsafe fn delete_name(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let name = name_at(frame, arg as usize);
        let r = namespace(frame).and_then(|ns| match vm.del_item(ns, name) {
            Err(r) => {
                vm.catch(r, vm.types.key_error)?;
                Err(vm.name_error(name))
            }
            ok => ok,
        });
        finish(frame, sp, 0, r)
    }
}

/// STORE_GLOBAL
pub unsafe fn store_global(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let name = name_at(frame, arg as usize);
        let r = (*frame)
            .function()
            .globals()
            .set_str(vm, name, super::at(sp, 0).clone());
        finish(frame, sp, 1, r)
    }
}

/// DELETE_GLOBAL
pub unsafe fn delete_global(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let name = name_at(frame, arg as usize);
        let r = match (*frame).function().globals().t.remove(vm, name) {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(vm.name_error(name)),
            Err(r) => Err(r),
        };
        finish(frame, sp, 0, r)
    }
}

/// LOAD_LOCALS
pub unsafe fn load_locals(_: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe { push(sp, namespace(frame).cloned()) }
}

/// SETUP_ANNOTATIONS
pub unsafe fn setup_annotations(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let name = &vm.names.annotations;
        let r = namespace(frame).and_then(|ns| match from_namespace(vm, ns, name)? {
            Some(_) => Ok(()),
            None => vm.set_item(ns, name, &crate::object::new_dict(vm)),
        });
        finish(frame, sp, 0, r)
    }
}

/// The error for local `i` without a value.
#[cold]
pub unsafe fn unbound_local(vm: &Vm, frame: *mut Frame, i: usize) -> Outcome {
    let code = unsafe { (*frame).code() };
    let name = &code.localsplus_names[i];
    let text = crate::object::str_to_string(name);
    let free = code.data.localspluskinds[i] & tricera_code::opcode::local_kind::FREE != 0;
    let _ = if free {
        vm.name_error_message(format!(
            "cannot access free variable '{text}' where it is not associated with a value in enclosing scope"
        ))
    } else {
        vm.unbound_local(format!(
            "cannot access local variable '{text}' where it is not associated with a value"
        ))
    };
    if free {
        vm.set_name_of_error(name);
    }
    Outcome::RAISED
}

/// LOAD_FAST_CHECK and DELETE_FAST of an unbound local.
pub unsafe fn unbound(vm: &Vm, frame: *mut Frame, _: *mut Slot, arg: u32) -> Outcome {
    unsafe { unbound_local(vm, frame, arg as usize) }
}

/// DELETE_FAST
pub unsafe fn delete_fast(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let p = (*frame).locals.add(arg as usize);
        if (*p).is_null() {
            return unbound_local(vm, frame, arg as usize);
        }
        std::mem::replace(&mut *p, Slot::NULL).decref();
        Outcome::next(sp)
    }
}

/// The cell in local `i`.
unsafe fn cell<'a>(frame: *mut Frame, i: usize) -> &'a CellObject {
    unsafe { &*(*(*frame).locals.add(i)).ptr::<CellObject>() }
}

/// MAKE_CELL
pub unsafe fn make_cell(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let p = (*frame).locals.add(arg as usize);
        let content = std::mem::replace(&mut *p, Slot::NULL).promote();
        let content = if content.is_null() {
            None
        } else {
            Some(Ref::from_slot(content))
        };
        *p = crate::object::new_cell(vm, content).into_slot();
        Outcome::next(sp)
    }
}

/// LOAD_DEREF
pub unsafe fn load_deref(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        match cell(frame, arg as usize).v.0.get() {
            Some(v) => push(sp, Ok(v)),
            None => unbound_local_or_free(vm, frame, arg as usize),
        }
    }
}

unsafe fn unbound_local_or_free(vm: &Vm, frame: *mut Frame, i: usize) -> Outcome {
    unsafe { unbound_local(vm, frame, i) }
}

/// LOAD_FROM_DICT_OR_DEREF: `mapping` → value
pub unsafe fn load_from_dict_or_deref(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    arg: u32,
) -> Outcome {
    unsafe {
        let name = &(*frame).code().localsplus_names[arg as usize];
        match from_namespace(vm, super::at(sp, 0), name) {
            Ok(Some(v)) => super::replace(frame, sp, 1, Ok(v)),
            Ok(None) => match cell(frame, arg as usize).v.0.get() {
                Some(v) => super::replace(frame, sp, 1, Ok(v)),
                None => unbound_local_or_free(vm, frame, arg as usize),
            },
            Err(_) => Outcome::RAISED,
        }
    }
}

/// DELETE_DEREF
pub unsafe fn delete_deref(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        match cell(frame, arg as usize).v.0.take() {
            Some(_) => Outcome::next(sp),
            None => unbound_local_or_free(vm, frame, arg as usize),
        }
    }
}

/// COPY_FREE_VARS
pub unsafe fn copy_free_vars(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    let _ = vm;
    unsafe {
        let n = arg as usize;
        if n == 0 {
            // There may be no closure then.
            return Outcome::next(sp);
        }
        let closure = (*frame).function().closure.slot();
        let cells = crate::object::as_tuple(Ref::view(&closure)).unwrap_or(&[]);
        let first = (*frame)
            .locals
            .add((*frame).code().nlocalsplus as usize - n);
        for (i, c) in cells.iter().take(n).enumerate() {
            *first.add(i) = c.clone().into_slot();
        }
        Outcome::next(sp)
    }
}

/// LOAD_BUILD_CLASS
pub unsafe fn load_build_class(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let b = (*frame)
            .function()
            .builtins()
            .get_str_ref(&vm.names.build_class);
        push(
            sp,
            b.ok_or_else(|| vm.name_error_message("__build_class__ not found")),
        )
    }
}

/// POP_TOP, POP_ITER, END_FOR where an object may be freed.
pub unsafe fn pop(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    let _ = (vm, arg);
    Outcome::next(unsafe { drop_entries(frame, sp, 1) })
}
