//! The view and the builder.

use std::fmt::Write;
use tricera_text::str::{SizeError, StrBuf, StrRef, Width, join, replace, search, slice};

#[test]
fn the_builder_widens_and_finish_narrows() {
    let mut b = StrBuf::new();
    b.push(0x61);
    assert_eq!(b.view().width(), Width::Latin1);
    b.push(0x20AC);
    assert_eq!(b.view().width(), Width::Ucs2);
    b.push(0x1F600);
    assert_eq!(b.view().width(), Width::Ucs4);
    assert_eq!(b, "a€😀");
    b.truncate(2);
    let b = b.finish();
    assert_eq!(b.view().width(), Width::Ucs2);
    let tail = StrBuf::from(b.view().slice(0..1));
    assert_eq!(tail.view().width(), Width::Latin1);
}

#[test]
fn a_wide_view_of_narrow_text_does_not_widen() {
    let wide = [0x61u32, 0xE9];
    let mut b = StrBuf::new();
    write!(b, "{}-", 7).unwrap();
    b.push_str(StrRef::Ucs4(&wide));
    assert_eq!(b.view().width(), Width::Latin1);
    assert_eq!(b, "7-aé");
    assert_eq!(StrRef::Ucs4(&wide), StrRef::Latin1(&[0x61, 0xE9]));
    assert_eq!(
        search::find(StrRef::Latin1(b"xa\xe9"), StrRef::Ucs4(&wide)),
        Some(1)
    );
}

#[test]
fn sizes_that_no_memory_holds_are_errors() {
    let s = StrRef::Latin1(b"ab");
    assert!(matches!(
        join::repeat(s, usize::MAX / 2),
        Err(SizeError::Overflow(_))
    ));
    assert_eq!(
        join::repeat(s, usize::MAX >> 3).unwrap_err(),
        SizeError::Memory
    );
    let many = vec![b'a'; 1 << 24];
    let one = StrRef::Latin1(b"a");
    let long = StrBuf::from_latin1_vec(vec![b'b'; 1 << 24]);
    let huge = replace::replace(StrRef::Latin1(&many), one, long.view(), usize::MAX);
    assert_eq!(huge.unwrap_err(), SizeError::Memory);
}

#[test]
fn slices_with_steps() {
    let s = StrBuf::from("aé€😀z");
    assert_eq!(slice::reverse(s.view()), "z😀€éa");
    assert_eq!(
        slice::stepped(s.view(), 4, -4, 2).view().width(),
        Width::Latin1
    );
    assert_eq!(slice::stepped(s.view(), 1, 2, 2), "é😀");
    assert_eq!(slice::stepped(s.view(), 9, 1, 0), "");
}
