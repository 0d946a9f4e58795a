//! Functions about text, and `open`.

use crate::modules::support::str_arg;
use crate::object::{as_bytes, as_str, from_buf, int_to_i64};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::str::StrBuf;

pub fn chr(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    let i = vm.index(x)?;
    match int_to_i64(&i).filter(|i| (0..0x11_0000).contains(i)) {
        Some(c) => {
            let mut b = StrBuf::new();
            b.push(c as u32);
            from_buf(vm, b)
        }
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

pub fn ord(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    let len = match x.kind() {
        Kind::Str => {
            let s = as_str(x);
            if s.len() == 1 {
                return Ok(vm.new_int(s.units().at(0) as i64));
            }
            s.len()
        }
        Kind::Bytes => {
            let b = as_bytes(x);
            if let [b] = b {
                return Ok(vm.new_int(*b as i64));
            }
            b.len()
        }
        Kind::ByteArray => {
            let n = vm.len(x)?;
            if n == 1 {
                return vm.get_item(x, &vm.new_int(0));
            }
            n
        }
        _ => {
            return Err(vm.type_error(format!(
                "ord() expected string of length 1, but {} found",
                vm.type_of(x).name_str()
            )));
        }
    };
    Err(vm.type_error(format!(
        "ord() expected a character, but string of length {len} found"
    )))
}

pub fn format(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    match a.get(1) {
        None => vm.format(&a[0], &vm.names.empty),
        Some(spec) => {
            str_arg(vm, spec, "format", "2")?;
            vm.format(&a[0], spec)
        }
    }
}

/// `io.open`
pub fn open(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let io = crate::runtime::import::import_module(vm, "_io")?;
    let f = vm.get_attr(&io, &vm.names.open)?;
    vm.call(&f, args)
}
