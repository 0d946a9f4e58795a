//! `exit`, `quit`, `copyright`, `credits`, `license` and `help`: what CPython's `site` adds for interactive use. The types
//! are those of its `_sitebuiltins`, made without importing anything.

use super::add;
use crate::modules::common::{make_type, type_arg};
use crate::modules::support::sys_attribute;
use crate::object::{
    Layout, MethodDef, Payload, TypePtr, TypeSpec, flags, from_utf8, new_object, str_to_string,
};
use crate::runtime::import::{import_module, set_attr_str};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Ref, Slot};

/// The payload of all three types: their attributes are in the instance dict.
struct Plain;

impl Payload for Plain {
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Plain>();

fn new(vm: &Vm, ty: &Ref, _: &Args) -> PyResult {
    Ok(new_object(vm, type_arg(ty), Plain))
}

const BASE: TypeSpec = TypeSpec {
    module: "_sitebuiltins",
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS,
    ..TypeSpec::new("", &LAYOUT)
};

static QUITTER: TypeSpec = TypeSpec {
    name: "Quitter",
    slots: |s| {
        s.new.set(Some(new));
        s.init.set(Some(|vm, this, args| {
            let a = INIT_QUITTER.signature().bind(vm, "__init__", args)?;
            set_attr_str(vm, this, "name", a[0].as_ref().expect("required"))?;
            set_attr_str(vm, this, "eof", a[1].as_ref().expect("required"))
        }));
        s.repr.set(Some(|vm, this| {
            let name = vm.str_string(&vm.get_attr_str(this, "name")?)?;
            let eof = vm.str_string(&vm.get_attr_str(this, "eof")?)?;
            from_utf8(vm, &format!("Use {name}() or {eof} to exit"))
        }));
        s.call.set(Some(quit));
    },
    ..BASE
};

static INIT_QUITTER: MethodDef =
    MethodDef::keywords("__init__", "name, eof", |_, _, _| Ok(Ref::none()));
static CALL_QUITTER: MethodDef =
    MethodDef::keywords("__call__", "code=None", |_, _, _| Ok(Ref::none()));

/// Closes standard input, at whose end an interactive shell goes on asking, and exits.
fn quit(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let a = CALL_QUITTER
        .signature()
        .bind(vm, "Quitter.__call__", args)?;
    if let Some(stdin) = sys_attribute(vm, &vm.names.stdin)
        && vm.call_method_str(&stdin, "close", &[]).is_err()
    {
        vm.clear_exception();
    }
    let code = a[0].clone().unwrap_or_else(Ref::none);
    Err(vm.raise_new(vm.types.system_exit, vec![code]))
}

static PRINTER: TypeSpec = TypeSpec {
    name: "_Printer",
    doc: "interactive prompt objects for printing the license text, a list of\ncontributors and the copyright notice.",
    slots: |s| {
        s.new.set(Some(new));
        s.init.set(Some(|vm, this, args| {
            let a = INIT_PRINTER.signature().bind(vm, "__init__", args)?;
            for (name, v) in [("_Printer__name", &a[0]), ("_Printer__data", &a[1])] {
                set_attr_str(vm, this, name, v.as_ref().expect("required"))?;
            }
            Ok(())
        }));
        s.repr.set(Some(|vm, this| {
            let text = vm.get_attr_str(this, "_Printer__data")?;
            if vm.str_string(&text)?.lines().count() <= LINES {
                return Ok(text);
            }
            let name = vm.str_string(&vm.get_attr_str(this, "_Printer__name")?)?;
            from_utf8(vm, &format!("Type {name}() to see the full {name} text"))
        }));
        s.call.set(Some(show));
    },
    ..BASE
};

/// How many lines are shown at a time.
const LINES: usize = 23;

static INIT_PRINTER: MethodDef =
    MethodDef::keywords("__init__", "name, data, files=(), dirs=()", |_, _, _| {
        Ok(Ref::none())
    });

/// Prints the text, and asks after each page whether to go on.
fn show(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "_Printer.__call__")?;
    args.check_positional(vm, "_Printer.__call__", 0, 0)?;
    let text = vm.str_string(&vm.get_attr_str(this, "_Printer__data")?)?;
    let print = builtin(vm, "print")?;
    for (i, line) in text.lines().enumerate() {
        if i > 0 && i % LINES == 0 {
            let prompt = from_utf8(vm, "Hit Return for more, or q (and Return) to quit: ")?;
            let answer = vm.call_one(&builtin(vm, "input")?, &prompt)?;
            if str_to_string(&answer).trim() == "q" {
                break;
            }
        }
        vm.call_one(&print, &from_utf8(vm, line)?)?;
    }
    Ok(Ref::none())
}

fn builtin(vm: &Vm, name: &str) -> PyResult {
    vm.get_attr_str(&import_module(vm, "builtins")?, name)
}

static HELPER: TypeSpec = TypeSpec {
    name: "_Helper",
    doc: "Define the builtin 'help'.\n\nThis is a wrapper around pydoc.help (with a twist).",
    slots: |s| {
        s.new.set(Some(new));
        s.repr.set(Some(|vm, _| {
            let text = "Type help() for interactive help, or help(object) for help about object.";
            from_utf8(vm, text)
        }));
        s.call.set(Some(|vm, _, args| {
            let help = vm.get_attr_str(&import_module(vm, "pydoc")?, "help")?;
            vm.call(&help, args)
        }));
    },
    ..BASE
};

/// Adds all six.
pub fn add_all(vm: &Vm, module: &Ref) -> PyResult<()> {
    let object = vm.types.object;
    let make = |ty: TypePtr, args: &[&str]| {
        let args: Vec<Ref> = args
            .iter()
            .map(|a| from_utf8(vm, a))
            .collect::<PyResult<_>>()?;
        vm.call(&ty.to_ref(), &Args::positional_only(&args))
    };
    let quitter = make_type(vm, &QUITTER, object)?;
    for name in ["quit", "exit"] {
        add(
            vm,
            module,
            name,
            make(quitter, &[name, "Ctrl-D (i.e. EOF)"])?,
        )?;
    }
    let printer = make_type(vm, &PRINTER, object)?;
    for (name, text) in [
        ("copyright", LICENSE),
        (
            "credits",
            "Tricera runs the bytecode and the standard library of CPython: thanks to everybody who made Python.",
        ),
        ("license", LICENSE),
    ] {
        add(vm, module, name, make(printer, &[name, text])?)?;
    }
    let helper = make_type(vm, &HELPER, object)?;
    add(vm, module, "help", make(helper, &[])?)
}

/// `sys.copyright`
pub const LICENSE: &str = "Tricera is licensed under MIT or Apache-2.0.";
