"""Running modules and files as scripts."""
import _frozen_importlib
import os
import sys

__all__ = ["run_module", "run_path"]


class _Error(Exception):
    """What was named cannot be run: the text is meant for the user."""


# --- finding ---

def _find_spec(name):
    package = name.rpartition('.')[0]
    path = None
    if package:
        try:
            __import__(package)
        except ImportError as e:
            # that it is not there is told below; what is missing inside of it is an error of its own
            if e.name is None or e.name != package and not package.startswith(e.name + '.'):
                raise
        else:
            _warn_if_loaded(name, package)
    try:
        if package:
            __import__(package)
            parent = sys.modules[package]
            if not hasattr(parent, '__path__'):
                raise ModuleNotFoundError(f'__path__ attribute not found on {package!r} while trying to find {name!r}',
                                          name=name)
            path = parent.__path__
        spec = _frozen_importlib._find_spec(name, path)
    except (ImportError, AttributeError, TypeError, ValueError) as e:
        text = f"Error while finding module specification for {name!r} ({type(e).__name__}: {e})"
        if name.endswith('.py'):
            text += f". Try using '{name[:-3]}' instead of '{name}' as the module name."
        raise _Error(text) from e
    if spec is None:
        raise _Error(f"No module named {name}")
    return spec


def _find(name):
    """(name, spec, code) of what running a module means: of a package its __main__."""
    if name.startswith('.'):
        raise _Error("Relative module names not supported")
    spec = _find_spec(name)
    if spec.submodule_search_locations is not None:
        if name.rpartition('.')[2] == '__main__':
            raise _Error("Cannot use package as __main__ module")
        try:
            return _find(name + '.__main__')
        except _Error as e:
            if name not in sys.modules:
                raise
            raise _Error(f"{e}; {name!r} is a package and cannot be directly executed") from None
    try:
        code = spec.loader.get_code(name)
    except ImportError as e:
        raise _Error(str(e)) from e
    if code is None:
        raise _Error(f"No code object available for {name}")
    return name, spec, code


# --- running ---
#
# Tracebacks of what is run have lines of this module, which the original has in its binary, too. So that they are its
# lines: exec() in _run_code stands in line 88, the call of it in _run_module_code in 98, and that in
# _run_module_as_main in 198; the warning below is line 128.

def _file_of(spec):
    """What __file__ is, if there is one."""
    return spec.origin if spec.has_location else None




def _run_code(code, namespace, init_globals, name, spec, package, file):
    namespace.update(init_globals or {})
    namespace.update(__name__=name, __file__=file, __cached__=getattr(spec, 'cached', None), __doc__=None,
                     __loader__=getattr(spec, 'loader', None), __package__=package, __spec__=spec)
    if file is None:
        del namespace['__file__']
    exec(code, namespace)
    return namespace


# While the code runs, its module can be imported under its name, and sys.argv[0] tells what runs. Both are gone
# afterwards, and with the module its names: who wants them gets a copy.

def _run_module_code(code, init_globals, name, spec, package, file, argv0):
    """The names of a new module in which the code has run."""
    with _InPlaceOf(name, argv0) as namespace:
        return _run_code(code, namespace, init_globals, name, spec, package, file).copy()


class _InPlaceOf:
    """While it is entered, a new module stands in sys.modules, and sys.argv[0] is what is run."""

    def __init__(self, name, argv0):
        self.name, self.argv0 = name, argv0
        self.module = type(sys)(name)

    def __enter__(self):
        self.saved = sys.modules.get(self.name), sys.argv[0]
        sys.modules[self.name] = self.module
        sys.argv[0] = self.argv0
        return self.module.__dict__

    def __exit__(self, *raised):
        module, sys.argv[0] = self.saved
        if module is None:
            sys.modules.pop(self.name, None)
        else:
            sys.modules[self.name] = module


# --- what is run ---
def _warn_if_loaded(name, package):
    """A module that its package has imported is run once more, as another module."""
    loaded = sys.modules.get(name)
    if loaded is not None and not hasattr(loaded, '__path__'):
        from warnings import warn
        warn(RuntimeWarning(f"{name!r} found in sys.modules after import of package {package!r}, but prior to execution "
                            f"of {name!r}; this may result in unpredictable behaviour"))


def _find_main(place):
    """The same of the __main__ of a folder or an archive, the first entry of sys.path."""
    running = sys.modules.pop('__main__', None)
    try:
        return _find('__main__')
    except _Error as e:
        if '__main__' in str(e):
            raise _Error(f"can't find '__main__' module in {place!r}") from e
        raise
    finally:
        if running is not None:
            sys.modules['__main__'] = running


def _found(find, name):
    """What find(name) gives, for callers who import."""
    try:
        return find(name)
    except _Error as e:
        raise ImportError(str(e)) from e.__cause__


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Run a module's code and give its global names."""
    name, spec, code = _found(_find, mod_name)
    run_name = name if run_name is None else run_name
    if alter_sys:
        return _run_module_code(code, init_globals, run_name, spec, spec.parent, _file_of(spec), spec.origin)
    return _run_code(code, {}, init_globals, run_name, spec, spec.parent, _file_of(spec))


def _is_archive(path):
    from zipimport import zipimporter
    try:
        zipimporter(path)
    except ImportError:
        return False
    return True


def _code_of_file(path):
    from pkgutil import read_code
    with open(os.path.abspath(os.fsdecode(path)), 'rb') as f:
        code = read_code(f)
        if code is None:
            f.seek(0)
            code = compile(f.read(), path, 'exec')
    return code


def _main(argv):
    if len(argv) < 2:
        return print("No module specified for execution", file=sys.stderr)
    del argv[0]
    _run_module_as_main(argv[0])


def _run_module_as_main(mod_name, alter_argv=True):
    """What `-m name` does, and, for __main__ and without a new sys.argv[0], what running a folder or an archive does."""
    try:
        name, spec, code = _find(mod_name) if alter_argv or mod_name != '__main__' else _find_main(sys.path[0])
    except _Error as e:
        sys.exit(f"{sys.executable}: {e}")
    if alter_argv:
        # a module in the binary is named as its file would be
        sys.argv[0] = spec.origin if spec.has_location else name.replace('.', '/') + '.py'
    return _run_code(code, sys.modules['__main__'].__dict__, None, '__main__', spec, spec.parent, _file_of(spec))


def run_path(path_name, init_globals=None, run_name=None):
    """Run a file, or the __main__ of a folder or an archive, and give its global names."""
    run_name = "<run_path>" if run_name is None else run_name
    package = run_name.rpartition('.')[0]
    path = os.fsdecode(path_name)
    if not os.path.isdir(path) and not _is_archive(path):
        code = _code_of_file(path)
        return _run_module_code(code, init_globals, run_name, None, package, path, path)
    sys.path.insert(0, path)
    try:
        _, spec, code = _found(_find_main, path)
        return _run_module_code(code, init_globals, run_name, spec, package, _file_of(spec), path)
    finally:
        try:
            sys.path.remove(path)
        except ValueError:
            pass


if __name__ == "__main__":
    _main(sys.argv)
