"""Contexts: attributes, signals, the current context, and what is refused."""

from decimal import *
import _decimal
import copy
import decimal
import pickle


def t(src):
    try:
        print(src, '->', ascii(eval(src)))
    except BaseException as e:
        print(src, '!!', type(e).__name__, ascii(e.args))


def sa(name, *value):
    if value:
        setattr(c, name, *value)
    else:
        delattr(c, name)


c = Context()
VALUES = ['0', '-1', '2', '10**18', '10**30', "'x'", '1.5', 'None', "'ROUND_UP'", '[]', '{}', '[1]', '{Inexact: 1}']
for name in ['prec', 'Emax', 'Emin', 'rounding', 'capitals', 'clamp', 'flags', 'traps', 'foo']:
    t(f"sa({name!r})")
    for v in VALUES:
        t(f"sa({name!r}, {v})")
c = Context()
for s in [
    'Context(1,2)',
    'Context(rounding=5)',
    'Context(prec=0)',
    'Context(foo=1)',
    'Context(*range(9))',
    'Context(traps=[Inexact],flags={Inexact:1})',
    'Context(traps=5)',
    'Context(traps=[5])',
    'Context(traps=[Inexact,Inexact])',
    'Context(flags=c.flags)',
    'Context(clamp=2)',
    'Context(capitals=2)',
    'Context(None,None)',
    'c.flags[1]',
    'c.flags[Inexact]',
    'c.flags.__setitem__(Inexact,2)',
    'c.flags',
    'c.flags.__delitem__(Inexact)',
    'c.flags=={}',
    'c.flags==c.traps',
    'c.flags==dict(c.flags)',
    'c.flags==5',
    'c.flags<c.flags',
    'len(c.flags)',
    'list(c.flags)',
    'c.flags.copy()',
    'hash(c.flags)',
    'type(c.flags)()',
    'type(c.flags)()[Inexact]',
    'type(c.flags)(5)',
    'len(type(c.flags)())',
    'repr(type(c.flags)())',
    'c.flags.get(5)',
    'Inexact in c.flags',
    'c.flags.pop(Inexact)',
    'c.flags.clear()',
    'c.flags.update({Rounded:1})',
    'c.flags.items()',
    'c.foo',
    'c.Etiny()',
    'c.Etop()',
    'c.radix()',
    'c.create_decimal()',
    "c.create_decimal('1','2')",
    'c.create_decimal(1.5)',
    'c.create_decimal([1])',
    'c.create_decimal_from_float(1)',
    "c.create_decimal_from_float('1')",
    'c.create_decimal_from_float(1.1)',
    "c.create_decimal(' 1 ')",
    "c.create_decimal('1_0')",
    "c.create_decimal(Decimal('nan123'))",
    "Context(prec=2).create_decimal(Decimal('nan123'))",
    'c.abs(1)',
    "c.abs('1')",
    'c.abs(1.5)',
    "c.add(1,'x')",
    "c.add('x',1)",
    'c.add(1)',
    'c.add(x=1,y=2)',
    'c.power(2,3,5)',
    'c.power(a=2,b=3)',
    'c.power(2,3,modulo=5)',
    'c.power(2,3,None)',
    "c.power('a',3)",
    'c.power(3)',
    'c.fma(1,2)',
    "c.fma(1,2,'z')",
    'c.copy()',
    'copy.copy(c)',
    'c.copy_decimal(5)',
    "c.copy_decimal('5')",
    'c.canonical(5)',
    'c.canonical(Decimal(5))',
    'c.is_canonical(5)',
    'c.is_canonical(Decimal(5))',
    'c.is_nan(5)',
    "c.is_nan('a')",
    'c.to_sci_string(5)',
    'c.to_eng_string(1.5)',
    'c.logical_and(1,1)',
    'c.divmod(7,2)',
    'c._apply(5)',
    'c.clear_flags()',
    'c.clear_traps()',
    'c.number_class(5)',
    "c.number_class('5')",
    'c.same_quantum(1,2)',
    'getcontext(5)',
    'setcontext(5)',
    'setcontext()',
    'setcontext(DefaultContext)',
    'getcontext() is DefaultContext',
    'localcontext(5)',
    'localcontext(foo=1)',
    'localcontext(prec=0)',
    'localcontext(None,prec=5)',
    'localcontext(c,1)',
    'localcontext(ctx=c,prec=3).__enter__()',
    'getcontext()',
    'IEEEContext(32)',
    'IEEEContext(512)',
    'IEEEContext(0)',
    'IEEEContext(33)',
    'IEEEContext(1024)',
    "IEEEContext('a')",
    'IEEEContext(-32)',
    'IEEEContext(10**20)',
    'IEEEContext(IEEE_CONTEXT_MAX_BITS)',
    'DecimalTuple(1,2,3)',
    'DecimalTuple.__module__',
    'DecimalTuple._fields',
    'DecimalTuple.__doc__',
    'DecimalException.__bases__',
    '[x.__bases__ for x in (Clamped,InvalidOperation,DivisionByZero,Inexact,Rounded,Subnormal,Overflow,Underflow,FloatOperation,ConversionSyntax,DivisionImpossible,DivisionUndefined,InvalidContext)]',
    'Clamped.__doc__',
    'pickle.dumps(c)==pickle.dumps(c)',
    'pickle.loads(pickle.dumps(c))',
    "pickle.loads(pickle.dumps(Decimal('-1.5')))",
    'hash(c)==object.__hash__(c)',
    'c==c.copy()',
    'type(localcontext())',
    'Decimal.__hash__',
]:
    t(s)

DefaultContext.flags[Inexact] = True
c = Context()
t("c.flags[Inexact]")
DefaultContext.flags[Inexact] = False
f = Context().flags
for s in ["f", "f[Inexact]", "len(f)", "f == f", "list(f)", "f.copy()"]:
    t(s)
for bits in range(32, 513, 96):
    print(IEEEContext(bits))
for name in sorted(dir(_decimal)):
    if not name.startswith('__'):
        v = getattr(_decimal, name)
        print(name, type(v).__name__, v if isinstance(v, (int, str)) else '')
for cls in (Decimal, Context, type(Context().flags), type(localcontext())):
    for name in sorted(set(dir(cls)) - set(dir(object))):
        print(cls.__name__, name, type(getattr(cls, name)).__name__, getattr(getattr(cls, name), '__text_signature__', ''))


# The current context belongs to the context that code runs in.
import contextvars


def precision(n):
    before = getcontext().prec
    getcontext().prec = n
    return before, getcontext().prec, str(Decimal(1) / 3)


setcontext(Context(prec=5))
copied = contextvars.copy_context()
print(contextvars.Context().run(precision, 7))
print(copied.run(precision, 8), getcontext().prec)
with localcontext(prec=3, traps=[Inexact]) as inner:
    print(inner is getcontext(), getcontext().prec)
    try:
        Decimal(1) / 3
    except Inexact as e:
        print(repr(e), e.__class__.__mro__)
print(Decimal(1) / 3)


def generator():
    with localcontext(prec=2):
        yield Decimal(1) / 3
    yield Decimal(1) / 3


print(list(generator()), getcontext().prec)
