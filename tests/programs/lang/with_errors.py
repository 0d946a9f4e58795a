"""with: errors in lookup, __enter__, __exit__, their messages and contexts."""


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e, "| context", repr(e.__context__), "| cause", repr(e.__cause__))


class NoExit:
    def __enter__(self):
        print("never")


class NoEnter:
    def __exit__(self, *a):
        print("never")


class AsyncOnly:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *a):
        pass


class EnterRaises:
    def __enter__(self):
        raise KeyError("enter")

    def __exit__(self, *a):
        print("never")


class ExitRaises:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        raise KeyError("exit")


class ExitReraises:
    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        raise v


class Fine:
    def __enter__(self):
        print("enter")

    def __exit__(self, t, v, tb):
        print("exit", t, v)


class ExitArgs:
    def __enter__(self):
        pass

    def __exit__(self):
        pass


class EnterNone:
    __enter__ = None

    def __exit__(self, *a):
        pass


class Dynamic:
    def __getattr__(self, name):
        return lambda *a: print("never")


def use(cm):
    with cm:
        return "body"


def use_raise(cm):
    with cm:
        raise ValueError("body")


def use_two(a, b):
    with a, b:
        raise ValueError("body")


class Prop:
    @property
    def __enter__(self):
        print("property enter")
        return lambda: "value"

    @property
    def __exit__(self):
        print("property exit")
        return lambda *a: True


for cm in (5, None, NoExit(), NoEnter(), AsyncOnly(), EnterRaises(), ExitRaises(), ExitReraises(), Fine(), ExitArgs(), EnterNone(), Dynamic(), Prop(), Fine):
    attempt(lambda: use(cm))
    attempt(lambda: use_raise(cm))
attempt(lambda: use_two(Fine(), 5))
attempt(lambda: use_two(Fine(), EnterRaises()))
attempt(lambda: use_two(Fine(), ExitRaises()))
attempt(lambda: use_two(ExitRaises(), ExitRaises()))


class Changes:
    def __enter__(self):
        type(self).__exit__ = lambda *a: print("replaced: never")

    def __exit__(self, *a):
        print("the original __exit__")


with Changes():
    pass


def chain():
    try:
        with ExitRaises():
            with Fine():
                raise ValueError("first")
    except KeyError as e:
        return repr(e), repr(e.__context__), e.__context__.__context__, e.__traceback__.tb_next is not None


print(chain())


def tb_of_exit():
    class T:
        def __enter__(self):
            pass

        def __exit__(self, t, v, tb):
            self.same = tb is v.__traceback__
            self.depth = 0
            while tb:
                self.depth += 1
                tb = tb.tb_next
            return True

    t = T()

    def f():
        raise ValueError

    with t:
        f()
    return t.same, t.depth


print(tb_of_exit())


def exit_in_except():
    try:
        raise ValueError("handled")
    except ValueError:
        with Fine():
            pass
        try:
            with Fine():
                raise IndexError("in with")
        except IndexError as e:
            return repr(e.__context__)


print(exit_in_except())
