//! Call arguments, and binding them to the signature of a native function.

use super::{PyResult, Vm};
use crate::object::{as_str, new_dict, new_tuple, str_to_string};
use crate::value::Ref;
use smallvec::SmallVec;

/// The arguments of a call, laid out as in CPython's vectorcall: positional ones, then the values of the keywords.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    all: &'a [Ref],
    kw_names: &'a [Ref],
}

impl<'a> Args<'a> {
    pub const EMPTY: Args<'static> = Args {
        all: &[],
        kw_names: &[],
    };

    /// Positional arguments only.
    #[inline(always)]
    pub fn positional_only(all: &'a [Ref]) -> Args<'a> {
        Args { all, kw_names: &[] }
    }
    /// `all` ends with as many values as `kw_names` has names (strings).
    #[inline(always)]
    pub fn new(all: &'a [Ref], kw_names: &'a [Ref]) -> Args<'a> {
        debug_assert!(kw_names.len() <= all.len());
        Args { all, kw_names }
    }
    /// The positional arguments.
    #[inline(always)]
    pub fn positional(&self) -> &'a [Ref] {
        &self.all[..self.all.len() - self.kw_names.len()]
    }
    /// The names of the keyword arguments.
    #[inline(always)]
    pub fn kw_names(&self) -> &'a [Ref] {
        self.kw_names
    }
    /// The values of the keyword arguments.
    #[inline(always)]
    pub fn kw_values(&self) -> &'a [Ref] {
        &self.all[self.all.len() - self.kw_names.len()..]
    }
    /// Positional values, then keyword values.
    #[inline(always)]
    pub fn all(&self) -> &'a [Ref] {
        self.all
    }
    /// The first positional argument, and all others: for methods called through their class.
    #[inline]
    pub fn split_first(&self) -> Option<(&'a Ref, Args<'a>)> {
        if self.all.len() == self.kw_names.len() {
            return None;
        }
        let (first, rest) = self.all.split_first()?;
        Some((
            first,
            Args {
                all: rest,
                kw_names: self.kw_names,
            },
        ))
    }
    /// The keyword arguments.
    pub fn keywords(&self) -> impl Iterator<Item = (&'a Ref, &'a Ref)> {
        self.kw_names.iter().zip(self.kw_values())
    }
    /// The keyword argument `name`.
    pub fn keyword(&self, name: &str) -> Option<&'a Ref> {
        self.keywords()
            .find(|(n, _)| as_str(n).as_ascii() == Some(name))
            .map(|(_, v)| v)
    }
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
    /// Fails if there are keyword arguments, as `name() takes no keyword arguments`.
    pub fn no_keywords(&self, vm: &Vm, name: &str) -> PyResult<()> {
        if self.kw_names.is_empty() {
            Ok(())
        } else {
            Err(vm.type_error(format!("{name}() takes no keyword arguments")))
        }
    }
    /// Fails unless the number of positional arguments is in `min..=max`, with CPython's messages.
    #[inline]
    pub fn check_positional(
        &self,
        vm: &Vm,
        name: &str,
        min: usize,
        max: usize,
    ) -> PyResult<&'a [Ref]> {
        let p = self.positional();
        if p.len() >= min && p.len() <= max {
            return Ok(p);
        }
        Err(self.wrong_positional(vm, name, min, max))
    }
    #[cold]
    #[inline(never)]
    fn wrong_positional(&self, vm: &Vm, name: &str, min: usize, max: usize) -> super::Raised {
        let p = self.positional();
        let (bound, n) = if p.len() < min {
            ("at least ", min)
        } else {
            ("at most ", max)
        };
        let bound = if min == max { "" } else { bound };
        let s = if n == 1 { "" } else { "s" };
        vm.type_error(format!(
            "{name} expected {bound}{n} argument{s}, got {}",
            p.len()
        ))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum ParameterKind {
    PositionalOnly,
    Normal,
    VarPositional,
    KeywordOnly,
    VarKeyword,
}

#[derive(Debug)]
struct Parameter {
    name: &'static str,
    kind: ParameterKind,
    required: bool,
}

/// How messages name a function: constructors that CPython parses without a name are just that, a function.
fn shown(function: &str) -> String {
    if function.is_empty() {
        "function".to_owned()
    } else {
        format!("{function}()")
    }
}

/// A native function's parameters, parsed from text such as `"iterable, /, *, key=None, reverse=False"`.
///
/// Defaults are not interpreted: an argument that was not given is None in the bound slice.
#[derive(Debug)]
pub struct Signature {
    parameters: Vec<Parameter>,
    positional: usize,
    /// How many positional arguments satisfy all that is required; None if that is no question of their number alone.
    enough: Option<usize>,
    /// Is there a `*args` or `**kwargs`?
    variable: bool,
}

/// What the parameters of a [`Signature`] were given: a place for each, None where there was no argument.
pub type Bound = SmallVec<[Option<Ref>; BOUND_INLINE]>;
/// Places of a [`Bound`] that need no allocation.
const BOUND_INLINE: usize = 6;

impl Signature {
    pub fn parse(text: &'static str) -> Signature {
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut keyword_only = false;
        for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            match part {
                "/" => parameters
                    .iter_mut()
                    .for_each(|p| p.kind = ParameterKind::PositionalOnly),
                "*" => keyword_only = true,
                _ => {
                    let (name, required) = match part.split_once('=') {
                        Some((n, _)) => (n, false),
                        None => (part, true),
                    };
                    let (name, kind) = if let Some(n) = name.strip_prefix("**") {
                        (n, ParameterKind::VarKeyword)
                    } else if let Some(n) = name.strip_prefix('*') {
                        keyword_only = true;
                        (n, ParameterKind::VarPositional)
                    } else if keyword_only {
                        (name, ParameterKind::KeywordOnly)
                    } else {
                        (name, ParameterKind::Normal)
                    };
                    parameters.push(Parameter {
                        name,
                        kind,
                        required,
                    });
                }
            }
        }
        let positional = parameters
            .iter()
            .filter(|p| {
                matches!(
                    p.kind,
                    ParameterKind::PositionalOnly | ParameterKind::Normal
                )
            })
            .count();
        let required = parameters.iter().rposition(|p| p.required);
        let enough = required.map_or(0, |last| last + 1);
        let variable = parameters.iter().any(|p| {
            matches!(
                p.kind,
                ParameterKind::VarPositional | ParameterKind::VarKeyword
            )
        });
        Signature {
            enough: (enough <= positional && !variable).then_some(enough),
            parameters,
            positional,
            variable,
        }
    }

    /// Are there `n` parameters, all of which may be given by position?
    #[inline]
    pub fn are_all_positional(&self, n: usize) -> bool {
        self.positional == n && self.parameters.len() == n
    }

    /// Distributes `args` over the parameters, or raises TypeError as CPython's argument parser does.
    #[inline]
    pub fn bind(&self, vm: &Vm, function: &str, args: &Args) -> PyResult<Bound> {
        let pos = args.positional();
        if args.kw_names().is_empty()
            && self.enough.is_some_and(|enough| enough <= pos.len())
            && pos.len() <= self.positional
        {
            let n = self.parameters.len();
            if n <= BOUND_INLINE {
                let mut places = [const { None }; BOUND_INLINE];
                for (place, v) in places.iter_mut().zip(pos) {
                    *place = Some(v.clone());
                }
                return Ok(Bound::from_buf_and_len(places, n));
            }
            let mut bound = Bound::with_capacity(n);
            bound.extend(pos.iter().map(|v| Some(v.clone())));
            bound.resize_with(n, || None);
            return Ok(bound);
        }
        match self.bind_by_name(args) {
            Some(bound) => Ok(bound),
            None => self.bind_any(vm, function, args),
        }
    }

    /// The same where nothing is to be collected and nothing is wrong; None for anything else.
    #[inline(never)]
    fn bind_by_name(&self, args: &Args) -> Option<Bound> {
        let (pos, n) = (args.positional(), self.parameters.len());
        if self.variable || pos.len() > self.positional || n > BOUND_INLINE {
            return None;
        }
        let mut bound = Bound::from_buf_and_len([const { None }; BOUND_INLINE], n);
        for (place, v) in bound.iter_mut().zip(pos) {
            *place = Some(v.clone());
        }
        for (name, value) in args.keywords() {
            let name = as_str(name).as_ascii()?;
            let i = self.parameters.iter().position(|p| p.name == name)?;
            if bound[i].is_some() || self.parameters[i].kind == ParameterKind::PositionalOnly {
                return None;
            }
            bound[i] = Some(value.clone());
        }
        let mut all = bound.iter().zip(&self.parameters);
        all.all(|(place, p)| place.is_some() || !p.required)
            .then_some(bound)
    }

    #[inline(never)]
    fn bind_any(&self, vm: &Vm, function: &str, args: &Args) -> PyResult<Bound> {
        let pos = args.positional();
        let n = self.parameters.len();
        let named = || shown(function);
        let place_of = |kind| self.parameters.iter().position(|p| p.kind == kind);
        let var_positional = place_of(ParameterKind::VarPositional);
        let var_keyword = place_of(ParameterKind::VarKeyword);
        // The checks come in the order of CPython's parser, which decides about the message.
        if var_positional.is_none() {
            if var_keyword.is_none() && args.all().len() > n {
                return Err(self.too_many(vm, function, args));
            }
            if pos.len() > self.positional {
                return Err(self.too_many_positional(vm, function, pos.len()));
            }
        }
        let mut bound: Bound = (0..n).map(|_| None).collect();
        for (place, v) in bound.iter_mut().zip(pos.iter().take(self.positional)) {
            *place = Some(v.clone());
        }
        if let Some(i) = var_positional {
            let rest = pos.get(self.positional..).unwrap_or(&[]);
            bound[i] = Some(new_tuple(vm, rest));
        }
        let least = self
            .parameters
            .iter()
            .filter(|p| p.required && p.kind == ParameterKind::PositionalOnly)
            .count();
        if pos.len() < least {
            return Err(self.too_few_positional(vm, function, least, pos.len()));
        }
        let rest = var_keyword.map(|i| (i, new_dict(vm)));
        let mut refused = None;
        for (name, value) in args.keywords() {
            let text = str_to_string(name);
            let found = self.parameters.iter().position(|p| {
                p.name == text
                    && matches!(p.kind, ParameterKind::Normal | ParameterKind::KeywordOnly)
            });
            match (found, &rest) {
                (Some(i), _) if bound[i].is_none() => bound[i] = Some(value.clone()),
                (None, Some((_, d))) => crate::object::as_dict(d).set(vm, name, value.clone())?,
                _ => refused = refused.or(Some((found, text))),
            }
        }
        for (i, p) in self.parameters.iter().enumerate() {
            let single = !matches!(
                p.kind,
                ParameterKind::VarPositional | ParameterKind::VarKeyword
            );
            if p.required && single && bound[i].is_none() {
                return Err(vm.type_error(format!(
                    "{} missing required argument '{}' (pos {})",
                    named(),
                    p.name,
                    i + 1
                )));
            }
        }
        match refused {
            None => {}
            Some((Some(i), text)) => {
                return Err(vm.type_error(format!(
                    "argument for {} given by name ('{text}') and position ({})",
                    named(),
                    i + 1
                )));
            }
            Some((None, text)) => {
                let names = self.parameters.iter().filter(|p| {
                    matches!(p.kind, ParameterKind::Normal | ParameterKind::KeywordOnly)
                });
                let names = names.map(|p| p.name.to_owned());
                let hint = crate::ops::slow::support::closest(&text, names)
                    .map_or(String::new(), |s| format!(". Did you mean '{s}'?"));
                return Err(vm.type_error(format!(
                    "{}{} got an unexpected keyword argument '{text}'{hint}",
                    if function.is_empty() { "this " } else { "" },
                    named()
                )));
            }
        }
        if let Some((i, d)) = rest {
            bound[i] = Some(d);
        }
        Ok(bound)
    }

    /// More arguments than parameters.
    #[cold]
    fn too_many(&self, vm: &Vm, function: &str, args: &Args) -> super::Raised {
        let function = shown(function);
        let n = self.parameters.len();
        let keyword = if args.positional().is_empty() {
            "keyword "
        } else {
            ""
        };
        let s = if n == 1 { "" } else { "s" };
        vm.type_error(format!(
            "{function} takes at most {n} {keyword}argument{s} ({} given)",
            args.all().len()
        ))
    }

    #[cold]
    fn too_many_positional(&self, vm: &Vm, function: &str, given: usize) -> super::Raised {
        let function = shown(function);
        let n = self.positional;
        if n == 0 {
            return vm.type_error(format!("{function} takes no positional arguments"));
        }
        let required = self.parameters[..n].iter().filter(|p| p.required).count();
        let bound = if required == n { "exactly" } else { "at most" };
        let s = if n == 1 { "" } else { "s" };
        vm.type_error(format!(
            "{function} takes {bound} {n} positional argument{s} ({given} given)"
        ))
    }

    #[cold]
    fn too_few_positional(
        &self,
        vm: &Vm,
        function: &str,
        least: usize,
        given: usize,
    ) -> super::Raised {
        let function = shown(function);
        let bound = if self.positional == least {
            "exactly"
        } else {
            "at least"
        };
        let s = if least == 1 { "" } else { "s" };
        vm.type_error(format!(
            "{function} takes {bound} {least} positional argument{s} ({given} given)"
        ))
    }
}
