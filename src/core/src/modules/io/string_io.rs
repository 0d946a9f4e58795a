//! `StringIO`: text in memory.

use super::base::{check_state, finalize_by_close, new_payload};
use super::newline::{Newline, NewlineDecoder, Seen, write_newlines};
use crate::modules::support::{given, optional_size};
use crate::object::{
    GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_dict, as_str, as_tuple, flags, from_utf8,
    instance_dict, new_str, new_tuple, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, RefCell};
use tricera_text::str::{StrBuf, StrRef};

/// The payload.
pub struct StringIo {
    text: RefCell<StrBuf>,
    at: Cell<usize>,
    closed: Cell<bool>,
    newline: Cell<Newline>,
    decoder: Cell<NewlineDecoder>,
}

impl Payload for StringIo {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<StringIo>();

static METHODS: [MethodDef; 13] = [
    MethodDef::no_args("getvalue", |vm, this| {
        open(vm, this)?;
        new_str(vm, of(this).text.borrow().view())
    }),
    MethodDef::positional("read", 0, 1, |vm, this, a| {
        let n = size_argument(vm, a)?;
        let s = open(vm, this)?;
        let left = s.text.borrow().len().saturating_sub(s.at.get());
        s.take(vm, n.map_or(left, |n| n.min(left)))
    })
    .text_signature("size=-1, /"),
    MethodDef::positional("readline", 0, 1, |vm, this, a| {
        let n = size_argument(vm, a)?;
        let s = open(vm, this)?;
        s.line(vm, n)
    })
    .text_signature("size=-1, /"),
    MethodDef::one("write", |vm, this, text| {
        if !text.has_kind(Kind::Str) {
            let t = vm.type_of(text).name_str();
            return Err(vm.type_error(format!("string argument expected, got '{t}'")));
        }
        open(vm, this)?.write(as_str(text).units());
        Ok(vm.new_int(as_str(text).len() as i64))
    })
    .text_signature("s, /"),
    MethodDef::no_args("tell", |vm, this| {
        Ok(vm.new_int(open(vm, this)?.at.get() as i64))
    }),
    MethodDef::positional("seek", 1, 2, |vm, this, a| {
        let to = vm.as_ssize(&a[0])?;
        let whence = match a.get(1) {
            Some(w) => vm.as_c_int(w)?,
            None => 0,
        };
        let s = open(vm, this)?;
        let to = match whence {
            0 if to < 0 => return Err(vm.value_error(format!("Negative seek position {to}"))),
            0 => to as usize,
            1 | 2 if to != 0 => {
                return Err(vm.os_error_message("Can't do nonzero cur-relative seeks"));
            }
            1 => s.at.get(),
            2 => s.text.borrow().len(),
            _ => {
                return Err(
                    vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)"))
                );
            }
        };
        s.at.set(to);
        Ok(vm.new_int(to as i64))
    })
    .text_signature("pos, whence=0, /"),
    MethodDef::positional("truncate", 0, 1, |vm, this, a| {
        let size = optional_size(vm, a.first())?;
        let s = open(vm, this)?;
        let size = size.map_or(s.at.get() as i64, |s| s as i64);
        if size < 0 {
            return Err(vm.value_error(format!("Negative size value {size}")));
        }
        if (size as usize) < s.text.borrow().len() {
            s.text.borrow_mut().truncate(size as usize);
        }
        Ok(vm.new_int(size))
    })
    .text_signature("pos=None, /"),
    MethodDef::no_args("close", |_, this| {
        of(this).closed.set(true);
        *of(this).text.borrow_mut() = StrBuf::new();
        Ok(Ref::none())
    }),
    MethodDef::no_args("__getstate__", |vm, this| {
        let s = open(vm, this)?;
        let dict = match instance_dict(vm, this)? {
            Some(d) if !as_dict(&d).is_empty() => vm.call_method(&d, &vm.names.copy, &[])?,
            _ => Ref::none(),
        };
        let text = new_str(vm, s.text.borrow().view())?;
        let newline = match s.newline.get().text() {
            Some(n) => from_utf8(vm, n)?,
            None => Ref::none(),
        };
        let at = vm.new_int(s.at.get() as i64);
        Ok(new_tuple(vm, vec![text, newline, at, dict]))
    }),
    MethodDef::one("__setstate__", set_state).text_signature("state, /"),
    MethodDef::no_args("readable", |vm, this| {
        open(vm, this).map(|_| Ref::bool(true))
    }),
    MethodDef::no_args("writable", |vm, this| {
        open(vm, this).map(|_| Ref::bool(true))
    }),
    MethodDef::no_args("seekable", |vm, this| {
        open(vm, this).map(|_| Ref::bool(true))
    }),
];

static GETSET: [GetSetDef; 3] = [
    GetSetDef::get("closed", |_, this| Ok(Ref::bool(of(this).closed.get()))),
    GetSetDef::get("line_buffering", |vm, this| {
        open(vm, this).map(|_| Ref::bool(false))
    }),
    GetSetDef::get("newlines", |vm, this| {
        let s = open(vm, this)?;
        newlines_object(vm, s.decoder.get().seen)
    }),
];

/// The type.
pub static STRING_IO: TypeSpec = TypeSpec {
    module: "_io",
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            let v = StringIo {
                text: RefCell::new(StrBuf::new()),
                at: Cell::new(0),
                closed: Cell::new(false),
                newline: Cell::new(Newline::Lf),
                decoder: Cell::default(),
            };
            new_payload(vm, ty, v)
        }));
        s.init.set(Some(init));
        s.next.set(Some(|vm, this| {
            let s = open(vm, this)?;
            let line = if vm.type_of(this).is_heap_type() {
                vm.call_method(this, &vm.names.readline, &[])?
            } else {
                s.line(vm, None)?
            };
            Ok(if vm.len(&line)? == 0 {
                None
            } else {
                Some(line)
            })
        }));
        s.finalize.set(Some(finalize_by_close));
    },
    ..TypeSpec::new("StringIO", &LAYOUT)
};

static INIT: MethodDef =
    MethodDef::keywords("__init__", "initial_value='', newline='\\n'", |_, _, _| {
        Ok(Ref::none())
    });

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let a = INIT.signature().bind(vm, "StringIO", args)?;
    let s = of(this);
    let newline = match &a[1] {
        None => Some(Newline::Lf),
        Some(n) if n.is_none() => Some(Newline::Universal),
        Some(n) if n.has_kind(Kind::Str) => Newline::from_text(Some(&str_to_string(n))),
        Some(n) => {
            return Err(vm.type_error(format!(
                "newline must be str or None, not {}",
                vm.type_of(n).name_str()
            )));
        }
    };
    let Some(newline) = newline else {
        let shown = vm.repr_string(a[1].as_ref().expect("given"))?;
        return Err(vm.value_error(format!("illegal newline value: {shown}")));
    };
    s.newline.set(newline);
    s.closed.set(false);
    s.decoder.set(NewlineDecoder::default());
    *s.text.borrow_mut() = StrBuf::new();
    s.at.set(0);
    if let Some(v) = given(&a[0]) {
        if !v.has_kind(Kind::Str) {
            return Err(vm.type_error(format!(
                "initial_value must be str or None, not {}",
                vm.type_of(v).name_str()
            )));
        }
        s.write(as_str(v).units());
        s.at.set(0);
    }
    Ok(())
}

fn set_state(vm: &Vm, this: &Ref, state: &Ref) -> PyResult {
    open(vm, this)?;
    let Some([text, newline, at, dict]) = as_tuple(state) else {
        return Err(vm.type_error(format!(
            "_io.StringIO.__setstate__ argument should be 4-tuple, got {}",
            vm.type_of(state).name_str()
        )));
    };
    init(
        vm,
        this,
        &Args::positional_only(&[text.clone(), newline.clone()]),
    )?;
    let s = of(this);
    if text.has_kind(Kind::Str) {
        // The text as it is, with newlines that have been translated already.
        let mut new = StrBuf::new();
        new.push_str(as_str(text).units());
        *s.text.borrow_mut() = new;
    }
    if !at.has_kind(Kind::Int) && !at.has_kind(Kind::Bool) {
        return Err(vm.type_error(format!(
            "third item of state must be an integer, got {}",
            vm.type_of(at).name_str()
        )));
    }
    let Ok(at) = usize::try_from(vm.as_ssize(at)?) else {
        return Err(vm.value_error("position value cannot be negative"));
    };
    s.at.set(at);
    if !dict.is_none() {
        if !dict.has_kind(Kind::Dict) {
            return Err(vm.type_error(format!(
                "fourth item of state should be a dict, got a {}",
                vm.type_of(dict).name_str()
            )));
        }
        if let Some(own) = instance_dict(vm, this)? {
            vm.call_method_str(&own, "update", std::slice::from_ref(dict))?;
        }
    }
    Ok(Ref::none())
}

fn of(this: &Ref) -> &StringIo {
    payload::<StringIo>(this)
}

fn open<'a>(vm: &Vm, this: &'a Ref) -> PyResult<&'a StringIo> {
    check_state(vm, of(this).closed.get())?;
    Ok(of(this))
}

/// A size argument: None and negative numbers stand for no limit.
fn size_argument(vm: &Vm, a: &[Ref]) -> PyResult<Option<usize>> {
    Ok(optional_size(vm, a.first())?.and_then(|n| usize::try_from(n).ok()))
}

/// `newlines`: None, a str or a tuple.
pub fn newlines_object(vm: &Vm, seen: Seen) -> PyResult {
    let mut kinds = Vec::new();
    for (is, text) in [(seen.cr, "\r"), (seen.lf, "\n"), (seen.crlf, "\r\n")] {
        if is {
            kinds.push(crate::object::from_utf8(vm, text)?);
        }
    }
    Ok(super::text::kinds_of(vm, kinds))
}

impl StringIo {
    fn take(&self, vm: &Vm, n: usize) -> PyResult {
        let at = self.at.get();
        if n == 0 {
            return Ok(vm.names.empty.clone());
        }
        self.at.set(at + n);
        new_str(vm, self.text.borrow().view().slice(at..at + n))
    }

    fn line(&self, vm: &Vm, limit: Option<usize>) -> PyResult {
        let text = self.text.borrow();
        let at = self.at.get();
        if at >= text.len() {
            return Ok(vm.names.empty.clone());
        }
        let end = self
            .newline
            .get()
            .line_end(text.view(), at)
            .unwrap_or(text.len());
        drop(text);
        let n = end - at;
        self.take(vm, limit.map_or(n, |l| l.min(n)))
    }

    fn write(&self, s: StrRef<'_>) {
        // Most text goes to the end as it is.
        if self.newline.get() == Newline::Lf
            && let mut text = self.text.borrow_mut()
            && self.at.get() == text.len()
        {
            text.push_str(s);
            return self.at.set(text.len());
        }
        let mut piece = StrBuf::new();
        piece.push_str(s);
        if matches!(
            self.newline.get(),
            Newline::Universal | Newline::Untranslated
        ) {
            let mut d = self.decoder.get();
            piece = d.decode(piece, self.newline.get() == Newline::Universal, true);
            self.decoder.set(d);
        }
        if let Some(with) = self.newline.get().written() {
            piece = write_newlines(piece.view(), with);
        }
        if piece.is_empty() {
            return;
        }
        let mut text = self.text.borrow_mut();
        let at = self.at.get();
        if at >= text.len() {
            let gap = at - text.len();
            text.push_repeated(0, gap);
            text.push_str(piece.view());
        } else {
            let mut new = StrBuf::new();
            new.push_str(text.view().slice(0..at));
            new.push_str(piece.view());
            let end = (at + piece.len()).min(text.len());
            new.push_str(text.view().slice(end..text.len()));
            *text = new;
        }
        self.at.set(at + piece.len());
    }
}
