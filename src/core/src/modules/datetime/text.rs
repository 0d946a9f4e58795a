//! Dates and times as text: `strftime`, `isoformat`.

use super::fields::Hms;
use super::moment::as_datetime;
use super::time::as_time;
use super::zone;
use crate::object::{as_str, as_tuple, from_buf, from_utf8, int_to_i64, str_to_string};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::str::StrBuf;

/// The time zone of a date, datetime or time, None for none.
fn zone_of(vm: &Vm, this: &Ref) -> Ref {
    if let Some(d) = as_datetime(vm, this) {
        d.tz()
    } else if let Some(t) = as_time(vm, this) {
        t.tz()
    } else {
        Ref::none()
    }
}

fn microsecond(vm: &Vm, this: &Ref) -> i32 {
    let time = as_datetime(vm, this).map(|d| d.hms());
    let time = time.or_else(|| as_time(vm, this).map(|t| t.hms()));
    time.map_or(0, |t| t.micro)
}

/// `time.strftime(format, tuple)` with what the C library does not know put in before: `%f`, `%z`, `%:z`, `%Z`, and
/// years of less than four digits. `argument` is what the time zone is asked about.
pub fn strftime(vm: &Vm, this: &Ref, format: &Ref, tuple: &Ref, argument: &Ref) -> PyResult {
    let time = crate::runtime::import::import_module(vm, "time")?;
    let call = |format: Ref| vm.call_method_str(&time, "strftime", &[format, tuple.clone()]);
    let s = as_str(format).units();
    let n = s.len();
    let mut out = StrBuf::new();
    let mut i = 0;
    let offset = |sep: &str| -> PyResult<String> {
        let tz = zone_of(vm, this);
        Ok(match zone::utcoffset(vm, &tz, argument)? {
            Some(o) => zone::offset_text(vm, &o, sep),
            None => String::new(),
        })
    };
    while i < n {
        let c = s.at(i);
        i += 1;
        if c != u32::from(b'%') || i == n {
            out.push(c);
            continue;
        }
        let c = s.at(i);
        i += 1;
        let mut text = String::new();
        match u8::try_from(c).unwrap_or(0) {
            b'f' => text = format!("{:06}", microsecond(vm, this)),
            b'z' => text = offset("")?,
            b':' if s.get(i) == Some(u32::from(b'z')) => {
                i += 1;
                text = offset(":")?;
            }
            b'Z' => {
                let name = zone::tzname(vm, &zone_of(vm, this), argument)?;
                if !name.is_none() {
                    // The name is not a format.
                    for c in as_str(&name).units().chars() {
                        out.push(c);
                        if c == u32::from(b'%') {
                            out.push(c);
                        }
                    }
                }
            }
            letter @ (b'Y' | b'G' | b'C' | b'F') if year_of(vm, tuple)? < 1000 => {
                let mut year = year_of(vm, tuple)?;
                if letter == b'G' {
                    let iso = call(from_utf8(vm, "%G")?)?;
                    year = str_to_string(&iso).trim().parse().unwrap_or(year);
                }
                text = match letter {
                    b'C' => format!("{:02}", year / 100),
                    b'F' => format!("{year:04}-%m-%d"),
                    _ => format!("{year:04}"),
                };
            }
            _ => {
                out.push(u32::from(b'%'));
                out.push(c);
            }
        }
        out.push_latin1(text.as_bytes());
    }
    call(from_buf(vm, out.finish())?)
}

/// The first item of a time tuple.
fn year_of(vm: &Vm, tuple: &Ref) -> PyResult<i64> {
    let first = as_tuple(tuple).and_then(|t| t.first().cloned());
    let Some(year) = first.filter(|y| y.has_kind(Kind::Int) || y.slot().is_int()) else {
        return Err(vm.type_error("an integer is required (got type NoneType)"));
    };
    Ok(int_to_i64(&year).unwrap_or(i64::MAX))
}

/// The time in the form that `timespec` names.
pub fn time_text(vm: &Vm, t: Hms, timespec: &Ref) -> PyResult<String> {
    let Hms {
        hour,
        minute,
        second,
        micro,
    } = t;
    let spec = str_to_string(timespec);
    let spec = match spec.as_str() {
        "auto" if micro == 0 => "seconds",
        "auto" => "microseconds",
        s => s,
    };
    Ok(match spec {
        "hours" => format!("{hour:02}"),
        "minutes" => format!("{hour:02}:{minute:02}"),
        "seconds" => format!("{hour:02}:{minute:02}:{second:02}"),
        "milliseconds" => format!("{hour:02}:{minute:02}:{second:02}.{:03}", micro / 1000),
        "microseconds" => format!("{hour:02}:{minute:02}:{second:02}.{micro:06}"),
        _ => return Err(vm.value_error("Unknown timespec value")),
    })
}

/// `name() argument N must be str, not …`
pub fn check_str(vm: &Vm, name: &str, n: usize, r: &Ref) -> PyResult<()> {
    if r.has_kind(Kind::Str) {
        return Ok(());
    }
    let got = if r.is_none() {
        "None".to_owned()
    } else {
        vm.type_of(r).name_str()
    };
    Err(vm.type_error(format!("{name}() argument {n} must be str, not {got}")))
}

/// `__format__(spec)` of dates and times: `strftime` with it, `str` for an empty one.
pub fn format(vm: &Vm, this: &Ref, spec: &Ref) -> PyResult {
    check_str(vm, "__format__", 1, spec)?;
    if as_str(spec).is_empty() {
        return vm.str(this);
    }
    vm.call_method_str(this, "strftime", std::slice::from_ref(spec))
}

/// `_strptime.function(cls, string, format)`
pub fn strptime(vm: &Vm, cls: &Ref, args: &[Ref], function: &str) -> PyResult {
    for (i, a) in args.iter().enumerate() {
        check_str(vm, "strptime", i + 1, a)?;
    }
    let module = crate::runtime::import::import_module(vm, "_strptime")?;
    vm.call_method_str(
        &module,
        function,
        &[cls.clone(), args[0].clone(), args[1].clone()],
    )
}
