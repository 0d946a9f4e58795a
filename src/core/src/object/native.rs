//! Native functions and methods: how they are declared, and their calling conventions.

use super::Field;
use crate::object::{Layout, Payload};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::sync::OnceLock;

/// The calling convention of a native function. The first `&Ref` is `self` (the module, for module functions).
#[derive(Clone, Copy)]
pub enum NativeFn {
    /// No arguments.
    NoArgs(fn(&Vm, &Ref) -> PyResult),
    /// Exactly one.
    One(fn(&Vm, &Ref, &Ref) -> PyResult),
    /// Between `min` and `max` positional arguments.
    Positional {
        min: u8,
        max: u8,
        f: fn(&Vm, &Ref, &[Ref]) -> PyResult,
    },
    /// Arguments bound to a signature: one place per parameter, None where it was not given (and had no default of
    /// its own). `*args` and `**kwargs` parameters receive a tuple and a dict.
    Keywords(fn(&Vm, &Ref, &[Option<Ref>]) -> PyResult),
    /// Arguments as they came.
    Raw(fn(&Vm, &Ref, &Args) -> PyResult),
}

/// How a method binds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    Instance,
    Class,
    Static,
}

/// The declaration of a native function or method.
pub struct MethodDef {
    pub name: &'static str,
    pub f: NativeFn,
    pub binding: Binding,
    /// Parameters as in CPython's `__text_signature__` without `$self`: `"iterable=(), /"`, `"*, key=None, reverse=False"`.
    pub signature: &'static str,
    pub doc: &'static str,
    /// All of `__text_signature__`, where it is not what the parameters say; empty for none.
    pub shown: Option<&'static str>,
    parsed: OnceLock<Signature>,
}

impl MethodDef {
    const fn new(name: &'static str, f: NativeFn, signature: &'static str) -> MethodDef {
        MethodDef {
            name,
            f,
            binding: Binding::Instance,
            signature,
            doc: "",
            shown: None,
            parsed: OnceLock::new(),
        }
    }
    pub const fn no_args(name: &'static str, f: fn(&Vm, &Ref) -> PyResult) -> MethodDef {
        Self::new(name, NativeFn::NoArgs(f), "")
    }
    pub const fn one(name: &'static str, f: fn(&Vm, &Ref, &Ref) -> PyResult) -> MethodDef {
        Self::new(name, NativeFn::One(f), "object, /")
    }
    /// A function of `min..=max` positional arguments.
    pub const fn positional(
        name: &'static str,
        min: u8,
        max: u8,
        f: fn(&Vm, &Ref, &[Ref]) -> PyResult,
    ) -> MethodDef {
        Self::new(name, NativeFn::Positional { min, max, f }, "*args")
    }
    /// A function whose arguments are bound to `signature`.
    pub const fn keywords(
        name: &'static str,
        signature: &'static str,
        f: fn(&Vm, &Ref, &[Option<Ref>]) -> PyResult,
    ) -> MethodDef {
        Self::new(name, NativeFn::Keywords(f), signature)
    }
    pub const fn raw(name: &'static str, f: fn(&Vm, &Ref, &Args) -> PyResult) -> MethodDef {
        Self::new(name, NativeFn::Raw(f), "*args, **kwargs")
    }
    pub const fn class_method(mut self) -> MethodDef {
        self.binding = Binding::Class;
        self
    }
    pub const fn static_method(mut self) -> MethodDef {
        self.binding = Binding::Static;
        self
    }
    /// The docstring.
    pub const fn doc(mut self, doc: &'static str) -> MethodDef {
        self.doc = doc;
        self
    }
    /// The text signature, where the calling convention does not say it.
    pub const fn text_signature(mut self, signature: &'static str) -> MethodDef {
        self.signature = signature;
        self
    }
    /// All of `__text_signature__`, where it is not what the parameters say; empty for none.
    pub const fn shown(mut self, signature: &'static str) -> MethodDef {
        self.shown = Some(signature);
        self
    }
    /// The signature that keyword arguments are bound to.
    pub fn signature(&self) -> &Signature {
        self.parsed.get_or_init(|| Signature::parse(self.signature))
    }
}

/// Sets a computed attribute; `None` as the value deletes.
pub type Setter = fn(&Vm, &Ref, Option<&Ref>) -> PyResult<()>;

/// The declaration of a computed attribute of a builtin type.
pub struct GetSetDef {
    pub name: &'static str,
    pub get: fn(&Vm, &Ref) -> PyResult,
    pub set: Option<Setter>,
    pub doc: &'static str,
    /// A member of the native struct in CPython: shown and refused as such.
    pub member: bool,
}

impl GetSetDef {
    pub const fn get(name: &'static str, get: fn(&Vm, &Ref) -> PyResult) -> GetSetDef {
        GetSetDef {
            name,
            get,
            set: None,
            doc: "",
            member: false,
        }
    }
    /// A read-only attribute that is a member of the native struct in CPython.
    pub const fn member(name: &'static str, get: fn(&Vm, &Ref) -> PyResult) -> GetSetDef {
        GetSetDef {
            member: true,
            ..Self::get(name, get)
        }
    }
    pub const fn get_set(
        name: &'static str,
        get: fn(&Vm, &Ref) -> PyResult,
        set: fn(&Vm, &Ref, Option<&Ref>) -> PyResult<()>,
    ) -> GetSetDef {
        GetSetDef {
            name,
            get,
            set: Some(set),
            doc: "",
            member: false,
        }
    }
}

/// A native function bound to its module, its class or an instance (`builtin_function_or_method`).
pub struct Builtin {
    pub def: &'static MethodDef,
    /// The module, instance or class; empty for none.
    pub this: Field,
    /// `__module__`, a str.
    pub module: Field,
}

impl Payload for Builtin {
    const KIND: Kind = Kind::Builtin;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.this.traverse(f);
        self.module.traverse(f);
    }
}

/// The layout of `builtin_function_or_method`.
pub static BUILTIN_LAYOUT: Layout = Layout::of::<Builtin>();

/// A method of a builtin type, as found in its namespace (`method_descriptor`, `classmethod_descriptor`).
pub struct MethodDescriptor {
    pub def: &'static MethodDef,
    /// The type that `self` must be an instance of. Not counted: the type's namespace holds the descriptor.
    pub owner: super::TypePtr,
}

impl Payload for MethodDescriptor {
    const KIND: Kind = Kind::MethodDescriptor;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

/// The layout of `method_descriptor`.
pub static METHOD_DESCRIPTOR_LAYOUT: Layout = Layout::of::<MethodDescriptor>();

/// A computed attribute of a builtin type (`getset_descriptor`).
pub struct GetSetDescriptor {
    pub def: &'static GetSetDef,
    pub owner: super::TypePtr,
    /// Keeps the owner alive if it is a class.
    pub keep: Option<Ref>,
}

impl Payload for GetSetDescriptor {
    const KIND: Kind = Kind::GetSetDescriptor;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        if let Some(k) = &self.keep {
            f(k.slot());
        }
    }
}

/// The layout of `getset_descriptor`.
pub static GETSET_LAYOUT: Layout = Layout::of::<GetSetDescriptor>();

/// Calls a native function with any arguments, checking them against its convention with CPython's messages.
pub fn call_native(vm: &Vm, def: &'static MethodDef, this: &Ref, args: &Args) -> PyResult {
    match def.f {
        NativeFn::Raw(f) => return f(vm, this, args),
        NativeFn::Keywords(f) => {
            let bound = def.signature().bind(vm, def.name, args)?;
            return f(vm, this, &bound);
        }
        _ => {}
    }
    if !args.kw_names().is_empty() {
        let q = qualified_name(vm, def, this);
        return Err(vm.type_error(format!("{q}() takes no keyword arguments")));
    }
    let pos = args.positional();
    match def.f {
        NativeFn::NoArgs(f) if pos.is_empty() => f(vm, this),
        NativeFn::One(f) if pos.len() == 1 => f(vm, this, &pos[0]),
        NativeFn::Positional { min, max, f }
            if pos.len() >= min as usize && pos.len() <= max as usize =>
        {
            f(vm, this, pos)
        }
        _ => Err(wrong_count(vm, def, this, pos.len())),
    }
}

fn qualified_name(vm: &Vm, def: &MethodDef, this: &Ref) -> String {
    let is_module = this.has_kind(Kind::Module) || this.is_none();
    if this.has_kind(Kind::Type) && def.binding != Binding::Instance {
        // SAFETY: the kind says so.
        let owner = unsafe { this.cast::<super::TypeObj>() };
        return format!("{}.{}", owner.short_name(), def.name);
    }
    if this.has_kind(Kind::Module) {
        // Functions of other modules than builtins show where they are from.
        let name = crate::modules::support::namespace_of(this);
        // SAFETY: the namespace of a module is a dict.
        let name = unsafe { name.cast::<super::DictObject>() }.get_str_ref(&vm.names.name);
        return match name.filter(|n| n.has_kind(Kind::Str)) {
            Some(n) if !n.is(&vm.names.builtins_module) => {
                format!("{}.{}", super::str_to_string(&n), def.name)
            }
            _ => def.name.to_owned(),
        };
    }
    if is_module {
        def.name.to_owned()
    } else {
        format!("{}.{}", vm.type_of(this).short_name(), def.name)
    }
}

/// The error for a wrong number of positional arguments.
#[cold]
pub fn wrong_count(vm: &Vm, def: &MethodDef, this: &Ref, given: usize) -> crate::runtime::Raised {
    let name = def.name;
    let q = qualified_name(vm, def, this);
    vm.type_error(match def.f {
        NativeFn::NoArgs(_) => format!("{q}() takes no arguments ({given} given)"),
        NativeFn::One(_) => format!("{q}() takes exactly one argument ({given} given)"),
        NativeFn::Positional { min, max, .. } => {
            let (bound, n) = if given < min as usize {
                ("at least ", min)
            } else {
                ("at most ", max)
            };
            let bound = if min == max { "" } else { bound };
            let s = if n == 1 { "" } else { "s" };
            format!("{name} expected {bound}{n} argument{s}, got {given}")
        }
        _ => format!("{q}(): wrong number of arguments ({given} given)"),
    })
}
