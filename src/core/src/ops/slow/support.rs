//! What the slow paths need from objects: instances, strings, names for messages.

use crate::object::{TypeObj, TypePtr, clear_extra, instance_size, str_to_string};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, STATE_GC, SUBCLASS, Slot};

/// A new instance of a class whose layout is `object`'s, without attributes.
pub fn new_instance(vm: &Vm, ty: &TypeObj) -> Ref {
    // SAFETY: plain instances have no payload; the words behind the header are cleared.
    unsafe {
        let (size, exactness) = instance_size(ty);
        let h = vm.heap.alloc(
            size,
            Kind::Instance,
            exactness,
            crate::value::STATE_GC,
            ty.root_shape,
        );
        clear_extra(h, ty);
        if ty.is_heap_type() {
            (*(ty as *const TypeObj as *mut TypeObj)).h.rc += 1;
        }
        Ref::from_ptr(h)
    }
}

/// A new instance of such a class made by a class statement, if there is a cell at hand: calls nothing.
///
/// # Safety
/// The class is alive, and something else than the instance keeps it so meanwhile.
#[inline(always)]
pub unsafe fn quick_instance(vm: &Vm, ty: *const TypeObj) -> Option<Slot> {
    // SAFETY: as for `new_instance`.
    unsafe {
        let (size, _) = instance_size(&*ty);
        let h =
            vm.heap
                .alloc_from_list(size, Kind::Instance, SUBCLASS, STATE_GC, (*ty).root_shape)?;
        clear_extra(h, &*ty);
        (*ty.cast_mut()).h.rc += 1;
        Some(Slot::from_ptr(h))
    }
}

/// Is the class called by `type.__call__`? Its version does not tell: the metaclass has one of its own.
pub fn has_plain_call(vm: &Vm, ty: &TypeObj) -> bool {
    let meta = vm.type_of(&ty.to_ref());
    match (meta.slots.call.get(), vm.types.type_.slots.call.get()) {
        (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
        _ => false,
    }
}

/// Does calling the class make a plain instance and run `__init__`: `type.__call__`, `object.__new__`, not abstract?
pub fn has_plain_new(vm: &Vm, ty: &TypeObj) -> bool {
    let object_new = vm.types.object.slots.new.get();
    let new = ty.slots.new.get();
    let same_new = match (object_new, new) {
        (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
        _ => false,
    };
    same_new
        && has_plain_call(vm, ty)
        && ty.layout.kind == Kind::Instance
        && !ty.has(crate::object::flags::ABSTRACT)
        && !ty.has(crate::object::flags::NO_NEW)
}

/// `name()` of a callable as in messages about its arguments.
pub fn function_text(vm: &Vm, f: &Ref) -> String {
    let qualname = vm.get_attr_opt(f, &vm.names.qualname).ok().flatten();
    let Some(q) = qualname.filter(|q| q.has_kind(Kind::Str)) else {
        vm.clear_exception();
        return vm.str_string(f).unwrap_or_else(|_| {
            vm.clear_exception();
            "object".to_owned()
        });
    };
    let module = vm.get_attr_opt(f, &vm.names.module).ok().flatten();
    vm.clear_exception();
    match module.filter(|m| m.has_kind(Kind::Str)) {
        Some(m) if str_to_string(&m) != "builtins" => {
            format!("{}.{}()", str_to_string(&m), str_to_string(&q))
        }
        _ => format!("{}()", str_to_string(&q)),
    }
}

/// Checks the arguments of `super(class, object)` and returns the class whose mro is searched.
pub fn check_super(vm: &Vm, class: &Ref, object: &Ref) -> PyResult {
    // SAFETY: the caller checked that class is a type.
    let c = unsafe { TypePtr::new(class.slot().ptr()) };
    if object.has_kind(Kind::Type) && unsafe { object.cast::<TypeObj>() }.is_subtype(c) {
        return Ok(object.clone());
    }
    let t = vm.type_of(object);
    if t.is_subtype(c) {
        return Ok(t.to_ref());
    }
    if let Some(k) = vm.get_attr_opt(object, &vm.names.class_)?
        && k.has_kind(Kind::Type)
        && unsafe { k.cast::<TypeObj>() }.is_subtype(c)
    {
        return Ok(k);
    }
    Err(vm.type_error(format!(
        "super(type, obj): obj ({} {}) is not an instance or subtype of type ({}).",
        if object.has_kind(Kind::Type) {
            "type"
        } else {
            "instance of"
        },
        if object.has_kind(Kind::Type) {
            unsafe { object.cast::<TypeObj>() }.name_str()
        } else {
            t.name_str()
        },
        c.name_str()
    )))
}

/// The error where LOAD_SPECIAL finds no method.
pub fn special_method_error(vm: &Vm, obj: &Ref, which: u32) -> String {
    let t = vm.type_of(obj);
    let name = t.name_str();
    let (protocol, method, hint) = match which {
        0 => ("the context manager protocol", "__enter__", "async with"),
        1 => ("the context manager protocol", "__exit__", "async with"),
        2 => (
            "the asynchronous context manager protocol",
            "__aenter__",
            "with",
        ),
        _ => (
            "the asynchronous context manager protocol",
            "__aexit__",
            "with",
        ),
    };
    let base = format!("'{name}' object does not support {protocol} (missed {method} method)");
    let (first, second) = if which < 2 {
        (&vm.names.aenter, &vm.names.aexit)
    } else {
        (&vm.names.enter, &vm.names.exit)
    };
    if !t.lookup_slot(vm, first).is_null() && !t.lookup_slot(vm, second).is_null() {
        return format!(
            "{} but it supports the {}. Did you mean to use '{hint}'?",
            base,
            if which < 2 {
                "asynchronous context manager protocol"
            } else {
                "context manager protocol"
            }
        );
    }
    base
}

/// The name among `candidates` that `wrong` is a misspelling of, as CPython's suggestions find it.
pub fn closest(wrong: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    let mut best: Option<(usize, String)> = None;
    for c in candidates {
        let bound = ((wrong.chars().count() + c.chars().count() + 3) * MOVE_COST / 6)
            .min(best.as_ref().map_or(usize::MAX, |b| b.0.saturating_sub(1)));
        if let Some(d) = distance(wrong, &c, bound) {
            best = Some((d, c));
        }
    }
    best.map(|b| b.1)
}

const MOVE_COST: usize = 2;

/// Levenshtein distance where a change of case costs half; None beyond `bound`.
fn distance(a: &str, b: &str, bound: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let cost = |x: char, y: char| {
        if x == y {
            0
        } else if x.eq_ignore_ascii_case(&y) {
            1
        } else {
            MOVE_COST
        }
    };
    let mut row: Vec<usize> = (0..=a.len()).map(|i| i * MOVE_COST).collect();
    for (j, &y) in b.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (j + 1) * MOVE_COST;
        for (i, &x) in a.iter().enumerate() {
            let d = (diagonal + cost(x, y))
                .min(row[i] + MOVE_COST)
                .min(row[i + 1] + MOVE_COST);
            diagonal = row[i + 1];
            row[i + 1] = d;
        }
    }
    let d = row[a.len()];
    if d <= bound { Some(d) } else { None }
}

/// Is this object an instance of a class made by a class statement? Those that live as long as the process have no type
/// of their own.
#[inline(always)]
pub(crate) unsafe fn is_of_heap_type(a: Slot) -> bool {
    unsafe {
        let ty = (*(*a.header()).shape).ty;
        !ty.is_null() && (*ty).is_heap_type()
    }
}
