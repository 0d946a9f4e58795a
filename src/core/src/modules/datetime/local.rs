//! Local time, by the C library.

use super::calendar::{self, DAY, EPOCH_SECONDS, ordinal};
use super::delta::new_delta;
use super::fields::{Hms, Ymd, bad_year};
use super::zone;
use crate::modules::support::fs_decode;
use crate::object::{float_value, int_to_i64};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::ffi::CStr;

/// A fold is never longer.
const MAX_FOLD: i64 = DAY;

/// Time in parts.
pub struct Parts(libc::tm);

/// The parts of a time in seconds since the epoch, local or in UTC.
pub fn broken_down(vm: &Vm, seconds: i64, local: bool) -> PyResult<Parts> {
    // SAFETY: a tm of zeros is a valid one, which the C library fills in.
    let tm = unsafe {
        let mut tm: libc::tm = std::mem::zeroed();
        let done = match local {
            true => libc::localtime_r(&seconds, &mut tm),
            false => libc::gmtime_r(&seconds, &mut tm),
        };
        (!done.is_null()).then_some(tm)
    };
    match tm {
        Some(tm) => Ok(Parts(tm)),
        None => {
            let e = std::io::Error::last_os_error();
            Err(vm.os_error(e.raw_os_error().unwrap_or(libc::EOVERFLOW), &[]))
        }
    }
}

impl Parts {
    /// The date; fails for years that dates cannot have.
    pub fn date(&self, vm: &Vm) -> PyResult<Ymd> {
        let year = i64::from(self.0.tm_year) + 1900;
        if !(i64::from(calendar::MIN_YEAR)..=i64::from(calendar::MAX_YEAR)).contains(&year) {
            return Err(bad_year(vm, year));
        }
        Ok(Ymd {
            year: year as i32,
            month: self.0.tm_mon + 1,
            day: self.0.tm_mday,
        })
    }
    /// The time of day; a leap second is the one before it.
    pub fn time(&self) -> Hms {
        Hms {
            hour: self.0.tm_hour,
            minute: self.0.tm_min,
            second: self.0.tm_sec.min(59),
            micro: 0,
        }
    }
}

/// Seconds since the beginning of the calendar.
pub fn to_seconds(d: Ymd, t: Hms) -> i64 {
    let days = ordinal(d.year, d.month, d.day);
    days * DAY + i64::from(t.hour * 3600 + t.minute * 60 + t.second)
}

/// What the clock on the wall shows at a time, both in seconds since the beginning of the calendar.
fn wall(vm: &Vm, seconds: i64) -> PyResult<i64> {
    let parts = broken_down(vm, seconds - EPOCH_SECONDS, true)?;
    Ok(to_seconds(parts.date(vm)?, parts.time()))
}

/// Seconds since the epoch of what the clock on the wall shows; `fold` takes the later of two.
pub fn from_wall(vm: &Vm, d: Ymd, t: Hms, fold: bool) -> PyResult<i64> {
    let shown = to_seconds(d, t);
    let a = wall(vm, shown)? - shown;
    let first = shown - a;
    let shown_first = wall(vm, first)?;
    let b;
    if shown_first == shown {
        // One solution: look whether there is another before it, or behind it.
        let other = if fold {
            first + MAX_FOLD
        } else {
            first - MAX_FOLD
        };
        b = wall(vm, other)? - other;
        if a == b {
            return Ok(first - EPOCH_SECONDS);
        }
    } else {
        b = shown_first - first;
    }
    let second = shown - b;
    if wall(vm, second)? == shown {
        return Ok(second - EPOCH_SECONDS);
    }
    if shown_first == shown {
        return Ok(first - EPOCH_SECONDS);
    }
    // Neither: the clock skips this time.
    let chosen = if fold {
        first.min(second)
    } else {
        first.max(second)
    };
    Ok(chosen - EPOCH_SECONDS)
}

/// Is this time, in seconds since the epoch, the second of two that the clock on the wall shows alike?
pub fn is_fold(vm: &Vm, seconds: i64, d: Ymd, t: Hms) -> PyResult<bool> {
    let shown = to_seconds(d, t);
    let time = EPOCH_SECONDS + seconds;
    let before = wall(vm, time - MAX_FOLD)?;
    let transition = shown - before - MAX_FOLD;
    Ok(transition < 0 && wall(vm, time + transition)? == shown)
}

/// The local time zone at a time in seconds since the epoch, as a `timezone`.
pub fn zone_at(vm: &Vm, seconds: i64) -> PyResult {
    let Parts(tm) = broken_down(vm, seconds, true)?;
    let name = if tm.tm_zone.is_null() {
        None
    } else {
        // SAFETY: the C library's zone names are C strings.
        let name = unsafe { CStr::from_ptr(tm.tm_zone) };
        Some(fs_decode(vm, name.to_bytes())?)
    };
    let offset = new_delta(vm, i128::from(tm.tm_gmtoff) * 1_000_000)?;
    zone::new_timezone(vm, offset, name)
}

/// A timestamp, rounded down to seconds.
pub fn seconds_argument(vm: &Vm, r: &Ref) -> PyResult<i64> {
    let too_large = || vm.overflow_error("timestamp out of range for platform time_t");
    if r.has_kind(Kind::Float) {
        let d = float_value(r);
        if d.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let d = d.floor();
        if d < -(2f64.powi(63)) || d >= 2f64.powi(63) {
            return Err(too_large());
        }
        return Ok(d as i64);
    }
    int_to_i64(&vm.index(r)?).ok_or_else(too_large)
}

/// A timestamp in seconds and microseconds, rounded half to even.
pub fn exact_argument(vm: &Vm, r: &Ref) -> PyResult<(i64, i32)> {
    let too_large = || vm.overflow_error("timestamp out of range for platform time_t");
    if r.has_kind(Kind::Float) {
        let d = float_value(r);
        if d.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let mut whole = d.trunc();
        let mut micros = ((d - whole) * 1e6).round_ties_even();
        if micros >= 1e6 {
            micros -= 1e6;
            whole += 1.0;
        } else if micros < 0.0 {
            micros += 1e6;
            whole -= 1.0;
        }
        if whole < -(2f64.powi(63)) || whole >= 2f64.powi(63) || whole.is_nan() {
            return Err(too_large());
        }
        return Ok((whole as i64, micros as i32));
    }
    if !(r.has_kind(Kind::Int) || r.slot().is_int() || r.has_kind(Kind::Bool)) {
        return Err(vm.type_error(format!(
            "argument must be int or float, not {}",
            vm.type_of(r).name_str()
        )));
    }
    Ok((int_to_i64(r).ok_or_else(too_large)?, 0))
}
