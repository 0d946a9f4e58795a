"""A module with __getattr__ and __dir__."""

real = "real"


def __getattr__(name):
    if name.startswith("dyn_"):
        return "dynamic " + name
    raise AttributeError(f"module {__name__!r} has no attribute {name!r} (says its __getattr__)")


def __dir__():
    return ["zeta", "alpha"]
