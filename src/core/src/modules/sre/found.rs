//! `re.Match`.

use super::pattern::Pattern;
use super::state;
use super::subject::Subject;
use super::template::expand;
use crate::object::{
    GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_dict, as_tuple, class_getitem, flags,
    from_utf8, new_dict, new_object, new_tuple, payload,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};
use std::ops::Range;
use tricera_text::regex::Matcher;

/// A match.
pub(super) struct Match {
    pattern: Ref,
    string: Ref,
    /// The part of the string that was searched.
    searched: Range<usize>,
    /// Where the whole and each group are; None for a group that took no part.
    groups: Box<[Option<Range<usize>>]>,
    last_index: Option<usize>,
}

impl Payload for Match {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.pattern.slot());
        f(self.string.slot());
    }
}

static LAYOUT: Layout = Layout::of::<Match>();

static METHODS: [MethodDef; 10] = [
    MethodDef::raw("group", |vm, this, args| {
        args.no_keywords(vm, "re.Match.group")?;
        match args.positional() {
            [] => payload::<Match>(this).group(vm, 0, Ref::none()),
            [one] => group_of(vm, this, one),
            many => {
                let all: Vec<Ref> = many
                    .iter()
                    .map(|g| group_of(vm, this, g))
                    .collect::<PyResult<_>>()?;
                Ok(new_tuple(vm, all))
            }
        }
    }),
    MethodDef::positional("start", 0, 1, |vm, this, a| {
        Ok(vm.new_int(span(vm, this, a)?.0))
    })
    .text_signature("group=0, /"),
    MethodDef::positional("end", 0, 1, |vm, this, a| {
        Ok(vm.new_int(span(vm, this, a)?.1))
    })
    .text_signature("group=0, /"),
    MethodDef::positional("span", 0, 1, |vm, this, a| {
        let (start, end) = span(vm, this, a)?;
        Ok(pair(vm, start, end))
    })
    .text_signature("group=0, /"),
    MethodDef::keywords("groups", "default=None", |vm, this, a| {
        let m = payload::<Match>(this);
        let default = a[0].clone().unwrap_or_else(Ref::none);
        let all: Vec<Ref> = (1..m.groups.len())
            .map(|i| m.group(vm, i, default.clone()))
            .collect::<PyResult<_>>()?;
        Ok(new_tuple(vm, all))
    }),
    MethodDef::keywords("groupdict", "default=None", |vm, this, a| {
        let m = payload::<Match>(this);
        let default = a[0].clone().unwrap_or_else(Ref::none);
        let all = new_dict(vm);
        for name in vm.collect(&m.pattern().group_index)? {
            let i = m.index(vm, &name)?;
            as_dict(&all).set(vm, &name, m.group(vm, i, default.clone())?)?;
        }
        Ok(all)
    }),
    MethodDef::keywords("expand", "template", |vm, this, a| {
        let m = payload::<Match>(this);
        let template = a[0].as_ref().expect("required");
        let template = super::template::compile(vm, &m.pattern, template)?;
        expand(vm, &template, this)
    }),
    MethodDef::no_args("__copy__", |_, this| Ok(this.clone())),
    MethodDef::one("__deepcopy__", |_, this, _| Ok(this.clone())).text_signature("memo, /"),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
];

static GETSET: [GetSetDef; 7] = [
    GetSetDef::member("string", |_, this| {
        Ok(payload::<Match>(this).string.clone())
    }),
    GetSetDef::member("re", |_, this| Ok(payload::<Match>(this).pattern.clone())),
    GetSetDef::member("pos", |vm, this| {
        Ok(vm.new_int(payload::<Match>(this).searched.start as i64))
    }),
    GetSetDef::member("endpos", |vm, this| {
        Ok(vm.new_int(payload::<Match>(this).searched.end as i64))
    }),
    GetSetDef::get("lastindex", |vm, this| {
        Ok(match payload::<Match>(this).last_index {
            Some(i) => vm.new_int(i as i64),
            None => Ref::none(),
        })
    }),
    GetSetDef::get("lastgroup", |_, this| {
        let m = payload::<Match>(this);
        let names = as_tuple(&m.pattern().index_group).unwrap_or(&[]);
        let name = m.last_index.and_then(|i| names.get(i));
        Ok(name.cloned().unwrap_or_else(Ref::none))
    }),
    GetSetDef::get("regs", |vm, this| {
        let m = payload::<Match>(this);
        let all: Vec<Ref> = (0..m.groups.len())
            .map(|i| {
                let (start, end) = m.span(i);
                pair(vm, start, end)
            })
            .collect();
        Ok(new_tuple(vm, all))
    }),
];

/// The type.
pub(super) static MATCH: TypeSpec = TypeSpec {
    module: "re",
    doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    flags: flags::NO_NEW,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.repr.set(Some(repr));
        s.binary[crate::object::BinaryOp::Subscr as usize].set(Some(group_of));
    },
    ..TypeSpec::new("Match", &LAYOUT)
};

/// What a matcher has found.
pub(super) fn new_match(
    vm: &Vm,
    pattern: &Ref,
    string: &Ref,
    matcher: &Matcher,
    searched: Range<usize>,
) -> PyResult {
    let n = payload::<Pattern>(pattern).program.groups();
    let mut groups = Vec::with_capacity(n + 1);
    groups.push(Some(matcher.span()));
    for i in 1..=n {
        let group = matcher.group(i);
        if group.as_ref().is_some_and(|g| g.start > g.end) {
            return Err(vm.system_error(
                "The span of capturing group is wrong, please report a bug for the re module.",
            ));
        }
        groups.push(group);
    }
    let m = Match {
        pattern: pattern.clone(),
        string: string.clone(),
        searched,
        groups: groups.into(),
        last_index: matcher.last_index(),
    };
    Ok(new_object(vm, state(vm).found, m))
}

fn no_such_group(vm: &Vm) -> Raised {
    vm.index_error("no such group")
}

fn pair(vm: &Vm, start: i64, end: i64) -> Ref {
    new_tuple(vm, [vm.new_int(start), vm.new_int(end)])
}

impl Match {
    fn pattern(&self) -> &Pattern {
        payload(&self.pattern)
    }

    /// The number of a group by number or name.
    fn index(&self, vm: &Vm, group: &Ref) -> PyResult<usize> {
        let number = if vm.type_of(group).slots.index.get().is_some() {
            match vm.index_as_isize(group) {
                Ok(i) => Some(i),
                Err(_) => return self.unknown(vm),
            }
        } else {
            match as_dict(&self.pattern().group_index).get(vm, group) {
                Ok(Some(i)) if i.has_kind(Kind::Int) => vm.index_as_isize(&i).ok(),
                Ok(_) => None,
                Err(_) => return self.unknown(vm),
            }
        };
        match number.and_then(|i| usize::try_from(i).ok()) {
            Some(i) if i < self.groups.len() => Ok(i),
            _ => self.unknown(vm),
        }
    }

    fn unknown(&self, vm: &Vm) -> PyResult<usize> {
        vm.clear_exception();
        Err(no_such_group(vm))
    }

    /// What group `i` holds; the default if it took no part.
    pub(super) fn group(&self, vm: &Vm, i: usize, default: Ref) -> PyResult {
        let Some(group) = self.groups.get(i) else {
            return Err(no_such_group(vm));
        };
        if self.string.is_none() {
            return Ok(default);
        }
        match group {
            Some(range) => Subject::of(vm, &self.string)?.slice(vm, range.clone()),
            None => Ok(default),
        }
    }

    fn span(&self, i: usize) -> (i64, i64) {
        match &self.groups[i] {
            Some(range) => (range.start as i64, range.end as i64),
            None => (-1, -1),
        }
    }
}

fn group_of(vm: &Vm, this: &Ref, group: &Ref) -> PyResult {
    let m = payload::<Match>(this);
    m.group(vm, m.index(vm, group)?, Ref::none())
}

fn span(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult<(i64, i64)> {
    let m = payload::<Match>(this);
    let i = match a.first() {
        Some(group) => m.index(vm, group)?,
        None => 0,
    };
    Ok(m.span(i))
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let m = payload::<Match>(this);
    let (start, end) = m.span(0);
    let text = vm.repr_string(&m.group(vm, 0, Ref::none())?)?;
    let text: String = text.chars().take(50).collect();
    let ty = vm.type_of(this);
    let module = vm.get_attr(&ty.to_ref(), &vm.names.module)?;
    let name = format!("{}.{}", vm.str_string(&module)?, ty.short_name());
    from_utf8(
        vm,
        &format!("<{name} object; span=({start}, {end}), match={text}>"),
    )
}
