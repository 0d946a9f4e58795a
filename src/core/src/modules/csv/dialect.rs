//! `Dialect`: how records are written down.

use super::{get_registered, state};
use crate::modules::common::{bind, type_arg};
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_str, char_str, downcast, flags,
    from_utf8, new_object, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::sync::LazyLock;

/// When fields are quoted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    Minimal,
    All,
    NonNumeric,
    None,
    Strings,
    NotNull,
}

/// The values by their numbers.
pub const QUOTINGS: [(&str, Quoting); 6] = [
    ("QUOTE_MINIMAL", Quoting::Minimal),
    ("QUOTE_ALL", Quoting::All),
    ("QUOTE_NONNUMERIC", Quoting::NonNumeric),
    ("QUOTE_NONE", Quoting::None),
    ("QUOTE_STRINGS", Quoting::Strings),
    ("QUOTE_NOTNULL", Quoting::NotNull),
];

pub struct Dialect {
    pub delimiter: u32,
    pub quote: Option<u32>,
    pub escape: Option<u32>,
    /// A str.
    terminator: Field,
    pub quoting: Quoting,
    pub double_quote: bool,
    pub skip_space: bool,
    pub strict: bool,
}

impl Payload for Dialect {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.terminator.traverse(f);
    }
}

impl Dialect {
    pub fn terminator(&self) -> Ref {
        self.terminator.get().expect("always set")
    }
}

static LAYOUT: Layout = Layout::of::<Dialect>();

/// The payload of an object that is known to be a dialect.
pub fn of(this: &Ref) -> &Dialect {
    payload(this)
}

/// The names of the options, in the order in which they are looked at.
const OPTIONS: [&str; 8] = [
    "delimiter",
    "doublequote",
    "escapechar",
    "lineterminator",
    "quotechar",
    "quoting",
    "skipinitialspace",
    "strict",
];

static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse(
        "dialect=None, delimiter=None, doublequote=None, escapechar=None, lineterminator=None, quotechar=None, \
         quoting=None, skipinitialspace=None, strict=None",
    )
});

/// One character; None is allowed if `or_none`.
fn character(
    vm: &Vm,
    name: &str,
    r: &Option<Ref>,
    default: Option<u32>,
    or_none: bool,
) -> PyResult<Option<u32>> {
    let Some(r) = r else {
        return Ok(default);
    };
    if or_none && r.is_none() {
        return Ok(None);
    }
    let got = if r.has_kind(Kind::Str) {
        let s = as_str(r);
        if s.len() == 1 {
            return Ok(Some(s.units().at(0)));
        }
        format!("a string of length {}", s.len())
    } else {
        vm.type_of(r).name_str()
    };
    let what = if or_none {
        "a unicode character or None"
    } else {
        "a unicode character"
    };
    Err(vm.type_error(format!("\"{name}\" must be {what}, not {got}")))
}

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let [mut base, mut options @ ..]: [Option<Ref>; 9] = bind(vm, &SIGNATURE, "", args)?;
    if let Some(name) = base.as_ref().filter(|b| b.has_kind(Kind::Str)) {
        base = Some(get_registered(vm, name)?);
    }
    if let Some(base) = base.filter(|b| !b.is_none()) {
        let own = state(vm).dialect;
        if own.is(ty)
            && downcast::<Dialect>(vm, &base).is_some()
            && options.iter().all(Option::is_none)
        {
            return Ok(base);
        }
        for (name, option) in OPTIONS.iter().zip(&mut options) {
            if option.is_none() {
                match vm.get_attr_str(&base, name) {
                    Ok(v) => *option = Some(v),
                    Err(_) => vm.clear_exception(),
                }
            }
        }
    }
    let [
        delimiter,
        double_quote,
        escape,
        terminator,
        quote,
        quoting,
        skip_space,
        strict,
    ] = options;
    let truth = |r: &Option<Ref>, default| r.as_ref().map_or(Ok(default), |r| vm.is_true(r));
    let delimiter = character(vm, OPTIONS[0], &delimiter, Some(u32::from(b',')), false)?;
    let double_quote = truth(&double_quote, true)?;
    let escape = character(vm, OPTIONS[2], &escape, None, true)?;
    let terminator = match terminator {
        Some(t) if t.has_kind(Kind::Str) => t,
        Some(t) => {
            let got = vm.type_of(&t).name_str();
            return Err(vm.type_error(format!("\"lineterminator\" must be a string, not {got}")));
        }
        None => from_utf8(vm, "\r\n")?,
    };
    let quote_given = quote.is_some();
    let quote = character(vm, OPTIONS[4], &quote, Some(u32::from(b'"')), true)?;
    let mut kind = Quoting::Minimal;
    match &quoting {
        None if quote_given && quote.is_none() => kind = Quoting::None,
        None => {}
        Some(r) if r.is_exact(Kind::Int) || r.slot().is_int() => {
            let n = vm.as_c_int(r)?;
            match usize::try_from(n).ok().and_then(|n| QUOTINGS.get(n)) {
                Some((_, k)) => kind = *k,
                None => return Err(vm.type_error("bad \"quoting\" value")),
            }
        }
        Some(r) => {
            let got = vm.type_of(r).name_str();
            return Err(vm.type_error(format!("\"quoting\" must be an integer, not {got}")));
        }
    }
    let skip_space = truth(&skip_space, false)?;
    let strict = truth(&strict, false)?;
    if kind != Quoting::None && quote.is_none() {
        return Err(vm.type_error("quotechar must be set if quoting enabled"));
    }
    let ends = as_str(&terminator).units();
    for (name, c, space) in [
        ("delimiter", delimiter, true),
        ("escapechar", escape, !skip_space),
        ("quotechar", quote, !skip_space),
    ] {
        let Some(c) = c else { continue };
        if c == 10 || c == 13 || (c == 32 && !space) {
            return Err(vm.value_error(format!("bad {name} value")));
        }
        if ends.chars().any(|e| e == c) {
            return Err(vm.value_error(format!("bad {name} or lineterminator value")));
        }
    }
    for (one, other, a, b) in [
        ("delimiter", "escapechar", delimiter, escape),
        ("delimiter", "quotechar", delimiter, quote),
        ("escapechar", "quotechar", escape, quote),
    ] {
        if a.is_some() && a == b {
            return Err(vm.value_error(format!("bad {one} or {other} value")));
        }
    }
    let dialect = Dialect {
        delimiter: delimiter.expect("not None"),
        quote,
        escape,
        terminator: Field::new(terminator),
        quoting: kind,
        double_quote,
        skip_space,
        strict,
    };
    Ok(new_object(vm, type_arg(ty), dialect))
}

fn or_none(vm: &Vm, c: Option<u32>) -> PyResult {
    c.map_or(Ok(Ref::none()), |c| char_str(vm, c))
}

fn no_pickle(vm: &Vm, this: &Ref, _: &Args) -> PyResult {
    let name = vm.type_of(this).short_name();
    Err(vm.type_error(format!("cannot pickle '{name}' instances")))
}

static METHODS: [MethodDef; 2] = [
    MethodDef::raw("__reduce__", no_pickle).doc("raises an exception to avoid pickling"),
    MethodDef::raw("__reduce_ex__", no_pickle).doc("raises an exception to avoid pickling"),
];

static GETSET: [GetSetDef; 8] = [
    GetSetDef::member("skipinitialspace", |_, this| {
        Ok(Ref::bool(of(this).skip_space))
    }),
    GetSetDef::member("doublequote", |_, this| {
        Ok(Ref::bool(of(this).double_quote))
    }),
    GetSetDef::member("strict", |_, this| Ok(Ref::bool(of(this).strict))),
    GetSetDef::get("delimiter", |vm, this| char_str(vm, of(this).delimiter)),
    GetSetDef::get("escapechar", |vm, this| or_none(vm, of(this).escape)),
    GetSetDef::get("lineterminator", |_, this| Ok(of(this).terminator())),
    GetSetDef::get("quotechar", |vm, this| or_none(vm, of(this).quote)),
    GetSetDef::get(
        "quoting",
        |vm, this| Ok(vm.new_int(of(this).quoting as i64)),
    ),
];

/// The type `_csv.Dialect`.
pub static DIALECT: TypeSpec = TypeSpec {
    module: "_csv",
    doc: "CSV dialect\n\nThe Dialect type records CSV parsing and generation options.\n",
    flags: flags::BASETYPE,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| s.new.set(Some(new)),
    ..TypeSpec::new("Dialect", &LAYOUT)
};
