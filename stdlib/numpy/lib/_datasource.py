"""DataSource: files by name, plain or compressed, kept below a folder. What lies on the network is fetched into that folder."""
import os

__all__ = ['DataSource', 'Repository', 'open']

_OPENERS = {'.gz': 'gzip', '.bz2': 'bz2', '.xz': 'lzma', '.lzma': 'lzma'}


def _opened(path, mode, encoding, newline):
    if '+' in mode:
        raise ValueError("Update mode not supported")
    ending = os.path.splitext(path)[1]
    if ending not in _OPENERS:
        import io
        return io.open(path, mode, encoding=encoding, newline=newline)
    import importlib
    return importlib.import_module(_OPENERS[ending]).open(path, mode, encoding=encoding, newline=newline)


def open(path, mode='r', destpath=os.curdir, encoding=None, newline=None):
    return DataSource(destpath).open(path, mode, encoding=encoding, newline=newline)


def _is_url(path):
    scheme, mark, rest = str(path).partition('://')
    return bool(mark and scheme and rest)


def _answers(url):
    """Is there something on the network under that name?"""
    from urllib.error import URLError
    from urllib.request import urlopen
    try:
        urlopen(url).close()
    except URLError:
        return False
    return True


class DataSource:
    """Files below a folder; without one, in a temporary folder that goes with the object."""

    def __init__(self, destpath=os.curdir):
        self._temporary = None
        if destpath:
            self._destpath = os.path.abspath(destpath)
        else:
            import tempfile
            self._temporary = tempfile.TemporaryDirectory()
            self._destpath = self._temporary.name

    def _variants(self, path):
        """path itself and with the endings of compressed files."""
        names = [path]
        if os.path.splitext(path)[1] not in _OPENERS:
            names += [path + ending for ending in ('.gz', '.bz2', '.xz')]
        return names

    def _find(self, path):
        """The file here, fetched if it lies on the network; or None."""
        url = _is_url(path)
        for name in self._variants(path):
            for candidate in (self.abspath(name),) if url else (name, self.abspath(name)):
                if os.path.exists(candidate):
                    return candidate
        for name in self._variants(path) if url else ():
            if _answers(name):
                return self._fetched(name)
        return None

    def _fetched(self, url):
        from shutil import copyfileobj
        from urllib.request import urlopen
        target = self.abspath(url)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with urlopen(url) as source, _opened(target + '.part', 'wb', None, None) as file:
            copyfileobj(source, file)
        os.replace(target + '.part', target)
        return target

    def abspath(self, path):
        """Where a file lies: below the folder, whatever the path says."""
        if _is_url(path):
            host, _, rest = path.split('://', 1)[1].partition('/')
            return os.path.join(self._destpath, host, rest)
        parts = path.split(self._destpath, 2)
        path = parts[1] if len(parts) > 1 else path
        path = os.path.splitdrive(path)[1]
        while path.startswith((os.sep, os.pardir)):
            path = path.lstrip(os.sep).removeprefix(os.pardir)
        return os.path.join(self._destpath, path)

    def exists(self, path):
        if os.path.exists(path) or os.path.exists(self.abspath(path)):
            return True
        return _answers(path) if _is_url(path) else self._find(path) is not None

    def open(self, path, mode='r', encoding=None, newline=None):
        found = path if 'w' in mode and not _is_url(path) else self._find(path)
        if found is None:
            raise FileNotFoundError(f'{path} not found.')
        return _opened(found, mode, encoding, newline)


class Repository(DataSource):
    """A DataSource whose paths follow a common beginning."""

    def __init__(self, baseurl, destpath=os.curdir):
        super().__init__(destpath)
        self._baseurl = baseurl

    def _full(self, path):
        return path if len(path.split(self._baseurl, 2)) == 2 else os.path.join(self._baseurl, path)

    def abspath(self, path):
        return super().abspath(self._full(path))

    def exists(self, path):
        return super().exists(self._full(path))

    def open(self, path, mode='r', encoding=None, newline=None):
        return super().open(self._full(path), mode, encoding, newline)

    def listdir(self):
        if _is_url(self._baseurl):
            raise NotImplementedError('Directory listing of URLs, not supported yet.')
        return os.listdir(self._baseurl)
