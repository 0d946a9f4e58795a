# The module json over the native _json: all options of both directions, every error, hooks, limits.
import _json
import collections
import enum
import io
import itertools
import json
import random
from json import decoder, encoder, scanner


def call(f, *args, **kwargs):
    try:
        return repr(f(*args, **kwargs))
    except BaseException as e:
        notes = getattr(e, "__notes__", "")
        return f"{type(e).__name__} - {e} {notes}"


def show(f, *args, **kwargs):
    print(call(f, *args, **kwargs))


print(sorted(n for n in dir(_json) if not n.startswith("__")))
print(json.encoder.c_make_encoder, json.scanner.c_make_scanner, encoder.encode_basestring_ascii)

print("strings out")
STRINGS = ["", "abc", 'a"b\\c/d', "\b\f\n\r\t\x00\x1f\x7f", "é\xa0ÿ", "€\u2028\uffff", "\U0001f600a", "\ud800", "\udc00x", "a" * 100 + "\n", "x\u0100\n",
           "".join(map(chr, range(300)))]
for s in STRINGS:
    print(call(_json.encode_basestring_ascii, s), ascii(call(_json.encode_basestring, s)), s == json.loads(json.dumps(s)) == json.loads(json.dumps(s, ensure_ascii=False)))
    assert encoder.py_encode_basestring(s) == _json.encode_basestring(s)
    assert encoder.py_encode_basestring_ascii(s) == _json.encode_basestring_ascii(s)
for bad in (1, b"x", None):
    show(_json.encode_basestring_ascii, bad)
    show(_json.encode_basestring, bad)

print("strings in")
for text, end in [('"abc"', 1), ('"abc"x', 1), ('abc"', 0), ('"', 1), ("", 0), ("", 1), ('"a', 1), ('"a\\', 1), ('"\\u12"', 1), ('"\\u123', 1), ('"\\u1234', 1),
                  ('"\\u1234"', 1), ('"\\u12G4"', 1), ('"\\ud83d\\ude00"', 1), ('"\\ud83d"', 1), ('"\\ud83dx"', 1), ('"\\ud83d\\u0041"', 1), ('"\\ud83d\\u00"', 1),
                  ('"\\ud83d\\uzzzz"', 1), ('"\\ude00\\ud83d"', 1), ('"\\ud83d\\uzzzz', 1), ('"\\ud83d\\ude00', 1), ('"\\ud83d\\u12', 1), ('"\\ud83d\\u', 1), ('"\\u12G4', 1), ('"\\u12G', 1), ('"\\x"', 1), ('"\\é"', 1), ('"\\n\\t\\"\\\\\\/\\b\\f\\r"', 1), ('"a\nb"', 1), ('"a\x00b"', 1),
                  ('"é€\U0001f600"', 1), ('"\\u00e9\u20ac"', 1), ('"x"', -1), ('"x"', 9), ('"x"', 3), ('"x"', 2)]:
    print(ascii(text), end, ascii(call(_json.scanstring, text, end)), ascii(call(_json.scanstring, text, end, False)))
show(_json.scanstring)
show(_json.scanstring, '"x"')
show(_json.scanstring, 5, 1)
show(_json.scanstring, b'"x"', 1)
show(_json.scanstring, '"x"', "y")
show(_json.scanstring, '"x"', 2**70)
show(_json.scanstring, '"x"', 1, 2, 3)

print("numbers")
for text in ["0", "-0", "1", "-1", "10", "01", "-01", "1.", "1.5", "1.5e", "1e5", "1E+5", "1e-5", "1e", "1e+", "-", "+1", ".5", "1.e5", "0.0", "-0.0", "1e400", "-1e400",
             "123456789012345678", "-123456789012345678", "9223372036854775807", "9223372036854775808", "1" * 30, "0.1", "1.7976931348623157e308", "5e-324", "NaN",
             "Infinity", "-Infinity", "-Inf", "Nan", "1_0", "٣", "1٣", "0x10", "123abc", "1.5.5", "1" * 4301, "-" + "1" * 4301, "1" * 4300 + ".5"]:
    print(text[:40], call(json.loads, text)[:150], call(json.loads, "[" + text + " ]")[:150])

print("structures")
TEXTS = ["", " ", "[]", "[ ]", "{}", "{ }", "[", "{", "]", "[1", "[1,", "[1,]", "[1 ,]", "[1, ]", "[1 2]", "[,1]", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{"a":1, }',
         '{"a" 1}', "{a:1}", '{"a":1 "b":2}', '{"a":1,2}', '{"a":,}', '{,"a":1}', '{1:2}', "null", "nul", "true", "tru", "false", "falsee", "n", "t", "f", "[null,true,false]",
         '{"a":1,"a":2}', '{"a":{"b":[{"c":null}]}}', "[1]x", " [ 1 , 2 ] ", "\n{\t\"a\"\r:\n1\t,\r\"b\" : 2 }\n", "\x0b[1]", "[1\x0c]", "\ufeff[]", '"a" "b"', '["a", "b\n"]',
         "[[[[[]]]]]", '{"é": "\\u00e9"}', "[nan]", '[1,"\U0001f600"]', "'a'", "[1,,2]", '{"a":1,,"b":2}', "[}", "{]", '{"a"}', '["a":1]', '{"a":1]', "//", "[1]]"]
for text in TEXTS:
    print(ascii(text), ascii(call(json.loads, text)))
try:
    json.loads('{\n "a": 1,\n "b": x}')
except json.JSONDecodeError as e:
    print(e.msg, e.pos, e.lineno, e.colno, repr(e.doc), e)
show(json.loads, b'{"a": [1]}')
show(json.loads, bytearray(b"[1]"))
show(json.loads, "[1]".encode("utf-16"))
show(json.loads, "[1]".encode("utf-32-be"))
show(json.loads, 5)
show(json.load, io.StringIO("[1, 2]"))

count = 0
for n in range(5):
    for t in itertools.product('[]{}",:1 a', repeat=n):
        text = "".join(t)
        try:
            result = json.loads(text)
        except json.JSONDecodeError as e:
            result = e.msg, e.pos
        count = hash((count, repr(result)))
print(count)

print("hooks")
TEXT = '{"a": 1, "b": [2.5, {"c": NaN}], "a": -Infinity, "d": {}, "e": 10}'
show(json.loads, TEXT, object_hook=lambda d: sorted(d))
show(json.loads, TEXT, object_pairs_hook=lambda p: p)
show(json.loads, TEXT, object_pairs_hook=collections.OrderedDict, object_hook=len)
show(json.loads, TEXT, parse_float=lambda s: "f" + s, parse_int=lambda s: "i" + s, parse_constant=lambda s: "c" + s)
show(json.loads, TEXT, parse_int=float, parse_float=str)
show(json.loads, TEXT, object_hook=lambda d: 1 / 0)
show(json.loads, TEXT, parse_constant=lambda s: 1 / 0)
show(json.loads, "[1, 2]", parse_int=[].pop)
show(json.loads, '["a\nb"]', strict=False)
keys = [k for d in json.loads('[{"some key": 1}, {"some key": 2}]') for k in d]
print(keys[0] is keys[1])
show(json.JSONDecoder().raw_decode, "[1] tail")
show(json.JSONDecoder().raw_decode, " [1]")
show(json.JSONDecoder().raw_decode, "[1]", 1)
show(json.JSONDecoder().raw_decode, "[1]", 7)
scan = json.JSONDecoder().scan_once
show(scan, "[1]", 0)
show(scan, "[1]", -1)
show(scan, "[1]", 3)
show(scan, "x", 0)
show(scan, b"1", 0)
show(scan, "1")
show(scan, string="12", idx=1)
print(scan.strict, scan.object_hook, scan.object_pairs_hook, scan.parse_float, scan.parse_int, type(scan).__name__)
show(_json.make_scanner, 5)
show(_json.make_scanner)
show(setattr, scan, "strict", False)

print("objects out")


class Int(int):
    def __repr__(self):
        return "no"


class Float(float):
    def __repr__(self):
        return "no"


class Str(str):
    pass


class List(list):
    def __iter__(self):
        return iter("xy")


class Dict(dict):
    def items(self):
        return [("k", 1), ("l", 2)]


class Color(enum.IntEnum):
    RED = 1


class Pair(collections.namedtuple("Pair", "a b")):
    pass


VALUES = [None, True, False, 0, -5, 2**70, 1.5, -0.0, 1e16, 1e-7, float("nan"), float("inf"), -float("inf"), "s", [], (), {}, [[]], [{}], {"a": []}, [1, [2, [3]]], (1, 2),
          {"a": 1, "b": {"c": [1, 2, {"d": None}]}}, Int(5), Float(2.5), Str("x"), List([1]), List(), Dict(a=1), Dict(), Color.RED, Pair(1, 2), {1: 2, None: 3, True: 4, 2.5: 5},
          {Int(3): 1, Float(4.5): 2, Color.RED: 3}, {"é€": "é€\U0001f600"}, collections.OrderedDict(b=1, a=2), collections.defaultdict(int, x=1), {float("nan"): 1},
          {(1,): 2}, {b"x": 1}, [object], {1, 2}, b"x", 1j, {"a": {"b": [1, {2: {3}}]}}, "\ud800", {"k": [1, (2, {b"": 0})]}]
for v in VALUES:
    shown = ascii(call(repr, v))[:60] if not isinstance(v, (list, dict)) or "object" not in repr(v) else "..."
    print(shown)
    for options in [{}, dict(indent=2), dict(indent=0), dict(indent="\t"), dict(sort_keys=True), dict(skipkeys=True, indent=1), dict(ensure_ascii=False), dict(allow_nan=False),
                    dict(separators=(",", ":")), dict(separators=("é", "€"), indent="ü"), dict(check_circular=False), dict(default=repr)]:
        text = call(json.dumps, v, **options)
        print("   ", ascii(text))
        # What is in a subclass is another question for the encoder in Python.
        if "Error" not in text and not isinstance(v, (List, Dict)):
            assert text == repr("".join(json.JSONEncoder(**options).iterencode(v))), (v, options)
show(json.dumps, {"b": 1, "a": 2, "c": [{"z": 1, "y": 2}]}, sort_keys=True)
show(json.dumps, {1: 1, "a": 2}, sort_keys=True)
show(json.dumps, [1, object(), 2], default=lambda o: {"o": [1]})
show(json.dumps, [1, object()], default=lambda o: 1 / 0)
show(json.dumps, {"k": object()}, default=lambda o: {2} if type(o) is object else 1 / 0)
loop = []
loop.append({"a": loop})
show(json.dumps, loop)
d = {}
d["d"] = [d]
show(json.dumps, d)
o = object()
show(lambda: json.dumps(o, default=lambda x: o).replace(hex(id(o)), ""))
shared = [1]
show(json.dumps, [shared, shared, {"a": shared}])
show(json.dumps, {"a": [1, 2]}, cls=type("E", (json.JSONEncoder,), {"default": lambda self, o: "d"}))
f = io.StringIO()
json.dump({"a": [1, None]}, f, indent=1)
print(f.getvalue())


def make(*args, **kwargs):
    return _json.make_encoder(*args, **kwargs)


arguments = [None, repr, _json.encode_basestring_ascii, None, ": ", ", ", False, False, True]
show(lambda: make(*arguments)([1, {"a": 2}], 0))
show(lambda: make(*arguments[:3], "  ", *arguments[4:])([1, {"a": 2}], 1))
show(lambda: make(*arguments[:2], lambda s: "<" + s + ">", *arguments[3:])({"a": "b", 1: [None]}, 0))
show(lambda: make(*arguments[:2], lambda s: 5, *arguments[3:])({"a": "b"}, 0))
show(lambda: make(5, *arguments[1:]))
show(lambda: make(*arguments[:4], 5, *arguments[5:]))
show(lambda: make(*arguments[:5], 5, *arguments[6:]))
show(lambda: make(*arguments[:8]))
show(lambda: make(*arguments)(1))
e = make(*arguments)
print(e.markers, e.encoder, e.indent, e.key_separator, e.item_separator, e.sort_keys, e.skipkeys, type(e).__name__)


class Shrink:
    def __init__(self, target):
        self.target = target


target = [1, 2, 3, 4]
target[0] = Shrink(target)
show(json.dumps, target, default=lambda s: s.target.clear())
table = {"a": None, "b": 2, "c": 3}
table["a"] = Shrink(table)
show(json.dumps, table, default=lambda s: 5)

print("depth")
for text in ("[" * 1_000_000, '{"a":' * 1_000_000):
    try:
        json.loads(text)
    except (RecursionError, json.JSONDecodeError):
        # How deep is too deep depends on the machine.
        print("refused")

random.seed(7)


def value(depth):
    kind = random.randrange(9 if depth else 6)
    match kind:
        case 0:
            return random.choice([None, True, False])
        case 1:
            return random.randrange(-(10**20), 10**20) >> random.randrange(64)
        case 2:
            return random.uniform(-1, 1) * 10.0 ** random.randrange(-20, 20)
        case 3 | 4 | 5:
            return "".join(chr(random.choice([random.randrange(128), random.randrange(1000), random.randrange(0x10000, 0x10FFFF)])) for _ in range(random.randrange(8)))
        case 6 | 7:
            return [value(depth - 1) for _ in range(random.randrange(5))]
        case _:
            return {str(value(0)): value(depth - 1) for _ in range(random.randrange(5))}


for _ in range(200):
    v = value(5)
    for options in ({}, dict(indent=3), dict(ensure_ascii=False), dict(sort_keys=True, separators=(",", ":"))):
        text = json.dumps(v, **options)
        assert json.loads(text) == v
        assert text == "".join(json.JSONEncoder(**options).iterencode(v))
    py = decoder.JSONDecoder()
    py.parse_string = decoder.py_scanstring
    py.scan_once = scanner.py_make_scanner(py)
    assert py.decode(text) == v
print("done")
