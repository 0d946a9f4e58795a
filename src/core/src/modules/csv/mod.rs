//! The module `_csv`.

mod dialect;
mod reader;
mod writer;

use super::ModuleSpec;
use super::common::make_type;
use crate::modules::support::c_long;
use crate::object::{MethodDef, TypePtr, as_dict, from_utf8, new_dict};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::cell::Cell;
use std::rc::Rc;

const NAME: &str = "_csv";

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "CSV parsing and writing.\n",
    methods: &METHODS,
    init,
};

struct State {
    dialect: TypePtr,
    reader: TypePtr,
    writer: TypePtr,
    error: Ref,
    /// Registered dialects by name.
    dialects: Ref,
    /// The most characters of a field.
    limit: Cell<i64>,
}

fn state(vm: &Vm) -> Rc<State> {
    vm.state(NAME)
        .expect("set when the module was made, before any of its functions runs")
}

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    let object = vm.types.object;
    let error = plain_exception(vm)?;
    let state = State {
        dialect: make_type(vm, &dialect::DIALECT, object)?,
        reader: make_type(vm, &reader::READER, object)?,
        writer: make_type(vm, &writer::WRITER, object)?,
        error,
        dialects: new_dict(vm),
        limit: Cell::new(128 * 1024),
    };
    for (name, value) in [
        ("Dialect", state.dialect.to_ref()),
        ("Reader", state.reader.to_ref()),
        ("Writer", state.writer.to_ref()),
        ("Error", state.error.clone()),
        ("_dialects", state.dialects.clone()),
    ] {
        super::add(vm, module, name, value)?;
    }
    for (name, quoting) in dialect::QUOTINGS {
        super::add(vm, module, name, vm.new_int(quoting as i64))?;
    }
    vm.set_state(NAME, state);
    Ok(())
}

/// The class `_csv.Error`, whose instances cannot have weak references: CPython makes it from a native declaration.
fn plain_exception(vm: &Vm) -> PyResult {
    let slots = vm.interned.intern_str(vm, "__slots__");
    let namespace = new_dict(vm);
    let module = vm.interned.intern_str(vm, "_csv");
    as_dict(&namespace).set(vm, &vm.names.module, module)?;
    as_dict(&namespace).set(vm, &slots, crate::object::new_tuple(vm, []))?;
    let name = vm.interned.intern_str(vm, "Error");
    let bases = crate::object::new_tuple(vm, [vm.types.exception.to_ref()]);
    let class = vm.call_positional(&vm.types.type_.to_ref(), &[name, bases, namespace])?;
    vm.del_attr(&class, &slots)?;
    crate::object::types::as_type(&class)
        .native_module
        .set(NAME);
    Ok(class)
}

/// Raises `_csv.Error`.
fn error(vm: &Vm, message: &str) -> Raised {
    let raised = from_utf8(vm, message).and_then(|m| vm.call_one(&state(vm).error, &m));
    match raised {
        Ok(e) => vm.raise(e),
        Err(r) => r,
    }
}

/// The dialect that is registered under this name.
fn get_registered(vm: &Vm, name: &Ref) -> PyResult {
    match as_dict(&state(vm).dialects).get(vm, name)? {
        Some(d) => Ok(d),
        None => Err(error(vm, "unknown dialect")),
    }
}

/// `Dialect(dialect, **options)`
fn make_dialect(vm: &Vm, base: Option<&Ref>, args: &Args) -> PyResult {
    let mut all: Vec<Ref> = base.cloned().into_iter().collect();
    all.extend(args.kw_values().iter().cloned());
    vm.call(
        &state(vm).dialect.to_ref(),
        &Args::new(&all, args.kw_names()),
    )
}

/// The arguments of `reader` and `writer`: what is read or written, and the dialect.
fn parameters<'a>(vm: &Vm, name: &str, args: &Args<'a>) -> PyResult<(&'a Ref, Option<&'a Ref>)> {
    let a = args.check_positional(vm, name, 1, 2)?;
    Ok((&a[0], a.get(1)))
}

static METHODS: [MethodDef; 7] = [
    MethodDef::raw("reader", |vm, _, args| {
        let (lines, base) = parameters(vm, "reader", args)?;
        let lines = vm.iter(lines)?;
        Ok(reader::new(vm, lines, make_dialect(vm, base, args)?))
    })
    .text_signature("iterable, /, dialect='excel', **fmtparams")
    .doc(
        "Return a reader object that will process lines from the given iterable.\n\nThe \"iterable\" argument can be \
         any object that returns a line\nof input for each iteration, such as a file object or a list.  The\noptional \
         \"dialect\" argument defines a CSV dialect.  The function\nalso accepts optional keyword arguments which \
         override settings\nprovided by the dialect.\n\nThe returned object is an iterator.  Each iteration returns \
         a row\nof the CSV file (which can span multiple input lines).\n",
    ),
    MethodDef::raw("writer", |vm, _, args| {
        let (file, base) = parameters(vm, "writer", args)?;
        let write = vm.get_attr_opt(file, &vm.interned.intern_str(vm, "write"))?;
        let Some(write) = write.filter(|w| vm.is_callable(w)) else {
            return Err(vm.type_error("argument 1 must have a \"write\" method"));
        };
        Ok(writer::new(vm, write, make_dialect(vm, base, args)?))
    })
    .text_signature("fileobj, /, dialect='excel', **fmtparams")
    .doc(
        "Return a writer object that will write user data on the given file object.\n\nThe \"fileobj\" argument can \
         be any object that supports the file API.\nThe optional \"dialect\" argument defines a CSV dialect.  The \
         function\nalso accepts optional keyword arguments which override settings\nprovided by the dialect.\n",
    ),
    MethodDef::raw("register_dialect", |vm, _, args| {
        let a = args.check_positional(vm, "register_dialect", 1, 2)?;
        if !a[0].has_kind(Kind::Str) {
            return Err(vm.type_error("dialect name must be a string"));
        }
        let dialect = make_dialect(vm, a.get(1), args)?;
        as_dict(&state(vm).dialects).set(vm, &a[0], dialect)?;
        Ok(Ref::none())
    })
    .text_signature("name, /, dialect='excel', **fmtparams")
    .doc(
        "Create a mapping from a string name to a CVS dialect.\n\nThe optional \"dialect\" argument specifies the \
         base dialect instance\nor the name of the registered dialect.  The function also accepts\noptional keyword \
         arguments which override settings provided by the\ndialect.\n",
    ),
    MethodDef::keywords("unregister_dialect", "name", |vm, _, a| {
        let name = a[0].as_ref().expect("required");
        match as_dict(&state(vm).dialects).remove(vm, name)? {
            Some(_) => Ok(Ref::none()),
            None => Err(error(vm, "unknown dialect")),
        }
    })
    .doc("Delete the name/dialect mapping associated with a string name."),
    MethodDef::keywords("get_dialect", "name", |vm, _, a| {
        get_registered(vm, a[0].as_ref().expect("required"))
    })
    .doc("Return the dialect instance associated with name."),
    MethodDef::no_args("list_dialects", |vm, _| {
        let names = vm.collect(&state(vm).dialects)?;
        Ok(crate::object::new_list(vm, names))
    })
    .doc("Return a list of all known dialect names."),
    MethodDef::keywords("field_size_limit", "new_limit=<unrepresentable>", |vm, _, a| {
        let state = state(vm);
        let old = state.limit.get();
        if let Some(new) = &a[0] {
            if !(new.has_kind(Kind::Int) || new.slot().is_int() || new.has_kind(Kind::Bool)) {
                return Err(vm.type_error("limit must be an integer"));
            }
            state.limit.set(c_long(vm, new)?);
        }
        Ok(vm.new_int(old))
    })
    .doc(
        "Sets an upper limit on parsed fields.\n\nReturns old limit. If limit is not given, no new limit is set \
         and\nthe old limit is returned",
    ),
];
