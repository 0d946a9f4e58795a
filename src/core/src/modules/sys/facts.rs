//! What `sys` says about the interpreter and the machine.

use crate::modules::add;
use crate::modules::struct_sequence::{field, make, make_type, spec};
use crate::object::{
    GetSetDef, TypeSpec, as_dict, flags, from_utf8, new_dict, new_list, new_tuple,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// The version of Python whose behaviour this is.
pub const VERSION: (i64, i64, i64) = (3, 14, 10);

macro_rules! fields {
    ($($name:literal)*) => { &{
        const NAMES: &[&str] = &[$($name),*];
        const N: usize = NAMES.len();
        let mut all = [const { GetSetDef::get("", field::<0>) }; N];
        let getters: [fn(&Vm, &Ref) -> PyResult; 21] = [
            field::<0>, field::<1>, field::<2>, field::<3>, field::<4>, field::<5>, field::<6>, field::<7>,
            field::<8>, field::<9>, field::<10>, field::<11>, field::<12>, field::<13>, field::<14>, field::<15>,
            field::<16>, field::<17>, |vm, _| Ok(vm.new_int(1)), |vm, _| Ok(vm.new_int(0)), |vm, _| Ok(vm.new_int(0)),
        ];
        let mut i = 0;
        while i < N {
            all[i] = GetSetDef::get(NAMES[i], getters[i]);
            i += 1;
        }
        all
    } };
}

/// A struct sequence of `sys`: made with the interpreter, its namespace has no `__module__`.
const fn in_sys(
    name: &'static str,
    module: &'static str,
    doc: &'static str,
    fields: &'static [GetSetDef],
) -> TypeSpec {
    TypeSpec {
        flags: flags::HEAP | flags::NO_MODULE,
        ..spec(name, module, doc, fields)
    }
}

static VERSION_FIELDS: &[GetSetDef] = fields!("major" "minor" "micro" "releaselevel" "serial");
static VERSION_INFO: TypeSpec = in_sys(
    "version_info",
    "sys",
    "sys.version_info\n\nVersion information as a named tuple.",
    VERSION_FIELDS,
);
static FLOAT_FIELDS: &[GetSetDef] = fields!(
    "max" "max_exp" "max_10_exp" "min" "min_exp" "min_10_exp" "dig" "mant_dig" "epsilon" "radix" "rounds"
);
static FLOAT_INFO: TypeSpec = in_sys("float_info", "sys", "", FLOAT_FIELDS);
static INT_FIELDS: &[GetSetDef] =
    fields!("bits_per_digit" "sizeof_digit" "default_max_str_digits" "str_digits_check_threshold");
static INT_INFO: TypeSpec = in_sys("int_info", "sys", "", INT_FIELDS);
static HASH_FIELDS: &[GetSetDef] =
    fields!("width" "modulus" "inf" "nan" "imag" "algorithm" "hash_bits" "seed_bits" "cutoff");
static HASH_INFO: TypeSpec = in_sys("hash_info", "sys", "", HASH_FIELDS);
static THREAD_FIELDS: &[GetSetDef] = fields!("name" "lock" "version");
static THREAD_INFO: TypeSpec = in_sys("thread_info", "sys", "", THREAD_FIELDS);
static FLAGS_FIELDS: &[GetSetDef] = fields!(
    "debug" "inspect" "interactive" "optimize" "dont_write_bytecode" "no_user_site" "no_site" "ignore_environment"
    "verbose" "bytes_warning" "quiet" "hash_randomization" "isolated" "dev_mode" "utf8_mode" "warn_default_encoding"
    "safe_path" "int_max_str_digits" "gil" "thread_inherit_context" "context_aware_warnings"
);
/// Those behind are attributes only, and the same in every interpreter.
const FLAGS_ITEMS: usize = 18;
static FLAGS: TypeSpec = in_sys("flags", "sys", "", FLAGS_FIELDS);

/// There are no other instances of the type than the one that was made.
fn only_one(ty: &Ref) {
    crate::object::types::as_type(ty).slots.new.set(None);
}

/// Adds everything that is plain data.
pub fn add_facts(vm: &Vm, module: &Ref) -> PyResult<()> {
    let int = |i: i64| vm.new_int(i);
    let text = |s: &str| from_utf8(vm, s);
    let (major, minor, micro) = VERSION;
    let version_type = make_type(vm, &VERSION_INFO, 5)?;
    let version = make(
        vm,
        &version_type,
        vec![int(major), int(minor), int(micro), text("final")?, int(0)],
    )?;
    let hexversion = int(major << 24 | minor << 16 | micro << 8 | 0xF0);
    let build = option_env!("CARGO_PKG_VERSION").unwrap_or("0");
    add(
        vm,
        module,
        "version",
        text(&format!("{major}.{minor}.{micro} (Tricera {build}) [Rust]"))?,
    )?;
    only_one(&version_type);
    add(vm, module, "version_info", version.clone())?;
    add(vm, module, "hexversion", hexversion.clone())?;
    add(vm, module, "api_version", int(1013))?;
    add(vm, module, "abiflags", text("")?)?;
    add(
        vm,
        module,
        "byteorder",
        text(if cfg!(target_endian = "big") {
            "big"
        } else {
            "little"
        })?,
    )?;
    add(vm, module, "maxsize", int(i64::MAX))?;
    add(vm, module, "maxunicode", int(0x10_FFFF))?;
    add(vm, module, "platform", text(std::env::consts::OS)?)?;
    add(vm, module, "platlibdir", text("lib")?)?;
    add(vm, module, "float_repr_style", text("short")?)?;
    add(
        vm,
        module,
        "copyright",
        text(crate::modules::builtins::LICENSE)?,
    )?;
    add(vm, module, "_framework", text("")?)?;
    let git = ["Tricera", "", ""]
        .map(text)
        .into_iter()
        .collect::<PyResult<Vec<_>>>()?;
    add(vm, module, "_git", new_tuple(vm, git))?;
    add(vm, module, "_home", Ref::none())?;
    let library = match vm.config.path.last() {
        Some(p) => text(p)?,
        None => Ref::none(),
    };
    add(vm, module, "_stdlib_dir", library)?;
    add(vm, module, "pycache_prefix", Ref::none())?;
    let forbidden = vm.config.flags.dont_write_bytecode;
    add(vm, module, "dont_write_bytecode", Ref::bool(forbidden))?;
    add(vm, module, "warnoptions", new_list(vm, []))?;
    add(vm, module, "_xoptions", new_dict(vm))?;
    add(vm, module, "argv", new_list(vm, [text("")?]))?;
    add(vm, module, "orig_argv", new_list(vm, []))?;
    let executable = std::env::current_exe().unwrap_or_default();
    let executable =
        crate::modules::support::fs_decode(vm, executable.as_os_str().as_encoded_bytes())?;
    add(vm, module, "executable", executable.clone())?;
    add(vm, module, "_base_executable", executable)?;
    for name in ["prefix", "exec_prefix", "base_prefix", "base_exec_prefix"] {
        add(vm, module, name, text("/usr")?)?;
    }
    add_infos(vm, module)?;
    add_flags(vm, module)?;
    add_implementation(vm, module, &version, &hexversion)
}

fn add_infos(vm: &Vm, module: &Ref) -> PyResult<()> {
    let int = |i: i64| vm.new_int(i);
    let float = |d: f64| vm.new_float(d);
    let t = make_type(vm, &FLOAT_INFO, FLOAT_FIELDS.len())?;
    let items = vec![
        float(f64::MAX),
        int(f64::MAX_EXP.into()),
        int(f64::MAX_10_EXP.into()),
        float(f64::MIN_POSITIVE),
        int(f64::MIN_EXP.into()),
        int(f64::MIN_10_EXP.into()),
        int(f64::DIGITS.into()),
        int(f64::MANTISSA_DIGITS.into()),
        float(f64::EPSILON),
        int(f64::RADIX.into()),
        int(1),
    ];
    add(vm, module, "float_info", make(vm, &t, items)?)?;
    let t = make_type(vm, &INT_INFO, INT_FIELDS.len())?;
    add(
        vm,
        module,
        "int_info",
        make(vm, &t, vec![int(30), int(4), int(4300), int(640)])?,
    )?;
    let t = make_type(vm, &HASH_INFO, HASH_FIELDS.len())?;
    let items = vec![
        int(64),
        int((1 << 61) - 1),
        int(314_159),
        int(0),
        int(1_000_003),
        from_utf8(vm, "siphash13")?,
        int(64),
        int(128),
        int(0),
    ];
    add(vm, module, "hash_info", make(vm, &t, items)?)?;
    let t = make_type(vm, &THREAD_INFO, THREAD_FIELDS.len())?;
    let items = vec![
        from_utf8(vm, "pthread")?,
        from_utf8(vm, "semaphore")?,
        Ref::none(),
    ];
    add(vm, module, "thread_info", make(vm, &t, items)?)
}

fn add_flags(vm: &Vm, module: &Ref) -> PyResult<()> {
    let f = &vm.config.flags;
    let int = |i: u8| vm.new_int(i.into());
    let items = vec![
        int(0),
        int(f.inspect.into()),
        int(f.interactive.into()),
        int(f.optimize),
        int(f.dont_write_bytecode.into()),
        int(f.no_user_site.into()),
        int(f.no_site.into()),
        int(f.ignore_environment.into()),
        int(f.verbose),
        int(f.bytes_warning),
        int(f.quiet.into()),
        int((!matches!(vm.config.hash_seed, tricera_text::hash::HashSeed::Fixed(0))).into()),
        int(f.isolated.into()),
        Ref::bool(false),
        int(f.utf8_mode.into()),
        int(0),
        Ref::bool(f.safe_path),
        vm.new_int(4300),
    ];
    let t = make_type(vm, &FLAGS, FLAGS_ITEMS)?;
    let flags = make(vm, &t, items)?;
    only_one(&t);
    add(vm, module, "flags", flags)
}

/// `sys.implementation`, a namespace like `types.SimpleNamespace`.
fn add_implementation(vm: &Vm, module: &Ref, version: &Ref, hexversion: &Ref) -> PyResult<()> {
    let namespace = crate::modules::namespace::new_namespace(
        vm,
        &[
            ("name", from_utf8(vm, "tricera")?),
            ("cache_tag", from_utf8(vm, "cpython-314")?),
            ("version", version.clone()),
            ("hexversion", hexversion.clone()),
            ("supports_isolated_interpreters", Ref::bool(false)),
        ],
    )?;
    add(vm, module, "implementation", namespace)
}

/// The references to a value, the caller's argument included, as CPython counts; immortal values have many.
pub fn ref_count(x: &Ref) -> i64 {
    const IMMORTAL: i64 = 0xC000_0000;
    match x.header() {
        None => IMMORTAL,
        // SAFETY: a pointer is a live object.
        Some(h) if unsafe { (*h).is_immortal() } => IMMORTAL,
        Some(_) => x.ref_count().into(),
    }
}

pub fn getsizeof(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let x = a[0].as_ref().expect("required");
    let size = match vm.call_special(x, &vm.names.sizeof, &[]) {
        Ok(Some(s)) => s,
        Ok(None) => {
            let t = vm.type_of(x).name_str();
            let _ = vm.type_error(format!("Type {t} doesn't define __sizeof__"));
            return default_size(vm, a);
        }
        Err(r) => {
            if vm.raised_is(vm.types.type_error) {
                return default_size(vm, a);
            }
            return Err(r);
        }
    };
    if !size.has_kind(Kind::Int) {
        let t = vm.type_of(&size).name_str();
        return Err(vm.type_error(format!("'{t}' object cannot be interpreted as an integer")));
    }
    if crate::object::int_is_negative(&size) {
        return Err(vm.value_error("__sizeof__() should return >= 0"));
    }
    Ok(size)
}

/// The second argument of `getsizeof` in place of the TypeError in flight.
fn default_size(vm: &Vm, a: &[Option<Ref>]) -> PyResult {
    match &a[1] {
        Some(d) => {
            vm.clear_exception();
            Ok(d.clone())
        }
        None => Err(crate::runtime::Raised),
    }
}

pub fn current_frames(vm: &Vm, _: &Ref) -> PyResult {
    let d = new_dict(vm);
    if let Some(f) = crate::modules::builtins::current_frame(vm) {
        // SAFETY: the frame is live.
        let frame = unsafe { crate::object::code::frame_object(vm, f) };
        as_dict(&d).set(vm, &vm.new_int(thread_ident()), frame)?;
    }
    Ok(d)
}

/// The exception that each thread handles, None for none.
pub fn current_exceptions(vm: &Vm, _: &Ref) -> PyResult {
    let d = new_dict(vm);
    let handled = vm.handled_exception().unwrap_or_else(Ref::none);
    as_dict(&d).set(vm, &vm.new_int(thread_ident()), handled)?;
    Ok(d)
}

/// `threading.get_ident()`
pub fn thread_ident() -> i64 {
    // SAFETY: plain query.
    unsafe { libc::pthread_self() as i64 }
}
