//! The type `list`.

use super::index::{index_argument, resolve};
use super::items::{compare_items, count_items, find_item, index_of_item, join_reprs_str};
use super::list_ops::{concat, extend, get_item, inplace_repeat, repeat, set_item};
use super::list_sort::sort_list;
use crate::object::{
    BinaryOp, CompareOp, LIST_LAYOUT, ListObject, MethodDef, TypeObj, TypePtr, TypeSpec, as_list,
    clear_extra, flags, from_utf8, instance_size, new_list,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, STATE_GC};

static METHODS: [MethodDef; 15] = [
    MethodDef::one("append", append).doc("Append object to the end of the list."),
    MethodDef::no_args("clear", |_, l| {
        as_list(l).clear();
        Ok(Ref::none())
    })
    .doc("Remove all items from list."),
    MethodDef::no_args("copy", copy).doc("Return a shallow copy of the list."),
    MethodDef::one("count", |vm, l, v| count_items(vm, || as_list(l).items(), v))
        .text_signature("value, /")
        .doc("Return number of occurrences of value."),
    MethodDef::one("extend", |vm, l, it| extend(vm, l, it).map(|()| Ref::none()))
        .text_signature("iterable, /")
        .doc("Extend list by appending elements from the iterable."),
    MethodDef::positional("index", 1, 3, |vm, l, args| {
        index_of_item(vm, "list", || as_list(l).items(), args)
    })
    .text_signature("value, start=0, stop=sys.maxsize, /")
    .doc("Return first index of value.\n\nRaises ValueError if the value is not present."),
    MethodDef::positional("insert", 2, 2, insert)
        .text_signature("index, object, /")
        .doc("Insert object before index."),
    MethodDef::positional("pop", 0, 1, pop)
        .text_signature("index=-1, /")
        .doc("Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range."),
    MethodDef::one("remove", remove)
        .text_signature("value, /")
        .doc("Remove first occurrence of value.\n\nRaises ValueError if the value is not present."),
    MethodDef::no_args("reverse", |_, l| {
        as_list(l).items_mut().reverse();
        Ok(Ref::none())
    })
    .doc("Reverse *IN PLACE*."),
    MethodDef::keywords("sort", "*, key=None, reverse=False", sort).doc(
        "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in descending order.",
    ),
    MethodDef::one("__getitem__", get_item).text_signature("index, /").doc("Return self[index]."),
    MethodDef::no_args("__reversed__", crate::object::new_list_reverse_iterator)
        .doc("Return a reverse iterator over the list."),
    MethodDef::no_args("__sizeof__", |vm, l| {
        Ok(vm.new_int((40 + 8 * as_list(l).capacity.get()) as i64))
    })
    .doc("Return the size of the list in memory, in bytes."),
    super::class_getitem_method(),
];

/// The type `list`.
pub static LIST: TypeSpec = TypeSpec {
    flags: flags::BASETYPE | flags::SEQUENCE,
    doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(new));
        s.init.set(Some(init));
        s.vectorcall.set(Some(make));
        s.repr.set(Some(repr));
        s.iter
            .set(Some(|vm, l| Ok(crate::object::new_list_iterator(vm, l))));
        s.len.set(Some(|_, l| Ok(as_list(l).len())));
        s.contains.set(Some(contains));
        s.compare.set(Some(compare));
        s.binary[BinaryOp::Subscr as usize].set(Some(get_item));
        s.set_item.set(Some(set_item));
        s.concat.set(Some(concat));
        s.repeat.set(Some(repeat));
        s.inplace_concat.set(Some(|vm, l, it| {
            extend(vm, l, it)?;
            Ok(l.clone())
        }));
        s.inplace_repeat.set(Some(inplace_repeat));
    },
    ..TypeSpec::new("list", &LIST_LAYOUT)
};

/// A new empty list of the type `ty`, `list` or a subclass.
pub fn new_list_of(vm: &Vm, ty: TypePtr) -> Ref {
    if ty == vm.types.list {
        return new_list(vm, Vec::new());
    }
    let (size, exactness) = instance_size(&ty);
    // SAFETY: all words of the new object are written before anything else runs.
    unsafe {
        let h = vm
            .heap
            .alloc(size, Kind::List, exactness, STATE_GC, ty.root_shape);
        let l = &*h.cast::<ListObject>();
        l.items.set(std::ptr::null_mut());
        l.len.set(0);
        l.capacity.set(0);
        clear_extra(h, &ty);
        if ty.is_heap_type() {
            (*(ty.as_ptr() as *mut TypeObj)).h.rc += 1;
        }
        Ref::from_ptr(h)
    }
}

fn new(vm: &Vm, ty: &Ref, _: &Args) -> PyResult {
    // SAFETY: the first argument of `new` is a type.
    Ok(new_list_of(vm, unsafe { ty.cast::<TypeObj>() }.ptr()))
}

/// `list(it)`
fn make(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "list")?;
    let a = args.check_positional(vm, "list", 0, 1)?;
    match a.first() {
        None => Ok(new_list(vm, [])),
        Some(it) => {
            let l = new_list(vm, []);
            extend(vm, &l, it)?;
            Ok(l)
        }
    }
}

fn init(vm: &Vm, l: &Ref, args: &Args) -> PyResult<()> {
    if super::same_new(vm.type_of(l), vm.types.list) {
        args.no_keywords(vm, "list")?;
    }
    let a = args.check_positional(vm, "list", 0, 1)?;
    as_list(l).clear();
    match a.first() {
        Some(it) => extend(vm, l, it),
        None => Ok(()),
    }
}

fn repr(vm: &Vm, l: &Ref) -> PyResult {
    if as_list(l).is_empty() {
        return from_utf8(vm, "[]");
    }
    let Some(_scope) = vm.repr_enter(l) else {
        return from_utf8(vm, "[...]");
    };
    join_reprs_str(vm, "[", "]", |i| as_list(l).get(i))
}

fn contains(vm: &Vm, l: &Ref, v: &Ref) -> PyResult<bool> {
    Ok(find_item(vm, || as_list(l).items(), v, 0, usize::MAX)?.is_some())
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !b.has_kind(Kind::List) || !a.has_kind(Kind::List) {
        return Ok(Ref::not_implemented());
    }
    let (x, y) = (as_list(a), as_list(b));
    if x.len() != y.len() {
        match op {
            CompareOp::Eq => return Ok(Ref::bool(false)),
            CompareOp::Ne => return Ok(Ref::bool(true)),
            _ => {}
        }
    }
    compare_items(vm, op, || x.items(), || y.items())
}

fn append(vm: &Vm, l: &Ref, v: &Ref) -> PyResult {
    as_list(l).push(vm, v.clone())?;
    Ok(Ref::none())
}

fn copy(vm: &Vm, l: &Ref) -> PyResult {
    super::list_from_slice(vm, as_list(l).items())
}

fn insert(vm: &Vm, l: &Ref, args: &[Ref]) -> PyResult {
    let at = index_argument(vm, &args[0])?;
    let l = as_list(l);
    let n = l.len();
    let at = if at < 0 {
        (at.saturating_add(n as isize)).max(0) as usize
    } else {
        (at as usize).min(n)
    };
    l.insert(vm, at, args[1].clone())?;
    Ok(Ref::none())
}

fn pop(vm: &Vm, l: &Ref, args: &[Ref]) -> PyResult {
    let at = match args.first() {
        Some(i) => index_argument(vm, i)?,
        None => -1,
    };
    let l = as_list(l);
    if l.is_empty() {
        return Err(vm.index_error("pop from empty list"));
    }
    match resolve(at, l.len()) {
        Some(i) => Ok(l.remove(i)),
        None => Err(vm.index_error("pop index out of range")),
    }
}

fn remove(vm: &Vm, l: &Ref, v: &Ref) -> PyResult {
    match find_item(vm, || as_list(l).items(), v, 0, usize::MAX)? {
        // The comparison may have shortened the list.
        Some(i) if i < as_list(l).len() => {
            drop(as_list(l).remove(i));
            Ok(Ref::none())
        }
        Some(_) => Ok(Ref::none()),
        None => Err(vm.value_error("list.remove(x): x not in list")),
    }
}

fn sort(vm: &Vm, l: &Ref, args: &[Option<Ref>]) -> PyResult {
    let key = args[0].as_ref().filter(|k| !k.is_none());
    let reverse = match &args[1] {
        Some(r) => vm.is_true(r)?,
        None => false,
    };
    sort_list(vm, l, key, reverse)?;
    Ok(Ref::none())
}
