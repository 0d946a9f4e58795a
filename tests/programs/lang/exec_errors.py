"""exec, eval, compile: wrong arguments and source that does not compile, with the messages."""


def attempt(f, *a, **k):
    try:
        return f(*a, **k)
    except BaseException as e:
        return f"{type(e).__name__}: {e}"


x = "global"
print(attempt(exec, "1 +"), attempt(exec, "def"), attempt(compile, "x", "f", "wrong"), attempt(compile, "x", "f", "exec", 0x10000000), attempt(eval, 5), attempt(exec, None), attempt(eval, "1", 5), attempt(exec, "1", {}, 5), attempt(eval, "1", {}, None), sep="\n")
print(attempt(eval, "x\0y"), attempt(exec, "pass\0"), attempt(compile, "a b", "file name", "exec"), sep="\n")
print(attempt(exec, "raise ValueError('from exec')"), attempt(exec, "return 1"), attempt(exec, "yield 1"), attempt(exec, "await x"), attempt(exec, "break"), attempt(exec, "continue"), sep="\n")
print(attempt(exec, b"x = '\xff'"), attempt(exec, "# coding: nonsense\nx = 1"), attempt(exec, b"# coding: nonsense\nx = 1"), sep="\n")
print(attempt(eval, "x = 1"), attempt(eval, "x;y"), attempt(eval, ""), attempt(exec, "__debug__ = 1"), sep="\n")
try:
    compile("def f():\n    x = = 1\n", "some/file.py", "exec")
except SyntaxError as e:
    print(e.filename, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text), e.args[0])
try:
    exec("if 1:\n    x\n  y")
except IndentationError as e:
    print(type(e).__name__, e.lineno, repr(e.text), e.msg)
