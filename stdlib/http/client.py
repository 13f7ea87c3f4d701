"""HTTP connections of a client."""
import io
import socket
import sys
import urllib.parse
from http import HTTPStatus

__all__ = ["HTTPResponse", "HTTPConnection", "HTTPException", "NotConnected", "UnknownProtocol",
           "UnknownTransferEncoding", "UnimplementedFileMode", "IncompleteRead", "InvalidURL",
           "ImproperConnectionState", "CannotSendRequest", "CannotSendHeader", "ResponseNotReady",
           "BadStatusLine", "LineTooLong", "RemoteDisconnected", "error", "responses"]

HTTP_PORT = 80
HTTPS_PORT = 443
_MAXLINE = 65536
_MAXHEADERS = 100

responses = {s: s.phrase for s in HTTPStatus}
globals().update({s.name: s for s in HTTPStatus})


class HTTPException(Exception):
    """Base of what goes wrong with a connection."""


error = HTTPException


def _kind(name, base=HTTPException, doc=None):
    return type(name, (base,), {'__module__': __name__, '__doc__': doc})


NotConnected = _kind('NotConnected')
InvalidURL = _kind('InvalidURL')
UnknownTransferEncoding = _kind('UnknownTransferEncoding')
UnimplementedFileMode = _kind('UnimplementedFileMode')
ImproperConnectionState = _kind('ImproperConnectionState', doc='A method was called out of turn.')
CannotSendRequest = _kind('CannotSendRequest', ImproperConnectionState)
CannotSendHeader = _kind('CannotSendHeader', ImproperConnectionState)
ResponseNotReady = _kind('ResponseNotReady', ImproperConnectionState)


class UnknownProtocol(HTTPException):
    """The server answers in another protocol."""

    def __init__(self, version):
        self.version = version
        self.args = (version,)


class BadStatusLine(HTTPException):
    """The first line of an answer was none."""

    def __init__(self, line):
        self.line = line or repr(line)
        self.args = (self.line,)


class RemoteDisconnected(ConnectionResetError, BadStatusLine):
    """The server ended the connection instead of answering."""

    def __init__(self, *pos, **kw):
        BadStatusLine.__init__(self, '')
        ConnectionResetError.__init__(self, *pos, **kw)


class LineTooLong(HTTPException):
    """A header line was longer than allowed."""

    def __init__(self, line_type):
        super().__init__(f'got more than {_MAXLINE} bytes when reading {line_type}')


class IncompleteRead(HTTPException):
    """The answer ended early: partial is what came, expected how much more should have."""

    def __init__(self, partial, expected=None):
        self.partial, self.expected = partial, expected
        self.args = (partial,)

    def __repr__(self):
        missing = '' if self.expected is None else f', {self.expected} more expected'
        return f'{type(self).__name__}({len(self.partial)} bytes read{missing})'

    __str__ = object.__str__



class HTTPMessage:
    """Header fields: a multiple mapping whose keys ignore case."""

    def __init__(self, items=()):
        self._headers = list(items)

    def __len__(self):
        return len(self._headers)

    def __contains__(self, name):
        return name.lower() in [k.lower() for k, v in self._headers]

    def __iter__(self):
        return (k for k, v in self._headers)

    def __getitem__(self, name):
        return self.get(name)

    def __setitem__(self, name, value):
        self._headers.append((name, value))

    def __delitem__(self, name):
        self._headers = [(k, v) for k, v in self._headers if k.lower() != name.lower()]

    def get(self, name, failobj=None):
        for k, v in self._headers:
            if k.lower() == name.lower():
                return v
        return failobj

    def get_all(self, name, failobj=None):
        found = [v for k, v in self._headers if k.lower() == name.lower()]
        return found or failobj

    def add_header(self, name, value, **params):
        parts = [value] if value is not None else []
        for k, v in params.items():
            k = k.replace('_', '-')
            parts.append(k if v is None else f'{k}="{v}"')
        self._headers.append((name, '; '.join(parts)))

    def replace_header(self, name, value):
        for i, (k, v) in enumerate(self._headers):
            if k.lower() == name.lower():
                self._headers[i] = k, value
                return
        raise KeyError(name)

    def keys(self):
        return [k for k, v in self._headers]

    def values(self):
        return [v for k, v in self._headers]

    def items(self):
        return list(self._headers)

    def get_content_type(self):
        value = self.get('content-type', '').split(';')[0].strip().lower()
        return value if value.count('/') == 1 else 'text/plain'

    def get_content_maintype(self):
        return self.get_content_type().split('/')[0]

    def get_content_subtype(self):
        return self.get_content_type().split('/')[1]

    def get_param(self, param, failobj=None, header='content-type'):
        for part in self.get(header, '').split(';')[1:]:
            k, _, v = part.strip().partition('=')
            if k.lower() == param.lower():
                return v.strip('"')
        return failobj

    def get_content_charset(self, failobj=None):
        value = self.get_param('charset')
        return failobj if value is None else value.lower()

    def as_string(self):
        return ''.join(f'{k}: {v}\n' for k, v in self._headers) + '\n'

    __str__ = as_string


def parse_headers(fp, _class=HTTPMessage):
    """The header fields up to an empty line."""
    headers = []
    while True:
        line = fp.readline(_MAXLINE + 1)
        if len(line) > _MAXLINE:
            raise LineTooLong("header line")
        if line in (b'\r\n', b'\n', b''):
            return _class(headers)
        text = line.decode('iso-8859-1').rstrip('\r\n')
        if text[:1] in ' \t' and headers:
            headers[-1] = headers[-1][0], headers[-1][1] + '\r\n' + text
        else:
            name, colon, value = text.partition(':')
            if colon:
                headers.append((name.strip(), value.strip()))
        if len(headers) > _MAXHEADERS:
            raise HTTPException("got more than %d headers" % _MAXHEADERS)


class HTTPResponse(io.BufferedIOBase):
    """A response: its status, its header fields, and its body as a stream."""

    def __init__(self, sock, debuglevel=0, method=None, url=None):
        self.fp = sock.makefile("rb")
        self.debuglevel = debuglevel
        self._method = method
        self.headers = self.msg = None
        self.version = self.status = self.reason = None
        self.chunked = False
        self._chunk_left = None
        self.length = None
        self.will_close = True

    def begin(self):
        """Read status and header fields."""
        if self.headers is not None:
            return
        while True:
            version, status, reason = self._read_status()
            if status != 100:
                break
            parse_headers(self.fp)
        self.code = self.status = status
        self.reason = reason.strip()
        self.version = 10 if version in ("HTTP/1.0", "HTTP/0.9") else 11
        if not version.startswith('HTTP/'):
            raise UnknownProtocol(version)
        self.headers = self.msg = parse_headers(self.fp)
        self.chunked = (self.headers.get("transfer-encoding") or '').lower() == "chunked"
        connection = (self.headers.get("connection") or '').lower()
        self.will_close = ("close" in connection if self.version == 11
                           else "keep-alive" not in connection)
        length = self.headers.get("content-length")
        if length and not self.chunked and length.isdigit():
            self.length = int(length)
        if status in (204, 304) or 100 <= status < 200 or self._method == "HEAD":
            self.length = 0
        if not self.will_close and not self.chunked and self.length is None:
            self.will_close = True

    def _read_status(self):
        line = self.fp.readline(_MAXLINE + 1).decode("iso-8859-1")
        if len(line) > _MAXLINE:
            raise LineTooLong("status line")
        if not line:
            raise RemoteDisconnected("Remote end closed connection without response")
        version, _, rest = line.strip().partition(' ')
        status, _, reason = rest.strip().partition(' ')
        if not version.startswith("HTTP/") or not status.isdigit() \
                or not 100 <= int(status) <= 999:
            self._close_conn()
            raise BadStatusLine(line)
        return version, int(status), reason

    def _close_conn(self):
        fp, self.fp = self.fp, None
        if fp is not None:
            fp.close()

    def close(self):
        try:
            super().close()
        finally:
            if self.fp:
                self._close_conn()

    def flush(self):
        super().flush()

    def readable(self):
        return True

    def isclosed(self):
        """Whether the whole body has been read."""
        return self.fp is None

    def read(self, amt=None):
        """The body, or up to amt bytes of it."""
        if self.fp is None:
            return b""
        if self._method == "HEAD":
            self._close_conn()
            return b""
        if self.chunked:
            return self._read_chunked(amt)
        if amt is not None and amt >= 0:
            if self.length is not None and amt > self.length:
                amt = self.length
            data = self.fp.read(amt)
            if not data and amt:
                self._close_conn()
            elif self.length is not None:
                self.length -= len(data)
                if not self.length:
                    self._close_conn()
            return data
        if self.length is None:
            data = self.fp.read()
        else:
            data = self.fp.read(self.length)
            if len(data) < self.length:
                self._close_conn()
                raise IncompleteRead(data, self.length - len(data))
            self.length = 0
        self._close_conn()
        return data

    def read1(self, n=-1):
        return self.read(n if n >= 0 else 8192)

    def readinto(self, b):
        data = self.read(len(b))
        b[:len(data)] = data
        return len(data)

    def readline(self, limit=-1):
        line = bytearray()
        while (limit < 0 or len(line) < limit) and (c := self.read(1)):
            line += c
            if c == b'\n':
                break
        return bytes(line)

    def _next_chunk(self):
        """Bytes left in the current chunk; None at the end."""
        if self._chunk_left:
            return self._chunk_left
        if self._chunk_left is not None:
            self.fp.readline()  # behind the chunk's data
        line = self.fp.readline(_MAXLINE + 1)
        try:
            size = int(line.split(b';')[0], 16)
        except ValueError:
            self._close_conn()
            raise IncompleteRead(b'') from None
        if size == 0:
            while self.fp.readline(_MAXLINE + 1) not in (b'\r\n', b'\n', b''):
                pass
            self._close_conn()
            return None
        self._chunk_left = size
        return size

    def _read_chunked(self, amt):
        parts = []
        total = 0
        while amt is None or amt < 0 or total < amt:
            left = self._next_chunk()
            if left is None:
                break
            n = left if amt is None or amt < 0 else min(left, amt - total)
            data = self.fp.read(n)
            parts.append(data)
            total += len(data)
            if len(data) < n:
                raise IncompleteRead(b''.join(parts), n - len(data))
            self._chunk_left -= n
        return b''.join(parts)

    def fileno(self):
        return self.fp.fileno()

    def getheader(self, name, default=None):
        """A header field."""
        if self.headers is None:
            raise ResponseNotReady()
        values = self.headers.get_all(name)
        return ', '.join(values) if values else default

    def getheaders(self):
        if self.headers is None:
            raise ResponseNotReady()
        return self.headers.items()

    def info(self):
        return self.headers

    def geturl(self):
        return self.url

    def getcode(self):
        return self.status

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


_IDLE, _STARTED, _SENT = 'Idle', 'Request-started', 'Request-sent'


class HTTPConnection:
    """A connection to a server: request(), then getresponse()."""

    _http_vsn_str = 'HTTP/1.1'
    response_class = HTTPResponse
    default_port = HTTP_PORT
    debuglevel = 0

    def __init__(self, host, port=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT,
                 source_address=None, blocksize=8192):
        self.timeout = timeout
        self.source_address = source_address
        self.blocksize = blocksize
        self.sock = None
        self._buffer = []
        self._response = None
        self._state = _IDLE
        self._method = None
        self.host, self.port = self._get_hostport(host, port)

    def _get_hostport(self, host, port):
        if port is None:
            i = host.rfind(':')
            if i > host.rfind(']'):
                try:
                    port = int(host[i + 1:])
                except ValueError:
                    if host[i + 1:]:
                        raise InvalidURL("nonnumeric port: '%s'" % host[i + 1:]) from None
                    port = self.default_port
                host = host[:i]
            else:
                port = self.default_port
        if host and host[0] == '[' and host[-1] == ']':
            host = host[1:-1]
        return host, port

    def set_debuglevel(self, level):
        self.debuglevel = level

    def connect(self):
        sys.audit("http.client.connect", self, self.host, self.port)
        self.sock = socket.create_connection((self.host, self.port), self.timeout,
                                             self.source_address)
        try:
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:
            pass

    def close(self):
        self._state = _IDLE
        sock, self.sock = self.sock, None
        if sock:
            sock.close()
        response, self._response = self._response, None
        if response:
            response.close()

    def send(self, data):
        """Send bytes, a file or an iterable of bytes."""
        if self.sock is None:
            self.connect()
        if hasattr(data, "read"):
            while block := data.read(self.blocksize):
                block = block.encode('iso-8859-1') if isinstance(block, str) else block
                sys.audit("http.client.send", self, block)
                self.sock.sendall(block)
            return
        sys.audit("http.client.send", self, data)
        if isinstance(data, (bytes, bytearray, memoryview)):
            self.sock.sendall(data)
        else:
            for part in data:
                self.sock.sendall(part)

    def putrequest(self, method, url, skip_host=False, skip_accept_encoding=False):
        if self._response and self._response.isclosed():
            self._response = None
        if self._state != _IDLE:
            raise CannotSendRequest(self._state)
        self._state = _STARTED
        self._method = method
        url = url or '/'
        if any(ord(c) <= 32 or ord(c) == 127 for c in url):
            raise InvalidURL(f"URL can't contain control characters. {url!r} "
                             f"(found at least {next(c for c in url if ord(c) <= 32 or ord(c) == 127)!r})")
        self._buffer.append(f'{method} {url} {self._http_vsn_str}'.encode('ascii'))
        if not skip_host:
            netloc = urllib.parse.urlsplit(url).netloc if url.startswith('http') else ''
            if netloc:
                self.putheader('Host', netloc)
            else:
                host = f'[{self.host}]' if ':' in self.host else self.host
                self.putheader('Host', host if self.port == self.default_port
                               else f"{host}:{self.port}")
        if not skip_accept_encoding:
            self.putheader('Accept-Encoding', 'identity')

    def putheader(self, header, *values):
        if self._state != _STARTED:
            raise CannotSendHeader()
        name = header.encode('ascii') if isinstance(header, str) else header
        parts = [str(v).encode('latin-1') if not isinstance(v, bytes) else v for v in values]
        value = b'\r\n\t'.join(parts)
        if b'\n' in name or any(b'\n' in p or b'\r' in p for p in parts):
            raise ValueError('Invalid header value %r' % (value,))
        self._buffer.append(name + b': ' + value)

    def endheaders(self, message_body=None, *, encode_chunked=False):
        if self._state != _STARTED:
            raise CannotSendHeader()
        self._state = _SENT
        head = b'\r\n'.join(self._buffer) + b'\r\n\r\n'
        self._buffer.clear()
        if message_body is None:
            self.send(head)
        elif isinstance(message_body, bytes) and not encode_chunked:
            self.send(head + message_body)
        else:
            self.send(head)
            if not encode_chunked:
                self.send(message_body)
                return
            if hasattr(message_body, 'read'):
                source = iter(lambda: message_body.read(self.blocksize), b'')
            elif isinstance(message_body, (bytes, bytearray)):
                source = [message_body]
            else:
                source = message_body
            for part in source:
                if part:
                    self.send(b'%X\r\n' % len(part) + part + b'\r\n')
            self.send(b'0\r\n\r\n')

    def request(self, method, url, body=None, headers={}, *, encode_chunked=False):
        """Send a request."""
        names = {k.lower() for k in headers}
        self.putrequest(method, url, skip_host='host' in names,
                        skip_accept_encoding='accept-encoding' in names)
        if isinstance(body, str):
            body = body.encode('iso-8859-1')
        if 'content-length' not in names and 'transfer-encoding' not in names:
            if body is None:
                if method.upper() in ('PATCH', 'POST', 'PUT'):
                    self.putheader('Content-Length', '0')
            elif isinstance(body, (bytes, bytearray, memoryview)):
                self.putheader('Content-Length', str(len(body)))
            else:
                encode_chunked = True
                self.putheader('Transfer-Encoding', 'chunked')
        elif 'transfer-encoding' not in names:
            encode_chunked = False
        for k, v in headers.items():
            self.putheader(k, v)
        self.endheaders(body, encode_chunked=encode_chunked)

    def getresponse(self):
        """The response to the request."""
        if self._response and self._response.isclosed():
            self._response = None
        if self._state != _SENT or self._response:
            raise ResponseNotReady(self._state)
        response = self.response_class(self.sock, method=self._method)
        try:
            response.begin()
        except ConnectionError:
            self.close()
            raise
        except BaseException:
            response.close()
            raise
        self._state = _IDLE
        if response.will_close:
            sock, self.sock = self.sock, None
            sock.close()  # the response's stream keeps it open
        else:
            self._response = response
        return response


class HTTPSConnection(HTTPConnection):
    default_port = HTTPS_PORT

    def __init__(self, *args, **kwargs):
        raise NotImplementedError('http.client.HTTPSConnection: TLS')
