import asyncio
import os
import signal
import socket
import sys
import tempfile

async def handle(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()

async def talk(reader, writer):
    writer.write(b'one\ntwo\n')
    await writer.drain()
    print(await reader.readline(), await reader.readexactly(2))
    writer.write_eof()
    print(await reader.read(), reader.at_eof())
    writer.close()
    await writer.wait_closed()

class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
    def data_received(self, data):
        self.transport.write(data[::-1])
    def eof_received(self):
        print('server saw eof')

class Udp(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport
    def datagram_received(self, data, addr):
        self.transport.sendto(b'got ' + data, addr)

class UdpClient(asyncio.DatagramProtocol):
    def __init__(self, fut):
        self.fut = fut
    def datagram_received(self, data, addr):
        self.fut.set_result(data)

async def main():
    server = await asyncio.start_server(handle, '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    await talk(*await asyncio.open_connection('127.0.0.1', port))
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    writer.close()
    async def flood(reader, writer):
        writer.write(b'x' * 300000 + b'\n')
        await writer.drain()
        writer.close()
    flooder = await asyncio.start_server(flood, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*flooder.sockets[0].getsockname())
    print(await reader.readexactly(10))
    try:
        await reader.readuntil(b'\0')
    except asyncio.LimitOverrunError as e:
        print(e)
    print(len(await reader.read()))
    writer.close()
    flooder.close()
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    writer.write(b'abc')
    writer.write_eof()
    try:
        await reader.readexactly(10)
    except asyncio.IncompleteReadError as e:
        print(e)
    writer.close()
    server.close()
    await server.wait_closed()
    try:
        await asyncio.open_connection('127.0.0.1', port)
    except ConnectionRefusedError as e:
        print(type(e).__name__, e.errno)

    path = tempfile.mktemp()
    server = await asyncio.start_unix_server(handle, path)
    await talk(*await asyncio.open_unix_connection(path))
    server.close()
    os.unlink(path)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, '127.0.0.1', 0)
    addr = server.sockets[0].getsockname()
    r, w = await asyncio.open_connection(*addr)
    w.write(b'olleh')
    print(await r.readexactly(5))
    w.write_eof()
    print(await r.read())
    w.close()
    server.close()

    tr, _ = await loop.create_datagram_endpoint(Udp, local_addr=('127.0.0.1', 0))
    fut = loop.create_future()
    ct, _ = await loop.create_datagram_endpoint(lambda: UdpClient(fut),
                                                remote_addr=tr.get_extra_info('sockname'))
    ct.sendto(b'ping')
    print(await fut)
    tr.close(); ct.close()

    a, b = socket.socketpair()
    a.setblocking(False); b.setblocking(False)
    await loop.sock_sendall(a, b'raw')
    print(await loop.sock_recv(b, 10))
    loop.add_reader(b, lambda: (print('readable', b.recv(10)), loop.remove_reader(b)))
    a.send(b'!')
    await asyncio.sleep(0.02)
    a.close(); b.close()

    # subprocesses
    p = await asyncio.create_subprocess_exec('cat', stdin=asyncio.subprocess.PIPE,
                                             stdout=asyncio.subprocess.PIPE)
    print(await p.communicate(b'through cat'), p.returncode)
    p = await asyncio.create_subprocess_shell('echo out; echo err >&2; exit 3',
                                              stdout=asyncio.subprocess.PIPE,
                                              stderr=asyncio.subprocess.PIPE)
    print(await p.stdout.readline(), await p.stderr.read(), await p.wait())
    p = await asyncio.create_subprocess_exec('sleep', '10')
    p.terminate()
    print(await p.wait(), p.returncode)
    try:
        await asyncio.create_subprocess_exec('/nonexistent/program')
    except FileNotFoundError as e:
        print(e)

    # signals
    got = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, got.set)
    os.kill(os.getpid(), signal.SIGUSR1)
    await asyncio.wait_for(got.wait(), 5)
    print(loop.remove_signal_handler(signal.SIGUSR1), loop.remove_signal_handler(signal.SIGUSR1))

    reader = asyncio.StreamReader()
    reader.feed_data(b'l1\nl2\nl3')
    reader.feed_eof()
    print([line async for line in reader])

asyncio.run(main())

async def forever():
    signal.setitimer(signal.ITIMER_REAL, 0.05) # when the loop has its handler of SIGINT
    try:
        await asyncio.sleep(100)
    finally:
        print('interrupted task cleans up')
signal.signal(signal.SIGALRM, lambda s, f: os.kill(os.getpid(), signal.SIGINT))
try:
    asyncio.run(forever())
except KeyboardInterrupt:
    print('KeyboardInterrupt')
