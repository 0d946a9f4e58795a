//! `int(…)`.

use super::{exact_int, int_instance, new_int_value};
use crate::object::{TypePtr, as_str, bytes_like, int_from_float, new_bytes, push_text};
use crate::runtime::{Args, PyResult, Raised, Signature, Vm};
use crate::value::{Kind, Ref};
use std::sync::LazyLock;
use tricera_text::number::{ParseError, ascii, int};

static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("x=0, /, base=10"));

/// `int.__new__`
pub fn new(vm: &Vm, class: &Ref, args: &Args) -> PyResult {
    // SAFETY: the callers of `new` pass a type.
    let ty = unsafe { TypePtr::new(class.slot().ptr()) };
    if let ([x], []) = (args.all(), args.kw_names())
        && ty == vm.types.int
    {
        return int_from_object(vm, x);
    }
    let value = if args.kw_names().is_empty() {
        match args.check_positional(vm, "int", 0, 2)? {
            [] => vm.new_int(0),
            [x] => int_from_object(vm, x)?,
            [x, base, ..] => with_base(vm, x, base)?,
        }
    } else {
        let bound = SIGNATURE.bind(vm, "int", args)?;
        match (&bound[0], &bound[1]) {
            (None, None) => vm.new_int(0),
            (Some(x), None) => int_from_object(vm, x)?,
            (Some(x), Some(base)) => with_base(vm, x, base)?,
            (None, Some(_)) => return Err(vm.type_error("int() missing string argument")),
        }
    };
    Ok(int_instance(vm, ty, value))
}

fn with_base(vm: &Vm, x: &Ref, base: &Ref) -> PyResult {
    // A base beyond the word is out of range, not too large.
    let base = vm.index_saturating(base)?;
    let base = int::prepare_base(base as i64).map_err(|e| vm.raise_number(e))?;
    let text = match x.kind() {
        Kind::Str | Kind::Bytes | Kind::ByteArray => int_from_text(vm, x, base)?,
        _ => None,
    };
    match text {
        Some(i) => Ok(i),
        None => Err(vm.type_error("int() can't convert non-string with explicit base")),
    }
}

/// The int that a str or bytes-like object spells in `base`; None for other objects.
pub fn int_from_text(vm: &Vm, x: &Ref, base: u32) -> PyResult<Option<Ref>> {
    let limit = vm.int_max_str_digits.get();
    let parsed = if x.has_kind(Kind::Str) {
        int::parse(&ascii::normalize(as_str(x).units()), base, limit)
    } else {
        let Ok(bytes) = bytes_like(vm, x) else {
            // A buffer that cannot be had is none.
            vm.clear_exception();
            return Ok(None);
        };
        let Some(bytes) = bytes else { return Ok(None) };
        return match int::parse(&bytes, base, limit) {
            Ok(i) => Ok(Some(new_int_value(vm, i))),
            Err(e) => Err(parse_error(vm, e, &new_bytes(vm, &*bytes), base)),
        };
    };
    match parsed {
        Ok(i) => Ok(Some(new_int_value(vm, i))),
        Err(e) => Err(parse_error(vm, e, x, base)),
    }
}

#[cold]
fn parse_error(vm: &Vm, e: ParseError, x: &Ref, base: u32) -> Raised {
    match e {
        ParseError::Other(e) => vm.raise_number(e),
        ParseError::Literal => match vm.repr(x) {
            Ok(r) => vm.value_error(no_literal(&r, base)),
            Err(raised) => raised,
        },
    }
}

/// What `int` says of a text that is no number, of whose `repr` it shows 200 characters. Programs ask in this way whether a text is one,
/// so the message is put together without the machinery of `format!`.
fn no_literal(repr: &Ref, base: u32) -> String {
    let mut msg = String::with_capacity(96);
    msg.push_str("invalid literal for int() with base ");
    if base >= 10 {
        msg.extend(char::from_digit(base / 10, 10));
    }
    msg.extend(char::from_digit(base % 10, 10));
    msg.push_str(": ");
    let start = msg.len();
    push_text(&mut msg, repr);
    if msg.len() - start > SHOWN
        && let Some((end, _)) = msg[start..].char_indices().nth(SHOWN)
    {
        msg.truncate(start + end);
    }
    msg
}

/// So many characters of what is no number does a message show.
const SHOWN: usize = 200;

/// `int(x)`: an exact int.
pub fn int_from_object(vm: &Vm, x: &Ref) -> PyResult {
    if x.is_exact(Kind::Int) {
        return Ok(x.clone());
    }
    if x.is_exact(Kind::Float) {
        return int_from_float(vm, x);
    }
    // Most texts are a few digits. The class of an exact str has no `__int__`.
    if x.is_exact(Kind::Str)
        && let Some(text) = as_str(x).as_ascii()
        && let Some(i) = int::plain_word(text.as_bytes())
    {
        return Ok(vm.new_int(i));
    }
    let slots = &vm.type_of(x).slots;
    if let Some(f) = slots.int.get() {
        let r = f(vm, x)?;
        return checked(vm, r, "__int__");
    }
    if let Some(f) = slots.index.get() {
        let r = f(vm, x)?;
        return checked(vm, r, "__index__");
    }
    if let Some(i) = int_from_text(vm, x, 10)? {
        return Ok(i);
    }
    Err(vm.type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        vm.type_of(x).name_str()
    )))
}

/// Warns that a conversion method returned an instance of a subclass of `expected`.
#[cold]
pub fn warn_of_subclass(vm: &Vm, r: &Ref, method: &str, expected: &str) -> PyResult<()> {
    let text = format!(
        "{method} returned non-{expected} (type {}).  The ability to return an instance of a strict subclass of \
         {expected} is deprecated, and may be removed in a future version of Python.",
        vm.type_of(r).name_str()
    );
    vm.warn(vm.types.deprecation_warning, &text, 1)
}

/// What a conversion method returned, as an exact int.
pub fn checked(vm: &Vm, r: Ref, method: &str) -> PyResult {
    if r.is_exact(Kind::Int) {
        return Ok(r);
    }
    if r.has_kind(Kind::Int) || r.has_kind(Kind::Bool) {
        warn_of_subclass(vm, &r, method, "int")?;
        return Ok(exact_int(vm, &r));
    }
    Err(vm.type_error(format!(
        "{method} returned non-int (type {})",
        vm.type_of(&r).name_str()
    )))
}
