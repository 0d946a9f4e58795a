//! The methods of `array.array`.

use super::construct::{extend, from_bytes, from_unicode, to_unicode};
use super::operators::{find, to_list};
use super::{Array, new_array, of, pickle};
use crate::modules::support::bad_argument;
use crate::object::{
    GetSetDef, MethodDef, as_bytes, as_list, class_getitem, from_utf8, index_argument, new_bytes,
    new_tuple, resolve, search_bound, search_range,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

pub(super) static GETSET: [GetSetDef; 2] = [
    GetSetDef {
        doc: "the typecode character used to create the array",
        ..GetSetDef::get("typecode", |vm, this| {
            from_utf8(vm, &of(this).item.name().to_string())
        })
    },
    GetSetDef {
        doc: "the size, in bytes, of one array item",
        ..GetSetDef::get("itemsize", |vm, this| {
            Ok(vm.new_int(of(this).item.size as i64))
        })
    },
];

/// Bytes that `tofile` writes at once.
const BLOCK: usize = 64 * 1024;

/// Bytes of an empty array in CPython.
const EMPTY_SIZE: usize = 64;

pub(super) static METHODS: [MethodDef; 24] = [
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
    MethodDef::no_args("__copy__", copy).doc("Return a copy of the array."),
    MethodDef::one("__deepcopy__", |vm, this, _| copy(vm, this))
        .text_signature("unused, /")
        .doc("Return a copy of the array."),
    MethodDef::one("__reduce_ex__", pickle::reduce_ex)
        .text_signature("value, /")
        .doc("Return state information for pickling."),
    MethodDef::no_args("__sizeof__", |vm, this| {
        let a = of(this);
        Ok(vm.new_int((EMPTY_SIZE + a.room() * a.item.size) as i64))
    })
    .doc("Size of the array in memory, in bytes."),
    MethodDef::one("append", |vm, this, v| {
        let a = of(this);
        a.insert(vm, a.len(), v)?;
        Ok(Ref::none())
    })
    .text_signature("v, /")
    .doc("Append new value v to the end of the array."),
    MethodDef::no_args("buffer_info", |vm, this| {
        let a = of(this);
        let address = if a.room() == 0 { 0 } else { a.ptr() as i64 };
        Ok(new_tuple(
            vm,
            [vm.new_int(address), vm.new_int(a.len() as i64)],
        ))
    })
    .doc(
        "Return a tuple (address, length) giving the current memory address and the length in items of the buffer \
        used to hold array's contents.\n\nThe length should be multiplied by the itemsize attribute to calculate\n\
        the buffer length in bytes.",
    ),
    MethodDef::no_args("byteswap", |_, this| {
        let a = of(this);
        if a.item.size > 1 {
            a.bytes_mut()
                .chunks_exact_mut(a.item.size)
                .for_each(<[u8]>::reverse);
        }
        Ok(Ref::none())
    })
    .doc(
        "Byteswap all items of the array.\n\nIf the items in the array are not 1, 2, 4, or 8 bytes in size, \
        RuntimeError is raised.",
    ),
    MethodDef::no_args("clear", |vm, this| {
        of(this).resize(vm, 0)?;
        Ok(Ref::none())
    })
    .doc("Remove all items from the array."),
    MethodDef::one("count", |vm, this, v| {
        let (mut n, mut i) = (0, 0);
        while let Some(at) = find(vm, this, v, i, usize::MAX)? {
            n += 1;
            i = at + 1;
        }
        Ok(vm.new_int(n))
    })
    .text_signature("v, /")
    .doc("Return number of occurrences of v in the array."),
    MethodDef::one("extend", |vm, this, from| {
        extend(vm, this, from)?;
        Ok(Ref::none())
    })
    .text_signature("bb, /")
    .doc("Append items to the end of the array."),
    MethodDef::one("frombytes", |vm, this, bytes| {
        from_bytes(vm, this, bytes)?;
        Ok(Ref::none())
    })
    .text_signature("buffer, /")
    .doc(
        "Appends items from the string, interpreting it as an array of machine values, as if it had been read from \
        a file using the fromfile() method.",
    ),
    MethodDef::raw("fromfile", |vm, this, args| {
        let [f, n] = exactly(vm, "fromfile", args)?;
        from_file(vm, this, f, n)
    })
    .text_signature("f, n, /")
    .doc("Read n objects from the file object f and append them to the end of the array."),
    MethodDef::one("fromlist", from_list)
        .text_signature("list, /")
        .doc("Append items to array from list."),
    MethodDef::one("fromunicode", |vm, this, s| {
        if !s.has_kind(Kind::Str) {
            return Err(bad_argument(vm, s, "fromunicode", "", "str"));
        }
        if !of(this).item.is_unicode() {
            return Err(vm.value_error(
                "fromunicode() may only be called on unicode type arrays ('u' or 'w')",
            ));
        }
        from_unicode(vm, this, s)?;
        Ok(Ref::none())
    })
    .text_signature("ustr, /")
    .doc(
        "Extends this array with data from the unicode string ustr.\n\nThe array must be a unicode type array; \
        otherwise a ValueError is raised.\nUse array.frombytes(ustr.encode(...)) to append Unicode data to an array \
        of\nsome other type.",
    ),
    MethodDef::positional("index", 1, 3, |vm, this, a| {
        let start = a.get(1).map_or(Ok(0), |s| search_bound(vm, s))?;
        let stop = a.get(2).map_or(Ok(isize::MAX), |s| search_bound(vm, s))?;
        let (from, to) = search_range(start, stop, of(this).len());
        match find(vm, this, &a[0], from, to)? {
            Some(i) => Ok(vm.new_int(i as i64)),
            None => Err(vm.value_error("array.index(x): x not in array")),
        }
    })
    .text_signature("v, start=0, stop=sys.maxsize, /")
    .doc(
        "Return index of first occurrence of v in the array.\n\nRaise ValueError if the value is not present.",
    ),
    MethodDef::positional("insert", 2, 2, insert)
        .text_signature("i, v, /")
        .doc("Insert a new item v into the array before position i."),
    MethodDef::positional("pop", 0, 1, pop)
        .text_signature("i=-1, /")
        .doc("Return the i-th element and delete it from the array.\n\ni defaults to -1."),
    MethodDef::one("remove", |vm, this, v| {
        match find(vm, this, v, 0, usize::MAX)? {
            // Comparing may have made the array shorter.
            Some(i) if i < of(this).len() => {
                of(this).splice(vm, i, i + 1, &[])?;
                Ok(Ref::none())
            }
            _ => Err(vm.value_error("array.remove(x): x not in array")),
        }
    })
    .text_signature("v, /")
    .doc("Remove the first occurrence of v in the array."),
    MethodDef::no_args("reverse", |_, this| {
        let a = of(this);
        let (bytes, size, n) = (a.bytes_mut(), a.item.size, a.len());
        for i in 0..n / 2 {
            let (front, back) = bytes.split_at_mut((n - 1 - i) * size);
            front[i * size..][..size].swap_with_slice(&mut back[..size]);
        }
        Ok(Ref::none())
    })
    .doc("Reverse the order of the items in the array."),
    MethodDef::no_args("tobytes", |vm, this| Ok(new_bytes(vm, of(this).bytes())))
        .doc("Convert the array to an array of machine values and return the bytes representation."),
    MethodDef::raw("tofile", |vm, this, args| {
        let [f] = exactly(vm, "tofile", args)?;
        to_file(vm, this, f)
    })
    .text_signature("f, /")
    .doc("Write all items (as machine values) to the file object f."),
    MethodDef::no_args("tolist", to_list)
        .doc("Convert array to an ordinary list with the same items."),
    MethodDef::no_args("tounicode", |vm, this| {
        let a = of(this);
        if !a.item.is_unicode() {
            return Err(vm.value_error(
                "tounicode() may only be called on unicode type arrays ('u' or 'w')",
            ));
        }
        to_unicode(vm, a)
    })
    .doc(
        "Extends this array with data from the unicode string ustr.\n\nConvert the array to a unicode string.  The \
        array must be a unicode type array;\notherwise a ValueError is raised.  Use array.tobytes().decode() to \
        obtain a\nunicode string from an array of some other type.",
    ),
];

fn copy(vm: &Vm, this: &Ref) -> PyResult {
    let a = of(this);
    new_array(vm, a.item, a.bytes())
}

/// Positional arguments of which there must be exactly so many.
fn exactly<'a, const N: usize>(
    vm: &Vm,
    name: &str,
    args: &crate::runtime::Args<'a>,
) -> PyResult<&'a [Ref; N]> {
    args.no_keywords(vm, name)?;
    let given = args.positional();
    given.try_into().map_err(|_| {
        let s = if N == 1 { "" } else { "s" };
        vm.type_error(format!(
            "{name}() takes exactly {N} positional argument{s} ({} given)",
            given.len()
        ))
    })
}

fn from_file(vm: &Vm, this: &Ref, f: &Ref, n: &Ref) -> PyResult {
    let n = vm.as_ssize(n)?;
    let Ok(n) = usize::try_from(n) else {
        return Err(vm.value_error("negative count"));
    };
    let bytes = n.checked_mul(of(this).item.size);
    let Some(bytes) = bytes.filter(|b| *b <= isize::MAX as usize) else {
        return Err(vm.memory_error());
    };
    let read = vm.call_method_str(f, "read", &[vm.new_int(bytes as i64)])?;
    if !read.has_kind(Kind::Bytes) {
        return Err(vm.type_error("read() didn't return bytes"));
    }
    from_bytes(vm, this, &read)?;
    if as_bytes(&read).len() != bytes {
        return Err(vm.eof_error("read() didn't return enough bytes"));
    }
    Ok(Ref::none())
}

fn from_list(vm: &Vm, this: &Ref, list: &Ref) -> PyResult {
    if !list.has_kind(Kind::List) {
        return Err(vm.type_error("arg must be list"));
    }
    let a = of(this);
    let (old, more) = (a.len(), as_list(list).len());
    if more == 0 {
        return Ok(Ref::none());
    }
    a.resize(vm, old + more)?;
    // What goes wrong leaves the array as it was.
    let undone = |r| match a.resize(vm, old) {
        Ok(()) => r,
        Err(other) => other,
    };
    for i in 0..more {
        let Some(v) = as_list(list).get(i) else {
            return Err(undone(
                vm.runtime_error("list changed size during iteration"),
            ));
        };
        let value = (a.item.set)(vm, &v).map_err(undone)?;
        if as_list(list).len() != more || old + i >= a.len() {
            return Err(undone(
                vm.runtime_error("list changed size during iteration"),
            ));
        }
        a.put(old + i, value);
    }
    Ok(Ref::none())
}

fn insert(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    let at = index_argument(vm, &args[0])?;
    let a = of(this);
    let n = a.len();
    let at = match usize::try_from(at) {
        Ok(at) => at.min(n),
        Err(_) => at.saturating_add(n as isize).max(0) as usize,
    };
    a.insert(vm, at, &args[1])?;
    Ok(Ref::none())
}

fn pop(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    let at = match args.first() {
        Some(i) => index_argument(vm, i)?,
        None => -1,
    };
    let a: &Array = of(this);
    if a.len() == 0 {
        return Err(vm.index_error("pop from empty array"));
    }
    let item = match resolve(at, a.len()) {
        Some(i) => a.get(vm, i)?.map(|v| (i, v)),
        None => None,
    };
    let Some((i, v)) = item else {
        return Err(vm.index_error("pop index out of range"));
    };
    a.splice(vm, i, i + 1, &[])?;
    Ok(v)
}

/// `tofile(f)`: in pieces, as CPython writes them.
fn to_file(vm: &Vm, this: &Ref, f: &Ref) -> PyResult {
    let mut at = 0;
    while let Some(rest) = of(this).bytes().get(at..).filter(|r| !r.is_empty()) {
        let block = &rest[..rest.len().min(BLOCK)];
        at += block.len();
        vm.call_method_str(f, "write", &[new_bytes(vm, block)])?;
    }
    Ok(Ref::none())
}
