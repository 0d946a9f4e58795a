//! `UnicodeEncodeError`, `UnicodeDecodeError`, `UnicodeTranslateError`.

use super::base::{self, field};
use super::{Exception, as_exception};
use crate::object::{
    GetSetDef, as_bytes, as_str, from_buf, from_utf8, int_to_i64, new_bytes, new_str,
};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use tricera_text::codec::message;
use tricera_text::str::StrRef;

/// The arguments in order: a str, the object, two indices, a str (the reason).
fn parse(vm: &Vm, e: &Ref, args: &Args, has_encoding: bool, is_decode: bool) -> PyResult<()> {
    base::init(vm, e, args)?;
    let given = args.positional();
    let wanted = if has_encoding { 5 } else { 4 };
    if given.len() != wanted {
        return Err(vm.type_error(format!(
            "function takes exactly {wanted} arguments ({} given)",
            given.len()
        )));
    }
    let must_be_str = |i: usize| match given[i].has_kind(Kind::Str) {
        true => Ok(given[i].clone()),
        false => Err(vm.type_error(format!(
            "argument {} must be str, not {}",
            i + 1,
            crate::object::exception::type_or_none(vm, &given[i])
        ))),
    };
    let x = as_exception(e);
    let first = has_encoding as usize;
    let encoding = if has_encoding {
        Some(must_be_str(0)?)
    } else {
        None
    };
    let object = if is_decode {
        given[first].clone()
    } else {
        must_be_str(first)?
    };
    let start = vm.new_int(vm.index_as_isize(&given[first + 1])? as i64);
    let end = vm.new_int(vm.index_as_isize(&given[first + 2])? as i64);
    let reason = must_be_str(first + 3)?;
    let object = match is_decode && !object.has_kind(Kind::Bytes) {
        true => bytes_of(vm, &object)?,
        false => object,
    };
    x.set_extra(Exception::UNICODE_ENCODING, encoding);
    x.set_extra(Exception::UNICODE_OBJECT, Some(object));
    x.set_extra(Exception::UNICODE_START, Some(start));
    x.set_extra(Exception::UNICODE_END, Some(end));
    x.set_extra(Exception::UNICODE_REASON, Some(reason));
    Ok(())
}

/// The contents of a bytes-like object as `bytes`.
fn bytes_of(vm: &Vm, object: &Ref) -> PyResult {
    let given = vm.buffer(object, crate::object::request::SIMPLE)?;
    // SAFETY: the exporter keeps the memory in place, and no Python code runs here.
    let bytes = unsafe { given.view.to_vec() };
    Ok(crate::object::new_bytes(vm, bytes))
}

pub(super) fn encode_init(vm: &Vm, e: &Ref, args: &Args) -> PyResult<()> {
    parse(vm, e, args, true, false)
}
pub(super) fn decode_init(vm: &Vm, e: &Ref, args: &Args) -> PyResult<()> {
    parse(vm, e, args, true, true)
}
pub(super) fn translate_init(vm: &Vm, e: &Ref, args: &Args) -> PyResult<()> {
    parse(vm, e, args, false, false)
}

/// What the texts are made of: encoding and reason as strings, the object, the indices.
struct Parts {
    encoding: Ref,
    object: Ref,
    start: isize,
    end: isize,
    reason: Ref,
}

/// None if the exception was never initialised.
///
/// # Errors
/// TypeError if the object is not of the kind that the exception is about, since anything may be assigned to it.
fn parts(vm: &Vm, e: &Ref, kind: Kind) -> PyResult<Option<Parts>> {
    let x = as_exception(e);
    if x.extra(Exception::UNICODE_OBJECT).is_none() {
        return Ok(None);
    }
    let text = |at: usize| match x.extra(at) {
        Some(v) => vm.str(&v),
        None => from_utf8(vm, "<NULL>"),
    };
    let index = |at: usize| x.extra(at).and_then(|i| int_to_i64(&i)).unwrap_or(0) as isize;
    let (encoding, reason) = (
        text(Exception::UNICODE_ENCODING)?,
        text(Exception::UNICODE_REASON)?,
    );
    // A `__str__` may have set another, or none.
    let Some(object) = x.extra(Exception::UNICODE_OBJECT) else {
        return Err(vm.type_error("UnicodeError 'object' attribute is not set"));
    };
    if !object.has_kind(kind) {
        let what = if kind == Kind::Str { "string" } else { "bytes" };
        return Err(vm.type_error(format!("UnicodeError 'object' attribute must be a {what}")));
    }
    Ok(Some(Parts {
        encoding,
        object,
        start: index(Exception::UNICODE_START),
        end: index(Exception::UNICODE_END),
        reason,
    }))
}

pub(super) fn encode_str(vm: &Vm, e: &Ref) -> PyResult {
    let Some(p) = parts(vm, e, Kind::Str)? else {
        return Ok(vm.names.empty.clone());
    };
    let out = message::encode(
        as_str(&p.encoding).units(),
        as_str(&p.object).units(),
        p.start,
        p.end,
        as_str(&p.reason).units(),
    );
    from_buf(vm, out)
}

pub(super) fn decode_str(vm: &Vm, e: &Ref) -> PyResult {
    let Some(p) = parts(vm, e, Kind::Bytes)? else {
        return Ok(vm.names.empty.clone());
    };
    let out = message::decode(
        as_str(&p.encoding).units(),
        as_bytes(&p.object),
        p.start,
        p.end,
        as_str(&p.reason).units(),
    );
    from_buf(vm, out)
}

pub(super) fn translate_str(vm: &Vm, e: &Ref) -> PyResult {
    let Some(p) = parts(vm, e, Kind::Str)? else {
        return Ok(vm.names.empty.clone());
    };
    let out = message::translate(
        as_str(&p.object).units(),
        p.start,
        p.end,
        as_str(&p.reason).units(),
    );
    from_buf(vm, out)
}

fn index<const I: usize>(vm: &Vm, e: &Ref) -> PyResult {
    Ok(as_exception(e).extra(I).unwrap_or_else(|| vm.new_int(0)))
}

fn set_index<const I: usize>(vm: &Vm, e: &Ref, v: Option<&Ref>) -> PyResult<()> {
    let Some(v) = v else {
        return Err(vm.type_error("can't delete numeric/char attribute"));
    };
    if vm.type_of(v).slots.index.get().is_none() {
        return Err(vm.type_error("an integer is required"));
    }
    let i = vm.new_int(vm.index_as_isize(v)? as i64);
    as_exception(e).set_extra(I, Some(i));
    Ok(())
}

const fn index_field<const I: usize>(name: &'static str) -> GetSetDef {
    GetSetDef::get_set(name, index::<I>, set_index::<I>)
}

pub(super) static FIELDS: [GetSetDef; 5] = [
    field::<{ Exception::UNICODE_ENCODING }>("encoding"),
    field::<{ Exception::UNICODE_OBJECT }>("object"),
    index_field::<{ Exception::UNICODE_START }>("start"),
    index_field::<{ Exception::UNICODE_END }>("end"),
    field::<{ Exception::UNICODE_REASON }>("reason"),
];

impl Vm {
    /// Makes a UnicodeEncodeError for `object[start..end]`.
    pub fn new_unicode_encode_error(
        &self,
        encoding: &str,
        object: &Ref,
        start: usize,
        end: usize,
        reason: &str,
    ) -> PyResult {
        let args = vec![
            from_utf8(self, encoding)?,
            object.clone(),
            self.new_int(start as i64),
            self.new_int(end as i64),
            from_utf8(self, reason)?,
        ];
        self.new_exception(self.types.unicode_encode_error, args)
    }

    /// Raises UnicodeEncodeError for `object[start..end]`.
    #[cold]
    pub fn unicode_encode_error(
        &self,
        encoding: &str,
        object: &Ref,
        start: usize,
        end: usize,
        reason: &str,
    ) -> Raised {
        match self.new_unicode_encode_error(encoding, object, start, end, reason) {
            Ok(e) => self.raise(e),
            Err(r) => r,
        }
    }

    /// Makes a UnicodeDecodeError for `object[start..end]`.
    pub fn new_unicode_decode_error(
        &self,
        encoding: &str,
        object: &[u8],
        start: usize,
        end: usize,
        reason: &str,
    ) -> PyResult {
        let args = vec![
            from_utf8(self, encoding)?,
            new_bytes(self, object),
            self.new_int(start as i64),
            self.new_int(end as i64),
            from_utf8(self, reason)?,
        ];
        self.new_exception(self.types.unicode_decode_error, args)
    }

    /// Raises UnicodeDecodeError for `object[start..end]`.
    #[cold]
    pub fn unicode_decode_error(
        &self,
        encoding: &str,
        object: &[u8],
        start: usize,
        end: usize,
        reason: &str,
    ) -> Raised {
        match self.new_unicode_decode_error(encoding, object, start, end, reason) {
            Ok(e) => self.raise(e),
            Err(r) => r,
        }
    }

    /// Makes a UnicodeTranslateError for `object[start..end]`.
    pub fn new_unicode_translate_error(
        &self,
        object: StrRef<'_>,
        start: usize,
        end: usize,
        reason: &str,
    ) -> PyResult {
        let args = vec![
            new_str(self, object)?,
            self.new_int(start as i64),
            self.new_int(end as i64),
            from_utf8(self, reason)?,
        ];
        self.new_exception(self.types.unicode_translate_error, args)
    }
}
