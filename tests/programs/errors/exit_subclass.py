"""A subclass of SystemExit with its own code attribute."""


class Quit(SystemExit):
    code = 9


def f():
    raise Quit("message", 5)


f()
