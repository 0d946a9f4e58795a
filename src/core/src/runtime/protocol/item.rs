//! Subscription, length, membership.

use crate::object::{BinaryOp, TypeObj};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// Would CPython ask the type's sequence protocol to store an item? That of classes is always there.
fn is_sequence(t: &TypeObj, obj: &Ref) -> bool {
    let s = &t.slots;
    t.is_heap_type()
        || s.contains.get().is_some()
        || s.concat.get().is_some()
        || s.repeat.get().is_some()
        || obj.has_kind(Kind::DictView)
}

impl Vm {
    /// `obj[key]`
    pub fn get_item(&self, obj: &Ref, key: &Ref) -> PyResult {
        let t = self.type_of(obj);
        if let Some(f) = t.slots.binary[BinaryOp::Subscr as usize].get() {
            return f(self, obj, key);
        }
        if obj.has_kind(Kind::Type) {
            if self.types.type_.is(obj) {
                return Ok(crate::object::new_generic_alias(
                    self,
                    obj.clone(),
                    key.clone(),
                ));
            }
            // `list[int]`: a type is subscripted through __class_getitem__.
            if let Some(f) = self.get_attr_opt(obj, &self.names.class_getitem)? {
                return self.call_one(&f, key);
            }
            // SAFETY: the kind says so.
            let name = unsafe { obj.cast::<crate::object::TypeObj>() }.name_str();
            return Err(self.type_error(format!("type '{name}' is not subscriptable")));
        }
        Err(self.type_error(format!("'{}' object is not subscriptable", t.name_str())))
    }
    /// The item with a number, as iteration by numbers asks for it.
    pub fn sequence_item(&self, obj: &Ref, i: isize) -> PyResult {
        let t = self.type_of(obj);
        match t.slots.item.get() {
            Some(f) => f(self, obj, i),
            _ => self.get_item(obj, &self.new_int(i as i64)),
        }
    }
    /// `obj[key] = value`, or `del obj[key]` without a value.
    pub fn set_item_opt(&self, obj: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
        let t = self.type_of(obj);
        match t.slots.set_item.get() {
            Some(f) => f(self, obj, key, value),
            None => {
                let sequence = is_sequence(&t, obj) && crate::object::is_index(self, key);
                if sequence {
                    // An index that does not fit is the first thing wrong with it.
                    crate::object::subscript_index(self, key)?;
                }
                let what = match (value, sequence) {
                    (Some(_), _) => "does not support item assignment",
                    (None, true) => "doesn't support item deletion",
                    (None, false) => "does not support item deletion",
                };
                Err(self.type_error(format!("'{}' object {what}", t.name_str())))
            }
        }
    }
    /// `obj[key] = value`
    pub fn set_item(&self, obj: &Ref, key: &Ref, value: &Ref) -> PyResult<()> {
        self.set_item_opt(obj, key, Some(value))
    }
    /// `del obj[key]`
    pub fn del_item(&self, obj: &Ref, key: &Ref) -> PyResult<()> {
        self.set_item_opt(obj, key, None)
    }
    /// `len(obj)`
    pub fn len(&self, obj: &Ref) -> PyResult<usize> {
        let t = self.type_of(obj);
        match t.slots.len.get() {
            Some(f) => f(self, obj),
            None => Err(self.type_error(format!("object of type '{}' has no len()", t.name_str()))),
        }
    }
    /// `operator.length_hint(obj, default)`
    pub fn length_hint(&self, obj: &Ref, default: usize) -> PyResult<usize> {
        if let Some(f) = self.type_of(obj).slots.len.get() {
            match f(self, obj) {
                Ok(n) => return Ok(n),
                Err(r) => self.catch(r, self.types.type_error)?,
            }
        }
        let hint = match self.call_special(obj, &self.names.length_hint, &[]) {
            Ok(Some(h)) => h,
            Ok(None) => return Ok(default),
            Err(r) => return self.catch(r, self.types.type_error).map(|()| default),
        };
        if hint.is_not_implemented() {
            return Ok(default);
        }
        if !hint.has_kind(Kind::Int) {
            return Err(self.type_error(format!(
                "__length_hint__ must be an integer, not {}",
                self.type_of(&hint).name_str()
            )));
        }
        match crate::object::int_to_i64(&hint) {
            Some(n) if n >= 0 => Ok(n as usize),
            Some(_) => Err(self.value_error("__length_hint__() should return >= 0")),
            None => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }
    /// `item in obj`
    pub fn contains(&self, obj: &Ref, item: &Ref) -> PyResult<bool> {
        if let Some(f) = self.type_of(obj).slots.contains.get() {
            return f(self, obj, item);
        }
        let it = match self.iter(obj) {
            Ok(it) => it,
            Err(r) => {
                self.catch(r, self.types.type_error)?;
                return Err(self.type_error(format!(
                    "argument of type '{}' is not a container or iterable",
                    self.type_of(obj).name_str()
                )));
            }
        };
        for v in self.iterate_from(it) {
            if self.eq(&v?, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
