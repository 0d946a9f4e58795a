//! The 16-byte header at the start of every object.

use crate::object::Shape;

/// The native layout of an object, shared by a builtin type and its subclasses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Kind {
    /// An unused heap cell: never the kind of a live object.
    Free = 0,
    None,
    Bool,
    Ellipsis,
    NotImplemented,
    Int,
    Float,
    Complex,
    Str,
    Bytes,
    ByteArray,
    Tuple,
    List,
    Dict,
    Set,
    FrozenSet,
    Range,
    Slice,
    Cell,
    Code,
    Function,
    /// A native function, bound to its module or `self`.
    Builtin,
    /// An unbound method of a builtin type.
    MethodDescriptor,
    BoundMethod,
    Type,
    Module,
    /// Generators, coroutines and async generators.
    Generator,
    /// An instance of a class whose only native base is `object`.
    Instance,
    Exception,
    Traceback,
    Frame,
    RangeIterator,
    ListIterator,
    TupleIterator,
    Property,
    StaticMethod,
    ClassMethod,
    MemberDescriptor,
    GetSetDescriptor,
    SlotWrapper,
    Super,
    DictView,
    DictIterator,
    /// Any other native payload, told apart by its layout.
    Native,
}

/// Set in [`Header::exactness`] for instances of a Python-level class.
pub const SUBCLASS: u8 = 1;
/// The object lives as long as its interpreter (or the process): its count is never written.
pub const IMMORTAL: u8 = 1;
/// There are weak references to the object (kept in the interpreter's side table).
pub const STATE_WEAKREFS: u8 = 2;
/// `__del__` has run.
pub const STATE_FINALIZED: u8 = 4;
/// The collector looks at the object.
pub const STATE_GC: u8 = 8;
/// The object is in the deferred-deallocation list or being destroyed.
pub const STATE_HELD: u8 = 16;

/// The object was there before the program: part of the interpreter itself. (Strings keep their width in these bits.)
pub const STATE_OWN: u8 = 128;

/// The header of every object.
#[repr(C)]
pub struct Header {
    /// Number of counted words that refer to the object.
    pub rc: u32,
    /// The native layout.
    pub kind: Kind,
    /// 0 for an instance of the builtin type itself, [`SUBCLASS`] otherwise. Next to `kind`, so that one 16-bit
    /// compare tells "exactly a list".
    pub exactness: u8,
    /// `IMMORTAL`, `STATE_*` bits.
    pub state: u8,
    /// The size class of the heap cell.
    pub size_class: u8,
    /// Type and attribute layout.
    pub shape: *mut Shape,
}

impl Header {
    #[inline(always)]
    pub fn is_exact(&self, kind: Kind) -> bool {
        // SAFETY: both bytes are initialised and adjacent (repr(C)), at a 4-byte aligned offset.
        unsafe { (&raw const self.kind).cast::<u16>().read() == kind as u16 }
    }
    #[inline(always)]
    pub fn is_immortal(&self) -> bool {
        self.state & IMMORTAL != 0
    }
}
