"""os.posix_spawn and posix_spawnp: programs started, what they inherit, and what is refused."""

import os
import signal


def attempt(function, *args, **keywords):
    try:
        print(function(*args, **keywords))
    except Exception as e:
        print(type(e).__name__, e)


def run(line, env=None, spawn=os.posix_spawnp, **keywords):
    """The output and the end of a command."""
    reading, writing = os.pipe()
    actions = [(os.POSIX_SPAWN_DUP2, writing, 1)] + keywords.pop("file_actions", [])
    child = spawn(line[0], line, {"PATH": os.environ["PATH"]} if env is None else env, file_actions=actions, **keywords)
    os.close(writing)
    with open(reading) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    return text, os.waitstatus_to_exitcode(status)


print(run(["sh", "-c", "echo out; exit 3"]))
print(run(("sh", b"-c", "echo \"$0 $1\"", "a b", "")))
print(run(["/bin/sh", "-c", "echo $A$B"], {"A": "x", b"B": b"y"}, os.posix_spawn))
print(run(["sh", "-c", "kill -9 $$"]))
print(run(["sh", "-c", "echo err >&2"], file_actions=[(os.POSIX_SPAWN_DUP2, 1, 2)]))
print(run(["sh", "-c", "read line || echo nothing"], file_actions=[(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)]))
print(run(["sh", "-c", "echo into nowhere"], file_actions=[(os.POSIX_SPAWN_CLOSE, 1), (os.POSIX_SPAWN_CLOSE, 2)])[0])
print(run(["sh", "-c", "[ $(ps -o pgid= -p $$ 2>/dev/null || echo $$) = $$ ] && echo leader"], setpgroup=0)[1])
print(run(["sh", "-c", "kill -TERM $$; echo lived on"], setsigmask=[signal.SIGTERM]))
print(run(["true"], setsigdef=[signal.SIGPIPE], resetids=True, setsid=True))

reading, writing = os.pipe()
child = os.posix_spawn("/bin/sh", ["sh", "-c", f"echo through >&{writing}"], {}, file_actions=[(os.POSIX_SPAWN_DUP2, writing, writing)])
os.close(writing)
print(os.read(reading, 100), os.waitpid(child, 0)[1])
os.close(reading)

s = os.posix_spawn
true = "/bin/true"
attempt(s, true, [], {})
attempt(s, true, 3, {})
attempt(s, true, "ab", {})
attempt(s, true, [""], {})
attempt(s, true, ["a"], 3)
attempt(s, true, ["a", 3], {})
attempt(s, true, ["a\0"], {})
attempt(s, true, ["a"], {"A=": "x"})
attempt(s, true, ["a"], {"": "x"})
attempt(s, true, ["a"], {3: "x"})
attempt(s, true, ["a"], {"A": 3})
attempt(s, true, ["a"], {"A": "x\0"})
attempt(s, true, ["a"], "text")
attempt(s, "/no/such/program", ["a"], {})
attempt(s, 3, ["a"], None)
attempt(s, true, ["a"])
attempt(s, true, ["a"], {}, 1)
for actions in (
    3, [3], [()], [(9,)], [("x",)], [(0, 1, 2)], [(1,)], [(1, "x")], [(2, 1)], [(0, 1, 3, 0, 0)], [(0, 1, "a\0", 0, 0)], [[1, 1]],
):
    attempt(s, true, ["a"], {}, file_actions=actions)
attempt(s, true, ["a"], {}, setsigmask=3)
attempt(s, true, ["a"], {}, setsigmask=[99999])
attempt(s, true, ["a"], {}, setsigdef=["x"])
attempt(s, true, ["a"], {}, setpgroup="x")
attempt(s, true, ["a"], {}, scheduler=3)
attempt(s, true, ["a"], {}, scheduler=(1, 2))
attempt(os.posix_spawnp, "no-such-program-here", ["a"], {})
attempt(os.posix_spawnp, "true", [], {})

for status in (0, 256, 9, 0x137F, -1, 1.5, "x", 2**40, True):
    attempt(os.waitstatus_to_exitcode, status)
