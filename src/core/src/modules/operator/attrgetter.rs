//! `attrgetter`.

use super::super::common::{no_keywords, type_arg};
use crate::object::{
    Layout, MethodDef, Payload, TypeSpec, as_str, from_buf, from_utf8, new_object, new_str,
    new_tuple, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_text::str::StrBuf;

struct AttrGetter {
    /// Each as it was given.
    names: Box<[Ref]>,
    /// Each split at its dots, interned.
    paths: Box<[Box<[Ref]>]>,
}

impl Payload for AttrGetter {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.names.iter().for_each(|n| f(n.slot()));
        self.paths.iter().flatten().for_each(|n| f(n.slot()));
    }
}

static LAYOUT: Layout = Layout::of::<AttrGetter>();

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, this| {
    let names = new_tuple(vm, payload::<AttrGetter>(this).names.to_vec());
    Ok(new_tuple(vm, [vm.type_of(this).to_ref(), names]))
})
.doc("Return state information for pickling")];

/// The type `operator.attrgetter`.
pub static ATTRGETTER: TypeSpec = TypeSpec {
    module: "operator",
    doc: "Return a callable object that fetches the given attribute(s) from its operand.\nAfter f = attrgetter('name'), the \
          call f(r) returns r.name.\nAfter g = attrgetter('name', 'date'), the call g(r) returns (r.name, \
          r.date).\nAfter h = attrgetter('name.first', 'name.last'), the call h(r) returns\n(r.name.first, \
          r.name.last).",
    methods: &METHODS,
    getset: &super::SIGNATURE_OF_CALL,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(new));
        s.call.set(Some(call));
        s.repr.set(Some(|vm, this| {
            repr_call(vm, this, &payload::<AttrGetter>(this).names, &[])
        }));
    },
    ..TypeSpec::new("attrgetter", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    no_keywords(vm, ty, "attrgetter", args)?;
    let names = args.positional();
    if names.is_empty() {
        return Err(vm.type_error("attrgetter expected 1 argument, got 0"));
    }
    let mut paths = Vec::with_capacity(names.len());
    for n in names {
        if !n.has_kind(Kind::Str) {
            return Err(vm.type_error("attribute name must be a string"));
        }
        paths.push(split(vm, n)?);
    }
    let getter = AttrGetter {
        names: names.into(),
        paths: paths.into(),
    };
    Ok(new_object(vm, type_arg(ty), getter))
}

/// The parts of a name between its dots.
fn split(vm: &Vm, name: &Ref) -> PyResult<Box<[Ref]>> {
    let units = as_str(name).units();
    let mut parts = Vec::new();
    let mut start = 0;
    for (i, c) in units.chars().enumerate() {
        if c == u32::from('.') {
            parts.push(vm.intern(new_str(vm, units.slice(start..i))?));
            start = i + 1;
        }
    }
    parts.push(vm.intern(new_str(vm, units.slice(start..units.len()))?));
    Ok(parts.into())
}

fn follow(vm: &Vm, obj: &Ref, path: &[Ref]) -> PyResult {
    let mut v = obj.clone();
    for name in path {
        v = vm.get_attr(&v, name)?;
    }
    Ok(v)
}

fn call(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "attrgetter")?;
    let a = args.check_positional(vm, "attrgetter", 1, 1)?;
    let getter = payload::<AttrGetter>(this);
    if let [path] = &*getter.paths {
        return follow(vm, &a[0], path);
    }
    let mut all = Vec::with_capacity(getter.paths.len());
    for path in &getter.paths {
        all.push(follow(vm, &a[0], path)?);
    }
    Ok(new_tuple(vm, all))
}

/// `operator.type(positional…, name=value…)`; an object that is inside its own repr shows its type and dots.
pub fn repr_call(vm: &Vm, this: &Ref, positional: &[Ref], keywords: &[(Ref, Ref)]) -> PyResult {
    let name = format!("operator.{}", vm.type_of(this).short_name());
    let Some(_scope) = vm.repr_enter(this) else {
        return from_utf8(vm, &format!("{name}(...)"));
    };
    let mut b = StrBuf::from(name.as_str());
    b.push_latin1(b"(");
    let mut first = true;
    let mut comma = |b: &mut StrBuf| {
        if !std::mem::take(&mut first) {
            b.push_latin1(b", ");
        }
    };
    for v in positional {
        comma(&mut b);
        b.push_str(as_str(&vm.repr(v)?).units());
    }
    for (k, v) in keywords {
        comma(&mut b);
        b.push_str(StrBuf::from(str_to_string(k).as_str()).view());
        b.push_latin1(b"=");
        b.push_str(as_str(&vm.repr(v)?).units());
    }
    b.push_latin1(b")");
    from_buf(vm, b.finish())
}
