//! `BytesIO`: bytes in memory.

use super::base::{check_state, finalize_by_close, new_payload};
use super::string_io::size_argument;
use crate::modules::support::{bytes_arg, c_int, c_long, given, store_into};
use crate::object::{GetSetDef, Layout, MethodDef, Payload, TypeSpec, flags, new_bytes, payload};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::{Cell, RefCell};

/// The payload.
#[derive(Default)]
pub struct BytesIo {
    data: RefCell<Vec<u8>>,
    at: Cell<usize>,
    closed: Cell<bool>,
}

impl Payload for BytesIo {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<BytesIo>();

static METHODS: [MethodDef; 16] = [
    MethodDef::no_args("getvalue", |vm, this| {
        let b = open(vm, this)?;
        Ok(new_bytes(vm, b.data.borrow().clone()))
    }),
    MethodDef::positional("read", 0, 1, |vm, this, a| {
        let b = open(vm, this)?;
        let n = size_argument(vm, a)?;
        Ok(new_bytes(vm, b.take(n.unwrap_or(usize::MAX))))
    }),
    MethodDef::positional("read1", 0, 1, |vm, this, a| {
        let b = open(vm, this)?;
        let n = size_argument(vm, a)?;
        Ok(new_bytes(vm, b.take(n.unwrap_or(usize::MAX))))
    }),
    MethodDef::positional("readline", 0, 1, |vm, this, a| {
        let b = open(vm, this)?;
        let n = size_argument(vm, a)?;
        Ok(new_bytes(vm, b.line(n)))
    }),
    MethodDef::positional("peek", 0, 1, |vm, this, _| {
        let b = open(vm, this)?;
        let data = b.data.borrow();
        Ok(new_bytes(vm, data.get(b.at.get()..).unwrap_or_default()))
    }),
    MethodDef::one("readinto", |vm, this, target| {
        let b = open(vm, this)?;
        let data = b.take(vm.len(target)?);
        store_into(vm, target, &data)?;
        Ok(vm.new_int(data.len() as i64))
    }),
    MethodDef::one("write", |vm, this, data| {
        let bytes = bytes_arg(vm, data)?;
        open(vm, this)?.write(&bytes);
        Ok(vm.new_int(bytes.len() as i64))
    }),
    MethodDef::no_args("tell", |vm, this| {
        Ok(vm.new_int(open(vm, this)?.at.get() as i64))
    }),
    MethodDef::positional("seek", 1, 2, |vm, this, a| {
        let b = open(vm, this)?;
        let to = c_long(vm, &a[0])?;
        let whence = match a.get(1) {
            Some(w) => c_int(vm, w)?,
            None => 0,
        };
        let to = match whence {
            0 if to < 0 => return Err(vm.value_error(format!("negative seek value {to}"))),
            0 => to,
            1 => (b.at.get() as i64).saturating_add(to).max(0),
            2 => (b.data.borrow().len() as i64).saturating_add(to).max(0),
            _ => {
                return Err(
                    vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))
                );
            }
        };
        b.at.set(to as usize);
        Ok(vm.new_int(to))
    }),
    MethodDef::positional("truncate", 0, 1, |vm, this, a| {
        let b = open(vm, this)?;
        let size = match a.first().filter(|s| !s.is_none()) {
            Some(n) => c_long(vm, n)?,
            None => b.at.get() as i64,
        };
        if size < 0 {
            return Err(vm.value_error(format!("negative size value {size}")));
        }
        b.data.borrow_mut().truncate(size as usize);
        Ok(vm.new_int(size))
    }),
    MethodDef::no_args("close", |_, this| {
        of(this).closed.set(true);
        of(this).data.borrow_mut().clear();
        Ok(Ref::none())
    }),
    MethodDef::no_args("flush", |vm, this| open(vm, this).map(|_| Ref::none())),
    MethodDef::no_args("isatty", |vm, this| {
        open(vm, this).map(|_| Ref::bool(false))
    }),
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

static GETSET: [GetSetDef; 1] = [GetSetDef::get("closed", |_, this| {
    Ok(Ref::bool(of(this).closed.get()))
})];

/// The type.
pub static BYTES_IO: TypeSpec = TypeSpec {
    module: "_io",
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new
            .set(Some(|vm, ty, _| new_payload(vm, ty, BytesIo::default())));
        s.init.set(Some(|vm, this, args: &Args| {
            let a = INIT.signature().bind(vm, "BytesIO", args)?;
            let data = match given(&a[0]) {
                Some(v) => bytes_arg(vm, v)?,
                None => Vec::new(),
            };
            *of(this).data.borrow_mut() = data;
            of(this).at.set(0);
            of(this).closed.set(false);
            Ok(())
        }));
        s.iter.set(Some(|vm, this| {
            open(vm, this)?;
            Ok(this.clone())
        }));
        s.next.set(Some(|vm, this| {
            let line = open(vm, this)?.line(None);
            Ok(if line.is_empty() {
                None
            } else {
                Some(new_bytes(vm, line))
            })
        }));
        s.finalize.set(Some(finalize_by_close));
    },
    ..TypeSpec::new("BytesIO", &LAYOUT)
};

static INIT: MethodDef =
    MethodDef::keywords("__init__", "initial_bytes=b''", |_, _, _| Ok(Ref::none()));

fn of(this: &Ref) -> &BytesIo {
    payload::<BytesIo>(this)
}

fn open<'a>(vm: &Vm, this: &'a Ref) -> PyResult<&'a BytesIo> {
    check_state(vm, of(this).closed.get())?;
    Ok(of(this))
}

impl BytesIo {
    fn take(&self, n: usize) -> Vec<u8> {
        let data = self.data.borrow();
        let rest = data.get(self.at.get()..).unwrap_or_default();
        let taken = rest[..n.min(rest.len())].to_vec();
        self.at.set(self.at.get() + taken.len());
        taken
    }

    fn line(&self, limit: Option<usize>) -> Vec<u8> {
        let n = {
            let data = self.data.borrow();
            let rest = data.get(self.at.get()..).unwrap_or_default();
            rest.iter()
                .position(|&b| b == b'\n')
                .map_or(rest.len(), |i| i + 1)
        };
        self.take(limit.map_or(n, |l| l.min(n)))
    }

    fn write(&self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let mut data = self.data.borrow_mut();
        let (at, end) = (self.at.get(), self.at.get() + bytes.len());
        if data.len() < end {
            data.resize(end, 0);
        }
        data[at..end].copy_from_slice(bytes);
        self.at.set(end);
    }
}
