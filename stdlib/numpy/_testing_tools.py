"""The part of numpy.testing around calls: exceptions, warnings, garbage, temporary files, running examples."""
import contextlib
import functools
import re
import unittest
import warnings

__all__ = ['HAS_LAPACK64', 'HAS_REFCOUNT', 'IS_PYPY', 'IS_PYSTON', 'IS_WASM', 'IgnoreException', 'KnownFailureException',
           'SkipTest', 'TestCase', 'assert_no_gc_cycles', 'assert_no_warnings', 'assert_raises', 'assert_raises_regex',
           'assert_warns', 'break_cycles', 'clear_and_catch_warnings', 'decorate_methods', 'jiffies', 'measure', 'memusage',
           'raises', 'run_module_suite', 'rundocs', 'runstring', 'suppress_warnings', 'tempdir', 'temppath']

SkipTest = unittest.SkipTest
TestCase = unittest.TestCase
IS_PYPY = IS_PYSTON = IS_WASM = HAS_LAPACK64 = False
HAS_REFCOUNT = True


class KnownFailureException(Exception):
    """A test that is known to fail."""


class IgnoreException(Exception):
    """Ignored by test runners."""


# --- exceptions ---

class _Case(unittest.TestCase):
    def nop(self):
        pass


def assert_raises(*args, **kwargs):
    """The call, or the block of the with statement, must raise the exception."""
    return _Case('nop').assertRaises(*args, **kwargs)


def assert_raises_regex(exception_class, expected_regexp, *args, **kwargs):
    """As assert_raises; the exception's text must match too."""
    return _Case('nop').assertRaisesRegex(exception_class, expected_regexp, *args, **kwargs)


def raises(*exceptions):
    """Decorates a test that must raise one of the exceptions."""
    def decorate(test):
        @functools.wraps(test)
        def checked(*args, **kwargs):
            try:
                test(*args, **kwargs)
            except exceptions:
                return
            names = ' or '.join(e.__name__ for e in exceptions)
            raise AssertionError(f'{test.__name__}() did not raise {names}')
        return checked
    return decorate


# --- warnings ---

def _when_calling(name):
    return '' if name is None else f' when calling {name}'


@contextlib.contextmanager
def _warns(category, name=None):
    with suppress_warnings() as silenced:
        seen = silenced.record(category)
        yield
        if not seen:
            raise AssertionError('No warning raised' + _when_calling(name))


def _in_context(context, args, kwargs):
    """The context itself, or the result of a call in it."""
    if not args:
        return context()
    with context(name=args[0].__name__):
        return args[0](*args[1:], **kwargs)


def assert_warns(warning_class, *args, **kwargs):
    """The call, or the block of the with statement, must warn so."""
    return _in_context(functools.partial(_warns, warning_class), args, kwargs)


@contextlib.contextmanager
def _no_warnings(name=None):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        yield
        if caught:
            raise AssertionError(f'Got warnings{_when_calling(name)}: {caught}')


def assert_no_warnings(*args, **kwargs):
    """The call, or the block of the with statement, must not warn."""
    return _in_context(_no_warnings, args, kwargs)


class clear_and_catch_warnings(warnings.catch_warnings):
    """catch_warnings that also forgets which warnings some modules have given before."""

    class_modules = ()

    def __init__(self, record=False, modules=()):
        self.modules = set(modules).union(self.class_modules)
        self._before = {}
        super().__init__(record=record)

    def __enter__(self):
        for module in self.modules:
            registry = getattr(module, '__warningregistry__', None)
            if registry is not None:
                self._before[module] = registry.copy()
                registry.clear()
        return super().__enter__()

    def __exit__(self, *exc_info):
        super().__exit__(*exc_info)
        for module in self.modules:
            registry = getattr(module, '__warningregistry__', None)
            if registry is not None:
                registry.clear()
                registry.update(self._before.get(module, {}))


class suppress_warnings:
    """Silences or records the warnings that its rules match, and forwards the others, in a with statement.

    The last rule that matches a warning counts; rules given inside the block end with it.
    """

    def __init__(self, forwarding_rule='always'):
        if forwarding_rule not in {'always', 'module', 'once', 'location'}:
            raise ValueError('unsupported forwarding rule.')
        self._entered = False
        self._rules = []
        self._forwarding_rule = forwarding_rule

    def filter(self, category=Warning, message='', module=None):
        """Silences such warnings."""
        self._add(category, message, module, None)

    def record(self, category=Warning, message='', module=None):
        """Keeps such warnings in the list that it returns."""
        return self._add(category, message, module, [])

    def _add(self, category, message, module, kept):
        rule = category, message, re.compile(message, re.I), module, kept
        if self._entered:
            self._let_through(rule)
            self._inner_rules.append(rule)
        else:
            self._rules.append(rule)
        return kept

    def _let_through(self, rule):
        """Makes the warnings of a rule reach the handler, every time."""
        category, message, _, module, _ = rule
        where = '' if module is None else module.__name__.replace('.', r'\.') + '$'
        warnings.filterwarnings('always', category=category, message=message, module=where)

    def __enter__(self):
        if self._entered:
            raise RuntimeError('cannot enter suppress_warnings twice.')
        self._entered = True
        self._saved = warnings.catch_warnings()
        self._saved.__enter__()
        self._show_others = warnings.showwarning
        self._inner_rules, self._forwarded, self.log = [], set(), []
        for rule in self._rules:
            if rule[4] is not None:
                del rule[4][:]
            self._let_through(rule)
        warnings.showwarning = self._show
        return self

    def __exit__(self, *exc_info):
        self._saved.__exit__(*exc_info)
        self._entered = False
        del self._show_others, self._saved

    def _show(self, message, category, filename, lineno, *args, **kwargs):
        for ruled, _, pattern, module, kept in (self._rules + self._inner_rules)[::-1]:
            if not issubclass(category, ruled) or pattern.match(message.args[0]) is None:
                continue
            if module is not None and not module.__file__.startswith(filename):
                continue
            if kept is not None:
                warning = warnings.WarningMessage(message, category, filename, lineno, **kwargs)
                self.log.append(warning)
                kept.append(warning)
            return
        parts = {'once': (), 'module': (filename,), 'location': (filename, lineno)}.get(self._forwarding_rule)
        if parts is not None:
            signature = (message.args, category) + parts
            if signature in self._forwarded:
                return
            self._forwarded.add(signature)
        self._show_others(message, category, filename, lineno, *args, **kwargs)

    def __call__(self, func):
        @functools.wraps(func)
        def silenced(*args, **kwargs):
            with self:
                return func(*args, **kwargs)
        return silenced


# --- garbage, files, resources ---

def break_cycles():
    """Collects what only cycles keep alive."""
    import gc
    gc.collect()


@contextlib.contextmanager
def _no_cycles(name=None):
    import gc
    import pprint
    gc.collect()
    enabled, debug = gc.isenabled(), gc.get_debug()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        yield
        found = gc.collect()
        garbage = gc.garbage[:]
    finally:
        del gc.garbage[:]
        gc.set_debug(debug)
        if enabled:
            gc.enable()
    if found:
        shown = ''.join('\n  {} object with id={}:\n    {}'.format(
            type(o).__name__, id(o), pprint.pformat(o).replace('\n', '\n    ')) for o in garbage)
        raise AssertionError(f'Reference cycles were found{_when_calling(name)}: {found} objects were collected, of which '
                             f'{len(garbage)} are shown below:{shown}')


def assert_no_gc_cycles(*args, **kwargs):
    """The call, or the block of the with statement, must leave no reference cycles."""
    context = _in_context(_no_cycles, args, kwargs)
    return None if args else context


@contextlib.contextmanager
def tempdir(*args, **kwargs):
    """A folder that is there during the with statement."""
    import shutil
    import tempfile
    folder = tempfile.mkdtemp(*args, **kwargs)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def temppath(*args, **kwargs):
    """The path of a file that is there, closed, during the with statement."""
    import os
    import tempfile
    handle, path = tempfile.mkstemp(*args, **kwargs)
    os.close(handle)
    try:
        yield path
    finally:
        os.remove(path)


def _process_field(path, number):
    with open(path) as f:
        return int(f.readline().split(' ')[number])


def memusage(_proc_pid_stat='/proc/self/stat'):
    """The size of the process in bytes; None where the system does not tell."""
    try:
        return _process_field(_proc_pid_stat, 22)
    except (OSError, ValueError, IndexError):
        return None


def jiffies(_proc_pid_stat='/proc/self/stat', _load_time=[]):
    """Hundredths of seconds that the process has computed."""
    try:
        return _process_field(_proc_pid_stat, 13)
    except (OSError, ValueError, IndexError):
        import time
        return int(100 * time.process_time())


# --- running tests and examples ---

def decorate_methods(cls, decorator, testmatch=None):
    """Decorates the methods of a class whose names look like those of tests."""
    import inspect
    pattern = re.compile(r'(?:^|[\\b_.-])[Tt]est') if testmatch is None else re.compile(testmatch)
    for name, function in list(vars(cls).items()):
        if inspect.isfunction(function) and pattern.search(name) and not name.startswith('_'):
            setattr(cls, name, decorator(function))


def measure(code_str, times=1, label=None):
    """The seconds that a text takes to run in the caller's names."""
    import sys
    import time
    frame = sys._getframe(1)
    code = compile(code_str, f'Test name: {label} ', 'exec')
    begin = time.process_time()
    for _ in range(times):
        exec(code, frame.f_globals, frame.f_locals)
    return 0.01 * round(100 * (time.process_time() - begin))


def runstring(astr, dict):
    """Runs a text with these names."""
    exec(astr, dict)


def rundocs(filename=None, raise_on_error=True):
    """Runs the examples in a file's docstrings."""
    import doctest
    import importlib.util
    import os
    import sys
    if filename is None:
        filename = sys._getframe(1).f_globals['__file__']
    name = os.path.splitext(os.path.basename(filename))[0]
    spec = importlib.util.spec_from_file_location(name, filename)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    said = []
    runner = doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder().find(module):
        runner.run(test, out=said.append)
    if runner.failures and raise_on_error:
        raise AssertionError('Some doctests failed:\n' + '\n'.join(said))


def run_module_suite(file_to_run=None, argv=None):
    raise NotImplementedError('numpy.testing.run_module_suite: the runner nose')
