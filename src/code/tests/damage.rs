//! Damaged `.pyc` files: whatever is cut or changed, reading and verifying end without a panic.

mod support;

use std::sync::Arc;

use tricera_code::CodeData;
use tricera_code::exception_table;
use tricera_code::line_table;
use tricera_code::pyc::{HEADER_SIZE, read_pyc};
use tricera_code::verify::verify;

use support::GOLDEN;

/// A small generator of pseudo-random numbers (SplitMix64), so that every run does the same.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut value = self.0;
        value = (value ^ value >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ value >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        value ^ value >> 31
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}

/// Does with a file what a loader does. Says how far it got: 0 not read, 1 refused, 2 accepted.
fn load(data: &[u8]) -> usize {
    let Ok((_, code)) = read_pyc(data) else {
        return 0;
    };
    walk_tables(&code);
    match verify(&code) {
        Ok(_) => 2,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            1
        }
    }
}

fn walk_tables(code: &Arc<CodeData>) {
    let entries = line_table::entries(&code.linetable, code.firstlineno).count();
    assert!(entries <= code.linetable.len());
    let lines = line_table::lines(&code.linetable, code.firstlineno).count();
    assert!(lines <= entries);
    for unit in [0, 1, 7, 100, u32::MAX] {
        let _ = exception_table::lookup(&code.exceptiontable, unit);
        let _ = line_table::line_at(&code.linetable, code.firstlineno, unit);
    }
    for nested in code.nested() {
        walk_tables(nested);
    }
}

#[test]
fn changed_bytes() {
    let mut random = Random(14);
    let mut reached = [0; 3];
    for (name, _, data) in GOLDEN {
        let rounds = if name == "wide.py" { 150 } else { 3000 };
        for _ in 0..rounds {
            let mut damaged = data.to_vec();
            for _ in 0..=random.below(3) {
                let at = HEADER_SIZE + random.below(data.len() - HEADER_SIZE);
                damaged[at] = match random.below(3) {
                    0 => random.next() as u8,
                    1 => damaged[at] ^ 1 << random.below(8),
                    _ => damaged[at].wrapping_add(1),
                };
            }
            reached[load(&damaged)] += 1;
        }
    }
    // Damage was found by both, and some of it does no harm (in names, positions, constants).
    assert!(reached.iter().all(|count| *count > 100), "{reached:?}");
}

#[test]
fn cut_and_spliced() {
    let mut random = Random(3);
    for (_, _, data) in GOLDEN {
        for _ in 0..200 {
            let (one, other) = (random.below(data.len()), random.below(data.len()));
            assert_eq!(load(&data[..one]), 0);
            let mut spliced = data[..one].to_vec();
            spliced.extend(&data[other..]);
            load(&spliced);
        }
    }
}

/// Random instructions in a real code object: the verifier alone, on all sorts of control flow.
#[test]
fn random_instructions() {
    let mut random = Random(27);
    let (_, module) = read_pyc(GOLDEN[1].2).unwrap();
    let functions: Vec<&Arc<CodeData>> = module.nested().collect();
    let mut accepted = 0;
    for _ in 0..4000 {
        let mut code = CodeData::clone(functions[random.below(functions.len())]);
        for _ in 0..=random.below(4) {
            let unit = random.below(code.code.len() / 2) * 2;
            code.code[unit + random.below(2)] = random.next() as u8;
        }
        if random.below(4) == 0 && !code.exceptiontable.is_empty() {
            let at = random.below(code.exceptiontable.len());
            code.exceptiontable[at] = random.next() as u8;
        }
        accepted += usize::from(verify(&Arc::new(code)).is_ok());
    }
    assert!(accepted > 100, "{accepted}");
}
