//! Floats of 16 bits.

const FRACTION: u32 = 10;
const BIAS: i32 = 15;

/// The value of a half.
pub fn to_f64(h: u16) -> f64 {
    let sign = if h >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(h >> FRACTION & 0x1f), f64::from(h & 0x3ff));
    match exponent {
        0 => sign * fraction * 2f64.powi(1 - BIAS - FRACTION as i32),
        0x1f if fraction == 0.0 => sign * f64::INFINITY,
        // The payload stays where it is.
        0x1f => f64::from_bits(
            u64::from(h >> 15) << 63 | 0x7ff << 52 | u64::from(h & 0x3ff) << (52 - FRACTION),
        ),
        _ => sign * (1024.0 + fraction) * 2f64.powi(exponent - BIAS - FRACTION as i32),
    }
}

/// The nearest half, ties to even; None if the value is too large for one.
pub fn from_f64(d: f64) -> Option<u16> {
    let sign = ((d.to_bits() >> 63) as u16) << 15;
    let d = d.abs();
    if d.is_nan() {
        let payload = (d.to_bits() >> (52 - FRACTION) & 0x3ff) as u16;
        return Some(sign | 0x7c00 | if payload == 0 { 0x200 } else { payload });
    }
    if d.is_infinite() {
        return Some(sign | 0x7c00);
    }
    if d == 0.0 {
        return Some(sign);
    }
    let exponent = ((d.to_bits() >> 52 & 0x7ff) as i32 - 1023).max(1 - BIAS);
    if exponent > BIAS {
        return None;
    }
    // In units of the last place: at most 2048, where rounding has carried into the next exponent.
    let units = (d * 2f64.powi(FRACTION as i32 - exponent)).round_ties_even() as u32;
    let bits = match units {
        u if u < 1024 => u,
        u => ((exponent + BIAS) as u32) * 1024 + (u - 1024),
    };
    (bits < 0x7c00).then_some(sign | bits as u16)
}
