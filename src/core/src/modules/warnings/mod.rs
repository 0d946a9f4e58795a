//! Warnings: the module `_warnings`, and the warnings that the core itself issues.
//!
//! What the module `warnings` has replaced (filters, the default action, how a warning is shown) is asked of it; before
//! it has been imported the defaults here count, and warnings are shown without running Python code.

mod context;
mod filter;
mod registry;
mod show;

use super::support::{bad_argument, c_int, given};
use super::{ModuleSpec, add};
use crate::object::{
    MethodDef, TypePtr, as_tuple, from_utf8, is_instance, is_subclass, new_dict, new_list,
    new_tuple,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use context::Context;
use std::cell::Cell;
use std::rc::Rc;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.",
    methods: &METHODS,
    init: |vm, module| {
        let s = state(vm);
        add(vm, module, "filters", s.filters.clone())?;
        add(vm, module, "_onceregistry", s.once_registry.clone())?;
        add(vm, module, "_defaultaction", s.default_action.clone())?;
        let variables = crate::runtime::import::import_module(vm, "_contextvars")?;
        let name = from_utf8(vm, "_warnings_context")?;
        let variable = vm.call_method_str(&variables, "ContextVar", &[name])?;
        add(vm, module, "_warnings_context", variable)
    },
};

const NAME: &str = "_warnings";

static METHODS: [MethodDef; 5] = [
    MethodDef::no_args("_acquire_lock", |vm, _| {
        let s = state(vm);
        s.held.set(s.held.get() + 1);
        Ok(Ref::none())
    }),
    MethodDef::no_args("_filters_mutated_lock_held", |vm, _| {
        let s = state(vm);
        if s.held.get() == 0 {
            return Err(vm.runtime_error("warnings lock is not held"));
        }
        s.version.set(s.version.get() + 1);
        Ok(Ref::none())
    }),
    MethodDef::no_args("_release_lock", |vm, _| {
        let s = state(vm);
        let Some(left) = s.held.get().checked_sub(1) else {
            return Err(vm.runtime_error("cannot release un-acquired lock"));
        };
        s.held.set(left);
        Ok(Ref::none())
    }),
    MethodDef::keywords(
        "warn",
        "message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()",
        warn,
    ),
    MethodDef::keywords(
        "warn_explicit",
        "message, category, filename, lineno, module=<unrepresentable>, registry=None, module_globals=None, source=None",
        warn_explicit,
    ),
];

/// What one interpreter has before the module `warnings` replaces it.
struct State {
    filters: Ref,
    once_registry: Ref,
    default_action: Ref,
    /// Changes with the filters: what registries remember is good for one version.
    version: Cell<i64>,
    /// How often the lock is held: with one thread that is all there is to it.
    held: Cell<usize>,
}

fn state(vm: &Vm) -> Rc<State> {
    if let Some(s) = vm.state::<State>(NAME) {
        return s;
    }
    let filter = |action: &str, category: TypePtr, module: Ref| {
        let action = vm.interned.intern_str(vm, action);
        let none = Ref::none();
        new_tuple(vm, [action, none, category.to_ref(), module, vm.new_int(0)])
    };
    let t = &vm.types;
    let mut filters = vec![filter(
        "default",
        t.deprecation_warning,
        vm.names.main.clone(),
    )];
    filters.extend(
        [
            t.deprecation_warning,
            t.pending_deprecation_warning,
            t.import_warning,
            t.resource_warning,
        ]
        .map(|category| filter("ignore", category, Ref::none())),
    );
    let new = State {
        filters: new_list(vm, filters),
        once_registry: new_dict(vm),
        default_action: vm.interned.intern_str(vm, "default"),
        version: Cell::new(0),
        held: Cell::new(0),
    };
    vm.set_state(NAME, new);
    vm.state(NAME).expect("just set")
}

/// An attribute of the module `warnings`, which is imported for it if `import` says so.
fn attribute(vm: &Vm, name: &str, import: bool) -> PyResult<Option<Ref>> {
    let module = if import && !vm.finalizing.get() {
        match crate::runtime::import::import_module(vm, "warnings") {
            Ok(m) => Some(m),
            Err(r) => {
                vm.catch(r, vm.types.import_error)?;
                None
            }
        }
    } else {
        match vm.modules.get() {
            Some(_) => super::sys::modules_entry(vm, "warnings")?,
            None => None,
        }
    };
    match module {
        Some(m) => vm.get_attr_opt(&m, &vm.interned.intern_str(vm, name)),
        None => Ok(None),
    }
}

/// One warning, with all that is known about it.
struct Warning {
    category: Ref,
    message: Ref,
    filename: Ref,
    lineno: i64,
    module: Option<Ref>,
    registry: Option<Ref>,
    /// The line of source that belongs to it, where only a loader knows it.
    line: Option<Ref>,
    source: Option<Ref>,
}

/// The category of a warning: that of the message if it is one, else the one given, else UserWarning.
fn category_of(vm: &Vm, message: &Ref, category: Option<&Ref>) -> PyResult {
    let warning = vm.types.warning.to_ref();
    let category = if is_instance(vm, message, &warning)? {
        vm.type_of(message).to_ref()
    } else {
        match category {
            Some(c) => c.clone(),
            None => vm.types.user_warning.to_ref(),
        }
    };
    let refuse = || {
        let t = vm.type_of(&category).name_str();
        vm.type_error(format!("category must be a Warning subclass, not '{t}'"))
    };
    if !category.has_kind(Kind::Type) {
        return Err(refuse());
    }
    if !is_subclass(vm, &category, &warning)? {
        return Err(refuse());
    }
    Ok(category)
}

fn warn(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let message = a[0].as_ref().expect("required");
    let mut stack_level = match &a[2] {
        Some(n) => vm.index_as_isize(n)?,
        None => 1,
    };
    let prefixes = match &a[4] {
        None => Vec::new(),
        Some(p) => match as_tuple(p) {
            Some(items) => items.to_vec(),
            None => {
                return Err(bad_argument(vm, p, "warn", "'skip_file_prefixes'", "tuple"));
            }
        },
    };
    if !prefixes.is_empty() {
        if let Some(other) = prefixes.iter().find(|p| !p.has_kind(Kind::Str)) {
            let t = vm.type_of(other).name_str();
            return Err(vm.type_error(format!("Found non-str '{t}' in skip_file_prefixes.")));
        }
        stack_level = stack_level.max(2);
    }
    let category = category_of(vm, message, given(&a[1]))?;
    issue(vm, message, category, stack_level, &prefixes, given(&a[3]))?;
    Ok(Ref::none())
}

/// Issues a warning about the code that is `stack_level` calls away.
fn issue(
    vm: &Vm,
    message: &Ref,
    category: Ref,
    stack_level: isize,
    prefixes: &[Ref],
    source: Option<&Ref>,
) -> PyResult<()> {
    let context = Context::find(vm, stack_level, prefixes)?;
    filter::process(
        vm,
        Warning {
            category,
            message: message.clone(),
            filename: context.filename,
            lineno: context.lineno,
            module: context.module,
            registry: Some(context.registry),
            line: None,
            source: source.cloned(),
        },
    )
}

fn warn_explicit(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let required = |i: usize| a[i].clone().expect("required");
    let filename = required(2);
    if !filename.has_kind(Kind::Str) {
        return Err(bad_argument(
            vm,
            &filename,
            "warn_explicit",
            "'filename'",
            "str",
        ));
    }
    let lineno = c_int(vm, &required(3))?.into();
    let line = match given(&a[6]) {
        None => None,
        Some(globals) if globals.has_kind(Kind::Dict) => context::source_line(vm, globals, lineno)?,
        Some(other) => {
            let t = vm.type_of(other).name_str();
            return Err(vm.type_error(format!("module_globals must be a dict, not '{t}'")));
        }
    };
    filter::process(
        vm,
        Warning {
            category: required(1),
            message: required(0),
            filename,
            lineno,
            module: a[4].clone(),
            registry: a[5].clone(),
            line,
            source: given(&a[7]).cloned(),
        },
    )?;
    Ok(Ref::none())
}

impl Vm {
    /// `warnings.warn(text, category, stacklevel)`; fails if a filter turns the warning into an exception.
    pub fn warn(&self, category: TypePtr, text: &str, stack_level: isize) -> PyResult<()> {
        if self.modules.get().is_none() {
            return Ok(());
        }
        let message = from_utf8(self, text)?;
        issue(self, &message, category.to_ref(), stack_level, &[], None)
    }

    /// The same for an object that goes away and that the warning is about.
    pub fn warn_about(&self, category: TypePtr, text: &str, source: &Ref) -> PyResult<()> {
        if self.modules.get().is_none() {
            return Ok(());
        }
        let message = from_utf8(self, text)?;
        issue(self, &message, category.to_ref(), 1, &[], Some(source))
    }

    /// `warnings.warn_explicit(text, category, filename, lineno)`
    pub fn warn_explicit(
        &self,
        category: TypePtr,
        text: Ref,
        filename: Ref,
        lineno: u32,
    ) -> PyResult<()> {
        filter::process(
            self,
            Warning {
                category: category.to_ref(),
                message: text,
                filename,
                lineno: lineno.into(),
                module: None,
                registry: None,
                line: None,
                source: None,
            },
        )
    }
}
