"""A module that fails while it is imported: its frames stand below the import line."""


def load():
    from _helpers import raises


load()
