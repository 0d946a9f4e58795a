//! The module `time`.

mod calendar;
pub mod clocks;

use super::{ModuleSpec, add};
use crate::object::{MethodDef, from_utf8, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use clocks::{clock_ns, seconds};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "time",
    doc: "This module provides various functions to manipulate time values.",
    methods: &METHODS,
    init,
};

/// A function without arguments, whose text signature says `$self` as CPython's does.
const fn plain(name: &'static str, f: fn(&Vm, &Ref) -> PyResult) -> MethodDef {
    MethodDef::no_args(name, f).shown("($self, /)")
}

static METHODS: [MethodDef; 26] = [
    plain("time", |vm, _| seconds(vm, libc::CLOCK_REALTIME)),
    plain("time_ns", |vm, _| {
        Ok(vm.new_int(clock_ns(vm, libc::CLOCK_REALTIME)?))
    }),
    plain("monotonic", |vm, _| seconds(vm, libc::CLOCK_MONOTONIC)),
    plain("monotonic_ns", |vm, _| {
        Ok(vm.new_int(clock_ns(vm, libc::CLOCK_MONOTONIC)?))
    }),
    plain("perf_counter", |vm, _| seconds(vm, libc::CLOCK_MONOTONIC)),
    plain("perf_counter_ns", |vm, _| {
        Ok(vm.new_int(clock_ns(vm, libc::CLOCK_MONOTONIC)?))
    }),
    plain("process_time", |vm, _| {
        seconds(vm, libc::CLOCK_PROCESS_CPUTIME_ID)
    }),
    plain("process_time_ns", |vm, _| {
        Ok(vm.new_int(clock_ns(vm, libc::CLOCK_PROCESS_CPUTIME_ID)?))
    }),
    plain("thread_time", |vm, _| {
        seconds(vm, libc::CLOCK_THREAD_CPUTIME_ID)
    }),
    plain("thread_time_ns", |vm, _| {
        Ok(vm.new_int(clock_ns(vm, libc::CLOCK_THREAD_CPUTIME_ID)?))
    }),
    MethodDef::one("sleep", clocks::sleep).shown("($self, object, /)"),
    MethodDef::one("clock_gettime", clocks::clock_gettime).text_signature("clk_id, /"),
    MethodDef::one("clock_gettime_ns", clocks::clock_gettime_ns).text_signature("clk_id, /"),
    MethodDef::raw("clock_settime", clocks::clock_settime)
        .doc("clock_settime(clk_id, time)\n\nSet the time of the specified clock clk_id."),
    MethodDef::raw("clock_settime_ns", clocks::clock_settime_ns).doc(
        "clock_settime_ns(clk_id, time)\n\nSet the time of the specified clock clk_id with nanoseconds.",
    ),
    MethodDef::one("clock_getres", clocks::clock_getres),
    MethodDef::one("get_clock_info", clocks::get_clock_info),
    MethodDef::positional("gmtime", 0, 1, calendar::gmtime),
    MethodDef::positional("localtime", 0, 1, calendar::localtime),
    MethodDef::positional("asctime", 0, 1, calendar::asctime),
    MethodDef::positional("ctime", 0, 1, calendar::ctime),
    MethodDef::one("mktime", calendar::mktime).shown("($self, object, /)"),
    MethodDef::positional("strftime", 1, 2, calendar::strftime),
    MethodDef::raw("strptime", calendar::strptime),
    plain("tzset", calendar::tzset),
    MethodDef::one("pthread_getcpuclockid", clocks::pthread_getcpuclockid),
];

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    for (name, id) in [
        ("CLOCK_REALTIME", libc::CLOCK_REALTIME),
        ("CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC),
        ("CLOCK_MONOTONIC_RAW", libc::CLOCK_MONOTONIC_RAW),
        ("CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID),
        ("CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID),
        ("CLOCK_BOOTTIME", libc::CLOCK_BOOTTIME),
        ("CLOCK_TAI", libc::CLOCK_TAI),
    ] {
        add(vm, module, name, vm.new_int(id.into()))?;
    }
    add(vm, module, "_STRUCT_TM_ITEMS", vm.new_int(11))?;
    add(vm, module, "struct_time", calendar::struct_time_type(vm)?)?;
    let zone = calendar::zone();
    add(vm, module, "timezone", vm.new_int(zone.offset))?;
    add(vm, module, "altzone", vm.new_int(zone.summer_offset))?;
    add(vm, module, "daylight", vm.new_int(zone.has_summer.into()))?;
    let names = vec![
        from_utf8(vm, &zone.name)?,
        from_utf8(vm, &zone.summer_name)?,
    ];
    add(vm, module, "tzname", new_tuple(vm, names))
}
