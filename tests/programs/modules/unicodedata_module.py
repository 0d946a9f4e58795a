"""unicodedata: properties, numbers, names, normal forms, in both versions, and what is refused."""

import hashlib
import unicodedata as u

print(u.unidata_version, u.ucd_3_2_0.unidata_version, u.UCD, type(u.ucd_3_2_0))


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e)


for name in ("category", "bidirectional", "combining", "mirrored", "east_asian_width", "decomposition"):
    for database in (u, u.ucd_3_2_0):
        f = getattr(database, name)
        digest = hashlib.md5()
        for c in (*range(0, 0x3400, 3), *range(0x3400, 0x110000, 509)):
            digest.update(str(f(chr(c))).encode() + b";")
        print(name, digest.hexdigest(), f("a"), f("\u00bc"), f("\u0301"), f("\U0001f600"))
    print(attempt(f, ""), attempt(f, "ab"), attempt(f, 3), attempt(f), attempt(f, "a", "b"))
for name in ("decimal", "digit", "numeric", "name"):
    for database in (u, u.ucd_3_2_0):
        f = getattr(database, name)
        digest = hashlib.md5()
        for c in (*range(0, 0x3400, 5), *range(0x3400, 0x32000, 97)):
            digest.update(str(f(chr(c), "-")).encode() + b";")
        print(name, digest.hexdigest(), f("5", None), attempt(f, "\u00bd"), attempt(f, "\0"), f("\0", 1), attempt(f, "", 2), attempt(f))
for text in ("LATIN SMALL LETTER A", "latin small letter a with acute", "LF", "EURO SIGN", "HANGUL SYLLABLE GAG",
             "CJK UNIFIED IDEOGRAPH-4E00", "LATIN SMALL LETTER R WITH TILDE", "KEYCAP DIGIT ONE", "nothing", "\u00e9", "x" * 300):
    print(attempt(u.lookup, text), attempt(u.ucd_3_2_0.lookup, text) == attempt(u.lookup, text))
print(attempt(u.lookup, 3), attempt(u.lookup, b"SPACE"), attempt(u.ucd_3_2_0.name, "\u20b9"))
samples = ["", "abc", "\u00e9", "e\u0301", "\u212b", "\ufb01", "\uac01", "\u1100\u1161\u11a8", "a\u0328\u0301", "a\u0301\u0328",
           "\u1e9b\u0323", "\U0001d15e", "\u0344", "\u0958", "\uf951", "\U0002f868", "x\u0345\u0301\u0300y", "\u0b47\u0b3e\u0b57",
           "\ud800", "\u00a8", "\u2126\u2460", "\u3131", "\uff76\uff9e", "\u0627\u0655\u0653", "\u1100\u0300\u1161"]
for s in samples:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        for database in (u, u.ucd_3_2_0):
            n = database.normalize(form, s)
            print(form, ascii(s), ascii(n), database.is_normalized(form, s), database.is_normalized(form, n))
for form in ("NFC", "NFD", "NFKC", "NFKD"):
    for database in (u, u.ucd_3_2_0):
        digest = hashlib.md5()
        for c in (*range(0x80, 0x3400, 3), *range(0xf900, 0x10000, 3), *range(0x10000, 0x2fa20, 41)):
            digest.update(database.normalize(form, chr(c)).encode("utf-8", "surrogatepass"))
        print(form, digest.hexdigest())
print(attempt(u.normalize, "x", "y"), attempt(u.normalize, 1, 2), attempt(u.normalize, "NFC", 3), attempt(u.normalize, "x", ""),
      attempt(u.is_normalized, "NFX", "a"), attempt(u.is_normalized, "x", ""), attempt(u.normalize, "NFC"), attempt(u.UCD))
print("\N{LATIN SMALL LETTER E WITH ACUTE}", "stra\u00dfe.example".encode("idna"), b"xn--strae-oqa".decode("punycode", "replace")[:5])
