//! The module `_contextvars`.

use super::ModuleSpec;
use super::common::{add_type, bind, type_arg};
use crate::object::{
    DictTable, Field, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, class_getitem,
    downcast, flags, new_object, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use std::sync::LazyLock;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "Context Variables",
    methods: &METHODS,
    init: |vm, module| {
        add_type(vm, module, &VARIABLE)?;
        let context = add_type(vm, module, &CONTEXT)?;
        let token = add_type(vm, module, &TOKEN)?;
        let state = State {
            token,
            current: Field::new(new_object(vm, context, Context::default())),
        };
        vm.set_state(NAME, state);
        Ok(())
    },
};

const NAME: &str = "_contextvars";

static METHODS: [MethodDef; 1] = [MethodDef::no_args("copy_context", |vm, _| {
    copy(vm, &current(vm))
})];

struct State {
    token: TypePtr,
    /// The context that code runs in.
    current: Field,
}

fn current(vm: &Vm) -> Ref {
    let state = vm
        .state::<State>(NAME)
        .expect("set when the module was made");
    state.current.get().expect("there is always one")
}

/// The values of variables, by variable.
#[derive(Default)]
struct Context {
    values: DictTable,
    entered: Cell<bool>,
}

impl Payload for Context {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.values.traverse(f);
    }
}

struct Variable {
    name: Ref,
    default: Option<Ref>,
}

impl Payload for Variable {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.name.slot());
        if let Some(d) = &self.default {
            f(d.slot());
        }
    }
}

struct Token {
    variable: Ref,
    context: Ref,
    /// The value before; None if there was none.
    old: Option<Ref>,
    used: Cell<bool>,
}

impl Payload for Token {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.variable.slot());
        f(self.context.slot());
        if let Some(old) = &self.old {
            f(old.slot());
        }
    }
}

static CONTEXT_LAYOUT: Layout = Layout::of::<Context>();
static VARIABLE_LAYOUT: Layout = Layout::of::<Variable>();
static TOKEN_LAYOUT: Layout = Layout::of::<Token>();
static SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("name, /, *, default=None"));

fn copy(vm: &Vm, context: &Ref) -> PyResult {
    let new = new_object(vm, vm.type_of(context), Context::default());
    let values = &payload::<Context>(context).values;
    payload::<Context>(&new).values.copy_from(vm, values)?;
    Ok(new)
}

fn run(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let Some(f) = args.positional().first() else {
        return Err(vm.type_error("run() missing 1 required positional argument"));
    };
    let c = payload::<Context>(this);
    if c.entered.replace(true) {
        let text = vm.repr_string(this)?;
        return Err(vm.runtime_error(format!("cannot enter context: {text} is already entered")));
    }
    let state = vm
        .state::<State>(NAME)
        .expect("set when the module was made");
    let before = state.current.replace(Some(this.clone()));
    let result = vm.call(f, &Args::new(&args.all()[1..], args.kw_names()));
    drop(state.current.replace(before));
    c.entered.set(false);
    result
}

static CONTEXT_METHODS: [MethodDef; 3] = [
    MethodDef::raw("run", run),
    MethodDef::no_args("copy", copy),
    MethodDef::positional("get", 1, 2, |vm, this, a| {
        let found = payload::<Context>(this).values.get(vm, &a[0])?;
        Ok(found
            .or_else(|| a.get(1).cloned())
            .unwrap_or_else(Ref::none))
    }),
];

static CONTEXT: TypeSpec = TypeSpec {
    module: NAME,
    flags: flags::NO_MODULE,
    methods: &CONTEXT_METHODS,
    slots: |s| {
        s.new.set(Some(|vm, ty, args| {
            if !args.is_empty() {
                return Err(vm.type_error("Context() does not accept any arguments"));
            }
            Ok(new_object(vm, type_arg(ty), Context::default()))
        }));
        s.len
            .set(Some(|_, this| Ok(payload::<Context>(this).values.len())));
        s.contains.set(Some(|vm, this, v| {
            payload::<Context>(this).values.contains(vm, v)
        }));
    },
    ..TypeSpec::new("Context", &CONTEXT_LAYOUT)
};

fn get(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let context = current(vm);
    if let Some(v) = payload::<Context>(&context).values.get(vm, this)? {
        return Ok(v);
    }
    match a.first().or(payload::<Variable>(this).default.as_ref()) {
        Some(v) => Ok(v.clone()),
        None => Err(vm.raise_new(vm.types.lookup_error, vec![this.clone()])),
    }
}

fn set(vm: &Vm, this: &Ref, value: &Ref) -> PyResult {
    let context = current(vm);
    let values = &payload::<Context>(&context).values;
    let old = values.get(vm, this)?;
    values.set(vm, this, value.clone())?;
    let state = vm
        .state::<State>(NAME)
        .expect("set when the module was made");
    let token = Token {
        variable: this.clone(),
        context,
        old,
        used: Cell::new(false),
    };
    Ok(new_object(vm, state.token, token))
}

fn reset(vm: &Vm, this: &Ref, token: &Ref) -> PyResult {
    let Some(t) = downcast::<Token>(vm, token) else {
        return Err(vm.type_error(format!(
            "expected an instance of Token, got {}",
            vm.repr_string(token)?
        )));
    };
    let text = vm.repr_string(token)?;
    if t.used.get() {
        return Err(vm.runtime_error(format!("{text} has already been used once")));
    }
    if !t.variable.is(this) {
        return Err(vm.value_error(format!("{text} was created by a different ContextVar")));
    }
    let context = current(vm);
    if !t.context.is(&context) {
        return Err(vm.value_error(format!("{text} was created in a different Context")));
    }
    t.used.set(true);
    let values = &payload::<Context>(&context).values;
    match &t.old {
        Some(old) => values.set(vm, this, old.clone())?,
        None => drop(values.remove(vm, this)?),
    }
    Ok(Ref::none())
}

static VARIABLE_METHODS: [MethodDef; 4] = [
    MethodDef::positional("get", 0, 1, get),
    MethodDef::one("set", set),
    MethodDef::one("reset", reset),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
];
static VARIABLE_GETSET: [GetSetDef; 1] = [GetSetDef::get("name", |_, this| {
    Ok(payload::<Variable>(this).name.clone())
})];

static VARIABLE: TypeSpec = TypeSpec {
    module: NAME,
    flags: flags::NO_MODULE,
    methods: &VARIABLE_METHODS,
    getset: &VARIABLE_GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, args| {
            let [name, default] = bind(vm, &SIGNATURE, "ContextVar", args)?;
            let name = name.expect("required");
            if !name.has_kind(Kind::Str) {
                return Err(vm.type_error("context variable name must be a str"));
            }
            Ok(new_object(vm, type_arg(ty), Variable { name, default }))
        }));
    },
    ..TypeSpec::new("ContextVar", &VARIABLE_LAYOUT)
};

static TOKEN_METHODS: [MethodDef; 3] = [
    MethodDef::no_args("__enter__", |_, this| Ok(this.clone())),
    MethodDef::positional("__exit__", 3, 3, |vm, this, _| {
        let variable = payload::<Token>(this).variable.clone();
        reset(vm, &variable, this)
    }),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
];
static TOKEN_GETSET: [GetSetDef; 1] = [GetSetDef::get("var", |_, this| {
    Ok(payload::<Token>(this).variable.clone())
})];

static TOKEN: TypeSpec = TypeSpec {
    module: NAME,
    flags: flags::NO_NEW | flags::NO_MODULE,
    methods: &TOKEN_METHODS,
    getset: &TOKEN_GETSET,
    ..TypeSpec::new("Token", &TOKEN_LAYOUT)
};
