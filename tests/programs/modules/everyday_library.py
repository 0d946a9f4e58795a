# The unmodified standard library: the parts that many programs use, each in a few lines.
import argparse, collections, functools, contextlib, random, copy, types, operator, string, enum, struct, textwrap
import shutil, tempfile, json, pickle, logging, decimal, fractions, statistics, datetime, dataclasses, inspect, typing, heapq, bisect
import itertools, pprint, tomllib, base64, unittest, weakref, abc, io, pathlib, glob, fnmatch, traceback, warnings, queue, sched, uuid, secrets
import calendar, locale, gettext, configparser, html, urllib.parse, http.cookies, ast, tokenize, dis, keyword, timeit, os, sys, re, time, hashlib, hmac


def section(f):
    print("--", f.__name__)
    try:
        f()
    except BaseException as e:
        print("!!", type(e).__name__, e)


@section
def argparse_():
    p = argparse.ArgumentParser(prog="prog", description="d" * 100)
    p.add_argument("x", type=int, help="the x")
    p.add_argument("-v", "--verbose", action="count", default=0)
    p.add_argument("--choice", choices=["a", "b"])
    sub = p.add_subparsers(dest="cmd")
    s = sub.add_parser("run", help="runs")
    s.add_argument("--n", nargs="+", type=float)
    print(p.parse_args(["3", "-vv", "--choice", "a", "run", "--n", "1", "2.5"]))
    print(p.format_help())
    with contextlib.redirect_stderr(io.StringIO()) as err:
        try:
            p.parse_args(["x"])
        except SystemExit as e:
            print(e.code)
    print(err.getvalue())


@section
def datetime_():
    d = datetime.datetime(2024, 2, 29, 12, 30, 45, 123456, tzinfo=datetime.timezone.utc)
    print(d, repr(d), d.isoformat(), d + datetime.timedelta(days=366, hours=5), d.strftime("%Y-%m-%d %H:%M:%S.%f %z %A %j"), d.timetuple(), d.timestamp())
    print(datetime.datetime.strptime("2023-01-05 07:08", "%Y-%m-%d %H:%M"), datetime.date.fromisoformat("2024-05-06"), tuple(d.date().isocalendar()))
    print(datetime.timedelta(1.5) / 3, datetime.timedelta(seconds=-1), divmod(datetime.timedelta(hours=5), datetime.timedelta(minutes=7)))
    print(f"{d:%d/%m}", pickle.loads(pickle.dumps(d)) == d, d.astimezone(datetime.timezone(datetime.timedelta(hours=-5))), hash(d) == hash(copy.copy(d)))
    print(datetime.time(1, 2, 3), datetime.datetime.min, datetime.datetime.max, datetime.datetime.fromtimestamp(86400 * 365.25, datetime.timezone.utc))


@section
def decimal_():
    D = decimal.Decimal
    decimal.getcontext().prec = 30
    print(D("1.1") + D("2.2"), D(2).sqrt(), D("1e500") * 3, D("-0"), D("NaN"), D(1) / D(7), round(D("2.675"), 2), D("123.456").quantize(D("0.1")), f"{D('1234567.891'):,.2f}")
    try:
        D(1) / 0
    except decimal.DivisionByZero as e:
        print(type(e).__name__)
    with decimal.localcontext() as c:
        c.prec = 5
        print(D(1) / 3, c.prec, c.rounding)
    print(fractions.Fraction("3/7") + fractions.Fraction(1, 3), fractions.Fraction(0.1).limit_denominator(100), statistics.mean([1, 2, 3.5]), statistics.stdev([1, 2, 4]), statistics.median([3, 1, 2]), statistics.NormalDist(0, 1).cdf(1.0), statistics.quantiles(range(10)))


@section
def dataclasses_():
    @dataclasses.dataclass(order=True, slots=True)
    class P:
        x: int
        y: int = 0
        z: list = dataclasses.field(default_factory=list, compare=False)

    print(P(1), P(1, 2) < P(2), dataclasses.asdict(P(1, 2, [3])), dataclasses.replace(P(1), y=5), inspect.signature(P), dataclasses.fields(P)[1].default)

    @dataclasses.dataclass(frozen=True)
    class F:
        a: str = "q"

    try:
        F().a = 2
    except dataclasses.FrozenInstanceError as e:
        print(e, hash(F()) == hash(F()))


@section
def enum_():
    class C(enum.Flag):
        A = enum.auto()
        B = enum.auto()

    class S(enum.StrEnum):
        X = enum.auto()

    print(C.A | C.B, ~C.A, list(C), S.X, repr(S.X), C(3), C["A"], enum.IntEnum("I", "p q")(2))


@section
def logging_():
    stream = io.StringIO()
    log = logging.getLogger("test")
    h = logging.StreamHandler(stream)
    h.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
    log.addHandler(h)
    log.setLevel("DEBUG")
    log.info("x %s", 1)
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("bad")
    print(stream.getvalue().replace(__file__, "FILE"))


@section
def pickle_():
    class_ = collections.OrderedDict([("a", 1)])
    for proto in range(6):
        v = [1, -2**70, 1.5, "é", b"x", None, True, (1, 2), {1: 2}, {3}, frozenset([4]), class_, collections.Counter("aab"), datetime.date(2020, 1, 1), decimal.Decimal("1.5"), fractions.Fraction(1, 2), range(3), slice(1, 2), complex(1, 2), bytearray(b"q"), uuid.UUID(int=5)]
        assert pickle.loads(pickle.dumps(v, proto)) == v, proto
    print(len(pickle.dumps(v)), copy.deepcopy(v) == v)


@section
def files():
    d = tempfile.mkdtemp()
    p = pathlib.Path(d)
    (p / "a.txt").write_text("héllo\n")
    (p / "sub").mkdir()
    (p / "sub" / "b.py").write_bytes(b"x=1")
    shutil.copytree(p / "sub", p / "copy")
    print(sorted(x.relative_to(p).as_posix() for x in p.rglob("*")), sorted(os.path.basename(x) for x in glob.glob(d + "/*")), (p / "a.txt").read_text(), (p / "a.txt").stat().st_size, fnmatch.filter(["a.py", "b.txt"], "*.py"))
    with tempfile.NamedTemporaryFile("w+", dir=d) as f:
        f.write("abc")
        f.seek(0)
        print(f.read(), os.path.exists(f.name))
    shutil.rmtree(d)
    print(p.exists(), pathlib.PurePosixPath("/a/b/../c.tar.gz").suffixes, os.path.normpath("a/./b/../c"))


@section
def text():
    print(textwrap.fill("the quick brown fox jumps over the lazy dog " * 3, 40), textwrap.dedent("  a\n   b"), string.Template("$x ${y}").substitute(x=1, y=2), string.capwords("ab cd"))
    print(pprint.pformat({"a": list(range(30)), "b": {"c": "x" * 70, "d": (1, 2)}}, width=50), html.escape("<a&\">"), html.unescape("&lt;&eacute;&#x41;"))
    print(urllib.parse.urlparse("http://u:p@h:80/p;x?q=1#f"), urllib.parse.quote("a b/é"), urllib.parse.parse_qs("a=1&a=2&b=%20"), urllib.parse.urljoin("http://a/b/c", "../d"), urllib.parse.urlencode({"a": "b c"}))
    print(calendar.month(2024, 2), calendar.isleap(1900), locale.getlocale()[0] is None or True, gettext.gettext("x"), secrets.token_hex(4) != secrets.token_hex(4))
    c = http.cookies.SimpleCookie("a=b; c=d")
    c["e"] = "f g"
    c["e"]["path"] = "/"
    print(c.output(), sorted(c))
    cp = configparser.ConfigParser()
    cp.read_string("[a]\nx = 1\ny = %(x)s2\n[b]\nz: yes\n")
    print(cp["a"]["y"], cp.getboolean("b", "z"), cp.sections(), tomllib.loads('a = 1\n[b]\nc = [1.5, "x", 2020-01-01T00:00:00Z]'))


@section
def code():
    tree = ast.parse("def f(a, *b, c=1, **d) -> int:\n  return [x for x in b if x > c]")
    print(ast.dump(tree), ast.unparse(tree), ast.literal_eval("[1, {'a': (2, None)}]"))
    print([(t.type, t.string) for t in tokenize.generate_tokens(io.StringIO("x = 1 + 'a'\n").readline)], keyword.iskeyword("def"))
    out = io.StringIO()
    dis.dis(compile("x + 1", "<s>", "eval"), file=out)
    print(out.getvalue())
    print(inspect.signature(functools.partial(section, 1)), inspect.getsource(section), inspect.getdoc(inspect.getdoc)[:30], timeit.timeit("1+1", number=10) > 0)


@section
def structures():
    q = queue.PriorityQueue()
    for x in [3, 1, 2]:
        q.put(x)
    s = sched.scheduler(time.monotonic, lambda t: None)
    s.enter(0, 1, lambda: print("event"))
    s.run()
    print([q.get() for _ in range(3)], heapq.nsmallest(2, [3, 1, 2]), bisect.bisect([1, 2, 3], 2), list(itertools.batched("abcde", 2)), collections.ChainMap({1: 2}, {3: 4})[3], collections.Counter("abca").most_common(1))
    ref = weakref.WeakValueDictionary()

    class O:
        pass

    o = O()
    ref["a"] = o
    print(len(ref))
    del o
    print(len(ref), list(weakref.WeakSet()))
    random.seed(1)
    print(random.random(), random.sample(range(100), 5), random.choices("abc", k=4), random.gauss(0, 1), random.shuffle([1]), random.randrange(10**30), random.betavariate(1, 2))
    print(uuid.uuid5(uuid.NAMESPACE_DNS, "x"), uuid.UUID("12345678123456781234567812345678").fields, typing.get_type_hints(section), operator.itemgetter(1)([1, 2]))
    print(types.SimpleNamespace(a=1), abc.ABC, base64.b64encode(b"x"), struct.pack("<if", 1, 2.0), re.sub(r"(\w+)", r"<\1>", "a b"))


@section
def unittest_():
    class T(unittest.TestCase):
        def test_a(self):
            self.assertEqual(1, 1)

        def test_b(self):
            with self.assertRaises(ValueError):
                int("x")

        def test_c(self):
            self.assertEqual([1, 2], [1, 3])

        @unittest.skip("no")
        def test_d(self):
            pass

        def test_e(self):
            for i in range(3):
                with self.subTest(i=i):
                    self.assertNotEqual(i, 1)

    out = io.StringIO()
    r = unittest.TextTestRunner(out, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
    print(r, re.sub(r"in [\d.]+s", "in TIME", out.getvalue()).replace(os.path.abspath(__file__), "FILE").replace(__file__, "FILE"))


@section
def mock():
    import unittest.mock as m

    x = m.Mock(return_value=3)
    print(x(1, a=2), x.call_args, m.MagicMock().__len__())
    with m.patch("os.getcwd", return_value="/x"):
        print(os.getcwd())


@section
def asyncio_():
    import asyncio

    async def f(x):
        await asyncio.sleep(0.001)
        return x * 2

    async def main():
        async with asyncio.TaskGroup() as g:
            ts = [g.create_task(f(i)) for i in range(3)]
        print([t.result() for t in ts], await asyncio.gather(f(1), f(2)))
        try:
            await asyncio.wait_for(asyncio.sleep(5), 0.01)
        except TimeoutError as e:
            print("timeout")

    asyncio.run(main())


@section
def subprocess_():
    import subprocess

    print(subprocess.run(["echo", "hi"], capture_output=True, text=True))
    print(subprocess.check_output("cat; exit 0", shell=True, input=b"abc"))
    try:
        subprocess.run(["false"], check=True)
    except subprocess.CalledProcessError as e:
        print(e)
# timing: an event loop waits for time to pass
