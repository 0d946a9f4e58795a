def f():
    nonlocal missing
    return missing
