//! Tuples with named fields (`sys.version_info`, `time.struct_time`).

use crate::object::{
    GetSetDef, TUPLE_LAYOUT, TypePtr, TypeSpec, as_tuple, flags, from_utf8, new_list, new_tuple,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;

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

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let a = args.positional();
    // SAFETY: a type's `new` is called with a type.
    let t = unsafe { TypePtr::new(ty.slot().ptr()) };
    let n = vm.get_attr_str(ty, "n_sequence_fields")?;
    let n = crate::object::int_to_i64(&n).unwrap_or(0) as usize;
    let Some(sequence) = a.first() else {
        return Err(vm.type_error(format!(
            "{}() missing required argument 'sequence' (pos 1)",
            t.name_str()
        )));
    };
    let items = match vm.collect(sequence) {
        Ok(items) => items,
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            return Err(vm.type_error("constructor requires a sequence"));
        }
    };
    if items.len() < n {
        return Err(vm.type_error(format!(
            "{}() takes an at least {n}-sequence ({}-sequence given)",
            t.name_str(),
            items.len()
        )));
    }
    instance(vm, t, items[..n].to_vec())
}

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
