//! The engines of the binary under test, as it names them itself.

use std::process::Command;

use super::run::binary;

/// The engines that differ in how they run: all but `match-predecoded`, which has the arms of one of them and the
/// instructions of another.
pub fn engines() -> Vec<String> {
    let mut engines = all_engines();
    engines.retain(|name| name != "match-predecoded");
    engines
}

/// Every engine the binary was built with, in its own order.
///
/// The binary is asked, so that a new engine is tested without a word here.
pub fn all_engines() -> Vec<String> {
    let output = Command::new(binary())
        .args(["--engine", "?", "-c", "pass"])
        .output()
        .expect("the binary starts");
    let text = String::from_utf8_lossy(&output.stderr);
    let list = text
        .lines()
        .find_map(|line| line.split_once("there are: "))
        .unwrap_or_else(|| panic!("no list of engines in: {text}"))
        .1;
    list.split(", ")
        .map(|name| name.trim().to_owned())
        .collect()
}
