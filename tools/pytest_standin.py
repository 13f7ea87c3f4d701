"""The part of pytest that test files of libraries ask for, small enough to run under an interpreter that is being tested.

A runner puts this file on the path as `pytest`, loads a test file and calls `cases(module)`, which yields each case as
(name, callable). Parameters are numbered in the names ("TestA.test_b[0-2]"), so that a name does not depend on how a
value prints. Fixtures of every scope are made anew for each case. What is marked slow, skip or xfail is skipped.
"""
import contextlib
import inspect
import itertools
import os
import pathlib
import re
import shutil
import tempfile
import unittest
import warnings


class skip(unittest.SkipTest):
    Exception = unittest.SkipTest

    def __init__(self, reason='', *, allow_module_level=False, msg=None):
        super().__init__(reason or msg or '')
        raise unittest.SkipTest(reason or msg or '')


class PytestUnraisableExceptionWarning(Warning):
    pass


class PytestWarning(UserWarning):
    pass


def fail(reason='', pytrace=True):
    raise AssertionError(reason)


def xfail(reason=''):
    raise unittest.SkipTest(reason)


def importorskip(name, minversion=None, reason=None):
    try:
        module = __import__(name)
        for part in name.split('.')[1:]:
            module = getattr(module, part)
        return module
    except ImportError as e:
        raise unittest.SkipTest(str(e))


class ExceptionInfo:
    value = None

    @property
    def type(self):
        return type(self.value)

    @property
    def tb(self):
        return self.value.__traceback__

    def match(self, pattern):
        assert re.search(pattern, str(self.value)), f'{pattern!r} not found in {str(self.value)!r}'
        return True

    def __str__(self):
        return repr(self.value)


class _Raises:
    def __init__(self, expected, match):
        self.expected, self.match = expected, match

    def __enter__(self):
        self.info = ExceptionInfo()
        return self.info

    def __exit__(self, kind, value, traceback):
        if kind is None:
            fail(f'DID NOT RAISE {self.expected}')
        if not issubclass(kind, self.expected):
            return False
        self.info.value = value
        if self.match is not None:
            self.info.match(self.match)
        return True


def raises(expected, *args, match=None, **kwargs):
    if not args:
        return _Raises(expected, match)
    with _Raises(expected, None) as info:
        args[0](*args[1:], **kwargs)
    return info


class _Warns(warnings.catch_warnings):
    def __init__(self, expected, match=None):
        super().__init__(record=True)
        self.expected, self.pattern = expected, match

    def __enter__(self):
        self.list = super().__enter__()
        warnings.simplefilter('always')
        return self

    def __iter__(self):
        return iter(self.list)

    def __len__(self):
        return len(self.list)

    def __getitem__(self, i):
        return self.list[i]

    def pop(self, cls=Warning):
        for i, w in enumerate(self.list):
            if issubclass(w.category, cls):
                return self.list.pop(i)
        raise AssertionError(f'{cls!r} not found in warning list')

    def __exit__(self, kind, value, traceback):
        super().__exit__(kind, value, traceback)
        if kind is None and self.expected is not None:
            found = [w for w in self.list if issubclass(w.category, self.expected)]
            if not found:
                fail(f'DID NOT WARN {self.expected}; got {[str(w.message) for w in self.list]}')
            if self.pattern is not None and not any(re.search(self.pattern, str(w.message)) for w in found):
                fail(f'DID NOT WARN {self.pattern!r}; got {[str(w.message) for w in found]}')


def warns(expected=Warning, *args, match=None, **kwargs):
    if not args:
        return _Warns(expected, match)
    with _Warns(expected):
        return args[0](*args[1:], **kwargs)


def deprecated_call(*args, match=None, **kwargs):
    return warns((DeprecationWarning, PendingDeprecationWarning), *args, match=match, **kwargs)


class approx:
    def __init__(self, expected, rel=None, abs=None, nan_ok=False):
        self.expected, self.rel, self.abs = expected, 1e-6 if rel is None else rel, 1e-12 if abs is None else abs

    def __eq__(self, other):
        if hasattr(self.expected, '__len__'):
            return len(self.expected) == len(other) and all(
                approx(e, self.rel, self.abs) == o for e, o in zip(self.expected, other))
        return self.expected == other or abs(other - self.expected) <= max(self.rel * abs(self.expected), self.abs)

    def __repr__(self):
        return f'{self.expected!r} +- {self.rel}'


class _Values(tuple):
    marks = ()


def param(*values, marks=(), id=None):
    result = _Values(values)
    result.marks = tuple(marks) if isinstance(marks, (list, tuple)) else (marks,)
    return result


class _Mark:
    def __init__(self, name, args=(), kwargs={}):
        self.name, self.args, self.kwargs = name, args, kwargs

    def __call__(self, *args, **kwargs):
        plain = len(args) == 1 and not kwargs and not self.args and (inspect.isfunction(args[0]) or inspect.isclass(args[0]))
        if plain and self.name not in ('parametrize', 'skipif', 'filterwarnings'):
            return self.on(args[0])
        return _Bound(self.name, args, kwargs)

    def on(self, function):
        # a class must not share the list of its base
        function.pytestmark = [*vars(function).get('pytestmark', ()), self]
        return function


class _Bound(_Mark):
    def __call__(self, function):
        return self.on(function)


class _Marks:
    def __getattr__(self, name):
        return _Mark(name)


mark = _Marks()


class _Fixture:
    def __init__(self, function, params, autouse, name):
        self.function, self.params, self.autouse = function, params, autouse
        self.name = name or function.__name__

    def __get__(self, instance, owner=None):  # found by looking into the class, never called as a method
        return self


def fixture(function=None, scope='function', params=None, autouse=False, ids=None, name=None):
    if function is not None:
        return _Fixture(function, params, autouse, name)
    return lambda f: _Fixture(f, params, autouse, name)


class Request:
    def __init__(self, node, instance):
        self.node, self.instance, self.param, self._ends = node, instance, None, []
        self.function = node
        self.cls = type(instance) if instance is not None else None

    def addfinalizer(self, function):
        self._ends.append(function)

    def getfixturevalue(self, name):
        raise unittest.SkipTest('request.getfixturevalue')


class MonkeyPatch:
    def __init__(self):
        self._undo = []

    def setattr(self, target, name, value, raising=True):
        old = getattr(target, name, None)
        had = hasattr(target, name)
        self._undo.append(lambda: setattr(target, name, old) if had else delattr(target, name))
        setattr(target, name, value)

    def delattr(self, target, name, raising=True):
        old = getattr(target, name)
        self._undo.append(lambda: setattr(target, name, old))
        delattr(target, name)

    def setitem(self, mapping, name, value):
        had, old = name in mapping, mapping.get(name)
        self._undo.append(lambda: mapping.__setitem__(name, old) if had else mapping.pop(name, None))
        mapping[name] = value

    def setenv(self, name, value, prepend=None):
        self.setitem(os.environ, name, value)

    def delenv(self, name, raising=True):
        old = os.environ.pop(name, None)
        if old is not None:
            self._undo.append(lambda: os.environ.__setitem__(name, old))

    def chdir(self, path):
        old = os.getcwd()
        self._undo.append(lambda: os.chdir(old))
        os.chdir(path)

    def undo(self):
        while self._undo:
            self._undo.pop()()


def _tmp_path(request):
    path = tempfile.mkdtemp(prefix='standin-')
    request.addfinalizer(lambda: shutil.rmtree(path, ignore_errors=True))
    return pathlib.Path(path)


def _monkeypatch(request):
    patch = MonkeyPatch()
    request.addfinalizer(patch.undo)
    return patch


BUILTIN_FIXTURES = {'tmp_path': _tmp_path, 'tmpdir': _tmp_path, 'monkeypatch': _monkeypatch}


def _skipped(marks):
    for m in marks:
        if m.name in ('skip', 'xfail', 'slow'):
            if m.name != 'xfail' or not m.args or m.args[0]:
                return m.kwargs.get('reason') or m.name
        elif m.name == 'skipif' and (eval(m.args[0]) if isinstance(m.args[0], str) else m.args[0]):
            return m.kwargs.get('reason') or 'skipif'


def _names_and_values(argnames, argvalues, indirect=False, ids=None, scope=None):
    return argnames, argvalues


def _parameters(marks):
    """For each parametrize mark the list of (number, {name: value}, marks)."""
    for m in reversed(marks):
        if m.name == 'parametrize':
            names, values = _names_and_values(*m.args, **m.kwargs)
            if isinstance(names, str):
                names = [n.strip() for n in names.split(',') if n.strip()]
            rows = []
            for i, value in enumerate(values):
                row_marks = getattr(value, 'marks', ()) if isinstance(value, _Values) else ()
                if len(names) == 1:
                    value = value[0] if isinstance(value, _Values) else value
                    rows.append((i, {names[0]: value}, row_marks))
                else:
                    rows.append((i, dict(zip(names, value)), row_marks))
            yield rows


def _category(name):
    if '.' in name:
        module, _, name = name.rpartition('.')
        return getattr(__import__(module, fromlist=[name]), name)
    return getattr(__import__('builtins'), name)


def _filter(spec):
    action, message, category, *_ = (spec.split(':') + ['', ''])[:3]
    warnings.filterwarnings(action, re.escape(message.strip()), _category(category.strip()) if category.strip() else Warning)


class _Case:
    def __init__(self, function, cls, parameters, marks, fixtures):
        self.function, self.cls, self.parameters, self.marks, self.fixtures = function, cls, parameters, marks, fixtures

    def __call__(self):
        reason = _skipped(self.marks)
        if reason:
            raise unittest.SkipTest(reason)
        with contextlib.ExitStack() as stack:
            stack.enter_context(warnings.catch_warnings())
            warnings.simplefilter('always')
            for m in reversed(self.marks):
                if m.name == 'filterwarnings':
                    _filter(m.args[0])
            if self.cls is not None and issubclass(self.cls, unittest.TestCase):
                result = unittest.TestResult()
                self.cls(self.function.__name__).run(result)
                for _, text in result.errors + result.failures:
                    raise AssertionError(text)
                for _, text in result.skipped:
                    raise unittest.SkipTest(text)
                return
            instance = self.cls() if self.cls is not None else None
            for start, end in (('setup_class', 'teardown_class'), ('setup_method', 'teardown_method'), ('setup', 'teardown')):
                for name, now in ((start, True), (end, False)):
                    hook = getattr(instance, name, None)
                    if hook is not None and not isinstance(hook, _Fixture):
                        wanted = [p for p in inspect.signature(hook).parameters]
                        call = (lambda hook=hook, wanted=wanted: hook(*([self.function] if wanted else [])))
                        call() if now else stack.callback(call)
            values = {}
            for name, f in self.fixtures.items():
                if isinstance(f, _Fixture) and f.autouse:
                    self.value(name, instance, values, stack)
            for m in self.marks:
                if m.name == 'usefixtures':
                    for name in m.args:
                        self.value(name, instance, values, stack)
            arguments = {name: self.parameters[name] if name in self.parameters and name not in self.fixtures
                         else self.value(name, instance, values, stack) for name in _wanted(self.function, self.cls)}
            self.function(*([instance] if self.cls is not None else []), **arguments)

    def value(self, name, instance, values, stack):
        if name in values:
            return values[name]
        request = Request(self.function, instance)
        request.param = self.parameters.get(name)
        if name == 'request':
            result = request
        elif name in self.fixtures:
            f = self.fixtures[name].function
            wanted = [p for p in inspect.signature(f).parameters]
            arguments = []
            for p in wanted:
                arguments.append(instance if p == 'self' else request if p == 'request'
                                 else self.value(p, instance, values, stack))
            result = f(*arguments)
            if inspect.isgeneratorfunction(f):
                generator, result = result, next(result)
                stack.callback(lambda: next(generator, None))
        elif name in BUILTIN_FIXTURES:
            result = BUILTIN_FIXTURES[name](request)
        else:
            raise unittest.SkipTest(f'fixture {name} is not there')
        for end in request._ends:
            stack.callback(end)
        values[name] = result
        return result


def _wanted(function, cls):
    """The names of a case's arguments that have no default."""
    names = [p.name for p in inspect.signature(function).parameters.values()
             if p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    return names[1:] if cls is not None else names


def _closure(names, fixtures):
    """The names and those that their fixtures ask for."""
    todo, seen = list(names), []
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.append(name)
            if name in fixtures:
                todo += list(inspect.signature(fixtures[name].function).parameters)
    return seen


def cases(module):
    """(name, callable) of each test case of the module, in the order of the file."""
    shared = {f.name: f for f in vars(module).values() if isinstance(f, _Fixture)}
    module_marks = getattr(module, 'pytestmark', [])
    module_marks = module_marks if isinstance(module_marks, list) else [module_marks]
    for name, item in list(vars(module).items()):
        if inspect.isfunction(item) and name.startswith('test'):
            yield from _expand(name, item, None, module_marks + getattr(item, 'pytestmark', []), shared)
        elif inspect.isclass(item) and (name.startswith('Test') or issubclass(item, unittest.TestCase)):
            if item.__module__ != module.__name__:
                continue
            marks = [m for base in reversed(item.__mro__) for m in vars(base).get('pytestmark', ())]
            fixtures = dict(shared)
            methods = {}
            for base in reversed(item.__mro__):
                for key, value in vars(base).items():
                    if isinstance(value, _Fixture):
                        fixtures[value.name] = value
                    elif key.startswith('test') and inspect.isfunction(value):
                        methods[key] = value
            for key, method in methods.items():
                yield from _expand(f'{name}.{key}', method, item, module_marks + marks + getattr(method, 'pytestmark', []), fixtures)


def _expand(name, function, cls, marks, fixtures):
    rows = list(_parameters(marks))
    if not (cls is not None and issubclass(cls, unittest.TestCase)):
        names = _wanted(function, cls) + [n for n, f in fixtures.items() if f.autouse]
        for fixture_name in _closure(names, fixtures):
            f = fixtures.get(fixture_name)
            if f is not None and f.params is not None:
                rows.append([(i, {fixture_name: v}, ()) for i, v in enumerate(f.params)])
    for combination in itertools.product(*rows):
        suffix = '-'.join(str(i) for i, _, _ in combination)
        parameters = {k: v for _, values, _ in combination for k, v in values.items()}
        more = [m for _, _, row_marks in combination for m in row_marks]
        yield name + (f'[{suffix}]' if suffix else ''), _Case(function, cls, parameters, marks + more, fixtures)
