//! Binding call arguments to the parameters of a Python function.

use crate::object::{FunctionValue, as_dict, as_str, as_tuple, new_dict, new_tuple, str_to_string};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_code::opcode::flags;

/// Writes all `nlocalsplus` locals of a call at `locals`: bound parameters as counted references, the rest NULL. On
/// failure all of them are NULL again, and TypeError is raised with CPython's text.
///
/// # Safety
/// `locals` must have room for the locals of `f`'s code.
pub unsafe fn bind_arguments(
    vm: &Vm,
    f: &FunctionValue,
    args: &Args,
    locals: *mut Slot,
) -> PyResult<()> {
    unsafe {
        if bind_exact(f, args, locals) {
            return Ok(());
        }
        let n = f.code().nlocalsplus as usize;
        let kwdefaults = f.kwdefaults.slot();
        if !args.kw_names().iter().all(|k| k.is_exact(Kind::Str))
            || !kwdefaults.is_null() && !as_dict(Ref::view(&kwdefaults)).has_only_str_keys()
        {
            // Hashing or comparing such a name may run Python code, whose frames would lie where these locals do.
            let mut elsewhere = vec![Slot::NULL; n];
            let r = bind_into(vm, f, args, elsewhere.as_mut_ptr());
            match r {
                Ok(()) => locals.copy_from_nonoverlapping(elsewhere.as_ptr(), n),
                Err(_) => elsewhere.iter().for_each(|v| v.decref()),
            }
            return r;
        }
        for i in 0..n {
            *locals.add(i) = Slot::NULL;
        }
        let r = bind_into(vm, f, args, locals);
        if r.is_err() {
            for i in 0..n {
                std::mem::replace(&mut *locals.add(i), Slot::NULL).decref();
            }
        }
        r
    }
}

/// The same where the arguments are exactly the parameters; false, with nothing done, where they are not.
///
/// # Safety
/// As for [`bind_arguments`].
#[inline(always)]
pub unsafe fn bind_exact(f: &FunctionValue, args: &Args, locals: *mut Slot) -> bool {
    let code = f.code();
    let given = args.all();
    if !code.simple || given.len() != code.argcount as usize || !args.kw_names().is_empty() {
        return false;
    }
    for (i, v) in given.iter().enumerate() {
        crate::ops::keep_branch();
        // SAFETY: there is room for all locals, and the parameters are the first of them.
        unsafe { *locals.add(i) = v.slot().new_ref() };
    }
    for i in given.len()..code.nlocalsplus as usize {
        crate::ops::keep_branch();
        // SAFETY: as above.
        unsafe { *locals.add(i) = Slot::NULL };
    }
    true
}

unsafe fn bind_into(vm: &Vm, f: &FunctionValue, args: &Args, locals: *mut Slot) -> PyResult<()> {
    unsafe {
        let code = f.code();
        let d = &code.data;
        let (argcount, kwonly) = (d.argcount as usize, d.kwonlyargcount as usize);
        let posonly = d.posonlyargcount as usize;
        let total = argcount + kwonly;
        let given = args.positional();
        let set = |i: usize, v: Ref| *locals.add(i) = v.into_slot();
        let is_set = |i: usize| !(*locals.add(i)).is_null();

        let mut kwdict = None;
        if d.flags & flags::CO_VARKEYWORDS != 0 {
            let dict = new_dict(vm);
            let at = total + (d.flags & flags::CO_VARARGS != 0) as usize;
            set(at, dict.clone());
            kwdict = Some(dict);
        }
        for (i, v) in given.iter().take(argcount).enumerate() {
            *locals.add(i) = v.slot().new_ref();
        }
        if d.flags & flags::CO_VARARGS != 0 {
            set(total, new_tuple(vm, &given[argcount.min(given.len())..]));
        }
        for (name, value) in args.keywords() {
            let s = as_str(name);
            let names = &code.localsplus_names[posonly..total];
            // Names that the compiler wrote are interned.
            let k = name.slot().borrow();
            let found = names
                .iter()
                .position(|p| p.slot().borrow() == k)
                .or_else(|| {
                    // Two interned strings that differ in their words differ.
                    (!crate::object::is_interned(name))
                        .then(|| names.iter().position(|p| as_str(p).eq(s)))
                        .flatten()
                })
                .map(|i| posonly + i);
            match found {
                Some(i) => {
                    if is_set(i) {
                        return Err(vm.type_error(format!(
                            "{}() got multiple values for argument '{}'",
                            qualname(f),
                            str_to_string(name)
                        )));
                    }
                    set(i, value.clone());
                }
                None => match &kwdict {
                    Some(k) => as_dict(k).set(vm, name, value.clone())?,
                    None => return Err(unexpected_keyword(vm, f, args, name)),
                },
            }
        }
        if given.len() > argcount && d.flags & flags::CO_VARARGS == 0 {
            return Err(too_many_positional(vm, f, given.len(), locals));
        }
        if given.len() < argcount {
            // Nothing runs that could replace the defaults.
            let defaults = f.defaults.slot();
            let defaults = match defaults.is_null() {
                true => &[],
                false => as_tuple(Ref::view(&defaults)).unwrap_or(&[]),
            };
            let first_default = argcount - defaults.len().min(argcount);
            if (given.len()..first_default).any(|i| !is_set(i)) {
                let missing: Vec<usize> = (given.len()..first_default)
                    .filter(|&i| !is_set(i))
                    .collect();
                return Err(missing_arguments(vm, f, "positional", &missing));
            }
            for i in given.len().max(first_default)..argcount {
                if !is_set(i) {
                    set(i, defaults[i + defaults.len() - argcount].clone());
                }
            }
        }
        if kwonly > 0 {
            let kwdefaults = f.kwdefaults.get();
            let mut missing = Vec::new();
            for i in argcount..total {
                if is_set(i) {
                    continue;
                }
                let v = match &kwdefaults {
                    Some(k) => as_dict(k).get(vm, &code.localsplus_names[i])?,
                    None => None,
                };
                match v {
                    Some(v) => set(i, v),
                    None => missing.push(i),
                }
            }
            if !missing.is_empty() {
                return Err(missing_arguments(vm, f, "keyword-only", &missing));
            }
        }
        Ok(())
    }
}

fn qualname(f: &FunctionValue) -> String {
    f.qualname
        .get()
        .map_or_else(String::new, |q| str_to_string(&q))
}

#[cold]
fn unexpected_keyword(vm: &Vm, f: &FunctionValue, args: &Args, name: &Ref) -> Raised {
    let code = f.code();
    let posonly = &code.localsplus_names[..code.data.posonlyargcount as usize];
    let wrong: Vec<String> = posonly
        .iter()
        .filter(|p| args.kw_names().iter().any(|k| as_str(k).eq(as_str(p))))
        .map(str_to_string)
        .collect();
    if !wrong.is_empty() {
        return vm.type_error(format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            qualname(f),
            wrong.join(", ")
        ));
    }
    let text = str_to_string(name);
    let total = (code.data.argcount + code.data.kwonlyargcount) as usize;
    let names = code.localsplus_names[code.data.posonlyargcount as usize..total]
        .iter()
        .map(str_to_string);
    match super::support::closest(&text, names) {
        Some(s) => vm.type_error(format!(
            "{}() got an unexpected keyword argument '{text}'. Did you mean '{s}'?",
            qualname(f)
        )),
        None => vm.type_error(format!(
            "{}() got an unexpected keyword argument '{text}'",
            qualname(f)
        )),
    }
}

#[cold]
unsafe fn too_many_positional(
    vm: &Vm,
    f: &FunctionValue,
    given: usize,
    locals: *mut Slot,
) -> Raised {
    let d = &f.code().data;
    let argcount = d.argcount as usize;
    let kwonly_given = unsafe {
        (argcount..argcount + d.kwonlyargcount as usize)
            .filter(|&i| !(*locals.add(i)).is_null())
            .count()
    };
    let defaults = f.defaults.get();
    let defaults = defaults.as_ref().and_then(as_tuple).map_or(0, <[Ref]>::len);
    let (takes, plural) = if defaults > 0 {
        // A function may have more defaults than parameters.
        let least = argcount as i64 - defaults as i64;
        (format!("from {least} to {argcount}"), true)
    } else {
        (argcount.to_string(), argcount != 1)
    };
    let keyword_only = if kwonly_given > 0 {
        let s = if given != 1 { "s" } else { "" };
        let ks = if kwonly_given != 1 { "s" } else { "" };
        format!(" positional argument{s} (and {kwonly_given} keyword-only argument{ks})")
    } else {
        String::new()
    };
    let was = if given == 1 && kwonly_given == 0 {
        "was"
    } else {
        "were"
    };
    vm.type_error(format!(
        "{}() takes {takes} positional argument{} but {given}{keyword_only} {was} given",
        qualname(f),
        if plural { "s" } else { "" }
    ))
}

#[cold]
fn missing_arguments(vm: &Vm, f: &FunctionValue, kind: &str, missing: &[usize]) -> Raised {
    let names: Vec<String> = missing
        .iter()
        .map(|&i| format!("'{}'", str_to_string(&f.code().localsplus_names[i])))
        .collect();
    let list = match names.as_slice() {
        [a] => a.clone(),
        [a, b] => format!("{a} and {b}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
        [] => String::new(),
    };
    let s = if names.len() == 1 { "" } else { "s" };
    vm.type_error(format!(
        "{}() missing {} required {kind} argument{s}: {list}",
        qualname(f),
        names.len()
    ))
}
