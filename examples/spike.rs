//! Runs a file on an engine with a handful of builtins.
use tricera_core::object::*;
use tricera_core::runtime::{Args, Config, PyResult, Vm};
use tricera_core::value::Ref;

fn print(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let s: Vec<String> = args
        .positional()
        .iter()
        .map(|a| vm.str_string(a))
        .collect::<PyResult<_>>()?;
    println!("{}", s.join(" "));
    Ok(Ref::none())
}
fn range(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let a: Vec<i64> = args
        .positional()
        .iter()
        .map(|a| a.slot().as_int())
        .collect();
    let n = a[a.len() - 1];
    Ok(new_object(
        vm,
        vm.types.range_iterator,
        RangeIterator {
            next: std::cell::Cell::new(if a.len() > 1 { a[0] } else { 0 }),
            step: 1,
            left: std::cell::Cell::new((n - if a.len() > 1 { a[0] } else { 0 }).max(0) as u64),
        },
    ))
}
static FUNCTIONS: [MethodDef; 2] = [
    MethodDef::raw("print", print),
    MethodDef::raw("range", range),
];

fn main() {
    let mut args = std::env::args().skip(1);
    let engine = args.next().unwrap();
    let file = args.next().unwrap();
    let traced = std::env::var_os("TRACE").is_some();
    let e = match engine.as_str() {
        "match" => tricera_match_switch::engine(traced),
        "matchp" => tricera_match_switch::engine_predecoded(traced),
        "tail" => tricera_tail_call::engine(traced),
        _ => tricera_direct_threaded::engine(traced),
    };
    let src = std::fs::read_to_string(&file).unwrap();
    let data = tricera_code::compile::compile(
        &src,
        &file,
        tricera_code::compile::Mode::Exec,
        &Default::default(),
    )
    .unwrap();
    let verified = tricera_code::verify::verify(&data).unwrap();
    let vm = Vm::new(
        e,
        Config {
            trace: traced,
            ..Default::default()
        },
    );
    let b = vm.builtins.get().unwrap();
    for f in &FUNCTIONS {
        as_dict(&b)
            .set(
                &vm,
                &vm.interned.intern_str(&vm, f.name),
                new_builtin(&vm, f, None, None),
            )
            .unwrap();
    }
    let code = code::new_code(&vm, &verified).unwrap();
    let globals = new_dict(&vm);
    let f = vm.new_function(code, globals.clone());
    if tricera_core::ops::execute(&vm, &f, &Args::EMPTY, Some(globals)).is_err() {
        let e = vm.take_exception();
        println!(
            "{}: {}",
            vm.type_of(&e).name_str(),
            vm.repr_string(&e).unwrap_or_default()
        );
    }
    if traced {
        println!("{} {:x}", vm.trace.count.get(), vm.trace.hash.get());
    }
}
