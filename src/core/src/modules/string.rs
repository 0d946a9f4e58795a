//! The module `_string`: what `string.Formatter` is made of.

use super::ModuleSpec;
use super::common::{itself, make_type};
use crate::object::{
    Layout, MethodDef, Payload, TypePtr, TypeSpec, as_str, char_str, flags, new_object, new_str,
    new_tuple, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::RefCell;
use std::collections::VecDeque;
use tricera_text::format::brace::{Field, First, Parser, Piece, Step, split_name};
use tricera_text::number::Error;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "string helper module",
    methods: &METHODS,
    init: |vm, _| {
        vm.set_state(
            NAME,
            State {
                pieces: make_type(vm, &PIECES, vm.types.object)?,
                steps: make_type(vm, &STEPS, vm.types.object)?,
            },
        );
        Ok(())
    },
};

const NAME: &str = "_string";

static METHODS: [MethodDef; 2] = [
    MethodDef::one("formatter_field_name_split", field_name_split)
        .shown("($self, object, /)")
        .text_signature("object, /")
        .doc("split the argument as a field name"),
    MethodDef::one("formatter_parser", parser)
        .shown("($self, object, /)")
        .text_signature("object, /")
        .doc("parse the argument as a format string"),
];

/// The types of the two iterators.
struct State {
    pieces: TypePtr,
    steps: TypePtr,
}

/// The payload of both iterators: a string and what is still to be given of it, which refers to it by ranges.
struct Parts<T: 'static> {
    text: Ref,
    /// An error is the last.
    left: RefCell<VecDeque<Result<T, Error>>>,
}

impl<T: 'static> Payload for Parts<T> {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static PIECES_LAYOUT: Layout = Layout::of::<Parts<Piece>>();
static STEPS_LAYOUT: Layout = Layout::of::<Parts<Step>>();

static PIECES: TypeSpec = TypeSpec {
    flags: flags::NO_NEW,
    slots: |s| {
        s.iter.set(Some(itself));
        s.next.set(Some(next_piece));
    },
    ..TypeSpec::new("formatteriterator", &PIECES_LAYOUT)
};
static STEPS: TypeSpec = TypeSpec {
    flags: flags::NO_NEW,
    slots: |s| {
        s.iter.set(Some(itself));
        s.next.set(Some(next_step));
    },
    ..TypeSpec::new("fieldnameiterator", &STEPS_LAYOUT)
};

/// The next part of an iterator.
fn take<'a, T: 'static>(vm: &Vm, this: &'a Ref) -> PyResult<Option<(T, &'a Ref)>> {
    let it = payload::<Parts<T>>(this);
    let next = it.left.borrow_mut().pop_front();
    match next {
        None => Ok(None),
        Some(Ok(part)) => Ok(Some((part, &it.text))),
        Some(Err(e)) => Err(vm.raise_number(e)),
    }
}

fn next_piece(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let Some((piece, text)) = take::<Piece>(vm, this)? else {
        return Ok(None);
    };
    let part = |range| new_str(vm, as_str(text).units().slice(range));
    let literal = part(piece.literal)?;
    let (name, spec, conversion) = match piece.field {
        None => (Ref::none(), Ref::none(), Ref::none()),
        Some(Field {
            name,
            spec,
            conversion,
            ..
        }) => {
            let conversion = match conversion {
                Some(c) => char_str(vm, c)?,
                None => Ref::none(),
            };
            (part(name)?, part(spec)?, conversion)
        }
    };
    Ok(Some(new_tuple(vm, [literal, name, spec, conversion])))
}

fn next_step(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let Some((step, text)) = take::<Step>(vm, this)? else {
        return Ok(None);
    };
    let part = |range| new_str(vm, as_str(text).units().slice(range));
    let (is_attribute, value) = match step {
        Step::Attribute(range) => (true, part(range)?),
        Step::Key(range) => (false, part(range)?),
        Step::Index(i) => (false, vm.new_int(i as i64)),
    };
    Ok(Some(new_tuple(vm, [Ref::bool(is_attribute), value])))
}

fn check(vm: &Vm, text: &Ref) -> PyResult<std::rc::Rc<State>> {
    if !text.has_kind(Kind::Str) {
        let t = vm.type_of(text).name_str();
        return Err(vm.type_error(format!("expected str, got {t}")));
    }
    Ok(vm.state(NAME).expect("set when the module was made"))
}

fn parser(vm: &Vm, _: &Ref, text: &Ref) -> PyResult {
    let state = check(vm, text)?;
    let left = Parser::new(as_str(text).units()).collect();
    let parts = Parts::<Piece> {
        text: text.clone(),
        left: RefCell::new(left),
    };
    Ok(new_object(vm, state.pieces, parts))
}

fn field_name_split(vm: &Vm, _: &Ref, text: &Ref) -> PyResult {
    let state = check(vm, text)?;
    let units = as_str(text).units();
    let (first, steps) = split_name(units, 0..units.len()).map_err(|e| vm.raise_number(e))?;
    let first = match first {
        First::Index(i) => vm.new_int(i as i64),
        First::Name(range) => new_str(vm, units.slice(range))?,
    };
    let parts = Parts::<Step> {
        text: text.clone(),
        left: RefCell::new(steps.collect()),
    };
    Ok(new_tuple(vm, [first, new_object(vm, state.steps, parts)]))
}
