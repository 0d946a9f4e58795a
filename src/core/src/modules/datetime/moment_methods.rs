//! The methods of `datetime`.

use super::date::{ctime, invalid_iso, strptime_arguments, time_tuple};
use super::fields::{Hms, Ymd, check_tz, int_or};
use super::moment::{add, as_datetime, difference, make, of, of_class, offset};
use super::time::{as_time, protocol_argument};
use super::{date, iso, local, state, text, time, zone};
use crate::object::{
    GetSetDef, MethodDef, as_str, from_utf8, int_true_divide, new_bytes, new_tuple,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// A datetime of the class at a time in seconds since the epoch: local time if there is no time zone, else UTC.
fn at(vm: &Vm, class: &Ref, seconds: i64, micro: i32, in_utc: bool, tz: &Ref) -> PyResult {
    let parts = local::broken_down(vm, seconds, !in_utc)?;
    let (d, t) = (parts.date(vm)?, parts.time());
    let fold = !in_utc && tz.is_none() && local::is_fold(vm, seconds, d, t)?;
    let t = Hms { micro, ..t };
    of_class(vm, class, d, t, tz, fold.into())
}

/// The same for `now` and `fromtimestamp`, which leave the rest to the time zone.
fn at_zone(vm: &Vm, class: &Ref, seconds: i64, micro: i32, tz: &Ref) -> PyResult {
    check_tz(vm, tz)?;
    let new = at(vm, class, seconds, micro, !tz.is_none(), tz)?;
    if tz.is_none() {
        return Ok(new);
    }
    vm.call_method_str(tz, "fromutc", &[new])
}

/// Now, in seconds and microseconds.
fn clock(vm: &Vm) -> PyResult<(i64, i32)> {
    let ns = crate::modules::time::clocks::clock_ns(vm, libc::CLOCK_REALTIME)?;
    let micros = ns.div_euclid(1000);
    Ok((
        micros.div_euclid(1_000_000),
        micros.rem_euclid(1_000_000) as i32,
    ))
}

fn warn(vm: &Vm, what: &str, instead: &str) -> PyResult<()> {
    let text = format!(
        "datetime.datetime.{what} is deprecated and scheduled for removal in a future version. Use timezone-aware \
         objects to represent datetimes in UTC: datetime.datetime.{instead}."
    );
    vm.warn(vm.types.deprecation_warning, &text, 1)
}

fn or_none(r: &Option<Ref>) -> Ref {
    r.clone().unwrap_or_else(Ref::none)
}

fn from_iso_format(vm: &Vm, class: &Ref, r: &Ref) -> PyResult {
    if !r.has_kind(Kind::Str) {
        return Err(vm.type_error("fromisoformat: argument must be str"));
    }
    let Some((d, mut t, offset)) = parse(r) else {
        return Err(invalid_iso(vm, r));
    };
    let mut d = d;
    let mut next_day = false;
    if t.hour == 24 && super::fields::check_date(vm, d).is_ok() {
        t.hour = 0;
        if t != Hms::default() {
            let m = "minute, second, and microsecond must be 0 when hour is 24";
            return Err(vm.value_error(m));
        }
        next_day = true;
    } else {
        vm.clear_exception();
    }
    let tz = offset.map_or(Ok(Ref::none()), |o| zone::fixed(vm, o))?;
    if next_day {
        let n = super::calendar::ordinal(d.year, d.month, d.day) + 1;
        let (year, month, day) = super::calendar::from_ordinal(n);
        d = Ymd {
            year: year as i32,
            month,
            day,
        };
    }
    of_class(vm, class, d, t, &tz, 0)
}

/// Date, time and offset of a datetime in ISO form.
fn parse(r: &Ref) -> Option<(Ymd, Hms, Option<i128>)> {
    let s = as_str(r).units();
    // Whatever separates date and time may be half of a surrogate pair, which has no UTF-8 form.
    let mut chars = Vec::with_capacity(s.len());
    for (i, c) in s.chars().enumerate() {
        match char::from_u32(c) {
            Some(c) => chars.push(c),
            None if matches!(i, 7 | 8 | 10) => chars.push('T'),
            None => return None,
        }
    }
    let text: String = chars.into_iter().collect();
    let text = text.as_bytes();
    if text.len() < 7 {
        return None;
    }
    let end = iso::date_end(text).ok()?;
    let d = iso::parse_date(text.get(..end)?).ok()?;
    if text.len() <= end {
        return Some((d, Hms::default(), None));
    }
    let width = match text[end] {
        0..=0x7f => 1,
        c if c & 0xf0 == 0xe0 => 3,
        c if c & 0xf0 == 0xf0 => 4,
        _ => 2,
    };
    let (t, offset) = iso::parse_time(text.get(end + width..)?).ok()?;
    Some((d, t, offset))
}

fn combine(vm: &Vm, class: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (d, t) = (
        a[0].as_ref().expect("required"),
        a[1].as_ref().expect("required"),
    );
    let wrong = |n: i32, expected: &str, r: &Ref| {
        let got = if r.is_none() {
            "None".to_owned()
        } else {
            vm.type_of(r).name_str()
        };
        vm.type_error(format!(
            "combine() argument {n} must be datetime.{expected}, not {got}"
        ))
    };
    let Some(day) = date::as_date(vm, d) else {
        return Err(wrong(1, "date", d));
    };
    let Some(clock) = as_time(vm, t) else {
        return Err(wrong(2, "time", t));
    };
    let tz = a[2].clone().unwrap_or_else(|| clock.tz());
    of_class(vm, class, day.ymd(), clock.hms(), &tz, clock.fold().into())
}

fn time_of(vm: &Vm, this: &Ref, tz: &Ref) -> PyResult {
    let d = of(this);
    time::make(vm, state(vm).time, d.hms(), tz, d.fold().into())
}

fn clock_parts(this: &Ref) -> [i32; 3] {
    let t = of(this).hms();
    [t.hour, t.minute, t.second]
}

fn timestamp(vm: &Vm, this: &Ref) -> PyResult {
    let d = of(this);
    if d.tz.is_set() {
        // An offset of None makes the difference fail.
        let epoch = state(vm).epoch();
        let total = difference(vm, this, &epoch)?;
        let total = crate::modules::support::int_object(vm, total.into());
        return int_true_divide(vm, &total, &vm.new_int(1_000_000));
    }
    let t = d.hms();
    let seconds = local::from_wall(vm, d.ymd(), t, d.fold())?;
    Ok(vm.new_float(seconds as f64 + f64::from(t.micro) / 1e6))
}

fn utc_time_tuple(vm: &Vm, this: &Ref) -> PyResult {
    let in_utc = match offset(vm, this)? {
        Some(o) => shifted(vm, this, -zone::micros(vm, &o))?,
        None => this.clone(),
    };
    time_tuple(vm, &of(&in_utc).date, clock_parts(&in_utc), 0)
}

/// The datetime so much later, as a `datetime` whatever the class of this one.
fn shifted(vm: &Vm, this: &Ref, delta: i128) -> PyResult {
    let d = of(this);
    let plain = make(vm, state(vm).datetime, d.ymd(), d.hms(), &d.tz(), 0)?;
    add(vm, &plain, delta)
}

fn iso_format(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let d = of(this);
    let sep = match &a[0] {
        None => u32::from(b'T'),
        Some(s) if s.has_kind(Kind::Str) && as_str(s).len() == 1 => as_str(s).units().at(0),
        Some(s) => {
            let got = if s.has_kind(Kind::Str) {
                format!("a string of length {}", as_str(s).len())
            } else if s.is_none() {
                "None".to_owned()
            } else {
                vm.type_of(s).name_str()
            };
            return Err(vm.type_error(format!(
                "isoformat() argument 1 must be a unicode character, not {got}"
            )));
        }
    };
    let spec = match &a[1] {
        Some(s) => s.clone(),
        None => from_utf8(vm, "auto")?,
    };
    text::check_str(vm, "isoformat", 2, &spec)?;
    let mut clock = text::time_text(vm, d.hms(), &spec)?;
    if let Some(o) = offset(vm, this)? {
        clock += &zone::offset_text(vm, &o, ":");
    }
    let Ymd { year, month, day } = d.ymd();
    let mut out =
        tricera_text::str::StrBuf::from(format!("{year:04}-{month:02}-{day:02}").as_str());
    out.push(sep);
    out.push_latin1(clock.as_bytes());
    crate::object::from_buf(vm, out.finish())
}

fn replace(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let old = of(this);
    let (d, t) = (old.ymd(), old.hms());
    let d = Ymd {
        year: int_or(vm, &a[0], d.year)?,
        month: int_or(vm, &a[1], d.month)?,
        day: int_or(vm, &a[2], d.day)?,
    };
    let t = Hms {
        hour: int_or(vm, &a[3], t.hour)?,
        minute: int_or(vm, &a[4], t.minute)?,
        second: int_or(vm, &a[5], t.second)?,
        micro: int_or(vm, &a[6], t.micro)?,
    };
    let tz = a[7].clone().unwrap_or_else(|| old.tz());
    let fold = int_or(vm, &a[8], old.fold().into())?;
    of_class(vm, &vm.type_of(this).to_ref(), d, t, &tz, fold)
}

fn local_zone(vm: &Vm, this: &Ref) -> PyResult {
    let d = of(this);
    let at = |fold| local::from_wall(vm, d.ymd(), d.hms(), fold);
    let (own, other) = (at(d.fold())?, at(!d.fold())?);
    // In a gap the offset is that of the other side: what the clock would show had it not been changed yet.
    let gap = own != other && (other > own) == d.fold();
    local::zone_at(vm, if gap { other } else { own })
}

fn as_time_zone(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let target = or_none(&a[0]);
    check_tz(vm, &target)?;
    let d = of(this);
    let own = match d.tz.get() {
        Some(tz) => tz,
        None => local_zone(vm, this)?,
    };
    // To the zone that it has already.
    if own.is(&target) {
        return Ok(this.clone());
    }
    let offset = match zone::utcoffset(vm, &own, this)? {
        Some(o) => o,
        None => {
            let own = local_zone(vm, this)?;
            zone::utcoffset(vm, &own, this)?.expect("a timezone has an offset")
        }
    };
    let result = add(vm, this, -zone::micros(vm, &offset))?;
    let Some(new) = as_datetime(vm, &result) else {
        return Err(vm.type_error("expected a datetime"));
    };
    let (d, t, fold) = (new.ymd(), new.hms(), new.fold());
    let target = if target.is_none() {
        let total = new.total() - of(&state(vm).epoch()).total();
        local::zone_at(vm, total.div_euclid(1_000_000) as i64)?
    } else {
        target
    };
    // Time in UTC, of the class of what it was made from, but said to be in the zone: so `fromutc` takes it.
    let result = make(vm, vm.type_of(&result), d, t, &target, fold.into())?;
    vm.call_method_str(&target, "fromutc", &[result])
}

/// What `pickle` is given; protocols before 4 do not know the fold.
fn reduce(vm: &Vm, this: &Ref, protocol: i32) -> PyResult {
    let d = of(this);
    let mut packed = d.packed();
    if protocol > 3 && d.fold() {
        packed[2] |= 0x80;
    }
    let mut state = vec![new_bytes(vm, packed)];
    state.extend(d.tz.get());
    let ty = vm.type_of(this).to_ref();
    Ok(new_tuple(vm, [ty, new_tuple(vm, state)]))
}

const REPLACE: &str = "year=unchanged, month=unchanged, day=unchanged, hour=unchanged, minute=unchanged, \
                       second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged";

pub(super) static METHODS: [MethodDef; 23] = [
    MethodDef::keywords("now", "tz=None", |vm, class, a| {
        let (seconds, micro) = clock(vm)?;
        at_zone(vm, class, seconds, micro, &or_none(&a[0]))
    })
    .class_method()
    .doc(
        "Returns new datetime object representing current time local to tz.\n\n  tz\n    Timezone object.\n\nIf no \
         tz is specified, uses local timezone.",
    ),
    MethodDef::no_args("utcnow", |vm, class| {
        warn(vm, "utcnow()", "now(datetime.UTC)")?;
        let (seconds, micro) = clock(vm)?;
        at(vm, class, seconds, micro, true, &Ref::none())
    })
    .class_method()
    .doc("Return a new datetime representing UTC day and time."),
    MethodDef::keywords("fromtimestamp", "timestamp, tz=None", |vm, class, a| {
        let tz = or_none(&a[1]);
        check_tz(vm, &tz)?;
        let (seconds, micro) = local::exact_argument(vm, a[0].as_ref().expect("required"))?;
        at_zone(vm, class, seconds, micro, &tz)
    })
    .class_method()
    .shown("")
    .doc("timestamp[, tz] -> tz's local time from POSIX timestamp."),
    MethodDef::one("utcfromtimestamp", |vm, class, timestamp| {
        warn(vm, "utcfromtimestamp()", "fromtimestamp(timestamp, datetime.UTC)")?;
        let (seconds, micro) = local::exact_argument(vm, timestamp)?;
        at(vm, class, seconds, micro, true, &Ref::none())
    })
    .class_method()
    .shown("")
    .doc("Construct a naive UTC datetime from a POSIX timestamp."),
    MethodDef::raw("strptime", |vm, class, args| {
        let a = strptime_arguments(vm, args)?;
        text::strptime(vm, class, a, "_strptime_datetime_datetime")
    })
    .class_method()
    .doc("string, format -> new datetime parsed from a string (like time.strptime())."),
    MethodDef::keywords("combine", "date, time, tzinfo=None", combine)
        .class_method()
        .shown("")
        .doc("date, time -> datetime with same date and time fields"),
    MethodDef::one("fromisoformat", from_iso_format)
        .class_method()
        .doc("string -> datetime from a string in most ISO 8601 formats"),
    MethodDef::no_args("date", |vm, this| date::make(vm, state(vm).date, of(this).ymd()))
        .doc("Return date object with same year, month and day."),
    MethodDef::no_args("time", |vm, this| time_of(vm, this, &Ref::none()))
        .doc("Return time object with same time but with tzinfo=None."),
    MethodDef::no_args("timetz", |vm, this| time_of(vm, this, &of(this).tz()))
        .doc("Return time object with same time and tzinfo."),
    MethodDef::no_args("ctime", |vm, this| ctime(vm, &of(this).date, clock_parts(this)))
        .doc("Return ctime() style string."),
    MethodDef::no_args("timetuple", |vm, this| {
        let summer = match zone::dst(vm, &of(this).tz(), this)? {
            Some(s) => i32::from(zone::micros(vm, &s) != 0),
            None => -1,
        };
        time_tuple(vm, &of(this).date, clock_parts(this), summer)
    })
    .doc("Return time tuple, compatible with time.localtime()."),
    MethodDef::no_args("timestamp", timestamp).doc("Return POSIX timestamp as float."),
    MethodDef::no_args("utctimetuple", utc_time_tuple)
        .doc("Return UTC time tuple, compatible with time.localtime()."),
    MethodDef::keywords("isoformat", "sep='T', timespec='auto'", iso_format)
        .shown("")
        .doc(
            "[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\nsep is used to \
             separate the year from the time, and defaults to 'T'.\nThe optional argument timespec specifies the \
             number of additional terms\nof the time to include. Valid options are 'auto', 'hours', 'minutes',\n\
             'seconds', 'milliseconds' and 'microseconds'.\n",
        ),
    MethodDef::no_args("utcoffset", |vm, this| {
        Ok(offset(vm, this)?.unwrap_or_else(Ref::none))
    })
    .doc("Return self.tzinfo.utcoffset(self)."),
    MethodDef::no_args("tzname", |vm, this| zone::tzname(vm, &of(this).tz(), this))
        .doc("Return self.tzinfo.tzname(self)."),
    MethodDef::no_args("dst", |vm, this| {
        Ok(zone::dst(vm, &of(this).tz(), this)?.unwrap_or_else(Ref::none))
    })
    .doc("Return self.tzinfo.dst(self)."),
    MethodDef::keywords("replace", REPLACE, replace)
        .doc("Return datetime with new specified fields."),
    MethodDef::keywords("__replace__", REPLACE, replace)
        .shown("($self, /, **changes)")
        .doc("The same as replace()."),
    MethodDef::keywords("astimezone", "tz=None", as_time_zone)
        .shown("")
        .doc("tz -> convert to local time in new timezone tz\n"),
    MethodDef::raw("__reduce_ex__", |vm, this, args| {
        reduce(vm, this, protocol_argument(vm, args)?)
    })
    .doc("__reduce_ex__(proto) -> (cls, state)"),
    MethodDef::no_args("__reduce__", |vm, this| reduce(vm, this, 2))
        .doc("__reduce__() -> (cls, state)"),
];

pub(super) static GETSET: [GetSetDef; 6] = [
    GetSetDef::get(
        "hour",
        |vm, this| Ok(vm.new_int(of(this).hms().hour.into())),
    ),
    GetSetDef::get("minute", |vm, this| {
        Ok(vm.new_int(of(this).hms().minute.into()))
    }),
    GetSetDef::get("second", |vm, this| {
        Ok(vm.new_int(of(this).hms().second.into()))
    }),
    GetSetDef::get("microsecond", |vm, this| {
        Ok(vm.new_int(of(this).hms().micro.into()))
    }),
    GetSetDef::get("tzinfo", |_, this| Ok(of(this).tz())),
    GetSetDef::get("fold", |vm, this| Ok(vm.new_int(of(this).fold().into()))),
];
