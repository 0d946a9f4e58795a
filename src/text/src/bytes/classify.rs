//! The predicates: `isalpha`, `isdigit` and so on, by ASCII's classes.

/// Space, `\t`, `\n`, `\r`, `\v`, `\f`: what splits and strips byte strings.
#[inline]
pub fn is_space_byte(u: u8) -> bool {
    matches!(u, b' ' | 9..=13)
}

#[inline]
fn all(s: &[u8], holds: impl Fn(&u8) -> bool) -> bool {
    !s.is_empty() && s.iter().all(holds)
}

/// `s.isalpha()`
pub fn is_alpha(s: &[u8]) -> bool {
    all(s, u8::is_ascii_alphabetic)
}

/// `s.isalnum()`
pub fn is_alnum(s: &[u8]) -> bool {
    all(s, u8::is_ascii_alphanumeric)
}

/// `s.isdigit()`
pub fn is_digit(s: &[u8]) -> bool {
    all(s, u8::is_ascii_digit)
}

/// `s.isspace()`
pub fn is_space(s: &[u8]) -> bool {
    all(s, |u| is_space_byte(*u))
}

/// `s.islower()`: a small letter, and no capital.
pub fn is_lower(s: &[u8]) -> bool {
    !s.iter().any(u8::is_ascii_uppercase) && s.iter().any(u8::is_ascii_lowercase)
}

/// `s.isupper()`: a capital, and no small letter.
pub fn is_upper(s: &[u8]) -> bool {
    !s.iter().any(u8::is_ascii_lowercase) && s.iter().any(u8::is_ascii_uppercase)
}

/// `s.istitle()`: capitals only where a word begins, small letters only within one, and at least one letter.
pub fn is_title(s: &[u8]) -> bool {
    let (mut any, mut within) = (false, false);
    for u in s {
        if u.is_ascii_alphabetic() {
            if u.is_ascii_uppercase() == within {
                return false;
            }
            (any, within) = (true, true);
        } else {
            within = false;
        }
    }
    any
}
