"""Abstract classes of finders and loaders."""
import abc

import _frozen_importlib as _bootstrap
import _frozen_importlib_external as _external

from . import machinery

__all__ = ['Loader', 'Finder', 'MetaPathFinder', 'PathEntryFinder', 'ResourceLoader', 'InspectLoader', 'ExecutionLoader',
           'FileLoader', 'SourceLoader', 'ResourceReader', 'Traversable', 'TraversableResources']


class Loader(metaclass=abc.ABCMeta):
    """Makes and runs modules: exec_module() and perhaps create_module()."""

    def create_module(self, spec):
        """A module to be filled, or None for an ordinary one."""
        return None

    def load_module(self, fullname):
        """Deprecated: exec_module() of a module of that name."""
        if not hasattr(self, 'exec_module'):
            raise ImportError
        return _bootstrap._load_module_shim(self, fullname)

    def module_repr(self, module):
        """Deprecated: the repr() of a module."""
        import warnings
        warnings.warn('importlib.abc.Loader.module_repr() is deprecated and slated for removal in Python 3.12',
                      DeprecationWarning)
        raise NotImplementedError


class Finder(metaclass=abc.ABCMeta):
    """Deprecated: what finders had before there were specs."""

    def __init__(self):
        import warnings
        warnings.warn('the Finder ABC is deprecated and slated for removal in Python 3.12; use MetaPathFinder or '
                      'PathEntryFinder instead', DeprecationWarning)

    @abc.abstractmethod
    def find_module(self, fullname, path=None):
        """The loader of a module, or None."""
        import warnings
        warnings.warn('importlib.abc.Finder along with its find_module() method are deprecated and slated for removal in '
                      'Python 3.12; use MetaPathFinder.find_spec() or PathEntryFinder.find_spec() instead',
                      DeprecationWarning)


class MetaPathFinder(metaclass=abc.ABCMeta):
    """A finder of sys.meta_path: its find_spec(fullname, path, target) is asked for every module."""

    def find_module(self, fullname, path):
        """Deprecated: the loader that find_spec() finds."""
        import warnings
        warnings.warn('MetaPathFinder.find_module() is deprecated since Python 3.4 in favor of MetaPathFinder.find_spec() '
                      'and is slated for removal in Python 3.12', DeprecationWarning, stacklevel=2)
        if not hasattr(self, 'find_spec'):
            return None
        found = self.find_spec(fullname, path)
        return found.loader if found is not None else None

    def invalidate_caches(self):
        """Look anew at what may have changed."""


class PathEntryFinder(metaclass=abc.ABCMeta):
    """A finder of modules below one entry of sys.path."""

    def find_loader(self, fullname):
        """Deprecated: (loader, folders of a package) of what find_spec() finds."""
        import warnings
        warnings.warn('PathEntryFinder.find_loader() is deprecated since Python 3.4 in favor of '
                      'PathEntryFinder.find_spec() (available since 3.4)', DeprecationWarning, stacklevel=2)
        found = self.find_spec(fullname) if hasattr(self, 'find_spec') else None
        return (None, []) if found is None else (found.loader, found.submodule_search_locations or [])

    def find_module(self, fullname):
        """Deprecated: the loader that find_loader() finds."""
        loader, portions = self.find_loader(fullname)
        if loader is None and portions:
            import warnings
            warnings.warn(f'Not importing directory {portions[0]}: missing __init__', ImportWarning)
        return loader

    def invalidate_caches(self):
        """Look anew at what may have changed."""


class ResourceLoader(Loader):
    """A loader that reads files."""

    @abc.abstractmethod
    def get_data(self, path):
        """The bytes of path."""
        raise OSError


class InspectLoader(Loader):
    """A loader that knows a module's source."""

    def is_package(self, fullname):
        """Whether the module is a package."""
        raise ImportError

    def get_code(self, fullname):
        """The code object of the module, or None."""
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        """The text of the module, or None."""
        raise ImportError

    @staticmethod
    def source_to_code(data, path='<string>'):
        """The code object of source text or bytes."""
        return compile(data, path, 'exec', dont_inherit=True)

    exec_module = _external._LoaderBasics.exec_module
    load_module = _external._LoaderBasics.load_module


class ExecutionLoader(InspectLoader):
    """A loader whose modules can be run as scripts."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        """The file of the module."""
        raise ImportError

    def get_code(self, fullname):
        """The code object of the module, with the file's name."""
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            return self.source_to_code(source)
        return self.source_to_code(source, path)


class FileLoader(_external.FileLoader, ResourceLoader, ExecutionLoader):
    """A loader of one file."""


class SourceLoader(_external.SourceLoader, ResourceLoader, ExecutionLoader):
    """A loader of source text, which get_data() and get_filename() give."""

    def path_mtime(self, path):
        """When path was last changed."""
        if self.path_stats.__func__ is SourceLoader.path_stats:
            raise OSError
        return int(self.path_stats(path)['mtime'])

    def path_stats(self, path):
        """A dict with 'mtime' of path."""
        if self.path_mtime.__func__ is SourceLoader.path_mtime:
            raise OSError
        return {'mtime': self.path_mtime(path)}

    def set_data(self, path, data):
        """Write a file, where that can be done."""


for _cls, _impls in ((MetaPathFinder, (machinery.BuiltinImporter, machinery.FrozenImporter, machinery.PathFinder,
                                       machinery.WindowsRegistryFinder)),
                     (PathEntryFinder, (machinery.FileFinder,)),
                     (InspectLoader, (machinery.BuiltinImporter, machinery.FrozenImporter, machinery.NamespaceLoader)),
                     (ExecutionLoader, (machinery.ExtensionFileLoader,)),
                     (FileLoader, (machinery.SourceFileLoader, machinery.SourcelessFileLoader)),
                     (SourceLoader, (machinery.SourceFileLoader,))):
    for _impl in _impls:
        _cls.register(_impl)
del _cls, _impls, _impl


def __getattr__(name):
    """The classes of importlib.resources.abc have stood here, too; they are loaded when asked for."""
    if name in ('ResourceReader', 'Traversable', 'TraversableResources'):
        from .resources import abc as resources_abc
        return getattr(resources_abc, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
