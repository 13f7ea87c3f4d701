"""Lines of source files, remembered."""
import functools
import os
import sys

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

cache = {}  # file name -> (size, mtime, lines, full name) or (loader function,)


def clearcache():
    """Forget everything."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """A line of a file with its newline; '' if there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def getlines(filename, module_globals=None):
    """All lines of a file; [] if it cannot be read."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Forget files that have changed."""
    for name in [filename] if filename is not None else list(cache):
        entry = cache.get(name)
        if entry is None or len(entry) == 1:
            continue
        size, mtime, lines, fullname = entry
        if mtime is None:
            continue
        try:
            stat = os.stat(fullname)
        except OSError:
            cache.pop(name, None)
            continue
        if size != stat.st_size or mtime != stat.st_mtime:
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    """Read a file anew and give its lines."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        del cache[filename]
    if not filename or (filename.startswith('<') and filename.endswith('>')):
        return []
    fullname = filename
    try:
        stat = os.stat(fullname)
    except OSError:
        if lazycache(filename, module_globals):
            return _load(filename)
        found = _search_path(filename)
        if found is None:
            return []
        fullname, stat = found
    except ValueError:  # a null character in the name
        return []
    import tokenize  # only now: every traceback imports this module
    try:
        with tokenize.open(fullname) as f:
            lines = f.readlines()
    except (OSError, UnicodeDecodeError, SyntaxError):
        return []
    if lines and not lines[-1].endswith('\n'):
        lines[-1] += '\n'
    cache[filename] = stat.st_size, stat.st_mtime, lines, fullname
    return lines


def _search_path(filename):
    """(full name, status) of a relative file below one of the folders in sys.path, or None."""
    if os.path.isabs(filename):
        return None
    for folder in sys.path:
        try:
            fullname = os.path.join(folder, filename)
            return fullname, os.stat(fullname)
        except (TypeError, AttributeError, ValueError, OSError):
            pass  # what is no folder, or has no such file
    return None


def _load(filename):
    """The lines that the function of a lazy entry gives."""
    try:
        source = cache[filename][0]()
    except (ImportError, OSError):
        source = None
    if source is None:
        return []
    lines = [line + '\n' for line in source.splitlines()]
    cache[filename] = len(source), None, lines, filename
    return lines


def lazycache(filename, module_globals):
    """Remember how to get the source of a module whose loader has it; whether the entry is there."""
    if filename in cache:
        return len(cache[filename]) == 1
    if not filename or (filename.startswith('<') and filename.endswith('>')) or not module_globals:
        return False
    spec = module_globals.get('__spec__')
    name = getattr(spec, 'name', None) or module_globals.get('__name__')
    loader = getattr(spec, 'loader', None) or module_globals.get('__loader__')
    get_source = getattr(loader, 'get_source', None)
    if not name or not get_source:
        return False
    cache[filename] = (functools.partial(get_source, name),)
    return True
