"""Modules and packages from ZIP archives. The import system calls _find for entries of sys.path that are archives."""
import os
import sys

import _kukri

__all__ = ['ZipImportError', 'zipimporter']


class ZipImportError(ImportError):
    pass


_busy = []
_archives = {}  # path -> (time of change, size, ZipFile)


def _split(path):
    """(archive, folder in it) of a path that leads into an archive; None if it does not."""
    rest = []
    while path:
        try:
            st = os.stat(path)
        except OSError:
            head, tail = os.path.split(path)
            if head == path:
                return None
            rest.append(tail)
            path = head
            continue
        if not os.path.isfile(path):
            return None
        return path, '/'.join(reversed(rest)), st
    return None


def _open(path, st=None):
    """The archive at path, kept open until the file changes; None if it is none."""
    if st is None:
        st = os.stat(path)
    stamp = st.st_mtime_ns, st.st_size
    known = _archives.get(path)
    if known is not None and known[0] == stamp:
        return known[1]
    import zipfile
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile):
        archive = None
    _archives[path] = stamp, archive
    return archive


def _find(entry, name):
    """(source, file name, folder of a package or None) of a module below an entry of a path list; the folder of that
    name, as a str, if there is one without __init__.py; or None."""
    if _busy:  # what opening an archive imports is not looked for in archives
        return None
    _busy.append(entry)
    try:
        return _look(entry, name)
    finally:
        _busy.pop()


def _look(entry, name):
    place = _split(entry)
    archive = place and _open(place[0], place[2])
    if not archive:
        return None
    base = f'{place[1]}/{name}' if place[1] else name
    for path, folder in ((base + '/__init__.py', base), (base + '.py', None)):
        if path in archive.NameToInfo:
            return (archive.read(path), os.path.join(place[0], path), folder and os.path.join(place[0], folder))
    if base + '/' in archive.NameToInfo:
        return os.path.join(place[0], base)
    return None


def _main(path):
    """The source of an archive's __main__ and its file name; None if path is no archive, False without a __main__."""
    archive = _open(path)
    if archive is None:
        return None
    found = _find(path, '__main__')
    return type(found) is tuple and found[:2]


class zipimporter:
    """Finds and loads the modules of one archive, or of a folder in it."""

    def __init__(self, path):
        path = os.fspath(path)
        place = _split(path) if path else None
        if not path:
            raise ZipImportError('archive path is empty', path=path)
        if not place or _open(place[0], place[2]) is None:
            raise ZipImportError(f'not a Zip file: {path!r}', path=path)
        self.archive = place[0]
        self.prefix = place[1] + '/' if place[1] else ''

    def _found(self, fullname):
        return _find(os.path.join(self.archive, self.prefix).rstrip('/'), fullname.rpartition('.')[2])

    def _need(self, fullname):
        found = self._found(fullname)
        if type(found) is not tuple:
            raise ZipImportError(f"can't find module {fullname!r}", name=fullname)
        return found

    def find_spec(self, fullname, target=None):
        found = self._found(fullname)
        if found is None:
            return None
        from _frozen_importlib import ModuleSpec
        if type(found) is str:
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations.append(found)
            return spec
        spec = ModuleSpec(fullname, self, origin=found[1], is_package=found[2] is not None)
        spec.has_location = True
        if found[2] is not None:
            spec.submodule_search_locations = [found[2]]
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.get_code(module.__name__), module.__dict__)

    def get_code(self, fullname):
        source, path, _ = self._need(fullname)
        return compile(source, path, 'exec')

    def get_source(self, fullname):
        return self._need(fullname)[0].decode('utf-8')

    def get_filename(self, fullname):
        return self._need(fullname)[1]

    def is_package(self, fullname):
        return self._need(fullname)[2] is not None

    def get_data(self, pathname):
        if pathname.startswith(self.archive + '/'):
            pathname = pathname[len(self.archive) + 1:]
        try:
            return _open(self.archive).read(pathname)
        except KeyError:
            raise OSError(0, '', pathname) from None

    def iter_modules(self, prefix=''):
        """(name, whether it is a package) of what can be imported, for pkgutil."""
        found = {}
        for path in sorted(_open(self.archive).namelist()):
            parts = path.removeprefix(self.prefix).split('/') if path.startswith(self.prefix) else ()
            if len(parts) == 2 and parts[1] == '__init__.py':
                found.setdefault(parts[0], True)
            elif len(parts) == 1 and parts[0].endswith('.py') and parts[0] != '__init__.py':
                found.setdefault(parts[0][:-3], False)
        return [(prefix + name, package) for name, package in found.items() if '.' not in name]

    def get_resource_reader(self, fullname):
        """What importlib.resources reads the files of a package with; None if it is none."""
        if not self.is_package(fullname):
            return None
        from importlib.readers import ZipReader
        return ZipReader(self, fullname)

    def invalidate_caches(self):
        _archives.pop(self.archive, None)

    def __repr__(self):
        return f'<zipimporter object "{os.path.join(self.archive, self.prefix)}">'


_kukri.standard_importer(4, zipimporter)
sys.path_hooks.insert(0, zipimporter)
_ready = True
