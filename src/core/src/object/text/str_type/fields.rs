//! `str.format`, `str.format_map`, `str.__format__`.

use crate::object::{as_str, float_value, from_buf, int_ref, new_str};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::ops::Range;
use tricera_text::format::brace::{self, Field, First, Numbering, Parser, Step};
use tricera_text::format::{format_float, format_int, format_str};
use tricera_text::number::int::DecimalBuffer;
use tricera_text::number::{Error, float};
use tricera_text::str::{StrBuf, StrRef};

/// `str.__format__`
pub fn str_format(vm: &Vm, this: &Ref, spec: &Ref) -> PyResult {
    vm.named_str_argument("__format__", "", spec)?;
    if as_str(spec).is_empty() {
        return if this.is_exact(Kind::Str) {
            Ok(this.clone())
        } else {
            vm.str(this)
        };
    }
    let name = vm.type_of(this).name_str();
    match format_str(as_str(this).units(), as_str(spec).units(), &name) {
        Ok(b) => from_buf(vm, b),
        Err(e) => Err(vm.raise_number(e)),
    }
}

/// `format(value, spec)` for exact strings, ints and floats, whose `__format__` nobody can have replaced; None for
/// other values.
#[inline]
pub fn format_builtin(vm: &Vm, value: &Ref, spec: StrRef<'_>) -> PyResult<Option<StrBuf>> {
    let done = if value.is_exact(Kind::Int) {
        let Some(i) = int_ref(value) else {
            return Ok(None);
        };
        format_int(i, spec, "int", vm.int_max_str_digits.get())
    } else if value.is_exact(Kind::Float) {
        format_float(float_value(value), spec, "float")
    } else if value.is_exact(Kind::Str) {
        format_str(as_str(value).units(), spec, "str")
    } else {
        return Ok(None);
    };
    done.map(Some).map_err(|e| vm.raise_number(e))
}

/// Appends `format(value, spec)`.
fn push_formatted(vm: &Vm, out: &mut StrBuf, value: &Ref, spec: StrRef<'_>) -> PyResult<()> {
    if spec.is_empty() {
        if value.slot().is_int() {
            out.push_latin1(
                DecimalBuffer::new()
                    .format(value.slot().as_int())
                    .as_bytes(),
            );
            return Ok(());
        }
        if value.is_exact(Kind::Str) {
            out.push_str(as_str(value).units());
            return Ok(());
        }
        if value.is_exact(Kind::Float) {
            out.push_latin1(&float::repr(float_value(value)));
            return Ok(());
        }
    } else if let Some(b) = format_builtin(vm, value, spec)? {
        out.push_str(b.view());
        return Ok(());
    }
    let text = vm.format(value, &new_str(vm, spec)?)?;
    out.push_str(as_str(&text).units());
    Ok(())
}

/// Where fields get their values from.
enum Source<'a> {
    /// The arguments of `format`.
    Arguments(&'a Args<'a>),
    /// The argument of `format_map`.
    Mapping(&'a Ref),
}

/// One run over a template.
struct Formatter<'a> {
    vm: &'a Vm,
    template: StrRef<'a>,
    source: Source<'a>,
    numbering: Numbering,
}

impl Formatter<'_> {
    fn raise(&self, e: Error) -> Raised {
        self.vm.raise_number(e)
    }

    fn text(&self, range: Range<usize>) -> PyResult {
        new_str(self.vm, self.template.slice(range))
    }

    /// Expands a part of the template, whose fields may nest `depth` deep.
    fn expand(&mut self, range: Range<usize>, depth: usize, out: &mut StrBuf) -> PyResult<()> {
        if depth == 0 {
            return Err(self.raise(brace::too_deep()));
        }
        for piece in Parser::within(self.template, range) {
            let piece = piece.map_err(|e| self.raise(e))?;
            out.push_str(self.template.slice(piece.literal));
            if let Some(field) = piece.field {
                self.field(field, depth, out)?;
            }
        }
        Ok(())
    }

    fn field(&mut self, field: Field, depth: usize, out: &mut StrBuf) -> PyResult<()> {
        let vm = self.vm;
        let mut value = self.lookup(field.name.clone())?;
        if let Some(c) = field.conversion {
            value = match char::from_u32(c) {
                Some('r') => vm.repr(&value)?,
                Some('s') => vm.str(&value)?,
                Some('a') => vm.ascii(&value)?,
                _ => return Err(self.raise(brace::unknown_conversion(c))),
            };
        }
        if field.nested {
            let mut spec = StrBuf::new();
            self.expand(field.spec, depth - 1, &mut spec)?;
            return push_formatted(vm, out, &value, spec.finish().view());
        }
        push_formatted(vm, out, &value, self.template.slice(field.spec))
    }

    /// The value that a field's name stands for.
    fn lookup(&mut self, name: Range<usize>) -> PyResult {
        let vm = self.vm;
        let (first, steps) = brace::split_name(self.template, name).map_err(|e| self.raise(e))?;
        let first = self.numbering.resolve(first).map_err(|e| self.raise(e))?;
        let mut value = match (first, &self.source) {
            (First::Index(i), Source::Arguments(args)) => match args.positional().get(i) {
                Some(v) => v.clone(),
                None => {
                    return Err(vm.index_error(format!(
                        "Replacement index {i} out of range for positional args tuple"
                    )));
                }
            },
            (First::Index(_), Source::Mapping(_)) => {
                return Err(vm.value_error("Format string contains positional fields"));
            }
            (First::Name(at), Source::Arguments(args)) => {
                let wanted = self.template.slice(at.clone());
                let found = args.keywords().find(|(k, _)| as_str(k).units() == wanted);
                match found {
                    Some((_, v)) => v.clone(),
                    None => return Err(vm.key_error(&self.text(at)?)),
                }
            }
            (First::Name(at), Source::Mapping(m)) => vm.get_item(m, &self.text(at)?)?,
        };
        for step in steps {
            value = match step.map_err(|e| self.raise(e))? {
                Step::Attribute(at) => vm.get_attr(&value, &vm.intern(self.text(at)?))?,
                Step::Index(i) => vm.get_item(&value, &vm.new_int(i as i64))?,
                Step::Key(at) => vm.get_item(&value, &self.text(at)?)?,
            };
        }
        Ok(value)
    }
}

fn expanded(vm: &Vm, this: &Ref, source: Source<'_>) -> PyResult {
    let template = as_str(this).units();
    let mut out = StrBuf::with_capacity(template.width(), template.len() + 16);
    let mut f = Formatter {
        vm,
        template,
        source,
        numbering: Numbering::default(),
    };
    f.expand(0..template.len(), brace::MAX_DEPTH, &mut out)?;
    from_buf(vm, out.finish())
}

/// `str.format`
pub fn format(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    expanded(vm, this, Source::Arguments(args))
}

/// `str.format_map`
pub fn format_map(vm: &Vm, this: &Ref, mapping: &Ref) -> PyResult {
    expanded(vm, this, Source::Mapping(mapping))
}
