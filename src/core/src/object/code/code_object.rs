//! Code objects: an interpreter's own view of shared, verified code. Constants and names are objects of this
//! interpreter; the instructions are a copy that specialization may change.

use crate::object::{
    Layout, Object, Payload, alloc_text, from_utf8, new_bigint, new_bytes, new_frozenset,
    new_object, new_slice, new_tuple,
};
use crate::ops::{PreDecoded, Units};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, OnceCell, UnsafeCell};
use std::sync::Arc;
use tricera_code::exception_table::{self, Handler};
use tricera_code::opcode::{CACHES, deopt, flags};
use tricera_code::verify::Verified;
use tricera_code::{CodeData, Const};
use tricera_text::number::complex::Complex;

/// The instructions of a code object in the encoding of the interpreter's engine.
pub enum Stream {
    /// Not made yet: the code has not run.
    None,
    /// CPython's 16-bit code units.
    Units(Units),
    /// Pre-decoded instructions.
    PreDecoded(PreDecoded),
}

/// The payload of a code object. What calls read comes first.
#[repr(C)]
pub struct Code {
    /// First instruction in the engine's encoding; the engine's lazy-entry instruction until the code has run.
    pub entry: Cell<*const u8>,
    /// Cells, free variables and locals.
    pub nlocalsplus: u32,
    /// Positional parameters.
    pub argcount: u32,
    /// Words that a frame needs from its first local on: locals, frame header, operand stack.
    pub frame_words: u32,
    /// Takes positional arguments only, all of them locals: may be called by the inlined paths.
    pub simple: bool,
    /// The number of its parameters if it is `simple`, and a number that no call has otherwise.
    pub exact_args: u32,
    /// Where it delegates to a generator it does so as the compiler writes it, see `ops/delegation.rs`.
    /// False until the code has run.
    pub delegates: Cell<bool>,
    /// Free variables.
    pub nfreevars: u32,
    pub consts: *const Slot,
    pub names: *const Slot,
    consts_own: Box<[Ref]>,
    names_own: Box<[Ref]>,
    /// Names of all locals, interned.
    pub localsplus_names: Box<[Ref]>,
    pub data: Arc<CodeData>,
    /// The proof that the code is safe to run, with the bytes that run.
    pub verified: Arc<Verified>,
    pub stream: UnsafeCell<Stream>,
    pub name: Ref,
    pub qualname: Ref,
    pub filename: Ref,
    /// Python-level tuples, made when someone looks.
    pub consts_tuple: OnceCell<Ref>,
    pub names_tuple: OnceCell<Ref>,
    /// The line table in a form to search: the code unit behind each run of one line, ascending.
    lines: OnceCell<Lines>,
    /// The exception table, decoded.
    handlers: OnceCell<Box<[Handler]>>,
    /// For each code unit, how many units in front of it its instruction begins.
    offsets: OnceCell<Box<[u8]>>,
}

/// Runs of code units of one line: the first unit behind the run, and the line.
type Lines = Box<[(u32, Option<u32>)]>;

/// A code object.
pub type CodeObject = Object<Code>;

impl Payload for Code {
    const KIND: Kind = Kind::Code;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

pub(super) static LAYOUT: Layout = Layout::of::<Code>();

/// Words of the frame header that lies between the locals and the operand stack.
const HEADER_WORDS: u32 = (size_of::<crate::frame::Frame>() / size_of::<Slot>()) as u32;

/// Makes this interpreter's code object for verified code. Nested code objects are made with it.
pub fn new_code(vm: &Vm, verified: &Arc<Verified>) -> PyResult {
    let data = verified.data();
    let mut consts = Vec::with_capacity(data.consts.len());
    for (i, c) in data.consts.iter().enumerate() {
        consts.push(match verified.nested(i) {
            Some(inner) => new_code(vm, inner)?,
            None => constant(vm, c)?,
        });
    }
    assemble(vm, data, verified, consts)
}

/// Makes a code object with these objects as its constants.
pub(super) fn assemble(
    vm: &Vm,
    data: &Arc<CodeData>,
    verified: &Arc<Verified>,
    consts: Vec<Ref>,
) -> PyResult {
    let interned =
        |t: &tricera_code::Text| -> PyResult { Ok(vm.interned.intern(alloc_text(vm, t)?)) };
    let names = data
        .names
        .iter()
        .map(interned)
        .collect::<PyResult<Vec<_>>>()?;
    let localsplus_names = data
        .localsplusnames
        .iter()
        .map(interned)
        .collect::<PyResult<Vec<_>>>()?;
    let simple = data.kwonlyargcount == 0
        && data.flags & (flags::CO_VARARGS | flags::CO_VARKEYWORDS) == 0
        && data.flags & flags::CO_OPTIMIZED != 0
        && data.flags & flags::CO_NEWLOCALS != 0;
    let nlocalsplus = data.localsplusnames.len() as u32;
    let (consts_own, names_own) = (consts.into_boxed_slice(), names.into_boxed_slice());
    let code = Code {
        entry: Cell::new(vm.engine.internal.enter_code),
        nlocalsplus,
        argcount: data.argcount,
        frame_words: nlocalsplus + HEADER_WORDS + data.stacksize + 1,
        simple,
        delegates: Cell::new(false),
        nfreevars: data.nfreevars() as u32,
        exact_args: if simple { data.argcount } else { u32::MAX },
        consts: consts_own.as_ptr().cast(),
        names: names_own.as_ptr().cast(),
        consts_own,
        names_own,
        localsplus_names: localsplus_names.into(),
        data: data.clone(),
        verified: verified.clone(),
        stream: UnsafeCell::new(Stream::None),
        name: interned(&data.name)?,
        qualname: interned(&data.qualname)?,
        filename: interned(&data.filename)?,
        consts_tuple: OnceCell::new(),
        names_tuple: OnceCell::new(),
        lines: OnceCell::new(),
        handlers: OnceCell::new(),
        offsets: OnceCell::new(),
    };
    Ok(new_object(vm, vm.types.code, code))
}

/// The object of a constant other than code.
pub fn constant(vm: &Vm, c: &Const) -> PyResult {
    Ok(match c {
        Const::None => Ref::none(),
        Const::Ellipsis => Ref::ellipsis(),
        Const::True => Ref::bool(true),
        Const::False => Ref::bool(false),
        Const::Int(i) => vm.new_int(*i),
        Const::BigInt(i) => new_bigint(vm, (**i).clone()),
        Const::Float(d) => vm.new_float(*d),
        Const::Complex(re, im) => vm.new_complex(Complex::new(*re, *im)),
        Const::Str(t) if t.is_identifier_like() => vm.interned.intern(alloc_text(vm, t)?),
        Const::Str(t) => alloc_text(vm, t)?,
        Const::Bytes(b) => new_bytes(vm, &b[..]),
        Const::Tuple(items) => {
            let items = items
                .iter()
                .map(|c| constant(vm, c))
                .collect::<PyResult<Vec<_>>>()?;
            new_tuple(vm, items)
        }
        Const::FrozenSet(items) => {
            let items = items
                .iter()
                .map(|c| constant(vm, c))
                .collect::<PyResult<Vec<_>>>()?;
            new_frozenset(vm, &items)?
        }
        Const::Slice(s) => {
            let mut s = s.iter().map(|c| constant(vm, c));
            let mut next = || s.next().expect("a slice has three parts");
            new_slice(vm, next()?, next()?, next()?)
        }
        Const::Code(_) => from_utf8(vm, "")?,
    })
}

impl Code {
    /// The constants.
    pub fn consts(&self) -> &[Ref] {
        &self.consts_own
    }
    /// The names.
    pub fn names(&self) -> &[Ref] {
        &self.names_own
    }
    /// Words of a frame of CPython for its locals and its operand stack.
    pub fn frame_slots(&self) -> usize {
        self.nlocalsplus as usize + self.data.stacksize as usize
    }
    pub fn is_generator_like(&self) -> bool {
        self.data.flags & (flags::CO_ANY_GENERATOR) != 0
    }
    /// The line of the instruction at byte offset `lasti`, if it has one; before the first instruction (-1) that is
    /// the line of the definition.
    pub fn line_at(&self, lasti: i32) -> Option<u32> {
        let d = &self.data;
        let Ok(at) = u32::try_from(lasti) else {
            return u32::try_from(d.firstlineno).ok();
        };
        let lines = self.lines.get_or_init(|| {
            let runs = tricera_code::line_table::lines(&d.linetable, d.firstlineno);
            runs.map(|(_, end, line)| (end / 2, line.and_then(|l| u32::try_from(l).ok())))
                .collect()
        });
        let i = lines.partition_point(|(end, _)| *end <= at / 2);
        lines.get(i).and_then(|(_, line)| *line)
    }
    /// The entry of the exception table for code unit `unit`.
    pub fn handler_at(&self, unit: u32) -> Option<Handler> {
        let all = self.handlers.get_or_init(|| {
            exception_table::entries(&self.data.exceptiontable)
                .map_while(Result::ok)
                .collect()
        });
        // Verified entries are in order and do not overlap.
        let i = all.partition_point(|h| h.start <= unit).checked_sub(1)?;
        Some(all[i]).filter(|h| h.end > unit)
    }
    /// The unit of the opcode of the instruction that covers `unit`.
    pub fn instruction_start(&self, unit: usize) -> usize {
        let offsets = self.offsets.get_or_init(|| {
            let code = self.verified.code();
            let mut offsets = Vec::with_capacity(code.len() / 2);
            while let Some(&opcode) = code.get(2 * offsets.len()) {
                offsets.extend(0..=CACHES[deopt(opcode) as usize]);
            }
            offsets.into()
        });
        unit - offsets.get(unit).map_or(0, |&n| n as usize)
    }
    /// The position of the instruction at byte offset `lasti` (PEP 657).
    pub fn position_at(&self, lasti: i32) -> tricera_code::line_table::Position {
        let d = &self.data;
        match u32::try_from(lasti) {
            Ok(at) => tricera_code::line_table::position_at(&d.linetable, d.firstlineno, at / 2),
            Err(_) => Default::default(),
        }
    }
    /// The instruction stream. Only the thread that runs the interpreter changes it.
    pub fn stream(&self) -> &Stream {
        // SAFETY: the variant is set once, before the first frame runs the code.
        unsafe { &*self.stream.get() }
    }
}
