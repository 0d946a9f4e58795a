//! `methodcaller`.

use super::super::common::type_arg;
use crate::object::{
    Layout, MethodDef, Payload, TypeSpec, lookup_method, new_object, new_tuple, payload,
};
use crate::runtime::import::import_module;
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

struct MethodCaller {
    /// Interned.
    name: Ref,
    /// Positional arguments, then the values of the keywords.
    values: Box<[Ref]>,
    keywords: Box<[Ref]>,
}

impl Payload for MethodCaller {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.name.slot());
        self.values.iter().for_each(|v| f(v.slot()));
        self.keywords.iter().for_each(|v| f(v.slot()));
    }
}

impl MethodCaller {
    fn positional(&self) -> &[Ref] {
        &self.values[..self.values.len() - self.keywords.len()]
    }
}

static LAYOUT: Layout = Layout::of::<MethodCaller>();

static METHODS: [MethodDef; 1] =
    [MethodDef::no_args("__reduce__", reduce).doc("Return state information for pickling")];

/// The type `operator.methodcaller`.
pub static METHODCALLER: TypeSpec = TypeSpec {
    module: "operator",
    doc: "Return a callable object that calls the given method on its operand.\nAfter f = methodcaller('name'), the call \
          f(r) returns r.name().\nAfter g = methodcaller('name', 'date', foo=1), the call g(r) \
          returns\nr.name('date', foo=1).",
    methods: &METHODS,
    getset: &super::SIGNATURE_OF_CALL,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(new));
        s.call.set(Some(call));
        s.repr.set(Some(|vm, this| {
            let m = payload::<MethodCaller>(this);
            let mut positional = vec![m.name.clone()];
            positional.extend_from_slice(m.positional());
            let values = m.values[m.positional().len()..].iter();
            let keywords: Vec<_> = m.keywords.iter().cloned().zip(values.cloned()).collect();
            super::attrgetter::repr_call(vm, this, &positional, &keywords)
        }));
    },
    ..TypeSpec::new("methodcaller", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let Some(name) = args.positional().first() else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    if !name.has_kind(Kind::Str) {
        return Err(vm.type_error("method name must be a string"));
    }
    let caller = MethodCaller {
        name: vm.intern(name.clone()),
        values: args.all()[1..].into(),
        keywords: args.kw_names().into(),
    };
    Ok(new_object(vm, type_arg(ty), caller))
}

fn call(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "methodcaller")?;
    let a = args.check_positional(vm, "methodcaller", 1, 1)?;
    let m = payload::<MethodCaller>(this);
    if let Some((f, true)) = lookup_method(vm, &a[0], &m.name)? {
        let mut all = Vec::with_capacity(m.values.len() + 1);
        all.push(a[0].clone());
        all.extend_from_slice(&m.values);
        return vm.call(&f, &Args::new(&all, &m.keywords));
    }
    let f = vm.get_attr(&a[0], &m.name)?;
    vm.call(&f, &Args::new(&m.values, &m.keywords))
}

fn reduce(vm: &Vm, this: &Ref) -> PyResult {
    let m = payload::<MethodCaller>(this);
    let ty = vm.type_of(this).to_ref();
    if m.keywords.is_empty() {
        let mut all = vec![m.name.clone()];
        all.extend_from_slice(&m.values);
        return Ok(new_tuple(vm, [ty, new_tuple(vm, all)]));
    }
    // The keywords travel in a partial of the type.
    let functools = import_module(vm, "functools")?;
    let partial = vm.get_attr_str(&functools, "partial")?;
    let mut values = vec![ty, m.name.clone()];
    values.extend_from_slice(&m.values[m.positional().len()..]);
    let constructor = vm.call(&partial, &Args::new(&values, &m.keywords))?;
    let arguments = new_tuple(vm, m.positional().to_vec());
    Ok(new_tuple(vm, [constructor, arguments]))
}
