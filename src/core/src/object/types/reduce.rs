//! `object.__reduce_ex__`, `__reduce__` and `__getstate__`: what pickle and copy ask for.

use crate::object::{Attributes, as_dict, as_tuple, instance_dict, new_dict, new_tuple};
use crate::runtime::import::get_loaded;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// A function of `copyreg`, which is written in Python.
fn copyreg(vm: &Vm, name: &Ref) -> PyResult {
    // Imported only where `sys.modules` has none.
    let module = match get_loaded(vm, &vm.names.copyreg)? {
        Some(m) => m,
        None => vm.call_one(&vm.get_builtin("__import__")?, &vm.names.copyreg)?,
    };
    vm.get_attr(&module, name)
}

/// `object.__reduce_ex__`: an overridden `__reduce__` goes first.
pub fn reduce_ex(vm: &Vm, r: &Ref, protocol: isize) -> PyResult {
    let own = vm.type_of(r).lookup_slot(vm, &vm.names.reduce);
    let native = vm.types.object.lookup_slot(vm, &vm.names.reduce);
    if !own.is_null() && own.borrow() != native.borrow() {
        return vm.call_method(r, &vm.names.reduce, &[]);
    }
    reduce(vm, r, protocol)
}

/// `object.__reduce__` (protocol 0) and its newer forms.
pub fn reduce(vm: &Vm, r: &Ref, protocol: isize) -> PyResult {
    if protocol >= 2 {
        return reduce_newobj(vm, r);
    }
    let f = copyreg(vm, &vm.interned.intern_str(vm, "_reduce_ex"))?;
    vm.call_positional(&f, &[r.clone(), vm.new_int(protocol as i64)])
}

/// `__getnewargs_ex__` or `__getnewargs__`: positional arguments and keywords for `__new__`.
fn new_arguments(vm: &Vm, r: &Ref) -> PyResult<(Option<Ref>, Option<Ref>)> {
    if let Some(f) = vm.lookup_special(r, &vm.names.getnewargs_ex)? {
        let both = vm.call_positional(&f, &[])?;
        let Some(pair) = as_tuple(&both) else {
            return Err(vm.type_error(format!(
                "__getnewargs_ex__ should return a tuple, not '{}'",
                vm.type_of(&both).name_str()
            )));
        };
        let [args, kwargs] = pair else {
            return Err(vm.value_error(format!(
                "__getnewargs_ex__ should return a tuple of length 2, not {}",
                pair.len()
            )));
        };
        if !args.has_kind(Kind::Tuple) {
            return Err(vm.type_error(format!(
                "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{}'",
                vm.type_of(args).name_str()
            )));
        }
        if !kwargs.has_kind(Kind::Dict) {
            return Err(vm.type_error(format!(
                "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{}'",
                vm.type_of(kwargs).name_str()
            )));
        }
        return Ok((Some(args.clone()), Some(kwargs.clone())));
    }
    if let Some(f) = vm.lookup_special(r, &vm.names.getnewargs)? {
        let args = vm.call_positional(&f, &[])?;
        if !args.has_kind(Kind::Tuple) {
            return Err(vm.type_error(format!(
                "__getnewargs__ should return a tuple, not '{}'",
                vm.type_of(&args).name_str()
            )));
        }
        return Ok((Some(args), None));
    }
    Ok((None, None))
}

fn reduce_newobj(vm: &Vm, r: &Ref) -> PyResult {
    let ty = vm.type_of(r);
    if ty.slots.new.get().is_none() {
        return Err(vm.type_error(format!("cannot pickle '{}' object", ty.name_str())));
    }
    let (args, kwargs) = new_arguments(vm, r)?;
    let has_args = args.is_some();
    let cls = ty.to_ref();
    let kwargs = kwargs.filter(|k| !as_dict(k).is_empty());
    let (function, arguments) = match (args, kwargs) {
        (None, None) => (copyreg(vm, &vm.names.newobj)?, new_tuple(vm, [cls])),
        (args, None) => {
            let mut all = vec![cls];
            all.extend_from_slice(args.as_ref().and_then(as_tuple).unwrap_or(&[]));
            (copyreg(vm, &vm.names.newobj)?, new_tuple(vm, all))
        }
        (Some(args), Some(kwargs)) => (
            copyreg(vm, &vm.interned.intern_str(vm, "__newobj_ex__"))?,
            new_tuple(vm, [cls, args, kwargs]),
        ),
        (None, Some(_)) => return Err(vm.system_error("keywords without arguments")),
    };
    let is_list = r.has_kind(Kind::List);
    let is_dict = r.has_kind(Kind::Dict);
    let state = object_state(vm, r, !has_args && !is_list && !is_dict)?;
    let items = if is_list { vm.iter(r)? } else { Ref::none() };
    let pairs = if is_dict {
        vm.iter(&vm.call_method(r, &vm.names.items, &[])?)?
    } else {
        Ref::none()
    };
    Ok(new_tuple(vm, [function, arguments, state, items, pairs]))
}

/// `__getstate__`, which classes may override.
fn object_state(vm: &Vm, r: &Ref, required: bool) -> PyResult {
    let own = vm.type_of(r).lookup_slot(vm, &vm.names.getstate);
    let native = vm.types.object.lookup_slot(vm, &vm.names.getstate);
    if own.borrow() == native.borrow() {
        return get_state(vm, r, required);
    }
    vm.call_method(r, &vm.names.getstate, &[])
}

/// `object.__getstate__`: the instance dict, or with `__slots__` a pair of it and the values of the slots.
///
/// `required` refuses objects whose native state nothing here knows.
pub fn get_state(vm: &Vm, r: &Ref, required: bool) -> PyResult {
    let ty = vm.type_of(r);
    if required && ty.layout.size > 16 {
        return Err(vm.type_error(format!("cannot pickle '{}' object", ty.name_str())));
    }
    let state = match ty.attributes {
        Attributes::None => Ref::none(),
        _ => match instance_dict(vm, r)? {
            Some(d) if !as_dict(&d).is_empty() => d,
            _ => Ref::none(),
        },
    };
    if ty.members == 0 && ty.dict().get_str(&vm.names.slotnames).is_null() {
        return Ok(state);
    }
    let names = vm.call_one(
        &copyreg(vm, &vm.interned.intern_str(vm, "_slotnames"))?,
        &ty.to_ref(),
    )?;
    let slots = new_dict(vm);
    for name in vm.collect(&names)? {
        if !name.has_kind(Kind::Str) {
            return Err(vm.type_error(format!(
                "__slotnames__ items must be strings, not '{}'",
                vm.type_of(&name).name_str()
            )));
        }
        let name = vm.intern(super::exact_str(vm, &name)?);
        if let Some(v) = vm.get_attr_opt(r, &name)? {
            as_dict(&slots).set(vm, &name, v)?;
        }
    }
    if as_dict(&slots).is_empty() {
        return Ok(state);
    }
    Ok(new_tuple(vm, [state, slots]))
}
