"""csv over its native part: reading, writing, dialects, quoting, what is refused."""

import _csv
import copy
import csv
import io
import pickle


def a(f, *x, **k):
    try:
        return f(*x, **k)
    except Exception as e:
        return type(e).__name__, str(e)


def r(lines, **k):
    return a(lambda: list(_csv.reader(lines, **k)))


def w(rows, **k):
    s = io.StringIO()

    def f():
        x = _csv.writer(s, **k)
        n = [x.writerow(i) for i in rows]
        return n, s.getvalue()

    return a(f)


print(a(_csv.reader),a(_csv.reader,3),a(_csv.writer),a(_csv.writer,3),r([],delimiter=''),r([],delimiter=3),r([],delimiter=None),r([],quotechar='ab'),r([],quotechar=3),r([],escapechar=3),r([],lineterminator=3),r([],quoting=9),r([],quoting='a'),r([],foo=1),r([],quotechar=None),r([],quotechar=None,quoting=1),r([],skipinitialspace=1,delimiter=' '),r([],delimiter='\n'),r([],delimiter=',',quotechar=','),r([],lineterminator=None),r([],delimiter='é',escapechar='\r'),r([],lineterminator='a',quotechar='a'), r([],strict=3,doublequote=[]), a(_csv.reader,[],'nope'),a(_csv.reader,[],3), a(_csv.get_dialect,'q'),a(_csv.unregister_dialect,'q'),a(_csv.register_dialect,3),a(_csv.register_dialect,'x',3),a(_csv.register_dialect,'x',delimiter='ab'),a(_csv.field_size_limit,'a'),a(_csv.field_size_limit), a(_csv.field_size_limit,1,2),a(_csv.list_dialects), sep='\n')
print(r([b'a']),r([3]),r(['a\nb']),r(['"a']),r(['"a'],strict=True),r(['"a"b']),r(['"a"b'],strict=True),r(['a\0b']),r(['a\rb']),r(['a,b\r\n']),r(['1,"2",x'],quoting=2),r(['x'],quoting=2),r(['1,,"",x'],quoting=4),r(['1,,"",'],quoting=5),r(['x\\'],escapechar='\\'),r(['x\\','y'],escapechar='\\'),r(['"x\\','y"'],escapechar='\\'),r(['']),r(['','a']),r([' a, "b"'],skipinitialspace=True),r(['a,"b\n','c"\n']),r(['a,"b'+'x'*140000]),r(['"a"'],quoting=3),r(['a\\,b'],quoting=3,escapechar='\\'),r(['a,b'],lineterminator='b'), r(['"a\n'],strict=1), sep='\n')
print(w([[1,'a b',None,2.5,'x,y','q"z','l\nm','']]),w([['']]),w([[None]]),w([[]]),w([['']],quoting=3),w([[None]],quoting=3),w([['a,b']],quoting=3),w([['a,b']],quoting=3,escapechar='\\'),w([['a"b']],doublequote=False),w([['a"b']],doublequote=False,escapechar='\\'),w([['a"b']],quotechar=None,quoting=3),w([['a\\b']],escapechar='\\'),w([[1,'a',None]],quoting=1),w([[1,'a',None]],quoting=2),w([[1,'a',None]],quoting=4),w([[1,'a',None]],quoting=5),w([3]),w(['ab']),w([[' a']],skipinitialspace=1,delimiter=' '),w([['a b']],delimiter=' '),w([['a'],['b']],lineterminator='!'),w([['a!']],lineterminator='!'),w([['\r']]),w([[' ']],delimiter=' ',skipinitialspace=1),w([['']],delimiter=' ',skipinitialspace=1),w([['']],quoting=4),w([[None]],quoting=4),w([[None]],quoting=5),w([['','']],quoting=3), w([['']],delimiter=' ',skipinitialspace=1,quoting=3), w([["'"]],quotechar="'"),sep='\n')
x=_csv.reader(['a'],delimiter=';'); d=x.dialect; print(type(d),d.delimiter,d.quotechar,d.escapechar,d.lineterminator,d.quoting,d.strict,d.doublequote,d.skipinitialspace,x.line_num,list(x),x.line_num,a(setattr,d,'delimiter',1),a(delattr,d,'quoting'),a(setattr,x,'line_num',1),repr(_csv.Dialect)[:60],a(_csv.Dialect),a(_csv.Dialect,'excel'),a(_csv.Reader),a(_csv.Writer),sep='\n')
print(a(copy.copy,d),a(pickle.dumps,d), _csv.Reader,_csv.Writer,_csv.Error,_csv.Error.__mro__,repr(x)[:20],a(_csv.writer,io.StringIO(),**{'strict':None}))
class F: write=3
print(a(_csv.writer,F()),a(_csv.writer,io.StringIO(),'excel'),a(_csv.writer(io.StringIO()).writerows,3),a(_csv.writer(io.StringIO()).writerows,[[1],2]))
csv.register_dialect("semi", delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
s = io.StringIO()
d = csv.DictWriter(s, ["x", "y"], dialect="semi")
d.writeheader()
d.writerows([{"x": 1, "y": "a;b"}, {"x": None, "y": 'q"'}])
print(s.getvalue(), list(csv.DictReader(io.StringIO(s.getvalue()), dialect="semi")), csv.get_dialect("semi").delimiter)
print(csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter, csv.list_dialects(), csv.unregister_dialect("semi"))
old = csv.field_size_limit(3)
print(old, r(["abcd"]), r(["abc"]), csv.field_size_limit(old))
print(r(["\u00e9\U0001f600,\ud800"]), w([["\u00e9", "\U0001f600,"]]))


class Lines:
    def __iter__(self):
        yield "a,b"
        raise ValueError("lines")


print(r(Lines()), a(csv.Dialect), a(csv.Error, 1))
print(r(["a;b"], dialect="excel", delimiter=";"), w([["a"]], dialect=csv.excel_tab))
