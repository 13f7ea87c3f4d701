"""Specs, and the loaders of modules that the binary carries.

The native import loads this with the first module, so it imports nothing itself but what is always there. What deals
with files is in _frozen_importlib_external, which the first module from a file brings in.
"""
import sys

import _kukri

_ModuleType = type(sys)
_native_import = __import__


class ModuleSpec:
    """What is known of a module before it is loaded."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name, self.loader, self.origin, self.loader_state = name, loader, origin, loader_state
        self.submodule_search_locations = [] if is_package else None
        self._uninitialized_submodules = []
        self._set_fileattr, self._cached = False, None

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
        if self._cached is None and self.origin is not None and self._set_fileattr:
            from _frozen_importlib_external import _get_cached
            self._cached = _get_cached(self.origin)
        return self._cached

    @cached.setter
    def cached(self, cached):
        self._cached = cached

    @property
    def parent(self):
        """The name of the module's package."""
        return self.name.rpartition('.')[0] if self.submodule_search_locations is None else self.name

    @property
    def has_location(self):
        return self._set_fileattr

    @has_location.setter
    def has_location(self, value):
        self._set_fileattr = bool(value)


# --- loaders ---

def _type_in_refusal(x):
    """What a native function calls the type of an argument that it refuses."""
    return 'None' if x is None else type(x).__name__


def _load_natively(name):
    """A module that the native import makes anew; what sys.modules has under the name stays there."""
    before = sys.modules.pop(name, None)
    try:
        _native_import(name)
        return sys.modules[name]
    finally:
        if before is not None:
            sys.modules[name] = before


def _warn_of_removal(what):
    import warnings
    warnings.warn(f'{what} is deprecated and slated for removal in Python 3.12; use find_spec() instead', DeprecationWarning,
                  stacklevel=2)


class _BinaryImporter:
    """What the importers share whose modules the native import makes; _need() refuses other names."""

    @classmethod
    def find_module(cls, fullname, path=None):
        """The loader, as finders gave it before there were specs."""
        _warn_of_removal(f'{cls.__name__}.find_module()')
        spec = cls.find_spec(fullname, path)
        return None if spec is None else spec.loader

    @staticmethod
    def exec_module(module):
        """Nothing: create_module() has done all."""

    @classmethod
    def load_module(cls, fullname):
        cls._need(fullname)
        _native_import(fullname)
        return sys.modules[fullname]


class BuiltinImporter(_BinaryImporter):
    """Finds and loads modules written in C."""
    _ORIGIN = 'built-in'

    @staticmethod
    def module_repr(module):
        return f'<module {module.__name__!r} (built-in)>'

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if path is not None:
            return None
        if not isinstance(fullname, str):
            raise TypeError(f'is_builtin() argument must be str, not {_type_in_refusal(fullname)}')
        if fullname in sys.builtin_module_names:
            return ModuleSpec(fullname, cls, origin=cls._ORIGIN, is_package=False)
        return None

    @staticmethod
    def create_module(spec):
        BuiltinImporter._need(spec.name)
        return _load_natively(spec.name)

    @staticmethod
    def _need(fullname):
        if fullname not in sys.builtin_module_names:
            raise ImportError(f'{fullname!r} is not a built-in module', name=fullname)

    @classmethod
    def get_code(cls, fullname):
        """None: there is no code object."""
        cls._need(fullname)
        return None

    @classmethod
    def get_source(cls, fullname):
        """None: there is no Python source."""
        cls._need(fullname)
        return None

    @classmethod
    def is_package(cls, fullname):
        cls._need(fullname)
        return False


class FrozenImporter(_BinaryImporter):
    """Loads the modules of the library that the binary carries, and finds those that no file replaces."""
    _ORIGIN = 'frozen'

    @staticmethod
    def module_repr(m):
        return f'<module {m.__name__!r} (frozen)>'

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return cls._spec(fullname) if fullname in _kukri.frozen_names(True) else None

    @classmethod
    def _spec(cls, fullname):
        return ModuleSpec(fullname, cls, origin=cls._ORIGIN, is_package=cls.is_package(fullname))

    @staticmethod
    def create_module(spec):
        FrozenImporter._need(spec.name)
        return _load_natively(spec.name)

    @staticmethod
    def _need(fullname):
        found = _kukri.frozen_source(fullname)  # (text, whether it is a package)
        if found is None:
            raise ImportError(f'{fullname!r} is not a frozen module', name=fullname)
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


# --- finding along paths ---

class PathFinder:
    """Finds modules along sys.path or a package's __path__, and those of the library that files may replace."""
    __module__ = '_frozen_importlib_external'

    @staticmethod
    def invalidate_caches():
        """Let the finders in sys.path_importer_cache look anew; those for no certain folder go."""
        from _frozen_importlib_external import _invalidate_caches
        _invalidate_caches()

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        """The spec that the first entry of path has, or one of a namespace package of all entries."""
        from _frozen_importlib_external import _find_along
        return _find_along(fullname, path, target)

    @classmethod
    def find_module(cls, fullname, path=None):
        """Deprecated: the loader alone."""
        _warn_of_removal('PathFinder.find_module()')
        spec = cls.find_spec(fullname, path)
        return None if spec is None else spec.loader

    @staticmethod
    def find_distributions(*args, **kwargs):
        """The installed distributions of a context of importlib.metadata."""
        from importlib.metadata import MetadataPathFinder
        return MetadataPathFinder.find_distributions(*args, **kwargs)


def _path_hook_for_FileFinder(path):
    """The hook of sys.path_hooks for folders."""
    from _frozen_importlib_external import _folder_finder
    return _folder_finder(path)


_path_hook_for_FileFinder.__name__ = 'path_hook_for_FileFinder'
_path_hook_for_FileFinder.__qualname__ = 'FileFinder.path_hook.<locals>.path_hook_for_FileFinder'
_path_hook_for_FileFinder.__module__ = PathFinder.__module__


def _install():
    """Fill sys.meta_path and sys.path_hooks. The hook for archives comes with zipimport."""
    for i, importer in enumerate((BuiltinImporter, FrozenImporter, PathFinder, _path_hook_for_FileFinder)):
        _kukri.standard_importer(i, importer)
    sys.meta_path.extend((BuiltinImporter, FrozenImporter, PathFinder))
    sys.path_hooks.append(_path_hook_for_FileFinder)


# --- specs and modules ---

def _spec_of(name, kind, file, locations):
    """The spec of a module that the native import has found; kind as its origin, or None: where file says."""
    if kind is None:
        from _frozen_importlib_external import _spec_of_file
        return _spec_of_file(name, file, locations)
    spec = ModuleSpec(name, BuiltinImporter if kind == 'built-in' else FrozenImporter, origin=kind)
    spec.submodule_search_locations = locations
    return spec


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec of what a loader tells."""
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if not origin and hasattr(loader, 'get_filename'):
        from _frozen_importlib_external import spec_from_file_location
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        return spec_from_file_location(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None:
        try:
            is_package = loader.is_package(name) if hasattr(loader, 'is_package') else False
        except ImportError:
            is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def _init_module_attrs(spec, module, *, override=False):
    """Tell the module what its spec says, where it has nothing of its own."""
    loader = spec.loader
    if loader is None and spec.submodule_search_locations is not None:
        from _frozen_importlib_external import NamespaceLoader
        loader = spec.loader = NamespaceLoader._of_folders(spec.submodule_search_locations)
        module.__file__ = None
    values = {'__name__': spec.name, '__loader__': loader, '__package__': spec.parent,
              '__path__': spec.submodule_search_locations}
    if spec.has_location:
        values.update(__file__=spec.origin, __cached__=spec.cached)
    for name, value in values.items():
        required = name in ('__name__', '__package__') or value is not None
        if required and (override or getattr(module, name, None) is None):
            setattr(module, name, value)
    module.__spec__ = spec
    return module


def module_from_spec(spec):
    """A module with its attributes set and its code not yet run."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = _ModuleType(spec.name)
    return _init_module_attrs(spec, module)


def _object_name(x):
    return getattr(x, '__qualname__', None) or type(x).__qualname__


def _warn_old(what, fallback):
    import warnings
    warnings.warn(f'{what} not found; falling back to {fallback}()', ImportWarning)


def _last_in_sys_modules(name):
    """The module of that name, which may have replaced itself, as the newest one."""
    module = sys.modules[name] = sys.modules.pop(name)
    return module


def _load_by_name(spec):
    """The module by a loader from before there was exec_module()."""
    try:
        spec.loader.load_module(spec.name)
    except BaseException:
        if spec.name in sys.modules:
            _last_in_sys_modules(spec.name)
        raise
    module = _last_in_sys_modules(spec.name)
    package = module.__name__ if hasattr(module, '__path__') else spec.name.rpartition('.')[0]
    for name, value in (('__loader__', spec.loader), ('__package__', package), ('__spec__', spec)):
        if getattr(module, name, None) is None:
            try:
                setattr(module, name, value)
            except AttributeError:
                pass
    return module


def _load(spec):
    """Make the module of spec, enter it in sys.modules, run it."""
    if spec.loader is not None and not hasattr(spec.loader, 'exec_module'):
        _warn_old(f'{_object_name(spec.loader)}.exec_module()', 'load_module')
        return _load_by_name(spec)
    module = module_from_spec(spec)
    spec._initializing = True
    try:
        sys.modules[spec.name] = module
        try:
            if spec.loader is not None:
                spec.loader.exec_module(module)
            elif spec.submodule_search_locations is None:  # a folder without __init__.py runs nothing
                raise ImportError('missing loader', name=spec.name)
        except BaseException:
            sys.modules.pop(spec.name, None)
            raise
        module = _last_in_sys_modules(spec.name)
    finally:
        spec._initializing = False
    return module


def _exec(spec, module):
    """Run the code of the module that is in sys.modules, again or for the first time."""
    name, loader = spec.name, spec.loader
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name!r} not in sys.modules', name=name)
    try:
        if loader is None and spec.submodule_search_locations is None:
            raise ImportError('missing loader', name=name)
        _init_module_attrs(spec, module, override=True)
        if loader is FrozenImporter:  # whose exec_module() leaves it to create_module()
            exec(loader.get_code(name), module.__dict__)
        elif loader is not None:
            if hasattr(loader, 'exec_module'):
                loader.exec_module(module)
            else:
                _warn_old(f'{_object_name(loader)}.exec_module()', 'load_module')
                loader.load_module(name)
    finally:
        module = _last_in_sys_modules(name)
    return module


def _load_module_shim(loader, fullname):
    """load_module() by exec_module(); a module that is there runs again."""
    import warnings
    warnings.warn('the load_module() method is deprecated and slated for removal in Python 3.12; use exec_module() '
                  'instead', DeprecationWarning)
    spec = spec_from_loader(fullname, loader)
    if fullname not in sys.modules:
        return _load(spec)
    module = sys.modules[fullname]
    _init_module_attrs(spec, module)
    loader.exec_module(module)
    return sys.modules[fullname]


def _find_spec_legacy(finder, name, path):
    """The spec of a finder from before there were specs, which gives a loader; None if it has none."""
    find_module = getattr(finder, 'find_module', None)
    if find_module is None:
        return None
    _warn_old(f'{_object_name(finder)}.find_spec()', 'find_module')
    loader = find_module(name, path)
    return None if loader is None else spec_from_loader(name, loader)


def _find_spec(name, path, target=None):
    """The first answer of sys.meta_path; the spec of the module if a finder has imported it."""
    if sys.meta_path is None:
        raise ImportError('sys.meta_path is None, Python is likely shutting down')
    if not sys.meta_path:
        import warnings
        warnings.warn('sys.meta_path is empty', ImportWarning)
    was_there = name in sys.modules
    for finder in sys.meta_path:
        find_spec = getattr(finder, 'find_spec', None)
        spec = find_spec(name, path, target) if find_spec is not None else _find_spec_legacy(finder, name, path)
        if spec is None:
            continue
        if not was_there and name in sys.modules:
            return getattr(sys.modules[name], '__spec__', None) or spec
        return spec
    return None


def _main_loader(file):
    """The loader of __main__, which began without one: that of its file, if it runs from one."""
    if not isinstance(file, str) or file == '<stdin>':
        return BuiltinImporter
    from _frozen_importlib_external import SourceFileLoader
    return SourceFileLoader('__main__', file)


def _describe_first_modules():
    """The modules that were there before there were specs."""
    for name in ('sys', 'builtins', '_kukri', __name__):
        module = sys.modules[name]
        loader = BuiltinImporter if name != __name__ else FrozenImporter
        module.__package__ = ''
        module.__loader__, module.__spec__ = loader, ModuleSpec(name, loader, origin=loader._ORIGIN)


_describe_first_modules()
_install()


# --- importing by a function in Python ---

def _package_of(globals):
    """The package to which imports in a module with these globals are relative."""
    package, spec = globals.get('__package__'), globals.get('__spec__')
    if package is not None:
        return package
    if spec is not None:
        return spec.parent
    import warnings
    warnings.warn("can't resolve package from __spec__ or __package__, falling back on __name__ and __path__", ImportWarning,
                  stacklevel=3)
    name = globals['__name__']
    return name if '__path__' in globals else name.rpartition('.')[0]


def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    """The import statement as a function: as the built-in one, with the checks in words of its own."""
    package = _package_of({} if globals is None else globals) if level else None
    if not isinstance(name, str):
        raise TypeError(f'module name must be str, not {type(name)}')
    if level < 0:
        raise ValueError('level must be >= 0')
    if level:
        if not isinstance(package, str):
            raise TypeError('__package__ not set to a string')
        if not package:
            raise ImportError('attempted relative import with no known parent package')
    return _native_import(name, globals, locals, fromlist, level)
