"""The codecs as a package: a module for each, found by its normalised name or one of its aliases.

str.encode and its like do not come by here: the native registry knows all names.
"""
import codecs
import sys
from importlib import import_module
from . import aliases, utf_8

_aliases = aliases.aliases
_cache = {} # empty: the registry of codecs keeps them


class CodecRegistryError(LookupError, SystemError):
    """A module of the package does not describe a codec as it should."""


def normalize_encoding(encoding):
    """Words of letters, digits and dots with an underscore for whatever is between them; only ASCII is kept."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, 'ascii')
    words = ''.join(c if c.isalnum() or c == '.' else ' ' for c in encoding).split()
    return '_'.join(word.encode('ascii', 'ignore').decode() for word in words).lstrip('_')


def search_function(encoding):
    """The CodecInfo of an encoding, or None."""
    name = normalize_encoding(encoding)
    for module in _aliases.get(name) or _aliases.get(name.replace('.', '_')), name:
        if not module or '.' in module:
            continue
        try:
            found = import_module('encodings.' + module)
        except ImportError:
            continue
        if hasattr(found, 'getregentry'):
            return found.getregentry()
    return None
