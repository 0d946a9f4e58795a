"""`format()` of decimals, by hand and over all combinations."""

from decimal import *
import random
import warnings

warnings.simplefilter("ignore")
for v, s in [
    ('1', '005'),
    ('1', '\u0665'),
    ('1', '.\u0663f'),
    ('1', '99999999999999999999'),
    ('1', '.99999999999999999999f'),
    ('1', '\xe9>5'),
    ('1', '\x00>5'),
    ('1', '\udc80>5'),
    ('1.5', '010,.3_f'),
    ('1234567.1234567', '020,.7_f'),
    ('nan', '010'),
    ('-inf', '=10'),
    ('-inf', '010%'),
    ('1234567.1234567', '020_.7,f'),
    ('-0.0001', 'z.2f'),
    ('-0.0001', 'z.2%'),
    ('-0.0001', 'zn'),
    ('12345.678', 'n'),
    ('1e-10', '.3%'),
    ('0', 'e'),
    ('0', '.3e'),
    ('0e5', '%'),
    ('0e5', '.2f'),
    ('0e5', 'f'),
    ('1e5', ',f'),
    ('1234', '#g'),
    ('1', '#.0f'),
    ('1', 'a'),
    ('1', '>>>'),
    ('1', '.1000000000000f'),
    ('1', '1000000000000000'),
    ('1', ',n'),
    ('1', '_n'),
    ('123456.789', '.,f'),
    ('123456.78912', '._f'),
    ('123456.78912', '.,g'),
    ('123456.78912', '.,'),
    ('1.5', 'C'),
    ('1.5', '=+#010.2f'),
]:
    try:
        r = format(Decimal(v), s)
        print(v, ascii(s), ascii(r)[:60], len(r))
    except BaseException as e:
        print(v, ascii(s), type(e).__name__, ascii(e))
for v, f, d in [
    ('12345.5', 'f', {'grouping': '\x03'}),
    ('12345.5', 'f', {'decimal_point': ','}),
    ('12345.5', ',f', {}),
    ('12345.5', 'n', {}),
    ('12345.5', 'f', {'decimal_point': '.'}),
    ('12345.5', 'f', {'thousands_sep': ','}),
    ('12345.5', 'f', {'thousands_sep': '.', 'grouping': '\x02', 'decimal_point': ','}),
    ('12345.5', ',f', {'thousands_sep': '.'}),
    ('12345.5', 'e', {}),
    ('12345.5', '', {}),
    ('12345.5', 'g', {}),
    ('12345.5', '%', {}),
    ('12345.5', '_f', {}),
    ('12345.5', 'zf', {'decimal_point': ','}),
    ('12345.5', 'zf', {}),
    ('12345.5', '', {'decimal_point': ','}),
    ('12345.5', 'n', {'thousands_sep': 'ab', 'grouping': '\x03'}),
    ('12345.5', 'n', {'thousands_sep': '\u2003', 'grouping': '\x03'}),
    ('12345.5', 'n', {'decimal_point': '\u2003\u2003', 'grouping': '\x03'}),
    ('1234567890.5', 'n', {'thousands_sep': '.', 'grouping': '\x02\x03'}),
    ('1234567890.5', 'n', {'thousands_sep': '.', 'grouping': '\x02\x7f'}),
    ('1234567890.5', 'n', {'thousands_sep': '.', 'grouping': ''}),
    ('1234567890.5', 'n', {'thousands_sep': '.', 'grouping': '\x00'}),
    ('1234567890.5', 'n', {'thousands_sep': '.', 'grouping': '\x02\x00'}),
    ('1234567890.5', '020n', {'thousands_sep': '.', 'grouping': '\x02\x01'}),
    ('5', 'N', {'decimal_point': 'xy'}),
]:
    try:
        print(v, f, ascii(d), ascii(Decimal(v).__format__(f, d)))
    except BaseException as e:
        print(v, f, ascii(d), type(e).__name__, e)

R = random.Random(14)
PARTS = [
    ['', '*', 'x', '0', '\xe9', '<'], ['<', '>', '=', '^'], ['', '', '+', '-', ' '], ['', '', '', 'z'], ['', '', '', '#'],
    ['', '', '0'], ['', '', '5', '20', '1'], ['', '', '', ',', '_'], ['', '', '.0', '.1', '.3', '.10', '.', '.,', '.5_'],
    ['', '', 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%', 's', 'N'],
]
VALUES = ['0', '-0', '1', '-1', '123.456', '-123.456', '1E+10', '1E-10', 'NaN', '-NaN123', 'sNaN', 'Infinity', '-Infinity',
          '12345678901234567890.5', '0.00001', '-0.001', '0E+5', '0E-10', '99999', '-0.00', '1.23E+30', '9.995', '0.5']
ROUNDINGS = [ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP]
for i in range(1500):
    skip = 0 if R.random() < .4 else 2
    s = ''.join(R.choice(p) for p in PARTS[skip:])
    getcontext().rounding = R.choice(ROUNDINGS)
    getcontext().capitals = R.choice([0, 1])
    v = R.choice(VALUES)
    try:
        print(v, ascii(s), ascii(format(Decimal(v), s)))
    except ValueError as e:
        print(v, ascii(s), e)
