"""Endless recursion: the repeated-frame line."""


def recurse(n):
    return recurse(n + 1) + 1


print("start")
recurse(0)
