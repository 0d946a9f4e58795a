//! The end of an interpreter.

use super::Vm;
use crate::modules::support::{namespace_of, sys_attribute};
use crate::modules::sys;
use crate::object::exception::as_exception;
use crate::object::{TypeObj, as_dict, as_str};
use crate::value::{Kind, Ref, Slot};

impl Vm {
    /// Ends the program: exit functions, flushing, then the modules go, `__main__` first, so that `__del__` methods run.
    ///
    /// Gives the error of flushing standard output, as the last line of a traceback shows it. A second call does nothing.
    pub fn shut_down(&self) -> Result<(), String> {
        if self.finalizing.get() {
            return Ok(());
        }
        self.run_exit_functions();
        let flushed = self.flush_standard_streams();
        self.finalizing.set(true);
        self.drop_modules();
        crate::heap::collect(self);
        // What destructors have printed.
        let again = self.flush_standard_streams();
        for namespace in [&self.sys, &self.builtins] {
            let d = namespace.get().expect("booted");
            clear_namespace(self, &d);
        }
        crate::heap::collect(self);
        self.seal_module_state();
        flushed.and(again)
    }

    /// What native modules have made for themselves, their types above all, is the interpreter's own too.
    fn seal_module_state(&self) {
        let mut own: Vec<Ref> = self.kept.borrow().clone();
        // SAFETY: a new reference to a live object is all that is taken.
        unsafe {
            self.heap.for_each(|h| {
                if (*h).kind == Kind::Type && !(*h.cast::<TypeObj>()).is_heap_type() {
                    own.push(Ref::from_ptr_new(h));
                }
            });
        }
        for r in &own {
            self.heap.seal_from(r);
        }
        // The types outlive everything else: an object that is left finds its layout in its type.
        *self.kept.borrow_mut() = own;
        self.state_places.forget();
        let state = std::mem::take(&mut *self.module_state.borrow_mut());
        drop(state);
        let decimal = self.decimal.borrow_mut().take();
        drop(decimal);
        crate::heap::collect(self);
    }

    fn run_exit_functions(&self) {
        let Ok(Some(atexit)) = sys::modules_entry(self, "atexit") else {
            return;
        };
        if self
            .call_method_str(&atexit, "_run_exitfuncs", &[])
            .is_err()
        {
            self.clear_exception();
        }
    }

    fn flush_standard_streams(&self) -> Result<(), String> {
        let flush = |name: &Ref| -> Result<(), String> {
            let Some(f) = sys_attribute(self, name).filter(|f| !f.is_none()) else {
                return Ok(());
            };
            let closed = match self.get_attr_str(&f, "closed") {
                Ok(c) => self.is_true(&c).unwrap_or(true),
                Err(_) => false,
            };
            self.clear_exception();
            if closed || self.call_method(&f, &self.names.flush, &[]).is_ok() {
                return Ok(());
            }
            let e = self.take_exception();
            let text = match self.str_string(&e) {
                Ok(t) => t,
                Err(_) => {
                    self.clear_exception();
                    String::new()
                }
            };
            as_exception(&e).set_traceback(None);
            // What cannot be written is given up, so that nothing tries again.
            self.forget_pending(&f);
            Err(format!("{}: {text}", self.type_of(&e).name_str()))
        };
        let out = flush(&self.names.stdout);
        // There is nowhere to say that standard error fails.
        let _ = flush(&self.names.stderr);
        out
    }

    fn forget_pending(&self, stream: &Ref) {
        if self.call_method_str(stream, "detach", &[]).is_err() {
            self.clear_exception();
        }
    }

    /// Empties `sys.modules`, then the namespaces of the modules that are still there.
    fn drop_modules(&self) {
        let modules = self.modules.get().expect("booted");
        let mut all: Vec<(Ref, Ref)> = Vec::new();
        let table = as_dict(&modules);
        let mut i = 0;
        while let Some(e) = table.next_entry(&mut i) {
            // SAFETY: the entry is live until the table changes.
            let (name, m) = unsafe { (Ref::new_reference(e.key), Ref::new_reference(e.value)) };
            if m.has_kind(Kind::Module) {
                all.push((name, m));
            }
        }
        let d = self.sys.get().expect("booted");
        for name in [
            "last_type",
            "last_value",
            "last_traceback",
            "last_exc",
            "ps1",
            "ps2",
        ] {
            let name = self.interned.intern_str(self, name);
            let _ = as_dict(&d).remove(self, &name);
        }
        for (stream, original) in [
            ("stdin", "__stdin__"),
            ("stdout", "__stdout__"),
            ("stderr", "__stderr__"),
        ] {
            let original = self.interned.intern_str(self, original);
            if let Ok(Some(f)) = as_dict(&d).get(self, &original) {
                let stream = self.interned.intern_str(self, stream);
                let _ = as_dict(&d).set(self, &stream, f);
            }
        }
        table.clear();
        let is = |name: &Ref, text: &str| {
            name.has_kind(Kind::Str) && as_str(name).as_ascii() == Some(text)
        };
        let last = |name: &Ref| is(name, "sys") || is(name, "builtins");
        // A module that nothing but this list holds goes at once, with what it refers to.
        let mut left: Vec<(Ref, Slot)> = Vec::new();
        let (kept, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|(n, _)| last(n));
        for (name, m) in others {
            if m.ref_count() > 1 {
                left.push((name, m.into_slot()));
            } else {
                drop(m);
            }
        }
        crate::heap::collect(self);
        // Newest first, as imports came.
        for (_, m) in left.into_iter().rev() {
            // SAFETY: the slot held the reference.
            let m = unsafe { Ref::from_slot(m) };
            clear_namespace(self, &namespace_of(&m));
        }
        crate::heap::collect(self);
        drop(kept);
    }

    /// Drops everything the interpreter holds and frees the storage of the objects that are left, without running
    /// Python code. Called once, when the interpreter goes.
    pub(super) fn release(&self) {
        self.retire_breaker();
        self.finalizing.set(true);
        self.exception.take();
        self.state_places.forget();
        self.module_state.borrow_mut().clear();
        // Objects go below, types last.
        for r in self.kept.borrow_mut().drain(..) {
            std::mem::forget(r);
        }
        // What objects do when they go must not run anything.
        self.gone.set(true);
        // SAFETY: nothing runs any more; every object left is destroyed exactly once.
        unsafe { self.heap.destroy_all() };
    }
}

/// Sets the names of a namespace to None: first those with one underscore in front, then the rest but `__builtins__`.
fn clear_namespace(vm: &Vm, namespace: &Ref) {
    let d = as_dict(namespace);
    for pass in 0..2 {
        let mut i = 0;
        while let Some(e) = d.next_entry(&mut i) {
            // SAFETY: the entry is live until the table changes.
            let (key, value) = unsafe { (Ref::new_reference(e.key), Ref::new_reference(e.value)) };
            if value.is_none() || !key.has_kind(Kind::Str) {
                continue;
            }
            let name = as_str(&key);
            let unit = |i: usize| name.units().get(i);
            let underscore = Some(u32::from(b'_'));
            let private = unit(0) == underscore && unit(1) != underscore;
            let keep = name.as_ascii() == Some("__builtins__");
            if (pass == 0 && private) || (pass == 1 && !keep) {
                drop(value);
                // A key that is there is replaced without growing the table.
                let _ = d.set(vm, &key, Ref::none());
            }
        }
    }
}
