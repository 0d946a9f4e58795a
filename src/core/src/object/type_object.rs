//! Type objects: layout, slots, method resolution order, attribute storage.

use super::shape::{DICT, INLINE, NONE, Shape};
use super::{DictObject, Field, Layout, Object, Payload, Slots};
use crate::runtime::Vm;
use crate::value::{Header, Kind, Ref, Slot};
use std::cell::{Cell, RefCell, UnsafeCell};
use std::ops::Deref;

/// `Py_TPFLAGS_*`-like facts about a type.
pub mod flags {
    /// Made by a class statement or `type()`: its instances hold a counted reference to it.
    pub const HEAP: u32 = 1;
    /// May be subclassed.
    pub const BASETYPE: u32 = 2;
    /// Attributes of the type itself cannot be set from Python.
    pub const IMMUTABLE: u32 = 4;
    /// Cannot be called to make an instance.
    pub const NO_NEW: u32 = 8;
    /// A sequence for pattern matching.
    pub const SEQUENCE: u32 = 16;
    /// A mapping for pattern matching.
    pub const MAPPING: u32 = 32;
    /// Its function-like instances, looked up on a class, make methods.
    pub const METHOD_DESCRIPTOR: u32 = 64;
    /// An abstract class (`__abstractmethods__` is not empty).
    pub const ABSTRACT: u32 = 128;
    /// Dict, slots or attributes behind the native payload.
    pub const EXTRA: u32 = 256;
    /// `__del__` or a native finalizer is there.
    pub const FINALIZER: u32 = 512;
    /// `__getattribute__` is object's and there is no `__getattr__`: attribute caches may be used.
    pub const GENERIC_GETATTR: u32 = 1024;
    /// `__setattr__`/`__delattr__` are object's.
    pub const GENERIC_SETATTR: u32 = 2048;
    /// Instances may have weak references.
    pub const WEAKREFS: u32 = 4096;
    /// Its namespace has no `__module__`, as with CPython's static types: the attribute is computed.
    pub const NO_MODULE: u32 = 8192;
}

/// Where instances keep attributes that have no slot of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attributes {
    /// Instances have no `__dict__`.
    None,
    /// In words of the cell from this byte offset on, named by the shape.
    Inline(u16),
    /// In a dict whose word is at this byte offset (NULL until it is needed).
    Dict(u16),
}

/// A type object.
#[repr(C)]
pub struct TypeObj {
    pub h: Header,
    /// Identifies the type and its contents in inline caches; 0 until asked for, and again after a change.
    pub version: Cell<u32>,
    pub flags: Cell<u32>,
    /// The version for which [`TypeObj::has_plain_class`] was found to hold; 0 for none.
    plain_class: Cell<u32>,
    /// The Python function that is the `__getitem__` of instances.
    pub getitem: KnownFunction,
    /// The Python function that is the `__init__` of instances.
    pub init: KnownFunction,
    pub layout: &'static Layout,
    pub root_shape: *mut Shape,
    /// The shape of instances whose attributes are in a dict.
    pub dict_shape: *mut Shape,
    pub slots: Box<Slots>,
    pub attributes: Attributes,
    /// Byte offset and number of the `__slots__` words behind the payload, those of all bases included.
    pub member_offset: u16,
    pub members: u16,
    /// The names of the words that this class itself declared, a sorted tuple; empty for none.
    pub member_names: Field,
    /// Words to reserve for inline attributes; grows when instances turn out larger.
    pub inline_hint: Cell<u16>,
    /// The docstring of a native type; empty for classes.
    pub native_doc: Cell<&'static str>,
    /// The module of a native type; empty for classes.
    pub native_module: Cell<&'static str>,
    /// `__name__`.
    pub name: Field,
    pub qualname: Field,
    /// The type's namespace, a dict.
    pub dict: Field,
    /// The base that the layout comes from.
    pub base: Field,
    /// `__bases__`, a tuple.
    pub bases: Field,
    /// `__mro__`, a tuple; read it through [`TypeObj::mro`].
    pub mro: Field,
    subclasses: RefCell<Vec<*const TypeObj>>,
}

/// The payload view of a type, for its layout.
pub struct TypePayload(
    #[allow(dead_code)] UnsafeCell<[u8; size_of::<TypeObj>() - size_of::<Header>()]>,
);

impl Payload for TypePayload {
    const KIND: Kind = Kind::Type;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        let t = self.type_object();
        for field in [
            &t.name,
            &t.qualname,
            &t.dict,
            &t.base,
            &t.bases,
            &t.mro,
            &t.member_names,
        ] {
            field.traverse(f);
        }
    }
}

impl TypePayload {
    fn type_object(&self) -> &TypeObj {
        // SAFETY: a TypePayload only exists as the part of a TypeObj behind its header.
        unsafe {
            &*(self as *const Self)
                .byte_sub(size_of::<Header>())
                .cast::<TypeObj>()
        }
    }
}

impl Drop for TypePayload {
    fn drop(&mut self) {
        // SAFETY: this runs once, when the type's cell dies; the fields are dropped in place and not used again.
        unsafe {
            let t = (self as *mut Self)
                .byte_sub(size_of::<Header>())
                .cast::<TypeObj>();
            (*t).unlink_from_bases();
            for field in [
                &(*t).name,
                &(*t).qualname,
                &(*t).dict,
                &(*t).base,
                &(*t).bases,
                &(*t).mro,
                &(*t).member_names,
            ] {
                drop(field.take());
            }
            std::ptr::drop_in_place(&raw mut (*t).slots);
            // Taken, not dropped in place: a subclass that dies after its base in a collection still unlinks itself.
            drop((*t).subclasses.take());
            if (*t).dict_shape != (*t).root_shape {
                Shape::free((*t).dict_shape);
            }
            Shape::free((*t).root_shape);
        }
    }
}

/// The layout of type objects.
pub static TYPE_LAYOUT: Layout = Layout::of::<TypePayload>();
const _: () = assert!(size_of::<Object<TypePayload>>() == size_of::<TypeObj>());

/// A type that is kept alive by something else (the interpreter, or an instance).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TypePtr(*const TypeObj);

impl TypePtr {
    pub const DANGLING: TypePtr = TypePtr(std::ptr::null());
    /// # Safety
    /// The type must stay alive as long as the pointer is used.
    #[inline(always)]
    pub unsafe fn new(p: *const TypeObj) -> TypePtr {
        TypePtr(p)
    }
    #[inline(always)]
    pub fn as_ptr(self) -> *const TypeObj {
        self.0
    }
    /// A new reference to the type as a value.
    #[inline]
    pub fn to_ref(self) -> Ref {
        // SAFETY: the type is alive.
        unsafe { Ref::from_ptr_new(self.0) }
    }
    /// Is `r` this type?
    #[inline(always)]
    pub fn is(self, r: &Ref) -> bool {
        r.slot().borrow() == Slot::borrowed_from_ptr(self.0)
    }
}

impl Deref for TypePtr {
    type Target = TypeObj;
    #[inline(always)]
    fn deref(&self) -> &TypeObj {
        // SAFETY: see TypePtr::new.
        unsafe { &*self.0 }
    }
}

/// A special method written in Python that was looked up in a class, borrowed from the class that has it.
pub struct KnownFunction {
    /// The version of the class for which `function` is true; 0 for none.
    version: Cell<u32>,
    function: Cell<Slot>,
}

impl KnownFunction {
    /// The function, if it was looked up since the class changed last.
    #[inline(always)]
    pub fn get(&self, class: &TypeObj) -> Option<Slot> {
        let version = self.version.get();
        (version != 0 && version == class.version.get()).then(|| self.function.get())
    }
    /// Remembers what the lookup in `class` gave.
    pub fn set(&self, vm: &Vm, class: &TypeObj, function: Slot) {
        self.function.set(function.borrow());
        self.version.set(class.version(vm));
    }
}

impl Default for KnownFunction {
    fn default() -> Self {
        KnownFunction {
            version: Cell::new(0),
            function: Cell::new(Slot::NULL),
        }
    }
}

impl TypeObj {
    #[inline(always)]
    pub fn ptr(&self) -> TypePtr {
        TypePtr(self)
    }
    pub fn to_ref(&self) -> Ref {
        self.ptr().to_ref()
    }
    #[inline(always)]
    pub fn has(&self, flag: u32) -> bool {
        self.flags.get() & flag != 0
    }
    pub fn set_flag(&self, flag: u32, on: bool) {
        self.flags.set(if on {
            self.flags.get() | flag
        } else {
            self.flags.get() & !flag
        });
    }
    #[inline(always)]
    pub fn is_heap_type(&self) -> bool {
        self.has(flags::HEAP)
    }
    #[inline(always)]
    pub fn has_finalizer(&self) -> bool {
        self.has(flags::FINALIZER)
    }
    /// Do instances have words behind their payload?
    #[inline(always)]
    pub fn has_extra(&self) -> bool {
        self.has(flags::EXTRA)
    }
    /// `__name__` as a Rust string.
    pub fn short_name(&self) -> String {
        super::str_to_string(&self.name.get().expect("a type has a name"))
    }
    /// The name that messages show (`tp_name`): that of a native type begins with its module, unless it is a builtin.
    pub fn name_str(&self) -> String {
        let mut name = String::new();
        self.push_name(&mut name);
        name
    }
    /// Appends what [`TypeObj::name_str`] returns.
    pub fn push_name(&self, to: &mut String) {
        match self.native_module.get() {
            "" | "builtins" => {}
            module => {
                to.push_str(module);
                to.push('.');
            }
        }
        // SAFETY: the name stays in place: nothing here runs Python code.
        if let Some(name) = unsafe { self.name.view() } {
            super::push_text(to, name);
        }
    }
    /// `__qualname__` as a Rust string.
    pub fn qualname_str(&self) -> String {
        super::str_to_string(&self.qualname.get().expect("a type has a qualified name"))
    }
    /// The namespace.
    #[inline(always)]
    pub fn dict(&self) -> &DictObject {
        // SAFETY: `dict` is set to a dict when the type is made and never replaced.
        unsafe { &*self.dict.slot().ptr::<DictObject>() }
    }
    /// The types of the method resolution order. The view must not be held while the mro may be assigned.
    #[inline]
    pub fn mro(&self) -> &[Ref] {
        let m = self.mro.slot();
        // SAFETY: the mro is a tuple once the type is ready.
        if m.is_null() {
            return &[];
        }
        unsafe {
            let t = &*m.ptr::<super::TupleObject>();
            Ref::view_slice(t.items.get(), t.len.get())
        }
    }
    /// The base that the layout comes from.
    pub fn base_type(&self) -> Option<TypePtr> {
        let b = self.base.slot();
        if b.is_null() {
            None
        } else {
            Some(TypePtr(b.ptr()))
        }
    }
    /// Is this `other` or derived from it?
    #[inline]
    pub fn is_subtype(&self, other: TypePtr) -> bool {
        let me: *const TypeObj = self;
        if me == other.0 {
            return true;
        }
        let m = self.mro();
        if m.is_empty() {
            let mut b = self.base_type();
            while let Some(t) = b {
                if t == other {
                    return true;
                }
                b = t.base_type();
            }
            return other.base_type().is_none() && other.bases.slot().is_null();
        }
        m.iter().any(|t| other.is(t))
    }
    /// Looks `name` (a str) up along the method resolution order.
    #[inline]
    pub fn lookup(&self, vm: &Vm, name: &Ref) -> Option<Ref> {
        let s = self.lookup_slot(vm, name);
        // SAFETY: the class dict keeps the value alive until the reference is taken.
        if s.is_null() {
            None
        } else {
            Some(unsafe { Ref::new_reference(s) })
        }
    }
    /// The same without taking a reference: the word is borrowed from the class, NULL if there is nothing.
    #[inline]
    pub fn lookup_slot(&self, vm: &Vm, name: &Ref) -> Slot {
        if !super::is_interned(name) {
            return self.lookup_uncached(name);
        }
        vm.method_cache.lookup(vm, self, name)
    }
    /// The lookup itself, without the cache.
    pub fn lookup_uncached(&self, name: &Ref) -> Slot {
        for t in self.mro() {
            // SAFETY: the mro holds types.
            let t = unsafe { t.cast::<TypeObj>() };
            let v = t.dict().get_str(name);
            if !v.is_null() {
                return v.borrow();
            }
        }
        Slot::NULL
    }
    /// A version for inline caches; 0 if there are none left.
    pub fn version(&self, vm: &Vm) -> u32 {
        if self.version.get() == 0 {
            self.version.set(vm.next_version());
        }
        self.version.get()
    }
    /// The version that inline caches know, 0 if there is none at present.
    #[inline(always)]
    pub fn known_version(&self) -> u32 {
        self.version.get()
    }
    /// Does `obj.__class__` of instances give this type, because it is object's own and attributes are looked up as
    /// usual?
    pub fn has_plain_class(&self, vm: &Vm) -> bool {
        let version = self.version.get();
        if version != 0 && version == self.plain_class.get() {
            return true;
        }
        let own = |t: &TypeObj| t.lookup_slot(vm, &vm.names.class_).borrow();
        let plain = self.flags.get() & super::flags::GENERIC_GETATTR != 0
            && own(self) == own(&vm.types.object);
        if plain {
            self.plain_class.set(self.version(vm));
        }
        plain
    }
    /// [`TypeObj::has_plain_class`], as far as somebody has asked before.
    #[inline(always)]
    pub fn is_known_plain(&self) -> bool {
        let version = self.version.get();
        version != 0 && version == self.plain_class.get()
    }
    /// The subclasses that are alive.
    pub fn subclasses(&self) -> Vec<Ref> {
        // SAFETY: a type removes itself from its bases' lists when it dies.
        self.subclasses
            .borrow()
            .iter()
            .map(|&t| unsafe { Ref::from_ptr_new(t) })
            .collect()
    }
    pub fn add_subclass(&self, t: TypePtr) {
        self.subclasses.borrow_mut().push(t.0);
    }
    pub fn remove_subclass(&self, t: TypePtr) {
        self.subclasses.borrow_mut().retain(|&s| s != t.0);
    }
    /// Leaves the bases' lists of subclasses.
    pub(crate) fn unlink_from_bases(&self) {
        let b = self.bases.slot();
        if !b.is_null() {
            // SAFETY: bases is a tuple of types that this type still holds references to.
            for base in unsafe { super::tuple_items(Ref::view(&b)) } {
                unsafe { base.cast::<TypeObj>() }.remove_subclass(self.ptr());
            }
        }
    }
    /// Must be called after any change to the namespace, the bases or the slots: retires all that inline caches know
    /// of this class and its subclasses.
    pub fn modified(&self) {
        self.version.set(0);
        // SAFETY: the shapes live as long as the type.
        unsafe {
            (*self.root_shape).for_each(&mut |s| s.version.set(0));
            if self.dict_shape != self.root_shape {
                (*self.dict_shape).version.set(0);
            }
        }
        for &s in self.subclasses.borrow().iter() {
            unsafe { (*s).modified() };
        }
    }

    /// Writes a new type into a cell of the heap. The caller sets base, bases, mro, dict and inherits the slots.
    ///
    /// The `metatype` may be null while the first types are made.
    ///
    /// # Safety
    /// A `metatype` that is not null must be a live type.
    pub unsafe fn allocate(
        vm: &Vm,
        metatype: *const TypeObj,
        layout: &'static Layout,
        attributes: Attributes,
    ) -> Ref {
        let size = size_of::<TypeObj>();
        // SAFETY: every field is written before anything else runs.
        unsafe {
            let shape = if metatype.is_null() {
                std::ptr::null_mut()
            } else {
                (*metatype).root_shape
            };
            let h = vm.heap.alloc(size, Kind::Type, 0, TYPE_LAYOUT.state, shape);
            let t = h.cast::<TypeObj>();
            let mode = match attributes {
                Attributes::Inline(_) => INLINE,
                Attributes::Dict(_) => DICT,
                Attributes::None => NONE,
            };
            let root_shape = Shape::root(t, mode);
            let dict_shape = if mode == INLINE {
                Shape::root(t, DICT)
            } else {
                root_shape
            };
            let header = h.read();
            t.write(TypeObj {
                h: header,
                version: Cell::new(0),
                plain_class: Cell::new(0),
                getitem: KnownFunction::default(),
                init: KnownFunction::default(),
                flags: Cell::new(0),
                layout,
                root_shape,
                dict_shape,
                slots: Box::default(),
                attributes,
                member_offset: layout.size as u16,
                members: 0,
                member_names: Field::empty(),
                inline_hint: Cell::new(4),
                native_doc: Cell::new(""),
                native_module: Cell::new(""),
                name: Field::empty(),
                qualname: Field::empty(),
                dict: Field::empty(),
                base: Field::empty(),
                bases: Field::empty(),
                mro: Field::empty(),
                subclasses: RefCell::default(),
            });
            if !metatype.is_null() && (*metatype).is_heap_type() {
                (*(metatype as *mut TypeObj)).h.rc += 1;
                (*h).exactness = crate::value::SUBCLASS;
            }
            Ref::from_ptr(t)
        }
    }
}

/// A cache of attribute lookups on types, as in CPython: (type version, name) → word.
pub struct MethodCache {
    entries: Box<[CacheEntry; CACHE_SIZE]>,
}

#[derive(Default)]
struct CacheEntry {
    version: Cell<u32>,
    name: Cell<u64>,
    value: Cell<u64>,
}

const CACHE_SIZE: usize = 1 << 11;

impl MethodCache {
    pub fn new() -> MethodCache {
        MethodCache {
            entries: (0..CACHE_SIZE)
                .map(|_| CacheEntry::default())
                .collect::<Box<[_]>>()
                .try_into()
                .unwrap_or_else(|_| unreachable!("as many as collected")),
        }
    }

    /// `name` must be interned: interned strings live as long as the interpreter, so their address identifies them.
    #[inline]
    fn lookup(&self, vm: &Vm, ty: &TypeObj, name: &Ref) -> Slot {
        let version = ty.version.get();
        let key = name.slot().borrow().0;
        let e = &self.entries
            [(version as usize ^ (key >> 4) as usize ^ (key >> 15) as usize) & (CACHE_SIZE - 1)];
        if version != 0 && e.version.get() == version && e.name.get() == key {
            return Slot(e.value.get());
        }
        self.miss(vm, ty, name, key)
    }

    #[cold]
    #[inline(never)]
    fn miss(&self, vm: &Vm, ty: &TypeObj, name: &Ref, key: u64) -> Slot {
        let v = ty.lookup_uncached(name);
        let version = ty.version(vm);
        if version != 0 {
            let i =
                (version as usize ^ (key >> 4) as usize ^ (key >> 15) as usize) & (CACHE_SIZE - 1);
            let e = &self.entries[i];
            e.version.set(version);
            e.name.set(key);
            e.value.set(v.0);
        }
        v
    }
}

impl Default for MethodCache {
    fn default() -> Self {
        Self::new()
    }
}
