"""Suites: tests in order, with the set-up of their classes and modules around them."""
import sys

from . import case, util

__unittest = True


def _call_if_exists(parent, name):
    getattr(parent, name, lambda: None)()


class BaseTestSuite:
    """A list of tests and suites, without set-up of classes and modules."""
    _cleanup = True

    def __init__(self, tests=()):
        self._tests = []
        self._removed_tests = 0
        self.addTests(tests)

    def __repr__(self):
        return f'<{util.strclass(self.__class__)} tests={list(self)}>'

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return list(self) == list(other)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return self._removed_tests + sum(test.countTestCases() for test in self if test)

    def addTest(self, test):
        if not callable(test):
            raise TypeError(f'{test!r} is not callable')
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError('TestCases and TestSuites must be instantiated before passing them to addTest()')
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError('tests must be an iterable of tests, not a string')
        for test in tests:
            self.addTest(test)

    def run(self, result):
        for i, test in enumerate(self):
            if result.shouldStop:
                break
            test(result)
            if self._cleanup:
                self._removeTestAtIndex(i)
        return result

    def _removeTestAtIndex(self, index):
        """Drop a test that ran, so that what it holds can go."""
        try:
            test = self._tests[index]
        except TypeError:
            return
        if hasattr(test, 'countTestCases'):
            self._removed_tests += test.countTestCases()
        self._tests[index] = None

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        for test in self:
            test.debug()


class TestSuite(BaseTestSuite):
    """Tests of one class or module that follow each other share its set-up."""

    def run(self, result, debug=False):
        outermost = not getattr(result, '_testRunEntered', False)
        if outermost:
            result._testRunEntered = True
        for i, test in enumerate(self):
            if result.shouldStop:
                break
            if not _isnotsuite(test) or self._prepare(test, result):
                if debug:
                    test.debug()
                else:
                    test(result)
            if self._cleanup:
                self._removeTestAtIndex(i)
        if outermost:
            self._tearDownPreviousClass(None, result)
            self._handleModuleTearDown(result)
            result._testRunEntered = False
        return result

    def debug(self):
        """Run the tests without collecting errors."""
        self.run(_DebugResult(), True)

    def _prepare(self, test, result):
        """Tear down what is behind, set up what test needs; False if that failed."""
        self._tearDownPreviousClass(test, result)
        self._handleModuleFixture(test, result)
        self._handleClassSetUp(test, result)
        result._previousTestClass = test.__class__
        return not (getattr(test.__class__, '_classSetupFailed', False) or
                    getattr(result, '_moduleSetUpFailed', False))

    # --- classes ---

    def _handleClassSetUp(self, test, result):
        previous, current = getattr(result, '_previousTestClass', None), test.__class__
        if current == previous or result._moduleSetUpFailed or getattr(current, '__unittest_skip__', False):
            return
        failed = False
        try:
            current._classSetupFailed = False
        except TypeError:
            pass                        # a class that takes no attributes
        set_up = getattr(current, 'setUpClass', None)
        if set_up is None:
            return
        _call_if_exists(result, '_setupStdout')
        try:
            try:
                set_up()
            except Exception as e:
                if isinstance(result, _DebugResult):
                    raise
                failed = True
                try:
                    current._classSetupFailed = True
                except TypeError:
                    pass
                self._createClassOrModuleLevelException(result, e, 'setUpClass', util.strclass(current))
            if failed:
                self._class_cleanups(current, result, 'setUpClass')
        finally:
            _call_if_exists(result, '_restoreStdout')

    def _class_cleanups(self, cls, result, method):
        clean = getattr(cls, 'doClassCleanups', None)
        if clean is None:
            return
        clean()
        for info in cls.tearDown_exceptions:
            if isinstance(result, _DebugResult):
                raise info[1]
            self._createClassOrModuleLevelException(result, info[1], method, util.strclass(cls), info=info)

    def _tearDownPreviousClass(self, test, result):
        previous = getattr(result, '_previousTestClass', None)
        if previous is None or (test is not None and test.__class__ == previous):
            return
        if (getattr(previous, '_classSetupFailed', False) or getattr(result, '_moduleSetUpFailed', False) or
                getattr(previous, '__unittest_skip__', False)):
            return
        tear_down = getattr(previous, 'tearDownClass', None)
        if tear_down is None and getattr(previous, 'doClassCleanups', None) is None:
            return
        _call_if_exists(result, '_setupStdout')
        try:
            if tear_down is not None:
                try:
                    tear_down()
                except Exception as e:
                    if isinstance(result, _DebugResult):
                        raise
                    self._createClassOrModuleLevelException(result, e, 'tearDownClass', util.strclass(previous))
            self._class_cleanups(previous, result, 'tearDownClass')
        finally:
            _call_if_exists(result, '_restoreStdout')

    # --- modules ---

    def _get_previous_module(self, result):
        previous = getattr(result, '_previousTestClass', None)
        return None if previous is None else previous.__module__

    def _handleModuleFixture(self, test, result):
        current = test.__class__.__module__
        if current == self._get_previous_module(result):
            return
        self._handleModuleTearDown(result)
        result._moduleSetUpFailed = False
        module = sys.modules.get(current)
        set_up = getattr(module, 'setUpModule', None)
        if set_up is None:
            return
        _call_if_exists(result, '_setupStdout')
        try:
            try:
                set_up()
            except Exception as e:
                if isinstance(result, _DebugResult):
                    raise
                result._moduleSetUpFailed = True
                self._createClassOrModuleLevelException(result, e, 'setUpModule', current)
            if result._moduleSetUpFailed:
                self._module_cleanups(result, 'setUpModule', current)
        finally:
            _call_if_exists(result, '_restoreStdout')

    def _module_cleanups(self, result, method, name):
        try:
            case.doModuleCleanups()
        except Exception as e:
            if isinstance(result, _DebugResult):
                raise
            self._createClassOrModuleLevelException(result, e, method, name)

    def _handleModuleTearDown(self, result):
        previous = self._get_previous_module(result)
        if previous is None or getattr(result, '_moduleSetUpFailed', False) or previous not in sys.modules:
            return
        module = sys.modules[previous]
        _call_if_exists(result, '_setupStdout')
        try:
            tear_down = getattr(module, 'tearDownModule', None)
            if tear_down is not None:
                try:
                    tear_down()
                except Exception as e:
                    if isinstance(result, _DebugResult):
                        raise
                    self._createClassOrModuleLevelException(result, e, 'tearDownModule', previous)
            self._module_cleanups(result, 'tearDownModule', previous)
        finally:
            _call_if_exists(result, '_restoreStdout')

    # --- failures of set-up and tear-down ---

    def _createClassOrModuleLevelException(self, result, exc, method_name, parent, info=None):
        self._addClassOrModuleLevelException(result, exc, f'{method_name} ({parent})', info)

    def _addClassOrModuleLevelException(self, result, exc, name, info=None):
        error = _ErrorHolder(name)
        add_skip = getattr(result, 'addSkip', None)
        if add_skip is not None and isinstance(exc, case.SkipTest):
            add_skip(error, str(exc))
        else:
            result.addError(error, info or sys.exc_info())


class _ErrorHolder:
    """Stands where a test would for what failed outside tests."""
    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def __repr__(self):
        return f'<ErrorHolder description={self.description!r}>'

    def __str__(self):
        return self.id()

    def run(self, result):
        pass

    def __call__(self, result):
        return self.run(result)

    def countTestCases(self):
        return 0


def _isnotsuite(test):
    try:
        iter(test)
    except TypeError:
        return True
    return False


class _DebugResult:
    """Used by suite.debug(): errors are raised, nothing is collected."""
    _previousTestClass = None
    _moduleSetUpFailed = False
    shouldStop = False
