//! `make_scanner`: what knows how a decoder wants its values.

use super::scan::scan_once;
use crate::modules::common::{bind, type_arg};
use crate::object::{GetSetDef, Layout, Payload, TypeSpec, new_object, new_tuple, payload};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::sync::LazyLock;

/// The payload of scanners.
pub(super) struct Scanner {
    pub(super) strict: bool,
    pub(super) object_hook: Ref,
    pub(super) object_pairs_hook: Ref,
    pub(super) parse_float: Ref,
    pub(super) parse_int: Ref,
    pub(super) parse_constant: Ref,
}

impl Payload for Scanner {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for r in [
            &self.object_hook,
            &self.object_pairs_hook,
            &self.parse_float,
            &self.parse_int,
            &self.parse_constant,
        ] {
            f(r.slot());
        }
    }
}

static LAYOUT: Layout = Layout::of::<Scanner>();

macro_rules! member {
    ($name:ident) => {
        GetSetDef::member(stringify!($name), |_, this| {
            Ok(payload::<Scanner>(this).$name.clone())
        })
    };
}

static GETSET: [GetSetDef; 6] = [
    GetSetDef::member("strict", |_, this| {
        Ok(Ref::bool(payload::<Scanner>(this).strict))
    }),
    member!(object_hook),
    member!(object_pairs_hook),
    member!(parse_float),
    member!(parse_int),
    member!(parse_constant),
];

/// The type.
pub(super) static SCANNER: TypeSpec = TypeSpec {
    module: super::NAME,
    doc: "JSON scanner object",
    flags: crate::object::flags::BASETYPE,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.call.set(Some(call));
    },
    ..TypeSpec::new("Scanner", &LAYOUT)
};

static NEW: LazyLock<Signature> = LazyLock::new(|| Signature::parse("context"));
static CALL: LazyLock<Signature> = LazyLock::new(|| Signature::parse("string, idx"));

fn new(vm: &Vm, class: &Ref, args: &Args) -> PyResult {
    let [context] = bind(vm, &NEW, "make_scanner", args)?;
    let context = context.expect("required");
    let attribute = |name| vm.get_attr_str(&context, name);
    let scanner = Scanner {
        strict: vm.is_true(&attribute("strict")?)?,
        object_hook: attribute("object_hook")?,
        object_pairs_hook: attribute("object_pairs_hook")?,
        parse_float: attribute("parse_float")?,
        parse_int: attribute("parse_int")?,
        parse_constant: attribute("parse_constant")?,
    };
    Ok(new_object(vm, type_arg(class), scanner))
}

fn call(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [text, at] = bind(vm, &CALL, "scan_once", args)?;
    let (text, at) = (text.expect("required"), at.expect("required"));
    let at = vm.as_ssize(&at)?;
    if !text.has_kind(Kind::Str) {
        return Err(vm.type_error(format!(
            "first argument must be a string, not {}",
            vm.type_of(&text).name_str()
        )));
    }
    let Ok(at) = usize::try_from(at) else {
        return Err(vm.value_error("idx cannot be negative"));
    };
    let (value, end) = scan_once(vm, &text, at, payload::<Scanner>(this))?;
    Ok(new_tuple(vm, [value, vm.new_int(end as i64)]))
}
