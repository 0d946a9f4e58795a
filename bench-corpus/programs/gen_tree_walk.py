"""In-order walks of a tree by recursive `yield from`, a preorder walk with an explicit
stack, and two walks merged by `next`: delegation through nested generators."""


class Node:
    def __init__(self, key, left, right):
        self.key = key
        self.left = left
        self.right = right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.key
        if self.right is not None:
            yield from self.right


def build(low, high):
    if low > high:
        return None
    middle = (low + high) // 2
    return Node(middle, build(low, middle - 1), build(middle + 1, high))


def preorder(root):
    stack = [root]
    while stack:
        node = stack.pop()
        yield node.key
        if node.right is not None:
            stack.append(node.right)
        if node.left is not None:
            stack.append(node.left)


def merged(a, b):
    a = iter(a)
    b = iter(b)
    x = next(a, None)
    y = next(b, None)
    while x is not None or y is not None:
        if y is None or (x is not None and x <= y):
            yield x
            x = next(a, None)
        else:
            yield y
            y = next(b, None)


def main(n):
    tree = build(1, 127)
    other = build(50, 80)
    check = 0
    for _ in range(n):
        for position, key in enumerate(tree):
            check += position * key
        for key in preorder(other):
            check ^= key
        for key in merged(tree, other):
            check += key
    return check


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
