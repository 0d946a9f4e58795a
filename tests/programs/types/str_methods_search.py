"""str: find, index, count, startswith, endswith, in, replace; bounds, empties, errors."""

from _table import table

s = "abracadabra"
u = "\u00e9a\u20ac\U0001f600a\u20ac"
table(globals(), r"""
    s.find("a"), s.find("a", 1), s.find("a", -1), s.find("bra", 2), s.find("z"), s.find(""), s.find("", 5), s.find("", 11), s.find("", 12), s.find("a", 5, 3)
    s.rfind("a"), s.rfind("a", 0, 10), s.rfind("bra"), s.rfind(""), s.rfind("", 3, 6), s.rfind("z"), s.rfind("", 12)
    s.index("cad"), s.rindex("a")
    s.index("zz")
    s.rindex("zz")
    s.index("a", 11)
    s.count("a"), s.count("abra"), s.count("aa"), "aaaa".count("aa"), s.count(""), s.count("", 11), s.count("", 12), s.count("a", 1, -1), "".count("")
    s.startswith("abra"), s.startswith("bra", 1), s.startswith(("x", "ab")), s.startswith(()), s.startswith(""), s.startswith("", 11), s.startswith("", 12), s.startswith("a", 5, 6)
    s.endswith("bra"), s.endswith("a", 0, 4), s.endswith(("z", "ra")), s.endswith(""), s.endswith("abracadabrax")
    s.startswith(1)
    s.startswith(("a", 1))
    s.startswith(("z", 1))
    s.endswith([])
    s.find(1)
    s.find("a", "b")
    s.find("a", None, None), s.find("a", 1, None), s.find("a", -100, 100)
    s.find()
    s.count(None)
    s.index(b"a")
    "cad" in s, "" in s, "z" in s, u[2] in u, "\U0001f600a" in u
    1 in s
    None in s
    u.find("a"), u.find("\u20ac", 3), u.rfind("\u20ac"), u.count("a\u20ac"), u.index("\U0001f600"), "abc".find("\u20ac"), u.find("b")
    s.replace("a", "A"), s.replace("a", "", 2), s.replace("", "-"), s.replace("abra", "xyz!"), s.replace("a", "b", 0), s.replace("a", "b", -1), s.replace("z", "y"), "".replace("", "x"), "".replace("", "x", 0), "".replace("a", "x")
    s.replace("a", "\u20ac"), u.replace("\U0001f600", ""), u.replace("\U0001f600", "").replace("\u20ac", "e"), s.replace("a", "b", count=1), "aaa".replace("aa", "b")
    s.replace("a")
    s.replace("a", 1)
    s.replace(1, "a")
    s.replace("a", "b", "c")
    s.replace("a", "b", 1, 2)
    s.removeprefix("abra"), s.removesuffix("bra"), s.removeprefix("x"), s.removesuffix(""), s.removeprefix(s)
    s.removeprefix(1)
    ("a" * 1000 + "b").find("a" * 500 + "b"), ("ab" * 1000).count("ba"), ("x" * 3000 + "needle" + "y" * 3000).find("needle"), ("ab" * 2000).rfind("aba"), ("a" * 200).find("a" * 99 + "b")
    """)
