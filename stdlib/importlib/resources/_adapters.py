"""files() of packages whose loader has a reader of names alone, or none."""
import contextlib
import io
import types

from . import abc


class _Names(abc.Traversable):
    """What all places of such a package have: a name; no folder, nothing below."""
    _name = None

    @property
    def name(self):
        return self._name

    def is_dir(self):
        return False

    def is_file(self):
        return False

    def iterdir(self):
        return iter(())


def _opened(file, mode, args, kwargs):
    if mode == 'r':
        return io.TextIOWrapper(file, *args, **kwargs)
    if mode == 'rb':
        return file
    raise ValueError(f"Invalid mode value '{mode}', only 'r' and 'rb' are supported")


class CompatibilityFiles:
    """A reader that has files(), over the reader of a spec."""

    class SpecPath(_Names):
        """The package."""

        def __init__(self, spec, reader):
            self._name, self._reader = spec.name, reader

        def iterdir(self):
            if not self._reader:
                return iter(())
            return iter([CompatibilityFiles.ChildPath(self._reader, name) for name in self._reader.contents()])

        def joinpath(self, other):
            if not self._reader:
                return CompatibilityFiles.OrphanPath(other)
            return CompatibilityFiles.ChildPath(self._reader, other)

        def open(self, mode='r', *args, **kwargs):
            return _opened(self._reader.open_resource(None), mode, args, kwargs)

    class ChildPath(_Names):
        """A name in the package."""

        def __init__(self, reader, name):
            self._reader, self._name = reader, name

        def is_file(self):
            return self._reader.is_resource(self.name)

        def is_dir(self):
            return not self.is_file()

        def joinpath(self, other):
            return CompatibilityFiles.OrphanPath(self.name, other)

        def open(self, mode='r', *args, **kwargs):
            return _opened(self._reader.open_resource(self.name), mode, args, kwargs)

    class OrphanPath(_Names):
        """What no reader can be asked for."""

        def __init__(self, *path_parts):
            if len(path_parts) < 1:
                raise ValueError('Need at least one path part to construct a path')
            self._path, self._name = path_parts, path_parts[-1]

        def joinpath(self, other):
            return CompatibilityFiles.OrphanPath(*self._path, other)

        def open(self, mode='r', *args, **kwargs):
            raise FileNotFoundError("Can't open orphan path")

    def __init__(self, spec):
        self.spec = spec

    @property
    def _reader(self):
        with contextlib.suppress(AttributeError):
            return self.spec.loader.get_resource_reader(self.spec.name)

    def _native(self):
        """The loader's own reader where that has files()."""
        reader = self._reader
        return reader if hasattr(reader, 'files') else self

    def __getattr__(self, attr):
        return getattr(self._reader, attr)

    def files(self):
        return CompatibilityFiles.SpecPath(self.spec, self._reader)


def wrap_spec(package):
    """The spec of a package with a loader whose reader has files()."""
    spec = package.__spec__
    reader = CompatibilityFiles(spec)._native()
    return types.SimpleNamespace(name=spec.name, origin=spec.origin, submodule_search_locations=spec.submodule_search_locations,
                                 loader=types.SimpleNamespace(get_resource_reader=lambda name: reader))
