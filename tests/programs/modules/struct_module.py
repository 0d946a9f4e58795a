"""Formats of `struct`."""
import _struct as s
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__module__,type(e).__name__, e)
p,u=s.pack,s.unpack
for fmt,args in (("<bBhHiIlLqQ",(-1,255,-2,65535,-3,4,-5,6,-7,8)),(">bBhHiIlLqQ",(-1,255,-2,65535,-3,4,-5,6,-7,8)),("bhilqnN",(1,2,3,4,5,6,7)),("@cxb",(b"a",3)),("=efd",(1.5,2.5,3.5)),(">efd",(1.5,-2.5,3.5)),("5s3p",(b"abc",b"abcdef")),("?P",(True,7)),("3h",(1,2,3)),("0s0p0i",(b"",b"")),("<FD",(1+2j,3-4j)),("2c",(b"a",b"b")),(" 2 h",(1,2)) ,("bi0q",(1,2)),("e",(float('nan'),)),("e",(float('inf'),)),("e",(6e-8,)),("e",(65519.0,))):
    t(lambda:p(fmt,*args)); t(lambda:u(fmt,p(fmt,*args))); t(lambda:s.calcsize(fmt))
for fmt,args in (("b",(128,)),("B",(-1,)),("B",(256,)),("h",(1<<20,)),("H",(-1,)),("i",(1<<40,)),("I",(-1,)),("q",(1<<70,)),("Q",(-1,)),("Q",(1<<64,)),("l",(1<<63,)),("n",(1<<63,)),("N",(-1,)),("P",(-1,)),("P",(1<<70,)),("<h",(1<<20,)),("<H",(1<<20,)),("<q",(1<<63,)),("<Q",(-1,)),("<b",(200,)),("i",("a",)),("i",(1.5,)),("f",("a",)),("f",(1e300,)),("<f",(1e300,)),("e",(1e300,)),("e",(65520.0,)),("c",(b"ab",)),("c",(3,)),("s",("a",)),("p",(3,)),("i",()),("i",(1,2)),("z",(1,)),("3",()),("99999999999999999999i",()),("=n",(1,)),("<P",(1,)),("F",("a",)),("?",(object(),)),("9223372036854775807i",())):
    t(lambda:p(fmt,*args))
t(lambda:u("i",b"abc")); t(lambda:u("i","abcd")); t(lambda:s.unpack_from("i",b"abcdefgh",4)); t(lambda:s.unpack_from("i",b"abcdefgh",5)); t(lambda:s.unpack_from("i",b"abcdefgh",-4)); t(lambda:s.unpack_from("i",b"abcdefgh",-3)); t(lambda:s.unpack_from("i",b"abcdefgh",-30)); t(lambda:s.unpack_from("i",buffer=b"abcd",offset=0))
b=bytearray(8)
t(lambda:s.pack_into("i",b,4,1)); print(b); t(lambda:s.pack_into("i",b,5,1)); t(lambda:s.pack_into("i",b,-4,2)); t(lambda:s.pack_into("i",b,-2,2)); t(lambda:s.pack_into("i",b,-20,2)); t(lambda:s.pack_into("i",b)); t(lambda:s.pack_into("i")); t(lambda:s.pack_into("i",b,0)); t(lambda:s.pack_into("i",b"abcd",0,1)); t(lambda:s.pack_into("i",b,"a",1)); t(lambda:s.pack_into())
t(lambda:list(s.iter_unpack("h",b"abcdef"))); t(lambda:s.iter_unpack("h",b"abc")); t(lambda:s.iter_unpack("0h",b"")); t(lambda:s.iter_unpack("h",b"ab")); t(lambda:len(s.iter_unpack("h",b"abcd"))); t(lambda:s.iter_unpack("h",b"abcd").__length_hint__())
S=s.Struct("<hi"); print(S.format,S.size,S.pack(1,2),S.unpack(b"abcdef"),S); t(lambda:s.Struct(b"i").format); t(lambda:s.Struct(3)); t(lambda:s.Struct("é")); t(lambda:s.Struct()); t(lambda:S.pack(1)); t(lambda:S.pack_into(b,0,1,2)); t(lambda:S.unpack_from(b"abcdefg",1)); t(lambda:list(S.iter_unpack(b"abcdef"))); t(lambda:s.calcsize(b"i")); t(lambda:s.calcsize(3)); t(lambda:p()); t(lambda:p(3)); t(lambda:s.error("x")); print(s.error, s.error.__mro__); s._clearcache()
class SS(s.Struct):
    def __init__(self): super().__init__("h")
t(lambda:SS().size); t(lambda: s.Struct.__new__(s.Struct).size)
class I:
    def __index__(self): return 7
t(lambda:p("i",I())); t(lambda:p("q",I())); t(lambda:p("f",I())); t(lambda:p("?",[])); t(lambda:u("?",b"\x05"))
