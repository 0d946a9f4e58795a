//! `make_encoder`: what knows how an encoder wants its text.

use super::encode::Writer;
use crate::modules::common::{bind, type_arg};
use crate::object::{
    Builtin, GetSetDef, Layout, Payload, TypeSpec, from_buf, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::sync::LazyLock;

/// How strings are encoded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strings {
    /// By this module, with escapes for what is not ASCII, or without.
    Ascii,
    Any,
    /// By a function.
    Function,
}

/// The payload of encoders.
pub(super) struct Encoder {
    /// The containers that are being encoded, by their address; or None.
    pub(super) markers: Ref,
    pub(super) default: Ref,
    pub(super) encoder: Ref,
    pub(super) indent: Ref,
    pub(super) key_separator: Ref,
    pub(super) item_separator: Ref,
    pub(super) sort_keys: bool,
    pub(super) skipkeys: bool,
    pub(super) allow_nan: bool,
    pub(super) strings: Strings,
}

impl Payload for Encoder {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for r in [
            &self.markers,
            &self.default,
            &self.encoder,
            &self.indent,
            &self.key_separator,
            &self.item_separator,
        ] {
            f(r.slot());
        }
    }
}

static LAYOUT: Layout = Layout::of::<Encoder>();

macro_rules! member {
    ($name:ident, |$v:ident| $value:expr) => {
        GetSetDef::member(stringify!($name), |_, this| {
            let $v = &payload::<Encoder>(this).$name;
            Ok($value)
        })
    };
}

static GETSET: [GetSetDef; 8] = [
    member!(markers, |v| v.clone()),
    member!(default, |v| v.clone()),
    member!(encoder, |v| v.clone()),
    member!(indent, |v| v.clone()),
    member!(key_separator, |v| v.clone()),
    member!(item_separator, |v| v.clone()),
    member!(sort_keys, |v| Ref::bool(*v)),
    member!(skipkeys, |v| Ref::bool(*v)),
];

/// The type.
pub(super) static ENCODER: TypeSpec = TypeSpec {
    module: super::NAME,
    doc: "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
    flags: crate::object::flags::BASETYPE,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.call.set(Some(call));
    },
    ..TypeSpec::new("Encoder", &LAYOUT)
};

static NEW: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse(
        "markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan",
    )
});
static CALL: LazyLock<Signature> = LazyLock::new(|| Signature::parse("obj, _current_indent_level"));

/// Is this the module's own function for strings?
fn strings(encoder: &Ref) -> Strings {
    if encoder.is_exact(Kind::Builtin) {
        let builtin = payload::<Builtin>(encoder);
        for (name, how) in [
            ("encode_basestring_ascii", Strings::Ascii),
            ("encode_basestring", Strings::Any),
        ] {
            if super::METHODS
                .iter()
                .any(|m| m.name == name && std::ptr::eq(m, builtin.def))
            {
                return how;
            }
        }
    }
    Strings::Function
}

fn new(vm: &Vm, class: &Ref, args: &Args) -> PyResult {
    let bound: [Option<Ref>; 9] = bind(vm, &NEW, "make_encoder", args)?;
    let [
        markers,
        default,
        encoder,
        indent,
        key_separator,
        item_separator,
        sort_keys,
        skipkeys,
        allow_nan,
    ] = bound.map(|r| r.expect("required"));
    vm.str_argument("make_encoder", 5, &key_separator)?;
    vm.str_argument("make_encoder", 6, &item_separator)?;
    let (sort_keys, skipkeys, allow_nan) = (
        vm.is_true(&sort_keys)?,
        vm.is_true(&skipkeys)?,
        vm.is_true(&allow_nan)?,
    );
    if !markers.is_none() && !markers.has_kind(Kind::Dict) {
        return Err(vm.type_error(format!(
            "make_encoder() argument 1 must be dict or None, not {}",
            vm.type_of(&markers).name_str()
        )));
    }
    let strings = strings(&encoder);
    let encoder = Encoder {
        markers,
        default,
        encoder,
        indent,
        key_separator,
        item_separator,
        sort_keys,
        skipkeys,
        allow_nan,
        strings,
    };
    Ok(new_object(vm, type_arg(class), encoder))
}

fn call(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [obj, level] = bind(vm, &CALL, "_iterencode", args)?;
    let level = vm.as_ssize(&level.expect("required"))?;
    let mut writer = Writer::new(vm, payload::<Encoder>(this), level)?;
    writer.value(&obj.expect("required"))?;
    let text = from_buf(vm, writer.out.finish())?;
    Ok(new_tuple(vm, [text]))
}
