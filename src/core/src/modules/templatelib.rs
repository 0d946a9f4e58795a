//! Template strings (PEP 750): what `t"…"` makes. The module `string.templatelib` takes the types from there.

use super::common::{bind, itself, make_type, type_arg};
use super::support::bad_argument;
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, as_str, as_tuple,
    class_getitem, downcast, flags, from_utf8, new_object, new_tuple, payload, str_concat,
    str_to_string,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::LazyLock;

const NAME: &str = "string.templatelib";

struct State {
    template: TypePtr,
    interpolation: TypePtr,
    iterator: TypePtr,
}

fn state(vm: &Vm) -> PyResult<Rc<State>> {
    if let Some(s) = vm.state::<State>(NAME) {
        return Ok(s);
    }
    let object = vm.types.object;
    let new = State {
        template: make_type(vm, &TEMPLATE, object)?,
        interpolation: make_type(vm, &INTERPOLATION, object)?,
        iterator: make_type(vm, &ITERATOR, object)?,
    };
    // `Interpolation(value, expression, conversion, format_spec)` in patterns.
    let names = ["value", "expression", "conversion", "format_spec"];
    let names = names.map(|n| vm.interned.intern_str(vm, n));
    let key = vm.interned.intern_str(vm, "__match_args__");
    new.interpolation
        .dict()
        .set_str(vm, &key, new_tuple(vm, names))?;
    vm.set_state(NAME, new);
    Ok(vm.state(NAME).expect("just set"))
}

/// A replacement field.
struct Interpolation {
    value: Ref,
    expression: Ref,
    /// `"s"`, `"r"`, `"a"` or None.
    conversion: Ref,
    format_spec: Ref,
}

impl Payload for Interpolation {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for r in [
            &self.value,
            &self.expression,
            &self.conversion,
            &self.format_spec,
        ] {
            f(r.slot());
        }
    }
}

impl Interpolation {
    fn fields(&self) -> [Ref; 4] {
        [
            self.value.clone(),
            self.expression.clone(),
            self.conversion.clone(),
            self.format_spec.clone(),
        ]
    }
}

static INTERPOLATION_LAYOUT: Layout = Layout::of::<Interpolation>();
static SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("value, expression='', conversion=None, format_spec=''"));

static INTERPOLATION_METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__reduce__", |vm, this| {
        let fields = new_tuple(vm, payload::<Interpolation>(this).fields());
        Ok(new_tuple(vm, [vm.type_of(this).to_ref(), fields]))
    }),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
];

static INTERPOLATION_GETSET: [GetSetDef; 4] = [
    GetSetDef::member("value", |_, this| {
        Ok(payload::<Interpolation>(this).value.clone())
    }),
    GetSetDef::member("expression", |_, this| {
        Ok(payload::<Interpolation>(this).expression.clone())
    }),
    GetSetDef::member("conversion", |_, this| {
        Ok(payload::<Interpolation>(this).conversion.clone())
    }),
    GetSetDef::member("format_spec", |_, this| {
        Ok(payload::<Interpolation>(this).format_spec.clone())
    }),
];

static INTERPOLATION: TypeSpec = TypeSpec {
    module: NAME,
    doc: "Interpolation object",
    methods: &INTERPOLATION_METHODS,
    getset: &INTERPOLATION_GETSET,
    slots: |s| {
        s.new.set(Some(new_interpolation));
        s.repr.set(Some(|vm, this| {
            let fields = payload::<Interpolation>(this).fields();
            let mut parts = Vec::with_capacity(fields.len());
            for f in &fields {
                parts.push(vm.repr_string(f)?);
            }
            from_utf8(vm, &format!("Interpolation({})", parts.join(", ")))
        }));
    },
    ..TypeSpec::new("Interpolation", &INTERPOLATION_LAYOUT)
};

fn new_interpolation(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let [value, expression, conversion, spec] = bind(vm, &SIGNATURE, "Interpolation", args)?;
    let text = |a: Option<Ref>, name: &str| match a {
        None => Ok(vm.names.empty.clone()),
        Some(s) if s.has_kind(Kind::Str) => Ok(s),
        Some(s) => Err(bad_argument(vm, &s, "Interpolation", name, "str")),
    };
    let expression = text(expression, "'expression'")?;
    let conversion = match conversion {
        None => Ref::none(),
        Some(c) if c.is_none() => c,
        Some(c) if !c.has_kind(Kind::Str) => {
            return Err(bad_argument(vm, &c, "Interpolation", "'conversion'", "str"));
        }
        Some(c) if matches!(as_str(&c).as_ascii(), Some("s" | "a" | "r")) => c,
        Some(_) => {
            let text = "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'";
            return Err(vm.value_error(text));
        }
    };
    let i = Interpolation {
        value: value.expect("required"),
        expression,
        conversion,
        format_spec: text(spec, "'format_spec'")?,
    };
    Ok(new_object(vm, type_arg(ty), i))
}

/// BUILD_INTERPOLATION; the conversion is numbered as in the operand: none, `s`, `r`, `a`.
pub fn build_interpolation(
    vm: &Vm,
    value: Ref,
    expression: Ref,
    conversion: u32,
    format_spec: Option<Ref>,
) -> PyResult {
    let conversion = match conversion {
        1 => vm.characters.latin1(b's'),
        2 => vm.characters.latin1(b'r'),
        3 => vm.characters.latin1(b'a'),
        _ => Ref::none(),
    };
    let i = Interpolation {
        value,
        expression,
        conversion,
        format_spec: format_spec.unwrap_or_else(|| vm.names.empty.clone()),
    };
    Ok(new_object(vm, state(vm)?.interpolation, i))
}

/// A template: one string more than there are interpolations.
struct Template {
    strings: Ref,
    interpolations: Ref,
}

impl Payload for Template {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.strings.slot());
        f(self.interpolations.slot());
    }
}

static TEMPLATE_LAYOUT: Layout = Layout::of::<Template>();

static TEMPLATE_METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__reduce__", |vm, this| {
        let t = payload::<Template>(this);
        let module = crate::runtime::import::import_module(vm, NAME)?;
        let f = vm.get_attr_str(&module, "_template_unpickle")?;
        let parts = new_tuple(vm, [t.strings.clone(), t.interpolations.clone()]);
        Ok(new_tuple(vm, [f, parts]))
    }),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
];

static TEMPLATE_GETSET: [GetSetDef; 3] = [
    GetSetDef::member("strings", |_, this| {
        Ok(payload::<Template>(this).strings.clone())
    }),
    GetSetDef::member("interpolations", |_, this| {
        Ok(payload::<Template>(this).interpolations.clone())
    }),
    GetSetDef::get("values", |vm, this| {
        let all = &payload::<Template>(this).interpolations;
        let values: Vec<Ref> = items(all)
            .iter()
            .map(|i| payload::<Interpolation>(i).value.clone())
            .collect();
        Ok(new_tuple(vm, values))
    }),
];

static TEMPLATE: TypeSpec = TypeSpec {
    module: NAME,
    doc: "Template object",
    methods: &TEMPLATE_METHODS,
    getset: &TEMPLATE_GETSET,
    slots: |s| {
        s.new.set(Some(new_template));
        s.concat.set(Some(concat));
        s.iter.set(Some(|vm, this| {
            let it = TemplateIterator {
                template: Field::new(this.clone()),
                next: Cell::new(0),
            };
            Ok(new_object(vm, state(vm)?.iterator, it))
        }));
        s.repr.set(Some(|vm, this| {
            let t = payload::<Template>(this);
            let (strings, all) = (
                vm.repr_string(&t.strings)?,
                vm.repr_string(&t.interpolations)?,
            );
            from_utf8(
                vm,
                &format!("Template(strings={strings}, interpolations={all})"),
            )
        }));
    },
    ..TypeSpec::new("Template", &TEMPLATE_LAYOUT)
};

fn items(tuple: &Ref) -> &[Ref] {
    as_tuple(tuple).unwrap_or(&[])
}

/// `Template(*parts)`: strings side by side become one, and there is one between any two interpolations.
fn new_template(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    if !args.kw_names().is_empty() {
        return Err(vm.type_error("Template.__new__ only accepts *args arguments"));
    }
    let (mut strings, mut all) = (vec![vm.names.empty.clone()], Vec::new());
    for part in args.positional() {
        if part.has_kind(Kind::Str) {
            let last = strings.pop().expect("there is always one");
            strings.push(str_concat(vm, &last, part)?);
        } else if downcast::<Interpolation>(vm, part).is_some() {
            all.push(part.clone());
            strings.push(vm.names.empty.clone());
        } else {
            let t = vm.type_of(part).name_str();
            return Err(vm.type_error(format!(
                "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {t}"
            )));
        }
    }
    let t = Template {
        strings: new_tuple(vm, strings),
        interpolations: new_tuple(vm, all),
    };
    Ok(new_object(vm, type_arg(ty), t))
}

/// BUILD_TEMPLATE
pub fn build_template(vm: &Vm, strings: Ref, interpolations: Ref) -> PyResult {
    let t = Template {
        strings,
        interpolations,
    };
    Ok(new_object(vm, state(vm)?.template, t))
}

fn concat(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let (Some(s), Some(t)) = (downcast::<Template>(vm, a), downcast::<Template>(vm, b)) else {
        return Err(vm.type_error(format!(
            "can only concatenate {NAME}.Template (not \"{}\") to {NAME}.Template",
            vm.type_of(b).name_str()
        )));
    };
    let (left, right) = (items(&s.strings), items(&t.strings));
    let mut strings = left.to_vec();
    if let (Some(last), [first, rest @ ..]) = (strings.pop(), right) {
        strings.push(str_concat(vm, &last, first)?);
        strings.extend_from_slice(rest);
    }
    let mut all = items(&s.interpolations).to_vec();
    all.extend_from_slice(items(&t.interpolations));
    build_template(vm, new_tuple(vm, strings), new_tuple(vm, all))
}

/// Gives the strings that are not empty and the interpolations between them.
struct TemplateIterator {
    template: Field,
    /// Twice the index of the next string, or one more for the interpolation behind it.
    next: Cell<usize>,
}

impl Payload for TemplateIterator {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.template.traverse(f);
    }
}

static ITERATOR_LAYOUT: Layout = Layout::of::<TemplateIterator>();

static ITERATOR: TypeSpec = TypeSpec {
    module: NAME,
    doc: "Template iterator object",
    flags: flags::NO_NEW,
    slots: |s| {
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("TemplateIter", &ITERATOR_LAYOUT)
};

fn next(_: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<TemplateIterator>(this);
    let Some(template) = it.template.get() else {
        return Ok(None);
    };
    let t = payload::<Template>(&template);
    loop {
        let at = it.next.get();
        it.next.set(at + 1);
        if at % 2 == 1 {
            if let Some(i) = items(&t.interpolations).get(at / 2) {
                return Ok(Some(i.clone()));
            }
            continue;
        }
        match items(&t.strings).get(at / 2) {
            None => {
                drop(it.template.take());
                return Ok(None);
            }
            Some(s) if str_to_string(s).is_empty() => {}
            Some(s) => return Ok(Some(s.clone())),
        }
    }
}
