"""The registry of codecs, error handlers, and the codecs themselves."""
import codecs, _codecs
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e, getattr(e,'__notes__',None))
C=_codecs
for n in ("utf-8","UTF_8","latin-1","cp1252","utf-7","punycode","rot13","foo","koi8-r","utf-8-sig","unicode_escape","raw-unicode-escape","ascii","mbcs","charmap"):
    t(lambda: C.lookup(n))
t(lambda:C.lookup(3)); t(lambda:C.lookup("a\0b"));t(lambda:C.lookup(""));t(lambda:C.lookup("é"))
t(lambda:C.register(3)); t(lambda:C.register_error("a",3)); t(lambda:C.lookup_error("foo")); t(lambda:C.unregister(3))
for e in ("strict","ignore","replace","xmlcharrefreplace","backslashreplace","namereplace","surrogatepass","surrogateescape"):
    h=C.lookup_error(e); print(h)
    for exc in (UnicodeEncodeError("utf-8","a\udc80é€b",1,4,"why"),UnicodeDecodeError("utf-8",b"a\xed\xa0\x80\xffb",1,4,"why"),UnicodeTranslateError("a\udc80é€b",1,4,"why"),ValueError("x"),UnicodeEncodeError("ascii","a\udc80é€b",3,4,"why"),UnicodeEncodeError("ascii","abc",10,20,"why")):
        t(lambda:h(exc))
    t(lambda:h(3))
    t(lambda:C._unregister_error(e))
t(lambda:C._unregister_error("nope"))
C.register_error("mine",lambda e:("X",e.end)); t(lambda:C._unregister_error("mine"));t(lambda:C._unregister_error("mine"))
C.register_error("mine",lambda e:("X",e.end))
t(lambda:b"a\xffb\xfe".decode("utf-8","mine"));t(lambda:"aéb€".encode("ascii","mine"));t(lambda:"aéb€".encode("latin-1","mine"))
C.register_error("mb",lambda e:(b"\xfe\xff",e.end))
t(lambda:"aéb€".encode("ascii","mb"));t(lambda:"aéb€".encode("cp1252","mb")); t(lambda:b"\xff".decode("utf-8","mb"))
C.register_error("m1",lambda e:3); t(lambda:b"\xff".decode("utf-8","m1")); t(lambda:"é".encode("ascii","m1"))
C.register_error("m2",lambda e:("é",e.end)); t(lambda:"é".encode("ascii","m2"))
C.register_error("m3",lambda e:("x",100)); t(lambda:"é".encode("ascii","m3")); t(lambda:b"\xff".decode("utf-8","m3"))
C.register_error("m4",lambda e:("x",-1)); t(lambda:"éab".encode("ascii","m4")); t(lambda:b"\xffab".decode("utf-8","m4"))
C.register_error("m5",lambda e:1/0); t(lambda:"éab".encode("ascii","m5")); t(lambda:b"\xffab".decode("utf-8","m5")); t(lambda:codecs.encode("éab","ascii","m5"))
t(lambda:"é".encode("ascii","nonesuch")); t(lambda:b"\xff".decode("ascii","nonesuch"))
t(lambda:"é".encode("cp1251")); t(lambda:b"\x98".decode("cp1251")); t(lambda:codecs.encode("uryyb","rot13"))
t(lambda:"a".encode("foo")); t(lambda:b"a".decode("foo"))
t(lambda:codecs.encode("a","foo"))
t(lambda:codecs.encode("é","ascii")); t(lambda:codecs.decode(b"\xff","utf8")); t(lambda:codecs.encode("é")); t(lambda:codecs.encode(3)); t(lambda:codecs.decode(3))
for f,a in (("utf_8","a\u1234é"),("utf_16","a\u1234é"),("utf_16_le","aé"),("utf_16_be","aé"),("utf_32","aé"),("utf_32_le","aé"),("utf_32_be","aé"),("latin_1","aé"),("ascii","a"),("unicode_escape","aé\u1234\n\U00012345"),("raw_unicode_escape","aé\u1234\n"),("utf_7","aé+b\u1234 ~x\\")):
    t(lambda:getattr(C,f+"_encode")(a))
    e=getattr(C,f+"_encode")(a)[0]
    t(lambda:getattr(C,f+"_decode")(e))
    for k in range(1,len(e)): t(lambda:getattr(C,f+"_decode")(e[:k]))
    t(lambda:getattr(C,f+"_encode")(3)); t(lambda:getattr(C,f+"_decode")("x")); t(lambda:getattr(C,f+"_decode")(3)); t(lambda:getattr(C,f+"_decode")(e,3)); t(lambda:getattr(C,f+"_encode")())
    t(lambda:getattr(C,f+"_encode")("\ud800",None)); 
t(lambda:C.utf_8_decode(b"\xe1\x88",None,True)); t(lambda:C.utf_8_decode(b"\xe1\x88","ignore",True))
t(lambda:C.utf_16_ex_decode(b"\xff\xfea\0b")); t(lambda:C.utf_16_ex_decode(b"a\0b",None,-1)); t(lambda:C.utf_32_ex_decode(b"\xff\xfe\0\0a\0\0\0b"));t(lambda:C.utf_16_encode("a",None,-1));t(lambda:C.utf_16_encode("a",None,1));t(lambda:C.utf_32_encode("a",None,1))
t(lambda:C.escape_decode(b"a\\n\\x41\\101\\q\\\\\\'\\\n")); t(lambda:C.escape_decode(b"\\x4")); t(lambda:C.escape_decode(b"\\x4","ignore")); t(lambda:C.escape_decode(b"\\x4z","replace")); t(lambda:C.escape_decode("a\\")); t(lambda:C.escape_decode(b"\\777")); t(lambda:C.escape_decode(b"\\x4","foo"))
t(lambda:C.escape_encode(b"a\n\xff'\\\t\r\"\0")); t(lambda:C.escape_encode("a"))
t(lambda:C.readbuffer_encode("aé")); t(lambda:C.readbuffer_encode(b"ab"))
m=C.charmap_build("".join(map(chr,range(256)))); print(type(m), m.size() )
t(lambda:C.charmap_encode("aé",None,m)); t(lambda:C.charmap_encode("a€",None,m)); t(lambda:C.charmap_encode("a€","replace",m)); t(lambda:C.charmap_encode("a€","xmlcharrefreplace",m));t(lambda:C.charmap_encode("aé"))
t(lambda:C.charmap_encode("abc",None,{97:98,98:b"xyz",99:None})); t(lambda:C.charmap_encode("ab",None,{97:98,98:b"xyz"})); t(lambda:C.charmap_encode("ab","strict",{97:300})); t(lambda:C.charmap_encode("ab","strict",{97:"x"}))
t(lambda:C.charmap_encode("ab","replace",{97:98,63:64}))
t(lambda:C.charmap_decode(b"abc",None,{97:98,98:"xyz",99:None})); t(lambda:C.charmap_decode(b"abc",None,{97:98,98:"xyz",99:"\ufffe"})); t(lambda:C.charmap_decode(b"ab",None,{97:98,98:"xyz"}));t(lambda:C.charmap_decode(b"ab",None,"ab")); t(lambda:C.charmap_decode(b"\0\1\2","replace","ab")); t(lambda:C.charmap_decode(b"a\xff")); t(lambda:C.charmap_decode(b"a",None,{97:0x110000})); t(lambda:C.charmap_decode(b"a",None,{97:b"x"}))
t(lambda:C.charmap_build(3))
t(lambda:C.charmap_build("ab"))
print(codecs.getincrementaldecoder("utf-8")().decode(b"\xe1\x88"), codecs.getreader("utf-8"), codecs.lookup("utf8")._is_text_encoding)
import io
t(lambda:list(codecs.getreader("utf-8")(io.BytesIO("aé\nb".encode()))))
d=codecs.getincrementaldecoder("utf-16")(); t(lambda:[d.decode(x) for x in (b"\xff",b"\xfea",b"\0b")]); print(d.getstate())
t(lambda:"a+b".encode("utf-7")); t(lambda:b"+AGE-".decode("utf-7")); t(lambda:b"+AG".decode("utf-7")); t(lambda:b"+\xff".decode("utf-7"));t(lambda:b"+2AHeNA-x+-".decode("utf7")); t(lambda:b"\xffab".decode("utf-7"))
t(lambda:"bücher".encode("punycode")); t(lambda:"é".encode("utf-8-sig")); t(lambda: str(b"a\xe9","iso-8859-15"))
def srch(n):
    if n=="mycodec": return (lambda s,e="strict":(b"x",1),lambda s,e="strict":("y",1),None,None)
    if n=="bad": return 3
    if n=="badres": return (lambda s,e="strict":3,lambda s,e="strict":("y",1,3),None,None)
    if n=="badtype": return (lambda s,e="strict":("s",3),lambda s,e="strict":(b"y",1),None,None)
codecs.register(srch)
t(lambda:"a".encode("mycodec")); t(lambda:b"a".decode("mycodec")); t(lambda:"a".encode("bad")); t(lambda:"a".encode("badres")); t(lambda:b"a".decode("badres"));t(lambda:"a".encode("badtype")); t(lambda:b"a".decode("badtype"))
codecs.unregister(srch); t(lambda:"a".encode("mycodec"))
