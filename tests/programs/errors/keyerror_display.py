"""KeyError with kinds of keys, uncaught: the key is shown by repr."""


class Key:
    def __repr__(self):
        return "<a key\nover lines>"


{}[Key()]
