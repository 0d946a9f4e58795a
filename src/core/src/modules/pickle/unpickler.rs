//! The type `_pickle.Unpickler`.

use super::input::Input;
use super::load::Loader;
use super::memo_proxy::{self, MemoOf, Proxy};
use super::{State, unpickling_error};
use crate::modules::common::type_arg;
use crate::modules::support::given;
use crate::object::{
    Builtin, Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_dict, as_str, flags,
    int_to_i64, new_dict, new_object, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::LazyLock;

/// The payload.
pub struct Unpickler {
    pub input: Input,
    pub memo: RefCell<Vec<Option<Ref>>>,
    /// Entries of the memo.
    pub known: Cell<usize>,
    pub encoding: RefCell<Cow<'static, str>>,
    pub errors: RefCell<Cow<'static, str>>,
    pub fix_imports: Cell<bool>,
    /// Iterator over buffers that travelled beside the pickle.
    pub buffers: Field,
    pub protocol: Cell<i32>,
    /// `persistent_load` that was set on the unpickler.
    persistent_load: Field,
    ready: Cell<bool>,
    running: Cell<bool>,
}

impl Payload for Unpickler {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.input.traverse(f);
        self.buffers.traverse(f);
        self.persistent_load.traverse(f);
        if let Ok(m) = self.memo.try_borrow() {
            m.iter().flatten().for_each(|r| f(r.slot()));
        }
    }
}

static LAYOUT: Layout = Layout::of::<Unpickler>();
static INIT: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse("file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()")
});

pub fn of(this: &Ref) -> &Unpickler {
    payload(this)
}

fn empty() -> Unpickler {
    Unpickler {
        input: Input::default(),
        memo: RefCell::default(),
        known: Cell::new(0),
        encoding: RefCell::new("ASCII".into()),
        errors: RefCell::new("strict".into()),
        fix_imports: Cell::new(true),
        buffers: Field::empty(),
        protocol: Cell::new(0),
        persistent_load: Field::empty(),
        ready: Cell::new(false),
        running: Cell::new(false),
    }
}

impl Unpickler {
    /// Sets what the keyword arguments say: `fix_imports, encoding, errors, buffers`.
    pub fn set_up(&self, vm: &Vm, function: &str, a: &[Option<Ref>]) -> PyResult<()> {
        let fix = a[0].as_ref().map_or(Ok(true), |f| vm.is_true(f))?;
        let text =
            |r: &Option<Ref>, name: &str, default: &'static str| -> PyResult<Cow<'static, str>> {
                match r {
                    None => Ok(default.into()),
                    Some(r) => {
                        crate::modules::support::str_arg(vm, r, function, name)?;
                        Ok(str_to_string(r).into())
                    }
                }
            };
        let encoding = text(&a[1], "'encoding'", "ASCII")?;
        let errors = text(&a[2], "'errors'", "strict")?;
        match given(&a[3]) {
            Some(b) => self.buffers.set(vm.iter(b)?),
            None => drop(self.buffers.take()),
        }
        self.fix_imports.set(fix);
        *self.encoding.borrow_mut() = encoding;
        *self.errors.borrow_mut() = errors;
        self.clear_memo();
        self.protocol.set(0);
        self.ready.set(true);
        Ok(())
    }

    /// The `persistent_load` that was set on it.
    pub fn persistent_load_set(&self) -> Option<Ref> {
        self.persistent_load.get()
    }

    pub fn clear_memo(&self) {
        self.known.set(0);
        drop(self.memo.take());
    }

    /// Has it read from a file.
    pub fn set_file(&self, vm: &Vm, file: &Ref) -> PyResult<()> {
        let attribute = |name: &str| vm.get_attr_opt(file, &vm.interned.intern_str(vm, name));
        let peek = attribute("peek")?;
        let (read, readline) = (attribute("read")?, attribute("readline")?);
        let (Some(read), Some(readline)) = (read, readline) else {
            return Err(vm.type_error("file must have 'read' and 'readline' attributes"));
        };
        self.input.set(&[]);
        self.input.read.set(read);
        self.input.readline.set(readline);
        drop(self.input.peek.replace(peek));
        Ok(())
    }

    pub fn remember(&self, vm: &Vm, n: usize, r: Ref) -> PyResult<()> {
        let old = {
            let mut memo = self.memo.borrow_mut();
            if n >= memo.len() {
                let twice = (memo.len() * 2).max(32);
                let len = (n + 1).max(twice).min(n.saturating_add(1 << 20));
                let more = len - memo.len();
                if memo.try_reserve(more).is_err() {
                    return Err(vm.memory_error());
                }
                memo.resize(len, None);
            }
            memo[n].replace(r)
        };
        if old.is_none() {
            self.known.set(self.known.get() + 1);
        }
        drop(old);
        Ok(())
    }
}

static METHODS: [MethodDef; 4] = [
    MethodDef::one("persistent_load", |vm, _, _| {
        Err(unpickling_error(
            vm,
            "A load persistent id instruction was encountered, but no persistent_load function was specified.",
        ))
    })
    .text_signature("pid, /"),
    MethodDef::no_args("load", |vm, this| {
        if !of(this).ready.get() {
            let t = vm.type_of(this).name_str();
            return Err(unpickling_error(
                vm,
                &format!("Unpickler.__init__() was not called by {t}.__init__()"),
            ));
        }
        load(vm, this)
    })
    .doc(
        "Load a pickle.\n\nRead a pickled object representation from the open file object given\nin the constructor, and return \
         the reconstituted object hierarchy\nspecified therein.",
    ),
    MethodDef::positional("find_class", 2, 2, |vm, this, a| super::load::find_class(vm, of(this), &a[0], &a[1]))
        .text_signature("module_name, global_name, /")
        .doc(
            "Return an object from a specified module.\n\nIf necessary, the module will be imported. Subclasses may override\n\
             this method (e.g. to restrict unpickling of arbitrary classes and\nfunctions).\n\nThis method is called whenever a \
             class or a function object is\nneeded.  Both arguments passed are str objects.",
        ),
    MethodDef::no_args("__sizeof__", |vm, this| {
        let n = size_of::<Unpickler>() + of(this).memo.borrow().capacity() * 8;
        Ok(vm.new_int(n as i64))
    })
    .doc("Returns size in memory, in bytes."),
];

static GETSET: [GetSetDef; 1] = [GetSetDef::get_set("memo", memo, set_memo)];

/// The type.
pub static UNPICKLER: TypeSpec = TypeSpec {
    module: super::NAME,
    doc: super::docs::UNPICKLER,
    flags: flags::BASETYPE,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new
            .set(Some(|vm, ty, _| Ok(new_object(vm, type_arg(ty), empty()))));
        s.init.set(Some(init));
        s.get_attr.set(Some(|vm, this, name| {
            if is_persistent_load(name)
                && let Some(f) = of(this).persistent_load.get()
            {
                return Ok(f);
            }
            crate::object::generic_get_attr(vm, this, name)
        }));
        s.set_attr.set(Some(|vm, this, name, value| {
            if is_persistent_load(name) && !vm.type_of(this).is_heap_type() {
                drop(of(this).persistent_load.replace(value.cloned()));
                return Ok(());
            }
            crate::object::generic_set_attr(vm, this, name, value)
        }));
    },
    ..TypeSpec::new("Unpickler", &LAYOUT)
};

fn is_persistent_load(name: &Ref) -> bool {
    name.has_kind(Kind::Str) && as_str(name).as_ascii() == Some("persistent_load")
}

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let a = INIT.bind(vm, "Unpickler", args)?;
    let u = of(this);
    if u.running.get() {
        return Err(vm.runtime_error("Unpickler object is already used"));
    }
    u.ready.set(false);
    u.set_file(vm, a[0].as_ref().expect("required"))?;
    u.set_up(vm, "Unpickler", &a[1..])
}

/// An unpickler of the module's functions.
pub fn plain(vm: &Vm) -> Ref {
    new_object(vm, State::of(vm).unpickler, empty())
}

/// Reads one pickle.
pub fn load(vm: &Vm, this: &Ref) -> PyResult {
    let u = of(this);
    if u.running.replace(true) {
        return Err(vm.runtime_error("Unpickler object is already used"));
    }
    u.protocol.set(0);
    u.input.begin();
    let loaded = (|| {
        let value = Loader::new(vm, this)?.run()?;
        u.input.skip_consumed(vm)?;
        Ok(value)
    })();
    u.running.set(false);
    loaded
}

/// Is `find_class` or `persistent_load` our own?
pub fn is_own(f: &Ref, index: usize) -> bool {
    f.kind() == Kind::Builtin && std::ptr::eq(payload::<Builtin>(f).def, &METHODS[index])
}

pub const PERSISTENT_LOAD: usize = 0;
pub const FIND_CLASS: usize = 2;

/// The memo of a unpickler.
struct UnpicklerMemo;

impl MemoOf for UnpicklerMemo {
    fn clear(owner: &Ref) {
        of(owner).clear_memo();
    }
    fn dict(vm: &Vm, owner: &Ref) -> PyResult {
        memo_dict(vm, owner)
    }
}

static PROXY_LAYOUT: Layout = Layout::of::<Proxy<UnpicklerMemo>>();
static PROXY_METHODS: [MethodDef; 3] =
    Proxy::<UnpicklerMemo>::methods("Implement pickling support.");

/// The type of `Unpickler.memo`.
pub static PROXY: TypeSpec = memo_proxy::spec("UnpicklerMemoProxy", &PROXY_LAYOUT, &PROXY_METHODS);

fn memo(vm: &Vm, this: &Ref) -> PyResult {
    Ok(new_object(
        vm,
        State::of(vm).unpickler_memo,
        Proxy::<UnpicklerMemo>::new(this),
    ))
}

/// `{number: object}`
fn memo_dict(vm: &Vm, unpickler: &Ref) -> PyResult {
    let d = new_dict(vm);
    let memo = of(unpickler).memo.borrow().clone();
    for (i, r) in memo.into_iter().enumerate() {
        if let Some(r) = r {
            as_dict(&d).set(vm, &vm.new_int(i as i64), r)?;
        }
    }
    Ok(d)
}

fn set_memo(vm: &Vm, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(value) = value else {
        return Err(vm.type_error("attribute deletion is not supported"));
    };
    let d = match crate::object::downcast::<Proxy<UnpicklerMemo>>(vm, value) {
        Some(p) => memo_dict(vm, &p.0)?,
        None if value.has_kind(Kind::Dict) => value.clone(),
        None => {
            let t = vm.type_of(value).name_str();
            return Err(vm.type_error(format!(
                "'memo' attribute must be an UnpicklerMemoProxy object or dict, not {t}"
            )));
        }
    };
    let mut entries = Vec::new();
    for pair in vm.collect(&vm.call_method_str(&d, "items", &[])?)? {
        let Some([k, v]) = crate::object::as_tuple(&pair) else {
            continue;
        };
        if !k.has_kind(Kind::Int) {
            return Err(vm.type_error("memo key must be integers"));
        }
        match int_to_i64(k).and_then(|n| usize::try_from(n).ok()) {
            Some(n) => entries.push((n, v.clone())),
            None => return Err(vm.value_error("memo key must be positive integers.")),
        }
    }
    let u = of(this);
    u.clear_memo();
    for (n, r) in entries {
        u.remember(vm, n, r)?;
    }
    Ok(())
}
