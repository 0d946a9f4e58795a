"""A module with a syntax error, imported."""


def load():
    import _helpers.bad_syntax


load()
