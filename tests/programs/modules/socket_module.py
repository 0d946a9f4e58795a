# The module socket over _socket: pairs, local connections, datagrams, timeouts, addresses, errors; asyncio over it.
# timing: what the event loop does between two events depends on when they come.
import asyncio
import errno
import os
import selectors
import socket
import tempfile


def show(f, *args, **kwargs):
    try:
        result = repr(f(*args, **kwargs))
    except OSError as e:
        result = f"{type(e).__name__} {errno.errorcode.get(e.errno, e.errno)} {e}"
    except BaseException as e:
        result = f"{type(e).__name__} - {e}"
    print(result)


print("pairs")
a, b = socket.socketpair()
print(a.family.name, a.type.name, a.proto, a.fileno() >= 0, a.gettimeout(), a.getblocking(), a.getsockname() == b.getpeername())
print(a.send(b"hello"), b.recv(3), b.recv(10, socket.MSG_PEEK), b.recv(10))
a.sendall(memoryview(b"x" * 50000))
got = b""
while len(got) < 50000:
    got += b.recv(4096)
print(len(got), set(got))
buffer = bytearray(8)
b.sendall(b"abcdef")
print(a.recv_into(buffer), buffer, b.send(b"xy"), a.recv_into(memoryview(buffer)[4:], 1), buffer, a.recvfrom(5))
show(a.recv, -1)
show(a.recv, "x")
show(a.recv_into, b"abc")
show(a.recv_into, buffer, 100)
show(a.recv_into, buffer, -1)
show(a.send, "x")
show(a.recv)
a.settimeout(0.01)
print(a.gettimeout(), a.timeout, a.getblocking())
show(a.recv, 1)
a.setblocking(False)
print(a.gettimeout(), a.getblocking())
show(a.recv, 1)
a.settimeout(None)
for t in (-1, float("nan"), "x", 1e300):
    show(a.settimeout, t)
with a.makefile("rw", encoding="utf-8", newline="\n") as f, b.makefile("rwb") as g:
    f.write("line ü\nmore\n")
    f.flush()
    print(g.readline(), g.readline())
    g.write(b"back\n")
    g.flush()
    print(f.readline())
b.shutdown(socket.SHUT_WR)
print(a.recv(5))
b.close()
show(a.send, b"x")
show(b.recv, 1)
print(b.fileno(), repr(b).startswith("<socket.socket [closed]"))
fd = a.detach()
print(a.fileno())
c = socket.socket(fileno=fd)
print(c.family.name, c.type.name)
c.close()

print("tcp")
server = socket.create_server(("127.0.0.1", 0))
host, port = server.getsockname()
print(host, port > 0, server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR), server.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN, 4)[:1])
client = socket.create_connection((host, port), timeout=5)
peer, address = server.accept()
print(address == client.getsockname(), peer.getpeername() == address, client.gettimeout(), peer.gettimeout())
client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
print(client.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
client.sendall(b"over tcp")
print(peer.recv(100))
selector = selectors.DefaultSelector()
selector.register(peer, selectors.EVENT_READ, "data")
print(selector.select(0))
client.send(b"!")
print([(key.data, events) for key, events in selector.select(1)], peer.recv(1))
selector.close()
for s in (client, peer):
    s.close()
server.settimeout(0.01)
show(server.accept)
server.close()
show(socket.create_connection, (host, port), 1)
s = socket.socket()
print(errno.errorcode[s.connect_ex((host, port))])
for address in ("x", ("127.0.0.1",), ("127.0.0.1", -1), ("127.0.0.1", 65536), ("127.0.0.1", "x"), (5, 1), ("127.0.0.1", 1, 2)):
    show(s.connect, address)
    show(s.bind, address)
show(s.getpeername)
show(s.setsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR, None)
show(s.setsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR, 1, 2)
show(s.getsockopt, socket.SOL_SOCKET, 9999)
show(s.getsockopt, socket.SOL_SOCKET, socket.SO_TYPE, 5000)
s.close()
show(s.connect, ("127.0.0.1", 1))
show(socket.socket, fileno=-5)
show(socket.socket, fileno=1.5)
show(socket.socket, 999)
show(socket.socket, type="x")

print("datagrams")
x = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
y = socket.socket(type=socket.SOCK_DGRAM)
x.bind(("localhost", 0))
print(y.sendto(b"dgram", x.getsockname()), y.sendto(b"two", 0, x.getsockname()))
data, source = x.recvfrom(100)
print(data, source == ("127.0.0.1", y.getsockname()[1]), x.recvfrom_into(buffer)[0], buffer)
x.close()
y.close()

print("unix")
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "s")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        show(client.connect, path)
        server.bind(path)
        server.listen()
        client.connect(path)
        peer, address = server.accept()
        print(repr(address), server.getsockname() == path == client.getpeername())
        peer.close()
        show(client.bind, "x" * 200)
        show(client.bind, 5)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(b"\0tricera-test-" + str(os.getpid()).encode())
        print(server.getsockname()[:14])

print("names")
print(socket.inet_aton("127.0.0.1"), socket.inet_ntoa(b"\x7f\0\0\1"), socket.inet_aton("1.2"), socket.inet_pton(socket.AF_INET6, "::1"))
for packed in (bytes(16), bytes(15) + b"\1", b"\x20\1" + bytes(13) + b"\1", bytes(10) + b"\xff\xff\1\2\3\4", bytes(range(16)), b"\1\0" * 8):
    print(socket.inet_ntop(socket.AF_INET6, packed))
for f, args in [(socket.inet_aton, ("x",)), (socket.inet_aton, ("",)), (socket.inet_ntoa, (b"abc",)), (socket.inet_pton, (socket.AF_INET, "1.2.3")),
                (socket.inet_pton, (99, "1")), (socket.inet_ntop, (socket.AF_INET, b"abc")), (socket.inet_ntop, (99, b"")), (socket.inet_aton, (5,))]:
    show(f, *args)
print(socket.htons(1) in (1, 256), socket.ntohs(socket.htons(515)), socket.ntohl(socket.htonl(1 << 20)))
for f, args in [(socket.htons, (-1,)), (socket.htons, (65536,)), (socket.htonl, (-1,)), (socket.htonl, (2**32,)), (socket.ntohs, ("x",)), (socket.ntohl, ("x",))]:
    show(f, *args)
show(socket.getaddrinfo, "127.0.0.1", 80, type=socket.SOCK_STREAM)
show(socket.getaddrinfo, "::1", "80", socket.AF_INET6, socket.SOCK_DGRAM)
show(socket.getaddrinfo, None, 0, socket.AF_INET, socket.SOCK_STREAM, 0, socket.AI_PASSIVE)
show(socket.getaddrinfo, "nope", 80, flags=socket.AI_NUMERICHOST)
show(socket.getaddrinfo, 5, 80)
show(socket.getaddrinfo, "127.0.0.1", 1.5)
show(socket.gethostbyname, "127.0.0.1")
show(socket.getnameinfo, ("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)
print(isinstance(socket.gethostname(), str), socket.has_ipv6, socket.timeout is TimeoutError, socket.error is OSError, socket.gaierror.__mro__)
print(socket.getdefaulttimeout(), socket.setdefaulttimeout(2.5), socket.socket().gettimeout(), socket.setdefaulttimeout(None))

print("asyncio")


async def handle(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    for word in (b"one\n", b"two\n"):
        writer.write(word)
        print(await reader.readline())
    writer.close()
    await writer.wait_closed()
    server.close()
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(asyncio.sleep(0.01 * (3 - i), i)) for i in range(3)]
    print([t.result() for t in tasks])
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(10)
    except TimeoutError:
        print("timeout")
    queue = asyncio.Queue()
    loop = asyncio.get_running_loop()
    loop.call_soon(queue.put_nowait, 1)
    loop.call_later(0.01, queue.put_nowait, 2)
    print(await queue.get(), await queue.get())
    event = asyncio.Event()
    waiter = asyncio.create_task(event.wait())
    event.set()
    print(await waiter, await asyncio.gather(asyncio.sleep(0, "a"), asyncio.sleep(0, "b")))


asyncio.run(main())
