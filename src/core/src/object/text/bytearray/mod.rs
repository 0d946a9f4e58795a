//! `bytearray`.

mod change;
mod construct;
mod operators;
mod storage;

pub use operators::{
    inplace_concat as bytearray_inplace_concat, set_plain_item as bytearray_set_plain_item,
};
pub use storage::ByteArray;

use super::bytes::{construct as text, shared_methods};
use crate::object::{Layout, TypeSpec, flags, new_bytearray_iterator, new_object, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

static LAYOUT: Layout = Layout::of::<ByteArray>();

/// The type `bytearray`.
pub static BYTEARRAY: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n\
        bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n\
        bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n\
        bytearray() -> empty bytes array\n\nConstruct a mutable bytearray object from:\n  \
        - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  \
        - a bytes or a buffer object\n  - any object implementing the buffer API.\n  - an integer",
    methods: &METHODS,
    slots: |s| {
        operators::fill(s);
        s.new.set(Some(construct::new));
        s.init.set(Some(construct::init));
        s.iter.set(Some(|vm, a| Ok(new_bytearray_iterator(vm, a))));
    },
    ..TypeSpec::new("bytearray", &LAYOUT)
};

/// A new bytearray with a copy of the bytes.
pub fn new_bytearray(vm: &Vm, bytes: &[u8]) -> PyResult {
    let r = new_object(vm, vm.types.bytearray, ByteArray::new());
    payload::<ByteArray>(&r).extend(vm, bytes)?;
    Ok(r)
}

/// The storage of `r`, which must have kind ByteArray.
fn of(r: &Ref) -> &ByteArray {
    payload::<ByteArray>(r)
}

shared_methods! { METHODS: 55 of "bytearray" =
    MethodDef::no_args("__alloc__", |vm, this| Ok(vm.new_int(of(this).allocated() as i64)))
        .doc("B.__alloc__() -> int\n\nReturn the number of bytes actually allocated."),
    MethodDef::no_args("__reduce__", |vm, this| construct::reduce(vm, this, 2))
        .doc("Return state information for pickling."),
    MethodDef::positional("__reduce_ex__", 0, 1, construct::reduce_ex)
        .text_signature("proto=0, /")
        .doc("Return state information for pickling."),
    MethodDef::no_args("__sizeof__", |vm, this| {
        Ok(vm.new_int(56 + of(this).allocated() as i64))
    })
    .doc("Returns the size of the bytearray object in memory, in bytes."),
    MethodDef::one("append", change::append)
        .text_signature("item, /")
        .doc("Append a single item to the end of the bytearray."),
    MethodDef::no_args("clear", change::clear)
        .doc("Remove all items from the bytearray."),
    MethodDef::no_args("copy", text::exact)
        .doc("Return a copy of B."),
    MethodDef::one("extend", change::extend)
        .text_signature("iterable_of_ints, /")
        .doc("Append all the items from the iterator or sequence to the end of the bytearray."),
    MethodDef::positional("insert", 2, 2, change::insert)
        .text_signature("index, item, /")
        .doc("Insert a single item into the bytearray before the given index."),
    MethodDef::positional("pop", 0, 1, change::pop)
        .text_signature("index=-1, /")
        .doc("Remove and return a single item from B.\n\nWithout an index, the last item."),
    MethodDef::one("remove", change::remove)
        .text_signature("value, /")
        .doc("Remove the first occurrence of a value in the bytearray."),
    MethodDef::one("resize", change::resize)
        .text_signature("size, /")
        .doc("Resize the internal buffer of bytearray to len."),
    MethodDef::no_args("reverse", |_, this| {
        of(this).bytes_mut().reverse();
        Ok(Ref::none())
    })
    .doc("Reverse the order of the values in B in place."),
}
