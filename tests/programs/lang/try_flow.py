"""try/except/else/finally in every control-flow shape."""


def run(label, f, *args):
    try:
        print(label, "->", f(*args))
    except BaseException as e:
        print(label, "raised", type(e).__name__, e)


def shape(kind):
    out = []
    try:
        out.append("try")
        if kind == "value":
            raise ValueError
        if kind == "key":
            raise KeyError
        if kind == "return":
            return out
    except ValueError:
        out.append("except")
    else:
        out.append("else")
    finally:
        out.append("finally")
    out.append("end")
    return out


for k in ("none", "value", "return", "key"):
    run(k, shape, k)


def return_value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def return_mutable():
    x = []
    try:
        return x
    finally:
        x.append("changed")


def break_continue_try():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append(("f", i))
    else:
        out.append("never")
    return out


def nested():
    out = []
    try:
        try:
            try:
                raise ValueError("deep")
            except KeyError:
                out.append("no")
            finally:
                out.append("f1")
        except ValueError as e:
            out.append(str(e))
            raise TypeError("second") from None
        finally:
            out.append("f2")
    except TypeError as e:
        out.append((str(e), e.__suppress_context__))
    else:
        out.append("no")
    finally:
        out.append("f3")
    return out


def return_in_except():
    try:
        raise ValueError
    except ValueError:
        return "except"
    finally:
        print("finally runs")


def return_in_else():
    try:
        pass
    except ValueError:
        return "no"
    else:
        return "else"
    finally:
        print("finally runs")


def raise_in_else():
    try:
        pass
    except ValueError:
        return "not caught here"
    else:
        raise ValueError("from else")
    finally:
        print("finally runs")


def raise_in_finally():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


def finally_twice():
    out = []
    for a in (0, 1):
        try:
            try:
                if a:
                    return out
            finally:
                out.append(("inner", a))
        finally:
            out.append(("outer", a))
    return "never"


def multiple(e):
    try:
        raise e
    except (KeyError, IndexError) as x:
        return "tuple", x
    except ArithmeticError as x:
        return "base", x
    except Exception as x:
        return "exception", x
    except:
        return "bare"


def except_in_loop():
    out = []
    while True:
        try:
            out.append(len(out))
            if len(out) == 2:
                continue
            if len(out) < 4:
                raise ValueError
        except ValueError:
            out.append("e")
            continue
        else:
            break
        finally:
            out.append("f")
    return out


def finally_in_except():
    try:
        raise ValueError("v")
    except ValueError as e:
        try:
            raise KeyError("k")
        except KeyError:
            pass
        finally:
            x = str(e)
        return x


def while_finally():
    n = 0
    while n < 3:
        try:
            n += 1
        finally:
            n += 1
    else:
        n += 100
    return n


for f in (return_value_is_kept, return_mutable, break_continue_try, nested,
          return_in_except, return_in_else, raise_in_else, raise_in_finally, finally_twice, except_in_loop, finally_in_except, while_finally):
    run(f.__name__, f)
for e in (KeyError(1), IndexError(2), ZeroDivisionError(3), ValueError(4), KeyboardInterrupt(5), SystemExit(6)):
    run("multiple", multiple, e)
