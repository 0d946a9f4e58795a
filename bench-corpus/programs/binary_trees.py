"""Binary trees made and dropped, search trees filled and searched: allocation,
prompt destruction and recursive methods."""


class Tree:
    __slots__ = ("left", "right")

    def __init__(self, depth):
        if depth > 0:
            self.left = Tree(depth - 1)
            self.right = Tree(depth - 1)
        else:
            self.left = self.right = None

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


class SearchNode:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

    def insert(self, key):
        node = self
        while True:
            if key == node.key:
                return False
            if key < node.key:
                if node.left is None:
                    node.left = SearchNode(key)
                    return True
                node = node.left
            else:
                if node.right is None:
                    node.right = SearchNode(key)
                    return True
                node = node.right


def main(n):
    nodes = fresh = 0
    seed = 1
    for _ in range(n):
        nodes += Tree(7).count()
        root = SearchNode(512)
        for _ in range(100):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            if root.insert((seed >> 16) & 1023):
                fresh += 1
    return nodes, fresh


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
