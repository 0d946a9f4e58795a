//! `compile`, `eval`, `exec`, `__import__`, `breakpoint`.

use super::namespace::{current_frame, current_globals, current_locals};
use crate::modules::support::{given, path_arg};
use crate::object::code::Code;
use crate::object::{DictObject, as_str, as_tuple, bytes_like, payload};
use crate::runtime::source::{
    compile_source, raise_compile_error, run_code, run_code_with_closure,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_code::compile::{Mode, Options};
use tricera_code::opcode::flags;

/// `ast.PyCF_*` bits of `compile()`'s flags.
mod cf {
    pub const ONLY_AST: i64 = 0x400;
    pub const SOURCE_IS_UTF8: i64 = 0x100;
    pub const DONT_IMPLY_DEDENT: i64 = 0x200;
    pub const IGNORE_COOKIE: i64 = 0x800;
    pub const TYPE_COMMENTS: i64 = 0x1000;
    pub const ALLOW_TOP_LEVEL_AWAIT: i64 = 0x2000;
    pub const ALLOW_INCOMPLETE_INPUT: i64 = 0x4000;
    pub const OPTIMIZED_AST: i64 = 0x8000 | ONLY_AST;
    pub const KNOWN: i64 = ONLY_AST
        | SOURCE_IS_UTF8
        | DONT_IMPLY_DEDENT
        | IGNORE_COOKIE
        | TYPE_COMMENTS
        | ALLOW_TOP_LEVEL_AWAIT
        | ALLOW_INCOMPLETE_INPUT
        | OPTIMIZED_AST;
}

/// The `CO_FUTURE_*` flags that a compilation inherits and accepts.
const CO_FUTURE_MASK: u32 = flags::CO_FUTURE_DIVISION
    | flags::CO_FUTURE_ABSOLUTE_IMPORT
    | flags::CO_FUTURE_WITH_STATEMENT
    | flags::CO_FUTURE_PRINT_FUNCTION
    | flags::CO_FUTURE_UNICODE_LITERALS
    | flags::CO_FUTURE_BARRY_AS_BDFL
    | flags::CO_FUTURE_GENERATOR_STOP
    | flags::CO_FUTURE_ANNOTATIONS;

pub fn import(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let none = Ref::none();
    let name = a[0].as_ref().expect("required");
    let level = match &a[4] {
        Some(l) => crate::modules::support::c_int(vm, l)?,
        None => 0,
    };
    let fromlist = a[3].as_ref().unwrap_or(&none);
    crate::runtime::import::import_by_name(
        vm,
        name,
        a[1].as_ref().filter(|g| !g.is_none()),
        fromlist,
        level,
    )
}

pub fn breakpoint(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let name = vm.interned.intern_str(vm, "breakpointhook");
    match crate::modules::support::sys_attribute(vm, &name) {
        Some(hook) => vm.call(&hook, args),
        None => Err(vm.runtime_error("lost sys.breakpointhook")),
    }
}

/// The `CO_FUTURE_*` flags in force where a builtin is called.
fn inherited_flags(vm: &Vm) -> u32 {
    match current_frame(vm) {
        // SAFETY: the frame is live.
        Some(f) => unsafe { (*f).code() }.data.flags & CO_FUTURE_MASK,
        None => 0,
    }
}

/// The bytes or text of a source argument.
enum Source {
    Text(String),
    Bytes(Vec<u8>),
}

fn source_of(vm: &Vm, source: &Ref, function: &str, what: &str) -> PyResult<Source> {
    let bytes = match source.kind() {
        Kind::Str => match as_str(source).units().to_str() {
            Some(t) => {
                let t = t.into_owned();
                if t.contains('\0') {
                    return Err(null_bytes(vm));
                }
                return Ok(Source::Text(t));
            }
            // A lone surrogate: raise what encoding to UTF-8 raises.
            None => {
                let encode = vm.interned.intern_str(vm, "encode");
                vm.call_method(source, &encode, &[])?;
                return Err(vm.value_error("source code cannot be encoded"));
            }
        },
        _ => match bytes_like(vm, source) {
            Ok(Some(b)) => b.to_vec(),
            _ => {
                // Whatever it was that kept the object from showing its bytes.
                vm.clear_exception();
                return Err(vm.type_error(format!("{function}() arg 1 must be a {what}")));
            }
        },
    };
    if bytes.contains(&0) {
        return Err(null_bytes(vm));
    }
    Ok(Source::Bytes(bytes))
}

#[cold]
fn null_bytes(vm: &Vm) -> crate::runtime::Raised {
    vm.raise_message(
        vm.types.syntax_error,
        "source code string cannot contain null bytes",
    )
}

pub fn compile(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let get = |i: usize| a[i].as_ref().expect("required");
    let filename = path_arg(vm, get(1))?.to_string_lossy().into_owned();
    let mode_text = crate::modules::support::str_arg(vm, get(2), "compile", "'mode'")?;
    let asked = match &a[3] {
        Some(f) => crate::modules::support::c_int(vm, f)? as i64,
        None => 0,
    };
    if asked & !(cf::KNOWN | CO_FUTURE_MASK as i64) != 0 {
        return Err(vm.value_error("compile(): unrecognised flags"));
    }
    let dont_inherit = match &a[4] {
        Some(d) => vm.is_true(d)?,
        None => false,
    };
    let optimize = match &a[5] {
        Some(o) => crate::modules::support::c_int(vm, o)?,
        None => -1,
    };
    if !(-1..=2).contains(&optimize) {
        return Err(vm.value_error("compile(): invalid optimize value"));
    }
    let mode = match mode_text.as_ascii() {
        Some("exec") => Mode::Exec,
        Some("eval") => Mode::Eval,
        Some("single") => Mode::Single,
        Some("func_type") if asked & cf::ONLY_AST == 0 => {
            return Err(vm.value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST"));
        }
        _ => {
            let all = if asked & cf::ONLY_AST != 0 {
                "'exec', 'eval', 'single' or 'func_type'"
            } else {
                "'exec', 'eval' or 'single'"
            };
            return Err(vm.value_error(format!("compile() mode must be {all}")));
        }
    };
    if asked & cf::ONLY_AST != 0 {
        return syntax_tree(vm, get(0), &filename, mode);
    }
    let inherited = if dont_inherit { 0 } else { inherited_flags(vm) };
    let options = Options {
        optimize: if optimize < 0 {
            vm.optimize_level()
        } else {
            optimize as u8
        },
        future_flags: (asked as u32 & CO_FUTURE_MASK) | inherited,
        allow_top_level_await: asked & cf::ALLOW_TOP_LEVEL_AWAIT != 0,
        dont_imply_dedent: asked & cf::DONT_IMPLY_DEDENT != 0,
        int_max_str_digits: crate::modules::sys::int_max_str_digits(vm),
    };
    let source = source_of(vm, get(0), "compile", "string, bytes or AST object")?;
    compile_with(vm, &source, &filename, mode, &options)
}

/// The nodes of source; what is a node already stays as it is.
fn syntax_tree(vm: &Vm, source: &Ref, filename: &str, mode: Mode) -> PyResult {
    if crate::modules::ast::is_node(vm, source) {
        return Ok(source.clone());
    }
    let source = source_of(vm, source, "compile", "string, bytes or AST object")?;
    let text = match &source {
        Source::Text(t) => Ok(t.into()),
        Source::Bytes(b) => tricera_code::compile::decode_source(b, filename),
    };
    let parsed = text.and_then(|t| tricera_code::compile::tree::parse(&t, filename, mode));
    match parsed {
        Ok(tree) => crate::modules::ast::build(vm, &tree),
        Err(e) => Err(raise_compile_error(vm, &e)),
    }
}

fn compile_with(
    vm: &Vm,
    source: &Source,
    filename: &str,
    mode: Mode,
    options: &Options,
) -> PyResult {
    match source {
        Source::Text(t) => compile_source(vm, t.as_bytes(), true, filename, mode, options),
        Source::Bytes(b) => compile_source(vm, b, false, filename, mode, options),
    }
}

/// The namespaces of `eval` and `exec`, from their arguments and the frame that calls.
fn namespaces(
    vm: &Vm,
    globals: Option<&Ref>,
    locals: Option<&Ref>,
    name: &str,
) -> PyResult<(Ref, Ref)> {
    if let Some(l) = locals
        && vm.type_of(l).slots.binary[crate::object::BinaryOp::Subscr as usize]
            .get()
            .is_none()
    {
        return Err(vm.type_error(if name == "eval" {
            "locals must be a mapping".to_owned()
        } else {
            format!(
                "locals must be a mapping or None, not {}",
                vm.type_of(l).name_str()
            )
        }));
    }
    let globals_given = match globals {
        Some(g) if g.has_kind(Kind::Dict) => Some(g.clone()),
        Some(g) if name == "eval" => {
            let mapping = vm.type_of(g).slots.binary[crate::object::BinaryOp::Subscr as usize]
                .get()
                .is_some();
            return Err(vm.type_error(if mapping {
                "globals must be a real dict; try eval(expr, {}, mapping)"
            } else {
                "globals must be a dict"
            }));
        }
        Some(g) => {
            return Err(vm.type_error(format!(
                "exec() globals must be a dict, not {}",
                vm.type_of(g).name_str()
            )));
        }
        None => None,
    };
    let (g, l) = match (globals_given, locals) {
        (Some(g), None) => (g.clone(), g),
        (Some(g), Some(l)) => (g, l.clone()),
        (None, given) => {
            let Some(g) = current_globals(vm) else {
                return Err(vm.type_error(format!(
                    "{name} must be given globals and locals when called without a frame"
                )));
            };
            let l = match given {
                Some(l) => l.clone(),
                None => current_locals(vm)?.unwrap_or_else(|| g.clone()),
            };
            (g, l)
        }
    };
    // SAFETY: globals are a dict.
    let d = unsafe { g.cast::<DictObject>() };
    if d.get_str(&vm.names.builtins).is_null() {
        let module = crate::modules::sys::modules_entry(vm, "builtins")?;
        let value = match current_frame(vm) {
            // The builtins of the caller, so that a restricted caller stays so.
            // SAFETY: the frame is live.
            Some(f) => unsafe { (*f).function().builtins.get() },
            None => module.or_else(|| vm.builtins.get()),
        };
        d.set_str(vm, &vm.names.builtins, value.unwrap_or_else(Ref::none))?;
    }
    Ok((g, l))
}

fn has_free_variables(code: &Ref) -> usize {
    payload::<Code>(code).data.nfreevars()
}

pub fn eval(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let source = a[0].as_ref().expect("required");
    let (globals, locals) = namespaces(vm, given(&a[1]), given(&a[2]), "eval")?;
    let code = if source.has_kind(Kind::Code) {
        if has_free_variables(source) > 0 {
            return Err(
                vm.type_error("code object passed to eval() may not contain free variables")
            );
        }
        source.clone()
    } else {
        let source = match source_of(vm, source, "eval", "string, bytes or code object")? {
            Source::Text(t) => Source::Text(t.trim_start_matches([' ', '\t']).to_owned()),
            Source::Bytes(b) => {
                let n = b.iter().take_while(|c| matches!(c, b' ' | b'\t')).count();
                Source::Bytes(b[n..].to_vec())
            }
        };
        compile_with(vm, &source, "<string>", Mode::Eval, &inherited_options(vm))?
    };
    run_code(vm, &code, &globals, &locals)
}

fn inherited_options(vm: &Vm) -> Options {
    Options {
        optimize: vm.optimize_level(),
        future_flags: inherited_flags(vm),
        int_max_str_digits: crate::modules::sys::int_max_str_digits(vm),
        ..Options::default()
    }
}

pub fn exec(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let source = a[0].as_ref().expect("required");
    let closure = given(&a[3]);
    let (globals, locals) = namespaces(vm, given(&a[1]), given(&a[2]), "exec")?;
    if source.has_kind(Kind::Code) {
        let n = has_free_variables(source);
        let Some(closure) = closure else {
            if n > 0 {
                return Err(vm.type_error(format!(
                    "code object requires a closure of exactly length {n}"
                )));
            }
            run_code(vm, source, &globals, &locals)?;
            return Ok(Ref::none());
        };
        if n == 0 {
            return Err(vm.type_error("cannot use a closure with this code object"));
        }
        let cells = as_tuple(closure).filter(|c| {
            closure.is_exact(Kind::Tuple)
                && c.len() == n
                && c.iter().all(|c| c.has_kind(Kind::Cell))
        });
        if cells.is_none() {
            return Err(vm.type_error(format!(
                "code object requires a closure of exactly length {n}"
            )));
        }
        run_code_with_closure(vm, source, &globals, &locals, Some(closure.clone()))?;
        return Ok(Ref::none());
    }
    if closure.is_some() {
        return Err(vm.type_error("closure can only be used when source is a code object"));
    }
    let source = source_of(vm, source, "exec", "string, bytes or code object")?;
    let code = compile_with(vm, &source, "<string>", Mode::Exec, &inherited_options(vm))?;
    run_code(vm, &code, &globals, &locals)?;
    Ok(Ref::none())
}
