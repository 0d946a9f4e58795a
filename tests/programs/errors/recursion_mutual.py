"""Mutual recursion never repeats one frame: cut short all the same by nothing; a lower limit keeps it short."""
import sys

sys.setrecursionlimit(30)


def ping(n):
    return pong(n + 1)


def pong(n):
    return ping(n + 1)


ping(0)
