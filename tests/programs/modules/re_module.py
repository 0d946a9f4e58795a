"""Patterns, matches, and what `re` does with them."""
import re,_sre
P=re.compile("a"); M=P.match("a"); S=P.scanner("a")
T=_sre.template(P,["a",1,"b"]); print(type(T),type(T).__module__,type(S))
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__,e)
t(lambda:P.match(3)); t(lambda:P.match()); t(lambda:re.compile(b"a").match("a")); t(lambda:P.match(b"a")); t(lambda:P.match("a",pos="a")); t(lambda: P.search(string="ba",pos=1)); t(lambda:P.sub("b")); t(lambda:P.sub(3,"a")); t(lambda:P.split("bab",maxsplit="a"))
t(lambda:M.group(3)); t(lambda:M.group("x")); t(lambda:M["x"]); t(lambda:M.start(5)); t(lambda:M.expand("\\2")); t(lambda:M.groupdict(1,2)); t(lambda:M.regs); t(lambda:M.group(1.5)); t(lambda:M.group(-1))
t(lambda:repr(M)); t(lambda:repr(P)); t(lambda:repr(re.compile("a'\"\n"*100,re.I|re.M|re.X|re.A))); t(lambda:repr(re.compile(b"a",re.L))); t(lambda:re.compile("(?i)a",re.U))
t(lambda:M.__copy__() is M); t(lambda:P.__deepcopy__(None) is P); t(lambda:hash(P)==hash(re.compile("a"))); t(lambda:P==re.compile("a",re.I)); t(lambda: M<M); t(lambda:M=="a")
t(lambda:type(P)()); t(lambda:type(M)()); t(lambda:P.fullmatch("ab",0,1)); t(lambda:P.foo); t(lambda:type(P)[str])
t(lambda:_sre.compile("a",0,[1],0,{},())); t(lambda:_sre.compile("a",0,3,0,{},())); t(lambda:_sre.compile("a",0,["a"],0,{},())); t(lambda:_sre.compile("a",0,[-1],0,{},()));t(lambda:_sre.compile("a",0,[],0,{},())); t(lambda:_sre.compile())
t(lambda:_sre.template(P,[1,2])); t(lambda:_sre.template(3,[])); t(lambda:_sre.template(P,[])); t(lambda:_sre.ascii_tolower("a")); t(lambda:[_sre.unicode_tolower(0x130),_sre.unicode_iscased(0x131),_sre.unicode_iscased(48),_sre.ascii_tolower(65),_sre.ascii_iscased(91), _sre.unicode_tolower(-1),_sre.unicode_tolower(0x110000)])
t(lambda:re.sub("a",lambda m:3,"bab")); t(lambda:re.sub("a",lambda m:None,"bab")); t(lambda:re.subn("(a)|b","[\\1]","abc")); t(lambda:re.sub(b"a",b"\\0x","a" and b"bab"))
class S(str): pass
t(lambda:type(re.match("a",S("ab")).group())); t(lambda:type(re.sub("x","y",S("ab")))); t(lambda: type(re.split("x",S("ab"))[0])); t(lambda: type(re.findall("ab",S("ab"))[0]))
t(lambda:re.match(bytearray(b"a"),memoryview(b"ab"))); t(lambda: re.findall(b"a",bytearray(b"aba"))); t(lambda: re.sub(b"a",b"b",memoryview(b"aba"))); t(lambda: re.split(b"b",bytearray(b"aba")))
cases=[
 (r"(a|ab)(c|bcd)(d*)","abcd"),(r"(a+|b)*","ab"),(r"(a+|b){0,}","ab"),(r"(a*)*","-"),(r"([ab]*?)(b)?(c)$","abac"),(r"(?:(a)|b)*","ab"),(r"(?:(a)|b)*\1","abab"),(r"^(.+)\1$","abcabc"),
 (r"(?P<x>a)(?P<y>b)?","ac"),(r"(?<=a)b","ab"),(r"(?<!a)b","cb ab"),(r"(?=a)a","a"),(r"(?!a)b","ab"),(r"(a)?(?(1)b|c)","abc"),(r"(a)?(?(1)b|c)","c"),(r"a{2,3}?","aaaa"),(r"a{2,3}","aaaa"),(r"(?:ab){2,3}c","abababc"),(r"(?:ab){2,3}?(ab)?c","abababc"),
 (r"a++b","aaab"),(r"a++ab","aaab"),(r"(?>a+)ab","aaab"),(r"(?:a|ab)++c","aabc"),(r"(?:ab){1,3}+c","ababc"),(r"(?i)straße","STRASSE straße STRAßE"),(r"(?i)[a-z]+","ABCdefÄ"),(r"(?i)ſ","s S"),(r"(?i)k","\u212a"),(r"(?i)[k]","\u212a"),(r"(?ia)k","\u212a"),(r"\bfoo\b","a foo b"),(r"\Bo","foo"),(r"\B",""),(r"\b",""),(r"^a$","a\n"),(r"(?m)^a$","b\na\nc"),(r"\Aa\Z","a"),(r"a\Z","a\n"),(r".","\n"),(r"(?s).","\n"),(r"\d+\s\w+","x 12 äb"),(r"(?a)\w+","äbc"),(r"[^\W\d_]+","12_ab"),(r"[\u0100-\u2000]+","aĀā"),(r"[\U00010000-\U00010fff]+","a\U00010001b"),(r"(?i)[\U00010400-\U00010410]+","\U00010428"),
 (r"(\w+) \1","foo foo"),(r"(?i)(\w+) \1","foo FOO"),(r"x*","axb"),(r"(?:x|(y))*z","xyxz"),(r"((a)|b)*?c","abac"),(r"(?:(?:a)|(b)|(c))*","abcba"),(r"(a(b)?)+","aba"),(r"(a(?=b)|ab)*c","abc"),(r"(?:(\d)(?!\1))+","1234455"),(r"(|a)+","aaa"),(r"(?:a?)*?y","aay"),(r"(?:a?)+?y","z"),(r"(.)(?<=\1)b","aab"),(r"[^a]","b"),(r"(?x) a b # c","ab"),(r"(?:(a)|(b)|(c)){3}","cab"),(r"^((?:(?:a)(b)?)+)$","abaab"),(r"(?:a(?:b(?:c)?)?)*d","ababcad"),
 (r"(?s:.)(?-i:a)","\na"),(r"(?:(ab)|a)+?b","aabb"),(r"[a-c[:x]","x"),(r"(?P<n>a)(?P=n)","aa"),(r"a|b|","c"),(r"(?:(?P<q>['\"])|x).*?(?(q)(?P=q))","'hello' x"),(r"((?:(?!--).)*)--","foo--bar"),
]
for p,s in cases:
    try: r=re.compile(p)
    except Exception as e: print(p,"!!",type(e).__name__,e); continue
    for f in (r.match,r.search,r.fullmatch):
        m=f(s); print(p,repr(s),m and (m.span(),m.groups(),m.regs,m.lastindex,m.lastgroup,m.groupdict(),m.pos,m.endpos))
    print(r.findall(s*2),r.split(s*2),r.sub("<\\g<0>>",s*2),r.subn(lambda m:m.group()[::-1],s*2,count=2),[m.span() for m in r.finditer(s*2,1)],r.search(s*2,1,4),r.groups,dict(r.groupindex))
for p in ["(","[","a**","(?P<1>a)","(?<=a*)b","\\","x{2,1}","(?P=z)","(?z)","[b-a]","\\1","(?(2)a)","(?i","a(?i)","\\q","[\\q]","(?P<a>)(?P<a>)","*","a{99999999999999999999}","(?<x)","\\x1","\\u12"]:
    t(lambda:re.compile(p))
print(re.escape("a.b*c\n é"),re.fullmatch("a|ab","ab"),re.split("(,)|;","a,b;c"),re.sub("(?P<x>a)","\\g<x>\\1","ba"),re.findall("(a)(b)?","aab"))
print(re.match("(a+)+$","a"*18+"b"), re.search("(?:.*?,){11}P","1,2,3,4,5,6,7,8,9,10,11,12,P"))
print(len(re.findall("(?:a|b)*","ab"*50000)[0]))
r=re.compile("(?:(?:x|y)+z?)*"); print(r.match("xyz"*20000).span())
re.purge(); print(re.template if hasattr(re,'template') else 'no template')
import string
print(string.Template("$a ${b} $$").substitute(a=1,b=2), string.Formatter().format("{0} {x!r:>5} {0:{w}}",1,x="a",w=4))
