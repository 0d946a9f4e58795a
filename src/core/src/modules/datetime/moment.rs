//! `datetime`: the object, its construction, arithmetic and comparison.

use super::calendar::{MAX_ORDINAL, from_ordinal};
use super::date::{Date, out_of_range};
use super::delta::{as_delta, new_delta};
use super::fields::{
    Hms, Ymd, check_date, check_first, check_time, check_tz, parsed_int_or, pickled, pickled_tz,
};
use super::{moment_methods, state, zone};
use crate::modules::common::{bind, type_arg};
use crate::object::{
    BinaryOp, CompareOp, Field, Layout, Payload, TypePtr, TypeSpec, downcast, flags, from_utf8,
    new_object, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;
use std::sync::LazyLock;
use tricera_text::hash::hash_bytes;

/// A date and a time of day.
#[repr(C)]
pub struct DateTime {
    /// First, so that what works on dates works on it.
    pub date: Date,
    hour: u8,
    minute: u8,
    second: u8,
    fold: Cell<bool>,
    micro: u32,
    /// Empty for no time zone.
    pub tz: Field,
}

impl Payload for DateTime {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.tz.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<DateTime>();

/// Microseconds of a day.
const DAY: i128 = 86_400_000_000;

impl DateTime {
    fn new(d: Ymd, t: Hms, tz: &Ref, fold: bool) -> DateTime {
        DateTime {
            date: Date::new(d),
            hour: t.hour as u8,
            minute: t.minute as u8,
            second: t.second as u8,
            fold: Cell::new(fold),
            micro: t.micro as u32,
            tz: Field::from((!tz.is_none()).then(|| tz.clone())),
        }
    }
    pub fn ymd(&self) -> Ymd {
        self.date.ymd()
    }
    pub fn hms(&self) -> Hms {
        Hms {
            hour: self.hour.into(),
            minute: self.minute.into(),
            second: self.second.into(),
            micro: self.micro as i32,
        }
    }
    pub fn fold(&self) -> bool {
        self.fold.get()
    }
    /// The time zone, None for none.
    pub fn tz(&self) -> Ref {
        self.tz.get().unwrap_or_else(Ref::none)
    }
    /// Microseconds since the beginning of the calendar.
    pub fn total(&self) -> i128 {
        i128::from(self.date.ordinal()) * DAY + self.hms().total()
    }
    /// The bytes that `pickle` keeps.
    pub fn packed(&self) -> [u8; 10] {
        let [y, x, m, d] = self.date.packed();
        let [_, a, b, c] = self.micro.to_be_bytes();
        [y, x, m, d, self.hour, self.minute, self.second, a, b, c]
    }
}

/// The datetime in `r`, if it is one.
pub fn as_datetime<'a>(vm: &Vm, r: &'a Ref) -> Option<&'a DateTime> {
    downcast::<DateTime>(vm, r)
}

/// The payload of `this`, which a method of the type was called with.
pub fn of(this: &Ref) -> &DateTime {
    payload(this)
}

/// A datetime of a type of this module, checked.
pub fn make(vm: &Vm, ty: TypePtr, d: Ymd, t: Hms, tz: &Ref, fold: i32) -> PyResult {
    check_date(vm, d)?;
    check_time(vm, t, fold)?;
    check_tz(vm, tz)?;
    Ok(new_object(vm, ty, DateTime::new(d, t, tz, fold != 0)))
}

/// A datetime of the class: subclasses are called.
pub fn of_class(vm: &Vm, class: &Ref, d: Ymd, t: Hms, tz: &Ref, fold: i32) -> PyResult {
    let own = state(vm).datetime;
    if own.is(class) {
        return make(vm, own, d, t, tz, fold);
    }
    let int = |i: i32| vm.new_int(i.into());
    let args = [
        int(d.year),
        int(d.month),
        int(d.day),
        int(t.hour),
        int(t.minute),
        int(t.second),
        int(t.micro),
        tz.clone(),
    ];
    let new = vm.call_positional(class, &args)?;
    if let Some(d) = as_datetime(vm, &new) {
        d.fold.set(fold != 0);
    }
    Ok(new)
}

static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse(
        "year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0",
    )
});

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let positional = args.positional();
    let sane = |m| (1..=12).contains(&(m & 0x7f));
    if (1..=2).contains(&positional.len())
        && let Some(b) = pickled(vm, positional, 10, 2, sane, "datetime")?
    {
        let tz = pickled_tz(vm, positional)?;
        let d = Ymd {
            year: u16::from_be_bytes([b[0], b[1]]).into(),
            month: (b[2] & 0x7f).into(),
            day: b[3].into(),
        };
        let t = Hms {
            hour: b[4].into(),
            minute: b[5].into(),
            second: b[6].into(),
            micro: i32::from_be_bytes([0, b[7], b[8], b[9]]),
        };
        let new = DateTime::new(d, t, &tz, b[2] & 0x80 != 0);
        return Ok(new_object(vm, type_arg(ty), new));
    }
    check_first(vm, args, 3)?;
    let [year, month, day, hour, minute, second, micro, tz, fold] = bind(vm, &SIGNATURE, "", args)?;
    let d = Ymd {
        year: parsed_int_or(vm, &year, 0)?,
        month: parsed_int_or(vm, &month, 0)?,
        day: parsed_int_or(vm, &day, 0)?,
    };
    let t = Hms {
        hour: parsed_int_or(vm, &hour, 0)?,
        minute: parsed_int_or(vm, &minute, 0)?,
        second: parsed_int_or(vm, &second, 0)?,
        micro: parsed_int_or(vm, &micro, 0)?,
    };
    let fold = parsed_int_or(vm, &fold, 0)?;
    make(vm, type_arg(ty), d, t, &tz.unwrap_or_else(Ref::none), fold)
}

/// Date and time of so many microseconds since the beginning of the calendar.
fn split(vm: &Vm, total: i128) -> PyResult<(Ymd, Hms)> {
    let days = total.div_euclid(DAY);
    if !(1..=i128::from(MAX_ORDINAL)).contains(&days) {
        return Err(out_of_range(vm));
    }
    let (year, month, day) = from_ordinal(days as i64);
    let rest = total.rem_euclid(DAY) as i64;
    let (seconds, micro) = (rest / 1_000_000, (rest % 1_000_000) as i32);
    let (minutes, second) = (seconds / 60, (seconds % 60) as i32);
    let (hour, minute) = ((minutes / 60) as i32, (minutes % 60) as i32);
    let date = Ymd {
        year: year as i32,
        month,
        day,
    };
    Ok((
        date,
        Hms {
            hour,
            minute,
            second,
            micro,
        },
    ))
}

/// `this + timedelta(microseconds=delta)`, of the same class.
pub fn add(vm: &Vm, this: &Ref, delta: i128) -> PyResult {
    let (d, t) = split(vm, of(this).total() + delta)?;
    of_class(vm, &vm.type_of(this).to_ref(), d, t, &of(this).tz(), 0)
}

/// `this.utcoffset()` as CPython's own code asks for it.
pub fn offset(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    zone::utcoffset(vm, &of(this).tz(), this)
}

/// `a - b` in microseconds, both datetimes.
pub fn difference(vm: &Vm, a: &Ref, b: &Ref) -> PyResult<i128> {
    let (x, y) = (of(a), of(b));
    let mut total = x.total() - y.total();
    if !x.tz().is(&y.tz()) {
        match (offset(vm, a)?, offset(vm, b)?) {
            (None, None) => {}
            (Some(p), Some(q)) => total -= zone::micros(vm, &p) - zone::micros(vm, &q),
            _ => {
                let m = "can't subtract offset-naive and offset-aware datetimes";
                return Err(vm.type_error(m));
            }
        }
    }
    Ok(total)
}

fn plus(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let (d, delta) = match as_datetime(vm, a) {
        Some(_) => (a, b),
        None => (b, a),
    };
    match as_delta(vm, delta) {
        Some(delta) if as_datetime(vm, d).is_some() => add(vm, d, delta.total()),
        _ => Ok(Ref::not_implemented()),
    }
}

fn minus(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if as_datetime(vm, a).is_none() {
        return Ok(Ref::not_implemented());
    }
    if as_datetime(vm, b).is_some() {
        return new_delta(vm, difference(vm, a, b)?);
    }
    match as_delta(vm, b) {
        Some(delta) => add(vm, a, -delta.total()),
        None => Ok(Ref::not_implemented()),
    }
}

/// The same point with the other fold.
fn with_fold(vm: &Vm, this: &Ref, fold: bool) -> Ref {
    let d = of(this);
    let new = DateTime::new(d.ymd(), d.hms(), &d.tz(), fold);
    new_object(vm, state(vm).datetime, new)
}

/// Does the offset depend on the fold? Such times equal none of another zone.
fn depends_on_fold(vm: &Vm, this: &Ref, own: &Option<Ref>) -> PyResult<bool> {
    let flipped = offset(vm, &with_fold(vm, this, !of(this).fold()))?;
    Ok(match (own, &flipped) {
        (None, None) => false,
        (Some(a), Some(b)) => zone::micros(vm, a) != zone::micros(vm, b),
        _ => true,
    })
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (as_datetime(vm, a), as_datetime(vm, b)) else {
        return Ok(Ref::not_implemented());
    };
    let plain = || (x.ymd(), x.hms()).cmp(&(y.ymd(), y.hms()));
    if x.tz().is(&y.tz()) {
        return Ok(Ref::bool(op.holds(plain())));
    }
    let (p, q) = (offset(vm, a)?, offset(vm, b)?);
    let order = match (&p, &q) {
        (None, None) => plain(),
        (Some(m), Some(n)) if zone::micros(vm, m) == zone::micros(vm, n) => plain(),
        (Some(m), Some(n)) => {
            let x = x.total() - zone::micros(vm, m);
            x.cmp(&(y.total() - zone::micros(vm, n)))
        }
        _ => {
            return match op {
                CompareOp::Eq => Ok(Ref::bool(false)),
                CompareOp::Ne => Ok(Ref::bool(true)),
                _ => Err(vm.type_error("can't compare offset-naive and offset-aware datetimes")),
            };
        }
    };
    if matches!(op, CompareOp::Eq | CompareOp::Ne)
        && order.is_eq()
        && (depends_on_fold(vm, a, &p)? || depends_on_fold(vm, b, &q)?)
    {
        return Ok(Ref::bool(op == CompareOp::Ne));
    }
    Ok(Ref::bool(op.holds(order)))
}

fn hash(vm: &Vm, this: &Ref) -> PyResult<i64> {
    let d = of(this);
    if d.date.hash.get() != -1 {
        return Ok(d.date.hash.get());
    }
    let offset = if d.fold() {
        offset(vm, &with_fold(vm, this, false))?
    } else {
        offset(vm, this)?
    };
    let hash = match offset {
        None => hash_bytes(&vm.hash_keys, &d.packed()),
        Some(o) => vm.hash(&new_delta(vm, d.total() - zone::micros(vm, &o))?)?,
    };
    d.date.hash.set(hash);
    Ok(hash)
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let d = of(this);
    let Ymd { year, month, day } = d.ymd();
    let Hms {
        hour,
        minute,
        second,
        micro,
    } = d.hms();
    let name = vm.type_of(this).name_str();
    let mut text = format!("{name}({year}, {month}, {day}, {hour}, {minute}");
    if micro != 0 {
        text += &format!(", {second}, {micro}");
    } else if second != 0 {
        text += &format!(", {second}");
    }
    if d.fold() {
        text += ", fold=1";
    }
    if d.tz.is_set() {
        text += &format!(", tzinfo={}", vm.repr_string(&d.tz())?);
    }
    from_utf8(vm, &(text + ")"))
}

/// The type `datetime.datetime`.
pub static DATETIME: TypeSpec = TypeSpec {
    module: "datetime",
    doc: "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe year, month and day \
          arguments are required. tzinfo may be None, or an\ninstance of a tzinfo subclass. The remaining arguments \
          may be ints.\n",
    flags: flags::BASETYPE | flags::NO_MODULE,
    methods: &moment_methods::METHODS,
    getset: &moment_methods::GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.str.set(Some(|vm, this| {
            vm.call_method_str(this, "isoformat", &[from_utf8(vm, " ")?])
        }));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.binary[BinaryOp::Add as usize].set(Some(plus));
        s.binary[BinaryOp::Subtract as usize].set(Some(minus));
    },
    ..TypeSpec::new("datetime", &LAYOUT)
};
