//! The special method names, with the slot that each stands for.

use super::{Place, Wrap};
use crate::object::{BinaryOp, CompareOp};
use crate::runtime::{Names, Vm};
use crate::value::Ref;

/// One special method name and its slot. Several names may share a slot, and a name may stand for two slots.
pub struct SlotDef {
    pub name: &'static str,
    key: fn(&Names) -> &Ref,
    pub place: Place,
    /// How a native function in the slot is called through the name; None for names without wrapper.
    pub wrap: Option<Wrap>,
    /// `__text_signature__`.
    pub signature: &'static str,
    pub doc: &'static str,
}

impl SlotDef {
    /// The name as an interned string.
    #[inline]
    pub fn name<'a>(&self, vm: &'a Vm) -> &'a Ref {
        (self.key)(&vm.names)
    }
}

const fn slot(
    name: &'static str,
    key: fn(&Names) -> &Ref,
    place: Place,
    wrap: Wrap,
    signature: &'static str,
    doc: &'static str,
) -> SlotDef {
    SlotDef {
        name,
        key,
        place,
        wrap: Some(wrap),
        signature,
        doc,
    }
}

const fn unary(
    name: &'static str,
    key: fn(&Names) -> &Ref,
    place: Place,
    doc: &'static str,
) -> SlotDef {
    slot(name, key, place, Wrap::Unary, "($self, /)", doc)
}

const fn binary(
    name: &'static str,
    key: fn(&Names) -> &Ref,
    op: BinaryOp,
    doc: &'static str,
) -> SlotDef {
    slot(
        name,
        key,
        Place::Binary(op),
        Wrap::Binary,
        "($self, value, /)",
        doc,
    )
}

const fn reflected(
    name: &'static str,
    key: fn(&Names) -> &Ref,
    op: BinaryOp,
    doc: &'static str,
) -> SlotDef {
    slot(
        name,
        key,
        Place::Binary(op),
        Wrap::Reflected,
        "($self, value, /)",
        doc,
    )
}

const fn compare(
    name: &'static str,
    key: fn(&Names) -> &Ref,
    op: CompareOp,
    doc: &'static str,
) -> SlotDef {
    slot(
        name,
        key,
        Place::Compare,
        Wrap::Compare(op),
        "($self, value, /)",
        doc,
    )
}

/// All special method names that have slots, in CPython's order.
pub static SLOT_DEFS: &[SlotDef] = &[
    SlotDef {
        name: "__getattr__",
        key: |n| &n.getattr,
        place: Place::GetAttr,
        wrap: None,
        signature: "",
        doc: "",
    },
    slot(
        "__getattribute__",
        |n| &n.getattribute,
        Place::GetAttr,
        Wrap::GetAttr,
        "($self, name, /)",
        "Return getattr(self, name).",
    ),
    slot(
        "__setattr__",
        |n| &n.setattr,
        Place::SetAttr,
        Wrap::SetAttr,
        "($self, name, value, /)",
        "Implement setattr(self, name, value).",
    ),
    slot(
        "__delattr__",
        |n| &n.delattr,
        Place::SetAttr,
        Wrap::DelAttr,
        "($self, name, /)",
        "Implement delattr(self, name).",
    ),
    unary("__repr__", |n| &n.repr, Place::Repr, "Return repr(self)."),
    slot(
        "__hash__",
        |n| &n.hash,
        Place::Hash,
        Wrap::Hash,
        "($self, /)",
        "Return hash(self).",
    ),
    slot(
        "__call__",
        |n| &n.call,
        Place::Call,
        Wrap::Call,
        "($self, /, *args, **kwargs)",
        "Call self as a function.",
    ),
    unary("__str__", |n| &n.str, Place::Str, "Return str(self)."),
    compare("__lt__", |n| &n.lt, CompareOp::Lt, "Return self<value."),
    compare("__le__", |n| &n.le, CompareOp::Le, "Return self<=value."),
    compare("__eq__", |n| &n.eq, CompareOp::Eq, "Return self==value."),
    compare("__ne__", |n| &n.ne, CompareOp::Ne, "Return self!=value."),
    compare("__gt__", |n| &n.gt, CompareOp::Gt, "Return self>value."),
    compare("__ge__", |n| &n.ge, CompareOp::Ge, "Return self>=value."),
    unary(
        "__iter__",
        |n| &n.iter,
        Place::Iter,
        "Implement iter(self).",
    ),
    slot(
        "__next__",
        |n| &n.next,
        Place::Next,
        Wrap::Next,
        "($self, /)",
        "Implement next(self).",
    ),
    slot(
        "__get__",
        |n| &n.get,
        Place::DescrGet,
        Wrap::DescrGet,
        "($self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner.",
    ),
    slot(
        "__set__",
        |n| &n.set,
        Place::DescrSet,
        Wrap::DescrSet,
        "($self, instance, value, /)",
        "Set an attribute of instance to value.",
    ),
    slot(
        "__delete__",
        |n| &n.delete,
        Place::DescrSet,
        Wrap::DescrDelete,
        "($self, instance, /)",
        "Delete an attribute of instance.",
    ),
    slot(
        "__init__",
        |n| &n.init,
        Place::Init,
        Wrap::Init,
        "($self, /, *args, **kwargs)",
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    SlotDef {
        name: "__new__",
        key: |n| &n.new,
        place: Place::New,
        wrap: None,
        signature: "",
        doc: "",
    },
    slot(
        "__del__",
        |n| &n.del_,
        Place::Finalize,
        Wrap::Finalize,
        "($self, /)",
        "Called when the instance is about to be destroyed.",
    ),
    slot(
        "__buffer__",
        |n| &n.buffer,
        Place::Buffer,
        Wrap::Buffer,
        "($self, flags, /)",
        "Return a buffer object that exposes the underlying memory of the object.",
    ),
    slot(
        "__release_buffer__",
        |n| &n.release_buffer,
        Place::ReleaseBuffer,
        Wrap::ReleaseBuffer,
        "($self, buffer, /)",
        "Release the buffer object that exposes the underlying memory of the object.",
    ),
    unary(
        "__await__",
        |n| &n.await_,
        Place::Await,
        "Return an iterator to be used in await expression.",
    ),
    unary(
        "__aiter__",
        |n| &n.aiter,
        Place::Aiter,
        "Return an awaitable, that resolves in asynchronous iterator.",
    ),
    unary(
        "__anext__",
        |n| &n.anext,
        Place::Anext,
        "Return a value or raise StopAsyncIteration.",
    ),
    binary("__add__", |n| &n.add, BinaryOp::Add, "Return self+value."),
    reflected("__radd__", |n| &n.radd, BinaryOp::Add, "Return value+self."),
    binary(
        "__sub__",
        |n| &n.sub,
        BinaryOp::Subtract,
        "Return self-value.",
    ),
    reflected(
        "__rsub__",
        |n| &n.rsub,
        BinaryOp::Subtract,
        "Return value-self.",
    ),
    binary(
        "__mul__",
        |n| &n.mul,
        BinaryOp::Multiply,
        "Return self*value.",
    ),
    reflected(
        "__rmul__",
        |n| &n.rmul,
        BinaryOp::Multiply,
        "Return value*self.",
    ),
    binary(
        "__mod__",
        |n| &n.mod_,
        BinaryOp::Remainder,
        "Return self%value.",
    ),
    reflected(
        "__rmod__",
        |n| &n.rmod,
        BinaryOp::Remainder,
        "Return value%self.",
    ),
    binary(
        "__divmod__",
        |n| &n.divmod,
        BinaryOp::Divmod,
        "Return divmod(self, value).",
    ),
    reflected(
        "__rdivmod__",
        |n| &n.rdivmod,
        BinaryOp::Divmod,
        "Return divmod(value, self).",
    ),
    slot(
        "__pow__",
        |n| &n.pow,
        Place::Binary(BinaryOp::Power),
        Wrap::Power,
        "($self, value, mod=None, /)",
        "Return pow(self, value, mod).",
    ),
    slot(
        "__rpow__",
        |n| &n.rpow,
        Place::Binary(BinaryOp::Power),
        Wrap::ReflectedPower,
        "($self, value, mod=None, /)",
        "Return pow(value, self, mod).",
    ),
    SlotDef {
        name: "__pow__",
        key: |n| &n.pow,
        place: Place::PowerMod,
        wrap: None,
        signature: "",
        doc: "",
    },
    SlotDef {
        name: "__rpow__",
        key: |n| &n.rpow,
        place: Place::PowerMod,
        wrap: None,
        signature: "",
        doc: "",
    },
    unary("__neg__", |n| &n.neg, Place::Negative, "-self"),
    unary("__pos__", |n| &n.pos, Place::Positive, "+self"),
    unary("__abs__", |n| &n.abs, Place::Absolute, "abs(self)"),
    slot(
        "__bool__",
        |n| &n.bool,
        Place::Bool,
        Wrap::Bool,
        "($self, /)",
        "True if self else False",
    ),
    unary("__invert__", |n| &n.invert, Place::Invert, "~self"),
    binary(
        "__lshift__",
        |n| &n.lshift,
        BinaryOp::Lshift,
        "Return self<<value.",
    ),
    reflected(
        "__rlshift__",
        |n| &n.rlshift,
        BinaryOp::Lshift,
        "Return value<<self.",
    ),
    binary(
        "__rshift__",
        |n| &n.rshift,
        BinaryOp::Rshift,
        "Return self>>value.",
    ),
    reflected(
        "__rrshift__",
        |n| &n.rrshift,
        BinaryOp::Rshift,
        "Return value>>self.",
    ),
    binary("__and__", |n| &n.and_, BinaryOp::And, "Return self&value."),
    reflected("__rand__", |n| &n.rand, BinaryOp::And, "Return value&self."),
    binary("__xor__", |n| &n.xor, BinaryOp::Xor, "Return self^value."),
    reflected("__rxor__", |n| &n.rxor, BinaryOp::Xor, "Return value^self."),
    binary("__or__", |n| &n.or_, BinaryOp::Or, "Return self|value."),
    reflected("__ror__", |n| &n.ror, BinaryOp::Or, "Return value|self."),
    unary("__int__", |n| &n.int, Place::Int, "int(self)"),
    unary("__float__", |n| &n.float, Place::Float, "float(self)"),
    binary(
        "__iadd__",
        |n| &n.iadd,
        BinaryOp::InplaceAdd,
        "Return self+=value.",
    ),
    binary(
        "__isub__",
        |n| &n.isub,
        BinaryOp::InplaceSubtract,
        "Return self-=value.",
    ),
    binary(
        "__imul__",
        |n| &n.imul,
        BinaryOp::InplaceMultiply,
        "Return self*=value.",
    ),
    binary(
        "__imod__",
        |n| &n.imod,
        BinaryOp::InplaceRemainder,
        "Return self%=value.",
    ),
    binary(
        "__ipow__",
        |n| &n.ipow,
        BinaryOp::InplacePower,
        "Return self**=value.",
    ),
    binary(
        "__ilshift__",
        |n| &n.ilshift,
        BinaryOp::InplaceLshift,
        "Return self<<=value.",
    ),
    binary(
        "__irshift__",
        |n| &n.irshift,
        BinaryOp::InplaceRshift,
        "Return self>>=value.",
    ),
    binary(
        "__iand__",
        |n| &n.iand,
        BinaryOp::InplaceAnd,
        "Return self&=value.",
    ),
    binary(
        "__ixor__",
        |n| &n.ixor,
        BinaryOp::InplaceXor,
        "Return self^=value.",
    ),
    binary(
        "__ior__",
        |n| &n.ior,
        BinaryOp::InplaceOr,
        "Return self|=value.",
    ),
    binary(
        "__floordiv__",
        |n| &n.floordiv,
        BinaryOp::FloorDivide,
        "Return self//value.",
    ),
    reflected(
        "__rfloordiv__",
        |n| &n.rfloordiv,
        BinaryOp::FloorDivide,
        "Return value//self.",
    ),
    binary(
        "__truediv__",
        |n| &n.truediv,
        BinaryOp::TrueDivide,
        "Return self/value.",
    ),
    reflected(
        "__rtruediv__",
        |n| &n.rtruediv,
        BinaryOp::TrueDivide,
        "Return value/self.",
    ),
    binary(
        "__ifloordiv__",
        |n| &n.ifloordiv,
        BinaryOp::InplaceFloorDivide,
        "Return self//=value.",
    ),
    binary(
        "__itruediv__",
        |n| &n.itruediv,
        BinaryOp::InplaceTrueDivide,
        "Return self/=value.",
    ),
    unary(
        "__index__",
        |n| &n.index,
        Place::Index,
        "Return self converted to an integer, if self is suitable for use as an index into a list.",
    ),
    binary(
        "__matmul__",
        |n| &n.matmul,
        BinaryOp::MatrixMultiply,
        "Return self@value.",
    ),
    reflected(
        "__rmatmul__",
        |n| &n.rmatmul,
        BinaryOp::MatrixMultiply,
        "Return value@self.",
    ),
    binary(
        "__imatmul__",
        |n| &n.imatmul,
        BinaryOp::InplaceMatrixMultiply,
        "Return self@=value.",
    ),
    slot(
        "__len__",
        |n| &n.len,
        Place::Len,
        Wrap::Len,
        "($self, /)",
        "Return len(self).",
    ),
    slot(
        "__getitem__",
        |n| &n.getitem,
        Place::Binary(BinaryOp::Subscr),
        Wrap::Binary,
        "($self, key, /)",
        "Return self[key].",
    ),
    slot(
        "__setitem__",
        |n| &n.setitem,
        Place::SetItem,
        Wrap::SetItem,
        "($self, key, value, /)",
        "Set self[key] to value.",
    ),
    slot(
        "__delitem__",
        |n| &n.delitem,
        Place::SetItem,
        Wrap::DelItem,
        "($self, key, /)",
        "Delete self[key].",
    ),
    slot(
        "__add__",
        |n| &n.add,
        Place::Concat,
        Wrap::Concat,
        "($self, value, /)",
        "Return self+value.",
    ),
    slot(
        "__mul__",
        |n| &n.mul,
        Place::Repeat,
        Wrap::Repeat,
        "($self, value, /)",
        "Return self*value.",
    ),
    slot(
        "__rmul__",
        |n| &n.rmul,
        Place::Repeat,
        Wrap::Repeat,
        "($self, value, /)",
        "Return value*self.",
    ),
    slot(
        "__contains__",
        |n| &n.contains,
        Place::Contains,
        Wrap::Contains,
        "($self, key, /)",
        "Return bool(key in self).",
    ),
    slot(
        "__iadd__",
        |n| &n.iadd,
        Place::InplaceConcat,
        Wrap::Concat,
        "($self, value, /)",
        "Implement self+=value.",
    ),
    slot(
        "__imul__",
        |n| &n.imul,
        Place::InplaceRepeat,
        Wrap::Repeat,
        "($self, value, /)",
        "Implement self*=value.",
    ),
];
