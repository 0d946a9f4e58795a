//! Calls.

use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

impl Vm {
    /// `callee(*args, **kwargs)`
    #[inline]
    pub fn call(&self, callee: &Ref, args: &Args) -> PyResult {
        if callee.is_exact(Kind::Function) && args.kw_names().is_empty() {
            return crate::ops::execute_positional(self, callee, args.all());
        }
        self.call_any(callee, args)
    }
    fn call_any(&self, callee: &Ref, args: &Args) -> PyResult {
        match self.type_of(callee).slots.call.get() {
            Some(f) => f(self, callee, args),
            None => Err(self.type_error(format!(
                "'{}' object is not callable",
                self.type_of(callee).name_str()
            ))),
        }
    }
    /// `callee(*args)`
    #[inline]
    pub fn call_positional(&self, callee: &Ref, args: &[Ref]) -> PyResult {
        if callee.is_exact(Kind::Function) {
            return crate::ops::execute_positional(self, callee, args);
        }
        self.call_any(callee, &Args::positional_only(args))
    }
    /// `callee(arg)`
    #[inline]
    pub fn call_one(&self, callee: &Ref, arg: &Ref) -> PyResult {
        self.call_positional(callee, std::slice::from_ref(arg))
    }
    pub fn is_callable(&self, r: &Ref) -> bool {
        self.type_of(r).slots.call.get().is_some()
    }
}
