__all__ = ("_underscored", "b")
_underscored = "u"
b = 2
c = 3
