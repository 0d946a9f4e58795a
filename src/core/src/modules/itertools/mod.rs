//! The module `itertools`.

mod accumulate;
mod batched;
mod chain;
mod choose;
mod count;
mod cycle;
mod groupby;
mod islice;
mod pairwise;
mod permutations;
mod predicate;
mod product;
mod repeat;
mod starmap;
mod tee;
mod zip_longest;

use super::ModuleSpec;
use super::common::add_type;
use crate::object::{Layout, MethodDef, TypePtr, TypeSpec, flags};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use std::rc::Rc;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "itertools",
    doc: "Functional tools for creating and using iterators.\n\nInfinite iterators:\ncount(start=0, step=1) --> start, \
          start+step, start+2*step, ...\ncycle(p) --> p0, p1, ... plast, p0, p1, ...\nrepeat(elem [,n]) --> elem, \
          elem, elem, ... endlessly or up to n times\n\nIterators terminating on the shortest input \
          sequence:\naccumulate(p[, func]) --> p0, p0+p1, p0+p1+p2\nbatched(p, n) --> [p0, p1, ..., p_n-1], [p_n, \
          p_n+1, ..., p_2n-1], ...\nchain(p, q, ...) --> p0, p1, ... plast, q0, q1, \
          ...\nchain.from_iterable([p, q, ...]) --> p0, p1, ... plast, q0, q1, ...\ncompress(data, selectors) --> \
          (d[0] if s[0]), (d[1] if s[1]), ...\ndropwhile(predicate, seq) --> seq[n], seq[n+1], starting when \
          predicate fails\ngroupby(iterable[, keyfunc]) --> sub-iterators grouped by value of \
          keyfunc(v)\nfilterfalse(predicate, seq) --> elements of seq where predicate(elem) is \
          False\nislice(seq, [start,] stop [, step]) --> elements from\n       seq[start:stop:step]\npairwise(s) \
          --> (s[0],s[1]), (s[1],s[2]), (s[2], s[3]), ...\nstarmap(fun, seq) --> fun(*seq[0]), fun(*seq[1]), \
          ...\ntee(it, n=2) --> (it1, it2 , ... itn) splits one iterator into n\ntakewhile(predicate, seq) --> \
          seq[0], seq[1], until predicate fails\nzip_longest(p, q, ...) --> (p[0], q[0]), (p[1], q[1]), \
          ...\n\nCombinatoric generators:\nproduct(p, q, ... [repeat=1]) --> cartesian \
          product\npermutations(p[, r])\ncombinations(p, r)\ncombinations_with_replacement(p, r)\n",
    methods: &METHODS,
    init,
};

static METHODS: [MethodDef; 1] = [MethodDef::raw("tee", tee::tee)
    .text_signature("iterable, n=2, /")
    .doc("Returns a tuple of n independent iterators.")];

/// The types that are made in other ways than by being called.
struct State {
    grouper: TypePtr,
    tee: TypePtr,
    tee_data: TypePtr,
}

const NAME: &str = "itertools";

/// The declaration of an iterator type of this module, to be completed.
const fn iterator(name: &'static str, layout: &'static Layout) -> TypeSpec {
    TypeSpec {
        module: NAME,
        flags: flags::BASETYPE,
        ..TypeSpec::new(name, layout)
    }
}

fn state(vm: &Vm) -> Rc<State> {
    vm.state(NAME)
        .expect("set when the module was made, before any of its types is used")
}

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    for spec in [
        &accumulate::ACCUMULATE,
        &batched::BATCHED,
        &chain::CHAIN,
        &choose::COMBINATIONS,
        &choose::COMBINATIONS_WITH_REPLACEMENT,
        &predicate::COMPRESS,
        &count::COUNT,
        &cycle::CYCLE,
        &predicate::DROPWHILE,
        &predicate::FILTERFALSE,
        &groupby::GROUPBY,
        &islice::ISLICE,
        &pairwise::PAIRWISE,
        &permutations::PERMUTATIONS,
        &product::PRODUCT,
        &repeat::REPEAT,
        &starmap::STARMAP,
        &predicate::TAKEWHILE,
        &zip_longest::ZIP_LONGEST,
    ] {
        add_type(vm, module, spec)?;
    }
    let state = State {
        grouper: add_type(vm, module, &groupby::GROUPER)?,
        tee: add_type(vm, module, &tee::TEE)?,
        tee_data: add_type(vm, module, &tee::TEE_DATA)?,
    };
    vm.set_state(NAME, state);
    Ok(())
}
