//! The module `array`.

mod construct;
mod item;
mod iterator;
mod methods;
mod operators;
mod pickle;
mod storage;
mod word;

pub(crate) use word::{item_word, set_item_word};

use storage::Array;

use super::common::make_type;
use super::{ModuleSpec, add};
use crate::object::{Layout, MethodDef, TypePtr, TypeSpec, downcast, flags, from_utf8, payload};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::rc::Rc;

const NAME: &str = "array";

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "This module defines an object type which can efficiently represent\n\
        an array of basic values: characters, integers, floating-point\n\
        numbers.  Arrays are sequence types and behave very much like lists,\n\
        except that the type of objects stored in them is constrained.\n",
    methods: &FUNCTIONS,
    init: |vm, module| {
        let array = make_type(vm, &ARRAY, vm.types.object)?;
        let iterator = make_type(vm, &iterator::ITERATOR, vm.types.object)?;
        vm.set_state(NAME, State { array, iterator });
        add(vm, module, "array", array.to_ref())?;
        add(vm, module, "ArrayType", array.to_ref())?;
        let abc = crate::runtime::import::import_module(vm, "collections.abc")?;
        let sequence = vm.get_attr_str(&abc, "MutableSequence")?;
        vm.call_method_str(&sequence, "register", &[array.to_ref()])?;
        let codes: String = item::ITEMS.iter().map(item::ItemType::name).collect();
        add(vm, module, "typecodes", from_utf8(vm, &codes)?)
    },
};

static FUNCTIONS: [MethodDef; 1] =
    [
        MethodDef::positional("_array_reconstructor", 4, 4, pickle::reconstruct)
            .text_signature("arraytype, typecode, mformat_code, items,\n                     /")
            .doc("Internal. Used for pickling support."),
    ];

struct State {
    array: TypePtr,
    iterator: TypePtr,
}

fn state(vm: &Vm) -> Rc<State> {
    vm.state(NAME)
        .expect("set when the module was made, before any of its functions runs")
}

static LAYOUT: Layout = Layout::of::<Array>();

/// The type `array.array`.
static ARRAY: TypeSpec = TypeSpec {
    module: NAME,
    doc: "array(typecode [, initializer]) -> array\n\n\
        Return a new array whose items are restricted by typecode, and\n\
        initialized from the optional initializer value, which must be a list,\n\
        string or iterable over elements of the appropriate type.\n\n\
        Arrays represent basic values and behave very much like lists, except\n\
        the type of objects stored in them is constrained. The type is specified\n\
        at object creation time by using a type code, which is a single character.\n\
        The following type codes are defined:\n\n    \
        Type code   C Type             Minimum size in bytes\n    \
        'b'         signed integer     1\n    \
        'B'         unsigned integer   1\n    \
        'u'         Unicode character  2 (see note)\n    \
        'h'         signed integer     2\n    \
        'H'         unsigned integer   2\n    \
        'i'         signed integer     2\n    \
        'I'         unsigned integer   2\n    \
        'l'         signed integer     4\n    \
        'L'         unsigned integer   4\n    \
        'q'         signed integer     8 (see note)\n    \
        'Q'         unsigned integer   8 (see note)\n    \
        'f'         floating-point     4\n    \
        'd'         floating-point     8",
    flags: flags::BASETYPE | flags::SEQUENCE | flags::WEAKREFS,
    methods: &methods::METHODS,
    getset: &methods::GETSET,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(construct::new));
        operators::fill(s);
    },
    ..TypeSpec::new("array", &LAYOUT)
};

#[inline(always)]
fn of(this: &Ref) -> &Array {
    payload(this)
}

/// Is it exactly an array?
#[inline(always)]
fn is_exactly(r: &Ref) -> bool {
    // SAFETY: a reference is a live word.
    unsafe { is_exactly_word(r.slot()) }
}

/// The same of a word.
///
/// # Safety
/// It is a live word.
#[inline(always)]
unsafe fn is_exactly_word(v: crate::value::Slot) -> bool {
    // SAFETY: an object with a header has a shape, and that a type.
    unsafe {
        v.is_exact(Kind::Native) && std::ptr::eq((*(*(*v.header()).shape).ty).layout, &LAYOUT)
    }
}

/// `this[i]`, if it is exactly an array that has such an item; doubles are read in place.
#[inline]
pub(crate) fn quick_get(vm: &Vm, this: &Ref, i: i64) -> Option<Ref> {
    if !is_exactly(this) {
        return None;
    }
    let a = of(this);
    let i = crate::object::resolve(i as isize, a.len())?;
    if a.item.code == b'd' {
        // SAFETY: there are so many items of that size.
        return Some(vm.new_float(unsafe { a.ptr().cast::<f64>().add(i).read_unaligned() }));
    }
    a.get(vm, i).ok()?
}

/// `this[i] = v`; false if it is not an array of doubles that has such an item, or `v` no float: then nothing has changed.
#[inline]
pub(crate) fn quick_set(this: &Ref, i: i64, v: &Ref) -> bool {
    if !is_exactly(this) || !v.is_exact(Kind::Float) {
        return false;
    }
    let a = of(this);
    match crate::object::resolve(i as isize, a.len()) {
        Some(i) if a.item.code == b'd' => {
            // SAFETY: as above.
            unsafe {
                a.ptr()
                    .cast::<f64>()
                    .add(i)
                    .write_unaligned(crate::object::float_value(v));
            }
            true
        }
        _ => false,
    }
}

/// The array in `r`, if it is one.
fn as_array<'a>(vm: &Vm, r: &'a Ref) -> Option<&'a Array> {
    downcast::<Array>(vm, r)
}

/// What CPython says of arrays of different items.
#[cold]
fn bad_argument(vm: &Vm) -> Raised {
    vm.type_error("bad argument type for built-in operation")
}

/// A new array with these bytes, which are whole items.
fn new_array(vm: &Vm, item: &'static item::ItemType, bytes: &[u8]) -> PyResult {
    let a = Array::with_len(vm, item, bytes.len() / item.size)?;
    a.bytes_mut().copy_from_slice(bytes);
    Ok(crate::object::new_object(vm, state(vm).array, a))
}
