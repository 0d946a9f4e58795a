//! The verifier: code objects are checked once and then run unchecked.
//!
//! It interprets the code abstractly: for each place it knows what may be in every stack entry and every local
//! variable, joined over all ways to get there, exception edges included. An instruction whose requirements are not
//! met makes the code object refused. A load that is merely too optimistic is *demoted*: `LOAD_FAST_BORROW` to
//! `LOAD_FAST` where the local may change while the borrowed value is on the stack, `LOAD_FAST` to `LOAD_FAST_CHECK`
//! where the local may be unbound. Neither happens to code that CPython's compiler made.
//!
//! What verified code guarantees to an engine:
//! * every instruction is a base opcode, with its caches (zero), and its operand is in range;
//! * control never leaves the code; jumps arrive at instructions, backward ones not behind themselves; `FOR_ITER` jumps to an
//!   `END_FOR` that has no EXTENDED_ARG;
//! * the stack holds enough entries, never more than `max_stack`, and nothing but the value at a return; NULL is found
//!   only where it is allowed;
//! * a borrowed value (from `LOAD_FAST_BORROW`) is gone from the stack before its local is stored to, deleted, cleared
//!   or made a cell, and is never stored into a local. `YIELD_VALUE` is taken to make the whole stack owned;
//! * a local that is loaded without a check is bound; a cell instruction finds a cell;
//! * `MAKE_FUNCTION` is given a code object; a function whose code has free variables gets a closure of as many cells
//!   before anything else sees it; `COPY_FREE_VARS` copies as many;
//! * `LIST_APPEND`, `LIST_EXTEND`, `SET_UPDATE`, `MAP_ADD`, `DICT_UPDATE` and `DICT_MERGE` find a list, set or dict that
//!   the code built itself (`SET_ADD` may find anything); the names of `CALL_KW` are a constant tuple of strings, no longer than the
//!   arguments; the keywords of `CALL_FUNCTION_EX` are NULL or such a dict;
//! * `PUSH_EXC_INFO`, `CHECK_EXC_MATCH`, `WITH_EXCEPT_START`, `CLEANUP_THROW` and `END_ASYNC_FOR` find an exception that
//!   was caught, `POP_EXCEPT` what `PUSH_EXC_INFO` saved, `RERAISE` with an operand the offset that was pushed with it;
//! * an exception leaves as many entries on the stack as its handler wants, provided that an instruction that raises
//!   has not removed more than the operands it pops. `YIELD_VALUE` raises, if at all, when it is resumed;
//!   The instructions that [`is_quiet`](crate::opcode::is_quiet) names never raise, and no exception may be made to
//!   appear in front of them (by a poll, for instance).
//!
//! To every other instruction what `PUSH_EXC_INFO` saved (None, or an exception) and the offset (an int) are objects
//! like any others. Other types (the exception of `RERAISE 0`, the tuples of `SET_FUNCTION_ATTRIBUTE`) are for the engine to check.

mod error;
mod interpret;
mod state;
mod structure;

use std::collections::HashMap;
use std::sync::Arc;

pub use error::{Problem, VerifyError};

use crate::data::{CodeData, Const};
use crate::exception_table::Handler;
use state::State;
use structure::Inst;

/// A load that was made more cautious.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demotion {
    /// Byte offset of the instruction's opcode.
    pub offset: u32,
    /// What it was.
    pub from: u8,
    /// What it is now.
    pub to: u8,
}

/// A code object that was found safe to run.
#[derive(Debug)]
pub struct Verified {
    data: Arc<CodeData>,
    /// The code if it is not that of `data`.
    code: Option<Box<[u8]>>,
    /// The loads that were demoted, in order of their offsets.
    pub demoted: Box<[Demotion]>,
    /// The stack entries it really uses; at most its `stacksize`.
    pub max_stack: u32,
    /// The code objects among its constants: index and proof, in order of the indices.
    nested: Box<[(u32, Arc<Verified>)]>,
}

impl Verified {
    /// The code object.
    pub fn data(&self) -> &Arc<CodeData> {
        &self.data
    }

    /// The bytes to run: demotions made, caches zero.
    pub fn code(&self) -> &[u8] {
        self.code.as_deref().unwrap_or(&self.data.code)
    }

    /// The proof for the code object that is the constant with this index. Code objects inside tuples have none: no
    /// compiler makes such constants.
    pub fn nested(&self, index: usize) -> Option<&Arc<Verified>> {
        let index = u32::try_from(index).ok()?;
        let found = self.nested.binary_search_by_key(&index, |(at, _)| *at);
        found.ok().map(|found| &self.nested[found].1)
    }

    /// Loads demoted here and in all nested code.
    pub fn total_demoted(&self) -> usize {
        let mut total = 0;
        let mut pending = vec![self];
        while let Some(next) = pending.pop() {
            total += next.demoted.len();
            pending.extend(next.nested.iter().map(|(_, nested)| &**nested));
        }
        total
    }
}

impl Drop for Verified {
    fn drop(&mut self) {
        // As for constants: depth of nesting must not cost native stack.
        let mut pending = std::mem::take(&mut self.nested).into_vec();
        while let Some((_, nested)) = pending.pop() {
            if let Some(mut nested) = Arc::into_inner(nested) {
                pending.extend(std::mem::take(&mut nested.nested));
            }
        }
    }
}

/// Verifies a code object and the code objects among its constants.
pub fn verify(code: &Arc<CodeData>) -> Result<Arc<Verified>, VerifyError> {
    let mut verifier = Verifier::default();
    let mut checked: HashMap<*const CodeData, Checked> = HashMap::new();
    let mut proofs: HashMap<*const CodeData, Arc<Verified>> = HashMap::new();
    // Outer code is checked before inner code, but its proof is made after; each once, however often it is referred to.
    let mut pending = vec![code];
    while let Some(&next) = pending.last() {
        let key = Arc::as_ptr(next);
        if proofs.contains_key(&key) {
            pending.pop();
        } else if let Some(result) = checked.remove(&key) {
            let proof = Arc::new(result.into_proof(next, &proofs));
            proofs.insert(key, proof);
            pending.pop();
        } else {
            checked.insert(key, verifier.check(next)?);
            let first = pending.len();
            pending.extend(next.nested());
            // The first one is to be next.
            pending[first..].reverse();
        }
    }
    let proof = proofs.remove(&Arc::as_ptr(code));
    proof.ok_or_else(|| VerifyError::new(code, None, Problem::Empty))
}

/// What checking one code object found.
struct Checked {
    code: Option<Box<[u8]>>,
    demoted: Box<[Demotion]>,
    max_stack: u32,
}

impl Checked {
    fn into_proof(
        self,
        code: &Arc<CodeData>,
        proofs: &HashMap<*const CodeData, Arc<Verified>>,
    ) -> Verified {
        let constants = code.consts.iter().enumerate();
        let nested = constants.filter_map(|(index, constant)| match constant {
            Const::Code(code) => {
                let proof = proofs.get(&Arc::as_ptr(code))?;
                Some((index as u32, Arc::clone(proof)))
            }
            _ => None,
        });
        Verified {
            nested: nested.collect(),
            data: Arc::clone(code),
            code: self.code,
            demoted: self.demoted,
            max_stack: self.max_stack,
        }
    }
}

/// The working memory of verification, kept from one code object to the next.
#[derive(Default)]
struct Verifier {
    insts: Vec<Inst>,
    /// The index in `insts` of the instruction that begins at a code unit, or `NO_INST`.
    inst_at: Vec<u32>,
    handlers: Vec<Handler>,
    /// What is known on entry to an instruction that is jumped to: by [`Inst::leader`].
    entries: Vec<Option<State>>,
    worklist: Vec<u32>,
    spare: Vec<State>,
    /// By instruction: [`DEMOTE_BORROW`] and [`DEMOTE_CHECK`].
    demote: Vec<u8>,
}

const NO_INST: u32 = u32::MAX;
/// The value must be loaded with a reference of its own.
const DEMOTE_BORROW: u8 = 1;
/// The local must be checked.
const DEMOTE_CHECK: u8 = 2;
