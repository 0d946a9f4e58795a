"""Warnings of the compiler for the main file, shown before it runs."""
x = 5
if x is 5:
    print("maybe")
assert (x, "always true")
print("\d", x)
