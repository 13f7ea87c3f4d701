"""The part of the import system that deals with files, under the name that tools know."""
from ._bootstrap import (FileFinder, FileLoader, NamespaceLoader, PathFinder, SourceFileLoader, SourceLoader,
                         decode_source, spec_from_file_location)
from .machinery import (BYTECODE_SUFFIXES, EXTENSION_SUFFIXES, SOURCE_SUFFIXES, ExtensionFileLoader,
                        SourcelessFileLoader)
from .util import MAGIC_NUMBER, cache_from_source, source_from_cache
