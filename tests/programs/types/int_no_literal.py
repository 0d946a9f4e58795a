"""What int() says of texts that are no numbers, in every base, and how much of a long one it shows."""


def say(*args):
    try:
        print(int(*args))
    except (ValueError, TypeError) as e:
        text = str(e)
        print(type(e).__name__, len(text), ascii(text[:260]), e.args == (text,))


for x in ["x", "", " ", "1_", "_1", "1__0", "0x1", "١٢", "٣x", "é", "\U0001f600", "\ud800", "a'b", 'a"b', "\n1\n2", "1\0"]:
    say(x)
    say(x, 36 if x == "1" else 2)
for base in range(-1, 39):
    say("!", base)
say("z", 35)
say("9", 9)
for n in (196, 197, 198, 199, 200, 201, 202, 300):
    say("x" * n)
    say("é" * n)
    say("\U0001f600x" * n)
    say("\n" * n + "x")
say(b"x")
say(b"\xff" * 100)
say(bytearray(b"12q"), 16)
say(memoryview(b"nope"))


class Loud(str):
    def __repr__(self):
        return "Loud!" * 50


class Wrong(str):
    def __repr__(self):
        return 3


say(Loud("q"))
say(Wrong("q"))
