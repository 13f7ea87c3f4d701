"""URLs taken apart, put together, joined, quoted (RFC 3986)."""
import functools
import re
from collections import namedtuple

__all__ = ["urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode", "parse_qs",
           "parse_qsl", "quote", "quote_plus", "quote_from_bytes", "unquote", "unquote_plus", "unquote_to_bytes",
           "DefragResult", "ParseResult", "SplitResult", "DefragResultBytes", "ParseResultBytes", "SplitResultBytes"]

uses_relative = ['', 'ftp', 'http', 'gopher', 'nntp', 'imap', 'wais', 'file', 'https', 'shttp', 'mms', 'prospero',
                 'rtsp', 'rtspu', 'sftp', 'svn', 'svn+ssh', 'ws', 'wss']
uses_netloc = ['', 'ftp', 'http', 'gopher', 'nntp', 'telnet', 'imap', 'wais', 'file', 'mms', 'https', 'shttp',
               'snews', 'prospero', 'rtsp', 'rtspu', 'rsync', 'svn', 'svn+ssh', 'sftp', 'nfs', 'git', 'git+ssh', 'ws',
               'wss']
uses_params = ['', 'ftp', 'hdl', 'prospero', 'http', 'imap', 'https', 'shttp', 'rtsp', 'rtspu', 'sip', 'sips', 'mms',
               'sftp', 'tel']
scheme_chars = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.'
_UNSAFE = ['\t', '\r', '\n']


def clear_cache():
    """Forgets what has been split."""
    _split.cache_clear()


# --- str and bytes alike ---

def _noop(obj):
    return obj


def _encode_result(obj):
    return obj.encode('ascii', 'strict')


def _coerce_args(*args):
    is_str = isinstance(args[0], str)
    for arg in args[1:]:
        if arg and isinstance(arg, str) != is_str:
            raise TypeError("Cannot mix str and non-str arguments")
    if is_str:
        return args + (_noop,)
    return tuple(x.decode('ascii', 'strict') if x else '' for x in args) + (lambda r: r.encode() if isinstance(r, str)
                                                                           else r.encode(),)


class _ResultMixinStr:
    __slots__ = ()

    def encode(self, encoding='ascii', errors='strict'):
        return self._encoded_counterpart(*(x.encode(encoding, errors) for x in self))


class _ResultMixinBytes:
    __slots__ = ()

    def decode(self, encoding='ascii', errors='strict'):
        return self._decoded_counterpart(*(x.decode(encoding, errors) for x in self))


class _NetlocMixin:
    """The parts of a network location; s(x) makes constants str or bytes."""
    __slots__ = ()

    def _c(self, text):
        return text if isinstance(self.netloc, str) else text.encode()

    @property
    def _userinfo(self):
        userinfo, have_info, _ = self.netloc.rpartition(self._c('@'))
        if not have_info:
            return None, None
        username, have_password, password = userinfo.partition(self._c(':'))
        return username, password if have_password else None

    @property
    def _hostinfo(self):
        hostinfo = self.netloc.rpartition(self._c('@'))[2]
        _, have_open_br, bracketed = hostinfo.partition(self._c('['))
        if have_open_br:
            hostname, _, port = bracketed.partition(self._c(']'))
            port = port.partition(self._c(':'))[2]
        else:
            hostname, _, port = hostinfo.partition(self._c(':'))
        return hostname, port or None

    @property
    def username(self):
        return self._userinfo[0]

    @property
    def password(self):
        return self._userinfo[1]

    @property
    def hostname(self):
        hostname = self._hostinfo[0]
        if not hostname:
            return None
        name, percent, zone = hostname.partition(self._c('%'))
        return name.lower() + percent + zone

    @property
    def port(self):
        port = self._hostinfo[1]
        if port is None:
            return None
        text = port if isinstance(port, str) else port.decode()
        if text.isdigit() and text.isascii():
            port = int(text)
        else:
            raise ValueError(f"Port could not be cast to integer value as {port!r}")
        if not 0 <= port <= 65535:
            raise ValueError("Port out of range 0-65535")
        return port


_DefragBase = namedtuple('DefragResult', 'url fragment')
_SplitBase = namedtuple('SplitResult', 'scheme netloc path query fragment')
_ParseBase = namedtuple('ParseResult', 'scheme netloc path params query fragment')


class DefragResult(_DefragBase, _ResultMixinStr):
    __slots__ = ()

    def geturl(self):
        return self.url + '#' + self.fragment if self.fragment else self.url


class SplitResult(_SplitBase, _NetlocMixin, _ResultMixinStr):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResult(_ParseBase, _NetlocMixin, _ResultMixinStr):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


class DefragResultBytes(_DefragBase, _ResultMixinBytes):
    __slots__ = ()

    def geturl(self):
        return self.url + b'#' + self.fragment if self.fragment else self.url


class SplitResultBytes(_SplitBase, _NetlocMixin, _ResultMixinBytes):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResultBytes(_ParseBase, _NetlocMixin, _ResultMixinBytes):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


for _str, _bytes in ((DefragResult, DefragResultBytes), (SplitResult, SplitResultBytes),
                     (ParseResult, ParseResultBytes)):
    _str._encoded_counterpart = _bytes
    _bytes._decoded_counterpart = _str
del _str, _bytes


# --- taking apart and putting together ---

def _checknetloc(netloc):
    if not netloc or netloc.isascii():
        return
    import unicodedata
    n = netloc
    for c in '@:#?':
        n = n.replace(c, '')
    n2 = unicodedata.normalize('NFKC', n)
    if n == n2:
        return
    for c in '/?#@:':
        if c in n2:
            raise ValueError("netloc '" + netloc + "' contains invalid characters under NFKC normalization")


def _check_brackets(netloc):
    """What stands in brackets must be an address of IPv6 or of a version to come, and nothing around it but a port."""
    before, bracket, rest = netloc.rpartition('@')[2].partition('[')
    host, _, port = rest.partition(']') if bracket else before.partition(':')
    if bracket and (before or port and port[0] != ':'):
        raise ValueError("Invalid IPv6 URL")
    if host.startswith('v'):
        version, dot, address = host[1:].partition('.')
        if not version or set(version) - set('0123456789abcdefABCDEF') or not address:
            raise ValueError("IPvFuture address is invalid")
    else:
        import ipaddress
        if ipaddress.ip_address(host).version == 4:
            raise ValueError("An IPv4 address cannot be in brackets")


@functools.lru_cache(typed=True)
def _split(url, scheme, allow_fragments):
    url = url.lstrip(''.join(map(chr, range(33))))
    scheme = scheme.strip(''.join(map(chr, range(33))))
    for b in _UNSAFE:
        url, scheme = url.replace(b, ""), scheme.replace(b, "")
    netloc = query = fragment = ''
    i = url.find(':')
    if i > 0 and url[0].isascii() and url[0].isalpha() and all(c in scheme_chars for c in url[:i]):
        scheme, url = url[:i].lower(), url[i + 1:]
    if url[:2] == '//':
        end = min((at for at in (url.find(c, 2) for c in '/?#') if at >= 0), default=len(url))
        netloc, url = url[2:end], url[end:]
        if ('[' in netloc) != (']' in netloc):
            raise ValueError("Invalid IPv6 URL")
        if '[' in netloc:
            _check_brackets(netloc)
    if allow_fragments and '#' in url:
        url, fragment = url.split('#', 1)
    if '?' in url:
        url, query = url.split('?', 1)
    _checknetloc(netloc)
    return SplitResult(scheme, netloc, url, query, fragment)


def urlsplit(url, scheme='', allow_fragments=True):
    """scheme://netloc/path?query#fragment in five parts."""
    url, scheme, coerce = _coerce_args(url, scheme)
    return coerce(_split(url, scheme, bool(allow_fragments)))


def urlparse(url, scheme='', allow_fragments=True):
    """scheme://netloc/path;params?query#fragment in six parts."""
    url, scheme, coerce = _coerce_args(url, scheme)
    scheme, netloc, url, query, fragment = _split(url, scheme, bool(allow_fragments))
    params = ''
    if scheme in uses_params and ';' in url:
        i = url.find(';', max(url.rfind('/'), 0)) if '/' in url else url.find(';')
        if i >= 0:
            url, params = url[:i], url[i + 1:]
    return coerce(ParseResult(scheme, netloc, url, params, query, fragment))


def urlunparse(components):
    """The URL of six parts."""
    scheme, netloc, url, params, query, fragment, coerce = _coerce_args(*components)
    if params:
        url = "%s;%s" % (url, params)
    return coerce(_unsplit(scheme, netloc, url, query, fragment))


def urlunsplit(components):
    """The URL of five parts."""
    scheme, netloc, url, query, fragment, coerce = _coerce_args(*components)
    return coerce(_unsplit(scheme, netloc, url, query, fragment))


def _unsplit(scheme, netloc, url, query, fragment):
    if netloc or scheme and scheme in uses_netloc and url[:2] != '//':
        if url and url[:1] != '/':
            url = '/' + url
        url = '//' + (netloc or '') + url
    if scheme:
        url = scheme + ':' + url
    if query:
        url = url + '?' + query
    if fragment:
        url = url + '#' + fragment
    return url


def urljoin(base, url, allow_fragments=True):
    """The absolute URL of a relative one."""
    if not base:
        return url
    if not url:
        return base
    base, url, coerce = _coerce_args(base, url)
    bscheme, bnetloc, bpath, bparams, bquery, bfragment = urlparse(base, '', allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, bscheme, allow_fragments)
    if scheme != bscheme or scheme not in uses_relative:
        return coerce(url)
    if scheme in uses_netloc:
        if netloc:
            return coerce(urlunparse((scheme, netloc, path, params, query, fragment)))
        netloc = bnetloc
    if not path and not params:
        path, params = bpath, bparams
        if not query:
            query = bquery
        return coerce(urlunparse((scheme, netloc, path, params, query, fragment)))
    base_parts = bpath.split('/')
    if base_parts[-1] != '':
        del base_parts[-1]
    if path[:1] == '/':
        segments = path.split('/')
    else:
        segments = base_parts + path.split('/')
        segments[1:-1] = filter(None, segments[1:-1])
    resolved = []
    for seg in segments:
        if seg == '..':
            if resolved:
                resolved.pop()
        elif seg != '.':
            resolved.append(seg)
    if segments[-1] in ('.', '..'):
        resolved.append('')
    return coerce(urlunparse((scheme, netloc, '/'.join(resolved) or '/', params, query, fragment)))


def urldefrag(url):
    """(URL without its fragment, the fragment)"""
    url, coerce = _coerce_args(url)
    if '#' in url:
        s, n, p, a, q, frag = urlparse(url)
        defrag = urlunparse((s, n, p, a, q, ''))
    else:
        defrag, frag = url, ''
    return coerce(DefragResult(defrag, frag))


# --- quoting ---

_hexdig = '0123456789ABCDEFabcdef'
_ALWAYS_SAFE = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~')
_asciire = re.compile('([\x00-\x7f]+)')


def unquote_to_bytes(string):
    """%xx escapes as bytes."""
    if not string:
        string.split
        return b''
    if isinstance(string, str):
        string = string.encode('utf-8')
    bits = string.split(b'%')
    if len(bits) == 1:
        return string
    result = [bits[0]]
    for item in bits[1:]:
        head = item[:2]
        try:
            if len(head) != 2 or not all(chr(c) in _hexdig for c in head):
                raise ValueError
            result.append(bytes([int(head, 16)]) + item[2:])
        except ValueError:
            result.append(b'%' + item)
    return b''.join(result)


def unquote(string, encoding='utf-8', errors='replace'):
    """%xx escapes as characters."""
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding, errors)
    if '%' not in string:
        string.split
        return string
    bits = _asciire.split(string)
    result = [bits[0]]
    for i in range(1, len(bits), 2):
        result.append(unquote_to_bytes(bits[i]).decode(encoding or 'utf-8', errors or 'replace'))
        result.append(bits[i + 1])
    return ''.join(result)


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace',
             max_num_fields=None, separator='&'):
    """A query as a dict of lists."""
    result = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding=encoding, errors=errors,
                                 max_num_fields=max_num_fields, separator=separator):
        result.setdefault(name, []).append(value)
    return result


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace',
              max_num_fields=None, separator='&'):
    """A query as a list of pairs."""
    qs, coerce = _coerce_args(qs)
    separator, _ = _coerce_args(separator)
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError('Max number of fields exceeded')
    result = []
    for name_value in qs.split(separator) if qs else []:
        if not name_value and not strict_parsing:
            continue
        name, equals, value = name_value.partition('=')
        if not equals:
            if strict_parsing:
                raise ValueError("bad query field: %r" % (name_value,))
            if not keep_blank_values:
                continue
        if value or keep_blank_values:
            result.append((coerce(unquote(name.replace('+', ' '), encoding, errors)),
                           coerce(unquote(value.replace('+', ' '), encoding, errors))))
    return result


def unquote_plus(string, encoding='utf-8', errors='replace'):
    """unquote() with + for a space."""
    return unquote(string.replace('+', ' '), encoding, errors)


@functools.lru_cache
def _quoter(safe):
    table = {}
    for b in range(256):
        table[b] = chr(b) if b in _ALWAYS_SAFE or b in safe else '%{:02X}'.format(b)
    return table.__getitem__


def quote(string, safe='/', encoding=None, errors=None):
    """Everything but letters, digits, _.-~ and safe as %xx."""
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or 'utf-8', errors or 'strict')
    else:
        for name, value in (('encoding', encoding), ('errors', errors)):
            if value is not None:
                raise TypeError(f"quote() doesn't support {name!r} for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe='', encoding=None, errors=None):
    """quote() with + for a space."""
    space = ' ' if isinstance(string, str) else b' '
    if space not in string:
        return quote(string, safe, encoding, errors)
    string = quote(string, safe + (' ' if isinstance(safe, str) else b' '), encoding, errors)
    return string.replace(' ', '+')


def quote_from_bytes(bs, safe='/'):
    """quote() of bytes."""
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if not bs:
        return ''
    safe = safe.encode('ascii', 'ignore') if isinstance(safe, str) else bytes([c for c in safe if c < 128])
    return ''.join(map(_quoter(safe), bs))


def urlencode(query, doseq=False, safe='', encoding=None, errors=None, quote_via=quote_plus):
    """A query of a mapping or a sequence of pairs."""
    if hasattr(query, "items"):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError as err:
            raise TypeError("not a valid non-string sequence or mapping object") from err

    def text(v):
        if isinstance(v, bytes):
            return quote_via(v, safe)
        return quote_via(v if isinstance(v, str) else str(v), safe, encoding, errors)

    parts = []
    for k, v in query:
        k = text(k)
        if not doseq or isinstance(v, (str, bytes)):
            parts.append(k + '=' + text(v))
            continue
        try:
            len(v)
        except TypeError:
            parts.append(k + '=' + text(v))
        else:
            parts += [k + '=' + text(elt) for elt in v]
    return '&'.join(parts)


def unwrap(url):
    """URL:... or <...> without its wrapping."""
    url = str(url).strip()
    if url[:1] == '<' and url[-1:] == '>':
        url = url[1:-1].strip()
    return url[4:].strip() if url[:4] == 'URL:' else url


def __getattr__(name):
    """The old functions that take an address apart piece by piece, and warn."""
    from urllib import _pieces
    function = _pieces.function(name)
    if function is None:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    return function
