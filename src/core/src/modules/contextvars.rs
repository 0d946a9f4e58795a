//! The module `_contextvars`.

use super::ModuleSpec;
use super::common::{add_type, bind, make_type, type_arg};
use crate::object::{
    BinaryOp, CompareOp, DictTable, Field, GetSetDef, Layout, MethodDef, Payload, TypePtr,
    TypeSpec, as_tuple, class_getitem, downcast, flags, from_utf8, new_list, new_object, new_tuple,
    payload,
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
        let missing = new_object(vm, make_type(vm, &MISSING, vm.types.object)?, Missing);
        token
            .dict()
            .set_str(vm, &vm.interned.intern_str(vm, "MISSING"), missing.clone())?;
        token.modified();
        let state = State {
            token,
            missing,
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
    /// `Token.MISSING`
    missing: Ref,
    /// The context that code runs in.
    current: Field,
}

fn current(vm: &Vm) -> Ref {
    let state = vm
        .state::<State>(NAME)
        .expect("set when the module was made");
    state.current.get().expect("there is always one")
}

/// Says that a variable may have another value now.
fn changed(vm: &Vm) {
    vm.context_version.set(vm.context_version.get() + 1);
}

/// A new context variable for another native module, which has imported this one.
pub fn new_variable(vm: &Vm, name: &str) -> PyResult {
    let module = crate::runtime::import::import_module(vm, NAME)?;
    let class = vm.get_attr_str(&module, "ContextVar")?;
    vm.call_one(&class, &vm.interned.intern_str(vm, name))
}

/// The value that a variable has in the current context.
pub fn value_of(vm: &Vm, variable: &Ref) -> PyResult<Option<Ref>> {
    payload::<Context>(&current(vm)).values.get(vm, variable)
}

/// Gives a variable a value in the current context.
pub fn set_value(vm: &Vm, variable: &Ref, value: &Ref) -> PyResult<()> {
    set(vm, variable, value).map(drop)
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

/// What a token has where there was no value before.
struct Missing;

impl Payload for Missing {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static MISSING_LAYOUT: Layout = Layout::of::<Missing>();
static MISSING: TypeSpec = TypeSpec {
    module: "Token",
    flags: flags::NO_NEW,
    slots: |s| s.repr.set(Some(|vm, _| from_utf8(vm, "<Token.MISSING>"))),
    ..TypeSpec::new("MISSING", &MISSING_LAYOUT)
};

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
    changed(vm);
    let result = vm.call(f, &Args::new(&args.all()[1..], args.kw_names()));
    drop(state.current.replace(before));
    changed(vm);
    c.entered.set(false);
    result
}

/// A key of a context.
fn key<'a>(vm: &Vm, r: &'a Ref) -> PyResult<&'a Ref> {
    match downcast::<Variable>(vm, r) {
        Some(_) => Ok(r),
        None => {
            let shown = vm.repr_string(r)?;
            Err(vm.type_error(format!("a ContextVar key was expected, got {shown}")))
        }
    }
}

/// An iterator over something of each item, as they are now.
fn each(vm: &Vm, this: &Ref, of: fn(&Vm, Ref, Ref) -> Ref) -> PyResult {
    let values = &payload::<Context>(this).values;
    let (mut all, mut i) = (Vec::with_capacity(values.len()), 0);
    while let Some(e) = values.next_entry(&mut i) {
        // SAFETY: the entry is live until the table changes.
        let (k, v) = unsafe { (Ref::new_reference(e.key), Ref::new_reference(e.value)) };
        all.push(of(vm, k, v));
    }
    vm.iter(&new_list(vm, all))
}

static CONTEXT_METHODS: [MethodDef; 6] = [
    MethodDef::no_args("keys", |vm, this| each(vm, this, |_, k, _| k)),
    MethodDef::no_args("values", |vm, this| each(vm, this, |_, _, v| v)),
    MethodDef::no_args("items", |vm, this| {
        each(vm, this, |vm, k, v| new_tuple(vm, [k, v]))
    }),
    MethodDef::raw("run", run),
    MethodDef::no_args("copy", copy),
    MethodDef::positional("get", 1, 2, |vm, this, a| {
        let found = payload::<Context>(this).values.get(vm, key(vm, &a[0])?)?;
        Ok(found
            .or_else(|| a.get(1).cloned())
            .unwrap_or_else(Ref::none))
    })
    .text_signature("key, default=None, /"),
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
            payload::<Context>(this).values.contains(vm, key(vm, v)?)
        }));
        s.iter.set(Some(|vm, this| each(vm, this, |_, k, _| k)));
        s.binary[BinaryOp::Subscr as usize].set(Some(|vm, this, v| {
            match payload::<Context>(this).values.get(vm, key(vm, v)?)? {
                Some(found) => Ok(found),
                None => Err(vm.key_error(v)),
            }
        }));
        s.compare.set(Some(|vm, a, b, op| {
            let (Some(x), Some(y)) = (downcast::<Context>(vm, a), downcast::<Context>(vm, b))
            else {
                return Ok(Ref::not_implemented());
            };
            let wanted = match op {
                CompareOp::Eq => true,
                CompareOp::Ne => false,
                _ => return Ok(Ref::not_implemented()),
            };
            let mut same = x.values.len() == y.values.len();
            let items = vm.collect(&each(vm, a, |vm, k, v| new_tuple(vm, [k, v]))?)?;
            for item in items.iter().filter_map(as_tuple) {
                let other = if same {
                    y.values.get(vm, &item[0])?
                } else {
                    break;
                };
                same = match other {
                    Some(o) => vm.eq(&item[1], &o)?,
                    None => false,
                };
            }
            Ok(Ref::bool(same == wanted))
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
    changed(vm);
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
    changed(vm);
    Ok(Ref::none())
}

static VARIABLE_METHODS: [MethodDef; 4] = [
    MethodDef::positional("get", 0, 1, get).text_signature("default=<unrepresentable>, /"),
    MethodDef::one("set", set).text_signature("value, /"),
    MethodDef::one("reset", reset).text_signature("token, /"),
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
        s.hash.set(Some(|vm, this| {
            let of_all = vm.types.object.slots.hash.get();
            of_all.expect("objects have a hash")(vm, this)
        }));
        s.new.set(Some(|vm, ty, args| {
            let [name, default] = bind(vm, &SIGNATURE, "ContextVar", args)?;
            let name = name.expect("required");
            if !name.has_kind(Kind::Str) {
                return Err(vm.type_error("context variable name must be a str"));
            }
            Ok(new_object(vm, type_arg(ty), Variable { name, default }))
        }));
        s.repr.set(Some(|vm, this| {
            let v = payload::<Variable>(this);
            let mut text = format!("<ContextVar name={}", vm.repr_string(&v.name)?);
            if let Some(d) = &v.default {
                text += &format!(" default={}", vm.repr_string(d)?);
            }
            let at = crate::object::address(this);
            from_utf8(vm, &format!("{text} at 0x{at:x}>"))
        }));
    },
    ..TypeSpec::new("ContextVar", &VARIABLE_LAYOUT)
};

static TOKEN_METHODS: [MethodDef; 3] = [
    MethodDef::no_args("__enter__", |_, this| Ok(this.clone())),
    MethodDef::positional("__exit__", 3, 3, |vm, this, _| {
        let variable = payload::<Token>(this).variable.clone();
        reset(vm, &variable, this)
    })
    .text_signature("type, val, tb, /"),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
];
static TOKEN_GETSET: [GetSetDef; 2] = [
    GetSetDef::get("var", |_, this| Ok(payload::<Token>(this).variable.clone())),
    GetSetDef::get("old_value", |vm, this| match &payload::<Token>(this).old {
        Some(v) => Ok(v.clone()),
        None => {
            let state = vm.state::<State>(NAME);
            Ok(state.expect("set when the module was made").missing.clone())
        }
    }),
];

static TOKEN: TypeSpec = TypeSpec {
    module: NAME,
    flags: flags::NO_MODULE,
    methods: &TOKEN_METHODS,
    getset: &TOKEN_GETSET,
    slots: |s| {
        s.new.set(Some(|vm, _, _| {
            Err(vm.runtime_error("Tokens can only be created by ContextVars"))
        }));
        // Equal to itself only, and no key of a dict.
        s.compare.set(Some(|_, _, _, _| Ok(Ref::not_implemented())));
        s.repr.set(Some(|vm, this| {
            let t = payload::<Token>(this);
            let used = if t.used.get() { " used" } else { "" };
            let variable = vm.repr_string(&t.variable)?;
            let at = crate::object::address(this);
            from_utf8(vm, &format!("<Token{used} var={variable} at 0x{at:x}>"))
        }));
    },
    ..TypeSpec::new("Token", &TOKEN_LAYOUT)
};
