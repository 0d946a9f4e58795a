//! Checks of fields and of arguments that several types of the module share.

use super::calendar::{MAX_YEAR, MIN_YEAR, days_in_month};
use super::state;
use crate::modules::support::{c_int, c_long};
use crate::object::{as_bytes, as_str};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

/// Year, month and day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ymd {
    pub year: i32,
    pub month: i32,
    pub day: i32,
}

/// A time of day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Hms {
    pub hour: i32,
    pub minute: i32,
    pub second: i32,
    pub micro: i32,
}

impl Hms {
    /// Microseconds since midnight.
    pub fn total(self) -> i128 {
        let seconds = self.hour * 3600 + self.minute * 60 + self.second;
        i128::from(seconds) * 1_000_000 + i128::from(self.micro)
    }
}

#[cold]
pub fn bad_year(vm: &Vm, year: i64) -> Raised {
    vm.value_error(format!(
        "year must be in {MIN_YEAR}..{MAX_YEAR}, not {year}"
    ))
}

pub fn check_date(vm: &Vm, d: Ymd) -> PyResult<()> {
    let Ymd { year, month, day } = d;
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
        return Err(bad_year(vm, year.into()));
    }
    if !(1..=12).contains(&month) {
        return Err(vm.value_error(format!("month must be in 1..12, not {month}")));
    }
    let last = days_in_month(year, month);
    if !(1..=last).contains(&day) {
        return Err(vm.value_error(format!(
            "day {day} must be in range 1..{last} for month {month} in year {year}"
        )));
    }
    Ok(())
}

pub fn check_time(vm: &Vm, t: Hms, fold: i32) -> PyResult<()> {
    for (name, value, last) in [
        ("hour", t.hour, 23),
        ("minute", t.minute, 59),
        ("second", t.second, 59),
        ("microsecond", t.micro, 999_999),
    ] {
        if !(0..=last).contains(&value) {
            return Err(vm.value_error(format!("{name} must be in 0..{last}, not {value}")));
        }
    }
    if fold != 0 && fold != 1 {
        return Err(vm.value_error(format!("fold must be either 0 or 1, not {fold}")));
    }
    Ok(())
}

/// An int argument, or its default.
pub fn int_or(vm: &Vm, r: &Option<Ref>, default: i32) -> PyResult<i32> {
    r.as_ref().map_or(Ok(default), |r| c_int(vm, r))
}

/// An int argument of a constructor, with the messages of CPython's older parser.
pub fn parsed_int(vm: &Vm, r: &Ref) -> PyResult<i32> {
    let i = c_long(vm, r)?;
    i32::try_from(i).map_err(|_| {
        vm.overflow_error(if i > 0 {
            "signed integer is greater than maximum"
        } else {
            "signed integer is less than minimum"
        })
    })
}

/// The same, or its default.
pub fn parsed_int_or(vm: &Vm, r: &Option<Ref>, default: i32) -> PyResult<i32> {
    r.as_ref().map_or(Ok(default), |r| parsed_int(vm, r))
}

/// Converts the first arguments of a call that has too few: a wrong one is found before a missing one.
pub fn check_first(vm: &Vm, args: &Args, required: usize) -> PyResult<()> {
    if args.all().len() < required {
        for r in args.positional() {
            parsed_int(vm, r)?;
        }
    }
    Ok(())
}

/// Fails unless this is None or an instance of `tzinfo`.
pub fn check_tz(vm: &Vm, tz: &Ref) -> PyResult<()> {
    if tz.is_none() || vm.is_instance_of(tz, state(vm).tzinfo) {
        return Ok(());
    }
    Err(vm.type_error(format!(
        "tzinfo argument must be None or of a tzinfo subclass, not type '{}'",
        vm.type_of(tz).name_str()
    )))
}

/// The state that a constructor was called with by `pickle`, if its first argument is one: `len` bytes, or the str
/// that Python 2's pickles become; `sane` looks at the byte that no other argument would have at place `at`.
pub fn pickled(
    vm: &Vm,
    args: &[Ref],
    len: usize,
    at: usize,
    sane: fn(u8) -> bool,
    what: &str,
) -> PyResult<Option<Vec<u8>>> {
    let Some(first) = args.first() else {
        return Ok(None);
    };
    if first.has_kind(Kind::Bytes) {
        let b = as_bytes(first);
        return Ok((b.len() == len && sane(b[at])).then(|| b.to_vec()));
    }
    if first.has_kind(Kind::Str) {
        let s = as_str(first).units();
        if s.len() != len || !u8::try_from(s.at(at)).is_ok_and(sane) {
            return Ok(None);
        }
        let bytes: Result<Vec<u8>, _> = s.chars().map(u8::try_from).collect();
        return match bytes {
            Ok(b) => Ok(Some(b)),
            Err(_) => Err(vm.value_error(format!(
                "Failed to encode latin1 string when unpickling a {what} object. pickle.load(data, \
                 encoding='latin1') is assumed."
            ))),
        };
    }
    Ok(None)
}

/// The time zone of a pickled state.
pub fn pickled_tz(vm: &Vm, args: &[Ref]) -> PyResult {
    let tz = args.get(1).cloned().unwrap_or_else(Ref::none);
    if check_tz(vm, &tz).is_err() {
        vm.clear_exception();
        return Err(vm.type_error("bad tzinfo state arg"));
    }
    Ok(tz)
}
