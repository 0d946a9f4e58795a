//! `print` and `input`.

use crate::modules::io;
use crate::modules::support::sys_attribute;
use crate::object::{as_str, str_to_string};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

/// The separator or the end of a line: None stands for the usual one.
fn str_option(vm: &Vm, name: &str, v: &Ref) -> PyResult<Option<Ref>> {
    if v.is_none() {
        return Ok(None);
    }
    if v.has_kind(Kind::Str) {
        return Ok(Some(v.clone()));
    }
    Err(vm.type_error(format!(
        "{name} must be None or a string, not {}",
        vm.type_of(v).name_str()
    )))
}

pub fn print(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let (mut sep, mut end, mut file, mut flush) = (None, None, None, None);
    for (k, v) in args.keywords() {
        match as_str(k).as_ascii() {
            Some("sep") => sep = str_option(vm, "sep", v)?,
            Some("end") => end = str_option(vm, "end", v)?,
            Some("file") => file = Some(v.clone()).filter(|f| !f.is_none()),
            Some("flush") => flush = Some(v.clone()),
            _ => {
                return Err(vm.type_error(format!(
                    "print() got an unexpected keyword argument '{}'",
                    str_to_string(k)
                )));
            }
        }
    }
    let file = match file {
        Some(f) => f,
        None => match sys_attribute(vm, &vm.names.stdout) {
            None => return Err(vm.runtime_error("lost sys.stdout")),
            // A program without a standard output prints nothing.
            Some(f) if f.is_none() => return Ok(Ref::none()),
            Some(f) => f,
        },
    };
    // The streams of this runtime are written to directly; everything else through its method `write`.
    let direct = io::text::is_plain_writer(vm, &file);
    let write = |s: &Ref| -> PyResult<()> {
        if direct {
            return io::text::write_str(vm, &file, s);
        }
        vm.call_method(&file, &vm.names.write, std::slice::from_ref(s))
            .map(drop)
    };
    let space = |s: &Option<Ref>, usual: char| match s {
        Some(s) => write(s),
        None if direct => io::text::write_ascii(vm, &file, usual.encode_utf8(&mut [0; 4])),
        None => write(&vm.characters.latin1(usual as u8)),
    };
    for (i, v) in args.positional().iter().enumerate() {
        if i > 0 {
            space(&sep, ' ')?;
        }
        if v.is_exact(Kind::Str) {
            write(v)?;
        } else if direct && v.slot().is_int() {
            io::text::write_int(vm, &file, v.slot().as_int())?;
        } else {
            let s = vm.str(v)?;
            write(&s)?;
        }
    }
    space(&end, '\n')?;
    if let Some(f) = flush
        && vm.is_true(&f)?
    {
        vm.call_method(&file, &vm.names.flush, &[])?;
    }
    Ok(Ref::none())
}

pub fn input(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let stream = |name: &Ref| -> PyResult {
        match sys_attribute(vm, name) {
            Some(f) if !f.is_none() => Ok(f),
            _ => Err(vm.runtime_error(format!("lost sys.{}", str_to_string(name)))),
        }
    };
    let stdin = stream(&vm.names.stdin)?;
    let stdout = stream(&vm.names.stdout)?;
    let stderr = stream(&vm.names.stderr)?;
    if vm.call_method(&stderr, &vm.names.flush, &[]).is_err() {
        vm.clear_exception();
    }
    if let Some(prompt) = a.first() {
        let text = vm.str(prompt)?;
        vm.call_method(&stdout, &vm.names.write, &[text])?;
    }
    if vm.call_method(&stdout, &vm.names.flush, &[]).is_err() {
        vm.clear_exception();
    }
    let line = vm.call_method(&stdin, &vm.names.readline, &[])?;
    if !line.has_kind(Kind::Str) {
        return Err(vm.type_error("object.readline() returned non-string"));
    }
    let s = as_str(&line);
    if s.is_empty() {
        return Err(vm.eof_error("EOF when reading a line"));
    }
    let n = s.len();
    if s.units().at(n - 1) == u32::from(b'\n') {
        return crate::object::new_str(vm, s.units().slice(0..n - 1));
    }
    Ok(line)
}
