"""TestLoader: tests from classes, modules, names and directories."""
import functools
import os
import sys
import traceback
import types
import warnings
from fnmatch import fnmatch, fnmatchcase

from . import case, suite, util

__unittest = True

_NAME_CHARS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'


class _FailedTest(case.TestCase):
    """Reports when run why it could not be loaded."""
    _testMethodName = None

    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            return super().__getattr__(name)

        def test_failure():
            raise self._exception
        return test_failure


def _is_module_file(name):
    stem, ext = os.path.splitext(name)
    return ext == '.py' and stem[:1] not in '0123456789' and all(c in _NAME_CHARS for c in stem) and bool(stem)


def _failed_import(name, suite_class):
    message = f'Failed to import test module: {name}\n{traceback.format_exc()}'
    return _failed(name, message, ImportError(message), suite_class)


def _failed_load_tests(name, exception, suite_class):
    return _failed(name, f'Failed to call load_tests:\n{traceback.format_exc()}', exception, suite_class)


def _failed(name, message, error, suite_class):
    """A suite of one test that raises the error, and the message for the loader's list of errors."""
    return suite_class((_FailedTest(name, error),)), message


def _skipped_module(name, exception, suite_class):
    @case.skip(str(exception))
    def testSkipped(self):
        pass
    return suite_class((type('ModuleSkipped', (case.TestCase,), {name: testSkipped})(name),))


class TestLoader:
    """Makes suites."""
    testMethodPrefix = 'test'
    sortTestMethodsUsing = staticmethod(util.three_way_cmp)
    testNamePatterns = None
    suiteClass = suite.TestSuite
    _top_level_dir = None

    def __init__(self):
        super().__init__()
        self.errors = []
        self._loading_packages = set()

    # --- classes and modules ---

    def loadTestsFromTestCase(self, testCaseClass):
        """A suite of all tests of a class."""
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError('Test cases should not be derived from TestSuite. Maybe you meant to derive from '
                            'TestCase?')
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, 'runTest'):
            names = ['runTest']
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *args, pattern=None, **kws):
        """A suite of all tests in a module."""
        if args or 'use_load_tests' in kws:
            warnings.warn('use_load_tests is deprecated and ignored', DeprecationWarning)
            kws.pop('use_load_tests', None)
        if len(args) > 1:
            raise TypeError(f'loadTestsFromModule() takes 1 positional argument but {len(args) + 1} were given')
        if kws:
            raise TypeError(f"loadTestsFromModule() got an unexpected keyword argument '{sorted(kws)[0]}'")
        tests = []
        for name in dir(module):
            obj = getattr(module, name)
            if isinstance(obj, type) and issubclass(obj, case.TestCase) and obj not in (case.TestCase,
                                                                                       case.FunctionTestCase):
                tests.append(self.loadTestsFromTestCase(obj))
        tests = self.suiteClass(tests)
        load_tests = getattr(module, 'load_tests', None)
        if load_tests is None:
            return tests
        try:
            return load_tests(self, tests, pattern)
        except Exception as e:
            failed, message = _failed_load_tests(module.__name__, e, self.suiteClass)
            self.errors.append(message)
            return failed

    def getTestCaseNames(self, testCaseClass):
        """Names of the test methods, in order, of those that the patterns ask for."""
        def wanted(name):
            if not name.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, name)):
                return False
            full = f'{testCaseClass.__module__}.{testCaseClass.__qualname__}.{name}'
            return self.testNamePatterns is None or any(fnmatchcase(full, p) for p in self.testNamePatterns)
        names = list(filter(wanted, dir(testCaseClass)))
        if self.sortTestMethodsUsing:
            names.sort(key=functools.cmp_to_key(self.sortTestMethodsUsing))
        return names

    # --- names ---

    def _import_for(self, name):
        """(module, the rest of the dotted name, a failed test or None)."""
        parts, rest, failed = name.split('.'), name.split('.')[1:], None
        while parts:
            try:
                module = __import__('.'.join(parts))
                return module, rest, failed
            except ImportError:
                failed, message = _failed_import(parts.pop(), self.suiteClass)
                if not parts:
                    self.errors.append(message)
                    return None, None, failed
                failed = failed, message
        return None, rest, failed

    def loadTestsFromName(self, name, module=None):
        """A suite of the tests that a dotted name leads to."""
        failed = None
        rest = name.split('.')
        if module is None:
            module, rest, failed = self._import_for(name)
            if module is None:
                return failed
        obj, parent = module, None
        for part in rest:
            try:
                parent, obj = obj, getattr(obj, part)
            except AttributeError as e:
                if getattr(obj, '__path__', None) is not None and failed is not None:
                    failed, message = failed
                else:
                    failed, message = _failed(part, f'Failed to access attribute:\n{traceback.format_exc()}',
                                              e, self.suiteClass)
                self.errors.append(message)
                return failed
        return self._from_object(name, obj, parent)

    def _from_object(self, name, obj, parent):
        if isinstance(obj, types.ModuleType):
            return self.loadTestsFromModule(obj)
        if isinstance(obj, type) and issubclass(obj, case.TestCase) and obj not in (case.TestCase,
                                                                                   case.FunctionTestCase):
            return self.loadTestsFromTestCase(obj)
        if isinstance(obj, types.FunctionType) and isinstance(parent, type) and issubclass(parent, case.TestCase):
            method = name.split('.')[-1]
            test = parent(method)
            if not isinstance(getattr(test, method), types.FunctionType):
                return self.suiteClass([test])  # not a static method
        elif isinstance(obj, suite.TestSuite):
            return obj
        if not callable(obj):
            raise TypeError(f"don't know how to make test from: {obj}")
        test = obj()
        if isinstance(test, suite.TestSuite):
            return test
        if isinstance(test, case.TestCase):
            return self.suiteClass([test])
        raise TypeError(f'calling {obj} returned {test}, not a test')

    def loadTestsFromNames(self, names, module=None):
        """A suite of the tests of several names."""
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    # --- discovery ---

    def discover(self, start_dir, pattern='test*.py', top_level_dir=None):
        """Every test module under start_dir (a directory or a package) whose file matches pattern."""
        implicit = False
        if top_level_dir is None:
            top_level_dir = self._top_level_dir
            if top_level_dir is None:
                implicit, top_level_dir = True, start_dir
        top_level_dir = os.path.abspath(top_level_dir)
        if top_level_dir not in sys.path:
            sys.path.insert(0, top_level_dir)
        self._top_level_dir = top_level_dir
        if os.path.isdir(os.path.abspath(start_dir)):
            start_dir = os.path.abspath(start_dir)
            found = start_dir == top_level_dir or os.path.isfile(os.path.join(start_dir, '__init__.py'))
        else:
            try:
                __import__(start_dir)
            except ImportError:
                found = False
            else:
                module = sys.modules[start_dir]
                try:
                    start_dir = os.path.abspath(os.path.dirname(module.__file__))
                except AttributeError:
                    if module.__name__ in sys.builtin_module_names:
                        raise TypeError('Can not use builtin modules as dotted module names') from None
                    raise TypeError(f"don't know how to discover from {module!r}") from None
                found = True
                if implicit:
                    up = start_dir
                    for _ in module.__name__.split('.'):
                        up = os.path.dirname(up)
                    self._top_level_dir = up
                    sys.path.remove(top_level_dir)
        if not found:
            raise ImportError(f'Start directory is not importable: {start_dir!r}')
        return self.suiteClass(list(self._find_tests(start_dir, pattern)))

    def _get_module_from_name(self, name):
        __import__(name)
        return sys.modules[name]

    def _get_name_from_path(self, path):
        if path == self._top_level_dir:
            return '.'
        relative = os.path.relpath(os.path.splitext(os.path.normpath(path))[0], self._top_level_dir)
        assert not os.path.isabs(relative), 'Path must be within the project'
        assert not relative.startswith('..'), 'Path must be within the project'
        return relative.replace(os.path.sep, '.')

    def _match_path(self, path, full_path, pattern):
        """For subclasses that choose files otherwise."""
        return fnmatch(path, pattern)

    def _find_tests(self, start_dir, pattern):
        name = self._get_name_from_path(start_dir)
        if name != '.' and name not in self._loading_packages:
            tests, recurse = self._find_test_path(start_dir, pattern)
            if tests is not None:
                yield tests
            if not recurse:
                return
        for entry in sorted(os.listdir(start_dir)):
            full = os.path.join(start_dir, entry)
            tests, recurse = self._find_test_path(full, pattern)
            if tests is not None:
                yield tests
            if recurse:
                package = self._get_name_from_path(full)
                self._loading_packages.add(package)
                try:
                    yield from self._find_tests(full, pattern)
                finally:
                    self._loading_packages.discard(package)

    def _find_test_path(self, full_path, pattern):
        """(tests or None, whether to look below)."""
        base = os.path.basename(full_path)
        if os.path.isfile(full_path):
            if not _is_module_file(base) or not self._match_path(base, full_path, pattern):
                return None, False
            name = self._get_name_from_path(full_path)
            module, failed = self._import(name)
            if failed is not None:
                return failed, False
            self._check_origin(module, full_path, name)
            return self.loadTestsFromModule(module, pattern=pattern), False
        if not os.path.isdir(full_path) or not os.path.isfile(os.path.join(full_path, '__init__.py')):
            return None, False
        name = self._get_name_from_path(full_path)
        package, failed = self._import(name)
        if failed is not None:
            return failed, False
        load_tests = getattr(package, 'load_tests', None)
        self._loading_packages.add(name)
        try:
            tests = self.loadTestsFromModule(package, pattern=pattern)
            return tests, load_tests is None
        finally:
            self._loading_packages.discard(name)

    def _import(self, name):
        try:
            return self._get_module_from_name(name), None
        except case.SkipTest as e:
            return None, _skipped_module(name, e, self.suiteClass)
        except:
            failed, message = _failed_import(name, self.suiteClass)
            self.errors.append(message)
            return None, failed

    def _check_origin(self, module, full_path, name):
        """A module of the same name elsewhere would be tested in place of the file."""
        origin = os.path.splitext(os.path.realpath(os.path.abspath(getattr(module, '__file__', full_path))))[0]
        expected = os.path.splitext(os.path.realpath(full_path))[0]
        if origin.lower() != expected.lower():
            raise ImportError(f'{name.split(".")[-1]!r} module incorrectly imported from {os.path.dirname(origin)!r}. '
                              f'Expected {os.path.dirname(full_path)!r}. Is this module globally installed?')


defaultTestLoader = TestLoader()


def _make_loader(prefix, sort_using, suite_class=None, patterns=None):
    loader = TestLoader()
    loader.sortTestMethodsUsing = sort_using
    loader.testMethodPrefix = prefix
    loader.testNamePatterns = patterns
    if suite_class:
        loader.suiteClass = suite_class
    return loader


def _warn_old(name, method):
    warnings.warn(f'unittest.{name}() is deprecated and will be removed in Python 3.13. Please use '
                  f'unittest.TestLoader.{method}() instead.', DeprecationWarning, stacklevel=3)


def getTestCaseNames(testCaseClass, prefix, sortUsing=util.three_way_cmp, testNamePatterns=None):
    _warn_old('getTestCaseNames', 'getTestCaseNames')
    return _make_loader(prefix, sortUsing, patterns=testNamePatterns).getTestCaseNames(testCaseClass)


def makeSuite(testCaseClass, prefix='test', sortUsing=util.three_way_cmp, suiteClass=suite.TestSuite):
    _warn_old('makeSuite', 'loadTestsFromTestCase')
    return _make_loader(prefix, sortUsing, suiteClass).loadTestsFromTestCase(testCaseClass)


def findTestCases(module, prefix='test', sortUsing=util.three_way_cmp, suiteClass=suite.TestSuite):
    _warn_old('findTestCases', 'loadTestsFromModule')
    return _make_loader(prefix, sortUsing, suiteClass).loadTestsFromModule(module)
