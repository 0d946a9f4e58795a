"""A traceback through awaits."""


class Suspend:
    def __await__(self):
        yield "suspended"
        raise ValueError("after the suspension")


async def low():
    await Suspend()


async def mid():
    return await low()


async def high():
    return [await mid(), 2]


c = high()
print(c.send(None))
c.send(None)
