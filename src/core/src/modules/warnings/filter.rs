//! What is done about a warning: the filters, and the actions they name.

use super::registry::{already_warned, already_warned_anywhere};
use super::{Warning, attribute, show, state};
use crate::object::{
    as_dict, as_list, as_str, as_tuple, from_utf8, is_instance, is_subclass, new_str, new_tuple,
    str_to_string,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::str::compare;

/// An action, and the filter that names it.
type Decision = (Ref, Option<Ref>);

/// Does a filter's pattern match? Default filters hold a string in place of a compiled pattern.
fn matches(vm: &Vm, pattern: &Ref, text: &Ref) -> PyResult<bool> {
    if pattern.is_none() {
        return Ok(true);
    }
    if pattern.is_exact(Kind::Str) {
        return vm.eq(pattern, text);
    }
    let found = vm.call_method_str(pattern, "match", std::slice::from_ref(text))?;
    vm.is_true(&found)
}

/// The first of the filters that is for such a warning.
fn search(
    vm: &Vm,
    filters: &Ref,
    name: &str,
    w: &Warning,
    text: &Ref,
) -> PyResult<Option<Decision>> {
    let module = w.module.clone().unwrap_or_else(Ref::none);
    let mut i = 0;
    // Patterns may run Python code, which may change the list.
    while let Some(item) = as_list(filters).get(i) {
        let Some([action, message, category, of_module, lineno]) =
            as_tuple(&item).filter(|_| item.has_kind(Kind::Tuple))
        else {
            return Err(vm.value_error(format!("warnings.{name} item {i} isn't a 5-tuple")));
        };
        if !action.has_kind(Kind::Str) {
            let t = vm.type_of(action).name_str();
            return Err(vm.type_error(format!("action must be a string, not '{t}'")));
        }
        let good_message = matches(vm, message, text)?;
        let good_module = matches(vm, of_module, &module)?;
        let good_category = is_subclass(vm, &w.category, category)?;
        let lineno = vm.index_as_isize(lineno)? as i64;
        if good_message && good_module && good_category && (lineno == 0 || lineno == w.lineno) {
            return Ok(Some((action.clone(), Some(item))));
        }
        i += 1;
    }
    Ok(None)
}

/// The filters of the context that code runs in, if it has its own.
fn context_filters(vm: &Vm) -> PyResult<Option<Ref>> {
    let Some(variable) = attribute(vm, "_warnings_context", false)? else {
        return Ok(None);
    };
    let context = vm.call_method_str(&variable, "get", &[Ref::none()])?;
    if context.is_none() {
        return Ok(None);
    }
    let filters = vm.get_attr_str(&context, "_filters")?;
    if !filters.has_kind(Kind::List) {
        return Err(vm.value_error("_filters of warnings._warnings_context must be a list"));
    }
    Ok(Some(filters))
}

fn decide(vm: &Vm, w: &Warning, text: &Ref) -> PyResult<Decision> {
    let decided = match context_filters(vm)? {
        Some(filters) => search(vm, &filters, "_filters", w, text)?,
        None => {
            let filters = match attribute(vm, "filters", false)? {
                Some(f) => f,
                None => state(vm).filters.clone(),
            };
            if !filters.has_kind(Kind::List) {
                return Err(vm.value_error("_warnings.filters must be a list"));
            }
            search(vm, &filters, "filters", w, text)?
        }
    };
    if let Some(decided) = decided {
        return Ok(decided);
    }
    let action = match attribute(vm, "defaultaction", false)? {
        Some(a) => a,
        None => state(vm).default_action.clone(),
    };
    if !action.has_kind(Kind::Str) {
        let t = vm.type_of(&action).name_str();
        return Err(vm.type_error(format!(
            "_warnings.defaultaction must be a string, not '{t}'"
        )));
    }
    Ok((action, None))
}

fn once_registry(vm: &Vm) -> PyResult {
    let registry = match attribute(vm, "onceregistry", false)? {
        Some(r) => r,
        None => state(vm).once_registry.clone(),
    };
    if !registry.has_kind(Kind::Dict) {
        let t = vm.type_of(&registry).name_str();
        return Err(vm.type_error(format!("_warnings.onceregistry must be a dict, not '{t}'")));
    }
    Ok(registry)
}

/// The module that a file without one is taken for.
fn module_of_file(vm: &Vm, filename: &Ref) -> PyResult {
    let name = as_str(filename).units();
    if name.is_empty() {
        return from_utf8(vm, "<unknown>");
    }
    if compare::ends_with(name, b".py".as_slice().into()) {
        return new_str(vm, name.slice(0..name.len() - 3));
    }
    Ok(filename.clone())
}

/// Does with a warning what the filters say.
pub(super) fn process(vm: &Vm, mut w: Warning) -> PyResult<()> {
    if w.module.as_ref().is_some_and(Ref::is_none) {
        return Ok(());
    }
    w.registry = w.registry.filter(|r| !r.is_none());
    if w.registry.as_ref().is_some_and(|r| !r.has_kind(Kind::Dict)) {
        return Err(vm.type_error("'registry' must be a dict or None"));
    }
    if w.module.is_none() {
        w.module = Some(module_of_file(vm, &w.filename)?);
    }
    let text = if is_instance(vm, &w.message, &vm.types.warning.to_ref())? {
        w.category = vm.type_of(&w.message).to_ref();
        vm.str(&w.message)?
    } else {
        let text = w.message;
        w.message = vm.call_one(&w.category, &text)?;
        text
    };
    let lineno = vm.new_int(w.lineno);
    let key = new_tuple(vm, [text.clone(), w.category.clone(), lineno]);
    if let Some(r) = &w.registry
        && already_warned(vm, r, &key, false)?
    {
        return Ok(());
    }
    let (action, filter) = decide(vm, &w, &text)?;
    let action = str_to_string(&action);
    match &*action {
        "error" => {
            let e = w.message;
            if !e.has_kind(Kind::Exception) {
                return Err(vm.type_error("exceptions must derive from BaseException"));
            }
            return Err(vm.raise(e));
        }
        "ignore" => return Ok(()),
        _ => {}
    }
    let mut done = false;
    if !matches!(&*action, "always" | "all") {
        if let Some(r) = &w.registry {
            as_dict(r).set(vm, &key, Ref::bool(true))?;
        }
        match (&*action, &w.registry) {
            ("once", Some(r)) | ("module", Some(r)) => {
                done = already_warned_anywhere(vm, r, &text, &w.category)?;
            }
            ("once", None) => {
                done = already_warned_anywhere(vm, &once_registry(vm)?, &text, &w.category)?;
            }
            ("module", None) | ("default", _) => {}
            _ => {
                let action = vm.repr_string(&from_utf8(vm, &action)?)?;
                let filter = vm.repr_string(&filter.unwrap_or_else(Ref::none))?;
                return Err(vm.runtime_error(format!(
                    "Unrecognized action ({action}) in warnings.filters:\n {filter}"
                )));
            }
        }
    }
    if done {
        return Ok(());
    }
    show::show(vm, &w, &text)
}
