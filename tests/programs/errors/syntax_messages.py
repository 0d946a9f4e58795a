"""Sources that don't compile: exception type, message, line, offsets and text, as compile() raises them."""

cases = r'''
x = 
x = 1 +
1 = x
None = 1
x + 1 = 2
f() = 1
[a, 1] = 2
(a, b()) = 1
a, b += 1
x = (1
x = 1)
x = [1, 2
x = {1: 2
x = (1]
x = 'abc
x = """abc
x = f'{'
x = f'{}'
x = f'{a b}'
x = f'{a!z}'
x = f'}'
x = 0777
x = 1__0
x = 1_
x = 0b2
x = 0o8
x = 0xg
x = 1a
x = 1.5.3x
x = $
x = a ? b
x = a b
x = a, b c
print "hello"
print hello
exec "x"
if x:
if x
if x = 1: pass
while x = 1: pass
while
for x in
for 1 in x: pass
for x: pass
for f() in x: pass
def f
def f(
def f():
def f(): 
def f(a, a): pass
def f(a=1, b): pass
def f(*): pass
def f(*, **k): pass
def f(**k, a): pass
def f(*a, *b): pass
def f(a, /, b, /): pass
def f(/): pass
def f(*a, /): pass
def f(1): pass
def f(None): pass
def 1f(): pass
lambda a, a: 1
lambda *: 1
lambda a=1, b: 1
class
class C
class C:
class C(: pass
class 1: pass
return 1
yield 1
await x
break
continue
def f(): break
def f():\n continue
class C: return 1
class C: yield 1
async with x: pass
async for x in y: pass
[await x for y in z]
def f(): await x
def f(): async with a: pass
def f():\n x = 1\n global x
def f():\n print(x)\n global x
def f(x): global x
nonlocal x
def f(): nonlocal x
def f():\n x = 1\n def g():\n  nonlocal y
def f(x):\n nonlocal x
global x\nx: int = 1
x: int: str
x, y: int
(x, y): int = 1
f(): int
f(a=1, 2)
f(**k, 1)
f(**k, *a)
f(a=1, a=2)
f(1=2)
f(a.b=2)
f(True=1)
f(a for a in b, c)
f(c, a for a in b)
f(a, b for b in c, d)
f(*)
f(**)
f(a=)
f(x:=1, y=2)
f(y=x:=1)
x := 1
(x.a := 1)
(x[0] := 1)
[x := 1 for x in y]
[(y := 1) for x in (y := 2)]
class C: [(y := 1) for x in z]
import
import a.
import a as
import a as b.c
import *
from a import
from a import *, b
from a import (b, c
from a import b,
from a import ()
from . import
from import a
from a import b as c.d
def f(): from a import *
del
del f()
del 1
del a + b
del (a, 1)
del *a
*a = 1
*a
(*a)
x = *a
*a, *b = c
a, *b, *c = d
[*a for a in b]
{**a for a in b}
{*a: 1}
{1: *a}
{1: 2, 3}
{1, 2: 3}
{1:}
{**1: 2}
(a for a in b if)
[a for a]
[for a in b]
[a for 1 in b]
[a if b for c in d]
a if b
a if b else
x = if a: b
raise from x
raise x from
assert
assert x, 
assert (x, y) = 1
try: pass
try:\n pass\nx
try: pass\nexcept: pass\nexcept A: pass
try: pass\nfinally: pass\nexcept: pass
try: pass\nelse: pass
try: pass\nexcept A, B: x = = 1
try: pass\nexcept A as 1: pass
try: pass\nexcept A as b.c: pass
try: pass\nexcept* A: pass\nexcept B: pass
with x as 1: pass
with x as f(): pass
with: pass
with x
with (x as y, z as w: pass
else: pass
elif x: pass
except: pass
finally: pass
  x = 1
x = 1\n  y = 2
if x:\npass
if x:\n  a\n b
if x:\n\ta\n        b
if x:\n        a\n\tb
def f():\nreturn 1
for x in y:\npass
while x:\npass
class C:\npass
with x:\npass
try:\npass
if x:\n pass\nelse:\npass
if x:\n pass\nelif y:\npass
@
@x
@x\ny = 1
@1 2\ndef f(): pass
x = yield = 1
x = lambda: yield
not
a not b
a is not
a in
a < > b
a <> b
a ! b
a !
!a
a ++
a ==
a === b
a && b
a || b
a -> b
a =! b
x = 'a' b'c'
x = b'é'
x = '\N{no such name}'
x = '\x1'
x = '\u12'
x = '\U00110000'
x = "\
x = \ 1
x = 1 \
é = 1 $
“x”
x = ‘a’
x = a – b
True = 1
False += 1
True: int = 1
... = 1
__debug__ = 1
def __debug__(): pass
for __debug__ in x: pass
import __debug__
f(__debug__=1)
x.__debug__ = 1
(a, b) += 1
[a] += 1
f() += 1
1 += 1
a + b += 1
"a" = 1
f"{a}" = 1
{} = 1
{a} = 1
-a = 1
a and b = 1
not a = 1
a < b = 1
(yield) = 1
lambda: 1 = 2
a if b else c = 1
[x for x in y] = 1
x = 1 = 2
x = f() = 2
a.b: int = 1 = 2
match x:\n pass
match x:\n case 1: pass\n case _: pass\n case 2: pass
match x:\n case a | b: pass
match x:\n case {**a, 'b': 1}: pass
match x:\n case A(b=1, 2): pass
match x:\ncase 1: pass
type X
type X = 
type 1 = int
def f[T(): pass
class C[T: pass
def f[T, T](): pass
async x = 1
async def
async def f(): yield from x
async def f(): return 1; yield
async lambda: 1
await = 1
async = 1
pass x
pass = 1
None.x = 1; None += 1
global
global x y
global 1
x = (yield)
f(x for x in y, 1)
f(x=y for y in z)
class C(x for x in y): pass
if (a
  b): pass
d = {'a': 1 'b': 2}
l = [1 2]
l = [a b, c]
t = (1 2, 3)
f(a b)
f(a, b c)
f(1 2)
x = {a b}
x = a.1
x = a..b
x = a.
x = .a
x[1
x[]
x[1:2:3:4]
x[a=1]
'''.strip("\n").split("\n")
for case in cases:
    source = case.replace("\\n", "\n").replace("\\t", "\t") if not case.startswith(("x = '\\", 'x = "\\')) else case
    try:
        compile(source, "<case>", "exec")
        print(repr(source), "compiles")
    except SyntaxError as e:
        print(repr(source), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
    except Exception as e:
        print(repr(source), "|", type(e).__name__, e)
for source in ("(" * 300 + ")" * 300, "[" * 201, "\n" * 5 + "x = = 1", "x = 1\n" * 3 + "if x\n", "def f():\n    if 1:\n        x = (\n", "#é\nx = 'é' $", "\x0cx = = 1", "x\ty = 1"):
    try:
        compile(source, "<case>", "exec")
        print(repr(source[:20]), "compiles")
    except (SyntaxError, MemoryError, RecursionError) as e:
        print(repr(source[:20]), "|", type(e).__name__, "|", e.args[0], "|", getattr(e, "lineno", ""), getattr(e, "offset", ""), repr(getattr(e, "text", "") or "")[:40])
