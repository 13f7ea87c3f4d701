"""Loaders and finders of modules in files and folders, and their specs. Loaded with the first module from a file, so
paths are taken apart here and not by os.path."""
import posix
import sys

import _kukri

from _frozen_importlib import FrozenImporter, ModuleSpec, PathFinder, _load_module_shim, _object_name, _warn_of_removal, _warn_old, \
    spec_from_loader

SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = ['.pyc']
EXTENSION_SUFFIXES = []
# Of files with bytecode: that of Kukri is another than CPython's, and another in each of its forms.
MAGIC_NUMBER = (0x5000 + _kukri.code_seal(b'')[0]).to_bytes(2, 'little') + b'\r\n'
_SOURCE_HASH_KEY = 0xA0D0DA7  # CPython 3.11's magic number, so that hashes of sources are the same
_PYCACHE = '__pycache__'


# --- paths ---

def _path_join(*parts):
    return '/'.join([part.rstrip('/') for part in parts if part])


def _path_split(path):
    head, slash, tail = path.rpartition('/')
    return (head or slash, tail)


def _path_absolute(path):
    return path if path.startswith('/') else _path_join(posix.getcwd(), path)


def _path_is(path, kind):
    try:
        return posix.stat(path or '.').st_mode & 0o170000 == kind
    except OSError:
        return False


def _path_isfile(path):
    return _path_is(path, 0o100000)


def _path_isdir(path):
    return _path_is(path, 0o040000)


def _cache_tag():
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    return tag


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where the layout of PEP 3147 has the bytecode of a source file. Kukri keeps none."""
    if debug_override is not None:
        import warnings
        warnings.warn("the debug_override parameter is deprecated; use 'optimization' instead", DeprecationWarning)
        if optimization is not None:
            raise TypeError('debug_override or optimization must be set to None')
        optimization = '' if debug_override else 1
    head, tail = _path_split(posix.fspath(path))
    stem, dot, rest = tail.rpartition('.')
    name = f'{stem or rest}{dot}{_cache_tag()}'
    if optimization is None:
        optimization = sys.flags.optimize or ''
    optimization = str(optimization)
    if optimization:
        if not optimization.isalnum():
            raise ValueError(f'{optimization!r} is not alphanumeric')
        name += f'.opt-{optimization}'
    name += BYTECODE_SUFFIXES[0]
    if sys.pycache_prefix is not None:
        return _path_join(sys.pycache_prefix, _path_absolute(head).lstrip('/'), name)
    return _path_join(head, _PYCACHE, name)


def source_from_cache(path):
    """The source file whose bytecode would be in path."""
    _cache_tag()
    path = posix.fspath(path)
    head, name = _path_split(path)
    if sys.pycache_prefix is not None and head.startswith(prefix := sys.pycache_prefix.rstrip('/') + '/'):
        head = '/' + head[len(prefix):]
    else:
        head, folder = _path_split(head)
        if folder != _PYCACHE:
            raise ValueError(f'{_PYCACHE} not bottom-level directory in {path!r}')
    parts = name.split('.')
    if len(parts) not in (3, 4):
        raise ValueError(f'expected only 2 or 3 dots in {name!r}')
    if len(parts) == 4:
        if not parts[-2].startswith('opt-'):
            raise ValueError("optimization portion of filename does not start with 'opt-'")
        if not parts[-2][4:].isalnum():
            raise ValueError(f'optimization level {parts[-2]!r} is not an alphanumeric value')
    return _path_join(head, parts[0] + SOURCE_SUFFIXES[0])


def _get_cached(filename):
    if filename.endswith(tuple(SOURCE_SUFFIXES)):
        try:
            return cache_from_source(filename)
        except NotImplementedError:
            return None
    return filename if filename.endswith(tuple(BYTECODE_SUFFIXES)) else None


def decode_source(source_bytes):
    """Text of source bytes: by its coding line, newlines made one kind."""
    import io
    import tokenize
    encoding = tokenize.detect_encoding(io.BytesIO(source_bytes).readline)[0]
    return io.IncrementalNewlineDecoder(None, True).decode(bytes(source_bytes).decode(encoding))


# --- loaders ---

def _check_header(data, name, path):
    """The flags of a bytecode file that begins as one should."""
    if data[:4] != MAGIC_NUMBER:
        raise ImportError(f'bad magic number in {name!r}: {data[:4]!r}', name=name, path=path)
    if len(data) < 16:
        raise EOFError(f'reached EOF while reading pyc header of {name!r}')
    flags = int.from_bytes(data[4:8], 'little')
    if flags & ~0b11:
        raise ImportError(f'invalid flags {flags!r} in {name!r}', name=name, path=path)
    return flags


def _code_of_file(data, name, path):
    import marshal
    code = marshal.loads(data)
    if not isinstance(code, type(_check_header.__code__)):
        raise ImportError(f'Non-code object in {path!r}', name=name, path=path)
    return code


def _code_to_timestamp_pyc(code, mtime=0, source_size=0):
    """The contents of a bytecode file that holds for a source of that time and size."""
    import marshal
    return b''.join((MAGIC_NUMBER, bytes(4), (int(mtime) & 0xFFFFFFFF).to_bytes(4, 'little'),
                     (int(source_size) & 0xFFFFFFFF).to_bytes(4, 'little'), marshal.dumps(code)))


def _code_to_hash_pyc(code, source_hash, checked=True):
    """The same for a source of that hash."""
    import marshal
    return b''.join((MAGIC_NUMBER, (0b1 | checked << 1).to_bytes(4, 'little'), source_hash, marshal.dumps(code)))


class _LoaderBasics:
    """What follows from get_filename() and get_code()."""

    def is_package(self, fullname):
        """Whether the file is an __init__."""
        stem = _path_split(self.get_filename(fullname))[1].rsplit('.', 1)[0]
        return stem == '__init__' and fullname.rpartition('.')[2] != '__init__'

    def create_module(self, spec):
        """None: an ordinary module will do."""

    def exec_module(self, module):
        """Run the module's code."""
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f'cannot load module {module.__name__!r} when get_code() returns None')
        exec(code, module.__dict__)

    def load_module(self, fullname):
        """Deprecated: exec_module() of a module of that name."""
        return _load_module_shim(self, fullname)


class SourceLoader(_LoaderBasics):
    """A loader of text that get_data() finds."""

    def path_mtime(self, path):
        """When path was last changed; for path_stats()."""
        raise OSError

    def path_stats(self, path):
        """A dict with 'mtime' and perhaps 'size' of path."""
        return {'mtime': self.path_mtime(path)}

    def set_data(self, path, data):
        """Write a file, where that can be done."""

    def get_source(self, fullname):
        """The text of the module."""
        path = self.get_filename(fullname)
        try:
            data = self.get_data(path)
        except OSError as e:
            raise ImportError('source not available through get_data()', name=fullname) from e
        return decode_source(data)

    def source_to_code(self, data, path, *, _optimize=-1):
        """The code object of source text or bytes."""
        return compile(data, path, 'exec', dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname):
        """The code object of the module, compiled from its source."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class FileLoader:
    """A loader of one file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def _check(self, name):
        """Other names than the file's own are not this loader's to load."""
        if name is not None and self.name != name:
            raise ImportError(f'loader for {self.name} cannot handle {name}', name=name)

    def load_module(self, name=None, *args, **kwargs):
        """Deprecated: exec_module() of a module of that name."""
        self._check(name)
        return super().load_module(name or self.name)

    def get_filename(self, name=None, *args, **kwargs):
        """The path of the file."""
        self._check(name)
        return self.path

    def get_data(self, path):
        """The bytes of a file."""
        import io
        with io.FileIO(path, 'r') as file:
            return file.read()

    def get_resource_reader(self, name=None, *args, **kwargs):
        """What importlib.resources reads the files of a package with."""
        self._check(name)
        from importlib.readers import FileReader
        return FileReader(self)


class SourceFileLoader(FileLoader, SourceLoader):
    """A loader of a source file."""

    def path_stats(self, path):
        """The file's time of change and its size."""
        st = posix.stat(path)
        return {'mtime': st.st_mtime, 'size': st.st_size}

    def set_data(self, path, data, *, _mode=0o666):
        """Write a file, with the folders above it."""
        import os
        os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
        with open(path, 'wb', opener=lambda name, flags: os.open(name, flags, _mode)) as f:
            f.write(data)


class SourcelessFileLoader(FileLoader, _LoaderBasics):
    """A loader of a bytecode file."""

    def get_code(self, fullname):
        """The code object in the file, of which there need be no source."""
        path = self.get_filename(fullname)
        data = self.get_data(path)
        _check_header(data, fullname, path)
        return _code_of_file(memoryview(data)[16:], fullname, path)

    def get_source(self, fullname):
        """None: there is no source."""
        return None


class ExtensionFileLoader(FileLoader, _LoaderBasics):
    """A loader of an extension module. Those of CPython cannot be loaded, which create_module() says."""

    def __init__(self, name, path):
        self.name = name
        self.path = _path_absolute(path)

    def create_module(self, spec):
        """An ImportError: extension modules speak to CPython's own API."""
        raise ImportError(f'{spec.origin} is an extension module for CPython, which cannot be loaded', name=spec.name,
                          path=spec.origin)

    def exec_module(self, module):
        """Nothing is left to be done for what create_module() made."""

    def is_package(self, fullname):
        """Whether the file is an __init__."""
        name = _path_split(self.path)[1]
        return any(name == '__init__' + suffix for suffix in EXTENSION_SUFFIXES)

    def get_code(self, fullname):
        """None: there is no code object."""

    def get_source(self, fullname):
        """None: there is no Python source."""

    def get_filename(self, name=None, *args, **kwargs):
        """The path of the file."""
        self._check(name)
        return self.path


class NamespaceLoader:
    """Of a package without __init__.py."""

    def __init__(self, name, path, path_finder):
        self._path = _NamespacePath(name, path, path_finder)

    @classmethod
    def _of_folders(cls, path):
        self = cls.__new__(cls)
        self._path = path
        return self

    @staticmethod
    def module_repr(module):
        return f'<module {module.__name__!r} (namespace)>'

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ''

    def get_code(self, fullname):
        return compile('', '<string>', 'exec', dont_inherit=True)

    def create_module(self, spec):
        """None: an ordinary module will do."""

    def exec_module(self, module):
        pass

    def load_module(self, fullname):
        """Deprecated: exec_module() of a module of that name."""
        return _load_module_shim(self, fullname)

    def get_resource_reader(self, module):
        """What importlib.resources reads the files of the package with."""
        from importlib.readers import NamespaceReader
        return NamespaceReader(self._path)


# --- finders ---

class FileFinder:
    """Finds modules in one folder. loader_details: pairs of a loader and the suffixes of its files."""

    def __init__(self, path, *loader_details):
        self.path = _path_absolute(path or '.')
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes] or [
            ('.py', SourceFileLoader)]

    def __repr__(self):
        return f'FileFinder({self.path!r})'

    @classmethod
    def path_hook(cls, *loader_details):
        """A function for sys.path_hooks that makes such finders."""
        def path_hook_for_FileFinder(path):
            if not _path_isdir(path):
                raise ImportError('only directories are supported', path=path)
            return cls(path, *loader_details)
        return path_hook_for_FileFinder

    def invalidate_caches(self):
        """Nothing is cached."""

    def find_spec(self, fullname, target=None):
        """The spec of a module or package in the folder, of a folder without __init__ too, or None."""
        base = _path_join(self.path, fullname.rpartition('.')[2])
        for suffix, loader in self._loaders:
            init = _path_join(base, '__init__' + suffix)
            if _path_isfile(init):
                return spec_from_file_location(fullname, init, loader=loader(fullname, init),
                                               submodule_search_locations=[base])
        for suffix, loader in self._loaders:
            if _path_isfile(base + suffix):
                return spec_from_file_location(fullname, base + suffix, loader=loader(fullname, base + suffix))
        if _path_isdir(base):
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = [base]
            return spec
        return None

    def find_loader(self, fullname):
        """(loader, folders of a package), as finders gave it before there were specs."""
        _warn_of_removal('FileFinder.find_loader()')
        spec = self.find_spec(fullname)
        return (None, []) if spec is None else (spec.loader, spec.submodule_search_locations or [])

    def find_module(self, fullname):
        """The loader alone."""
        _warn_of_removal('find_module()')
        return self.find_loader(fullname)[0]


def _folder_finder(path):
    """What the hook for folders makes."""
    if not _path_isdir(path):
        raise ImportError('only directories are supported', path=path)
    return FileFinder(path, (SourceFileLoader, SOURCE_SUFFIXES), (SourcelessFileLoader, BYTECODE_SUFFIXES))


def _finder_by_hooks(entry):
    """What the first hook of sys.path_hooks makes for an entry of a path list; None: nothing can."""
    import zipimport  # puts its hook into the list
    if sys.path_hooks is not None and not sys.path_hooks:
        import warnings
        warnings.warn('sys.path_hooks is empty', ImportWarning)
    for hook in sys.path_hooks:
        try:
            return hook(entry)
        except ImportError:
            pass
    return None


def _entry_finder(entry):
    """The finder for an entry of a path list, from sys.path_importer_cache or put there."""
    if entry == '':
        try:
            entry = posix.getcwd()
        except FileNotFoundError:
            return None
    try:
        return sys.path_importer_cache[entry]
    except KeyError:
        finder = sys.path_importer_cache[entry] = _finder_by_hooks(entry)
        return finder


def _spec_in_entry(finder, name, target=None):
    """What the finder of an entry says, which may be from before there were specs."""
    if hasattr(finder, 'find_spec'):
        return finder.find_spec(name, target)
    if hasattr(finder, 'find_loader'):
        _warn_old(f'{_object_name(finder)}.find_spec()', 'find_loader')
        loader, portions = finder.find_loader(name)
    else:
        _warn_old(f'{_object_name(finder)}.find_spec()', 'find_module')
        loader, portions = finder.find_module(name), []
    if loader is not None:
        return spec_from_loader(name, loader)
    spec = ModuleSpec(name, None)
    spec.submodule_search_locations = portions
    return spec


def _look_in_entry(entry, name):
    """For the native import: what the entry's finder says, True if it would look where the native search does."""
    from zipimport import zipimporter
    finder = _entry_finder(entry)
    if type(finder) in (FileFinder, zipimporter):
        return True
    return None if finder is None else _spec_in_entry(finder, name)


def _is_site(entry):
    return entry.endswith(('site-packages', 'dist-packages'))


def _spec_along(name, entries, target=None):
    """The first spec of a module that an entry has; one without loader of all parts of a namespace package; or None."""
    portions = []
    for entry in entries:
        if not isinstance(entry, str):
            continue
        finder = _entry_finder(entry)
        spec = None if finder is None else _spec_in_entry(finder, name, target)
        if spec is None:
            continue
        if spec.loader is not None:
            return spec
        if spec.submodule_search_locations is None:
            raise ImportError('spec missing loader')
        portions.extend(spec.submodule_search_locations)
    if not portions:
        return None
    spec = ModuleSpec(name, None)
    spec.submodule_search_locations = portions
    return spec


def _path_spec(name, path, target=None):
    """The same along sys.path or a package's path, with the library before installed packages."""
    def found(entries):
        return _spec_along(name, entries, target)
    spec = found(path if path is not None else [e for e in sys.path if not (isinstance(e, str) and _is_site(e))])
    if (spec is None or spec.loader is None) and (path is None or '.' in name) and name in _kukri.frozen_names():
        return FrozenImporter._spec(name)
    if path is None and (spec is None or spec.loader is None):
        spec = found(sys.path if spec is not None else [e for e in sys.path if isinstance(e, str) and _is_site(e)])
    return spec


def _find_along(name, path, target):
    """PathFinder.find_spec()"""
    spec = _path_spec(name, path, target)
    if spec is not None and spec.loader is None:
        spec.submodule_search_locations = _NamespacePath(name, spec.submodule_search_locations, _path_spec)
    return spec


def _invalidate_caches():
    """PathFinder.invalidate_caches()"""
    for entry, finder in list(sys.path_importer_cache.items()):
        if finder is None or not entry.startswith('/'):
            del sys.path_importer_cache[entry]
        elif hasattr(finder, 'invalidate_caches'):
            finder.invalidate_caches()
    _NamespacePath._epoch += 1


# --- specs ---

_UNSET = object()


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_UNSET):
    """The spec of a module in a file; its loader by the suffix."""
    if location is None:
        location = '<unknown>'
        if hasattr(loader, 'get_filename'):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        location = _path_absolute(posix.fspath(location))
    if loader is None:
        kinds = ((SourceFileLoader, SOURCE_SUFFIXES), (SourcelessFileLoader, BYTECODE_SUFFIXES))
        kind = next((cls for cls, suffixes in kinds if location.endswith(tuple(suffixes))), None)
        if kind is None:
            return None
        loader = kind(name, location)
    spec = ModuleSpec(name, loader, origin=location)
    spec._set_fileattr = True
    if submodule_search_locations is not _UNSET:
        spec.submodule_search_locations = submodule_search_locations
    elif hasattr(loader, 'is_package'):
        try:
            if loader.is_package(name):
                spec.submodule_search_locations = []
        except ImportError:
            pass
    if spec.submodule_search_locations == []:
        spec.submodule_search_locations.append(_path_split(location)[0])
    return spec


class _NamespacePath:
    """The folders of a package without __init__.py, found anew when the path has changed along which they were."""
    _epoch = 0  # counts invalidations of caches

    def __init__(self, name, path, path_finder):
        self._name, self._path, self._path_finder = name, path, path_finder
        self._last_state = self._state()

    def _parent_path(self):
        parent = self._name.rpartition('.')[0]
        return sys.modules[parent].__path__ if parent else sys.path

    def _state(self):
        return tuple(self._parent_path()), self._epoch

    def _recalculate(self):
        state = self._state()
        if state != self._last_state:
            parent = self._name.rpartition('.')[0]
            spec = self._path_finder(self._name, state[0] if parent else None)
            if spec is not None and spec.loader is None and spec.submodule_search_locations:
                self._path = spec.submodule_search_locations
            self._last_state = state
        return self._path

    def _following(name):
        method = getattr(list, name)
        return lambda self, *args: method(self._recalculate(), *args)

    for _method in ('__iter__', '__getitem__', '__len__', '__contains__'):
        locals()[_method] = _following(_method)
    del _following, _method

    def __setitem__(self, index, path):
        self._path[index] = path

    def __repr__(self):
        return f'_NamespacePath({self._path!r})'

    def append(self, item):
        self._path.append(item)


def _namespace_spec(name, portions):
    loader = NamespaceLoader(name, portions, _path_spec)
    spec = ModuleSpec(name, loader, is_package=True)
    spec.submodule_search_locations = loader._path
    return spec


def _spec_of_file(name, file, locations):
    """The spec of a module that the native import has found in a file, or in folders alone."""
    if file is None:
        return _namespace_spec(name, locations)
    loader = SourceFileLoader(name, file) if _path_isfile(file) else _archive_loader(file, locations)
    spec = ModuleSpec(name, loader, origin=file)
    spec._set_fileattr = True
    spec.submodule_search_locations = locations
    return spec


def _archive_loader(file, locations):
    from zipimport import zipimporter
    folder = _path_split(file)[0]
    return zipimporter(folder if locations is None else _path_split(folder)[0])
