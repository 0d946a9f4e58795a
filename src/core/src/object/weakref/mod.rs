//! Weak references: `weakref.ref`, proxies, and the functions of `_weakref`.

mod proxy;
mod reference;

pub use proxy::{CALLABLE_PROXY, PROXY};
pub use reference::{WEAK_REFERENCE, WeakReference, first_reference, referent};

use super::{MethodDef, as_dict, downcast, new_list};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// All weak references and proxies of `r` that are alive, the plain reference first.
pub fn all_references(vm: &Vm, r: &Ref) -> Vec<Ref> {
    let mut all: Vec<Ref> = vm
        .weakrefs
        .of(r)
        .iter()
        // SAFETY: registered references are valid until they are unregistered.
        .filter_map(|&t| unsafe { (*t).reference() })
        .collect();
    // CPython keeps the plain reference and the plain proxy in front, and adds others behind them, newest first.
    all.reverse();
    all.sort_by_key(|w| match downcast::<WeakReference>(vm, w) {
        Some(x) if !x.has_callback() && vm.type_of(w) == vm.types.weak_reference => 0,
        Some(x) if !x.has_callback() && vm.type_of(w) != vm.types.weak_reference => 1,
        _ => 2,
    });
    all
}

/// The functions of the module `_weakref`.
pub static WEAKREF_FUNCTIONS: [MethodDef; 4] = [
    MethodDef::one("getweakrefcount", |vm, _, r| {
        Ok(vm.new_int(all_references(vm, r).len() as i64))
    })
    .doc("Return the number of weak references to 'object'."),
    MethodDef::one("getweakrefs", |vm, _, r| {
        let all = all_references(vm, r);
        Ok(new_list(vm, all))
    })
    .doc("Return a list of all weak reference objects pointing to 'object'."),
    MethodDef::positional("proxy", 1, 2, |vm, _, a| {
        proxy::new_proxy(vm, &a[0], a.get(1))
    })
    .text_signature("object, callback=None, /")
    .doc(
        "Create a proxy object that weakly references 'object'.\n\n'callback', if given, is called with a reference \
         to the\nproxy when 'object' is about to be finalized.",
    ),
    MethodDef::positional("_remove_dead_weakref", 2, 2, |vm, _, a| remove_dead(vm, &a[0], &a[1]))
        .text_signature("dct, key, /")
        .doc("Atomically remove key from dict if it points to a dead weakref."),
];

fn remove_dead(vm: &Vm, dict: &Ref, key: &Ref) -> PyResult {
    if !dict.has_kind(Kind::Dict) {
        return Err(vm.type_error(format!(
            "_remove_dead_weakref() argument 1 must be dict, not {}",
            vm.type_of(dict).name_str()
        )));
    }
    let Some(value) = as_dict(dict).get(vm, key)? else {
        return Ok(Ref::none());
    };
    match downcast::<WeakReference>(vm, &value) {
        Some(w) if w.referent().is_none() => {
            as_dict(dict).remove(vm, key)?;
            Ok(Ref::none())
        }
        Some(_) => Ok(Ref::none()),
        None => Err(vm.type_error("not a weakref")),
    }
}
