//! A second compilation from a syntax tree that was put right, where the compiler's first result is not what CPython's is.
//!
//! * It computes some constant expressions with other rounding and other zeros: [`fold`](super::fold) does it first.
//! * It refuses a variable that a comprehension hides: [`hidden`](super::hidden) declares it.

use ruff_source_file::SourceFileBuilder;
use rustpython_compiler::ast::Mod;
use rustpython_compiler::codegen::compile::compile_top;
use rustpython_compiler::codegen::error::CodegenErrorType;
use rustpython_compiler::parser::{self, ParseOptions, parse};
use rustpython_compiler::{CodeObject, CompileError, CompileOpts};

use super::{fold, hidden};

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
    ) -> Result<CodeObject, CompileError> {
        let mut tree = None;
        let wrong_constants = result.is_ok() && fold::is_needed(self.source);
        if wrong_constants
            && let Some(mut parsed) = self.parse()
            && fold::fold(&mut parsed)
        {
            result = self.compile(parsed);
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
            fold::fold(&mut parsed);
            if !hidden::declare(&mut parsed, self.source, at, name) {
                break;
            }
            tree = Some(parsed.clone());
            result = self.compile(parsed);
        }
        result
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
