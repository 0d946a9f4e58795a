"""Suggestions on NameError, AttributeError, ImportError and keyword arguments, in tracebacks only."""
import sys


def show(f):
    try:
        f()
    except Exception as e:
        sys.excepthook(*sys.exc_info())
        print(e)


class Thing:
    colour = 1
    method_name = 2

    def __init__(self):
        self.attribute = 1

    def uses(self):
        return attribute

    def uses_method(self):
        return method_nam


value_name = 1


def function(argument_one):
    return argument_oen


def local_variable():
    counter_value = 1
    return counter_vaule


def builtin_name():
    return prnt("x")


def global_name():
    return valeu_name


def nothing_near():
    return zzzzqqqq


def stdlib_module():
    return itertools.count()


def too_short():
    return x


def case():
    return VALUE_NAME


def true_like():
    return true


for f in (function, local_variable, builtin_name, global_name, nothing_near, stdlib_module, too_short, case, true_like, lambda: Thing().color, lambda: Thing().atribute, lambda: Thing().uses(), lambda: Thing().uses_method(),
          lambda: [].apend(1), lambda: "".uper(), lambda: (5).real_part, lambda: {}.iteritems(), lambda: Thing.colur, lambda: sys.excepthok, lambda: Thing().zzzzz, lambda: None.upper(), lambda: [].add, lambda: set().append):
    try:
        f(*(1,) * (f is function))
    except Exception as e:
        sys.excepthook(*sys.exc_info())
        print(e)


def import_near():
    from sys import exc_inf


def import_far():
    from sys import zzzzqqqq


show(import_near)
show(import_far)
Thing().colou
