import doctest
import sys
import unittest


def good():
    """
    >>> 1 + 1
    2
    >>> print('a\\n\\nb')
    a
    <BLANKLINE>
    b
    >>> [1, 2, 3]  # doctest: +ELLIPSIS
    [1, ...]
    >>> print('x    y')  # doctest: +NORMALIZE_WHITESPACE
    x y
    >>> 1 / 0
    Traceback (most recent call last):
        ...
    ZeroDivisionError: division by zero
    >>> int('q')  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ValueError: whatever
    >>> undefined  # doctest: +SKIP
    >>> for i in range(2):
    ...     print(i)
    0
    1
    >>> 5 == 5
    1
    """


def bad():
    """
    >>> 1 + 1
    3
    >>> print('nothing wanted')
    >>> x = 1
    something
    >>> [][0]
    7
    """


class C:
    """
    >>> C().m()
    'm'
    """

    def m(self):
        """
        >>> 'method'
        'method'
        """
        return 'm'

    @property
    def p(self):
        """
        >>> 'property'
        'property'
        """


finder = doctest.DocTestFinder()
tests = [t for t in finder.find(sys.modules['__main__'])]
print([(t.name, len(t.examples), t.lineno) for t in tests])
for t in tests:
    if t.name.endswith('bad'):
        runner = doctest.DocTestRunner(verbose=False)
        t.filename = 'some.py'
        t.examples[-1:] = []
        print(runner.run(t))
        print(runner.summarize())
    else:
        print(t.name.split('.')[-1], doctest.DocTestRunner(verbose=False).run(t))
print(doctest.DocTestParser().get_examples('>>> 1\n1\n\ntext\n\n    >>> if 1:\n    ...     2\n    2\n')[1].source)
for text in ('>>>x\n', '>>> x # doctest: +NO_SUCH\n', '>>> x\n  y\n'.replace('>>>', '    >>>'), '   >>> x\n  y\n'):
    try:
        doctest.DocTestParser().get_examples(text, 'name')
        print('fine')
    except ValueError as e:
        print(e)
print(doctest.script_from_examples('Title\n\n>>> f(1)\n2\n\nEnd.\n'))
checker = doctest.OutputChecker()
example = doctest.Example('f()', 'a\nb\nc\n')
for flag in (0, doctest.REPORT_UDIFF, doctest.REPORT_NDIFF, doctest.REPORT_CDIFF):
    print(checker.output_difference(example, 'a\nx\nc\n', flag))
print([checker.check_output(w, g, doctest.ELLIPSIS) for w, g in
       (('a...b', 'a123b'), ('...', ''), ('aa...aa', 'aaa'), ('a...b...c', 'abbc'))])
result = unittest.TestResult()
doctest.DocTestSuite(sys.modules['__main__']).run(result)
print(result.testsRun, len(result.failures), [t.id() for t, _ in result.failures])
doctest.run_docstring_examples(good, {}, name='good')
