//! Raising exceptions.

use super::{Args, PyResult, Raised, Vm};
use crate::object::exception::{Exception, as_exception, new_plain};
use crate::object::{TypePtr, as_tuple, from_utf8, new_object, new_tuple, push_text, tuple_items};
use crate::value::{Kind, Ref};

macro_rules! raisers {
    ($($f:ident $ty:ident)*) => { impl Vm { $(
        #[doc = concat!("Raises ", stringify!($ty), " with a message.")]
        #[cold]
        pub fn $f(&self, msg: impl AsRef<str>) -> Raised {
            self.raise_message(self.types.$ty, msg.as_ref())
        }
    )* } };
}

raisers! {
    type_error type_error
    value_error value_error
    index_error index_error
    attribute_error_message attribute_error
    runtime_error runtime_error
    overflow_error overflow_error
    zero_division zero_division_error
    name_error_message name_error
    unbound_local unbound_local_error
    recursion_error recursion_error
    system_error system_error
    assertion_error assertion_error
    not_implemented_error not_implemented_error
    lookup_error lookup_error
    buffer_error buffer_error
    eof_error eof_error
    reference_error reference_error
    os_error_message os_error
}

impl Vm {
    /// Raises `ty(msg)`.
    #[cold]
    #[inline(never)]
    pub fn raise_message(&self, ty: TypePtr, msg: &str) -> Raised {
        match from_utf8(self, msg) {
            Ok(m) => self.raise_one(ty, m),
            Err(r) => r,
        }
    }

    /// Raises `ty(arg)`.
    #[cold]
    fn raise_one(&self, ty: TypePtr, arg: Ref) -> Raised {
        if ty.is_heap_type() {
            return self.raise_new(ty, vec![arg]);
        }
        match new_plain(self, ty, new_tuple(self, [arg.clone()])) {
            Some(e) => self.raise(e),
            None => self.raise_new(ty, vec![arg]),
        }
    }

    /// Raises an exception of a builtin type with these arguments.
    #[cold]
    pub fn raise_new(&self, ty: TypePtr, args: Vec<Ref>) -> Raised {
        match self.new_exception(ty, args) {
            Ok(e) => self.raise(e),
            Err(r) => r,
        }
    }

    /// Makes an exception of a builtin type, running its `__init__`.
    pub fn new_exception(&self, ty: TypePtr, args: Vec<Ref>) -> PyResult {
        if ty.is_heap_type() {
            return self.call(&ty.to_ref(), &Args::positional_only(&args));
        }
        let args = new_tuple(self, args);
        if let Some(e) = new_plain(self, ty, args.clone()) {
            return Ok(e);
        }
        // SAFETY: just made.
        let items = unsafe { tuple_items(&args) };
        self.construct(ty, &Args::positional_only(items))
    }

    /// `__new__` and `__init__` of a builtin exception type, without a lookup.
    fn construct(&self, ty: TypePtr, args: &Args) -> PyResult {
        let (Some(new), Some(init)) = (ty.slots.new.get(), ty.slots.init.get()) else {
            return Err(self.system_error("not an exception type"));
        };
        let e = new(self, &ty.to_ref(), args)?;
        init(self, &e, args)?;
        Ok(e)
    }

    /// Is the exception `e` an instance of `t`, a class or a tuple of such (nested tuples included)? Classes are
    /// compared by their method resolution order alone, as `except` does (`PyErr_GivenExceptionMatches`).
    pub fn exception_matches(&self, e: &Ref, t: &Ref) -> bool {
        match t.kind() {
            Kind::Tuple => as_tuple(t)
                .unwrap_or(&[])
                .iter()
                .any(|t| self.exception_matches(e, t)),
            // SAFETY: the kind says that it is a type object, kept alive by `t`.
            Kind::Type => unsafe { self.type_of(e).is_subtype(TypePtr::new(t.slot().ptr())) },
            _ => false,
        }
    }

    /// Raises the exception object `e`, with the exception being handled as its context.
    #[cold]
    pub fn raise(&self, e: Ref) -> Raised {
        debug_assert!(e.has_kind(Kind::Exception));
        if let Some(handled) = self.handled_exception() {
            self.set_context(&e, handled);
        }
        self.set_exception(e);
        Raised
    }

    /// Makes `context` the `__context__` of `e`, breaking the cycle that would arise if `e` is in its chain.
    pub fn set_context(&self, e: &Ref, context: Ref) {
        if context.is(e) {
            return;
        }
        // Brent-like walk as in CPython: the chain may already be cyclic.
        let mut o = context.clone();
        let mut slow = context.clone();
        let mut step = false;
        while let Some(c) = as_exception(&o).context.get() {
            if c.is(e) {
                as_exception(&o).context.take();
                break;
            }
            o = c;
            if o.is(&slow) {
                break;
            }
            if step && let Some(s) = as_exception(&slow).context.get() {
                slow = s;
            }
            step = !step;
        }
        as_exception(e).context.set(context);
    }

    /// Puts `e` in place as the current exception, without touching its context.
    pub fn set_exception(&self, e: Ref) {
        self.exception.set(e);
    }
    /// Is an exception in flight?
    pub fn has_exception(&self) -> bool {
        self.exception.is_set()
    }
    /// Takes the exception in flight.
    ///
    /// If there is none although a [`Raised`] was seen, that is an error of the core, reported as SystemError.
    pub fn take_exception(&self) -> Ref {
        match self.exception.take() {
            Some(e) => e,
            None => {
                let _ = self.system_error("error return without exception set");
                self.exception.take().expect("just raised")
            }
        }
    }
    /// Drops the exception in flight.
    pub fn clear_exception(&self) {
        drop(self.exception.take());
    }
    /// Drops the exception in flight if it is an instance of `ty`, and says whether it did.
    pub fn catch(&self, _: Raised, ty: TypePtr) -> PyResult<()> {
        let s = self.exception.slot();
        if !s.is_null() && self.type_of(Ref::view(&s)).is_subtype(ty) {
            self.clear_exception();
            Ok(())
        } else {
            Err(Raised)
        }
    }
    /// Is the exception in flight an instance of `ty`?
    pub fn raised_is(&self, ty: TypePtr) -> bool {
        let s = self.exception.slot();
        !s.is_null() && self.type_of(Ref::view(&s)).is_subtype(ty)
    }

    /// The type of an object as `%T` shows it in messages: with its module, unless that is builtins or the program.
    #[cold]
    pub fn full_type_name(&self, r: &Ref) -> String {
        let ty = self.type_of(r);
        let name = ty.qualname_str();
        let module = crate::object::type_module(self, &ty).filter(|m| m.has_kind(Kind::Str));
        match module.map(|m| crate::object::str_to_string(&m)) {
            Some(m) if m != "builtins" && m != "__main__" => format!("{m}.{name}"),
            _ => name,
        }
    }

    /// Raises MemoryError.
    #[cold]
    pub fn memory_error(&self) -> Raised {
        self.raise_new(self.types.memory_error, vec![])
    }
    /// Raises KeyError(key).
    #[cold]
    pub fn key_error(&self, key: &Ref) -> Raised {
        self.raise_one(self.types.key_error, key.clone())
    }
    /// Raises StopIteration, with a value unless it is None.
    #[cold]
    pub fn stop_iteration(&self, value: Option<Ref>) -> Raised {
        let value = value.filter(|v| !v.is_none());
        let args: Vec<Ref> = value.iter().cloned().collect();
        let e = new_object(
            self,
            self.types.stop_iteration,
            Exception::new(new_tuple(self, args)),
        );
        as_exception(&e).set_extra(Exception::VALUE, value);
        self.raise(e)
    }
    /// Raises AttributeError as attribute access does: with `name` and `obj`.
    #[cold]
    pub fn attribute_error(&self, obj: &Ref, name: &Ref) -> Raised {
        let mut msg = String::with_capacity(96);
        match obj.kind() {
            Kind::Type => {
                msg.push_str("type object '");
                // SAFETY: the kind says so.
                unsafe { obj.cast::<crate::object::TypeObj>() }.push_name(&mut msg);
                msg.push_str("' has no attribute '");
            }
            _ => {
                msg.push('\'');
                self.type_of(obj).push_name(&mut msg);
                msg.push_str("' object has no attribute '");
            }
        };
        push_text(&mut msg, name);
        msg.push('\'');
        self.attribute_error_for(obj, name, &msg)
    }
    /// Raises AttributeError with this message, with `name` and `obj`.
    #[cold]
    pub fn attribute_error_for(&self, obj: &Ref, name: &Ref, msg: &str) -> Raised {
        let msg = match from_utf8(self, msg) {
            Ok(m) => m,
            Err(r) => return r,
        };
        let x = Exception::new(new_tuple(self, [msg]));
        x.set_extra(Exception::ATTRIBUTE_NAME, Some(name.clone()));
        x.set_extra(Exception::ATTRIBUTE_OBJ, Some(obj.clone()));
        self.raise(new_object(self, self.types.attribute_error, x))
    }
    /// Fills `name` and `obj` of an AttributeError in flight that has none.
    #[cold]
    pub fn describe_attribute_error(&self, obj: &Ref, name: &Ref) {
        if self.raised_is(self.types.attribute_error) {
            let e = self.exception.get().expect("raised");
            let x = as_exception(&e);
            let unset = |i| x.extra(i).is_none_or(|v: Ref| v.is_none());
            if unset(Exception::ATTRIBUTE_NAME) && unset(Exception::ATTRIBUTE_OBJ) {
                x.set_extra(Exception::ATTRIBUTE_NAME, Some(name.clone()));
                x.set_extra(Exception::ATTRIBUTE_OBJ, Some(obj.clone()));
            }
        }
    }
    /// Raises NameError with the name that was not found.
    #[cold]
    pub fn name_error(&self, name: &Ref) -> Raised {
        let r = self.name_error_message(format!(
            "name '{}' is not defined",
            crate::object::str_to_string(name)
        ));
        self.set_name_of_error(name);
        r
    }
    /// Fills `name` of a NameError in flight.
    #[cold]
    pub fn set_name_of_error(&self, name: &Ref) {
        if let Some(e) = self.exception.get() {
            as_exception(&e).set_extra(Exception::NAME, Some(name.clone()));
        }
    }
    /// Raises OSError from an errno value, with the file names that CPython would show.
    #[cold]
    pub fn os_error(&self, errno: i32, files: &[Ref]) -> Raised {
        // SAFETY: strerror returns a valid C string.
        let text = unsafe { std::ffi::CStr::from_ptr(libc::strerror(errno)) }
            .to_string_lossy()
            .into_owned();
        let msg = match from_utf8(self, &text) {
            Ok(m) => m,
            Err(r) => return r,
        };
        let mut args = vec![self.new_int(errno as i64), msg];
        args.extend(files.first().cloned());
        if let Some(second) = files.get(1) {
            args.push(Ref::none());
            args.push(second.clone());
        }
        self.raise_new(self.types.os_error, args)
    }

    /// The message arguments of an exception, for tests and embedders.
    pub fn exception_args(&self, e: &Ref) -> Ref {
        as_exception(e)
            .args
            .get()
            .unwrap_or_else(|| new_tuple(self, vec![]))
    }
}
