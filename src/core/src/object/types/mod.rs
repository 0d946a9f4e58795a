//! `object`, `type`, modules, `super`, the types of the singletons, and what is made from types (aliases, unions).

mod build_class;
pub mod capsule;
mod class_assignment;
mod dir;
mod generic_alias;
mod generic_parameters;
mod instance_check;
mod instance_members;
mod mapping_proxy;
mod module;
mod mro;
mod namespace;
mod object_type;
mod reduce;
mod signatures;
mod singletons;
mod super_type;
mod type_attributes;
mod type_new;
mod type_type;
mod union;

pub use build_class::{build_class, resolve_bases};
pub use dir::{dir, dir_of_locals, vars};
pub use generic_alias::{
    GENERIC_ALIAS, GENERIC_ALIAS_ITERATOR, GenericAlias, argument_repr, new_generic_alias,
};
pub use instance_check::{
    is_instance, is_plain_instance_of_tuple, is_subclass, real_is_instance, real_is_subclass,
};
pub use instance_members::{add_weakref_descriptor, dict_getset, set_dict};
pub use mapping_proxy::{MAPPING_PROXY, MappingProxy, new_mapping_proxy};
pub use module::{MODULE, Module, new_module};
pub use mro::{as_type, best_base, calculate_metaclass, solid_base};
pub use namespace::SIMPLE_NAMESPACE;
pub use object_type::{
    OBJECT, PLAIN_LAYOUT, default_repr, has_plain_new, is_plain, new_instance, object_init,
    object_new,
};
pub use reduce::get_state;
pub use singletons::{ELLIPSIS, NONE_TYPE, NOT_IMPLEMENTED};
pub use super_type::{SUPER, Super, super_get_attr};
pub use type_attributes::type_module;
pub use type_new::{has_dict, type_new};
pub use type_type::{
    TYPE, make_instance, type_call, type_get_attr, type_get_attr_opt, type_set_attr,
};
pub use union::{UNION, Union, class_getitem, make as make_union, union_or};

use super::{DictObject, as_str, new_str};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// `module.qualname`, or without the module for builtins and the program's own: what CPython's `%T` shows.
pub fn fully_qualified(vm: &Vm, t: &super::TypeObj) -> String {
    let module = type_attributes::type_module(vm, t).filter(|m| m.has_kind(Kind::Str));
    match module.map(|m| super::str_to_string(&m)) {
        Some(m) if m != "builtins" && m != "__main__" => format!("{m}.{}", t.qualname_str()),
        _ => t.qualname_str(),
    }
}

/// A str that is exactly a str.
fn exact_str(vm: &Vm, r: &Ref) -> PyResult {
    if r.is_exact(Kind::Str) {
        Ok(r.clone())
    } else {
        new_str(vm, as_str(r).units())
    }
}

/// The globals of the innermost Python frame.
fn current_globals(vm: &Vm) -> Option<Ref> {
    let mut f = vm.frame.get();
    // SAFETY: native code runs, so the frame chain is intact.
    unsafe {
        while !f.is_null() && !(*f).is_python() {
            f = (*f).prev;
        }
        if f.is_null() {
            None
        } else {
            (*f).function().globals.get()
        }
    }
}

impl Vm {
    /// What `builtins` has under `name`; AttributeError if it has been removed.
    pub fn get_builtin(&self, name: &str) -> PyResult {
        let name = self.interned.intern_str(self, name);
        self.builtins
            .get()
            // SAFETY: the builtins are a dict.
            .and_then(|b| unsafe { b.cast::<DictObject>() }.get_str_ref(&name))
            .ok_or_else(|| self.attribute_error_message(super::str_to_string(&name)))
    }
}
