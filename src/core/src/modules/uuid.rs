//! The module `_uuid`: identifiers made of the time, the machine and a number, by RFC 9562's version 1.

use super::{ModuleSpec, add};
use crate::object::{MethodDef, new_bytes, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_uuid",
    doc: "",
    methods: &METHODS,
    init: |vm, module| {
        add(vm, module, "has_uuid_generate_time_safe", vm.new_int(1))?;
        add(vm, module, "has_stable_extractable_node", vm.new_int(0))
    },
};

static METHODS: [MethodDef; 1] =
    [MethodDef::no_args("generate_time_safe", generate_time_safe).shown("($self, /)")];

/// Between the beginning of the Gregorian calendar and that of the clock, in steps of 100 nanoseconds.
const EPOCH: u64 = 0x01B2_1DD2_1381_4000;

/// Nobody else knows which identifiers this process makes.
const UNSAFE: i64 = -1;

/// What the identifiers of this process have in common, and the last time that one was given.
struct Source {
    node: [u8; 6],
    sequence: u16,
    last: u64,
}

static SOURCE: Mutex<Option<Source>> = Mutex::new(None);

fn random(bytes: &mut [u8]) {
    // SAFETY: the bytes are there. It fails for no length as small as these.
    unsafe { libc::getrandom(bytes.as_mut_ptr().cast(), bytes.len(), 0) };
}

/// The address of a network device, or a random one, which says so of itself.
fn node() -> [u8; 6] {
    let mut paths: Vec<_> = std::fs::read_dir("/sys/class/net")
        .map(|all| all.flatten().map(|e| e.path()).collect())
        .unwrap_or_default();
    paths.sort();
    for path in paths {
        let Ok(text) = std::fs::read_to_string(path.join("address")) else {
            continue;
        };
        let bytes: Vec<u8> = text
            .trim()
            .split(':')
            .filter_map(|b| u8::from_str_radix(b, 16).ok())
            .collect();
        if let Ok(address) = <[u8; 6]>::try_from(bytes)
            && address != [0; 6]
        {
            return address;
        }
    }
    let mut address = [0; 6];
    random(&mut address);
    address[0] |= 1;
    address
}

fn generate_time_safe(vm: &Vm, _: &Ref) -> PyResult {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| (d.as_nanos() / 100) as u64);
    let mut source = SOURCE.lock().unwrap_or_else(|e| e.into_inner());
    let s = source.get_or_insert_with(|| {
        let mut start = [0; 2];
        random(&mut start);
        Source {
            node: node(),
            sequence: u16::from_ne_bytes(start) & 0x3FFF,
            last: 0,
        }
    });
    if now < s.last.saturating_sub(10_000_000) {
        // The clock was put back: another number keeps what comes now apart from what was.
        s.sequence = (s.sequence + 1) & 0x3FFF;
        s.last = 0;
    }
    s.last = now.max(s.last + 1);
    let time = s.last.wrapping_add(EPOCH);
    let mut all = [0; 16];
    all[..4].copy_from_slice(&(time as u32).to_be_bytes());
    all[4..6].copy_from_slice(&((time >> 32) as u16).to_be_bytes());
    all[6..8].copy_from_slice(&((time >> 48) as u16 & 0x0FFF | 0x1000).to_be_bytes());
    all[8..10].copy_from_slice(&(s.sequence | 0x8000).to_be_bytes());
    all[10..].copy_from_slice(&s.node);
    Ok(new_tuple(vm, [new_bytes(vm, all), vm.new_int(UNSAFE)]))
}
