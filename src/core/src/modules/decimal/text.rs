//! `Decimal.__format__`.

use super::context::of;
use super::manager::current_in;
use super::object::value;
use super::state::state;
use crate::object::{as_dict, as_str, from_utf8, str_to_string};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use tricera_text::number::decimal::{Decimal, DecimalSpec, Separators, SpecError};

/// `__format__(fmtarg, override=None)`; the second argument has the marks of a locale.
pub(super) fn format(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "__format__")?;
    let given = args.positional();
    let (spec, marks) = match given {
        [spec] => (spec, None),
        [spec, marks] => (spec, Some(marks)),
        [] => return Err(vm.type_error("function takes at least 1 argument (0 given)")),
        _ => {
            return Err(vm.type_error(format!(
                "function takes at most 2 arguments ({} given)",
                given.len()
            )));
        }
    };
    if !spec.has_kind(Kind::Str) {
        return Err(vm.type_error("format arg must be str"));
    }
    let Some(text) = Decimal::spec_text(as_str(spec).units()) else {
        // Raises what encoding it raises.
        vm.call_method_str(spec, "encode", &[])?;
        return Err(vm.value_error("invalid format string"));
    };
    let mut parsed = DecimalSpec::parse(&text).map_err(|e| raise(vm, e))?;
    match parsed.kind {
        Some('n') => parsed.separators = locale(vm)?,
        Some('N') => warn_of_old_type(vm)?,
        _ => {}
    }
    if let Some(marks) = marks {
        if !marks.has_kind(Kind::Dict) {
            return Err(vm.type_error("optional argument must be a dict"));
        }
        // Specifiers that CPython's C library does not know are followed without regard to the marks.
        if parsed.is_classic() {
            replace_marks(vm, marks, &mut parsed)?;
        }
    }
    let context = current_in(vm, &state(vm))?;
    let c = of(&context);
    match value(this).format(&parsed, &c.ctx.get(), c.capitals.get()) {
        Ok(s) => from_utf8(vm, &s),
        Err(e) => Err(raise(vm, e)),
    }
}

fn raise(vm: &Vm, e: SpecError) -> Raised {
    match e {
        SpecError::Invalid => vm.value_error("invalid format string"),
        SpecError::TooLarge => vm.overflow_error("cannot fit 'int' into an index-sized integer"),
        SpecError::Limits => {
            vm.value_error("format specification exceeds internal limits of _decimal")
        }
        SpecError::Memory => vm.memory_error(),
    }
}

fn warn_of_old_type(vm: &Vm) -> PyResult<()> {
    let warnings = crate::runtime::import::import_module(vm, "warnings")?;
    let text = "Format specifier 'N' is deprecated and slated for removal in Python 3.18";
    let category = vm.types.deprecation_warning.to_ref();
    vm.call_method_str(&warnings, "warn", &[from_utf8(vm, text)?, category])?;
    Ok(())
}

/// The marks of the locale.
fn locale(vm: &Vm) -> PyResult<Separators> {
    let module = crate::runtime::import::import_module(vm, "locale")?;
    let all = vm.call_method_str(&module, "localeconv", &[])?;
    let text = |name: &str| -> PyResult<String> {
        let v = vm.get_item(&all, &vm.interned.intern_str(vm, name))?;
        Ok(str_to_string(&v))
    };
    let sizes = vm.get_item(&all, &vm.interned.intern_str(vm, "grouping"))?;
    let mut grouping = Vec::new();
    for size in vm.collect(&sizes)? {
        let size = crate::object::int_to_i64(&size).unwrap_or(127);
        grouping.push(u8::try_from(size).unwrap_or(127));
    }
    Ok(Separators {
        point: text("decimal_point")?,
        thousands: text("thousands_sep")?,
        grouping,
    })
}

fn replace_marks(vm: &Vm, marks: &Ref, spec: &mut DecimalSpec) -> PyResult<()> {
    let get = |name: &str| -> PyResult<Option<String>> {
        let Some(v) = as_dict(marks).get(vm, &vm.interned.intern_str(vm, name))? else {
            return Ok(None);
        };
        if !v.has_kind(Kind::Str) {
            return Err(vm.type_error("bad argument type for built-in operation"));
        }
        Ok(Some(str_to_string(&v)))
    };
    let grouped = !spec.separators.thousands.is_empty();
    let localized = matches!(spec.kind, Some('n' | 'N'));
    let separators = &mut spec.separators;
    // Without groups there is no point either that could stay.
    let mut point = (grouped || localized).then(|| separators.point.clone());
    if let Some(given) = get("decimal_point")? {
        point = Some(given);
    }
    if let Some(thousands) = get("thousands_sep")? {
        separators.thousands = thousands;
    }
    if let Some(grouping) = get("grouping")? {
        if !grouping.is_ascii() {
            return Err(vm.value_error("invalid override dict"));
        }
        let sizes = grouping.bytes().take_while(|size| *size != 0);
        separators.grouping = sizes.collect();
        if !separators.grouping.is_empty() {
            // The last size repeats.
            separators.grouping.push(0);
        }
    }
    separators.point = point.unwrap_or_default();
    if !(1..=4).contains(&separators.point.len()) || separators.thousands.len() > 4 {
        return Err(vm.value_error("invalid override dict"));
    }
    Ok(())
}
