"""sys.unraisablehook: its argument's attributes; the default one called by hand."""
import sys


def hook(u):
    print("hook:", u.exc_type.__name__, u.exc_value, u.err_msg, u.object, u.exc_traceback.tb_lineno)


class C:
    def __del__(self):
        raise ValueError("del")


C()
sys.unraisablehook = hook
C()
sys.unraisablehook = sys.__unraisablehook__
C()
