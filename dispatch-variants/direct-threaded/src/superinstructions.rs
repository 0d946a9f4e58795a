//! The handlers of superinstructions: see [`tricera_core::ops::superinstructions`].

use super::{Table, drop_word, raise, slow};
use crate::spelling::{handler_fn, tail};
use crate::{Handler, NO_WORD, Word};
use std::marker::PhantomData;
use tricera_core::frame::Frame;
use tricera_core::ops::bodies::*;
use tricera_core::ops::{Control, Instruction, PreDecodedMachine, VirtualStack, run_component};
use tricera_core::runtime::Vm;
use tricera_core::value::Slot;

macro_rules! component {
    ($w:ident, $t:ident, $op:ident) => {
        match run_component::<$op, _>(&mut $w) {
            Control::Next => {}
            Control::Jumped => {
                let m = $w.machine;
                let f: Handler = std::mem::transmute::<usize, Handler>((*m.ip).handler);
                tail!(f(m.ip, m.sp, m.locals, m.frame, m.vm, NO_WORD))
            }
            Control::Slow => {
                let m = $w.machine;
                tail!(slow::<$op, $t>(
                    m.ip, m.sp, m.locals, m.frame, m.vm, NO_WORD
                ))
            }
            Control::Drop(v) => {
                let m = $w.machine;
                tail!(drop_word::<$t>(
                    m.ip,
                    m.sp,
                    m.locals,
                    m.frame,
                    m.vm,
                    Word::new(v.0)
                ))
            }
            Control::Raise | Control::Wide | Control::Exit => {
                let m = $w.machine;
                tail!(raise::<$t>(m.ip, m.sp, m.locals, m.frame, m.vm, NO_WORD))
            }
        }
    };
}

macro_rules! superinstructions {
    (numbered { $($numbered:tt)* } others { $($others:tt)* }) => { superinstructions! { $($numbered)* $($others)* } };
    ($($name:ident: $($op:ident)+ $(> $last:ident)?;)*) => {
        #[allow(non_snake_case)]
        mod handlers {
            use super::*;
            $(handler_fn! {
                fn $name<T: Table>(ip: *mut Instruction, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, _unused: Word) {
                    unsafe {
                        // See `keep_apart`.
                        std::arch::asm!(concat!("/* ", stringify!($name), " */"), options(nomem, nostack, preserves_flags));
                        let mut w = VirtualStack::new(PreDecodedMachine::<T::Observer> { ip, sp, locals, frame, vm, observer: PhantomData });
                        $(component!(w, T, $op);)+
                        w.spill();
                        $(component!(w, T, $last);)?
                        let m = w.machine;
                        let f: Handler = std::mem::transmute::<usize, Handler>((*m.ip).handler);
                        tail!(f(m.ip, m.sp, m.locals, m.frame, m.vm, NO_WORD))
                    }
                }
            })*
        }

        /// The addresses of their handlers in the table `T`, in the order of the list.
        pub(crate) fn all<T: Table>() -> Vec<usize> {
            vec![$(handlers::$name::<T> as Handler as usize,)*]
        }
    };
}
pub(crate) use component;
tricera_core::for_each_superinstruction!(superinstructions);
