//! `dict_keys`, `dict_values`, `dict_items`.

use super::dict_type::next_item;
use super::items::join_reprs;
use crate::object::{
    BinaryOp, CompareOp, Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_dict, as_set,
    as_tuple, from_buf, new_dict_iterator, new_mapping_proxy, new_object, new_set, new_tuple,
    payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_text::str::StrBuf;

/// What a view or an iterator gives of each item of a dict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum DictPart {
    Keys,
    Values,
    Items,
}

/// The payload of the three view types.
pub struct DictView {
    /// A dict or an instance of a subclass.
    pub dict: Field,
    pub part: DictPart,
}

impl Payload for DictView {
    const KIND: Kind = Kind::DictView;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.dict.traverse(f);
    }
}

/// The layout of views of dicts.
pub static VIEW_LAYOUT: Layout = Layout::of::<DictView>();

static SET_METHODS: [MethodDef; 2] = [
    MethodDef::one("isdisjoint", is_disjoint)
        .text_signature("object, /")
        .doc("Return True if the view and the given iterable have a null intersection."),
    MethodDef::no_args("__reversed__", reversed)
        .doc("Return a reverse iterator over the dict keys."),
];
static VALUES_METHODS: [MethodDef; 1] = [MethodDef::no_args("__reversed__", reversed)
    .doc("Return a reverse iterator over the dict values.")];

static GETSET: [GetSetDef; 1] = [GetSetDef::get("mapping", |vm, v| {
    Ok(new_mapping_proxy(vm, dict(v)))
})];

/// The type `dict_keys`.
pub static DICT_KEYS: TypeSpec = TypeSpec {
    methods: &SET_METHODS,
    getset: &GETSET,
    slots: |s| {
        common_slots(s);
        set_slots(s);
        s.contains
            .set(Some(|vm, v, k| as_dict(&dict(v)).contains(vm, k)));
    },
    ..TypeSpec::new("dict_keys", &VIEW_LAYOUT)
};
/// The type `dict_values`.
pub static DICT_VALUES: TypeSpec = TypeSpec {
    methods: &VALUES_METHODS,
    getset: &GETSET,
    slots: common_slots,
    ..TypeSpec::new("dict_values", &VIEW_LAYOUT)
};
/// The type `dict_items`.
pub static DICT_ITEMS: TypeSpec = TypeSpec {
    methods: &SET_METHODS,
    getset: &GETSET,
    slots: |s| {
        common_slots(s);
        set_slots(s);
        s.contains.set(Some(items_contain));
    },
    ..TypeSpec::new("dict_items", &VIEW_LAYOUT)
};

fn common_slots(s: &crate::object::Slots) {
    s.repr.set(Some(repr));
    s.len.set(Some(|_, v| Ok(as_dict(&dict(v)).len())));
    s.iter.set(Some(|vm, v| {
        Ok(new_dict_iterator(vm, &dict(v), view(v).part, false))
    }));
}

fn set_slots(s: &crate::object::Slots) {
    s.compare.set(Some(compare));
    s.binary[BinaryOp::And as usize].set(Some(intersect));
    s.binary[BinaryOp::Or as usize].set(Some(|vm, a, b| {
        let r = to_set(vm, a)?;
        super::set_update(vm, &r, b)?;
        Ok(r)
    }));
    s.binary[BinaryOp::Subtract as usize].set(Some(|vm, a, b| {
        let r = to_set(vm, a)?;
        super::set_difference_update(vm, &r, b)?;
        Ok(r)
    }));
    s.binary[BinaryOp::Xor as usize].set(Some(|vm, a, b| {
        if is_items(a) && is_items(b) {
            return items_xor(vm, &dict(a), &dict(b));
        }
        let r = to_set(vm, a)?;
        super::set_symmetric_difference_update(vm, &r, b)?;
        Ok(r)
    }));
}

/// A new view on `d`.
pub fn new_dict_view(vm: &Vm, d: &Ref, part: DictPart) -> Ref {
    let ty = match part {
        DictPart::Keys => vm.types.dict_keys,
        DictPart::Values => vm.types.dict_values,
        DictPart::Items => vm.types.dict_items,
    };
    let v = DictView {
        dict: Field::new(d.clone()),
        part,
    };
    new_object(vm, ty, v)
}

fn view(r: &Ref) -> &DictView {
    payload::<DictView>(r)
}

fn dict(r: &Ref) -> Ref {
    view(r).dict.get().expect("a view has a dict")
}

/// The dict behind `r`, if that is a view of one of the three types for dicts, and what it shows of the items.
pub fn plain_view(vm: &Vm, r: &Ref) -> Option<(Ref, DictPart)> {
    let (t, ty) = (&vm.types, vm.type_of(r));
    let known = ty == t.dict_keys || ty == t.dict_values || ty == t.dict_items;
    known.then(|| (dict(r), view(r).part))
}

fn is_items(r: &Ref) -> bool {
    r.has_kind(Kind::DictView) && view(r).part == DictPart::Items
}

/// A view that behaves like a set?
fn is_set_view(r: &Ref) -> bool {
    r.has_kind(Kind::DictView) && view(r).part != DictPart::Values
}

fn reversed(vm: &Vm, v: &Ref) -> PyResult {
    Ok(new_dict_iterator(vm, &dict(v), view(v).part, true))
}

fn repr(vm: &Vm, v: &Ref) -> PyResult {
    let Some(_scope) = vm.repr_enter(v) else {
        return crate::object::from_utf8(vm, "...");
    };
    let mut b = StrBuf::new();
    b.push_latin1(vm.type_of(v).name_str().as_bytes());
    b.push_latin1(b"(");
    // A list of the contents is printed, as what printing runs may change the dict.
    let all = vm.collect(v)?;
    b.push_str(join_reprs(vm, "[", "]", |i| all.get(i).cloned())?.view());
    b.push_latin1(b")");
    from_buf(vm, b.finish())
}

fn items_contain(vm: &Vm, v: &Ref, pair: &Ref) -> PyResult<bool> {
    let Some([k, w]) = as_tuple(pair) else {
        return Ok(false);
    };
    match as_dict(&dict(v)).get(vm, k)? {
        Some(found) => vm.eq(&found, w),
        None => Ok(false),
    }
}

/// A new set of what is in `r`, a view or any iterable.
fn to_set(vm: &Vm, r: &Ref) -> PyResult {
    let s = new_set(vm);
    if r.has_kind(Kind::DictView) && view(r).part == DictPart::Keys {
        super::set_update(vm, &s, &dict(r))?;
    } else {
        super::set_update(vm, &s, r)?;
    }
    Ok(s)
}

/// Is everything in `a` also in `b`?
fn all_contained(vm: &Vm, a: &Ref, b: &Ref) -> PyResult<bool> {
    for v in vm.iterate(a)? {
        if !vm.contains(b, &v?)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !super::is_any_set(vm, b) && !is_set_view(b) {
        return Ok(Ref::not_implemented());
    }
    let (n, m) = (vm.len(a)?, vm.len(b)?);
    let holds = match op {
        CompareOp::Eq | CompareOp::Ne => {
            let equal = n == m && all_contained(vm, a, b)?;
            equal == (op == CompareOp::Eq)
        }
        CompareOp::Lt => n < m && all_contained(vm, a, b)?,
        CompareOp::Le => n <= m && all_contained(vm, a, b)?,
        CompareOp::Gt => n > m && all_contained(vm, b, a)?,
        CompareOp::Ge => n >= m && all_contained(vm, b, a)?,
    };
    Ok(Ref::bool(holds))
}

fn intersect(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    // Either operand may be the view.
    let (mut this, mut other) = if is_set_view(a) { (a, b) } else { (b, a) };
    let n = vm.len(this)?;
    if super::is_exact_set(other) && as_set(other).len() <= n {
        return super::set_intersection(vm, other, this);
    }
    if is_set_view(other) && vm.len(other)? > n {
        std::mem::swap(&mut this, &mut other);
    }
    let r = new_set(vm);
    for k in vm.iterate(other)? {
        let k = k?;
        if vm.contains(this, &k)? {
            as_set(&r).add(vm, &k)?;
        }
    }
    Ok(r)
}

/// The items that only one of two dicts has.
fn items_xor(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let rest = super::copy_dict(vm, a)?;
    let r = new_set(vm);
    let mut i = 0;
    while let Some((hash, k, v)) = next_item(as_dict(b), &mut i) {
        match as_dict(&rest).get_hashed(vm, &k, hash)? {
            Some(w) if vm.eq(&w, &v)? => {
                as_dict(&rest).remove(vm, &k)?;
            }
            _ => {
                as_set(&r).add(vm, &new_tuple(vm, [k, v]))?;
            }
        }
    }
    let mut i = 0;
    while let Some((_, k, v)) = next_item(as_dict(&rest), &mut i) {
        as_set(&r).add(vm, &new_tuple(vm, [k, v]))?;
    }
    Ok(r)
}

fn is_disjoint(vm: &Vm, v: &Ref, other: &Ref) -> PyResult {
    if v.is(other) {
        return Ok(Ref::bool(vm.len(v)? == 0));
    }
    let (mut this, mut other) = (v, other);
    if (super::is_any_set(vm, other) || is_set_view(other)) && vm.len(other)? > vm.len(this)? {
        std::mem::swap(&mut this, &mut other);
    }
    for k in vm.iterate(other)? {
        if vm.contains(this, &k?)? {
            return Ok(Ref::bool(false));
        }
    }
    Ok(Ref::bool(true))
}
