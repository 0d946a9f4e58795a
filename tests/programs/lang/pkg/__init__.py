"""Helper package of the import tests."""

print("init of pkg", __name__, __package__, __file__.replace("\\", "/").rsplit("/", 1)[1], len(__path__))
value = "pkg value"
