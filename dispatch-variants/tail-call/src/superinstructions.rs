//! The handlers of superinstructions: see [`tricera_core::ops::superinstructions`].

use super::{Table, drop_word, raise, slow};
use crate::Handler;
use crate::spelling::{handler_fn, tail};
use std::marker::PhantomData;
use tricera_core::frame::Frame;
use tricera_core::ops::bodies::*;
use tricera_core::ops::superinstructions::numbers;
use tricera_core::ops::{Control, UnitMachine, VirtualStack, run_component};
use tricera_core::runtime::Vm;
use tricera_core::value::Slot;

macro_rules! component {
    ($w:ident, $t:ident, $op:ident) => {
        match run_component::<$op, _>(&mut $w) {
            Control::Next => {}
            Control::Jumped => {
                let mut m = $w.machine;
                dispatch!(m, $t::TABLE)
            }
            Control::Slow => {
                let m = $w.machine;
                tail!(slow::<$op, $t>(m.ip, m.sp, m.locals, m.frame, m.vm, m.arg))
            }
            Control::Drop(v) => {
                let m = $w.machine;
                tail!(drop_word::<$t>(m.ip, m.sp, m.locals, m.frame, m.vm, v.0))
            }
            Control::Raise | Control::Wide | Control::Exit => {
                let m = $w.machine;
                tail!(raise::<$t>(m.ip, m.sp, m.locals, m.frame, m.vm, m.arg))
            }
        }
    };
}

macro_rules! superinstructions {
    (numbered { $($name:ident: $($op:ident)+ $(> $last:ident)?;)* } others $others:tt) => {
        #[allow(non_snake_case)]
        mod handlers {
            use super::*;
            $(handler_fn! {
                fn $name<T: Table>(ip: *mut u16, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, arg: u64) {
                    unsafe {
                        // See `keep_apart`.
                        std::arch::asm!(concat!("/* ", stringify!($name), " */"), options(nomem, nostack, preserves_flags));
                        let mut w = VirtualStack::new(UnitMachine::<T::Observer> { ip, sp, locals, frame, vm, arg, observer: PhantomData });
                        $(component!(w, T, $op);)+
                        w.spill();
                        $(component!(w, T, $last);)?
                        let mut m = w.machine;
                        dispatch!(m, T::TABLE)
                    }
                }
            })*
        }

        /// Puts the handlers of those with a number into a table.
        pub(crate) const fn fill<T: Table>(mut table: [Handler; 256]) -> [Handler; 256] {
            $(table[numbers::$name as usize] = handlers::$name::<T>;)*
            table
        }
    };
}
tricera_core::for_each_superinstruction!(superinstructions);
