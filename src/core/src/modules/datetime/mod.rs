//! The module `_datetime`: what `datetime` consists of.

mod calendar;
mod date;
mod delta;
mod fields;
mod iso;
mod local;
mod moment;
mod moment_methods;
mod text;
mod time;
mod zone;

use super::ModuleSpec;
use super::common::make_type;
use crate::object::TypePtr;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use fields::{Hms, Ymd};
use std::cell::OnceCell;
use std::rc::Rc;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "Fast implementation of the datetime module.",
    methods: &[],
    init,
};

const NAME: &str = "_datetime";

/// The types, and what they share.
struct State {
    delta: TypePtr,
    date: TypePtr,
    time: TypePtr,
    datetime: TypePtr,
    tzinfo: TypePtr,
    timezone: TypePtr,
    iso: TypePtr,
    utc: OnceCell<Ref>,
    epoch: OnceCell<Ref>,
}

impl State {
    fn utc(&self) -> Ref {
        self.utc
            .get()
            .expect("set when the module was made")
            .clone()
    }
    /// 1 January 1970 in UTC.
    fn epoch(&self) -> Ref {
        self.epoch
            .get()
            .expect("set when the module was made")
            .clone()
    }
}

fn state(vm: &Vm) -> Rc<State> {
    vm.state(NAME)
        .expect("set when the module was made, before any of its types is used")
}

const MIN_DATE: Ymd = Ymd {
    year: calendar::MIN_YEAR,
    month: 1,
    day: 1,
};
const MAX_DATE: Ymd = Ymd {
    year: calendar::MAX_YEAR,
    month: 12,
    day: 31,
};
const LAST_TIME: Hms = Hms {
    hour: 23,
    minute: 59,
    second: 59,
    micro: 999_999,
};

/// The greatest duration in microseconds, and the least.
const MAX_DELTA: i128 = 86_399_999_999_999_999_999;
const MIN_DELTA: i128 = -86_399_999_913_600_000_000;

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    let object = vm.types.object;
    let date = make_type(vm, &date::DATE, object)?;
    let tzinfo = make_type(vm, &zone::TZINFO, object)?;
    vm.set_state(
        NAME,
        State {
            delta: make_type(vm, &delta::TIMEDELTA, object)?,
            date,
            time: make_type(vm, &time::TIME, object)?,
            datetime: make_type(vm, &moment::DATETIME, date)?,
            tzinfo,
            timezone: make_type(vm, &zone::TIMEZONE, tzinfo)?,
            iso: make_type(vm, &date::ISO_CALENDAR_DATE, vm.types.tuple)?,
            utc: OnceCell::new(),
            epoch: OnceCell::new(),
        },
    );
    let s = state(vm);
    let delta = |micros: i128| delta::new_delta(vm, micros);
    let none = Ref::none();
    let utc = zone::make(vm, s.timezone, delta(0)?, None);
    // Values of an empty cell.
    let _ = s.utc.set(utc.clone());
    let epoch = Ymd {
        year: 1970,
        ..MIN_DATE
    };
    let _ = s.epoch.set(moment::make(
        vm,
        s.datetime,
        epoch,
        Hms::default(),
        &utc,
        0,
    )?);
    let minute = 60_000_000;
    let day = 1440 * minute;
    let zone_at = |micros: i128| Ok(zone::make(vm, s.timezone, delta(micros)?, None));
    let date = |d: Ymd| date::make(vm, s.date, d);
    let time = |t: Hms| time::make(vm, s.time, t, &none, 0);
    let datetime = |d: Ymd, t: Hms| moment::make(vm, s.datetime, d, t, &none, 0);
    for (ty, constants) in [
        (
            s.delta,
            vec![
                ("resolution", delta(1)?),
                ("min", delta(MIN_DELTA)?),
                ("max", delta(MAX_DELTA)?),
            ],
        ),
        (
            s.date,
            vec![
                ("min", date(MIN_DATE)?),
                ("max", date(MAX_DATE)?),
                ("resolution", delta(day)?),
            ],
        ),
        (
            s.time,
            vec![
                ("min", time(Hms::default())?),
                ("max", time(LAST_TIME)?),
                ("resolution", delta(1)?),
            ],
        ),
        (
            s.datetime,
            vec![
                ("min", datetime(MIN_DATE, Hms::default())?),
                ("max", datetime(MAX_DATE, LAST_TIME)?),
                ("resolution", delta(1)?),
            ],
        ),
        (
            s.timezone,
            vec![
                ("utc", utc.clone()),
                ("min", zone_at(minute - day)?),
                ("max", zone_at(day - minute)?),
            ],
        ),
    ] {
        for (name, value) in constants {
            ty.dict()
                .set_str(vm, &vm.interned.intern_str(vm, name), value)?;
        }
        ty.modified();
    }
    for (name, value) in [
        ("date", s.date.to_ref()),
        ("datetime", s.datetime.to_ref()),
        ("time", s.time.to_ref()),
        ("timedelta", s.delta.to_ref()),
        ("timezone", s.timezone.to_ref()),
        ("tzinfo", s.tzinfo.to_ref()),
        ("MINYEAR", vm.new_int(calendar::MIN_YEAR.into())),
        ("MAXYEAR", vm.new_int(calendar::MAX_YEAR.into())),
        ("UTC", utc),
    ] {
        super::add(vm, module, name, value)?;
    }
    Ok(())
}
