//! Tuples with named fields (`sys.version_info`, `time.struct_time`).

use super::common::{bind, type_arg};
use crate::object::{
    GetSetDef, MethodDef, TUPLE_LAYOUT, TypePtr, TypeSpec, as_dict, as_tuple, flags, from_utf8,
    new_dict, new_list, new_tuple,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The getter of field `I`.
pub fn field<const I: usize>(_: &Vm, this: &Ref) -> PyResult {
    Ok(as_tuple(this).expect("a struct sequence is a tuple")[I].clone())
}

/// The declaration of a struct sequence: fields are `GetSetDef::get("name", field::<I>)`.
pub const fn spec(
    name: &'static str,
    module: &'static str,
    doc: &'static str,
    getset: &'static [GetSetDef],
) -> TypeSpec {
    TypeSpec {
        module,
        doc,
        // A type of its own among the tuples: what is exactly a tuple must not be one of these.
        flags: flags::HEAP,
        getset,
        methods: &METHODS,
        slots: |s| {
            s.repr.set(Some(repr));
            s.new.set(Some(new));
        },
        ..TypeSpec::new(name, &TUPLE_LAYOUT)
    }
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let ty = vm.type_of(this);
    let module = vm.get_attr(&ty.to_ref(), &vm.names.module)?;
    let mut text = format!("{}.{}(", vm.str_string(&module)?, ty.short_name());
    let names = vm.get_attr_str(&ty.to_ref(), "__match_args__")?;
    let names = as_tuple(&names).map(<[Ref]>::to_vec).unwrap_or_default();
    let items = as_tuple(this).expect("a struct sequence is a tuple");
    for (i, (n, v)) in names.iter().zip(items).enumerate() {
        if i > 0 {
            text += ", ";
        }
        text += &format!("{}={}", vm.str_string(n)?, vm.repr_string(v)?);
    }
    from_utf8(vm, &(text + ")"))
}

/// The numbers of items and of all fields of a type made by [`make_type`].
fn sizes(vm: &Vm, ty: &Ref) -> PyResult<(usize, usize)> {
    let number = |name: &str| -> PyResult<usize> {
        let n = vm.get_attr_str(ty, name)?;
        Ok(crate::object::int_to_i64(&n).unwrap_or(0) as usize)
    };
    Ok((number("n_sequence_fields")?, number("n_fields")?))
}

const HIDDEN: &str = "struct sequences";
/// The names of the fields behind the items, by type.
type Hidden = RefCell<HashMap<usize, Vec<&'static str>>>;

fn hidden_names(vm: &Vm, ty: TypePtr) -> Vec<&'static str> {
    let all = vm.state::<Hidden>(HIDDEN);
    let key = crate::object::address(&ty.to_ref());
    all.and_then(|a| a.borrow().get(&key).cloned())
        .unwrap_or_default()
}

/// Says what the fields behind the items of a type made by [`make_type`] are called; `unnamed` items have no name.
pub fn set_hidden(vm: &Vm, ty: &Ref, names: Vec<&'static str>, unnamed: usize) -> PyResult<()> {
    if vm.state::<Hidden>(HIDDEN).is_none() {
        vm.set_state(HIDDEN, Hidden::default());
    }
    let t = type_arg(ty);
    let (visible, _) = sizes(vm, ty)?;
    for (name, n) in [
        ("n_fields", visible + names.len()),
        ("n_unnamed_fields", unnamed),
    ] {
        t.dict()
            .set_str(vm, &vm.interned.intern_str(vm, name), vm.new_int(n as i64))?;
    }
    t.modified();
    let all = vm.state::<Hidden>(HIDDEN).expect("just set");
    all.borrow_mut().insert(crate::object::address(ty), names);
    Ok(())
}

/// `module.name`
fn shown_name(vm: &Vm, ty: TypePtr) -> PyResult<String> {
    let module = vm.get_attr(&ty.to_ref(), &vm.names.module)?;
    Ok(format!("{}.{}", vm.str_string(&module)?, ty.short_name()))
}

static NEW: LazyLock<Signature> = LazyLock::new(|| Signature::parse("sequence, dict={}"));

/// The fields that a type is called with: those of the sequence, then what the dict says of the ones behind the items,
/// None for those that it does not name. As many as the sequence has if there is no dict.
pub fn fields_arg(vm: &Vm, ty: &Ref, args: &Args) -> PyResult<Vec<Ref>> {
    let [sequence, dict] = bind(vm, &NEW, "structseq", args)?;
    let t = type_arg(ty);
    let mut items = match vm.collect(&sequence.expect("required")) {
        Ok(items) => items,
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            return Err(vm.type_error("constructor requires a sequence"));
        }
    };
    let name = shown_name(vm, t)?;
    if let Some(d) = &dict
        && !d.has_kind(Kind::Dict)
    {
        return Err(vm.type_error(format!("{name}() takes a dict as second arg, if any")));
    }
    let (visible, all) = sizes(vm, ty)?;
    let n = items.len();
    if n < visible || n > all {
        let bound = match () {
            () if visible == all => "",
            () if n < visible => "at least ",
            () => "at most ",
        };
        let bound = if bound.is_empty() {
            "a ".to_owned()
        } else {
            format!("an {bound}")
        };
        let size = if n < visible { visible } else { all };
        let m = format!("{name}() takes {bound}{size}-sequence ({n}-sequence given)");
        return Err(vm.type_error(m));
    }
    if let Some(d) = dict.filter(|d| !as_dict(d).is_empty()) {
        let mut used = 0;
        for (i, field) in hidden_names(vm, t).into_iter().enumerate() {
            if visible + i < n {
                continue;
            }
            let value = as_dict(&d).get(vm, &vm.interned.intern_str(vm, field))?;
            used += usize::from(value.is_some());
            items.push(value.unwrap_or_else(Ref::none));
        }
        if used < as_dict(&d).len() {
            let m = format!("{name}() got duplicate or unexpected field name(s)");
            return Err(vm.type_error(m));
        }
    }
    Ok(items)
}

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let mut items = fields_arg(vm, ty, args)?;
    let (visible, _) = sizes(vm, ty)?;
    items.truncate(visible);
    instance(vm, type_arg(ty), items)
}

/// What is behind the items, as a dict.
fn hidden_fields(vm: &Vm, this: &Ref) -> PyResult {
    let d = new_dict(vm);
    for field in hidden_names(vm, vm.type_of(this)) {
        let value = vm.get_attr_str(this, field)?;
        as_dict(&d).set(vm, &vm.interned.intern_str(vm, field), value)?;
    }
    Ok(d)
}

/// `__replace__` of all struct sequences.
pub const fn replace_method() -> MethodDef {
    MethodDef::raw("__replace__", replace).text_signature("/, **changes")
}

fn replace(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    if !args.positional().is_empty() {
        return Err(vm.type_error("__replace__() takes no positional arguments"));
    }
    let ty = vm.type_of(this);
    let class = ty.to_ref();
    let unnamed = vm.get_attr_str(&class, "n_unnamed_fields")?;
    if vm.is_true(&unnamed)? {
        let name = shown_name(vm, ty)?;
        let m =
            format!("__replace__() is not supported for {name} because it has unnamed field(s)");
        return Err(vm.type_error(m));
    }
    let mut items = as_tuple(this)
        .expect("a struct sequence is a tuple")
        .to_vec();
    let hidden = hidden_fields(vm, this)?;
    let names = vm.get_attr_str(&class, "__match_args__")?;
    let names = as_tuple(&names).map(<[Ref]>::to_vec).unwrap_or_default();
    let mut unexpected = Vec::new();
    for (k, v) in args.keywords() {
        let place = names.iter().position(|n| vm.eq(n, k).unwrap_or(false));
        match place {
            Some(i) if i < items.len() => items[i] = v.clone(),
            _ if as_dict(&hidden).contains(vm, k)? => as_dict(&hidden).set(vm, k, v.clone())?,
            _ => unexpected.push(k.clone()),
        }
    }
    if !unexpected.is_empty() {
        let shown = vm.repr_string(&new_list(vm, unexpected))?;
        return Err(vm.type_error(format!("Got unexpected field name(s): {shown}")));
    }
    if as_dict(&hidden).is_empty() {
        return instance(vm, ty, items);
    }
    vm.call_positional(&class, &[new_tuple(vm, items), hidden])
}

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__reduce__", |vm, this| {
        let ty = vm.type_of(this).to_ref();
        let items = as_tuple(this)
            .expect("a struct sequence is a tuple")
            .to_vec();
        let state = [new_tuple(vm, items), hidden_fields(vm, this)?];
        Ok(new_tuple(vm, [ty, new_tuple(vm, state)]))
    }),
    replace_method(),
];

/// Makes the type; its first `visible` fields are items.
pub fn make_type(vm: &Vm, spec: &'static TypeSpec, visible: usize) -> PyResult {
    let t = vm.new_type(spec, vm.types.tuple)?;
    // SAFETY: just made.
    let ty = unsafe { t.cast::<crate::object::TypeObj>() };
    let names: Vec<Ref> = spec.getset[..visible]
        .iter()
        .map(|g| vm.interned.intern_str(vm, g.name))
        .collect();
    let all = spec.getset.len() as i64;
    for (name, v) in [
        ("__match_args__", new_tuple(vm, names)),
        ("n_sequence_fields", vm.new_int(visible as i64)),
        ("n_fields", vm.new_int(all)),
        ("n_unnamed_fields", vm.new_int(0)),
    ] {
        ty.dict()
            .set_str(vm, &vm.interned.intern_str(vm, name), v)?;
    }
    ty.modified();
    let hidden = spec.getset[visible..].iter().map(|g| g.name).collect();
    set_hidden(vm, &t, hidden, 0)?;
    Ok(t)
}

/// An instance.
pub fn instance(vm: &Vm, ty: TypePtr, items: Vec<Ref>) -> PyResult {
    let list = new_list(vm, items);
    let new = vm.types.tuple.slots.new.get().expect("tuple can be made");
    new(
        vm,
        &ty.to_ref(),
        &Args::positional_only(std::slice::from_ref(&list)),
    )
}

/// An instance of a type made by [`make_type`].
pub fn make(vm: &Vm, ty: &Ref, items: Vec<Ref>) -> PyResult {
    // SAFETY: the caller passes a type.
    instance(vm, unsafe { TypePtr::new(ty.slot().ptr()) }, items)
}
