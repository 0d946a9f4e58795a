//! Contexts as objects.

use super::arguments::bind;
use super::signals::{self, Words};
use super::state::{State, state};
use crate::modules::common::type_arg;
use crate::object::{
    Field, GetSetDef, Layout, Payload, TypeSpec, as_str, downcast, flags, from_utf8,
    generic_get_attr, generic_set_attr, new_object, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use std::rc::Rc;
use tricera_text::number::decimal::{
    Context, MAX_EMAX, MAX_PREC, MIN_EMIN, Rounding, Status, status,
};

/// The payload of a context.
pub(super) struct ContextObject {
    pub(super) ctx: Cell<Context>,
    pub(super) capitals: Cell<bool>,
    pub(super) words: Rc<Words>,
    /// The mappings of flags and traps; empty until somebody asks for them.
    flags: Field,
    traps: Field,
}

impl Payload for ContextObject {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.flags.traverse(f);
        self.traps.traverse(f);
    }
}

impl ContextObject {
    pub(super) fn new(ctx: Context, traps: Status) -> ContextObject {
        let words = Words::default();
        words.traps.set(traps);
        ContextObject {
            ctx: Cell::new(ctx),
            capitals: Cell::new(true),
            words: Rc::new(words),
            flags: Field::empty(),
            traps: Field::empty(),
        }
    }

    /// A context like this one, with flags of its own.
    pub(super) fn copied(&self, keep_flags: bool) -> ContextObject {
        let copy = ContextObject::new(self.ctx.get(), self.words.traps.get());
        copy.capitals.set(self.capitals.get());
        if keep_flags {
            copy.words.flags.set(self.words.flags.get());
        }
        copy
    }

    /// Sets flags, and raises what is trapped.
    #[inline(always)]
    pub(super) fn report(&self, vm: &Vm, st: &State, met: Status) -> PyResult<()> {
        if met == 0 {
            return Ok(());
        }
        self.words.flags.set(self.words.flags.get() | met);
        let trapped = met & (self.words.traps.get() | status::MALLOC_ERROR);
        if trapped == 0 {
            return Ok(());
        }
        Err(signals::raise(vm, st, trapped))
    }
}

static LAYOUT: Layout = Layout::of::<ContextObject>();

/// The context in `r`, if it is one.
pub(super) fn as_context<'a>(vm: &Vm, r: &'a Ref) -> Option<&'a ContextObject> {
    downcast::<ContextObject>(vm, r)
}

/// The context of a method of contexts.
#[inline(always)]
pub(super) fn of(this: &Ref) -> &ContextObject {
    payload(this)
}

/// A rounding by its name.
pub(super) fn rounding_arg(vm: &Vm, st: &State, r: &Ref) -> PyResult<Rounding> {
    let all = Rounding::ALL.into_iter().zip(&st.roundings);
    if let Some((found, _)) = all.clone().find(|(_, name)| name.is(r)) {
        return Ok(found);
    }
    if r.has_kind(Kind::Str) {
        let text = as_str(r).as_ascii();
        if let Some(found) = Rounding::ALL.into_iter().find(|m| Some(m.name()) == text) {
            return Ok(found);
        }
    }
    Err(vm.type_error(
        "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   \
         ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]",
    ))
}

/// An argument of C's type `Py_ssize_t`, which takes ints only.
pub(super) fn ssize_arg(vm: &Vm, r: &Ref) -> PyResult<i64> {
    let Some(i) = crate::object::int_ref(r) else {
        return Err(vm.type_error("an integer is required"));
    };
    i.to_i64()
        .ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))
}

type Setting = fn(&Vm, &ContextObject, &Ref) -> PyResult<()>;

fn in_range(vm: &Vm, r: &Ref, low: i64, high: i64, message: &str) -> PyResult<i64> {
    let n = ssize_arg(vm, r)?;
    if (low..=high).contains(&n) {
        return Ok(n);
    }
    Err(vm.value_error(message))
}

fn change(c: &ContextObject, f: impl FnOnce(&mut Context)) {
    let mut ctx = c.ctx.get();
    f(&mut ctx);
    c.ctx.set(ctx);
}

fn set_prec(vm: &Vm, c: &ContextObject, v: &Ref) -> PyResult<()> {
    let n = in_range(vm, v, 1, MAX_PREC, "valid range for prec is [1, MAX_PREC]")?;
    change(c, |ctx| ctx.prec = n);
    Ok(())
}

fn set_rounding(vm: &Vm, c: &ContextObject, v: &Ref) -> PyResult<()> {
    let rounding = rounding_arg(vm, &state(vm), v)?;
    change(c, |ctx| ctx.rounding = rounding);
    Ok(())
}

fn set_emin(vm: &Vm, c: &ContextObject, v: &Ref) -> PyResult<()> {
    let n = in_range(vm, v, MIN_EMIN, 0, "valid range for Emin is [MIN_EMIN, 0]")?;
    change(c, |ctx| ctx.emin = n);
    Ok(())
}

fn set_emax(vm: &Vm, c: &ContextObject, v: &Ref) -> PyResult<()> {
    let n = in_range(vm, v, 0, MAX_EMAX, "valid range for Emax is [0, MAX_EMAX]")?;
    change(c, |ctx| ctx.emax = n);
    Ok(())
}

fn set_capitals(vm: &Vm, c: &ContextObject, v: &Ref) -> PyResult<()> {
    let n = in_range(vm, v, 0, 1, "valid values for capitals are 0 or 1")?;
    c.capitals.set(n == 1);
    Ok(())
}

fn set_clamp(vm: &Vm, c: &ContextObject, v: &Ref) -> PyResult<()> {
    let n = in_range(vm, v, 0, 1, "valid values for clamp are 0 or 1")?;
    change(c, |ctx| ctx.clamp = n == 1);
    Ok(())
}

/// The word that a mapping stands for.
fn signal_word(vm: &Vm, v: &Ref) -> PyResult<Status> {
    if let Some(word) = signals::word_of(vm, v)? {
        return Ok(word);
    }
    if v.has_kind(Kind::Dict) {
        return signals::word_of_dict(vm, &state(vm), v);
    }
    Err(vm.type_error("argument must be a signal dict"))
}

/// As [`signal_word`], for arguments that may be lists too.
fn signal_word_or_list(vm: &Vm, v: &Ref) -> PyResult<Status> {
    if v.has_kind(Kind::List) {
        return signals::word_of_list(vm, &state(vm), v);
    }
    signal_word(vm, v)
}

fn set_flags_arg(vm: &Vm, c: &ContextObject, v: &Ref) -> PyResult<()> {
    c.words.flags.set(signal_word_or_list(vm, v)?);
    Ok(())
}

fn set_traps_arg(vm: &Vm, c: &ContextObject, v: &Ref) -> PyResult<()> {
    c.words.traps.set(signal_word_or_list(vm, v)?);
    Ok(())
}

/// The parameters of `Context()` and what each sets.
pub(super) const PARAMETERS: [&str; 8] = [
    "prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps",
];
const SETTINGS: [Setting; 8] = [
    set_prec,
    set_rounding,
    set_emin,
    set_emax,
    set_capitals,
    set_clamp,
    set_flags_arg,
    set_traps_arg,
];

/// Applies the arguments that were given, in the order of [`PARAMETERS`].
pub(super) fn apply(vm: &Vm, c: &ContextObject, values: &[Option<&Ref>]) -> PyResult<()> {
    for (set, value) in SETTINGS.iter().zip(values) {
        if let Some(v) = value.filter(|v| !v.is_none()) {
            set(vm, c, v)?;
        }
    }
    Ok(())
}

fn new(vm: &Vm, ty: &Ref, _: &Args) -> PyResult {
    let st = state(vm);
    let copy = of(&st.templates[0]).copied(true);
    Ok(new_object(vm, type_arg(ty), copy))
}

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let values = bind(vm, args, PARAMETERS, 0)?;
    apply(vm, of(this), &values)
}

fn get_attr(vm: &Vm, this: &Ref, name: &Ref) -> PyResult {
    let c = of(this);
    let (field, traps) = match as_str(name).as_ascii() {
        Some("flags") => (&c.flags, false),
        Some("traps") => (&c.traps, true),
        _ => return generic_get_attr(vm, this, name),
    };
    if !field.is_set() {
        field.set(signals::new_dict_of(vm, &state(vm), &c.words, traps));
    }
    field.get().ok_or_else(|| vm.memory_error())
}

fn set_attr(vm: &Vm, this: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(value) = value else {
        return Err(vm.attribute_error_message("context attributes cannot be deleted"));
    };
    let words = &of(this).words;
    match as_str(name).as_ascii() {
        Some("flags") => words.flags.set(signal_word(vm, value)?),
        Some("traps") => words.traps.set(signal_word(vm, value)?),
        _ => return generic_set_attr(vm, this, name, Some(value)),
    }
    Ok(())
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let (c, ctx) = (of(this), of(this).ctx.get());
    let text = format!(
        "Context(prec={}, rounding={}, Emin={}, Emax={}, capitals={}, clamp={}, flags={}, traps={})",
        ctx.prec,
        ctx.rounding.name(),
        ctx.emin,
        ctx.emax,
        u8::from(c.capitals.get()),
        u8::from(ctx.clamp),
        signals::shown(c.words.flags.get()),
        signals::shown(c.words.traps.get()),
    );
    from_utf8(vm, &text)
}

macro_rules! attribute {
    ($name:literal, $get:expr, $set:expr) => {
        GetSetDef::get_set(
            $name,
            |vm, this| {
                let get: fn(&Vm, &ContextObject) -> Ref = $get;
                Ok(get(vm, of(this)))
            },
            |vm, this, v| match v {
                Some(v) => $set(vm, of(this), v),
                None => Err(vm.attribute_error_message("context attributes cannot be deleted")),
            },
        )
    };
}

static GETSET: [GetSetDef; 6] = [
    attribute!("prec", |vm, c| vm.new_int(c.ctx.get().prec), set_prec),
    attribute!("Emax", |vm, c| vm.new_int(c.ctx.get().emax), set_emax),
    attribute!("Emin", |vm, c| vm.new_int(c.ctx.get().emin), set_emin),
    attribute!(
        "rounding",
        |vm, c| state(vm).roundings[c.ctx.get().rounding as usize].clone(),
        set_rounding
    ),
    attribute!(
        "capitals",
        |vm, c| vm.new_int(c.capitals.get().into()),
        set_capitals
    ),
    attribute!(
        "clamp",
        |vm, c| vm.new_int(c.ctx.get().clamp.into()),
        set_clamp
    ),
];

/// The type `Context`.
pub(super) static CONTEXT: TypeSpec = TypeSpec {
    module: "decimal",
    doc: "The precision, the bounds and the rounding of operations, with the conditions that were\n\
        met and those that raise exceptions.\n",
    flags: flags::BASETYPE,
    methods: &super::context_methods::METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.init.set(Some(init));
        s.repr.set(Some(repr));
        s.get_attr.set(Some(get_attr));
        s.set_attr.set(Some(set_attr));
    },
    ..TypeSpec::new("Context", &LAYOUT)
};
