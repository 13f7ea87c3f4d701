"""The files beside a package's modules: files() gives the folder, as_file() a real path of something in it.

The functions that take a package and a name are the older, deprecated way.
"""
import contextlib
import functools
import importlib
import os
import pathlib
import tempfile
import types
import warnings
from typing import BinaryIO, ContextManager, Iterable, TextIO, Union

from ._adapters import wrap_spec
from .abc import ResourceReader

__all__ = ['Package', 'Resource', 'as_file', 'files', 'contents', 'open_binary', 'read_binary', 'open_text', 'read_text',
           'is_resource', 'path', 'ResourceReader']

Package = Union[types.ModuleType, str]
Resource = str


def _package(package):
    """The module of a package named or given."""
    module = package if isinstance(package, types.ModuleType) else importlib.import_module(package)
    if module.__spec__.submodule_search_locations is None:
        raise TypeError(f'{package!r} is not a package')
    return module


def files(package):
    """The folder of a package."""
    spec = wrap_spec(_package(package))
    return spec.loader.get_resource_reader(spec.name).files()


@functools.singledispatch
def as_file(path):
    """A context in which something of files() is in the file system: where it is, or in a temporary file."""
    return _temporary_copy(path)


@as_file.register(pathlib.Path)
@contextlib.contextmanager
def _(path):
    yield path


@contextlib.contextmanager
def _temporary_copy(path):
    descriptor, name = tempfile.mkstemp(suffix=path.name)
    try:
        try:
            os.write(descriptor, path.read_bytes())
        finally:
            os.close(descriptor)
        yield pathlib.Path(name)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.remove(name)


# --- by package and name ---

def _deprecated(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        warnings.warn(f'{function.__name__} is deprecated. Use files() instead. Refer to '
                      'https://importlib-resources.readthedocs.io/en/latest/using.html#migrating-from-legacy for migration '
                      'advice.', DeprecationWarning, stacklevel=2)
        return function(*args, **kwargs)
    return wrapper


def _normal_name(path):
    text = str(path)
    folder, name = os.path.split(text)
    if folder:
        raise ValueError(f'{path!r} must be only a file name')
    return name


@_deprecated
def open_binary(package: Package, resource: Resource) -> BinaryIO:
    """The resource as an open binary file."""
    return (files(package) / _normal_name(resource)).open('rb')


@_deprecated
def read_binary(package: Package, resource: Resource) -> bytes:
    """The bytes of the resource."""
    return (files(package) / _normal_name(resource)).read_bytes()


@_deprecated
def open_text(package: Package, resource: Resource, encoding: str = 'utf-8', errors: str = 'strict') -> TextIO:
    """The resource as an open text file."""
    return (files(package) / _normal_name(resource)).open('r', encoding=encoding, errors=errors)


@_deprecated
def read_text(package: Package, resource: Resource, encoding: str = 'utf-8', errors: str = 'strict') -> str:
    """The text of the resource."""
    with open_text(package, resource, encoding, errors) as file:
        return file.read()


@_deprecated
def contents(package: Package) -> Iterable[str]:
    """The names of all that is in the package's folder."""
    return [item.name for item in files(package).iterdir()]


@_deprecated
def is_resource(package: Package, name: str) -> bool:
    """Whether the package has a file of that name."""
    resource = _normal_name(name)
    return any(item.name == resource and item.is_file() for item in files(package).iterdir())


@_deprecated
def path(package: Package, resource: Resource) -> ContextManager[pathlib.Path]:
    """A context that gives the path of the resource in the file system."""
    return as_file(files(package) / _normal_name(resource))
