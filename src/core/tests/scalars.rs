//! Numbers and text on their own, without an engine: sharing, ownership, sizes at the borders.

use tricera_core::object::{
    BinaryOp, CompareOp, as_bytes, as_str, char_at, decode_bytes, encode_str, from_utf8, join_strs,
    new_bytes, new_list, new_tuple, str_concat, str_join, str_slice, str_to_string,
};
use tricera_core::ops::EngineEntry;
use tricera_core::runtime::{Config, PyResult, Vm};
use tricera_core::value::Ref;

fn vm() -> Box<Vm> {
    Vm::new(EngineEntry::none(), Config::default())
}

/// The repr of a result, or the type and text of what was raised.
fn shown(vm: &Vm, r: PyResult) -> String {
    match r {
        Ok(v) => vm.repr_string(&v).unwrap(),
        Err(_) => {
            let e = vm.take_exception();
            format!(
                "{}: {}",
                vm.type_of(&e).name_str(),
                vm.str_string(&e).unwrap()
            )
        }
    }
}

#[test]
fn words_overflow_into_big_ints_and_back() {
    let vm = vm();
    let op = |a: &Ref, op, b: &Ref| vm.binary_op(a, b, op).unwrap();
    let max = vm.new_int((1 << 62) - 1);
    let one = vm.new_int(1);
    let big = op(&max, BinaryOp::Add, &one);
    assert!(big.header().is_some());
    assert!(op(&big, BinaryOp::Subtract, &one).is(&max));
    let square = op(&max, BinaryOp::Multiply, &max);
    assert_eq!(
        vm.repr_string(&square).unwrap(),
        "21267647932558653957237540927630737409"
    );
    assert!(op(&square, BinaryOp::FloorDivide, &max).is(&max));
    let min = vm.new_int(-(1 << 62));
    assert_eq!(
        vm.repr_string(&op(&min, BinaryOp::FloorDivide, &vm.new_int(-1)))
            .unwrap(),
        "4611686018427387904"
    );
    assert_eq!(
        vm.repr_string(&vm.negative(&min).unwrap()).unwrap(),
        "4611686018427387904"
    );
    for (a, b, q, r) in [
        (7, 2, 3, 1),
        (-7, 2, -4, 1),
        (7, -2, -4, -1),
        (-7, -2, 3, -1),
    ] {
        let (a, b) = (vm.new_int(a), vm.new_int(b));
        assert!(op(&a, BinaryOp::FloorDivide, &b).is(&vm.new_int(q)));
        assert!(op(&a, BinaryOp::Remainder, &b).is(&vm.new_int(r)));
    }
}

#[test]
fn errors_are_cpythons() {
    let vm = vm();
    let (one, zero) = (vm.new_int(1), vm.new_int(0));
    let a = from_utf8(&vm, "a").unwrap();
    let raised = |a: &Ref, op, b: &Ref| shown(&vm, vm.binary_op(a, b, op));
    assert_eq!(
        raised(&one, BinaryOp::TrueDivide, &zero),
        "ZeroDivisionError: division by zero"
    );
    assert_eq!(
        raised(&one, BinaryOp::Add, &a),
        "TypeError: unsupported operand type(s) for +: 'int' and 'str'"
    );
    assert_eq!(
        raised(&a, BinaryOp::Add, &one),
        "TypeError: can only concatenate str (not \"int\") to str"
    );
    assert_eq!(
        raised(&a, BinaryOp::Subscr, &one),
        "IndexError: string index out of range"
    );
    assert_eq!(
        raised(&one, BinaryOp::Lshift, &vm.new_int(-1)),
        "ValueError: negative shift count"
    );
}

#[test]
fn floats_compare_with_ints_exactly() {
    let vm = vm();
    let f = vm.new_float(9007199254740992.0);
    let i = vm.new_int(9007199254740993);
    let cmp = |a: &Ref, b: &Ref, op| vm.rich_compare(a, b, op).unwrap().is_true();
    assert!(cmp(&f, &i, CompareOp::Lt) && cmp(&i, &f, CompareOp::Gt));
    assert!(!cmp(&f, &i, CompareOp::Eq));
    let nan = vm.new_float(f64::NAN);
    assert!(cmp(&nan, &i, CompareOp::Ne) && !cmp(&nan, &nan, CompareOp::Eq));
}

#[test]
fn short_strings_are_shared_and_nothing_leaks() {
    let vm = vm();
    let text = from_utf8(&vm, "añ€😀").unwrap();
    let a = char_at(&vm, as_str(&text), 0).unwrap();
    assert!(a.is(&from_utf8(&vm, "a").unwrap()));
    assert!(a.is(&vm.interned.intern_str(&vm, "a")));
    assert!(str_slice(&vm, &text, 2..2).unwrap().is(&vm.names.empty));
    let before = vm.heap.stats().objects;
    {
        let s = str_concat(&vm, &text, &from_utf8(&vm, " end").unwrap()).unwrap();
        assert_eq!(str_to_string(&s), "añ€😀 end");
        assert!(as_str(&str_slice(&vm, &s, 0..2).unwrap()).width() == 1);
        let long = from_utf8(&vm, &"x".repeat(5000)).unwrap();
        let parts = [long.clone(), text.clone(), long];
        let sep = from_utf8(&vm, ", ").unwrap();
        let joined = join_strs(&vm, Some(&sep), &parts).unwrap();
        assert_eq!(as_str(&joined).len(), 10_008);
        assert_eq!(as_str(&joined).width(), 4);
        let list = new_list(&vm, vec![a.clone(), vm.new_int(1)]);
        assert_eq!(
            shown(&vm, str_join(&vm, &sep, &list)),
            "TypeError: sequence item 1: expected str instance, int found"
        );
    }
    assert_eq!(vm.heap.stats().objects, before);
}

#[test]
fn formats() {
    let vm = vm();
    let s = |t: &str| from_utf8(&vm, t).unwrap();
    let args = new_tuple(&vm, vec![vm.new_int(7), vm.new_float(2.5), s("x")]);
    let out = vm.binary_op(&s("%05d|%-6.1f|%r"), &args, BinaryOp::Remainder);
    assert_eq!(shown(&vm, out), "\"00007|2.5   |'x'\"");
    let f = s("{0:>4}|{1:.2f}|{2!r}|{{}}");
    let args = [vm.new_int(7), vm.new_float(2.5), s("x")];
    let out = vm.call_method_str(&f, "format", &args);
    assert_eq!(shown(&vm, out), "\"   7|2.50|'x'|{}\"");
    let b = new_bytes(&vm, *b"%d %s");
    let args = new_tuple(&vm, vec![vm.new_int(7), new_bytes(&vm, *b"x")]);
    assert_eq!(
        shown(&vm, vm.binary_op(&b, &args, BinaryOp::Remainder)),
        "b'7 x'"
    );
}

#[test]
fn codecs_and_their_errors() {
    let vm = vm();
    let s = from_utf8(&vm, "aé").unwrap();
    assert_eq!(
        encode_str(&vm, &s, "utf-8", "strict").unwrap(),
        b"a\xc3\xa9"
    );
    assert_eq!(
        encode_str(&vm, &s, "ascii", "backslashreplace").unwrap(),
        b"a\\xe9"
    );
    let failed = encode_str(&vm, &s, "ascii", "strict").map(|b| new_bytes(&vm, b));
    assert_eq!(
        shown(&vm, failed),
        "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 1: ordinal not in range(128)"
    );
    assert_eq!(
        shown(&vm, decode_bytes(&vm, b"\xff", "utf-8", "nonsense")),
        "LookupError: unknown error handler name 'nonsense'"
    );
    assert_eq!(
        shown(&vm, decode_bytes(&vm, b"a", "nonsense", "strict")),
        "LookupError: no codec search functions registered: can't find encoding: nonsense"
    );
    let b = new_bytes(&vm, *b"ab");
    assert_eq!(as_bytes(&b), b"ab");
}
