//! The module `gc`, over the collector of the heap.
//!
//! There is one generation: a collection looks at everything. The generations that the functions speak of are CPython's.

mod graph;

use super::{ModuleSpec, add};
use crate::heap::{Collector, collect};
use crate::modules::support::c_int;
use crate::object::types::as_type;
use crate::object::{MethodDef, as_dict, as_list, from_utf8, new_dict, new_list, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Header, Kind, Ref, STATE_FINALIZED, STATE_GC};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "gc",
    doc: "This module provides access to the garbage collector for reference cycles.",
    methods: &METHODS,
    init,
};

/// State of the module in one interpreter.
struct State {
    /// `gc.callbacks`
    callbacks: Ref,
    /// `gc.garbage`: what DEBUG_SAVEALL keeps; everything unreachable can be freed.
    garbage: Ref,
    thresholds: Cell<(i64, i64, i64)>,
    frozen: Cell<usize>,
    /// Collections, by the generation that was asked for, and objects found.
    stats: RefCell<[(u64, u64); 3]>,
}

fn state(vm: &Vm) -> Rc<State> {
    if let Some(s) = vm.state::<State>("gc") {
        return s;
    }
    let threshold = vm.heap.collector.threshold.get();
    vm.set_state(
        "gc",
        State {
            callbacks: new_list(vm, []),
            garbage: new_list(vm, []),
            thresholds: Cell::new((threshold, 10, 10)),
            frozen: Cell::new(0),
            stats: RefCell::default(),
        },
    );
    vm.state::<State>("gc").expect("just set")
}

static METHODS: [MethodDef; 18] = [
    MethodDef::keywords("collect", "generation=2", |vm, _, a| {
        let generation = match &a[0] {
            Some(g) => c_int(vm, g)?,
            None => 2,
        };
        if !(0..=2).contains(&generation) {
            return Err(vm.value_error("invalid generation"));
        }
        Ok(vm.new_int(run(vm, generation as usize) as i64))
    }),
    MethodDef::no_args("enable", |vm, _| {
        vm.heap.collector.enabled.set(true);
        Ok(Ref::none())
    }),
    MethodDef::no_args("disable", |vm, _| {
        vm.heap.collector.enabled.set(false);
        Ok(Ref::none())
    }),
    MethodDef::no_args("isenabled", |vm, _| {
        Ok(Ref::bool(vm.heap.collector.enabled.get()))
    }),
    MethodDef::no_args("get_count", |vm, _| {
        let young = vm.heap.young_count().max(0);
        Ok(new_tuple(
            vm,
            [vm.new_int(young), vm.new_int(0), vm.new_int(0)],
        ))
    }),
    MethodDef::no_args("get_threshold", |vm, _| {
        let (a, b, c) = state(vm).thresholds.get();
        Ok(new_tuple(vm, [vm.new_int(a), vm.new_int(b), vm.new_int(c)]))
    }),
    MethodDef::raw("set_threshold", |vm, _, args| {
        let a = args.positional();
        if a.is_empty() || a.len() > 3 {
            return Err(vm.type_error("gc.set_threshold requires 1 to 3 arguments"));
        }
        let s = state(vm);
        let mut all = s.thresholds.get();
        for (i, v) in a.iter().enumerate() {
            let n = c_int(vm, v)?.into();
            match i {
                0 => all.0 = n,
                1 => all.1 = n,
                _ => all.2 = n,
            }
        }
        s.thresholds.set(all);
        // A threshold of 0 switches the automatic collections off.
        let first = if all.0 == 0 { i64::MAX } else { all.0 };
        vm.heap.set_threshold(first);
        Ok(Ref::none())
    }),
    MethodDef::no_args("get_debug", |vm, _| {
        Ok(vm.new_int(vm.heap.collector.debug.get().into()))
    }),
    MethodDef::one("set_debug", |vm, _, flags| {
        vm.heap.collector.debug.set(c_int(vm, flags)?);
        Ok(Ref::none())
    })
    .text_signature("flags, /"),
    MethodDef::keywords("get_objects", "generation=None", |vm, _, a| {
        if let Some(g) = a[0].as_ref().filter(|g| !g.is_none()) {
            let g = c_int(vm, g)?;
            if g >= 3 {
                return Err(vm.value_error(
                    "generation parameter must be less than the number of available generations (3)",
                ));
            }
            if g < 0 {
                return Err(vm.value_error("generation parameter cannot be negative"));
            }
        }
        Ok(new_list(vm, graph::tracked_objects(vm)))
    }),
    MethodDef::raw("get_referents", |vm, _, args| {
        Ok(new_list(vm, graph::referents(args.positional())))
    })
    .text_signature("*objs"),
    MethodDef::raw("get_referrers", |vm, _, args| {
        Ok(new_list(vm, graph::referrers(vm, args.positional())))
    })
    .text_signature("*objs"),
    MethodDef::one("is_tracked", |_, _, x| {
        // Types that no program made are for ever.
        let is_static = x.has_kind(Kind::Type) && !as_type(x).is_heap_type();
        // SAFETY: a pointer is a live object.
        let tracked = |h: *mut Header| unsafe { (*h).state & STATE_GC != 0 };
        Ok(Ref::bool(!is_static && x.header().is_some_and(tracked)))
    })
    .text_signature("obj, /"),
    MethodDef::one("is_finalized", |_, _, x| {
        // SAFETY: a pointer is a live object.
        Ok(Ref::bool(x.header().is_some_and(|h| unsafe {
            (*h).state & STATE_FINALIZED != 0
        })))
    })
    .text_signature("obj, /"),
    MethodDef::no_args("freeze", |vm, _| {
        state(vm).frozen.set(graph::tracked_objects(vm).len());
        Ok(Ref::none())
    }),
    MethodDef::no_args("unfreeze", |vm, _| {
        state(vm).frozen.set(0);
        Ok(Ref::none())
    }),
    MethodDef::no_args("get_freeze_count", |vm, _| {
        Ok(vm.new_int(state(vm).frozen.get() as i64))
    }),
    MethodDef::no_args("get_stats", |vm, _| {
        let mut all = Vec::new();
        for (collections, collected) in *state(vm).stats.borrow() {
            let d = new_dict(vm);
            for (name, n) in [
                ("collections", collections),
                ("collected", collected),
                ("uncollectable", 0),
            ] {
                as_dict(&d).set(vm, &vm.interned.intern_str(vm, name), vm.new_int(n as i64))?;
            }
            all.push(d);
        }
        Ok(new_list(vm, all))
    }),
];

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    let s = state(vm);
    add(vm, module, "callbacks", s.callbacks.clone())?;
    add(vm, module, "garbage", s.garbage.clone())?;
    for (name, flag) in [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 38),
    ] {
        add(vm, module, name, vm.new_int(flag))?;
    }
    Ok(())
}

/// An automatic collection.
pub fn run_collection(vm: &Vm) {
    run(vm, 0);
}

fn run(vm: &Vm, generation: usize) -> usize {
    // A program that has never looked at this module has no callbacks.
    let Some(s) = vm.state::<State>("gc") else {
        return collect(vm);
    };
    tell_callbacks(vm, &s, "start", generation, 0);
    let began = std::time::Instant::now();
    let speaks = vm.heap.collector.debug.get() & Collector::DEBUG_STATS != 0;
    if speaks {
        let all = graph::tracked_objects(vm).len();
        let young = usize::try_from(vm.heap.young_count()).unwrap_or(0).min(all);
        eprintln!("gc: collecting generation {generation}...");
        eprintln!("gc: objects in each generation: {young} 0 {}", all - young);
        eprintln!("gc: objects in permanent generation: {}", s.frozen.get());
    }
    let n = collect(vm);
    for saved in vm.heap.collector.take_saved() {
        // A list that nobody can make too long.
        let _ = as_list(&s.garbage).push(vm, saved);
    }
    if speaks {
        let seconds = began.elapsed().as_secs_f64();
        eprintln!("gc: done, {n} unreachable, 0 uncollectable, {seconds:.4}s elapsed");
    }
    {
        let stats = &mut s.stats.borrow_mut()[generation];
        stats.0 += 1;
        stats.1 += n as u64;
    }
    tell_callbacks(vm, &s, "stop", generation, n);
    n
}

/// Calls `gc.callbacks`; what they raise is reported, not raised.
fn tell_callbacks(vm: &Vm, s: &State, phase: &str, generation: usize, collected: usize) {
    if as_list(&s.callbacks).is_empty() {
        return;
    }
    let callbacks = as_list(&s.callbacks).items().to_vec();
    let call = |f: &Ref| -> PyResult<()> {
        let info = new_dict(vm);
        for (name, n) in [
            ("generation", generation),
            ("collected", collected),
            ("uncollectable", 0),
        ] {
            as_dict(&info).set(vm, &vm.interned.intern_str(vm, name), vm.new_int(n as i64))?;
        }
        vm.call_positional(f, &[from_utf8(vm, phase)?, info])
            .map(drop)
    };
    for f in &callbacks {
        if call(f).is_err() {
            vm.report_unraisable(None, f);
        }
    }
}
