//! Records in the binary how it was built, so that results can say so.
//!
//! Everything here is optional: without git, or outside a checkout, the field is empty and the build goes on.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let compiler = rustc_version();
    let profile = cargo_profile();
    set(
        "TRICERA_GUIDED",
        Some(guided(&profile, compiler.as_deref())),
    );
    set("TRICERA_RUSTC", compiler);
    set("TRICERA_PROFILE", Some(profile));
    for (name, source) in [
        ("TRICERA_TARGET", "TARGET"),
        ("TRICERA_OPT_LEVEL", "OPT_LEVEL"),
    ] {
        set(name, std::env::var(source).ok());
    }
    // Cargo separates the flags with a unit separator, because one flag may hold blanks.
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").ok();
    set(
        "TRICERA_RUSTFLAGS",
        flags.map(|flags| flags.replace('\u{1f}', " ")),
    );
    order_functions();
    let commit = git(&["rev-parse", "HEAD"]);
    if commit.is_some() {
        // The log of HEAD changes with every commit, checkout and rebase, and nothing else does.
        if let Some(log) = git(&["rev-parse", "--git-path", "logs/HEAD"])
            && std::path::Path::new(&log).exists()
        {
            println!("cargo::rerun-if-changed={log}");
        }
    }
    set("TRICERA_COMMIT", commit);
}

/// Has the linker put the functions that programs spend their time in beside each other, and those of a start-up (see
/// `link/hot.py` and `link/make.py`): in the optimised binary, which is measured, and with linkers that know how to add to
/// their own script, which are GNU's and LLVM's. `TRICERA_FUNCTION_ORDER=plain` leaves the first to the compiler.
fn order_functions() {
    const HOT: &str = "link/hot.ld";
    const STARTUP: &str = "link/startup.ld";
    println!("cargo::rerun-if-env-changed=TRICERA_FUNCTION_ORDER");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|text| text == value);
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let other = ["mold", "gold", "wild"]
        .iter()
        .any(|linker| flags.contains(linker));
    let plain = is("TRICERA_FUNCTION_ORDER", "plain");
    for script in [HOT, STARTUP] {
        println!("cargo::rerun-if-changed={script}");
        let usable = is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") && !other;
        // What both name goes where the first says.
        if usable && !(script == HOT && plain) {
            let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
            println!("cargo::rustc-link-arg-bin=tricera=-Wl,-T,{folder}/{script}");
        }
    }
}

/// The profile's name. Cargo tells build scripts only which of the two it began from, but the folder is called after it.
fn cargo_profile() -> String {
    let folder = std::env::var("OUT_DIR").unwrap_or_default();
    let parts: Vec<_> = std::path::Path::new(&folder).iter().collect();
    let build = parts.iter().rposition(|&part| part == "build");
    let named = build.and_then(|build| parts[build.checked_sub(1)?].to_str());
    named.map_or_else(
        || std::env::var("PROFILE").unwrap_or_default(),
        str::to_owned,
    )
}

/// Whether the compiler finds our functions in `link/profile.profdata` (see `link/profile.py`): "yes", "no", or why not.
///
/// It says nothing itself if it knows none of the names in it.
fn guided(profile: &str, compiler: Option<&str>) -> String {
    const MADE_FOR: &str = "link/profile.rustc";
    println!("cargo::rerun-if-changed={MADE_FOR}");
    if profile != "release" && profile != "bench" {
        return "no".to_owned();
    }
    let made_for = std::fs::read_to_string(MADE_FOR).unwrap_or_default();
    if compiler == Some(made_for.trim()) {
        return "yes".to_owned();
    }
    println!(
        "cargo::warning=built without the profile of branches, some 5% slower: it is of another compiler ({}); \
         `python3 link/profile.py` makes one for this",
        made_for.trim()
    );
    "no, it is of another compiler".to_owned()
}

fn set(name: &str, value: Option<String>) {
    println!("cargo::rustc-env={name}={}", value.unwrap_or_default());
}

fn rustc_version() -> Option<String> {
    let rustc = std::env::var_os("RUSTC")?;
    first_line(Command::new(rustc).arg("--version"))
}

fn git(arguments: &[&str]) -> Option<String> {
    first_line(Command::new("git").args(arguments))
}

fn first_line(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|out| out.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    let line = text.lines().next()?.trim();
    (!line.is_empty()).then(|| line.to_owned())
}
