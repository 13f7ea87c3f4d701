"""Finders, loaders and specs by their public names."""
from ._bootstrap import (BuiltinImporter, FileFinder, FrozenImporter, ModuleSpec, NamespaceLoader, PathFinder,
                         SourceFileLoader)

SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = ['.pyc']
DEBUG_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES
OPTIMIZED_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES
EXTENSION_SUFFIXES = []


class SourcelessFileLoader:
    """Bytecode files are not read: sources are compiled each time."""

    def __init__(self, fullname, path):
        raise NotImplementedError('importlib.machinery.SourcelessFileLoader')


class ExtensionFileLoader:
    """Extension modules of CPython cannot be loaded."""

    def __init__(self, name, path):
        raise NotImplementedError('importlib.machinery.ExtensionFileLoader')


def all_suffixes():
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES
