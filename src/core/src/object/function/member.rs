//! `member_descriptor`: the words of an instance that `__slots__` declares, and what CPython's native structs have for members.

use crate::object::types::fully_qualified;
use crate::object::{
    GetSetDef, Layout, MethodDef, Payload, TypeObj, TypePtr, TypeSpec, flags, from_utf8,
    new_object, payload, str_to_string,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// The payload of `member_descriptor`: a word of the instance, from `__slots__`, or a native member.
pub struct MemberDescriptor {
    pub name: Ref,
    /// The class that declared it.
    pub owner: TypePtr,
    /// Keeps the class alive as long as the descriptor.
    keep: Ref,
    /// What a native member is; then there is no word.
    pub native: Option<&'static GetSetDef>,
    /// Byte offset of the word in an instance.
    pub offset: u16,
}
impl Payload for MemberDescriptor {
    const KIND: Kind = Kind::MemberDescriptor;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.name.slot());
        f(self.keep.slot());
    }
}
static LAYOUT: Layout = Layout::of::<MemberDescriptor>();

static GETSET: [GetSetDef; 4] = [
    GetSetDef::get("__name__", |_, r| {
        Ok(payload::<MemberDescriptor>(r).name.clone())
    }),
    GetSetDef::get("__qualname__", |vm, r| {
        let m = payload::<MemberDescriptor>(r);
        let text = format!("{}.{}", m.owner.qualname_str(), str_to_string(&m.name));
        from_utf8(vm, &text)
    }),
    GetSetDef::get("__objclass__", |_, r| {
        Ok(payload::<MemberDescriptor>(r).owner.to_ref())
    }),
    GetSetDef::get("__doc__", |vm, r| {
        match payload::<MemberDescriptor>(r).native {
            Some(def) if !def.doc.is_empty() => from_utf8(vm, def.doc),
            _ => Ok(Ref::none()),
        }
    }),
];
static METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, r| {
    let m = payload::<MemberDescriptor>(r);
    super::reduce_getattr(vm, m.owner.to_ref(), &str_to_string(&m.name))
})];

/// The type `member_descriptor`.
pub static MEMBER_DESCRIPTOR: TypeSpec = TypeSpec {
    flags: flags::NO_NEW,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.repr.set(Some(|vm, r| {
            let m = payload::<MemberDescriptor>(r);
            let text = format!(
                "<member '{}' of '{}' objects>",
                str_to_string(&m.name),
                m.owner.name_str()
            );
            from_utf8(vm, &text)
        }));
        s.descr_get.set(Some(|vm, r, obj, _| {
            let Some(obj) = obj else { return Ok(r.clone()) };
            let m = payload::<MemberDescriptor>(r);
            check(vm, m, obj)?;
            if let Some(def) = m.native {
                return (def.get)(vm, obj);
            }
            // SAFETY: the object's class has the word at this offset.
            let v = unsafe { *word(m, obj) };
            if v.is_null() {
                let ty = fully_qualified(vm, &vm.type_of(obj));
                let name = str_to_string(&m.name);
                let text = format!("'{ty}' object has no attribute '{name}'");
                return Err(vm.attribute_error_message(text));
            }
            Ok(unsafe { Ref::new_reference(v) })
        }));
        s.descr_set.set(Some(|vm, r, obj, value| {
            let m = payload::<MemberDescriptor>(r);
            check(vm, m, obj)?;
            if let Some(def) = m.native {
                return match def.set {
                    Some(set) => set(vm, obj, value),
                    None => Err(vm.attribute_error_message("readonly attribute")),
                };
            }
            let new = value.map_or(Slot::NULL, |v| v.clone().into_slot());
            // SAFETY: the object's class has the word at this offset; the old value goes last.
            let old = unsafe { std::mem::replace(&mut *word(m, obj), new) };
            if old.is_null() && value.is_none() {
                return Err(vm.raise_new(vm.types.attribute_error, vec![m.name.clone()]));
            }
            unsafe { old.decref() };
            Ok(())
        }));
    },
    ..TypeSpec::new("member_descriptor", &LAYOUT)
};

fn check(vm: &Vm, m: &MemberDescriptor, obj: &Ref) -> PyResult<()> {
    if vm.is_instance_of(obj, m.owner) {
        return Ok(());
    }
    super::check_descriptor_self(vm, &str_to_string(&m.name), m.owner, obj)
}

fn word(m: &MemberDescriptor, obj: &Ref) -> *mut Slot {
    obj.slot()
        .ptr::<u8>()
        .wrapping_add(m.offset as usize)
        .cast()
}

/// A descriptor for the word at `offset` bytes into instances of `owner`.
pub fn new_member_descriptor(vm: &Vm, name: Ref, owner: &TypeObj, offset: u16) -> Ref {
    new_object(
        vm,
        vm.types.member_descriptor,
        MemberDescriptor {
            name,
            owner: owner.ptr(),
            keep: owner.to_ref(),
            native: None,
            offset,
        },
    )
}

/// A descriptor for a member of a native struct.
pub fn new_native_member(vm: &Vm, def: &'static GetSetDef, owner: &TypeObj) -> Ref {
    // A type that no program made lives as long as the interpreter.
    let keep = match owner.is_heap_type() {
        true => owner.to_ref(),
        false => Ref::none(),
    };
    new_object(
        vm,
        vm.types.member_descriptor,
        MemberDescriptor {
            name: vm.interned.intern_str(vm, def.name),
            owner: owner.ptr(),
            keep,
            native: Some(def),
            offset: 0,
        },
    )
}
