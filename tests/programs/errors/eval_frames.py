"""An error inside eval, compiled with a file name that doesn't exist."""
code = compile("a +\\\n b.missing", "no such file.py", "eval")
eval(code, {"a": 1, "b": 2})
