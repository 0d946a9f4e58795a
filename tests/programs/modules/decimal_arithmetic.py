"""Every operation of decimals on random operands in random contexts: results and flags."""
import random
from decimal import *
R = random.Random(314)
n = 2500
only = []
ROUND = [ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP]

def digits(k):
    m = R.random()
    if m < 0.15:
        return '9' * k
    if m < 0.3:
        return '1' + '0' * (k - 1)
    if m < 0.4:
        return '5' + '0' * (k - 1)
    if m < 0.5:
        return R.choice('123456789') + '0' * (k - 2) + R.choice('0159') if k > 1 else R.choice('159')
    if m < 0.55:
        return '4' + '9' * (k - 1)
    return ''.join((R.choice('0123456789') for _ in range(k)))

def operand(p):
    m = R.random()
    if m < 0.02:
        return R.choice(['NaN', '-NaN', 'sNaN', '-sNaN5', 'NaN123456789', 'Infinity', '-Infinity', 'Inf'])
    if m < 0.05:
        s = '0'
    else:
        k = R.choice([1, 1, 2, 3, 5, p, p + 1, p - 1 or 1, 2 * p, 2 * p + 1, 18, 19, 20, 37, 38, 39, 40, 60, 77, 78])
        s = digits(max(1, min(k, 120)))
    e = R.choice([0, 0, 0, -1, -2, 1, 2, R.randint(-10, 10), R.randint(-60, 60), -len(s), 1 - len(s), -len(s) - 1, R.randint(-400, 400)])
    return R.choice(['', '-']) + s + 'E' + str(e)
small = lambda: R.choice(['', '-']) + str(R.randint(0, 50))
CTX2 = 'add subtract multiply divide divide_int remainder remainder_near divmod compare compare_signal compare_total compare_total_mag max min max_mag min_mag quantize next_toward same_quantum copy_sign scaleb shift rotate power logical_and logical_or logical_xor'.split()
CTX1 = 'abs minus plus exp ln log10 sqrt normalize next_minus next_plus to_integral to_integral_exact to_integral_value logb logical_invert number_class to_sci_string to_eng_string is_normal is_subnormal create_decimal is_zero canonical copy_abs copy_negate'.split()
OTHER = 'fma powmod cmp hash int float ratio fmt tuple round from_float quantize_r pow_int repr eqfloat'.split()
ALL = only or CTX2 * 2 + CTX1 + OTHER

def near(a):
    d = Decimal(a)
    return str(d.next_plus(Context(prec=len(str(d)) + 1, traps=[]))) if d.is_finite() else a

def one():
    p = R.choice([1, 2, 3, 5, 7, 9, 16, 19, 20, 28, 34, 37, 38, 39, 40, 60])
    emax = R.choice([3, 6, 50, 96, 384, 999999, 999999, 999999999999999999])
    emin = -R.choice([3, 6, 50, 95, 383, 999999, 999999, 999999999999999999])
    c = Context(prec=p, rounding=R.choice(ROUND), Emax=emax, Emin=emin, clamp=R.choice([0, 0, 0, 1]), capitals=R.choice([1, 1, 1, 0]), traps=[])
    if c.clamp and p > 28 + 300:
        pass
    op = R.choice(ALL)
    a = operand(p)
    b = operand(p)
    if R.random() < 0.15:
        b = near(a)
    if op in ('scaleb', 'shift', 'rotate') and R.random() < 0.8:
        b = small()
    if op == 'quantize' and R.random() < 0.7:
        b = '1E%d' % R.randint(-20, 10)
    if op.startswith('logical') and R.random() < 0.8:
        a = ''.join((R.choice('01') for _ in range(R.randint(1, p + 2))))
        b = ''.join((R.choice('01') for _ in range(R.randint(1, p + 2))))
    if op in ('power', 'pow_int') and R.random() < 0.7:
        b = R.choice(['', '-']) + R.choice([str(R.randint(0, 300)), '0.5', '1.5', '2.25', '0.1', '1E1', '1E-3', '2.0'])
    if op in ('ln', 'log10', 'power') and R.random() < 0.9:
        a = a.lstrip('-')
    if op in ('exp',) and R.random() < 0.7:
        a = R.choice(['', '-']) + str(R.randint(0, 99999)) + 'E%d' % R.randint(-12, 1)
    if op in ('ln', 'log10') and R.random() < 0.3:
        a = R.choice(['1.', '0.9999', '1.000000', '0.']) + str(R.randint(0, 10 ** 9))
    line = [op, a, b, p, c.rounding, emax, emin, c.clamp]
    try:
        x = Decimal(a)
        y = Decimal(b)
        if op in CTX2:
            r = getattr(c, op)(x, y)
        elif op in CTX1:
            r = getattr(c, op)(x)
        elif op == 'fma':
            r = c.fma(x, y, Decimal(operand(p)))
        elif op == 'powmod':
            r = c.power(R.randint(-10 ** R.randint(0, 30), 10 ** 20), R.randint(0, 10 ** R.randint(0, 20)), R.randint(-10 ** R.randint(0, p), 10 ** R.randint(0, p)))
        else:
            setcontext(c)
            c = getcontext()
            if op == 'cmp':
                r = (x == y, x != y, x < y, x <= y, x > y, x >= y)
            elif op == 'hash':
                r = hash(x) if not x.is_qnan() else 0
            elif op == 'int':
                r = (int(x), x.__floor__(), x.__ceil__(), x.__round__())
            elif op == 'float':
                r = float(x)
            elif op == 'ratio':
                r = x.as_integer_ratio()
            elif op == 'tuple':
                r = x.as_tuple()
            elif op == 'round':
                r = round(x, R.randint(-5, 20))
            elif op == 'from_float':
                f = R.choice([R.random(), R.random() * 10 ** R.randint(-300, 300), float(R.randint(-5, 5)), 2.0 ** R.randint(-1070, 1000)])
                r = (Decimal(f), c.create_decimal(f), c.create_decimal_from_float(f))
            elif op == 'quantize_r':
                r = x.quantize(Decimal('1E%d' % R.randint(-20, 5)), R.choice(ROUND))
            elif op == 'pow_int':
                r = x ** y
            elif op == 'repr':
                r = (repr(x), str(x), x.to_eng_string())
            elif op == 'eqfloat':
                f = R.choice([0.5, 1.0, float(x) if not x.is_nan() else 1.5])
                r = (x == f, x != f, f == x, x == 1, x < 5)
            elif op == 'fmt':
                s = ''
                if R.random() < 0.4:
                    s += R.choice(['', '*', 'x', 'é']) + R.choice('<>=^')
                s += R.choice(['', '', '+', '-', ' ']) + R.choice(['', '', '', 'z']) + R.choice(['', '', '', '#']) + R.choice(['', '', '0']) + R.choice(['', '', '5', '20', '1', '60']) + R.choice(['', '', '', ',', '_']) + R.choice(['', '', '.0', '.1', '.3', '.10', '.20', '.,', '.5_']) + R.choice(['', '', 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%'])
                line.append(s)
                r = format(x, s)
    except BaseException as e:
        r = type(e).__name__ + str(e)
        if isinstance(e, KeyboardInterrupt):
            raise
    print(*line, '->', r, [k.__name__ for k, v in c.flags.items() if v])
for i in range(n):
    one()
