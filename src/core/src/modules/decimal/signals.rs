//! Signals: their exceptions, and the mappings from them to flags and traps.

use super::state::{State, state};
use crate::modules::common::type_arg;
use crate::object::{
    BinaryOp, CompareOp, Layout, MethodDef, Payload, TypePtr, TypeSpec, as_dict, downcast, flags,
    from_utf8, new_dict, new_list, new_object, new_tuple, payload,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use tricera_text::number::decimal::{Status, status};

/// The signals with their conditions, in the order of the mappings.
pub(super) const SIGNALS: [(&str, Status); 9] = [
    ("InvalidOperation", status::INVALID),
    ("FloatOperation", status::FLOAT_OPERATION),
    ("DivisionByZero", status::DIVISION_BY_ZERO),
    ("Overflow", status::OVERFLOW),
    ("Underflow", status::UNDERFLOW),
    ("Subnormal", status::SUBNORMAL),
    ("Inexact", status::INEXACT),
    ("Rounded", status::ROUNDED),
    ("Clamped", status::CLAMPED),
];

/// The conditions of which InvalidOperation is the signal.
pub(super) const CONDITIONS: [(&str, Status); 4] = [
    ("ConversionSyntax", status::CONVERSION_SYNTAX),
    ("DivisionImpossible", status::DIVISION_IMPOSSIBLE),
    ("DivisionUndefined", status::DIVISION_UNDEFINED),
    ("InvalidContext", status::INVALID_CONTEXT),
];

/// Flags and traps of a context.
#[derive(Default)]
pub(super) struct Words {
    pub(super) flags: Cell<Status>,
    pub(super) traps: Cell<Status>,
}

/// Every exception of the module with its name.
pub(super) fn names(state: &State) -> Vec<(&'static str, Ref)> {
    let all = SIGNALS.iter().chain(&CONDITIONS).map(|(name, _)| *name);
    let mut out: Vec<_> = all.zip(state.exceptions.iter().cloned()).collect();
    out.push(("DecimalException", state.base.clone()));
    out
}

/// `DecimalException` and the others.
pub(super) fn make_exceptions(vm: &Vm) -> PyResult<(Ref, Vec<Ref>)> {
    let make = |name: &str, bases: &[&Ref]| {
        let namespace = new_dict(vm);
        let module = vm.interned.intern_str(vm, "decimal");
        as_dict(&namespace).set(vm, &vm.names.module.clone(), module)?;
        let bases = new_tuple(vm, bases.iter().map(|b| (*b).clone()).collect::<Vec<_>>());
        let name = vm.interned.intern_str(vm, name);
        vm.call_positional(&vm.types.type_.to_ref(), &[name, bases, namespace])
    };
    let base = make("DecimalException", &[&vm.types.arithmetic_error.to_ref()])?;
    let (type_error, zero) = (
        vm.types.type_error.to_ref(),
        vm.types.zero_division_error.to_ref(),
    );
    let invalid = make("InvalidOperation", &[&base])?;
    let float = make("FloatOperation", &[&base, &type_error])?;
    let division = make("DivisionByZero", &[&base, &zero])?;
    let subnormal = make("Subnormal", &[&base])?;
    let inexact = make("Inexact", &[&base])?;
    let rounded = make("Rounded", &[&base])?;
    let clamped = make("Clamped", &[&base])?;
    let overflow = make("Overflow", &[&inexact, &rounded])?;
    let underflow = make("Underflow", &[&inexact, &rounded, &subnormal])?;
    let conditions = [
        make("ConversionSyntax", &[&invalid])?,
        make("DivisionImpossible", &[&invalid])?,
        make("DivisionUndefined", &[&invalid, &zero])?,
        make("InvalidContext", &[&invalid])?,
    ];
    let mut all = vec![
        invalid, float, division, overflow, underflow, subnormal, inexact, rounded, clamped,
    ];
    all.extend(conditions);
    Ok((base, all))
}

/// Raises the exception of the conditions that are trapped.
#[cold]
pub(super) fn raise(vm: &Vm, st: &State, met: Status) -> Raised {
    if met & status::MALLOC_ERROR != 0 {
        return vm.memory_error();
    }
    let Some(first) = SIGNALS.iter().position(|(_, bits)| met & bits != 0) else {
        return vm.runtime_error("invalid error flag");
    };
    let conditions = CONDITIONS.iter().zip(&st.exceptions[SIGNALS.len()..]);
    let mut list = Vec::new();
    if met & status::INVALID_OPERATION != 0 {
        list.push(st.exceptions[0].clone());
    }
    list.extend(
        conditions
            .filter(|((_, bit), _)| met & bit != 0)
            .map(|(_, e)| e.clone()),
    );
    let signals = SIGNALS.iter().zip(&st.exceptions).skip(1);
    list.extend(
        signals
            .filter(|((_, bit), _)| met & bit != 0)
            .map(|(_, e)| e.clone()),
    );
    let class = type_arg(&st.exceptions[first]);
    vm.raise_new(class, vec![new_list(vm, list)])
}

/// The signals of a word of flags, as a context's repr shows them.
pub(super) fn shown(word: Status) -> String {
    let mut names = Vec::new();
    let mut invalid_shown = false;
    for bit in (0..15).map(|n| 1 << n).filter(|bit| word & bit != 0) {
        if bit & status::INVALID != 0 {
            if !invalid_shown {
                names.push(SIGNALS[0].0);
            }
            invalid_shown = true;
        } else if let Some((name, _)) = SIGNALS.iter().find(|(_, bits)| *bits == bit) {
            names.push(name);
        }
    }
    format!("[{}]", names.join(", "))
}

/// The signals of a word as a list, for pickling.
pub(super) fn list(vm: &Vm, st: &State, word: Status) -> Ref {
    let all = SIGNALS.iter().zip(&st.exceptions);
    let set = all.filter(|((_, bits), _)| word & bits != 0);
    new_list(vm, set.map(|(_, e)| e.clone()).collect::<Vec<_>>())
}

/// The conditions that an exception class stands for.
pub(super) fn bits_of(vm: &Vm, st: &State, class: &Ref) -> PyResult<Status> {
    let all = SIGNALS.iter().zip(&st.exceptions);
    match all.into_iter().find(|(_, e)| e.is(class)) {
        Some(((_, bits), _)) => Ok(*bits),
        None => Err(vm.raise_message(
            vm.types.key_error,
            "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   \
             Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]",
        )),
    }
}

/// The word of a dict from all signals to truth values.
pub(super) fn word_of_dict(vm: &Vm, st: &State, dict: &Ref) -> PyResult<Status> {
    let table = as_dict(dict);
    let invalid = || vm.raise_message(vm.types.key_error, "invalid signal dict");
    if table.len() != SIGNALS.len() {
        return Err(invalid());
    }
    let mut word = 0;
    for ((_, bits), class) in SIGNALS.iter().zip(&st.exceptions) {
        let Some(v) = table.get(vm, class)? else {
            return Err(invalid());
        };
        if vm.is_true(&v)? {
            word |= bits;
        }
    }
    Ok(word)
}

/// The word of a list of signals.
pub(super) fn word_of_list(vm: &Vm, st: &State, list: &Ref) -> PyResult<Status> {
    let mut word = 0;
    for class in vm.collect(list)? {
        word |= bits_of(vm, st, &class)?;
    }
    Ok(word)
}

/// The payload of a mapping: the words of its context, which it does not keep alive.
#[derive(Default)]
pub(super) struct SignalDict {
    words: RefCell<Weak<Words>>,
    /// The traps instead of the flags?
    traps: Cell<bool>,
}

impl Payload for SignalDict {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<SignalDict>();

/// A mapping of the flags or the traps of a context.
pub(super) fn new_dict_of(vm: &Vm, st: &State, words: &Rc<Words>, traps: bool) -> Ref {
    let dict = SignalDict {
        words: RefCell::new(Rc::downgrade(words)),
        traps: Cell::new(traps),
    };
    new_object(vm, st.signal_dict, dict)
}

/// Runs `f` on the word behind a mapping; fails if its context is gone.
fn with_word<R>(vm: &Vm, this: &Ref, f: impl FnOnce(&Cell<Status>) -> R) -> PyResult<R> {
    let d = payload::<SignalDict>(this);
    let words = d.words.borrow().upgrade();
    match words {
        Some(w) => Ok(f(if d.traps.get() { &w.traps } else { &w.flags })),
        None => Err(vm.value_error("invalid signal dict")),
    }
}

/// The word behind a mapping; None if `r` is no mapping of this kind.
pub(super) fn word_of(vm: &Vm, r: &Ref) -> PyResult<Option<Status>> {
    if downcast::<SignalDict>(vm, r).is_none() {
        return Ok(None);
    }
    with_word(vm, r, Cell::get).map(Some)
}

/// `{<class …>:True, …}`
fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let word = with_word(vm, this, Cell::get)?;
    let st = state(vm);
    let mut items = Vec::new();
    for ((_, bits), class) in SIGNALS.iter().zip(&st.exceptions) {
        let set = if word & bits != 0 { "True" } else { "False" };
        items.push(format!("{}:{set}", vm.repr_string(class)?));
    }
    from_utf8(vm, &format!("{{{}}}", items.join(", ")))
}

fn set_item(vm: &Vm, this: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    with_word(vm, this, |_| ())?;
    let Some(value) = value else {
        return Err(vm.value_error("signal keys cannot be deleted"));
    };
    let bits = bits_of(vm, &state(vm), key)?;
    let on = vm.is_true(value)?;
    with_word(vm, this, |w| {
        w.set(if on { w.get() | bits } else { w.get() & !bits });
    })
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let wanted = match op {
        CompareOp::Eq => true,
        CompareOp::Ne => false,
        _ => return Ok(Ref::not_implemented()),
    };
    let word = with_word(vm, a, Cell::get)?;
    let other = if b.has_kind(Kind::Dict) {
        if as_dict(b).is_empty() {
            return Err(vm.value_error("invalid signal dict"));
        }
        match word_of_dict(vm, &state(vm), b) {
            Ok(w) => w,
            Err(raised) => {
                // A dict that is no mapping of signals is just not equal.
                vm.catch(raised, vm.types.key_error)?;
                return Ok(Ref::bool(!wanted));
            }
        }
    } else {
        match word_of(vm, b)? {
            Some(w) => w,
            None => return Ok(Ref::not_implemented()),
        }
    };
    Ok(Ref::bool((word == other) == wanted))
}

fn copy(vm: &Vm, this: &Ref) -> PyResult {
    let word = with_word(vm, this, Cell::get)?;
    let st = state(vm);
    let copy = new_dict(vm);
    for ((_, bits), class) in SIGNALS.iter().zip(&st.exceptions) {
        as_dict(&copy).set(vm, class, Ref::bool(word & bits != 0))?;
    }
    Ok(copy)
}

static METHODS: [MethodDef; 1] = [MethodDef::no_args("copy", copy)];

/// The native base of the mappings.
pub(super) static MIXIN: TypeSpec = TypeSpec {
    module: "decimal",
    flags: flags::BASETYPE,
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            let ty: TypePtr = type_arg(ty);
            Ok(new_object(vm, ty, SignalDict::default()))
        }));
        s.init.set(Some(|_, _, _| Ok(())));
        s.repr.set(Some(repr));
        s.compare.set(Some(compare));
        s.len
            .set(Some(|vm, this| with_word(vm, this, |_| SIGNALS.len())));
        s.iter.set(Some(|vm, this| {
            with_word(vm, this, |_| ())?;
            let st = state(vm);
            let keys = st.exceptions[..SIGNALS.len()].to_vec();
            vm.iter(&new_tuple(vm, keys))
        }));
        s.binary[BinaryOp::Subscr as usize].set(Some(|vm, this, key| {
            with_word(vm, this, |_| ())?;
            let bits = bits_of(vm, &state(vm), key)?;
            with_word(vm, this, |w| Ref::bool(w.get() & bits != 0))
        }));
        s.set_item.set(Some(set_item));
    },
    ..TypeSpec::new("SignalDictMixin", &LAYOUT)
};
