//! The type `_pickle.Pickler`: its output and its memory of what was written.

use super::memo::Memo;
use super::memo_proxy::{self, MemoOf, Proxy};
use super::opcodes::*;
use super::save::Saver;
use super::{HIGHEST, State};
use crate::modules::common::type_arg;
use crate::object::{
    Builtin, Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, address, as_dict, as_str,
    as_tuple, flags, int_to_i64, new_bytes, new_dict, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::sync::LazyLock;

/// The payload.
#[derive(Default)]
pub struct Pickler {
    /// `file.write`; empty where the bytes are kept.
    pub write: Field,
    pub buffer_callback: Field,
    pub dispatch_table: Field,
    /// `persistent_id` that was set on the pickler.
    persistent_id: Field,
    pub memo: RefCell<Memo>,
    pub protocol: Cell<i32>,
    pub binary: Cell<i32>,
    pub fast: Cell<i32>,
    pub fix_imports: Cell<bool>,
    pub out: RefCell<Vec<u8>>,
    frame: Cell<Option<usize>>,
    pub framing: Cell<bool>,
    pub fast_depth: Cell<usize>,
    pub fast_seen: RefCell<HashSet<usize>>,
    ready: Cell<bool>,
    running: Cell<bool>,
}

impl Payload for Pickler {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for field in [
            &self.write,
            &self.buffer_callback,
            &self.dispatch_table,
            &self.persistent_id,
        ] {
            field.traverse(f);
        }
        if let Ok(m) = self.memo.try_borrow() {
            m.objects().iter().for_each(|r| f(r.slot()));
        }
    }
}

static LAYOUT: Layout = Layout::of::<Pickler>();
static INIT: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse("file, protocol=None, fix_imports=True, buffer_callback=None")
});

impl Pickler {
    /// Sets what the arguments say; a pickler that was used before begins again with an empty memo.
    pub fn set_up(
        &self,
        vm: &Vm,
        protocol: Option<&Ref>,
        fix_imports: Option<&Ref>,
        buffer_callback: Option<&Ref>,
    ) -> PyResult<()> {
        let protocol = match protocol.filter(|p| !p.is_none()) {
            None => HIGHEST,
            Some(p) => match vm.as_c_int(p)? {
                n if n < 0 => HIGHEST,
                n if n > HIGHEST => {
                    return Err(vm.value_error(format!("pickle protocol must be <= {HIGHEST}")));
                }
                n => n,
            },
        };
        let fix = fix_imports.map_or(Ok(true), |f| vm.is_true(f))?;
        self.protocol.set(protocol);
        self.binary.set((protocol > 0).into());
        self.fix_imports.set(fix && protocol < 3);
        match buffer_callback.filter(|c| !c.is_none()) {
            Some(_) if protocol < 5 => {
                return Err(vm.value_error("buffer_callback needs protocol >= 5"));
            }
            Some(c) => self.buffer_callback.set(c.clone()),
            None => drop(self.buffer_callback.take()),
        }
        self.clear_memo();
        self.ready.set(true);
        Ok(())
    }

    pub fn clear_memo(&self) {
        drop(self.memo.take());
    }

    /// The number of an object that was written.
    #[inline]
    pub fn number_of(&self, r: &Ref) -> Option<usize> {
        self.memo.borrow().number_of(r)
    }

    /// Remembers an object; its number.
    #[inline]
    pub fn remember(&self, r: &Ref) -> usize {
        self.memo.borrow_mut().remember(r)
    }

    /// Writes into the frame, which this may begin.
    #[inline(always)]
    pub fn put(&self, data: &[u8]) {
        let mut out = self.out.borrow_mut();
        if self.framing.get() && self.frame.get().is_none() {
            self.begin_frame(&mut out);
        }
        out.extend_from_slice(data);
    }

    #[cold]
    fn begin_frame(&self, out: &mut Vec<u8>) {
        self.frame.set(Some(out.len()));
        out.extend_from_slice(&[0; FRAME_HEADER]);
    }

    /// Ends the frame: with its header, or without if that is not worth it.
    pub fn commit_frame(&self) {
        let Some(at) = self.frame.take() else { return };
        let mut out = self.out.borrow_mut();
        let len = out.len() - at - FRAME_HEADER;
        if len >= FRAME_MIN {
            out[at] = FRAME;
            out[at + 1..at + FRAME_HEADER].copy_from_slice(&(len as u64).to_le_bytes());
        } else {
            out.drain(at..at + FRAME_HEADER);
        }
    }

    /// Between two objects: a frame that is long enough goes to the file.
    #[inline]
    pub fn boundary(&self, vm: &Vm) -> PyResult<()> {
        match self.frame.get() {
            Some(at) if self.out.borrow().len() - at - FRAME_HEADER >= FRAME_TARGET => {
                self.end_frame(vm)
            }
            _ => Ok(()),
        }
    }

    #[cold]
    fn end_frame(&self, vm: &Vm) -> PyResult<()> {
        self.commit_frame();
        self.flush(vm)
    }

    /// Gives what is there to the file, if there is one.
    pub fn flush(&self, vm: &Vm) -> PyResult<()> {
        let Some(write) = self.write.get() else {
            return Ok(());
        };
        let data = self.out.take();
        vm.call_one(&write, &new_bytes(vm, data))?;
        Ok(())
    }

    /// Writes data behind their header; a lot of them past the buffer.
    pub fn put_data(
        &self,
        vm: &Vm,
        header: &[u8],
        data: &[u8],
        whole: Option<&Ref>,
    ) -> PyResult<()> {
        if data.len() < FRAME_TARGET {
            self.put(header);
            self.put(data);
            return Ok(());
        }
        self.commit_frame();
        let framing = self.framing.replace(false);
        self.put(header);
        match self.write.get() {
            None => self.put(data),
            Some(write) => {
                self.flush(vm)?;
                match whole {
                    Some(r) => vm.call_one(&write, r)?,
                    None => vm.call_one(&write, &new_bytes(vm, data))?,
                };
            }
        }
        self.framing.set(framing);
        Ok(())
    }
}

pub fn of(this: &Ref) -> &Pickler {
    payload(this)
}

static METHODS: [MethodDef; 4] = [
    MethodDef::one("persistent_id", |_, _, _| Ok(Ref::none())).text_signature("obj, /"),
    MethodDef::one("dump", dump)
        .text_signature("obj, /")
        .doc("Write a pickled representation of the given object to the open file."),
    MethodDef::no_args("clear_memo", |_, this| {
        of(this).clear_memo();
        Ok(Ref::none())
    })
    .doc(
        "Clears the pickler's \"memo\".\n\nThe memo is the data structure that remembers which objects the\npickler has \
         already seen, so that shared or recursive objects are\npickled by reference and not by value.  This method is useful \
         when\nre-using picklers.",
    ),
    MethodDef::no_args("__sizeof__", |vm, this| {
        let p = of(this);
        let n = size_of::<Pickler>() + p.memo.borrow().objects().len() * 24 + p.out.borrow().capacity();
        Ok(vm.new_int(n as i64))
    })
    .doc("Returns size in memory, in bytes."),
];

fn number(vm: &Vm, value: Option<&Ref>) -> PyResult<i32> {
    match value {
        Some(v) => vm.as_c_int(v),
        None => Err(vm.type_error("can't delete numeric/char attribute")),
    }
}

static GETSET: [GetSetDef; 4] = [
    GetSetDef {
        member: true,
        ..GetSetDef::get_set(
            "bin",
            |vm, this| Ok(vm.new_int(of(this).binary.get().into())),
            |vm, this, v| {
                of(this).binary.set(number(vm, v)?);
                Ok(())
            },
        )
    },
    GetSetDef {
        member: true,
        ..GetSetDef::get_set(
            "fast",
            |vm, this| Ok(vm.new_int(of(this).fast.get().into())),
            |vm, this, v| {
                of(this).fast.set(number(vm, v)?);
                Ok(())
            },
        )
    },
    GetSetDef {
        member: true,
        ..GetSetDef::get_set(
            "dispatch_table",
            |vm, this| {
                of(this).dispatch_table.get().ok_or_else(|| {
                    let name = vm.interned.intern_str(vm, "dispatch_table");
                    vm.attribute_error(this, &name)
                })
            },
            |_, this, v| {
                drop(of(this).dispatch_table.replace(v.cloned()));
                Ok(())
            },
        )
    },
    GetSetDef::get_set("memo", memo, set_memo),
];

/// The type.
pub static PICKLER: TypeSpec = TypeSpec {
    module: super::NAME,
    doc: super::docs::PICKLER,
    flags: flags::BASETYPE,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            Ok(new_object(vm, type_arg(ty), Pickler::default()))
        }));
        s.init.set(Some(init));
        s.get_attr.set(Some(|vm, this, name| {
            if is_persistent_id(name)
                && let Some(f) = of(this).persistent_id.get()
            {
                return Ok(f);
            }
            crate::object::generic_get_attr(vm, this, name)
        }));
        s.set_attr.set(Some(|vm, this, name, value| {
            if is_persistent_id(name) && !vm.type_of(this).is_heap_type() {
                drop(of(this).persistent_id.replace(value.cloned()));
                return Ok(());
            }
            crate::object::generic_set_attr(vm, this, name, value)
        }));
    },
    ..TypeSpec::new("Pickler", &LAYOUT)
};

fn is_persistent_id(name: &Ref) -> bool {
    name.has_kind(Kind::Str) && as_str(name).as_ascii() == Some("persistent_id")
}

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let a = INIT.bind(vm, "Pickler", args)?;
    let p = of(this);
    if p.running.get() {
        return Err(used(vm));
    }
    p.set_up(vm, a[1].as_ref(), a[2].as_ref(), a[3].as_ref())?;
    p.ready.set(false);
    set_file(vm, p, a[0].as_ref().expect("required"))?;
    p.fast.set(0);
    p.fast_depth.set(0);
    p.fast_seen.take();
    let name = vm.interned.intern_str(vm, "dispatch_table");
    // A class may have one, or the pickler that is set up again.
    drop(p.dispatch_table.take());
    if let Some(t) = vm.get_attr_opt(this, &name)? {
        p.dispatch_table.set(t);
    }
    p.ready.set(true);
    Ok(())
}

/// Has the pickler write to a file.
pub fn set_file(vm: &Vm, p: &Pickler, file: &Ref) -> PyResult<()> {
    match vm.get_attr_opt(file, &vm.names.write)? {
        Some(w) => p.write.set(w),
        None => return Err(vm.type_error("file must have a 'write' attribute")),
    }
    Ok(())
}

/// A pickler of the module's functions.
pub fn plain(vm: &Vm) -> Ref {
    new_object(vm, State::of(vm).pickler, Pickler::default())
}

fn dump(vm: &Vm, this: &Ref, obj: &Ref) -> PyResult {
    let p = of(this);
    if !p.ready.get() || !p.write.is_set() {
        let t = vm.type_of(this).name_str();
        return Err(super::pickling_error(
            vm,
            &format!("Pickler.__init__() was not called by {t}.__init__()"),
        ));
    }
    if p.running.replace(true) {
        return Err(used(vm));
    }
    p.out.take();
    let done = write_all(vm, this, obj).and_then(|()| p.flush(vm));
    p.running.set(false);
    done?;
    Ok(Ref::none())
}

#[cold]
fn used(vm: &Vm) -> crate::runtime::Raised {
    vm.runtime_error("Pickler object is already used")
}

/// Writes a whole pickle into the buffer (or what is behind it).
pub fn write_all(vm: &Vm, this: &Ref, obj: &Ref) -> PyResult<()> {
    let p = of(this);
    let saver = Saver::new(vm, this)?;
    let done = (|| {
        if p.protocol.get() >= 2 {
            p.put(&[PROTO, p.protocol.get() as u8]);
            if p.protocol.get() >= 4 {
                p.framing.set(true);
            }
        }
        saver.save(obj)?;
        p.put(&[STOP]);
        p.commit_frame();
        Ok(())
    })();
    p.framing.set(false);
    p.frame.set(None);
    done
}

/// The `persistent_id` that was set on a pickler.
pub fn persistent_id_set(p: &Pickler) -> Option<Ref> {
    p.persistent_id.get()
}

/// The `persistent_id` that a pickler's class or its user has defined.
pub fn own_persistent_id(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let f = vm.get_attr_opt(this, &vm.interned.intern_str(vm, "persistent_id"))?;
    Ok(f.filter(|f| {
        !(f.kind() == Kind::Builtin && std::ptr::eq(payload::<Builtin>(f).def, &METHODS[0]))
    }))
}

/// The memo of a pickler.
struct PicklerMemo;

impl MemoOf for PicklerMemo {
    fn clear(owner: &Ref) {
        of(owner).clear_memo();
    }
    fn dict(vm: &Vm, owner: &Ref) -> PyResult {
        memo_dict(vm, owner)
    }
}

static PROXY_LAYOUT: Layout = Layout::of::<Proxy<PicklerMemo>>();
static PROXY_METHODS: [MethodDef; 3] = Proxy::<PicklerMemo>::methods("Implement pickle support.");

/// The type of `Pickler.memo`.
pub static PROXY: TypeSpec = memo_proxy::spec("PicklerMemoProxy", &PROXY_LAYOUT, &PROXY_METHODS);

fn memo(vm: &Vm, this: &Ref) -> PyResult {
    Ok(new_object(
        vm,
        State::of(vm).pickler_memo,
        Proxy::<PicklerMemo>::new(this),
    ))
}

/// `{id: (number, object)}`
fn memo_dict(vm: &Vm, pickler: &Ref) -> PyResult {
    let d = new_dict(vm);
    let objects = of(pickler).memo.borrow().objects().to_vec();
    for (i, r) in objects.into_iter().enumerate() {
        let key = vm.new_int(address(&r) as i64);
        as_dict(&d).set(vm, &key, new_tuple(vm, [vm.new_int(i as i64), r]))?;
    }
    Ok(d)
}

fn set_memo(vm: &Vm, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(value) = value else {
        return Err(vm.type_error("attribute deletion is not supported"));
    };
    let d = match crate::object::downcast::<Proxy<PicklerMemo>>(vm, value) {
        Some(p) => memo_dict(vm, &p.0)?,
        None if value.has_kind(Kind::Dict) => value.clone(),
        None => {
            let t = vm.type_of(value).name_str();
            return Err(vm.type_error(format!(
                "'memo' attribute must be a PicklerMemoProxy object or dict, not {t}"
            )));
        }
    };
    let mut entries = Vec::new();
    for v in vm.collect(&vm.call_method_str(&d, "values", &[])?)? {
        let pair = as_tuple(&v).filter(|t| t.len() == 2);
        let Some([n, r]) = pair else {
            return Err(vm.type_error("'memo' values must be 2-item tuples"));
        };
        let n = int_to_i64(&vm.index(n)?).unwrap_or(0);
        entries.push((n, r.clone()));
    }
    entries.sort_by_key(|(n, _)| *n);
    let p = of(this);
    p.clear_memo();
    for (_, r) in &entries {
        p.remember(r);
    }
    Ok(())
}
