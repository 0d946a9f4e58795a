//! The type `object`.

use super::class_assignment::set_class;
use super::reduce;
use crate::object::{
    CompareOp, GetSetDef, InitFn, Layout, MethodDef, NewFn, Plain, TypeObj, TypePtr, TypeSpec,
    address, flags, from_utf8, generic_get_attr, generic_set_attr, new_list, new_object,
    str_to_string,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

/// The layout of instances without native payload.
pub static PLAIN_LAYOUT: Layout = Layout::of::<Plain>();

static METHODS: [MethodDef; 8] = [
    MethodDef::positional("__reduce_ex__", 1, 1, |vm, r, a| {
        let protocol = vm.index_as_isize(&a[0])?;
        reduce::reduce_ex(vm, r, protocol)
    })
    .text_signature("protocol, /")
    .doc("Helper for pickle."),
    MethodDef::no_args("__reduce__", |vm, r| reduce::reduce(vm, r, 0)).doc("Helper for pickle."),
    MethodDef::no_args("__getstate__", |vm, r| reduce::get_state(vm, r, false))
        .doc("Helper for pickle."),
    MethodDef::positional("__subclasshook__", 0, u8::MAX, |_, _, _| Ok(Ref::not_implemented()))
        .class_method()
        .text_signature("object, /")
        .doc(
            "Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by \
             abc.ABCMeta.__subclasscheck__().\nIt should return True, False or NotImplemented.  If it \
             returns\nNotImplemented, the normal algorithm is used.  Otherwise, it\noverrides the normal algorithm \
             (and the outcome is cached).",
        ),
    MethodDef::raw("__init_subclass__", |vm, cls, args| {
        if !args.kw_names().is_empty() {
            // SAFETY: a class method of a type is bound to a type.
            let name = unsafe { cls.cast::<TypeObj>() }.name_str();
            return Err(vm.type_error(format!(
                "{name}.__init_subclass__() takes no keyword arguments"
            )));
        }
        if !args.is_empty() {
            let name = unsafe { cls.cast::<TypeObj>() }.name_str();
            return Err(vm.type_error(format!(
                "{name}.__init_subclass__() takes no arguments ({} given)",
                args.all().len()
            )));
        }
        Ok(Ref::none())
    })
    .class_method()
    .text_signature("")
    .doc(
        "This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may \
         be\noverridden to extend subclasses.",
    ),
    MethodDef::one("__format__", |vm, r, spec| {
        if !spec.has_kind(Kind::Str) {
            return Err(vm.type_error(format!(
                "__format__() argument must be str, not {}",
                vm.type_of(spec).name_str()
            )));
        }
        if !crate::object::as_str(spec).is_empty() {
            return Err(vm.type_error(format!(
                "unsupported format string passed to {}.__format__",
                vm.type_of(r).name_str()
            )));
        }
        vm.str(r)
    })
    .text_signature("format_spec, /")
    .doc("Default object formatter.\n\nReturn str(self) if format_spec is empty. Raise TypeError otherwise."),
    MethodDef::no_args("__sizeof__", |vm, r| {
        if r.has_kind(Kind::Bytes) {
            // What CPython says: a header of 32 bytes, the bytes, and a null byte.
            return Ok(vm.new_int(33 + crate::object::as_bytes(r).len() as i64));
        }
        let size = r.header().map_or(0, |h| {
            // SAFETY: a live object has the size class of its cell.
            crate::heap::CLASS_SIZES[unsafe { (*h).size_class } as usize]
        });
        Ok(vm.new_int(size.max(16) as i64))
    })
    .doc("Size of object in memory, in bytes."),
    MethodDef::no_args("__dir__", |vm, r| {
        let names = super::dir::object_dir(vm, r)?;
        Ok(new_list(vm, names))
    })
    .doc("Default dir() implementation."),
];

static GETSET: [GetSetDef; 1] = [GetSetDef {
    doc: "the object's class",
    ..GetSetDef::get_set("__class__", |vm, r| Ok(vm.type_of(r).to_ref()), set_class)
}];

/// The type `object`.
pub static OBJECT: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new \
          featureless\ninstance that has no instance attributes and cannot be given any.\n",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.get_attr.set(Some(generic_get_attr));
        s.set_attr.set(Some(generic_set_attr));
        s.repr.set(Some(default_repr));
        s.str.set(Some(|vm, r| {
            // repr() of the type, without the check that it is a str: str() checks.
            match vm.type_of(r).slots.repr.get() {
                Some(f) => f(vm, r),
                None => default_repr(vm, r),
            }
        }));
        s.hash.set(Some(|_, r| {
            Ok(tricera_text::hash::hash_pointer(address(r)))
        }));
        s.compare.set(Some(compare));
        s.new.set(Some(object_new));
        s.init.set(Some(object_init));
    },
    ..TypeSpec::new("object", &PLAIN_LAYOUT)
};

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    match op {
        CompareOp::Eq if a.is(b) => Ok(Ref::bool(true)),
        CompareOp::Ne => {
            // By default, `!=` is what `==` is not.
            let Some(f) = vm.type_of(a).slots.compare.get() else {
                return Ok(Ref::not_implemented());
            };
            let eq = f(vm, a, b, CompareOp::Eq)?;
            if eq.is_not_implemented() {
                return Ok(eq);
            }
            Ok(Ref::bool(!vm.is_true(&eq)?))
        }
        _ => Ok(Ref::not_implemented()),
    }
}

/// `<module.Name object at 0x…>`
pub fn default_repr(vm: &Vm, r: &Ref) -> PyResult {
    let ty = vm.type_of(r);
    let at = address(r);
    let module = super::type_module(vm, &ty).filter(|m| m.has_kind(Kind::Str));
    let text = match module.map(|m| str_to_string(&m)) {
        Some(m) if m != "builtins" => {
            format!("<{m}.{} object at {at:#x}>", ty.qualname_str())
        }
        _ => format!("<{} object at {at:#x}>", ty.name_str()),
    };
    from_utf8(vm, &text)
}

fn is_object_new(f: Option<NewFn>) -> bool {
    f.is_some_and(|f| std::ptr::fn_addr_eq(f, object_new as NewFn))
}
fn is_object_init(f: Option<InitFn>) -> bool {
    f.is_some_and(|f| std::ptr::fn_addr_eq(f, object_init as InitFn))
}

/// Does `object.__new__` make the instances of this type and `object.__init__` initialise them, so that calling the
/// type without arguments is only an allocation?
pub fn is_plain(ty: &TypeObj) -> bool {
    is_object_new(ty.slots.new.get()) && is_object_init(ty.slots.init.get())
}

/// A new instance of a class whose `__new__` is object's: what `object.__new__(ty)` makes.
///
/// The layout of `ty` must be that of `object`, and `ty` must not be abstract (see [`has_plain_new`]).
#[inline]
pub fn new_instance(vm: &Vm, ty: &TypeObj) -> Ref {
    new_object(vm, ty.ptr(), Plain)
}

/// May [`new_instance`] stand for calling `ty.__new__(ty, …)` (with `__init__` to be called by the caller)? Excess
/// arguments are an error only if `__init__` is object's too.
#[inline]
pub fn has_plain_new(ty: &TypeObj) -> bool {
    is_object_new(ty.slots.new.get()) && !ty.has(flags::ABSTRACT)
}

/// `object.__new__`
pub fn object_new(vm: &Vm, cls: &Ref, args: &Args) -> PyResult {
    // SAFETY: the new slot is called with a type.
    let ty: TypePtr = unsafe { cls.cast::<TypeObj>() }.ptr();
    if !args.is_empty() {
        if !is_object_new(ty.slots.new.get()) {
            return Err(vm.type_error(
                "object.__new__() takes exactly one argument (the type to instantiate)",
            ));
        }
        if is_object_init(ty.slots.init.get()) {
            return Err(vm.type_error(format!("{}() takes no arguments", ty.name_str())));
        }
    }
    if ty.has(flags::ABSTRACT) {
        return Err(abstract_error(vm, &ty));
    }
    Ok(new_instance(vm, &ty))
}

#[cold]
fn abstract_error(vm: &Vm, ty: &TypeObj) -> crate::runtime::Raised {
    let names = ty.dict().get_str_ref(&vm.names.abstractmethods);
    let mut names = match names.map(|n| vm.collect(&n)) {
        Some(Ok(n)) => n
            .iter()
            .filter(|n| n.has_kind(Kind::Str))
            .map(str_to_string)
            .collect::<Vec<_>>(),
        Some(Err(r)) => return r,
        None => vec![],
    };
    names.sort();
    let s = if names.len() == 1 { "" } else { "s" };
    vm.type_error(format!(
        "Can't instantiate abstract class {} without an implementation for abstract method{s} '{}'",
        ty.name_str(),
        names.join("', '")
    ))
}

/// `object.__init__`
pub fn object_init(vm: &Vm, r: &Ref, args: &Args) -> PyResult<()> {
    if args.is_empty() {
        return Ok(());
    }
    let ty = vm.type_of(r);
    if !is_object_init(ty.slots.init.get()) {
        return Err(vm.type_error(
            "object.__init__() takes exactly one argument (the instance to initialize)",
        ));
    }
    if is_object_new(ty.slots.new.get()) {
        return Err(vm.type_error(format!(
            "{}.__init__() takes exactly one argument (the instance to initialize)",
            ty.name_str()
        )));
    }
    Ok(())
}
