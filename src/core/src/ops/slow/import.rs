//! Imports.

use super::{at, replace};
use crate::frame::Frame;
use crate::ops::Outcome;
use crate::runtime::Vm;
use crate::value::{Ref, Slot};

/// IMPORT_NAME: `level, fromlist` → module
pub unsafe fn import_name(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let name = Ref::view(&*(*frame).code().names.add(arg as usize));
        let globals = (*frame)
            .function()
            .globals
            .get()
            .expect("a function has globals");
        let locals = if (*frame).is(Frame::NAMESPACE) {
            Some(Ref::view(&(*frame).owner))
        } else {
            None
        };
        let r = vm.import_name(&globals, locals, name, at(sp, 0), at(sp, 1));
        replace(frame, sp, 2, r)
    }
}

/// IMPORT_FROM: `module` → `module, attribute`
pub unsafe fn import_from(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let name = Ref::view(&*(*frame).code().names.add(arg as usize));
        match vm.import_from(at(sp, 0), name) {
            Ok(v) => {
                *sp = v.into_slot();
                Outcome::next(sp.add(1))
            }
            Err(_) => Outcome::RAISED,
        }
    }
}
