//! The struct sequences that functions of the module answer with, apart from `stat_result` and `terminal_size`.

use super::super::add;
use super::super::struct_sequence::{
    field, fields_arg, instance, make, make_type, replace_method, spec,
};
use super::super::support::int_object;
use crate::modules::common::type_arg;
use crate::object::{
    GetSetDef, MethodDef, TupleObject, TypeSpec, as_tuple, int_to_bigint, new_tuple,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

const STATE: &str = "posix.records";

/// The types.
pub struct Records {
    pub sched_param: Ref,
    pub statvfs_result: Ref,
    pub times_result: Ref,
    pub uname_result: Ref,
    pub waitid_result: Ref,
}

impl Records {
    pub fn of(vm: &Vm) -> std::rc::Rc<Records> {
        vm.state(STATE).expect("set when the module was made")
    }
}

macro_rules! fields {
    ($($i:literal $name:literal)*) => { [$(GetSetDef::get($name, field::<$i>),)*] };
}

static TIMES: [GetSetDef; 5] =
    fields!(0 "user" 1 "system" 2 "children_user" 3 "children_system" 4 "elapsed");
static UNAME: [GetSetDef; 5] =
    fields!(0 "sysname" 1 "nodename" 2 "release" 3 "version" 4 "machine");
static WAITID: [GetSetDef; 5] =
    fields!(0 "si_pid" 1 "si_uid" 2 "si_signo" 3 "si_status" 4 "si_code");
static SCHED: [GetSetDef; 1] = fields!(0 "sched_priority");
static STATVFS: [GetSetDef; 11] = [
    GetSetDef::get("f_bsize", field::<0>),
    GetSetDef::get("f_frsize", field::<1>),
    GetSetDef::get("f_blocks", field::<2>),
    GetSetDef::get("f_bfree", field::<3>),
    GetSetDef::get("f_bavail", field::<4>),
    GetSetDef::get("f_files", field::<5>),
    GetSetDef::get("f_ffree", field::<6>),
    GetSetDef::get("f_favail", field::<7>),
    GetSetDef::get("f_flag", field::<8>),
    GetSetDef::get("f_namemax", field::<9>),
    GetSetDef::get("f_fsid", file_system_id),
];
const STATVFS_ITEMS: usize = 10;

static TIMES_RESULT: TypeSpec = spec(
    "times_result",
    "posix",
    "times_result: Result from os.times().\n\nThis object may be accessed either as a tuple of\n  (user, system, \
     children_user, children_system, elapsed),\nor via the attributes user, system, children_user, children_system,\nand \
     elapsed.\n\nSee os.times for more information.",
    &TIMES,
);
static UNAME_RESULT: TypeSpec = spec(
    "uname_result",
    "posix",
    "uname_result: Result from os.uname().\n\nThis object may be accessed either as a tuple of\n  (sysname, nodename, \
     release, version, machine),\nor via the attributes sysname, nodename, release, version, and machine.\n\nSee \
     os.uname for more information.",
    &UNAME,
);
static WAITID_RESULT: TypeSpec = spec(
    "waitid_result",
    "posix",
    "waitid_result: Result from waitid.\n\nThis object may be accessed either as a tuple of\n  (si_pid, si_uid, \
     si_signo, si_status, si_code),\nor via the attributes si_pid, si_uid, and so on.\n\nSee os.waitid for more \
     information.",
    &WAITID,
);
const PLAIN_STATVFS: TypeSpec = spec(
    "statvfs_result",
    "os",
    "statvfs_result: Result from statvfs or fstatvfs.\n\nThis object may be accessed either as a tuple of\n  (bsize, \
     frsize, blocks, bfree, bavail, files, ffree, favail, flag, namemax),\nor via the attributes f_bsize, f_frsize, \
     f_blocks, f_bfree, and so on.\n\nSee os.statvfs for more information.",
    &STATVFS,
);
static STATVFS_RESULT: TypeSpec = TypeSpec {
    slots: |s| {
        (PLAIN_STATVFS.slots)(s);
        s.new.set(Some(new_statvfs));
    },
    ..PLAIN_STATVFS
};
const PLAIN_SCHED: TypeSpec = spec(
    "sched_param",
    "posix",
    "Currently has only one field: sched_priority\n\n  sched_priority\n    A scheduling parameter.",
    &SCHED,
);
static SCHED_METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__reduce__", |vm, this| {
        let items = as_tuple(this).unwrap_or(&[]).to_vec();
        let ty = vm.type_of(this).to_ref();
        Ok(new_tuple(vm, [ty, new_tuple(vm, items)]))
    }),
    replace_method(),
];
static NEW_SCHED: MethodDef =
    MethodDef::keywords("sched_param", "sched_priority", |_, _, _| Ok(Ref::none()));
static SCHED_PARAM: TypeSpec = TypeSpec {
    methods: &SCHED_METHODS,
    slots: |s| {
        (PLAIN_SCHED.slots)(s);
        s.new.set(Some(|vm, ty, args| {
            let bound = NEW_SCHED.signature().bind(vm, "sched_param", args)?;
            let items = bound.iter().flatten().cloned().collect();
            instance(vm, type_arg(ty), items)
        }));
    },
    ..PLAIN_SCHED
};

pub fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    let make = |spec: &'static TypeSpec, visible: usize| {
        let t = make_type(vm, spec, visible)?;
        add(vm, module, spec.name, t.clone())?;
        Ok(t)
    };
    let records = Records {
        sched_param: make(&SCHED_PARAM, SCHED.len())?,
        statvfs_result: make(&STATVFS_RESULT, STATVFS_ITEMS)?,
        times_result: make(&TIMES_RESULT, TIMES.len())?,
        uname_result: make(&UNAME_RESULT, UNAME.len())?,
        waitid_result: make(&WAITID_RESULT, WAITID.len())?,
    };
    vm.set_state(STATE, records);
    Ok(())
}

/// A `statvfs_result`; the id, which is no item, lies behind them as two halves that need no count, or twice None.
fn seal(vm: &Vm, mut items: Vec<Ref>, halves: [Ref; 2]) -> PyResult {
    items.extend(halves);
    let t = make(vm, &Records::of(vm).statvfs_result, items)?;
    // SAFETY: the tuple has two more items, and dropping them needs nothing.
    unsafe { t.cast::<TupleObject>() }.len.set(STATVFS_ITEMS);
    Ok(t)
}

pub fn statvfs_result(vm: &Vm, items: [u64; STATVFS_ITEMS], id: u64) -> PyResult {
    let items = items.map(|n| int_object(vm, n.into())).to_vec();
    seal(
        vm,
        items,
        [id >> 32, id & 0xffff_ffff].map(|half| vm.new_int(half as i64)),
    )
}

fn new_statvfs(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let mut items = fields_arg(vm, ty, args)?;
    let id = items.split_off(STATVFS_ITEMS).into_iter().next();
    let id = id.filter(|id| id.is_exact(Kind::Int));
    let halves = match id.and_then(|id| u64::try_from(&int_to_bigint(&id)).ok()) {
        Some(id) => [id >> 32, id & 0xffff_ffff].map(|half| vm.new_int(half as i64)),
        None => [Ref::none(), Ref::none()],
    };
    seal(vm, items, halves)
}

/// `f_fsid`; None where the result was made from items alone.
fn file_system_id(vm: &Vm, this: &Ref) -> PyResult {
    // SAFETY: `seal` alone makes the values of this type, with two words behind the items.
    let halves = unsafe {
        let items = this.cast::<TupleObject>().items.get();
        [*items.add(STATVFS_ITEMS), *items.add(STATVFS_ITEMS + 1)]
    };
    if !halves[0].is_int() {
        return Ok(Ref::none());
    }
    let [high, low] = halves.map(|h| h.as_int() as u64);
    Ok(int_object(vm, (high << 32 | low).into()))
}
