"""Opening URLs: http, file and data."""
import base64
import http.client
import io
import os
import shutil
import socket
import sys
import tempfile
from urllib.error import URLError, HTTPError, ContentTooShortError
from urllib.parse import (urlsplit, urljoin, unquote, unquote_to_bytes, quote)

__all__ = ['Request', 'urlopen', 'urlretrieve', 'urlcleanup', 'pathname2url', 'url2pathname',
           'build_opener', 'install_opener', 'OpenerDirector', 'getproxies']

_temporary = []
_opener = None


class Request:
    """What to open: a URL with data, header fields and a method."""

    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False,
                 method=None):
        self.full_url = url
        self.headers = {}
        self.unredirected_hdrs = {}
        self.data = data
        for key, value in headers.items():
            self.add_header(key, value)
        self.origin_req_host = origin_req_host or self.host
        self.unverifiable = unverifiable
        if method:
            self.method = method

    @property
    def full_url(self):
        return self._url + ('#' + self.fragment if self.fragment else '')

    @full_url.setter
    def full_url(self, url):
        url = url.strip()
        if url.startswith('<') and url.endswith('>'):
            url = url[1:-1]
        self._url, _, self.fragment = url.partition('#')
        self.type, colon, rest = self._url.partition(':')
        if not colon or not self.type.replace('+', '').replace('-', '').isalnum():
            raise ValueError("unknown url type: %r" % self.full_url)
        self.type = self.type.lower()
        parts = urlsplit(self._url)
        self.host = unquote(parts.netloc) or None
        self.selector = (parts.path or '/') + ('?' + parts.query if parts.query else '')

    def get_full_url(self):
        return self.full_url

    def get_method(self):
        return getattr(self, 'method', 'POST' if self.data is not None else 'GET')

    def add_header(self, key, val):
        self.headers[key.capitalize()] = val

    def add_unredirected_header(self, key, val):
        self.unredirected_hdrs[key.capitalize()] = val

    def has_header(self, name):
        return name in self.headers or name in self.unredirected_hdrs

    def get_header(self, name, default=None):
        return self.headers.get(name, self.unredirected_hdrs.get(name, default))

    def remove_header(self, name):
        self.headers.pop(name, None)
        self.unredirected_hdrs.pop(name, None)

    def header_items(self):
        return list({**self.unredirected_hdrs, **self.headers}.items())


class addinfourl:
    """A stream with the URL, header fields and status that it came from."""

    def __init__(self, fp, headers, url, code=None):
        self.fp = fp
        self.headers = headers
        self.url = url
        self.code = self.status = code

    def info(self):
        return self.headers

    def geturl(self):
        return self.url

    def getcode(self):
        return self.code

    def __getattr__(self, name):
        return getattr(self.fp, name)

    def __iter__(self):
        return iter(self.fp)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.fp.close()


class OpenerDirector:
    """Opens requests by the scheme of their URL."""

    def __init__(self):
        self.addheaders = [('User-agent', 'Python-urllib/3.11')]

    def open(self, fullurl, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT):
        req = Request(fullurl, data) if isinstance(fullurl, str) else fullurl
        if data is not None:
            req.data = data
        sys.audit('urllib.Request', req.full_url, req.data, req.headers, req.get_method())
        for _ in range(11):
            method = getattr(self, '_open_' + req.type, None)
            if method is None:
                raise URLError(f'unknown url type: {req.type}')
            response, req = method(req, timeout)
            if req is None:
                return response
        raise HTTPError(response.url, response.code, 'The HTTP server returned a redirect error '
                        'that would lead to an infinite loop.\nThe last 30x error message was:\n'
                        + response.msg, response.headers, response)

    def _open_http(self, req, timeout):
        if not req.host:
            raise URLError('no host given')
        data = req.data
        if isinstance(data, str):
            raise TypeError("POST data should be bytes, an iterable of bytes, "
                            "or a file object. It cannot be of type str.")
        headers = {'Accept-Encoding': 'identity'}
        if data is not None:
            headers['Content-Type'] = 'application/x-www-form-urlencoded'
        headers.update({k.title(): v for k, v in self.addheaders})
        headers.update({k.title(): v for k, v in req.header_items()})
        headers['Connection'] = 'close'
        if 'User-Agent' not in headers:
            headers['User-Agent'] = self.addheaders[0][1]
        conn = http.client.HTTPConnection(req.host, timeout=timeout)
        try:
            conn.request(req.get_method(), req.selector, data, headers)
        except OSError as err:
            conn.close()
            raise URLError(err)
        r = conn.getresponse()
        r.url = req.full_url
        r.msg = r.reason
        if 200 <= r.status < 300:
            return r, None
        location = r.headers.get('location')
        if r.status in (301, 302, 303, 307, 308) and location and \
                req.get_method() in ('GET', 'HEAD', 'POST'):
            r.read()
            keep = {k: v for k, v in req.headers.items()
                    if k.lower() not in ('content-length', 'content-type')}
            url = urljoin(req.full_url, location)
            if urlsplit(url).scheme not in ('http', 'https', 'ftp', ''):
                raise HTTPError(url, r.status, f"{r.reason} - Redirection to url '{url}' is not "
                                "allowed", r.headers, r)
            return r, Request(url.replace(' ', '%20'), headers=keep,
                              method='HEAD' if req.get_method() == 'HEAD' else 'GET')
        raise HTTPError(req.full_url, r.status, r.reason, r.headers, r)

    def _open_https(self, req, timeout):
        raise NotImplementedError('urllib.request: https')

    def _open_file(self, req, timeout):
        path = url2pathname(urlsplit(req.full_url).path)
        try:
            f = open(path, 'rb')
        except OSError as exc:
            raise URLError(exc)
        size = os.fstat(f.fileno()).st_size
        headers = http.client.HTTPMessage([('Content-Length', str(size))])
        return addinfourl(f, headers, 'file://' + quote(path)), None

    def _open_data(self, req, timeout):
        _, _, data = req.full_url.partition(':')
        mediatype, _, data = data.partition(',')
        data = unquote_to_bytes(data)
        if mediatype.endswith(';base64'):
            data = base64.decodebytes(data)
            mediatype = mediatype[:-7]
        headers = http.client.HTTPMessage([
            ('Content-type', mediatype or 'text/plain;charset=US-ASCII'),
            ('Content-length', str(len(data)))])
        return addinfourl(io.BytesIO(data), headers, req.full_url), None


def build_opener(*handlers):
    """An opener; handlers of one's own are not supported."""
    if handlers:
        raise NotImplementedError('urllib.request.build_opener() with handlers')
    return OpenerDirector()


def install_opener(opener):
    global _opener
    _opener = opener


def urlopen(url, data=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, *, cafile=None, capath=None,
            cadefault=False, context=None):
    """Open a URL or a Request: a response."""
    global _opener
    if _opener is None:
        _opener = build_opener()
    return _opener.open(url, data, timeout)


def urlretrieve(url, filename=None, reporthook=None, data=None):
    """Download a URL into a file: (file name, header fields)."""
    with urlopen(url, data) as fp:
        headers = fp.info()
        if filename is None:
            if url.startswith('file:'):
                return os.path.normpath(url2pathname(urlsplit(url).path)), headers
            fd, filename = tempfile.mkstemp()
            os.close(fd)
            _temporary.append(filename)
        size = int(headers.get('Content-Length', -1))
        read = blocks = 0
        with open(filename, 'wb') as out:
            if reporthook:
                reporthook(0, 8192, size)
            while block := fp.read(8192):
                read += len(block)
                out.write(block)
                blocks += 1
                if reporthook:
                    reporthook(blocks, 8192, size)
    if 0 <= size and read < size:
        raise ContentTooShortError("retrieval incomplete: got only %i out of %i bytes"
                                   % (read, size), (filename, headers))
    return filename, headers


def urlcleanup():
    """Remove what urlretrieve() left."""
    for name in _temporary:
        try:
            os.unlink(name)
        except OSError:
            pass
    _temporary.clear()


def pathname2url(pathname):
    return quote(pathname)


def url2pathname(pathname):
    return unquote(pathname)


def getproxies():
    """The proxies of the environment (not used)."""
    return {k[:-6].lower(): v for k, v in os.environ.items()
            if k.lower().endswith('_proxy') and v}
