"""Tokens, of broken sources too."""
import io,sys
from tokenize import *
import tokenize,token
def t(src):
    try:
        for x in generate_tokens(io.StringIO(src,newline='').readline): print(x.type,token.tok_name[x.type],repr(x.string),x.start,x.end,repr(x.line))
    except BaseException as e: print(type(e).__name__,e.args)
    print('-----')
if __name__=='__main__':
  for s in ["x","","x\n","# c","# c\n","  # c\nx","\n\n","if x:\n  y\n# c\n  z\nw","if x:\n  y","(1,\n2)","x = [\n # c\n\n 1]\n","'a\\\nb'","'''a\nb''' + c\n","f'a{x!r:>{w}}b{{c}}d'","f'{x}{y:{z}}'","f'''a\n{x\n}\n'''","rf'\\{x}\\N{y}'","f'\\N{BULLET}a'","t'a{b}'","a\\\n b","1_000 0x1F 1e5 1.5j .5 0b1 0o7 1.","a<>b!=c->d:=e...","a\r\nb\r\n","\tx\n\ty","if 1:\n\tx\n        y","if 1:\n    x\n  y","'abc","'''abc\ndef","(","(\n1","a\\","a\\ b","1a","0x","1__0","$ ? !","é = ñ","\u20ac","x\x0cy","f'{a","f'{a!}'","f'}'","f'abc","f'''abc\n","async def f(): await x","f'{x:\n}'","f'{a=}'","f\"{'a'}\"","f'{f\"{1}\"}'","b'x' rb'y' u'z' Rb\"q\"","x;y\n","@a\ndef f(): pass\n","class A:\n\n    def f(self):\n        pass\n\n    x=1\n\n","a = 1 # c\nb","\\\nx","if 1:\n  x\\\n+1\n",")","(]","f'{(}'","'a' 'b'","0777","09.5","1if x else 2","f'{{}}'","f'{x:{y}z}'","f'{lambda x:1}'","f'{x:a{{b}}'", "f'{a:{b}}{c}'", "x\n  ", "x\n  \n", "if 1:\n  a\n ", "\ufeffx", "a\x00b", "f'{x!r}'", "f'{x:%H:%M}'", "f'{d[\"a\"]}'", "\x01"]:
    print(repr(s)); t(s)
  print(token.COMMENT,token.NL,token.ENCODING,token.OP,token.FSTRING_START,token.TSTRING_START,token.NT_OFFSET, token.NAME, token.ERRORTOKEN)
