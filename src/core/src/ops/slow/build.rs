//! Building containers and strings.

use super::{at, finish, replace, take_entries};
use crate::frame::Frame;
use crate::modules::{templatelib, typing};
use crate::object::{
    DictObject, as_dict, as_list, as_set, as_str, is_interned, new_dict, new_list, new_set,
    new_slice, new_tuple,
};
use crate::ops::Outcome;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::mem::MaybeUninit;
use tricera_code::opcode::COMMON_CONSTANTS;

unsafe fn push(frame: *mut Frame, r: PyResult) -> Outcome {
    match r {
        Ok(v) => unsafe {
            let sp = (*frame).sp;
            *sp = v.into_slot();
            Outcome::next(sp.add(1))
        },
        Err(_) => Outcome::RAISED,
    }
}

/// BUILD_TUPLE
pub unsafe fn build_tuple(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let n = arg as usize;
        let base = sp.sub(n);
        let r = crate::object::tuple_with(vm, n, |p| {
            for i in 0..n {
                *p.add(i) = (*base.add(i)).promote();
            }
        });
        (*frame).sp = base;
        push(frame, r)
    }
}

/// BUILD_LIST
pub unsafe fn build_list(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let l = new_list(vm, []);
        let list = as_list(&l);
        let n = arg as usize;
        if list.reserve(vm, n).is_err() {
            return Outcome::RAISED;
        }
        let base = sp.sub(n);
        for i in 0..n {
            *list.items.get().add(i) = (*base.add(i)).promote();
        }
        list.len.set(n);
        (*frame).sp = base;
        push(frame, Ok(l))
    }
}

/// BUILD_SET
pub unsafe fn build_set(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let items = take_entries(frame, sp, arg as usize);
        let s = new_set(vm);
        for v in &items {
            if as_set(&s).add(vm, v).is_err() {
                return Outcome::RAISED;
            }
        }
        push(frame, Ok(s))
    }
}

/// BUILD_MAP
pub unsafe fn build_map(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let n = 2 * arg as usize;
        let d = new_dict(vm);
        if n == 0 {
            return push(frame, Ok(d));
        }
        if n <= 2 * NAMES && differing_names(Ref::view_slice(sp.sub(n), n)) {
            let mut names = [const { MaybeUninit::<Slot>::uninit() }; NAMES];
            let mut values = [const { MaybeUninit::<Slot>::uninit() }; NAMES];
            let (first, count) = (sp.sub(n), n / 2);
            for i in 0..count {
                crate::ops::keep_branch();
                let value = first.add(2 * i + 1);
                *value = (*value).promote_value();
                names[i].write(*first.add(2 * i));
                values[i].write(*value);
            }
            let names = std::slice::from_raw_parts(names.as_ptr().cast(), count);
            if as_dict(&d)
                .fill_names(vm, names, values.as_ptr().cast())
                .is_err()
            {
                return Outcome::RAISED;
            }
            // The values have moved, and the dict has its own references to the names.
            for name in names {
                crate::ops::keep_branch();
                name.decref_shared();
            }
            (*frame).sp = first;
            return push(frame, Ok(d));
        }
        // The operands stay where they are meanwhile: a key's methods may run.
        for kv in Ref::view_slice(sp.sub(n), n).chunks_exact(2) {
            let v = Ref::new_reference(kv[1].slot());
            if as_dict(&d).set(vm, &kv[0], v).is_err() {
                return Outcome::RAISED;
            }
        }
        replace(frame, sp, n, Ok(d))
    }
}

/// So many keys of a new dict are compared with one another.
const NAMES: usize = 5;

/// Are the keys, every other one of these words, interned strings, each of them another?
#[inline(always)]
fn differing_names(items: &[Ref]) -> bool {
    items.chunks_exact(2).enumerate().all(|(i, kv)| {
        crate::ops::keep_branch();
        let key = &kv[0];
        key.is_exact(Kind::Str)
            && is_interned(key)
            && items[..2 * i]
                .chunks_exact(2)
                .all(|other| !other[0].is(key))
    })
}

/// BUILD_STRING
pub unsafe fn build_string(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let n = arg as usize;
        let parts = Ref::view_slice(sp.sub(n), n);
        // The compiler formats each part first; code from elsewhere may leave anything here.
        if !parts.iter().all(|p| p.has_kind(Kind::Str)) {
            let _ = vm.system_error("BUILD_STRING needs strings");
            return Outcome::RAISED;
        }
        replace(frame, sp, n, crate::object::join_strs(vm, None, parts))
    }
}

/// BUILD_SLICE
pub unsafe fn build_slice(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let n = arg as usize;
        let part = |i: usize| Ref::from_slot((*sp.sub(n).add(i)).promote());
        let step = if n > 2 { part(2) } else { Ref::none() };
        let s = new_slice(vm, part(0), part(1), step);
        (*frame).sp = sp.sub(n);
        push(frame, Ok(s))
    }
}

/// LIST_APPEND
pub unsafe fn list_append(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let list = as_list(at(sp, arg as usize));
        let v = Ref::from_slot((*sp.sub(1)).promote());
        (*frame).sp = sp.sub(1);
        match list.push(vm, v) {
            Ok(()) => Outcome::next(sp.sub(1)),
            Err(_) => Outcome::RAISED,
        }
    }
}

/// LIST_EXTEND
pub unsafe fn list_extend(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let (list, iterable) = (at(sp, arg as usize), at(sp, 0));
        if vm.type_of(iterable).slots.iter.get().is_none()
            && vm.type_of(iterable).slots.binary[crate::object::BinaryOp::Subscr as usize]
                .get()
                .is_none()
        {
            let t = vm.type_of(iterable).name_str();
            let _ = vm.type_error(format!("Value after * must be an iterable, not {t}"));
            return Outcome::RAISED;
        }
        let l = as_list(list);
        let s = iterable.slot();
        let r = if s.is_exact(Kind::List) && !iterable.is(list) {
            l.push_slice(vm, as_list(iterable).items())
        } else if s.is_exact(Kind::Tuple) {
            l.push_slice(vm, crate::object::tuple_items(iterable))
        } else {
            vm.collect(iterable)
                .and_then(|items| l.splice(vm, l.len(), l.len(), items.into()))
        };
        finish(frame, sp, 1, r)
    }
}

/// SET_ADD
pub unsafe fn set_add(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let set = at(sp, arg as usize);
        let r = if vm.type_of(set) == vm.types.set || vm.is_instance_of(set, vm.types.set) {
            as_set(set).add(vm, at(sp, 0)).map(|_| ())
        } else {
            // The verifier lets anything be found here.
            Err(vm.system_error("SET_ADD needs a set"))
        };
        finish(frame, sp, 1, r)
    }
}

/// SET_UPDATE
pub unsafe fn set_update(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let r = crate::object::set_update(vm, at(sp, arg as usize), at(sp, 0));
        finish(frame, sp, 1, r)
    }
}

/// MAP_ADD: `…, key, value`
pub unsafe fn map_add(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let d = as_dict(at(sp, 1 + arg as usize));
        let r = d.set(vm, at(sp, 1), at(sp, 0).clone());
        finish(frame, sp, 2, r)
    }
}

/// DICT_UPDATE
pub unsafe fn dict_update(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let (d, other) = (at(sp, arg as usize), at(sp, 0));
        let r = crate::object::merge(vm, d, other).map_err(|r| {
            if !vm.raised_is(vm.types.attribute_error) {
                return r;
            }
            vm.clear_exception();
            vm.type_error(format!(
                "'{}' object is not a mapping",
                vm.type_of(other).name_str()
            ))
        });
        finish(frame, sp, 1, r)
    }
}

/// BUILD_TEMPLATE
pub unsafe fn build_template(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let (strings, interpolations) = (at(sp, 1).clone(), at(sp, 0).clone());
        let r = templatelib::build_template(vm, strings, interpolations);
        replace(frame, sp, 2, r)
    }
}

/// BUILD_INTERPOLATION
pub unsafe fn build_interpolation(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        // Bit 0 says that there is a format specifier on top; the conversion is in bits 2 and up.
        let n = (arg & 1) as usize;
        let spec = (n == 1).then(|| at(sp, 0).clone());
        let (value, expression) = (at(sp, n + 1).clone(), at(sp, n).clone());
        let r = templatelib::build_interpolation(vm, value, expression, arg >> 2, spec);
        replace(frame, sp, n + 2, r)
    }
}

/// CALL_INTRINSIC_1
pub unsafe fn call_intrinsic_1(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let v = at(sp, 0);
        let r = match arg {
            1 => print_expression(vm, v),
            2 => match frame_namespace(frame) {
                Some(ns) => vm.import_star(v, ns).map(|()| Ref::none()),
                None => Err(vm.system_error("no locals found during 'import *'")),
            },
            3 => super::exception::stopiteration_error(vm, v),
            5 => vm.positive(v),
            6 => Ok(new_tuple(vm, as_list(v).items().to_vec())),
            7 => typing::make_type_var(vm, v, None, None),
            8 => typing::make_param_spec(vm, v),
            9 => typing::make_type_var_tuple(vm, v),
            10 => typing::subscript_generic(vm, v),
            11 => typing::make_alias(vm, v),
            _ => {
                Err(vm.not_implemented_error(format!("intrinsic function {arg} is not supported")))
            }
        };
        replace(frame, sp, 1, r)
    }
}

unsafe fn frame_namespace<'a>(frame: *mut Frame) -> Option<&'a Ref> {
    unsafe {
        if (*frame).is(Frame::NAMESPACE) {
            Some(Ref::view(&(*frame).owner))
        } else {
            None
        }
    }
}

fn print_expression(vm: &Vm, v: &Ref) -> PyResult {
    let sys = vm
        .sys
        .get()
        .ok_or_else(|| vm.runtime_error("lost sys.displayhook"))?;
    let hook = as_dict(&sys).get(vm, &vm.names.displayhook)?;
    let hook = hook.ok_or_else(|| vm.runtime_error("lost sys.displayhook"))?;
    vm.call_one(&hook, v)?;
    Ok(Ref::none())
}

/// CALL_INTRINSIC_2
pub unsafe fn call_intrinsic_2(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let (a, b) = (at(sp, 1), at(sp, 0));
        let r =
            match arg {
                2 => typing::make_type_var(vm, a, Some(b), None),
                3 => typing::make_type_var(vm, a, None, Some(b)),
                4 => typing::set_function_type_params(vm, a, b),
                5 => typing::set_default(vm, a, b),
                _ => Err(vm
                    .not_implemented_error(format!("intrinsic function 2/{arg} is not supported"))),
            };
        replace(frame, sp, 2, r)
    }
}

/// The objects of LOAD_COMMON_CONSTANT, as they were when the interpreter started.
struct CommonConstants([Ref; 5]);

/// Remembers the objects of LOAD_COMMON_CONSTANT: code means them, whatever `builtins` holds later.
pub fn keep_common_constants(vm: &Vm, builtins: &Ref) {
    let all = COMMON_CONSTANTS.map(|name| {
        let name = vm.interned.intern_str(vm, name);
        // SAFETY: the namespace of a module is a dict.
        let all = unsafe { builtins.cast::<DictObject>() };
        all.get_str_ref(&name)
            .expect("a builtin of every interpreter")
    });
    vm.set_state("ops.common_constants", CommonConstants(all));
}

/// LOAD_COMMON_CONSTANT
pub unsafe fn load_common_constant(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    let _ = frame;
    let v = match arg {
        0 => vm.types.assertion_error.to_ref(),
        1 => vm.types.not_implemented_error.to_ref(),
        2 => vm.types.tuple.to_ref(),
        n => {
            let all = vm.state::<CommonConstants>("ops.common_constants");
            all.expect("set when the interpreter started").0[n as usize].clone()
        }
    };
    unsafe {
        *sp = v.into_slot();
        Outcome::next(sp.add(1))
    }
}

/// BINARY_OP on two exact strings: concatenation, in place where nobody else can see the left one. `local` is the
/// local that the result is stored to next and that holds the left operand, if that is so.
pub unsafe fn concat(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let (a, b) = (at(sp, 1), at(sp, 0));
        let r = crate::object::str_concat(vm, a, b);
        debug_assert!(as_str(a).len() <= usize::MAX / 2);
        replace(frame, sp, 2, r)
    }
}
