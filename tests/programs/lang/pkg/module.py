"""A plain module."""

print("init of module", __name__, __package__, __file__.rsplit("/", 1)[1])
counter = 0
_private = "private"
public = "public"


def bump():
    global counter
    counter += 1
    return counter


class Klass:
    pass
