//! What patterns ask about single characters.

use super::op::category as c;
use crate::unicode;

/// Lower case among ASCII.
#[inline]
pub fn lower_ascii(ch: u32) -> u32 {
    if (0x41..=0x5A).contains(&ch) {
        ch | 0x20
    } else {
        ch
    }
}

/// Upper case among ASCII: what the C library's locale adds beyond it is nothing in the locales that Python runs in.
#[inline]
pub fn upper_ascii(ch: u32) -> u32 {
    if (0x61..=0x7A).contains(&ch) {
        ch & !0x20
    } else {
        ch
    }
}

/// Lower case as one character, the first if there are more.
#[inline]
pub fn lower_unicode(ch: u32) -> u32 {
    if ch < 0x80 {
        return lower_ascii(ch);
    }
    unicode::to_lower(ch).first()
}

/// Upper case as one character, the first if there are more.
#[inline]
pub fn upper_unicode(ch: u32) -> u32 {
    if ch < 0x80 {
        return upper_ascii(ch);
    }
    unicode::to_upper(ch).first()
}

/// Is it an ASCII letter?
pub fn is_cased_ascii(ch: u32) -> bool {
    lower_ascii(ch) != ch || upper_ascii(ch) != ch
}

/// Has it another case?
pub fn is_cased_unicode(ch: u32) -> bool {
    lower_unicode(ch) != ch || upper_unicode(ch) != ch
}

fn ascii(ch: u32, test: fn(&u8) -> bool) -> bool {
    u8::try_from(ch).is_ok_and(|b| b.is_ascii() && test(&b))
}

/// Does it end a line, for `.`, `^` and `$`?
#[inline]
pub fn is_line_feed(ch: u32) -> bool {
    ch == 10
}

fn is_space_ascii(ch: u32) -> bool {
    matches!(ch, 9..=13 | 32)
}

/// `\w` with the flag ASCII.
#[inline]
pub fn is_word_ascii(ch: u32) -> bool {
    ch == 0x5F || ascii(ch, u8::is_ascii_alphanumeric)
}

/// `\w`
#[inline]
pub fn is_word_unicode(ch: u32) -> bool {
    if ch < 0x80 {
        return is_word_ascii(ch);
    }
    unicode::is_alnum(ch)
}

/// Is the character in the category?
pub fn in_category(category: u32, ch: u32) -> bool {
    match category {
        c::DIGIT => ascii(ch, u8::is_ascii_digit),
        c::NOT_DIGIT => !ascii(ch, u8::is_ascii_digit),
        c::SPACE => is_space_ascii(ch),
        c::NOT_SPACE => !is_space_ascii(ch),
        c::WORD | c::LOC_WORD => is_word_ascii(ch),
        c::NOT_WORD | c::LOC_NOT_WORD => !is_word_ascii(ch),
        c::LINEBREAK => is_line_feed(ch),
        c::NOT_LINEBREAK => !is_line_feed(ch),
        c::UNI_DIGIT => unicode::is_decimal(ch),
        c::UNI_NOT_DIGIT => !unicode::is_decimal(ch),
        c::UNI_SPACE => unicode::is_space(ch),
        c::UNI_NOT_SPACE => !unicode::is_space(ch),
        c::UNI_WORD => is_word_unicode(ch),
        c::UNI_NOT_WORD => !is_word_unicode(ch),
        c::UNI_LINEBREAK => unicode::is_line_break(ch),
        _ => !unicode::is_line_break(ch),
    }
}
