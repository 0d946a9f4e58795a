//! The second pass: abstract interpretation until nothing new is learnt.

use super::error::{Problem, VerifyError};
use super::state::{State, Value, generator, local};
use super::structure::{Inst, code_constant};
use super::{Checked, DEMOTE_BORROW, DEMOTE_CHECK, Demotion, NO_INST, Verifier};
use crate::data::{CodeData, Const};
use crate::opcode::{
    Flow, deopt, function_attribute, info, intrinsic, is_quiet, local_kind, op, resume,
};

impl Verifier {
    /// Checks one code object, nested ones left aside.
    pub(super) fn check(&mut self, code: &CodeData) -> Result<Checked, VerifyError> {
        let clean = self.structure(code)?;
        let mut run = Run {
            code,
            verifier: self,
            state: State::default(),
            max_stack: 0,
            dirty: true,
        };
        let max_stack = run.run_to_fixpoint()?;
        let mut demoted = Vec::new();
        let mut bytes = None;
        for (inst, demote) in self.insts.iter().zip(&self.demote) {
            let to = match (inst.opcode, *demote) {
                (_, 0) => continue,
                (op::LOAD_FAST | op::LOAD_FAST_BORROW, demote) if demote & DEMOTE_CHECK != 0 => {
                    op::LOAD_FAST_CHECK
                }
                (op::LOAD_FAST_BORROW, _) => op::LOAD_FAST,
                (op::LOAD_FAST_BORROW_LOAD_FAST_BORROW, _) => op::LOAD_FAST_LOAD_FAST,
                _ => continue,
            };
            let offset = inst.unit * 2;
            bytes.get_or_insert_with(|| code.code.clone())[offset as usize] = to;
            demoted.push(Demotion {
                offset,
                from: inst.opcode,
                to,
            });
        }
        if !clean {
            let bytes = bytes.get_or_insert_with(|| code.code.clone());
            for (index, inst) in self.insts.iter().enumerate() {
                let end = match self.insts.get(index + 1) {
                    Some(next) => next.start as usize * 2,
                    None => bytes.len(),
                };
                bytes[inst.unit as usize * 2 + 2..end].fill(0);
            }
        }
        Ok(Checked {
            code: bytes,
            demoted: demoted.into(),
            max_stack,
        })
    }
}

/// One code object being interpreted.
struct Run<'a> {
    code: &'a CodeData,
    verifier: &'a mut Verifier,
    /// What is known before the current instruction, then after it.
    state: State,
    max_stack: usize,
    /// Whether locals, or stack entries an exception handler keeps, may have changed since the handler was told.
    dirty: bool,
}

type Outcome<T = ()> = Result<T, Problem>;

impl Run<'_> {
    fn run_to_fixpoint(&mut self) -> Result<u32, VerifyError> {
        self.state = self.initial_state();
        self.verifier.worklist.clear();
        let first = self.verifier.insts[0];
        match first.leader {
            NO_INST => self.walk(0)?,
            // Something jumps back to the first instruction.
            _ => self
                .flow_into(0)
                .map_err(|problem| self.refuse(&first, problem))?,
        }
        while let Some(inst) = self.verifier.worklist.pop() {
            let leader = self.verifier.insts[inst as usize].leader as usize;
            if let Some(entry) = &self.verifier.entries[leader] {
                self.state.copy_from(entry);
                self.walk(inst as usize)?;
            }
        }
        for entry in &mut self.verifier.entries {
            if let Some(state) = entry.take() {
                self.verifier.spare.push(state);
            }
        }
        Ok(self.max_stack as u32)
    }

    fn initial_state(&mut self) -> State {
        let mut state = self.verifier.spare.pop().unwrap_or_default();
        let code = self.code;
        let arguments = code.argument_slots();
        state.stack.clear();
        state.locals.clear();
        state.locals.resize(arguments, local::OBJECT);
        state.locals.resize(code.nlocalsplus(), local::NULL);
        state.generator = generator::BEFORE;
        state
    }

    /// Interprets from an instruction on, as far as control falls through.
    fn walk(&mut self, first: usize) -> Result<(), VerifyError> {
        let handlers = &self.verifier.handlers;
        let unit = self.verifier.insts[first].start;
        let mut handler = handlers.partition_point(|handler| handler.end <= unit);
        self.dirty = true;
        let mut index = first;
        loop {
            let inst = self.verifier.insts[index];
            if index != first && inst.leader != NO_INST {
                // Others arrive here too: go on only if that taught us something.
                let merged = self.flow_into(index as u32);
                return merged.map_err(|problem| self.refuse(&inst, problem));
            }
            while let Some(entry) = self.verifier.handlers.get(handler)
                && entry.end <= inst.start
            {
                handler += 1;
                self.dirty = true;
            }
            let covered = self.verifier.handlers.get(handler);
            let covered = covered.is_some_and(|entry| entry.start <= inst.start);
            let result = self.step(index, &inst, covered.then_some(handler));
            let falls_through = result.map_err(|problem| self.refuse(&inst, problem))?;
            if !falls_through {
                return Ok(());
            }
            index += 1;
            if index == self.verifier.insts.len() {
                return Err(self.refuse(&inst, Problem::FallsOffEnd));
            }
        }
    }

    fn refuse(&self, inst: &Inst, problem: Problem) -> VerifyError {
        VerifyError::new(self.code, Some(inst), problem)
    }

    /// One instruction, with the exceptions it may raise. Returns whether control goes on to the next one.
    fn step(&mut self, index: usize, inst: &Inst, handler: Option<usize>) -> Outcome<bool> {
        let row = info(inst.opcode).ok_or(Problem::UnknownOpcode)?;
        let (popped, pushed) = (row.effect)(inst.oparg.into());
        let height = self.state.stack.len();
        if popped < 0 || popped > height as i64 {
            return Err(Problem::StackUnderflow);
        }
        // What is there at most while the instruction runs.
        if height as i64 - popped + pushed > i64::from(self.code.stacksize) {
            return Err(Problem::StackOverflow);
        }
        if let Some(handler) = handler
            && !is_quiet(inst.opcode)
        {
            let kept = height - removed_on_error(inst, popped as usize);
            self.raise_into(handler, kept)?;
        }
        self.execute(index, inst, popped as usize, pushed as usize)?;
        self.max_stack = self.max_stack.max(self.state.stack.len());
        match inst.flow {
            Flow::Next => Ok(true),
            Flow::Leave => Ok(false),
            Flow::Jump => {
                self.flow_into(inst.target)?;
                Ok(false)
            }
            Flow::Branch => {
                self.flow_into(inst.target)?;
                Ok(true)
            }
        }
    }

    /// Tells an exception handler what it finds.
    fn raise_into(&mut self, handler: usize, kept: usize) -> Outcome {
        let handler = self.verifier.handlers[handler];
        let depth = handler.depth as usize;
        if depth > kept {
            return Err(Problem::ExceptionTable(
                "the handler wants more of the stack than is left when this raises",
            ));
        }
        if !self.dirty {
            return Ok(());
        }
        self.dirty = false;
        let mut caught = self.verifier.spare.pop().unwrap_or_default();
        caught.copy_from(&self.state);
        caught.stack.truncate(depth);
        if handler.lasti {
            caught.stack.push(Value::new(Value::LASTI));
        }
        caught.stack.push(Value::new(Value::EXCEPTION));
        if caught.stack.len() > self.code.stacksize as usize {
            return Err(Problem::StackOverflow);
        }
        self.max_stack = self.max_stack.max(caught.stack.len());
        std::mem::swap(&mut self.state, &mut caught);
        let result = self.flow_into(handler.target);
        std::mem::swap(&mut self.state, &mut caught);
        self.verifier.spare.push(caught);
        result
    }

    /// Joins the current state into what is known on entry to an instruction.
    fn flow_into(&mut self, target: u32) -> Outcome {
        let leader = self.verifier.insts[target as usize].leader as usize;
        let Verifier {
            entries,
            spare,
            demote,
            worklist,
            ..
        } = &mut *self.verifier;
        match &mut entries[leader] {
            None => {
                let mut entry = spare.pop().unwrap_or_default();
                entry.copy_from(&self.state);
                entries[leader] = Some(entry);
                worklist.push(target);
            }
            Some(entry) => {
                if join(entry, &self.state, demote)? && !worklist.contains(&target) {
                    worklist.push(target);
                }
            }
        }
        Ok(())
    }

    fn execute(&mut self, index: usize, inst: &Inst, popped: usize, pushed: usize) -> Outcome {
        let oparg = inst.oparg;
        let slot = oparg as usize;
        match inst.opcode {
            op::LOAD_FAST | op::LOAD_FAST_CHECK | op::LOAD_FAST_BORROW => {
                let borrow = inst.opcode == op::LOAD_FAST_BORROW;
                if self.state.locals[slot] & local::NULL != 0 {
                    if inst.opcode != op::LOAD_FAST_CHECK {
                        self.verifier.demote[index] |= DEMOTE_CHECK;
                    }
                    // The instruction after it is reached only if it is bound.
                    self.set_local(slot, self.state.locals[slot] & !local::NULL);
                }
                self.load(slot, borrow.then_some(index as u32 * 2));
            }
            op::LOAD_FAST_LOAD_FAST | op::LOAD_FAST_BORROW_LOAD_FAST_BORROW => {
                let borrow = inst.opcode == op::LOAD_FAST_BORROW_LOAD_FAST_BORROW;
                for (which, slot) in [slot >> 4, slot & 15].into_iter().enumerate() {
                    if self.state.locals[slot] & local::NULL != 0 {
                        return Err(Problem::UnboundPair);
                    }
                    self.load(slot, borrow.then_some(index as u32 * 2 + which as u32));
                }
            }
            op::STORE_FAST => self.store(slot)?,
            op::STORE_FAST_STORE_FAST => {
                self.store(slot >> 4)?;
                self.store(slot & 15)?;
            }
            op::STORE_FAST_LOAD_FAST => {
                self.store(slot >> 4)?;
                if self.state.locals[slot & 15] & local::NULL != 0 {
                    return Err(Problem::UnboundPair);
                }
                self.load(slot & 15, None);
            }
            op::DELETE_FAST => {
                if self.kind(slot) & local_kind::FREE != 0 {
                    return Err(Problem::WrongVariable);
                }
                self.kill(slot);
                self.set_local(slot, local::NULL);
            }
            op::LOAD_FAST_AND_CLEAR => {
                self.kill(slot);
                match self.state.locals[slot] {
                    local::NULL => self.push(Value::new(Value::NULL)),
                    bits => {
                        self.load(slot, None);
                        if bits & local::NULL != 0
                            && let Some(top) = self.state.stack.last_mut()
                        {
                            top.bits |= Value::NULL;
                        }
                    }
                }
                self.set_local(slot, local::NULL);
            }
            // What was there, be it a cell (the compiler does so in a type parameter's bound), goes into the new one.
            op::MAKE_CELL => {
                self.kill(slot);
                self.set_local(slot, local::CELL);
            }
            op::COPY_FREE_VARS => {
                for slot in 0..self.state.locals.len() {
                    if self.kind(slot) & local_kind::FREE != 0 {
                        if self.state.locals[slot] != local::NULL {
                            return Err(Problem::WrongVariable);
                        }
                        self.set_local(slot, local::CELL);
                    }
                }
            }
            op::LOAD_DEREF | op::STORE_DEREF | op::DELETE_DEREF | op::LOAD_FROM_DICT_OR_DEREF => {
                if self.state.locals[slot] != local::CELL {
                    return Err(Problem::Expected("in the variable, not yet made: a cell"));
                }
                self.plain(popped, pushed)?;
            }
            op::LOAD_CONST => self.push(Value::with(Value::CONSTANT, oparg)),
            op::PUSH_NULL => self.push(Value::new(Value::NULL)),
            op::LOAD_GLOBAL => {
                self.push(Value::new(Value::OBJECT));
                if oparg & 1 != 0 {
                    self.push(Value::new(Value::NULL));
                }
            }
            op::LOAD_ATTR | op::LOAD_SUPER_ATTR | op::LOAD_SPECIAL => {
                self.plain(popped, 1)?;
                if pushed == 2 {
                    self.push(Value::new(Value::OBJECT | Value::NULL));
                }
            }
            op::CALL | op::CALL_KW => {
                if inst.opcode == op::CALL_KW {
                    self.pop_keyword_names(oparg)?;
                }
                self.pop_objects(slot)?;
                object_or_null(self.pop_any()?)?;
                self.plain(1, 1)?;
            }
            op::CALL_FUNCTION_EX => {
                let keywords = self.pop_any()?;
                if !keywords.is(Value::NULL) && !keywords.is(Value::DICT) {
                    return Err(Problem::Expected("NULL or a new dict of keywords"));
                }
                self.pop_objects(1)?;
                if !self.pop_any()?.is(Value::NULL) {
                    return Err(Problem::Expected("NULL below the arguments"));
                }
                self.plain(1, 1)?;
            }
            op::POP_TOP => {
                self.pop_any()?;
            }
            op::COPY => {
                let value = self.peek(slot)?;
                if value.bits & Value::OPEN_FUNCTION != 0 {
                    return Err(Problem::ClosureMissing);
                }
                self.push(value);
            }
            op::SWAP => {
                let height = self.state.stack.len();
                self.state.stack.swap(height - slot, height - 1);
                self.dirty = true;
            }
            op::BUILD_LIST => self.build(popped, Value::new(Value::LIST))?,
            op::BUILD_SET => self.build(popped, Value::new(Value::SET))?,
            op::BUILD_MAP => self.build(popped, Value::new(Value::DICT))?,
            op::BUILD_TUPLE => {
                let first = self.state.stack.len() - popped;
                let cells = self.state.stack[first..].iter();
                let cells = popped > 0 && cells.copied().all(|value| value.is(Value::CELL));
                let tuple = match cells {
                    true => Value::with(Value::CELLS, oparg),
                    false => Value::new(Value::TUPLE),
                };
                self.build(popped, tuple)?;
            }
            op::LIST_APPEND | op::LIST_EXTEND => {
                self.pop_objects(1)?;
                self.require(slot, Value::LIST, "a new list")?;
            }
            op::SET_UPDATE => {
                self.pop_objects(1)?;
                self.require(slot, Value::SET, "a new set")?;
            }
            // The compiler adds to a set it loads by name, too: `__conditional_annotations__`.
            op::SET_ADD => {
                self.pop_objects(1)?;
                self.require_object(slot)?;
            }
            op::MAP_ADD => {
                self.pop_objects(2)?;
                self.require(slot, Value::DICT, "a new dict")?;
            }
            op::DICT_UPDATE | op::DICT_MERGE => {
                self.pop_objects(1)?;
                if inst.opcode == op::DICT_MERGE {
                    // Errors name the callable.
                    self.require_object(slot + 3)?;
                }
                self.require(slot, Value::DICT, "a new dict")?;
            }
            op::CALL_INTRINSIC_1 if oparg == intrinsic::LIST_TO_TUPLE => {
                self.require(1, Value::LIST, "a new list")?;
                self.build(1, Value::new(Value::TUPLE))?;
            }
            op::BUILD_TEMPLATE => {
                self.require_tuple(1)?;
                self.require_tuple(2)?;
                self.plain(popped, pushed)?;
            }
            op::MATCH_KEYS => {
                self.require_tuple(1)?;
                self.require_object(2)?;
                self.push(Value::new(Value::OBJECT));
            }
            op::MATCH_CLASS => {
                self.require_tuple(1)?;
                self.plain(popped, pushed)?;
            }
            op::MAKE_FUNCTION => self.make_function()?,
            op::SET_FUNCTION_ATTRIBUTE => self.set_function_attribute(oparg)?,
            op::PUSH_EXC_INFO => {
                self.require(1, Value::EXCEPTION, "an exception")?;
                self.pop_any()?;
                self.push(Value::new(Value::SAVED_EXCEPTION));
                self.push(Value::new(Value::EXCEPTION));
                // A handler that covers this one was not told, and may keep the entry that changed.
                self.dirty = true;
            }
            op::POP_EXCEPT => {
                let what = "what PUSH_EXC_INFO saved";
                self.require(1, Value::SAVED_EXCEPTION, what)?;
                self.pop_any()?;
            }
            op::CHECK_EXC_MATCH => {
                self.require(2, Value::EXCEPTION, "an exception")?;
                self.plain(1, 1)?;
            }
            op::WITH_EXCEPT_START => {
                self.require(1, Value::EXCEPTION, "an exception")?;
                self.require(2, Value::SAVED_EXCEPTION, "what PUSH_EXC_INFO saved")?;
                self.require(3, Value::LASTI, "the offset of the raising instruction")?;
                object_or_null(self.peek(4)?)?;
                self.require_object(5)?;
                self.push(Value::new(Value::OBJECT));
            }
            op::CLEANUP_THROW => {
                self.require(1, Value::EXCEPTION, "an exception")?;
                self.plain(popped, pushed)?;
            }
            op::END_ASYNC_FOR => {
                self.require(1, Value::EXCEPTION, "an exception")?;
                self.plain(popped, pushed)?;
            }
            op::RERAISE => {
                self.require_object(1)?;
                if oparg > 0 {
                    let what = "the offset of the raising instruction";
                    self.require(slot + 1, Value::LASTI, what)?;
                }
            }
            // These look at an object and push another.
            op::FOR_ITER | op::GET_ANEXT | op::GET_LEN | op::IMPORT_FROM => {
                self.require_object(1)?;
                self.push(Value::new(Value::OBJECT));
            }
            op::MATCH_MAPPING | op::MATCH_SEQUENCE => {
                self.require_object(1)?;
                self.push(Value::new(Value::OBJECT));
            }
            op::SEND => {
                self.require_object(2)?;
                self.plain(1, 1)?;
            }
            op::RETURN_GENERATOR => {
                if !self.code.makes_generator()
                    || self.state.generator != generator::BEFORE
                    || !self.state.stack.is_empty()
                {
                    return Err(Problem::NotInGenerator);
                }
                self.state.generator = generator::INSIDE;
                self.push(Value::new(Value::OBJECT));
                self.dirty = true;
            }
            op::YIELD_VALUE => {
                self.inside_generator()?;
                self.plain(1, 1)?;
                for value in &mut self.state.stack {
                    *value = value.owned();
                }
                self.dirty = true;
            }
            op::RESUME => {
                if oparg & resume::LOCATION_MASK != resume::AT_FUNC_START {
                    self.inside_generator()?;
                }
            }
            op::RETURN_VALUE => {
                if self.code.makes_generator() && self.state.generator != generator::INSIDE {
                    return Err(Problem::GeneratorNotMade);
                }
                self.pop_objects(1)?;
                if !self.state.stack.is_empty() {
                    return Err(Problem::StackLeft);
                }
            }
            _ => self.plain(popped, pushed)?,
        }
        Ok(())
    }

    fn kind(&self, slot: usize) -> u8 {
        self.code.localspluskinds[slot]
    }

    fn inside_generator(&self) -> Outcome {
        match self.state.generator {
            generator::INSIDE => Ok(()),
            _ => Err(Problem::NotInGenerator),
        }
    }

    fn set_local(&mut self, slot: usize, bits: u8) {
        self.dirty |= self.state.locals[slot] != bits;
        self.state.locals[slot] = bits;
    }

    /// Pushes what is in a local that is bound, or was just made to be.
    fn load(&mut self, slot: usize, borrowed_by: Option<u32>) {
        let mut bits = 0;
        if self.state.locals[slot] & local::CELL != 0 {
            bits |= Value::CELL;
        }
        if self.state.locals[slot] & local::OBJECT != 0 || bits == 0 {
            bits |= Value::OBJECT;
        }
        match borrowed_by {
            Some(load) if self.verifier.demote[load as usize / 2] == 0 => {
                self.push(Value::with(bits | Value::BORROWED, load));
            }
            _ => self.push(Value::new(bits)),
        }
    }

    fn store(&mut self, slot: usize) -> Outcome {
        let value = self.pop_any()?;
        if value.bits & Value::OPEN_FUNCTION != 0 {
            return Err(Problem::ClosureMissing);
        }
        // Nothing keeps a borrowed value alive once it is in another local.
        if let Some(load) = value.borrowed_by() {
            self.verifier.demote[load as usize / 2] |= DEMOTE_BORROW;
        }
        let value = value.owned();
        let kind = self.kind(slot);
        let may_be_cell = value.bits & Value::CELL != 0;
        if kind & local_kind::FREE != 0 && !value.is(Value::CELL)
            || kind & (local_kind::CELL | local_kind::FREE) == 0 && may_be_cell
        {
            return Err(Problem::WrongVariable);
        }
        let mut bits = 0;
        if value.may_be_null() {
            bits |= local::NULL;
        }
        if may_be_cell {
            bits |= local::CELL;
        }
        if value.bits & !(Value::NULL | Value::CELL) != 0 {
            bits |= local::OBJECT;
        }
        self.kill(slot);
        self.set_local(slot, bits);
        Ok(())
    }

    /// A local is about to change: what the stack borrows from it must be loaded with a reference of its own.
    fn kill(&mut self, slot: usize) {
        for value in &mut self.state.stack {
            let Some(load) = value.borrowed_by() else {
                continue;
            };
            let inst = &self.verifier.insts[load as usize / 2];
            let from = match (inst.opcode, load & 1) {
                (op::LOAD_FAST_BORROW, _) => inst.oparg,
                (_, 0) => inst.oparg >> 4,
                _ => inst.oparg & 15,
            };
            if from as usize == slot {
                self.verifier.demote[load as usize / 2] |= DEMOTE_BORROW;
                *value = value.owned();
            }
        }
    }

    fn push(&mut self, value: Value) {
        self.state.stack.push(value);
    }

    fn pop_any(&mut self) -> Outcome<Value> {
        self.state.stack.pop().ok_or(Problem::StackUnderflow)
    }

    fn pop_objects(&mut self, count: usize) -> Outcome {
        for _ in 0..count {
            object(self.pop_any()?)?;
        }
        Ok(())
    }

    /// Pops objects, pushes objects: what most instructions do.
    fn plain(&mut self, popped: usize, pushed: usize) -> Outcome {
        self.pop_objects(popped)?;
        for _ in 0..pushed {
            self.push(Value::new(Value::OBJECT));
        }
        Ok(())
    }

    fn build(&mut self, popped: usize, value: Value) -> Outcome {
        self.pop_objects(popped)?;
        self.push(value);
        Ok(())
    }

    /// The entry at a distance from the top, which is 1.
    fn peek(&self, distance: usize) -> Outcome<Value> {
        let height = self.state.stack.len();
        let index = height.checked_sub(distance);
        let value = index.and_then(|index| self.state.stack.get(index));
        value.copied().ok_or(Problem::StackUnderflow)
    }

    fn require(&self, distance: usize, bits: u16, what: &'static str) -> Outcome {
        match self.peek(distance)?.is(bits) {
            true => Ok(()),
            false => Err(Problem::Expected(what)),
        }
    }

    fn require_object(&self, distance: usize) -> Outcome {
        object(self.peek(distance)?)
    }

    fn require_tuple(&self, distance: usize) -> Outcome {
        let value = self.peek(distance)?;
        let constant = || {
            value.is(Value::CONSTANT)
                && matches!(
                    self.code.consts.get(value.payload as usize),
                    Some(Const::Tuple(_))
                )
        };
        if value.is(Value::TUPLE) || value.is(Value::CELLS) || constant() {
            Ok(())
        } else {
            Err(Problem::Expected("a tuple"))
        }
    }

    fn pop_keyword_names(&mut self, arguments: u32) -> Outcome {
        let value = self.pop_any()?;
        let names = match self.code.consts.get(value.payload as usize) {
            Some(Const::Tuple(names)) if value.is(Value::CONSTANT) => names,
            _ => return Err(Problem::Expected("a constant tuple of keyword names")),
        };
        let strings = names.iter().all(|name| matches!(name, Const::Str(_)));
        if !strings || names.len() > arguments as usize {
            return Err(Problem::Expected(
                "a name for each keyword argument and no more",
            ));
        }
        Ok(())
    }

    fn make_function(&mut self) -> Outcome {
        let value = self.pop_any()?;
        let code = match value.is(Value::CONSTANT) {
            true => code_constant(self.code, value.payload),
            false => None,
        };
        let Some(code) = code else {
            return Err(Problem::Expected("a constant code object"));
        };
        let bits = match code.nfreevars() {
            0 => Value::FUNCTION,
            _ => Value::OPEN_FUNCTION,
        };
        self.push(Value::with(bits, value.payload));
        Ok(())
    }

    fn set_function_attribute(&mut self, attribute: u32) -> Outcome {
        let function = self.pop_any()?;
        let value = self.pop_any()?;
        object(value)?;
        if !function.is(Value::FUNCTION) && !function.is(Value::OPEN_FUNCTION) {
            return Err(Problem::Expected("a new function"));
        }
        if attribute != function_attribute::CLOSURE {
            self.push(function);
            return Ok(());
        }
        let Some(code) = code_constant(self.code, function.payload) else {
            return Err(Problem::Expected("a new function"));
        };
        if !value.is(Value::CELLS) || value.payload as usize != code.nfreevars() {
            return Err(Problem::ClosureMismatch);
        }
        self.push(Value::with(Value::FUNCTION, function.payload));
        Ok(())
    }
}

/// Refuses what is no object, or no finished one.
fn object(value: Value) -> Outcome {
    match value.may_be_null() {
        true => Err(Problem::Null),
        false => object_or_null(value),
    }
}

/// Refuses an unfinished object.
fn object_or_null(value: Value) -> Outcome {
    match value.bits & Value::OPEN_FUNCTION {
        0 => Ok(()),
        _ => Err(Problem::ClosureMissing),
    }
}

/// How many entries an instruction may have removed from the stack when it raises. `popped` counts those it looks at.
fn removed_on_error(inst: &Inst, popped: usize) -> usize {
    match deopt(inst.opcode) {
        op::FOR_ITER
        | op::IMPORT_FROM
        | op::GET_ANEXT
        | op::GET_LEN
        | op::MATCH_MAPPING
        | op::MATCH_SEQUENCE
        | op::MATCH_KEYS
        | op::WITH_EXCEPT_START
        | op::YIELD_VALUE => 0,
        op::LIST_APPEND
        | op::LIST_EXTEND
        | op::SET_ADD
        | op::SET_UPDATE
        | op::DICT_UPDATE
        | op::DICT_MERGE
        | op::CHECK_EXC_MATCH
        | op::SEND
        | op::RERAISE => 1,
        op::MAP_ADD => 2,
        _ => popped,
    }
}

/// Joins what is known on one more way into what was known. Returns whether that says less than before.
fn join(known: &mut State, new: &State, demote: &mut [u8]) -> Outcome<bool> {
    if known.stack.len() != new.stack.len() {
        return Err(Problem::StackMismatch {
            here: new.stack.len(),
            there: known.stack.len(),
        });
    }
    let mut changed = false;
    for (old, new) in known.stack.iter_mut().zip(&new.stack) {
        if old != new {
            let joined = join_values(*old, *new, demote)?;
            changed |= joined != *old;
            *old = joined;
        }
    }
    for (old, new) in known.locals.iter_mut().zip(&new.locals) {
        changed |= *new & !*old != 0;
        *old |= *new;
    }
    changed |= new.generator & !known.generator != 0;
    known.generator |= new.generator;
    Ok(changed)
}

fn join_values(old: Value, new: Value, demote: &mut [u8]) -> Outcome<Value> {
    // Where it is not known which local keeps a value alive, it must have a reference of its own.
    if old.borrowed_by() != new.borrowed_by() {
        for load in [old.borrowed_by(), new.borrowed_by()].into_iter().flatten() {
            demote[load as usize / 2] |= DEMOTE_BORROW;
        }
    } else if old.borrowed_by().is_some() {
        return Ok(Value::with(old.bits | new.bits, old.payload));
    }
    let (old, new) = (old.owned(), new.owned());
    if (old.bits | new.bits) & Value::OPEN_FUNCTION != 0 && old != new {
        return Err(Problem::ClosureMissing);
    }
    if old.bits == new.bits && old.payload == new.payload {
        return Ok(old);
    }
    let mut bits = old.bits | new.bits;
    // Of two constants, functions or closures, or of one and something else, no more is known than that.
    let known = Value::CONSTANT | Value::FUNCTION | Value::CELLS;
    if bits & known != 0 {
        bits = bits & !known | Value::OBJECT;
    }
    Ok(Value::new(bits))
}
