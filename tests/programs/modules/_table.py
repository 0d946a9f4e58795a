"""What the programs of this folder print with: a table of expressions and what they give."""


def table(names, expressions):
    """Evaluates each line in `names`; prints it with its value, or with what it raised."""
    for line in expressions.strip().splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            value = eval(line, names)
        except Exception as error:
            print(f"{line} !! {type(error).__name__}: {error}")
        else:
            print(f"{line} -> {value!r}")


def attempt(function, *args, **kwargs):
    """Calls and returns the repr of the result or the exception in one line."""
    try:
        return repr(function(*args, **kwargs))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def binary(show, values, operators):
    """Prints every operator on every pair; lambdas, so that no compiler folds them."""
    for a in values:
        for b in values:
            results = [f"{name} {attempt(function, a, b)}" for name, function in operators]
            print(f"{show(a)} ? {show(b)}: {'; '.join(results)}")
