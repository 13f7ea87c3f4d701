"""The assert methods of TestCase and the context managers behind assertRaises, assertWarns and assertLogs."""
import re
import sys
import types
import warnings

from .util import (_common_shorten_repr, _count_diff_all_purpose, _count_diff_hashable, safe_repr, strclass)

__unittest = True
__name__ = 'unittest.case'  # where all of this is found

DIFF_OMITTED = '\nDiff is %s characters long. Set self.maxDiff to None to see it.'


def _is_subtype(expected, basetype):
    if isinstance(expected, tuple):
        return all(_is_subtype(e, basetype) for e in expected)
    return isinstance(expected, type) and issubclass(expected, basetype)


# --- contexts ---

class _AssertContext:
    """What the assert context managers share: a test, the caller's message, the callable given."""

    def __init__(self, test_case):
        self.test_case = test_case

    def _raiseFailure(self, text):
        text = self.test_case._formatMessage(self.msg, text)
        raise self.test_case.failureException(text)


class _ExpectContext(_AssertContext):
    """Expects an exception or a warning, of a type and perhaps with a text."""

    def __init__(self, expected, test_case, expected_regex=None):
        super().__init__(test_case)
        self.expected = expected
        if expected_regex is not None:
            expected_regex = re.compile(expected_regex)
        self.expected_regex = expected_regex
        self.obj_name = None
        self.msg = None

    def handle(self, name, args, kwargs):
        """Without a callable, the context itself; else the callable is run in it."""
        try:
            if not _is_subtype(self.expected, self._base_type):
                raise TypeError(f'{name}() arg 1 must be {self._base_type_str}')
            if not args:
                self.msg = kwargs.pop('msg', None)
                if kwargs:
                    raise TypeError(f'{next(iter(kwargs))!r} is an invalid keyword argument for this function')
                return self
            function, *args = args
            self.obj_name = getattr(function, '__name__', None) or str(function)
            with self:
                function(*args, **kwargs)
        finally:
            self = None                 # the frame of a traceback must not hold the context

    def _nothing(self, what):
        names = self.expected
        name = getattr(names, '__name__', None) or str(names)
        by = f' by {self.obj_name}' if self.obj_name else ''
        self._raiseFailure(f'{name} not {what}{by}')


class _AssertRaisesContext(_ExpectContext):
    """with assertRaises(E) as cm: cm.exception is the one that came."""
    _base_type = BaseException
    _base_type_str = 'an exception type or tuple of exception types'

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            self._nothing('raised')
        _clear_frames(tb)
        if not issubclass(exc_type, self.expected):
            return False
        self.exception = exc_value.with_traceback(None)
        if self.expected_regex is not None and not self.expected_regex.search(str(exc_value)):
            self._raiseFailure(f'"{self.expected_regex.pattern}" does not match "{exc_value}"')
        return True

    __class_getitem__ = classmethod(types.GenericAlias)


def _clear_frames(tb):
    """Let go of the locals of the frames that failed, so that the test does not hold them."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass                        # still running
        tb = tb.tb_next


class _AssertWarnsContext(_ExpectContext):
    """with assertWarns(W) as cm: cm.warning, cm.filename and cm.lineno of the first that matched."""
    _base_type = Warning
    _base_type_str = 'a warning type or tuple of warning types'

    def __enter__(self):
        # Registries remember what was shown once and would hide it here.
        for module in list(sys.modules.values()):
            if getattr(module, '__warningregistry__', None):
                module.__warningregistry__ = {}
        self.warnings_manager = warnings.catch_warnings(record=True)
        self.warnings = self.warnings_manager.__enter__()
        warnings.simplefilter('always', self.expected)
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.warnings_manager.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return
        first = None
        for record in self.warnings:
            w = record.message
            if not isinstance(w, self.expected):
                continue
            first = w if first is None else first
            if self.expected_regex is not None and not self.expected_regex.search(str(w)):
                continue
            self.warning = w
            self.filename = record.filename
            self.lineno = record.lineno
            return
        if first is not None:
            self._raiseFailure(f'"{self.expected_regex.pattern}" does not match "{first}"')
        self._nothing('triggered')


# --- the methods ---

class TestCase:
    """Every assert of the TestCase in case.py, which takes them into its own body. Needs failureException, longMessage,
    maxDiff and _type_equality_funcs of it."""

    def _formatMessage(self, msg, standardMsg):
        """The text of a failure from the caller's message and the assertion's own."""
        if not self.longMessage:
            return msg or standardMsg
        if msg is None:
            return standardMsg
        try:
            return '%s : %s' % (standardMsg, msg)
        except UnicodeDecodeError:
            return '%s : %s' % (safe_repr(standardMsg), safe_repr(msg))

    def fail(self, msg=None):
        """Fail at once."""
        raise self.failureException(msg)

    def _fail(self, msg, standard):
        raise self.failureException(self._formatMessage(msg, standard))

    # --- truth, identity, membership ---

    def assertFalse(self, expr, msg=None):
        """Fail unless expr is false."""
        if expr:
            self._fail(msg, f'{safe_repr(expr)} is not false')

    def assertTrue(self, expr, msg=None):
        """Fail unless expr is true."""
        if not expr:
            self._fail(msg, f'{safe_repr(expr)} is not true')

    def assertIs(self, expr1, expr2, msg=None):
        """Fail unless both are the same object."""
        if expr1 is not expr2:
            self.fail(self._formatMessage(msg, f'{safe_repr(expr1)} is not {safe_repr(expr2)}'))

    def assertIsNot(self, expr1, expr2, msg=None):
        """Fail if both are the same object."""
        if expr1 is expr2:
            self.fail(self._formatMessage(msg, f'unexpectedly identical: {safe_repr(expr1)}'))

    def assertIsNone(self, obj, msg=None):
        """Fail unless obj is None."""
        if obj is not None:
            self.fail(self._formatMessage(msg, f'{safe_repr(obj)} is not None'))

    def assertIsNotNone(self, obj, msg=None):
        """Fail if obj is None."""
        if obj is None:
            self.fail(self._formatMessage(msg, 'unexpectedly None'))

    def assertIn(self, member, container, msg=None):
        """Fail unless container has member."""
        if member not in container:
            self.fail(self._formatMessage(msg, f'{safe_repr(member)} not found in {safe_repr(container)}'))

    def assertNotIn(self, member, container, msg=None):
        """Fail if container has member."""
        if member in container:
            self.fail(self._formatMessage(msg, f'{safe_repr(member)} unexpectedly found in {safe_repr(container)}'))

    def assertIsInstance(self, obj, cls, msg=None):
        """Fail unless obj is an instance of cls."""
        if not isinstance(obj, cls):
            self.fail(self._formatMessage(msg, f'{safe_repr(obj)} is not an instance of {cls!r}'))

    def assertNotIsInstance(self, obj, cls, msg=None):
        """Fail if obj is an instance of cls."""
        if isinstance(obj, cls):
            self.fail(self._formatMessage(msg, f'{safe_repr(obj)} is an instance of {cls!r}'))

    # --- order ---

    def assertLess(self, a, b, msg=None):
        """Fail unless a < b."""
        if not a < b:
            self.fail(self._formatMessage(msg, f'{safe_repr(a)} not less than {safe_repr(b)}'))

    def assertLessEqual(self, a, b, msg=None):
        """Fail unless a <= b."""
        if not a <= b:
            self.fail(self._formatMessage(msg, f'{safe_repr(a)} not less than or equal to {safe_repr(b)}'))

    def assertGreater(self, a, b, msg=None):
        """Fail unless a > b."""
        if not a > b:
            self.fail(self._formatMessage(msg, f'{safe_repr(a)} not greater than {safe_repr(b)}'))

    def assertGreaterEqual(self, a, b, msg=None):
        """Fail unless a >= b."""
        if not a >= b:
            self.fail(self._formatMessage(msg, f'{safe_repr(a)} not greater than or equal to {safe_repr(b)}'))

    # --- exceptions, warnings, logs ---

    def assertRaises(self, expected_exception, *args, **kwargs):
        """Fail unless the call, or the block of with, raises the exception."""
        context = _AssertRaisesContext(expected_exception, self)
        try:
            return context.handle('assertRaises', args, kwargs)
        finally:
            context = None              # the traceback of what was raised would hold it

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        """The same, where the message has to match a pattern, too."""
        context = _AssertRaisesContext(expected_exception, self, expected_regex)
        return context.handle('assertRaisesRegex', args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        """Fail unless the call, or the block of with, warns with the category."""
        context = _AssertWarnsContext(expected_warning, self)
        return context.handle('assertWarns', args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        """The same, where the message has to match a pattern, too."""
        context = _AssertWarnsContext(expected_warning, self, expected_regex)
        return context.handle('assertWarnsRegex', args, kwargs)

    def assertLogs(self, logger=None, level=None):
        """Fail unless the block of with logs something of that level or above."""
        from ._log import _AssertLogsContext
        return _AssertLogsContext(self, logger, level, no_logs=False)

    def assertNoLogs(self, logger=None, level=None):
        """Fail if the block of with logs something of that level or above."""
        from ._log import _AssertLogsContext
        return _AssertLogsContext(self, logger, level, no_logs=True)

    # --- equality ---

    def addTypeEqualityFunc(self, typeobj, function):
        """assertEqual of two objects of exactly this type goes to function (or to the method so named)."""
        self._type_equality_funcs[typeobj] = function

    def _getAssertEqualityFunc(self, first, second):
        if type(first) == type(second):
            asserter = self._type_equality_funcs.get(type(first))
            if asserter is not None:
                return getattr(self, asserter) if isinstance(asserter, str) else asserter
        return self._baseAssertEqual

    def _baseAssertEqual(self, first, second, msg=None):
        if not first == second:
            self._fail(msg, '%s != %s' % _common_shorten_repr(first, second))

    def assertEqual(self, first, second, msg=None):
        """Fail unless first == second."""
        self._getAssertEqualityFunc(first, second)(first, second, msg=msg)

    def assertNotEqual(self, first, second, msg=None):
        """Fail unless first != second."""
        if not first != second:
            self._fail(msg, f'{safe_repr(first)} == {safe_repr(second)}')

    def _round_or_delta(self, first, second, places, delta):
        """(close, what the difference is called)."""
        if delta is not None and places is not None:
            raise TypeError('specify delta or places not both')
        diff = abs(first - second)
        if delta is not None:
            return diff <= delta, f'within {safe_repr(delta)} delta ({safe_repr(diff)} difference)'
        places = 7 if places is None else places
        return round(diff, places) == 0, f'within {places!r} places ({safe_repr(diff)} difference)'

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """Fail unless the difference, rounded to places (7) digits, is zero, or no more than delta."""
        if first == second:
            return
        close, how = self._round_or_delta(first, second, places, delta)
        if not close:
            self._fail(msg, f'{safe_repr(first)} != {safe_repr(second)} {how}')

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """Fail if the difference, rounded to places (7) digits, is zero, or no more than delta."""
        if delta is not None and places is not None:
            raise TypeError('specify delta or places not both')
        diff = abs(first - second)
        if delta is not None:
            if first == second or diff <= delta:
                self._fail(msg, f'{safe_repr(first)} == {safe_repr(second)} within {safe_repr(delta)} delta '
                                f'({safe_repr(diff)} difference)')
            return
        places = 7 if places is None else places
        if first == second or round(diff, places) == 0:
            self._fail(msg, f'{safe_repr(first)} == {safe_repr(second)} within {places!r} places')

    # --- sequences ---

    def _truncateMessage(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + DIFF_OMITTED % len(diff)

    def _pretty_diff(self, first, second):
        import difflib
        import pprint
        return '\n' + '\n'.join(difflib.ndiff(pprint.pformat(first).splitlines(), pprint.pformat(second).splitlines()))

    def _first_difference(self, seq1, seq2, n1, n2, kind):
        """The lines that name the first differing item and what follows the shorter sequence; None if none."""
        text, i = '', 0
        for i in range(min(n1, n2)):
            try:
                item1 = seq1[i]
            except (TypeError, IndexError, NotImplementedError):
                return f'\nUnable to index element {i} of first {kind}\n'
            try:
                item2 = seq2[i]
            except (TypeError, IndexError, NotImplementedError):
                return f'\nUnable to index element {i} of second {kind}\n'
            if item1 != item2:
                text = '\nFirst differing element %d:\n%s\n%s\n' % ((i,) + _common_shorten_repr(item1, item2))
                break
        else:
            if n1 == n2 and type(seq1) != type(seq2):
                return None
        longer, which, short, n = (seq1, 'First', n2, n1 - n2) if n1 > n2 else (seq2, 'Second', n1, n2 - n1)
        if n:
            text += f'\n{which} {kind} contains {n} additional elements.\n'
            try:
                text += f'First extra element {short}:\n{safe_repr(longer[short])}\n'
            except (TypeError, IndexError, NotImplementedError):
                text += f'Unable to index element {short} of {which.lower()} {kind}\n'
        return text

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        """Fail unless both have equal items in the same order, of whatever type they are."""
        if seq_type is not None:
            kind = seq_type.__name__
            for seq, which in ((seq1, 'First'), (seq2, 'Second')):
                if not isinstance(seq, seq_type):
                    raise self.failureException(f'{which} sequence is not a {kind}: {safe_repr(seq)}')
        else:
            kind = 'sequence'
        text = None
        try:
            n1 = len(seq1)
        except (TypeError, NotImplementedError):
            text = f'First {kind} has no length.    Non-sequence?'
        if text is None:
            try:
                n2 = len(seq2)
            except (TypeError, NotImplementedError):
                text = f'Second {kind} has no length.    Non-sequence?'
        if text is None:
            if seq1 == seq2:
                return
            text = '%ss differ: %s != %s\n' % ((kind.capitalize(),) + _common_shorten_repr(seq1, seq2))
            where = self._first_difference(seq1, seq2, n1, n2, kind)
            if where is None:
                return                  # equal items in sequences of two types
            text += where
        text = self._truncateMessage(text, self._pretty_diff(seq1, seq2))
        self.fail(self._formatMessage(msg, text))

    def assertListEqual(self, list1, list2, msg=None):
        """Fail unless both are lists and equal; tells where they differ."""
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        """Fail unless both are tuples and equal; tells where they differ."""
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def _set_difference(self, first, second, which):
        try:
            return first.difference(second)
        except TypeError as e:
            self.fail(f'invalid type when attempting set difference: {e}')
        except AttributeError as e:
            self.fail(f'{which} argument does not support set difference: {e}')

    def assertSetEqual(self, set1, set2, msg=None):
        """Fail unless both sets are equal; tells what only one has."""
        only1 = self._set_difference(set1, set2, 'first')
        only2 = self._set_difference(set2, set1, 'second')
        if not (only1 or only2):
            return
        lines = []
        if only1:
            lines.append('Items in the first set but not the second:')
            lines += [repr(item) for item in only1]
        if only2:
            lines.append('Items in the second set but not the first:')
            lines += [repr(item) for item in only2]
        self.fail(self._formatMessage(msg, '\n'.join(lines)))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, 'First argument is not a dictionary')
        self.assertIsInstance(d2, dict, 'Second argument is not a dictionary')
        if d1 != d2:
            text = '%s != %s' % _common_shorten_repr(d1, d2)
            self.fail(self._formatMessage(msg, self._truncateMessage(text, self._pretty_diff(d1, d2))))

    def assertDictContainsSubset(self, subset, dictionary, msg=None):
        """Fail unless dictionary has all items of subset (deprecated)."""
        warnings.warn('assertDictContainsSubset is deprecated', DeprecationWarning)
        missing, wrong = [], []
        for k, v in subset.items():
            if k not in dictionary:
                missing.append(safe_repr(k))
            elif v != dictionary[k]:
                wrong.append(f'{safe_repr(k)}, expected: {safe_repr(v)}, actual: {safe_repr(dictionary[k])}')
        if not (missing or wrong):
            return
        text = f"Missing: {','.join(missing)}" if missing else ''
        if wrong:
            text += ('; ' if text else '') + f"Mismatched values: {','.join(wrong)}"
        self.fail(self._formatMessage(msg, text))

    def assertCountEqual(self, first, second, msg=None):
        """Same items, each as often, in any order."""
        left, right = list(first), list(second)
        try:
            differences = None if _equal_counts(left, right) else _count_diff_hashable(left, right)
        except TypeError:
            differences = _count_diff_all_purpose(left, right)
        if differences:
            lines = ['Element counts were not equal:']
            lines += ['First has %d, Second has %d:  %r' % d for d in differences]
            text = self._truncateMessage('\n'.join(lines[:1]) + '\n', '\n'.join(lines[1:]))
            self.fail(self._formatMessage(msg, text))

    def assertMultiLineEqual(self, first, second, msg=None):
        """Fail unless both texts are equal; tells which lines differ."""
        self.assertIsInstance(first, str, 'First argument is not a string')
        self.assertIsInstance(second, str, 'Second argument is not a string')
        if first == second:
            return
        if len(first) > self._diffThreshold or len(second) > self._diffThreshold:
            self._baseAssertEqual(first, second, msg)
        import difflib
        left, right = first.splitlines(keepends=True), second.splitlines(keepends=True)
        if len(left) == 1 and first.strip('\r\n') == first:
            left, right = [first + '\n'], [second + '\n']
        text = '%s != %s' % _common_shorten_repr(first, second)
        diff = '\n' + ''.join(difflib.ndiff(left, right))
        self.fail(self._formatMessage(msg, self._truncateMessage(text, diff)))

    # --- patterns ---

    def assertRegex(self, text, expected_regex, msg=None):
        """Fail unless the pattern is found in text."""
        if isinstance(expected_regex, (str, bytes)):
            assert expected_regex, 'expected_regex must not be empty.'
            expected_regex = re.compile(expected_regex)
        if not expected_regex.search(text):
            self._fail(msg, f"Regex didn't match: {expected_regex.pattern!r} not found in {text!r}")

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        """Fail if the pattern is found in text."""
        if isinstance(unexpected_regex, (str, bytes)):
            unexpected_regex = re.compile(unexpected_regex)
        match = unexpected_regex.search(text)
        if match:
            self._fail(msg, f'Regex matched: {text[match.start():match.end()]!r} matches '
                            f'{unexpected_regex.pattern!r} in {text!r}')


def _equal_counts(left, right):
    from collections import Counter
    return Counter(left) == Counter(right)


def _deprecated_alias(name):
    def alias(*args, **kwargs):
        warnings.warn(f'Please use {name} instead.', DeprecationWarning, 2)
        return getattr(args[0], name)(*args[1:], **kwargs)
    alias.__name__ = name
    return alias


for _old, _name in (('failUnlessEqual', 'assertEqual'), ('assertEquals', 'assertEqual'),
                    ('failIfEqual', 'assertNotEqual'), ('assertNotEquals', 'assertNotEqual'),
                    ('failUnlessAlmostEqual', 'assertAlmostEqual'), ('assertAlmostEquals', 'assertAlmostEqual'),
                    ('failIfAlmostEqual', 'assertNotAlmostEqual'), ('assertNotAlmostEquals', 'assertNotAlmostEqual'),
                    ('failUnless', 'assertTrue'), ('assert_', 'assertTrue'), ('failUnlessRaises', 'assertRaises'),
                    ('failIf', 'assertFalse'), ('assertRaisesRegexp', 'assertRaisesRegex'),
                    ('assertRegexpMatches', 'assertRegex'), ('assertNotRegexpMatches', 'assertNotRegex')):
    setattr(TestCase, _old, _deprecated_alias(_name))
del _old, _name
