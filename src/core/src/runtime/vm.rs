//! The interpreter: its heap, its types, its thread state.

use super::{Breaker, Names, PyResult, WeakRefs};
use crate::frame::{DataStack, Frame};
use crate::heap::Heap;
use crate::object::generator::ExcInfo;
use crate::object::{
    AttributeCache, Characters, DictObject, Field, Interned, MethodCache, Types, str_to_string,
};
use crate::ops::EngineEntry;
use crate::ops::superinstructions::SuperinstructionSet;
use crate::value::{Ref, Slot};
use std::cell::{Cell, RefCell};
use std::ops::Deref;
use tricera_text::hash::{HashKeys, HashSeed};

/// A value that boot sets before anything reads it.
pub struct Later<T>(Option<T>);

impl<T> Later<T> {
    pub const fn unset() -> Later<T> {
        Later(None)
    }
    pub fn set(v: T) -> Later<T> {
        Later(Some(v))
    }
}

impl<T> Deref for Later<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        self.0.as_ref().expect("set while the interpreter boots")
    }
}

/// How an interpreter is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// `PYTHONHASHSEED`.
    pub hash_seed: HashSeed,
    /// Specialization of instructions (PEP 659).
    pub specialize: bool,
    /// Superinstructions, in engines that have them.
    pub superinstructions: SuperinstructionSet,
    /// Remembered attribute lookups behind the inline caches.
    pub attribute_cache: bool,
    /// Techniques that code is prepared and quickened without.
    pub without: crate::ops::techniques::Without,
    /// When the breaker is polled.
    pub breaker: BreakerPolicy,
    /// Count how often each opcode is executed.
    pub count_opcodes: bool,
    /// Keep a hash of the logical instructions executed.
    pub trace: bool,
    /// Keep every code object that is made from source or read from a file, to look at it when the program has ended.
    pub keep_code: bool,
    /// `sys.path` at the start.
    pub path: Vec<String>,
    /// CPython's options.
    pub flags: super::Flags,
    /// The folder where compiled code of imported modules is kept between runs; none is written without.
    pub cache: Option<std::path::PathBuf>,
}

/// When engines look at the eval breaker.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum BreakerPolicy {
    /// At RESUME, backward jumps and after calls of builtins, as CPython 3.14 does.
    #[default]
    BackEdges,
    /// Before every instruction, as the port in the seeds does.
    EveryInstruction,
    /// After so many instructions, as the ticker of 2008 did (after a hundred).
    Ticker(std::num::NonZeroU32),
}

impl Default for Config {
    fn default() -> Self {
        Config {
            hash_seed: HashSeed::Random,
            specialize: true,
            superinstructions: SuperinstructionSet::All,
            attribute_cache: true,
            without: Default::default(),
            breaker: BreakerPolicy::BackEdges,
            count_opcodes: false,
            trace: false,
            keep_code: false,
            path: Vec::new(),
            flags: super::Flags::default(),
            cache: None,
        }
    }
}

/// One interpreter with its thread: everything that Python code can reach belongs to it.
///
/// It never moves: objects and frames point to it.
pub struct Vm {
    // What engines read comes first.
    pub breaker: Breaker,
    /// Frames deeper than this raise RecursionError.
    pub recursion_limit: Cell<u32>,
    /// End of the current chunk of the data stack.
    pub stack_end: Cell<*mut Slot>,
    /// The innermost frame, valid while no engine runs above it.
    pub frame: Cell<*mut Frame>,
    /// What the engine returned.
    pub result: Cell<Slot>,
    /// The exception in flight.
    pub exception: Field,
    /// The innermost entry of the chain of exceptions being handled.
    pub exc_info: Cell<*const ExcInfo>,
    /// The end of that chain, kept at its address.
    #[allow(dead_code)]
    base_exc_info: Box<ExcInfo>,
    pub engine: EngineEntry,
    pub config: Config,
    pub types: Types,
    pub names: Later<Names>,
    pub method_cache: MethodCache,
    pub attribute_cache: AttributeCache,
    next_version: Cell<u32>,
    /// The secret of `hash()` for strings and bytes.
    pub hash_keys: HashKeys,
    pub interned: Interned,
    /// The strings of at most one latin-1 character, which are shared.
    pub characters: Characters,
    /// The `bytes` of one byte or none.
    pub short_bytes: crate::object::ShortBytes,
    /// `sys.set_int_max_str_digits()`; 0 for no limit.
    pub int_max_str_digits: Cell<usize>,
    /// How many callers a new coroutine remembers (`sys.set_coroutine_origin_tracking_depth`).
    pub origin_depth: Cell<u32>,
    pub empty_tuple: Field,
    pub weakrefs: WeakRefs,
    /// The containers that are inside their own `repr`.
    pub repr_running: super::ReprRunning,
    /// The `builtins` namespace, a dict.
    pub builtins: Field,
    /// The version of the builtins' keys that LOAD_GLOBAL_BUILTIN relies on, and how often it has changed: a site is
    /// good for one epoch.
    pub builtins_version: Cell<u32>,
    /// Where the globals of the function made last have what every function keeps of them.
    pub globals_places: crate::object::GlobalsPlaces,
    pub builtins_epoch_now: Cell<u16>,
    /// The builtin function `len` as a borrowed word, for CALL_LEN; 0 until it is first seen.
    pub builtin_len: Cell<u64>,
    /// The borrowed word of the descriptor `list.append`; 0 until a call of it was specialized.
    pub list_append: Cell<u64>,
    /// What a CALL caches of the declarations of `list.append`, called as a bound method that was kept, and of `dict.get`; 0 until a call of it
    /// was specialized.
    pub bound_append: Cell<u32>,
    pub dict_get: Cell<u32>,
    /// RERAISE is raising: the traceback gets no entry for this frame.
    pub reraising: Cell<bool>,
    /// The code unit of the RERAISE in progress, by which its handler is looked up: its frame counts as being at the
    /// instruction that raised first. -1 otherwise.
    pub reraise_unit: Cell<i32>,
    /// What a generator returned that ended in `iter_next`.
    return_value: Field,
    /// `sys.modules`, a dict.
    pub modules: Field,
    /// The namespace of `sys`, a dict.
    pub sys: Field,
    pub builtin_types: Vec<Ref>,
    pub data_stack: DataStack,
    /// Lowest address that the native stack may reach.
    pub native_limit: Cell<usize>,
    /// Instructions executed and their hash, if `config.trace`.
    pub trace: crate::ops::TraceState,
    /// Sources of code that comes from no file.
    pub sources: crate::object::exception::print::Sources,
    /// The interpreter is being shut down.
    pub finalizing: Cell<bool>,
    /// No Python code runs any more: the storage of what is left is being freed.
    pub gone: Cell<bool>,
    /// Where states of native modules were found last.
    pub state_places: super::state::StatePlaces,
    /// State of native modules, by module name.
    pub module_state: RefCell<rustc_hash::FxHashMap<&'static str, std::rc::Rc<dyn std::any::Any>>>,
    /// Changes whenever a context variable may have another value.
    pub context_version: Cell<u64>,
    /// What `_decimal` needs for each operation.
    pub decimal: RefCell<Option<std::rc::Rc<crate::modules::decimal::State>>>,
    /// The code of the program, if `config.keep_code`.
    pub main_code: Field,
    /// Values that live as long as the interpreter.
    pub kept: RefCell<Vec<Ref>>,
    /// Calls that other threads have queued.
    pub pending: super::PendingCalls,
    /// Where other threads find the breaker.
    pub breaker_address: super::BreakerAddress,
    pub heap: Box<Heap>,
}

impl Vm {
    /// A new interpreter that runs on `engine`.
    pub fn new(engine: EngineEntry, config: Config) -> Box<Vm> {
        let base_exc_info = Box::new(ExcInfo::default());
        let hash_keys = HashKeys::new(config.hash_seed);
        let mut vm = Box::new(Vm {
            breaker: Breaker::default(),
            recursion_limit: Cell::new(1000),
            stack_end: Cell::new(std::ptr::null_mut()),
            frame: Cell::new(std::ptr::null_mut()),
            result: Cell::new(Slot::NULL),
            exception: Field::empty(),
            exc_info: Cell::new(&*base_exc_info),
            base_exc_info,
            engine,
            config,
            types: Types::DANGLING,
            names: Later::unset(),
            method_cache: MethodCache::new(),
            attribute_cache: AttributeCache::new(),
            next_version: Cell::new(1),
            hash_keys,
            interned: Interned::default(),
            characters: Characters::default(),
            short_bytes: Default::default(),
            origin_depth: Cell::new(0),
            int_max_str_digits: Cell::new(tricera_text::number::int::DEFAULT_MAX_STR_DIGITS),
            empty_tuple: Field::empty(),
            weakrefs: WeakRefs::default(),
            repr_running: Default::default(),
            builtins: Field::empty(),
            builtins_version: Cell::new(0),
            globals_places: Default::default(),
            builtins_epoch_now: Cell::new(0),
            builtin_len: Cell::new(0),
            list_append: Cell::new(0),
            bound_append: Cell::new(0),
            dict_get: Cell::new(0),
            reraising: Cell::new(false),
            reraise_unit: Cell::new(-1),
            return_value: Field::empty(),
            modules: Field::empty(),
            sys: Field::empty(),
            builtin_types: Vec::new(),
            data_stack: DataStack::new(),
            native_limit: Cell::new(0),
            trace: Default::default(),
            sources: Default::default(),
            finalizing: Cell::new(false),
            gone: Cell::new(false),
            module_state: Default::default(),
            state_places: Default::default(),
            context_version: Cell::new(0),
            decimal: RefCell::default(),
            main_code: Field::empty(),
            kept: RefCell::default(),
            pending: Default::default(),
            breaker_address: Default::default(),
            heap: Heap::new(),
        });
        vm.heap.attach(&*vm);
        vm.breaker_address.set(&vm.breaker);
        vm.native_limit.set(native_stack_limit());
        crate::object::boot(&mut vm).unwrap_or_else(|_| panic!("the builtin types can be made"));
        crate::ops::install(&vm);
        crate::modules::boot(&vm).unwrap_or_else(|_| panic!("the builtin modules can be made"));
        vm
    }

    /// A number that no inline cache holds yet; 0 when there are none left.
    pub fn next_version(&self) -> u32 {
        let v = self.next_version.get();
        if v != 0 {
            self.next_version.set(v.wrapping_add(1));
        }
        v
    }

    /// The epoch of the builtins' keys as they are now; 0 if they have changed too often to be cached.
    pub fn builtins_epoch(&self, builtins: &crate::object::DictTable) -> u16 {
        let v = builtins.version(self);
        if v == 0 {
            return 0;
        }
        if v != self.builtins_version.get() {
            self.builtins_version.set(v);
            let e = self.builtins_epoch_now.get();
            self.builtins_epoch_now
                .set(if e == u16::MAX { e } else { e + 1 });
        }
        let e = self.builtins_epoch_now.get();
        if e == u16::MAX { 0 } else { e }
    }

    /// Leaves the return value of a generator that ended in `iter_next` for SEND.
    pub fn set_return_value(&self, v: Ref) {
        self.return_value.set(v);
    }
    /// The return value of the generator that has just ended in `iter_next`; None for other iterators.
    /// Drops the value that an iterator returned, for those who do not ask for it.
    #[inline]
    pub fn discard_return_value(&self) {
        if self.return_value.is_set() {
            drop(self.return_value.take());
        }
    }
    pub fn take_return_value(&self) -> Ref {
        self.return_value.take().unwrap_or_else(Ref::none)
    }

    /// Checks the native stack before a call that may recurse; raises RecursionError ("maximum recursion depth
    /// exceeded" and `what`) when little of it is left.
    #[inline(always)]
    pub fn enter_native(&self, what: &str) -> PyResult<()> {
        if stack_address() < self.native_limit.get() {
            return Err(self.native_overflow(what));
        }
        Ok(())
    }

    /// Would [`Vm::enter_native`] succeed?
    #[inline(always)]
    pub(crate) fn has_native_stack(&self) -> bool {
        stack_address() >= self.native_limit.get()
    }

    #[cold]
    fn native_overflow(&self, what: &str) -> super::Raised {
        // The exception itself needs some stack: a margin below the limit is reserved for it.
        let limit = self.native_limit.get();
        self.native_limit.set(limit - NATIVE_MARGIN / 2);
        let r = self.recursion_error(format!("maximum recursion depth exceeded{what}"));
        self.native_limit.set(limit);
        r
    }

    /// The exception being handled (`sys.exception()`).
    pub fn handled_exception(&self) -> Option<Ref> {
        let mut i = self.exc_info.get();
        // SAFETY: the entries of the chain outlive their place in it.
        unsafe {
            while !i.is_null() {
                if (*i).value.is_set() {
                    let v = (*i).value.get();
                    return v.filter(|v| !v.is_none());
                }
                i = (*i).prev.get();
            }
        }
        None
    }

    /// The builtins of the innermost Python frame.
    pub fn running_builtins(&self) -> Option<Ref> {
        let frame = crate::modules::builtins::current_frame(self)?;
        // SAFETY: the frame is live, and so is its function.
        unsafe { (*frame).function() }.builtins.get()
    }

    /// The builtins that go with a globals dict: its `__builtins__`, those of the code that runs, or the
    /// interpreter's own.
    pub fn builtins_of(&self, globals: &Ref) -> Ref {
        // SAFETY: globals are a dict.
        let b = unsafe { globals.cast::<DictObject>() }.get_str_ref(&self.names.builtins);
        self.builtins_from(b)
    }

    /// The same for what the globals have as `__builtins__`.
    pub fn builtins_from(&self, b: Option<Ref>) -> Ref {
        match b {
            Some(b) if b.has_kind(crate::value::Kind::Dict) => b,
            Some(b) if b.has_kind(crate::value::Kind::Module) => {
                crate::object::payload::<crate::object::Module>(&b)
                    .dict
                    .get()
                    .expect("a module has a namespace")
            }
            _ => self
                .running_builtins()
                .unwrap_or_else(|| self.builtins.get().expect("booted")),
        }
    }

    /// The text of the `repr` of a str value, for messages.
    pub fn quoted(&self, s: &Ref) -> String {
        self.repr_string(s).unwrap_or_else(|_| {
            self.clear_exception();
            str_to_string(s)
        })
    }
}

impl Drop for Vm {
    fn drop(&mut self) {
        self.release();
    }
}

/// Native stack kept free below the limit, for the code that handles running into it. Without optimization one frame of an
/// engine's loop takes hundreds of kilobytes.
pub const NATIVE_MARGIN: usize = if cfg!(debug_assertions) {
    8 << 20
} else {
    256 << 10
};

/// An address in the current native frame.
#[inline(always)]
pub fn stack_address() -> usize {
    #[cfg(target_arch = "x86_64")]
    {
        let sp: usize;
        // SAFETY: reads the stack pointer.
        unsafe {
            std::arch::asm!("mov {}, rsp", out(reg) sp, options(nomem, nostack, preserves_flags))
        };
        sp
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        let x = 0u8;
        &raw const x as usize
    }
}

/// The lowest address that native recursion may reach on this thread.
fn native_stack_limit() -> usize {
    if cfg!(miri) {
        // Miri's threads have no stack that could be asked for, and need none.
        return 0;
    }
    // SAFETY: plain queries about the calling thread.
    unsafe {
        let mut attr: libc::pthread_attr_t = std::mem::zeroed();
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attr) != 0 {
            return 0;
        }
        let mut addr = std::ptr::null_mut();
        let mut size = 0;
        libc::pthread_attr_getstack(&attr, &mut addr, &mut size);
        libc::pthread_attr_destroy(&mut attr);
        addr as usize + NATIVE_MARGIN.min(size / 2)
    }
}
