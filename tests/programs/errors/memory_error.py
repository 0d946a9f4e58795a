"""Huge allocations raise MemoryError or OverflowError and leave the program usable."""


def attempt(f):
    try:
        f()
        print("no error")
    except (MemoryError, OverflowError) as e:
        print(type(e).__name__, e)


attempt(lambda: [0] * 2**62)
attempt(lambda: "a" * 2**62)
attempt(lambda: b"a" * 2**63)
attempt(lambda: (1, 2) * 2**61)
attempt(lambda: [0] * 2**64)
attempt(lambda: bytes(2**62))
attempt(lambda: list(range(2**62)))
attempt(lambda: range(2**70)[2**69] and len(range(2**70)))
attempt(lambda: 1 << 2**70)
attempt(lambda: "x".ljust(2**62))
print("still here")
x = "ab" * 2**62
