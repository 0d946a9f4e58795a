//! `partial`.

use super::super::common::type_arg;
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_dict, as_tuple, class_getitem,
    dict_getset, downcast, flags, from_utf8, instance_dict, instance_dict_opt, new_bound_method,
    new_dict, new_object, new_tuple, payload, set_dict, set_instance_dict, str_to_string, tuple_of,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use smallvec::SmallVec;
use std::cell::Cell;
use std::mem::MaybeUninit;

/// All fields are set when it is made; `__setstate__` may replace them.
struct Partial {
    function: Field,
    /// A tuple.
    args: Field,
    /// A dict.
    keywords: Field,
    /// Number of placeholders among `args`.
    placeholders: Cell<usize>,
}

impl Payload for Partial {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for field in [&self.function, &self.args, &self.keywords] {
            field.traverse(f);
        }
    }
}

impl Partial {
    fn function(&self) -> Ref {
        self.function.get().expect("always set")
    }
    fn args(&self) -> Ref {
        self.args.get().expect("always set")
    }
    fn keywords(&self) -> Ref {
        self.keywords.get().expect("always set")
    }
}

static LAYOUT: Layout = Layout::of::<Partial>();

static GETSET: [GetSetDef; 4] = [
    GetSetDef {
        doc: "function object to use in future partial calls",
        ..GetSetDef::get("func", |_, this| Ok(payload::<Partial>(this).function()))
    },
    GetSetDef {
        doc: "tuple of arguments to future partial calls",
        ..GetSetDef::get("args", |_, this| Ok(payload::<Partial>(this).args()))
    },
    GetSetDef {
        doc: "dictionary of keyword arguments to future partial calls",
        ..GetSetDef::get(
            "keywords",
            |_, this| Ok(payload::<Partial>(this).keywords()),
        )
    },
    GetSetDef::get_set(
        "__dict__",
        dict_getset().get,
        |vm, this, value| match value {
            None => Err(vm.type_error("cannot delete __dict__")),
            value => set_dict(vm, this, value),
        },
    ),
];

static METHODS: [MethodDef; 3] = [
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
    MethodDef::no_args("__reduce__", reduce),
    MethodDef::one("__setstate__", set_state),
];

/// The type `functools.partial`.
pub static PARTIAL: TypeSpec = TypeSpec {
    module: "functools",
    doc: "Create a new function with partial application of the given arguments\nand keywords.",
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS | flags::METHOD_DESCRIPTOR,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.set_attr.set(Some(crate::object::generic_set_attr));
        s.new.set(Some(new));
        s.call.set(Some(call));
        s.repr.set(Some(repr));
        s.descr_get.set(Some(|vm, this, obj, _| match obj {
            Some(obj) if !obj.is_none() => Ok(new_bound_method(vm, this.clone(), obj.clone())),
            _ => Ok(this.clone()),
        }));
    },
    ..TypeSpec::new("partial", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let Some((function, rest)) = args.positional().split_first() else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !vm.is_callable(function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let placeholder = super::state(vm).placeholder.clone();
    if rest.last().is_some_and(|a| a.is(&placeholder)) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    if args.kw_values().iter().any(|v| v.is(&placeholder)) {
        return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
    }
    // A partial of a partial becomes one of the function itself, unless it carries attributes.
    let inner = downcast::<Partial>(vm, function)
        .filter(|_| instance_dict_opt(vm, function).is_none_or(|d| as_dict(&d).is_empty()));
    let (target, bound, keywords) = match inner {
        None => (function.clone(), rest.to_vec(), new_dict(vm)),
        Some(p) => {
            let known = p.args();
            let bound = merge(as_tuple(&known).expect("a tuple"), rest, &placeholder);
            let keywords = new_dict(vm);
            as_dict(&keywords).copy_from(vm, as_dict(&p.keywords()))?;
            (p.function(), bound, keywords)
        }
    };
    for (name, value) in args.keywords() {
        as_dict(&keywords).set(vm, name, value.clone())?;
    }
    let placeholders = bound.iter().filter(|a| a.is(&placeholder)).count();
    let p = Partial {
        function: Field::new(target),
        args: Field::new(new_tuple(vm, bound)),
        keywords: Field::new(keywords),
        placeholders: Cell::new(placeholders),
    };
    Ok(new_object(vm, type_arg(ty), p))
}

/// The arguments with their placeholders filled from the front of `more`, then the rest of `more`.
fn merge(known: &[Ref], more: &[Ref], placeholder: &Ref) -> Vec<Ref> {
    let mut more = more.iter();
    let mut all = Vec::with_capacity(known.len() + more.len());
    for a in known {
        let filled = if a.is(placeholder) { more.next() } else { None };
        all.push(filled.unwrap_or(a).clone());
    }
    all.extend(more.cloned());
    all
}

/// How many arguments are put together without an allocation.
const FEW: usize = 12;

/// The function and the arguments of a partial, where there are neither keywords nor placeholders.
pub(crate) fn simple_parts<'a>(vm: &Vm, this: &'a Ref) -> Option<(&'a Ref, &'a [Ref])> {
    let p = downcast::<Partial>(vm, this)?;
    // SAFETY: the views are looked at before anything runs that could replace the fields.
    let (function, args, keywords) =
        unsafe { (p.function.view()?, p.args.view()?, p.keywords.view()?) };
    let plain = p.placeholders.get() == 0 && as_dict(keywords).is_empty();
    as_tuple(args).filter(|_| plain).map(|a| (function, a))
}

pub(crate) fn call(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let p = payload::<Partial>(this);
    if let Some((function, known)) = simple_parts(vm, this)
        && known.len() + args.all().len() <= FEW
    {
        // The call may give the partial another state.
        let (function, _known) = (function.clone(), p.args());
        let mut all = [const { MaybeUninit::<Slot>::uninit() }; FEW];
        for (v, to) in known.iter().chain(args.all()).zip(&mut all) {
            to.write(v.slot());
        }
        // SAFETY: the words below the sum have been written, and are held by the tuple and the caller.
        let all = unsafe { Ref::view_slice(all.as_ptr().cast(), known.len() + args.all().len()) };
        return vm.call(&function, &Args::new(all, args.kw_names()));
    }
    let (function, known, keywords) = (p.function(), p.args(), p.keywords());
    let known = as_tuple(&known).expect("a tuple");
    let n = p.placeholders.get();
    let mut all = if n == 0 {
        let mut all: SmallVec<[Ref; 8]> = SmallVec::new();
        all.extend(known.iter().cloned());
        all.extend(args.positional().iter().cloned());
        all
    } else {
        let given = args.positional().len();
        if given < n {
            return Err(vm.type_error(format!(
                "missing positional arguments in 'partial' call; expected at least {n}, got {given}"
            )));
        }
        merge(known, args.positional(), &super::state(vm).placeholder).into()
    };
    if as_dict(&keywords).is_empty() {
        all.extend(args.kw_values().iter().cloned());
        return vm.call(&function, &Args::new(&all, args.kw_names()));
    }
    let mut names: Vec<Ref> = Vec::new();
    let first = all.len();
    let mut i = 0;
    while let Some(e) = as_dict(&keywords).next_entry(&mut i) {
        // SAFETY: the dict holds both while they are copied.
        unsafe {
            names.push(Ref::new_reference(e.key));
            all.push(Ref::new_reference(e.value));
        }
    }
    if names.iter().any(|n| !n.has_kind(Kind::Str)) {
        return Err(vm.type_error("keywords must be strings"));
    }
    let own = names.len();
    for (name, value) in args.keywords() {
        // Those of the call take the place of the partial's own.
        let mut place = None;
        for (k, n) in names[..own].iter().enumerate() {
            if vm.eq(n, name)? {
                place = Some(k);
                break;
            }
        }
        match place {
            Some(k) => all[first + k] = value.clone(),
            None => {
                names.push(name.clone());
                all.push(value.clone());
            }
        }
    }
    vm.call(&function, &Args::new(&all, &names))
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let ty = vm.type_of(this);
    let name = str_to_string(&vm.get_attr(&ty.to_ref(), &vm.names.qualname)?);
    let module = vm.get_attr(&ty.to_ref(), &vm.names.module)?;
    let Some(_guard) = vm.repr_enter(this) else {
        return from_utf8(vm, "...");
    };
    let p = payload::<Partial>(this);
    // All of it is taken before any `__repr__` runs, which may set another state.
    let (function, args, keywords) = (p.function(), p.args(), p.keywords());
    let mut entries = Vec::new();
    let mut i = 0;
    while let Some(e) = as_dict(&keywords).next_entry(&mut i) {
        // SAFETY: the dict holds both while the references are taken.
        entries.push(unsafe { (Ref::new_reference(e.key), Ref::new_reference(e.value)) });
    }
    let mut text = format!(
        "{}.{name}({}",
        vm.str_string(&module)?,
        vm.repr_string(&function)?
    );
    for a in as_tuple(&args).expect("a tuple") {
        text.push_str(", ");
        text.push_str(&vm.repr_string(a)?);
    }
    for (k, v) in &entries {
        text.push_str(&format!(", {}={}", vm.str_string(k)?, vm.repr_string(v)?));
    }
    text.push(')');
    from_utf8(vm, &text)
}

fn reduce(vm: &Vm, this: &Ref) -> PyResult {
    let p = payload::<Partial>(this);
    let arguments = new_tuple(vm, [p.function()]);
    let dict = instance_dict_opt(vm, this).unwrap_or_else(Ref::none);
    let state = new_tuple(vm, [p.function(), p.args(), p.keywords(), dict]);
    Ok(new_tuple(vm, [vm.type_of(this).to_ref(), arguments, state]))
}

fn set_state(vm: &Vm, this: &Ref, state: &Ref) -> PyResult {
    let invalid = || vm.type_error("invalid partial state");
    let Some([function, args, keywords, dict]) = as_tuple(state) else {
        return Err(invalid());
    };
    if !vm.is_callable(function)
        || !args.has_kind(Kind::Tuple)
        || !(keywords.is_none() || keywords.has_kind(Kind::Dict))
        || !(dict.is_none() || dict.has_kind(Kind::Dict))
    {
        return Err(invalid());
    }
    let items = as_tuple(args).expect("a tuple");
    let placeholder = super::state(vm).placeholder.clone();
    if items.last().is_some_and(|a| a.is(&placeholder)) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    // What is exactly a tuple or dict is kept as it is, so that a copy shares it.
    let own = if keywords.is_exact(Kind::Dict) {
        keywords.clone()
    } else {
        let own = new_dict(vm);
        if !keywords.is_none() {
            as_dict(&own).copy_from(vm, as_dict(keywords))?;
        }
        own
    };
    let p = payload::<Partial>(this);
    p.placeholders
        .set(items.iter().filter(|a| a.is(&placeholder)).count());
    let items = if args.is_exact(Kind::Tuple) {
        args.clone()
    } else {
        tuple_of(vm, items)
    };
    p.function.set(function.clone());
    p.args.set(items);
    p.keywords.set(own);
    if dict.is_none() {
        if let Some(d) = instance_dict_opt(vm, this) {
            as_dict(&d).clear();
        }
    } else if dict.has_kind(Kind::Dict) && instance_dict(vm, this)?.is_some() {
        set_instance_dict(vm, this, dict.clone());
    }
    Ok(Ref::none())
}
