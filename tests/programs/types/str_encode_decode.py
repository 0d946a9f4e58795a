"""str.encode and bytes.decode: codecs and error handlers that need no codec module, str() of bytes."""

from _table import table

table(globals(), r"""
    b"abc".decode(), b"\xc3\xa9".decode("utf-8"), b"\xe2\x82\xac".decode("UTF8"), b"\xf0\x9f\x98\x80".decode() == "\U0001f600", b"\xe9".decode("latin-1"), b"abc".decode("ascii"), b"\xe9".decode("iso-8859-1")
    b"\xff".decode()
    b"a\xe2\x82".decode()
    b"\xc0\x80".decode()
    b"\xed\xa0\x80".decode()
    b"\xf4\x90\x80\x80".decode()
    b"\xe2(\xa1".decode()
    b"\x80abc".decode()
    b"abc\xe9".decode("ascii")
    b"ab\xff\xfec".decode("utf-8", "replace"), b"ab\xffc".decode("utf-8", "ignore"), b"ab\xffc".decode("utf-8", "backslashreplace"), ascii(b"ab\xffc".decode("utf-8", "surrogateescape")), b"\xe2\x82".decode("utf-8", "replace"), b"\xf0\x9f\x98".decode(errors="replace"), ascii(b"\xed\xa0\x80".decode("utf-8", "surrogatepass"))
    b"\xff\xfe".decode("ascii", "replace"), b"a\xff".decode("ascii", "ignore"), ascii(b"\xff".decode("ascii", "surrogateescape"))
    "\xe9".encode("ascii")
    "a\u20acb\u20ac\u20acc".encode("latin-1")
    "\xe9\u20ac".encode("ascii", "replace"), "\xe9\u20ac".encode("ascii", "ignore"), "\xe9\u20ac\U0001f600".encode("ascii", "backslashreplace"), "\xe9\u20ac".encode("ascii", "xmlcharrefreplace"), "\u20ac".encode("latin-1", "replace")
    "a".encode("nope")
    b"a".decode("nope")
    "\xe9".encode("ascii", "nope")
    "a".encode("ascii", "nope")
    "a".encode(1)
    b"a".decode(1)
    "a".encode("utf-8", 1)
    "a".encode("utf\x008")
    str(b"abc", "utf-8"), str(b"\xe9", "latin-1"), str(b"", "ascii"), str(object=b"a", encoding="ascii"), str(b"\xff", errors="replace"), str(b"x")
    str("abc", "utf-8")
    str(5, "utf-8")
    str(b"\xff", "ascii")
    str(1, 2, 3, 4)
    bytes("abc", "utf-8"), bytes("\xe9", "latin-1"), bytes("\u20ac", encoding="utf-8"), bytes("\xe9", "ascii", "replace")
    bytes("abc")
    bytes(b"x", "utf-8")
    bytes("\xe9", "ascii")
    """)
for bad, codec in ((b"a\xffb", "utf-8"), (b"\xe2\x82", "utf-8"), (b"\x80", "ascii")):
    try:
        bad.decode(codec)
    except UnicodeDecodeError as e:
        print(e.encoding, e.object, e.start, e.end, e.reason, e.args, e)
for bad, codec in (("a\u20ac\u20acb", "ascii"), ("\ud800", "utf-8"), ("x\u0100", "latin-1")):
    try:
        bad.encode(codec)
    except UnicodeEncodeError as e:
        print(e.encoding, ascii(e.object), e.start, e.end, e.reason, ascii(e.args), e)
