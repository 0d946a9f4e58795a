//! `time`.

use super::date::{invalid_iso, strptime_arguments};
use super::fields::{Hms, check_time, check_tz, int_or, parsed_int_or, pickled, pickled_tz};
use super::{iso, state, text, zone};
use crate::modules::common::{bind, type_arg};
use crate::object::{
    CompareOp, Field, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, as_str, downcast,
    flags, from_utf8, new_bytes, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use std::sync::LazyLock;
use tricera_text::hash::hash_bytes;

/// A time of day.
pub struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    fold: Cell<bool>,
    micro: u32,
    hash: Cell<i64>,
    /// Empty for no time zone.
    tz: Field,
}

impl Payload for Time {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.tz.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Time>();

impl Time {
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
    fn packed(&self) -> [u8; 6] {
        let [_, a, b, c] = self.micro.to_be_bytes();
        [self.hour, self.minute, self.second, a, b, c]
    }
    fn new(t: Hms, tz: &Ref, fold: bool) -> Time {
        Time {
            hour: t.hour as u8,
            minute: t.minute as u8,
            second: t.second as u8,
            fold: Cell::new(fold),
            micro: t.micro as u32,
            hash: Cell::new(-1),
            tz: Field::from((!tz.is_none()).then(|| tz.clone())),
        }
    }
}

/// The time in `r`, if it is one.
pub fn as_time<'a>(vm: &Vm, r: &'a Ref) -> Option<&'a Time> {
    downcast::<Time>(vm, r)
}

fn of(this: &Ref) -> &Time {
    payload(this)
}

/// A time of a type of this module, checked.
pub fn make(vm: &Vm, ty: TypePtr, t: Hms, tz: &Ref, fold: i32) -> PyResult {
    check_time(vm, t, fold)?;
    check_tz(vm, tz)?;
    Ok(new_object(vm, ty, Time::new(t, tz, fold != 0)))
}

/// A time of the class: subclasses are called.
fn of_class(vm: &Vm, class: &Ref, t: Hms, tz: &Ref, fold: i32) -> PyResult {
    let own = state(vm).time;
    if own.is(class) {
        return make(vm, own, t, tz, fold);
    }
    let int = |i: i32| vm.new_int(i.into());
    let args = [
        int(t.hour),
        int(t.minute),
        int(t.second),
        int(t.micro),
        tz.clone(),
    ];
    let new = vm.call_positional(class, &args)?;
    if let Some(t) = as_time(vm, &new) {
        t.fold.set(fold != 0);
    }
    Ok(new)
}

static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse("hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0")
});

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let positional = args.positional();
    if (1..=2).contains(&positional.len())
        && let Some(b) = pickled(vm, positional, 6, 0, |h| h & 0x7f < 24, "time")?
    {
        let tz = pickled_tz(vm, positional)?;
        let t = Hms {
            hour: (b[0] & 0x7f).into(),
            minute: b[1].into(),
            second: b[2].into(),
            micro: i32::from_be_bytes([0, b[3], b[4], b[5]]),
        };
        return Ok(new_object(
            vm,
            type_arg(ty),
            Time::new(t, &tz, b[0] & 0x80 != 0),
        ));
    }
    let [hour, minute, second, micro, tz, fold] = bind(vm, &SIGNATURE, "", args)?;
    let t = Hms {
        hour: parsed_int_or(vm, &hour, 0)?,
        minute: parsed_int_or(vm, &minute, 0)?,
        second: parsed_int_or(vm, &second, 0)?,
        micro: parsed_int_or(vm, &micro, 0)?,
    };
    let fold = parsed_int_or(vm, &fold, 0)?;
    make(vm, type_arg(ty), t, &tz.unwrap_or_else(Ref::none), fold)
}

/// The time without what `T` may stand before it.
fn from_iso_format(vm: &Vm, class: &Ref, r: &Ref) -> PyResult {
    if !r.has_kind(Kind::Str) {
        return Err(vm.type_error("fromisoformat: argument must be str"));
    }
    let parsed = as_str(r).as_ascii().map(|s| {
        let s = s.strip_prefix('T').unwrap_or(s);
        iso::parse_time(s.as_bytes())
    });
    let Some(Ok((mut t, offset))) = parsed else {
        return Err(invalid_iso(vm, r));
    };
    if t.hour == 24 {
        t.hour = 0;
        if t != Hms::default() {
            let m = "minute, second, and microsecond must be 0 when hour is 24";
            return Err(vm.value_error(m));
        }
    }
    let tz = offset.map_or(Ok(Ref::none()), |o| zone::fixed(vm, o))?;
    of_class(vm, class, t, &tz, 0)
}

/// `this.utcoffset()` as CPython's own code asks for it.
fn offset(vm: &Vm, t: &Time) -> PyResult<Option<Ref>> {
    zone::utcoffset(vm, &t.tz(), &Ref::none())
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (as_time(vm, a), as_time(vm, b)) else {
        return Ok(Ref::not_implemented());
    };
    let plain = || Ok(Ref::bool(op.holds(x.hms().cmp(&y.hms()))));
    if x.tz().is(&y.tz()) {
        return plain();
    }
    match (offset(vm, x)?, offset(vm, y)?) {
        (None, None) => plain(),
        (Some(p), Some(q)) => {
            let (p, q) = (zone::micros(vm, &p), zone::micros(vm, &q));
            if p == q {
                return plain();
            }
            // Offsets count in whole seconds here.
            let second = 1_000_000;
            let at = |t: &Time, offset: i128| t.hms().total() - offset.div_euclid(second) * second;
            Ok(Ref::bool(op.holds(at(x, p).cmp(&at(y, q)))))
        }
        _ => match op {
            CompareOp::Eq => Ok(Ref::bool(false)),
            CompareOp::Ne => Ok(Ref::bool(true)),
            _ => Err(vm.type_error("can't compare offset-naive and offset-aware times")),
        },
    }
}

fn hash(vm: &Vm, this: &Ref) -> PyResult<i64> {
    let t = of(this);
    if t.hash.get() != -1 {
        return Ok(t.hash.get());
    }
    let hash = match offset(vm, t)? {
        None => hash_bytes(&vm.hash_keys, &t.packed()),
        Some(o) => {
            let total = t.hms().total() - zone::micros(vm, &o);
            vm.hash(&super::delta::new_delta(vm, total)?)?
        }
    };
    t.hash.set(hash);
    Ok(hash)
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let t = of(this);
    let Hms {
        hour,
        minute,
        second,
        micro,
    } = t.hms();
    let mut text = format!("{}({hour}, {minute}", vm.type_of(this).name_str());
    if micro != 0 {
        text += &format!(", {second}, {micro}");
    } else if second != 0 {
        text += &format!(", {second}");
    }
    if t.tz.is_set() {
        text += &format!(", tzinfo={}", vm.repr_string(&t.tz())?);
    }
    if t.fold() {
        text += ", fold=1";
    }
    from_utf8(vm, &(text + ")"))
}

fn iso_format(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let spec = match &a[0] {
        Some(s) => s.clone(),
        None => from_utf8(vm, "auto")?,
    };
    text::check_str(vm, "isoformat", 1, &spec)?;
    let t = of(this);
    let mut shown = text::time_text(vm, t.hms(), &spec)?;
    if let Some(o) = offset(vm, t)? {
        shown += &zone::offset_text(vm, &o, ":");
    }
    from_utf8(vm, &shown)
}

fn replace(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let old = of(this);
    let t = old.hms();
    let t = Hms {
        hour: int_or(vm, &a[0], t.hour)?,
        minute: int_or(vm, &a[1], t.minute)?,
        second: int_or(vm, &a[2], t.second)?,
        micro: int_or(vm, &a[3], t.micro)?,
    };
    let tz = a[4].clone().unwrap_or_else(|| old.tz());
    let fold = int_or(vm, &a[5], old.fold().into())?;
    of_class(vm, &vm.type_of(this).to_ref(), t, &tz, fold)
}

/// What `pickle` is given; protocols before 4 do not know the fold.
fn reduce(vm: &Vm, this: &Ref, protocol: i32) -> PyResult {
    let t = of(this);
    let mut packed = t.packed();
    if protocol > 3 && t.fold() {
        packed[0] |= 0x80;
    }
    let mut state = vec![new_bytes(vm, packed)];
    state.extend(t.tz.get());
    let ty = vm.type_of(this).to_ref();
    Ok(new_tuple(vm, [ty, new_tuple(vm, state)]))
}

/// The protocol that `__reduce_ex__` is called with.
pub fn protocol_argument(vm: &Vm, args: &Args) -> PyResult<i32> {
    args.no_keywords(vm, "__reduce_ex__")?;
    match args.positional() {
        [p] => vm.as_c_int(p),
        a => Err(vm.type_error(format!(
            "__reduce_ex__() takes exactly 1 argument ({} given)",
            a.len()
        ))),
    }
}

const REPLACE: &str = "hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, \
                       fold=unchanged";

static METHODS: [MethodDef; 12] = [
    MethodDef::raw("strptime", |vm, class, args| {
        let a = strptime_arguments(vm, args)?;
        text::strptime(vm, class, a, "_strptime_datetime_time")
    })
    .class_method()
    .doc("string, format -> new time parsed from a string (like time.strptime())."),
    MethodDef::keywords("isoformat", "timespec='auto'", iso_format)
        .shown("")
        .doc(
            "Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\nThe optional argument timespec \
             specifies the number of additional terms\nof the time to include. Valid options are 'auto', 'hours', \
             'minutes',\n'seconds', 'milliseconds' and 'microseconds'.\n",
        ),
    MethodDef::keywords("strftime", "format", |vm, this, a| {
        let format = a[0].as_ref().expect("required");
        text::check_str(vm, "strftime", 1, format)?;
        let t = of(this).hms();
        let items = [1900, 1, 1, t.hour, t.minute, t.second, 0, 1, -1];
        let tuple = new_tuple(vm, items.map(|i| vm.new_int(i.into())));
        text::strftime(vm, this, format, &tuple, &Ref::none())
    })
    .shown("")
    .doc("format -> strftime() style string."),
    MethodDef::one("__format__", text::format)
        .shown("")
        .doc("Formats self with strftime."),
    MethodDef::no_args("utcoffset", |vm, this| {
        Ok(offset(vm, of(this))?.unwrap_or_else(Ref::none))
    })
    .doc("Return self.tzinfo.utcoffset(self)."),
    MethodDef::no_args("tzname", |vm, this| zone::tzname(vm, &of(this).tz(), &Ref::none()))
        .doc("Return self.tzinfo.tzname(self)."),
    MethodDef::no_args("dst", |vm, this| {
        let dst = zone::dst(vm, &of(this).tz(), &Ref::none())?;
        Ok(dst.unwrap_or_else(Ref::none))
    })
    .doc("Return self.tzinfo.dst(self)."),
    MethodDef::keywords("replace", REPLACE, replace)
        .doc("Return time with new specified fields."),
    MethodDef::keywords("__replace__", REPLACE, replace)
        .shown("($self, /, **changes)")
        .doc("The same as replace()."),
    MethodDef::one("fromisoformat", from_iso_format)
        .class_method()
        .doc("string -> time from a string in ISO 8601 format"),
    MethodDef::raw("__reduce_ex__", |vm, this, args| {
        reduce(vm, this, protocol_argument(vm, args)?)
    })
    .doc("__reduce_ex__(proto) -> (cls, state)"),
    MethodDef::no_args("__reduce__", |vm, this| reduce(vm, this, 2))
        .doc("__reduce__() -> (cls, state)"),
];

static GETSET: [GetSetDef; 6] = [
    GetSetDef::get("hour", |vm, this| Ok(vm.new_int(of(this).hour.into()))),
    GetSetDef::get("minute", |vm, this| Ok(vm.new_int(of(this).minute.into()))),
    GetSetDef::get("second", |vm, this| Ok(vm.new_int(of(this).second.into()))),
    GetSetDef::get("microsecond", |vm, this| {
        Ok(vm.new_int(of(this).micro.into()))
    }),
    GetSetDef::get("tzinfo", |_, this| Ok(of(this).tz())),
    GetSetDef::get("fold", |vm, this| Ok(vm.new_int(of(this).fold().into()))),
];

/// The type `datetime.time`.
pub static TIME: TypeSpec = TypeSpec {
    module: "datetime",
    doc: "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nAll arguments are optional. \
          tzinfo may be None, or an instance of\na tzinfo subclass. The remaining arguments may be ints.\n",
    flags: flags::BASETYPE | flags::NO_MODULE,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.str
            .set(Some(|vm, this| vm.call_method_str(this, "isoformat", &[])));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
    },
    ..TypeSpec::new("time", &LAYOUT)
};
