//! What of an exception is to be printed, taken down before printing begins: its chain may be cyclic, and nothing that
//! goes wrong while it is read may stop the printing.

use super::frames::{FrameSummary, extract};
use super::source::Cache;
use super::suggestions::suggestion;
use super::syntax::Details;
use super::{safe_repr, safe_str, text};
use crate::object::exception::{Exception, as_exception, group_exceptions};
use crate::object::{TypeObj, as_list, as_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::collections::HashSet;

/// `__notes__`
pub(super) enum Notes {
    None,
    Lines(Vec<String>),
    /// Not a sequence: its repr.
    Odd(String),
}

/// One exception. Others are referred to by their index.
pub(super) struct Summary {
    pub(super) stack: Vec<FrameSummary>,
    /// The type's name with its module.
    pub(super) type_name: String,
    pub(super) text: String,
    pub(super) notes: Notes,
    pub(super) syntax: Option<Details>,
    pub(super) suppress_context: bool,
    pub(super) cause: Option<usize>,
    pub(super) context: Option<usize>,
    /// The exceptions of a group.
    pub(super) exceptions: Option<Vec<usize>>,
}

/// An exception and all that is printed with it; the first is the exception itself.
pub(super) struct Summaries(pub(super) Vec<Summary>);

impl Summaries {
    pub(super) fn new(vm: &Vm, e: &Ref) -> Summaries {
        let mut cache = Cache::default();
        let mut seen = HashSet::new();
        let mut all = Vec::new();
        let mut queue = Vec::new();
        let mut add = |e: &Ref, all: &mut Vec<Summary>, queue: &mut Vec<(usize, Ref)>| {
            all.push(summary(vm, e, &mut cache));
            queue.push((all.len() - 1, e.clone()));
            all.len() - 1
        };
        let id = |e: &Ref| e.slot().borrow().0;
        seen.insert(id(e));
        add(e, &mut all, &mut queue);
        while let Some((i, e)) = queue.pop() {
            let x = as_exception(&e);
            let cause = x.cause.get().filter(|c| seen.insert(id(c)));
            let wants_context = cause.is_none() && !x.suppress_context.get();
            let context = x
                .context
                .get()
                .filter(|c| wants_context && seen.insert(id(c)));
            let inner = vm
                .is_instance_of(&e, vm.types.base_exception_group)
                .then(|| group_exceptions(vm, &e));
            all[i].cause = cause.map(|c| add(&c, &mut all, &mut queue));
            all[i].context = context.map(|c| add(&c, &mut all, &mut queue));
            if let Some(inner) = inner {
                let inner = as_tuple(&inner).unwrap_or(&[]);
                let indices = inner.iter().map(|e| {
                    seen.insert(id(e));
                    add(e, &mut all, &mut queue)
                });
                let indices = indices.collect();
                all[i].exceptions = Some(indices);
            }
        }
        Summaries(all)
    }
}

fn summary(vm: &Vm, e: &Ref, cache: &mut Cache) -> Summary {
    let x = as_exception(e);
    let mut s = Summary {
        stack: extract(vm, x.traceback(vm), cache),
        type_name: type_name(vm, e),
        text: safe_str(vm, e, "exception"),
        notes: notes(vm, e),
        syntax: None,
        suppress_context: x.suppress_context.get(),
        cause: None,
        context: None,
        exceptions: None,
    };
    let t = &vm.types;
    if vm.is_instance_of(e, t.syntax_error) {
        s.syntax = Some(Details::new(vm, e));
    } else if vm.is_instance_of(e, t.import_error) {
        if let Some(name) = x.extra(Exception::IMPORT_NAME_FROM) {
            did_you_mean(vm, e, &name, &mut s.text);
        }
    } else if vm.is_instance_of(e, t.name_error) {
        if let Some(name) = x.extra(Exception::NAME).filter(|n| !n.is_none()) {
            let found = did_you_mean(vm, e, &name, &mut s.text);
            if is_standard_module(vm, &name) {
                let or = if found { " Or d" } else { ". D" };
                s.text += &format!("{or}id you forget to import '{}'?", text(&name));
            }
        }
    } else if vm.is_instance_of(e, t.attribute_error)
        && let Some(name) = x.extra(Exception::ATTRIBUTE_NAME).filter(|n| !n.is_none())
    {
        did_you_mean(vm, e, &name, &mut s.text);
    }
    s
}

/// Appends the name that was probably meant, if there is one like it.
fn did_you_mean(vm: &Vm, e: &Ref, name: &Ref, out: &mut String) -> bool {
    let found = suggestion(vm, e, name);
    if let Some(better) = &found {
        *out += &format!(". Did you mean: '{better}'?");
    }
    found.is_some()
}

fn is_standard_module(vm: &Vm, name: &Ref) -> bool {
    let names = vm.interned.intern_str(vm, "stdlib_module_names");
    let Some(names) = super::sys_attribute(vm, &names) else {
        return false;
    };
    name.has_kind(Kind::Str)
        && vm.contains(&names, name).unwrap_or_else(|_| {
            vm.clear_exception();
            false
        })
}

/// The qualified name of an exception's type, with its module unless that is `builtins` or `__main__`.
pub(super) fn type_name(vm: &Vm, e: &Ref) -> String {
    let ty = vm.type_of(e).to_ref();
    let (module, name) = type_parts(vm, &ty);
    match module {
        Some(m) if m == "builtins" || m == "__main__" => name,
        Some(m) => format!("{m}.{name}"),
        None => format!("<unknown>.{name}"),
    }
}

/// `__module__`, if it is a str, and `__qualname__`.
pub(super) fn type_parts(vm: &Vm, ty: &Ref) -> (Option<String>, String) {
    // SAFETY: the type of an exception is a type object.
    let name = unsafe { ty.cast::<TypeObj>() }.qualname.get();
    let name = name.map_or_else(String::new, |n| text(&n));
    let module = match vm.get_attr(ty, &vm.names.module) {
        Ok(m) if m.has_kind(Kind::Str) => Some(text(&m)),
        Ok(_) => None,
        Err(_) => {
            vm.clear_exception();
            None
        }
    };
    (module, name)
}

fn notes(vm: &Vm, e: &Ref) -> Notes {
    let notes = match vm.get_attr_opt(e, &vm.names.notes) {
        Ok(None) => return Notes::None,
        Ok(Some(n)) => n,
        Err(_) => {
            let error = vm.take_exception();
            let what = safe_repr(vm, &error, "__notes__");
            return Notes::Lines(vec![format!("Ignored error getting __notes__: {what}")]);
        }
    };
    let items: PyResult<Vec<Ref>> = match notes.kind() {
        Kind::None => return Notes::None,
        Kind::List => Ok(as_list(&notes).items().to_vec()),
        Kind::Str | Kind::Bytes => return Notes::Odd(safe_repr(vm, &notes, "__notes__")),
        _ if vm.type_of(&notes).has(crate::object::flags::SEQUENCE)
            || notes.has_kind(Kind::Tuple) =>
        {
            vm.collect(&notes)
        }
        _ => return Notes::Odd(safe_repr(vm, &notes, "__notes__")),
    };
    match items {
        Ok(items) => Notes::Lines(items.iter().map(|n| safe_str(vm, n, "note")).collect()),
        Err(_) => {
            vm.clear_exception();
            Notes::Odd(safe_repr(vm, &notes, "__notes__"))
        }
    }
}
