"""Singly linked lists built, reversed, merge-sorted and walked: pointer chasing
through attributes, tests for None."""


class Node:
    def __init__(self, value, following):
        self.value = value
        self.following = following


def build(length, seed):
    head = None
    for _ in range(length):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        head = Node(seed >> 8, head)
    return head


def reverse(head):
    previous = None
    while head is not None:
        following = head.following
        head.following = previous
        previous = head
        head = following
    return previous


def split(head):
    slow = head
    fast = head.following
    while fast is not None and fast.following is not None:
        slow = slow.following
        fast = fast.following.following
    second = slow.following
    slow.following = None
    return head, second


def merge(a, b):
    anchor = tail = Node(0, None)
    while a is not None and b is not None:
        if a.value <= b.value:
            tail.following = a
            a = a.following
        else:
            tail.following = b
            b = b.following
        tail = tail.following
    tail.following = a if a is not None else b
    return anchor.following


def merge_sort(head):
    if head is None or head.following is None:
        return head
    a, b = split(head)
    return merge(merge_sort(a), merge_sort(b))


def checksum(head):
    total = position = 0
    while head is not None:
        position += 1
        total = (total + position * head.value) % 1_000_000_007
        head = head.following
    return total


def main(n):
    total = 0
    for i in range(n):
        total += checksum(merge_sort(reverse(build(200, i))))
    return total


if __name__ == "__main__":
    import sys

    print(main(int(sys.argv[1])))
