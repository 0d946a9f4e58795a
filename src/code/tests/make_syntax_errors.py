"""Writes CPython 3.14's answers to wrong source into tests/data/syntax-errors.json.

    python3.14 tests/make_syntax_errors.py

Each entry: [source, mode, exception class, message, [lineno, offset, end_lineno, end_offset] or null].
"""

import json
import pathlib
import sys
import warnings

assert sys.version_info[:2] == (3, 14), sys.version
warnings.simplefilter("ignore")

SOURCES = [
    "x = ", "  x", "if 1:\nx", "if 1:\n\tx\n        y", "if 1:\n  x\n y", "(", "(]", "'abc", "'''abc", "f(a=1, 2)",
    "return", "yield", "1 = x", "x +", "def f(:", "break", "continue", "a b", "print 1", "f'{'", "x = 0777", "\0x",
    "nonlocal x", "def f():\n nonlocal x", "def f(a,a): pass", "import *", "from __future__ import x",
    "from __future__ import braces", "async def f():\n yield 1\n return 1", "class A:\n  return 1", "del f()",
    "x: int: 3", "lambda x=: 1", "for x in: pass", "{1:2, 3}", "a if b", "await x", "'é' 1", "é = (1 2)", "x = $",
    "if x\n  y", "a, b += 1", "*a", "(*a)", "print(*a for a in b)", "f(x for x in y, 1)", "try: pass",
    "while 1: pass\nelse", "else: pass", "\tif 1:\n  pass", "x = 1\n  y = 2", "with open(x) as 1: pass",
    "a = b = 1 = c", "None = 1", "x.y.1", "1.a", "0x", "1__0", "b'é'", "u'a' b'b'", "x = 1\nglobal x",
    "def f():\n x=1\n global x", "def f(a=1, b): pass", "f(**k, *a)", "f(**k, a)", "def f(*): pass", "f(a for a in b, c)",
    "x = (yield)", "match x:\n  case a | b: pass", "match x:\n  case a: pass\n  case b: pass", "(" * 201 + ")" * 201,
    "a := 1", "x = 'a\n", "if 1:\n", "for x in y:\n", "class A\n pass", "x = [1,\n", "x = {'a': 1", "import a.b as c.d",
    "from a import (b", "from a import b,", "from a import *; def f(): pass", "def f():\n from a import *", "x++", "x = y = ",
    "assert", "raise from x", "del", "with a as: pass", "try:\n x\nexcept a, b:\n y", "try:\n x\nexcept*:\n y",
    "try:\n x\nfinally:\n y\nexcept:\n z", "def f(x):\n  global x", "lambda: (yield)\nx = =", "@a\nx = 1", "x[]", "x[1:2", "0b2", "0o8",
    "1e", "x = 5a", "\\ x", "a\\", "é€ = 1", "x = '\\x1'", "f'{a b}'", "f'{}'", "f'{a!x}'", "async x", "def f(): await x",
    "def 1f(): pass", "if x = 1: pass", "while x = 1: pass", "f(a=1, a=2)", "f(1=2)", "f(a.b=2)", "{**a for a in b}", "[*a for a in b]",
    "not", "a not b", "a is is b", "x = if", "class", "def", "True = 1", "__debug__ = 1", "f(True=1)", "def f(None): pass",
    "''.join(a b)", "x = 1,\n,", "elif x: pass", "pass;;", "x; ; y", "\n\n\n  x", "def f():\npass", "while 1:\npass", "with x:\npass",
    "class A:\npass", "try:\npass", "x = \"abc\ny = 1", "type X = ", "def f[T](): pass\nclass A[", "case 1: pass", "print(1", "a[1", "if a:\n    b\n  c",
]


def answer(source, mode):
    try:
        compile(source, "<test>", mode, dont_inherit=True)
    except Exception as error:
        position = None
        if isinstance(error, SyntaxError) and error.filename is not None:
            position = [error.lineno, error.offset, error.end_lineno, error.end_offset]
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        return [source, mode, type(error).__name__, message, position]
    return [source, mode, None, None, None]


rows = [answer(source, "exec") for source in SOURCES]
rows += [answer(source, "eval") for source in ("", "x = 1", "pass", "1 2", "  1", "(1", "1\n2")]
rows += [answer(source, "single") for source in ("", "x\ny", "if 1:", "x = 1; y", "for x in y: pass\nz")]
path = pathlib.Path(__file__).parent / "data" / "syntax-errors.json"
path.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
