//! The writer: lines of text from records.

use super::dialect::{Dialect, Quoting, of as dialect_of};
use super::{error, state};
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_str, flags, from_buf, new_object,
    payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_text::str::StrBuf;

pub struct Writer {
    /// The `write` of the file.
    write: Field,
    dialect: Field,
}

impl Payload for Writer {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.write.traverse(f);
        self.dialect.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Writer>();

/// A new writer that calls `write` with its lines.
pub fn new(vm: &Vm, write: Ref, dialect: Ref) -> Ref {
    let w = Writer {
        write: Field::new(write),
        dialect: Field::new(dialect),
    };
    new_object(vm, state(vm).writer, w)
}

/// Does the quoting leave None to be told from an empty string?
fn tells_none(quoting: Quoting) -> bool {
    matches!(quoting, Quoting::Strings | Quoting::NotNull)
}

/// Is it a number, as `operator` would take it?
fn is_number(vm: &Vm, r: &Ref) -> bool {
    let slots = &vm.type_of(r).slots;
    slots.index.get().is_some()
        || slots.int.get().is_some()
        || slots.float.get().is_some()
        || r.has_kind(Kind::Complex)
}

/// Appends a field, quoted if it must be or if `quoted` says so.
fn add_field(
    vm: &Vm,
    d: &Dialect,
    line: &mut StrBuf,
    text: Option<&Ref>,
    mut quoted: bool,
) -> PyResult<()> {
    let mut field = StrBuf::new();
    let terminator = d.terminator();
    let ends = as_str(&terminator).units();
    if let Some(text) = text {
        for c in as_str(text).units().chars() {
            let special = c == d.delimiter
                || Some(c) == d.escape
                || Some(c) == d.quote
                || c == 10
                || c == 13
                || ends.chars().any(|e| e == c);
            if special {
                let mut escape = false;
                if d.quoting == Quoting::None {
                    escape = true;
                } else {
                    if Some(c) == d.quote {
                        if d.double_quote {
                            field.push(c);
                        } else {
                            escape = true;
                        }
                    } else if Some(c) == d.escape {
                        escape = true;
                    }
                    quoted |= !escape;
                }
                if escape {
                    let Some(e) = d.escape else {
                        return Err(error(vm, "need to escape, but no escapechar set"));
                    };
                    field.push(e);
                }
            }
            field.push(c);
        }
    }
    if field.is_empty() && d.delimiter == 32 && d.skip_space {
        if d.quoting == Quoting::None || (text.is_none() && tells_none(d.quoting)) {
            return Err(error(
                vm,
                "empty field must be quoted if delimiter is a space and skipinitialspace is true",
            ));
        }
        quoted = true;
    }
    let mark = d.quote.filter(|_| quoted);
    line.reserve(field.len() + 2);
    for part in [mark, None, mark].iter().enumerate() {
        match part {
            (1, _) => line.push_str(field.view()),
            (_, Some(c)) => line.push(*c),
            _ => {}
        }
    }
    Ok(())
}

fn write_row(vm: &Vm, this: &Ref, row: &Ref) -> PyResult {
    let w = payload::<Writer>(this);
    let dialect = w.dialect.get().expect("always set");
    let d = dialect_of(&dialect);
    let fields = match vm.iter(row) {
        Ok(it) => it,
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            let got = vm.type_of(row).name_str();
            return Err(error(vm, &format!("iterable expected, not {got}")));
        }
    };
    let mut line = StrBuf::new();
    let (mut count, mut null) = (0, false);
    while let Some(field) = vm.iter_next(&fields)? {
        let quoted = match d.quoting {
            Quoting::NonNumeric => !is_number(vm, &field),
            Quoting::All => true,
            Quoting::Strings => field.has_kind(Kind::Str),
            Quoting::NotNull => !field.is_none(),
            Quoting::Minimal | Quoting::None => false,
        };
        if count > 0 {
            line.push(d.delimiter);
        }
        null = field.is_none();
        if null {
            add_field(vm, d, &mut line, None, quoted)?;
        } else {
            add_field(vm, d, &mut line, Some(&vm.str(&field)?), quoted)?;
        }
        count += 1;
    }
    if count > 0 && line.is_empty() {
        if d.quoting == Quoting::None || (null && tells_none(d.quoting)) {
            return Err(error(vm, "single empty field record must be quoted"));
        }
        add_field(vm, d, &mut line, None, true)?;
    }
    line.push_str(as_str(&d.terminator()).units());
    let line = from_buf(vm, line.finish())?;
    vm.call_one(&w.write.get().expect("always set"), &line)
}

static METHODS: [MethodDef; 2] = [
    MethodDef::one("writerow", write_row)
        .text_signature("row, /")
        .doc(
            "Construct and write a CSV record from an iterable of fields.\n\nNon-string elements will be converted \
             to string.",
        ),
    MethodDef::one("writerows", |vm, this, rows| {
        for row in vm.iterate(rows)? {
            write_row(vm, this, &row?)?;
        }
        Ok(Ref::none())
    })
    .text_signature("rows, /")
    .doc(
        "Construct and write a series of iterables to a csv file.\n\nNon-string elements will be converted to string.",
    ),
];

static GETSET: [GetSetDef; 1] = [GetSetDef::member("dialect", |_, this| {
    Ok(payload::<Writer>(this).dialect.get().expect("always set"))
})];

/// The type of writers.
pub static WRITER: TypeSpec = TypeSpec {
    module: "_csv",
    doc: "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence \
          input.\n",
    flags: flags::NO_NEW,
    methods: &METHODS,
    getset: &GETSET,
    ..TypeSpec::new("writer", &LAYOUT)
};
