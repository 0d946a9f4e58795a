#!/usr/bin/env python3.14
"""Writes tests/data/*.tsv: what CPython 3.14 answers, for the tests to compare with.

Run with CPython 3.14 from the crate's folder:

    PYTHONHASHSEED=0 python3.14 tools/make_test_data.py

A line is: function, arguments, answer, separated by tabs. A value is written as
s61.20ac (str, hexadecimal code points), b6100 (bytes), i-5 (int), f0x1p+0 (float), T, F, N, l… (list or tuple, items
separated by commas), e… (the exception's text).
"""

import codecs
import os
import random
import struct
import subprocess
import sys
import unicodedata
import warnings

warnings.simplefilter("ignore")
assert sys.version_info[:2] == (3, 14) and os.environ.get("PYTHONHASHSEED") == "0"
HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(os.path.dirname(HERE), "tests", "data")
rng = random.Random(314)


def show(v):
    if isinstance(v, str):
        return "s" + ".".join(f"{ord(c):x}" for c in v)
    if isinstance(v, (bytes, bytearray)):
        return "b" + v.hex()
    if v is None or isinstance(v, bool):
        return {None: "N", True: "T", False: "F"}[v]
    if isinstance(v, int):
        return f"i{v}"
    if isinstance(v, float):
        return "f" + v.hex()
    if isinstance(v, (list, tuple)):
        return "l" + ",".join(map(show, v))
    if isinstance(v, BaseException):
        return "e" + str(v)
    raise TypeError(v)


class Table:
    def __init__(self, name):
        self.path, self.lines = os.path.join(DATA, name), []

    def add(self, name, args, answer):
        line = "\t".join([name, *map(show, args), show(answer)])
        assert "\n" not in line
        self.lines.append(line)

    def call(self, name, function, *args):
        try:
            answer = function(*args)
        except (ValueError, OverflowError, TypeError) as e:
            answer = e
        self.add(name, args, answer)

    def write(self):
        with open(self.path, "w") as f:
            f.writelines(line + "\n" for line in dict.fromkeys(self.lines))


# ---------------------------------------------------------------------------------------------------------------- str

TEXTS = [
    "", "a", "A", "abc", "ABC", "Hello World", "hello, wörld", "  lead and trail \t\n", "a,b,,c,", ",,", "x" * 40,
    "The quick brown fox jumps over the lazy dog", "it's", 'say "hi"', "both ' and \"", "back\\slash", "tab\there\tx",
    "line one\nline two\r\nline three\rend\n", "\x0b\x0c\x1c\x1d\x1e\x85 \u2028 \u2029", "naïve café", "straße", "ÿµß",
    "\xa0nbsp\xa0", "ǅungla", "ǄǅǆǇ", "ΑΣ", "ΟΔΥΣΣΕΥΣ", "Σ", "ΑΣ ΣΑ", "ΑΣ.Β", "ʼn fi ﬀ ΐ", "İstanbul", "ı", "日本語",
    "日本 語　x", "😀", "a😀b😀", "😀 é €", "\ud800", "a\udc80b", "\U0010ffff\ue000\ufeff", "12345", "١٢٣", "²³¹", "½",
    "一二三", "0x1f", "_id", "id2", "2id", "ªº", "été", "\u037a", "µ", "+12", "-7", "+", "-", "1٣", "\x00\x7f\x80\x9f\xad",
    "𝒜𝓑", "𐐀𐐨", "ᾳ ᾼ", "ﬃ", "aAbB cC", "Title Case Text", "Not title", "They're Bill's", "ab" * 10, "aaaa", "aaab",
    "abababab", "€€€", "a€b€c", "日本日本日", "A\u0345\u03a3", "\u0308\u03a3a", "ʰa", "Aʰa", "x\u2160\u2170", "Ⓐⓐ",
]  # fmt: skip
NEEDLES = ["", "a", "b", "ab", "aa", ",", " ", "\n", "€", "日", "😀", "é", "ab" * 3, "the", "o", "xx", "'", "\t", "Σ", "\ud800", "本日"]


def text():
    if rng.random() < 0.8:
        return rng.choice(TEXTS)
    pool = rng.choice(["ab", "a ", "aé ", "ab€ ", "日本 \n", "a😀 ", "aAΣ.\u0345", "\r\n\ta"])
    return "".join(rng.choice(pool) for _ in range(rng.randrange(30)))


def needle(s):
    if s and rng.random() < 0.4:
        i = rng.randrange(len(s))
        return s[i : i + rng.choice([1, 1, 2, 3, 5])]
    return rng.choice(NEEDLES)


def index():
    return rng.choice([0, 0, 1, 2, 3, 5, 100, -1, -2, -5, -100])


def make_str():
    t = Table("str.tsv")
    for s in TEXTS:
        for name in (
            "upper lower title capitalize swapcase casefold isalpha isalnum isdecimal isdigit isnumeric isspace "
            "isprintable isidentifier islower isupper istitle isascii split rsplit splitlines strip lstrip rstrip expandtabs"
        ).split():
            t.call(name, getattr(str, name), s)
        t.call("splitlines_keep", lambda s: s.splitlines(True), s)
        t.call("repr", repr, s)
        t.call("ascii", ascii, s)
        t.call("reverse", lambda s: s[::-1], s)
        t.call("hash", hash, s)
    for _ in range(130):
        s = text()
        for name in "find rfind count startswith endswith".split():
            t.call(name, getattr(str, name), s, needle(s))
            t.call(name, getattr(str, name), s, needle(s), index(), index())
        for name in "split rsplit".split():
            t.call(name, getattr(str, name), s, None, rng.choice([0, 1, 2, 5]))
            t.call(name, getattr(str, name), s, needle(s) or ",", rng.choice([-1, -1, 0, 1, 2]))
        for name in "partition rpartition".split():
            t.call(name, getattr(str, name), s, needle(s) or ",")
        for name in "strip lstrip rstrip".split():
            t.call(name, getattr(str, name), s, needle(s) + needle(s))
        for name in "removeprefix removesuffix".split():
            t.call(name, getattr(str, name), s, rng.choice([s[:2], s[-2:], needle(s)]))
        t.call("replace", str.replace, s, needle(s), needle(s), rng.choice([-1, -1, 0, 1, 2]))
        for name in "center ljust rjust".split():
            t.call(name, getattr(str, name), s, rng.randrange(50), rng.choice(" *é€😀"))
        t.call("zfill", str.zfill, s, rng.randrange(30))
        t.call("expandtabs", str.expandtabs, text().replace(" ", "\t"), rng.choice([0, 1, 4, 8]))
        t.call("join", str.join, needle(s), [text() for _ in range(rng.randrange(4))])
        t.call("repeat", lambda s, n: s * n, s, rng.choice([0, 1, 2, 7]))
        t.call("slice", lambda s, *a: s[slice(*a)], s, rng.randrange(9), rng.randrange(30), rng.choice([1, 2, 3]))
        other = rng.choice([text(), s, s + "a", s[:-1] + "€"])
        t.call("eq", lambda a, b: a == b, s, other)
        t.call("lt", lambda a, b: a < b, s, other)
        t.call("upper", str.upper, s)
        t.call("lower", str.lower, s)
        t.call("title", str.title, s)
        t.call("swapcase", str.swapcase, s)
        t.call("capitalize", str.capitalize, s)
    t.write()


# -------------------------------------------------------------------------------------------------------------- bytes


def make_bytes():
    t = Table("bytes.tsv")

    def latin1(s):
        return s.encode("latin-1", "replace")

    texts = [latin1(s) for s in TEXTS] + [b"\x00\xff", b"\xe9a\xc9A", b"a\x1cb\x85c\xa0d", bytes(range(256))]
    for s in texts:
        for name in (
            "upper lower title capitalize swapcase isalpha isalnum isdigit isspace islower isupper istitle "
            "split rsplit splitlines strip lstrip rstrip expandtabs hex"
        ).split():
            t.call(name, getattr(bytes, name), s)
        t.call("splitlines_keep", lambda s: s.splitlines(True), s)
        t.call("repr", repr, s)
        t.call("reverse", lambda s: s[::-1], s)
    for _ in range(60):
        s = rng.choice([latin1(text()), rng.choice(texts)])

        def part():
            return latin1(needle(s.decode("latin-1")))

        for name in "find rfind count startswith endswith".split():
            t.call(name, getattr(bytes, name), s, part())
            t.call(name, getattr(bytes, name), s, part(), index(), index())
        for name in "split rsplit".split():
            t.call(name, getattr(bytes, name), s, None, rng.choice([0, 1, 2, 5]))
            t.call(name, getattr(bytes, name), s, part() or b",", rng.choice([-1, -1, 0, 1, 2]))
        for name in "partition rpartition".split():
            t.call(name, getattr(bytes, name), s, part() or b",")
        for name in "strip lstrip rstrip".split():
            t.call(name, getattr(bytes, name), s, part() + part())
        t.call("replace", bytes.replace, s, part(), part(), rng.choice([-1, -1, 0, 1, 2]))
        for name in "center ljust rjust".split():
            t.call(name, getattr(bytes, name), s, rng.randrange(50), rng.choice([b" ", b"\xff"]))
        t.call("zfill", bytes.zfill, s, rng.randrange(30))
        t.call("expandtabs", bytes.expandtabs, s.replace(b" ", b"\t"), rng.choice([0, 1, 4, 8]))
        t.call("join", bytes.join, part(), [latin1(text()) for _ in range(rng.randrange(4))])
        t.call("repeat", lambda s, n: s * n, s, rng.choice([0, 1, 2, 7]))
        t.call("translate", lambda s, d: s.translate(None, d), s, part())
        t.call("translate_rot", lambda s, d: s.translate(bytes((i * 7 + 3) % 256 for i in range(256)), d), s, part())
        t.call("hex", bytes.hex, s[: rng.randrange(12)], b":", rng.randrange(-5, 6))
    for s in ["zz", "a", "abc", " ab cd ", "a b", "ab c", "é0", "0é", "ab\x0bcd", "ab\xa0cd", "ab\x1ccd", "1 ", "12 3", "\ud8000", "aBCd"]:
        t.call("fromhex", bytes.fromhex, s)
    t.write()


# ------------------------------------------------------------------------------------------------------------ unicode


def fnv(values):
    """FNV-1a, 64 bits, over numbers taken as 32-bit units."""
    h = 0xCBF29CE484222325
    for v in values:
        h = ((h ^ v) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def make_unicode():
    """For every property one number over all code points."""
    t = Table("unicode.tsv")
    every = [chr(i) for i in range(0x110000)]
    for name in "alpha alnum decimal digit numeric space lower upper title printable identifier".split():
        t.add(name, [], fnv(getattr(c, "is" + name)() for c in every))
    t.add("continue", [], fnv(("a" + c).isidentifier() for c in every))
    for name in "upper lower title casefold".split():
        t.add("to_" + name, [], fnv(ord(m) for c in every for m in getattr(c, name)()))
    t.add("decimal_value", [], fnv(unicodedata.decimal(c, 99) for c in every))
    t.add("digit_value", [], fnv(unicodedata.digit(c, 99) for c in every))
    t.add("name", [], fnv(ord(n) for c in every for n in unicodedata.name(c, "")))
    t.add("cased", [], fnv(len((c + "a").title()) + ((c + "a").title()[-1] == "a") for c in every))
    t.add("sigma", [], fnv(ord(("A" + c + "Σ" + c + c).lower()[-1 - 2 * len(c.lower())]) for c in every))
    t.add("sigma_after", [], fnv(ord(("AΣ" + c + "A").lower()[1]) for c in every))
    t.write()


# -------------------------------------------------------------------------------------------------------------- codec

HANDLERS = "strict ignore replace backslashreplace xmlcharrefreplace namereplace surrogateescape surrogatepass".split()
UTFS = "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be".split()
OTHERS = "ascii latin-1 unicode_escape raw_unicode_escape cp437 cp1252".split()


def make_codec():
    t = Table("codec.tsv")

    def outcome(function):
        try:
            return function()
        except UnicodeError as e:
            return [e.encoding, e.start, e.end, e.reason]
        except TypeError as e:
            return str(e)

    def sweep(name, encoding, value):
        """The handlers matter only where the strict one raises."""
        for handler in HANDLERS:
            answer = outcome(lambda: getattr(value, name)(encoding, handler))
            t.add(name, [encoding, value, handler], answer)
            if handler == "strict" and not isinstance(answer, list):
                break

    texts = ["", "abc", "é", "naïve", "€uro", "日本", "a😀b", "\ud800", "a\udc80\udcffb€", "\udc80€", "a\ud83d\ude00", "\ud800\udfff€",
             "a\\b\n\t\r\x00\x7f\xad", "\U0010ffff\ufeff", "x" * 20 + "é" + "y" * 20, "Ω\udcfe\ud900", "\x80\x81ÿ"]  # fmt: skip
    for s in texts:
        for encoding in UTFS + OTHERS:
            sweep("encode", encoding, s)
    blobs = {
        "utf-8": [b"", b"abc", "aé€😀".encode(), b"\xff", b"a\x80b", b"\xe2\x82", b"\xe2\x82a", b"\xed\xa0\x80", b"\xed\xa0", b"\xf4\x90\x80\x80",
                  b"\xc0\x80", b"\xc3", b"\xc3(", b"\xf0\x9f\x98", b"\xf0\x80", b"a\xf0\x9fz\xff\xe2", b"\xef\xbb\xbfa\xff", b"\xf5\x80", b"\xed\xb2\x80\xed", b"x" * 30 + b"\xff\xfe" + b"y" * 30,
                  "日本語のテキストabcdefghijklmnop".encode(), "ÀÉÿ and some ascii here".encode(), "mixed 日 and 😀 and more".encode()],
        "utf-16": [b"", b"a", b"a\0", b"\xff\xfea", b"\xff\xfea\0", b"\xfe\xff\0a", b"\0\xd8", b"\0\xdc", b"\0\xd8a\0", b"\0\xd8a", b"\xfe\xff\xd8\0", "a😀€".encode("utf-16-le"), "a😀€".encode("utf-16-be"), "\0\xd8\0\xd8\0\xdc".encode("latin-1"), b"\x80\xdc\x80"],
        "utf-32": [b"", b"a", b"a\0\0\0", b"\0\xd8\0\0", b"\0\0\x11\0", b"\0\0\xfe\xff\0\x11\0\0", b"a\0\0\0b", b"\xff\xfe\0\0a\0\0\0", "a😀€".encode("utf-32-be"), b"\0\0\xd8\0a"],
        "ascii": [b"", b"abc", b"a\xff\xfe", b"\x80" * 5, bytes(range(120, 140))],
        "unicode_escape": [b"", b"a\xe9", b"\\", b"a\\x1", b"\\x41\\u20ac\\U0001f600", b"\\u12", b"\\U0000", b"\\U00110000", b"\\N{", b"\\N{foo}", b"\\N", b"\\Na", b"\\N{}", b"\\xg1", b"\\u12zz", b"\\N{LATIN SMALL LETTER A}\\N{line feed}\\N{euro sign}",
                           b"\\101\\7\\78", b"\\a\\b\\f\\v\\t\\n\\r\\'\\\"\\\\\\\nx", b"\\ud800", b"\\N{LATIN  SMALL LETTER A}", b"\\N{latin_small_letter_a}", b"\\N{HANGUL SYLLABLE GAG}\\N{CJK UNIFIED IDEOGRAPH-4E00}", b"\\x4\\x41\\u00"],
        "raw_unicode_escape": [b"", b"\\", b"a\\", b"\\x1", b"\\u12", b"\\U0000", b"\\U00110000", b"\\u0041\\\\u0041\\q\\N{a}\xe9", b"\\u12zz", b"\\U0001f600"],
        "cp437": [bytes(range(256))],
        "cp1252": [b"\x80\x81\x82", b"abc"],
    }  # fmt: skip
    blobs["latin-1"] = blobs["ascii"]
    for base, datas in blobs.items():
        for encoding in [e for e in UTFS + OTHERS if e == base or e.startswith(base + "-")]:
            for data in datas:
                sweep("decode", encoding, data)
    for name in ["UTF 8", "utf--8", "utf.8", "U8", "utf_8_", "latin-1", "Latin 1", "ISO_8859-1:1987", "utf8 ", "-utf8", "utf-16-LE", "l1", "é utf8", "646",
                 "UTF-8é", "x.y", "utf_16_be", "UTF-16BE", "u32", "UTF-8-SIG", "us-ascii", "iso-646.irv-1991", "iso.ir.6", "latin.1"]:  # fmt: skip
        try:
            t.add("lookup", [name], codecs.lookup(name).name)
        except LookupError:
            t.add("lookup", [name], None)
    functions = {"utf-8": codecs.utf_8_decode, "utf-16": codecs.utf_16_decode, "utf-32": codecs.utf_32_decode,
                 "unicode_escape": codecs.unicode_escape_decode, "raw_unicode_escape": codecs.raw_unicode_escape_decode}  # fmt: skip
    for encoding, function in functions.items():
        for data in blobs[encoding]:
            t.add("partial", [encoding, data], outcome(lambda: function(data, "replace", False)))
    for start, end in [(0, 1), (1, 2), (2, 3), (0, 3), (-1, 1), (3, 4), (5, 6), (2, 9), (2, 2), (2, 1), (0, 0), (0, -5)]:
        for s in ["a\xe9b", "€\U0001f600", "", "\ud800\t\x7f"]:
            t.add("encode_message", ["enc", s, start, end, "why"], str(UnicodeEncodeError("enc", s, start, end, "why")))
            t.add("translate_message", ["", s, start, end, "why"], str(UnicodeTranslateError(s, start, end, "why")))
        for b in [b"a\xff\x00", b""]:
            t.add("decode_message", ["enc", b, start, end, "why"], str(UnicodeDecodeError("enc", b, start, end, "why")))
    for encoding in ["cp437", "cp1252"]:
        t.add("table", [encoding], __import__(f"encodings.{encoding}", fromlist="*").decoding_table)
    for name in ["LINE FEED", "NULL", "latin small letter a", "LATIN  SMALL LETTER A", "BELL", "NBSP", "LATIN CAPITAL LETTER GHA", "LINEFEED",
                 "HANGUL SYLLABLE GAG", "HANGUL JUNGSEONG O-E", "HANGUL JUNGSEONG OE", "CJK UNIFIED IDEOGRAPH-4E00", "CJK UNIFIED IDEOGRAPH-04E00",
                 "TIBETAN LETTER -A", "TIBETAN LETTER A", "BYTE ORDER MARK", "VS1", "latin_small_letter_a", " DIGIT ONE", "DIGIT ONE ", "é", "", "X" * 99,
                 "DIGIT" + " " * 99 + "ONE", "HANGUL SYLLABLE ", "CJK UNIFIED IDEOGRAPH-", "CJK UNIFIED IDEOGRAPH-110000"]:  # fmt: skip
        try:
            t.add("character", [name], ord(unicodedata.lookup(name)))
        except KeyError:
            t.add("character", [name], None)
    t.write()


# --------------------------------------------------------------------------------------------------------------- hash

SEEDS = ["0", "1", "42", "12345", "4294967295"]
SEEDED = 'import sys; t = eval(sys.stdin.read()); print([hash(x) for x in t])'


def make_hash():
    t = Table("hash.tsv")
    texts = ["", "a", "abc", "abcdefg", "abcdefgh", "abcdefghi", "x" * 100, "é", "€uro", "😀", "\ud800a", "日本語テキスト"]
    blobs = [b"", b"a", b"\x00", bytes(range(256))] + [bytes(range(n)) for n in range(2, 20)]
    for seed in SEEDS:
        env = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run([sys.executable, "-c", SEEDED], input=repr(texts + blobs), env=env, capture_output=True, text=True, check=True)
        for x, h in zip(texts + blobs, eval(run.stdout), strict=True):
            t.add("seeded", [int(seed), x], h)
    numbers = [0, 1, -1, -2, 2**31, 2**61 - 2, 2**61 - 1, 2**61, -(2**61) + 1, -(2**61), 2**63 - 1, -(2**63)]
    numbers += [rng.getrandbits(63) - 2**62 for _ in range(20)]
    for n in numbers:
        t.call("int", hash, n)
    for n in [2**63, 2**64, 2**64 - 1, 10**30, -(10**30), 2**122 - 1, -(2**122), 3**500, -(7**300)]:
        t.add("big", [str(n)], hash(n))
    floats = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 1e300, -1e300, 5e-324, 2.2250738585072014e-308, 1e-310, 2.0**61, 0.1, 3.14]
    floats += [float("inf"), float("-inf"), 2.0**60, 2.0**-61, 2.0**1023]
    floats += [struct.unpack("d", rng.randbytes(8))[0] for _ in range(60)]
    for x in floats:
        if x == x:
            t.add("float", [struct.unpack("q", struct.pack("d", x))[0]], hash(x))
    for z in [1j, -1j, 1 + 2j, -2.5 + 0.25j, -1 + 0j]:
        t.add("complex", [hash(z.real), hash(z.imag)], hash(z))
    for n in list(range(8)) + [50]:
        items = tuple(rng.getrandbits(62) - 2**61 for _ in range(n))
        t.add("tuple", [[hash(i) for i in items]], hash(items))
        t.add("frozenset", [[hash(i) for i in items]], hash(frozenset(items)))
    t.add("slice", [[hash(1), hash(2), hash(3)]], hash(slice(1, 2, 3)))
    t.add("slice", [[hash(-1), hash(10**9), hash(-7)]], hash(slice(-1, 10**9, -7)))
    t.write()


if __name__ == "__main__":
    os.makedirs(DATA, exist_ok=True)
    for make in [f for name, f in list(globals().items()) if name.startswith("make_")]:
        if len(sys.argv) < 2 or make.__name__[5:] in sys.argv[1:]:
            rng.seed(314)
            make()
