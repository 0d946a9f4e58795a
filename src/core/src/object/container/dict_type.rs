//! The type `dict`.

use super::dict_update::{update, update_arguments};
use crate::object::{
    BinaryOp, CompareOp, DICT_LAYOUT, DictTable, KeyFound, MethodDef, TypeObj, TypeSpec, as_dict,
    as_str, flags, from_buf, from_utf8, hash_key, new_dict, new_dict_iterator, new_dict_view,
    new_object, new_tuple,
};
use crate::object::{DictPart, as_set};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_text::str::StrBuf;

static METHODS: [MethodDef; 16] = [
    super::class_getitem_method(),
    MethodDef::one("__contains__", |vm, d, k| {
        Ok(Ref::bool(as_dict(d).contains(vm, k)?))
    })
    .text_signature("key, /")
    .doc("True if the dictionary has the specified key, else False."),
    MethodDef::one("__getitem__", get_item).text_signature("key, /").doc("Return self[key]."),
    MethodDef::no_args("__reversed__", |vm, d| {
        Ok(new_dict_iterator(vm, d, DictPart::Keys, true))
    })
    .doc("Return a reverse iterator over the dict keys."),
    MethodDef::no_args("__sizeof__", |vm, d| {
        Ok(vm.new_int((48 + as_dict(d).storage_size()) as i64))
    })
    .doc("Return the size of the dict in memory."),
    MethodDef::no_args("clear", |_, d| {
        as_dict(d).clear();
        Ok(Ref::none())
    })
    .doc("Remove all items from the dict."),
    MethodDef::no_args("copy", copy_dict).doc("Return a shallow copy of the dict."),
    MethodDef::positional("fromkeys", 1, 2, from_keys)
        .class_method()
        .text_signature("iterable, value=None, /")
        .doc("Create a new dictionary with keys from iterable and values set to value."),
    MethodDef::positional("get", 1, 2, get)
        .text_signature("key, default=None, /")
        .doc("Return the value for key if key is in the dictionary, else default."),
    MethodDef::no_args("items", |vm, d| Ok(new_dict_view(vm, d, DictPart::Items)))
        .doc("Return a set-like object providing a view on the dict's items."),
    MethodDef::no_args("keys", |vm, d| Ok(new_dict_view(vm, d, DictPart::Keys)))
        .doc("Return a set-like object providing a view on the dict's keys."),
    MethodDef::positional("pop", 1, 2, pop).text_signature("key, default=<unrepresentable>, /").doc(
        "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.",
    ),
    MethodDef::no_args("popitem", pop_item).doc(
        "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.",
    ),
    MethodDef::positional("setdefault", 1, 2, |vm, d, a| {
        as_dict(d).set_default(vm, &a[0], a.get(1).cloned().unwrap_or_else(Ref::none))
    })
    .text_signature("key, default=None, /")
    .doc("Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default."),
    MethodDef::raw("update", |vm, d, args| {
        update_arguments(vm, d, "update", args)?;
        Ok(Ref::none())
    })
    .doc("D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]"),
    MethodDef::no_args("values", |vm, d| Ok(new_dict_view(vm, d, DictPart::Values)))
        .doc("Return an object providing a view on the dict's values."),
];

/// The type `dict`.
pub static DICT_TYPE: TypeSpec = TypeSpec {
    flags: flags::BASETYPE | flags::MAPPING,
    doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| Ok(new_dict_of(vm, ty))));
        s.init
            .set(Some(|vm, d, args| update_arguments(vm, d, "dict", args)));
        s.vectorcall.set(Some(|vm, _, args| {
            let d = new_dict(vm);
            update_arguments(vm, &d, "dict", args)?;
            Ok(d)
        }));
        s.repr.set(Some(repr));
        s.iter.set(Some(iter));
        s.len.set(Some(|_, d| Ok(as_dict(d).len())));
        s.contains.set(Some(|vm, d, k| as_dict(d).contains(vm, k)));
        s.compare.set(Some(compare));
        s.binary[BinaryOp::Subscr as usize].set(Some(get_item));
        s.set_item.set(Some(set_item));
        s.binary[BinaryOp::Or as usize].set(Some(or));
        s.binary[BinaryOp::InplaceOr as usize].set(Some(|vm, d, other| {
            update(vm, d, other)?;
            Ok(d.clone())
        }));
    },
    ..TypeSpec::new("dict", &DICT_LAYOUT)
};

/// A new empty dict of the type `ty`, `dict` or a subclass.
fn new_dict_of(vm: &Vm, ty: &Ref) -> Ref {
    // SAFETY: the first argument of `new` is a type.
    let ty = unsafe { ty.cast::<TypeObj>() }.ptr();
    new_object(vm, ty, DictTable::default())
}

/// A copy of `d` as an exact dict.
pub fn copy_dict(vm: &Vm, d: &Ref) -> PyResult {
    let new = new_dict(vm);
    as_dict(&new).copy_from(vm, as_dict(d))?;
    Ok(new)
}

/// A new dict of `n` pairs key, value that are taken from the stack; borrowed words become counted.
///
/// # Safety
/// `p..p+2*n` must be live values, which the caller gives up, whatever the outcome.
pub unsafe fn new_dict_from_stack(vm: &Vm, p: *mut Slot, n: usize) -> PyResult {
    let d = new_dict(vm);
    let mut done = 0;
    // SAFETY: each pair moves into references of its own.
    unsafe {
        let mut r = if n > 5 {
            as_dict(&d).reserve(vm, n)
        } else {
            Ok(())
        };
        while done < n && r.is_ok() {
            let key = Ref::from_slot((*p.add(2 * done)).promote());
            let value = Ref::from_slot((*p.add(2 * done + 1)).promote());
            done += 1;
            r = as_dict(&d).set(vm, &key, value);
        }
        super::drop_stack(p.add(2 * done), 2 * (n - done));
        r.map(|()| d)
    }
}

fn iter(vm: &Vm, d: &Ref) -> PyResult {
    Ok(new_dict_iterator(vm, d, DictPart::Keys, false))
}

/// Does `r`, a dict, iterate as a plain dict does? Then its table may be read directly.
pub fn iterates_as_dict(vm: &Vm, r: &Ref) -> bool {
    r.is_exact(Kind::Dict)
        || vm
            .type_of(r)
            .slots
            .iter
            .get()
            .is_some_and(|f| std::ptr::fn_addr_eq(f, iter as crate::object::UnaryFn))
}

fn repr(vm: &Vm, d: &Ref) -> PyResult {
    let table = as_dict(d);
    if table.is_empty() {
        return from_utf8(vm, "{}");
    }
    let Some(_scope) = vm.repr_enter(d) else {
        return from_utf8(vm, "{...}");
    };
    let mut b = StrBuf::new();
    b.push_latin1(b"{");
    let (mut i, mut first) = (0, true);
    while let Some((_, k, v)) = next_item(table, &mut i) {
        if !std::mem::take(&mut first) {
            b.push_latin1(b", ");
        }
        b.push_str(as_str(&vm.repr(&k)?).units());
        b.push_latin1(b": ");
        b.push_str(as_str(&vm.repr(&v)?).units());
    }
    b.push_latin1(b"}");
    from_buf(vm, b.finish())
}

/// The next item at or behind entry `*i`, with references of its own: what follows may change the table.
pub fn next_item(table: &DictTable, i: &mut usize) -> Option<(i64, Ref, Ref)> {
    let e = table.next_entry(i)?;
    // SAFETY: the table holds both until the references are taken.
    unsafe {
        Some((
            e.hash,
            Ref::new_reference(e.key),
            Ref::new_reference(e.value),
        ))
    }
}

/// Do both dicts have the same items?
pub fn dict_equal(vm: &Vm, a: &DictTable, b: &DictTable) -> PyResult<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    let mut i = 0;
    while let Some((hash, k, v)) = next_item(a, &mut i) {
        match b.get_hashed(vm, &k, hash)? {
            Some(w) if vm.eq(&w, &v)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !a.has_kind(Kind::Dict) || !b.has_kind(Kind::Dict) {
        return Ok(Ref::not_implemented());
    }
    match op {
        CompareOp::Eq => Ok(Ref::bool(dict_equal(vm, as_dict(a), as_dict(b))?)),
        CompareOp::Ne => Ok(Ref::bool(!dict_equal(vm, as_dict(a), as_dict(b))?)),
        _ => Ok(Ref::not_implemented()),
    }
}

/// `d[key]`, `__missing__` of subclasses included.
fn get_item(vm: &Vm, d: &Ref, key: &Ref) -> PyResult {
    if let Some(v) = as_dict(d).get(vm, key)? {
        return Ok(v);
    }
    if !d.is_exact(Kind::Dict)
        && let Some(v) = vm.call_special(d, &vm.names.missing, std::slice::from_ref(key))?
    {
        return Ok(v);
    }
    Err(vm.key_error(key))
}

fn set_item(vm: &Vm, d: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    match value {
        Some(v) => as_dict(d).set(vm, key, v.clone()),
        None => match as_dict(d).remove(vm, key)? {
            Some(item) => {
                drop(item);
                Ok(())
            }
            None => Err(vm.key_error(key)),
        },
    }
}

fn or(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if !a.has_kind(Kind::Dict) || !b.has_kind(Kind::Dict) {
        return Ok(Ref::not_implemented());
    }
    let new = copy_dict(vm, a)?;
    update(vm, &new, b)?;
    Ok(new)
}

fn get(vm: &Vm, d: &Ref, a: &[Ref]) -> PyResult {
    let table = as_dict(d);
    let found = match table.look_up_plain(vm, a[0].slot()) {
        // SAFETY: the entry has just been found.
        KeyFound::At(i) => Some(Ref::view(unsafe { &*table.value_place(i) }).clone()),
        KeyFound::Missing => None,
        KeyFound::Unknown => table.get(vm, &a[0])?,
    };
    Ok(found.unwrap_or_else(|| a.get(1).cloned().unwrap_or_else(Ref::none)))
}

fn pop(vm: &Vm, d: &Ref, a: &[Ref]) -> PyResult {
    let table = as_dict(d);
    // An empty dict does not ask for the hash.
    let found = if table.is_empty() {
        None
    } else {
        table.remove(vm, &a[0])?
    };
    match (found, a.get(1)) {
        (Some((_, v)), _) => Ok(v),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.key_error(&a[0])),
    }
}

fn pop_item(vm: &Vm, d: &Ref) -> PyResult {
    match as_dict(d).pop_last() {
        Some((k, v)) => Ok(new_tuple(vm, [k, v])),
        None => Err(vm.key_error(&from_utf8(vm, "popitem(): dictionary is empty")?)),
    }
}

fn from_keys(vm: &Vm, cls: &Ref, a: &[Ref]) -> PyResult {
    let value = a.get(1).cloned().unwrap_or_else(Ref::none);
    let d = if vm.types.dict.is(cls) {
        new_dict(vm)
    } else {
        vm.call_positional(cls, &[])?
    };
    if d.is_exact(Kind::Dict) {
        let table = as_dict(&d);
        if a[0].is_exact(Kind::Dict) && table.is_empty() {
            let (other, mut i) = (as_dict(&a[0]), 0);
            table.reserve(vm, other.len())?;
            while let Some((hash, k, _)) = next_item(other, &mut i) {
                table.set_hashed(vm, &k, hash, value.clone())?;
            }
            return Ok(d);
        }
        if super::is_exact_set(&a[0]) && table.is_empty() {
            let (other, mut i) = (as_set(&a[0]), 0);
            table.reserve(vm, other.len())?;
            while let Some((hash, k)) = other.next_key(&mut i) {
                table.set_hashed(vm, &k, hash, value.clone())?;
            }
            return Ok(d);
        }
        if a[0].is_exact(Kind::Tuple) {
            for k in crate::object::as_tuple(&a[0]).unwrap_or(&[]) {
                let hash = hash_key(vm, k)?;
                table.set_hashed(vm, k, hash, value.clone())?;
            }
            return Ok(d);
        }
        for k in vm.iterate(&a[0])? {
            let k = k?;
            let hash = hash_key(vm, &k)?;
            table.set_hashed(vm, &k, hash, value.clone())?;
        }
        return Ok(d);
    }
    for k in vm.iterate(&a[0])? {
        vm.set_item(&d, &k?, &value)?;
    }
    Ok(d)
}
