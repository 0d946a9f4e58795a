//! What native modules keep per interpreter.

use super::Vm;
use crate::value::Ref;
use std::any::{Any, TypeId};
use std::cell::Cell;
use std::rc::Rc;

/// Where the states asked for last lie, by the address of the name: a name is nearly always the same constant.
#[derive(Default)]
pub struct StatePlaces([Cell<Option<Place>>; PLACES]);

const PLACES: usize = 32;

#[derive(Clone, Copy)]
struct Place {
    name: &'static str,
    /// What the table of states owns.
    state: *const dyn Any,
}

impl StatePlaces {
    #[inline(always)]
    fn of(&self, name: &'static str) -> &Cell<Option<Place>> {
        let address = name.as_ptr() as usize;
        &self.0[(address ^ address >> 5) % PLACES]
    }

    /// Forgets all, before the table of states changes.
    pub fn forget(&self) {
        self.0.iter().for_each(|place| place.set(None));
    }
}

impl Vm {
    /// What [`Vm::set_state`] has put there.
    #[inline]
    pub fn state<T: Any>(&self, name: &'static str) -> Option<Rc<T>> {
        if let Some(place) = self.state_places.of(name).get()
            && std::ptr::eq(place.name, name)
        {
            // SAFETY: the table of states owns it, as an `Rc` of what it says it is; its places are forgotten before it changes.
            unsafe {
                if (*place.state).type_id() != TypeId::of::<T>() {
                    return None;
                }
                let state = place.state.cast::<T>();
                Rc::increment_strong_count(state);
                return Some(Rc::from_raw(state));
            }
        }
        self.look_up_state(name)
    }

    #[inline(never)]
    fn look_up_state<T: Any>(&self, name: &'static str) -> Option<Rc<T>> {
        let state = self.module_state.borrow().get(name).cloned()?;
        self.state_places.of(name).set(Some(Place {
            name,
            state: Rc::as_ptr(&state),
        }));
        state.downcast().ok()
    }

    /// Keeps something for a native module, in place of what was there.
    pub fn set_state<T: Any>(&self, name: &'static str, value: T) {
        self.state_places.forget();
        let old = self.module_state.borrow_mut().insert(name, Rc::new(value));
        drop(old);
    }

    /// Keeps a value alive as long as the interpreter.
    pub fn keep(&self, value: Ref) {
        self.kept.borrow_mut().push(value);
    }
}
