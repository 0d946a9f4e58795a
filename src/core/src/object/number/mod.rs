//! `int`, `bool`, `float`.

mod bool;
mod float;
mod int;

pub use bool::BOOL;
pub use float::{FLOAT, FloatObject, float_value};
pub use int::{
    BigIntObject, INT, exact_int, int_is_negative, int_to_bigint, int_to_i64, new_bigint,
};
