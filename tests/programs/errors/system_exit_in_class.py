"""SystemExit from a class body and a decorator: status only."""


def quit_now(f):
    raise SystemExit(f.__name__ == "method" and 11)


class C:
    @quit_now
    def method(self):
        pass
