//! Attribute access.

use crate::object::{TypeObj, TypePtr, is_interned};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

impl Vm {
    /// `obj.name`
    #[inline]
    pub fn get_attr(&self, obj: &Ref, name: &Ref) -> PyResult {
        match self.type_of(obj).slots.get_attr.get() {
            Some(f) => match f(self, obj, name) {
                Err(r) => {
                    self.describe_attribute_error(obj, name);
                    Err(r)
                }
                found => found,
            },
            None => Err(self.attribute_error(obj, name)),
        }
    }

    /// `obj.name`, or None where that raises AttributeError.
    pub fn get_attr_opt(&self, obj: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
        let ty = self.type_of(obj);
        if ty.has(crate::object::flags::GENERIC_GETATTR) {
            return crate::object::generic_get_attr_opt(self, obj, name);
        }
        if crate::ops::slow::attribute::looks_up_as_type(ty) {
            return crate::object::type_get_attr_opt(self, obj, name);
        }
        match self.get_attr(obj, name) {
            Ok(v) => Ok(Some(v)),
            Err(r) => self.catch(r, self.types.attribute_error).map(|()| None),
        }
    }

    /// `obj.name = value`, or `del obj.name` without a value.
    pub fn set_attr_opt(&self, obj: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
        match self.type_of(obj).slots.set_attr.get() {
            Some(f) => f(self, obj, name, value),
            None => {
                let what = if value.is_some() { "assign to" } else { "del" };
                let (t, n) = (
                    self.type_of(obj).name_str(),
                    crate::object::str_to_string(name),
                );
                let some = if self.type_of(obj).slots.get_attr.get().is_some() {
                    "only read-only"
                } else {
                    "no"
                };
                Err(self.type_error(format!("'{t}' object has {some} attributes ({what} .{n})")))
            }
        }
    }
    /// `obj.name = value`
    pub fn set_attr(&self, obj: &Ref, name: &Ref, value: &Ref) -> PyResult<()> {
        self.set_attr_opt(obj, name, Some(value))
    }
    /// `del obj.name`
    pub fn del_attr(&self, obj: &Ref, name: &Ref) -> PyResult<()> {
        self.set_attr_opt(obj, name, None)
    }
    /// `obj.name` by Rust text.
    pub fn get_attr_str(&self, obj: &Ref, name: &str) -> PyResult {
        self.get_attr(obj, &self.interned.intern_str(self, name))
    }

    /// The special method `name` of `obj`'s type, bound: None if the type has none. The instance is not asked.
    pub fn lookup_special(&self, obj: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
        let ty = self.type_of(obj);
        match ty.lookup(self, name) {
            None => Ok(None),
            Some(f) => match self.type_of(&f).slots.descr_get.get() {
                None => Ok(Some(f)),
                Some(get) => get(self, &f, Some(obj), &ty.to_ref()).map(Some),
            },
        }
    }

    /// Calls the special method `name` of `obj`'s type; None if there is none.
    pub fn call_special(&self, obj: &Ref, name: &Ref, args: &[Ref]) -> PyResult<Option<Ref>> {
        let ty = self.type_of(obj);
        let f = ty.lookup_slot(self, name);
        // SAFETY: what the class holds is live until something runs.
        unsafe {
            if f.is_null() {
                return Ok(None);
            }
            if !f.is_exact(Kind::Function) || args.len() > 2 {
                return self.call_special_found(obj, Ref::new_reference(f), args);
            }
            // The caller holds the object and the arguments for the length of the call: these are views.
            let mut all = [obj.slot().borrow(); 3];
            for (place, a) in all[1..].iter_mut().zip(args) {
                *place = a.slot().borrow();
            }
            // `Ref` is a word that owns; nobody drops these.
            let all = Ref::view_slice(all.as_ptr(), 1 + args.len());
            let f = Ref::new_reference(f);
            crate::ops::execute_positional(self, &f, all).map(Some)
        }
    }

    /// [`Vm::call_special`] of anything but a function.
    #[inline(never)]
    fn call_special_found(&self, obj: &Ref, f: Ref, args: &[Ref]) -> PyResult<Option<Ref>> {
        if self
            .type_of(&f)
            .has(crate::object::flags::METHOD_DESCRIPTOR)
        {
            let mut all = smallvec::SmallVec::<[Slot; 4]>::new();
            all.push(obj.slot().borrow());
            all.extend(args.iter().map(|a| a.slot().borrow()));
            // SAFETY: `Ref` is a word that owns; nobody drops these.
            let all = unsafe { Ref::view_slice(all.as_ptr(), all.len()) };
            return self.call(&f, &Args::positional_only(all)).map(Some);
        }
        let f = match self.type_of(&f).slots.descr_get.get() {
            None => f,
            Some(get) => get(self, &f, Some(obj), &self.type_of(obj).to_ref())?,
        };
        self.call(&f, &Args::positional_only(args)).map(Some)
    }

    /// `obj.name(*args)`
    pub fn call_method(&self, obj: &Ref, name: &Ref, args: &[Ref]) -> PyResult {
        let ty = self.type_of(obj);
        if ty.has(crate::object::flags::GENERIC_GETATTR)
            && let Some((f, true)) = crate::object::lookup_method(self, obj, name)?
        {
            if let [arg] = args {
                let all = [obj.clone(), arg.clone()];
                return self.call(&f, &Args::positional_only(&all));
            }
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(obj.clone());
            all.extend_from_slice(args);
            return self.call(&f, &Args::positional_only(&all));
        }
        let f = self.get_attr(obj, name)?;
        self.call(&f, &Args::positional_only(args))
    }
    /// `obj.name(*args)` by Rust text.
    pub fn call_method_str(&self, obj: &Ref, name: &str, args: &[Ref]) -> PyResult {
        self.call_method(obj, &self.interned.intern_str(self, name), args)
    }

    /// `isinstance(obj, ty)` for a single real type, without `__instancecheck__`.
    pub fn is_instance_of(&self, obj: &Ref, ty: TypePtr) -> bool {
        self.type_of(obj).is_subtype(ty)
    }

    /// The type of a value.
    #[inline(always)]
    pub fn type_of(&self, r: &Ref) -> TypePtr {
        let s = r.slot();
        if s.is_int() {
            return self.types.int;
        }
        if s.is_float() {
            return self.types.float;
        }
        // SAFETY: a Ref is never NULL; static objects have a shape without a type.
        unsafe {
            let t: *const TypeObj = (*(*s.header()).shape).ty;
            if t.is_null() {
                self.static_type((*s.header()).kind)
            } else {
                TypePtr::new(t)
            }
        }
    }

    #[cold]
    fn static_type(&self, kind: Kind) -> TypePtr {
        match kind {
            Kind::None => self.types.none_type,
            Kind::Bool => self.types.bool,
            Kind::Ellipsis => self.types.ellipsis,
            Kind::Float => self.types.float,
            _ => self.types.not_implemented_type,
        }
    }

    /// The shape of a value, for inline caches: None for values in the word.
    #[inline(always)]
    pub fn shape_of(s: Slot) -> Option<*mut crate::object::Shape> {
        if s.is_pointer() {
            Some(unsafe { (*s.header()).shape })
        } else {
            None
        }
    }

    /// `name` as an interned string: what the attribute caches are keyed by.
    pub fn intern(&self, name: Ref) -> Ref {
        if is_interned(&name) {
            name
        } else {
            self.interned.intern(name)
        }
    }
}
