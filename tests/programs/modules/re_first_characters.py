"""What a pattern can begin with decides where it is tried: each kind of beginning, over each width of text."""

import re

TEXTS = [
    "",
    "a",
    "ab\nAB 12-3.x_",
    "aab aba\xe9\xc9\xb5 b1",
    "\u044f\u042fab \u0416x \u017f\u212a 7",
    "\U0001d4b3a\u0130b \U00010400\U00010428 ab1",
]

PATTERNS = [
    # one character
    r"a", r"[^a]", r".", r"\w", r"\W+", r"\d*", r"[a-c\xe9]+", r"[^\W\d_]+", r"[\u0430-\u044f]",
    # nothing, or something in front that takes nothing
    r"", r"\b", r"\ba", r"^.", r"(?m:^).", r"$", r"(?=b)\w", r"(?!a)\w", r"(?<=a)b", r"(?<!a)b", r"(?<=a)",
    # repetitions with and without a least count
    r"a*b", r"a*?b", r"a*+b", r"a{2,}b", r"(?:ab)*", r"(?:ab)*\s", r"(?:ab)+?\s", r"(?:ab)*+x", r"(?:a|b)+?1", r"(?:a*)*b",
    r"(\w)\1", r"(?:(a)|b)*", r"(?:(a)|b)*?-", r"((a)|(b))+", r"(?:a?){3}b", r"(a?)*?b", r"\w+(?:-\w+)*\.", r"x{0}a",
    # alternatives
    r"a|b", r"ab|a|", r"(?:a|)b", r"(?:|a)b", r"\d|[ab]+|-", r"(a)|(b)|(1)", r"(?:(a)|(b)|(\d))+", r"(?:a|ab)(?:c|\b)",
    # atomic groups and conditions
    r"(?>a*)b", r"(?>a|ab)\b", r"(?>)b", r"(a)?(?(1)b|1)", r"(a)?(?(1)b)", r"(?:(a)|(b))(?(1)b|a)",
    # one character to the tail
    r"\w*b", r"\w*?b", r"\w+\d", r".*", r".*?\n", r".+?(?= )", r"(\w+) ", r"(\w{2})(\w?)", r"(\w+?)(\d|$)",
]

for flags in (0, re.I | re.A | re.S | re.M):
    for pattern in PATTERNS:
        compiled = re.compile(pattern, flags)
        print(ascii(compiled))
        for text in TEXTS:
            found = [(*m.regs, m.lastindex or 0) for m in compiled.finditer(text)]
            whole = compiled.fullmatch(text)
            print(*(str(f).replace(" ", "") for f in found), whole and whole.regs)

print("A negated set leaves out both cases of the locale")
for pattern in (rb"[^a-c]", rb"[^A-C]+", rb"[a-c]+", rb"[^\Wa-c]\w?", rb"[^ac]", rb"x[^x]"):
    compiled = re.compile(pattern, re.L | re.I)
    print(pattern, [m.span() for m in compiled.finditer(b"aAbBdD xX-\xe9 Cc")])
