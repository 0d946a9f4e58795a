//! `open`, and the standard streams.

use super::types;
use crate::modules::support::{c_int, call_with_keywords, given, str_arg};
use crate::object::{from_utf8, str_to_string};
use crate::runtime::import::set_attr_str;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// The parameters of `open`.
pub const SIGNATURE: &str = "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, \
                             opener=None";

/// `open(path, mode)`
pub fn open_stream(vm: &Vm, path: &Ref, mode: Option<&Ref>) -> PyResult {
    let a = [
        Some(path.clone()),
        mode.cloned(),
        None,
        None,
        None,
        None,
        None,
        None,
    ];
    open(vm, &Ref::none(), &a)
}

#[derive(Default)]
struct Mode {
    creating: bool,
    reading: bool,
    writing: bool,
    appending: bool,
    updating: bool,
    text: bool,
    binary: bool,
}

fn parse_mode(vm: &Vm, mode: &str) -> PyResult<Mode> {
    let mut m = Mode::default();
    let bad = || vm.value_error(format!("invalid mode: '{mode}'"));
    for c in mode.chars() {
        let flag = match c {
            'x' => &mut m.creating,
            'r' => &mut m.reading,
            'w' => &mut m.writing,
            'a' => &mut m.appending,
            '+' => &mut m.updating,
            't' => &mut m.text,
            'b' => &mut m.binary,
            _ => return Err(bad()),
        };
        if std::mem::replace(flag, true) {
            return Err(bad());
        }
    }
    if m.text && m.binary {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    let ways = [m.creating, m.reading, m.writing, m.appending];
    if ways.iter().filter(|w| **w).count() > 1 {
        return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
    }
    Ok(m)
}

/// `io.open`
pub fn open(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let file = a[0].as_ref().expect("required");
    let mode_text = match &a[1] {
        Some(m) => {
            str_arg(vm, m, "open", "'mode'")?;
            str_to_string(m)
        }
        None => "r".to_owned(),
    };
    let mut buffering = match &a[2] {
        Some(b) => i64::from(c_int(vm, b)?),
        None => -1,
    };
    let m = parse_mode(vm, &mode_text)?;
    for (i, name) in [(3, "encoding"), (4, "errors"), (5, "newline")] {
        if let Some(v) = given(&a[i]) {
            if !v.has_kind(Kind::Str) {
                return Err(vm.type_error(format!(
                    "open() argument '{name}' must be str or None, not {}",
                    vm.type_of(v).name_str()
                )));
            }
            if m.binary {
                return Err(match name {
                    "newline" => vm.value_error("binary mode doesn't take a newline argument"),
                    "errors" => vm.value_error("binary mode doesn't take an errors argument"),
                    _ => vm.value_error("binary mode doesn't take an encoding argument"),
                });
            }
        }
    }
    let path_like =
        file.has_kind(Kind::Str) || file.has_kind(Kind::Bytes) || file.has_kind(Kind::Int);
    let file = if path_like {
        file.clone()
    } else if vm.type_of(file).slots.index.get().is_some() {
        vm.index(file)?
    } else {
        crate::modules::support::fs_path(vm, file)?
    };
    let mut raw_mode: String = [
        (m.creating, 'x'),
        (m.reading, 'r'),
        (m.writing, 'w'),
        (m.appending, 'a'),
        (m.updating, '+'),
    ]
    .iter()
    .filter(|(is, _)| *is)
    .map(|(_, c)| *c)
    .collect();
    raw_mode.truncate(2);
    let t = types(vm)?;
    let close_fd = a[6].clone().unwrap_or_else(|| Ref::bool(true));
    let opener = a[7].clone().unwrap_or_else(Ref::none);
    let raw = vm.call_positional(
        &t.file,
        &[file, from_utf8(vm, &raw_mode)?, close_fd, opener],
    )?;
    let mut wrap = || -> PyResult {
        let terminal = vm.call_method_str(&raw, "isatty", &[])?.is_true();
        let mut line_buffering = false;
        if buffering == 1 && !m.binary || buffering < 0 && terminal {
            line_buffering = true;
            buffering = -1;
        } else if buffering == 1 {
            buffering = -1;
        }
        if buffering < 0 {
            buffering = super::DEFAULT_BUFFER_SIZE as i64;
        }
        if buffering == 0 {
            if m.binary {
                return Ok(raw.clone());
            }
            return Err(vm.value_error("can't have unbuffered text I/O"));
        }
        let class = if m.updating {
            &t.random
        } else if m.reading {
            &t.reader
        } else {
            &t.writer
        };
        let buffer = vm.call_positional(class, &[raw.clone(), vm.new_int(buffering)])?;
        if m.binary {
            return Ok(buffer);
        }
        let none = |i: usize| a[i].clone().unwrap_or_else(Ref::none);
        let arguments = [
            buffer.clone(),
            none(3),
            none(4),
            none(5),
            Ref::bool(line_buffering),
        ];
        let text = match vm.call_positional(&t.text, &arguments) {
            Ok(text) => text,
            Err(r) => {
                // Closed here, the buffer does not complain that nobody closed it.
                let saved = vm.exception.take();
                if vm.call_method(&buffer, &vm.names.close, &[]).is_err() {
                    vm.clear_exception();
                }
                vm.exception.replace(saved);
                return Err(r);
            }
        };
        set_attr_str(vm, &text, "mode", &from_utf8(vm, &mode_text)?)?;
        Ok(text)
    };
    let result = wrap();
    if result.is_err() {
        let saved = vm.exception.take();
        if vm.call_method(&raw, &vm.names.close, &[]).is_err() {
            vm.clear_exception();
        }
        vm.exception.replace(saved);
    }
    result
}

/// Makes `sys.stdin`, `sys.stdout` and `sys.stderr`. A descriptor that is not open gives None.
pub fn open_standard_streams(vm: &Vm, unbuffered: bool) -> PyResult<[Ref; 3]> {
    Ok([
        standard_stream(vm, 0, "<stdin>", unbuffered)?,
        standard_stream(vm, 1, "<stdout>", unbuffered)?,
        standard_stream(vm, 2, "<stderr>", unbuffered)?,
    ])
}

fn standard_stream(vm: &Vm, fd: i32, name: &str, unbuffered: bool) -> PyResult {
    // SAFETY: plain query.
    if unsafe { libc::fcntl(fd, libc::F_GETFD) } < 0 {
        return Ok(Ref::none());
    }
    let t = types(vm)?;
    let writing = fd > 0;
    let mode = vm
        .interned
        .intern_str(vm, if writing { "wb" } else { "rb" });
    let raw = vm.call_positional(&t.file, &[vm.new_int(fd.into()), mode, Ref::bool(false)])?;
    set_attr_str(vm, &raw, "name", &from_utf8(vm, name)?)?;
    let terminal = vm.call_method_str(&raw, "isatty", &[])?.is_true();
    let class = if writing { &t.writer } else { &t.reader };
    let buffer = vm.call_one(class, &raw)?;
    let (encoding, wanted) = match vm.config.flags.ignore_environment {
        true => (None, None),
        false => stdio_encoding(),
    };
    let errors = if fd == 2 {
        "backslashreplace"
    } else if let Some(wanted) = &wanted {
        wanted
    } else if utf8_mode_errors() {
        "surrogateescape"
    } else {
        "strict"
    };
    let text = |s: &str| from_utf8(vm, s);
    let stream = call_with_keywords(
        vm,
        &t.text,
        &[buffer, text(encoding.as_deref().unwrap_or("utf-8"))?],
        &[
            ("errors", text(errors)?),
            ("newline", text("\n")?),
            ("line_buffering", Ref::bool(terminal || fd == 2)),
            ("write_through", Ref::bool(unbuffered && writing)),
        ],
    )?;
    set_attr_str(vm, &stream, "mode", &text(if writing { "w" } else { "r" })?)?;
    Ok(stream)
}

/// The encoding and the error handler of `PYTHONIOENCODING`, `encoding:errors`, both of which may be missing.
fn stdio_encoding() -> (Option<String>, Option<String>) {
    let text = std::env::var("PYTHONIOENCODING").unwrap_or_default();
    let (encoding, errors) = text.split_once(':').unwrap_or((&text, ""));
    let some = |s: &str| Some(s.to_owned()).filter(|s| !s.is_empty());
    let errors = some(errors).or_else(|| some(encoding).map(|_| "strict".to_owned()));
    (some(encoding), errors)
}

/// In the C and POSIX locales and in UTF-8 mode, bytes that are not UTF-8 pass through the standard streams.
fn utf8_mode_errors() -> bool {
    let var = |n: &str| std::env::var(n).ok().filter(|v| !v.is_empty());
    if var("PYTHONUTF8").as_deref() == Some("1") {
        return true;
    }
    let locale = var("LC_ALL")
        .or_else(|| var("LC_CTYPE"))
        .or_else(|| var("LANG"));
    matches!(
        locale.as_deref(),
        None | Some("C" | "POSIX" | "C.UTF-8" | "C.utf8")
    )
}
