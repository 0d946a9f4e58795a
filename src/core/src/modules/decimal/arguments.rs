//! Binding arguments, with the messages of a C function that does not tell its name.

use crate::object::str_to_string;
use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;

/// A place for each of the parameters, of which the first `required` must be given.
#[inline]
pub fn bind<'a, const N: usize>(
    vm: &Vm,
    args: &Args<'a>,
    names: [&str; N],
    required: usize,
) -> PyResult<[Option<&'a Ref>; N]> {
    let positional = args.positional();
    let mut bound = [None; N];
    if args.kw_names().is_empty() && (required..=N).contains(&positional.len()) {
        for (place, v) in bound.iter_mut().zip(positional) {
            *place = Some(v);
        }
        return Ok(bound);
    }
    bind_any(vm, args, &names, required, &mut bound)?;
    Ok(bound)
}

#[inline(never)]
fn bind_any<'a>(
    vm: &Vm,
    args: &Args<'a>,
    names: &[&str],
    required: usize,
    bound: &mut [Option<&'a Ref>],
) -> PyResult<()> {
    let (positional, given) = (args.positional(), args.all().len());
    if given > names.len() {
        return Err(vm.type_error(format!(
            "function takes {} {} {}argument{} ({given} given)",
            if required == names.len() {
                "exactly"
            } else {
                "at most"
            },
            names.len(),
            if positional.is_empty() {
                "keyword "
            } else {
                ""
            },
            if names.len() == 1 { "" } else { "s" },
        )));
    }
    for (place, v) in bound.iter_mut().zip(positional) {
        *place = Some(v);
    }
    let mut refused = None;
    for (name, value) in args.keywords() {
        let text = str_to_string(name);
        match names.iter().position(|n| *n == text) {
            Some(i) if bound[i].is_none() => bound[i] = Some(value),
            found => refused = refused.or(Some((found, text))),
        }
    }
    if let Some(i) = bound[..required].iter().position(Option::is_none) {
        return Err(vm.type_error(format!(
            "function missing required argument '{}' (pos {})",
            names[i],
            i + 1
        )));
    }
    match refused {
        None => Ok(()),
        Some((Some(i), text)) => Err(vm.type_error(format!(
            "argument for function given by name ('{text}') and position ({})",
            i + 1
        ))),
        Some((None, text)) => Err(vm.type_error(format!(
            "this function got an unexpected keyword argument '{text}'"
        ))),
    }
}

/// So many positional arguments.
#[inline]
pub fn exactly<'a, const N: usize>(vm: &Vm, name: &str, args: &Args<'a>) -> PyResult<&'a [Ref; N]> {
    args.no_keywords(vm, name)?;
    args.positional().try_into().map_err(|_| {
        let s = if N == 1 { "" } else { "s" };
        let given = args.positional().len();
        vm.type_error(format!(
            "function takes exactly {N} argument{s} ({given} given)"
        ))
    })
}
