//! Finds out whether this compiler has explicit tail calls and the preserve-none convention.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(explicit_tail_calls)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=TRICERA_STABLE_TAIL_CALLS");
    if std::env::var_os("TRICERA_STABLE_TAIL_CALLS").is_some() {
        return;
    }
    let probe = "#![feature(explicit_tail_calls, rust_preserve_none_cc)] #![allow(incomplete_features)] \
                 pub extern \"rust-preserve-none\" fn f(x: u64) -> u64 { if x == 0 { 0 } else { become f(x - 1) } }";
    let out = std::path::PathBuf::from(std::env::var_os("OUT_DIR").expect("set by cargo"));
    let source = out.join("probe.rs");
    std::fs::write(&source, probe).expect("the output folder can be written");
    let rustc = std::env::var_os("RUSTC").expect("set by cargo");
    let compiles = std::process::Command::new(rustc)
        .args([
            "--crate-type=lib",
            "--edition=2024",
            "--emit=metadata",
            "--out-dir",
        ])
        .arg(&out)
        .arg(&source)
        .output()
        .is_ok_and(|o| o.status.success());
    if compiles {
        println!("cargo::rustc-cfg=explicit_tail_calls");
    }
}
