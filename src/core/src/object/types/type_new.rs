//! `type.__new__`: making a class from its name, bases and namespace.

use super::instance_members::{add_dict_descriptor, add_weakref_descriptor};
use super::mro::{as_type, best_base, calculate_metaclass, compute_mro};
use crate::object::{
    Attributes, DictObject, Layout, TypeObj, TypePtr, as_dict, as_str, as_tuple, downcast, flags,
    new_dict, new_member_descriptor, new_tuple, slot_table, str_to_string, wrap_function,
};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

/// Inline attribute words of a class whose code says nothing about its attributes.
const DEFAULT_INLINE: u16 = 2;
/// Most `__slots__` words of a class.
const MAX_MEMBERS: usize = 100;

/// `type.__new__(metatype, name, bases, namespace, **kwargs)`
pub fn type_new(vm: &Vm, metatype: &Ref, args: &Args) -> PyResult {
    let a = args.positional();
    if a.len() != 3 {
        return Err(vm.type_error(format!(
            "type.__new__() takes exactly 3 arguments ({} given)",
            a.len()
        )));
    }
    for (i, (kind, name)) in [
        (Kind::Str, "str"),
        (Kind::Tuple, "tuple"),
        (Kind::Dict, "dict"),
    ]
    .into_iter()
    .enumerate()
    {
        if !a[i].has_kind(kind) {
            return Err(vm.type_error(format!(
                "type.__new__() argument {} must be {name}, not {}",
                i + 1,
                vm.type_of(&a[i]).name_str()
            )));
        }
    }
    let bases = as_tuple(&a[1]).unwrap_or(&[]);
    for b in bases {
        if !b.has_kind(Kind::Type) && vm.get_attr_opt(b, &vm.names.mro_entries)?.is_some() {
            return Err(
                vm.type_error("type() doesn't support MRO entry resolution; use types.new_class()")
            );
        }
    }
    let winner = calculate_metaclass(vm, metatype, bases)?;
    let own_new = as_type(&winner).slots.new.get();
    if !winner.is(metatype)
        && let Some(f) = own_new
        && !std::ptr::fn_addr_eq(f, type_new as crate::object::NewFn)
    {
        return f(vm, &winner, args);
    }
    let (bases, base) = if bases.is_empty() {
        let object = vm.types.object.to_ref();
        (new_tuple(vm, [object.clone()]), object)
    } else {
        (a[1].clone(), best_base(vm, bases)?)
    };
    let namespace = new_dict(vm);
    if a[2].is_exact(Kind::Dict) {
        as_dict(&namespace).copy_from(vm, as_dict(&a[2]))?;
    } else {
        // A class of dicts may have an order of its own.
        vm.call_method_str(&namespace, "update", &a[2..])?;
    }
    let ty = make(vm, &winner, &a[0], bases, &base, namespace)?;
    warn_of_odd_keys(vm, &ty)?;
    set_names(vm, &ty)?;
    init_subclass(vm, &ty, args)?;
    Ok(ty)
}

/// A namespace with keys that are no strings is not what anybody meant.
fn warn_of_odd_keys(vm: &Vm, ty: &Ref) -> PyResult<()> {
    let t = as_type(ty);
    let mut i = 0;
    while let Some(e) = t.dict().t.next_entry(&mut i) {
        // SAFETY: the entry is live.
        if !unsafe { Ref::new_reference(e.key) }.has_kind(Kind::Str) {
            let text = format!("non-string key in the __dict__ of class {}", t.short_name());
            return vm.warn(vm.types.runtime_warning, &text, 1);
        }
    }
    Ok(())
}

/// What `__slots__` asks for.
struct SlotWords {
    /// The mangled names, sorted.
    names: Vec<Ref>,
    add_dict: bool,
    add_weakref: bool,
}

/// Do instances of the type have a `__dict__`, behind their payload or in it?
pub fn has_dict(t: &TypeObj) -> bool {
    t.attributes != Attributes::None
        || matches!(t.layout.kind, Kind::Module | Kind::Function | Kind::Type)
}

/// Is the size of instances not fixed, as for CPython's variable-size objects?
fn is_variable_size(layout: &Layout) -> bool {
    matches!(
        layout.kind,
        Kind::Int | Kind::Tuple | Kind::Bytes | Kind::Type
    )
}

fn read_slots(vm: &Vm, class: &Ref, base: &TypeObj, d: &DictObject) -> PyResult<SlotWords> {
    let may_add_dict = !has_dict(base);
    let variable = is_variable_size(base.layout);
    let may_add_weakref = !base.has(flags::WEAKREFS) && !variable;
    let Some(slots) = d.get_str_ref(&vm.names.slots) else {
        return Ok(SlotWords {
            names: vec![],
            add_dict: may_add_dict,
            add_weakref: may_add_weakref,
        });
    };
    let slots = if slots.has_kind(Kind::Str) {
        vec![slots]
    } else {
        vm.collect(&slots)?
    };
    if !slots.is_empty() && variable {
        return Err(vm.type_error(format!(
            "nonempty __slots__ not supported for subtype of '{}'",
            base.name_str()
        )));
    }
    let mut words = SlotWords {
        names: vec![],
        add_dict: false,
        add_weakref: false,
    };
    for s in &slots {
        if !s.has_kind(Kind::Str) {
            return Err(vm.type_error(format!(
                "__slots__ items must be strings, not '{}'",
                vm.type_of(s).name_str()
            )));
        }
        if !tricera_text::str::classify::is_identifier(as_str(s).units()) {
            return Err(vm.type_error("__slots__ must be identifiers"));
        }
        let s = vm.intern(super::exact_str(vm, s)?);
        if s.is(&vm.names.dict) {
            if !may_add_dict || words.add_dict {
                return Err(vm.type_error("__dict__ slot disallowed: we already got one"));
            }
            words.add_dict = true;
        } else if s.is(&vm.names.weakref) {
            if !may_add_weakref || words.add_weakref {
                return Err(vm.type_error("__weakref__ slot disallowed: we already got one"));
            }
            words.add_weakref = true;
        } else {
            let mangled = mangle(vm, class, &s)?;
            let special = s.is(&vm.names.qualname) || s.is(&vm.names.classcell);
            if !special && !d.get_str(&mangled).is_null() {
                return Err(vm.value_error(format!(
                    "{} in __slots__ conflicts with class variable",
                    vm.quoted(&s)
                )));
            }
            words.names.push(mangled);
        }
    }
    words.names.sort_by_cached_key(str_to_string);
    if words.names.len() > MAX_MEMBERS {
        return Err(vm.value_error("too many __slots__"));
    }
    Ok(words)
}

/// `__name` becomes `_Class__name` in the class `Class`, as in the compiler.
fn mangle(vm: &Vm, class: &Ref, name: &Ref) -> PyResult {
    let text = str_to_string(name);
    let class = str_to_string(class);
    let class = class.trim_start_matches('_');
    if !text.starts_with("__") || text.ends_with("__") || text.contains('.') || class.is_empty() {
        return Ok(name.clone());
    }
    let mangled = crate::object::from_utf8(vm, &format!("_{class}{text}"))?;
    Ok(vm.interned.intern(mangled))
}

/// The words of instances: how many for `__slots__`, where they begin, and where attributes go.
fn layout_of(base: &TypeObj, words: &SlotWords) -> (u16, u16, Attributes) {
    let offset = base.member_offset;
    let members = base.members + words.names.len() as u16;
    let end = offset + 8 * members;
    let attributes = match base.attributes {
        Attributes::Inline(_) => Attributes::Inline(end),
        Attributes::Dict(_) => Attributes::Dict(end),
        Attributes::None if words.add_dict => Attributes::Inline(end),
        Attributes::None => Attributes::None,
    };
    (offset, members, attributes)
}

fn make(vm: &Vm, metatype: &Ref, name: &Ref, bases: Ref, base: &Ref, namespace: Ref) -> PyResult {
    // SAFETY: it was just made as a dict.
    let d = unsafe { namespace.cast::<DictObject>() };
    let b = as_type(base);
    let mut words = read_slots(vm, name, b, d)?;
    // Other bases may bring a dict or weak references that the layout base lacks.
    for other in as_tuple(&bases).unwrap_or(&[]) {
        if other.is(base) || d.get_str(&vm.names.slots).is_null() {
            continue;
        }
        let o = as_type(other);
        words.add_dict |= !has_dict(b) && has_dict(o);
        words.add_weakref |= !b.has(flags::WEAKREFS) && o.has(flags::WEAKREFS);
    }
    vm.utf8_of(name)?;
    if as_str(name).units().to_string_lossy().contains('\0') {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    let qualname = match d.get_str_ref(&vm.names.qualname) {
        Some(q) if q.has_kind(Kind::Str) => {
            as_dict(&namespace).remove(vm, &vm.names.qualname)?;
            q
        }
        Some(q) => {
            return Err(vm.type_error(format!(
                "type __qualname__ must be a str, not {}",
                vm.type_of(&q).name_str()
            )));
        }
        None => name.clone(),
    };
    let (member_offset, members, attributes) = layout_of(b, &words);
    let most = crate::heap::MAX_CELL - 8 * 4;
    if member_offset as usize + 8 * members as usize > most {
        return Err(vm.value_error("too many __slots__"));
    }
    // SAFETY: the metatype is held by the caller.
    let t = unsafe { TypeObj::allocate(vm, as_type(metatype), b.layout, attributes) };
    // SAFETY: just made, and nobody else has seen it: its plain fields may be written.
    unsafe {
        let p = t.slot().ptr::<TypeObj>();
        (*p).member_offset = member_offset;
        (*p).members = members;
    }
    let ty = as_type(&t);
    let mut f = flags::HEAP | flags::BASETYPE;
    f |= b.flags.get() & flags::WEAKREFS;
    if attributes != Attributes::None || members > 0 {
        f |= flags::EXTRA;
    }
    if words.add_weakref {
        f |= flags::WEAKREFS;
    }
    ty.flags.set(f);
    ty.name.set(name.clone());
    ty.qualname.set(qualname);
    ty.dict.set(namespace.clone());
    ty.base.set(base.clone());
    ty.bases.set(bases.clone());
    set_attributes(vm, &t, d)?;
    if !words.names.is_empty() {
        ty.member_names.set(new_tuple(vm, words.names.clone()));
    }
    let first_new = b.members;
    for (i, n) in words.names.iter().enumerate() {
        let offset = member_offset + 8 * (first_new + i as u16);
        d.set_str(vm, n, new_member_descriptor(vm, n.clone(), ty, offset))?;
    }
    if words.add_dict {
        add_dict_descriptor(vm, ty)?;
    }
    if words.add_weakref {
        add_weakref_descriptor(vm, ty)?;
    }
    match d.get_str_ref(&vm.names.doc) {
        Some(doc) if doc.has_kind(Kind::Str) => drop(vm.utf8_of(&doc)?),
        Some(_) => {}
        None => d.set_str(vm, &vm.names.doc, Ref::none())?,
    }
    // A class that defines equality without a hash is not hashable.
    if !d.get_str(&vm.names.eq).is_null() && d.get_str(&vm.names.hash).is_null() {
        d.set_str(vm, &vm.names.hash, Ref::none())?;
    }
    ty.mro.set(compute_mro(vm, &t)?);
    for base in as_tuple(&bases).unwrap_or(&[]) {
        as_type(base).add_subclass(ty.ptr());
    }
    inherit_pattern_flags(ty);
    slot_table::fill_slots(vm, ty);
    ty.inline_hint.set(inline_hint(vm, ty));
    ty.modified();
    Ok(t)
}

/// A class with several bases is a sequence or mapping for pattern matching if the first that is either is.
fn inherit_pattern_flags(ty: &TypeObj) {
    let kinds = flags::SEQUENCE | flags::MAPPING;
    if ty.flags.get() & kinds == 0 {
        for t in &ty.mro()[1..] {
            let k = as_type(t).flags.get() & kinds;
            if k != 0 {
                ty.flags.set(ty.flags.get() | k);
                return;
            }
        }
    }
}

/// Words to reserve for attributes: the names that the methods of the class and its bases assign to.
fn inline_hint(vm: &Vm, ty: &TypeObj) -> u16 {
    let Attributes::Inline(at) = ty.attributes else {
        return DEFAULT_INLINE;
    };
    let mut names: Vec<Ref> = Vec::new();
    let mut known = 0;
    for t in ty.mro() {
        let t = as_type(t);
        let Some(own) = t.dict().get_str_ref(&vm.names.static_attributes) else {
            continue;
        };
        known = known.max(t.inline_hint.get().min(64) * !std::ptr::eq(t, ty) as u16);
        for n in as_tuple(&own).unwrap_or(&[]) {
            if n.has_kind(Kind::Str) && !names.iter().any(|m| m.is(n)) {
                names.push(n.clone());
            }
        }
    }
    let most = (crate::heap::MAX_CELL - at as usize) / 8;
    // Others assign to instances too: a class with many attributes has some more that its methods do not tell of.
    (names.len() + names.len() / 4)
        .max(known as usize)
        .clamp(DEFAULT_INLINE as usize, most.min(64)) as u16
}

/// `__module__`, implicit static and class methods, `__classcell__`.
fn set_attributes(vm: &Vm, t: &Ref, d: &DictObject) -> PyResult<()> {
    let n = &vm.names;
    if d.get_str(&n.module).is_null()
        && let Some(globals) = super::current_globals(vm)
        && let Some(name) = unsafe { globals.cast::<DictObject>() }.get_str_ref(&n.name)
    {
        d.set_str(vm, &n.module, name)?;
    }
    for (name, class_method) in [
        (&n.new, false),
        (&n.init_subclass, true),
        (&n.class_getitem, true),
    ] {
        if let Some(f) = d.get_str_ref(name)
            && f.has_kind(Kind::Function)
        {
            d.set_str(vm, name, wrap_function(vm, f, class_method)?)?;
        }
    }
    let classdictcell = vm.interned.intern_str(vm, "__classdictcell__");
    for name in [&n.classcell, &classdictcell] {
        let Some(cell) = d.get_str_ref(name) else {
            continue;
        };
        let Some(c) = downcast::<crate::object::CellValue>(vm, &cell) else {
            return Err(vm.type_error(format!(
                "{} must be a nonlocal cell, not {}",
                str_to_string(name),
                vm.repr_string(&vm.type_of(&cell).to_ref())?
            )));
        };
        c.0.set(if name.is(&n.classcell) {
            t.clone()
        } else {
            // SAFETY: the namespace is the dict of the type.
            unsafe { Ref::new_reference(crate::value::Slot::borrowed_from_ptr(d)) }
        });
        d.t.remove(vm, name)?;
    }
    Ok(())
}

/// Calls `__set_name__` of everything in the namespace.
fn set_names(vm: &Vm, t: &Ref) -> PyResult<()> {
    let items: Vec<(Ref, Ref)> = {
        let d = as_type(t).dict();
        let mut i = 0;
        std::iter::from_fn(|| d.t.next_entry(&mut i))
            // SAFETY: entries are live.
            .map(|e| unsafe { (Ref::new_reference(e.key), Ref::new_reference(e.value)) })
            .collect()
    };
    for (name, value) in items {
        if vm
            .type_of(&value)
            .lookup_slot(vm, &vm.names.set_name)
            .is_null()
        {
            continue;
        }
        if let Err(r) = vm.call_special(&value, &vm.names.set_name, &[t.clone(), name.clone()]) {
            return Err(note_set_name(vm, t, &name, &value, r));
        }
    }
    Ok(())
}

/// Adds the note that says whose `__set_name__` failed.
#[cold]
fn note_set_name(vm: &Vm, t: &Ref, name: &Ref, value: &Ref, _: Raised) -> Raised {
    let e = vm.take_exception();
    let note = format!(
        "Error calling __set_name__ on '{}' instance {} in '{}'",
        vm.type_of(value).name_str(),
        vm.quoted(name),
        as_type(t).name_str()
    );
    if let Ok(note) = crate::object::from_utf8(vm, &note)
        && vm.call_method_str(&e, "add_note", &[note]).is_err()
    {
        vm.clear_exception();
    }
    vm.set_exception(e);
    Raised
}

/// `super(ty, ty).__init_subclass__(**kwargs)`
fn init_subclass(vm: &Vm, t: &Ref, args: &Args) -> PyResult<()> {
    let ty: TypePtr = as_type(t).ptr();
    let name = &vm.names.init_subclass;
    if !ty.mro().iter().any(|b| b.is(t)) {
        // An `mro()` has left the class out of its own order.
        let name = ty.name_str();
        return Err(vm.type_error(format!(
            "super(type, obj): obj (type {name}) is not an instance or subtype of type ({name})."
        )));
    }
    let found = ty.mro()[1..]
        .iter()
        .find_map(|b| as_type(b).dict().get_str_ref(name));
    let Some(f) = found else { return Ok(()) };
    if args.kw_names().is_empty()
        && let Some(m) = downcast::<crate::object::MethodDescriptor>(vm, &f)
        && m.owner == vm.types.object
    {
        // object's own does nothing.
        return Ok(());
    }
    let f = match vm.type_of(&f).slots.descr_get.get() {
        Some(get) => get(vm, &f, None, t)?,
        None => f,
    };
    vm.call(&f, &Args::new(args.kw_values(), args.kw_names()))?;
    Ok(())
}
