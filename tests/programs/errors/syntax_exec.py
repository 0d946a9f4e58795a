"""SyntaxError from exec: the display with file, line, caret, and the frames above."""


def run(source):
    exec(source)


run("x = 1\ny = x +* 2\n")
