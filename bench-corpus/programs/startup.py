"""Nothing at all: what it costs to start the interpreter, run `pass` and leave."""

pass
