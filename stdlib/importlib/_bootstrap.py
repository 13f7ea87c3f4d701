"""Specs and loaders in Python: what sys.meta_path finders, importlib.util and importlib.machinery share. The import
statement itself is native and comes here only for finders that scripts add."""
import os
import sys
from types import ModuleType as _ModuleType

import _kukri


class ModuleSpec:
    """What is known of a module before it is loaded."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name, self.loader, self.origin, self.loader_state = name, loader, origin, loader_state
        self.submodule_search_locations = [] if is_package else None
        self._set_fileattr, self._cached = False, None
        self._uninitialized_submodules = []

    def __repr__(self):
        parts = [f'name={self.name!r}', f'loader={self.loader!r}']
        if self.origin is not None:
            parts.append(f'origin={self.origin!r}')
        if self.submodule_search_locations is not None:
            parts.append(f'submodule_search_locations={self.submodule_search_locations}')
        return f"{self.__class__.__name__}({', '.join(parts)})"

    def _key(self):
        return (self.name, self.loader, self.origin, self.submodule_search_locations, self.cached, self.has_location)

    def __eq__(self, other):
        try:
            return self._key() == ModuleSpec._key(other)
        except AttributeError:
            return NotImplemented

    @property
    def cached(self):
        return self._cached

    @cached.setter
    def cached(self, value):
        self._cached = value

    @property
    def parent(self):
        return self.name.rpartition('.')[0] if self.submodule_search_locations is None else self.name

    @property
    def has_location(self):
        return self._set_fileattr

    @has_location.setter
    def has_location(self, value):
        self._set_fileattr = bool(value)


# --- loaders ---

class _LoaderBasics:
    """is_package and exec_module by what get_code gives."""

    def is_package(self, fullname):
        name = os.path.splitext(os.path.basename(self.get_filename(fullname)))[0]
        return name == '__init__' and fullname.rpartition('.')[2] != '__init__'

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f'cannot load module {module.__name__!r} when get_code() returns None')
        exec(code, module.__dict__)

    def load_module(self, fullname):
        return _load_shim(self, fullname)


class SourceLoader(_LoaderBasics):
    """A loader of text that get_data finds."""

    def path_mtime(self, path):
        raise OSError

    def path_stats(self, path):
        return {'mtime': self.path_mtime(path)}

    def get_source(self, fullname):
        path = self.get_filename(fullname)
        try:
            data = self.get_data(path)
        except OSError as e:
            raise ImportError('source not available through get_data()', name=fullname) from e
        return decode_source(data)

    def source_to_code(self, data, path, *, _optimize=-1):
        return compile(data, path, 'exec', dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname):
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

    def get_filename(self, name=None):
        if name is not None and self.name != name:
            raise ImportError(f'loader for {self.name} cannot handle {name}', name=name)
        return self.path

    def get_data(self, path):
        with open(path, 'rb') as f:
            return f.read()


class SourceFileLoader(FileLoader, SourceLoader):
    def path_stats(self, path):
        st = os.stat(path)
        return {'mtime': st.st_mtime, 'size': st.st_size}

    def set_data(self, path, data, *, _mode=0o666):
        with open(path, 'wb') as f:
            f.write(data)


class NamespaceLoader:
    """Of a package without __init__.py."""

    def __init__(self, name, path, path_finder=None):
        self._path = path

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ''

    def get_code(self, fullname):
        return compile('', '<string>', 'exec', dont_inherit=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass


class _NativeImport:
    """Loads by the native import system: built-in and frozen modules."""

    @classmethod
    def create_module(cls, spec):
        before = sys.modules.pop(spec.name, None)
        try:
            __import__(spec.name)
            return sys.modules[spec.name]
        finally:
            if before is not None:
                sys.modules[spec.name] = before

    @classmethod
    def exec_module(cls, module):
        pass

    @classmethod
    def load_module(cls, fullname):
        __import__(fullname)
        return sys.modules[fullname]

    @classmethod
    def get_code(cls, fullname):
        return None

    @classmethod
    def get_source(cls, fullname):
        return None


class BuiltinImporter(_NativeImport):
    """Finds modules written in C."""
    _ORIGIN = 'built-in'

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if path is None and fullname in sys.builtin_module_names:
            return ModuleSpec(fullname, cls, origin=cls._ORIGIN, is_package=False)
        return None

    @classmethod
    def is_package(cls, fullname):
        return False


class FrozenImporter(_NativeImport):
    """Finds modules of the standard library that the binary carries."""
    _ORIGIN = 'frozen'

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if fullname not in _kukri.frozen_names():
            return None
        return ModuleSpec(fullname, cls, origin=cls._ORIGIN, is_package=cls.is_package(fullname))

    @staticmethod
    def _need(fullname):
        found = _kukri.frozen_source(fullname)  # (text, whether it is a package)
        if found is None:
            raise ImportError(f'No such frozen object named {fullname}', name=fullname)
        return found

    @classmethod
    def is_package(cls, fullname):
        return cls._need(fullname)[1]

    @classmethod
    def get_source(cls, fullname):
        return cls._need(fullname)[0]

    @classmethod
    def get_code(cls, fullname):
        return compile(cls._need(fullname)[0], f'<frozen {fullname}>', 'exec', dont_inherit=True)


class FileFinder:
    """Finds modules in one directory."""

    def __init__(self, path, *loader_details):
        self.path = os.path.abspath(path or '.')
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes] or [
            ('.py', SourceFileLoader)]

    @classmethod
    def path_hook(cls, *loader_details):
        def path_hook_for_FileFinder(path):
            if not os.path.isdir(path or '.'):
                raise ImportError('only directories are supported', path=path)
            return cls(path, *loader_details)
        return path_hook_for_FileFinder

    def invalidate_caches(self):
        pass

    def find_spec(self, fullname, target=None):
        base = os.path.join(self.path, fullname.rpartition('.')[2])
        for suffix, loader in self._loaders:
            init = os.path.join(base, '__init__' + suffix)
            if os.path.isfile(init):
                return spec_from_file_location(fullname, init, loader=loader(fullname, init),
                                               submodule_search_locations=[base])
        for suffix, loader in self._loaders:
            if os.path.isfile(base + suffix):
                return spec_from_file_location(fullname, base + suffix, loader=loader(fullname, base + suffix))
        if os.path.isdir(base):
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = [base]
            return spec
        return None


def _entry_finder(entry):
    """What looks for modules below an entry of a path list; None: nothing can."""
    for hook in sys.path_hooks:
        try:
            return hook(entry)
        except ImportError:
            pass
    if os.path.isdir(entry or '.'):
        return FileFinder(entry)
    from zipimport import zipimporter
    try:
        return zipimporter(entry)
    except ImportError:
        return None


class PathFinder:
    """Finds modules along sys.path or a package's __path__."""

    @staticmethod
    def invalidate_caches():
        pass

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        portions = []
        for entry in sys.path if path is None else path:
            if not isinstance(entry, str):
                continue
            finder = _entry_finder(entry)
            spec = finder and finder.find_spec(fullname)
            if spec is None:
                continue
            if spec.loader is not None:
                return spec
            portions += spec.submodule_search_locations
        if not portions:
            return None
        spec = ModuleSpec(fullname, NamespaceLoader(fullname, portions), is_package=True)
        spec.submodule_search_locations = portions
        return spec


# --- specs ---

_UNSET = object()


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_UNSET):
    """The spec of a module in a file; its loader by the suffix."""
    if location is None:
        location = loader.get_filename(name) if hasattr(loader, 'get_filename') else '<unknown>'
    else:
        location = os.path.abspath(os.fspath(location))
    if loader is None:
        if not location.endswith('.py'):
            return None
        loader = SourceFileLoader(name, location)
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
        spec.submodule_search_locations.append(os.path.dirname(location))
    return spec


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if not origin and hasattr(loader, 'get_filename'):
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        return spec_from_file_location(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None:
        try:
            is_package = loader.is_package(name) if hasattr(loader, 'is_package') else False
        except ImportError:
            is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def find_spec(name, path=None):
    """The first answer of sys.meta_path, then of the built-in order."""
    for finder in list(sys.meta_path) + [BuiltinImporter]:
        spec = finder.find_spec(name, path, None)
        if spec is not None:
            return spec
    spec = PathFinder.find_spec(name, path, None)
    if spec is None or spec.loader is None or isinstance(spec.loader, NamespaceLoader):
        return FrozenImporter.find_spec(name) or spec
    return spec


def _init_attributes(spec, module):
    module.__name__ = spec.name
    module.__loader__ = spec.loader
    module.__package__ = spec.parent
    module.__spec__ = spec
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if getattr(spec, 'has_location', False):
        module.__file__ = spec.origin
        if spec.cached is not None:
            module.__cached__ = spec.cached


def module_from_spec(spec):
    """A module with its attributes set and its code not yet run."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = _ModuleType(spec.name)
        _init_attributes(spec, module)
    elif not isinstance(spec.loader, type) or not issubclass(spec.loader, _NativeImport):
        _init_attributes(spec, module)
    return module


def _load(spec):
    """Make the module of spec, enter it in sys.modules, run it."""
    if spec.loader is not None and not hasattr(spec.loader, 'exec_module'):
        return spec.loader.load_module(spec.name)
    module = module_from_spec(spec)
    spec._initializing = True
    try:
        sys.modules[spec.name] = module
        try:
            if spec.loader is not None:
                spec.loader.exec_module(module)
            elif spec.submodule_search_locations is None: # a folder without __init__.py runs nothing
                raise ImportError('missing loader', name=spec.name)
        except BaseException:
            del sys.modules[spec.name]
            raise
        # A module may replace itself.
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
    finally:
        spec._initializing = False
    return module


def _load_shim(loader, fullname):
    spec = spec_from_loader(fullname, loader)
    if fullname in sys.modules:
        module = sys.modules[fullname]
        _init_attributes(spec, module)
        loader.exec_module(module)
        return sys.modules[fullname]
    return _load(spec)


def decode_source(data):
    """Text of source bytes: by its coding line, newlines made one kind."""
    import io
    import tokenize
    encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    return io.IncrementalNewlineDecoder(None, True).decode(bytes(data).decode(encoding))
