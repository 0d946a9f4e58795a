//! The modules `_md5`, `_sha1`, `_sha2`, `_sha3` and `_blake2`, over which `hashlib` works.

mod blake2;
mod sha3;
mod state;

pub use blake2::MODULE as BLAKE2;
pub use sha3::MODULE as SHA3;

use super::common::make_type;
use super::{ModuleSpec, add};
use crate::object::{
    ByteView, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, bytes_like, flags,
    from_utf8, new_ascii, new_bytes, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use ::sha3::digest::Digest;
use state::State;
use std::cell::RefCell;

/// Bytes from which on CPython lets other threads run.
const GIL_MINSIZE: i64 = 2048;

/// What is known of an algorithm.
struct Algorithm {
    name: &'static str,
    /// What is usual; 0 where it may be chosen when the digest is made.
    digest_size: usize,
    block_size: usize,
}

/// The payload of hash objects. The state is large and lies beside.
struct Hash {
    state: RefCell<Box<State>>,
    algorithm: &'static Algorithm,
    digest_size: usize,
}

impl Payload for Hash {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Hash>();

fn of(this: &Ref) -> &Hash {
    payload(this)
}

fn new_hash(vm: &Vm, ty: TypePtr, algorithm: &'static Algorithm, state: State) -> Ref {
    let hash = Hash {
        state: RefCell::new(Box::new(state)),
        algorithm,
        digest_size: algorithm.digest_size,
    };
    new_object(vm, ty, hash)
}

/// The bytes of something that is to be hashed.
fn data_view<'a>(vm: &Vm, data: &'a Ref) -> PyResult<ByteView<'a>> {
    if data.has_kind(Kind::Str) {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    match bytes_like(vm, data)? {
        Some(view) => Ok(view),
        None => Err(vm.type_error("object supporting the buffer API required")),
    }
}

/// The argument `data`, which has also been called `string`.
fn data_argument<'a>(
    vm: &Vm,
    data: &'a Option<Ref>,
    string: &'a Option<Ref>,
) -> PyResult<Option<ByteView<'a>>> {
    let given = match (data, string) {
        (Some(_), Some(_)) => {
            return Err(vm.type_error(
                "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for \
                 removal in a future version.",
            ));
        }
        (Some(d), None) => d,
        (None, Some(s)) => s,
        (None, None) => return Ok(None),
    };
    data_view(vm, given).map(Some)
}

fn update(vm: &Vm, this: &Ref, data: &Ref) -> PyResult {
    let view = data_view(vm, data)?;
    of(this).state.borrow_mut().update(&view);
    Ok(Ref::none())
}

fn copy(vm: &Vm, this: &Ref) -> PyResult {
    let h = of(this);
    let copy = Hash {
        state: h.state.clone(),
        ..*h
    };
    Ok(new_object(vm, vm.type_of(this), copy))
}

fn digest(this: &Ref, len: usize) -> Vec<u8> {
    of(this).state.borrow().digest(len)
}

/// Bytes as hexadecimal digits.
fn hex(vm: &Vm, bytes: &[u8]) -> PyResult {
    new_ascii(
        vm,
        tricera_text::bytes::hex::hex(bytes, None, 1)
            .view()
            .as_memory(),
    )
}

const fn update_def() -> MethodDef {
    MethodDef::one("update", update)
        .text_signature("obj, /")
        .doc("Update this hash object's state with the provided string.")
}
const fn copy_def() -> MethodDef {
    MethodDef::no_args("copy", copy).doc("Return a copy of the hash object.")
}
const fn digest_def() -> MethodDef {
    MethodDef::no_args("digest", |vm, this| Ok(new_bytes(vm, digest(this, 0))))
        .doc("Return the digest value as a bytes object.")
}
const fn hexdigest_def() -> MethodDef {
    MethodDef::no_args("hexdigest", |vm, this| hex(vm, &digest(this, 0)))
        .doc("Return the digest value as a string of hexadecimal digits.")
}

const BLOCK_SIZE: GetSetDef = GetSetDef::get("block_size", |vm, this| {
    Ok(vm.new_int(of(this).algorithm.block_size as i64))
});
const NAME: GetSetDef = GetSetDef::get("name", |vm, this| from_utf8(vm, of(this).algorithm.name));
const DIGEST_SIZE: GetSetDef = GetSetDef::get("digest_size", |vm, this| {
    Ok(vm.new_int(of(this).digest_size as i64))
});

static METHODS: [MethodDef; 4] = [copy_def(), digest_def(), hexdigest_def(), update_def()];
static GETSET: [GetSetDef; 3] = [BLOCK_SIZE, NAME, DIGEST_SIZE];

const SIGNATURE: &str = "data=b'', *, usedforsecurity=True, string=None";

/// The type and the constructor of an algorithm that has a function for a constructor, as items of its module.
macro_rules! algorithm {
    ($spec:ident, $info:ident, $make:ident, $module:literal, $type:literal, $name:literal, $state:ident($new:ty), $block:literal) => {
        static $info: Algorithm = Algorithm {
            name: $name,
            digest_size: {
                use ::sha3::digest::{OutputSizeUser, typenum::Unsigned};
                <<$new as OutputSizeUser>::OutputSize as Unsigned>::USIZE
            },
            block_size: $block,
        };
        static $spec: TypeSpec = TypeSpec {
            module: $module,
            flags: flags::NO_NEW,
            methods: &METHODS,
            getset: &GETSET,
            ..TypeSpec::new($type, &LAYOUT)
        };
        fn $make(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
            if let Some(flag) = &a[1] {
                vm.is_true(flag)?;
            }
            let data = data_argument(vm, &a[0], &a[2])?;
            let mut state = State::$state(<$new>::new());
            if let Some(data) = &data {
                state.update(data);
            }
            let types = vm
                .state::<Vec<(&'static str, TypePtr)>>($module)
                .expect("set when the module was made, before any of its functions runs");
            let (_, ty) = types
                .iter()
                .find(|(name, _)| *name == $name)
                .expect("made with the module");
            Ok(new_hash(vm, *ty, &$info, state))
        }
    };
}

algorithm!(
    MD5_TYPE,
    MD5_INFO,
    md5,
    "_md5",
    "md5",
    "md5",
    Md5(::md5::Md5),
    64
);
algorithm!(
    SHA1_TYPE,
    SHA1_INFO,
    sha1,
    "_sha1",
    "sha1",
    "sha1",
    Sha1(::sha1::Sha1),
    64
);
algorithm!(
    SHA224_TYPE,
    SHA224_INFO,
    sha224,
    "_sha2",
    "SHA224Type",
    "sha224",
    Sha224(::sha2::Sha224),
    64
);
algorithm!(
    SHA256_TYPE,
    SHA256_INFO,
    sha256,
    "_sha2",
    "SHA256Type",
    "sha256",
    Sha256(::sha2::Sha256),
    64
);
algorithm!(
    SHA384_TYPE,
    SHA384_INFO,
    sha384,
    "_sha2",
    "SHA384Type",
    "sha384",
    Sha384(::sha2::Sha384),
    128
);
algorithm!(
    SHA512_TYPE,
    SHA512_INFO,
    sha512,
    "_sha2",
    "SHA512Type",
    "sha512",
    Sha512(::sha2::Sha512),
    128
);

/// A type of a module: the algorithm's name, the name in the module, the declaration.
type TypeEntry = (&'static str, &'static str, &'static TypeSpec);

fn init(vm: &Vm, module: &Ref, name: &'static str, list: &[TypeEntry]) -> PyResult<()> {
    let mut types = Vec::new();
    for (algorithm, entry, spec) in list {
        let ty = make_type(vm, spec, vm.types.object)?;
        add(vm, module, entry, ty.to_ref())?;
        types.push((*algorithm, ty));
    }
    vm.set_state(name, types);
    add(vm, module, "_GIL_MINSIZE", vm.new_int(GIL_MINSIZE))
}

/// The module `_md5`.
pub static MD5: ModuleSpec = ModuleSpec {
    name: "_md5",
    doc: "",
    methods: &MD5_FUNCTIONS,
    init: |vm, module| init(vm, module, "_md5", &[("md5", "MD5Type", &MD5_TYPE)]),
};

static MD5_FUNCTIONS: [MethodDef; 1] = [MethodDef::keywords("md5", SIGNATURE, md5)
    .doc("Return a new MD5 hash object; optionally initialized with a string.")];

/// The module `_sha1`.
pub static SHA1: ModuleSpec = ModuleSpec {
    name: "_sha1",
    doc: "",
    methods: &SHA1_FUNCTIONS,
    init: |vm, module| init(vm, module, "_sha1", &[("sha1", "SHA1Type", &SHA1_TYPE)]),
};

static SHA1_FUNCTIONS: [MethodDef; 1] = [MethodDef::keywords("sha1", SIGNATURE, sha1)
    .doc("Return a new SHA1 hash object; optionally initialized with a string.")];

/// The module `_sha2`.
pub static SHA2: ModuleSpec = ModuleSpec {
    name: "_sha2",
    doc: "",
    methods: &SHA2_FUNCTIONS,
    init: |vm, module| {
        init(
            vm,
            module,
            "_sha2",
            &[
                ("sha224", "SHA224Type", &SHA224_TYPE),
                ("sha256", "SHA256Type", &SHA256_TYPE),
                ("sha384", "SHA384Type", &SHA384_TYPE),
                ("sha512", "SHA512Type", &SHA512_TYPE),
            ],
        )
    },
};

static SHA2_FUNCTIONS: [MethodDef; 4] = [
    MethodDef::keywords("sha256", SIGNATURE, sha256)
        .doc("Return a new SHA-256 hash object; optionally initialized with a string."),
    MethodDef::keywords("sha224", SIGNATURE, sha224)
        .doc("Return a new SHA-224 hash object; optionally initialized with a string."),
    MethodDef::keywords("sha512", SIGNATURE, sha512)
        .doc("Return a new SHA-512 hash object; optionally initialized with a string."),
    MethodDef::keywords("sha384", SIGNATURE, sha384)
        .doc("Return a new SHA-384 hash object; optionally initialized with a string."),
];
