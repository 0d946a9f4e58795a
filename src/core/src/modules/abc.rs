//! The module `_abc`: abstract base classes with their registries and caches.

use super::ModuleSpec;
use super::common::make_type;
use crate::object::types::is_subclass;
use crate::object::weakref::referent;
use crate::object::{
    Layout, MethodDef, Payload, TypeObj, TypePtr, TypeSpec, downcast, flags, int_to_i64,
    new_frozenset, new_object, new_set, new_tuple, next_item, payload,
};
use crate::ops::slow::attribute::{Stored, stored_attribute};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "Module contains faster C implementation of abc.ABCMeta",
    methods: &METHODS,
    init: |vm, _| {
        let state = State {
            data_type: make_type(vm, &DATA, vm.types.object)?,
            counter: Cell::new(0),
        };
        vm.set_state(NAME, state);
        Ok(())
    },
};

const NAME: &str = "_abc";

static METHODS: [MethodDef; 8] = [
    MethodDef::no_args("get_cache_token", |vm, _| Ok(vm.new_int(counter(vm) as i64))).doc(
        "Returns the current ABC cache token.\n\nThe token is an opaque object (supporting equality testing) \
         identifying the\ncurrent version of the ABC cache for virtual subclasses. The token changes\nwith every \
         call to register() on any ABC.",
    ),
    MethodDef::one("_abc_init", init)
        .text_signature("self, /")
        .doc("Internal ABC helper for class set-up. Should be never used outside abc module."),
    MethodDef::positional("_abc_register", 2, 2, register)
        .text_signature("self, subclass, /")
        .doc("Internal ABC helper for subclasss registration. Should be never used outside abc module."),
    MethodDef::positional("_abc_instancecheck", 2, 2, instance_check)
        .text_signature("self, instance, /")
        .doc("Internal ABC helper for instance checks. Should be never used outside abc module."),
    MethodDef::positional("_abc_subclasscheck", 2, 2, subclass_check)
        .text_signature("self, subclass, /")
        .doc("Internal ABC helper for subclasss checks. Should be never used outside abc module."),
    MethodDef::one("_get_dump", dump)
        .text_signature("self, /")
        .doc("Internal ABC helper for cache and registry debugging."),
    MethodDef::one("_reset_registry", |vm, _, class| {
        let data = data_of(vm, class)?;
        payload::<AbcData>(&data).registry.clear();
        Ok(Ref::none())
    })
    .text_signature("self, /")
    .doc("Internal ABC helper to reset registry of a given class."),
    MethodDef::one("_reset_caches", |vm, _, class| {
        let data = data_of(vm, class)?;
        payload::<AbcData>(&data).cache.clear();
        payload::<AbcData>(&data).negative.clear();
        payload::<AbcData>(&data).last.take();
        Ok(Ref::none())
    })
    .text_signature("self, /")
    .doc("Internal ABC helper to reset both caches of a given class."),
];

struct State {
    data_type: TypePtr,
    /// Counts registrations: negative caches made before one are void.
    counter: Cell<u64>,
}

fn counter(vm: &Vm) -> u64 {
    vm.state::<State>(NAME).map_or(0, |s| s.counter.get())
}

/// A set of classes that does not keep them alive: weak references by the class's address.
#[derive(Default)]
struct WeakClasses(RefCell<FxHashMap<usize, Ref>>);

impl WeakClasses {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.0.borrow().values().for_each(|w| f(w.slot()));
    }
    fn contains(&self, vm: &Vm, class: &Ref) -> bool {
        // The address of a class that has died may be another's now.
        let known = self.0.borrow();
        known
            .get(&address(class))
            .and_then(|w| referent(vm, w))
            .is_some_and(|c| c.is(class))
    }
    fn add(&self, vm: &Vm, class: &Ref) -> PyResult<()> {
        let weak = vm.call_one(&vm.types.weak_reference.to_ref(), class)?;
        let old = self.0.borrow_mut().insert(address(class), weak);
        drop(old);
        Ok(())
    }
    fn clear(&self) {
        let old = std::mem::take(&mut *self.0.borrow_mut());
        drop(old);
    }
    fn references(&self) -> Vec<Ref> {
        self.0.borrow().values().cloned().collect()
    }
}

fn address(class: &Ref) -> usize {
    class.slot().header() as usize
}

/// What `cls._abc_impl` holds.
#[derive(Default)]
struct AbcData {
    registry: WeakClasses,
    cache: WeakClasses,
    negative: WeakClasses,
    /// The counter that the negative cache belongs to.
    version: Cell<u64>,
    /// What the caches said of the class that was asked for last.
    last: Cell<Known>,
}

/// What the caches of an abstract class say of another class.
#[derive(Clone, Copy, Default)]
struct Known {
    /// The version of that class, 0 for none.
    class: u32,
    is_subclass: bool,
    /// The counter that a negative answer belongs to.
    counter: u64,
}

impl AbcData {
    /// What the caches say of a class, if anything.
    fn known(&self, vm: &Vm, class: &Ref) -> Option<bool> {
        let version = as_class(class).map_or(0, |c| c.version(vm));
        let (last, now) = (self.last.get(), counter(vm));
        if version != 0
            && version == last.class
            && (last.is_subclass || last.counter == now && self.version.get() == now)
        {
            return Some(last.is_subclass);
        }
        let is_subclass = self.cache.contains(vm, class);
        if !is_subclass && (self.version.get() != now || !self.negative.contains(vm, class)) {
            return None;
        }
        self.last.set(Known {
            class: version,
            is_subclass,
            counter: now,
        });
        Some(is_subclass)
    }
}

impl Payload for AbcData {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for classes in [&self.registry, &self.cache, &self.negative] {
            classes.traverse(f);
        }
    }
}

static LAYOUT: Layout = Layout::of::<AbcData>();
static DATA: TypeSpec = TypeSpec {
    module: NAME,
    doc: "Internal state held by ABC machinery.",
    flags: flags::NO_NEW,
    ..TypeSpec::new("_abc_data", &LAYOUT)
};

/// The `_abc_impl` of a class.
fn data_of(vm: &Vm, class: &Ref) -> PyResult {
    let data = match stored_attribute(vm, class, &vm.names.abc_impl) {
        Stored::Value(data) => data,
        _ => vm.get_attr(class, &vm.names.abc_impl)?,
    };
    if downcast::<AbcData>(vm, &data).is_none() {
        return Err(vm.type_error("_abc_impl is set to a wrong type"));
    }
    Ok(data)
}

fn as_class(r: &Ref) -> Option<&TypeObj> {
    // SAFETY: the kind says so.
    r.has_kind(Kind::Type)
        .then(|| unsafe { r.cast::<TypeObj>() })
}

fn is_abstract(vm: &Vm, value: &Ref) -> PyResult<bool> {
    let name = vm.interned.intern_str(vm, "__isabstractmethod__");
    match vm.get_attr_opt(value, &name)? {
        Some(v) => vm.is_true(&v),
        None => Ok(false),
    }
}

/// `cls.__abstractmethods__`: the names that are abstract in the class itself or still are so from its bases.
fn compute_abstract_methods(vm: &Vm, class: &Ref) -> PyResult<()> {
    let mut names = Vec::new();
    if let Some(ty) = as_class(class) {
        let mut own = Vec::new();
        let mut i = 0;
        while let Some((_, name, value)) = next_item(&ty.dict().t, &mut i) {
            own.push((name, value));
        }
        for (name, value) in own {
            if is_abstract(vm, &value)? {
                names.push(name);
            }
        }
    }
    let bases = vm.get_attr(class, &vm.names.bases)?;
    for base in vm.collect(&bases)? {
        let Some(inherited) = vm.get_attr_opt(&base, &vm.names.abstractmethods)? else {
            continue;
        };
        for name in vm.iterate(&inherited)? {
            let name = name?;
            if !name.has_kind(Kind::Str) {
                return Err(vm.type_error(format!(
                    "attribute name must be string, not '{}'",
                    vm.type_of(&name).name_str()
                )));
            }
            if let Some(value) = vm.get_attr_opt(class, &name)?
                && is_abstract(vm, &value)?
            {
                names.push(name);
            }
        }
    }
    let names = new_frozenset(vm, &names)?;
    vm.set_attr(class, &vm.names.abstractmethods, &names)
}

fn init(vm: &Vm, _: &Ref, class: &Ref) -> PyResult {
    compute_abstract_methods(vm, class)?;
    let state = vm
        .state::<State>(NAME)
        .expect("set when the module was made");
    let data = AbcData {
        version: Cell::new(state.counter.get()),
        ..AbcData::default()
    };
    let data = new_object(vm, state.data_type, data);
    vm.set_attr(class, &vm.interned.intern_str(vm, "_abc_impl"), &data)?;
    // How pattern matching sees instances: `__abc_tpflags__` is read once and goes.
    if let Some(ty) = as_class(class)
        && let Some(bits) = ty.dict().get_str_ref(&vm.names.abc_tpflags)
    {
        if bits.has_kind(Kind::Int) {
            let bits = int_to_i64(&bits).unwrap_or(0);
            let (sequence, mapping) = (bits & 1 << 5 != 0, bits & 1 << 6 != 0);
            if sequence && mapping {
                return Err(vm.type_error(
                    "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING",
                ));
            }
            if sequence || mapping {
                ty.set_flag(flags::SEQUENCE, sequence);
                ty.set_flag(flags::MAPPING, mapping);
            }
        }
        vm.del_attr(class, &vm.names.abc_tpflags)?;
    }
    Ok(Ref::none())
}

fn register(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (class, subclass) = (&a[0], &a[1]);
    if as_class(subclass).is_none() {
        return Err(vm.type_error("Can only register classes"));
    }
    if is_subclass(vm, subclass, class)? {
        return Ok(subclass.clone());
    }
    // In this direction the caches do not help, but a cycle would.
    if is_subclass(vm, class, subclass)? {
        return Err(vm.runtime_error("Refusing to create an inheritance cycle"));
    }
    let data = data_of(vm, class)?;
    payload::<AbcData>(&data).registry.add(vm, subclass)?;
    if let Some(state) = vm.state::<State>(NAME) {
        state.counter.set(state.counter.get() + 1);
    }
    if let (Some(c), Some(s)) = (as_class(class), as_class(subclass)) {
        let kinds = flags::SEQUENCE | flags::MAPPING;
        let kind = c.flags.get() & kinds;
        if kind != 0 {
            set_kind(s, kind);
        }
    }
    Ok(subclass.clone())
}

/// Makes the instances of a class and its subclasses sequences or mappings for pattern matching.
fn set_kind(ty: &TypeObj, kind: u32) {
    let kinds = flags::SEQUENCE | flags::MAPPING;
    // Builtin types say themselves what they are: bytes are registered as a sequence, but no pattern takes them for one.
    if ty.has(flags::IMMUTABLE) || ty.flags.get() & kinds == kind {
        return;
    }
    ty.flags.set(ty.flags.get() & !kinds | kind);
    for s in ty.subclasses() {
        if let Some(s) = as_class(&s) {
            set_kind(s, kind);
        }
    }
}

fn instance_check(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (class, instance) = (&a[0], &a[1]);
    let data = data_of(vm, class)?;
    let d = payload::<AbcData>(&data);
    let ty = vm.type_of(instance);
    let subclass = match ty.has_plain_class(vm) {
        true => ty.to_ref(),
        false => vm.get_attr(instance, &vm.names.class_)?,
    };
    let known = d.known(vm, &subclass);
    if known == Some(true) {
        return Ok(Ref::bool(true));
    }
    let real = vm.type_of(instance).to_ref();
    let check = |of: &Ref| vm.call_method(class, &vm.names.subclasscheck, std::slice::from_ref(of));
    if real.is(&subclass) {
        if known == Some(false) {
            return Ok(Ref::bool(false));
        }
        return check(&subclass);
    }
    let result = check(&subclass)?;
    if vm.is_true(&result)? {
        return Ok(result);
    }
    check(&real)
}

fn subclass_check(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (class, subclass) = (&a[0], &a[1]);
    if as_class(subclass).is_none() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    let data = data_of(vm, class)?;
    let d = payload::<AbcData>(&data);
    if d.cache.contains(vm, subclass) {
        return Ok(Ref::bool(true));
    }
    if d.version.get() < counter(vm) {
        d.negative.clear();
        d.version.set(counter(vm));
    } else if d.negative.contains(vm, subclass) {
        return Ok(Ref::bool(false));
    }
    let ok = compute_subclass(vm, d, class, subclass)?;
    if ok { &d.cache } else { &d.negative }.add(vm, subclass)?;
    Ok(Ref::bool(ok))
}

fn compute_subclass(vm: &Vm, d: &AbcData, class: &Ref, subclass: &Ref) -> PyResult<bool> {
    let hook = vm.call_method(
        class,
        &vm.names.subclasshook,
        std::slice::from_ref(subclass),
    )?;
    if hook.is_true() || hook.is_false() {
        return Ok(hook.is_true());
    }
    if !hook.is_not_implemented() {
        return Err(vm.assertion_error(
            "__subclasshook__ must return either False, True, or NotImplemented",
        ));
    }
    if let (Some(s), Some(c)) = (as_class(subclass), as_class(class))
        && s.is_subtype(c.ptr())
    {
        return Ok(true);
    }
    for registered in d.registry.references() {
        if let Some(r) = referent(vm, &registered)
            && is_subclass(vm, subclass, &r)?
        {
            return Ok(true);
        }
    }
    let derived = vm.call_method_str(class, "__subclasses__", &[])?;
    if !derived.has_kind(Kind::List) {
        return Err(vm.type_error("__subclasses__() must return a list"));
    }
    for s in vm.collect(&derived)? {
        if is_subclass(vm, subclass, &s)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn dump(vm: &Vm, _: &Ref, class: &Ref) -> PyResult {
    let data = data_of(vm, class)?;
    let d = payload::<AbcData>(&data);
    let mut all = Vec::new();
    for classes in [&d.registry, &d.cache, &d.negative] {
        let set = new_set(vm);
        for w in classes.references() {
            crate::object::as_set(&set).add(vm, &w)?;
        }
        all.push(set);
    }
    all.push(vm.new_int(d.version.get() as i64));
    Ok(new_tuple(vm, all))
}
