"""Running modules and files as scripts."""
import sys
import os

__all__ = ["run_module", "run_path"]


class _Error(Exception):
    """The module cannot be run."""


class _Spec:
    """What a script sees as __spec__."""

    def __init__(self, name, origin, is_package=False):
        self.name = name
        self.origin = origin
        self.loader = None
        self.has_location = origin is not None
        self.submodule_search_locations = [os.path.dirname(origin)] if is_package and origin else None
        self.cached = None

    @property
    def parent(self):
        return self.name if self.submodule_search_locations is not None else self.name.rpartition('.')[0]

    def __repr__(self):
        return f"ModuleSpec(name={self.name!r}, loader={self.loader!r}, origin={self.origin!r})"


def _find(name):
    """(source, file name or None, is_package) of a module that is not imported."""
    import _kukri
    frozen = _kukri.frozen_source(name)
    if frozen is not None:
        return frozen[0], None, frozen[1]
    parent, _, last = name.rpartition('.')
    if parent:
        __import__(parent)
        folders = getattr(sys.modules[parent], '__path__', None)
        if folders is None:
            raise _Error(f"Error while finding module specification for {name!r} (ModuleNotFoundError: "
                         f"__path__ attribute not found on {parent!r} while trying to find {name!r})")
    else:
        folders = sys.path
    for folder in folders:
        base = os.path.join(folder or os.curdir, last)
        for path, is_package in ((os.path.join(base, '__init__.py'), True), (base + '.py', False)):
            if os.path.isfile(path):
                with open(path, 'rb') as f:
                    return f.read(), path, is_package
    raise _Error(f"No module named {name}")


def _details(name):
    if name.startswith('.'):
        raise _Error("Relative module names not supported")
    source, path, is_package = _find(name)
    if is_package:
        main = name + '.__main__'
        try:
            return _find(main) + (main,)
        except _Error as e:
            raise _Error(f"{e}; {name!r} is a package and cannot be directly executed") from None
    return source, path, is_package, name


def _fill(globals, run_name, name, path, is_package):
    spec = _Spec(name, path, is_package)
    globals.update(__name__=run_name, __file__=path, __cached__=None, __doc__=None, __loader__=None,
                   __package__=spec.parent, __spec__=spec)
    if path is None:
        del globals['__file__']


def _run_module_as_main(name):
    """What `-m name` does."""
    try:
        source, path, is_package, full = _details(name)
    except _Error as exc:
        sys.exit(f"{sys.executable}: {exc}")
    sys.argv[0] = path or name
    main_globals = sys.modules['__main__'].__dict__
    _fill(main_globals, '__main__', full, path, is_package)
    code = compile(source, path or f'<frozen {full}>', 'exec')
    exec(code, main_globals)


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Run a module's code and give its global names."""
    try:
        source, path, is_package, full = _details(mod_name)
    except _Error as exc:
        raise ImportError(str(exc)) from None
    code = compile(source, path or f'<frozen {full}>', 'exec')
    return _run(code, run_name or full, full, path, is_package, init_globals, alter_sys)


def _run(code, run_name, name, path, is_package, init_globals, alter_sys):
    module = type(sys)(run_name)
    globals = module.__dict__
    if init_globals is not None:
        globals.update(init_globals)
    _fill(globals, run_name, name, path, is_package)
    if not alter_sys:
        exec(code, globals)
        return globals.copy()
    saved_argv0 = sys.argv[0]
    saved_module = sys.modules.get(run_name)
    sys.argv[0] = path
    sys.modules[run_name] = module
    try:
        exec(code, globals)
        return globals.copy()
    finally:
        sys.argv[0] = saved_argv0
        if saved_module is None:
            sys.modules.pop(run_name, None)
        else:
            sys.modules[run_name] = saved_module


def run_path(path_name, init_globals=None, run_name=None):
    """Run a file (or a folder with __main__.py) and give its global names."""
    path_name = os.fsdecode(path_name)
    if os.path.isdir(path_name):
        path_name = os.path.join(path_name, '__main__.py')
    with open(path_name, 'rb') as f:
        code = compile(f.read(), path_name, 'exec')
    module = run_name or '<run_path>'
    globals = {}
    if init_globals is not None:
        globals.update(init_globals)
    globals.update(__name__=module, __file__=path_name, __cached__=None, __doc__=None, __loader__=None,
                   __package__=module.rpartition('.')[0], __spec__=None, __builtins__=__builtins__)
    saved_argv0 = sys.argv[0]
    sys.argv[0] = path_name
    try:
        exec(code, globals)
    finally:
        sys.argv[0] = saved_argv0
    return globals


if __name__ == "__main__":
    if len(sys.argv) < 2:
        print("No module specified for execution", file=sys.stderr)
    else:
        del sys.argv[0]
        _run_module_as_main(sys.argv[0])
