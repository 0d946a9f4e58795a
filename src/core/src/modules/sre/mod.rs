//! The module `_sre`: patterns, matches and what `re` is made of.

mod found;
mod pattern;
mod scanner;
mod subject;
mod substitute;
mod template;

use super::common::make_type;
use super::support::{bad_argument, c_int};
use super::{ModuleSpec, add};
use crate::object::{MethodDef, TypePtr, as_list, from_utf8, int_is_negative, int_to_i64};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::rc::Rc;
use tricera_text::regex::character as ch;
use tricera_text::regex::{MAGIC, MAXREPEAT, Program};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "",
    methods: &METHODS,
    init: |vm, module| {
        let object = vm.types.object;
        let state = State {
            pattern: make_type(vm, &pattern::PATTERN, object)?,
            found: make_type(vm, &found::MATCH, object)?,
            scanner: make_type(vm, &scanner::SCANNER, object)?,
            template: make_type(vm, &template::TEMPLATE, object)?,
        };
        vm.set_state(NAME, state);
        let int = |i: i64| vm.new_int(i);
        add(vm, module, "MAGIC", int(MAGIC))?;
        add(vm, module, "CODESIZE", int(4))?;
        add(vm, module, "MAXREPEAT", int(MAXREPEAT.into()))?;
        add(vm, module, "MAXGROUPS", int((1 << 30) - 1))?;
        let copyright = " SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ";
        add(vm, module, "copyright", from_utf8(vm, copyright)?)
    },
};

const NAME: &str = "_sre";

static METHODS: [MethodDef; 7] = [
    MethodDef::one("ascii_iscased", |vm, _, c| {
        Ok(Ref::bool(ch::is_cased_ascii(c_int(vm, c)? as u32)))
    })
    .text_signature("character, /"),
    MethodDef::one("ascii_tolower", |vm, _, c| {
        let c = c_int(vm, c)?;
        Ok(vm.new_int((ch::lower_ascii(c as u32) as i32).into()))
    })
    .text_signature("character, /"),
    MethodDef::keywords(
        "compile",
        "pattern, flags, code, groups, groupindex, indexgroup",
        compile,
    ),
    MethodDef::no_args("getcodesize", |vm, _| Ok(vm.new_int(4))),
    MethodDef::positional("template", 2, 2, template::make).text_signature("pattern, template, /"),
    MethodDef::one("unicode_iscased", |vm, _, c| {
        let c = c_int(vm, c)? as u32;
        Ok(Ref::bool(c <= 0x10_FFFF && ch::is_cased_unicode(c)))
    })
    .text_signature("character, /"),
    MethodDef::one("unicode_tolower", |vm, _, c| {
        let c = c_int(vm, c)?;
        let known = (0..=0x10_FFFF).contains(&c);
        let lower = if known {
            ch::lower_unicode(c as u32) as i32
        } else {
            c
        };
        Ok(vm.new_int(lower.into()))
    })
    .text_signature("character, /"),
];

/// The types that the module's own code makes instances of.
struct State {
    pattern: TypePtr,
    found: TypePtr,
    scanner: TypePtr,
    template: TypePtr,
}

fn state(vm: &Vm) -> Rc<State> {
    vm.state(NAME)
        .expect("set when the module was made, before any of its types is used")
}

/// A word of code: an int that fits 32 bits.
fn code_word(vm: &Vm, v: &Ref) -> PyResult<u32> {
    if !v.has_kind(Kind::Int) && !v.has_kind(Kind::Bool) {
        return Err(vm.type_error("an integer is required"));
    }
    let v = vm.index(v)?;
    if int_is_negative(&v) {
        return Err(vm.overflow_error("can't convert negative value to unsigned int"));
    }
    match int_to_i64(&v).and_then(|i| u32::try_from(i).ok()) {
        Some(word) => Ok(word),
        None => Err(vm.overflow_error("regular expression code size limit exceeded")),
    }
}

fn compile(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let argument = |i: usize| a[i].clone().expect("required");
    let must_be = |i: usize, name: &str, kind: Kind, what: &str| -> PyResult {
        let v = argument(i);
        if v.has_kind(kind) {
            return Ok(v);
        }
        Err(bad_argument(vm, &v, "compile", name, what))
    };
    let flags = c_int(vm, &argument(1))?;
    let code = must_be(2, "'code'", Kind::List, "list")?;
    let groups = vm.index_as_isize(&argument(3))?;
    let group_index = must_be(4, "'groupindex'", Kind::Dict, "dict")?;
    let index_group = must_be(5, "'indexgroup'", Kind::Tuple, "tuple")?;
    let code = as_list(&code);
    let mut words = Vec::with_capacity(code.items().len());
    // Ints are read without running anything, so the list stays as it is.
    for word in code.items() {
        let slot = word.slot();
        let small = slot.is_int().then(|| u32::try_from(slot.as_int()));
        words.push(match small {
            Some(Ok(n)) => n,
            _ => code_word(vm, word)?,
        });
    }
    let program = usize::try_from(groups)
        .ok()
        .and_then(|groups| Program::new(words, groups));
    let Some(program) = program else {
        return Err(vm.runtime_error("invalid SRE code"));
    };
    pattern::new(vm, argument(0), flags, program, group_index, index_group)
}
