//! Floats of 16 bits (IEEE 754 binary16).

/// The value of such a float.
pub(super) fn from_half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 != 0 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1F), f64::from(bits & 0x3FF));
    match exponent {
        0 => sign * fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => sign * f64::INFINITY,
        31 => {
            // The payload of a NaN stays what it is.
            let wide = u64::from(bits & 0x8000) << 48
                | 0x7FF0_0000_0000_0000
                | u64::from(bits & 0x3FF) << 42;
            f64::from_bits(wide)
        }
        _ => sign * (1024.0 + fraction) * 2f64.powi(exponent - 25),
    }
}

/// The nearest such float, ties to even; `None` if the value is too large.
pub(super) fn to_half(x: f64) -> Option<u16> {
    let sign = ((x.to_bits() >> 48) & 0x8000) as u16;
    if x == 0.0 {
        return Some(sign);
    }
    if x.is_infinite() {
        return Some(sign | 0x7C00);
    }
    if x.is_nan() {
        let payload = (x.to_bits() >> 42 & 0x3FF) as u16;
        return Some(sign | 0x7C00 | if payload == 0 { 1 } else { payload });
    }
    let exponent = ((x.to_bits() >> 52 & 0x7FF) as i32) - 1023;
    if exponent >= 16 {
        return None;
    }
    if exponent < -25 {
        return Some(sign);
    }
    // In units of the last place: 2**-24 for the smallest floats.
    let unit = exponent.max(-14) - 10;
    let scaled = x.abs() / 2f64.powi(unit);
    let n = scaled.round_ties_even() as u32;
    // What is rounded up to the next power of two carries into the exponent by itself.
    let bits = ((exponent.max(-14) + 14) as u32) * 1024 + n;
    if bits >= 0x7C00 {
        return None;
    }
    Some(sign | bits as u16)
}
