"""The functions splittype(), splithost() ... of urllib.parse, which are deprecated: use urlsplit()."""
import warnings


def _splittype(url):
    """'type:rest' -> type, rest"""
    scheme, colon, rest = url.partition(':')
    return (scheme.lower(), rest) if colon and scheme and '/' not in scheme else (None, url)


def _splithost(url):
    """'//host[:port]/path' -> host[:port], /path"""
    if not url.startswith('//'):
        return None, url
    end = min((at for at in (url.find(c, 2) for c in '/#?') if at >= 0), default=len(url))
    path = url[end:]
    return url[2:end], '/' + path if path and path[0] != '/' else path


def _splituser(host):
    """'user[:password]@host[:port]' -> user[:password], host[:port]"""
    user, at, rest = host.rpartition('@')
    return user if at else None, rest


def _splitpasswd(user):
    """'user:password' -> user, password"""
    return _halves(user, ':')


def _halves(text, mark):
    first, found, second = text.partition(mark)
    return first, second if found else None


def _halves_at_last(text, mark):
    first, found, second = text.rpartition(mark)
    return (first, second) if found else (text, None)


def _splitport(host):
    """'host:port' -> host, port"""
    name, colon, port = host.rpartition(':')
    if colon and (not port or port.isascii() and port.isdigit()):
        return name, port or None
    return host, None


def _splitnport(host, defport=-1):
    """'host:port' -> host, port as a number: None if it is none, defport if there is nothing"""
    name, colon, port = host.rpartition(':')
    if not colon:
        return host, defport
    if not port:
        return name, defport
    return name, int(port) if port.isascii() and port.isdigit() else None


def _splitquery(url):
    """'/path?query' -> /path, query"""
    return _halves_at_last(url, '?')


def _splittag(url):
    """'/path#tag' -> /path, tag"""
    return _halves_at_last(url, '#')


def _splitattr(url):
    """'/path;a=1;b=2' -> /path, ['a=1', 'b=2']"""
    path, *attributes = url.split(';')
    return path, attributes


def _splitvalue(attr):
    """'name=value' -> name, value"""
    return _halves(attr, '=')


def _to_bytes(url):
    """The text itself, which must be ASCII"""
    if isinstance(url, str):
        try:
            return url.encode('ascii').decode()
        except UnicodeError:
            raise UnicodeError('URL ' + repr(url) + ' contains non-ASCII characters')
    return url


_INSTEAD = dict.fromkeys(('splittype', 'splithost', 'splituser', 'splitpasswd', 'splitport', 'splitnport', 'splitquery',
                          'splittag', 'splitattr'), ', use urllib.parse.urlparse() instead')
_INSTEAD |= {'splitvalue': ', use urllib.parse.parse_qsl() instead', 'to_bytes': ''}


def function(name):
    """The function of that name; that of _name without a warning; None for any other."""
    if name.removeprefix('_') not in _INSTEAD:
        return None
    work = globals()['_' + name.removeprefix('_')]
    if name.startswith('_'):
        return work

    def warned(*args, **kwargs):
        warnings.warn(f'urllib.parse.{name}() is deprecated as of 3.8{_INSTEAD[name]}', DeprecationWarning, stacklevel=2)
        return work(*args, **kwargs)
    warned.__name__ = warned.__qualname__ = name
    warned.__doc__ = work.__doc__
    return warned
