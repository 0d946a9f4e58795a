//! The module `_random`.

mod twister;

use super::ModuleSpec;
use super::common::{add_type, no_keywords, type_arg};
use super::support::int_object;
use crate::object::{
    Layout, MethodDef, Payload, TypeSpec, as_tuple, flags, int_is_negative, int_to_bigint,
    int_to_i64, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use malachite_bigint::{BigInt, Sign};
use std::cell::RefCell;
use tricera_text::number::Int;
use twister::{N, Twister};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_random",
    doc: "Module implements the Mersenne Twister random number generator.",
    methods: &[],
    init: |vm, module| add_type(vm, module, &RANDOM).map(drop),
};

struct Random(Box<RefCell<Twister>>);

impl Payload for Random {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Random>();

static METHODS: [MethodDef; 5] = [
    MethodDef::one("getrandbits", getrandbits)
        .text_signature("k, /")
        .doc("getrandbits(k) -> x.  Generates an int with k random bits."),
    MethodDef::no_args("getstate", getstate)
        .doc("getstate() -> tuple containing the current state."),
    MethodDef::no_args("random", |vm, this| {
        Ok(vm.new_float(payload::<Random>(this).0.borrow_mut().next_f64()))
    })
    .doc("random() -> x in the interval [0, 1)."),
    MethodDef::positional("seed", 0, 1, |vm, this, a| {
        seed(vm, this, a.first())?;
        Ok(Ref::none())
    })
    .text_signature("n=None, /"),
    MethodDef::one("setstate", setstate)
        .text_signature("state, /")
        .doc("setstate(state) -> None.  Restores generator state."),
];

static RANDOM: TypeSpec = TypeSpec {
    module: "_random",
    doc: "Random() -> create a random number generator with its own internal state.",
    flags: flags::BASETYPE,
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            let state = Random(Box::new(RefCell::new(Twister::unseeded())));
            Ok(new_object(vm, type_arg(ty), state))
        }));
        s.init.set(Some(init));
    },
    ..TypeSpec::new("Random", &LAYOUT)
};

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    no_keywords(vm, &vm.type_of(this).to_ref(), "Random", args)?;
    let a = args.check_positional(vm, "Random", 0, 1)?;
    seed(vm, this, a.first())
}

/// Seeds with the magnitude of an int, with the hash of anything else, or by chance.
fn seed(vm: &Vm, this: &Ref, by: Option<&Ref>) -> PyResult<()> {
    let key = match by.filter(|b| !b.is_none()) {
        None => random_key(),
        Some(i) if i.has_kind(Kind::Int) || i.has_kind(Kind::Bool) => {
            int_to_bigint(&vm.index(i)?).to_u32_digits().1
        }
        Some(other) => {
            let hash = vm.hash(other)? as u64;
            vec![hash as u32, (hash >> 32) as u32]
        }
    };
    // A key has no leading zeros, but at least one word.
    let used = key.iter().rposition(|w| *w != 0).map_or(1, |i| i + 1);
    let key = if key.is_empty() {
        &[0][..]
    } else {
        &key[..used]
    };
    payload::<Random>(this).0.borrow_mut().seed(key);
    Ok(())
}

/// A key from the operating system, or from the clocks if it has none to give.
fn random_key() -> Vec<u32> {
    let mut key = vec![0_u32; N];
    let size = size_of_val(&key[..]);
    // SAFETY: the buffer has that size.
    let got = unsafe { libc::getrandom(key.as_mut_ptr().cast(), size, libc::GRND_NONBLOCK) };
    if usize::try_from(got) == Ok(size) {
        return key;
    }
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    let (seconds, nanos) = (now.as_secs(), now.subsec_nanos());
    vec![
        seconds as u32,
        (seconds >> 32) as u32,
        nanos,
        std::process::id(),
    ]
}

fn getrandbits(vm: &Vm, this: &Ref, k: &Ref) -> PyResult {
    let k = vm.index(k)?;
    if int_is_negative(&k) {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    let Some(bits) = int_to_i64(&k) else {
        return Err(if int_to_bigint(&k) < BigInt::from(1) << 64 {
            vm.memory_error()
        } else {
            vm.overflow_error("Python int too large for C uint64_t")
        });
    };
    let random = payload::<Random>(this);
    if bits == 0 {
        return Ok(vm.new_int(0));
    }
    if bits <= 32 {
        let word = random.0.borrow_mut().next() >> (32 - bits);
        return Ok(vm.new_int(word.into()));
    }
    let count = (bits as u64).div_ceil(32) as usize;
    let mut words: Vec<u32> = Vec::new();
    if count > i32::MAX as usize || words.try_reserve_exact(count).is_err() {
        return Err(vm.memory_error());
    }
    let mut twister = random.0.borrow_mut();
    // The least significant word comes first; the most significant one may be a part.
    words.extend((0..count).map(|_| twister.next()));
    drop(twister);
    let rest = (bits % 32) as u32;
    if rest != 0 {
        words[count - 1] >>= 32 - rest;
    }
    let value = BigInt::from_slice(Sign::Plus, &words);
    Ok(match i64::try_from(&value) {
        Ok(small) => vm.new_int(small),
        Err(_) => int_object(vm, Int::from(value)),
    })
}

fn getstate(vm: &Vm, this: &Ref) -> PyResult {
    let state = payload::<Random>(this).0.borrow();
    let mut items: Vec<Ref> = state
        .words
        .iter()
        .map(|w| vm.new_int((*w).into()))
        .collect();
    items.push(vm.new_int(state.index as i64));
    Ok(new_tuple(vm, items))
}

/// A word of a state, as an `unsigned long` that fits 32 bits.
fn state_word(vm: &Vm, v: &Ref) -> PyResult<u32> {
    if !v.has_kind(Kind::Int) && !v.has_kind(Kind::Bool) {
        return Err(vm.type_error("expected int object"));
    }
    let v = vm.index(v)?;
    if int_is_negative(&v) {
        return Err(vm.overflow_error("can't convert negative value to unsigned int"));
    }
    match int_to_i64(&v) {
        Some(i) => u32::try_from(i).map_err(|_| vm.value_error("invalid state")),
        None if int_to_bigint(&v) < BigInt::from(1) << 64 => Err(vm.value_error("invalid state")),
        None => Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
    }
}

fn setstate(vm: &Vm, this: &Ref, state: &Ref) -> PyResult {
    let Some(items) = as_tuple(state) else {
        return Err(vm.type_error("state vector must be a tuple"));
    };
    if items.len() != N + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut new = Twister::unseeded();
    for (word, item) in new.words.iter_mut().zip(items) {
        *word = state_word(vm, item)?;
    }
    let index = super::support::c_long(vm, &items[N])?;
    new.index = match usize::try_from(index) {
        Ok(i) if i <= N => i,
        _ => return Err(vm.value_error("invalid state")),
    };
    *payload::<Random>(this).0.borrow_mut() = new;
    Ok(Ref::none())
}
