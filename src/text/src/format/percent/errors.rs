//! The errors that need the name of an argument's type: the caller raises them.

use crate::number::Error;

/// `%d` of something that is no number.
pub fn real_number_required(conversion: char, type_name: &str) -> Error {
    Error::type_error(format!(
        "%{conversion} format: a real number is required, not {type_name:.200}"
    ))
}

/// `%x` of something that is no integer.
pub fn integer_required(conversion: char, type_name: &str) -> Error {
    Error::type_error(format!(
        "%{conversion} format: an integer is required, not {type_name:.200}"
    ))
}

/// `%f` in bytes of something that is no number. (In str it is the error of `float()` itself.)
pub fn float_required_in_bytes(type_name: &str) -> Error {
    Error::type_error(format!("float argument required, not {type_name:.200}"))
}

/// `%c` of something that is neither integer nor string.
pub fn character_required(type_name: &str) -> Error {
    Error::type_error(format!(
        "%c requires an int or a unicode character, not {type_name:.200}"
    ))
}

/// `%c` of a string with more or less than one character.
pub fn one_character_required(len: usize) -> Error {
    Error::type_error(format!(
        "%c requires an int or a unicode character, not a string of length {len}"
    ))
}

/// `%c` in bytes of something that is neither integer nor bytes.
pub fn byte_required(type_name: &str) -> Error {
    Error::type_error(format!(
        "%c requires an integer in range(256) or a single byte, not {type_name:.200}"
    ))
}

/// `%c` in bytes of a bytes or bytearray (`type_name`) with more or less than one byte.
pub fn one_byte_required(type_name: &str, len: usize) -> Error {
    Error::type_error(format!(
        "%c requires an integer in range(256) or a single byte, not a {type_name} object of length {len}"
    ))
}

/// `%s` and `%b` in bytes of something that is not bytes-like.
pub fn bytes_like_required(type_name: &str) -> Error {
    Error::type_error(format!(
        "%b requires a bytes-like object, or an object that implements __bytes__, not '{type_name:.100}'"
    ))
}
