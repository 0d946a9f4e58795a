"""Uncaught ModuleNotFoundError; no frames of the import machinery are shown."""


def load():
    import no_such_module_anywhere


load()
