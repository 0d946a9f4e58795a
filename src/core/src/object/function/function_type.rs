//! The type `function`: attributes of functions, `types.FunctionType()`.

use super::FunctionValue;
use crate::object::code::Code;
use crate::object::{
    Field, GetSetDef, Layout, TypeSpec, as_dict, as_tuple, flags, from_utf8, instance_dict,
    new_bound_method, new_dict, new_tuple, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref};
use std::sync::OnceLock;
use tricera_code::opcode::flags::CO_ANY_GENERATOR;

static LAYOUT: Layout = Layout::of::<FunctionValue>();

/// The type `function`.
pub static FUNCTION: TypeSpec = TypeSpec {
    flags: flags::METHOD_DESCRIPTOR | flags::WEAKREFS,
    doc: "Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n    a \
          string that overrides the name from the code object\n  argdefs\n    a tuple that specifies the default \
          argument values\n  closure\n    a tuple that supplies the bindings for free variables\n  kwdefaults\n    a \
          dictionary that specifies the default keyword argument values",
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, _, args| new(vm, args)));
        s.call
            .set(Some(|vm, f, args| crate::ops::execute(vm, f, args, None)));
        s.repr.set(Some(|vm, r| {
            let f = payload::<FunctionValue>(r);
            let name = text(&f.qualname);
            let at = crate::object::address(r);
            from_utf8(vm, &format!("<function {name} at {at:#x}>"))
        }));
        s.descr_get.set(Some(|vm, r, obj, _| {
            Ok(match obj {
                Some(o) => new_bound_method(vm, r.clone(), o.clone()),
                None => r.clone(),
            })
        }));
    },
    ..TypeSpec::new("function", &LAYOUT)
};

fn text(f: &Field) -> String {
    f.get()
        .filter(|n| n.has_kind(Kind::Str))
        .map_or_else(|| "?".to_owned(), |n| str_to_string(&n))
}

fn or_none(f: &Field) -> PyResult {
    Ok(f.get().unwrap_or_else(Ref::none))
}

/// Number of free variables of a code object.
fn free_variables(code: &Ref) -> usize {
    payload::<Code>(code).data.nfreevars()
}

fn set_code(vm: &Vm, r: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let f = payload::<FunctionValue>(r);
    let Some(code) = value.filter(|v| v.has_kind(Kind::Code)) else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let wants = free_variables(code);
    let has = f
        .closure
        .get()
        .as_ref()
        .and_then(as_tuple)
        .map_or(0, <[Ref]>::len);
    if wants != has {
        return Err(vm.value_error(format!(
            "{}() requires a code object with {has} free vars, not {wants}",
            text(&f.name)
        )));
    }
    let kind = |code: &Ref| payload::<Code>(code).data.flags & CO_ANY_GENERATOR;
    let differs = f.code.get().is_some_and(|old| kind(&old) != kind(code));
    if differs {
        const WARNING: &str = "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a \
            plain function)";
        vm.warn(vm.types.deprecation_warning, WARNING, 1)?;
    }
    f.set_code(vm, code.clone())
}

/// Sets a field that takes a str.
fn set_name(vm: &Vm, field: &Field, what: &str, value: Option<&Ref>) -> PyResult<()> {
    match value.filter(|v| v.has_kind(Kind::Str)) {
        Some(v) => {
            field.set(v.clone());
            Ok(())
        }
        None => Err(vm.type_error(format!("{what} must be set to a string object"))),
    }
}

/// Annotations as MAKE_FUNCTION leaves them may be a tuple of names and values in turn.
fn annotations(vm: &Vm, r: &Ref) -> PyResult {
    let f = payload::<FunctionValue>(r);
    match f.annotations.get() {
        Some(a) if a.has_kind(Kind::Dict) => return Ok(a),
        Some(a) if a.has_kind(Kind::Tuple) => {
            let d = new_dict(vm);
            for pair in as_tuple(&a).unwrap_or(&[]).chunks_exact(2) {
                as_dict(&d).set(vm, &pair[0], pair[1].clone())?;
            }
            f.annotations.set(d.clone());
            return Ok(d);
        }
        _ => {}
    }
    let d = match f.annotate.get().filter(|a| vm.is_callable(a)) {
        Some(annotate) => {
            let d = vm.call_one(&annotate, &vm.new_int(1))?;
            if !d.has_kind(Kind::Dict) {
                return Err(vm.type_error(format!(
                    "__annotate__ returned non-dict of type '{}'",
                    vm.type_of(&d).name_str()
                )));
            }
            d
        }
        None => new_dict(vm),
    };
    f.annotations.set(d.clone());
    Ok(d)
}

static GETSET: [GetSetDef; 14] = [
    GetSetDef::member("__closure__", |_, r| {
        or_none(&payload::<FunctionValue>(r).closure)
    }),
    GetSetDef::member("__globals__", |_, r| {
        or_none(&payload::<FunctionValue>(r).globals)
    }),
    GetSetDef::member("__builtins__", |_, r| {
        or_none(&payload::<FunctionValue>(r).builtins)
    }),
    GetSetDef::get_set(
        "__code__",
        |_, r| or_none(&payload::<FunctionValue>(r).code),
        set_code,
    ),
    GetSetDef::get_set(
        "__defaults__",
        |_, r| or_none(&payload::<FunctionValue>(r).defaults),
        |vm, r, v| {
            let f = payload::<FunctionValue>(r);
            let v = v.filter(|v| !v.is_none());
            if v.is_some_and(|v| !v.has_kind(Kind::Tuple)) {
                return Err(vm.type_error("__defaults__ must be set to a tuple object"));
            }
            drop(f.defaults.replace(v.cloned()));
            Ok(())
        },
    ),
    GetSetDef::get_set(
        "__kwdefaults__",
        |_, r| or_none(&payload::<FunctionValue>(r).kwdefaults),
        |vm, r, v| {
            let f = payload::<FunctionValue>(r);
            let v = v.filter(|v| !v.is_none());
            if v.is_some_and(|v| !v.has_kind(Kind::Dict)) {
                return Err(vm.type_error("__kwdefaults__ must be set to a dict object"));
            }
            drop(f.kwdefaults.replace(v.cloned()));
            Ok(())
        },
    ),
    GetSetDef::get_set("__annotations__", annotations, |vm, r, v| {
        let f = payload::<FunctionValue>(r);
        let v = v.filter(|v| !v.is_none());
        if v.is_some_and(|v| !v.has_kind(Kind::Dict)) {
            return Err(vm.type_error("__annotations__ must be set to a dict object"));
        }
        drop(f.annotations.replace(v.cloned()));
        drop(f.annotate.replace(None));
        Ok(())
    }),
    GetSetDef::get_set(
        "__annotate__",
        |_, r| or_none(&payload::<FunctionValue>(r).annotate),
        |vm, r, v| {
            let f = payload::<FunctionValue>(r);
            match v {
                None => Err(vm.type_error("__annotate__ cannot be deleted")),
                Some(v) if v.is_none() => {
                    drop(f.annotate.replace(None));
                    Ok(())
                }
                Some(v) if vm.is_callable(v) => {
                    f.annotate.set(v.clone());
                    drop(f.annotations.replace(None));
                    Ok(())
                }
                Some(_) => Err(vm.type_error("__annotate__ must be callable or None")),
            }
        },
    ),
    GetSetDef::get_set(
        "__dict__",
        |vm, r| Ok(instance_dict(vm, r)?.unwrap_or_else(Ref::none)),
        crate::object::types::set_dict,
    ),
    GetSetDef::get_set(
        "__doc__",
        |_, r| or_none(&payload::<FunctionValue>(r).doc),
        |_, r, v| {
            drop(payload::<FunctionValue>(r).doc.replace(v.cloned()));
            Ok(())
        },
    ),
    GetSetDef::get_set(
        "__module__",
        |_, r| or_none(&payload::<FunctionValue>(r).module),
        |_, r, v| {
            drop(payload::<FunctionValue>(r).module.replace(v.cloned()));
            Ok(())
        },
    ),
    GetSetDef::get_set(
        "__name__",
        |_, r| or_none(&payload::<FunctionValue>(r).name),
        |vm, r, v| set_name(vm, &payload::<FunctionValue>(r).name, "__name__", v),
    ),
    GetSetDef::get_set(
        "__qualname__",
        |_, r| or_none(&payload::<FunctionValue>(r).qualname),
        |vm, r, v| set_name(vm, &payload::<FunctionValue>(r).qualname, "__qualname__", v),
    ),
    GetSetDef::get_set(
        "__type_params__",
        |vm, r| {
            let p = payload::<FunctionValue>(r).type_params.get();
            Ok(p.unwrap_or_else(|| new_tuple(vm, [])))
        },
        |vm, r, v| match v.filter(|v| v.has_kind(Kind::Tuple)) {
            Some(v) => {
                payload::<FunctionValue>(r).type_params.set(v.clone());
                Ok(())
            }
            None => Err(vm.type_error("__type_params__ must be set to a tuple")),
        },
    ),
];

fn new(vm: &Vm, args: &Args) -> PyResult {
    static PARSED: OnceLock<Signature> = OnceLock::new();
    let s = PARSED.get_or_init(|| {
        Signature::parse("code, globals, name=None, argdefs=None, closure=None, kwdefaults=None")
    });
    let a = s.bind(vm, "function", args)?;
    let given = |i: usize| a[i].clone().filter(|v| !v.is_none());
    let wrong = |i: usize, name: &str, want: &str| {
        let got = a[i]
            .as_ref()
            .map_or_else(|| "None".to_owned(), |v| vm.type_of(v).name_str());
        vm.type_error(format!(
            "function() argument '{name}' must be {want}, not {got}"
        ))
    };
    let code = given(0)
        .filter(|c| c.has_kind(Kind::Code))
        .ok_or_else(|| wrong(0, "code", "code"))?;
    let globals = given(1)
        .filter(|g| g.has_kind(Kind::Dict))
        .ok_or_else(|| wrong(1, "globals", "dict"))?;
    let (name, defaults, closure, kwdefaults) = (given(2), given(3), given(4), given(5));
    if name.as_ref().is_some_and(|n| !n.has_kind(Kind::Str)) {
        return Err(vm.type_error("arg 3 (name) must be None or string"));
    }
    if defaults.as_ref().is_some_and(|n| !n.has_kind(Kind::Tuple)) {
        return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let wants = free_variables(&code);
    if closure.as_ref().is_none_or(|c| !c.has_kind(Kind::Tuple)) {
        if wants > 0 {
            return Err(vm.type_error("arg 5 (closure) must be tuple"));
        }
        if closure.is_some() {
            return Err(vm.type_error("arg 5 (closure) must be None or tuple"));
        }
    }
    if kwdefaults.as_ref().is_some_and(|n| !n.has_kind(Kind::Dict)) {
        return Err(vm.type_error("arg 6 (kwdefaults) must be None or dict"));
    }
    let cells = closure.as_ref().and_then(as_tuple).unwrap_or(&[]);
    if cells.len() != wants {
        return Err(vm.value_error(format!(
            "{} requires closure of length {wants}, not {}",
            str_to_string(&payload::<Code>(&code).name),
            cells.len()
        )));
    }
    if let Some(c) = cells.iter().find(|c| !c.has_kind(Kind::Cell)) {
        return Err(vm.type_error(format!(
            "arg 5 (closure) expected cell, found {}",
            vm.type_of(c).name_str()
        )));
    }
    let r = vm.new_function(code, globals);
    let f = payload::<FunctionValue>(&r);
    if let Some(n) = name {
        f.name.set(n);
    }
    drop(f.defaults.replace(defaults));
    drop(f.closure.replace(closure));
    drop(f.kwdefaults.replace(kwdefaults));
    Ok(r)
}
