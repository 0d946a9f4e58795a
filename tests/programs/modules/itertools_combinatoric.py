"""itertools: product, permutations, combinations, combinations_with_replacement, groupby."""

from itertools import combinations, combinations_with_replacement, groupby, islice, permutations, product

from _table import table


def groups(iterable, key=None):
    return [(k, list(g)) for k, g in groupby(iterable, key)]


table(globals(), """
    list(product()), list(product("ab")), list(product("ab", [1, 2])), list(product("ab", repeat=2)), list(product([1], [], [2])), list(product(range(2), repeat=0)), list(product("a", "b", repeat=2))
    product(5)
    product("a", repeat=-1)
    product("a", repeat="x")
    product("a", foo=1)
    list(permutations("abc")), list(permutations("abc", 2)), list(permutations("ab", 3)), list(permutations([], 0)), list(permutations([])), list(permutations("ab", None)), list(permutations("ab", 0)), list(permutations(iterable="ab", r=1))
    permutations("ab", -1)
    permutations("ab", "x")
    permutations(5)
    permutations()
    list(combinations("abcd", 2)), list(combinations("abc", 3)), list(combinations("ab", 3)), list(combinations("ab", 0)), list(combinations([], 0)), list(combinations(range(4), r=3))
    combinations("ab")
    combinations("ab", -1)
    combinations("ab", 1.5)
    list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement("a", 3)), list(combinations_with_replacement("", 2)), list(combinations_with_replacement("ab", 0)), list(combinations_with_replacement([], 0))
    combinations_with_replacement("ab", -1)
    groups("aabbbca"), groups([]), groups([1, 1.0, True, 2]), groups(range(10), lambda x: x // 4), groups(["a", "B", "b"], str.lower), groups("ab", key=None)
    groupby()
    groupby(5)
    groups([1], 5)
    sum(1 for _ in permutations(range(7))), sum(1 for _ in combinations(range(15), 6)), sum(1 for _ in product("ab", repeat=10)), sum(1 for _ in combinations_with_replacement(range(8), 4))
    list(islice(permutations(range(10)), 100000, 100003)), list(islice(product("abc", repeat=8), 5000, 5002)), list(islice(combinations(range(30), 5), 70000, 70002))
    """)
it = groupby("aabbcc")
first_key, first_group = next(it)
second_key, second_group = next(it)
print(first_key, list(first_group), second_key, next(second_group), [k for k, _ in it])
it = groupby([1, 1, 2])
k, g = next(it)
print(next(g), next(g), next(g, "end"), next(it)[0], next(it, "done"))
held = list(groupby("aab"))
print([(k, list(g)) for k, g in held])
for pair in combinations([[1], [2], [3]], 2):
    pair[0].append(9)
    if len(pair[0]) > 3:
        break
print(pair)
