"""Abstract classes of finders and loaders."""
import abc

from . import _bootstrap, machinery

__all__ = ['Loader', 'MetaPathFinder', 'PathEntryFinder', 'ResourceLoader', 'InspectLoader', 'ExecutionLoader',
           'FileLoader', 'SourceLoader']


class Loader(metaclass=abc.ABCMeta):
    def create_module(self, spec):
        return None

    def load_module(self, fullname):
        if not hasattr(self, 'exec_module'):
            raise ImportError
        return _bootstrap._load_shim(self, fullname)

    def module_repr(self, module):
        raise NotImplementedError


class MetaPathFinder(metaclass=abc.ABCMeta):
    def invalidate_caches(self):
        pass


class PathEntryFinder(metaclass=abc.ABCMeta):
    def invalidate_caches(self):
        pass


class ResourceLoader(Loader):
    @abc.abstractmethod
    def get_data(self, path):
        raise OSError


class InspectLoader(Loader):
    def is_package(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        raise ImportError

    @staticmethod
    def source_to_code(data, path='<string>'):
        return compile(data, path, 'exec', dont_inherit=True)

    exec_module = _bootstrap._LoaderBasics.exec_module


class ExecutionLoader(InspectLoader):
    @abc.abstractmethod
    def get_filename(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            return self.source_to_code(source)
        return self.source_to_code(source, path)


class FileLoader(_bootstrap.FileLoader, ResourceLoader, ExecutionLoader):
    pass


class SourceLoader(_bootstrap.SourceLoader, ResourceLoader, ExecutionLoader):
    pass


for _cls, _impl in ((MetaPathFinder, machinery.BuiltinImporter), (MetaPathFinder, machinery.FrozenImporter),
                    (MetaPathFinder, machinery.PathFinder), (PathEntryFinder, machinery.FileFinder),
                    (InspectLoader, machinery.BuiltinImporter), (InspectLoader, machinery.FrozenImporter),
                    (FileLoader, machinery.SourceFileLoader), (SourceLoader, machinery.SourceFileLoader)):
    _cls.register(_impl)
del _cls, _impl
