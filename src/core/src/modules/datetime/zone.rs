//! `tzinfo`, `timezone`, and what is asked of time zones.

use super::delta::{as_delta, new_delta};
use super::moment::{self, as_datetime};
use super::state;
use crate::modules::common::{bind, type_arg};
use crate::object::{
    CompareOp, Field, Layout, MethodDef, PLAIN_LAYOUT, Payload, TypePtr, TypeSpec, downcast, flags,
    from_utf8, new_instance, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Raised, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::sync::LazyLock;

/// Microseconds of a day: offsets are less.
const DAY: i128 = 86_400_000_000;

/// What `tz.name(arg)` gives, which must be None or a `timedelta` of less than a day: None for None.
fn ask(vm: &Vm, tz: &Ref, name: &str, arg: &Ref) -> PyResult<Option<Ref>> {
    if tz.is_none() {
        return Ok(None);
    }
    let answer = vm.call_method_str(tz, name, std::slice::from_ref(arg))?;
    if answer.is_none() {
        return Ok(None);
    }
    match as_delta(vm, &answer) {
        Some(d) if d.total().abs() < DAY => Ok(Some(answer)),
        Some(_) => Err(bad_offset(vm, &answer)),
        None => Err(vm.type_error(format!(
            "tzinfo.{name}() must return None or timedelta, not '{}'",
            vm.type_of(&answer).name_str()
        ))),
    }
}

#[cold]
fn bad_offset(vm: &Vm, offset: &Ref) -> Raised {
    match vm.repr_string(offset) {
        Ok(shown) => vm.value_error(format!(
            "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {shown}"
        )),
        Err(r) => r,
    }
}

/// `tz.utcoffset(arg)`
pub fn utcoffset(vm: &Vm, tz: &Ref, arg: &Ref) -> PyResult<Option<Ref>> {
    ask(vm, tz, "utcoffset", arg)
}

/// `tz.dst(arg)`
pub fn dst(vm: &Vm, tz: &Ref, arg: &Ref) -> PyResult<Option<Ref>> {
    ask(vm, tz, "dst", arg)
}

/// `tz.tzname(arg)`
pub fn tzname(vm: &Vm, tz: &Ref, arg: &Ref) -> PyResult {
    if tz.is_none() {
        return Ok(Ref::none());
    }
    let answer = vm.call_method_str(tz, "tzname", std::slice::from_ref(arg))?;
    if answer.is_none() || answer.has_kind(Kind::Str) {
        return Ok(answer);
    }
    Err(vm.type_error(format!(
        "tzinfo.tzname() must return None or a string, not '{}'",
        vm.type_of(&answer).name_str()
    )))
}

/// The microseconds of an offset.
pub fn micros(vm: &Vm, offset: &Ref) -> i128 {
    as_delta(vm, offset).map_or(0, |d| d.total())
}

/// An offset as `+HH:MM[:SS[.ffffff]]`, with `sep` for the colons.
pub fn offset_text(vm: &Vm, offset: &Ref, sep: &str) -> String {
    let total = micros(vm, offset);
    let sign = if total < 0 { '-' } else { '+' };
    let total = total.unsigned_abs();
    let (seconds, micro) = (total / 1_000_000, total % 1_000_000);
    let (minutes, second) = (seconds / 60, seconds % 60);
    let mut text = format!("{sign}{:02}{sep}{:02}", minutes / 60, minutes % 60);
    if second != 0 || micro != 0 {
        text += &format!("{sep}{second:02}");
    }
    if micro != 0 {
        text += &format!(".{micro:06}");
    }
    text
}

fn not_implemented(vm: &Vm, name: &str) -> PyResult {
    let m = format!("a tzinfo subclass must implement {name}()");
    Err(vm.not_implemented_error(m))
}

const FROM_UTC_DOC: &str = "datetime in UTC -> datetime in local time.";

static TZINFO_METHODS: [MethodDef; 5] = [
    MethodDef::one("tzname", |vm, _, _| not_implemented(vm, "tzname"))
        .doc("datetime -> string name of time zone."),
    MethodDef::one("utcoffset", |vm, _, _| not_implemented(vm, "utcoffset")).doc(
        "datetime -> timedelta showing offset from UTC, negative values indicating West of UTC",
    ),
    MethodDef::one("dst", |vm, _, _| not_implemented(vm, "dst"))
        .doc("datetime -> DST offset as timedelta positive east of UTC."),
    MethodDef::one("fromutc", from_utc).doc(FROM_UTC_DOC),
    MethodDef::no_args("__reduce__", reduce).doc("-> (cls, state)"),
];

/// The type `datetime.tzinfo`.
pub static TZINFO: TypeSpec = TypeSpec {
    module: "datetime",
    doc: "Abstract base class for time zone info objects.",
    flags: flags::BASETYPE | flags::NO_MODULE,
    methods: &TZINFO_METHODS,
    slots: |s| {
        s.new
            .set(Some(|vm, ty, _| Ok(new_instance(vm, &type_arg(ty)))))
    },
    ..TypeSpec::new("tzinfo", &PLAIN_LAYOUT)
};

/// Fails unless `dt` is a datetime whose time zone is `this`.
fn check_own(vm: &Vm, this: &Ref, dt: &Ref) -> PyResult<()> {
    let Some(d) = as_datetime(vm, dt) else {
        return Err(vm.type_error("fromutc: argument must be a datetime"));
    };
    if !d.tz().is(this) {
        return Err(vm.value_error("fromutc: dt.tzinfo is not self"));
    }
    Ok(())
}

fn from_utc(vm: &Vm, this: &Ref, dt: &Ref) -> PyResult {
    check_own(vm, this, dt)?;
    let Some(offset) = utcoffset(vm, this, dt)? else {
        return Err(vm.value_error("fromutc: non-None utcoffset() result required"));
    };
    let Some(summer) = dst(vm, this, dt)? else {
        return Err(vm.value_error("fromutc: non-None dst() result required"));
    };
    let standard = micros(vm, &offset) - micros(vm, &summer);
    let result = moment::add(vm, dt, standard)?;
    let tz = as_datetime(vm, dt).expect("checked").tz();
    let Some(summer) = dst(vm, &tz, &result)? else {
        let m = "fromutc: tz.dst() gave inconsistent results; cannot convert";
        return Err(vm.value_error(m));
    };
    match micros(vm, &summer) {
        0 => Ok(result),
        n => moment::add(vm, &result, n),
    }
}

fn reduce(vm: &Vm, this: &Ref) -> PyResult {
    let name = vm.interned.intern_str(vm, "__getinitargs__");
    let args = match vm.get_attr_opt(this, &name)? {
        Some(f) => vm.call(&f, &Args::EMPTY)?,
        None => new_tuple(vm, []),
    };
    let state = vm.call_method(this, &vm.names.getstate, &[])?;
    Ok(new_tuple(vm, [vm.type_of(this).to_ref(), args, state]))
}

/// A fixed offset.
pub struct Zone {
    /// A `timedelta`.
    offset: Field,
    /// A str, if it has a name.
    name: Field,
}

impl Payload for Zone {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.offset.traverse(f);
        self.name.traverse(f);
    }
}

impl Zone {
    fn offset(&self) -> Ref {
        self.offset.get().expect("always set")
    }
}

static LAYOUT: Layout = Layout::of::<Zone>();

fn of(this: &Ref) -> &Zone {
    payload(this)
}

/// A `timezone` of a type made by [`TIMEZONE`], unchecked.
pub fn make(vm: &Vm, ty: TypePtr, offset: Ref, name: Option<Ref>) -> Ref {
    let zone = Zone {
        offset: Field::new(offset),
        name: Field::from(name),
    };
    new_object(vm, ty, zone)
}

/// `timezone(offset, name)`; UTC itself for no offset and no name.
pub fn new_timezone(vm: &Vm, offset: Ref, name: Option<Ref>) -> PyResult {
    let state = state(vm);
    let total = micros(vm, &offset);
    if name.is_none() && total == 0 {
        return Ok(state.utc());
    }
    if total.abs() >= DAY {
        return Err(bad_offset(vm, &offset));
    }
    Ok(make(vm, state.timezone, offset, name))
}

/// A `timezone` from an offset in microseconds.
pub fn fixed(vm: &Vm, total: i128) -> PyResult {
    new_timezone(vm, new_delta(vm, total)?, None)
}

static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("offset, name=None"));

fn new(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let [offset, name] = bind(vm, &SIGNATURE, "timezone", args)?;
    let offset = offset.expect("required");
    let wrong = |n: i32, expected: &str, r: &Ref| {
        let got = if r.is_none() {
            "None".to_owned()
        } else {
            vm.type_of(r).name_str()
        };
        vm.type_error(format!(
            "timezone() argument {n} must be {expected}, not {got}"
        ))
    };
    if as_delta(vm, &offset).is_none() {
        return Err(wrong(1, "datetime.timedelta", &offset));
    }
    if let Some(n) = &name
        && !n.has_kind(Kind::Str)
    {
        return Err(wrong(2, "str", n));
    }
    new_timezone(vm, offset, name)
}

/// Fails unless the argument of a method is None or a datetime.
fn check_argument(vm: &Vm, name: &str, dt: &Ref) -> PyResult<()> {
    if dt.is_none() || as_datetime(vm, dt).is_some() {
        return Ok(());
    }
    Err(vm.type_error(format!(
        "{name}(dt) argument must be a datetime instance or None, not {}",
        vm.type_of(dt).name_str()
    )))
}

fn str(vm: &Vm, this: &Ref) -> PyResult {
    let zone = of(this);
    if let Some(name) = zone.name.get() {
        return Ok(name);
    }
    let offset = zone.offset();
    if micros(vm, &offset) == 0 {
        return from_utf8(vm, "UTC");
    }
    from_utf8(vm, &format!("UTC{}", offset_text(vm, &offset, ":")))
}

static METHODS: [MethodDef; 5] = [
    MethodDef::one("tzname", |vm, this, dt| {
        check_argument(vm, "tzname", dt)?;
        str(vm, this)
    })
    .doc(
        "If name is specified when timezone is created, returns the name.  Otherwise returns offset as \
         'UTC(+|-)HH:MM'.",
    ),
    MethodDef::one("utcoffset", |vm, this, dt| {
        check_argument(vm, "utcoffset", dt)?;
        Ok(of(this).offset())
    })
    .doc("Return fixed offset."),
    MethodDef::one("dst", |vm, _, dt| {
        check_argument(vm, "dst", dt)?;
        Ok(Ref::none())
    })
    .doc("Return None."),
    MethodDef::one("fromutc", |vm, this, dt| {
        check_own(vm, this, dt)?;
        moment::add(vm, dt, micros(vm, &of(this).offset()))
    })
    .doc(FROM_UTC_DOC),
    MethodDef::no_args("__getinitargs__", |vm, this| {
        let zone = of(this);
        let mut args = vec![zone.offset()];
        args.extend(zone.name.get());
        Ok(new_tuple(vm, args))
    })
    .doc("pickle support"),
];

/// The type `datetime.timezone`.
pub static TIMEZONE: TypeSpec = TypeSpec {
    module: "datetime",
    doc: "Fixed offset from UTC implementation of tzinfo.",
    flags: flags::NO_MODULE,
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(new));
        s.str.set(Some(str));
        s.repr.set(Some(|vm, this| {
            if this.is(&state(vm).utc()) {
                return from_utf8(vm, "datetime.timezone.utc");
            }
            let zone = of(this);
            let mut text = vm.repr_string(&zone.offset())?;
            if let Some(name) = zone.name.get() {
                text = format!("{text}, {}", vm.repr_string(&name)?);
            }
            from_utf8(vm, &format!("datetime.timezone({text})"))
        }));
        s.hash.set(Some(|vm, this| vm.hash(&of(this).offset())));
        s.compare.set(Some(|vm, a, b, op| {
            let (Some(x), Some(y)) = (downcast::<Zone>(vm, a), downcast::<Zone>(vm, b)) else {
                return Ok(Ref::not_implemented());
            };
            if op != CompareOp::Eq && op != CompareOp::Ne {
                return Ok(Ref::not_implemented());
            }
            let equal = micros(vm, &x.offset()) == micros(vm, &y.offset());
            Ok(Ref::bool(equal == (op == CompareOp::Eq)))
        }));
    },
    ..TypeSpec::new("timezone", &LAYOUT)
};
