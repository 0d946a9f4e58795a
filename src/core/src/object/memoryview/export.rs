//! A memoryview shows its memory to others.

use super::of;
use crate::object::buffer::{Buffer, request};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// The buffer slot of `memoryview`.
pub fn memoryview_buffer(vm: &Vm, this: &Ref, flags: u32) -> PyResult<Buffer> {
    let m = of(this).unrestricted(vm)?;
    let asks = |what| request::asks(flags, what);
    let refuse = |what: &str| vm.buffer_error(format!("memoryview: underlying buffer {what}"));
    let mut view = m.view.clone();
    if asks(request::WRITABLE) && view.readonly {
        return Err(refuse("is not writable"));
    }
    if !asks(request::FORMAT) {
        view.format = None;
    }
    let (c, f) = (view.is_c_contiguous(), view.is_f_contiguous());
    if asks(request::C_CONTIGUOUS) && !c {
        return Err(refuse("is not C-contiguous"));
    }
    if asks(request::F_CONTIGUOUS) && !f {
        return Err(refuse("is not Fortran contiguous"));
    }
    if asks(request::ANY_CONTIGUOUS) && !c && !f {
        return Err(refuse("is not contiguous"));
    }
    if !asks(request::STRIDES) && !c {
        return Err(refuse("is not C-contiguous"));
    }
    if !asks(request::ND) {
        if view.format.is_some() {
            return Err(vm.buffer_error(
                "memoryview: cannot cast to unsigned bytes if the format flag is present",
            ));
        }
        view.shape = Box::new([(view.len / view.itemsize) as isize]);
        view.strides = Box::new([view.itemsize as isize]);
    }
    m.exports.set(m.exports.get() + 1);
    Ok(Buffer::new(this, view, Some(release)))
}

/// A buffer of the memoryview has gone back.
pub fn release(this: &Ref) {
    let m = of(this);
    m.exports.set(m.exports.get().saturating_sub(1));
}
