//! The module `_sha3`: SHA-3, and SHAKE with as many bytes as are asked for.

use super::state::State;
use super::{
    Algorithm, BLOCK_SIZE, DIGEST_SIZE, GIL_MINSIZE, LAYOUT, NAME, SIGNATURE, copy_def,
    data_argument, digest, digest_def, hex, hexdigest_def, new_hash, of, update,
};
use crate::modules::common::{add_type, bind, type_arg};
use crate::modules::{ModuleSpec, add};
use crate::object::{GetSetDef, MethodDef, TypeSpec, from_utf8, new_bytes};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::Ref;
use std::sync::LazyLock;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_sha3",
    doc: "",
    methods: &[],
    init: |vm, module| {
        for spec in [
            &SHA3_224, &SHA3_256, &SHA3_384, &SHA3_512, &SHAKE_128, &SHAKE_256,
        ] {
            add_type(vm, module, spec)?;
        }
        add(vm, module, "implementation", from_utf8(vm, "RustCrypto")?)?;
        add(vm, module, "_GIL_MINSIZE", vm.new_int(GIL_MINSIZE))
    },
};

/// Bits of the permutation.
const WIDTH: usize = 1600;

const fn sha3_update_def() -> MethodDef {
    MethodDef::one("update", update)
        .text_signature("data, /")
        .doc("Update this hash object's state with the provided bytes-like object.")
}

static METHODS: [MethodDef; 4] = [copy_def(), digest_def(), hexdigest_def(), sha3_update_def()];

static SHAKE_METHODS: [MethodDef; 4] = [
    copy_def(),
    MethodDef::keywords("digest", "length", |vm, this, a| {
        let len = length(vm, &a[0])?;
        Ok(new_bytes(vm, digest(this, len)))
    })
    .doc("Return the digest value as a bytes object."),
    MethodDef::keywords("hexdigest", "length", |vm, this, a| {
        let len = length(vm, &a[0])?;
        hex(vm, &digest(this, len))
    })
    .doc("Return the digest value as a string of hexadecimal digits."),
    sha3_update_def(),
];

fn length(vm: &Vm, r: &Option<Ref>) -> PyResult<usize> {
    let n = super::blake2::unsigned(vm, r.as_ref().expect("required"), "unsigned long")?;
    if n >= 1 << 29 {
        return Err(vm.value_error("length is too large"));
    }
    Ok(n as usize)
}

static GETSET: [GetSetDef; 6] = [
    BLOCK_SIZE,
    NAME,
    DIGEST_SIZE,
    GetSetDef::get("_capacity_bits", |vm, this| {
        let rate = 8 * of(this).algorithm.block_size;
        Ok(vm.new_int((WIDTH - rate) as i64))
    }),
    GetSetDef::get("_rate_bits", |vm, this| {
        Ok(vm.new_int(8 * of(this).algorithm.block_size as i64))
    }),
    GetSetDef::get("_suffix", |vm, this| {
        let suffix = match of(this).algorithm.digest_size {
            // SHAKE says how long its digest is only when it is made.
            0 => 0x1F,
            _ => 0x06,
        };
        Ok(new_bytes(vm, [suffix]))
    }),
];

static PARSED: LazyLock<Signature> = LazyLock::new(|| Signature::parse(SIGNATURE));

fn make(
    vm: &Vm,
    class: &Ref,
    args: &Args,
    algorithm: &'static Algorithm,
    mut state: State,
) -> PyResult {
    // CPython's parser calls all of them by the name of the first.
    let [data, secure, string] = bind(vm, &PARSED, "sha3_224", args)?;
    if let Some(flag) = &secure {
        vm.is_true(flag)?;
    }
    if let Some(data) = data_argument(vm, &data, &string)? {
        state.update(&data);
    }
    Ok(new_hash(vm, type_arg(class), algorithm, state))
}

macro_rules! sha3 {
    ($spec:ident, $name:literal, $state:ident, $size:literal, $block:literal, $methods:ident) => {
        static $spec: TypeSpec = TypeSpec {
            module: "_sha3",
            doc: concat!(
                $name,
                "([data], *, usedforsecurity=True)\n\nReturn a new hash object."
            ),
            methods: &$methods,
            getset: &GETSET,
            slots: |s| {
                s.new.set(Some(|vm, class, args| {
                    static INFO: Algorithm = Algorithm {
                        name: $name,
                        digest_size: $size,
                        block_size: $block,
                    };
                    make(
                        vm,
                        class,
                        args,
                        &INFO,
                        State::$state(::sha3::$state::default()),
                    )
                }));
            },
            ..TypeSpec::new($name, &LAYOUT)
        };
    };
}

sha3!(SHA3_224, "sha3_224", Sha3_224, 28, 144, METHODS);
sha3!(SHA3_256, "sha3_256", Sha3_256, 32, 136, METHODS);
sha3!(SHA3_384, "sha3_384", Sha3_384, 48, 104, METHODS);
sha3!(SHA3_512, "sha3_512", Sha3_512, 64, 72, METHODS);
sha3!(SHAKE_128, "shake_128", Shake128, 0, 168, SHAKE_METHODS);
sha3!(SHAKE_256, "shake_256", Shake256, 0, 136, SHAKE_METHODS);
