"""str: characters beyond ASCII, storage kinds, lone surrogates, repr and ascii escapes, ord/chr."""

from _table import table

pieces = ["a", "\xe9", "\u20ac", "\U0001f600", "\ud83d", "\udc00"]
for p in pieces:
    for q in pieces:
        joined = p + q
        print(ascii(joined), len(joined), [hex(ord(c)) for c in joined], ascii(joined[::-1]), ascii(joined[:1]), joined[1] == q)
table(globals(), r"""
    [ascii(repr(chr(i))) for i in (0, 7, 9, 10, 13, 27, 31, 32, 34, 39, 92, 126, 127, 128, 159, 160, 161, 173, 255, 256, 0x378, 0x2028, 0xE000, 0xFFFE, 0xFFFF, 0x10000, 0xE0001, 0x10FFFF)]
    repr("'"), repr('"'), repr("'\""), repr("\\"), repr("a\nb\tc\rd"), repr("\x00\x1b\x7f"), ascii("\xe9\u20ac\U0001f600\ud800")
    ord("a"), ord("\u20ac"), ord("\U0010ffff"), ord("\ud800"), ord(b"a")
    ord("")
    ord("ab")
    ord(1)
    ord(b"ab")
    chr(97), ascii(chr(0x10FFFF)), ascii(chr(0xD800)), chr(True) == "\x01"
    chr(-1)
    chr(0x110000)
    chr("a")
    chr(1.5)
    chr(2**70)
    "\u00e9" == "e\u0301", len("\u00e9"), len("e\u0301"), "\N{BULLET}" == "\u2022", "\x41\101\u0041\U00000041"
    "\U0001f600".isprintable(), "\ud800".isprintable(), "\u0378".isprintable(), "\u00ad".isprintable(), "\u2028".isspace(), "\u200b".isspace()
    "na\xefve".encode(), "\u20ac".encode("utf-8"), "\U0001f600".encode(), "a\u20ac".encode("utf-16-le"), "a\U0001f600".encode("utf-32-be"), "\xe9".encode("latin-1")
    "\ud800".encode()
    "a\ud800\udc00b".encode()
    "\ud800".encode("utf-8", "surrogatepass"), "\udc80".encode("utf-8", "surrogateescape"), "a\ud800b".encode("utf-8", "replace"), "a\ud800b".encode("utf-8", "ignore"), "a\ud800b".encode("utf-8", "backslashreplace")
    list("a\U0001f600\u20ac"), [ascii(c) for c in "\ud83d\ude00"], len("\ud83d\ude00"), "\ud83d" + "\ude00" == "\U0001f600"
    "\u0661\u0662".isdigit(), int("\u0661\u0662"), "\u00bd".isnumeric(), "\u2167".isnumeric(), "\u4e00".isnumeric(), "\u00b2".isdigit(), "\u00b2".isdecimal()
    "\u1d00".isidentifier(), "\u0300a".isidentifier(), "a\u0300".isidentifier(), "\u2118".isidentifier(), "\U0001d4d0".isidentifier()
    """)
whole = "".join(chr(i) for i in range(0x3000))
print(sum(map(str.isalpha, whole)), sum(map(str.isupper, whole)), sum(map(str.islower, whole)), sum(map(str.isspace, whole)), sum(map(str.isprintable, whole)), sum(map(str.isdecimal, whole)), sum(map(str.isnumeric, whole)), sum(map(str.isidentifier, whole)))
print(len(whole.upper()), len(whole.lower()), len(whole.title()), len(whole.casefold()), len(whole.swapcase()))
print(hash(whole.upper()), hash(whole.lower()), hash(whole.casefold()))
astral = "".join(chr(i) for i in range(0x10000, 0x20000))
print(sum(map(str.isalpha, astral)), sum(map(str.isprintable, astral)), sum(map(str.isnumeric, astral)), hash(astral.swapcase()))
