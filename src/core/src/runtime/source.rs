//! From source text to code objects of this interpreter, and running them.

use super::{Args, PyResult, Raised, Vm};
use crate::object::code::{Code, new_code};
use crate::object::{FunctionValue, as_str, from_utf8, new_tuple, payload};
use crate::value::{Kind, Ref};
use std::sync::Arc;
use tricera_code::CodeData;
use tricera_code::compile::{
    CompileError, CompileErrorKind, Mode, Options, SyntaxWarning, compile_bytes,
    compile_with_warnings,
};

/// Compiles source and makes the code object. `is_text` says that `source` is UTF-8 whatever a declaration in it says.
pub fn compile_source(
    vm: &Vm,
    source: &[u8],
    is_text: bool,
    filename: &str,
    mode: Mode,
    options: &Options,
) -> PyResult {
    make_code(
        vm,
        &compile_data(vm, source, is_text, filename, mode, options)?,
    )
}

/// The same, before it is checked: as it can be written to a file.
pub fn compile_data(
    vm: &Vm,
    source: &[u8],
    is_text: bool,
    filename: &str,
    mode: Mode,
    options: &Options,
) -> PyResult<Arc<CodeData>> {
    let mut warnings: Vec<SyntaxWarning> = Vec::new();
    let compiled = match std::str::from_utf8(source) {
        Ok(text) if is_text => compile_with_warnings(text, filename, mode, options, &mut warnings),
        _ => compile_bytes(source, filename, mode, options, &mut warnings),
    };
    let data = compiled.map_err(|e| raise_compile_error(vm, &e))?;
    for w in &warnings {
        syntax_warning(vm, &w.message, filename, w.lineno)?;
    }
    Ok(data)
}

/// Issues a SyntaxWarning; a filter that makes it an error makes it a SyntaxError.
fn syntax_warning(vm: &Vm, message: &str, filename: &str, lineno: u32) -> PyResult<()> {
    let (text, file) = (from_utf8(vm, message)?, from_utf8(vm, filename)?);
    let category = vm.types.syntax_warning;
    match vm.warn_explicit(category, text.clone(), file.clone(), lineno) {
        Ok(()) => Ok(()),
        Err(r) => {
            vm.catch(r, category)?;
            let details = [file, vm.new_int(lineno.into()), Ref::none(), Ref::none()];
            let details = new_tuple(vm, details.to_vec());
            Err(vm.raise_new(vm.types.syntax_error, vec![text, details]))
        }
    }
}

/// Checks code and makes this interpreter's object of it.
pub fn make_code(vm: &Vm, data: &Arc<CodeData>) -> PyResult {
    match tricera_code::verify::verify(data) {
        Ok(verified) => {
            let code = new_code(vm, &verified)?;
            if vm.config.keep_code {
                vm.kept.borrow_mut().push(code.clone());
            }
            Ok(code)
        }
        Err(e) => Err(vm.value_error(format!("invalid code: {e}"))),
    }
}

/// Raises what `compile()` raises.
#[cold]
pub fn raise_compile_error(vm: &Vm, e: &CompileError) -> Raised {
    let ty = match e.kind {
        CompileErrorKind::SyntaxError => vm.types.syntax_error,
        CompileErrorKind::IndentationError => vm.types.indentation_error,
        CompileErrorKind::TabError => vm.types.tab_error,
        CompileErrorKind::ValueError => return vm.value_error(&e.msg),
        CompileErrorKind::RecursionError => return vm.recursion_error(&e.msg),
        CompileErrorKind::MemoryError => return vm.memory_error(),
    };
    let raise = || -> PyResult<Raised> {
        let msg = from_utf8(vm, &e.msg)?;
        let Some(filename) = &e.filename else {
            return Ok(vm.raise_new(ty, vec![msg]));
        };
        let text = match &e.text {
            Some(t) => from_utf8(vm, t)?,
            None => Ref::none(),
        };
        let details = new_tuple(
            vm,
            [
                from_utf8(vm, filename)?,
                vm.new_int(i64::from(e.lineno)),
                vm.new_int(i64::from(e.offset)),
                text,
                vm.new_int(i64::from(e.end_lineno)),
                vm.new_int(i64::from(e.end_offset)),
            ],
        );
        Ok(vm.raise_new(ty, vec![msg, details]))
    };
    raise().unwrap_or_else(|r| r)
}

/// Runs a code object in these namespaces, as a module body is run.
pub fn run_code(vm: &Vm, code: &Ref, globals: &Ref, locals: &Ref) -> PyResult {
    run_code_with_closure(vm, code, globals, locals, None)
}

/// Runs a code object with free variables.
pub fn run_code_with_closure(
    vm: &Vm,
    code: &Ref,
    globals: &Ref,
    locals: &Ref,
    closure: Option<Ref>,
) -> PyResult {
    debug_assert!(code.has_kind(Kind::Code) && globals.has_kind(Kind::Dict));
    if closure.is_none() && payload::<Code>(code).data.nfreevars() != 0 {
        return Err(vm.type_error("code without a closure may not contain free variables"));
    }
    let function = vm.new_function(code.clone(), globals.clone());
    if let Some(c) = closure {
        payload::<FunctionValue>(&function).closure.set(c);
    }
    let code = payload::<Code>(code);
    let optimized = code.data.flags & tricera_code::opcode::flags::CO_OPTIMIZED != 0;
    let namespace = (!optimized).then(|| locals.clone());
    crate::ops::execute(vm, &function, &Args::EMPTY, namespace)
}

impl Vm {
    /// `sys.flags.optimize`, as the compiler takes it.
    pub fn optimize_level(&self) -> u8 {
        self.config.flags.optimize
    }

    /// The text of a str that must be UTF-8; raises UnicodeEncodeError otherwise.
    pub fn utf8_of(&self, s: &Ref) -> PyResult<String> {
        match as_str(s).units().to_str() {
            Some(t) => Ok(t.into_owned()),
            None => {
                self.call_method_str(s, "encode", &[])?;
                Err(self.value_error("surrogates not allowed"))
            }
        }
    }
}
