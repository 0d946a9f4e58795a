"""assert with a message over lines."""


def check(items):
    assert all(i > 0 for i in items), (
        f"not positive: {[i for i in items if i <= 0]}"
    )


check([1, 2])
check([1, -2, 0])
