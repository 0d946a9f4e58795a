//! `bench --layouts`: other layouts are built, run, and measured. It compiles an engine again, which takes a while, so it
//! runs where it is asked for: `cargo test --test layouts -- --ignored` (`.ci/run benches` does).

use std::process::Command;

#[test]
#[ignore = "builds the binary again"]
fn other_layouts_are_built_and_measured() {
    let json =
        std::env::temp_dir().join(format!("tricera-layouts-test-{}.json", std::process::id()));
    let output = Command::new(env!("CARGO_BIN_EXE_tricera"))
        .args([
            "bench",
            "--quick",
            "--allow-debug",
            "--samples=1",
            "--rounds=1",
        ])
        .args(["--layouts=2", "--engine=match,direct", "loop_for", "--json"])
        .arg(&json)
        .output()
        .unwrap();
    let (text, errors) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    if errors.contains("layouts need lld") {
        eprintln!("skipped: the linker is not lld");
        return;
    }
    assert!(output.status.success(), "{errors}");
    assert!(
        text.contains("Speed by layout of the code, 3 layouts"),
        "{text}"
    );
    assert!(text.contains("direct / match"), "{text}");
    let samples = std::fs::read_to_string(&json).unwrap();
    std::fs::remove_file(&json).unwrap();
    let record: serde_json::Value = serde_json::from_str(&samples).unwrap();
    let labels: Vec<&str> = record["contestants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["label"].as_str().unwrap())
        .collect();
    for label in [
        "match", "match@1", "match@2", "direct", "direct@1", "direct@2",
    ] {
        assert!(labels.contains(&label), "{labels:?}");
    }
}
