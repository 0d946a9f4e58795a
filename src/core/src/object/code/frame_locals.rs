//! The locals of frames as Python sees them (PEP 667): `locals()` snapshots and the write-through `f_locals`.

use super::frame_object::{FrameValue, frame_object};
use crate::frame::Frame;
use crate::object::{
    BinaryOp, CellObject, CompareOp, DictObject, Layout, MethodDef, Payload, TypeSpec, as_dict,
    as_str, from_utf8, new_dict, new_list, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_code::opcode::{flags, local_kind};

/// The value of local `i` of a frame, seen through its cell; None if it is unbound.
///
/// # Safety
/// `frame` must be live (or a frame object's own), and `i` below the number of its locals.
pub unsafe fn frame_local(frame: *const Frame, i: usize) -> Option<Ref> {
    unsafe {
        let f = &*frame;
        let code = f.code();
        let kind = code.data.localspluskinds[i];
        let word = *f.locals.add(i);
        if kind & (local_kind::CELL | local_kind::FREE) != 0 {
            if word.has_kind(Kind::Cell) {
                return (*word.ptr::<CellObject>()).v.0.get();
            }
            if word.is_null() && kind & local_kind::FREE != 0 && !f.function.is_null() {
                return free_variable(f, i);
            }
        }
        if word.is_null() {
            None
        } else {
            Some(Ref::new_reference(word))
        }
    }
}

/// A free variable of a frame that has not copied its cells from the function yet.
fn free_variable(f: &Frame, i: usize) -> Option<Ref> {
    let closure = f.function().closure.get()?;
    let first = f.code().data.nlocalsplus() - f.code().data.nfreevars();
    let cell = crate::object::as_tuple(&closure)?.get(i.checked_sub(first)?)?;
    payload::<crate::object::CellValue>(cell).0.get()
}

/// Sets local `i` of a frame, through its cell. What it was lives on while something on the frame's stack may borrow it.
///
/// # Safety
/// See [`frame_local`]; `object` must be the frame's frame object.
pub unsafe fn set_frame_local(object: &FrameValue, i: usize, value: Ref) {
    unsafe {
        let f = &*object.frame.get();
        let kind = f.code().data.localspluskinds[i];
        let word = f.locals.add(i);
        if kind & (local_kind::CELL | local_kind::FREE) != 0 && (*word).has_kind(Kind::Cell) {
            (*(*word).ptr::<CellObject>()).v.0.set(value);
            return;
        }
        let old = std::mem::replace(&mut *word, value.into_slot());
        object.retire(old);
    }
}

/// The bound locals of a frame with their names.
///
/// # Safety
/// See [`frame_local`].
unsafe fn bound_locals(frame: *const Frame) -> Vec<(Ref, Ref)> {
    unsafe {
        let names = &(*frame).code().localsplus_names;
        let bound = |(i, name): (usize, &Ref)| Some((name.clone(), frame_local(frame, i)?));
        names.iter().enumerate().filter_map(bound).collect()
    }
}

/// What `locals()` and `exec` in this frame see: the namespace itself in modules and class bodies, a new dict with the
/// values of this moment in functions.
///
/// # Safety
/// `frame` must be a live frame of Python code.
pub unsafe fn frame_locals_snapshot(vm: &Vm, frame: *mut Frame) -> PyResult {
    unsafe {
        if let Some(namespace) = own_namespace(&*frame) {
            return Ok(namespace);
        }
        let d = new_dict(vm);
        for (name, v) in bound_locals(frame) {
            as_dict(&d).set(vm, &name, v)?;
        }
        let object = (*frame).frame_object;
        if !object.is_null()
            && !(*frame).is(Frame::NOTED)
            && let Some(extra) = payload::<FrameValue>(Ref::view(&object)).extra_locals.get()
        {
            merge(vm, &d, &extra)?;
        }
        Ok(d)
    }
}

/// The namespace of a frame that is not a function's.
fn own_namespace(f: &Frame) -> Option<Ref> {
    if f.code().data.flags & flags::CO_OPTIMIZED != 0 {
        return None;
    }
    let kinds = &f.code().data.localspluskinds;
    // SAFETY: a frame has as many locals as its code says.
    let bound = |i: usize| unsafe { frame_local(f, i).is_some() };
    if (0..kinds.len()).any(|i| kinds[i] & local_kind::HIDDEN != 0 && bound(i)) {
        // The variables of a comprehension, while they exist, are what is local.
        return None;
    }
    if f.is(Frame::NAMESPACE) && !f.owner.is_null() {
        // SAFETY: the frame holds its namespace.
        return Some(unsafe { Ref::new_reference(f.owner) });
    }
    f.function().globals.get()
}

/// `frame.f_locals`: the namespace, or a proxy to the locals of a function.
pub fn frame_namespace(vm: &Vm, object: &Ref) -> PyResult {
    // SAFETY: a frame object's frame is live or its own.
    let f = unsafe { &*payload::<FrameValue>(object).frame.get() };
    match own_namespace(f) {
        Some(namespace) => Ok(namespace),
        None => {
            let proxy = Proxy {
                frame: object.clone(),
            };
            Ok(new_object(vm, vm.types.frame_locals_proxy, proxy))
        }
    }
}

fn merge(vm: &Vm, into: &Ref, from: &Ref) -> PyResult<()> {
    let from = as_dict(from);
    let mut i = 0;
    while let Some(entry) = from.next_entry(&mut i) {
        // SAFETY: the entry was just read.
        let (k, v) = unsafe {
            (
                Ref::new_reference(entry.key),
                Ref::new_reference(entry.value),
            )
        };
        as_dict(into).set(vm, &k, v)?;
    }
    Ok(())
}

/// The payload of `FrameLocalsProxy`.
pub struct Proxy {
    frame: Ref,
}

impl Payload for Proxy {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.frame.slot());
    }
}

static LAYOUT: Layout = Layout::of::<Proxy>();

/// The type of `f_locals` of functions.
pub static FRAME_LOCALS_PROXY: TypeSpec = TypeSpec {
    flags: crate::object::flags::MAPPING,
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.iter.set(Some(|vm, p| vm.iter(&keys(vm, p)?)));
        s.len.set(Some(|_, p| Ok(all(p).len())));
        s.contains.set(Some(contains));
        s.set_item.set(Some(set_item));
        s.compare.set(Some(compare));
        s.binary[BinaryOp::Subscr as usize].set(Some(get_item));
        s.binary[BinaryOp::Or as usize].set(Some(or));
        s.binary[BinaryOp::InplaceOr as usize].set(Some(inplace_or));
    },
    ..TypeSpec::new("FrameLocalsProxy", &LAYOUT)
};

fn frame_of(p: &Ref) -> &FrameValue {
    payload::<FrameValue>(&payload::<Proxy>(p).frame)
}

fn new(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let given = args.positional();
    if given.len() != 1 {
        return Err(vm.type_error(format!(
            "FrameLocalsProxy expected 1 argument, got {}",
            given.len()
        )));
    }
    if !args.kw_names().is_empty() {
        return Err(vm.type_error("FrameLocalsProxy takes no keyword arguments"));
    }
    if !given[0].has_kind(Kind::Frame) {
        return Err(vm.type_error(format!(
            "expect frame, not {}",
            vm.type_of(&given[0]).name_str()
        )));
    }
    let proxy = Proxy {
        frame: given[0].clone(),
    };
    Ok(new_object(vm, vm.types.frame_locals_proxy, proxy))
}

/// The index of the local `key`. Keys that are no strings are hashed all the same, for the error of those that can't.
fn index_of(vm: &Vm, p: &Ref, key: &Ref) -> PyResult<Option<usize>> {
    if !key.has_kind(Kind::Str) {
        vm.hash(key)?;
        return Ok(None);
    }
    let names = &frame_of(p).code().localsplus_names;
    let found = |n: &Ref| n.is(key) || as_str(n).eq(as_str(key));
    Ok(names.iter().position(found))
}

fn local(p: &Ref, i: usize) -> Option<Ref> {
    // SAFETY: a frame object's frame is live or its own, and the index is one of its code's.
    unsafe { frame_local(frame_of(p).frame.get(), i) }
}

/// The value of `key`, local or extra.
fn lookup(vm: &Vm, p: &Ref, key: &Ref) -> PyResult<Option<Ref>> {
    if let Some(v) = index_of(vm, p, key)?.and_then(|i| local(p, i)) {
        return Ok(Some(v));
    }
    match frame_of(p).extra_locals.get() {
        Some(d) => as_dict(&d).get(vm, key),
        None => Ok(None),
    }
}

/// All items: locals in their order, then the extra ones.
fn all(p: &Ref) -> Vec<(Ref, Ref)> {
    let v = frame_of(p);
    // SAFETY: a frame object's frame is live or its own.
    let mut items = unsafe { bound_locals(v.frame.get()) };
    if let Some(d) = v.extra_locals.get() {
        let d = as_dict(&d);
        let mut i = 0;
        while let Some(entry) = d.next_entry(&mut i) {
            // SAFETY: the entry was just read.
            items.push(unsafe {
                (
                    Ref::new_reference(entry.key),
                    Ref::new_reference(entry.value),
                )
            });
        }
    }
    items
}

/// A dict with all items.
fn to_dict(vm: &Vm, p: &Ref) -> PyResult {
    let d = new_dict(vm);
    for (k, v) in all(p) {
        as_dict(&d).set(vm, &k, v)?;
    }
    Ok(d)
}

fn repr(vm: &Vm, p: &Ref) -> PyResult {
    let Some(_scope) = vm.repr_enter(p) else {
        return from_utf8(vm, "{...}");
    };
    vm.repr(&to_dict(vm, p)?)
}

fn contains(vm: &Vm, p: &Ref, key: &Ref) -> PyResult<bool> {
    Ok(lookup(vm, p, key)?.is_some())
}

fn get_item(vm: &Vm, p: &Ref, key: &Ref) -> PyResult {
    match lookup(vm, p, key)? {
        Some(v) => Ok(v),
        None => {
            let text = format!("local variable '{}' is not defined", vm.repr_string(key)?);
            Err(vm.key_error(&from_utf8(vm, &text)?))
        }
    }
}

fn cannot_remove(vm: &Vm) -> Raised {
    vm.value_error("cannot remove local variables from FrameLocalsProxy")
}

fn set_item(vm: &Vm, p: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let v = frame_of(p);
    match (index_of(vm, p, key)?, value) {
        (Some(i), Some(value)) => {
            // SAFETY: the index is one of the frame's own.
            unsafe { set_frame_local(v, i, value.clone()) };
            Ok(())
        }
        (Some(_), None) => Err(cannot_remove(vm)),
        (None, Some(value)) => {
            let d = match v.extra_locals.get() {
                Some(d) => d,
                None => {
                    let d = new_dict(vm);
                    v.extra_locals.set(d.clone());
                    d
                }
            };
            as_dict(&d).set(vm, key, value.clone())
        }
        (None, None) => {
            let removed = match v.extra_locals.get() {
                Some(d) => as_dict(&d).remove(vm, key)?,
                None => None,
            };
            match removed {
                Some(_) => Ok(()),
                None => Err(vm.key_error(key)),
            }
        }
    }
}

fn is_proxy(vm: &Vm, r: &Ref) -> bool {
    vm.type_of(r) == vm.types.frame_locals_proxy
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let wanted = match op {
        CompareOp::Eq => true,
        CompareOp::Ne => false,
        _ => return Ok(Ref::not_implemented()),
    };
    if is_proxy(vm, b) {
        let same = payload::<Proxy>(a).frame.is(&payload::<Proxy>(b).frame);
        return Ok(Ref::bool(same == wanted));
    }
    if !b.has_kind(Kind::Dict) {
        return Ok(Ref::not_implemented());
    }
    let d = to_dict(vm, a)?;
    vm.rich_compare(&d, b, op)
}

fn or(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let known = |r: &Ref| is_proxy(vm, r) || r.has_kind(Kind::Dict);
    if !known(a) || !known(b) {
        return Ok(Ref::not_implemented());
    }
    let d = new_dict(vm);
    for side in [a, b] {
        match is_proxy(vm, side) {
            true => merge(vm, &d, &to_dict(vm, side)?)?,
            false => merge(vm, &d, side)?,
        }
    }
    Ok(d)
}

/// Sets all items of a dict or another proxy; false if `other` is neither.
fn update_from(vm: &Vm, p: &Ref, other: &Ref) -> PyResult<bool> {
    let items = match other {
        o if is_proxy(vm, o) => to_dict(vm, o)?,
        o if o.has_kind(Kind::Dict) => o.clone(),
        _ => return Ok(false),
    };
    let d = as_dict(&items);
    let mut i = 0;
    while let Some(entry) = d.next_entry(&mut i) {
        // SAFETY: the entry was just read.
        let (k, v) = unsafe {
            (
                Ref::new_reference(entry.key),
                Ref::new_reference(entry.value),
            )
        };
        set_item(vm, p, &k, Some(&v))?;
    }
    Ok(true)
}

fn inplace_or(vm: &Vm, p: &Ref, other: &Ref) -> PyResult {
    match update_from(vm, p, other)? {
        true => Ok(p.clone()),
        false => Ok(Ref::not_implemented()),
    }
}

fn update(vm: &Vm, p: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "FrameLocalsProxy.update")?;
    let given = args.check_positional(vm, "update", 1, 1)?;
    match update_from(vm, p, &given[0])? {
        true => Ok(Ref::none()),
        false => Err(vm.type_error("update() argument must be dict or another FrameLocalsProxy")),
    }
}

fn keys(vm: &Vm, p: &Ref) -> PyResult {
    let keys: Vec<Ref> = all(p).into_iter().map(|(k, _)| k).collect();
    Ok(new_list(vm, keys))
}

fn values(vm: &Vm, p: &Ref) -> PyResult {
    let values: Vec<Ref> = all(p).into_iter().map(|(_, v)| v).collect();
    Ok(new_list(vm, values))
}

fn items(vm: &Vm, p: &Ref) -> PyResult {
    let pair = |(k, v)| new_tuple(vm, [k, v]);
    let items: Vec<Ref> = all(p).into_iter().map(pair).collect();
    Ok(new_list(vm, items))
}

fn reversed(vm: &Vm, p: &Ref) -> PyResult {
    let keys: Vec<Ref> = all(p).into_iter().rev().map(|(k, _)| k).collect();
    vm.iter(&new_list(vm, keys))
}

fn one_or_two<'a>(vm: &Vm, name: &str, args: &Args<'a>) -> PyResult<&'a [Ref]> {
    let given = args.positional();
    match given.len() {
        1 | 2 => Ok(given),
        _ => Err(vm.type_error(format!("{name} expected 1 or 2 arguments"))),
    }
}

fn get(vm: &Vm, p: &Ref, args: &Args) -> PyResult {
    let a = one_or_two(vm, "get", args)?;
    let default = || a.get(1).cloned().unwrap_or_else(Ref::none);
    Ok(lookup(vm, p, &a[0])?.unwrap_or_else(default))
}

fn setdefault(vm: &Vm, p: &Ref, args: &Args) -> PyResult {
    let a = one_or_two(vm, "setdefault", args)?;
    if let Some(v) = lookup(vm, p, &a[0])? {
        return Ok(v);
    }
    let default = a.get(1).cloned().unwrap_or_else(Ref::none);
    set_item(vm, p, &a[0], Some(&default))?;
    Ok(default)
}

fn pop(vm: &Vm, p: &Ref, args: &Args) -> PyResult {
    let a = one_or_two(vm, "pop", args)?;
    if index_of(vm, p, &a[0])?.is_some() {
        return Err(cannot_remove(vm));
    }
    let removed = match frame_of(p).extra_locals.get() {
        Some(d) => as_dict(&d).remove(vm, &a[0])?,
        None => None,
    };
    match (removed, a.get(1)) {
        (Some((_, v)), _) => Ok(v),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.key_error(&a[0])),
    }
}

static METHODS: [MethodDef; 9] = [
    MethodDef::no_args("__reversed__", reversed),
    MethodDef::no_args("copy", to_dict),
    MethodDef::no_args("keys", keys),
    MethodDef::no_args("values", values),
    MethodDef::no_args("items", items),
    MethodDef::raw("update", update),
    MethodDef::raw("get", get),
    MethodDef::raw("pop", pop),
    MethodDef::raw("setdefault", setdefault),
];

/// The items of the namespace of a frame object, function or not, for searches through names.
pub(crate) fn names_of_frame(vm: &Vm, object: &Ref) -> PyResult<Vec<Ref>> {
    let n = frame_namespace(vm, object)?;
    match is_proxy(vm, &n) {
        true => Ok(all(&n).into_iter().map(|(k, _)| k).collect()),
        false => vm.collect(&n),
    }
}

/// The value of `name` in the namespace of a frame object.
pub(crate) fn local_of_frame(vm: &Vm, object: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    let n = frame_namespace(vm, object)?;
    if is_proxy(vm, &n) {
        return lookup(vm, &n, name);
    }
    match n.has_kind(Kind::Dict) {
        // SAFETY: the kind says so.
        true => Ok(unsafe { n.cast::<DictObject>() }.get_str_ref(name)),
        false => match vm.get_item(&n, name) {
            Ok(v) => Ok(Some(v)),
            Err(r) => vm.catch(r, vm.types.key_error).map(|()| None),
        },
    }
}

/// The frame object of the innermost frame, for callers that know only the vm.
pub fn current_frame_object(vm: &Vm) -> Option<Ref> {
    // SAFETY: the current frame is live.
    vm.current_frame().map(|f| unsafe { frame_object(vm, f) })
}
