"""Loops with every exit, nested through try and with: a table of all combinations."""


class CM:
    def __init__(self, log, suppress):
        self.log = log
        self.suppress = suppress

    def __enter__(self):
        self.log.append("enter")

    def __exit__(self, t, v, tb):
        self.log.append("exit" if t is None else f"exit {t.__name__}")
        return self.suppress


def act(kind, log):
    log.append(kind)
    if kind == "raise":
        raise KeyError(kind)


def loop_try(kind):
    log = []
    try:
        for i in range(3):
            log.append(i)
            try:
                if i == 1:
                    if kind == "break":
                        break
                    if kind == "continue":
                        continue
                    if kind == "return":
                        return log
                    if kind == "raise":
                        raise KeyError
                    if kind == "caught":
                        raise ValueError
            except ValueError:
                log.append("except")
            else:
                log.append("else")
            finally:
                log.append("finally")
            log.append("end")
        else:
            log.append("loop else")
    except KeyError:
        log.append("outer except")
    return log


def loop_with(kind, suppress):
    log = []
    try:
        i = 0
        while i < 3:
            i += 1
            with CM(log, suppress):
                if i == 2:
                    if kind == "break":
                        break
                    if kind == "continue":
                        continue
                    if kind == "return":
                        return log
                    if kind == "raise":
                        raise KeyError
            log.append(i)
        else:
            log.append("loop else")
    except KeyError:
        log.append("outer except")
    return log


def in_except(kind):
    log = []
    for i in range(3):
        try:
            if i == 1:
                raise ValueError(i)
            log.append(i)
        except ValueError as e:
            if kind == "break":
                break
            if kind == "continue":
                continue
            if kind == "return":
                return log, e.args
            if kind == "raise":
                try:
                    raise
                except ValueError as again:
                    log.append(again is e)
        finally:
            log.append("f")
    else:
        log.append("loop else")
    return log, "e" in locals()


def nested(a, b):
    log = []
    for i in range(3):
        try:
            for j in range(3):
                try:
                    with CM(log, False):
                        if (i, j) == (1, 1):
                            if a == "break":
                                break
                            if a == "continue":
                                continue
                            if a == "return":
                                return log
                            if a == "raise":
                                raise KeyError
                    log.append((i, j))
                finally:
                    log.append("f1")
            else:
                log.append("inner else")
                if i == 1:
                    if b == "break":
                        break
                    if b == "continue":
                        continue
        except KeyError:
            log.append("K")
            if b == "break":
                break
            if b == "continue":
                continue
        finally:
            log.append("f2")
    else:
        log.append("outer else")
    return log


def generator(kind):
    for i in range(3):
        try:
            got = yield i
            if got == "break":
                break
            if got == "continue":
                continue
            if got == "return":
                return "returned"
            if got == "raise":
                raise KeyError
            yield ("got", got)
        except ValueError:
            yield "except"
        finally:
            yield "finally"
    else:
        yield "else"


kinds = ("none", "break", "continue", "return", "raise", "caught")
for kind in kinds:
    print("try", kind, loop_try(kind))
for kind in kinds[:5]:
    for suppress in (False, True):
        print("with", kind, suppress, loop_with(kind, suppress))
for kind in kinds[:5]:
    print("except", kind, in_except(kind))
for a in kinds[:5]:
    for b in kinds[:3]:
        print("nested", a, b, nested(a, b))
for kind in kinds[:5]:
    g = generator(kind)
    out = [next(g)]
    try:
        while len(out) < 12:
            out.append(g.send(kind))
    except StopIteration as e:
        out.append(("stop", e.value))
    except KeyError:
        out.append("KeyError")
    print("generator", kind, out)


def loop_variable_after():
    for i in []:
        pass
    else:
        i = "else"
    for j in range(2):
        for k in range(2):
            if k:
                break
        else:
            return "never"
        if j:
            break
    else:
        return "never"
    return i, j, k


def while_conditions():
    n, out = 5, []
    while n and (n := n - 1) != 1 or not out:
        out.append(n)
        if n == 3:
            continue
        if len(out) > 5:
            break
    else:
        out.append("else")
    return out


def deep(n):
    if n > 0:
        if n > 1:
            if n > 2:
                if n > 3:
                    return "4+"
                else:
                    return "3"
            elif n == 2:
                return "2"
        else:
            return "1"
    elif n == 0:
        return "0"
    else:
        return "neg"


print(loop_variable_after(), while_conditions(), [deep(n) for n in range(-1, 6)])
