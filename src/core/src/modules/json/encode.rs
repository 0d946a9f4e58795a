//! Objects into JSON text.

use super::encoder::{Encoder, Strings};
use super::escape;
use crate::object::{
    address, as_dict, as_list, as_str, as_tuple, float_value, from_utf8, new_list, sort_list,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use tricera_text::number::float;
use tricera_text::number::int::DecimalBuffer;
use tricera_text::str::StrBuf;

/// The text that has been written, and how to go on.
pub(super) struct Writer<'a> {
    vm: &'a Vm,
    encoder: &'a Encoder,
    level: usize,
    pub(super) out: StrBuf,
}

impl<'a> Writer<'a> {
    pub(super) fn new(vm: &'a Vm, encoder: &'a Encoder, level: isize) -> PyResult<Writer<'a>> {
        if !encoder.indent.is_none() && !encoder.indent.has_kind(Kind::Str) {
            return Err(vm.type_error(format!(
                "can't multiply sequence by non-int of type '{}'",
                vm.type_of(&encoder.indent).name_str()
            )));
        }
        Ok(Writer {
            vm,
            encoder,
            level: level.max(0) as usize,
            out: StrBuf::new(),
        })
    }

    fn push(&mut self, s: &Ref) {
        self.out.push_str(as_str(s).units());
    }

    /// A new line, if there is a line for each item.
    fn new_line(&mut self) {
        if !self.encoder.indent.is_none() {
            self.out.push_latin1(b"\n");
            for _ in 0..self.level {
                self.out.push_str(as_str(&self.encoder.indent).units());
            }
        }
    }

    fn string(&mut self, s: &Ref) -> PyResult<()> {
        match self.encoder.strings {
            Strings::Ascii => escape::push(&mut self.out, as_str(s).units(), true),
            Strings::Any => escape::push(&mut self.out, as_str(s).units(), false),
            Strings::Function => {
                let text = self.vm.call_one(&self.encoder.encoder, s)?;
                if !text.has_kind(Kind::Str) {
                    return Err(self.vm.type_error(format!(
                        "encoder() must return a string, not {}",
                        self.vm.type_of(&text).name_str()
                    )));
                }
                self.push(&text);
            }
        }
        Ok(())
    }

    /// What `int.__repr__` says, also of an int of a class with another one.
    fn int_text(&self, i: &Ref) -> PyResult {
        let repr = self.vm.types.int.slots.repr.get().expect("ints have one");
        repr(self.vm, i)
    }

    fn float_text(&self, x: &Ref) -> PyResult {
        let vm = self.vm;
        let value = float_value(x);
        if value.is_finite() {
            let repr = vm.types.float.slots.repr.get().expect("floats have one");
            return repr(vm, x);
        }
        if !self.encoder.allow_nan {
            let shown = vm.repr_string(x)?;
            return Err(vm.value_error(format!(
                "Out of range float values are not JSON compliant: {shown}"
            )));
        }
        from_utf8(
            vm,
            if value.is_nan() {
                "NaN"
            } else if value > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            },
        )
    }

    /// Writes a value.
    pub(super) fn value(&mut self, v: &Ref) -> PyResult<()> {
        match v.kind() {
            _ if v.is_none() => self.out.push_latin1(b"null"),
            Kind::Bool => self.out.push_latin1(match v.is_true() {
                true => b"true",
                false => b"false",
            }),
            Kind::Str => return self.string(v),
            Kind::Int if v.slot().is_int() => {
                let mut digits = DecimalBuffer::new();
                self.out
                    .push_latin1(digits.format(v.slot().as_int()).as_bytes());
            }
            Kind::Int => {
                let text = self.int_text(v)?;
                self.push(&text);
            }
            Kind::Float if float_value(v).is_finite() => {
                self.out.push_latin1(&float::repr(float_value(v)));
            }
            Kind::Float => {
                let text = self.float_text(v)?;
                self.push(&text);
            }
            Kind::List | Kind::Tuple => {
                self.vm.enter_native(" while encoding a JSON object")?;
                return self.list(v);
            }
            Kind::Dict => {
                self.vm.enter_native(" while encoding a JSON object")?;
                return self.dict(v);
            }
            _ => return self.other(v),
        }
        Ok(())
    }

    /// Remembers an object that is being encoded; fails if it is so already.
    fn mark(&self, v: &Ref) -> PyResult<Option<Ref>> {
        if self.encoder.markers.is_none() {
            return Ok(None);
        }
        let id = self.vm.new_int(address(v) as i64);
        let markers = as_dict(&self.encoder.markers);
        let before = markers.len();
        markers.set_default(self.vm, &id, v.clone())?;
        if markers.len() == before {
            return Err(self.vm.value_error("Circular reference detected"));
        }
        Ok(Some(id))
    }

    fn unmark(&self, mark: Option<Ref>) -> PyResult<()> {
        let Some(id) = mark else { return Ok(()) };
        match as_dict(&self.encoder.markers).remove(self.vm, &id)? {
            Some(_) => Ok(()),
            None => Err(self.vm.key_error(&id)),
        }
    }

    /// Adds to the exception in flight where it has come from.
    #[cold]
    fn note(&self, r: Raised, text: impl FnOnce(&Vm) -> PyResult<String>) -> Raised {
        let vm = self.vm;
        let e = vm.take_exception();
        let added = text(vm)
            .and_then(|t| from_utf8(vm, &t))
            .and_then(|t| vm.call_method_str(&e, "add_note", &[t]));
        if added.is_err() {
            // What went wrong with the note counts for nothing.
            vm.clear_exception();
        }
        vm.set_exception(e);
        r
    }

    fn other(&mut self, v: &Ref) -> PyResult<()> {
        let vm = self.vm;
        let mark = self.mark(v)?;
        let new = vm.call_one(&self.encoder.default, v)?;
        vm.enter_native(" while encoding a JSON object")?;
        if let Err(r) = self.value(&new) {
            return Err(self.note(r, |vm| {
                Ok(format!("when serializing {} object", vm.full_type_name(v)))
            }));
        }
        self.unmark(mark)
    }

    fn list(&mut self, list: &Ref) -> PyResult<()> {
        let vm = self.vm;
        // Of a subclass the iterator says what is in it.
        let items = match list.is_exact(Kind::List) || list.is_exact(Kind::Tuple) {
            true => list.clone(),
            false => new_list(vm, vm.collect(list)?),
        };
        let get = |i: usize| match items.kind() {
            Kind::List => as_list(&items).get(i),
            _ => as_tuple(&items).and_then(|t| t.get(i).cloned()),
        };
        let Some(mut v) = get(0) else {
            self.out.push_latin1(b"[]");
            return Ok(());
        };
        let mark = self.mark(list)?;
        self.out.push_latin1(b"[");
        self.level += 1;
        self.new_line();
        let mut i = 0;
        loop {
            if let Err(r) = self.value(&v) {
                return Err(self.note(r, |vm| {
                    let class = vm.full_type_name(list);
                    Ok(format!("when serializing {class} item {i}"))
                }));
            }
            i += 1;
            match get(i) {
                Some(next) => v = next,
                None => break,
            }
            self.push(&self.encoder.item_separator);
            self.new_line();
        }
        self.unmark(mark)?;
        self.level -= 1;
        self.new_line();
        self.out.push_latin1(b"]");
        Ok(())
    }

    fn dict(&mut self, dict: &Ref) -> PyResult<()> {
        let vm = self.vm;
        if as_dict(dict).is_empty() {
            self.out.push_latin1(b"{}");
            return Ok(());
        }
        let mark = self.mark(dict)?;
        self.out.push_latin1(b"{");
        self.level += 1;
        let mut first = true;
        if self.encoder.sort_keys || !dict.is_exact(Kind::Dict) {
            let items = vm.call_method_str(dict, "items", &[])?;
            let items = new_list(vm, vm.collect(&items)?);
            if self.encoder.sort_keys {
                sort_list(vm, &items, None, false)?;
            }
            let mut i = 0;
            while let Some(item) = as_list(&items).get(i) {
                let Some([key, v]) = as_tuple(&item) else {
                    return Err(vm.value_error("items must return 2-tuples"));
                };
                self.item(dict, key, v, &mut first)?;
                i += 1;
            }
        } else {
            let mut i = 0;
            while let Some(entry) = as_dict(dict).next_entry(&mut i) {
                // SAFETY: an entry's words are alive as long as the table holds them, which is until other code runs.
                let (key, v) = unsafe {
                    (
                        Ref::new_reference(entry.key),
                        Ref::new_reference(entry.value),
                    )
                };
                self.item(dict, &key, &v, &mut first)?;
            }
        }
        self.unmark(mark)?;
        self.level -= 1;
        if !first {
            self.new_line();
        }
        self.out.push_latin1(b"}");
        Ok(())
    }

    fn item(&mut self, dict: &Ref, key: &Ref, v: &Ref, first: &mut bool) -> PyResult<()> {
        let vm = self.vm;
        let text = match key.kind() {
            Kind::Str => key.clone(),
            Kind::Float => self.float_text(key)?,
            _ if key.is_none() => from_utf8(vm, "null")?,
            Kind::Bool => from_utf8(vm, if key.is_true() { "true" } else { "false" })?,
            Kind::Int => self.int_text(key)?,
            _ if self.encoder.skipkeys => return Ok(()),
            _ => {
                return Err(vm.type_error(format!(
                    "keys must be str, int, float, bool or None, not {}",
                    vm.type_of(key).name_str()
                )));
            }
        };
        if !std::mem::take(first) {
            self.push(&self.encoder.item_separator);
        }
        self.new_line();
        self.string(&text)?;
        self.push(&self.encoder.key_separator);
        self.value(v).map_err(|r| {
            self.note(r, |vm| {
                let class = vm.full_type_name(dict);
                Ok(format!(
                    "when serializing {class} item {}",
                    vm.repr_string(key)?
                ))
            })
        })
    }
}
