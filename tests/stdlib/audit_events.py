"""Audit events of modules of the library, and that hooks are not to be found."""
import gc
import http.client
import os
import socket
import sys
import tempfile
import threading
import urllib.request


def hook(event, args):
    if event.startswith(('http.', 'urllib.')):
        print(event, [type(a).__name__ if hasattr(a, 'sock') else a for a in args])
    if refuse and event == 'open':
        raise RuntimeError(event, args[1])


refuse = False
sys.addaudithook(hook)
print(any(isinstance(o, list) and hook in o for o in gc.get_objects()))
server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen()


def answer():
    for _ in range(2):
        connection = server.accept()[0]
        while b'\r\n\r\n' not in connection.recv(1000):
            pass
        connection.sendall(b'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi')
        connection.close()


threading.Thread(target=answer, daemon=True).start()


class Connection(http.client.HTTPConnection):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.port, self.real = 80, self.port

    def connect(self):
        sys.audit('http.client.connect', self, self.host, self.port)
        self.sock = socket.create_connection((self.host, self.real))


c = Connection('127.0.0.1', server.getsockname()[1])
c.putrequest('POST', '/x', skip_host=True, skip_accept_encoding=True)
c.putheader('A', 'b')
c.endheaders()
print(c.getresponse().read())
c.close()
try:
    urllib.request.urlopen('nothing:here')
except OSError as e:
    print(e)
name = os.path.join(tempfile.gettempdir(), 'no such file')
refuse = True
for args, kwargs in (((name, 'r'), {}), ((name, 'rb'), {}), ((3, 'wb'), {}), ((name, 'w'), {'closefd': False}),
                     ((name, 'a+'), {'opener': print})):
    try:
        open(*args, **kwargs)
    except RuntimeError as e:
        print(e)
refuse = False
