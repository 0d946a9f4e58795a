//! The module `unicodedata`.

use super::ModuleSpec;
use super::common::make_type;
use super::support::str_arg;
use crate::object::{
    GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_str, char_str, downcast, flags, from_buf,
    from_utf8, generic_get_attr, new_object, str_to_string,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_text::str::StrBuf;
use tricera_text::unicode::properties::{Form, Version, hangul, normalize, sequence};
use tricera_text::unicode::{UNIDATA_VERSION, lookup, name};

const NAME: &str = "unicodedata";

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "This module provides access to the Unicode Character Database which\ndefines character properties for all \
          Unicode characters. The data in\nthis database is based on the UnicodeData.txt file version\n16.0.0 which \
          is publicly available from ftp://ftp.unicode.org/.\n\nThe module uses the same names and symbols as \
          defined by the\nUnicodeData File Format 16.0.0.",
    methods: &METHODS,
    init: |vm, module| {
        let ty = make_type(vm, &UCD, vm.types.object)?;
        super::add(vm, module, "UCD", ty.to_ref())?;
        super::add(vm, module, "ucd_3_2_0", new_object(vm, ty, Database))?;
        super::add(
            vm,
            module,
            "unidata_version",
            from_utf8(vm, UNIDATA_VERSION)?,
        )
    },
};

/// Version 3.2.0; the current one is the module itself.
struct Database;

impl Payload for Database {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Database>();

fn version(vm: &Vm, this: &Ref) -> Version {
    match downcast::<Database>(vm, this) {
        Some(_) => Version::Old,
        None => Version::Current,
    }
}

/// The one character that an argument must be; `n` is empty for the only one.
fn character(vm: &Vm, function: &str, n: &str, r: &Ref) -> PyResult<u32> {
    let got = if r.is_none() {
        "None".to_owned()
    } else if !r.has_kind(Kind::Str) {
        vm.type_of(r).name_str()
    } else if as_str(r).len() == 1 {
        return Ok(as_str(r).units().at(0));
    } else {
        let len = as_str(r).len();
        let argument = if n.is_empty() {
            "argument"
        } else {
            "argument 1"
        };
        return Err(vm.type_error(format!(
            "{function}(): {argument} must be a unicode character, not a string of length {len}"
        )));
    };
    let argument = if n.is_empty() {
        "argument"
    } else {
        "argument 1"
    };
    Err(vm.type_error(format!(
        "{function}() {argument} must be a unicode character, not {got}"
    )))
}

type Number = fn(Version, u32) -> Option<f64>;

/// What `decimal`, `digit` and `numeric` have in common.
fn number(vm: &Vm, this: &Ref, a: &[Ref], function: &str, get: Number) -> PyResult {
    let c = character(vm, function, "1", &a[0])?;
    match (get(version(vm, this), c), a.get(1)) {
        (Some(v), _) if function == "numeric" => Ok(vm.new_float(v)),
        (Some(v), _) => Ok(vm.new_int(v as i64)),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.value_error(match function {
            "decimal" => "not a decimal",
            "digit" => "not a digit",
            _ => "not a numeric character",
        })),
    }
}

fn get_name(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let c = character(vm, "name", "1", &a[0])?;
    let known = version(vm, this).knows(c);
    match (name(c).filter(|_| known), a.get(1)) {
        (Some(n), _) => from_utf8(vm, &n),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.value_error("no such name")),
    }
}

/// The longest name that is looked at.
const LONGEST: usize = 256;

fn look_up(vm: &Vm, this: &Ref, r: &Ref) -> PyResult {
    let text = if r.has_kind(Kind::Str) {
        str_to_string(r)
    } else {
        String::from_utf8_lossy(&super::support::bytes_arg(vm, r)?).into_owned()
    };
    if text.len() > LONGEST {
        return Err(vm.key_error(&from_utf8(vm, "name too long")?));
    }
    let known = version(vm, this);
    let upper = text.to_ascii_uppercase();
    // The old version has neither aliases nor sequences.
    let old = known == Version::Old;
    let right = |c: &u32| !old || (known.knows(*c) && name(*c).as_ref() == Some(&upper));
    if let Some(c) = lookup(&text).filter(right) {
        return char_str(vm, c);
    }
    if let Some(points) = sequence(&upper).filter(|_| !old) {
        return text_of(vm, points);
    }
    let m = format!("undefined character name '{text}'");
    Err(vm.key_error(&from_utf8(vm, &m)?))
}

fn text_of(vm: &Vm, points: &[u32]) -> PyResult {
    let mut b = StrBuf::new();
    for c in points {
        b.push(*c);
    }
    from_buf(vm, b.finish())
}

/// The text in the form that is asked for.
fn normal(vm: &Vm, this: &Ref, a: &[Ref], function: &str) -> PyResult<Vec<u32>> {
    str_arg(vm, &a[0], function, "1")?;
    str_arg(vm, &a[1], function, "2")?;
    let text = as_str(&a[1]);
    match Form::of(&str_to_string(&a[0])) {
        Some(form) => Ok(normalize(version(vm, this), text.units().chars(), form)),
        // As in CPython: an empty string has any form.
        None if text.is_empty() => Ok(Vec::new()),
        None => Err(vm.value_error("invalid normalization form")),
    }
}

macro_rules! property {
    ($name:literal, $doc:expr, |$vm:ident, $p:ident| $value:expr) => {
        MethodDef::one($name, |$vm, this, r| {
            let c = character($vm, $name, "", r)?;
            let $p = version($vm, this).properties(c);
            $value
        })
        .shown("($self, chr, /)")
        .doc($doc)
    };
}

const DEFAULT: &str = "($self, chr, default=<unrepresentable>, /)";
const FORM: &str = "($self, form, unistr, /)";

static METHODS: [MethodDef; 13] = [
    MethodDef::positional("decimal", 1, 2, |vm, this, a| {
        number(vm, this, a, "decimal", Version::decimal)
    })
    .shown(DEFAULT)
    .doc(
        "Converts a Unicode character into its equivalent decimal value.\n\nReturns the decimal value assigned to \
         the character chr as integer.\nIf no such value is defined, default is returned, or, if not \
         given,\nValueError is raised.",
    ),
    MethodDef::positional("digit", 1, 2, |vm, this, a| {
        number(vm, this, a, "digit", Version::digit)
    })
    .shown(DEFAULT)
    .doc(
        "Converts a Unicode character into its equivalent digit value.\n\nReturns the digit value assigned to the \
         character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError \
         is raised.",
    ),
    MethodDef::positional("numeric", 1, 2, |vm, this, a| {
        number(vm, this, a, "numeric", Version::numeric)
    })
    .shown(DEFAULT)
    .doc(
        "Converts a Unicode character into its equivalent numeric value.\n\nReturns the numeric value assigned to \
         the character chr as float.\nIf no such value is defined, default is returned, or, if not \
         given,\nValueError is raised.",
    ),
    property!(
        "category",
        "Returns the general category assigned to the character chr as string.",
        |vm, p| from_utf8(vm, p.category)
    ),
    property!(
        "bidirectional",
        "Returns the bidirectional class assigned to the character chr as string.\n\nIf no such value is defined, an \
         empty string is returned.",
        |vm, p| from_utf8(vm, p.bidirectional)
    ),
    property!(
        "combining",
        "Returns the canonical combining class assigned to the character chr as integer.\n\nReturns 0 if no \
         combining class is defined.",
        |vm, p| Ok(vm.new_int(p.combining.into()))
    ),
    property!(
        "mirrored",
        "Returns the mirrored property assigned to the character chr as integer.\n\nReturns 1 if the character has \
         been identified as a \"mirrored\"\ncharacter in bidirectional text, 0 otherwise.",
        |vm, p| Ok(vm.new_int(p.mirrored.into()))
    ),
    property!(
        "east_asian_width",
        "Returns the east asian width assigned to the character chr as string.",
        |vm, p| from_utf8(vm, p.width)
    ),
    MethodDef::one("decomposition", |vm, this, r| {
        let c = character(vm, "decomposition", "", r)?;
        let mut words = Vec::new();
        if let Some((jamo, n)) = hangul(c) {
            words.extend(jamo[..n].iter().map(|p| format!("{p:04X}")));
        } else if let Some((tag, points)) = version(vm, this).decomposition(c) {
            words.extend((!tag.is_empty()).then(|| tag.to_owned()));
            words.extend(points.iter().map(|p| format!("{p:04X}")));
        }
        from_utf8(vm, &words.join(" "))
    })
    .shown("($self, chr, /)")
    .doc(
        "Returns the character decomposition mapping assigned to the character chr as string.\n\nAn empty string is \
         returned in case no such mapping is defined.",
    ),
    MethodDef::positional("name", 1, 2, get_name).shown(DEFAULT).doc(
        "Returns the name assigned to the character chr as a string.\n\nIf no name is defined, default is returned, \
         or, if not given,\nValueError is raised.",
    ),
    MethodDef::one("lookup", look_up).shown("($self, name, /)").doc(
        "Look up character by name.\n\nIf a character with the given name is found, return the\ncorresponding \
         character.  If not found, KeyError is raised.",
    ),
    MethodDef::positional("is_normalized", 2, 2, |vm, this, a| {
        let normal = normal(vm, this, a, "is_normalized")?;
        let text = as_str(&a[1]).units();
        Ok(Ref::bool(text.chars().eq(normal)))
    })
    .shown(FORM)
    .doc(
        "Return whether the Unicode string unistr is in the normal form 'form'.\n\nValid values for form are 'NFC', \
         'NFKC', 'NFD', and 'NFKD'.",
    ),
    MethodDef::positional("normalize", 2, 2, |vm, this, a| {
        let normal = normal(vm, this, a, "normalize")?;
        text_of(vm, &normal)
    })
    .shown(FORM)
    .doc(
        "Return the normal form 'form' for the Unicode string unistr.\n\nValid values for form are 'NFC', 'NFKC', \
         'NFD', and 'NFKD'.",
    ),
];

static GETSET: [GetSetDef; 1] = [GetSetDef::member("unidata_version", |vm, _| {
    from_utf8(vm, "3.2.0")
})];

/// The type of `ucd_3_2_0`.
static UCD: TypeSpec = TypeSpec {
    module: NAME,
    flags: flags::NO_NEW,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| s.get_attr.set(Some(generic_get_attr)),
    ..TypeSpec::new("UCD", &LAYOUT)
};
