//! A second compilation from a syntax tree that was put right, where the compiler's first result is not what CPython's is.
//!
//! * It computes some constant expressions with other rounding and other zeros: [`fold`](super::fold) does it first,
//!   and the code objects in which that changes a value are taken from there.
//! * It ends definitions before a semicolon that ends their last line: [`ends`](super::ends) moves their ends.
//! * It builds long lists of constants that CPython loads as a tuple: [`lists`](super::lists) makes them tuples.
//! * It refuses a variable that a comprehension hides: [`hidden`](super::hidden) declares it.

use ruff_source_file::SourceFileBuilder;
use rustpython_compiler::ast::Mod;
use rustpython_compiler::codegen::compile::compile_top;
use rustpython_compiler::codegen::error::CodegenErrorType;
use rustpython_compiler::parser::{self, ParseOptions, parse};
use rustpython_compiler::{CodeObject, CompileError, CompileOpts};

use super::{convert, ends, error, fold, hidden, lists};
use crate::data::{CodeData, Const};
use crate::dis::instructions;
use crate::opcode::op;
use std::sync::Arc;

/// What the compiler was given.
pub(super) struct Job<'a> {
    pub(super) source: &'a str,
    pub(super) filename: &'a str,
    pub(super) mode: rustpython_compiler_core::Mode,
    pub(super) options: CompileOpts,
}

impl Job<'_> {
    /// The code, or the error, as it should be. The tree is made again only where there is reason to.
    pub(super) fn corrected(
        &self,
        mut result: Result<CodeObject, CompileError>,
    ) -> Result<CodeData, super::CompileError> {
        let mut tree = None;
        let mut converted = match &result {
            Ok(code) => Some(convert::code(code)?),
            Err(_) => None,
        };
        if let Some(code) = &converted
            && (ends::is_needed(self.source) || lists::is_needed(code))
            && let Some(mut parsed) = self.parse()
            && self.put_right(&mut parsed)
        {
            tree = Some(parsed.clone());
            result = self.compile(parsed);
            converted = None;
        }
        // Each round declares one variable more.
        while let Err(CompileError::Codegen(error)) = &result
            && let CodegenErrorType::SyntaxError(message) = &error.error
            && let Some(name) = hidden::name_in(message)
            && let Some(at) = error.location
        {
            let Some(mut parsed) = tree.take().or_else(|| self.parse()) else {
                break;
            };
            self.put_right(&mut parsed);
            if !hidden::declare(&mut parsed, self.source, at, name) {
                break;
            }
            tree = Some(parsed.clone());
            result = self.compile(parsed);
        }
        let code = match (converted, result) {
            (Some(code), _) => code,
            (None, Ok(code)) => convert::code(&code)?,
            (None, Err(error)) => return Err(error::convert(error, self.source, self.filename)),
        };
        if fold::is_needed(self.source)
            && let Some(mut parsed) = tree.or_else(|| self.parse())
            && fold::fold(&mut parsed)
            && let Ok(folded) = self.compile(parsed)
        {
            return Ok(with_values_of(&code, &convert::code(&folded)?));
        }
        Ok(code)
    }

    /// Changes what needs no error to be found. Returns whether there was anything.
    fn put_right(&self, tree: &mut Mod) -> bool {
        let extended = ends::extend(tree, self.source);
        let tuples = lists::to_tuples(tree);
        extended || tuples
    }

    fn parse(&self) -> Option<Mod> {
        let mode = match self.mode {
            rustpython_compiler_core::Mode::Eval => parser::Mode::Expression,
            _ => parser::Mode::Module,
        };
        let parsed = parse(self.source, ParseOptions::from(mode)).ok()?;
        Some(parsed.into_syntax())
    }

    fn compile(&self, tree: Mod) -> Result<CodeObject, CompileError> {
        let file = SourceFileBuilder::new(self.filename, self.source).finish();
        Ok(compile_top(tree, file, self.mode, self.options.clone())?)
    }
}

/// The code objects of `folded` that load other values than those of `code` do, and all others of `code`: the constants
/// that an expression was folded from leave traces in the compiler's code, and in CPython's, but not in `folded`.
fn with_values_of(code: &CodeData, folded: &CodeData) -> CodeData {
    if code.nested().count() != folded.nested().count() {
        return folded.clone();
    }
    let base = match loaded(code).eq(loaded(folded)) {
        true => code,
        false => folded,
    };
    let mut nested = code.nested().zip(folded.nested());
    let consts = base.consts.iter().map(|constant| match constant {
        Const::Code(_) => {
            let (code, folded) = nested.next().expect("as many in both");
            Const::Code(Arc::new(with_values_of(code, folded)))
        }
        other => other.clone(),
    });
    CodeData {
        consts: consts.collect(),
        ..base.clone()
    }
}

/// The values that instructions load, in order; code objects aside.
fn loaded(code: &CodeData) -> impl Iterator<Item = &Const> {
    instructions(&code.code)
        .filter(|inst| inst.opcode == op::LOAD_CONST)
        .filter_map(|inst| code.consts.get(inst.oparg as usize))
        .filter(|constant| !matches!(constant, Const::Code(_)))
}
