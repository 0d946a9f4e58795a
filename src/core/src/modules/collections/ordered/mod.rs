//! `OrderedDict`: a dict that keeps an order of its own beside its table, so that items can move.

mod order;
mod view;

use super::super::common::{make_type, type_arg};
use crate::object::{
    BinaryOp, CompareOp, DictPart, DictTable, Layout, MethodDef, Object, Payload, TypePtr,
    TypeSpec, as_dict, dict_equal, dict_getset, flags, from_utf8, hash_key, new_object, new_tuple,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, SUBCLASS, Slot};
use order::{End, Order};

#[repr(C)]
struct Ordered {
    /// First, so that everything that works on dicts works on it.
    table: DictTable,
    order: Order,
}

impl Payload for Ordered {
    const KIND: Kind = Kind::Dict;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.table.traverse(f);
        self.order.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Ordered>();

/// The type, and those of its views and iterators.
pub struct Types {
    ordered: TypePtr,
    keys: TypePtr,
    values: TypePtr,
    items: TypePtr,
    iterator: TypePtr,
}

/// Makes the types.
pub fn make_types(vm: &Vm, module: &Ref) -> PyResult<Types> {
    let ordered = make_type(vm, &ORDERED_DICT, vm.types.dict)?;
    super::super::add(vm, module, "OrderedDict", ordered.to_ref())?;
    Ok(Types {
        ordered,
        keys: make_type(vm, &view::KEYS, vm.types.dict_keys)?,
        values: make_type(vm, &view::VALUES, vm.types.dict_values)?,
        items: make_type(vm, &view::ITEMS, vm.types.dict_items)?,
        iterator: make_type(vm, &view::ITERATOR, vm.types.object)?,
    })
}

/// The payload of `this`, which is known to be of the type or of a subclass.
fn of(this: &Ref) -> &Ordered {
    // SAFETY: method descriptors check that `this` is an instance of the type.
    unsafe { &this.cast::<Object<Ordered>>().v }
}

fn is_ordered(vm: &Vm, r: &Ref) -> bool {
    r.has_kind(Kind::Dict) && std::ptr::eq(vm.type_of(r).layout, &LAYOUT)
}

/// Is it of the very type, so that no method of it can be another?
fn is_exact(vm: &Vm, r: &Ref) -> bool {
    vm.type_of(r) == super::state(vm).ordered.ordered
}

fn new_ordered(vm: &Vm, ty: TypePtr) -> Ref {
    let d = Ordered {
        table: DictTable::default(),
        order: Order::default(),
    };
    let d = new_object(vm, ty, d);
    // No exact dict, although its type is a builtin one: nobody may write past the order.
    // SAFETY: the header is the new object's own.
    unsafe { (*d.slot().header()).exactness = SUBCLASS };
    d
}

impl Ordered {
    fn set(&self, vm: &Vm, key: &Ref, hash: i64, value: Ref) -> PyResult<()> {
        let before = self.table.len();
        self.table.set_hashed(vm, key, hash, value)?;
        if self.table.len() != before
            && let Some(stored) = self.table.stored_key(vm, key, hash)?
        {
            self.order.add(&stored, hash);
        }
        Ok(())
    }

    /// Removes an item.
    fn remove(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Option<(Ref, Ref)>> {
        let item = self.table.remove_hashed(vm, key, hash)?;
        if let Some((stored, _)) = &item {
            drop(self.order.remove(stored));
        }
        Ok(item)
    }

    fn get(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult {
        match self.table.get_hashed(vm, key, hash)? {
            Some(v) => Ok(v),
            None => Err(vm.key_error(key)),
        }
    }
}

fn set_item(vm: &Vm, this: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let hash = vm.hash(key)?;
    match value {
        Some(v) => of(this).set(vm, key, hash, v.clone()),
        None => match of(this).remove(vm, key, hash)? {
            Some(item) => {
                drop(item);
                Ok(())
            }
            None => Err(vm.key_error(key)),
        },
    }
}

/// Sets an item for each pair, by the object's own `__setitem__`.
fn add_pairs(vm: &Vm, this: &Ref, pairs: &Ref) -> PyResult<()> {
    for pair in vm.iterate(pairs)? {
        let items = vm.collect(&pair?)?;
        match items.as_slice() {
            [k, v] => vm.set_item(this, k, v)?,
            [] | [_] => {
                let n = items.len();
                let s = if n == 1 { "" } else { "s" };
                return Err(vm.value_error(format!("need more than {n} value{s} to unpack")));
            }
            _ => return Err(vm.value_error("too many values to unpack (expected 2)")),
        }
    }
    Ok(())
}

/// Sets the items of a mapping, of what has `keys` or `items`, or of an iterable of pairs.
fn update_from(vm: &Vm, this: &Ref, other: &Ref) -> PyResult<()> {
    if other.is_exact(Kind::Dict) {
        let items = vm.call_method(other, &vm.names.items, &[])?;
        return add_pairs(vm, this, &crate::object::new_list(vm, vm.collect(&items)?));
    }
    if let Some(keys) = vm.get_attr_opt(other, &vm.names.keys)? {
        let keys = vm.call(&keys, &Args::EMPTY)?;
        for k in vm.iterate(&keys)? {
            let k = k?;
            let v = vm.get_item(other, &k)?;
            vm.set_item(this, &k, &v)?;
        }
        return Ok(());
    }
    if let Some(items) = vm.get_attr_opt(other, &vm.names.items)? {
        return add_pairs(vm, this, &vm.call(&items, &Args::EMPTY)?);
    }
    add_pairs(vm, this, other)
}

fn update_all(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    if let Some(other) = args.positional().first() {
        update_from(vm, this, other)?;
    }
    for (k, v) in args.keywords() {
        vm.set_item(this, k, v)?;
    }
    Ok(())
}

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let n = args.positional().len();
    if n > 1 {
        return Err(vm.type_error(format!("expected at most 1 argument, got {n}")));
    }
    update_all(vm, this, args)
}

fn update(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let n = args.positional().len();
    if n > 1 {
        let m = format!("update() takes at most 1 positional argument ({n} given)");
        return Err(vm.type_error(m));
    }
    update_all(vm, this, args)?;
    Ok(Ref::none())
}

/// Do both have the same keys in the same order?
fn same_order(vm: &Vm, a: &Ordered, b: &Ordered) -> PyResult<bool> {
    let (x, y) = (a.order.state(), b.order.state());
    let (mut i, mut j) = (a.order.end(End::First), b.order.end(End::First));
    loop {
        let (p, q) = match (a.order.key(i), b.order.key(j)) {
            (None, None) => return Ok(true),
            (Some((p, _)), Some((q, _))) => (p, q),
            _ => return Ok(false),
        };
        let equal = vm.eq(&p, &q)?;
        if a.order.state() != x || b.order.state() != y {
            return Err(vm.runtime_error("OrderedDict mutated during iteration"));
        }
        if !equal {
            return Ok(false);
        }
        (i, j) = (a.order.next(i, End::Last), b.order.next(j, End::Last));
    }
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !b.has_kind(Kind::Dict) || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Ref::not_implemented());
    }
    let equal = dict_equal(vm, as_dict(a), as_dict(b))?
        && (!is_ordered(vm, b) || same_order(vm, of(a), of(b))?);
    Ok(Ref::bool(equal == (op == CompareOp::Eq)))
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let name = vm.type_of(this).short_name();
    if of(this).table.is_empty() {
        return from_utf8(vm, &format!("{name}()"));
    }
    let Some(_scope) = vm.repr_enter(this) else {
        return from_utf8(vm, "...");
    };
    let plain = vm.call_one(&vm.types.dict.to_ref(), this)?;
    let shown = vm.repr(&plain)?;
    let mut b = tricera_text::str::StrBuf::from(name.as_str());
    b.push_latin1(b"(");
    b.push_str(crate::object::as_str(&shown).units());
    b.push_latin1(b")");
    crate::object::from_buf(vm, b.finish())
}

fn or(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if !a.has_kind(Kind::Dict) || !b.has_kind(Kind::Dict) {
        return Ok(Ref::not_implemented());
    }
    let ty = vm.type_of(if is_ordered(vm, a) { a } else { b }).to_ref();
    let new = vm.call_one(&ty, a)?;
    update_from(vm, &new, b)?;
    Ok(new)
}

fn pop_key(vm: &Vm, this: &Ref, key: &Ref, hash: i64, default: Option<Ref>) -> PyResult {
    match of(this).remove(vm, key, hash)? {
        Some((_, v)) => Ok(v),
        None => default.ok_or_else(|| vm.key_error(key)),
    }
}

fn pop_item(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let last = a[0].as_ref().map_or(Ok(true), |r| vm.is_true(r))?;
    let order = &of(this).order;
    let Some((key, hash)) = order.key(order.end(End::last(last))) else {
        let m = from_utf8(vm, "dictionary is empty")?;
        return Err(vm.key_error(&m));
    };
    drop(order.remove(&key));
    let value = pop_key(vm, this, &key, hash, None)?;
    Ok(new_tuple(vm, [key, value]))
}

fn set_default(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let key = a[0].as_ref().expect("required");
    let default = a[1].clone().unwrap_or_else(Ref::none);
    if is_exact(vm, this) {
        let hash = hash_key(vm, key)?;
        if let Some(v) = of(this).table.get_hashed(vm, key, hash)? {
            return Ok(v);
        }
        of(this).set(vm, key, hash, default.clone())?;
        return Ok(default);
    }
    if vm.contains(this, key)? {
        return vm.get_item(this, key);
    }
    vm.set_item(this, key, &default)?;
    Ok(default)
}

fn copy(vm: &Vm, this: &Ref) -> PyResult {
    let exact = is_exact(vm, this);
    let new = if exact {
        new_ordered(vm, super::state(vm).ordered.ordered)
    } else {
        vm.call(&vm.type_of(this).to_ref(), &Args::EMPTY)?
    };
    let order = &of(this).order;
    let state = order.state();
    let mut node = order.end(End::First);
    // Hashes are asked for again: a key may have changed its own.
    while let Some((k, _)) = order.key(node) {
        if exact {
            let hash = vm.hash(&k)?;
            let v = of(this).get(vm, &k, hash)?;
            of(&new).set(vm, &k, hash, v)?;
        } else {
            let v = vm.get_item(this, &k)?;
            vm.set_item(&new, &k, &v)?;
        }
        if order.state() != state {
            return Err(vm.runtime_error("OrderedDict mutated during iteration"));
        }
        node = order.next(node, End::Last);
    }
    Ok(new)
}

fn move_to_end(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let key = a[0].as_ref().expect("required");
    let last = a[1].as_ref().map_or(Ok(true), |r| vm.is_true(r))?;
    let hash = vm.hash(key)?;
    let d = of(this);
    match d.table.stored_key(vm, key, hash)? {
        Some(stored) if d.order.move_to(&stored, End::last(last)) => Ok(Ref::none()),
        _ => Err(vm.key_error(key)),
    }
}

static METHODS: [MethodDef; 14] = [
    MethodDef::keywords("fromkeys", "iterable, value=None", |vm, class, a| {
        let value = a[1].clone().unwrap_or_else(Ref::none);
        let new = vm.call(class, &Args::EMPTY)?;
        for k in vm.iterate(a[0].as_ref().expect("required"))? {
            vm.set_item(&new, &k?, &value)?;
        }
        Ok(new)
    })
    .class_method()
    .doc("Create a new ordered dictionary with keys from iterable and values set to value."),
    MethodDef::no_args("__sizeof__", |vm, this| {
        let d = of(this);
        let size = LAYOUT.size + d.table.storage_size() + d.order.size();
        Ok(vm.new_int(size as i64))
    }),
    MethodDef::no_args("__reduce__", |vm, this| {
        let state = vm.call_method(this, &vm.names.getstate, &[])?;
        let items = vm.call_method(this, &vm.names.items, &[])?;
        let items = vm.iter(&items)?;
        let ty = vm.type_of(this).to_ref();
        Ok(new_tuple(vm, [ty, new_tuple(vm, []), state, Ref::none(), items]))
    })
    .doc("Return state information for pickling"),
    MethodDef::keywords("setdefault", "key, default=None", set_default).doc(
        "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is \
         in the dictionary, else default.",
    ),
    MethodDef::keywords("pop", "key, default=<unrepresentable>", |vm, this, a| {
        let key = a[0].as_ref().expect("required");
        pop_key(vm, this, key, vm.hash(key)?, a[1].clone())
    })
    .doc(
        "od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not \
         found, return the default if given; otherwise,\nraise a KeyError.",
    ),
    MethodDef::keywords("popitem", "last=True", pop_item).doc(
        "Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is \
         true or FIFO order if\nfalse.",
    ),
    MethodDef::no_args("keys", |vm, this| Ok(view::new(vm, this, DictPart::Keys))),
    MethodDef::no_args("values", |vm, this| Ok(view::new(vm, this, DictPart::Values))),
    MethodDef::no_args("items", |vm, this| Ok(view::new(vm, this, DictPart::Items))),
    MethodDef::raw("update", update),
    MethodDef::no_args("clear", |_, this| {
        let d = of(this);
        let keys = d.order.clear();
        d.table.clear();
        drop(keys);
        Ok(Ref::none())
    })
    .doc("Remove all items from ordered dict."),
    MethodDef::no_args("copy", copy).doc("A shallow copy of ordered dict."),
    MethodDef::no_args("__reversed__", |vm, this| {
        Ok(view::new_iterator(vm, this, DictPart::Keys, true))
    })
    .doc("od.__reversed__() <==> reversed(od)"),
    MethodDef::keywords("move_to_end", "key, last=True", move_to_end).doc(
        "Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does \
         not exist.",
    ),
];

/// The type `collections.OrderedDict`.
pub static ORDERED_DICT: TypeSpec = TypeSpec {
    module: "collections",
    doc: "Dictionary that remembers insertion order",
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS | flags::NO_MODULE,
    methods: &METHODS,
    getset: &[dict_getset()],
    slots: |s| {
        s.new
            .set(Some(|vm, ty, _| Ok(new_ordered(vm, type_arg(ty)))));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.iter.set(Some(|vm, this| {
            Ok(view::new_iterator(vm, this, DictPart::Keys, false))
        }));
        s.compare.set(Some(compare));
        s.set_item.set(Some(set_item));
        s.binary[BinaryOp::Or as usize].set(Some(or));
        s.binary[BinaryOp::InplaceOr as usize].set(Some(|vm, this, other| {
            update_from(vm, this, other)?;
            Ok(this.clone())
        }));
    },
    ..TypeSpec::new("OrderedDict", &LAYOUT)
};
