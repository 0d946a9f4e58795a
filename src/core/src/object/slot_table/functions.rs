//! Slot functions of classes: each looks its special method up in the type and calls it.

use crate::object::function::SlotWrapper;
use crate::object::{
    BINARY_OPS, BinaryFn, BinaryOp, CompareOp, GetAttrFn, NextFn, generic_get_attr, int_to_i64,
    new_sequence_iterator, payload,
};
use crate::runtime::{Args, Names, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// Calls the special method; a class that had it may have lost it in the meantime.
fn call_method(vm: &Vm, this: &Ref, name: &Ref, args: &[Ref]) -> PyResult {
    match vm.call_special(this, name, args)? {
        Some(v) => Ok(v),
        None => Err(missing(vm, name)),
    }
}

#[cold]
fn missing(vm: &Vm, name: &Ref) -> crate::runtime::Raised {
    vm.raise_new(vm.types.attribute_error, vec![name.clone()])
}

macro_rules! unary {
    ($($f:ident $name:ident)*) => { $(
        pub fn $f(vm: &Vm, this: &Ref) -> PyResult {
            call_method(vm, this, &vm.names.$name, &[])
        }
    )* };
}

unary! {
    slot_negative neg
    slot_positive pos
    slot_absolute abs
    slot_invert invert
    slot_int int
    slot_float float
    slot_index index
}

macro_rules! async_unary {
    ($($f:ident $name:ident)*) => { $(
        pub fn $f(vm: &Vm, this: &Ref) -> PyResult {
            match vm.call_special(this, &vm.names.$name, &[])? {
                Some(v) => Ok(v),
                None => Err(vm.attribute_error(this, &vm.names.$name)),
            }
        }
    )* };
}

async_unary! {
    slot_await await_
    slot_aiter aiter
    slot_anext anext
}

pub fn slot_repr(vm: &Vm, this: &Ref) -> PyResult {
    match vm.call_special(this, &vm.names.repr, &[])? {
        Some(v) => Ok(v),
        None => crate::object::default_repr(vm, this),
    }
}

pub fn slot_str(vm: &Vm, this: &Ref) -> PyResult {
    match vm.call_special(this, &vm.names.str, &[])? {
        Some(v) => Ok(v),
        None => slot_repr(vm, this),
    }
}

pub fn slot_iter(vm: &Vm, this: &Ref) -> PyResult {
    let ty = vm.type_of(this);
    let f = ty.lookup_slot(vm, &vm.names.iter);
    if !f.is_null() && !f.is_none() {
        return call_method(vm, this, &vm.names.iter, &[]);
    }
    if f.is_null() && !ty.lookup_slot(vm, &vm.names.getitem).is_null() {
        return new_sequence_iterator(vm, this);
    }
    Err(vm.type_error(format!("'{}' object is not iterable", ty.name_str())))
}

pub fn slot_next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    match call_method(vm, this, &vm.names.next, &[]) {
        Ok(v) => Ok(Some(v)),
        Err(r) => {
            // The value is for whoever delegates to this iterator.
            let value = vm.catch_stop_iteration(r)?;
            vm.set_return_value(value);
            Ok(None)
        }
    }
}

/// Is `f` the `next` of classes, which swallows StopIteration?
pub fn is_slot_next(f: NextFn) -> bool {
    std::ptr::fn_addr_eq(f, slot_next as NextFn)
}

pub fn slot_hash(vm: &Vm, this: &Ref) -> PyResult<i64> {
    let ty = vm.type_of(this);
    let f = ty.lookup_slot(vm, &vm.names.hash);
    if f.is_null() || f.is_none() {
        return Err(vm.type_error(format!("unhashable type: '{}'", ty.name_str())));
    }
    let h = call_method(vm, this, &vm.names.hash, &[])?;
    if !h.has_kind(Kind::Int) && !h.has_kind(Kind::Bool) {
        return Err(vm.type_error("__hash__ method should return an integer"));
    }
    let h = match int_to_i64(&h) {
        Some(h) => h,
        None => tricera_text::hash::hash_bigint(&crate::object::int_to_bigint(&h)),
    };
    Ok(if h == -1 { -2 } else { h })
}

pub fn slot_bool(vm: &Vm, this: &Ref) -> PyResult<bool> {
    let ty = vm.type_of(this);
    if ty.lookup_slot(vm, &vm.names.bool).is_none() {
        return Err(vm.type_error(format!(
            "'{}' cannot be interpreted as a boolean",
            ty.name_str()
        )));
    }
    match vm.call_special(this, &vm.names.bool, &[])? {
        Some(v) if v.has_kind(Kind::Bool) => Ok(v.is_true()),
        Some(v) => Err(vm.type_error(format!(
            "__bool__ should return bool, returned {}",
            vm.type_of(&v).name_str()
        ))),
        None => match vm.type_of(this).slots.len.get() {
            Some(f) => Ok(f(vm, this)? != 0),
            None => Ok(true),
        },
    }
}

pub fn slot_len(vm: &Vm, this: &Ref) -> PyResult<usize> {
    let n = call_method(vm, this, &vm.names.len, &[])?;
    length_from(vm, &n)
}

/// The length that a `__len__` has returned.
pub fn length_from(vm: &Vm, n: &Ref) -> PyResult<usize> {
    let n = vm.index(n)?;
    if crate::object::int_is_negative(&n) {
        return Err(vm.value_error("__len__() should return >= 0"));
    }
    match int_to_i64(&n) {
        Some(n) => Ok(n as usize),
        None => Err(vm.overflow_error(format!(
            "cannot fit '{}' into an index-sized integer",
            vm.type_of(&n).name_str()
        ))),
    }
}

pub fn slot_contains(vm: &Vm, this: &Ref, item: &Ref) -> PyResult<bool> {
    let ty = vm.type_of(this);
    let f = ty.lookup_slot(vm, &vm.names.contains);
    if f.is_none() {
        return Err(vm.type_error(format!("'{}' object is not a container", ty.name_str())));
    }
    match vm.call_special(this, &vm.names.contains, std::slice::from_ref(item))? {
        Some(v) => vm.is_true(&v),
        None => {
            for v in vm.iterate(this)? {
                if vm.eq(&v?, item)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }
}

pub fn slot_set_item(vm: &Vm, this: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    match value {
        Some(v) => call_method(vm, this, &vm.names.setitem, &[key.clone(), v.clone()])?,
        None => call_method(vm, this, &vm.names.delitem, std::slice::from_ref(key))?,
    };
    Ok(())
}

/// `__getattribute__`, then `__getattr__` if that raises AttributeError.
pub fn slot_get_attr(vm: &Vm, this: &Ref, name: &Ref) -> PyResult {
    let ty = vm.type_of(this);
    let hook = ty.lookup(vm, &vm.names.getattr);
    let found = ty.lookup(vm, &vm.names.getattribute);
    let native = found
        .filter(|f| f.has_kind(Kind::SlotWrapper))
        .and_then(|f| {
            let w = payload::<SlotWrapper>(&f);
            if ty.is_subtype(w.owner) {
                w.owner.slots.get_attr.get()
            } else {
                None
            }
        });
    let result = match native {
        Some(f) if hook.is_some() && std::ptr::fn_addr_eq(f, generic_get_attr as GetAttrFn) => {
            // No AttributeError needs to be made only to be dropped.
            match crate::object::generic_get_attr_opt(vm, this, name)? {
                Some(v) => return Ok(v),
                None => {
                    return call_method(vm, this, &vm.names.getattr, std::slice::from_ref(name));
                }
            }
        }
        Some(f) => f(vm, this, name),
        None => call_method(vm, this, &vm.names.getattribute, std::slice::from_ref(name)),
    };
    match result {
        Err(r) if hook.is_some() => {
            vm.catch(r, vm.types.attribute_error)?;
            call_method(vm, this, &vm.names.getattr, std::slice::from_ref(name))
        }
        r => r,
    }
}

pub fn slot_set_attr(vm: &Vm, this: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    match value {
        Some(v) => call_method(vm, this, &vm.names.setattr, &[name.clone(), v.clone()])?,
        None => call_method(vm, this, &vm.names.delattr, std::slice::from_ref(name))?,
    };
    Ok(())
}

/// The special method of a comparison.
#[inline]
pub fn comparison_name(n: &Names, op: CompareOp) -> &Ref {
    [&n.lt, &n.le, &n.eq, &n.ne, &n.gt, &n.ge][op as usize]
}

pub fn slot_compare(vm: &Vm, this: &Ref, other: &Ref, op: CompareOp) -> PyResult {
    let name = comparison_name(&vm.names, op);
    let plain = vm
        .type_of(this)
        .lookup(vm, name)
        .is_some_and(|f| vm.type_of(&f).has(crate::object::flags::METHOD_DESCRIPTOR));
    if plain {
        let v = vm.call_special(this, name, std::slice::from_ref(other))?;
        return Ok(v.unwrap_or_else(Ref::not_implemented));
    }
    // A method whose descriptor says that it is not there is none.
    match vm.lookup_special(this, name) {
        Ok(Some(f)) => vm.call_one(&f, other),
        Ok(None) => Ok(Ref::not_implemented()),
        Err(r) => {
            vm.catch(r, vm.types.attribute_error)?;
            Ok(Ref::not_implemented())
        }
    }
}

pub fn slot_call(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    vm.enter_native("")?;
    let ty = vm.type_of(this);
    let f = ty.lookup_slot(vm, &vm.names.call);
    if f.is_null() {
        return Err(vm.type_error(format!("'{}' object is not callable", ty.name_str())));
    }
    call_with_self(vm, Ref::view(&f), this, args)
}

/// Calls what the type of `this` has under a special name with more arguments than a fixed number.
fn call_with_self(vm: &Vm, f: &Ref, this: &Ref, args: &Args) -> PyResult {
    let f = f.clone();
    let ft = vm.type_of(&f);
    if ft.has(crate::object::flags::METHOD_DESCRIPTOR) {
        let mut all: Vec<Slot> = Vec::with_capacity(args.all().len() + 1);
        all.push(this.slot().borrow());
        all.extend(args.all().iter().map(|a| a.slot().borrow()));
        // SAFETY: the caller holds the values while the call lasts.
        let view = unsafe { Ref::view_slice(all.as_ptr(), all.len()) };
        return vm.call(&f, &Args::new(view, args.kw_names()));
    }
    let f = match ft.slots.descr_get.get() {
        Some(get) => get(vm, &f, Some(this), &vm.type_of(this).to_ref())?,
        None => f,
    };
    vm.call(&f, args)
}

pub fn slot_init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let f = vm.type_of(this).lookup_slot(vm, &vm.names.init);
    if f.is_null() {
        return Err(missing(vm, &vm.names.init));
    }
    let r = call_with_self(vm, Ref::view(&f), this, args)?;
    if r.is_none() {
        return Ok(());
    }
    Err(vm.type_error(format!(
        "__init__() should return None, not '{}'",
        vm.type_of(&r).name_str()
    )))
}

pub fn slot_new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let f = vm.get_attr(ty, &vm.names.new)?;
    let mut all: Vec<Slot> = Vec::with_capacity(args.all().len() + 1);
    all.push(ty.slot().borrow());
    all.extend(args.all().iter().map(|a| a.slot().borrow()));
    // SAFETY: the caller holds the values while the call lasts.
    let view = unsafe { Ref::view_slice(all.as_ptr(), all.len()) };
    vm.call(&f, &Args::new(view, args.kw_names()))
}

pub fn slot_descr_get(vm: &Vm, this: &Ref, obj: Option<&Ref>, ty: &Ref) -> PyResult {
    let args = [obj.cloned().unwrap_or_else(Ref::none), ty.clone()];
    match vm.call_special(this, &vm.names.get, &args)? {
        Some(v) => Ok(v),
        None => Ok(this.clone()),
    }
}

pub fn slot_descr_set(vm: &Vm, this: &Ref, obj: &Ref, value: Option<&Ref>) -> PyResult<()> {
    match value {
        Some(v) => call_method(vm, this, &vm.names.set, &[obj.clone(), v.clone()])?,
        None => call_method(vm, this, &vm.names.delete, std::slice::from_ref(obj))?,
    };
    Ok(())
}

pub fn slot_finalize(vm: &Vm, this: &Ref) -> PyResult<()> {
    vm.call_special(this, &vm.names.del_, &[])?;
    Ok(())
}

/// The names of a binary operator: its own, and the reflected one.
pub fn operator_names(n: &Names, op: BinaryOp) -> (&Ref, Option<&Ref>) {
    use BinaryOp::*;
    match op {
        Add => (&n.add, Some(&n.radd)),
        And => (&n.and_, Some(&n.rand)),
        FloorDivide => (&n.floordiv, Some(&n.rfloordiv)),
        Lshift => (&n.lshift, Some(&n.rlshift)),
        MatrixMultiply => (&n.matmul, Some(&n.rmatmul)),
        Multiply => (&n.mul, Some(&n.rmul)),
        Remainder => (&n.mod_, Some(&n.rmod)),
        Or => (&n.or_, Some(&n.ror)),
        Power => (&n.pow, Some(&n.rpow)),
        Rshift => (&n.rshift, Some(&n.rrshift)),
        Subtract => (&n.sub, Some(&n.rsub)),
        TrueDivide => (&n.truediv, Some(&n.rtruediv)),
        Xor => (&n.xor, Some(&n.rxor)),
        Divmod => (&n.divmod, Some(&n.rdivmod)),
        InplaceAdd => (&n.iadd, None),
        InplaceAnd => (&n.iand, None),
        InplaceFloorDivide => (&n.ifloordiv, None),
        InplaceLshift => (&n.ilshift, None),
        InplaceMatrixMultiply => (&n.imatmul, None),
        InplaceMultiply => (&n.imul, None),
        InplaceRemainder => (&n.imod, None),
        InplaceOr => (&n.ior, None),
        InplacePower => (&n.ipow, None),
        InplaceRshift => (&n.irshift, None),
        InplaceSubtract => (&n.isub, None),
        InplaceTrueDivide => (&n.itruediv, None),
        InplaceXor => (&n.ixor, None),
        Subscr => (&n.getitem, None),
    }
}

/// What is left of a binary operator after the left operand's special method has answered NotImplemented.
pub fn slot_binary_right(vm: &Vm, a: &Ref, b: &Ref, op: BinaryOp) -> PyResult {
    let (ta, tb) = (vm.type_of(a), vm.type_of(b));
    match (tb.slots.binary[op as usize].get(), SLOT_BINARY[op as usize]) {
        (Some(f), Some(ours)) if ta != tb && std::ptr::fn_addr_eq(f, ours) => {
            match operator_names(&vm.names, op).1 {
                Some(reflected) => call_or_pass(vm, b, reflected, std::slice::from_ref(a)),
                None => Ok(Ref::not_implemented()),
            }
        }
        (Some(f), _) if ta != tb => f(vm, a, b),
        _ => Ok(Ref::not_implemented()),
    }
}

/// The slot function of each binary operator, so that all classes have the very same address.
pub static SLOT_BINARY: [Option<BinaryFn>; BINARY_OPS] = {
    macro_rules! table {
        ($($n:literal)*) => { [$(Some(slot_binary::<$n> as BinaryFn),)*] };
    }
    table!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27)
};

/// Do the types have different methods under `name`, and does `other` have one at all?
fn is_overloaded(vm: &Vm, this: &Ref, other: &Ref, name: &Ref) -> bool {
    let a = vm.type_of(other).lookup_slot(vm, name);
    let b = vm.type_of(this).lookup_slot(vm, name);
    !a.is_null() && (b.is_null() || a.borrow() != b.borrow())
}

fn call_or_pass(vm: &Vm, this: &Ref, name: &Ref, args: &[Ref]) -> PyResult {
    Ok(vm
        .call_special(this, name, args)?
        .unwrap_or_else(Ref::not_implemented))
}

/// A binary operator of which one operand's class, or both, define the special methods (CPython's SLOT1BINFULL).
fn slot_binary<const OP: u8>(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let op = BinaryOp::from_number(OP as u32);
    let (name, reflected) = operator_names(&vm.names, op);
    let Some(reflected) = reflected else {
        return call_method(vm, a, name, std::slice::from_ref(b));
    };
    let (ta, tb) = (vm.type_of(a), vm.type_of(b));
    let own = SLOT_BINARY[OP as usize];
    let is_ours = |f: Option<BinaryFn>| match (f, own) {
        (Some(f), Some(g)) => std::ptr::fn_addr_eq(f, g),
        _ => false,
    };
    let mut ask_other = ta != tb && is_ours(tb.slots.binary[OP as usize].get());
    if is_ours(ta.slots.binary[OP as usize].get()) {
        if ask_other && tb.is_subtype(ta) && is_overloaded(vm, a, b, reflected) {
            let r = call_or_pass(vm, b, reflected, std::slice::from_ref(a))?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
            ask_other = false;
        }
        let r = call_or_pass(vm, a, name, std::slice::from_ref(b))?;
        if !r.is_not_implemented() || ta == tb {
            return Ok(r);
        }
    }
    if ask_other {
        return call_or_pass(vm, b, reflected, std::slice::from_ref(a));
    }
    Ok(Ref::not_implemented())
}

/// `pow(a, b, m)` where a class defines `__pow__` or `__rpow__`.
pub fn slot_power_mod(vm: &Vm, a: &Ref, b: &Ref, m: &Ref) -> PyResult {
    let (ta, tb) = (vm.type_of(a), vm.type_of(b));
    let is_ours = |f: Option<crate::object::TernaryFn>| {
        f.is_some_and(|f| std::ptr::fn_addr_eq(f, slot_power_mod as crate::object::TernaryFn))
    };
    let mut ask_other = ta != tb && is_ours(tb.slots.power_mod.get());
    let (pow, rpow) = (&vm.names.pow, &vm.names.rpow);
    if is_ours(ta.slots.power_mod.get()) {
        if ask_other && tb.is_subtype(ta) && is_overloaded(vm, a, b, rpow) {
            let r = call_or_pass(vm, b, rpow, &[a.clone(), m.clone()])?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
            ask_other = false;
        }
        let r = call_or_pass(vm, a, pow, &[b.clone(), m.clone()])?;
        if !r.is_not_implemented() || ta == tb {
            return Ok(r);
        }
    }
    if ask_other {
        return call_or_pass(vm, b, rpow, &[a.clone(), m.clone()]);
    }
    Ok(Ref::not_implemented())
}
