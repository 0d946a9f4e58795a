"""types: names of the interpreter's types, SimpleNamespace, MappingProxyType, new_class, coroutine, MethodType, CellType."""

import types


def f():
    yield


async def c():
    pass


class C:
    def m(self):
        return self

    __slots__ = ("s",)


coroutine = c()
checks = [
    (types.FunctionType, f), (types.LambdaType, lambda: 0), (types.GeneratorType, f()), (types.CoroutineType, coroutine), (types.CodeType, f.__code__), (types.MethodType, C().m),
    (types.BuiltinFunctionType, len), (types.BuiltinMethodType, [].append), (types.WrapperDescriptorType, object.__init__), (types.MethodWrapperType, object().__str__),
    (types.MethodDescriptorType, str.join), (types.ClassMethodDescriptorType, dict.__dict__["fromkeys"]), (types.ModuleType, types), (types.MemberDescriptorType, C.s),
    (types.GetSetDescriptorType, f.__class__.__code__), (types.MappingProxyType, C.__dict__), (types.NoneType, None), (types.NotImplementedType, NotImplemented), (types.EllipsisType, ...),
    (types.UnionType, int | str), (types.GenericAlias, list[int]), (types.CellType, (lambda: C).__closure__ or types.CellType()),
]
coroutine.close()
print([t.__name__ for t, x in checks], all(isinstance(x, t) for t, x in checks))
try:
    raise ValueError
except ValueError as e:
    print(type(e.__traceback__) is types.TracebackType, type(e.__traceback__.tb_frame) is types.FrameType)
n = types.SimpleNamespace(a=1, b="x")
n.c = [n]
print(n.a, n == types.SimpleNamespace(a=1, b="x", c=n.c), repr(types.SimpleNamespace(z=1, a=2)), vars(types.SimpleNamespace({"k": 1}, j=2)), n)
d = {"k": 1}
p = types.MappingProxyType(d)
d["l"] = 2
print(p, p["l"], "k" in p, len(p), list(p), p | {"m": 3}, p == d, p.get("x", 0), p.copy(), list(reversed(p)))
for g in (lambda: p.__setitem__("a", 1), lambda: types.MappingProxyType(5), lambda: hash(p), lambda: p.update({})):
    try:
        g()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
K = types.new_class("K", (C,), {}, lambda ns: ns.update(x=5, who=lambda self: type(self).__name__))
print(K().who(), K.x, K.__bases__, K.__module__)


class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        cls = super().__new__(m, name, bases, ns)
        cls.kw = kw
        return cls

    def __init__(cls, *a, **kw):
        pass


print(types.new_class("L", (), {"metaclass": Meta, "opt": 1}).kw, types.prepare_class("P", (K,), {"metaclass": Meta})[0].__name__)


class Entry:
    def __mro_entries__(self, bases):
        return (C,)


print(types.resolve_bases((Entry(), int)), types.get_original_bases(types.new_class("Q", (Entry(),)))[0].__class__.__name__)
m = types.MethodType(lambda self, x: (self, x), "bound to a string")
print(m(5), m.__self__, m.__func__(1, 2), m == types.MethodType(m.__func__, m.__self__), m.__doc__)
for g in (lambda: types.MethodType(5, 6), lambda: types.MethodType(len, None), lambda: types.MethodType(len), lambda: types.FunctionType()):
    try:
        g()
    except TypeError as e:
        print(e)
cell = types.CellType(5)
print(cell.cell_contents, types.FunctionType((lambda x: lambda: x)(0).__code__, {}, "made", None, (types.CellType("in the cell"),))())


@types.coroutine
def wait(x):
    got = yield x
    return ("got", got)


async def user():
    return await wait("first"), await wait("second")


u = user()
print(u.send(None), u.send(1))
try:
    u.send(2)
except StopIteration as e:
    print(e.value)
mod = types.ModuleType("mod", "its doc")
mod.x = 1
print(mod.__name__, mod.__doc__, mod.x, repr(mod))


class D:
    def __init__(self):
        self._v = 1

    @types.DynamicClassAttribute
    def v(self):
        return self._v


print(D().v)
try:
    D.v
except AttributeError as e:
    print("AttributeError on the class")
print(type(list[int]) is types.GenericAlias, list[int] == list[int], list[int].__parameters__, isinstance([], list), list[int]([1]), repr(dict[str, list[int]]), (int | None).__args__, int | str == str | int)
