//! `array(typecode, initializer)`, and how arrays are extended.

use super::item::{ITEMS, ItemType, not_a_character};
use super::{Array, as_array, of, state};
use crate::modules::common::type_arg;
use crate::object::{as_list, as_str, as_tuple, new_object, request};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

/// A type code argument.
pub(super) fn code_argument(vm: &Vm, function: &str, n: usize, r: &Ref) -> PyResult<u32> {
    if r.has_kind(Kind::Str) {
        let s = as_str(r).units();
        if s.len() == 1 {
            return Ok(s.at(0));
        }
        // CPython's two parsers differ in a colon.
        let colon = if n == 1 { "" } else { ":" };
        return Err(vm.type_error(format!(
            "{function}(){colon} argument {n} must be a unicode character, not a string of length {}",
            s.len()
        )));
    }
    let expected = "a unicode character";
    let place = n.to_string();
    Err(crate::modules::support::bad_argument(
        vm, r, function, &place, expected,
    ))
}

/// `array.__new__`
pub(super) fn new(vm: &Vm, class: &Ref, args: &Args) -> PyResult {
    let ty = type_arg(class);
    let own_init = ty.slots.init.get().is_some_and(|f| {
        state(vm)
            .array
            .slots
            .init
            .get()
            .is_some_and(|g| std::ptr::fn_addr_eq(f, g))
    });
    if ty == state(vm).array || own_init {
        args.no_keywords(vm, "array.array")?;
    }
    let a = args.positional();
    let n = a.len();
    if n == 0 {
        return Err(vm.type_error("array() takes at least 1 argument (0 given)"));
    }
    if n > 2 {
        return Err(vm.type_error(format!("array() takes at most 2 arguments ({n} given)")));
    }
    let code = code_argument(vm, "array", 1, &a[0])?;
    if code == u32::from(b'u') {
        vm.warn(
            vm.types.deprecation_warning,
            "The 'u' type code is deprecated and will be removed in Python 3.16",
            1,
        )?;
    }
    let unicode = code == u32::from(b'u') || code == u32::from(b'w');
    let initial = a.get(1);
    let shown = char::from_u32(code).unwrap_or('\u{fffd}');
    if let Some(i) = initial
        && !unicode
    {
        if i.has_kind(Kind::Str) {
            return Err(vm.type_error(format!(
                "cannot use a str to initialize an array with typecode '{shown}'"
            )));
        }
        if as_array(vm, i).is_some_and(|a| a.item.is_unicode()) {
            return Err(vm.type_error(format!(
                "cannot use a unicode array to initialize an array with typecode '{shown}'"
            )));
        }
    }
    let same = initial
        .and_then(|i| as_array(vm, i))
        .filter(|x| u32::from(x.item.code) == code);
    let direct = initial.is_none_or(|i| {
        matches!(
            i.kind(),
            Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray
        ) || unicode && i.has_kind(Kind::Str)
            || same.is_some()
    });
    let iterator = match initial {
        Some(i) if !direct => Some(vm.iter(i)?),
        _ => None,
    };
    let Some(item) = ItemType::of(code) else {
        let (last, others) = ITEMS.split_last().expect("there are type codes");
        let others: Vec<String> = others.iter().map(|i| i.name().to_string()).collect();
        return Err(vm.value_error(format!(
            "bad typecode (must be {} or {})",
            others.join(", "),
            last.name()
        )));
    };
    let this = new_object(vm, ty, Array::new(item));
    match (initial, iterator) {
        (_, Some(it)) => extend_from_iterator(vm, &this, &it)?,
        (Some(i), None) => fill(vm, &this, i)?,
        (None, None) => {}
    }
    Ok(this)
}

/// Fills a new array from an initializer that need not be iterated.
fn fill(vm: &Vm, this: &Ref, from: &Ref) -> PyResult<()> {
    let a = of(this);
    match from.kind() {
        Kind::List => {
            a.resize_exactly(vm, as_list(from).len())?;
            for i in 0..a.len() {
                // Converting an item may change the list.
                let Some(v) = as_list(from).get(i) else {
                    return Err(vm.index_error("list index out of range"));
                };
                a.put(i, (a.item.set)(vm, &v)?);
            }
            Ok(())
        }
        Kind::Tuple => {
            let items = as_tuple(from).expect("a tuple");
            a.resize_exactly(vm, items.len())?;
            for (i, v) in items.iter().enumerate() {
                a.put(i, (a.item.set)(vm, v)?);
            }
            Ok(())
        }
        Kind::Bytes | Kind::ByteArray => from_bytes(vm, this, from),
        Kind::Str => from_unicode(vm, this, from),
        _ => {
            let from = as_array(vm, from).expect("an array of the same items");
            a.resize_exactly(vm, from.len())?;
            a.bytes_mut().copy_from_slice(from.bytes());
            Ok(())
        }
    }
}

/// Appends the characters of a str.
pub(super) fn from_unicode(vm: &Vm, this: &Ref, s: &Ref) -> PyResult<()> {
    let (a, s) = (of(this), as_str(s).units());
    let n = a.len();
    if s.is_empty() {
        return Ok(());
    }
    match n {
        0 => a.resize_exactly(vm, s.len())?,
        _ => a.resize(vm, n + s.len())?,
    }
    for (to, c) in a.bytes_mut()[4 * n..].chunks_exact_mut(4).zip(s.chars()) {
        to.copy_from_slice(&c.to_ne_bytes());
    }
    Ok(())
}

/// Appends the items that bytes are made of.
pub(super) fn from_bytes(vm: &Vm, this: &Ref, bytes: &Ref) -> PyResult<()> {
    let a = of(this);
    let buffer = vm.buffer(bytes, request::SIMPLE)?;
    if buffer.view.itemsize != 1 {
        return Err(vm.type_error("a bytes-like object is required"));
    }
    // SAFETY: the exporter keeps the memory in one piece and in place as long as the buffer lives; what follows
    // writes other memory, for an array that exports its own does not grow.
    let view = unsafe { buffer.view.one_piece() };
    let size = a.item.size;
    if !view.len().is_multiple_of(size) {
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    let count = view.len() / size;
    if count > 0 {
        let n = a.len();
        a.resize(vm, n + count)?;
        a.bytes_mut()[n * size..].copy_from_slice(view);
    }
    Ok(())
}

fn extend_from_iterator(vm: &Vm, this: &Ref, it: &Ref) -> PyResult<()> {
    let a = of(this);
    while let Some(v) = vm.iter_next(it)? {
        a.insert(vm, a.len(), &v)?;
    }
    vm.discard_return_value();
    Ok(())
}

/// Appends the items of another array or of an iterable.
pub(super) fn extend(vm: &Vm, this: &Ref, from: &Ref) -> PyResult<()> {
    let Some(other) = as_array(vm, from) else {
        let it = vm.iter(from)?;
        return extend_from_iterator(vm, this, &it);
    };
    let a = of(this);
    if !std::ptr::eq(a.item, other.item) {
        return Err(vm.type_error("can only extend with array of same kind"));
    }
    let (n, more) = (a.len(), other.len());
    let Some(total) = n.checked_add(more) else {
        return Err(vm.memory_error());
    };
    a.resize(vm, total)?;
    let size = a.item.size;
    if from.is(this) {
        a.bytes_mut().copy_within(..n * size, n * size);
    } else {
        a.bytes_mut()[n * size..].copy_from_slice(other.bytes());
    }
    Ok(())
}

/// The characters of an array of code type `u` or `w` as a str.
pub(super) fn to_unicode(vm: &Vm, a: &Array) -> PyResult {
    use tricera_text::str::StrBuf;
    if a.item.code == b'w' {
        let order = if cfg!(target_endian = "big") {
            "utf-32-be"
        } else {
            "utf-32-le"
        };
        return crate::object::decode_bytes(vm, a.bytes(), order, "strict");
    }
    let mut out = StrBuf::new();
    for c in a.bytes().chunks_exact(4) {
        let c = u32::from_ne_bytes(c.try_into().expect("four bytes"));
        if c > 0x10FFFF {
            return Err(not_a_character(vm, c));
        }
        out.push(c);
    }
    crate::object::from_buf(vm, out.finish())
}
