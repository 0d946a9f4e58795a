"""A coroutine that is dropped without being awaited: the warning, with its source line."""


async def forgotten(x):
    return x


def caller():
    forgotten(1)
    print("after the call")


caller()
c = forgotten(2)
c = None
print("end")
