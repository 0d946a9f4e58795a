//! The side table of weak references: an object's header only says that it has some.

use super::Vm;
use crate::value::{Header, Ref, STATE_WEAKREFS};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::cell::{Cell, RefCell};

/// What a weak reference must do when its referent dies.
pub trait WeakTarget {
    /// The referent is gone: forget it, and return the callback to run, with the reference object itself.
    fn referent_died(&self) -> Option<(Ref, Ref)>;
    /// The weak reference object itself; None if it is dying.
    fn reference(&self) -> Option<Ref>;
}

/// Those of one referent: most have one.
type Targets = SmallVec<[*const dyn WeakTarget; 1]>;

/// What there is for one referent.
struct Entry {
    all: Targets,
    /// The one among them that is given to whoever asks for a reference without a callback; null if there is none.
    plain: *mut Header,
}

impl Default for Entry {
    fn default() -> Entry {
        Entry {
            all: Targets::default(),
            plain: std::ptr::null_mut(),
        }
    }
}

/// The weak references of one interpreter, by the address of the referent.
pub struct WeakRefs {
    table: RefCell<FxHashMap<usize, Entry>>,
    /// Referents that were asked for their plain reference lately, with that: null where there is none.
    recent: [Cell<(usize, *mut Header)>; RECENT],
}

const RECENT: usize = 64;

impl Default for WeakRefs {
    fn default() -> WeakRefs {
        WeakRefs {
            table: RefCell::default(),
            recent: [const { Cell::new((0, std::ptr::null_mut())) }; RECENT],
        }
    }
}

impl WeakRefs {
    /// The place of a referent among the recent ones.
    #[inline(always)]
    fn recent(&self, referent: usize) -> &Cell<(usize, *mut Header)> {
        &self.recent[(referent >> 4 ^ referent >> 10) % RECENT]
    }

    /// The plain reference of `referent` is no longer known.
    #[inline(always)]
    fn forget_recent(&self, referent: usize) {
        let place = self.recent(referent);
        if place.get().0 == referent {
            place.set((0, std::ptr::null_mut()));
        }
    }

    /// Registers a weak reference to `referent`.
    ///
    /// # Safety
    /// `target` must stay valid until it is unregistered or told of the referent's death.
    pub unsafe fn register(&self, referent: &Ref, target: *const dyn WeakTarget) {
        let h = referent.slot().header();
        unsafe { (*h).state |= STATE_WEAKREFS };
        self.table
            .borrow_mut()
            .entry(h as usize)
            .or_default()
            .all
            .push(target);
    }

    /// Says that the registered reference object `reference`, an exact `weakref.ref`, is the plain one of `referent`.
    pub fn set_plain(&self, referent: &Ref, reference: &Ref) {
        let mut t = self.table.borrow_mut();
        let key = referent.slot().header() as usize;
        self.forget_recent(key);
        if let Some(entry) = t.get_mut(&key) {
            entry.plain = reference.slot().header();
        }
    }

    /// The plain reference of `r`, if it has one that is not dying.
    pub fn plain(&self, r: &Ref) -> Option<Ref> {
        let h = r.header()?;
        // SAFETY: the object is alive, and so is what is registered: it is forgotten before its cell is given back. A count
        // of zero means that it is dying.
        unsafe {
            if (*h).state & STATE_WEAKREFS == 0 {
                return None;
            }
            let recent = self.recent(h as usize);
            let mut plain = recent.get().1;
            if recent.get().0 != h as usize {
                plain = self.table.borrow().get(&(h as usize))?.plain;
                recent.set((h as usize, plain));
            }
            (!plain.is_null() && (*plain).rc != 0).then(|| Ref::from_ptr_new(plain))
        }
    }

    /// The weak reference object `reference`, whose `target` this is, dies before its referent at `h`.
    ///
    /// # Safety
    /// `h` must be alive.
    pub unsafe fn unregister(
        &self,
        h: *mut Header,
        target: *const dyn WeakTarget,
        reference: *mut Header,
    ) {
        let mut t = self.table.borrow_mut();
        if let Some(entry) = t.get_mut(&(h as usize)) {
            if entry.plain == reference {
                entry.plain = std::ptr::null_mut();
                self.forget_recent(h as usize);
            }
            entry.all.retain(|p| !std::ptr::addr_eq(*p, target));
            if entry.all.is_empty() {
                t.remove(&(h as usize));
                // SAFETY: the referent is alive: it would have cleared the entry.
                unsafe { (*h).state &= !STATE_WEAKREFS };
            }
        }
    }

    /// What `f` finds first among the weak references to `r`, oldest first. It must neither make nor drop one.
    pub fn find<T>(&self, r: &Ref, f: impl FnMut(*const dyn WeakTarget) -> Option<T>) -> Option<T> {
        let h = r.header()?;
        // SAFETY: the object is alive.
        if unsafe { (*h).state & STATE_WEAKREFS == 0 } {
            return None;
        }
        self.table
            .borrow()
            .get(&(h as usize))?
            .all
            .iter()
            .copied()
            .find_map(f)
    }

    /// The weak references to `r`, oldest first.
    pub fn of(&self, r: &Ref) -> Targets {
        r.header()
            // SAFETY: the object is alive.
            .filter(|&h| unsafe { (*h).state & STATE_WEAKREFS != 0 })
            .and_then(|h| Some(self.table.borrow().get(&(h as usize))?.all.clone()))
            .unwrap_or_default()
    }

    /// The referent at `h` is about to die: clears its weak references and runs their callbacks, newest first.
    ///
    /// # Safety
    /// `h` must be alive until this returns.
    pub unsafe fn clear_referent(&self, vm: &Vm, h: *mut Header) {
        // All are cleared before the first callback runs, so that no callback can reach the object through another.
        // SAFETY: the referent is alive until this returns.
        let callbacks = unsafe { self.forget_referent(h) };
        self.run_callbacks(vm, callbacks);
    }

    /// Clears the weak references to `h`, and gives the callbacks that are to run, each with its reference, newest first.
    ///
    /// # Safety
    /// `h` must be alive.
    pub unsafe fn forget_referent(&self, h: *mut Header) -> Vec<(Ref, Ref)> {
        self.forget_recent(h as usize);
        let list = self
            .table
            .borrow_mut()
            .remove(&(h as usize))
            .unwrap_or_default()
            .all;
        // SAFETY: the referent is alive.
        unsafe { (*h).state &= !STATE_WEAKREFS };
        // SAFETY: see register.
        let newest_first = list.iter().rev();
        newest_first
            .filter_map(|&t| unsafe { (*t).referent_died() })
            .collect()
    }

    /// Runs callbacks; what they raise is reported.
    pub fn run_callbacks(&self, vm: &Vm, callbacks: Vec<(Ref, Ref)>) {
        for (callback, reference) in callbacks {
            if vm.call_one(&callback, &reference).is_err() {
                vm.report_unraisable(
                    Some("Exception ignored while calling weakref callback"),
                    &callback,
                );
            }
        }
    }
}
