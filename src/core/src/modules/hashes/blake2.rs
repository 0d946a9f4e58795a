//! The module `_blake2`: BLAKE2b and BLAKE2s with all their parameters.

use super::state::State;
use super::{
    Algorithm, GIL_MINSIZE, Hash, LAYOUT, copy_def, data_argument, digest_def, hexdigest_def,
    update,
};
use crate::modules::common::{bind, make_type, type_arg};
use crate::modules::{ModuleSpec, add};
use crate::object::{
    ByteView, MethodDef, TypeSpec, buffer_argument, int_is_negative, int_ref, new_object,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::Ref;
use std::cell::RefCell;
use std::sync::LazyLock;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_blake2",
    doc: "BLAKE2b and BLAKE2s for hashlib",
    methods: &[],
    init: |vm, module| {
        add(vm, module, "_GIL_MINSIZE", vm.new_int(GIL_MINSIZE))?;
        for (spec, variant) in [(&BLAKE2B, &B), (&BLAKE2S, &S)] {
            let ty = make_type(vm, spec, vm.types.object)?;
            add(vm, module, spec.name, ty.to_ref())?;
            for (name, value) in [
                ("SALT_SIZE", variant.salt),
                ("PERSON_SIZE", variant.salt),
                ("MAX_KEY_SIZE", variant.max),
                ("MAX_DIGEST_SIZE", variant.max),
            ] {
                let value = vm.new_int(value as i64);
                let key = vm.interned.intern_str(vm, name);
                ty.dict().set_str(vm, &key, value.clone())?;
                let upper = spec.name.to_uppercase();
                add(vm, module, &format!("{upper}_{name}"), value)?;
            }
            ty.modified();
        }
        Ok(())
    },
};

/// In what the two differ.
struct Variant {
    algorithm: Algorithm,
    /// In messages.
    shown: &'static str,
    /// The longest digest and the longest key.
    max: usize,
    /// The longest salt and the longest personal string.
    salt: usize,
    max_offset: u64,
}

static B: Variant = Variant {
    algorithm: Algorithm {
        name: "blake2b",
        digest_size: 64,
        block_size: 128,
    },
    shown: "Blake2b",
    max: 64,
    salt: 16,
    max_offset: u64::MAX,
};
static S: Variant = Variant {
    algorithm: Algorithm {
        name: "blake2s",
        digest_size: 32,
        block_size: 64,
    },
    shown: "Blake2s",
    max: 32,
    salt: 8,
    max_offset: (1 << 48) - 1,
};

static METHODS: [MethodDef; 4] = [
    copy_def(),
    digest_def(),
    hexdigest_def(),
    MethodDef::one("update", update)
        .text_signature("data, /")
        .doc("Update this hash object's state with the provided bytes-like object."),
];

macro_rules! blake2 {
    ($spec:ident, $name:literal, $variant:ident) => {
        static $spec: TypeSpec = TypeSpec {
            module: "_blake2",
            doc: "Return a new BLAKE2 hash object.",
            methods: &METHODS,
            getset: &super::GETSET,
            slots: |s| {
                s.new
                    .set(Some(|vm, class, args| new(vm, class, args, &$variant)))
            },
            ..TypeSpec::new($name, &LAYOUT)
        };
    };
}

blake2!(BLAKE2B, "blake2b", B);
blake2!(BLAKE2S, "blake2s", S);

static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse(
        "data=b'', *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, \
         node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None",
    )
});

/// An argument of an unsigned C type of 64 bits.
pub(super) fn unsigned(vm: &Vm, r: &Ref, c_type: &str) -> PyResult<u64> {
    let i = vm.index(r)?;
    if int_is_negative(&i) {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    int_ref(&i)
        .and_then(|i| i.to_u64())
        .ok_or_else(|| vm.overflow_error(format!("Python int too large for C {c_type}")))
}

/// An argument that must be in a range.
fn ranged(vm: &Vm, name: &str, value: i32, low: i32) -> PyResult<u8> {
    match u8::try_from(value) {
        Ok(v) if value >= low => Ok(v),
        _ => Err(vm.value_error(format!("{name} must be between {low} and 255"))),
    }
}

fn new(vm: &Vm, class: &Ref, args: &Args, v: &'static Variant) -> PyResult {
    let a: [Option<Ref>; 14] = bind(vm, &SIGNATURE, v.algorithm.name, args)?;
    let [
        data,
        digest_size,
        key,
        salt,
        person,
        fanout,
        depth,
        leaf_size,
        node_offset,
        node_depth,
        inner_size,
        last_node,
        secure,
        string,
    ] = &a;
    let int = |r: &Option<Ref>, default: i32| r.as_ref().map_or(Ok(default), |r| vm.as_c_int(r));
    let flag = |r: &Option<Ref>| r.as_ref().map_or(Ok(false), |r| vm.is_true(r));
    fn bytes<'a>(vm: &Vm, r: &'a Option<Ref>) -> PyResult<Option<ByteView<'a>>> {
        r.as_ref().map(|r| buffer_argument(vm, r)).transpose()
    }
    // First all are converted, then all are checked.
    let digest_size = int(digest_size, v.max as i32)?;
    let key = bytes(vm, key)?;
    let salt = bytes(vm, salt)?;
    let person = bytes(vm, person)?;
    let fanout = int(fanout, 1)?;
    let depth = int(depth, 1)?;
    let leaf_size = match leaf_size {
        Some(r) => unsigned(vm, r, "unsigned long")?,
        None => 0,
    };
    let node_offset = match node_offset {
        Some(r) => unsigned(vm, r, "unsigned long long")?,
        None => 0,
    };
    let node_depth = int(node_depth, 0)?;
    let inner_size = int(inner_size, 0)?;
    let last_node = flag(last_node)?;
    flag(secure)?;
    let data = data_argument(vm, data, string)?;

    let max = v.max;
    let digest_size = match usize::try_from(digest_size) {
        Ok(n) if (1..=max).contains(&n) => n,
        _ => {
            return Err(vm.value_error(format!(
                "digest_size for {} must be between 1 and {max} bytes, here it is {digest_size}",
                v.shown
            )));
        }
    };
    let (key, salt, person) = (
        key.as_deref().unwrap_or(&[]),
        salt.as_deref().unwrap_or(&[]),
        person.as_deref().unwrap_or(&[]),
    );
    for (name, given) in [("salt", salt), ("person", person)] {
        if given.len() > v.salt {
            return Err(vm.value_error(format!("maximum {name} length is {} bytes", v.salt)));
        }
    }
    let fanout = ranged(vm, "fanout", fanout, 0)?;
    let depth = ranged(vm, "depth", depth, 1)?;
    let Ok(leaf_size) = u32::try_from(leaf_size) else {
        return Err(vm.overflow_error("leaf_size is too large"));
    };
    if node_offset > v.max_offset {
        return Err(vm.overflow_error("node_offset is too large"));
    }
    let node_depth = ranged(vm, "node_depth", node_depth, 0)?;
    let inner_size = match usize::try_from(inner_size) {
        Ok(n) if n <= max => n,
        _ => {
            return Err(vm.value_error(format!("inner_size must be between 0 and is {max}")));
        }
    };
    if key.len() > max {
        return Err(vm.value_error(format!("maximum key length is {max} bytes")));
    }
    macro_rules! state {
        ($library:ident) => {
            $library::Params::new()
                .hash_length(digest_size)
                .key(key)
                .salt(salt)
                .personal(person)
                .fanout(fanout)
                .max_depth(depth)
                .max_leaf_length(leaf_size)
                .node_offset(node_offset)
                .node_depth(node_depth)
                .inner_hash_length(inner_size)
                .last_node(last_node)
                .to_state()
        };
    }
    let mut state = match std::ptr::eq(v, &B) {
        true => State::Blake2b(state!(blake2b_simd)),
        false => State::Blake2s(state!(blake2s_simd)),
    };
    if let Some(data) = &data {
        state.update(data);
    }
    let hash = Hash {
        state: RefCell::new(Box::new(state)),
        algorithm: &v.algorithm,
        digest_size,
    };
    Ok(new_object(vm, type_arg(class), hash))
}
