//! The module `atexit`.

use super::ModuleSpec;
use crate::object::MethodDef;
use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;
use std::cell::RefCell;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public \
          functions, register and unregister, are defined.\n",
    methods: &METHODS,
    init: |vm, _| {
        if vm.state::<Callbacks>(NAME).is_none() {
            vm.set_state(NAME, Callbacks::default());
        }
        Ok(())
    },
};

const NAME: &str = "atexit";

static METHODS: [MethodDef; 5] = [
    MethodDef::raw("register", register).text_signature("func, /, *args, **kwargs").doc(
        "Register a function to be executed upon normal program termination\n\n    func - function to be called at \
         exit\n    args - optional arguments to pass to func\n    kwargs - optional keyword arguments to pass to \
         func\n\n    func is returned to facilitate usage as a decorator.",
    ),
    MethodDef::one("unregister", unregister).text_signature("func, /").doc(
        "Unregister an exit function which was previously registered using\natexit.register\n\n    func - function \
         to be unregistered",
    ),
    MethodDef::no_args("_clear", |vm, _| {
        clear(vm);
        Ok(Ref::none())
    })
    .doc("Clear the list of previously registered exit functions."),
    MethodDef::no_args("_run_exitfuncs", |vm, _| {
        run_exit_functions(vm);
        Ok(Ref::none())
    })
    .doc("Run all registered exit functions.\n\nIf a callback raises an exception, it is logged with sys.unraisablehook."),
    MethodDef::no_args("_ncallbacks", |vm, _| {
        let n = vm
            .state::<Callbacks>(NAME)
            .map_or(0, |c| c.all.borrow().len());
        Ok(vm.new_int(n as i64))
    })
    .doc("Return the number of registered exit functions."),
];

#[derive(Default)]
struct Callbacks {
    all: RefCell<Vec<Callback>>,
}

#[derive(Clone)]
struct Callback {
    function: Ref,
    /// Positional arguments, then those of the keywords.
    values: Vec<Ref>,
    keywords: Vec<Ref>,
}

fn register(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let Some(function) = args.positional().first() else {
        return Err(vm.type_error("register() takes at least 1 argument (0 given)"));
    };
    if !vm.is_callable(function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    if let Some(callbacks) = vm.state::<Callbacks>(NAME) {
        callbacks.all.borrow_mut().push(Callback {
            function: function.clone(),
            values: args.all()[1..].to_vec(),
            keywords: args.kw_names().to_vec(),
        });
    }
    Ok(function.clone())
}

fn unregister(vm: &Vm, _: &Ref, function: &Ref) -> PyResult {
    let Some(callbacks) = vm.state::<Callbacks>(NAME) else {
        return Ok(Ref::none());
    };
    // Comparing may run code that registers others: those before `i` have been looked at.
    let mut i = callbacks.all.borrow().len();
    while i > 0 {
        i -= 1;
        let Some(c) = callbacks.all.borrow().get(i).cloned() else {
            continue;
        };
        if vm.eq(&c.function, function)? {
            let removed = {
                let mut all = callbacks.all.borrow_mut();
                let at = all.iter().position(|k| k.function.is(&c.function));
                at.map(|at| all.remove(at))
            };
            drop(removed);
        }
    }
    Ok(Ref::none())
}

fn clear(vm: &Vm) {
    if let Some(callbacks) = vm.state::<Callbacks>(NAME) {
        let old = std::mem::take(&mut *callbacks.all.borrow_mut());
        drop(old);
    }
}

/// Calls the registered functions, the last one first; what they raise is reported. Called when the program ends.
pub fn run_exit_functions(vm: &Vm) {
    let Some(callbacks) = vm.state::<Callbacks>(NAME) else {
        return;
    };
    loop {
        let last = callbacks.all.borrow_mut().pop();
        let Some(c) = last else { break };
        if vm
            .call(&c.function, &Args::new(&c.values, &c.keywords))
            .is_err()
        {
            vm.report_unraisable(Some("Exception ignored in atexit callback"), &c.function);
        }
    }
}
