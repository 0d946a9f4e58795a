//! `sys.monitoring`: tools, their callbacks and event sets. No engine reports events, so that an event set that is not
//! empty is refused, as `sys.settrace` refuses a function.

use crate::modules::namespace::new_namespace;
use crate::modules::support::c_int;
use crate::modules::{ModuleSpec, add, new_native_module};
use crate::object::{MethodDef, new_dict};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::cell::RefCell;

const TOOLS: usize = 8;
/// Tools that programs may use; the others are the interpreter's own.
const TOOLS_FOR_PROGRAMS: usize = 6;

static EVENTS: [&str; 19] = [
    "PY_START",
    "PY_RESUME",
    "PY_RETURN",
    "PY_YIELD",
    "CALL",
    "LINE",
    "INSTRUCTION",
    "JUMP",
    "BRANCH_LEFT",
    "BRANCH_RIGHT",
    "STOP_ITERATION",
    "RAISE",
    "EXCEPTION_HANDLED",
    "PY_UNWIND",
    "PY_THROW",
    "RERAISE",
    "C_RETURN",
    "C_RAISE",
    "BRANCH",
];
/// Events before this one can be set for one code object.
const LOCAL_EVENTS: u32 = 11;
const C_EVENTS: i64 = 0b11 << 16;
const CALL: i64 = 1 << 4;

#[derive(Default)]
struct Tools {
    names: [Option<Ref>; TOOLS],
    callbacks: [[Option<Ref>; EVENTS.len()]; TOOLS],
}

const STATE: &str = "sys.monitoring";

static MODULE: ModuleSpec = ModuleSpec {
    name: "sys.monitoring",
    doc: "",
    methods: &METHODS,
    init,
};

static METHODS: [MethodDef; 11] = [
    MethodDef::positional("use_tool_id", 2, 2, use_tool_id).text_signature("tool_id, name, /"),
    MethodDef::one("clear_tool_id", |vm, _, tool| {
        let tool = tool_arg(vm, tool)?;
        clear(vm, tool);
        Ok(Ref::none())
    })
    .text_signature("tool_id, /"),
    MethodDef::one("free_tool_id", |vm, _, tool| {
        let tool = tool_arg(vm, tool)?;
        clear(vm, tool);
        let old = tools(vm).borrow_mut().names[tool].take();
        drop(old);
        Ok(Ref::none())
    })
    .text_signature("tool_id, /"),
    MethodDef::one("get_tool", |vm, _, tool| {
        let tool = tool_arg(vm, tool)?;
        let name = tools(vm).borrow().names[tool].clone();
        Ok(name.unwrap_or_else(Ref::none))
    })
    .text_signature("tool_id, /"),
    MethodDef::positional("register_callback", 3, 3, register_callback)
        .text_signature("tool_id, event, func, /"),
    MethodDef::one("get_events", |vm, _, tool| {
        tool_arg(vm, tool)?;
        Ok(vm.new_int(0))
    })
    .text_signature("tool_id, /"),
    MethodDef::positional("set_events", 2, 2, |vm, _, a| {
        let (tool, events) = (tool_arg(vm, &a[0])?, c_int(vm, &a[1])?);
        set_events(vm, tool, events, EVENTS.len() as u32, "event set")
    })
    .text_signature("tool_id, event_set, /"),
    MethodDef::positional("get_local_events", 2, 2, |vm, _, a| {
        tool_arg(vm, &a[0])?;
        code_arg(vm, &a[1])?;
        Ok(vm.new_int(0))
    })
    .text_signature("tool_id, code, /"),
    MethodDef::positional("set_local_events", 3, 3, |vm, _, a| {
        let tool = tool_arg(vm, &a[0])?;
        code_arg(vm, &a[1])?;
        let events = c_int(vm, &a[2])?;
        set_events(vm, tool, events, LOCAL_EVENTS, "local event set")
    })
    .text_signature("tool_id, code, event_set, /"),
    MethodDef::no_args("restart_events", |_, _| Ok(Ref::none())),
    MethodDef::no_args("_all_events", |vm, _| Ok(new_dict(vm))),
];

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    for (name, id) in [
        ("DEBUGGER_ID", 0),
        ("COVERAGE_ID", 1),
        ("PROFILER_ID", 2),
        ("OPTIMIZER_ID", 5),
    ] {
        add(vm, module, name, vm.new_int(id))?;
    }
    for name in ["DISABLE", "MISSING"] {
        let marker = vm.call(&vm.types.object.to_ref(), &crate::runtime::Args::EMPTY)?;
        add(vm, module, name, marker)?;
    }
    let mut events: Vec<(&str, Ref)> = EVENTS
        .iter()
        .enumerate()
        .map(|(i, &name)| (name, vm.new_int(1 << i)))
        .collect();
    events.push(("NO_EVENTS", vm.new_int(0)));
    add(vm, module, "events", new_namespace(vm, &events)?)?;
    vm.set_state(STATE, RefCell::new(Tools::default()));
    Ok(())
}

/// The module, made when it is first asked for.
pub fn new_module(vm: &Vm) -> PyResult {
    new_native_module(vm, &MODULE)
}

fn tools(vm: &Vm) -> std::rc::Rc<RefCell<Tools>> {
    vm.state(STATE).expect("set when the module was made")
}

fn tool_arg(vm: &Vm, r: &Ref) -> PyResult<usize> {
    let tool = c_int(vm, r)?;
    match usize::try_from(tool) {
        Ok(t) if t < TOOLS_FOR_PROGRAMS => Ok(t),
        _ => Err(vm.value_error(format!("invalid tool {tool} (must be between 0 and 5)"))),
    }
}

fn code_arg(vm: &Vm, r: &Ref) -> PyResult<()> {
    match r.has_kind(Kind::Code) {
        true => Ok(()),
        false => Err(vm.type_error("code must be a code object")),
    }
}

fn use_tool_id(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let tool = tool_arg(vm, &a[0])?;
    if !a[1].has_kind(Kind::Str) {
        return Err(vm.value_error("tool name must be a str"));
    }
    let all = tools(vm);
    let mut all = all.borrow_mut();
    if all.names[tool].is_some() {
        return Err(vm.value_error(format!("tool {tool} is already in use")));
    }
    all.names[tool] = Some(a[1].clone());
    Ok(Ref::none())
}

/// Takes all callbacks of a tool away.
fn clear(vm: &Vm, tool: usize) {
    let old = std::mem::take(&mut tools(vm).borrow_mut().callbacks[tool]);
    drop(old);
}

fn register_callback(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (tool, event) = (tool_arg(vm, &a[0])?, c_int(vm, &a[1])?);
    if event.count_ones() != 1 {
        return Err(vm.value_error("The callback can only be set for one event at a time"));
    }
    let index = event.trailing_zeros() as usize;
    if index >= EVENTS.len() {
        return Err(vm.value_error(format!("invalid event {event}")));
    }
    let new = Some(a[2].clone()).filter(|f| !f.is_none());
    let old = std::mem::replace(&mut tools(vm).borrow_mut().callbacks[tool][index], new);
    Ok(old.unwrap_or_else(Ref::none))
}

fn set_events(vm: &Vm, tool: usize, events: i32, count: u32, what: &str) -> PyResult {
    let invalid = || vm.value_error(format!("invalid {what} 0x{events:x}"));
    if events < 0 || i64::from(events) >= 1 << EVENTS.len() {
        return Err(invalid());
    }
    let mut set = i64::from(events);
    if set & C_EVENTS != 0 {
        if set & (C_EVENTS | CALL) != C_EVENTS | CALL {
            return Err(vm.value_error("cannot set C_RETURN or C_RAISE events independently"));
        }
        set &= !C_EVENTS;
    }
    // BRANCH stands for both of its sides.
    if set & 1 << 18 != 0 {
        set = set & !(1 << 18) | 0b11 << 8;
    }
    if set >= 1 << count {
        return Err(invalid());
    }
    if tools(vm).borrow().names[tool].is_none() {
        return Err(vm.value_error(format!("tool {tool} is not in use")));
    }
    match set {
        0 => Ok(Ref::none()),
        _ => Err(vm.not_implemented_error("events of sys.monitoring are not supported")),
    }
}
