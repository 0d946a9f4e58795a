//! The predicates: `isalpha`, `isdigit` and so on.

use super::view::{StrRef, Unit, each_width};
use crate::unicode;

/// Whether there is a code point, and the condition holds for all.
#[inline]
fn all(s: StrRef<'_>, holds: impl Fn(u32) -> bool) -> bool {
    each_width!(s, u => !u.is_empty() && u.iter().all(|u| holds(u.code())))
}

/// `s.isalpha()`
pub fn is_alpha(s: StrRef<'_>) -> bool {
    all(s, unicode::is_alpha)
}

/// `s.isalnum()`
pub fn is_alnum(s: StrRef<'_>) -> bool {
    all(s, unicode::is_alnum)
}

/// `s.isdecimal()`
pub fn is_decimal(s: StrRef<'_>) -> bool {
    all(s, unicode::is_decimal)
}

/// `s.isdigit()`
pub fn is_digit(s: StrRef<'_>) -> bool {
    all(s, unicode::is_digit)
}

/// `s.isnumeric()`
pub fn is_numeric(s: StrRef<'_>) -> bool {
    all(s, unicode::is_numeric)
}

/// `s.isspace()`
pub fn is_space(s: StrRef<'_>) -> bool {
    all(s, unicode::is_space)
}

/// `s.isprintable()`: true for the empty string too.
pub fn is_printable(s: StrRef<'_>) -> bool {
    s.is_empty() || all(s, unicode::is_printable)
}

/// `s.isidentifier()`
pub fn is_identifier(s: StrRef<'_>) -> bool {
    s.get(0).is_some_and(unicode::is_xid_start) && all(s, unicode::is_xid_continue)
}

/// `s.islower()`: a lower-case letter, and no upper-case or title-case one.
pub fn is_lower(s: StrRef<'_>) -> bool {
    let wrong = |c| unicode::is_upper(c) || unicode::is_title(c);
    each_width!(s, u => {
        !u.iter().any(|u| wrong(u.code())) && u.iter().any(|u| unicode::is_lower(u.code()))
    })
}

/// `s.isupper()`: an upper-case letter, and no lower-case or title-case one.
pub fn is_upper(s: StrRef<'_>) -> bool {
    let wrong = |c| unicode::is_lower(c) || unicode::is_title(c);
    each_width!(s, u => {
        !u.iter().any(|u| wrong(u.code())) && u.iter().any(|u| unicode::is_upper(u.code()))
    })
}

/// `s.istitle()`: capitals only where a word begins, small letters only within one, and at least one letter.
pub fn is_title(s: StrRef<'_>) -> bool {
    let (mut any, mut within) = (false, false);
    for c in s.chars() {
        if unicode::is_upper(c) || unicode::is_title(c) {
            if within {
                return false;
            }
            (any, within) = (true, true);
        } else if unicode::is_lower(c) {
            if !within {
                return false;
            }
            any = true;
        } else {
            within = false;
        }
    }
    any
}
