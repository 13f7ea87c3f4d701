"""TestCase: one test with its set-up, its outcome and its subtests; skipping and expected failures."""
import contextlib
import functools
import sys
import types
import warnings

from . import result
from ._asserts import DIFF_OMITTED, TestCase as _Asserts, _AssertRaisesContext, _AssertWarnsContext
from .util import strclass

__unittest = True

_subtest_msg_sentinel = object()


class SkipTest(Exception):
    """Raised in a test to leave it out."""


class _ShouldStop(Exception):
    """A failed subtest ends the test when failing fast."""


class _UnexpectedSuccess(Exception):
    """A test that should fail did not."""


# --- outcome of one test ---

class _Outcome:
    """Runs the parts of a test and reports what goes wrong in each."""

    def __init__(self, result=None):
        self.expecting_failure = False
        self.result = result
        self.result_supports_subtests = hasattr(result, 'addSubTest')
        self.success = True
        self.expectedFailure = None

    @contextlib.contextmanager
    def testPartExecutor(self, test_case, subTest=False):
        before, self.success = self.success, True
        try:
            yield
        except KeyboardInterrupt:
            raise
        except SkipTest as e:
            self.success = False
            _add_skip(self.result, test_case, str(e))
        except _ShouldStop:
            pass
        except:
            info = sys.exc_info()
            if self.expecting_failure:
                self.expectedFailure = info
            else:
                self.success = False
                if subTest:
                    self.result.addSubTest(test_case.test_case, test_case, info)
                else:
                    _add_error(self.result, test_case, info)
            info = None                 # it holds this frame, which holds it
        else:
            if subTest and self.success:
                self.result.addSubTest(test_case.test_case, test_case, None)
        finally:
            self.success = self.success and before


def _add_skip(result, test_case, reason):
    add = getattr(result, 'addSkip', None)
    if add is None:
        warnings.warn('TestResult has no addSkip method, skips not reported', RuntimeWarning, 2)
        result.addSuccess(test_case)
    else:
        add(test_case, reason)


def _add_error(result, test, info):
    if result is not None and info is not None:
        if issubclass(info[0], test.failureException):
            result.addFailure(test, info)
        else:
            result.addError(test, info)


# --- clean-up of modules ---

_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    """Call function after tearDownModule; the last added goes first."""
    _module_cleanups.append((function, args, kwargs))


def _enter_context(cm, add_cleanup):
    """Enter cm and have it left by a clean-up."""
    cls = type(cm)
    try:
        enter, leave = cls.__enter__, cls.__exit__
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager "
                        f"protocol") from None
    entered = enter(cm)
    add_cleanup(leave, cm, None, None, None)
    return entered


def enterModuleContext(cm):
    """Enter a context that is left after the tests of the module."""
    return _enter_context(cm, addModuleCleanup)


def doModuleCleanups():
    """Run every clean-up, then raise the first that failed."""
    failed = []
    while _module_cleanups:
        function, args, kwargs = _module_cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception as e:
            failed.append(e)
    if failed:
        raise failed[0]


# --- decorators ---

def skip(reason):
    """Leave out a test or a class of tests."""
    def decorator(item):
        if not isinstance(item, type):
            @functools.wraps(item)
            def skipped(*args, **kwargs):
                raise SkipTest(reason)
            item = skipped
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item
    if isinstance(reason, types.FunctionType):
        item, reason = reason, ''
        return decorator(item)
    return decorator


def _id(obj):
    return obj


def skipIf(condition, reason):
    """Skip a test if the condition is true."""
    return skip(reason) if condition else _id


def skipUnless(condition, reason):
    """Skip a test unless the condition is true."""
    return _id if condition else skip(reason)


def expectedFailure(test_item):
    test_item.__unittest_expecting_failure__ = True
    return test_item


# --- TestCase ---

class TestCase:
    """One test: setUp, a method, tearDown, clean-ups."""
    locals().update((name, f) for name, f in vars(_Asserts).items() if callable(f))
    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2 ** 16
    _classSetupFailed = False
    _class_cleanups = []

    def __init_subclass__(cls, *args, **kwargs):
        cls._classSetupFailed = False
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName='runTest'):
        self._testMethodName = methodName
        self._outcome = None
        self._testMethodDoc = 'No test'
        try:
            method = getattr(self, methodName)
        except AttributeError:
            if methodName != 'runTest':
                raise ValueError(f'no such test method in {self.__class__}: {methodName}')
        else:
            self._testMethodDoc = method.__doc__
        self._cleanups = []
        self._subtest = None
        self._type_equality_funcs = {dict: 'assertDictEqual', list: 'assertListEqual', tuple: 'assertTupleEqual',
                                     set: 'assertSetEqual', frozenset: 'assertSetEqual', str: 'assertMultiLineEqual'}

    # --- for subclasses ---

    def setUp(self):
        """Before the test method."""

    def tearDown(self):
        """After the test method."""

    @classmethod
    def setUpClass(cls):
        """Before the first test of the class."""

    @classmethod
    def tearDownClass(cls):
        """After the last test of the class."""

    # --- clean-ups ---

    def addCleanup(self, function, /, *args, **kwargs):
        """Call function after tearDown, also when setUp failed; the last added goes first."""
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        """Enter a context that is left after the test; its value."""
        return _enter_context(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        """Call function after tearDownClass(), last added first."""
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        """Enter a context that is left after the tests of the class; its value."""
        return _enter_context(cm, cls.addClassCleanup)

    def doCleanups(self):
        """Calls what addCleanup() noted, the last first; whether all went well."""
        outcome = self._outcome or _Outcome()
        while self._cleanups:
            function, positional, named = self._cleanups.pop()
            with outcome.testPartExecutor(self):
                self._callCleanup(function, *positional, **named)
        return outcome.success

    @classmethod
    def doClassCleanups(cls):
        """Make the calls that addClassCleanup() was given."""
        cls.tearDown_exceptions = []
        while cls._class_cleanups:
            function, args, kwargs = cls._class_cleanups.pop()
            try:
                function(*args, **kwargs)
            except Exception:
                cls.tearDown_exceptions.append(sys.exc_info())

    # --- identity ---

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return result.TestResult()

    def shortDescription(self):
        """The first line of the test's documentation, or None."""
        doc = self._testMethodDoc
        return doc.strip().split('\n')[0].strip() if doc else None

    def id(self):
        return f'{strclass(self.__class__)}.{self._testMethodName}'

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        return f'{self._testMethodName} ({strclass(self.__class__)}.{self._testMethodName})'

    def __repr__(self):
        return f'<{strclass(self.__class__)} testMethod={self._testMethodName}>'

    # --- subtests ---

    @contextlib.contextmanager
    def subTest(self, msg=_subtest_msg_sentinel, **params):
        """A part that may fail without ending the test; params name it in the report."""
        if self._outcome is None or not self._outcome.result_supports_subtests:
            yield
            return
        parent = self._subtest
        outer = parent.params if parent is not None else {}
        merged = params | {k: v for k, v in outer.items() if k not in params}
        self._subtest = _SubTest(self, msg, merged)
        try:
            with self._outcome.testPartExecutor(self._subtest, subTest=True):
                yield
            if not self._outcome.success:
                res = self._outcome.result
                if res is not None and res.failfast:
                    raise _ShouldStop
            elif self._outcome.expectedFailure:
                raise _ShouldStop       # an expected failure ends the test
        finally:
            self._subtest = parent

    # --- running ---

    def _callSetUp(self):
        self.setUp()

    def _callTestMethod(self, method):
        if method() is not None:
            warnings.warn(f'It is deprecated to return a value that is not None from a test case ({method})',
                          DeprecationWarning, stacklevel=4)

    def _callTearDown(self):
        self.tearDown()

    def _callCleanup(self, function, /, *args, **kwargs):
        function(*args, **kwargs)

    def _run_parts(self, outcome, method, result):
        """Set-up, test, tear-down and clean-ups, each under the outcome's watch; then the verdict."""
        expecting = (getattr(self, '__unittest_expecting_failure__', False) or
                     getattr(method, '__unittest_expecting_failure__', False))
        with outcome.testPartExecutor(self):
            self._callSetUp()
        if outcome.success:
            outcome.expecting_failure = expecting
            with outcome.testPartExecutor(self):
                self._callTestMethod(method)
            outcome.expecting_failure = False
            with outcome.testPartExecutor(self):
                self._callTearDown()
        self.doCleanups()
        if not outcome.success:
            return
        if not expecting:
            result.addSuccess(self)
        elif outcome.expectedFailure:
            self._addExpectedFailure(result, outcome.expectedFailure)
        else:
            self._addUnexpectedSuccess(result)

    def run(self, result=None):
        own_result = result is None
        stop_run = None
        if own_result:
            result = self.defaultTestResult()
            getattr(result, 'startTestRun', lambda: None)()
            stop_run = getattr(result, 'stopTestRun', None)
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            if getattr(self.__class__, '__unittest_skip__', False) or getattr(method, '__unittest_skip__', False):
                why = (getattr(self.__class__, '__unittest_skip_why__', '') or
                       getattr(method, '__unittest_skip_why__', ''))
                _add_skip(result, self, why)
                return result
            outcome = _Outcome(result)
            try:
                self._outcome = outcome
                self._run_parts(outcome, method, result)
                return result
            finally:
                outcome.expectedFailure = None
                outcome = None
                self._outcome = None
        finally:
            result.stopTest(self)
            if stop_run is not None:
                stop_run()

    def _addExpectedFailure(self, result, info):
        add = getattr(result, 'addExpectedFailure', None)
        if add is None:
            warnings.warn('TestResult has no addExpectedFailure method, reporting as passes', RuntimeWarning)
            result.addSuccess(self)
        else:
            add(self, info)

    def _addUnexpectedSuccess(self, result):
        add = getattr(result, 'addUnexpectedSuccess', None)
        if add is not None:
            add(self)
            return
        warnings.warn('TestResult has no addUnexpectedSuccess method, reporting as failure', RuntimeWarning)
        try:
            raise _UnexpectedSuccess from None
        except _UnexpectedSuccess:
            result.addFailure(self, sys.exc_info())

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        """Run without collecting: exceptions go to the caller."""
        method = getattr(self, self._testMethodName)
        if getattr(self.__class__, '__unittest_skip__', False) or getattr(method, '__unittest_skip__', False):
            raise SkipTest(getattr(self.__class__, '__unittest_skip_why__', '') or
                           getattr(method, '__unittest_skip_why__', ''))
        self._callSetUp()
        self._callTestMethod(method)
        self._callTearDown()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._callCleanup(function, *args, **kwargs)

    def skipTest(self, reason):
        """Skip the test from here on."""
        raise SkipTest(reason)


class FunctionTestCase(TestCase):
    """A test made of plain functions."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._testFunc, self._setUpFunc, self._tearDownFunc = testFunc, setUp, tearDown
        self._description = description

    def id(self):
        return self._testFunc.__name__

    def setUp(self):
        None if self._setUpFunc is None else self._setUpFunc()

    def runTest(self):
        self._testFunc()

    def tearDown(self):
        None if self._tearDownFunc is None else self._tearDownFunc()

    def _key(self):
        return self._setUpFunc, self._tearDownFunc, self._testFunc, self._description

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self):
        return hash((type(self),) + self._key())

    def __str__(self):
        return f'{strclass(self.__class__)} ({self._testFunc.__name__})'

    def __repr__(self):
        return f'<{strclass(self.__class__)} tec={self._testFunc}>'

    def shortDescription(self):
        if self._description is not None:
            return self._description
        doc = self._testFunc.__doc__
        return doc and doc.split('\n')[0].strip() or None


class _SubTest(TestCase):
    """What a report shows for a subtest: the test and the parameters."""

    def __init__(self, test_case, message, params):
        super().__init__()
        self._message = message
        self.test_case = test_case
        self.params = params
        self.failureException = test_case.failureException

    def runTest(self):
        raise NotImplementedError('subtests cannot be run directly')

    def _subDescription(self):
        parts = []
        if self._message is not _subtest_msg_sentinel:
            parts.append(f'[{self._message}]')
        if self.params:
            parts.append('({})'.format(', '.join(f'{k}={v!r}' for k, v in self.params.items())))
        return ' '.join(parts) or '(<subtest>)'

    def id(self):
        return f'{self.test_case.id()} {self._subDescription()}'

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return f'{self.test_case} {self._subDescription()}'
