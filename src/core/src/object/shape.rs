//! Shapes ("hidden classes"): the type of an object and the layout of its attributes in one word of the header.
//!
//! An instance starts with its type's root shape; adding an attribute moves it along a transition. The `version` of a
//! shape is unique in its interpreter and is retired when the class (or a base) changes, so one compare guards both.

use super::TypeObj;
use crate::value::{Ref, Slot};
use std::cell::{Cell, UnsafeCell};

/// The attributes of an instance are in its cell, `names[i]` at index `i`.
pub const INLINE: u8 = 0;
/// The first attribute word of the instance is a dict with all of them.
pub const DICT: u8 = 1;
/// Instances have no `__dict__`.
pub const NONE: u8 = 2;

/// Type and attribute layout of objects. Owned by its type.
#[repr(C)]
pub struct Shape {
    pub ty: *const TypeObj,
    /// 0 until an inline cache asks for it and again after the class changed.
    pub version: Cell<u32>,
    /// Number of attributes.
    pub len: u16,
    pub mode: u8,
    names: UnsafeCell<Vec<Slot>>,
    transitions: UnsafeCell<Vec<(Slot, *mut Shape)>>,
    parent: *const Shape,
}

/// The shape of static objects: no type of its own (the kind tells), and a version that no cache holds.
pub static STATIC_SHAPE: StaticShape = StaticShape(Shape {
    ty: std::ptr::null(),
    version: Cell::new(0),
    len: 0,
    mode: NONE,
    names: UnsafeCell::new(Vec::new()),
    transitions: UnsafeCell::new(Vec::new()),
    parent: std::ptr::null(),
});

/// A shape in static memory.
#[repr(transparent)]
pub struct StaticShape(Shape);
// SAFETY: nothing writes the static shape.
unsafe impl Sync for StaticShape {}

/// Names of shapes longer than this are hashed by address before the scan.
const MAX_LEN: u16 = 100;

impl Shape {
    /// A shape without attributes. The type owns it: see [`Shape::free`].
    pub fn root(ty: *const TypeObj, mode: u8) -> *mut Shape {
        Box::into_raw(Box::new(Shape {
            ty,
            version: Cell::new(0),
            len: 0,
            mode,
            names: Default::default(),
            transitions: Default::default(),
            parent: std::ptr::null(),
        }))
    }

    /// The names of the attributes, in the order of their words.
    pub fn names(&self) -> &[Slot] {
        // SAFETY: a shape's names never change after it was made.
        unsafe { &*self.names.get() }
    }

    /// The index of the attribute `name` (an interned string).
    #[inline]
    pub fn index_of(&self, name: Slot) -> Option<usize> {
        let name = name.borrow();
        self.names().iter().rposition(|n| n.borrow() == name)
    }

    /// The shape with `name` (interned) added, or None if it would have too many attributes.
    ///
    /// # Safety
    /// `this` must be a live inline shape.
    pub unsafe fn with(this: *mut Shape, name: Slot) -> Option<*mut Shape> {
        unsafe {
            let s = &*this;
            for &(n, to) in (*s.transitions.get()).iter() {
                if n.borrow() == name.borrow() {
                    return Some(to);
                }
            }
            if s.len >= MAX_LEN || (*s.transitions.get()).len() >= 64 {
                return None;
            }
            let mut names = Vec::with_capacity(s.len as usize + 1);
            names.extend(s.names().iter().map(|n| n.new_ref()));
            names.push(name.new_ref());
            let to = Box::into_raw(Box::new(Shape {
                ty: s.ty,
                version: Cell::new(0),
                len: s.len + 1,
                mode: INLINE,
                names: UnsafeCell::new(names),
                transitions: Default::default(),
                parent: this,
            }));
            (*s.transitions.get()).push((name, to));
            Some(to)
        }
    }

    /// The index of the transition that adds `name`, made if need be; None if the shape is full.
    ///
    /// # Safety
    /// `this` must be a live inline shape.
    pub unsafe fn transition_index(this: *mut Shape, name: Slot) -> Option<usize> {
        unsafe {
            Self::with(this, name)?;
            (*(*this).transitions.get())
                .iter()
                .position(|t| t.0.borrow() == name.borrow())
        }
    }

    /// The shape at the end of a transition.
    ///
    /// # Safety
    /// The index must come from [`Shape::transition_index`] of this very shape.
    #[inline(always)]
    pub unsafe fn transition(this: *mut Shape, index: usize) -> *mut Shape {
        unsafe { (*(*this).transitions.get()).as_ptr().add(index).read().1 }
    }

    /// The shape without its last attribute.
    pub fn parent(&self) -> Option<*const Shape> {
        if self.parent.is_null() {
            None
        } else {
            Some(self.parent)
        }
    }

    /// Calls `f` with this shape and all that can be reached from it.
    pub fn for_each(&self, f: &mut dyn FnMut(&Shape)) {
        f(self);
        // SAFETY: transitions point to shapes that live as long as this one.
        unsafe {
            for &(_, to) in (*self.transitions.get()).iter() {
                (*to).for_each(f);
            }
        }
    }

    /// Frees a root shape and all that were made from it.
    ///
    /// # Safety
    /// No object has any of these shapes any more.
    pub unsafe fn free(this: *mut Shape) {
        unsafe {
            let s = Box::from_raw(this);
            for &(_, to) in (*s.transitions.get()).iter() {
                Shape::free(to);
            }
            for &n in s.names() {
                drop(Ref::from_slot(n));
            }
        }
    }
}
