"""Looking at packages: iter_modules, walk_packages, get_data, resolve_name, extend_path."""
import importlib
import importlib.machinery
import importlib.util
import os
import os.path
import sys
from collections import namedtuple
from functools import singledispatch as simplegeneric
from types import ModuleType

__all__ = ['get_importer', 'iter_importers', 'get_loader', 'find_loader', 'walk_packages', 'iter_modules', 'get_data',
           'read_code', 'extend_path', 'ModuleInfo']

ModuleInfo = namedtuple('ModuleInfo', 'module_finder name ispkg')
ModuleInfo.__doc__ = 'What iter_modules finds: the finder, the name, whether it is a package.'


def walk_packages(path=None, prefix='', onerror=None):
    """ModuleInfo for all modules below path (sys.path), in subpackages too, which are imported for that.

    onerror(name) is called when a package cannot be imported; without it only ImportErrors are passed over.
    """
    walked = set()
    for info in iter_modules(path, prefix):
        yield info
        if not info.ispkg:
            continue
        try:
            package = importlib.import_module(info.name)
        except Exception as e:
            if onerror is not None:
                onerror(info.name)
            elif not isinstance(e, ImportError):
                raise
            continue
        below = [p for p in getattr(package, '__path__', None) or [] if p not in walked]
        walked.update(below)
        yield from walk_packages(below, info.name + '.', onerror)


def iter_modules(path=None, prefix=''):
    """ModuleInfo for the modules directly in the folders of path (sys.path)."""
    if path is None:
        importers = iter_importers()
    elif isinstance(path, str):
        raise ValueError("path must be None or list of paths to look for modules in")
    else:
        importers = map(get_importer, path)
    yielded = set()
    for i in importers:
        for name, ispkg in iter_importer_modules(i, prefix):
            if name not in yielded:
                yielded.add(name)
                yield ModuleInfo(i, name, ispkg)


@simplegeneric
def iter_importer_modules(importer, prefix=''):
    """(name, whether it is a package) for what the finder finds."""
    if hasattr(importer, 'iter_modules'):
        return importer.iter_modules(prefix)
    return _file_modules(getattr(importer, 'path', None), prefix)


def _file_modules(folder, prefix):
    if folder is None or not os.path.isdir(folder):
        return
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    yielded = set()
    endings = importlib.machinery.all_suffixes()
    for fn in names:
        full = os.path.join(folder, fn)
        modname = next((fn[:-len(e)] for e in sorted(endings, key=len, reverse=True) if fn.endswith(e)), None)
        if modname == '__init__' or modname in yielded:
            continue
        ispkg = False
        if not modname and os.path.isdir(full) and '.' not in fn:
            modname = fn
            try:
                ispkg = any(n.partition('.')[0] == '__init__' for n in os.listdir(full))
            except OSError:
                continue
            if not ispkg:
                continue
        if modname and '.' not in modname:
            yielded.add(modname)
            yield prefix + modname, ispkg


def get_importer(path_item):
    """The finder for an entry of sys.path, kept in sys.path_importer_cache; None if there is none."""
    path_item = os.fsdecode(path_item)
    try:
        return sys.path_importer_cache[path_item]
    except KeyError:
        pass
    import zipimport  # puts its hook into the list
    for path_hook in sys.path_hooks:
        try:
            importer = path_hook(path_item)
        except ImportError:
            continue
        sys.path_importer_cache.setdefault(path_item, importer)
        return importer
    return None


def iter_importers(fullname=""):
    """The finders that would look for the module."""
    if fullname.startswith('.'):
        raise ImportError("Relative module name {!r} not supported".format(fullname))
    if '.' in fullname:
        package = importlib.import_module(fullname.rpartition('.')[0])
        path = getattr(package, '__path__', None)
        if path is None:
            return
    else:
        yield from sys.meta_path
        path = sys.path
    for item in path:
        yield get_importer(item)


def get_loader(module_or_name):
    """The loader of a module, None if it cannot be found."""
    if isinstance(module_or_name, str) and module_or_name in sys.modules:
        module_or_name = sys.modules[module_or_name]
        if module_or_name is None:
            return None
    if isinstance(module_or_name, ModuleType):
        loader = getattr(module_or_name, '__loader__', None) or _file_loader(module_or_name)
        if loader is not None:
            return loader
        if getattr(module_or_name, '__spec__', None) is None:
            return None
        fullname = module_or_name.__name__
    else:
        fullname = module_or_name
    return find_loader(fullname)


def _file_loader(module):
    """For a module that was imported from a file without a loader object."""
    file = getattr(module, '__file__', None)
    if not file or not os.path.isfile(file):
        return None
    return importlib.machinery.SourceFileLoader(module.__name__, file)


def find_loader(fullname):
    """The loader for a name, None if there is no such module."""
    if fullname.startswith('.'):
        raise ImportError("Relative module name {!r} not supported".format(fullname))
    try:
        spec = importlib.util.find_spec(fullname)
    except (ImportError, AttributeError, TypeError, ValueError) as ex:
        raise ImportError("Error while finding loader for {!r} ({}: {})".format(fullname, type(ex), ex)) from ex
    return spec.loader if spec is not None else None


def extend_path(path, name):
    """The __path__ of a package that is spread over sys.path: __path__ = extend_path(__path__, __name__)."""
    if not isinstance(path, list):
        return path
    path = path[:]
    parent, _, final = name.rpartition('.')
    if parent:
        try:
            search = getattr(sys.modules[parent], '__path__')
        except (KeyError, AttributeError):
            return path
    else:
        search = sys.path
    for folder in search:
        if not isinstance(folder, str):
            continue
        finder = get_importer(folder)
        spec = finder.find_spec(final) if finder is not None else None
        path += [p for p in spec and spec.submodule_search_locations or () if p not in path]
        pkgfile = os.path.join(folder, name + ".pkg")
        if os.path.isfile(pkgfile):
            try:
                with open(pkgfile, encoding='utf-8') as f:
                    lines = [line.rstrip('\n') for line in f]
            except OSError as msg:
                sys.stderr.write("Can't open %s: %s\n" % (pkgfile, msg))
            else:
                path += [line for line in lines if line and not line.startswith('#')]
    return path


def read_code(stream):
    """The code object of a .pyc file; None for another format."""
    import marshal
    if stream.read(4) != importlib.util.MAGIC_NUMBER:
        return None
    stream.read(12)
    return marshal.load(stream)


def get_data(package, resource):
    """The bytes of a file in a package, named with / from the package on; None if the loader has no get_data."""
    if importlib.util.find_spec(package) is None:
        return None
    mod = sys.modules.get(package) or importlib.import_module(package)
    loader = get_loader(mod) if getattr(mod, '__file__', None) else None
    if not hasattr(loader, 'get_data'):
        return None
    return loader.get_data(os.path.join(os.path.dirname(mod.__file__), *resource.split('/')))


def resolve_name(name):
    """The object of a name: 'package.module:object.attribute', or all with dots."""
    if not isinstance(name, str):
        raise TypeError(f'expected string or bytes-like object, got {type(name).__name__!r}')
    module, colon, rest = name.partition(':')
    parts = module.split('.') + (rest.split('.') if rest else [])
    if not all(p.isidentifier() for p in parts) or rest.count(':') or (colon and not module):
        raise ValueError(f'invalid format: {name!r}')
    if colon:
        result = importlib.import_module(module)
        parts = rest.split('.') if rest else []
    else:
        modname = parts.pop(0)
        result = importlib.import_module(modname)
        while parts:
            try:
                result = importlib.import_module(f'{modname}.{parts[0]}')
            except ImportError:
                break
            modname += '.' + parts.pop(0)
    for p in parts:
        result = getattr(result, p)
    return result
