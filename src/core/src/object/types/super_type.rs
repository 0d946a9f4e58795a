//! `super`.

use super::mro::as_type;
use crate::frame::Frame;
use crate::object::{
    Field, GetSetDef, Layout, Payload, TypeObj, TypePtr, TypeSpec, as_str, flags, from_utf8,
    generic_get_attr, new_object, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// The payload of `super`.
pub struct Super {
    /// `__thisclass__`
    pub this_class: Field,
    /// `__self__`
    pub object: Field,
    /// `__self_class__`
    pub self_class: Field,
}

impl Payload for Super {
    const KIND: Kind = Kind::Super;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.this_class.traverse(f);
        self.object.traverse(f);
        self.self_class.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Super>();

fn or_none(f: &Field) -> PyResult {
    Ok(f.get().unwrap_or_else(Ref::none))
}

static GETSET: [GetSetDef; 3] = [
    GetSetDef {
        doc: "the class invoking super()",
        ..GetSetDef::member("__thisclass__", |_, r| {
            or_none(&payload::<Super>(r).this_class)
        })
    },
    GetSetDef {
        doc: "the instance invoking super(); may be None",
        ..GetSetDef::member("__self__", |_, r| or_none(&payload::<Super>(r).object))
    },
    GetSetDef {
        doc: "the type of the instance invoking super(); may be None",
        ..GetSetDef::member("__self_class__", |_, r| {
            or_none(&payload::<Super>(r).self_class)
        })
    },
];

/// The type `super`.
pub static SUPER: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) \
          -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires \
          issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def \
          meth(self, arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    \
          @classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n",
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            // SAFETY: the new slot is called with a type whose layout is this one.
            let ty = unsafe { TypePtr::new(ty.slot().ptr()) };
            Ok(empty(vm, ty))
        }));
        s.init.set(Some(init));
        s.get_attr.set(Some(get_attr));
        s.descr_get.set(Some(descr_get));
        s.repr.set(Some(|vm, r| {
            let s = payload::<Super>(r);
            let class = s.this_class.get();
            let class = class.map_or_else(|| "NULL".to_owned(), |c| as_type(&c).name_str());
            let text = match s.self_class.get() {
                Some(t) => format!(
                    "<super: <class '{class}'>, <{} object>>",
                    as_type(&t).name_str()
                ),
                None => format!("<super: <class '{class}'>, NULL>"),
            };
            from_utf8(vm, &text)
        }));
    },
    ..TypeSpec::new("super", &LAYOUT)
};

fn empty(vm: &Vm, ty: TypePtr) -> Ref {
    new_object(
        vm,
        ty,
        Super {
            this_class: Field::empty(),
            object: Field::empty(),
            self_class: Field::empty(),
        },
    )
}

fn init(vm: &Vm, r: &Ref, args: &Args) -> PyResult<()> {
    args.no_keywords(vm, "super")?;
    let a = args.check_positional(vm, "super()", 0, 2)?;
    let (class, object) = match a {
        [] => {
            let (class, object) = from_frame(vm)?;
            (class, Some(object).filter(|o| !o.is_none()))
        }
        [class, ..] => {
            if !class.has_kind(Kind::Type) {
                return Err(vm.type_error(format!(
                    "super() argument 1 must be a type, not {}",
                    vm.type_of(class).name_str()
                )));
            }
            (class.clone(), a.get(1).filter(|o| !o.is_none()).cloned())
        }
    };
    let self_class = match &object {
        Some(o) => Some(check_object(vm, &class, o)?),
        None => None,
    };
    let s = payload::<Super>(r);
    s.this_class.set(class);
    drop(s.object.replace(object));
    drop(s.self_class.replace(self_class));
    Ok(())
}

/// `super()` without arguments: the class cell and the first argument of the calling frame.
fn from_frame(vm: &Vm) -> PyResult<(Ref, Ref)> {
    let mut frame = vm.frame.get();
    // SAFETY: native code runs, so the frame chain and the words of its frames are intact.
    unsafe {
        while !frame.is_null() && !(*frame).is_python() {
            frame = (*frame).prev;
        }
        if frame.is_null() {
            return Err(vm.runtime_error("super(): no current frame"));
        }
        let f: &Frame = &*frame;
        let code = f.code();
        if code.argcount == 0 {
            return Err(vm.runtime_error("super(): no arguments"));
        }
        let first = *f.locals;
        let first = match Some(first).filter(|s| !s.is_null()) {
            Some(s) if s.has_kind(Kind::Cell) && is_cell(code.data.localspluskinds.first()) => {
                payload::<crate::object::CellValue>(Ref::view(&s)).0.get()
            }
            Some(s) => Some(Ref::new_reference(s)),
            None => None,
        };
        let Some(object) = first else {
            return Err(vm.runtime_error("super(): arg[0] deleted"));
        };
        let n = code.nlocalsplus as usize;
        for i in n - code.data.nfreevars()..n {
            if as_str(&code.localsplus_names[i]).as_ascii() != Some("__class__") {
                continue;
            }
            let cell = *f.locals.add(i);
            if cell.is_null() || !cell.has_kind(Kind::Cell) {
                return Err(vm.runtime_error("super(): bad __class__ cell"));
            }
            let Some(class) = payload::<crate::object::CellValue>(Ref::view(&cell))
                .0
                .get()
            else {
                return Err(vm.runtime_error("super(): empty __class__ cell"));
            };
            if !class.has_kind(Kind::Type) {
                return Err(vm.runtime_error(format!(
                    "super(): __class__ is not a type ({})",
                    vm.type_of(&class).name_str()
                )));
            }
            return Ok((class, object));
        }
    }
    Err(vm.runtime_error("super(): __class__ cell not found"))
}

/// Is a local variable kept in a cell (CO_FAST_CELL)?
fn is_cell(kind: Option<&u8>) -> bool {
    kind.is_some_and(|k| k & 0x40 != 0)
}

/// The class whose mro `super(class, obj)` walks: `obj` itself, its type, or what its `__class__` says.
pub fn check_object(vm: &Vm, class: &Ref, obj: &Ref) -> PyResult<Ref> {
    let c = as_type(class).ptr();
    if obj.has_kind(Kind::Type) && as_type(obj).is_subtype(c) {
        return Ok(obj.clone());
    }
    let own = vm.type_of(obj);
    if own.is_subtype(c) {
        return Ok(own.to_ref());
    }
    if let Some(t) = vm.get_attr_opt(obj, &vm.names.class_)?
        && t.has_kind(Kind::Type)
        && !own.is(&t)
        && as_type(&t).is_subtype(c)
    {
        return Ok(t);
    }
    let what = if obj.has_kind(Kind::Type) {
        format!("type {}", as_type(obj).name_str())
    } else {
        format!("instance of {}", own.name_str())
    };
    Err(vm.type_error(format!(
        "super(type, obj): obj ({what}) is not an instance or subtype of type ({}).",
        c.name_str()
    )))
}

/// Finds `name` behind `class` in the mro of `start`.
fn find_behind(class: &Ref, start: &TypeObj, name: &Ref) -> Option<Ref> {
    let mut mro = start.mro().iter().skip_while(|t| !t.is(class)).skip(1);
    mro.find_map(|t| as_type(t).dict().get_str_ref(name))
}

/// `super(class, obj).name` without making the super object, for instructions that know that `super` is the builtin.
///
/// `(attribute, true)`: a function that the caller calls with `obj` as its first argument (only if `method` asks for
/// that); `(attribute, false)`: the bound attribute.
pub fn super_get_attr(
    vm: &Vm,
    class: &Ref,
    obj: &Ref,
    name: &Ref,
    method: bool,
) -> PyResult<(Ref, bool)> {
    let start = check_object(vm, class, obj)?;
    if !name.is(&vm.names.class_)
        && let Some(f) = find_behind(class, as_type(&start), name)
    {
        let ft = vm.type_of(&f);
        let on_class = start.is(obj);
        if method && !on_class && ft.has(flags::METHOD_DESCRIPTOR) {
            return Ok((f, true));
        }
        return match ft.slots.descr_get.get() {
            Some(get) => {
                let instance = if on_class { None } else { Some(obj) };
                Ok((get(vm, &f, instance, &start)?, false))
            }
            None => Ok((f, false)),
        };
    }
    let s = bound(vm, class.clone(), obj.clone(), start);
    Ok((generic_get_attr(vm, &s, name)?, false))
}

fn bound(vm: &Vm, class: Ref, obj: Ref, self_class: Ref) -> Ref {
    let r = empty(vm, vm.types.super_);
    let s = payload::<Super>(&r);
    s.this_class.set(class);
    s.object.set(obj);
    s.self_class.set(self_class);
    r
}

fn get_attr(vm: &Vm, r: &Ref, name: &Ref) -> PyResult {
    let s = payload::<Super>(r);
    let is_class = name.has_kind(Kind::Str) && as_str(name).as_ascii() == Some("__class__");
    if let (Some(class), Some(start)) = (s.this_class.get(), s.self_class.get())
        && name.has_kind(Kind::Str)
        && !is_class
        && let Some(f) = find_behind(&class, as_type(&start), name)
    {
        return match vm.type_of(&f).slots.descr_get.get() {
            Some(get) => {
                let object = s.object.get();
                get(vm, &f, object.as_ref().filter(|o| !o.is(&start)), &start)
            }
            None => Ok(f),
        };
    }
    generic_get_attr(vm, r, name)
}

fn descr_get(vm: &Vm, r: &Ref, obj: Option<&Ref>, _ty: &Ref) -> PyResult {
    let s = payload::<Super>(r);
    let (Some(obj), None) = (obj, s.object.get()) else {
        return Ok(r.clone());
    };
    let Some(class) = s.this_class.get() else {
        return Ok(r.clone());
    };
    let own = vm.type_of(r);
    if own != vm.types.super_ {
        return vm.call_positional(&own.to_ref(), &[class, obj.clone()]);
    }
    let start = check_object(vm, &class, obj)?;
    Ok(bound(vm, class, obj.clone(), start))
}
