//! Where an unpickler reads: bytes, or a file.

use super::unpickling_error;
use crate::object::{Field, as_bytes};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Bytes that a file is asked to show ahead.
const AHEAD: i64 = 128 * 1024;

/// What has been got of the input, and how far it was read.
#[derive(Default)]
pub struct Input {
    data: RefCell<Rc<[u8]>>,
    at: Cell<usize>,
    /// Up to here the file has been read; what follows was only shown by `peek`.
    taken: Cell<usize>,
    /// Bytes of the frame that are not read yet.
    frame: Cell<usize>,
    pub read: Field,
    pub readline: Field,
    pub peek: Field,
}

#[cold]
fn exhausted(vm: &Vm) -> Raised {
    unpickling_error(vm, "pickle exhausted before end of frame")
}

/// What is asked of a file.
#[derive(Clone, Copy)]
enum Want {
    Bytes(usize),
    Line,
}

impl Input {
    pub fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for field in [&self.read, &self.readline, &self.peek] {
            field.traverse(f);
        }
    }

    /// Forgets the frame of a pickle that was not read to its end.
    pub fn begin(&self) {
        self.frame.set(0);
    }

    /// Begins with these bytes.
    pub fn set(&self, data: &[u8]) {
        *self.data.borrow_mut() = data.into();
        self.at.set(0);
        self.taken.set(data.len());
    }

    fn left(&self) -> usize {
        self.data.borrow().len() - self.at.get()
    }

    /// Lets the file pass over what was read of what it had shown.
    pub fn skip_consumed(&self, vm: &Vm) -> PyResult<()> {
        let n = self.at.get().saturating_sub(self.taken.get());
        if n == 0 {
            return Ok(());
        }
        if let Some(read) = self.read.get() {
            self.taken.set(self.at.get());
            vm.call_one(&read, &vm.new_int(n as i64))?;
        }
        Ok(())
    }

    /// Gets more from the file in place of what is left.
    fn fill(&self, vm: &Vm, want: Want) -> PyResult<usize> {
        let Some(read) = self.read.get() else {
            return Err(vm.raise_message(vm.types.eof_error, "Ran out of input"));
        };
        self.skip_consumed(vm)?;
        let data = match want {
            Want::Line => {
                let f = self.readline.get().unwrap_or_else(Ref::none);
                vm.call_positional(&f, &[])?
            }
            Want::Bytes(n) => {
                if let Some(peek) = self.peek.get() {
                    match vm.call_one(&peek, &vm.new_int(AHEAD)) {
                        Ok(shown) => {
                            let size = self.take(vm, &shown)?;
                            self.taken.set(0);
                            if n <= size {
                                return Ok(size);
                            }
                        }
                        Err(e) => {
                            vm.catch(e, vm.types.not_implemented_error)?;
                            drop(self.peek.take());
                        }
                    }
                }
                vm.call_one(&read, &vm.new_int(n as i64))?
            }
        };
        self.take(vm, &data)
    }

    fn take(&self, vm: &Vm, data: &Ref) -> PyResult<usize> {
        if !data.has_kind(Kind::Bytes) {
            let view = crate::object::buffer_argument(vm, data)?.to_vec();
            self.set(&view);
            return Ok(view.len());
        }
        self.set(as_bytes(data));
        Ok(as_bytes(data).len())
    }

    /// What can be read without asking for more: the bytes, from where, and up to where.
    pub fn window(&self) -> (Rc<[u8]>, usize, usize) {
        let data = self.data.borrow().clone();
        let (at, all) = (self.at.get(), data.len());
        let end = match self.frame.get() {
            0 => all,
            left => all.min(at.saturating_add(left)),
        };
        (data, at, end)
    }

    /// So many bytes of the window were read.
    pub fn consume(&self, n: usize) {
        self.at.set(self.at.get() + n);
        self.frame.set(self.frame.get().saturating_sub(n));
    }

    /// Makes sure that the window has `n` bytes.
    pub fn need(&self, vm: &Vm, n: usize) -> PyResult<()> {
        if self.frame.get() > 0 && n > self.frame.get() {
            return Err(exhausted(vm));
        }
        if self.left() < n {
            self.gather(vm, n)?;
        }
        Ok(())
    }

    /// Nothing may lie across the end of a frame.
    fn leave(&self, vm: &Vm, n: usize) -> PyResult<()> {
        match self.frame.get() {
            0 => Ok(()),
            left if n <= left => {
                self.frame.set(left - n);
                Ok(())
            }
            _ => Err(exhausted(vm)),
        }
    }

    /// Gets at least `n` bytes, which are not there yet.
    fn gather(&self, vm: &Vm, n: usize) -> PyResult<()> {
        if self.read.is_set() && self.left() == 0 {
            let got = self.fill(vm, Want::Bytes(n))?;
            if got >= n {
                return Ok(());
            }
            return Err(unpickling_error(vm, "pickle data was truncated"));
        }
        if !self.read.is_set() {
            return Err(unpickling_error(vm, "pickle data was truncated"));
        }
        // Part of it is here, as the end of a frame or of what was shown.
        let start = self.data.borrow()[self.at.get()..].to_vec();
        let shown_only = self.at.get() >= self.taken.get();
        if shown_only {
            // The file shows the same bytes again.
            let got = self.fill(vm, Want::Bytes(n))?;
            return match got >= n {
                true => Ok(()),
                false => Err(unpickling_error(vm, "pickle data was truncated")),
            };
        }
        self.at.set(self.data.borrow().len());
        self.taken.set(self.at.get());
        let missing = n - start.len();
        let got = self.fill(vm, Want::Bytes(missing))?;
        if got < missing {
            return Err(unpickling_error(vm, "pickle data was truncated"));
        }
        let mut data = self.data.borrow_mut();
        let shown = self.taken.get() == 0 && got > 0;
        *data = [&start[..], &data[..]].concat().into();
        self.at.set(0);
        self.taken.set(if shown { start.len() } else { data.len() });
        Ok(())
    }

    /// The next line, without its end.
    pub fn line(&self, vm: &Vm) -> PyResult<Vec<u8>> {
        let find = || {
            let data = self.data.borrow();
            let rest = &data[self.at.get()..];
            rest.iter()
                .position(|b| *b == b'\n')
                .map(|n| rest[..n].to_vec())
        };
        if let Some(line) = find() {
            self.leave(vm, line.len() + 1)?;
            self.at.set(self.at.get() + line.len() + 1);
            return Ok(line);
        }
        if self.frame.get() > 0 {
            return Err(exhausted(vm));
        }
        if self.read.is_set() {
            // What is left of memory that only this has is the beginning of the line.
            let shown_only = self.at.get() >= self.taken.get();
            let start = match shown_only {
                true => Vec::new(),
                false => self.data.borrow()[self.at.get()..].to_vec(),
            };
            if !shown_only {
                self.at.set(self.data.borrow().len());
                self.taken.set(self.at.get());
            }
            self.fill(vm, Want::Line)?;
            if let Some(line) = find() {
                self.at.set(self.at.get() + line.len() + 1);
                return Ok([start, line].concat());
            }
        }
        Err(unpickling_error(vm, "pickle data was truncated"))
    }

    /// Makes sure that a frame is here.
    pub fn frame(&self, vm: &Vm, n: usize) -> PyResult<()> {
        if self.frame.get() > 0 {
            return Err(unpickling_error(
                vm,
                "beginning of a new frame before end of current frame",
            ));
        }
        if self.left() < n {
            self.gather(vm, n)?;
        }
        self.frame.set(n);
        Ok(())
    }
}
