//! `defaultdict`.

use super::super::common::type_arg;
use crate::object::{
    BinaryFn, BinaryOp, DictTable, Field, GetSetDef, Layout, MethodDef, Object, Payload, TypePtr,
    TypeSpec, as_dict, as_str, flags, from_buf, from_utf8, new_object, new_tuple, update,
    update_arguments,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, SUBCLASS, Slot};
use tricera_text::str::StrBuf;

/// A dict, and the function that makes the values of missing keys.
#[repr(C)]
struct DefaultDict {
    /// First, so that everything that works on dicts works on it.
    table: DictTable,
    factory: Field,
}

impl Payload for DefaultDict {
    const KIND: Kind = Kind::Dict;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.table.traverse(f);
        self.factory.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<DefaultDict>();

/// The payload of `this`, which a method of the type was called with.
fn of(this: &Ref) -> &DefaultDict {
    // SAFETY: method descriptors check that `this` is an instance of the type.
    unsafe { &this.cast::<Object<DefaultDict>>().v }
}

fn factory(this: &Ref) -> Ref {
    of(this).factory.get().unwrap_or_else(Ref::none)
}

static GETSET: [GetSetDef; 1] = [GetSetDef {
    doc: "Factory for default value called by __missing__().",
    ..GetSetDef::get_set(
        "default_factory",
        |_, this| Ok(factory(this)),
        |_, this, value| {
            drop(of(this).factory.replace(value.cloned()));
            Ok(())
        },
    )
}];

const COPY_DOC: &str = "D.copy() -> a shallow copy of D.";

static METHODS: [MethodDef; 5] = [
    MethodDef::one("__missing__", missing).doc(
        "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is None: \
         raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value\n",
    ),
    MethodDef::no_args("copy", copy).doc(COPY_DOC),
    MethodDef::no_args("__copy__", copy).doc(COPY_DOC),
    MethodDef::no_args("__reduce__", reduce).doc("Return state information for pickling."),
    MethodDef::one("__class_getitem__", crate::object::class_getitem)
        .class_method()
        .doc(
            "defaultdicts are generic over two types, signifying (respectively) the types of the dictionary's keys \
             and values",
        ),
];

/// The type `collections.defaultdict`.
pub static DEFAULTDICT: TypeSpec = TypeSpec {
    module: "collections",
    doc: "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called \
          without arguments to produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict \
          compares equal to a dict with the same items.\nAll remaining arguments are treated the same as if they \
          were\npassed to the dict constructor, including keyword arguments.\n",
    flags: flags::BASETYPE,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, _| {
            Ok(new_defaultdict(vm, type_arg(ty), None))
        }));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.binary[BinaryOp::Or as usize].set(Some(or));
        s.binary[BinaryOp::Subscr as usize].set(Some(get_item));
    },
    ..TypeSpec::new("defaultdict", &LAYOUT)
};

fn new_defaultdict(vm: &Vm, ty: TypePtr, factory: Option<Ref>) -> Ref {
    let d = DefaultDict {
        table: DictTable::default(),
        factory: Field::from(factory),
    };
    let d = new_object(vm, ty, d);
    // No exact dict, although its type is a builtin one: `__missing__` must be asked.
    // SAFETY: the header is the new object's own.
    unsafe { (*d.slot().header()).exactness = SUBCLASS };
    d
}

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let (factory, rest) = match args.positional().first() {
        None => (None, *args),
        Some(f) => (Some(f), Args::new(&args.all()[1..], args.kw_names())),
    };
    if let Some(f) = factory
        && !f.is_none()
        && !vm.is_callable(f)
    {
        return Err(vm.type_error("first argument must be callable or None"));
    }
    drop(of(this).factory.replace(factory.cloned()));
    update_arguments(vm, this, "dict", &rest)
}

/// Is this the slot by which a defaultdict gives items?
#[inline(always)]
pub(crate) fn is_defaultdict_get(f: BinaryFn) -> bool {
    std::ptr::fn_addr_eq(f, get_item as BinaryFn)
}

/// `d[key]`: without calls of methods, unless a subclass defines `__missing__`.
fn get_item(vm: &Vm, this: &Ref, key: &Ref) -> PyResult {
    if let Some(v) = as_dict(this).get(vm, key)? {
        return Ok(v);
    }
    if vm.type_of(this).is_heap_type() {
        return match vm.call_special(this, &vm.names.missing, std::slice::from_ref(key))? {
            Some(v) => Ok(v),
            None => Err(vm.key_error(key)),
        };
    }
    missing(vm, this, key)
}

fn missing(vm: &Vm, this: &Ref, key: &Ref) -> PyResult {
    let factory = factory(this);
    if factory.is_none() {
        return Err(vm.key_error(key));
    }
    let value = vm.call(&factory, &Args::EMPTY)?;
    as_dict(this).set_default(vm, key, value)
}

/// A dict of the same class with the same factory, filled from `items`.
fn new_like(vm: &Vm, this: &Ref, items: &Ref) -> PyResult {
    let ty = vm.type_of(this).to_ref();
    vm.call_positional(&ty, &[factory(this), items.clone()])
}

fn copy(vm: &Vm, this: &Ref) -> PyResult {
    new_like(vm, this, this)
}

fn or(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if !a.has_kind(Kind::Dict) || !b.has_kind(Kind::Dict) {
        return Ok(Ref::not_implemented());
    }
    let own = std::ptr::eq(vm.type_of(a).layout, &LAYOUT);
    let new = new_like(vm, if own { a } else { b }, a)?;
    if !new.has_kind(Kind::Dict) {
        return Err(vm.type_error(format!(
            "expected a dict, not '{}'",
            vm.type_of(&new).name_str()
        )));
    }
    update(vm, &new, b)?;
    Ok(new)
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let dict_repr = vm.types.dict.slots.repr.get().expect("dict has a repr");
    let factory = factory(this);
    let factory = if factory.is_none() {
        from_utf8(vm, "None")?
    } else {
        // The factory may be a method of this dict.
        match vm.repr_enter(&factory) {
            Some(_scope) => vm.repr(&factory)?,
            None => from_utf8(vm, "...")?,
        }
    };
    let items = dict_repr(vm, this)?;
    let mut b = StrBuf::from(format!("{}(", vm.type_of(this).short_name()).as_str());
    b.push_str(as_str(&factory).units());
    b.push_latin1(b", ");
    b.push_str(as_str(&items).units());
    b.push_latin1(b")");
    from_buf(vm, b.finish())
}

fn reduce(vm: &Vm, this: &Ref) -> PyResult {
    let factory = factory(this);
    let arguments = if factory.is_none() {
        vec![]
    } else {
        vec![factory]
    };
    let arguments = new_tuple(vm, arguments);
    let items = vm.call_method(this, &vm.names.items, &[])?;
    let items = vm.iter(&items)?;
    let ty = vm.type_of(this).to_ref();
    Ok(new_tuple(
        vm,
        [ty, arguments, Ref::none(), Ref::none(), items],
    ))
}
