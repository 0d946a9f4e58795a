//! `date`, and the named tuple of `isocalendar`.

use super::calendar::{
    self, DAY_NAMES, MAX_ORDINAL, MONTH_NAMES, day_of_year, from_ordinal, iso_calendar, ordinal,
};
use super::delta::{as_delta, new_delta};
use super::fields::{
    Ymd, bad_year, check_date, check_first, int_or, parsed_int, parsed_int_or, pickled,
};
use super::moment::as_datetime;
use super::{iso, local, state, text};
use crate::modules::common::{bind, type_arg};
use crate::modules::support::c_int;
use crate::object::{
    BinaryOp, CompareOp, GetSetDef, Layout, MethodDef, Object, Payload, TUPLE_LAYOUT, TypePtr,
    TypeSpec, as_str, as_tuple, flags, from_utf8, new_bytes, new_object, new_tuple, new_tuple_of,
    str_to_string,
};
use crate::runtime::{Args, PyResult, Raised, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use std::sync::LazyLock;
use tricera_text::hash::hash_bytes;

/// Days of a duration of so many microseconds, rounded down.
const DAY: i128 = 86_400_000_000;

/// A date. Datetimes begin with one.
#[repr(C)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
    /// -1 until it is asked for.
    pub hash: Cell<i64>,
}

impl Payload for Date {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Date>();

impl Date {
    pub fn new(d: Ymd) -> Date {
        Date {
            year: d.year as u16,
            month: d.month as u8,
            day: d.day as u8,
            hash: Cell::new(-1),
        }
    }
    pub fn ymd(&self) -> Ymd {
        Ymd {
            year: self.year.into(),
            month: self.month.into(),
            day: self.day.into(),
        }
    }
    /// Month and year as the calendar's functions can take them: pickles hold any number for the day only.
    pub fn ordinal(&self) -> i64 {
        ordinal(self.year.into(), self.month.into(), self.day.into())
    }
    /// The bytes that `pickle` keeps.
    pub fn packed(&self) -> [u8; 4] {
        let [high, low] = self.year.to_be_bytes();
        [high, low, self.month, self.day]
    }
}

/// The date of `this`, which a method of `date` was called with: a date or a datetime.
fn of(this: &Ref) -> &Date {
    // SAFETY: method descriptors check that `this` is an instance of the type; both layouts begin with a Date.
    unsafe { &this.cast::<Object<Date>>().v }
}

/// The date in `r`, be it a date or a datetime.
pub fn as_date<'a>(vm: &Vm, r: &'a Ref) -> Option<&'a Date> {
    vm.is_instance_of(r, state(vm).date).then(|| of(r))
}

fn is_plain_date(vm: &Vm, r: &Ref) -> bool {
    vm.is_instance_of(r, state(vm).date) && as_datetime(vm, r).is_none()
}

/// A date of a type of this module, checked.
pub fn make(vm: &Vm, ty: TypePtr, d: Ymd) -> PyResult {
    check_date(vm, d)?;
    Ok(new_object(vm, ty, Date::new(d)))
}

/// A date of the class: subclasses are called.
pub fn of_class(vm: &Vm, class: &Ref, d: Ymd) -> PyResult {
    let own = state(vm).date;
    if own.is(class) {
        return make(vm, own, d);
    }
    let int = |i: i32| vm.new_int(i.into());
    vm.call_positional(class, &[int(d.year), int(d.month), int(d.day)])
}

#[cold]
pub fn out_of_range(vm: &Vm) -> Raised {
    vm.overflow_error("date value out of range")
}

/// The date with this ordinal.
fn at_ordinal(vm: &Vm, n: i64) -> PyResult<Ymd> {
    if !(1..=MAX_ORDINAL).contains(&n) {
        return Err(out_of_range(vm));
    }
    let (year, month, day) = from_ordinal(n);
    Ok(Ymd {
        year: year as i32,
        month,
        day,
    })
}

static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("year, month, day"));

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let positional = args.positional();
    if positional.len() == 1
        && let Some(b) = pickled(vm, positional, 4, 2, |m| (1..=12).contains(&m), "date")?
    {
        let d = Date {
            year: u16::from_be_bytes([b[0], b[1]]),
            month: b[2],
            day: b[3],
            hash: Cell::new(-1),
        };
        return Ok(new_object(vm, type_arg(ty), d));
    }
    check_first(vm, args, 3)?;
    let [year, month, day] = bind(vm, &SIGNATURE, "", args)?;
    let d = Ymd {
        year: parsed_int_or(vm, &year, 0)?,
        month: parsed_int_or(vm, &month, 0)?,
        day: parsed_int_or(vm, &day, 0)?,
    };
    make(vm, type_arg(ty), d)
}

fn from_timestamp(vm: &Vm, class: &Ref, timestamp: &Ref) -> PyResult {
    let seconds = local::seconds_argument(vm, timestamp)?;
    let tm = local::broken_down(vm, seconds, true)?;
    of_class(vm, class, tm.date(vm)?)
}

fn from_iso_format(vm: &Vm, class: &Ref, r: &Ref) -> PyResult {
    if !r.has_kind(Kind::Str) {
        return Err(vm.type_error("fromisoformat: argument must be str"));
    }
    let text = as_str(r)
        .as_ascii()
        .filter(|s| matches!(s.len(), 7 | 8 | 10));
    match text.map(|s| iso::parse_date(s.as_bytes())) {
        Some(Ok(d)) => of_class(vm, class, d),
        _ => Err(invalid_iso(vm, r)),
    }
}

/// `Invalid isoformat string: '…'`
#[cold]
pub fn invalid_iso(vm: &Vm, r: &Ref) -> Raised {
    match vm.repr_string(r) {
        Ok(shown) => vm.value_error(format!("Invalid isoformat string: {shown}")),
        Err(r) => r,
    }
}

fn from_iso_calendar(vm: &Vm, class: &Ref, a: &[Option<Ref>]) -> PyResult {
    let mut parts = [0; 3];
    for (place, r) in parts.iter_mut().zip(a) {
        match c_int(vm, r.as_ref().expect("required")) {
            Ok(i) => *place = i64::from(i),
            Err(r) => {
                vm.catch(r, vm.types.overflow_error)?;
                return Err(vm.value_error("ISO calendar component out of range"));
            }
        }
    }
    let [year, week, day] = parts;
    let n = match calendar::iso_ordinal(year, week, day) {
        Ok(n) => n,
        Err(calendar::BadIso::Year) => return Err(bad_year(vm, year)),
        Err(calendar::BadIso::Week) => {
            return Err(vm.value_error(format!("Invalid week: {week}")));
        }
        Err(calendar::BadIso::Weekday) => {
            let m = format!("Invalid weekday: {day} (range is [1, 7])");
            return Err(vm.value_error(m));
        }
    };
    let (year, month, day) = from_ordinal(n);
    of_class(
        vm,
        class,
        Ymd {
            year: year as i32,
            month,
            day,
        },
    )
}

/// The date so many days later.
fn add_days(vm: &Vm, this: &Ref, days: i64) -> PyResult {
    let d = at_ordinal(vm, of(this).ordinal() + days)?;
    of_class(vm, &vm.type_of(this).to_ref(), d)
}

fn add(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let (d, delta) = if is_plain_date(vm, a) { (a, b) } else { (b, a) };
    match as_delta(vm, delta) {
        Some(delta) if is_plain_date(vm, d) => add_days(vm, d, delta.days.into()),
        _ => Ok(Ref::not_implemented()),
    }
}

fn subtract(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if !is_plain_date(vm, a) {
        return Ok(Ref::not_implemented());
    }
    if is_plain_date(vm, b) {
        let days = of(a).ordinal() - of(b).ordinal();
        return new_delta(vm, i128::from(days) * DAY);
    }
    match as_delta(vm, b) {
        Some(delta) => add_days(vm, a, -i64::from(delta.days)),
        None => Ok(Ref::not_implemented()),
    }
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !is_plain_date(vm, b) {
        return Ok(Ref::not_implemented());
    }
    Ok(Ref::bool(op.holds(of(a).ymd().cmp(&of(b).ymd()))))
}

/// `time.struct_time` of a date and a time.
pub fn time_tuple(vm: &Vm, d: &Date, hms: [i32; 3], dst: i32) -> PyResult {
    let Ymd { year, month, day } = d.ymd();
    let int = |i: i64| vm.new_int(i);
    let items = [
        int(year.into()),
        int(month.into()),
        int(day.into()),
        int(hms[0].into()),
        int(hms[1].into()),
        int(hms[2].into()),
        int(calendar::weekday(year, month, day)),
        int(day_of_year(year, month, day)),
        int(dst.into()),
    ];
    let time = crate::runtime::import::import_module(vm, "time")?;
    vm.call_method_str(&time, "struct_time", &[new_tuple(vm, items)])
}

/// `Mon Jan  2 03:04:05 2006`
pub fn ctime(vm: &Vm, d: &Date, hms: [i32; 3]) -> PyResult {
    let Ymd { year, month, day } = d.ymd();
    let weekday = DAY_NAMES[calendar::weekday(year, month, day) as usize];
    let month = MONTH_NAMES[month as usize - 1];
    let [h, m, s] = hms;
    from_utf8(
        vm,
        &format!("{weekday} {month} {day:2} {h:02}:{m:02}:{s:02} {year:04}"),
    )
}

/// The arguments of `replace`, with the fields of this object where none is given.
fn replace(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let d = of(this).ymd();
    let d = Ymd {
        year: int_or(vm, &a[0], d.year)?,
        month: int_or(vm, &a[1], d.month)?,
        day: int_or(vm, &a[2], d.day)?,
    };
    of_class(vm, &vm.type_of(this).to_ref(), d)
}

static METHODS: [MethodDef; 18] = [
    MethodDef::one("fromtimestamp", from_timestamp)
        .class_method()
        .text_signature("timestamp, /")
        .doc(
            "Create a date from a POSIX timestamp.\n\nThe timestamp is a number, e.g. created via time.time(), that \
             is\ninterpreted as local time.",
        ),
    MethodDef::keywords("fromordinal", "ordinal", |vm, class, a| {
        let n = i64::from(parsed_int(vm, a[0].as_ref().expect("required"))?);
        if n < 1 {
            return Err(vm.value_error("ordinal must be >= 1"));
        }
        let (year, month, day) = from_ordinal(n);
        // As wide as CPython's arithmetic.
        of_class(vm, class, Ymd { year: year as i32, month, day })
    })
    .class_method()
    .shown("")
    .doc("int -> date corresponding to a proleptic Gregorian ordinal."),
    MethodDef::one("fromisoformat", from_iso_format)
        .class_method()
        .doc("str -> Construct a date from a string in ISO 8601 format."),
    MethodDef::keywords("fromisocalendar", "year, week, day", from_iso_calendar)
        .class_method()
        .shown("")
        .doc(
            "int, int, int -> Construct a date from the ISO year, week number and weekday.\n\nThis is the inverse of \
             the date.isocalendar() function",
        ),
    MethodDef::raw("strptime", |vm, class, args| {
        let a = strptime_arguments(vm, args)?;
        text::strptime(vm, class, a, "_strptime_datetime_date")
    })
    .class_method()
    .doc("string, format -> new date parsed from a string (like time.strptime())."),
    MethodDef::no_args("today", |vm, class| {
        let time = crate::runtime::import::import_module(vm, "time")?;
        let now = vm.call_method_str(&time, "time", &[])?;
        vm.call_method_str(class, "fromtimestamp", &[now])
    })
    .class_method()
    .doc("Current date or datetime:  same as self.__class__.fromtimestamp(time.time())."),
    MethodDef::no_args("ctime", |vm, this| ctime(vm, of(this), [0; 3]))
        .doc("Return ctime() style string."),
    MethodDef::keywords("strftime", "format", |vm, this, a| {
        let format = a[0].as_ref().expect("required");
        text::check_str(vm, "strftime", 1, format)?;
        let tuple = vm.call_method_str(this, "timetuple", &[])?;
        text::strftime(vm, this, format, &tuple, this)
    })
    .shown("")
    .doc("format -> strftime() style string."),
    MethodDef::one("__format__", text::format)
        .shown("")
        .doc("Formats self with strftime."),
    MethodDef::no_args("timetuple", |vm, this| time_tuple(vm, of(this), [0; 3], -1))
        .doc("Return time tuple, compatible with time.localtime()."),
    MethodDef::no_args("isocalendar", |vm, this| {
        let Ymd { year, month, day } = of(this).ymd();
        let (year, week, weekday) = iso_calendar(year, month, day);
        let items = [vm.new_int(year.into()), vm.new_int(week), vm.new_int(weekday)];
        new_tuple_of(vm, state(vm).iso, &items)
    })
    .doc("Return a named tuple containing ISO year, week number, and weekday."),
    MethodDef::no_args("isoformat", |vm, this| {
        let Ymd { year, month, day } = of(this).ymd();
        from_utf8(vm, &format!("{year:04}-{month:02}-{day:02}"))
    })
    .doc("Return string in ISO 8601 format, YYYY-MM-DD."),
    MethodDef::no_args("isoweekday", |vm, this| Ok(vm.new_int(weekday(this) + 1)))
        .doc("Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7"),
    MethodDef::no_args("toordinal", |vm, this| Ok(vm.new_int(of(this).ordinal())))
        .doc("Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."),
    MethodDef::no_args("weekday", |vm, this| Ok(vm.new_int(weekday(this))))
        .doc("Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6"),
    MethodDef::keywords(
        "replace",
        "year=unchanged, month=unchanged, day=unchanged",
        replace,
    )
    .doc("Return date with new specified fields."),
    MethodDef::keywords("__replace__", "year=unchanged, month=unchanged, day=unchanged", replace)
        .shown("($self, /, **changes)")
        .doc("The same as replace()."),
    MethodDef::no_args("__reduce__", |vm, this| {
        let state = new_bytes(vm, of(this).packed());
        let ty = vm.type_of(this).to_ref();
        Ok(new_tuple(vm, [ty, new_tuple(vm, [state])]))
    })
    .doc("__reduce__() -> (cls, state)"),
];

/// The two arguments of `strptime`.
pub fn strptime_arguments<'a>(vm: &Vm, args: &Args<'a>) -> PyResult<&'a [Ref]> {
    args.no_keywords(vm, "strptime")?;
    let a = args.positional();
    if a.len() != 2 {
        return Err(vm.type_error(format!(
            "strptime() takes exactly 2 arguments ({} given)",
            a.len()
        )));
    }
    Ok(a)
}

fn weekday(this: &Ref) -> i64 {
    (of(this).ordinal() + 6).rem_euclid(7)
}

static GETSET: [GetSetDef; 3] = [
    GetSetDef::get("year", |vm, this| Ok(vm.new_int(of(this).year.into()))),
    GetSetDef::get("month", |vm, this| Ok(vm.new_int(of(this).month.into()))),
    GetSetDef::get("day", |vm, this| Ok(vm.new_int(of(this).day.into()))),
];

/// The type `datetime.date`.
pub static DATE: TypeSpec = TypeSpec {
    module: "datetime",
    doc: "date(year, month, day) --> date object",
    flags: flags::BASETYPE | flags::NO_MODULE,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(|vm, this| {
            let Ymd { year, month, day } = of(this).ymd();
            let name = vm.type_of(this).name_str();
            from_utf8(vm, &format!("{name}({year}, {month}, {day})"))
        }));
        s.str
            .set(Some(|vm, this| vm.call_method_str(this, "isoformat", &[])));
        s.hash.set(Some(|vm, this| {
            let d = of(this);
            if d.hash.get() == -1 {
                d.hash.set(hash_bytes(&vm.hash_keys, &d.packed()));
            }
            Ok(d.hash.get())
        }));
        s.compare.set(Some(compare));
        s.binary[BinaryOp::Add as usize].set(Some(add));
        s.binary[BinaryOp::Subtract as usize].set(Some(subtract));
    },
    ..TypeSpec::new("date", &LAYOUT)
};

static ISO_SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("year, week, weekday"));

fn iso_item<const I: usize>(_: &Vm, this: &Ref) -> PyResult {
    Ok(as_tuple(this).expect("a tuple")[I].clone())
}

static ISO_METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, this| {
    let items = as_tuple(this).expect("a tuple").to_vec();
    let args = new_tuple(vm, [new_tuple(vm, items)]);
    Ok(new_tuple(vm, [vm.types.tuple.to_ref(), args]))
})];

static ISO_GETSET: [GetSetDef; 3] = [
    GetSetDef::get("year", iso_item::<0>),
    GetSetDef::get("week", iso_item::<1>),
    GetSetDef::get("weekday", iso_item::<2>),
];

/// What `isocalendar` gives.
pub static ISO_CALENDAR_DATE: TypeSpec = TypeSpec {
    module: "datetime",
    doc: "The result of date.isocalendar() or datetime.isocalendar()\n\nThis object may be accessed either as a tuple \
          of\n  ((year, week, weekday)\nor via the object attributes as named in the above tuple.",
    flags: flags::HEAP,
    methods: &ISO_METHODS,
    getset: &ISO_GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, args| {
            let items: [Option<Ref>; 3] = bind(vm, &ISO_SIGNATURE, "IsoCalendarDate", args)?;
            let items = items.map(|i| i.expect("required"));
            new_tuple_of(vm, type_arg(ty), &items)
        }));
        s.repr.set(Some(|vm, this| {
            let items = as_tuple(this).expect("a tuple").to_vec();
            let mut shown = Vec::new();
            for i in &items {
                shown.push(str_to_string(&vm.str(i)?));
            }
            let name = vm.type_of(this).name_str();
            from_utf8(
                vm,
                &format!(
                    "{name}(year={}, week={}, weekday={})",
                    shown[0], shown[1], shown[2]
                ),
            )
        }));
    },
    ..TypeSpec::new("IsoCalendarDate", &TUPLE_LAYOUT)
};
