//! Dates: `struct_time` and the functions over it.

use super::clocks::clock_ns;
use crate::modules::struct_sequence::{field, fields_arg, make, make_type, spec};
use crate::modules::support::{c_long, str_arg};
use crate::object::{
    GetSetDef, TupleObject, TypeSpec, as_str, as_tuple, float_value, from_buf, from_utf8,
    int_to_i64,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};
use std::ffi::{CStr, CString};
use tricera_text::str::StrBuf;

/// The items, and two more fields that are not items.
static FIELDS: [GetSetDef; 11] = [
    GetSetDef::get("tm_year", field::<0>),
    GetSetDef::get("tm_mon", field::<1>),
    GetSetDef::get("tm_mday", field::<2>),
    GetSetDef::get("tm_hour", field::<3>),
    GetSetDef::get("tm_min", field::<4>),
    GetSetDef::get("tm_sec", field::<5>),
    GetSetDef::get("tm_wday", field::<6>),
    GetSetDef::get("tm_yday", field::<7>),
    GetSetDef::get("tm_isdst", field::<8>),
    GetSetDef::get("tm_zone", |_, this| Ok(hidden(this, 0))),
    GetSetDef::get("tm_gmtoff", |_, this| Ok(hidden(this, 1))),
];

static STRUCT_TIME: TypeSpec = TypeSpec {
    slots: |s| {
        (PLAIN.slots)(s);
        s.new.set(Some(new));
    },
    ..PLAIN
};

const PLAIN: TypeSpec = spec(
    "struct_time",
    "time",
    "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and \
     strftime().  May be considered as a\n sequence of 9 integers.\n\n Note that several fields' values are not the \
     same as those defined by\n the C language standard for struct tm.  For example, the value of the\n field tm_year \
     is the actual year, not year - 1900.  See individual\n fields' descriptions for details.",
    &FIELDS,
);

const ITEMS: usize = 9;

/// A field behind the items.
fn hidden(this: &Ref, i: usize) -> Ref {
    // SAFETY: `seal` alone makes the values of this type, with two words behind the items.
    unsafe {
        let t = this.cast::<TupleObject>();
        Ref::new_reference(*t.items.get().add(ITEMS + i))
    }
}

/// Hides the last two of eleven items: they stay in their place, as words that need no count.
fn seal(vm: &Vm, items: Vec<Ref>) -> PyResult {
    debug_assert_eq!(items.len(), ITEMS + 2);
    let zone = match &items[ITEMS] {
        z if z.has_kind(Kind::Str) => vm.intern(z.clone()),
        _ => Ref::none(),
    };
    let offset = Some(&items[ITEMS + 1]).filter(|o| o.slot().is_int());
    let offset = offset.cloned().unwrap_or_else(Ref::none);
    let visible: Vec<Ref> = items
        .into_iter()
        .take(ITEMS)
        .chain([Ref::none(), Ref::none()])
        .collect();
    let t = make(vm, &struct_time_type(vm)?, visible)?;
    // SAFETY: None and small ints are not counted; an interned string lives as long as the interpreter.
    unsafe {
        let o = t.cast::<TupleObject>();
        *o.items.get().add(ITEMS) = zone.slot().borrow();
        *o.items.get().add(ITEMS + 1) = offset.slot();
        o.len.set(ITEMS);
    }
    Ok(t)
}

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let mut items = fields_arg(vm, ty, args)?;
    items.resize_with(ITEMS + 2, Ref::none);
    seal(vm, items)
}

/// The type `struct_time` of this interpreter.
pub fn struct_time_type(vm: &Vm) -> PyResult {
    if let Some(t) = vm.state::<Ref>("time.struct_time") {
        return Ok((*t).clone());
    }
    let t = make_type(vm, &STRUCT_TIME, ITEMS)?;
    vm.set_state("time.struct_time", t.clone());
    Ok(t)
}

/// The local time zone.
pub struct Zone {
    /// Seconds west of Greenwich.
    pub offset: i64,
    pub summer_offset: i64,
    pub has_summer: bool,
    pub name: String,
    pub summer_name: String,
}

/// What the time zone database says of January and July of this year.
pub fn zone() -> Zone {
    // SAFETY: plain C library calls that fill in what is passed.
    unsafe {
        let now = libc::time(std::ptr::null_mut());
        let year = 365 * 24 * 3600 + 6 * 3600;
        let at = |t: libc::time_t| {
            let mut tm: libc::tm = std::mem::zeroed();
            libc::localtime_r(&t, &mut tm);
            let name = if tm.tm_zone.is_null() {
                String::new()
            } else {
                CStr::from_ptr(tm.tm_zone).to_string_lossy().into_owned()
            };
            (-tm.tm_gmtoff, name)
        };
        let start = now / year * year;
        let (january, january_name) = at(start);
        let (july, july_name) = at(start + year / 2);
        let south = january < july;
        let (offset, name, summer_offset, summer_name) = if south {
            (july, july_name, january, january_name)
        } else {
            (january, january_name, july, july_name)
        };
        Zone {
            offset,
            summer_offset,
            has_summer: january != july,
            name,
            summer_name,
        }
    }
}

/// The seconds argument of `gmtime` and its like: None or absent is now.
fn seconds_argument(vm: &Vm, a: &[Ref]) -> PyResult<i64> {
    let Some(r) = a.first().filter(|r| !r.is_none()) else {
        return Ok(clock_ns(vm, libc::CLOCK_REALTIME)?.div_euclid(1_000_000_000));
    };
    let too_large = || vm.overflow_error("timestamp out of range for platform time_t");
    if r.has_kind(Kind::Float) {
        let d = float_value(r);
        if d.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let d = d.floor();
        if d.abs() >= i64::MAX as f64 {
            return Err(too_large());
        }
        return Ok(d as i64);
    }
    int_to_i64(&vm.index(r)?).ok_or_else(too_large)
}

type Convert = unsafe extern "C" fn(*const libc::time_t, *mut libc::tm) -> *mut libc::tm;

fn broken_down(vm: &Vm, seconds: i64, convert: Convert) -> PyResult<libc::tm> {
    // SAFETY: fills in `tm`.
    unsafe {
        let mut tm: libc::tm = std::mem::zeroed();
        if convert(&seconds, &mut tm).is_null() {
            let e = std::io::Error::last_os_error()
                .raw_os_error()
                .unwrap_or(libc::EOVERFLOW);
            return Err(vm.os_error(e, &[]));
        }
        Ok(tm)
    }
}

fn to_object(vm: &Vm, tm: &libc::tm) -> PyResult {
    let int = |i: i32| vm.new_int(i.into());
    let zone = if tm.tm_zone.is_null() {
        Ref::none()
    } else {
        // SAFETY: the C library's zone names are C strings.
        let name = unsafe { CStr::from_ptr(tm.tm_zone) }
            .to_string_lossy()
            .into_owned();
        from_utf8(vm, &name)?
    };
    seal(
        vm,
        vec![
            vm.new_int(i64::from(tm.tm_year) + 1900),
            int(tm.tm_mon + 1),
            int(tm.tm_mday),
            int(tm.tm_hour),
            int(tm.tm_min),
            int(tm.tm_sec),
            int((tm.tm_wday + 6) % 7),
            int(tm.tm_yday + 1),
            int(tm.tm_isdst),
            zone,
            vm.new_int(tm.tm_gmtoff),
        ],
    )
}

pub fn gmtime(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let tm = broken_down(vm, seconds_argument(vm, a)?, libc::gmtime_r)?;
    to_object(vm, &tm)
}

pub fn localtime(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let tm = broken_down(vm, seconds_argument(vm, a)?, libc::localtime_r)?;
    to_object(vm, &tm)
}

/// A time tuple as the C library takes it, not checked.
fn from_object(vm: &Vm, r: &Ref, function: &str) -> PyResult<libc::tm> {
    let Some(items) = as_tuple(r) else {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    };
    if items.len() != ITEMS {
        return Err(vm.type_error(format!("{function}(): illegal time tuple argument")));
    }
    let items = items.to_vec();
    let mut n = [0i64; ITEMS];
    for (place, r) in n.iter_mut().zip(&items) {
        *place = c_long(vm, r)?;
    }
    let part = |i: usize| {
        i32::try_from(n[i]).map_err(|_| {
            vm.overflow_error(if n[i] > 0 {
                "signed integer is greater than maximum"
            } else {
                "signed integer is less than minimum"
            })
        })
    };
    let Some(year) = part(0)?.checked_sub(1900) else {
        return Err(vm.overflow_error("year out of range"));
    };
    // SAFETY: a tm of zeros is a valid one.
    let mut tm: libc::tm = unsafe { std::mem::zeroed() };
    tm.tm_year = year;
    tm.tm_mon = part(1)? - 1;
    tm.tm_mday = part(2)?;
    tm.tm_hour = part(3)?;
    tm.tm_min = part(4)?;
    tm.tm_sec = part(5)?;
    tm.tm_wday = (part(6)? + 1) % 7;
    tm.tm_yday = part(7)? - 1;
    tm.tm_isdst = part(8)?;
    Ok(tm)
}

/// Checks what the C library would not, with CPython's leniency for zeros.
fn check_ranges(vm: &Vm, tm: &mut libc::tm) -> PyResult<()> {
    if tm.tm_mon == -1 {
        tm.tm_mon = 0;
    }
    if tm.tm_mday == 0 {
        tm.tm_mday = 1;
    }
    if tm.tm_yday == -1 {
        tm.tm_yday = 0;
    }
    let checks = [
        (tm.tm_mon, 0..=11, "month"),
        (tm.tm_mday, 1..=31, "day of month"),
        (tm.tm_hour, 0..=23, "hour"),
        (tm.tm_min, 0..=59, "minute"),
        (tm.tm_sec, 0..=61, "seconds"),
    ];
    for (value, range, what) in checks {
        if !range.contains(&value) {
            return Err(vm.value_error(format!("{what} out of range")));
        }
    }
    if tm.tm_wday < 0 {
        return Err(vm.value_error("day of week out of range"));
    }
    if !(0..=365).contains(&tm.tm_yday) {
        return Err(vm.value_error("day of year out of range"));
    }
    tm.tm_isdst = tm.tm_isdst.clamp(-1, 1);
    Ok(())
}

/// A time tuple argument, or now.
fn time_argument(vm: &Vm, a: Option<&Ref>, function: &str) -> PyResult<libc::tm> {
    match a {
        Some(t) => {
            let mut tm = from_object(vm, t, function)?;
            check_ranges(vm, &mut tm)?;
            Ok(tm)
        }
        None => broken_down(vm, seconds_argument(vm, &[])?, libc::localtime_r),
    }
}

fn in_words(vm: &Vm, tm: &libc::tm) -> PyResult {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    from_utf8(
        vm,
        &format!(
            "{} {}{:>3} {:02}:{:02}:{:02} {}",
            DAYS[tm.tm_wday as usize % 7],
            MONTHS[tm.tm_mon as usize % 12],
            tm.tm_mday,
            tm.tm_hour,
            tm.tm_min,
            tm.tm_sec,
            i64::from(tm.tm_year) + 1900
        ),
    )
}

pub fn asctime(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let tm = time_argument(vm, a.first(), "asctime")?;
    in_words(vm, &tm)
}

pub fn ctime(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let tm = broken_down(vm, seconds_argument(vm, a)?, libc::localtime_r)?;
    in_words(vm, &tm)
}

pub fn mktime(vm: &Vm, _: &Ref, t: &Ref) -> PyResult {
    let mut tm = from_object(vm, t, "mktime")?;
    tm.tm_wday = -1;
    // SAFETY: the tm is initialised.
    let seconds = unsafe { libc::mktime(&mut tm) };
    // The weekday tells a failure from the second before 1970.
    if seconds == -1 && tm.tm_wday == -1 {
        return Err(vm.overflow_error("mktime argument out of range"));
    }
    Ok(vm.new_float(seconds as f64))
}

pub fn strftime(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    str_arg(vm, &a[0], "strftime", "1")?;
    let tm = time_argument(vm, a.get(1), "strftime")?;
    let format = as_str(&a[0]).units();
    let mut out = StrBuf::new();
    let mut piece = String::new();
    // NULs and halves of surrogate pairs are nothing that the C library could be given; they stay as they are.
    for c in format.chars() {
        match char::from_u32(c).filter(|c| *c != '\0') {
            Some(c) => piece.push(c),
            None => {
                out.push_str(StrBuf::from(strftime_piece(&piece, &tm).as_str()).view());
                piece.clear();
                out.push(c);
            }
        }
    }
    out.push_str(StrBuf::from(strftime_piece(&piece, &tm).as_str()).view());
    from_buf(vm, out.finish())
}

fn strftime_piece(format: &str, tm: &libc::tm) -> String {
    if format.is_empty() {
        return String::new();
    }
    // A character in front tells an empty result from too little room.
    let Ok(c) = CString::new(format!(" {format}")) else {
        return String::new();
    };
    let mut room = 1024;
    loop {
        let mut buffer = vec![0u8; room];
        // SAFETY: the buffer is as long as said, the format ends in a NUL.
        let n = unsafe { libc::strftime(buffer.as_mut_ptr().cast(), room, c.as_ptr(), tm) };
        if n > 0 || room > 256 * format.len().max(1024) {
            return String::from_utf8_lossy(buffer.get(1..n).unwrap_or_default()).into_owned();
        }
        room *= 2;
    }
}

pub fn strptime(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let module = crate::runtime::import::import_module(vm, "_strptime")?;
    let f = vm.get_attr_str(&module, "_strptime_time")?;
    vm.call(&f, args)
}

pub fn tzset(vm: &Vm, this: &Ref) -> PyResult {
    unsafe extern "C" {
        fn tzset();
    }
    // SAFETY: reads the environment, which this thread alone changes.
    unsafe { tzset() };
    let zone = zone();
    crate::modules::add(vm, this, "timezone", vm.new_int(zone.offset))?;
    crate::modules::add(vm, this, "altzone", vm.new_int(zone.summer_offset))?;
    crate::modules::add(vm, this, "daylight", vm.new_int(zone.has_summer.into()))?;
    let names = vec![
        from_utf8(vm, &zone.name)?,
        from_utf8(vm, &zone.summer_name)?,
    ];
    crate::modules::add(vm, this, "tzname", crate::object::new_tuple(vm, names))?;
    Ok(Ref::none())
}
