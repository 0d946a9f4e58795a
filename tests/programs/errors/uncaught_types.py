"""raise of things that are not exceptions, and comparison failures inside sorting, uncaught."""


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if other.n == 3:
            raise "not an exception"
        return self.n < other.n


items = [Item(n) for n in (5, 1, 3)]
print(len(items))
items.sort()
