//! Decimals: exactness, rounding and conditions, against answers that can be seen to be right.

use tricera_text::number::decimal::{Context, Decimal, DecimalSpec, Rounding, Status, status};

const CTX: Context = Context {
    prec: 9,
    emax: 384,
    emin: -383,
    rounding: Rounding::HalfEven,
    clamp: false,
};

fn d(text: &str) -> Decimal {
    Decimal::parse(text.as_bytes()).expect("a number")
}

fn show(n: &Decimal) -> String {
    String::from_utf8(n.text(false, true).to_vec()).expect("ASCII")
}

/// The text of a result, and what was met.
fn run(f: impl FnOnce(&mut Status) -> Decimal) -> (String, Status) {
    let mut met = 0;
    let n = f(&mut met);
    (show(&n), met)
}

#[test]
fn text_round_trips() {
    for text in [
        "0",
        "-0",
        "1.50",
        "1E+3",
        "1.23E-10",
        "0.000001",
        "1E-7",
        "NaN",
        "sNaN12",
        "-Infinity",
        "340282366920938463463374607431768211455",
        "340282366920938463463374607431768211456",
        "12345678901234567890123456789012345678901234567890.5",
    ] {
        assert_eq!(show(&d(text)), text);
    }
    for text in ["", ".", "1e", "e5", "1 2", "+-1", "nanx", "infinit", "--1"] {
        assert!(Decimal::parse(text.as_bytes()).is_none(), "{text}");
    }
}

#[test]
fn every_rounding_of_halves() {
    let expected = [
        (Rounding::Up, ["3", "2", "-2", "-3"]),
        (Rounding::Down, ["2", "1", "-1", "-2"]),
        (Rounding::Ceiling, ["3", "2", "-1", "-2"]),
        (Rounding::Floor, ["2", "1", "-2", "-3"]),
        (Rounding::HalfUp, ["3", "2", "-2", "-3"]),
        (Rounding::HalfDown, ["2", "1", "-1", "-2"]),
        (Rounding::HalfEven, ["2", "2", "-2", "-2"]),
        (Rounding::ZeroFiveUp, ["2", "1", "-1", "-2"]),
    ];
    for (rounding, answers) in expected {
        let ctx = CTX.with_rounding(rounding).with_prec(1);
        for (text, answer) in ["2.5", "1.5", "-1.5", "-2.5"].into_iter().zip(answers) {
            let (shown, met) = run(|met| d(text).finalize(&ctx, met));
            assert_eq!(shown, answer, "{text} {rounding:?}");
            assert_eq!(met, status::INEXACT | status::ROUNDED);
        }
    }
}

/// Products, quotients and sums at the edges of one, two and four words: by way of identities.
#[test]
fn wide_arithmetic_is_exact() {
    let edges = [
        1u128,
        2,
        9,
        10,
        0xFFFF_FFFF,
        1 << 32,
        u64::MAX as u128,
        1 << 64,
        10u128.pow(19),
        10u128.pow(38) - 1,
        10u128.pow(38),
        u128::MAX - 1,
        u128::MAX,
    ];
    let exact = Context {
        prec: 200,
        emax: 999_999,
        emin: -999_999,
        ..CTX
    };
    for a in edges {
        for b in edges {
            let (x, y) = (d(&a.to_string()), d(&b.to_string()));
            let mut met = 0;
            let product = x.multiply(&y, &exact, &mut met);
            assert!(
                product.divide(&y, &exact, &mut met).order(&x).is_eq(),
                "{a} * {b}"
            );
            let (q, r) = product
                .add(&Decimal::from_i64(1), &exact, &mut met)
                .divmod(&y, &exact, &mut met);
            let back =
                q.fma(&y, &r, &exact, &mut met)
                    .subtract(&Decimal::from_i64(1), &exact, &mut met);
            assert!(back.order(&product).is_eq(), "{a} // {b}");
            assert_eq!(met & status::INEXACT, 0);
            // Rounded at once, and rounded from the exact result.
            for prec in [1, 9, 19, 28, 38] {
                let ctx = exact.with_prec(prec);
                let (mut m1, mut m2) = (0, 0);
                let direct = x.multiply(&y, &ctx, &mut m1);
                let two_steps = product.clone().finalize(&ctx, &mut m2);
                assert_eq!(show(&direct), show(&two_steps), "{a} * {b} at {prec}");
                assert_eq!(m1, m2);
            }
        }
    }
}

#[test]
fn conditions() {
    let ask = |f: &dyn Fn(&mut Status) -> Decimal| run(f);
    let zero = d("0");
    assert_eq!(
        ask(&|m| d("1").divide(&zero, &CTX, m)),
        ("Infinity".into(), status::DIVISION_BY_ZERO)
    );
    assert_eq!(
        ask(&|m| zero.divide(&zero, &CTX, m)),
        ("NaN".into(), status::DIVISION_UNDEFINED)
    );
    assert_eq!(
        ask(&|m| d("sNaN7").add(&zero, &CTX, m)),
        ("NaN7".into(), status::INVALID_OPERATION)
    );
    let overflow = status::OVERFLOW | status::INEXACT | status::ROUNDED;
    assert_eq!(
        ask(&|m| d("9E384").multiply(&d("10"), &CTX, m)),
        ("Infinity".into(), overflow)
    );
    let tiny = status::UNDERFLOW | status::SUBNORMAL | status::INEXACT | status::ROUNDED;
    assert_eq!(
        ask(&|m| d("1E-391").divide(&d("3"), &CTX, m)),
        ("0E-391".into(), tiny | status::CLAMPED)
    );
    let huge = Context::MAX;
    assert_eq!(
        ask(&|m| d("1").divide(&d("3"), &huge, m)).1,
        status::MALLOC_ERROR
    );
}

#[test]
fn functions() {
    let ctx = CTX.with_prec(30);
    let rounded = status::INEXACT | status::ROUNDED;
    let answers = [
        (
            run(|m| d("2").sqrt(&ctx, m)),
            "1.41421356237309504880168872421",
        ),
        (
            run(|m| d("1").exp(&ctx, m)),
            "2.71828182845904523536028747135",
        ),
        (
            run(|m| d("2").ln(&ctx, m)),
            "0.693147180559945309417232121458",
        ),
        (
            run(|m| d("10").ln(&ctx, m)),
            "2.30258509299404568401799145468",
        ),
        (
            run(|m| d("2").log10(&ctx, m)),
            "0.301029995663981195213738894724",
        ),
    ];
    for ((shown, met), answer) in answers {
        assert_eq!(shown, answer);
        assert_eq!(met, rounded);
    }
    assert_eq!(run(|m| d("144").sqrt(&ctx, m)), ("12".into(), 0));
    assert_eq!(run(|m| d("1E-7").log10(&ctx, m)), ("-7".into(), 0));
    assert_eq!(
        run(|m| d("1.1").power(&d("3"), &ctx, m)),
        ("1.331".into(), 0)
    );
    // Logarithms next to one and exponentials next to zero keep their digits.
    let next = d(&format!("1.{}1", "0".repeat(60)));
    assert_eq!(
        run(|m| next.ln(&ctx, m)).0,
        "1.00000000000000000000000000000E-61"
    );
}

#[test]
fn formats() {
    let ctx = CTX.with_prec(28);
    for (number, spec, answer) in [
        ("1234567.891", ",.2f", "1,234,567.89"),
        ("-0.001", "z.2f", "0.00"),
        ("12", "+08.1f", "+00012.0"),
        ("0.5", "%", "50%"),
        ("1E+5", "g", "1e+5"),
        ("1234567.1234567", "_.7_f", "1_234_567.123_456_7"),
    ] {
        let spec = DecimalSpec::parse(spec).expect("a specifier");
        assert_eq!(d(number).format(&spec, &ctx, true), Ok(answer.to_owned()));
    }
    for spec in ["<010", "q", ".", ",n", "5 "] {
        assert!(DecimalSpec::parse(spec).is_err(), "{spec}");
    }
}
