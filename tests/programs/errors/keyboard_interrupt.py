"""KeyboardInterrupt raised by hand: traceback, then the process ends by SIGINT."""


def f():
    raise KeyboardInterrupt


print("before")
f()
