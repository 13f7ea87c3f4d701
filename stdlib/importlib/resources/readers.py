"""Readers of the files of packages in folders, in several folders, and in archives."""
import pathlib

from . import abc


class FileReader(abc.TraversableResources):
    """Of a package in a folder."""

    def __init__(self, loader):
        self.path = pathlib.Path(loader.path).parent

    def resource_path(self, resource):
        """The path as a string, whether or not there is a file."""
        return str(self.path.joinpath(resource))

    def files(self):
        return self.path


class ZipReader(abc.TraversableResources):
    """Of a package in an archive."""

    def __init__(self, loader, module):
        self.prefix = loader.prefix.replace('\\', '/') + module.rpartition('.')[2] + '/'
        self.archive = loader.archive

    def open_resource(self, resource):
        try:
            return super().open_resource(resource)
        except KeyError as e:
            raise FileNotFoundError(e.args[0]) from None

    def is_resource(self, path):
        """Whether it is a file: folders and missing files are none."""
        target = self.files().joinpath(path)
        return target.is_file() and target.exists()

    def files(self):
        import zipfile
        return zipfile.Path(self.archive, self.prefix)


class MultiplexedPath(abc.Traversable):
    """Several folders as one: a name is what the first of them has under it."""

    def __init__(self, *paths):
        self._paths = list(dict.fromkeys(pathlib.Path(path) for path in paths))
        if not self._paths:
            raise FileNotFoundError('MultiplexedPath must contain at least one path')
        if not all(path.is_dir() for path in self._paths):
            raise NotADirectoryError('MultiplexedPath only supports directories')

    def _no_file(self, *args, **kwargs):
        raise FileNotFoundError(f'{self} is not a file')

    open = read_bytes = read_text = _no_file

    @property
    def name(self):
        return self._paths[0].name

    def is_file(self):
        return False

    def is_dir(self):
        return True

    def iterdir(self):
        seen = set()
        for item in (item for path in self._paths for item in path.iterdir()):
            if item.name not in seen:
                seen.add(item.name)
                yield item

    def joinpath(self, *descendants):
        if not descendants:
            return self
        child, *rest = descendants
        found = next((item for item in self.iterdir() if item.name == child), self._paths[0] / child)
        return found.joinpath(*rest)

    __truediv__ = joinpath

    def __repr__(self):
        paths = ', '.join(f"'{path}'" for path in self._paths)
        return f'MultiplexedPath({paths})'


class NamespaceReader(abc.TraversableResources):
    """Of a package without __init__.py, which may have several folders."""

    def __init__(self, namespace_path):
        if 'NamespacePath' not in str(namespace_path):
            raise ValueError('Invalid path')
        self.path = MultiplexedPath(*namespace_path)

    def resource_path(self, resource):
        """The path as a string, whether or not there is a file."""
        return str(self.path.joinpath(resource))

    def files(self):
        return self.path
