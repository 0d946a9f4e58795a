//! The reader: records from lines of text.

use super::dialect::{Dialect, Quoting, of as dialect_of};
use super::{error, state};
use crate::modules::common::itself;
use crate::object::{
    Field, GetSetDef, Layout, Payload, TypeSpec, as_str, flags, from_buf, new_list, new_object,
    payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use tricera_text::str::StrBuf;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    StartRecord,
    StartField,
    Escaped,
    InField,
    InQuoted,
    EscapedInQuoted,
    QuoteInQuoted,
    EatNewline,
    AfterEscapedNewline,
}

pub struct Reader {
    lines: Field,
    dialect: Field,
    line_number: Cell<u64>,
}

impl Payload for Reader {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.lines.traverse(f);
        self.dialect.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Reader>();

/// A new reader of the lines that an iterator gives.
pub fn new(vm: &Vm, lines: Ref, dialect: Ref) -> Ref {
    let r = Reader {
        lines: Field::new(lines),
        dialect: Field::new(dialect),
        line_number: Cell::new(0),
    };
    new_object(vm, state(vm).reader, r)
}

/// A record in the making.
struct Record<'a> {
    vm: &'a Vm,
    dialect: &'a Dialect,
    limit: i64,
    state: State,
    fields: Vec<Ref>,
    field: StrBuf,
    length: i64,
    unquoted: bool,
}

const NEWLINE: u32 = 10;

impl Record<'_> {
    fn add(&mut self, c: u32) -> PyResult<()> {
        if self.length >= self.limit {
            let m = format!("field larger than field limit ({})", self.limit);
            return Err(error(self.vm, &m));
        }
        self.field.push(c);
        self.length += 1;
        Ok(())
    }

    fn save(&mut self) -> PyResult<()> {
        let quoting = self.dialect.quoting;
        let empty = std::mem::take(&mut self.length) == 0;
        let text = std::mem::take(&mut self.field).finish();
        let none = matches!(quoting, Quoting::NotNull | Quoting::Strings);
        let number = matches!(quoting, Quoting::NonNumeric | Quoting::Strings);
        let value = if self.unquoted && empty && none {
            Ref::none()
        } else {
            let text = from_buf(self.vm, text)?;
            if self.unquoted && !empty && number {
                self.vm.call_one(&self.vm.types.float.to_ref(), &text)?
            } else {
                text
            }
        };
        self.fields.push(value);
        Ok(())
    }

    /// The end of a field that is the end of a line, too.
    fn end_line(&mut self, c: Option<u32>) -> PyResult<()> {
        self.save()?;
        self.state = if c.is_none() {
            State::StartRecord
        } else {
            State::EatNewline
        };
        Ok(())
    }

    /// Takes the next character; None is the end of the line.
    fn take(&mut self, c: Option<u32>) -> PyResult<()> {
        let d = self.dialect;
        let newline = matches!(c, None | Some(10 | 13));
        let quote = c.is_some() && c == d.quote && d.quoting != Quoting::None;
        let escape = c.is_some() && c == d.escape;
        let delimiter = c == Some(d.delimiter);
        match self.state {
            State::StartRecord if c.is_none() => {}
            State::StartRecord if newline => self.state = State::EatNewline,
            State::StartRecord | State::StartField => {
                self.state = State::StartField;
                self.unquoted = true;
                match c {
                    _ if newline => self.end_line(c)?,
                    _ if quote => {
                        self.unquoted = false;
                        self.state = State::InQuoted;
                    }
                    _ if escape => self.state = State::Escaped,
                    Some(32) if d.skip_space => {}
                    _ if delimiter => self.save()?,
                    Some(c) => {
                        self.add(c)?;
                        self.state = State::InField;
                    }
                    None => {}
                }
            }
            State::Escaped => {
                self.add(c.unwrap_or(NEWLINE))?;
                let crnl = newline && c.is_some();
                self.state = if crnl {
                    State::AfterEscapedNewline
                } else {
                    State::InField
                };
            }
            State::AfterEscapedNewline if c.is_none() => {}
            State::AfterEscapedNewline | State::InField => {
                self.state = State::InField;
                match c {
                    _ if newline => self.end_line(c)?,
                    _ if escape => self.state = State::Escaped,
                    _ if delimiter => {
                        self.save()?;
                        self.state = State::StartField;
                    }
                    Some(c) => self.add(c)?,
                    None => {}
                }
            }
            State::InQuoted => match c {
                None => {}
                _ if escape => self.state = State::EscapedInQuoted,
                _ if quote && d.double_quote => self.state = State::QuoteInQuoted,
                _ if quote => self.state = State::InField,
                Some(c) => self.add(c)?,
            },
            State::EscapedInQuoted => {
                self.add(c.unwrap_or(NEWLINE))?;
                self.state = State::InQuoted;
            }
            State::QuoteInQuoted => match c {
                Some(c) if quote => {
                    self.add(c)?;
                    self.state = State::InQuoted;
                }
                _ if delimiter => {
                    self.save()?;
                    self.state = State::StartField;
                }
                _ if newline => self.end_line(c)?,
                Some(c) if !d.strict => {
                    self.add(c)?;
                    self.state = State::InField;
                }
                _ => {
                    let shown = |c| char::from_u32(c).unwrap_or('\u{fffd}');
                    let quote = d.quote.map_or('"', shown);
                    let m = format!("'{}' expected after '{quote}'", shown(d.delimiter));
                    return Err(error(self.vm, &m));
                }
            },
            State::EatNewline if c.is_none() => self.state = State::StartRecord,
            State::EatNewline if newline => {}
            State::EatNewline => {
                let m = "new-line character seen in unquoted field - do you need to open the file with newline=''?";
                return Err(error(self.vm, m));
            }
        }
        Ok(())
    }
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let r = payload::<Reader>(this);
    let lines = r.lines.get().expect("always set");
    let dialect = r.dialect.get().expect("always set");
    let mut record = Record {
        vm,
        dialect: dialect_of(&dialect),
        limit: state(vm).limit.get(),
        state: State::StartRecord,
        fields: Vec::new(),
        field: StrBuf::new(),
        length: 0,
        unquoted: false,
    };
    loop {
        let Some(line) = vm.iter_next(&lines)? else {
            if record.length != 0 || record.state == State::InQuoted {
                if record.dialect.strict {
                    return Err(error(vm, "unexpected end of data"));
                }
                record.save()?;
                break;
            }
            return Ok(None);
        };
        if !line.has_kind(Kind::Str) {
            let got = vm.type_of(&line).name_str();
            let m = format!(
                "iterator should return strings, not {got} (the file should be opened in text mode)"
            );
            return Err(error(vm, &m));
        }
        r.line_number.set(r.line_number.get() + 1);
        for c in as_str(&line).units().chars() {
            record.take(Some(c))?;
        }
        record.take(None)?;
        if record.state == State::StartRecord {
            break;
        }
    }
    Ok(Some(new_list(vm, record.fields)))
}

static GETSET: [GetSetDef; 2] = [
    GetSetDef::member("dialect", |_, this| {
        Ok(payload::<Reader>(this).dialect.get().expect("always set"))
    }),
    GetSetDef::member("line_num", |vm, this| {
        Ok(vm.new_int(payload::<Reader>(this).line_number.get() as i64))
    }),
];

/// The type of readers.
pub static READER: TypeSpec = TypeSpec {
    module: "_csv",
    doc: "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n",
    flags: flags::NO_NEW,
    getset: &GETSET,
    slots: |s| {
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("reader", &LAYOUT)
};
