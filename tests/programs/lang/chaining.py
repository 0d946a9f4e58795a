"""__context__ and __cause__: implicit chains, cycles broken, generators, finally, notes."""


def chain(e):
    out = []
    seen = set()
    while e is not None and id(e) not in seen:
        seen.add(id(e))
        out.append(repr(e))
        e = e.__context__
    if e is not None:
        out.append("cycle to " + repr(e))
    return out


def attempt(f, *a):
    try:
        f(*a)
    except BaseException as e:
        print(f.__name__, chain(e), repr(e.__cause__), e.__suppress_context__)


def three():
    try:
        try:
            try:
                raise ValueError(1)
            except ValueError:
                raise KeyError(2)
        except KeyError:
            raise IndexError(3)
    finally:
        pass


def in_finally():
    try:
        raise ValueError(1)
    finally:
        raise KeyError(2)


def finally_after_handled():
    try:
        raise ValueError(1)
    except ValueError:
        pass
    finally:
        raise KeyError(2)


def in_function():
    def f():
        raise KeyError("from function")

    try:
        raise ValueError(1)
    except ValueError:
        f()


def reraise_old():
    try:
        raise ValueError(1)
    except ValueError as e:
        try:
            raise KeyError(2)
        except KeyError as k:
            raise e


def reraise_self():
    try:
        raise ValueError(1)
    except ValueError as e:
        raise e


def cycle():
    a, b = ValueError("a"), KeyError("b")
    try:
        try:
            raise a
        except ValueError:
            raise b
    except KeyError:
        raise a


def longer_cycle():
    a, b, c = ValueError("a"), KeyError("b"), IndexError("c")
    try:
        try:
            try:
                raise a
            except ValueError:
                raise b
        except KeyError:
            raise c
    except IndexError:
        raise a


def from_cause():
    try:
        raise ValueError(1)
    except ValueError as e:
        raise KeyError(2) from e


def from_none():
    try:
        raise ValueError(1)
    except ValueError:
        raise KeyError(2) from None


def from_builtin():
    try:
        {}["missing"]
    except KeyError:
        [][1]


def from_dunder():
    class C:
        def __getattr__(self, name):
            raise AttributeError(name) from ValueError("cause")

    try:
        1 / 0
    except ZeroDivisionError:
        C().x


def context_from_callback():
    def key(x):
        raise TypeError("key")

    try:
        1 / 0
    except ZeroDivisionError:
        sorted([1, 2], key=key)


def with_exit():
    class CM:
        def __enter__(self):
            pass

        def __exit__(self, *a):
            raise KeyError("exit")

    with CM():
        raise ValueError("body")


def generator_context():
    def g():
        try:
            yield
        except ValueError:
            raise KeyError("in generator")

    it = g()
    next(it)
    it.throw(ValueError("thrown"))


def loop_contexts():
    last = None
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError as e:
            last = e
    raise last


for f in (three, in_finally, finally_after_handled, in_function, reraise_old, reraise_self, cycle, longer_cycle, from_cause,
          from_none, from_builtin, from_dunder, context_from_callback, with_exit, generator_context, loop_contexts):
    attempt(f)

e = ValueError("v")
print(hasattr(e, "__notes__"))
e.add_note("first")
e.add_note("second")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as err:
    print(err)
e.__notes__ = "replaced"
try:
    e.add_note("x")
except TypeError as err:
    print(err)
print(vars(e), e.args, str(e), repr(e))
x, y = ValueError("x"), ValueError("y")
x.__context__ = y
y.__context__ = x
try:
    raise x
except ValueError as err:
    print(chain(err))
    try:
        raise KeyError("new")
    except KeyError as k:
        print(chain(k))
