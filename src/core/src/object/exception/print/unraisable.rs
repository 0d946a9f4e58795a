//! Exceptions that cannot be raised: in `__del__`, in callbacks. They go to `sys.unraisablehook`.

use super::caller::plain_traceback;
use super::summary::type_parts;
use super::{flush, safe_repr, safe_str, stderr, sys_attribute, write};
use crate::frame::unit_of;
use crate::object::exception::{Exception, as_exception};
use crate::object::{
    Builtin, Field, GetSetDef, Layout, Payload, TypeSpec, as_str, downcast, flags, from_buf,
    from_utf8, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_text::str::StrBuf;

/// The payload of the argument of `sys.unraisablehook`.
#[derive(Default)]
pub struct HookArgs {
    fields: [Field; 5],
}

const NAMES: [&str; 5] = [
    "exc_type",
    "exc_value",
    "exc_traceback",
    "err_msg",
    "object",
];
const EXC_TYPE: usize = 0;
const EXC_VALUE: usize = 1;
const EXC_TRACEBACK: usize = 2;
const ERR_MSG: usize = 3;
const OBJECT: usize = 4;

impl Payload for HookArgs {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for field in &self.fields {
            field.traverse(f);
        }
    }
}

static LAYOUT: Layout = Layout::of::<HookArgs>();

/// The type of the argument of `sys.unraisablehook`.
pub static UNRAISABLE_HOOK_ARGS: TypeSpec = TypeSpec {
    doc: "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.",
    flags: flags::NO_NEW,
    getset: &GETSET,
    slots: |s| s.repr.set(Some(repr)),
    ..TypeSpec::new("UnraisableHookArgs", &LAYOUT)
};

fn get(r: &Ref, i: usize) -> Ref {
    payload::<HookArgs>(r).fields[i]
        .get()
        .unwrap_or_else(Ref::none)
}

static GETSET: [GetSetDef; 5] = [
    GetSetDef::get(NAMES[EXC_TYPE], |_, r| Ok(get(r, EXC_TYPE))),
    GetSetDef::get(NAMES[EXC_VALUE], |_, r| Ok(get(r, EXC_VALUE))),
    GetSetDef::get(NAMES[EXC_TRACEBACK], |_, r| Ok(get(r, EXC_TRACEBACK))),
    GetSetDef::get(NAMES[ERR_MSG], |_, r| Ok(get(r, ERR_MSG))),
    GetSetDef::get(NAMES[OBJECT], |_, r| Ok(get(r, OBJECT))),
];

fn repr(vm: &Vm, r: &Ref) -> PyResult {
    let mut out = StrBuf::from("UnraisableHookArgs(");
    for (i, name) in NAMES.iter().enumerate() {
        if i > 0 {
            out.push_latin1(b", ");
        }
        out.push_latin1(name.as_bytes());
        out.push(b'='.into());
        let value = vm.repr(&get(r, i))?;
        out.push_str(as_str(&value).units());
    }
    out.push(b')'.into());
    from_buf(vm, out)
}

impl Vm {
    /// Reports the exception in flight, which cannot be raised, through `sys.unraisablehook`. `message` says what was
    /// being done ("Exception ignored while calling deallocator") and is followed by the repr of `object`; without one
    /// it is "Exception ignored in".
    #[cold]
    pub fn report_unraisable(&self, message: Option<&str>, object: &Ref) {
        let e = self.take_exception();
        match message {
            None => self.report(e, None, Some(object.clone())),
            Some(m) => {
                let message = format!("{m} {}", safe_repr(self, object, "object"));
                self.report(e, Some(&message), None);
            }
        }
    }

    /// Reports the exception in flight like [`Vm::report_unraisable`], with a message that is all there is to say.
    #[cold]
    pub fn report_unraisable_text(&self, message: &str) {
        let e = self.take_exception();
        self.report(e, Some(message), None);
    }

    fn report(&self, e: Ref, message: Option<&str>, object: Option<Ref>) {
        if !as_exception(&e).has_traceback()
            && let Some(f) = self.current_frame()
        {
            // SAFETY: the current frame is live.
            unsafe { Exception::pass_through(self, &e, f, unit_of(f), false) };
        }
        let args = HookArgs::default();
        let fields = [
            Some(self.type_of(&e).to_ref()),
            Some(e.clone()),
            as_exception(&e).traceback(self),
            message.and_then(|m| from_utf8(self, m).ok()),
            object,
        ];
        for (place, v) in args.fields.iter().zip(fields) {
            drop(place.replace(v));
        }
        let args = new_object(self, self.types.unraisable_hook_args, args);
        let hook = sys_attribute(self, &self.names.unraisablehook);
        match hook.filter(|h| !h.is_none() && !is_default_hook(h)) {
            None => default_hook(self, &args),
            Some(hook) => {
                if self.call_one(&hook, &args).is_err() {
                    let failed = self.take_exception();
                    let again = HookArgs::default();
                    let fields = [
                        Some(self.type_of(&failed).to_ref()),
                        Some(failed.clone()),
                        as_exception(&failed).traceback(self),
                        from_utf8(self, "Exception ignored in sys.unraisablehook").ok(),
                        Some(hook),
                    ];
                    for (place, v) in again.fields.iter().zip(fields) {
                        drop(place.replace(v));
                    }
                    let again = new_object(self, self.types.unraisable_hook_args, again);
                    default_hook(self, &again);
                }
            }
        }
    }
}

fn is_default_hook(h: &Ref) -> bool {
    h.has_kind(Kind::Builtin) && payload::<Builtin>(h).def.name == "unraisablehook"
}

/// `sys.__unraisablehook__(unraisable)`
pub fn sys_unraisablehook(vm: &Vm, _: &Ref, args: &Ref) -> PyResult {
    if downcast::<HookArgs>(vm, args).is_none() {
        return Err(vm.type_error("sys.unraisablehook argument type must be UnraisableHookArgs"));
    }
    default_hook(vm, args);
    Ok(Ref::none())
}

fn default_hook(vm: &Vm, args: &Ref) {
    let saved = vm.exception.take();
    let file = stderr(vm);
    if !file.as_ref().is_some_and(Ref::is_none) {
        write(vm, file.as_ref(), &report(vm, args));
        flush(vm, file.as_ref());
    }
    drop(vm.exception.replace(saved));
}

fn report(vm: &Vm, args: &Ref) -> String {
    let mut out = String::new();
    let (message, object) = (get(args, ERR_MSG), get(args, OBJECT));
    match (message.is_none(), object.is_none()) {
        (true, true) => {}
        (true, false) => {
            out = format!(
                "Exception ignored in: {}\n",
                safe_repr(vm, &object, "object")
            );
        }
        (false, true) => out = format!("{}:\n", safe_str(vm, &message, "message")),
        (false, false) => {
            let message = safe_str(vm, &message, "message");
            out = format!("{message}: {}\n", safe_repr(vm, &object, "object"));
        }
    }
    let tb = get(args, EXC_TRACEBACK);
    if tb.has_kind(Kind::Traceback) {
        out += &plain_traceback(vm, &tb);
    }
    let (module, name) = type_parts(vm, &get(args, EXC_TYPE));
    match module.as_deref() {
        Some("builtins" | "__main__") => {}
        Some(m) => out += &format!("{m}."),
        None => out += "<unknown>",
    }
    out += &name;
    let value = get(args, EXC_VALUE);
    if !value.is_none() {
        out += &format!(": {}", safe_str(vm, &value, "exception"));
    }
    out.push('\n');
    out
}
