"""except: matching, tuples, evaluation order, variable deletion, bad clauses, exc state after."""

import sys


def attempt(f):
    try:
        print(f())
    except BaseException as e:
        print("out:", type(e).__name__, e, "| context", repr(e.__context__))


def deletes_variable():
    e = "before"
    try:
        raise ValueError("v")
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError as x:
        return str(x)


def deleted_inside():
    try:
        raise ValueError
    except ValueError as e:
        del e
    return "fine"


def reassigned_inside():
    try:
        raise ValueError
    except ValueError as e:
        e = 5
    return "e" in locals()


def kept_elsewhere():
    try:
        raise ValueError("kept")
    except ValueError as e:
        k = e
    return repr(k)


def deleted_on_error():
    try:
        try:
            raise ValueError
        except ValueError as e:
            raise KeyError("k")
    except KeyError:
        return "e" in locals()


def deleted_on_return():
    def g():
        return cell()

    def cell():
        return e

    try:
        raise ValueError("seen")
    except ValueError as e:
        return str(g())


attempt(deletes_variable)
attempt(deleted_inside)
attempt(reassigned_inside)
attempt(kept_elsewhere)
attempt(deleted_on_error)
attempt(deleted_on_return)
e = "global"
try:
    raise ValueError
except ValueError as e:
    pass
print("e" in globals())


def say(x, cls):
    print("clause", x)
    return cls


def order():
    try:
        raise KeyError("k")
    except say(1, ValueError):
        return 1
    except (say(2, TypeError), say(3, LookupError)):
        return 2
    except say(4, Exception):
        return 3


def clause_fails():
    try:
        raise KeyError("k")
    except ValueError:
        return "no"
    except 1 / 0:
        return "never"


def bad_clause():
    try:
        raise KeyError("k")
    except "string":
        return "never"


def bad_clause_tuple():
    try:
        raise KeyError("k")
    except (ValueError, 5):
        return "never"


def nested_tuple():
    try:
        raise KeyError("k")
    except ((ValueError, KeyError),):
        return "never"


def not_exception_class():
    try:
        raise KeyError("k")
    except int:
        return "never"


def not_reached():
    try:
        raise KeyError("k")
    except KeyError:
        return "first"
    except 1 / 0:
        return "never"


def no_exception():
    try:
        pass
    except undefined_name:
        return "never"
    return "clause not evaluated"


def empty_tuple():
    try:
        raise KeyError("k")
    except ():
        return "never"


for f in (order, clause_fails, bad_clause, bad_clause_tuple, nested_tuple, not_exception_class, not_reached, no_exception, empty_tuple):
    attempt(f)


class Meta(type):
    def __instancecheck__(cls, x):
        print("never asked")
        return True

    def __subclasscheck__(cls, x):
        print("never asked")
        return True


class Fake(Exception, metaclass=Meta):
    pass


def no_instancecheck():
    try:
        raise KeyError("k")
    except Fake:
        return "never"
    except KeyError:
        return "real class only"


attempt(no_instancecheck)


def state():
    out = [sys.exc_info()]
    try:
        raise ValueError("a")
    except ValueError:
        out.append(repr(sys.exception()))
        try:
            raise KeyError("b")
        except KeyError:
            out.append(repr(sys.exception()))
        out.append(repr(sys.exception()))
        out.append(sys.exc_info()[0].__name__)
    out.append(sys.exc_info())
    return out


attempt(state)


def reraise_bare():
    try:
        try:
            raise ValueError("original")
        except ValueError:
            try:
                raise KeyError("inner")
            except KeyError:
                pass
            raise
    except ValueError as e:
        return str(e), e.__context__


def reraise_in_function():
    def again():
        raise

    try:
        raise ValueError("from above")
    except ValueError:
        again()


def reraise_nothing():
    raise


for f in (reraise_bare, reraise_in_function, reraise_nothing):
    attempt(f)
for i in range(3):
    try:
        if i == 1:
            raise ValueError(i)
    except ValueError as error:
        print("caught", error)
        continue
    else:
        print("else", i)
    print("end", i, sys.exception())
