//! `IncrementalNewlineDecoder`: the decoding of line ends as a Python object.

use super::base::new_payload;
use super::newline::NewlineDecoder;
use super::string_io::newlines_object;
use crate::modules::support::{c_long, given};
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_str, as_tuple, flags, from_buf,
    new_bytes, new_tuple, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use tricera_text::str::StrBuf;

/// The payload.
pub struct Incremental {
    /// The decoder in front, or None for text that is decoded already; empty before `__init__`.
    decoder: Field,
    translate: Cell<bool>,
    state: Cell<NewlineDecoder>,
}

impl Payload for Incremental {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.decoder.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Incremental>();

static METHODS: [MethodDef; 4] = [
    MethodDef::keywords("decode", "input, final=False", |vm, this, a| {
        let d = payload::<Incremental>(this);
        let inner = decoder_of(vm, d)?;
        let last = match &a[1] {
            Some(f) => vm.is_true(f)?,
            None => false,
        };
        let input = a[0].as_ref().expect("required");
        let text = if inner.is_none() {
            input.clone()
        } else {
            vm.call_method_str(&inner, "decode", &[input.clone(), Ref::bool(last)])?
        };
        if !text.has_kind(Kind::Str) {
            return Err(vm.type_error(format!(
                "decoder should return a string result, not '{}'",
                vm.type_of(&text).name_str()
            )));
        }
        let mut piece = StrBuf::new();
        piece.push_str(as_str(&text).units());
        let mut state = d.state.get();
        let out = state.decode(piece, d.translate.get(), last);
        d.state.set(state);
        from_buf(vm, out)
    }),
    MethodDef::no_args("reset", |vm, this| {
        let d = payload::<Incremental>(this);
        let inner = decoder_of(vm, d)?;
        d.state.set(NewlineDecoder::default());
        if !inner.is_none() {
            vm.call_method_str(&inner, "reset", &[])?;
        }
        Ok(Ref::none())
    }),
    MethodDef::no_args("getstate", |vm, this| {
        let d = payload::<Incremental>(this);
        let inner = decoder_of(vm, d)?;
        let (bytes, flag) = if inner.is_none() {
            (new_bytes(vm, Vec::new()), 0)
        } else {
            let s = vm.call_method_str(&inner, "getstate", &[])?;
            match as_tuple(&s) {
                Some([b, f]) => (b.clone(), c_long(vm, f)?),
                _ => return Err(vm.type_error("illegal decoder state")),
            }
        };
        let flag = flag << 1 | i64::from(d.state.get().pending_cr);
        Ok(new_tuple(vm, [bytes, vm.new_int(flag)]))
    }),
    MethodDef::one("setstate", |vm, this, state| {
        let d = payload::<Incremental>(this);
        let inner = decoder_of(vm, d)?;
        let Some([bytes, flag]) = as_tuple(state) else {
            return Err(vm.type_error("state argument must be a tuple"));
        };
        let (bytes, flag) = (bytes.clone(), c_long(vm, flag)?);
        let mut s = d.state.get();
        s.pending_cr = flag & 1 != 0;
        d.state.set(s);
        if !inner.is_none() {
            let inner_state = new_tuple(vm, [bytes, vm.new_int(flag >> 1)]);
            vm.call_method_str(&inner, "setstate", &[inner_state])?;
        }
        Ok(Ref::none())
    })
    .text_signature("state, /"),
];

static GETSET: [GetSetDef; 1] = [GetSetDef::get("newlines", |vm, this| {
    newlines_object(vm, payload::<Incremental>(this).state.get().seen)
})];

/// The type.
pub static INCREMENTAL_NEWLINE_DECODER: TypeSpec = TypeSpec {
    module: "_io",
    flags: flags::BASETYPE,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            let v = Incremental {
                decoder: Field::empty(),
                translate: Cell::new(false),
                state: Cell::default(),
            };
            new_payload(vm, ty, v)
        }));
        s.init.set(Some(|vm, this, args| {
            let a = INIT
                .signature()
                .bind(vm, "IncrementalNewlineDecoder", args)?;
            let d = payload::<Incremental>(this);
            d.decoder
                .set(given(&a[0]).cloned().unwrap_or_else(Ref::none));
            d.translate
                .set(vm.is_true(a[1].as_ref().expect("required"))?);
            d.state.set(NewlineDecoder::default());
            Ok(())
        }));
    },
    ..TypeSpec::new("IncrementalNewlineDecoder", &LAYOUT)
};

static INIT: MethodDef = MethodDef::keywords(
    "__init__",
    "decoder, translate, errors='strict'",
    |_, _, _| Ok(Ref::none()),
);

fn decoder_of(vm: &Vm, d: &Incremental) -> PyResult {
    match d.decoder.get() {
        Some(inner) => Ok(inner),
        None => Err(vm.value_error("IncrementalNewlineDecoder.__init__() not called")),
    }
}
