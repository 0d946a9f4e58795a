//! Hands the order of the arms on to the macro that arranges them: see `tricera-arm-order`.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=TRICERA_ARM_ORDER");
    let seed = std::env::var("TRICERA_ARM_ORDER").unwrap_or_default();
    println!("cargo::rustc-env=TRICERA_ARM_ORDER={seed}");
}
