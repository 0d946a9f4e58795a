use std::sync::Arc;
use tricera_code::pyc::read_pyc;
use tricera_code::verify::verify;
#[test]
fn golden() {
    for pyc in [
        &include_bytes!("data/golden/constants.pyc")[..],
        include_bytes!("data/golden/language.pyc"),
        include_bytes!("data/golden/layout.pyc"),
        include_bytes!("data/golden/wide.pyc"),
    ] {
        let (_, code) = read_pyc(pyc).unwrap();
        for c in code.nested().chain([&code]) {
            match verify(c) {
                Ok(v) => println!("{c:?} {}", v.total_demoted()),
                Err(e) => println!("{e}"),
            }
        }
    }
}
#[test]
fn stdlib() {
    let oracle = std::env::var("TRICERA_ORACLE").unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/dump_stdlib.py");
    let mut cmd = std::process::Command::new(oracle);
    cmd.arg(script);
    if std::env::var("ALL").is_ok() {
        cmd.arg("all");
    }
    let output = cmd.output().unwrap();
    let mut rest = &output.stdout[..];
    let mut n = 0;
    let mut bytes = 0;
    let mut t = std::time::Duration::ZERO;
    let mut tr = t;
    while !rest.is_empty() {
        let mut take = || {
            let (l, r) = rest.split_at(4);
            let l = u32::from_le_bytes(l.try_into().unwrap()) as usize;
            let (d, r) = r.split_at(l);
            rest = r;
            d
        };
        let name = String::from_utf8_lossy(take());
        take();
        let data = take();
        let t0 = std::time::Instant::now();
        let tricera_code::Const::Code(code) = tricera_code::marshal::read(data).unwrap() else {
            panic!()
        };
        tr += t0.elapsed();
        n += 1;
        bytes += data.len();
        let t0 = std::time::Instant::now();
        match verify(&code) {
            Ok(v) => {
                if v.total_demoted() > 0 {
                    println!("{name}: demoted {}", v.total_demoted());
                }
            }
            Err(e) => println!("{name}: {e}"),
        }
        t += t0.elapsed();
    }
    println!("{n} modules {bytes} bytes read {tr:?} verified {t:?}");
    let _: Option<Arc<()>> = None;
}
