//! Calling a native slot function through its special method name: `int.__add__(1, 2)`.

use super::{Place, SlotDef};
use crate::object::{CompareOp, Slots, TypeObj, TypePtr};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

/// How the arguments of the special method are handed to the slot function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wrap {
    Unary,
    Binary,
    /// The operands change places: `__radd__`.
    Reflected,
    Power,
    ReflectedPower,
    Concat,
    /// Sequence repetition: the argument is an index.
    Repeat,
    Hash,
    Bool,
    Len,
    Contains,
    SetItem,
    DelItem,
    GetAttr,
    SetAttr,
    DelAttr,
    Compare(CompareOp),
    Next,
    Call,
    DescrGet,
    DescrSet,
    DescrDelete,
    Init,
    Finalize,
    Buffer,
    ReleaseBuffer,
}

#[cold]
fn wrong_count(vm: &Vm, least: usize, most: usize, given: usize) -> Raised {
    if least == most {
        let s = if least == 1 { "" } else { "s" };
        return vm.type_error(format!("expected {least} argument{s}, got {given}"));
    }
    let (bound, n) = if given < least {
        ("at least", least)
    } else {
        ("at most", most)
    };
    let s = if n == 1 { "" } else { "s" };
    vm.type_error(format!("expected {bound} {n} argument{s}, got {given}"))
}

fn exactly<'a>(vm: &Vm, args: &Args<'a>, n: usize) -> PyResult<&'a [Ref]> {
    let p = args.positional();
    if p.len() == n {
        Ok(p)
    } else {
        Err(wrong_count(vm, n, n, p.len()))
    }
}

fn none(r: PyResult<()>) -> PyResult {
    r.map(|()| Ref::none())
}

/// Calls the native function that `owner` has in the slot of `def`.
pub fn call_wrapped(
    vm: &Vm,
    def: &'static SlotDef,
    owner: TypePtr,
    this: &Ref,
    args: &Args,
) -> PyResult {
    // Wrappers may call each other without end: `C.__repr__ = C.__str__`.
    vm.enter_native("")?;
    let s: &Slots = &owner.slots;
    let wrap = def.wrap.expect("only names with wrappers have descriptors");
    if !args.kw_names().is_empty() && !matches!(wrap, Wrap::Call | Wrap::Init) {
        return Err(vm.type_error(format!("wrapper {}() takes no keyword arguments", def.name)));
    }
    // The slot was filled when the descriptor was made, and builtin types do not change.
    let missing = || vm.system_error(format!("slot of {} is empty", def.name));
    match wrap {
        Wrap::Unary => {
            exactly(vm, args, 0)?;
            let f = match def.place {
                Place::Repr => s.repr.get(),
                Place::Str => s.str.get(),
                Place::Iter => s.iter.get(),
                Place::Negative => s.negative.get(),
                Place::Positive => s.positive.get(),
                Place::Absolute => s.absolute.get(),
                Place::Invert => s.invert.get(),
                Place::Int => s.int.get(),
                Place::Float => s.float.get(),
                Place::Index => s.index.get(),
                Place::Await => s.await_.get(),
                Place::Aiter => s.aiter.get(),
                Place::Anext => s.anext.get(),
                _ => None,
            };
            f.ok_or_else(missing)?(vm, this)
        }
        Wrap::Binary | Wrap::Reflected => {
            let a = exactly(vm, args, 1)?;
            let Place::Binary(op) = def.place else {
                return Err(missing());
            };
            let f = s.binary[op as usize].get().ok_or_else(missing)?;
            if wrap == Wrap::Binary {
                f(vm, this, &a[0])
            } else {
                f(vm, &a[0], this)
            }
        }
        Wrap::Power | Wrap::ReflectedPower => {
            let a = args.positional();
            if a.is_empty() || a.len() > 2 {
                let given = a.len();
                return Err(vm.type_error(format!("expected 1 or 2 arguments, got {given}")));
            }
            let (x, y) = if wrap == Wrap::Power {
                (this, &a[0])
            } else {
                (&a[0], this)
            };
            match a.get(1).filter(|m| !m.is_none()) {
                Some(m) => match s.power_mod.get() {
                    Some(f) => f(vm, x, y, m),
                    None => Ok(Ref::not_implemented()),
                },
                None => s.binary[crate::object::BinaryOp::Power as usize]
                    .get()
                    .ok_or_else(missing)?(vm, x, y),
            }
        }
        Wrap::Concat => {
            let a = exactly(vm, args, 1)?;
            let f = if def.place == Place::Concat {
                s.concat.get()
            } else {
                s.inplace_concat.get()
            };
            f.ok_or_else(missing)?(vm, this, &a[0])
        }
        Wrap::Repeat => {
            let a = exactly(vm, args, 1)?;
            let n = vm.index_as_isize(&a[0])?;
            let f = if def.place == Place::Repeat {
                s.repeat.get()
            } else {
                s.inplace_repeat.get()
            };
            f.ok_or_else(missing)?(vm, this, n)
        }
        Wrap::Hash => {
            exactly(vm, args, 0)?;
            s.hash.get().ok_or_else(missing)?(vm, this).map(|h| vm.new_int(h))
        }
        Wrap::Bool => {
            exactly(vm, args, 0)?;
            s.bool.get().ok_or_else(missing)?(vm, this).map(Ref::bool)
        }
        Wrap::Len => {
            exactly(vm, args, 0)?;
            s.len.get().ok_or_else(missing)?(vm, this).map(|n| vm.new_int(n as i64))
        }
        Wrap::Contains => {
            let a = exactly(vm, args, 1)?;
            s.contains.get().ok_or_else(missing)?(vm, this, &a[0]).map(Ref::bool)
        }
        Wrap::SetItem => {
            let a = exactly(vm, args, 2)?;
            none(s.set_item.get().ok_or_else(missing)?(
                vm,
                this,
                &a[0],
                Some(&a[1]),
            ))
        }
        Wrap::DelItem => {
            let a = exactly(vm, args, 1)?;
            none(s.set_item.get().ok_or_else(missing)?(vm, this, &a[0], None))
        }
        Wrap::GetAttr => {
            let a = exactly(vm, args, 1)?;
            must_be_name(vm, &a[0])?;
            s.get_attr.get().ok_or_else(missing)?(vm, this, &a[0])
        }
        Wrap::SetAttr => {
            let a = exactly(vm, args, 2)?;
            must_be_name(vm, &a[0])?;
            check_set_attr(vm, this, owner, def.name)?;
            none(s.set_attr.get().ok_or_else(missing)?(
                vm,
                this,
                &a[0],
                Some(&a[1]),
            ))
        }
        Wrap::DelAttr => {
            let a = exactly(vm, args, 1)?;
            must_be_name(vm, &a[0])?;
            check_set_attr(vm, this, owner, def.name)?;
            none(s.set_attr.get().ok_or_else(missing)?(vm, this, &a[0], None))
        }
        Wrap::Compare(op) => {
            let a = exactly(vm, args, 1)?;
            s.compare.get().ok_or_else(missing)?(vm, this, &a[0], op)
        }
        Wrap::Next => {
            exactly(vm, args, 0)?;
            match s.next.get().ok_or_else(missing)?(vm, this)? {
                Some(v) => Ok(v),
                None => Err(vm.stop_iteration(None)),
            }
        }
        Wrap::Call => s.call.get().ok_or_else(missing)?(vm, this, args),
        Wrap::DescrGet => {
            let a = args.check_positional(vm, "__get__", 1, 2)?;
            let obj = Some(&a[0]).filter(|o| !o.is_none());
            let ty = a.get(1).filter(|t| !t.is_none());
            if obj.is_none() && ty.is_none() {
                return Err(vm.type_error("__get__(None, None) is invalid"));
            }
            let none = Ref::none();
            s.descr_get.get().ok_or_else(missing)?(vm, this, obj, ty.unwrap_or(&none))
        }
        Wrap::DescrSet => {
            let a = exactly(vm, args, 2)?;
            none(s.descr_set.get().ok_or_else(missing)?(
                vm,
                this,
                &a[0],
                Some(&a[1]),
            ))
        }
        Wrap::DescrDelete => {
            let a = exactly(vm, args, 1)?;
            none(s.descr_set.get().ok_or_else(missing)?(
                vm, this, &a[0], None,
            ))
        }
        Wrap::Init => none(s.init.get().ok_or_else(missing)?(vm, this, args)),
        Wrap::Finalize => {
            exactly(vm, args, 0)?;
            none(s.finalize.get().ok_or_else(missing)?(vm, this))
        }
        Wrap::Buffer => {
            let a = args.check_positional(vm, def.name, 1, 1)?;
            let flags = vm.index_as_isize(&a[0])?;
            let Ok(flags) = i32::try_from(flags) else {
                return Err(vm.overflow_error("buffer flags out of range"));
            };
            let f = s.buffer.get().ok_or_else(missing)?;
            let buffer = vm.buffer_by(f, this, flags as u32)?;
            Ok(crate::object::memoryview_of_buffer(vm, buffer))
        }
        Wrap::ReleaseBuffer => {
            let a = args.check_positional(vm, def.name, 1, 1)?;
            none(crate::object::release_memoryview_of(vm, this, &a[0]))
        }
    }
}

fn must_be_name(vm: &Vm, name: &Ref) -> PyResult<()> {
    if name.has_kind(Kind::Str) {
        return Ok(());
    }
    Err(vm.type_error(format!(
        "attribute name must be string, not '{}'",
        vm.type_of(name).name_str()
    )))
}

/// `object.__setattr__(int, …)` must not get around the `__setattr__` of a native type in between (CPython's hackcheck).
fn check_set_attr(vm: &Vm, this: &Ref, owner: TypePtr, what: &str) -> PyResult<()> {
    let ty = vm.type_of(this);
    for t in ty.mro() {
        // SAFETY: the mro holds types.
        let t = unsafe { t.cast::<TypeObj>() };
        if t.is_heap_type() {
            continue;
        }
        if Place::SetAttr.same(&t.slots, &owner.slots) {
            return Ok(());
        }
        return Err(vm.type_error(format!(
            "can't apply this {what} to {} object",
            ty.name_str()
        )));
    }
    Ok(())
}
