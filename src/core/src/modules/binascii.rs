//! The module `binascii`.

use super::{ModuleSpec, add};
use crate::modules::support::new_exception;
use crate::object::{
    ByteView, MethodDef, TypePtr, as_str, buffer_argument, bytes_like, filled_bytes, hex_separator,
    int_to_bigint, new_bytes,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use malachite_bigint::BigInt;
use std::rc::Rc;
use tricera_text::binary::{base64, crc, quoted, uu};
use tricera_text::bytes::hex::{from_plain_hex, hex_bytes};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "Conversion between binary data and ASCII",
    methods: &METHODS,
    init: |vm, module| {
        let error = new_exception(vm, NAME, "Error", vm.types.value_error)?;
        add(vm, module, "Error", error.clone())?;
        vm.set_state(NAME, State { error });
        let incomplete = new_exception(vm, NAME, "Incomplete", vm.types.exception)?;
        add(vm, module, "Incomplete", incomplete)
    },
};

const NAME: &str = "binascii";

struct State {
    /// `binascii.Error`
    error: Ref,
}

/// Raises `binascii.Error`.
#[cold]
fn error(vm: &Vm, text: impl AsRef<str>) -> Raised {
    let state: Rc<State> = vm
        .state(NAME)
        .expect("set when the module was made, before any of its functions runs");
    // SAFETY: the class was made when the module was.
    let class = unsafe { TypePtr::new(state.error.slot().ptr()) };
    vm.raise_message(class, text.as_ref())
}

const DOC_HEX: &str = "Hexadecimal representation of binary data.\n\n  sep\n    \
    An optional single character or byte to separate hex bytes.\n  bytes_per_sep\n    \
    How many bytes between separators.  Positive values count from the\n    \
    right, negative values count from the left.\n\n\
    The return value is a bytes object.";
const DOC_UNHEX: &str = "Binary data of hexadecimal representation.\n\n\
    hexstr must contain an even number of hex digits (upper or lower case).";

static METHODS: [MethodDef; 12] = [
    MethodDef::keywords("a2b_base64", "data, /, *, strict_mode=False", |vm, _, a| {
        let data = text(vm, &a[0])?;
        let strict = flag(vm, &a[1], false)?;
        match base64::decode(&data, strict) {
            Ok(b) => Ok(new_bytes(vm, b)),
            Err(e) => Err(error(vm, e.to_string())),
        }
    })
    .doc(
        "Decode a line of base64 data.\n\n  strict_mode\n    When set to True, bytes that are not in the base64 \
        standard are not allowed.\n    The same applies to excess data after padding (= / ==).",
    ),
    MethodDef::one("a2b_hex", unhexlify)
        .text_signature("hexstr, /")
        .doc(DOC_UNHEX),
    MethodDef::keywords("a2b_qp", "data, header=False", |vm, _, a| {
        let data = text(vm, &a[0])?;
        let header = flag(vm, &a[1], false)?;
        Ok(new_bytes(vm, quoted::decode(&data, header)))
    })
    .doc("Decode a string of qp-encoded data."),
    MethodDef::one("a2b_uu", |vm, _, line| {
        let line = text_of(vm, line)?;
        match uu::decode(&line) {
            Ok(b) => Ok(new_bytes(vm, b)),
            Err(e) => Err(error(vm, e.to_string())),
        }
    })
    .text_signature("data, /")
    .doc("Decode a line of uuencoded data."),
    MethodDef::keywords("b2a_base64", "data, /, *, newline=True", |vm, _, a| {
        let data = bytes(vm, &a[0])?;
        let newline = flag(vm, &a[1], true)?;
        Ok(filled_bytes(
            vm,
            base64::encoded_len(data.len(), newline),
            |out| base64::encode_into(&data, newline, out),
        ))
    })
    .doc("Base64-code line of data."),
    MethodDef::keywords(
        "b2a_hex",
        "data, sep=<unrepresentable>, bytes_per_sep=1",
        hexlify,
    )
    .doc(DOC_HEX),
    MethodDef::keywords(
        "b2a_qp",
        "data, quotetabs=False, istext=True, header=False",
        |vm, _, a| {
            let data = bytes(vm, &a[0])?;
            let options = quoted::Options {
                quote_tabs: flag(vm, &a[1], false)?,
                is_text: flag(vm, &a[2], true)?,
                header: flag(vm, &a[3], false)?,
            };
            Ok(new_bytes(vm, quoted::encode(&data, options)))
        },
    )
    .doc(
        "Encode a string using quoted-printable encoding.\n\nOn encoding, when istext is set, newlines are not \
        encoded, and white\nspace at end of lines is.  When istext is not set, \\r and \\n (CR/LF)\nare both \
        encoded.  When quotetabs is set, space and tabs are encoded.",
    ),
    MethodDef::keywords("b2a_uu", "data, /, *, backtick=False", |vm, _, a| {
        let data = bytes(vm, &a[0])?;
        let backtick = flag(vm, &a[1], false)?;
        if data.len() > uu::MAX_LINE {
            return Err(error(vm, "At most 45 bytes at once"));
        }
        Ok(new_bytes(vm, uu::encode(&data, backtick)))
    })
    .doc("Uuencode line of data."),
    MethodDef::positional("crc32", 1, 2, |vm, _, a| {
        let data = buffer_argument(vm, &a[0])?;
        let start = a.get(1).map_or(Ok(0), |c| low_bits(vm, c))?;
        Ok(vm.new_int(crc::crc32(&data, start).into()))
    })
    .text_signature("data, crc=0, /")
    .doc("Compute CRC-32 incrementally."),
    MethodDef::positional("crc_hqx", 2, 2, |vm, _, a| {
        let data = buffer_argument(vm, &a[0])?;
        let start = low_bits(vm, &a[1])? as u16;
        Ok(vm.new_int(crc::crc_hqx(&data, start).into()))
    })
    .text_signature("data, crc, /")
    .doc("Compute CRC-CCITT incrementally."),
    MethodDef::keywords(
        "hexlify",
        "data, sep=<unrepresentable>, bytes_per_sep=1",
        hexlify,
    )
    .doc(DOC_HEX),
    MethodDef::one("unhexlify", unhexlify)
        .text_signature("hexstr, /")
        .doc(DOC_UNHEX),
];

fn flag(vm: &Vm, r: &Option<Ref>, default: bool) -> PyResult<bool> {
    r.as_ref().map_or(Ok(default), |r| vm.is_true(r))
}

fn bytes<'a>(vm: &Vm, r: &'a Option<Ref>) -> PyResult<ByteView<'a>> {
    buffer_argument(vm, r.as_ref().expect("required"))
}

fn text<'a>(vm: &Vm, r: &'a Option<Ref>) -> PyResult<AsciiView<'a>> {
    text_of(vm, r.as_ref().expect("required"))
}

/// Bytes, or the characters of a str that has no others than ASCII.
enum AsciiView<'a> {
    Str(&'a [u8]),
    Bytes(ByteView<'a>),
}

impl std::ops::Deref for AsciiView<'_> {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            AsciiView::Str(s) => s,
            AsciiView::Bytes(b) => b,
        }
    }
}

fn text_of<'a>(vm: &Vm, r: &'a Ref) -> PyResult<AsciiView<'a>> {
    if r.has_kind(Kind::Str) {
        return match as_str(r).as_ascii() {
            Some(s) => Ok(AsciiView::Str(s.as_bytes())),
            None => Err(vm.value_error("string argument should contain only ASCII characters")),
        };
    }
    match bytes_like(vm, r) {
        Ok(Some(b)) => Ok(AsciiView::Bytes(b)),
        // Whatever keeps a buffer from being had.
        _ => {
            vm.clear_exception();
            Err(vm.type_error(format!(
                "argument should be bytes, buffer or ASCII string, not '{}'",
                vm.type_of(r).name_str()
            )))
        }
    }
}

/// The low 32 bits of an int.
fn low_bits(vm: &Vm, r: &Ref) -> PyResult<u32> {
    let low = int_to_bigint(&vm.index(r)?) & BigInt::from(u32::MAX);
    Ok(u32::try_from(&low).expect("32 bits"))
}

fn unhexlify(vm: &Vm, _: &Ref, digits: &Ref) -> PyResult {
    let digits = text_of(vm, digits)?;
    if !digits.len().is_multiple_of(2) {
        return Err(error(vm, "Odd-length string"));
    }
    match from_plain_hex(&digits) {
        Some(b) => Ok(new_bytes(vm, b)),
        None => Err(error(vm, "Non-hexadecimal digit found")),
    }
}

fn hexlify(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let data = bytes(vm, &a[0])?;
    let group = match &a[2] {
        Some(n) => vm.as_c_int(n)? as isize,
        None => 1,
    };
    let sep = match &a[1] {
        Some(s) => Some(hex_separator(vm, s, 0xFF)?),
        None => None,
    };
    Ok(new_bytes(vm, hex_bytes(&data, sep, group)))
}
