//! `_lru_cache_wrapper`: the callable behind `functools.lru_cache` and `functools.cache`.

use super::super::common::{bind, type_arg};
use super::key::{items_of_key, make_key};
use crate::object::{
    DictTable, Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, dict_getset, flags,
    hash_as_tuple, hashed_tuple, new_bound_method, new_object, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::cell::{Cell, RefCell};
use std::sync::LazyLock;

/// How many results are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    Unlimited,
    /// Zero keeps none.
    Most(usize),
}

struct LruCache {
    function: Ref,
    size: Size,
    typed: bool,
    /// The class of what `cache_info()` returns.
    info_type: Ref,
    /// Of an unlimited cache from keys to results, otherwise from keys to indices of `links`.
    table: DictTable,
    links: RefCell<Links>,
    hits: Cell<u64>,
    misses: Cell<u64>,
}

impl Payload for LruCache {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.function.slot());
        f(self.info_type.slot());
        self.table.traverse(f);
        for link in &self.links.borrow().all {
            link.key.traverse(f);
            link.result.traverse(f);
        }
    }
}

/// A result in the order of use. Links refer to each other by index; 0 is the ring's root, which holds nothing.
#[derive(Default)]
struct Link {
    before: usize,
    after: usize,
    key: Field,
    result: Field,
}

/// A ring of links: behind the root the one used longest ago.
struct Links {
    all: Vec<Link>,
    /// Counts the times that the cache was cleared.
    cleared: u64,
}

impl Default for Links {
    fn default() -> Links {
        Links {
            all: vec![Link::default()],
            cleared: 0,
        }
    }
}

impl Links {
    /// A new link, which is alone in a ring of its own; returns its index.
    fn push(&mut self) -> usize {
        let i = self.all.len();
        self.all.push(Link {
            before: i,
            after: i,
            ..Link::default()
        });
        i
    }

    /// Takes link `i` out of the ring it is in; nothing happens if it is alone.
    fn take_out(&mut self, i: usize) {
        let (before, after) = (self.all[i].before, self.all[i].after);
        self.all[before].after = after;
        self.all[after].before = before;
        self.all[i].before = i;
        self.all[i].after = i;
    }

    /// Makes link `i` the one used last. Comparisons of keys may have entered it already while it was thought to be out.
    fn append(&mut self, i: usize) {
        if self.all[0].before == i {
            return;
        }
        self.take_out(i);
        let last = self.all[0].before;
        self.all[i].before = last;
        self.all[i].after = 0;
        self.all[last].after = i;
        self.all[0].before = i;
    }
}

static LAYOUT: Layout = Layout::of::<LruCache>();
static SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("user_function, maxsize, typed, cache_info_type"));

static METHODS: [MethodDef; 5] = [
    MethodDef::no_args("cache_info", cache_info).doc("Report cache statistics"),
    MethodDef::no_args("cache_clear", cache_clear).doc("Clear the cache and cache statistics"),
    MethodDef::no_args("__reduce__", |vm, this| {
        vm.get_attr(this, &vm.names.qualname)
    }),
    MethodDef::no_args("__copy__", |_, this| Ok(this.clone())),
    MethodDef::one("__deepcopy__", |_, this, _| Ok(this.clone())),
];

static GETSET: [GetSetDef; 1] = [dict_getset()];

/// The type of cached functions.
pub static LRU_CACHE_WRAPPER: TypeSpec = TypeSpec {
    module: "functools",
    doc: "Create a cached callable that wraps another function.\n\nuser_function:      the function being \
          cached\n\nmaxsize:  0         for no caching\n          None      for unlimited cache size\n          n         \
          for a bounded cache\n\ntyped:    False     cache f(3) and f(3.0) as identical calls\n          True      \
          cache f(3) and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with the fields:\n                        \
          hits misses currsize maxsize\n",
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS | flags::METHOD_DESCRIPTOR,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.call.set(Some(call));
        s.descr_get.set(Some(|vm, this, obj, _| match obj {
            Some(obj) if !obj.is_none() => Ok(new_bound_method(vm, this.clone(), obj.clone())),
            _ => Ok(this.clone()),
        }));
    },
    ..TypeSpec::new("_lru_cache_wrapper", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let [function, maxsize, typed, info_type] = bind(vm, &SIGNATURE, "lru_cache", args)?;
    let (function, maxsize) = (function.expect("required"), maxsize.expect("required"));
    if !vm.is_callable(&function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let size = if maxsize.is_none() {
        Size::Unlimited
    } else if vm.type_of(&maxsize).slots.index.get().is_some() {
        Size::Most(vm.index_as_isize(&maxsize)?.max(0) as usize)
    } else {
        return Err(vm.type_error("maxsize should be integer or None"));
    };
    let cache = LruCache {
        function,
        size,
        typed: vm.is_true(&typed.expect("required"))?,
        info_type: info_type.expect("required"),
        table: DictTable::default(),
        links: RefCell::default(),
        hits: Cell::new(0),
        misses: Cell::new(0),
    };
    Ok(new_object(vm, type_arg(ty), cache))
}

fn bump(counter: &Cell<u64>) {
    counter.set(counter.get() + 1);
}

fn call(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let c = payload::<LruCache>(this);
    match c.size {
        Size::Most(0) => {
            bump(&c.misses);
            vm.call(&c.function, args)
        }
        Size::Unlimited => call_unlimited(vm, c, args),
        Size::Most(most) => call_bounded(vm, c, args, most),
    }
}

/// What is known of a call before its key is compared with others.
enum Known {
    /// The very same arguments, with this hash, were seen before: what the table holds for them.
    Same(Ref, i64),
    Key(Ref, i64),
}

/// Looks the arguments up, or makes their key. Arguments that are the same objects as those of a key need none.
fn known(vm: &Vm, c: &LruCache, args: &Args) -> PyResult<Known> {
    if let Some(items) = items_of_key(args, c.typed) {
        let hash = hash_as_tuple(vm, items)?;
        let found = c.table.get_tuple_of(items, hash);
        if !found.is_null() {
            // SAFETY: the table holds it until the reference is taken.
            return Ok(Known::Same(unsafe { Ref::new_reference(found) }, hash));
        }
        return Ok(Known::Key(hashed_tuple(vm, items, hash)?, hash));
    }
    let key = make_key(vm, args, c.typed)?;
    let hash = vm.hash(&key)?;
    Ok(Known::Key(key, hash))
}

fn call_unlimited(vm: &Vm, c: &LruCache, args: &Args) -> PyResult {
    let (key, hash) = match known(vm, c, args)? {
        Known::Same(result, _) => {
            bump(&c.hits);
            return Ok(result);
        }
        Known::Key(key, hash) => (key, hash),
    };
    if let Some(result) = c.table.get_hashed(vm, &key, hash)? {
        bump(&c.hits);
        return Ok(result);
    }
    bump(&c.misses);
    let result = vm.call(&c.function, args)?;
    c.table.set_hashed(vm, &key, hash, result.clone())?;
    Ok(result)
}

/// The result in link `i`, which becomes the one used last.
#[inline(always)]
fn use_link(c: &LruCache, i: usize) -> Option<Ref> {
    let mut links = c.links.borrow_mut();
    // There is no link only where the cache was cleared by a comparison of keys while the entry was being made.
    let result = links.all.get(i).and_then(|l| l.result.get())?;
    links.append(i);
    bump(&c.hits);
    Some(result)
}

/// The index of the link for a key.
fn link_of(vm: &Vm, c: &LruCache, key: &Ref, hash: i64) -> PyResult<Option<usize>> {
    let found = c.table.get_hashed(vm, key, hash)?;
    Ok(found.map(|i| i.slot().as_int() as usize))
}

fn call_bounded(vm: &Vm, c: &LruCache, args: &Args, most: usize) -> PyResult {
    let (key, hash) = match known(vm, c, args)? {
        Known::Same(link, hash) => match use_link(c, link.slot().as_int() as usize) {
            Some(result) => return Ok(result),
            None => (hashed_tuple(vm, args.all(), hash)?, hash),
        },
        Known::Key(key, hash) => {
            if let Some(i) = link_of(vm, c, &key, hash)?
                && let Some(result) = use_link(c, i)
            {
                return Ok(result);
            }
            (key, hash)
        }
    };
    bump(&c.misses);
    let result = vm.call(&c.function, args)?;
    // The function may have called itself with the same arguments.
    if link_of(vm, c, &key, hash)?.is_some() {
        return Ok(result);
    }
    if c.table.len() < most {
        return enter(vm, c, &key, hash, &result, None).map(|()| result);
    }
    let oldest = {
        let mut links = c.links.borrow_mut();
        let i = links.all[0].after;
        if i == 0 {
            // Other calls are just exchanging all links.
            return Ok(result);
        }
        links.take_out(i);
        i
    };
    let old_key = c.links.borrow().all[oldest].key.get();
    let cleared = c.links.borrow().cleared;
    let removed = match &old_key {
        Some(k) => c.table.remove(vm, k),
        None => Ok(None),
    };
    match removed {
        Ok(Some(_)) if c.links.borrow().cleared == cleared => {
            enter(vm, c, &key, hash, &result, Some(oldest))?;
            Ok(result)
        }
        // The comparison of keys has run code that removed the entry or cleared the cache.
        Ok(_) => Ok(result),
        Err(r) => {
            let mut links = c.links.borrow_mut();
            if links.cleared == cleared {
                links.append(oldest);
            }
            Err(r)
        }
    }
}

/// Enters a result as the one used last, in link `reuse` or a new one.
fn enter(
    vm: &Vm,
    c: &LruCache,
    key: &Ref,
    hash: i64,
    result: &Ref,
    reuse: Option<usize>,
) -> PyResult<()> {
    let (mut i, mut cleared);
    let mut old = (None, None);
    {
        let mut links = c.links.borrow_mut();
        cleared = links.cleared;
        i = reuse.unwrap_or_else(|| links.push());
        let link = &links.all[i];
        old.0 = link.key.replace(Some(key.clone()));
        old.1 = link.result.replace(Some(result.clone()));
    }
    loop {
        c.table.set_hashed(vm, key, hash, vm.new_int(i as i64))?;
        let mut links = c.links.borrow_mut();
        if links.cleared == cleared {
            links.append(i);
            break;
        }
        // A comparison of keys has cleared the cache: the index is no longer good.
        cleared = links.cleared;
        i = links.push();
        links.all[i].key = Field::new(key.clone());
        links.all[i].result = Field::new(result.clone());
    }
    drop(old);
    Ok(())
}

fn cache_info(vm: &Vm, this: &Ref) -> PyResult {
    let c = payload::<LruCache>(this);
    let most = match c.size {
        Size::Unlimited => Ref::none(),
        Size::Most(n) => vm.new_int(n as i64),
    };
    let numbers = [
        vm.new_int(c.hits.get() as i64),
        vm.new_int(c.misses.get() as i64),
        most,
        vm.new_int(c.table.len() as i64),
    ];
    vm.call_positional(&c.info_type, &numbers)
}

fn cache_clear(_: &Vm, this: &Ref) -> PyResult {
    let c = payload::<LruCache>(this);
    c.hits.set(0);
    c.misses.set(0);
    let old = {
        let mut links = c.links.borrow_mut();
        let cleared = links.cleared + 1;
        std::mem::replace(
            &mut *links,
            Links {
                cleared,
                ..Links::default()
            },
        )
    };
    c.table.clear();
    drop(old);
    Ok(Ref::none())
}
