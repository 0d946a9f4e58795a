//! The module `_queue`: a queue without bounds. With one thread, only a signal's handler can fill it for somebody who waits.

use super::common::{add_type, type_arg};
use super::{ModuleSpec, add};
use crate::modules::support::new_exception;
use crate::object::{
    Layout, MethodDef, Payload, TypePtr, TypeSpec, class_getitem, flags, float_value, from_utf8,
    int_to_i64, new_object, payload,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

const NAME: &str = "_queue";

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "C implementation of the Python queue module.\nThis module is an implementation detail, please do not use it directly.",
    methods: &[],
    init: |vm, module| {
        let empty = new_exception(vm, NAME, "Empty", vm.types.exception)?;
        let doc = from_utf8(vm, "Exception raised by Queue.get(block=0)/get_nowait().")?;
        vm.set_attr(&empty, &vm.names.doc, &doc)?;
        add(vm, module, "Empty", empty.clone())?;
        vm.set_state(NAME, State { empty });
        add_type(vm, module, &SIMPLE_QUEUE)?;
        Ok(())
    },
};

struct State {
    /// `_queue.Empty`
    empty: Ref,
}

/// The payload.
#[derive(Default)]
struct SimpleQueue(RefCell<VecDeque<Ref>>);

impl Payload for SimpleQueue {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.0.borrow().iter().for_each(|r| f(r.slot()));
    }
}

static LAYOUT: Layout = Layout::of::<SimpleQueue>();

fn items(this: &Ref) -> &RefCell<VecDeque<Ref>> {
    &payload::<SimpleQueue>(this).0
}

static METHODS: [MethodDef; 7] = [
    MethodDef::no_args("empty", |_, this| Ok(Ref::bool(items(this).borrow().is_empty())))
        .doc("Return True if the queue is empty, False otherwise (not reliable!)."),
    MethodDef::keywords("get", "block=True, timeout=None", |vm, this, a| {
        let block = a[0].as_ref().map_or(Ok(true), |b| vm.is_true(b))?;
        let limit = match a[1].as_ref().filter(|t| block && !t.is_none()) {
            Some(t) => Some(timeout(vm, t)?),
            None => None,
        };
        get(vm, this, block, limit)
    })
    .doc(
        "Remove and return an item from the queue.\n\nIf optional args 'block' is true and 'timeout' is None (the\ndefault), \
         block if necessary until an item is available.  If\n'timeout' is a non-negative number, it blocks at most \
         'timeout'\nseconds and raises the Empty exception if no item was available\nwithin that time.\nOtherwise ('block' \
         is false), return an item if one is immediately\navailable, else raise the Empty exception ('timeout' is ignored\n\
         in that case).",
    ),
    MethodDef::no_args("get_nowait", |vm, this| get(vm, this, false, None)).doc(
        "Remove and return an item from the queue without blocking.\n\nOnly get an item if one is immediately available. \
         Otherwise\nraise the Empty exception.",
    ),
    MethodDef::keywords("put", "item, block=True, timeout=None", |vm, this, a| {
        if let Some(block) = &a[1] {
            vm.is_true(block)?;
        }
        put(this, a[0].clone().expect("required"))
    })
    .doc(
        "Put the item on the queue.\n\nThe optional 'block' and 'timeout' arguments are ignored, as this\nmethod never \
         blocks.  They are provided for compatibility with the\nQueue class.",
    ),
    MethodDef::keywords("put_nowait", "item", |_, this, a| put(this, a[0].clone().expect("required"))).doc(
        "Put an item into the queue without blocking.\n\nThis is exactly equivalent to `put(item)` and is only provided\nfor \
         compatibility with the Queue class.",
    ),
    MethodDef::no_args("qsize", |vm, this| Ok(vm.new_int(items(this).borrow().len() as i64)))
        .doc("Return the approximate size of the queue (not reliable!)."),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("SimpleQueues are generic over the type of their contents"),
];

/// The type.
static SIMPLE_QUEUE: TypeSpec = TypeSpec {
    module: NAME,
    doc: "Simple, unbounded, reentrant FIFO queue.",
    flags: flags::BASETYPE | flags::WEAKREFS,
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(|vm, ty, args| {
            let ty: TypePtr = type_arg(ty);
            // Arguments are for the `__init__` of a subclass.
            if crate::object::container::same_init(ty, vm.types.object) {
                if !args.kw_names().is_empty() {
                    return Err(vm.type_error("SimpleQueue() takes no keyword arguments"));
                }
                if !args.positional().is_empty() {
                    return Err(vm.type_error("SimpleQueue() takes no positional arguments"));
                }
            }
            Ok(new_object(vm, ty, SimpleQueue::default()))
        }));
    },
    ..TypeSpec::new("SimpleQueue", &LAYOUT)
};

fn put(this: &Ref, item: Ref) -> PyResult {
    items(this).borrow_mut().push_back(item);
    Ok(Ref::none())
}

#[cold]
fn empty(vm: &Vm) -> Raised {
    let state = vm
        .state::<State>(NAME)
        .expect("set when the module was made");
    // SAFETY: the class was made when the module was.
    let class = unsafe { TypePtr::new(state.empty.slot().ptr()) };
    vm.raise_new(class, vec![])
}

fn timeout(vm: &Vm, t: &Ref) -> PyResult<Duration> {
    let seconds = if t.has_kind(Kind::Float) {
        let s = float_value(t);
        if s.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        s
    } else if vm.type_of(t).slots.index.get().is_some() {
        let i = vm.index(t)?;
        int_to_i64(&i).map_or(f64::INFINITY, |n| n as f64)
    } else {
        return Err(vm.type_error(format!(
            "'{}' object cannot be interpreted as an integer or float",
            vm.type_of(t).name_str()
        )));
    };
    if seconds.abs() > i64::MAX as f64 / 1e9 {
        return Err(vm.overflow_error("timestamp out of range for C PyTime_t"));
    }
    if seconds < 0.0 {
        return Err(vm.value_error("'timeout' must be a non-negative number"));
    }
    Ok(Duration::from_secs_f64(seconds))
}

/// How long somebody who waits sleeps between two looks at what signals brought.
const NAP: Duration = Duration::from_millis(5);

fn get(vm: &Vm, this: &Ref, block: bool, limit: Option<Duration>) -> PyResult {
    let begin = Instant::now();
    loop {
        let first = items(this).borrow_mut().pop_front();
        if let Some(item) = first {
            return Ok(item);
        }
        let left = limit.map(|l| l.saturating_sub(begin.elapsed()));
        if !block || left.is_some_and(|l| l.is_zero()) {
            return Err(empty(vm));
        }
        std::thread::sleep(left.map_or(NAP, |l| l.min(NAP)));
        vm.check_signals()?;
    }
}
