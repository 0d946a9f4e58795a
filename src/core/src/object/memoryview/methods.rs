//! Methods and attributes of `memoryview`.

use super::{MemoryView, cast, format, index, of, of_object};
use crate::object::buffer::View;
use crate::object::{
    CompareOp, GetSetDef, MethodDef, as_str, class_getitem, from_utf8, hex_of, new_bytes, new_list,
    new_tuple, search_bound,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// A copy of the bytes, as long as which the memoryview counts as exported.
struct Held<'a> {
    memoryview: &'a MemoryView,
    bytes: Vec<u8>,
}

impl Held<'_> {
    fn new(memoryview: &MemoryView, bytes: Vec<u8>) -> Held<'_> {
        memoryview.exports.set(memoryview.exports.get() + 1);
        Held { memoryview, bytes }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let n = &self.memoryview.exports;
        n.set(n.get().saturating_sub(1));
    }
}

impl std::ops::Deref for Held<'_> {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

pub static METHODS: [MethodDef; 12] = [
    MethodDef::no_args("release", |vm, this| {
        of(this).release(vm)?;
        Ok(Ref::none())
    })
    .doc("Release the underlying buffer exposed by the memoryview object."),
    MethodDef::keywords("tobytes", "order='C'", tobytes)
        .doc("Return the data in the buffer as a byte string."),
    MethodDef::raw("hex", |vm, this, args| {
        hex_of(vm, args, || {
            let m = of(this).check(vm)?;
            // SAFETY: the buffer is held, and no Python code runs here.
            let bytes = unsafe { m.view.to_vec() };
            Ok(Held::new(m, bytes))
        })
    })
    .text_signature("sep=<unrepresentable>, bytes_per_sep=1")
    .doc("Return the data in the buffer as a str of hexadecimal numbers."),
    MethodDef::no_args("tolist", tolist)
        .doc("Return the data in the buffer as a list of elements."),
    MethodDef::keywords("cast", "format, shape=<unrepresentable>", cast::cast)
        .doc("Cast a memoryview to a new format or shape."),
    MethodDef::no_args("toreadonly", |vm, this| {
        let m = of(this).unrestricted(vm)?;
        let mut view = m.view.clone();
        view.readonly = true;
        m.sibling(vm, view)
    })
    .doc("Return a readonly version of the memoryview."),
    MethodDef::keywords("_from_flags", "object, flags", |vm, _, args| {
        let [Some(object), Some(flags)] = args else {
            return Err(vm.type_error("_from_flags() takes exactly 2 arguments"));
        };
        let flags = vm.as_c_int(flags)?;
        of_object(vm, object, flags as u32)
    })
    .class_method()
    .doc("Create a new memoryview object which references the given object."),
    MethodDef::one("count", count)
        .text_signature("value, /")
        .doc("Count the number of occurrences of a value."),
    MethodDef::positional("index", 1, 3, index_of)
        .text_signature("value, start=0, stop=sys.maxsize, /")
        .doc("Return the index of the first occurrence of a value.\n\nRaises ValueError if the value is not present."),
    MethodDef::no_args("__enter__", |vm, this| {
        of(this).check(vm)?;
        Ok(this.clone())
    }),
    MethodDef::raw("__exit__", |vm, this, _| {
        of(this).release(vm)?;
        Ok(Ref::none())
    })
    .text_signature("*exc_info")
    .doc("Release the underlying buffer exposed by the memoryview object."),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
];

/// An attribute that is there as long as the memory is.
macro_rules! attribute {
    ($name:literal, $get:expr, $doc:literal) => {
        GetSetDef {
            doc: $doc,
            ..GetSetDef::get($name, |vm, this| {
                let get: fn(&Vm, &MemoryView) -> PyResult = $get;
                get(vm, of(this).check(vm)?)
            })
        }
    };
}

fn numbers(vm: &Vm, all: &[isize]) -> PyResult {
    let all: Vec<Ref> = all.iter().map(|&n| vm.new_int(n as i64)).collect();
    Ok(new_tuple(vm, all))
}

pub static GETSET: [GetSetDef; 12] = [
    attribute!(
        "obj",
        |_, m| Ok(m.exporter().unwrap_or_else(Ref::none)),
        "The underlying object of the memoryview."
    ),
    attribute!(
        "nbytes",
        |vm, m| Ok(vm.new_int(m.view.len as i64)),
        "The number of bytes of all items together."
    ),
    attribute!(
        "readonly",
        |_, m| Ok(Ref::bool(m.view.readonly)),
        "A bool indicating whether the memory is read only."
    ),
    attribute!(
        "itemsize",
        |vm, m| Ok(vm.new_int(m.view.itemsize as i64)),
        "The size in bytes of each element of the memoryview."
    ),
    attribute!(
        "format",
        |vm, m| from_utf8(vm, m.view.format()),
        "The format of the elements, as in the module struct."
    ),
    attribute!(
        "ndim",
        |vm, m| Ok(vm.new_int(m.view.ndim() as i64)),
        "The number of dimensions."
    ),
    attribute!(
        "shape",
        |vm, m| numbers(vm, &m.view.shape),
        "The number of elements along each dimension."
    ),
    attribute!(
        "strides",
        |vm, m| numbers(vm, &m.view.strides),
        "The number of bytes from one element to the next along each dimension."
    ),
    attribute!(
        "suboffsets",
        |vm, _| numbers(vm, &[]),
        "A tuple of integers used internally for PIL-style arrays."
    ),
    attribute!(
        "c_contiguous",
        |_, m| Ok(Ref::bool(m.view.is_c_contiguous())),
        "A bool indicating whether the memory is C contiguous."
    ),
    attribute!(
        "f_contiguous",
        |_, m| Ok(Ref::bool(m.view.is_f_contiguous())),
        "A bool indicating whether the memory is Fortran contiguous."
    ),
    attribute!(
        "contiguous",
        |_, m| Ok(Ref::bool(
            m.view.is_c_contiguous() || m.view.is_f_contiguous()
        )),
        "A bool indicating whether the memory is contiguous."
    ),
];

fn tobytes(vm: &Vm, this: &Ref, args: &[Option<Ref>]) -> PyResult {
    let order = match args[0].as_ref().filter(|o| !o.is_none()) {
        None => b'C',
        Some(o) => {
            if !o.has_kind(Kind::Str) {
                return Err(vm.type_error(format!(
                    "tobytes() argument 'order' must be str or None, not {}",
                    vm.type_of(o).name_str()
                )));
            }
            match as_str(o).as_ascii() {
                Some("C") => b'C',
                Some("F") => b'F',
                Some("A") => b'A',
                _ => {
                    of(this).check(vm)?;
                    return Err(vm.value_error("order must be 'C', 'F' or 'A'"));
                }
            }
        }
    };
    let v = &of(this).check(vm)?.view;
    let fortran = order == b'F' || (order == b'A' && v.is_f_contiguous() && !v.is_c_contiguous());
    // SAFETY: the buffer is held, and no Python code runs here.
    let bytes = unsafe {
        match fortran {
            true => transposed(v).to_vec(),
            false => v.to_vec(),
        }
    };
    Ok(new_bytes(vm, bytes))
}

/// The view with its indices in the opposite order.
fn transposed(v: &View) -> View {
    let mut t = v.clone();
    t.shape.reverse();
    t.strides.reverse();
    t
}

fn tolist(vm: &Vm, this: &Ref) -> PyResult {
    let m = of(this).check(vm)?;
    let code = format::code(vm, m)?;
    nested(vm, &m.view, code, 0, m.view.ptr)
}

fn nested(vm: &Vm, v: &View, code: u8, dim: usize, p: *mut u8) -> PyResult {
    if dim == v.ndim() {
        // SAFETY: an item of memory that is held; making numbers runs no Python code.
        return unsafe { format::unpack(vm, p, code) };
    }
    let mut items = Vec::new();
    if items.try_reserve_exact(v.shape[dim] as usize).is_err() {
        return Err(vm.memory_error());
    }
    for i in 0..v.shape[dim] {
        let at = p.wrapping_offset(i * v.strides[dim]);
        items.push(nested(vm, v, code, dim + 1, at)?);
    }
    Ok(new_list(vm, items))
}

/// Is the item the value, or equal to it?
fn matches(vm: &Vm, item: &Ref, value: &Ref) -> PyResult<bool> {
    // Items are new objects: in CPython none of them is the value itself, but for small ints, which are equal too.
    let equal = vm.rich_compare(item, value, CompareOp::Eq)?;
    vm.is_true(&equal)
}

fn count(vm: &Vm, this: &Ref, value: &Ref) -> PyResult {
    let mut n = 0;
    for item in vm.iterate(this)? {
        n += i64::from(matches(vm, &item?, value)?);
    }
    Ok(vm.new_int(n))
}

fn index_of(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    let bound = |i: usize, default| match args.get(i) {
        Some(b) => search_bound(vm, b),
        None => Ok(default),
    };
    let (start, stop) = (bound(1, 0)?, bound(2, isize::MAX)?);
    let m = of(this).check(vm)?;
    match m.view.ndim() {
        0 => return Err(vm.type_error("invalid lookup on 0-dim memory")),
        1 => {}
        _ => {
            return Err(vm.not_implemented_error("multi-dimensional lookup is not implemented"));
        }
    }
    let n = m.view.shape[0];
    let from_end = |i: isize| if i < 0 { (i + n).max(0) } else { i };
    let stop = from_end(stop).min(n);
    for i in from_end(start).min(stop)..stop {
        if matches(vm, &index::item(vm, this, i)?, &args[0])? {
            return Ok(vm.new_int(i as i64));
        }
    }
    Err(vm.value_error("memoryview.index(x): x not found"))
}
