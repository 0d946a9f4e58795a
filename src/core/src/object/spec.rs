//! How a builtin type is declared, and how its type object is made from the declaration.

use super::native::{Binding, GetSetDef, MethodDef, MethodDescriptor};
use super::{Attributes, Layout, Slots, TypeObj, TypePtr, flags, new_dict, new_object, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// The declaration of a builtin type.
pub struct TypeSpec {
    pub name: &'static str,
    /// `__module__`.
    pub module: &'static str,
    pub doc: &'static str,
    pub layout: &'static Layout,
    pub flags: u32,
    pub methods: &'static [MethodDef],
    pub getset: &'static [GetSetDef],
    /// Fills the slots that the type has of its own.
    pub slots: fn(&Slots),
}

fn no_slots(_: &Slots) {}

impl TypeSpec {
    /// A type of module `builtins` without methods, that cannot be subclassed.
    pub const fn new(name: &'static str, layout: &'static Layout) -> TypeSpec {
        TypeSpec {
            name,
            module: "builtins",
            doc: "",
            layout,
            flags: 0,
            methods: &[],
            getset: &[],
            slots: no_slots,
        }
    }
}

/// Makes the type object; its namespace is filled by [`finish`].
pub fn allocate(vm: &Vm, spec: &'static TypeSpec, metatype: *const TypeObj) -> Ref {
    let attributes = if spec.flags & flags::EXTRA != 0 {
        Attributes::Dict(spec.layout.size as u16)
    } else {
        Attributes::None
    };
    // SAFETY: the caller's: builtin metatypes live as long as the interpreter.
    let t = unsafe { TypeObj::allocate(vm, metatype, spec.layout, attributes) };
    // SAFETY: just made.
    let ty = unsafe { t.cast::<TypeObj>() };
    ty.flags.set(spec.flags | flags::IMMUTABLE);
    t
}

/// Gives the type its name, base, namespace and slots.
///
/// # Safety
/// `t` must come from [`allocate`] with the same declaration; the base must be finished.
pub unsafe fn finish(
    vm: &Vm,
    t: &Ref,
    spec: &'static TypeSpec,
    base: Option<TypePtr>,
) -> PyResult<()> {
    let ty = unsafe { t.cast::<TypeObj>() };
    let name = vm.interned.intern_str(vm, spec.name);
    ty.name.set(name.clone());
    ty.qualname.set(name);
    ty.dict.set(new_dict(vm));
    let mut mro = vec![t.clone()];
    match base {
        Some(b) => {
            ty.base.set(b.to_ref());
            ty.bases.set(new_tuple(vm, [b.to_ref()]));
            mro.extend_from_slice(b.mro());
            b.add_subclass(ty.ptr());
        }
        None => ty.bases.set(new_tuple(vm, [])),
    }
    ty.mro.set(new_tuple(vm, mro));
    (spec.slots)(&ty.slots);
    let d = ty.dict();
    // Wrappers for the type's own slots come before inheritance, so that only these appear in its namespace.
    super::slot_table::add_wrappers(vm, ty)?;
    // A type with comparison but without a hash says so in its namespace, after everything else.
    let unhashable = ty.slots.compare.get().is_some() && ty.slots.hash.get().is_none();
    for m in spec.methods {
        let v = match m.binding {
            Binding::Instance => new_object(
                vm,
                vm.types.method_descriptor,
                MethodDescriptor {
                    def: m,
                    owner: ty.ptr(),
                },
            ),
            Binding::Class => new_object(
                vm,
                vm.types.classmethod_descriptor,
                MethodDescriptor {
                    def: m,
                    owner: ty.ptr(),
                },
            ),
            Binding::Static => {
                let f = super::new_builtin(vm, m, Some(t.clone()), None);
                super::new_static_method(vm, f)
            }
        };
        d.set_str(vm, &vm.interned.intern_str(vm, m.name), v)?;
    }
    for g in spec.getset {
        let v = match g.member {
            true => super::new_native_member(vm, g, ty),
            false => super::new_getset_descriptor(vm, g, ty),
        };
        d.set_str(vm, &vm.interned.intern_str(vm, g.name), v)?;
    }
    if let Some(b) = base {
        let own_new = ty.slots.new.get().is_some();
        ty.slots.inherit(&b.slots);
        if !own_new && (b == vm.types.object || ty.has(flags::NO_NEW)) {
            // A native payload that object.__new__ would leave uninitialised: instances are not made by calling.
            ty.slots.new.set(None);
            ty.set_flag(flags::NO_NEW, true);
        }
        let inherited = b.flags.get() & (flags::SEQUENCE | flags::MAPPING | flags::WEAKREFS);
        ty.flags.set(ty.flags.get() | inherited);
    }
    ty.native_doc.set(spec.doc);
    ty.native_module.set(spec.module);
    if !d.get_str(&vm.names.doc).is_null() {
        // The type computes the `__doc__` of its instances.
    } else if !spec.doc.is_empty() {
        let doc = super::from_utf8(vm, spec.doc)?;
        d.set_str(vm, &vm.names.doc, doc)?;
    } else {
        d.set_str(vm, &vm.names.doc, Ref::none())?;
    }
    if unhashable && d.get_str(&vm.names.hash).is_null() {
        d.set_str(vm, &vm.names.hash, Ref::none())?;
    }
    if spec.module != "builtins" && spec.flags & flags::NO_MODULE == 0 {
        d.set_str(
            vm,
            &vm.names.module,
            vm.interned.intern_str(vm, spec.module),
        )?;
    }
    super::slot_table::update_flags(vm, ty);
    ty.modified();
    Ok(())
}

impl Vm {
    /// Makes a builtin type after the interpreter has started: for native modules.
    pub fn new_type(&self, spec: &'static TypeSpec, base: TypePtr) -> PyResult {
        let t = allocate(self, spec, self.types.type_.as_ptr());
        // SAFETY: just allocated from the same declaration.
        unsafe { finish(self, &t, spec, Some(base))? };
        Ok(t)
    }
}
