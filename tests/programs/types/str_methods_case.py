"""str: case methods and is* predicates, ASCII and beyond (special casing, final sigma, titles)."""

from _table import table

SAMPLES = [
    "", "hello World", "HELLO", "hello", "they're BILL's", "x1y2", "123", "\u00e9t\u00e9", "STRASSE", "stra\u00dfe",
    "\u0130stanbul", "\u01c6 \u01c5", "\ufb01le", "\u03a3\u0391\u03a3", "a\u03a3b \u03a3", "\u1e9e", "\u0149", "\u2160\u2170", "\u00b2\u00bd", "\u0663",
    "\u4e2d\u6587", "\U00010400\U00010428", "_a1", "1a", "a b", "\t\n ", "\u2028", "\xa0", "\x00", "\ud800", "\u00aa", "\u1f88",
]
for s in SAMPLES:
    print(ascii(s), [ascii(f(s)) for f in (str.upper, str.lower, str.title, str.capitalize, str.swapcase, str.casefold)])
PREDICATES = (
    str.isalpha, str.isdigit, str.isdecimal, str.isnumeric, str.isalnum, str.isspace, str.isupper,
    str.islower, str.istitle, str.isidentifier, str.isprintable, str.isascii,
)
print([p.__name__ for p in PREDICATES])
for s in SAMPLES:
    print(ascii(s), "".join("01"[p(s)] for p in PREDICATES))
table(globals(), """
    "abc".upper(1)
    "abc".isalpha("x")
    str.upper(5)
    str.upper()
    "abc".nope()
    """)
