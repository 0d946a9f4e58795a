//! The profile of a run: what the interpreter did, counted by the traced builds of the engines.
//!
//! Plain builds have none of this: what is called here is called under `Observer::ACTIVE`, or from where the way is long
//! anyway. The breaker is kept set while a profile is taken, so that every poll takes the way on which it can be counted;
//! the heap hands cells out one by one (see `Heap::watch`), so that every allocation does.

use super::inspect;
use super::machine::Machine;
use crate::frame::Frame;
use crate::heap::AllocationProfile;
use crate::object::code::{Code, Stream};
use crate::object::{
    BoundMethod, Builtin, FunctionObject, MethodDef, MethodDescriptor, NativeFn, Object, TypeObj,
    str_to_string,
};
use crate::runtime::{Breaker, Vm};
use crate::value::{Kind, Ref, Slot};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;
use tricera_code::opcode::{BINARY_OPERATORS, CompareOp, Flow, deopt, info, op};
use tricera_code::verify::Verified;

/// Most different reasons that are told apart in a family; the rest is counted together.
const MOST_REASONS: usize = 2000;

/// What one family of specialized forms went through.
#[derive(Clone, Debug, Default)]
pub struct Family {
    /// How often a form was looked for.
    pub attempts: u64,
    /// Attempts that found one.
    pub successes: u64,
    /// Attempts that found one which techniques left out forbid.
    pub forbidden: u64,
    /// Attempts that found none, by what was seen.
    pub failures: BTreeMap<String, u64>,
    /// Failed guards of its forms.
    pub misses: u64,
    /// Forms given up for the base after too many misses.
    pub deopts: u64,
}

/// The counts of a run.
#[derive(Default)]
pub struct Profile {
    executed: super::OpcodeCounts,
    /// By pair, a page of 256 for those that were followed by anything; empty until there are three instructions.
    triples: Vec<Option<Box<[u64; 256]>>>,
    /// Pairs of instructions that follow each other in one basic block; empty until there is one.
    fusable: Vec<u64>,
    out_of_line: BTreeMap<u8, u64>,
    families: BTreeMap<u8, Family>,
    misses: BTreeMap<u8, u64>,
    calls: BTreeMap<(u8, &'static str), u64>,
    polls: BTreeMap<u8, u64>,
    /// Polls that found something to do.
    handled: u64,
    /// Entries into the engine from native code.
    entries: u64,
    last: Option<u8>,
    before_last: Option<u8>,
    /// The code, and the unit of the instruction that follows the last one in its basic block.
    expected: (usize, u32),
    /// The opcode whose slow path runs.
    slow: u8,
    /// The code of the last instruction, and where it is in `blocks`.
    current: (usize, usize),
    blocks: Vec<Blocks>,
    /// Places in `blocks` by code.
    place: FxHashMap<usize, usize>,
}

/// The index of a pair.
fn pair(a: u8, b: u8) -> usize {
    usize::from(a) << 8 | usize::from(b)
}

/// The instructions of a code object, by what follows them.
struct Blocks {
    /// For the unit of each opcode, the unit of the next counted one in the same basic block, or `NOTHING`.
    next: Box<[u32]>,
    /// Kept, so that no other code gets its address.
    _code: Arc<Verified>,
}

const NOTHING: u32 = u32::MAX;

impl Blocks {
    fn of(verified: &Arc<Verified>) -> Blocks {
        let code = verified.code();
        let mut starts = vec![false; code.len() / 2 + 1];
        let all: Vec<_> = tricera_code::dis::instructions(code).collect();
        for i in &all {
            if let Some(target) = i.jump_target().and_then(|t| starts.get_mut(t as usize)) {
                *target = true;
            }
        }
        let handlers =
            tricera_code::exception_table::entries(&verified.data().exceptiontable).flatten();
        for h in handlers {
            if let Some(target) = starts.get_mut(h.target as usize) {
                *target = true;
            }
        }
        let mut next = vec![NOTHING; code.len() / 2];
        // From the end: what is not counted hands on what follows it.
        let mut follower = NOTHING;
        for i in all.iter().rev() {
            let row = info(i.opcode);
            let goes_on = row.is_some_and(|r| r.flow == Flow::Next);
            let counted = row.is_some_and(|r| r.logical);
            let mine = if goes_on { follower } else { NOTHING };
            next[i.unit as usize] = mine;
            follower = match (starts[i.start as usize], counted) {
                (true, _) => NOTHING,
                (false, true) => i.unit,
                (false, false) => mine,
            };
        }
        Blocks {
            next: next.into(),
            _code: verified.clone(),
        }
    }
}

impl Profile {
    fn instruction(&mut self, opcode: u8, at: Option<(&Code, u32)>) {
        self.executed.add(opcode);
        if let (Some(a), Some(b)) = (self.before_last, self.last) {
            if self.triples.is_empty() {
                self.triples.resize_with(1 << 16, || None);
            }
            let page = self.triples[pair(a, b)].get_or_insert_with(|| Box::new([0; 256]));
            page[opcode as usize] += 1;
        }
        self.before_last = self.last;
        self.last = Some(opcode);
        let Some((code, unit)) = at else {
            self.expected = (0, NOTHING);
            return;
        };
        let key = Arc::as_ptr(&code.verified) as usize;
        if let Some(a) = self.before_last
            && self.expected == (key, unit)
        {
            if self.fusable.is_empty() {
                self.fusable = vec![0; 1 << 16];
            }
            self.fusable[pair(a, opcode)] += 1;
        }
        if self.current.0 != key {
            let blocks = &mut self.blocks;
            let place = *self.place.entry(key).or_insert_with(|| {
                blocks.push(Blocks::of(&code.verified));
                blocks.len() - 1
            });
            self.current = (key, place);
        }
        let next = self.blocks[self.current.1].next.get(unit as usize).copied();
        self.expected = (key, next.unwrap_or(NOTHING));
    }
}

/// A profile, as it is shown.
#[derive(Debug, Default)]
pub struct ProfileReport {
    /// Executions by opcode in its present form.
    pub opcodes: Vec<(u8, u64)>,
    /// Pairs in succession.
    pub pairs: Vec<((u8, u8), u64)>,
    /// Three in succession.
    pub triples: Vec<((u8, u8, u8), u64)>,
    /// Pairs in succession within one basic block: what a superinstruction could join.
    pub fusable: Vec<((u8, u8), u64)>,
    /// Executions whose fast path gave up (or that have none), by opcode.
    pub out_of_line: Vec<(u8, u64)>,
    /// The families of specialized forms, by base opcode.
    pub families: Vec<(u8, Family)>,
    /// Failed guards by form.
    pub misses: Vec<(u8, u64)>,
    /// Calls by instruction and by what is called.
    pub calls: Vec<((u8, &'static str), u64)>,
    /// Entries into the engine from native code.
    pub entries: u64,
    /// Polls of the breaker by the instruction that polls.
    pub polls: Vec<(u8, u64)>,
    /// Polls that found something to do.
    pub handled: u64,
    /// States of the inline caches at the end: by base opcode and state.
    pub caches: Vec<((u8, CacheState), u64)>,
    /// Allocations.
    pub allocations: AllocationProfile,
}

/// What an inline cache has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CacheState {
    /// Its code has not run, or too seldom.
    Cold,
    /// It failed, or was given up, and waits for its next chance.
    Waiting,
    /// It has this form and has never had another.
    Monomorphic(u8),
    /// It has this form after others.
    Changed(u8),
}

impl Vm {
    /// Begins to profile. The engine must be a traced build.
    pub fn start_profile(&self) {
        *self.trace.profile.borrow_mut() = Some(Box::default());
        self.trace.profiling.set(true);
        self.heap.watch();
        self.breaker.request(Breaker::PROFILE);
    }

    /// Ends the profile, and says what it counted; `None` if there is none.
    pub fn end_profile(&self) -> Option<ProfileReport> {
        self.trace.profiling.set(false);
        self.breaker.take(Breaker::PROFILE);
        let p = self.trace.profile.borrow_mut().take()?;
        let split = |pair: usize| ((pair >> 8) as u8, pair as u8);
        let pages = p.triples.iter().enumerate();
        let triples = pages.filter_map(|(pair, page)| Some((split(pair), page.as_ref()?)));
        let triples = triples.flat_map(|((a, b), page)| {
            let used = page.iter().enumerate().filter(|(_, n)| **n > 0);
            used.map(move |(c, &n)| ((a, b, c as u8), n))
        });
        let triples: Vec<_> = triples.collect();
        let fusable = p.fusable.iter().enumerate().filter(|(_, n)| **n > 0);
        let fusable = fusable.map(|(pair, &n)| (split(pair), n)).collect();
        Some(ProfileReport {
            opcodes: p.executed.opcodes().collect(),
            pairs: p.executed.pairs().collect(),
            triples,
            fusable,
            out_of_line: p.out_of_line.into_iter().collect(),
            families: p.families.into_iter().collect(),
            misses: p.misses.into_iter().collect(),
            calls: p.calls.into_iter().collect(),
            entries: p.entries,
            polls: p.polls.into_iter().collect(),
            handled: p.handled,
            caches: self.cache_states(),
            allocations: self.heap.end_watch(),
        })
    }

    /// The states of all inline caches in code that was kept.
    fn cache_states(&self) -> Vec<((u8, CacheState), u64)> {
        let mut found: BTreeMap<(u8, CacheState), u64> = BTreeMap::new();
        let mut all: Vec<Ref> = self.kept.borrow().clone();
        while let Some(code) = all.pop() {
            if !code.has_kind(Kind::Code) {
                continue;
            }
            let code = crate::object::payload::<Code>(&code);
            all.extend(
                code.consts()
                    .iter()
                    .filter(|c| c.has_kind(Kind::Code))
                    .cloned(),
            );
            for site in inspect::sites(code).unwrap_or_default() {
                if !super::techniques::FAMILIES.contains(&site.base) {
                    continue;
                }
                let level = site.cache.and_then(|c| c.warmth).map_or(0, |w| w.level);
                let state = match (site.form == site.base, level) {
                    (true, 0) => CacheState::Cold,
                    (true, _) => CacheState::Waiting,
                    (false, 0) => CacheState::Monomorphic(site.form),
                    (false, _) => CacheState::Changed(site.form),
                };
                *found.entry((site.base, state)).or_default() += 1;
            }
        }
        found.into_iter().collect()
    }

    fn with_profile(&self, f: impl FnOnce(&mut Profile)) {
        if let Ok(mut p) = self.trace.profile.try_borrow_mut()
            && let Some(p) = p.as_deref_mut()
        {
            f(p);
        }
    }

    /// Counts a poll of the breaker that found these bits.
    #[cold]
    pub(crate) fn count_poll(&self, bits: u32) {
        self.with_profile(|p| {
            *p.polls.entry(p.last.map_or(op::NOP, deopt)).or_default() += 1;
            p.handled += u64::from(bits & !Breaker::PROFILE != 0);
        });
    }
}

/// The code and the unit of the instruction at `ip`.
unsafe fn place<'a, M: Machine>(m: &M) -> Option<(&'a Code, u32)> {
    unsafe {
        let frame: *mut Frame = m.frame();
        let code: &'a Code = &*std::ptr::from_ref((*frame).code());
        let unit = match code.stream() {
            Stream::Units(u) => (m.ip() as usize - u.as_ptr() as usize) / 2,
            Stream::PreDecoded(p) => p.unit_of(p.index(m.ip().cast())),
            Stream::None => return None,
        };
        Some((code, unit as u32))
    }
}

/// Counts the instruction at `ip`, which is about to run.
///
/// # Safety
/// As for [`super::observe`].
#[cold]
#[inline(never)]
pub(super) unsafe fn instruction<M: Machine>(m: &M, opcode: u8) {
    unsafe {
        let vm = m.vm();
        vm.heap.collect_free_cells();
        let at = place(m);
        let called = match deopt(opcode) {
            op::CALL => Some(callee(
                m.peek(m.arg() as usize + 1),
                m.peek(m.arg() as usize),
            )),
            op::CALL_KW => Some(callee(
                m.peek(m.arg() as usize + 2),
                m.peek(m.arg() as usize + 1),
            )),
            op::CALL_FUNCTION_EX => Some(callee(m.peek(3), Slot::NULL)),
            _ => None,
        };
        vm.with_profile(|p| {
            p.instruction(opcode, at);
            if let Some(kind) = called {
                *p.calls.entry((deopt(opcode), kind)).or_default() += 1;
            }
        });
    }
}

/// What sort of thing is called, `this` being what stands in the place of self.
unsafe fn callee(callable: Slot, this: Slot) -> &'static str {
    let function = |f: Slot, method: bool| unsafe {
        let code = (*f.ptr::<FunctionObject>()).v.code();
        match (code.is_generator_like(), method) {
            (true, _) => "a function that makes a generator or coroutine",
            (false, false) => "a Python function",
            (false, true) => "a Python method",
        }
    };
    let native = |d: &'static MethodDef, function: [&'static str; 2]| match d.f {
        NativeFn::Keywords(_) | NativeFn::Raw(_) => function[1],
        _ => function[0],
    };
    unsafe {
        if callable.is_null() {
            "something else"
        } else if callable.is_exact(Kind::Function) {
            function(callable, !this.is_null())
        } else if callable.is_exact(Kind::BoundMethod) {
            let inner = (*callable.ptr::<Object<BoundMethod>>()).v.function.slot();
            match inner.is_exact(Kind::Function) {
                true => "a bound method object",
                false => "a bound method object of another callable",
            }
        } else if callable.is_exact(Kind::Builtin) {
            let d = (*callable.ptr::<Object<Builtin>>()).v.def;
            native(
                d,
                ["a builtin function", "a builtin function with keywords"],
            )
        } else if callable.is_exact(Kind::MethodDescriptor) {
            let d = (*callable.ptr::<Object<MethodDescriptor>>()).v.def;
            native(d, ["a builtin method", "a builtin method with keywords"])
        } else if callable.has_kind(Kind::Type) {
            match (*callable.ptr::<TypeObj>()).is_heap_type() {
                true => "a class",
                false => "a builtin class",
            }
        } else {
            "an object with __call__"
        }
    }
}

/// Counts that the fast path of `opcode` gave up.
///
/// # Safety
/// As for [`super::observe`].
#[cold]
#[inline(never)]
pub unsafe fn observe_slow<M: Machine>(m: &M, opcode: u8) {
    let vm = unsafe { m.vm() };
    if !vm.trace.profiling.get() {
        return;
    }
    // These give up because the breaker is kept set.
    let polls = matches!(deopt(opcode), op::RESUME | op::JUMP_BACKWARD);
    let own = info(opcode).is_some_and(|row| row.logical);
    vm.with_profile(|p| {
        p.slow = opcode;
        if own && !polls && unsafe { (*m.frame()).is_python() } {
            *p.out_of_line.entry(opcode).or_default() += 1;
        }
    });
}

/// Counts that native code enters the engine.
#[cold]
#[inline(never)]
pub fn observe_entry(vm: &Vm) {
    if vm.trace.profiling.get() {
        vm.with_profile(|p| {
            p.entries += 1;
            p.expected = (0, NOTHING);
        });
    }
}

/// Counts an attempt to specialize the instruction at `ip`: `found` is the form that fits, `allowed` what is left of it.
///
/// # Safety
/// As for [`super::observe`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn note_attempt<M: Machine>(m: &M, found: Option<u8>, allowed: Option<u8>) {
    let vm = unsafe { m.vm() };
    if !vm.trace.profiling.get() {
        return;
    }
    let base = vm
        .trace
        .profile
        .borrow()
        .as_ref()
        .map_or(op::NOP, |p| deopt(p.slow));
    let seen = match found {
        Some(_) => None,
        None => Some(unsafe { seen(m, base) }),
    };
    vm.with_profile(|p| {
        let family = p.families.entry(base).or_default();
        family.attempts += 1;
        match (allowed, found) {
            (Some(_), _) => family.successes += 1,
            (None, Some(_)) => family.forbidden += 1,
            (None, None) => {
                let mut why = seen.unwrap_or_default();
                if family.failures.len() >= MOST_REASONS && !family.failures.contains_key(&why) {
                    why = "others".to_owned();
                }
                *family.failures.entry(why).or_default() += 1;
            }
        }
    });
}

/// Counts a failed guard of the instruction at `ip`, and whether its form was given up for it.
///
/// # Safety
/// As for [`super::observe`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn note_miss<M: Machine>(m: &M, deoptimized: bool) {
    let vm = unsafe { m.vm() };
    if !vm.trace.profiling.get() {
        return;
    }
    vm.with_profile(|p| {
        let form = p.slow;
        *p.misses.entry(form).or_default() += 1;
        let family = p.families.entry(deopt(form)).or_default();
        family.misses += 1;
        family.deopts += u64::from(deoptimized);
    });
}

/// What an instruction of this family saw when no form fitted, in words.
unsafe fn seen<M: Machine>(m: &M, base: u8) -> String {
    unsafe {
        let vm = m.vm();
        let ty = |depth: usize| {
            let s = m.peek(depth);
            if s.is_null() {
                return "nothing".to_owned();
            }
            vm.type_of(Ref::view(&s)).name_str().to_string()
        };
        let arg = m.arg();
        let name = |i: u32| {
            let names = (*m.frame()).code().names();
            names.get(i as usize).map_or(String::new(), str_to_string)
        };
        match base {
            op::BINARY_OP => {
                let symbol = BINARY_OPERATORS.get(arg as usize).map_or("", |o| o.1);
                match symbol {
                    "[]" => format!("{}[{}]", ty(1), ty(0)),
                    _ => format!("{} {symbol} {}", ty(1), ty(0)),
                }
            }
            op::COMPARE_OP => {
                let symbol = CompareOp::from_oparg(arg).map_or("", CompareOp::symbol);
                format!("{} {symbol} {}", ty(1), ty(0))
            }
            op::CONTAINS_OP => format!("{} in {}", ty(1), ty(0)),
            op::STORE_SUBSCR => format!("{}[{}] = {}", ty(1), ty(0), ty(2)),
            op::LOAD_ATTR => format!("{}.{}", ty(0), name(arg >> 1)),
            op::STORE_ATTR => format!("{}.{} = {}", ty(0), name(arg), ty(1)),
            op::LOAD_SUPER_ATTR => format!("super of {}.{}", ty(0), name(arg >> 2)),
            op::LOAD_GLOBAL => format!("the global {}", name(arg >> 1)),
            op::CALL => {
                let (callable, this) = (m.peek(arg as usize + 1), m.peek(arg as usize));
                let kind = callee(callable, this);
                match kind {
                    "a builtin class" | "an object with __call__" => {
                        let r = Ref::view(&callable);
                        match r.has_kind(Kind::Type) {
                            true => format!("{kind}: {}", r.cast::<TypeObj>().name_str()),
                            false => format!("{kind}: {}", ty(arg as usize + 1)),
                        }
                    }
                    _ => format!("{kind}, {arg} arguments"),
                }
            }
            op::UNPACK_SEQUENCE => format!("{} into {arg}", ty(0)),
            op::SEND => format!("to {}", ty(1)),
            // TO_BOOL, FOR_ITER
            _ => ty(0),
        }
    }
}
