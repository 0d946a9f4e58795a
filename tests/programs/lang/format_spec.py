"""format(), str.format and %: the format mini-language over ints, floats, strings; fields, conversions, errors."""


def attempt(f, *a, **k):
    try:
        return f(*a, **k)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


ints = [0, 7, -42, 1234567, 10**20, True]
for spec in ("", "d", "5", "<8", ">8", "^8", "=8", "*^9", "08", "+", " ", "-", "x", "X", "#x", "#b", "#o", "08b", ",", "_", "_x", "_b", "+,d", "010,", ",.2f", ".3e", "g", "%", ".0%", "n", "c", "e", "10.3f", "\u20ac>6", "z", "z.1f", ".2", "s", "5s", ",x", "_c"):
    print(repr(spec), [attempt(format, i, spec) for i in ints])
floats = [0.0, -0.0, 1.5, -2.25, 1234567.891, 1e-7, 1e22, 123456789012345680.0, float("inf"), float("-inf"), float("nan"), 0.1, 2.5, 1e100]
for spec in ("", "f", ".0f", ".1f", ".10f", "e", ".2e", "E", "g", ".3g", "G", "#g", "#.0f", "%", ".1%", "n", "10", "<10", "^12.2f", "=+12.3f", "012.3f", "+", " ", ",", ",.2f", "_.1f", "z", "z.0f", ".3", ".20", "x", "d", "s", "010"):
    print(repr(spec), [attempt(format, x, spec) for x in floats])
strings = ["", "a", "héllo", "😀", "long string"]
for spec in ("", "s", "5", "<5", ">5", "^6", ".2", "8.3", "*^9.1s", "05", "=5", "+", "d", ",", " ", "#", "-5", "<05"):
    print(repr(spec), [attempt(format, x, spec) for x in strings])
print("{} {} {}".format(1, "a", None), "{0} {1} {0}".format("x", "y"), "{a} {b}".format(a=1, b=2), "{0.real} {0.imag}".format(5), "{0[1]} {1[k]}".format([1, 2], {"k": "v"}), "{a.__class__.__name__}".format(a=5))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{:>{}} {:{}{}}".format("a", 5, "b", "*^", 7), "{{}} {{{}}}".format(1), "{:{w}.{p}f}".format(3.14159, w=8, p=2), "{0:{1}}".format("x", ">3"), "{:d}{:x}".format(10, 255))
print("{0[a]} {0[0]}".format({"a": 1, 0: 2}), "{a[b][c]}".format(a={"b": {"c": "deep"}}), "{0.a.b}".format(type("N", (), {"a": type("M", (), {"b": 9})})), "{x}".format_map({"x": 1}), "{:}".format("e"), "{!s:>4}".format(5))
for fmt, args, kw in (("{", (), {}), ("}", (), {}), ("{}", (), {}), ("{0} {}", (1, 2), {}), ("{a}", (), {}), ("{0.x}", (5,), {}), ("{0[a]}", ([],), {}), ("{0[5]}", ([1],), {}), ("{!z}", (1,), {}), ("{!}", (1,), {}), ("{:{}}", (1,), {}), ("{0!r", (1,), {}), ("{:z}", ("a",), {}), ("{0[}", ([],), {}), ("{0.}", (1,), {}), ("{a b}", (), {"a b": 5}), ("{:{:{}}}", (1, 2, 3), {}), ("{-1}", (1,), {}), ("{ 0}", (1,), {})):
    print(fmt, attempt(fmt.format, *args, **kw))
print("%s %r %a %d %i %u %x %X %o %e %f %g %c %c %%" % ("é", "é", "é", 5, -5, 7, 255, 255, 8, 1.5, 2.5, 3.5, "c", 65))
print("%5d|%-5d|%05d|%+d|% d|%#x|%#o|%.3d|%8.3d|%-8.2f|%08.3f|%+.1e|%5s|%-5s|%.2s|%5.1s|" % (42, 42, 42, 42, 42, 42, 8, 5, 5, 3.14159, 3.14159, 12345.678, "ab", "ab", "abc", "xyz"))
print("%(a)s %(b)05d %(a)r" % {"a": "x", "b": 42}, "%*d|%-*d|%.*f|%*.*f" % (5, 1, 5, 2, 2, 3.14159, 8, 1, 2.55), "%s" % (1,), "%s" % [1, 2], "%s %s" % ("a", None), "%%" % (), "%d%%" % 50, "%s" % {"a": 1})
print("%d" % 3.99, "%x" % 10**20, "%d" % True, "%s" % 1.0, "%r" % "it's", "%(x)s" % {"x": (1, 2)}, "%c" % "é", "%10s|" % "é", "%.0f %.0f %.0f" % (0.5, 1.5, 2.5), "%g %g %g" % (1e5, 1e6, 1e-5), "%#g" % 1.0, "%ld" % 5)
for fmt, arg in (("%d", "a"), ("%d", None), ("%x", 1.5), ("%c", "ab"), ("%c", 1.5), ("%c", 0x110000), ("%s %s", "a"), ("%s", ("a", "b")), ("%", ()), ("%y", 1), ("%(a)s", 1), ("%(a)s", {}), ("%(a", {}), ("%*d", ("a", 1)), ("%.*f", (1.5, 1)), ("%f", "a"), ("%e", None), ("%d %d", (1, 2, 3)), ("plain", 1), ("plain", ()), ("plain", {}), ("plain", []), ("%d", float("inf")), ("%d", float("nan")), ("%5", 1)):
    print(repr(fmt), arg, attempt(lambda: fmt % arg))


class Sub(str):
    def __mod__(self, o):
        return "Sub mod"

    def __rmod__(self, o):
        return "Sub rmod"


print(Sub("a") % 1, "a%s" % Sub("x"), "%s" % Sub("y"), type("%s" % Sub("z")).__name__)
print(b"%d %s %x %c %r" % (5, b"b", 255, 65, "a"), b"%5.2f|%b" % (1.5, b"x"), attempt(lambda: b"%s" % "str"))
