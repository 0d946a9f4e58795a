print("init of leaf", __name__, __package__)
name = "leaf"


def where():
    return __name__, __package__, __spec__.name, __spec__.parent
